"""What a policy promises about its changes, and what readers can do about them: YAML into records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.localization import in_a_row
from affiche.model import Channel, Choice, Consent, Promises, Recourse, Significance
from affiche.source.data.localised import for_each_locale

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from affiche.model import Fact, Remedy
    from affiche.problems import ProblemLog
    from affiche.source.data.schemas import ChoiceShape, PromisesShape
    from affiche.source.data.yaml import Node


def promises_of(shape: PromisesShape) -> Promises:
    """Return what is promised."""
    told = {Significance.MAJOR: shape.tell.major, Significance.EDITORIAL: shape.tell.editorial}
    return Promises(
        notice_days=shape.notice_days,
        review_months=shape.review_months,
        before=shape.before,
        tell={
            significance: tuple(dict.fromkeys(channels))
            for significance, channels in told.items()
            if channels
        },
        consent=shape.consent,
        archive=shape.archive,
    )


_WORDS: Mapping[str, Mapping[Channel | Consent | str, str]] = {
    "en": {
        Channel.EMAIL: "by e-mail",
        Channel.HOMEPAGE: "on our homepage",
        Channel.APP: "in the app",
        Channel.PAGE: "on this page",
        Channel.FEED: "by our news feed",
        Channel.POST: "by letter",
        Consent.NEW_USE: "before any use for a new purpose",
        Consent.MATERIAL: "before any major change applies to you",
        "before": "before it takes effect",
        "archive": "earlier versions stay available",
    },
    "fr": {
        Channel.EMAIL: "par courriel",
        Channel.HOMEPAGE: "sur notre page d’accueil",
        Channel.APP: "dans l’application",
        Channel.PAGE: "sur cette page",
        Channel.FEED: "par notre fil d’actualité",
        Channel.POST: "par lettre",
        Consent.NEW_USE: "avant toute utilisation à une nouvelle fin",
        Consent.MATERIAL: "avant qu’une modification majeure s’applique à vous",
        "before": "avant son entrée en vigueur",
        "archive": "les versions antérieures restent accessibles",
    },
}
"""A promise in the middle of a sentence, in each language that Affiche itself speaks."""


def named_promises(promises: Promises, tag: str) -> dict[str, Fact]:
    """Return the promises as a text may name them, such as `{{ promises.notice_days }}`; in words where they have some.

    What is not promised is empty, so that `{% if promises.archive %}` asks for it. In a language without words, a
    text can name the numbers alone.
    """
    numbers = {
        "notice_days": str(promises.notice_days or ""),
        "review_months": str(promises.review_months or ""),
    }
    words = _WORDS.get(tag.partition("-")[0].lower())
    if words is None:
        return dict(numbers)
    return {
        **numbers,
        "before": words["before"] if promises.before else "",
        "tell": {
            significance.value: in_a_row([words[each] for each in promises.channels(significance)], tag)
            for significance in Significance
        },
        "consent": words.get(promises.consent, ""),
        "archive": words["archive"] if promises.archive else "",
    }


def written_promises(promises: Promises) -> dict[str, object]:
    """Return the promises as version.yaml holds them; what is not promised is left out."""
    content: dict[str, object] = {
        "notice_days": str(promises.notice_days),
        "review_months": str(promises.review_months),
    }
    if promises.before:
        content["before"] = "yes"
    if promises.tell:
        content["tell"] = {
            significance.value: [channel.value for channel in channels]
            for significance, channels in promises.tell.items()
        }
    if promises.consent.value != "never":
        content["consent"] = promises.consent.value
    if promises.archive:
        content["archive"] = "yes"
    return content


def recourse_of(
    choices: Mapping[Remedy, ChoiceShape],
    words: tuple[Mapping[str, str], Mapping[str, str]],
    locales: Sequence[str],
    node: Node,
    log: ProblemLog,
) -> Recourse:
    """Return what readers can do; `node` holds `choices:`, and `otherwise:` and `consent:` with these words."""
    otherwise, consent = words

    def spread(values: Mapping[str, str], *path: str) -> dict[str, str]:
        return for_each_locale(values, locales, node.find(path), log) if values else {}

    return Recourse(
        choices=tuple(
            Choice(
                remedy=remedy,
                links=spread(shape.link, "choices", remedy.value, "link"),
                words=spread(shape.words, "choices", remedy.value, "words"),
                until=shape.until,
            )
            for remedy, shape in choices.items()
        ),
        otherwise=spread(otherwise, "otherwise"),
        consent=spread(consent, "consent"),
    )


def written_recourse(recourse: Recourse) -> dict[str, object]:
    """Return what readers can do as version.yaml holds it."""
    content: dict[str, object] = {}
    if recourse.choices:
        content["choices"] = {choice.remedy.value: _written_choice(choice) for choice in recourse.choices}
    if recourse.otherwise:
        content["otherwise"] = dict(recourse.otherwise)
    if recourse.consent:
        content["consent"] = dict(recourse.consent)
    return content


def _written_choice(choice: Choice) -> dict[str, object]:
    content: dict[str, object] = {"link": dict(choice.links)}
    if choice.words:
        content["words"] = dict(choice.words)
    if choice.until:
        content["until"] = choice.until.isoformat()
    return content
