"""The notice of the sample's next version, in every form and both languages, as a person would send it."""

from __future__ import annotations

import json
import shutil
from datetime import date
from email import message_from_bytes
from email.policy import default
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from lxml import html

from affiche.announcing import FORMS, Announced, Asked, announce
from affiche.cli import main
from tests.site.building import ROOT, SAMPLE

if TYPE_CHECKING:
    from email.message import EmailMessage

GOLDEN = Path(__file__).parent / "golden"
TODAY = date(2026, 11, 16)
VERSION = "2027-01-04"


@cache
def sample(*locales: str, version: str = VERSION, policies: tuple[str, ...] = ("privacy",)) -> Announced:
    asked = [Asked(policy=policy, version=version if policy == "privacy" else None) for policy in policies]
    return announce(SAMPLE, asked, lambda _: TODAY, locales=locales, together=True)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("locales", [("en",), ("fr",), ()], ids=["English", "French", "both"])
def test_the_sample_is_announced_as_it_was(form: str, locales: tuple[str, ...], *, rewrite: bool) -> None:
    for name, data in sample(*locales).written(form).items():
        file = (
            GOLDEN
            / f"{name.removesuffix('.' + FORMS[form][1])}.{'-'.join(locales) or 'both'}.{FORMS[form][1]}"
        )
        if rewrite:
            GOLDEN.mkdir(exist_ok=True)
            file.write_bytes(data)
        assert data == file.read_bytes()


def opened() -> EmailMessage:
    (data,) = sample().written("eml").values()
    message = message_from_bytes(data, policy=default)
    assert message.get_content_type() == "multipart/alternative"
    assert not message.defects
    return message


def test_a_mail_program_finds_both_parts_as_they_were_written() -> None:
    (text,) = sample().written("text").values()
    (page,) = sample().written("html").values()
    parts = {
        part.get_content_type(): part.get_content().replace("\r\n", "\n") for part in opened().iter_parts()
    }
    assert parts == {"text/plain": text.decode(), "text/html": page.decode()}


def test_a_message_says_who_writes_and_what_happens_when() -> None:
    message = opened()
    assert message["From"].addresses[0].addr_spec == "privacy@cormorantdesk.example"
    days = "4 janvier 2027 | Privacy policy: what changes on January 4, 2027"
    assert message["Subject"].replace("\u00a0", " ").endswith(days)
    assert message["Content-Language"] == "fr-CA, en-CA"  # in Québec, French comes first
    assert message["Date"] is None


def test_the_mail_fetches_nothing_and_has_its_styles_in_it() -> None:
    (data,) = sample().written("html").values()
    page: Any = html.fromstring(data.decode())
    assert "&lt;" not in data.decode()
    assert len(page.xpath("//div[@lang='en-CA']/ul[1]/li")) == 3  # the note is a list, and not its tags
    assert not page.xpath("//img|//script|//link|//iframe|//@src")
    assert not page.xpath("//body//*[self::p or self::ul or self::a or self::h2][not(@style)]")
    assert page.xpath("//div/@lang") == ["fr-CA", "en-CA"]


def test_text_is_not_escaped_for_html() -> None:
    (data,) = sample().written("text").values()
    assert b"&#39;" not in data
    assert b"&amp;" not in data
    assert "s’applique" in data.decode()


def test_every_form_is_the_same_bytes_each_time() -> None:
    again = announce(SAMPLE, [Asked(policy="privacy", version=VERSION)], lambda _: TODAY, together=True)
    assert all(again.written(form) == sample().written(form) for form in FORMS)


def test_the_record_has_the_form_that_is_documented() -> None:
    schema = json.loads((ROOT / "docs" / "notice.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for announced in (sample(), sample(version="draft"), sample(policies=("privacy", "cookies"))):
        (data,) = announced.written("json").values()
        jsonschema.validate(json.loads(data), schema)


def test_several_policies_make_one_notice(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["notice", "privacy", VERSION, "cookies", "--locale", "en", "--source", str(SAMPLE)]
    assert main([*command, "--as-of", "2026-11-20"]) == 0
    said = capsys.readouterr().out
    opening = (
        "Privacy policy: what changes on January 4, 2027; Cookie notice: what changes on February 2, 2026"
    )
    assert said.replace("\u00a0", " ").startswith(opening)
    assert said.count("Questions? Write to") == 1


def test_without_a_name_all_that_was_posted_last_makes_one_notice(tmp_path: Path) -> None:
    source = Path(shutil.copytree(SAMPLE, tmp_path / "content"))
    for name in ("cookies/en.md", "cookies/fr.md", "california/en.md", "california/fr.md"):
        text = (source / name).read_text(encoding="utf-8")
        (source / name).write_text(f"{text.rstrip()}\n\n17 ans, 17 years.\n", encoding="utf-8")
    decided = [
        "--effective",
        "2027-06-01",
        "--significance",
        "major",
        "--note-en",
        "Said.",
        "--note-fr",
        "Dit.",
    ]
    publish = ["publish", "cookies", "california", "--source", str(source), "--as-of", "2026-12-01", *decided]
    assert main([*publish, "--yes"]) == 0
    made = announce(source, [], lambda _: date(2026, 12, 2), together=True)
    assert [(policy.name, standing.version.id) for policy, standing in made.subjects] == [
        ("cookies", "2027-06-01"),
        ("california", "2027-06-01"),
    ]
    said = {form: next(iter(made.written(form).values())).decode() for form in ("text", "html", "slack")}
    assert "Cookie notice and California privacy notice: what changes on June\u00a01, 2027" in said["text"]
    assert "\nCookie notice\n-------------\n" in said["text"]
    assert said["text"].count("Questions? Write to") == 1
    assert "Avis sur les témoins</h2>" in said["html"]
    assert "<h3" in said["html"]
    assert "\n*California privacy notice*\n" in said["slack"]
    # sent once, and recorded for both or for none
    sent = ["notice", "--source", str(source), "--as-of", "2026-12-03", "--sent", "email"]
    assert main(sent) == 0
    kept = [
        list(source.glob(f"{name}/notices/2027-06-01.email.2026-12-03/*.eml"))
        for name in ("cookies", "california")
    ]
    assert len({path.read_bytes() for (path,) in kept}) == 1


def test_files_go_where_they_are_asked_for(tmp_path: Path) -> None:
    command = ["notice", "privacy", VERSION, "--source", str(SAMPLE), "--out", str(tmp_path / "out")]
    assert main([*command, "--as-of", "2026-11-20", "--format", "eml", "--apart"]) == 0
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [
        "privacy-2027-01-04.en.eml",
        "privacy-2027-01-04.fr.eml",
    ]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["privcy"], "no policy 'privcy'"),
        (["privacy", "2020-01-01"], "no version '2020-01-01'"),
        (["2027-01-04"], "name its policy before it"),
        (["privacy", "--locale", "de"], "no locale 'de'"),
    ],
)
def test_what_is_not_there_is_named(names: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["notice", *names, "--source", str(SAMPLE)]) == 2
    assert said in capsys.readouterr().err
