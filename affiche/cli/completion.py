"""`affiche completion`: what a shell runs so that the tab key completes commands, options, policies and versions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import get_completion_class

if TYPE_CHECKING:
    from collections.abc import Iterable

VARIABLE = "_AFFICHE_COMPLETE"
"""By this the shell asks the command what could stand next."""


def policy_names(ctx: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Name the policies of the source."""
    return _beginning(begun, (file.parent.name for file in _source(ctx).glob("*/policy.yaml")))


def version_ids(ctx: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Name the versions of the policy that stands before."""
    policy = ctx.params.get("policy") or "*"
    return _beginning(begun, (folder.name for folder in _source(ctx).glob(f"{policy}/versions/[0-9]*")))


def policy_then_versions(ctx: click.Context, param: click.Parameter, begun: str) -> list[str]:
    """Name the policies, and after one of them its versions."""
    first, *_ = ctx.params.get(param.name or "") or [""]
    if not first:
        return policy_names(ctx, param, begun)
    return _beginning(begun, (folder.name for folder in _source(ctx).glob(f"{first}/versions/[0-9]*")))


def locale_names(ctx: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Name the locales, as the texts of the policies show them."""
    return _beginning(begun, (file.stem for file in _source(ctx).glob("*/*.md")))


def rule_ids(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """Name the rules of `affiche check`."""
    from affiche.rules import RULES

    return _beginning(begun, (rule.id for rule in RULES))


def _source(ctx: click.Context) -> Path:
    return Path(ctx.params.get("source") or "content")


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
