"""The words of policy.yaml are looked at and mended like those of the text; the rest of it stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from affiche.rules import RULES, autofix, yaml_words
from affiche.source import SourceFile

BEFORE = """\
# comment : l'avis
slug: {en: heart, fr: coeur}
facts:
  name: "d'Or : ici"
  period: {en: 30 days, fr: "30 jours : c'est tout"}
  single: {en: 'a', fr: 'l''avis : non'}
  plain: {fr: Oui ; non, en: Yes ; no}
next:
  notes:
    fr: |-
      - Voici "un" point :
        l'avis

      - Fin !
"""
AFTER = """\
# comment : l'avis
slug: {en: heart, fr: coeur}
facts:
  name: "d'Or : ici"
  period: {en: 30 days, fr: "30 jours\u00a0: c’est tout"}
  single: {en: 'a', fr: 'l''avis : non'}
  plain: {fr: Oui; non, en: Yes ; no}
next:
  notes:
    fr: |-
      - Voici «\u00a0un\u00a0» point\u00a0:
        l’avis

      - Fin!
"""


def test_only_the_words_of_the_locale_are_autofix() -> None:
    text = BEFORE
    for words in yaml_words(SourceFile(path="policy.yaml", text=text), {"fr": "fr-CA"}):
        text = autofix(replace(words, file=replace(words.file, text=text)), RULES)
    assert text == AFTER


def test_words_for_all_locales_are_seen_once() -> None:
    text = """\
facts:
  name: "[DECIDE: the name]"
  place: {en: Here, fr: Ici}
"""
    *_, everyone = yaml_words(SourceFile(path="policy.yaml", text=text), {"en": "en", "fr": "fr"})
    assert [passage.text for passage in everyone.passages] == ["[DECIDE: the name]"]


def test_what_is_no_yaml_has_no_words() -> None:
    for words in yaml_words(SourceFile(path="policy.yaml", text="a: [b : c"), {"fr": "fr-CA"}):
        assert words.passages == ()


@pytest.mark.parametrize(
    "written",
    [
        "notices:\n  greeting: Dear \u202ereader\n",
        "notices:\n  footer: {en: Goodbye \u202enow, fr: Merci}\n",
        "look:\n  footer: [{words: Sh\u202eop, link: 'https://tern.example/'}]\n",
        "facts:\n  footer: {en: thirty \u202e03 days}\n",
    ],
)
def test_characters_are_looked_at_in_everything_that_readers_see(written: str) -> None:
    found = list(yaml_words(SourceFile(path="site.yaml", text=written), {"en": "en", "fr": "fr"}))
    (rule,) = (rule for rule in RULES if rule.id == "reading/direction")
    assert [match.location.line for words in found for match in rule.matches_in(words)] == [2]


def test_merge_fields_of_mails_are_no_words() -> None:
    text = "notices:\n  greeting: Dear  *|FNAME|* ,\n  footer: '{{unsubscribe}}'\n"
    for words in yaml_words(SourceFile(path="site.yaml", text=text), {"en": "en"}):
        assert not words.scalars
