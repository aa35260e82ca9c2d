"""What is opened and saved without an edit stays byte for byte; an edit touches nothing but its own place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from affiche.confined import Root
from affiche.editing.sections import free_id, pieces_of, rows_of, together, with_section
from affiche.editing.working_files import (
    CannotEditError,
    NewerFileError,
    edits_between,
    open_file,
    reopened,
    save,
)
from affiche.exchange.merge import with_edits
from affiche.source.files import LARGEST_FILE, with_plain_lines
from affiche.source.text.editions import is_id

if TYPE_CHECKING:
    from pathlib import Path

WORDS = ("", "# Notice", "## Data {#data}", "### More", "words \t", "\twords", "- an item  ", "Title\n=====", "```",
         "<!-- a", "b -->", "| a | b |\n|---|---|", "é\u00a0: «\u202fx\u202f»", "\v", "a\fb", "\ufeff", "\u2028x", "---",
         "{{ facts.a }} [](#data)", "## Data {#data}")  # fmt: skip
LINE_ENDS = ("\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "")

texts = st.tuples(
    st.sampled_from(("", "\ufeff")), st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(LINE_ENDS)))
).map(lambda parts: parts[0] + "".join(words + end for words, end in parts[1]))
quick = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def opened(folder: Path, text: str) -> Root:
    (folder / "privacy").mkdir(exist_ok=True)
    (folder / "privacy" / "en.md").write_bytes(text.encode())
    return Root(folder)


@quick
@given(texts)
@example("\ufeff# A\r\n\r\n## B {#b}\r\n\tc  \r\n")
@example("## B\rc\r\n\r\n\r\nd")
def test_pieces_put_together_are_the_text_and_nothing_is_written(tmp_path: Path, text: str) -> None:
    inside = opened(tmp_path, text)
    file = open_file(inside, "privacy/en.md")
    pieces = pieces_of(file.text)
    again = together(pieces, [with_plain_lines(piece.body.replace("\n", "\r\n")) for piece in pieces])
    assert again == file.text
    assert save(inside, [(file, again)]) == []
    assert (tmp_path / "privacy" / "en.md").read_bytes() == text.encode()


@quick
@given(texts, st.data())
def test_an_edit_leaves_all_that_is_around_it(tmp_path: Path, text: str, data: st.DataObject) -> None:
    """Lines of other pieces keep their ends, and so do those that a piece begins and ends with."""
    inside = opened(tmp_path, text)
    file = open_file(inside, "privacy/en.md")
    pieces = pieces_of(file.text)
    bodies = [piece.body for piece in pieces]
    number = data.draw(st.integers(0, len(pieces) - 1))
    bodies[number] = f"{bodies[number]}new words"
    wanted = together(pieces, bodies)
    assert save(inside, [(file, wanted)]) == ["privacy/en.md"]
    after = (tmp_path / "privacy" / "en.md").read_bytes().decode()
    assert with_plain_lines(after.removeprefix("\ufeff")) == wanted
    assert after.replace("new words", "", 1) == text


@given(st.text("ab\n ", max_size=40), st.text("ab\n ", max_size=40))
@example("a", "a\nb")
@example("a\n", "a")
@example("", "a")
def test_edits_make_one_text_of_the_other(old: str, new: str) -> None:
    edits = list(edits_between(old, new))
    assert with_edits(old, edits) == new
    assert all(edit.start < edit.end or edit.text for edit in edits)


def test_a_newer_file_is_never_overwritten(tmp_path: Path) -> None:
    inside = opened(tmp_path, "# A\n")
    file = open_file(inside, "privacy/en.md")
    (tmp_path / "privacy" / "en.md").write_text("# Newer\n", encoding="utf-8")
    with pytest.raises(NewerFileError, match="changed elsewhere"):
        reopened(inside, "privacy/en.md", file.digest)
    with pytest.raises(NewerFileError):
        save(inside, [(file, "# Mine\n")])
    assert (tmp_path / "privacy" / "en.md").read_text(encoding="utf-8") == "# Newer\n"


def test_of_two_files_none_is_saved_where_one_is_newer(tmp_path: Path) -> None:
    inside = opened(tmp_path, "# A\n")
    (tmp_path / "privacy" / "fr.md").write_text("# B\n", encoding="utf-8")
    english, french = (open_file(inside, f"privacy/{locale}.md") for locale in ("en", "fr"))
    (tmp_path / "privacy" / "fr.md").write_text("# C\n", encoding="utf-8")
    with pytest.raises(NewerFileError, match=r"fr\.md"):
        save(inside, [(english, "# Mine\n"), (french, "# À moi\n")])
    assert (tmp_path / "privacy" / "en.md").read_text(encoding="utf-8") == "# A\n"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"caf\xe9", "not saved as UTF-8"),
        (b"a\0b", "null character"),
        (b"a" * (LARGEST_FILE + 1), "too large"),
        (None, "cannot be opened"),
    ],
)
def test_what_no_page_could_give_back_is_not_opened(tmp_path: Path, data: bytes | None, why: str) -> None:
    (tmp_path / "privacy").mkdir()
    if data is not None:
        (tmp_path / "privacy" / "en.md").write_bytes(data)
    with pytest.raises(CannotEditError, match=why):
        open_file(Root(tmp_path), "privacy/en.md")


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "site" / "privacy").mkdir(parents=True)
    (tmp_path / "secret.md").write_text("secret", encoding="utf-8")
    (tmp_path / "site" / "privacy" / "en.md").symlink_to(tmp_path / "secret.md")
    with pytest.raises(CannotEditError, match="symbolic link"):
        open_file(Root(tmp_path / "site"), "privacy/en.md")


EN = "# Notice\n\nHello.\n\n## A {#a}\n\nOne.\n\n### B {#b}\n\nTwo.\n\n## C {#c}\n\nThree.\n"
FR = "# Avis\n\n## Un {#a}\n\n## Trois {#c}\n\n## Quatre {#d}\n"


def test_sections_are_paired_by_their_ids() -> None:
    rows = rows_of({"en": pieces_of(EN), "fr": pieces_of(FR)})
    assert [(sorted(row), next(iter(row.values())).key) for row in rows] == [
        (["en", "fr"], ""),
        (["en", "fr"], "a"),
        (["en"], "b"),
        (["en", "fr"], "c"),
        (["fr"], "d"),
    ]


def test_an_emptied_section_is_gone() -> None:
    pieces = pieces_of(EN)
    assert together(pieces, [pieces[0].body, "", *(piece.body for piece in pieces[2:])]) == EN.replace(
        "## A {#a}\n\nOne.\n\n", ""
    )


@pytest.mark.parametrize(
    ("after", "heading", "before"),
    [
        ("a", "## New {#new}", "## C"),
        ("a", "### New {#new}", "### B"),
        ("b", "### New {#new}", "## C"),
        ("", "## New {#new}", "## A"),
    ],
)
def test_a_section_is_put_after_another_and_what_is_inside_it(after: str, heading: str, before: str) -> None:
    text = with_section(EN, after, heading, "Words.")
    assert text == EN.replace(before, f"{heading}\n\nWords.\n\n{before}")


@pytest.mark.parametrize(("end", "gap"), [("", "\n\n"), ("\n", "\n"), ("\n\n", "")])
def test_a_section_at_the_end_stands_by_itself(end: str, gap: str) -> None:
    text = with_section(f"# A\n\nB{end}", "nowhere", "## C {#c}", "D")
    assert text == f"# A\n\nB{end}{gap}## C {{#c}}\n\nD" + ("\n" if end else "")


@pytest.mark.parametrize(
    ("heading", "made"),
    [
        ("What we collect, and why we collect it", "what-we-collect-and-why-we-collect-it"),
        ("Que devient l’œuvre d’un élève ?", "que-devient-lœuvre-dun-eleve"),
        ("A [link](https://example.com/x) in it", "a-link-in-it"),
        ("? !", "section"),
        ("Data", "data-3"),
    ],
)
def test_an_id_is_made_of_a_heading_as_the_reader_makes_it(heading: str, made: str) -> None:
    assert free_id(heading, ["data", "data-2"]) == made
    assert is_id(made)


def test_an_id_of_many_words_ends_with_a_whole_one() -> None:
    made = free_id("How we keep what you gave us " * 9, [])
    assert made == "how-we-keep-what-you-gave-us-how-we-keep-what-you-gave-us"
