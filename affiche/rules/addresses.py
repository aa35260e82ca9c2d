"""Sections whose posted address would lead nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.rules.rule import ERROR, rule
from affiche.rules.texts import Match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.rules.texts import PolicyTexts


@rule(
    "structure/lost-address",
    ERROR,
    "a section of the newest published version whose id is gone",
    why="Links to the section, which may be anywhere, would lead to the top of the page.",
    fix="give the section its id again, or say under `former_ids:` in policy.yaml where it leads",
    example=("## How long we keep it {#keeping}", "## How long we keep it {#retention}"),
    scope="policy",
)
def lost_addresses(subject: PolicyTexts) -> Iterator[Match]:
    """Find ids of the newest version that are neither in the text nor led on by `former_ids`.

    What was led on before is an id of that version too, so that nothing posted earlier is lost either.
    """
    newest = subject.policy.newest
    if newest is None:
        return
    from affiche.drafts.addresses import lost_ids

    for identifier, title in lost_ids(subject.policy, newest).items():
        name = f"“{title}” (#{identifier})" if title else f"#{identifier}"
        yield Match(
            location=subject.source.file.whole(),
            message=f"the section {name} of version {newest.id} is gone, and links to it would lead nowhere",
            expected=f"a section with the id {identifier}, or an entry of `former_ids`",
            fix=f"give the section its id again, `{{#{identifier}}}`; or, under `former_ids:` in policy.yaml, add "
            f"`{identifier}: ` and the id of the section that says it now, or nothing if the section ended",
        )
