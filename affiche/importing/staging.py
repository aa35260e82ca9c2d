"""A policy is laid under content/: prepared beside it, and moved into its place as a whole."""

from __future__ import annotations

import json
import re
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from affiche.confined import Kind, LinkError, Root, link_problem
from affiche.problems import ContentError, Location, Problem, ProblemLog
from affiche.site.atomic_swap import atomic_swap
from affiche.source import LEDGER, VERSIONS, SourceFile, SourceFolder, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from affiche.source import Node

_PLAIN = re.compile(r"[^\W\d_][\w ’'()&,.-]*")
_RESERVED = {"yes", "no", "true", "false", "null", "on", "off"}


@contextmanager
def staged(folder: SourceFolder, policy: str) -> Iterator[Root]:
    """Give a folder in which the policy can be changed; if all goes well it takes the place of the one that is there."""
    inside = folder.inside
    for name in inside.names():
        if re.fullmatch(rf"\.{policy}\.importing-[0-9a-f]{{16}}", name) and inside.kind(name) is Kind.FOLDER:
            inside.remove_tree(name)
    workshop = inside.make_own_folder(f".{policy}.importing-")
    try:
        is_new = _copy_policy(inside, policy, workshop)
        yield Root(inside.path / workshop)
        _put_in_place(inside, workshop, policy, is_new=is_new)
    except LinkError as error:
        link = error.filename.removeprefix(f"{workshop}/")
        raise ContentError([link_problem(LinkError(link), link, folder.shown)]) from None
    finally:
        inside.remove_tree(workshop)


def _copy_policy(inside: Root, policy: str, workshop: str) -> bool:
    """Copy what there is of the policy, links as links, and tell whether it is new."""
    inside.create(f"{workshop}/site.yaml", inside.read("site.yaml"))
    is_new = inside.kind(policy) is None
    if is_new:
        inside.make_folder(f"{workshop}/{policy}")
    elif inside.kind(policy) is Kind.LINK:
        raise LinkError(policy)
    else:
        shutil.copytree(inside.path / policy, inside.path / workshop / policy, symlinks=True)
    return is_new


def _put_in_place(inside: Root, workshop: str, policy: str, *, is_new: bool) -> None:
    def put() -> None:
        if is_new:
            inside.rename(f"{workshop}/{policy}", policy)
        else:
            atomic_swap(inside.path / workshop / policy, inside.path / policy)

    put()
    try:
        if inside.read(f"{workshop}/site.yaml") != inside.read("site.yaml"):
            inside.replace(f"{workshop}/site.yaml", "site.yaml")
    except BaseException:
        if is_new:
            inside.rename(policy, f"{workshop}/{policy}")
        else:
            put()
        raise


def refuse_published(folder: SourceFolder, policy: str) -> None:
    """Make sure that nothing of a policy was published, as a history can only begin one."""
    if folder.exists(f"{policy}/{LEDGER}") or folder.files(f"{policy}/{VERSIONS}"):
        where = Location(path=folder.shown(f"{policy}/{VERSIONS}"))
        message = (
            "versions of this policy are published already, and nothing that was published is ever changed"
        )
        fix = "import the history under another name; or import the newest text alone, and publish it"
        raise ContentError([Problem(location=where, message=message, fix=fix, rule="import/taken")])


def policy_yaml(titles: Mapping[str, str], slugs: Mapping[str, str], locales: tuple[str, ...]) -> str:
    """Write policy.yaml; a title that is known in one locale alone stands for all, until another comes."""
    return f"title:{_values(titles, locales)}slug:{_values(slugs, locales)}"


def with_locale(file: SourceFile, key: str, value: str, locale: str, locales: tuple[str, ...]) -> str | None:
    """Give policy.yaml with a value for one locale more; None where a person has to write it."""
    node = read_yaml(file, ProblemLog())
    if node is None or not isinstance(node.value, dict) or key not in node.value:
        return None
    held = node.value[key]
    if isinstance(held.value, dict):
        if locale in held.value:
            return file.text
        return None
    line = held.location.line - 1
    if not isinstance(held.value, str) or not re.match(rf"{key}:\s*\S", file.lines[line]):
        return None
    comment = re.search(r"\s#.*$", file.lines[line])
    values = dict.fromkeys(locales, held.value) | {locale: value}
    written = f"{key}:{_values(values, locales)}".rstrip("\n").split("\n")
    written[0] += comment[0] if comment else ""
    return "\n".join([*file.lines[:line], *written, *file.lines[line + 1 :]])


def _values(values: Mapping[str, str], locales: tuple[str, ...]) -> str:
    if len(values) == 1:
        return f" {_scalar(next(iter(values.values())))}\n"
    return "\n" + "".join(
        f"  {locale}: {_scalar(values[locale])}\n" for locale in locales if locale in values
    )


def _scalar(text: str) -> str:
    is_plain = _PLAIN.fullmatch(text) and text.lower() not in _RESERVED and not text.endswith(" ")
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def site_yaml_with(file: SourceFile, policy: str) -> str | None:
    """Give site.yaml with a policy more in its list, everything else as it was; None where a person has to write it."""
    before = read_yaml(file, ProblemLog())
    if before is None:
        return None
    names = _policies(before)
    if policy in names:
        return file.text
    lines = [*file.lines]
    at = before.find(("policies",)).location.line - 1
    if flow := re.fullmatch(r"(policies:\s*\[)([^\[\]#]*?)\s*(\].*)", lines[at]):
        lines[at] = f"{flow[1]}{flow[2]}{', ' if flow[2].strip() else ''}{policy}{flow[3]}"
    elif names:
        last = before.find(("policies", len(names) - 1)).location.line - 1
        if not (entry := re.match(r"(\s*- )", lines[last])):
            return None
        lines.insert(last + 1, f"{entry[1]}{policy}")
    text = "\n".join(lines)
    after = read_yaml(SourceFile(path=file.path, text=text), ProblemLog())
    return text if after is not None and _policies(after) == [*names, policy] else None


def _policies(node: Node) -> list[str]:
    plain = (
        node.find(("policies",)).plain() if isinstance(node.value, dict) and "policies" in node.value else []
    )
    return [str(name) for name in plain] if isinstance(plain, list) else []
