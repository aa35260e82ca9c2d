"""Text files as companies have them: Markdown under another name, dates on lines of their own, half of the numbers typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from affiche.problems import ContentError
from tests.importing.content import bring, content, markdown

if TYPE_CHECKING:
    from pathlib import Path

PROSE = "We keep the name of each guest of our hostel for as long as the register of the town asks for it."


def test_markdown_in_a_text_file_is_read_as_markdown(tmp_path: Path) -> None:
    made = markdown(
        content(tmp_path), "policy.txt", f"# Privacy\n\n## Visits\n\n{PROSE}\n\n- **one**\n- two\n"
    )
    assert made == f"# Privacy\n\n## Visits {{#visits}}\n\n{PROSE}\n\n- **one**\n- two\n"


OTHERS = {
    "policy.rst": ("Privacy\n=======\n\n.. note:: x\n", "reStructuredText"),
    "policy.textile": ("h1. Privacy\n\nh2. Visits\n\nWe.\n", "Textile"),
    "policy.txt": ("h1. Privacy\n\nWe keep it.\n\nh2. Visits\n\nWe do.\n", "Textile"),
    "text.txt": ("Privacy\n\n.. contents:: Here\n\nWe keep it.\n", "reStructuredText"),
    "policy.adoc": ("= Privacy\n\nWe.\n", "AsciiDoc"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_markup_is_refused_by_name(name: str, tmp_path: Path) -> None:
    text, named = OTHERS[name]
    with pytest.raises(ContentError, match=f"this is {named}"):
        bring(content(tmp_path), name, text)


@pytest.mark.parametrize(
    "line",
    [
        "Last modified: June 1, 2026",
        "Effective 2026-06-01",
        "Last updated on 1 June 2026",
        "Updated: 1/6/2026",
    ],
)
def test_a_line_that_says_the_date_is_no_heading(line: str, tmp_path: Path) -> None:
    brought = bring(
        content(tmp_path), "policy.txt", f"Privacy policy\n\n{line}\n\n{PROSE}\n\nVisits\n\n{PROSE}\n"
    )
    assert re.findall("^## (.*) {", brought.texts["en"].markdown, re.MULTILINE) == ["Visits"]
    assert [p.rule for p in brought.problems if p.rule == "import/date"] == ["import/date"]


LED = {
    "typed entries": "We keep the following:\n- name;\n- address.",
    "typed entries alone": "- name;\n- address;\n- berth.",
    "numbers": "We keep:\n1. name\n2. address",
    "entries without a mark": "We keep the following:\nname\naddress\nberth",
}


@pytest.mark.parametrize("lines", LED.values(), ids=LED.keys())
def test_short_entries_stand_under_the_line_that_leads_to_them(lines: str, tmp_path: Path) -> None:
    text = f"Privacy policy\n\nVisits\n\n{PROSE}\n\nWhat we keep\n\n{lines}\n\nPost\n\n{PROSE}\n"
    made = markdown(content(tmp_path), "policy.txt", text)
    lead, entries = lines.startswith("We"), re.findall(r"^(?:-|\d\.) (.*)$", made, re.MULTILINE)
    assert [entry.rstrip(";.") for entry in entries][:2] == ["name", "address"]
    assert made.count("\n\nWe keep") == (lead + 2), "the lead is a paragraph"


PARTED = {
    "a sentence over two lines": ("We keep the name of each guest of our hostel\nand nothing else.", "hostel and nothing"),
    "a full line that ends a sentence": (f"{PROSE}\nand so on.", "asks for it.\n\nand so on."),
    "a sentence that begins anew": ("We keep the name, the address and the berth of each guest of our hostel on the lake\nNobody sees it but the crew.", "lake\n\nNobody"),
    "an entry over two lines": ("- the crew\n  who may ask\n- nobody", "- the crew who may ask\n- nobody"),
    "a number after bullets": ("- the crew\n- the cook\n1. ask\n2. wait", "- the cook\n\n<!-- -->\n\n1. ask\n2. wait"),
}  # fmt: skip


@pytest.mark.parametrize("case", PARTED)
def test_lines_are_put_together_where_a_sentence_goes_on(case: str, tmp_path: Path) -> None:
    lines, expected = PARTED[case]
    text = f"Privacy policy\n\nVisits\n\n{PROSE}\n\n{lines}\n\nPost\n\n{PROSE}\n"
    assert expected in markdown(content(tmp_path), "policy.txt", text)


UNDERLINED = {
    "one sign": f"Visits\n------\n\n{PROSE}\n",
    "a number": f"1. Visits\n~~~~~~~~~\n{PROSE}\n",
    "Markdown": f"Visits\n------\n\nSee [it](https://a.test/). {PROSE}\n",
}


@pytest.mark.parametrize("text", UNDERLINED.values(), ids=UNDERLINED.keys())
def test_a_line_that_is_underlined_is_a_heading(text: str, tmp_path: Path) -> None:
    made = markdown(content(tmp_path), "policy.txt", f"Privacy policy\n==============\n\n{text}")
    assert re.search(r"\A# Privacy policy\n\n## (?:1\. )?Visits \{#visits\}\n\n", made)
    assert ("](https://a.test/)" in made) == ("[it]" in text)


def test_an_address_under_a_heading_stands_line_by_line(tmp_path: Path) -> None:
    address = "Heron Boats\n1 Quay Street\nprivacy@heron.test"
    text = f"Privacy policy\n\nVisits\n\n{PROSE}\n\nHow to contact us\n{address}\n"
    made = markdown(content(tmp_path), "policy.txt", text)
    assert made.endswith(
        "## How to contact us {#how-to-contact-us}\n\n" + address.replace("\n", "  \n") + "\n"
    )


def test_no_heading_is_numbered_twice(tmp_path: Path) -> None:
    parts = ["1. Collected information", "Visits", "2. Use", "Post"]
    text = "Privacy policy\n\n" + "\n\n".join(f"{part}\n\n{PROSE}" for part in parts)
    made = bring(content(tmp_path), "policy.txt", text).texts["en"].edition
    assert [section.number for section in made.walk()] == ["", "", "", ""]


def test_a_title_that_is_missing_is_given_in_the_language_of_the_text(tmp_path: Path) -> None:
    root = content(tmp_path, "en, fr")
    bring(root, "en.md", f"## Visits\n\n{PROSE}\n\n## Post\n\nNone.\n")
    french = "## Visites\n\nNous gardons le nom de chaque personne pour la durée de son séjour, et pas plus.\n\n## Poste\n\nRien.\n"
    assert bring(root, "fr.md", french, "fr").texts["fr"].edition.title == "Politique de confidentialité"


@pytest.mark.parametrize("mark", ["---", "+++"])
def test_what_another_program_fills_into_the_title_stays_words(mark: str, tmp_path: Path) -> None:
    sign = ":" if mark == "---" else " ="
    text = f'{mark}\ntitle{sign} "{{{{ site.name }}}} privacy"\n{mark}\n\n## Visits\n\n{PROSE}\n'
    assert markdown(content(tmp_path), "policy.md", text).startswith("# &#123;{ site.name }} privacy\n")


HOSTILE = {
    "brackets.html": f"<main><h1>P</h1><p>{PROSE}</p><p>{'[' * 21}</p></main>",
    "list.md": "# P\n\n" + "- x\n" * 3_000,
    "start.html": f'<main><h1>P</h1><p>{PROSE}</p><ol start="²"><li>a</ol><ol start="{"9" * 5_000}"><li value="٣">b</ol></main>',
    "address.html": f'<base href="http://["><main><h1>P</h1><p>{PROSE} <a href="//[x">a</a></p></main>',
    "comments.html": "<!-- a --> " * 40 + f"<html><main><p>{PROSE}</p></main>",
    "blank.md": "# P\n\na" + "\n" * 65_536 + "b",
    "blanks.md": "# P\n\n# " + " " * 65_536 + "x",
    "word.txt": "a" * 65_536,
    "hashes.md": "# P\n\n" + "#" * 65_536 + "x",
    "spaces.html": f"<main><h1>P</h1><p>{PROSE}</p><p>a{chr(160) * 200_000}<b> b</b></p></main>",
    "capitals.txt": "\n\n".join(f"HEADING {number}\n\n{PROSE}" for number in range(8_000)),
    "breaks.html": f"<main><h1>P</h1><p>{PROSE}</p><p><b>{'a<br>' * 20_000}</b></p></main>",
    "panels.html": "<main><h1>P</h1>" + f"<button aria-expanded=false>x</button><div>{PROSE}</div>" * 400,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_beyond_measure_is_a_text_or_a_problem(name: str, tmp_path: Path) -> None:
    """Each of these once took minutes, or ended in a fault of the program."""
    try:
        assert bring(content(tmp_path), name, HOSTILE[name]).texts["en"].markdown
    except ContentError as error:
        assert "too complex" in str(error) or "in a row without a space" in str(error)  # noqa: PT017 either will do


def test_the_end_of_a_page_is_no_word_of_the_text(tmp_path: Path) -> None:
    text = f"Guest policy\n\n{PROSE}\n\f\nPage 2 of 3\n\nVisits\n\n{PROSE}\f- 3 -\n\nPost\n\n{PROSE}\n"
    brought = bring(content(tmp_path), "policy.txt", text)
    assert brought.texts["en"].markdown == (
        f"# Guest policy\n\n{PROSE}\n\n## Visits {{#visits}}\n\n{PROSE}\n\n## Post {{#post}}\n\n{PROSE}\n"
    )
    said = [problem.message for problem in brought.problems if problem.rule == "import/left-out"]
    assert said == [
        "“Page 2 of 3” was left out: it is the number of a page",
        "“- 3 -” was left out: it is the number of a page",
    ]


@pytest.mark.parametrize("name", ["policy.md", "policy.txt", "policy.html"])
def test_a_file_that_was_left_unmerged_is_refused(name: str, tmp_path: Path) -> None:
    text = f"<h1>Guest policy</h1>\n\n<<<<<<< HEAD\n{PROSE}\n=======\nWe keep it.\n>>>>>>> draft\n"
    with pytest.raises(ContentError, match="this file holds two wordings that git could not merge"):
        bring(content(tmp_path), name, text)


@pytest.mark.parametrize(
    ("begins", "named"),
    [
        ("From: <Saved by Blink>\nMIME-Version: 1.0\n", "a web archive"),
        ("MIME-Version: 1.0\n", "a saved mail or web archive"),
        ("Received: by a.test\nSubject: Policy\n", "a saved mail"),
    ],
)
def test_a_mail_or_archive_is_refused_by_name(begins: str, named: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=f"this is {named}"):
        bring(content(tmp_path), "policy.txt", f"{begins}\n{PROSE}\n")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("سياسة الخصوصية\n\nنحتفظ باسمك ومسارك لمدة سنتين بعد الرحلة ثم نحذفها.\n", "Arabic"),
        ("Политика\n\nМы храним ваше имя и маршрут в течение двух лет после поездки.\n", "Russian"),
        ("개인정보 처리방침\n\n우리는 귀하의 이름과 경로를 여행 후 2년 동안 보관합니다.\n", "Korean"),
    ],
)
def test_a_text_in_another_script_is_said(text: str, language: str, tmp_path: Path) -> None:
    brought = bring(content(tmp_path), "policy.txt", text)
    said = [problem.message for problem in brought.problems if problem.rule == "import/language"]
    assert said == [f"this was imported as the text in 'en', but it looks {language}"]


def test_a_listed_heading_without_a_text_is_said(tmp_path: Path) -> None:
    parts = [f"Visits of guests are counted here. {PROSE}", f"Letters by post are kept unopened. {PROSE}"]
    listed = "Visits of guests.\nLetters by post.\nZoological gardens.\n"
    text = "Guest policy\n\n" + f"{PROSE}\n\n" * 3 + "\n\n".join(parts) + f"\n\n{listed}"
    brought = bring(content(tmp_path), "policy.txt", text)
    said = [problem.message for problem in brought.problems if "no part of the text" in problem.message]
    assert said == [
        "this stands in a list of contents, and no part of the text was found for it: “Zoological gardens.”"
    ]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("*[MY]: My own", "markup/syntax"),
        ("As the law says.[^9]", "markup/footnote"),
        ("{.note} We run ferries.", "markup/brace"),
        ("[[_TOC_]]", "markup/syntax"),
    ],
)
def test_marks_of_other_programs_are_still_found(line: str, rule: str, tmp_path: Path) -> None:
    result = bring(content(tmp_path), "policy.md", f"# Privacy\n\n## Visits\n\n{PROSE}\n\n{line}\n")
    assert rule in {problem.rule for problem in result.problems}
