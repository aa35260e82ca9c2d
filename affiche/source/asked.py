"""The policies that a person named, out of all that stand under content/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.problems import ContentError, chosen
from affiche.source.load import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from affiche.model import Policy, Site
    from affiche.problems import Problem
    from affiche.source.files import SourceFolder
    from affiche.source.markdown import MarkdownRenderer


def load_asked(
    folder: SourceFolder, renderer: MarkdownRenderer, names: Sequence[str]
) -> tuple[Site, tuple[Policy, ...]]:
    """Read the site, and give the policies of these names, or all where none is named.

    What is wrong with another policy stands in nobody's way, and leaves the folder's log; what is wrong with the site
    stays in it.
    """
    try:
        site = load(folder, renderer)
    except ContentError as error:
        raise ContentError(_without_others(error.problems, names, folder)) from None
    folder.log.problems = _without_others(folder.log.problems, names, folder)
    known = {policy.name: policy for policy in site.policies}
    if set(names) - known.keys():
        folder.log.raise_if_any()
    return site, tuple(chosen(known, name, "policy") for name in dict.fromkeys(names) or known)


def _without_others(problems: Iterable[Problem], names: Sequence[str], folder: SourceFolder) -> list[Problem]:
    others = [f"{folder.shown(other)}/" for other in folder.folders() if names and other not in names]
    return [problem for problem in problems if not problem.location.path.startswith(tuple(others))]
