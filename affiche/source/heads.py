"""Published versions without their texts, as an earlier reading found them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from affiche.model import Version


class Head(NamedTuple):
    """A version without its texts, and what those are read by."""

    version: Version
    titles: Mapping[str, str]
    sealed: Mapping[str, str]
    """For each of its files the digest that the ledger holds."""


class Archive(NamedTuple):
    """What was published of a policy as it was read earlier, in the locales of that reading."""

    locales: tuple[str, ...]
    ledger: tuple[str, ...]
    heads: tuple[Head, ...]
