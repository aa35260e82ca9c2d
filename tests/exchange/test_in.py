"""What a lawyer edited in Word comes back as the smallest edit of the text; nothing else of it changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiche.exchange.edits import Edit
from affiche.exchange.line_ends import with_edits_in
from affiche.exchange.merge import What
from affiche.exchange.units import Part
from affiche.messages import read_messages
from affiche.problems import ContentError
from affiche.reporting.returns import reviewed_text
from tests.exchange.editing import TEXT, edited, returned, run, sent, site, swap

SAMPLES = Path(__file__).with_name("samples")
INSERTED = '<w:ins w:id="900" w:author="Ana"><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:ins>'
DELETED = '<w:del w:id="901" w:author="Ana"><w:r><w:delText xml:space="preserve">{}</w:delText></w:r></w:del>'


def t(words: str) -> str:
    return f'<w:t xml:space="preserve">{words}</w:t>'


def run_of(words: str, properties: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{t(words)}</w:r>"


def test_a_file_that_nobody_edited_changes_nothing(tmp_path: Path) -> None:
    source = site(tmp_path)
    text, reviewed = returned(source, sent(source))
    assert text == TEXT
    assert not reviewed.merged.remarks


@pytest.mark.parametrize("sample", ["unedited"])
def test_a_file_that_libreoffice_saved_changes_nothing(tmp_path: Path, sample: str) -> None:
    source = site(tmp_path)
    text, reviewed = returned(source, (SAMPLES / f"{sample}.docx").read_bytes())
    assert text == TEXT
    assert not reviewed.merged.remarks


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        # words
        (t(" software. See "), t(" programs. See "), "** software. See", "** programs. See"),
        (t("help-desk"), t("help desk"), "**help-desk**", "**help desk**"),
        (t("messages"), t("letters"), "*messages*", "*letters*"),
        (t("our blog"), t("our news"), "[our blog]", "[our news]"),
        (t("of customers;"), t("of customers and partners;"), "of customers;", "of customers and partners;"),
        (t("Bills | invoices"), t("Bills | receipts"), r"Bills \| invoices", r"Bills \| receipts"),
        (t("ten years"), t("six * 2 | years"), "ten years", r"six \* 2 \| years"),
        (t(", and write to "), t(" and write at once to "), ", and\nwrite to", " and\nwrite at once to"),
        (t("What we collect"), t("What we gather"), "## What we collect {#collect}", "## What we gather {#collect}"),
        (t("names;"), t("{{ names }};"), "- names;", "- &#123;{ names }};"),
        # looks
        (run_of("help-desk", "<w:b/>"), run_of("help-desk"), "**help-desk**", "help-desk"),
        (run_of("names;"), run_of("names", "<w:b/>") + run_of(";"), "- names;", "- **names**;"),
        (run_of("messages", "<w:i/>"), run_of("messages", "<w:b/>"), "*messages*", "**messages**"),
        (run_of("messages", "<w:i/>"), "", "We keep *messages* for", "We keep for"),
        (
            '<w:hyperlink r:id="l1"><w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>' + t("our blog") + "</w:r></w:hyperlink>",
            run_of("our blog"),
            "[our blog](https://blog.example/posts){: hreflang=en }",
            "our blog",
        ),
        # paragraphs
        ("<w:p>" + run_of("Snake_case and 2 * 3 stay as they are.") + "</w:p>", "", "\n\nSnake_case and 2 * 3 stay as they are.", "\n"),
        (run_of("of visitors.") + "</w:p>", run_of("of visitors.") + '</w:p><w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>' + run_of("of guests.") + "</w:p>", "of visitors.", "of visitors.\n    - of guests."),
        ("<w:p>" + run_of("Within the time that the law gives."), '<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>' + run_of("Who we are") + "</w:p><w:p>" + run_of("Within the time that the law gives."), "*sold*.\n", "*sold*.\n\n## Who we are\n"),
        (run_of("Snake_case and 2 * 3 stay as they are.") + "</w:p>", run_of("Snake_case and 2 * 3 stay as they are.") + "</w:p><w:p>" + run_of("# 1. New_words [here]") + "</w:p>", "as they are.\n", "as they are.\n\n\\# 1. New_words [here]\n"),
        ('<w:pStyle w:val="Heading2"/></w:pPr>' + run_of("What we collect"), '<w:pStyle w:val="Heading3"/></w:pPr>' + run_of("What we collect"), "## What we collect", "### What we collect"),
        ("<w:p>" + run_of("Snake_case and 2 * 3 stay as they are."), '<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>' + run_of("Snake_case and 2 * 3"), "Snake_case and 2 * 3 stay as they are.", "## Snake_case and 2 * 3"),
        ("<w:p>" + run_of("Snake_case and 2 * 3 stay as they are."), '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>' + run_of("Snake_case and 2 * 3 stay as they are."), "Snake_case", "- Snake_case"),
    ],
)  # fmt: skip
def test_an_edit_is_an_edit_of_its_words_alone(
    tmp_path: Path, old: str, new: str, before: str, after: str
) -> None:
    assert TEXT.count(before) == 1
    source = site(tmp_path)
    text, reviewed = returned(source, edited(sent(source), swap((old, new))))
    assert text == TEXT.replace(before, after)
    assert not reviewed.merged.remarks


def paragraph(xml: str, words: str) -> str:
    """The paragraph that has these words."""
    at = xml.index(t(words))
    return xml[xml.rindex("<w:p>", 0, at) : xml.index("</w:p>", at) + len("</w:p>")]


def test_bullets_that_became_numbers_are_numbered(tmp_path: Path) -> None:
    source = site(tmp_path)

    def change(xml: str) -> str:
        bullet, number = (
            re.search(r"<w:numPr>.*?</w:numPr>", paragraph(xml, words))
            for words in ("names;", "First, we ask.")
        )
        assert bullet
        assert number
        return xml.replace(bullet[0], number[0])

    text, reviewed = returned(source, edited(sent(source), change))
    assert text == TEXT.replace("- names;", "1. names;").replace(
        "- e-mail addresses:", "1. e-mail addresses:"
    )
    assert not reviewed.merged.remarks


def test_what_was_moved_keeps_its_id_its_attributes_and_its_note(tmp_path: Path) -> None:
    plain = "{: .plain }"
    source = site(
        tmp_path,
        TEXT.replace("as they are.\n", f"as they are.\n{plain}\n\n## Changes {{#changes}}\n\nNone *yet*.\n"),
    )

    def change(xml: str) -> str:
        moved = [
            paragraph(xml, words) for words in ("Snake_case and 2 * 3 stay as they are.", "Changes", "None ")
        ]
        top, first, second = (
            paragraph(xml, words) for words in ("What we collect", "First, we ask.", "Then we answer.")
        )
        for each in moved:
            xml = xml.replace(each, "")
        return xml.replace(top, "".join(moved) + top).replace(first + second, second + first)

    text, reviewed = returned(source, edited(sent(source), change))
    together = f"Snake_case and 2 * 3 stay as they are.\n{plain}\n\n## Changes {{#changes}}\n\nNone *yet*.\n\n## What we collect"
    assert together in text
    assert text.count("## Changes {#changes}") == 1
    assert "1. Then we answer.[^why]\n" in text
    assert not reviewed.merged.remarks


@pytest.mark.parametrize(
    ("old", "new", "was", "became"),
    [
        (r'<w:pPr><w:pStyle w:val="Heading2"/></w:pPr>(?=.{0,90}What we collect)', "", (Part.HEADING, 2), (Part.PARAGRAPH, 0)),
        (r"<w:pPr>((?!<w:p>).)*</w:pPr>(?=.{0,60}names;)", "", (Part.ITEM, 0), (Part.PARAGRAPH, 0)),
        (r'<w:ilvl w:val="1"/>(?=((?!<w:p>).)*of visitors)', '<w:ilvl w:val="0"/>', (Part.ITEM, 1), (Part.ITEM, 0)),
    ],
)  # fmt: skip
def test_what_no_mark_can_say_is_told_with_its_words(
    tmp_path: Path, old: str, new: str, was: tuple[Part, int], became: tuple[Part, int]
) -> None:
    source = site(tmp_path)
    text, reviewed = returned(source, edited(sent(source), lambda xml: re.sub(old, new, xml, count=1)))
    assert text == TEXT
    (remark,) = reviewed.merged.remarks
    assert (remark.what, remark.kinds) == (What.SHAPE, (was, became))
    said = reviewed_text(reviewed.working.file, reviewed.merged, ())
    assert ("it stays a heading" in said) == (was[0] is Part.HEADING)
    if was[0] is Part.HEADING:
        assert "était un titre de niveau 2, et est devenu un paragraphe" in read_messages("fr").lines(said)


def test_rows_come_and_go(tmp_path: Path) -> None:
    source = site(tmp_path)
    row = (
        "<w:tr><w:tc><w:tcPr/><w:p>"
        + run_of("Bills | invoices")
        + "</w:p></w:tc><w:tc><w:tcPr/><w:p>"
        + run_of("ten years")
        + "</w:p></w:tc></w:tr>"
    )
    added = row + row.replace("Bills | invoices", "Logs").replace("ten", "two")
    text, _ = returned(source, edited(sent(source), swap((row, added))))
    assert text == TEXT.replace("| ten years |\n", "| ten years |\n| Logs | two years |\n")
    (source / "privacy/en.md").write_text(TEXT, "utf-8")
    text, _ = returned(source, edited(sent(source), swap((row, ""))))
    assert text == TEXT.replace("| Bills \\| invoices | ten years |\n", "")


@pytest.mark.parametrize(
    ("old", "new", "name", "words"),
    [
        (t("privacy@finch.example"), t("dpo@finch.example"), "facts.contact.email", "dpo@finch.example"),
        (t("How long we keep it") + "</w:r><w:bookmarkEnd", t("Keeping") + "</w:r><w:bookmarkEnd", "[](#keep)", "Keeping"),
        (t("Heron Mail"), t("Heron Post"), 'table("recipients")', "Heron Post"),
    ],
)  # fmt: skip
def test_an_edit_of_what_is_locked_is_told_and_not_taken(
    tmp_path: Path, old: str, new: str, name: str, words: str
) -> None:
    source = site(tmp_path)
    text, reviewed = returned(source, edited(sent(source), swap((old, new))))
    assert text == TEXT
    (remark,) = reviewed.merged.remarks
    assert (remark.what, remark.name, remark.after) == (What.LOCKED, name, words)


def without_controls(xml: str) -> str:
    """As programs that know neither content controls nor bookmarks save it."""

    return re.sub(r"<w:sdt>.*?<w:sdtContent>|</w:sdtContent></w:sdt>|<w:bookmark[^>]*>", "", xml)


def test_without_its_mark_a_fact_is_known_by_its_words(tmp_path: Path) -> None:
    source = site(tmp_path)
    text, reviewed = returned(source, edited(sent(source), without_controls))
    assert (text, reviewed.merged.remarks) == (TEXT, ())

    def change(xml: str) -> str:
        return without_controls(xml).replace(t("privacy@finch.example"), t("dpo@finch.example"))

    text, reviewed = returned(source, edited(sent(source), change))
    assert text == TEXT
    assert [(r.what, r.name) for r in reviewed.merged.remarks] == [(What.LOCKED, "facts.contact.email")]


def test_a_fact_that_goes_with_its_sentence_is_told(tmp_path: Path) -> None:
    source = site(tmp_path)

    def change(xml: str) -> str:
        start = xml.index(t(", and write to ")) - len("<w:r>")
        end = xml.index(run_of("."), start)
        return xml[:start] + xml[end:]

    text, reviewed = returned(source, edited(sent(source), change))
    assert text == TEXT.replace(", and\nwrite to <{{ facts.contact.email }}>.", ".")
    assert [(r.what, r.name) for r in reviewed.merged.remarks] == [(What.TAKEN_OUT, "facts.contact.email")]


TRACKED = swap(
    (run_of("names;"), run_of("names") + DELETED.format(";") + INSERTED.format(" and titles;")),
    (
        "<w:p>" + run_of("Snake_case and 2 * 3 stay as they are."),
        '<w:p><w:pPr><w:rPr><w:ins w:id="905" w:author="Ana"/></w:rPr></w:pPr>'
        + INSERTED.format("A new one.")
        + "</w:p><w:p>"
        + run_of("Snake_case and 2 * 3 stay as they are."),
    ),
)


def test_tracked_changes_are_taken_or_listed(tmp_path: Path) -> None:
    source = site(tmp_path)
    data = edited(sent(source), TRACKED)
    text, reviewed = returned(source, data, accepts=False)
    assert text == TEXT
    assert [(r.what, r.before, r.after.strip()) for r in reviewed.merged.remarks] == [
        (What.PROPOSED, "", "and titles"),
        (What.PROPOSED, "", "A new one."),
    ]
    text, _ = returned(source, data)
    assert text == TEXT.replace("- names;", "- names and titles;").replace(
        "<!-- for later -->\n", "A new one.\n\n<!-- for later -->\n"
    )


COMMENT = '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0" w:author="Ana Roy"><w:p><w:r><w:t>Still true?</w:t></w:r></w:p></w:comment></w:comments>'
COMMENTED = swap(
    (
        run_of("Then we answer."),
        '<w:commentRangeStart w:id="0"/>' + run_of("Then we answer.") + '<w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r>',
    )
)


LONG = "Counsel asks whether this list is complete, " * 3 + "and why."
FOOTNOTES = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    + "".join(
        f'<w:footnote w:id="{n}"><w:p>{run_of(words)}</w:p></w:footnote>'
        for n, words in ((7, LONG), (8, "And this?"))
    )
    + "</w:footnotes>"
)


def test_comments_come_with_their_place(tmp_path: Path) -> None:
    source = site(tmp_path)
    marked = edited(sent(source), COMMENTED, **{"word/comments.xml": COMMENT})
    text, reviewed = returned(source, marked)
    assert text == TEXT
    (remark,) = reviewed.merged.remarks
    assert (remark.what, remark.name, remark.after) == (What.COMMENT, "Ana Roy", "Still true?")
    assert TEXT[remark.start :].startswith("Then we answer.")


def test_each_footnote_of_word_is_told_whole(tmp_path: Path) -> None:
    source = site(tmp_path)
    data = edited(
        sent(source),
        swap(
            (run_of("names;"), run_of("names;") + '<w:r><w:footnoteReference w:id="7"/></w:r>'),
            (
                run_of("First, we ask."),
                run_of("First, we ask.") + '<w:r><w:footnoteReference w:id="8"/></w:r>',
            ),
        ),
        **{"word/footnotes.xml": FOOTNOTES},
    )
    text, reviewed = returned(source, data)
    assert text == TEXT
    said = reviewed_text(reviewed.working.file, reviewed.merged, reviewed.left_out)
    assert f"  a footnote of Word, which says “{LONG}”\n  a footnote of Word, which says “And this?”" in said


def test_what_libreoffice_tracked_and_commented_comes_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = site(tmp_path)
    remarks = tmp_path / "remarks.txt"
    file = SAMPLES / "edited.docx"
    arguments = ["review", "in", "privacy", str(file), "--source", str(source), "--remarks", str(remarks)]
    assert run(*arguments, "--dry-run") == 0
    assert (source / "privacy/en.md").read_text("utf-8") == TEXT
    capsys.readouterr()
    assert run(*arguments) == 0
    assert remarks.read_text("utf-8") == capsys.readouterr().out
    said = remarks.read_text("utf-8").replace(str(source), "content")
    golden = SAMPLES / "edited.txt"
    assert said == golden.read_text("utf-8")
    assert (source / "privacy/en.md").read_text("utf-8") == TEXT.replace(
        "- names;", "- names and titles;"
    ).replace("<!-- for later -->\n", "A new one.\n\n<!-- for later -->\n")


def test_a_file_from_another_text_is_refused(tmp_path: Path) -> None:
    source = site(tmp_path)
    data = sent(source)
    (source / "privacy/en.md").write_text(TEXT.replace("names;", "first names;"), "utf-8")
    with pytest.raises(ContentError, match="was changed after this Word file"):
        returned(source, data)
    stranger = edited(data, lambda xml: xml + " ", **{"docProps/custom.xml": "<Properties/>"})
    with pytest.raises(ContentError, match="nothing in this Word file says"):
        returned(source, stranger)


@given(
    st.lists(st.sampled_from(["a", "é", "\f", "\n", "\r\n"]), max_size=20).map("".join),
    st.sampled_from(["", "\ufeff"]),
    st.integers(0, 30),
    st.integers(0, 5),
    st.sampled_from(["", "x", "x\ny"]),
)
def test_bytes_that_no_edit_touches_stay(stored: str, mark: str, start: int, size: int, new: str) -> None:
    stored = mark + stored
    text = stored.removeprefix("\ufeff").replace("\r\n", "\n").replace("\f", "")
    start, end = min(start, len(text)), min(start + size, len(text))
    made = with_edits_in(stored.encode(), text, [Edit(start=start, end=end, text=new)]).decode()
    read = made.removeprefix("\ufeff").replace("\r\n", "\n").replace("\f", "")
    assert read == text[:start] + new + text[end:]
    if start == end and not new:
        assert made == stored
