"""`affiche completion`: what a shell runs so that the tab key completes commands, options, policies and versions."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import get_completion_class

from affiche.confined import Root

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

VARIABLE = "_AFFICHE_COMPLETE"
"""By this the shell asks the command what could stand next."""


def policy_names(ctx: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Name the policies of the source."""
    source = _source(ctx)
    return _beginning(begun, (name for name in source.names() if source.kind(f"{name}/policy.yaml")))


def version_ids(ctx: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Name the versions of the policy that stands before."""
    policy = ctx.params.get("policy")
    return _beginning(begun, _versions(ctx, [policy] if policy else _source(ctx).names()))


def policy_then_versions(ctx: click.Context, param: click.Parameter, begun: str) -> list[str]:
    """Name the policies, and after one of them its versions."""
    first, *_ = ctx.params.get(param.name or "") or [""]
    if not first:
        return policy_names(ctx, param, begun)
    return _beginning(begun, _versions(ctx, [first]))


def locale_names(ctx: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Name the locales, as the texts of the policies show them."""
    source = _source(ctx)
    texts = (name for policy in source.names() for name in _held(source, policy) if name.endswith(".md"))
    return _beginning(begun, (name.removesuffix(".md") for name in texts))


def problem_ids(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """Name everything that `affiche explain` explains."""
    from affiche.reporting.explanations import EXPLAINED

    return _beginning(begun, EXPLAINED)


def rule_ids(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """Name the rules of `affiche check`."""
    from affiche.rules import RULES

    return _beginning(begun, (rule.id for rule in RULES))


def _source(ctx: click.Context) -> Root:
    return Root(Path(ctx.params.get("source") or "content"))


def _versions(ctx: click.Context, policies: Iterable[str]) -> Iterator[str]:
    for policy in policies:
        yield from (name for name in _held(_source(ctx), f"{policy}/versions") if name[0].isdigit())


def _held(source: Root, folder: str) -> list[str]:
    """List a folder; a key was pressed, so what cannot be listed is no error."""
    with suppress(OSError):
        return source.names(folder)
    return []


def _beginning(begun: str, words: Iterable[str]) -> list[str]:
    return sorted({word for word in words if word.startswith(begun)})


@click.command(short_help="Write what a shell needs to complete commands.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Write what SHELL needs to complete commands, policies, versions, locales and rules.

    For bash, in ~/.bashrc: eval "$(affiche completion bash)". For zsh the same in ~/.zshrc. For fish: affiche
    completion fish > ~/.config/fish/completions/affiche.fish
    """
    kind = get_completion_class(shell)
    assert kind is not None
    root = click.get_current_context().find_root()
    click.echo(kind(root.command, {}, "affiche", VARIABLE).source())
