"""Two languages side by side: each column is its edition, word for word, and says where one lags behind the other."""

from __future__ import annotations

import re
from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import write_po

from affiche.archive.package import next_version
from affiche.archive.store import freeze
from affiche.model import Significance
from affiche.problems import ProblemLog
from affiche.source import MarkdownRenderer, SourceFolder, read_source
from tests.site.building import Built, build, sample, select, words
from tests.site.speaking import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lxml.html import HtmlElement

DAY = date(2026, 6, 1)
SITE = """\
organisation: {name: Heron, address: 1 Weir Lane, email: a@heron.example, url: https://heron.example/}
base_url: https://heron.example/legal/
timezone: UTC
locales: [en, fr, ar]
policies: [privacy]
"""
POLICY = """\
title: {en: Privacy, fr: Confidentialité, ar: '10'}
slug: {en: privacy, fr: confidentialite, ar: p}
authoritative: [fr]
"""
TEXTS = {
    "en": """\
# Privacy

We keep little. See [](#keep), [](#late) and [](#only).

## Kept {#keep}

Names.[^one]

[^one]: Not all of them.

## Shared {#shared}

1. with the post;
2. with the bank.

## Late {#late}

Old words.

## Only here {#only}

An English section.
""",
    "fr": """\
# Confidentialité

Nous conservons peu. Voir [](#keep), [](#late) et [](#propre).

## Tardive {#late}

De vieux mots.

## Conservés {#keep}

Des noms.[^one]

[^one]: Pas tous.

## Communiqués {#shared}

1. à la poste;
2. à la banque.

## Notre section {#propre}

Une section française.
""",
    "ar": "# 10\n\n11.\n\n## 12 {#keep}\n\n13.\n",
}


@pytest.fixture(scope="module")
def uneven(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Three languages: one in another order, each with a section of its own, one behind."""
    folder = tmp_path_factory.mktemp("uneven")
    policy = folder / "content" / "privacy"
    policy.mkdir(parents=True)
    (folder / "content" / "site.yaml").write_text(SITE, encoding="utf-8")
    (policy / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (folder / "locales").mkdir()
    with (folder / "locales" / "ar.po").open("wb") as file:
        write_po(file, catalogue("ar"), width=0)
    for locale, text in TEXTS.items():
        (policy / f"{locale}.md").write_text(text, encoding="utf-8")
    _publish(folder / "content", "2026-01-01", {})
    changed = TEXTS["en"].replace("Old words", "New words")
    (policy / "en.md").write_text(changed, encoding="utf-8")
    _publish(folder / "content", "2026-02-01", {"fr": ("late",)})
    return build(folder / "content", folder / "site", DAY)


def _publish(content: Path, effective: str, stale: dict[str, tuple[str, ...]]) -> None:
    folder = SourceFolder(content, ProblemLog())
    (policy,) = read_source(folder, MarkdownRenderer()).site.policies
    day = date.fromisoformat(effective)
    notes = dict.fromkeys(TEXTS, "*")
    version = next_version(policy, effective=day, published=day, significance=Significance.MAJOR, stale=stale)
    freeze(version, notes, folder)


def columns(page: HtmlElement) -> dict[str, str]:
    """What each column says, read down."""
    texts: dict[str, list[str]] = {}
    for part in select(page, "//main//*[@lang][ancestor::*[contains(@class, 'redline')]]"):
        if part.get("hreflang") is None:
            texts.setdefault(part.get("lang", ""), []).append(words(part))
    return {tag: " ".join(said) for tag, said in texts.items()}


def alone(page: HtmlElement) -> str:
    """What an edition says by itself: its title and its text."""
    for furniture in select(page, "//*[@class='tools']"):
        furniture.drop_tree()
    (title,), (text,) = select(page, "//h1"), select(page, "//*[@class='text']")
    return f"{words(title)} {words(text)}"


def dense(text: str) -> str:
    return re.sub(r"\s", "", text)


SAMPLE = [("/en/privacy/", "/fr/confidentialite/"), ("/en/cookies/", "/fr/temoins/")]


def pairs_of_sample() -> Iterator[tuple[str, str, str]]:
    for english, french in SAMPLE:
        for address, _ in sample().pages():
            if address.startswith(english) and address.endswith("/en-fr/") and "changes" not in address:
                yield (
                    address,
                    address.removesuffix("en-fr/"),
                    address.replace(english, french).removesuffix("en-fr/"),
                )


def test_each_column_is_its_edition_word_for_word() -> None:
    site = sample()
    found = list(pairs_of_sample())
    assert len(found) > 8
    for address, english, french in found:
        said = columns(site.page(address))
        assert dense(said["en-CA"]) == dense(alone(site.page(english))), address
        assert dense(said["fr-CA"]) == dense(alone(site.page(french))), address


def test_the_other_way_round_the_columns_change_places(uneven: Built) -> None:
    one = columns(uneven.page("/en/privacy/2026-02-01/en-fr/"))
    other = columns(uneven.page("/fr/confidentialite/2026-02-01/fr-en/"))
    assert {tag: sorted(text.split()) for tag, text in one.items()} == {
        tag: sorted(text.split()) for tag, text in other.items()
    }
    assert list(one) == ["en", "fr"]
    assert list(other) == ["fr", "en"]


def test_an_edition_in_another_order_is_kept_word_for_word(uneven: Built) -> None:
    for locales in permutations(("en", "fr", "ar"), 2):
        slugs = {"en": "privacy", "fr": "confidentialite", "ar": "p"}
        first = f"/{locales[0]}/{slugs[locales[0]]}/2026-02-01/"
        said = columns(uneven.page(f"{first}{'-'.join(locales)}/"))
        for locale in locales:
            own = alone(uneven.page(f"/{locale}/{slugs[locale]}/2026-02-01/"))
            assert dense(said[locale]) == dense(own), locales


def test_what_one_language_lacks_or_has_elsewhere_is_said_in_the_reader_s(uneven: Built) -> None:
    page = uneven.page("/en/privacy/2026-02-01/en-fr/")
    remarks = [words(remark) for remark in select(page, "//*[@class='remark']")]
    assert remarks.count("This section is not in the French text.") == 1
    assert remarks.count("This section is not in the English text.") == 1
    assert remarks.count("In French, this section stands elsewhere.") == 1
    assert remarks.count("In English, this section stands elsewhere.") == 1
    assert "The French text is older here: it was not updated with this version." in remarks
    french = uneven.page("/fr/confidentialite/2026-02-01/fr-en/")
    said = [words(remark) for remark in select(french, "//*[@class='remark']")]
    assert "Cette section ne figure pas dans le texte en anglais." in said
    assert "Cette section ne figure pas dans le texte en français." in said
    assert not select(uneven.page("/en/privacy/2026-01-01/en-fr/"), "//*[contains(text(), 'older here')]")


def test_ids_stand_once_and_references_lead_to_their_own_language(uneven: Built) -> None:
    for address, page in uneven.pages():
        ids = select(page, "//@id")
        assert len(ids) == len(set(ids)), address
    page = uneven.page("/en/privacy/2026-02-01/en-fr/")
    for tag, section in (("en", "Late"), ("fr", "Tardive")):
        (link,) = select(page, f"//p[ancestor::*[@lang='{tag}']]/a[contains(., '{section}')]")
        (target,) = select(page, f"//*[@id='{link.get('href')[1:]}']")
        assert section in words(target), (tag, link.get("href"))
    for note in select(page, "//a[@class='footnote-ref']/@href"):
        assert len(select(page, f"//*[@id='{note[1:]}']")) == 1


def test_the_authoritative_language_is_said_at_the_top(uneven: Built) -> None:
    said = uneven.main("/en/privacy/2026-02-01/en-fr/")
    assert "Authoritative: French. The other text is a translation, for information." in said
    assert "Equally authoritative: English and French." in sample().main("/en/privacy/2024-06-01/en-fr/")


ABOUT: dict[str, Callable[[str], tuple[str, str]]] = {
    "text": lambda version: (f"{version}en-fr/", version),
    "changes": lambda version: (f"{version}changes/en-fr/", f"{version}changes/"),
}


@pytest.mark.parametrize("kind", ABOUT)
def test_the_pages_are_led_to_and_are_not_for_search_engines(kind: str) -> None:
    site = sample()
    address, own = ABOUT[kind]("/en/privacy/2024-06-01/")
    page = site.page(address)
    assert select(page, "//meta[@name='robots']/@content") == ["noindex"]
    (canonical,) = select(page, "//link[@rel='canonical']/@href")
    assert canonical.endswith(own)
    leads = select(site.page(own), f"//a[@href='{address}']")
    assert len(leads) == 2, "one among the languages, one among the ways on"
    assert select(page, f"//main//a[@href='{own}'][@lang='en-CA'][@hreflang='en-CA']")
    assert select(
        page,
        f"//a[@href='{own.replace('/en/privacy', '/fr/confidentialite').replace('changes', 'modifications')}']",
    )


def test_a_redline_folds_only_what_neither_language_changed(uneven: Built) -> None:
    page = uneven.page("/en/privacy/2026-02-01/changes/en-fr/")
    folded = {element.get("id") for element in select(page, "//details[@class='same']")}
    assert folded == {"keep", "shared"}
    assert select(page, "//div[@lang='en']//ins")
    assert not select(page, "//div[@lang='fr']//ins")
    assert "[ajout" in "".join(
        select(sample().page("/en/privacy/2024-06-01/changes/en-fr/"), "//*[@lang='fr-CA']//ins//text()")
    )
