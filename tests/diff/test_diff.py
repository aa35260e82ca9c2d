"""`affiche diff`: the forms in which a comparison is told, and which two texts are compared."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from affiche.cli import main
from tests.compare.apply import accept, reject

ROOT = Path(__file__).parents[2]
OLD = """# Privacy

We keep your messages.

## Retention {#retention}

We keep tickets for 36 months.

- orders
- calls

## Links {#links}

See <https://old.example/>.
"""
NEW = (
    OLD.replace("36 months", "24 months")
    .replace("https://old.example/", "https://new.example/")
    .replace("- calls\n", "")
    .replace("## Links {#links}", "## Children {#children}\n\nNobody under 16.\n\n## Links {#links}")
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(NEW, encoding="utf-8")
    return str(old), str(new)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_text_says_what_changed_without_colour(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "diff", "--files", *files)

    assert code == 0
    assert out.splitlines()[0] == "Privacy: old.md → new.md"
    assert "1. Retention" in out
    assert "  ~ We keep tickets for [-36-]{+24+} months." in out
    assert "  - calls" in out
    assert "+ 2. Children (added)" in out
    assert "\x1b" not in out  # colour is for terminals


def test_text_shows_a_few_words_around_each_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    far = " ".join(f"w{k}" for k in range(40))
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text(f"# T\n\nWe keep *your old* name. {far} it ends here.\n", encoding="utf-8")
    new.write_text(f"# T\n\nWe keep *your new* name. {far} it truly ends.\n", encoding="utf-8")
    _, out, _ = run(capsys, "diff", "--files", str(old), str(new))
    said = " ".join(out.split("Introduction (changed)")[1].split())
    assert "~ We keep your [-old-]{+new+} name. w0 w1 w2 w3 w4 … w35 w36 w37 w38 w39 it" in said
    assert said.count("…") == 1


def test_the_old_text_against_itself_is_no_change(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capsys, "diff", "--files", files[0], files[0])
    assert out.splitlines()[1] == "Nothing changed."


def test_capitals_alone_are_told_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text("# T\n\n## A {#a}\n\nYour Personal Data.\n", encoding="utf-8")
    new.write_text("# T\n\n## A {#a}\n\nYour personal data.\n", encoding="utf-8")
    _, out, _ = run(capsys, "diff", "--files", str(old), str(new))
    assert out.splitlines()[1] == "Only capitals changed: 1 section."


def test_a_link_alone_changes_no_wording(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text("# T\n\n## A {#a}\n\n[here](https://old.example/)\n", encoding="utf-8")
    new.write_text("# T\n\n## A {#a}\n\n[here](https://new.example/)\n", encoding="utf-8")
    _, out, _ = run(capsys, "diff", "--files", str(old), str(new))
    assert out.splitlines()[1] == "No word changed; 1 section changed in form, punctuation or place."
    assert "  ~ link “here”: https://old.example/ → https://new.example/" in out
    assert "(cosmetic: link)" in out


def test_json_keeps_to_its_schema_and_tells_the_truth(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capsys, "diff", "--files", *files, "--format", "json")
    told = json.loads(out)

    schema = json.loads((ROOT / "docs/diff.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(told, schema)
    assert accept(told["redline"]) == told["new"]
    assert reject(told["redline"]) == told["old"]
    assert told["summary"]["sections"]["added"] == 1


def test_html_is_a_page_with_the_redline(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "diff", "--files", *files, "--format", "html")
    assert out.startswith("<!doctype html>")
    assert "<del" in out
    assert "<ins" in out


def test_markdown_keeps_signs_of_the_text_literal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text("# T\n\nOne.\n", encoding="utf-8")
    new.write_text("# T\n\nOne.\n\nTwo 2 \\* 3.\n", encoding="utf-8")
    _, out, _ = run(capsys, "diff", "--files", str(old), str(new), "--format", "markdown")
    assert "**Two 2 \\* 3.**" in out


def test_without_versions_the_working_text_is_compared_with_the_newest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = run(capsys, "diff", "privacy", "--source", str(ROOT / "content"), "--locale", "fr")
    assert code == 0
    assert out.splitlines()[0] == "Politique de confidentialité: version 2027-01-04 → working text"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["terms"], "there is no policy 'terms'; there is privacy, cookies, california."),
        (["privacy", "2020-01-01"], "there is no version '2020-01-01'; there is 2021-03-01, "),
        (["privacy", "--locale", "de"], "there is no locale 'de'; there is en, fr."),
        (["privacy", "a", "b", "c"], "give POLICY [OLD [NEW]]"),
    ],
)
def test_what_is_not_there_is_named_with_what_is(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "diff", *arguments, "--source", str(ROOT / "content"))
    assert code == 2
    assert said in err


def test_a_file_that_is_not_there_is_a_problem(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "diff", "--files", files[0], "nowhere.md")
    assert code == 1
    assert "nowhere.md: this file is missing" in err


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("# Terms\n\nHello.\n", "# Rules\n\nHello.\n", "title"),
        ("# Terms\n\nHello.\n", "# Terms\n\nGoodbye.\n", "introduction"),
        ("# Terms\n\nHello.\n", "# Rules\n\nGoodbye.\n", "title and introduction"),
    ],
)
def test_what_changed_before_the_first_section_is_named(
    old: str, new: str, changed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "old.md").write_text(old, encoding="utf-8")
    (tmp_path / "new.md").write_text(new, encoding="utf-8")
    _, out, _ = run(capsys, "diff", "--files", str(tmp_path / "old.md"), str(tmp_path / "new.md"))
    assert f"Only the {changed} changed; " in out
    assert f"~ {changed.capitalize()} (" in out


def test_what_was_replaced_everywhere_is_told_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = "\n\n".join(f"Paragraph {at} says what Fern Limited does with it." for at in range(5))
    new = old.replace("Fern Limited", "Alder") + " It is kept for two years."
    for name, text in (("old.md", old), ("new.md", new)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = str(tmp_path / "old.md"), str(tmp_path / "new.md")
    told = "“Fern Limited” became “Alder” in 5 places."

    _, text, _ = run(capsys, "diff", "--files", *paths)
    assert text.splitlines()[2] == told
    assert [line for line in text.splitlines() if line.startswith("  ~")] == [
        "  ~ … 4 says what Alder does with it. {+It is kept for two years.+}"
    ]
    _, markdown, _ = run(capsys, "diff", "--files", "--format", "markdown", *paths)
    assert told in markdown
    _, data, _ = run(capsys, "diff", "--files", "--format", "json", *paths)
    assert json.loads(data)["summary"]["substitutions"] == [
        {"old": "Fern Limited", "new": "Alder", "places": 5}
    ]


def test_a_passage_that_moved_is_told_with_both_places(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    passage = "Whoever writes to us in French is answered in French within five days.\n\n"
    one, other = "## Data\n\nWe collect your name.\n\n", "## Contact\n\nOur office is in Halifax.\n\n"
    (tmp_path / "old.md").write_text(one + passage + other, encoding="utf-8")
    (tmp_path / "new.md").write_text(one + other + passage, encoding="utf-8")
    paths = str(tmp_path / "old.md"), str(tmp_path / "new.md")

    _, text, _ = run(capsys, "diff", "--files", *paths)
    assert "  > a passage moved from here to “2. Contact”" in text.splitlines()
    assert "  > a passage moved here from “1. Data”" in text.splitlines()
    _, data, _ = run(capsys, "diff", "--files", "--format", "json", *paths)
    schema = json.loads((ROOT / "docs/diff.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(data), schema)
    ((_, ends),) = json.loads(data)["moves"].items()
    assert (ends["old"]["id"], ends["new"]["id"], ends["partial"]) == ("data", "contact", False)

    into_another = f"Our office is in Halifax, and there w{passage[1:].strip(' .')}, every single time.\n\n"
    (tmp_path / "new.md").write_text(
        one + other.replace("Our office is in Halifax.\n\n", into_another), "utf-8"
    )
    _, data, _ = run(capsys, "diff", "--files", "--format", "json", *paths)
    jsonschema.validate(json.loads(data), schema)
    ((_, ends),) = json.loads(data)["moves"].items()
    assert (ends["old"]["id"], ends["new"]["id"], ends["partial"]) == ("data", "contact", True)


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json", "docx"])
def test_what_cannot_be_read_is_told_in_every_form(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "site.yaml").write_text("locales: 1", encoding="utf-8")
    out = ["--out", str(tmp_path / "x.docx")] if form == "docx" else []
    for command in ("diff", "show"):
        if (command, form) not in {("show", "text"), ("show", "docx")}:
            code, said, err = run(capsys, command, "x", "--source", str(tmp_path), "--format", form, *out)
            assert code == 1
            assert "site.yaml" in said + err


def told(tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, form: str = "text") -> str:
    (tmp_path / "old.md").write_text(old, encoding="utf-8")
    (tmp_path / "new.md").write_text(new, encoding="utf-8")
    _, said, _ = run(
        capsys, "diff", "--files", "--format", form, str(tmp_path / "old.md"), str(tmp_path / "new.md")
    )
    return said


def numbered(*titles: str, first: int = 1) -> str:
    return "".join(f"## {at}. {title}\n\nWe keep {title}.\n\n" for at, title in enumerate(titles, first))


def test_sections_that_only_have_other_numbers_are_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = numbered("Calls", "Mail", "Films"), numbered("News", "Calls", "Mail", "Films")
    lines = told(tmp_path, capsys, old, new).splitlines()
    assert lines[-1] == "~ 3 sections renumbered: 1 → 2, 2 → 3, 3 → 4"
    other = told(tmp_path, capsys, old, new.replace("We keep Mail.", "We keep no mail."))
    assert "renumbered: 1 → 2" not in other
    assert "[-1-]{+2+}. Calls" in other


TABLE = "| What | Long |\n|---|---|\n| Calls | six months |\n| Mail | a year |\n| Films | a day |\n"
ROWS = [
    (TABLE.replace("six months", "90 days"), "  ~ Calls | [-six months-]{+90 days+}"),
    (TABLE.replace("| Mail | a year |\n", ""), "  - Mail | a year"),
    (f"{TABLE}| Bills | seven years |\n", "  + Bills | seven years"),
]


@pytest.mark.parametrize(("new", "line"), ROWS)
def test_a_row_of_a_table_is_one_line(
    new: str, line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(tmp_path, capsys, TABLE, new).splitlines()[-1] == line


def test_a_text_without_a_title_is_named_by_its_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = "We sell books.\n", "We sell maps.\n"
    assert told(tmp_path, capsys, old, new).splitlines()[0] == "old.md → new.md"
    page = told(tmp_path, capsys, old, new, "html")
    assert "<title>old.md → new.md</title>" in page
    assert "<h1>" not in page


def test_a_page_says_its_marks_and_moves_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    passage = "Whoever writes to us in French is answered in French within five days."
    old = f"# Policy\n\n{passage}\n\n## Contact\n\nOur office is in Halifax.\n"
    new = f"# Policy\n\n## Contact\n\nOur office is in Sydney.\n\n{passage}\n"
    page = told(tmp_path, capsys, old, new, "html")
    assert '<a href="#contact">Moved to 1</a>' in page
    assert f"Moved from the introduction:</span> {passage}" in page
    assert 'id="_introduction"' in page
    assert '<span class="unseen">[removed: </span>Halifax' in page
    assert '<span class="unseen">[added: </span>Sydney' in page
