"""Policies that are nothing but dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.model import Policy, Promises, Significance, Version, Withdrawal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


def version(identifier: str, effective: date, published: date, withdrawn: date | None = None) -> Version:
    return Version(
        id=identifier,
        effective=effective,
        published=published,
        significance=Significance.MAJOR,
        notes={},
        authoritative=(),
        promises=Promises(),
        facts={},
        editions={},
        digests={},
        withdrawal=Withdrawal(on=withdrawn, reasons={}) if withdrawn else None,
    )


def policy(versions: Iterable[Version], retired: date | None = None) -> Policy:
    return Policy(
        name="privacy",
        titles={},
        slugs={},
        authoritative=(),
        promises=Promises(),
        facts={},
        working={},
        plan=None,
        retired=retired,
        versions=tuple(sorted(versions, key=lambda version: version.order)),
    )
