"""What goes to a translator, and what comes back: nothing is lost, and nothing else is written."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from affiche.cli import affiche
from affiche.exchange import po, xliff
from affiche.exchange.codes import on_one_line, parts
from affiche.exchange.translated import _whole
from affiche.exchange.translation import Answer, Progress, Request, sections_of
from affiche.exchange.units import read_units
from affiche.pipeline import read
from affiche.problems import ContentError
from affiche.translating import Work, answers, bring_in, work, written

SAMPLE = Path(__file__).resolve().parents[2] / "content"
TODAY = date(2026, 11, 26)
SPACE = {"x": xliff.SPACE}
NEW = """## Voice assistants {#voice}

We record what you say to an assistant only if you ask us to.

| what | how long |
|---|---|
| *recordings* | {{ facts.retention.logs }} |

- For your rights, see [](#rights).

"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The sample with a sentence changed, a paragraph split, and a section added in English."""
    shutil.copytree(SAMPLE, tmp_path / "content")
    text = tmp_path / "content/privacy/en.md"
    words = text.read_text("utf-8")
    for old, new in (
        ("within two business days", "within **one** business day"),
        (" Recording stops while", "\n\nAsk us for a copy. Recording stops while"),
        ("## Children {#children}", NEW + "## Children {#children}"),
    ):
        assert words.count(old) == 1
        words = words.replace(old, new)
    text.write_text(words, "utf-8")
    return tmp_path / "content"


def french(site: Path) -> bytes:
    return (site / "privacy/fr.md").read_bytes()


def asked(site: Path) -> Work:
    reading, _ = read(site)
    return work(reading, "privacy", "fr", TODAY)


def answered(request: Request, target: str) -> Answer:
    return Answer(id=request.id, source=request.source, target=target)


def test_what_is_behind_goes_out_with_what_is_known(site: Path) -> None:
    found = {request.id: request for request in asked(site).requests}
    assert {each.rpartition("/")[0] for each in found} == {"calls", "marketing", "voice"}
    changed = found["marketing/1"]
    assert changed.state is Progress.CHANGED
    assert "within **one** business day" in changed.source
    assert "within two business days" in changed.before
    assert "deux jours ouvrables" in changed.target
    assert found["marketing/0"].state is Progress.DONE
    assert found["voice/4"].source == "*recordings*"
    assert found["voice/6"].source == "For your rights, see [](#rights)."


@pytest.mark.parametrize("form", ["po", "xliff"])
def test_a_file_that_comes_back_as_it_went_changes_nothing(site: Path, form: str) -> None:
    before, sent = french(site), asked(site)
    data = written(sent, form, _noon())
    done = bring_in(site, sent, answers(f"back.{'po' if form == 'po' else 'xlf'}", data))
    assert french(site) == before
    assert not done.sections
    assert {each.id for each in done.left} == {
        request.id for request in sent.requests if request.state is not Progress.DONE
    }


def test_a_changed_sentence_comes_back_in_its_place(site: Path) -> None:
    before, sent = french(site).decode(), asked(site)
    (request,) = [each for each in sent.requests if each.id == "marketing/1"]
    target = request.target.replace("deux jours ouvrables", "**un** jour ouvrable")
    bring_in(site, sent, [answered(request, target)])
    assert french(site).decode() == before.replace("deux jours ouvrables", "**un** jour ouvrable")


def test_a_new_section_is_written_once_all_of_it_is_translated(site: Path) -> None:
    before, sent = french(site).decode(), asked(site)
    voice = [each for each in sent.requests if each.id.startswith("voice/")]
    some = bring_in(site, sent, [answered(each, each.source.upper()) for each in voice[:3]])
    assert french(site).decode() == before
    assert {each.id for each in some.left} >= {each.id for each in voice} - {"voice/5"}
    words = {
        "{{ facts.retention.logs }}": "{{ facts.retention.logs }}",
        voice[-1].source: "Vos droits : [](#rights).",
    }
    bring_in(site, sent, [answered(each, words.get(each.source, f"« {each.source} »")) for each in voice])
    section = """## « Voice assistants » {#voice}

« We record what you say to an assistant only if you ask us to. »

| « what » | « how long » |
|---|---|
| « *recordings* » | {{ facts.retention.logs }} |

- Vos droits : [](#rights).

"""
    place = before.index("## ", before.index("{#dnt}"))
    assert french(site).decode() == before[:place] + section + before[place:]


@pytest.mark.parametrize("end", ["\n", "", "\n\n"])
def test_sections_at_the_end_stand_one_blank_line_apart(site: Path, end: str) -> None:
    text = french(site).decode()
    last_two = list(re.finditer(r"^## ", text, re.MULTILINE))[-2].start()
    before = re.sub(r"\[\]\(#[^)]*\)", "ceci", text[:last_two].rstrip("\n"))
    (site / "privacy/fr.md").write_text(before + end, "utf-8")
    sent = asked(site)
    bring_in(site, sent, [answered(each, each.source) for each in sent.requests])
    english = (site / "privacy/en.md").read_text("utf-8")
    source = english[list(re.finditer(r"^## ", english, re.MULTILINE))[-2].start() :]
    assert french(site).decode().endswith(f"\n\n{source}")
    assert "\n\n\n" not in french(site).decode()


def test_a_section_built_otherwise_is_written_anew(site: Path) -> None:
    sent = asked(site)
    calls = [each for each in sent.requests if each.id.startswith("calls/")]
    assert [each.state for each in calls] == [Progress.DONE, Progress.CHANGED, Progress.NEW]
    bring_in(site, sent, [answered(calls[1], "Un."), answered(calls[2], "Deux.")])
    assert "### Appels à notre équipe d’assistance {#calls}\n\nUn.\n\nDeux.\n\n### " in french(site).decode()
    assert not [each for each in asked(site).requests if each.id.startswith("calls/")]


def test_a_language_that_is_not_there_yet_goes_out_whole(site: Path) -> None:
    (site / "privacy/fr.md").unlink()
    sent = asked(site)
    assert {each.state for each in sent.requests} == {Progress.NEW, Progress.DONE}
    bring_in(site, sent, [answered(each, each.source) for each in sent.requests])
    assert french(site) == (site / "privacy/en.md").read_bytes()


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("", "it is not translated"),
        ("Voir.", "the translation lacks [](#rights)"),
        ("Voir [](#rights), {{ facts.x }}.", "the translation has {{facts.x}}, which the source has not"),
    ],
)
def test_what_cannot_be_taken_is_left_with_the_reason(site: Path, target: str, why: str) -> None:
    before, sent = french(site), asked(site)
    request = sent.requests[-1]
    done = bring_in(site, sent, [answered(request, target)])
    assert why in {each.why for each in done.left if each.id == request.id}
    assert french(site) == before


def test_words_that_were_changed_since_are_left(site: Path) -> None:
    sent = asked(site)
    request = sent.requests[1]
    done = bring_in(site, sent, [Answer(id=request.id, source="Something older.", target="Quelque chose.")])
    (why,) = [each.why for each in done.left if each.id == request.id]
    assert why == f"the source was changed since: it says “{request.source}” now"


def test_line_ends_and_a_byte_order_mark_stay(site: Path) -> None:
    file = site / "privacy/fr.md"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    before, sent = french(site), asked(site)
    (request,) = [each for each in sent.requests if each.id == "marketing/1"]
    bring_in(site, sent, [answered(request, request.target.replace("deux", "trois"))])
    assert french(site) == before.replace(b"de deux jours ouvrables", b"de trois jours ouvrables")


def test_poedit_wraps_lines_and_writes_its_own_header(site: Path) -> None:
    sent = asked(site)
    catalogue = read_po(io.BytesIO(written(sent, "po", _noon())))
    for message in catalogue:
        if message.context == "privacy:marketing/1":
            message.string = str(message.string).replace("deux jours ouvrables", "un jour ouvrable")
            message.flags.discard("fuzzy")
    catalogue.last_translator = "Somebody <somebody@example.com>"
    saved = io.BytesIO()
    write_po(saved, catalogue, width=40)
    assert bring_in(site, sent, answers("back.po", saved.getvalue())).sections == ("marketing",)
    assert "un jour ouvrable" in french(site).decode()


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")
def test_gettext_reads_the_file(site: Path, tmp_path: Path) -> None:
    sent, file = asked(site), tmp_path / "privacy.fr.po"
    file.write_bytes(written(sent, "po", _noon()))
    subprocess.run(["msgfmt", "--check", "-o", os.devnull, str(file)], check=True, capture_output=True)
    wrapped = subprocess.run(["msgcat", "--width=50", str(file)], check=True, capture_output=True).stdout
    assert answers("back.po", wrapped) == answers("back.po", file.read_bytes())


def test_what_was_said_before_stands_on_a_line_that_other_programs_read(site: Path) -> None:
    lines = written(asked(site), "po", _noon()).decode().splitlines()
    before = [line for line in lines if line.startswith("#|")]
    assert len(before) == 2
    assert all(re.fullmatch(r'#\| msgid "(?:[^"\\]|\\.)*"', line) for line in before)


def test_omegat_keeps_states_and_empties_codes(site: Path) -> None:
    """It writes a target, leaves its state, and gives codes by their ids alone."""
    sent = asked(site)
    root = etree.fromstring(written(sent, "xliff", _noon()))
    for unit in root.iterfind(".//x:trans-unit", SPACE):
        source, target = unit.find("x:source", SPACE), unit.find("x:target", SPACE)
        assert source is not None
        assert target is not None
        if unit.get("id", "").startswith("voice/"):
            for code in list(target):
                target.remove(code)
            target.text = source.text and f"fr {source.text}"
            for code in source:
                etree.SubElement(target, code.tag, id=str(code.get("id"))).tail = code.tail
    done = bring_in(site, sent, answers("back.xlf", etree.tostring(root)))
    assert done.sections == ("voice",)
    assert "- fr For your rights, see [](#rights)." in french(site).decode()
    assert "| *recordings* | {{ facts.retention.logs }} |" in french(site).decode()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("back.po", b"msgid oops", "the file cannot be read"),
        ("back.po", b"\xff\xfe\x00", "the file cannot be read"),
        ("back.xlf", b"<xliff", "the file cannot be read"),
        ("back.xlf", b"<html/>", "the file is not XLIFF 1.2"),
        ("back.docx", b"PK", "a translation cannot be read from a file in .docx"),
    ],
)
def test_a_file_of_another_kind_is_refused(name: str, data: bytes, message: str) -> None:
    with pytest.raises(ContentError, match=message.replace(".", r"\.")):
        answers(name, data)


def test_an_entity_brings_in_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret", "utf-8")
    data = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><xliff xmlns="{xliff.SPACE}"><file><body>'
        '<trans-unit id="a/1"><source>a</source><target>&e;</target></trans-unit></body></file></xliff>'
    )
    assert "secret" not in {answer.target for answer in answers("back.xlf", data.encode())}


def test_the_command_goes_there_and_back(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke(affiche, ["translate", "out", "privacy", "--as-of", "2026-11-26"])
    assert run.output == (
        "Wrote privacy.fr.po: 9 texts to translate in 3 sections; 3 more came along, translated.\n"
        "When it is back: affiche translate in privacy privacy.fr.po\n"
    )
    run = CliRunner().invoke(
        affiche, ["translate", "in", "privacy", "privacy.fr.po", "--as-of", "2026-11-26"]
    )
    assert run.exit_code == 0
    assert run.output.startswith("privacy/fr.md is as it was.\n\nLeft as they were, 9 texts:\n")
    assert site.is_dir()


def test_there_is_nothing_to_translate_into_the_first_language(site: Path) -> None:
    run = CliRunner().invoke(affiche, ["translate", "out", "privacy", "--to", "en", "--source", str(site)])
    assert "en is the language that is written first" in str(run.exception)


@pytest.mark.parametrize(
    "file", sorted(SAMPLE.glob("*/*.md")), ids=lambda file: f"{file.parent.name}-{file.stem}"
)
def test_a_text_is_the_same_when_its_own_words_are_put_in(file: Path) -> None:
    text = file.read_text("utf-8")
    found = sections_of(text, read_units(text, (), {}), [str(number) for number in range(99)])
    whole = [_whole(each, [text[unit.start : unit.end] for unit in each.units]) for each in found]
    assert "\n\n".join(whole) == text.strip("\n")


@given(st.text(alphabet=st.sampled_from("ab {}[]()*_`<>&#;\\.\n|"), max_size=60))
def test_words_are_the_sum_of_their_parts(words: str) -> None:
    assert "".join(part for part, _ in parts(words)) == words
    request = Request(id="a/1", section="A", source=words, target=words, state=Progress.DONE)
    (answer,) = xliff.read("a.xlf", xliff.write([request], "privacy", ("en", "fr")))
    assert (answer.source, answer.target) == (words, words)


@given(st.text(alphabet=st.characters(exclude_categories=["C"]), min_size=1, max_size=60))
def test_a_po_file_gives_the_words_back(words: str) -> None:
    request = Request(
        id="a/1", section="A", source=words, target=words, before="b\nc", state=Progress.CHANGED
    )
    (answer,) = po.read("a.po", po.write([request], "privacy", ("en", "fr-CA"), _noon()))
    assert (answer.source, answer.target, answer.is_open) == (words, words, True)


def test_lines_that_readers_do_not_see_are_joined() -> None:
    assert on_one_line("one\n  two  \nthree") == "one two  \nthree"


def _noon() -> datetime:
    return datetime(2026, 11, 26, 12, tzinfo=UTC)
