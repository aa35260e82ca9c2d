"""Promises as a text may name them, in its own language."""

from __future__ import annotations

import pytest

from affiche.model import Channel, Consent, Promises, Significance
from affiche.source.promises import named_promises

ALL = Promises(
    notice_days=30,
    review_months=12,
    before=True,
    tell={Significance.MAJOR: (Channel.EMAIL, Channel.HOMEPAGE, Channel.PAGE)},
    consent=Consent.NEW_USE,
    archive=True,
)


@pytest.mark.parametrize(
    ("tag", "told"),
    [
        ("en-CA", "by e-mail, on our homepage and on this page"),
        ("en-US", "by e-mail, on our homepage, and on this page"),
        ("fr-CA", "par courriel, sur notre page d’accueil et sur cette page"),
    ],
)
def test_channels_are_listed_as_the_language_lists(tag: str, told: str) -> None:
    named = named_promises(ALL, tag)
    assert named["tell"] == {"major": told, "editorial": ""}
    assert all(named[name] for name in ("notice_days", "review_months", "before", "consent", "archive"))


@pytest.mark.parametrize("tag", ["en", "fr-FR"])
def test_every_channel_and_kind_of_consent_has_words(tag: str) -> None:
    for channel in Channel:
        told = named_promises(Promises(tell={Significance.EDITORIAL: (channel,)}), tag)["tell"]
        assert isinstance(told, dict)
        assert told["editorial"]
    for consent in {*Consent} - {Consent.NEVER}:
        assert named_promises(Promises(consent=consent), tag)["consent"]


def test_what_is_not_promised_is_empty() -> None:
    named = named_promises(Promises(), "en")
    assert not named["before"] + named["consent"] + named["archive"]  # type: ignore[operator]


def test_a_language_without_words_has_the_numbers_alone() -> None:
    assert named_promises(ALL, "de") == {"notice_days": "30", "review_months": "12"}
