"""A link, once posted, works for ever: what becomes of every address when a slug is changed."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from affiche.problems import ContentError
from tests.archive.notices import NOTES, edit, edit_both, lay_out, publish
from tests.site.building import SITES, build, select, small, words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from tests.site.building import Built

ONE, TWO = date(2026, 11, 10), date(2027, 3, 1)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A policy with one version, posted under the slugs `privacy` and `confidentialite`."""
    content = lay_out(tmp_path)
    assert publish(content, "2026-11-01", "2026-11-01", *NOTES) == 0
    return content


@pytest.fixture
def posted(content: Path, tmp_path: Path) -> Built:
    """The site before any slug was changed, with a second version."""
    edit_both(content, "age")
    assert publish(content, "2026-11-02", "2026-12-03", *NOTES) == 0
    return build(content, tmp_path / "first", TWO)


def rename(content: Path, old: str, new: str) -> None:
    """Change the English slug and list the one of before, as the problem says."""
    edit(content, "policy.yaml", f"slug: {{en: {old},", f"slug: {{en: {new},")
    with pytest.raises(ContentError) as refused:
        build(content, content.parent / "refused", TWO)
    (line,) = [problem.fix.split("`")[1] for problem in refused.value.problems if "`" in problem.fix]
    path = content / "privacy/policy.yaml"
    kept = [each for each in path.read_text(encoding="utf-8").splitlines() if "former_slugs" not in each]
    path.write_text("\n".join([*kept, line, ""]), encoding="utf-8")


def refresh(page: HtmlElement) -> str | None:
    """Where a page leads a browser by itself, at once."""
    (content,) = select(page, "//meta[@http-equiv='refresh']/@content") or [""]
    assert not content or content.startswith("0; url=")
    return str(content).partition("url=")[2] or None


def landed(site: Built, address: str) -> str:
    """Where a browser is in the end, and what it shows there, without a script."""
    page = site.page(address)
    target = refresh(page)
    return address if target is None else landed(site, target)


def heading(site: Built, address: str) -> str:
    return words(site.page(address).find(".//h1"))


def test_every_address_ever_posted_answers_after_each_change(
    content: Path, posted: Built, tmp_path: Path
) -> None:
    sites = [posted]
    for number, (old, new) in enumerate([("privacy", "notice"), ("notice", "data"), ("data", "privacy")]):
        rename(content, old, new)
        edit_both(content, f"fact {number}")
        assert publish(content, f"2027-01-0{number + 1}", f"2027-02-0{number + 5}", *NOTES) == 0
        sites.append(build(content, tmp_path / new / str(number), TWO))
        for before in sites:
            assert before.files().keys() <= sites[-1].files().keys()
            for address, _ in before.pages():
                there, then = landed(sites[-1], address), landed(before, address)
                assert there.startswith(f"/en/{new}/") or not address.startswith("/en/") or address == "/en/"
                assert heading(sites[-1], there) == heading(before, then)


def test_an_address_of_before_leads_to_the_one_of_today(content: Path, posted: Built, tmp_path: Path) -> None:
    del posted
    edit(content, "policy.yaml", "fr: confidentialite", "fr: vie-privee")
    edit(content, "policy.yaml", "facts:\n", "former_slugs: {fr: [confidentialite]}\nfacts:\n")
    site = build(content, tmp_path / "second", TWO)
    page = site.page("/fr/confidentialite/2026-12-03/modifications/")
    today = "https://legal.tern.example/fr/vie-privee/2026-12-03/modifications/"
    assert refresh(page) == "/fr/vie-privee/2026-12-03/modifications/"
    assert select(page, "//link[@rel='canonical']/@href") == [today]
    assert select(page, "//meta[@name='robots']/@content") == ["noindex"]
    assert page.get("lang") == "fr"
    said = site.main("/fr/confidentialite/2026-12-03/modifications/")
    assert said == f"Confidentialité Cette page a maintenant une autre adresse : {today}"
    assert select(page, "//main//a/@href") == [refresh(page)]
    assert "confidentialite" not in site.text("/sitemap.xml") + site.text("/fr/") + site.text("/en/privacy/")


def test_the_feed_is_the_same_at_both_and_its_entries_keep_their_names(
    content: Path, posted: Built, tmp_path: Path
) -> None:
    def ids(site: Built, address: str) -> list[str]:
        return [str(found) for found in select(site.xml(address), "//*[local-name()='id']/text()")]

    rename(content, "privacy", "notice")
    site = build(content, tmp_path / "second", TWO)
    assert site.text("/en/privacy/feed.xml") == site.text("/en/notice/feed.xml")
    assert ids(site, "/en/notice/feed.xml") == ids(posted, "/en/privacy/feed.xml")
    edit_both(content, "height")
    assert publish(content, "2027-01-02", "2027-02-15", *NOTES) == 0
    again = ids(build(content, tmp_path / "third", TWO), "/en/notice/feed.xml")
    assert set(again) >= set(ids(site, "/en/notice/feed.xml"))
    assert len(again) == len(set(again))


def test_fragments_and_pdf_files_stay_where_they_were(content: Path, tmp_path: Path) -> None:
    def made(name: str) -> Built:
        return build(content, tmp_path / name, ONE, fragments=True, paper="A4")

    before = made("before")
    rename(content, "privacy", "notice")
    after = made("after")
    assert before.files().keys() <= after.files().keys()
    old, new = (f"en/{slug}/2026-11-01/{slug}-2026-11-01.en.pdf" for slug in ("privacy", "notice"))
    assert after.files()[old] == after.files()[new]
    data = after.json("/en/privacy/2026-11-01/fragment.json")
    assert (data["kind"], data["canonical"]) == ("former", "https://legal.tern.example/en/notice/2026-11-01/")


def test_an_archive_from_before_slugs_were_kept_is_read_and_its_slugs_can_be_listed(tmp_path: Path) -> None:
    before = small("bilingual", date(2026, 6, 1))
    content = Path(shutil.copytree(SITES / "bilingual/content", tmp_path / "content"))
    edit(content, "policy.yaml", "slug: {en: privacy,", "former_slugs: {en: [privacy]}\nslug: {en: notice,")
    after = build(content, tmp_path / "site", date(2026, 6, 1))
    assert before.files().keys() <= after.files().keys()
    assert "https://legal.lanterne.example/en/privacy/2026-05-01/" in after.text("/en/notice/feed.xml")
