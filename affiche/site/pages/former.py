"""An address under a former slug, which leads to the same page under the slug of today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from affiche.site.records import PolicyPage

if TYPE_CHECKING:
    from affiche.site.context import PolicyContext
    from affiche.site.urls import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerPage(PolicyPage):
    """An address under a slug that the policy had before, which leads to the same page under that of today."""

    template: ClassVar = "former.html"


def page(context: PolicyContext, address: Address, today: Address) -> FormerPage:
    """Lead from a former address to that of today."""
    return FormerPage(
        layout=context.layout,
        title=context.links.title,
        address=address,
        canonical=today,
        alternates=(),
        indexed=False,
        links=context.links,
    )
