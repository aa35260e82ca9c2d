"""What readers were told, and when: written into the ledger, checked like the rest, and held to what was promised."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from email import message_from_bytes
from email.policy import SMTP
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from affiche import pipeline
from affiche.announcing import Asked, announce
from affiche.archive.verify import strays, verify
from affiche.cli import main
from affiche.problems import ArchiveError
from tests.notices import noticing

if TYPE_CHECKING:
    from collections.abc import Iterator

PROMISES = "promises: {notice_days: 30, tell: {major: [email, homepage, page]}}\n"
TEXTS = {
    "en": ("# Privacy\n\n## Kept {#kept}\n\nSix months.\n", "# Privacy\n\n## Kept {#kept}\n\n90 days.\n"),
    "fr": ("# Confidentialité\n\n## Durée {#kept}\n\nSix mois.\n", "# Confidentialité\n\n## Durée {#kept}\n\n90 jours.\n"),
}  # fmt: skip


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second version, posted on 20 November 2026 for 1 February 2027."""
    return noticing.after(tmp_path_factory.mktemp("telling"), (PROMISES, PROMISES), TEXTS)


@pytest.fixture
def content(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "content"))


def sent(content: Path, channel: str, on: str, *more: str) -> int:
    command = ["notice", "privacy", noticing.SECOND, "--source", str(content), "--sent", channel, "--on", on]
    return main([*command, "--as-of", "2027-01-20", *more])


def status(content: Path, as_of: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert main(["status", "--source", str(content), "--as-of", as_of]) == 0
    lines = capsys.readouterr().out.splitlines()
    return [line.removeprefix("  tell       ") for line in lines if line.startswith("  tell ")]


def test_status_says_what_is_due_and_what_was_done(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # 30 full days before 1 February begin on 2 January: readers are told on 1 January at the latest
    due = "2027-02-01: due by 2027-01-01, 30 full days before 2027-02-01"
    assert status(content, "2026-12-01", capsys) == [f"{due}: by e-mail and on the homepage"]
    assert sent(content, "email", "2026-12-10", "--to", "all customers", "--count", "12431") == 0
    assert status(content, "2026-12-11", capsys) == [
        f"{due}: on the homepage",
        "2027-02-01: told on 2026-12-10 by e-mail (all customers, 12,431)",
    ]
    assert status(content, "2027-01-02", capsys)[0] == f"{due} (that day is past): on the homepage"


def test_a_channel_used_too_late_is_told(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sent(content, "email", "2027-01-15") == 0
    late = "2027-02-01: email was used on 2027-01-15, after 2027-01-01, 30 full days before 2027-02-01"
    assert status(content, "2027-01-16", capsys)[-1] == f"{late}; that leaves 16 full days of notice"
    # the days count from the last of the promised channels, however early another was used
    assert sent(content, "homepage", "2026-12-10") == 0
    assert status(content, "2027-01-16", capsys)[-1] == f"{late}; that leaves 16 full days of notice"


def test_a_build_past_the_day_warns(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build = ["build", "--source", str(content), "--out", str(tmp_path / "site"), "--as-of"]
    assert main([*build, "2027-01-01"]) == 0
    assert "Warning" not in capsys.readouterr().out
    assert main([*build, "2027-01-02"]) == 0
    said = capsys.readouterr().out
    assert (
        "Warning: readers were promised to be told of version 2027-02-01 by e-mail and on the homepage"
        in said
    )
    assert "affiche notice privacy 2027-02-01 --sent email --on DAY" in said


def test_the_page_of_the_version_says_so_from_that_day_on(content: Path, tmp_path: Path) -> None:
    assert sent(content, "email", "2026-12-10") == 0
    site = tmp_path / "site"
    says = {}
    for day in (9, 10):
        pipeline.build(pipeline.Options(source=content, out=site, as_of=date(2026, 12, day)))
        says[day] = (site / "en/privacy/2027-02-01/index.html").read_text(encoding="utf-8")
    assert "Readers were told by e-mail" not in says[9]
    assert "Readers were told by e-mail" in says[10]


def test_what_was_sent_is_kept_and_can_be_another_message(content: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.eml"
    own.write_bytes(b"Subject: Ours\r\n\r\nHello\r\n")
    assert sent(content, "email", "2026-12-10") == 0
    assert sent(content, "email", "2026-12-10", "--file", str(own)) == 0
    folders = sorted((content / "privacy/notices").iterdir())
    assert [folder.name for folder in folders] == [
        "2027-02-01.email.2026-12-10",
        "2027-02-01.email.2026-12-10.2",
    ]
    assert (folders[0] / "privacy-2027-02-01.eml").read_bytes().startswith(b"From: ")
    assert (folders[1] / "own.eml").read_bytes() == own.read_bytes()
    verify(content)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--on", "2026-11-19"], "2026-11-19 cannot be"),
        (["--on", "2027-01-21"], "2027-01-21 cannot be"),
    ],
)
def test_a_day_that_cannot_be_is_refused(
    arguments: list[str], said: str, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sent(content, "email", arguments[1]) == 2
    assert said in capsys.readouterr().err
    assert not (content / "privacy/notices").exists()


def test_the_same_is_recorded_once(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    everybody = ("--to", "all customers", "--count", "12431")
    assert sent(content, "email", "2026-12-10", *everybody) == 0
    assert sent(content, "email", "2026-12-10", *everybody) == 2
    assert "that is recorded already: version 2027-02-01, email, 2026-12-10" in capsys.readouterr().err
    assert (
        sent(content, "email", "2026-12-10", "--to", "former customers") == 0
    )  # others, by the same message
    assert len(list((content / "privacy/notices").iterdir())) == 2


def test_a_message_that_proves_nothing_is_refused(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty, one, other = tmp_path / "empty.eml", tmp_path / "one/m.eml", tmp_path / "other/m.eml"
    empty.write_bytes(b"\r\n")
    for path in (one, other):
        path.parent.mkdir()
        path.write_bytes(b"Subject: Ours\r\n\r\nHello\r\n")
    assert sent(content, "email", "2026-12-10", "--file", str(empty)) == 2
    assert "empty.eml is empty, so it proves nothing" in capsys.readouterr().err
    assert sent(content, "email", "2026-12-10", "--file", str(one), "--file", str(other)) == 2
    assert "two files given with --file have one name" in capsys.readouterr().err
    assert not (content / "privacy/notices").exists()


def withdraw(content: Path, on: str) -> None:
    reasons = ["--reason-en", "We keep calls as before.", "--reason-fr", "Rien ne change pour les appels."]
    command = ["withdraw", "privacy", noticing.SECOND, "--source", str(content), "--as-of", on]
    assert main([*command, *reasons, "--yes"]) == 0


@pytest.mark.parametrize(
    ("locale", "subject", "sentence"),
    [
        (
            "en",
            "Privacy: what was to change on February 1, 2027 does not",
            (
                "The new version of “Privacy” that was to apply from February 1, 2027 was withdrawn on December 15, 2026. "
                "It will never apply. Reason: We keep calls as before."
            ),
        ),
        (
            "fr",
            "Confidentialité : les modifications prévues pour le 1er février 2027 n’auront pas lieu",
            (
                "La nouvelle version du texte « Confidentialité » qui devait s’appliquer à compter du 1er février 2027 a été "
                "annulée le 15 décembre 2026. Elle ne s’appliquera jamais. Motif : Rien ne change pour les appels."
            ),
        ),
    ],
)
def test_the_notice_of_a_version_called_off_says_so(
    locale: str, subject: str, sentence: str, content: Path
) -> None:
    withdraw(content, "2026-12-15")
    made = announce(
        content,
        [Asked(policy="privacy", version=noticing.SECOND)],
        lambda _: date(2026, 12, 16),
        locales=[locale],
        together=True,
    )
    for form in ("text", "eml", "html", "markdown"):
        (data,) = made.written(form).values()
        words = message_from_bytes(data, policy=SMTP).get_body(("plain",)) if form == "eml" else None
        said = (words.get_content() if words else unescape(re.sub(r"<[^>]*>", "", data.decode()))).replace(
            "\u00a0", " "
        )
        assert subject in said, form
        assert form == "markdown" or sentence in said, form
        # nothing of what would have changed, nor what a reader had to do about it
        assert "90" not in said
        assert "Changed the text" not in said
        assert "If you do nothing" not in said


def test_a_message_from_before_the_withdrawal_is_given_as_a_file(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    withdraw(content, "2026-12-15")
    assert sent(content, "email", "2026-12-10") == 2
    assert "was withdrawn on 2026-12-15, and its notice says so now" in capsys.readouterr().err
    own = tmp_path / "own.eml"
    own.write_bytes(b"Subject: Ours\r\n\r\nHello\r\n")
    assert sent(content, "email", "2026-12-10", "--file", str(own)) == 0
    assert sent(content, "email", "2026-12-16") == 0
    verify(content)


def test_the_working_text_cannot_have_been_sent(content: Path) -> None:
    command = ["notice", "privacy", "draft", "--source", str(content), "--sent", "email"]
    assert main([*command, "--as-of", "2026-12-01"]) == 2


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("policy.yaml", "title: {en: Privacy\n", "[yaml/syntax]"),
        ("en.md", "# Privacy\n\n## Kept {#kept}\n\n{{ facts.none }}\n", "facts, which is empty so far"),
        ("en.md", "", "[files/empty]"),
    ],
)
def test_what_is_wrong_with_a_working_text_is_told(
    content: Path, capsys: pytest.CaptureFixture[str], file: str, text: str, problem: str
) -> None:
    (content / "privacy" / file).write_text(text, encoding="utf-8")
    assert main(["notice", "privacy", "draft", "--source", str(content), "--as-of", "2026-12-01"]) == 1
    assert problem in capsys.readouterr().err


def test_a_draft_is_told_against_the_version_that_it_would_follow(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With another one upcoming, a second change of the same fact is no change of what is in force today."""
    policy, text = content / "privacy/policy.yaml", content / "privacy/en.md"
    text.write_text(text.read_text(encoding="utf-8").replace("90 days", "60 days"), encoding="utf-8")
    command = [
        "notice",
        "privacy",
        "draft",
        "--source",
        str(content),
        "--as-of",
        "2026-12-01",
        "--format",
        "json",
    ]
    for plan, is_decided in (("", False), ("next: {effective: 2027-06-01}\n", True)):
        policy.write_text(policy.read_text(encoding="utf-8") + plan, encoding="utf-8")
        assert main(command) == 0
        said = capsys.readouterr()
        about = json.loads(said.out)["notices"][0]["announcements"][0]
        assert about["replaces"] == "2027-02-01"
        assert about["values"]["gone"] == ["90 days"]
        assert ("is not decided" in said.err) is not is_decided


def test_options_of_sending_need_it(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["notice", "privacy", "--source", str(content), "--count", "3"]) == 2
    assert "--count goes with --sent" in capsys.readouterr().err


def archived(content: Path) -> Iterator[Path]:
    yield content / "privacy/ledger.jsonl"
    yield from sorted((content / "privacy/notices").rglob("*.*l"))


def test_every_byte_of_a_notice_and_of_its_line_is_guarded(content: Path) -> None:
    assert sent(content, "email", "2026-12-10", "--to", "all", "--count", "3") == 0
    for file in archived(content):
        whole = file.read_bytes()
        ends = len(whole) if file.suffix == ".jsonl" else 0
        last = whole.rstrip(b"\n").rfind(b"\n") + 1
        places = range(last, ends, 3) if ends else range(0, len(whole), 997)
        for at in places:
            file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            with pytest.raises(ArchiveError):
                verify(content)
        file.write_bytes(whole)
    verify(content)


def test_a_notice_taken_out_or_slipped_in_is_found(content: Path) -> None:
    assert sent(content, "email", "2026-12-10") == 0
    folder = next((content / "privacy/notices").iterdir())
    shutil.copytree(folder, folder.with_name("2027-02-01.post.2026-12-10"))
    assert [problem.location.path.rpartition("/")[2] for problem in strays(content)] == [
        "2027-02-01.post.2026-12-10"
    ]
    shutil.rmtree(folder)
    with pytest.raises(ArchiveError):
        verify(content)


def test_evidence_holds_the_message_itself(content: Path, tmp_path: Path) -> None:
    assert sent(content, "email", "2026-12-10") == 0
    proof = tmp_path / "proof.zip"
    command = ["show", "privacy", "--source", str(content), "--at", "2027-02-02", "--as-of", "2027-02-02"]
    assert main([*command, "--evidence", str(proof)]) == 0
    assert main(["verify", str(proof)]) == 0
    unpacked = tmp_path / "proof"
    shutil.unpack_archive(proof, unpacked)
    (message,) = unpacked.rglob("privacy-2027-02-01.eml")
    message.write_bytes(message.read_bytes() + b" ")
    repacked = shutil.make_archive(str(tmp_path / "altered"), "zip", unpacked)
    assert main(["verify", repacked]) == 3


@pytest.mark.parametrize(
    ("promises", "effective", "code"),
    [
        ("promises: {before: yes}\n", "2026-11-20", 1),
        ("promises: {before: yes}\n", "2026-11-21", 0),
        ("promises: {consent: material}\n", "2026-12-20", 1),
        ("promises: {consent: new_use}\n", "2026-12-20", 0),
        ("promises: {consent: material}\nnext: {consent: {en: We ask you., fr: Nous vous le demandons.}}\n", "2026-12-20", 0),
    ],
)  # fmt: skip
def test_what_was_promised_binds(promises: str, effective: str, code: int, tmp_path: Path) -> None:
    for number, texts in enumerate(zip(*TEXTS.values(), strict=True)):
        files = dict(zip(("en.md", "fr.md"), texts, strict=True))
        content = noticing.lay_out(tmp_path, {"policy.yaml": noticing.POLICY + promises, **files})
        if number == 0:
            assert noticing.publish(content, noticing.FIRST, noticing.FIRST) == 0
    assert noticing.publish(content, "2026-11-20", effective) == code


def test_consent_is_asked_about_a_new_recipient(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    promises = "promises: {consent: new_use}\n"
    facts = ("facts: {recipients: {mail: Plover}}\n", "facts: {recipients: {mail: Plover, lines: Sterna}}\n")
    with pytest.raises(AssertionError):
        noticing.after(tmp_path, (promises + facts[0], promises + facts[1]), TEXTS)
    assert (
        "readers are promised to be asked for consent to such a change: it changes recipients"
        in capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("promised", "expected"),
    [
        ("new_use", "If you do nothing, the new version applies from February 1, 2027. We ask you."),
        ("material", "We ask you."),
    ],
)
def test_where_all_waits_for_consent_nothing_applies_by_silence(
    promised: str, expected: str, tmp_path: Path
) -> None:
    policy = (
        f"promises: {{consent: {promised}}}\n"
        "next: {consent: {en: We ask you., fr: Nous vous le demandons.}}\n"
    )
    content = noticing.after(tmp_path, (policy, policy), TEXTS)
    notice = noticing.notice(content, "en")
    said = notice.otherwise(notice.announcements[0]).replace("\u00a0", " ")
    assert said == expected


def test_the_homepage_says_that_what_was_announced_does_not_come(content: Path, tmp_path: Path) -> None:
    withdraw(content, "2026-12-10")
    shown = {}
    for day in (date(2026, 12, 9), date(2026, 12, 10), date(2027, 1, 31), date(2027, 2, 1)):
        built = pipeline.build(pipeline.Options(source=content, out=tmp_path / "site", as_of=day))
        shown[day] = (tmp_path / "site/en/banner.html").read_text("utf-8"), built.next_change
    before, since, last, after = shown.values()
    assert "“Privacy” changes on" in before[0]
    assert "“Privacy” does not change on February 1, 2027, as was announced." in unescape(since[0]).replace(
        "\u00a0", " "
    )
    assert ">See why</a>" in last[0]
    assert last[1] == date(2027, 2, 1)
    assert after[0] == ""
