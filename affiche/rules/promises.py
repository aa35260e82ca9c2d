"""What a text says of its own changes, held against what policy.yaml promises: in both directions, in each language."""

from __future__ import annotations

import re
from textwrap import shorten
from typing import TYPE_CHECKING

from affiche.duties.commitments import LANGUAGES, is_of_changes
from affiche.duties.phrases import PhraseList, words_of
from affiche.duties.sayings import CHANNELS, Saying
from affiche.model import Consent
from affiche.patterns import lazy
from affiche.rules.prose import OPAQUE
from affiche.rules.rule import ADVICE, ERROR, rule
from affiche.rules.texts import Match, YamlWords

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from affiche.model import Promises
    from affiche.problems import Location
    from affiche.rules.prose import Commitment, Passage
    from affiche.rules.texts import PolicyTexts, Text

LONGEST_SHOWN = 90
CLOSE_ENOUGH = 0.1
"""A month is 28 to 31 days: so much may a number of days differ from one in months."""
DAYS_OF_A_MONTH = 30
TOLD = {Saying.EMAIL, Saying.HOMEPAGE, Saying.APP, Saying.FEED, Saying.POST}
"""The channels by which readers are told without having to look at the policy."""
_NAMED = lazy(r"\{[{%][^{}]*\bpromises\.(?P<name>\w+)")
"""A promise that the text puts in from policy.yaml, or asks for."""
_CHANNELS = {
    Saying.EMAIL: "by e-mail",
    Saying.HOMEPAGE: "on the homepage",
    Saying.APP: "in the app",
    Saying.PAGE: "on the page of the policy",
    Saying.FEED: "by a feed",
    Saying.POST: "by letter",
}
_KEPT_BY = {
    Saying.APP: {Saying.APP, Saying.HOMEPAGE},
    Saying.HOMEPAGE: {Saying.HOMEPAGE, Saying.APP},
    Saying.BEFORE: {Saying.BEFORE, Saying.DAYS},
}
"""What else keeps a promise: “a notice on our services” may be either; a number of days says “before” too."""
_NOTICE = lazy(
    r"\b(?:we|will|by|to|via|through|providing|send\w*)\b[^.]{0,40}\b(?:e-?mail(?:ing)?|notif\w+|inform you|let you know|tell you|alert\w*|announce\w*)\b"
    r"|\bnotice (?:to|on|through|via)\b|\bprominent\w*\b|\bnotified\b"
    r"|\b(?:avis\w*rons|avertir\w*|informer\w*|préviendr\w*|annonc\w*|signaler\w*|notifi\w+|par courriel|par e-?mail)\b",
    re.IGNORECASE,
)

NEAR = 1
"""Passages around a request to check back in which it may be said how readers are told."""


def _promised(promises: Promises) -> dict[Saying, str]:
    """Return what policy.yaml promises, each with its words in a message."""
    channels = {Saying(channel.value) for told in promises.tell.values() for channel in told}
    found = {
        Saying.DAYS: f"{promises.notice_days} days of notice" if promises.notice_days else "",
        Saying.BEFORE: "to tell readers before a version takes effect" if promises.before else "",
        **{
            channel: f"to tell readers {_CHANNELS[channel]}" if channel in channels else ""
            for channel in CHANNELS
        },
        Saying.CONSENT: "to ask for consent" if promises.consent is not Consent.NEVER else "",
        Saying.ARCHIVE: "that earlier versions stay available" if promises.archive else "",
        Saying.REVIEW: f"a review every {promises.review_months} months" if promises.review_months else "",
    }
    return {saying: words for saying, words in found.items() if words}


def _promised_in_words(promises: Promises) -> str:
    """Say what is promised of telling readers, in the order of its weight; nothing where nothing is."""
    promised = _promised(promises)
    told = [promised[saying] for saying in (Saying.DAYS, Saying.BEFORE, *CHANNELS) if saying in promised]
    return " and ".join(told[:2])


def _named(text: Text) -> set[str]:
    """Return the promises that a text puts in from policy.yaml."""
    return {match["name"] for match in _NAMED.finditer(text.file.text)}


@rule(
    "changes/contradicted",
    ERROR,
    "words that take back what policy.yaml promises",
    why="Readers hold you to the words, and Affiche keeps the promise in policy.yaml: one of them is wrong. Guidance on "
    "transparency asks that readers be told of a change well before it takes effect; a company that breaks its own policy "
    "breaks the law in California.",
    fix="correct the sentence, with `{{ promises.notice_days }}` for the number; or correct `promises` in policy.yaml",
    citation="WP260 rev.01, paragraphs 29 and 30; Cal. Bus. & Prof. Code 22576",
    example=(
        "policy.yaml: notice_days: 30\nen.md: We may change this policy without advance notice.",
        "policy.yaml: notice_days: 30\nen.md: We tell you {{ promises.notice_days }} days before we change this policy.",
    ),
    scope="policy",
)
def contradicted(policy: PolicyTexts) -> Iterator[Match]:
    """Find sentences that give away a promised notice or consent, or name another number."""
    promises = policy.policy.promises
    for text in policy.texts.values():
        for sentence in text.commitments:
            if against := _against(sentence, promises):
                yield _match(text, sentence, f"“{_shortened(sentence)}”, but policy.yaml promises {against}")


def _against(sentence: Commitment, promises: Promises) -> str:
    """Say which promise a sentence takes back; nothing where it keeps them all."""
    promised = _promised(promises)
    numbers = {Saying.DAYS: promises.notice_days, Saying.REVIEW: promises.review_months}
    for one in sentence.said:
        if one.saying in {Saying.NO_ADVANCE_NOTICE, Saying.ON_POSTING, Saying.NO_NOTICE}:
            if early := promised.get(Saying.DAYS) or promised.get(Saying.BEFORE):
                return early
            told = next((promised[channel] for channel in CHANNELS if channel in {*promised} & TOLD), "")
            if told and one.saying is Saying.NO_NOTICE:
                return told
        elif one.saying is Saying.BY_USE and Saying.CONSENT in promised:
            return promised[Saying.CONSENT]
        elif (number := numbers.get(one.saying)) and one.number and not _is_about(one.number, number):
            return promised[one.saying]
    return ""


def _is_about(said: int, promised: int) -> bool:
    is_of_months = said % DAYS_OF_A_MONTH == 0
    return said == promised or (is_of_months and abs(said - promised) <= CLOSE_ENOUGH * said)


@rule(
    "changes/not-told",
    ADVICE,
    "a text that lets changes take effect without telling readers before",
    why="Readers who learn of a change after the fact can neither object nor leave. Guidance asks that they be told well "
    "before it takes effect, in a way that reaches them.",
    fix="say how and how long before readers are told, and promise it under `promises` in policy.yaml",
    citation="WP260 rev.01, paragraphs 29 and 30",
    example=(
        "We may change this policy at any time without notice.",
        "We tell you by e-mail 30 days before we change this policy.",
    ),
    scope="policy",
)
def not_told(policy: PolicyTexts) -> Iterator[Match]:
    """Find sentences by which nobody is told, in a policy that promises nothing else."""
    promises = policy.policy.promises
    silent = {Saying.NO_NOTICE, Saying.NO_ADVANCE_NOTICE, Saying.ON_POSTING}
    for text in policy.texts.values():
        for sentence in text.commitments:
            if {one.saying for one in sentence.said} & silent and not _against(sentence, promises):
                yield _match(text, sentence, f"“{_shortened(sentence)}”, so readers learn of it too late")


@rule(
    "changes/by-use",
    ADVICE,
    "use of the service taken for acceptance",
    why="Going on using a service is no consent to a change of what is done with information, and it is no way of telling "
    "readers of it.",
    fix="tell readers of the change, and ask for consent where the law asks for it",
    citation="WP260 rev.01, paragraph 29; EDPB Guidelines 05/2020, paragraph 110",
    example=(
        "By continuing to use our site, you accept the changes to this policy.",
        "We ask for your consent before we use your information for a new purpose.",
    ),
    scope="policy",
)
def accepted_by_use(policy: PolicyTexts) -> Iterator[Match]:
    """Find sentences that take use for acceptance; where consent is promised, the text contradicts itself."""
    for text in policy.texts.values():
        for sentence in text.commitments:
            is_by_use = any(one.saying is Saying.BY_USE for one in sentence.said)
            if is_by_use and not _against(sentence, policy.policy.promises):
                yield _match(text, sentence, f"“{_shortened(sentence)}”, but use is no acceptance")


@rule(
    "changes/only-in-text",
    ADVICE,
    "a promise about changes that the text makes and policy.yaml does not hold",
    why="Affiche reckons the day of effect, plans the notices and says what is due from policy.yaml. What only the text "
    "promises is forgotten at the next change.",
    fix="write it under `promises` in policy.yaml, or take it out of the text",
    citation="Cal. Bus. & Prof. Code 22576",
    example=(
        "We will e-mail you 30 days before a change to this policy applies.",
        "Write to us with any question about this policy.",
    ),
    scope="policy",
)
def only_in_text(policy: PolicyTexts) -> Iterator[Match]:
    """Find what a text promises and policy.yaml does not; each promise once in a text."""
    promised = {*_promised(policy.policy.promises)}
    for text in policy.texts.values():
        seen: set[Saying] = set()
        for sentence in text.commitments:
            for one in sentence.said:
                key = _AS_YAML.get(one.saying)
                is_kept = promised & {one.saying, *_KEPT_BY.get(one.saying, ())}
                if key is None or one.saying in seen or is_kept:
                    continue
                seen.add(one.saying)
                yield _match(
                    text,
                    sentence,
                    f"“{_shortened(sentence)}”, and policy.yaml does not hold this promise",
                    expected=f"`{key.format(number=one.number or DAYS_OF_A_MONTH)}` under `promises`",
                )


_AS_YAML: Mapping[Saying, str] = {
    Saying.DAYS: "notice_days: {number}",
    Saying.BEFORE: "before: yes",
    **{
        channel: f"tell: {{{{major: [{channel.value}]}}}}"
        for channel in CHANNELS
        if channel is not Saying.PAGE
    },
    Saying.CONSENT: "consent: new_use",
    Saying.ARCHIVE: "archive: yes",
    Saying.REVIEW: "review_months: {number}",
}
"""How policy.yaml holds each; posting on the page needs nobody to keep it in mind, as every build does it."""


@rule(
    "changes/only-in-yaml",
    ADVICE,
    "a promise about changes that policy.yaml holds and the text does not make",
    why="Readers only have the text: a promise they cannot read is none.",
    fix="say so in the section on changes, with the words of policy.yaml, such as `{{ promises.tell.major }}`; or take it "
    "out of policy.yaml",
    citation="WP260 rev.01, paragraph 29",
    example=(
        "policy.yaml: tell: {major: [email]}\nen.md: We announce changes to this policy.",
        "policy.yaml: tell: {major: [email]}\nen.md: We announce changes to this policy {{ promises.tell.major }}.",
    ),
    scope="policy",
)
def only_in_yaml(policy: PolicyTexts) -> Iterator[Match]:
    """Find what policy.yaml promises and a text says nothing of."""
    promised = _promised(policy.policy.promises)
    for text in policy.texts.values():
        if text.language not in LANGUAGES:
            continue
        said = {one.saying for sentence in text.commitments for one in sentence.said}
        said |= {other for saying in said for other in _KEPT_BY.get(saying, ())}
        named = _named(text)
        for saying, words in promised.items():
            key = "tell" if saying in CHANNELS else saying.value
            if saying not in said and key not in named:
                name = "tell.major" if key == "tell" else key
                yield Match(
                    location=_changes_section(text),
                    message=f"policy.yaml promises {words}, and {text.name} does not say so",
                    fix=f"say so here, with `{{{{ promises.{name} }}}}`; or take it out of policy.yaml",
                )


def _changes_section(text: Text) -> Location:
    """Point at the section on changes, else at the beginning."""
    sections = (section.id for section in text.sections if is_of_changes(section.title, text.language))
    return text.at_section(next(sections, ""))


def _match(text: Text, sentence: Commitment, message: str, expected: str = "") -> Match:
    return text.match(sentence.passage, sentence.start, sentence.end, message, expected=expected)


def _shortened(sentence: Commitment) -> str:
    return shorten(sentence.words.replace(OPAQUE, "…"), LONGEST_SHOWN, placeholder="…")


@rule(
    "leftovers/check-back",
    ADVICE,
    "“check this page regularly” as the only promise",
    why="A policy must not leave it to readers to look for changes: that is not only insufficient but unfair.",
    fix="say how readers will be told, and promise it under `promises` in policy.yaml",
    citation="WP260 rev.01, paragraph 29",
    example=(
        "Please check this page regularly for changes.",
        "We will e-mail you 30 days before a change applies.",
    ),
    scope="policy",
)
def check_back(policy: PolicyTexts) -> Iterator[Match]:
    """Find a request to check the page again in a text that says of no way in which readers are told."""
    promised = _promised_in_words(policy.policy.promises)
    message = "readers are asked to look for changes themselves, and nothing else is promised"
    if promised:
        message = f"readers are asked to look for changes themselves, but policy.yaml promises {promised}"
    for text in policy.texts.values():
        for sentence in text.commitments if not _tells(text) else ():
            is_request = any(one.saying is Saying.CHECK_BACK for one in sentence.said)
            if is_request and not any(_NOTICE.search(near.text) for near in _around(text, sentence)):
                yield _match(text, sentence, message)


def _around(text: Text, sentence: Commitment) -> Sequence[Passage]:
    at = text.passages.index(sentence.passage)
    return text.passages[max(0, at - NEAR) : at + NEAR + 1]


def _tells(text: Text) -> bool:
    """Return whether a text says of some way in which readers are told, or puts one in from policy.yaml."""
    said = {one.saying for sentence in text.commitments for one in sentence.said}
    return bool(said & {*TOLD, Saying.DAYS, Saying.BEFORE} or _NAMED.search(text.file.text))


_MARKETING = PhraseList(
    (
        "exciting",
        "excited/thrilled/delighted/proud/happy/pleased to",
        "amazing/awesome/fantastic/incredible",
        "world class",
        "best in class",
        "cutting edge",
        "better than ever",
        "better/best/great/enhanced experience",
        "improve/enhance/elevate your … experience",
        "serve you better",
        "better serve you",
        "stay tuned",
        "don t miss",
        "upgrade now/today",
        "sign up now/today",
        "buy/order/try now/today",
        "ravi/ravis/ravie/ravies/heureux/heureuses/enchantés/fiers/fières de … annoncer/présenter/offrir/vous",
        "passionnant*/enthousiasmant*/incroyable*/fantastique*",
        "meilleure expérience",
        "améliorer/enrichir/optimiser votre expérience",
        "mieux vous servir",
        "restez à l écoute",
        "ne manquez pas",
        "profitez/découvrez dès",
        "inscrivez/abonnez vous dès",
    )
)


@rule(
    "changes/marketing",
    ERROR,
    "the tone of an advertisement in a change note",
    why="A notice of changes is to be about the changes alone, not together with marketing; praise hides what readers have "
    "to know, and can make the message an advertisement in law.",
    fix="say what changed, from when, and what readers can do",
    citation="WP260 rev.01, paragraph 29; CASL s. 6(6)",
    example=(
        "next: {notes: {en: We are excited to bring you an even better experience.}}",
        "next: {notes: {en: Added Passereau Courriel inc. as a recipient of e-mail addresses.}}",
    ),
    scope="text",
    yaml=True,
)
def marketing(text: Text) -> Iterator[Match]:
    """Find the words of advertisements in what a notice says of a change, in policy.yaml or typed as options of `publish`."""
    for words, place in _notes(text):
        for line in words.splitlines():
            if found := _MARKETING.first_in(words_of(line)):
                yield Match(
                    location=place,
                    message=f"“{found}” is the tone of an advertisement, not of a notice",
                )


def _notes(text: Text) -> Iterator[tuple[str, Location]]:
    if not isinstance(text, YamlWords):
        if text.file.path.startswith("--note-"):
            yield text.file.text, text.at_line(1)
        return
    for said in ("notes", "otherwise", "consent"):
        node = text.root.find(("next", said, text.locale)) if text.root else None
        if node and isinstance(node.value, str):
            yield node.value, node.location
