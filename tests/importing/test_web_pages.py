"""Web pages as companies have them: what readers see becomes the text, and nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.importing.content import bring, content

if TYPE_CHECKING:
    from pathlib import Path

    from affiche.importing.importer import ImportResult

PROSE = "We keep the name of each guest of our hostel for as long as the register of the town asks for it."


def page(folder: Path, text: str, head: str = "") -> ImportResult:
    """Import a page with a menu, a title and the given text."""
    html = (
        f"<!doctype html><html><head>{head}</head><body><nav><a href='/'>Home</a></nav><main>"
        f"<h1>Privacy notice</h1><p>{PROSE} {PROSE}</p>{text}</main></body></html>"
    )
    return bring(content(folder), "page.html", html)


def written(folder: Path, text: str, head: str = "") -> str:
    """Return what was written after the opening paragraph."""
    return page(folder, text, head).texts["en"].markdown.partition(f"{PROSE} {PROSE}\n\n")[2]


NAMES = [
    "sharing",
    "gdpr-rights",
    "newsletter",
    "social",
    "menu",
    "sidebar",
    "toc",
    "related-data",
    "cookie-law",
]
FORMS = [
    '<h2 id="{}">Visits</h2><p>We count who sleeps in which room, and tell nobody about it.</p>',
    '<section id="{}"><h2>Visits</h2><p>We count who sleeps in which room, and tell nobody about it.</p></section>',
    '<div class="box {}"><h2>Visits</h2><p>Nobody.</p></div>',
    '<h2>Visits</h2><p id="{}">We count who sleeps in which room, and tell nobody about it.</p>',
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_a_section_may_be_called_what_a_menu_is_called(name: str, form: str, tmp_path: Path) -> None:
    brought = page(tmp_path, form.format(name))
    assert "## Visits" in brought.texts["en"].markdown
    assert "obody" in brought.texts["en"].markdown
    assert [p.message for p in brought.problems if "Visits" in p.message] == []


BOXES = [
    '<div class="share"><a href="/a">Post</a> <a href="/b">Mail</a></div>',
    '<div class="newsletter"><h3>News</h3><p>Get the news of our hostel each month by letter.</p><input></div>',
    '<ul id="toc"><li><a href="#x">Visits</a></li></ul>',
    '<div class="cookie-banner"><p>We would like to use cookies for our own statistics, may we?</p><button>OK</button></div>',
]


@pytest.mark.parametrize("box", BOXES)
def test_what_asks_or_leads_elsewhere_is_left_out_and_quoted_whole(box: str, tmp_path: Path) -> None:
    brought = page(tmp_path, f"{box}<h2>Visits</h2><p>We count who sleeps here.</p>")
    assert brought.texts["en"].markdown.endswith(
        f"{PROSE} {PROSE}\n\n## Visits {{#visits}}\n\nWe count who sleeps here.\n"
    )
    assert len([p for p in brought.problems if p.rule == "import/left-out"]) == 2


HIDDEN = [
    "<p hidden>An old wording of this.</p>",
    '<p style="color:red; display: none !important">An old wording of this.</p>',
    '<p class="old">An old wording of this.</p>',
    '<p style="mso-hide:all">An old wording of this.</p>',
    '<p>Ask.<span style="visibility:hidden">An old wording of this.</span></p>',
]


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_nobody_sees_is_left_out_and_said(hidden: str, tmp_path: Path) -> None:
    brought = page(
        tmp_path,
        f"<h2>Visits</h2>{hidden}",
        "<style>.old { display: none } @media print { main { display: none } }</style>",
    )
    assert "old wording" not in brought.texts["en"].markdown
    assert any(
        "An old wording of this.” was left out: the page hides it" in p.message for p in brought.problems
    )


def protected(address: str, key: int = 0x4B) -> str:
    return bytes([key, *(byte ^ key for byte in address.encode())]).hex()


CODE = protected("desk@hostel.example")
ADDRESSES = {
    "a link": (
        f'<a href="/cdn-cgi/l/email-protection" class="__cf_email__" data-cfemail="{CODE}">[email&#160;protected]</a>',
        "desk@hostel.example",
    ),
    "a span": (f'<span data-cfemail="{CODE}">[email&#160;protected]</span>', "desk@hostel.example"),
    "other words": (
        f'<a href="https://hostel.example/cdn-cgi/l/email-protection#{CODE}">our desk</a>',
        "[our desk](mailto:desk@hostel.example)",
    ),
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_protected_addresses_are_decoded(name: str, tmp_path: Path) -> None:
    html, made = ADDRESSES[name]
    brought = page(tmp_path, f"<p>Write to {html}.</p>")
    assert f"Write to {made}." in brought.texts["en"].markdown
    assert not [p for p in brought.problems if p.rule == "import/address"]


def test_an_address_that_cannot_be_decoded_is_missed(tmp_path: Path) -> None:
    brought = page(tmp_path, '<p>Write to <span data-cfemail="zz">[email protected]</span>.</p>')
    assert [p.rule for p in brought.problems if "address is missing" in p.message] == ["import/address"]


FOLDS = {
    "a button": '<button class="accordion">Visits</button><div class="panel" style="display:none"><p>Two years.</p></div>',
    "a role": '<div role="button" aria-expanded="false">Visits</div><div hidden>Two years.</div>',
    "a name": '<div><button aria-controls="p1">Visits</button></div><div hidden id="p1"><p>Two years.</p></div>',
    "a heading": '<h2><button aria-expanded="false">Visits</button></h2><div hidden>Two years.</div>',
    "Bootstrap": '<a data-bs-toggle="collapse" href="#c1">Visits</a><div class="collapse" id="c1">Two years.</div>',
    "a term": '<dl><dt><a href="#d1">Visits</a></dt><dd id="d1" style="display:none">Two years.</dd></dl>',
    "details": "<details><summary>Visits</summary>Two years.</details>",
    "tabs": '<ul role="tablist"><li><button role="tab" aria-controls="t1">Visits</button></li></ul><div><div role="tabpanel" id="t1" hidden>Two years.</div></div>',
}


@pytest.mark.parametrize("name", FOLDS)
def test_what_opens_a_fold_is_a_heading(name: str, tmp_path: Path) -> None:
    assert written(tmp_path, FOLDS[name]) == "## Visits {#visits}\n\nTwo years.\n"


def test_a_button_of_a_menu_opens_no_section(tmp_path: Path) -> None:
    made = written(
        tmp_path,
        '<button aria-controls="m">Menu</button><ul id="m"><li><a href="/x">Rooms</a></li></ul><p>End.</p>',
    )
    assert "Menu" not in made


REPAIRED = {
    "a link around a block": (
        '<a href="https://form.example/"><div>Fill it in</div></a>',
        "[Fill it in](https://form.example/)",
    ),
    "a link around two": (
        '<a href="https://a.example/"><p>One</p>two</a>',
        "[One](https://a.example/)\n\n[two](https://a.example/)",
    ),
    "a link around a heading": (
        '<a href="https://a.example/"><h2>The <b>town</b></h2></a>',
        "## [The **town**](https://a.example/) {#the-town}",
    ),
    "a permalink in a paragraph": ('<p>Ask. <a href="#x" class="permalink">¶</a></p>', "Ask."),
    "a number given": ('<ol><li value="5">five</li><li>six</li></ol>', "5. five\n6. six"),
    "a gap": ('<ol><li>one</li><li value="4">four</li></ol>', "- 1\\. one\n- 4\\. four"),
    "counting down": ("<ol reversed><li>b</li><li>a</li></ol>", "- 2\\. b\n- 1\\. a"),
    "letters by a sheet": ('<ol class="alpha"><li>one</li><li>two</li></ol>', "- a) one\n- b) two"),
    "letters of Google Docs": ('<ol class="lst-kix_x-0"><li>one</li></ol>', "- (a) one"),
    "two terms": (
        "<dl><dt>Bed</dt><dt>Bunk</dt><dd>Where you sleep.</dd></dl>",
        "Bed\nBunk\n:   Where you sleep.",
    ),
    "levels of Google Docs": (
        '<ul class="lst-kix_a-0"><li>one</li></ul><ul class="lst-kix_a-1"><li>inner</li></ul><ul class="lst-kix_a-0"><li>two</li></ul>',
        "- one\n    - inner\n- two",
    ),
    "levels of Quill": (
        '<ul><li>one</li><li class="ql-indent-1">inner</li><li>two</li></ul>',
        "- one\n    - inner\n- two",
    ),
    "bold by a class": (
        '<p>A <span class="strong">bed</span> and <span style="font-style:italic">a key</span></p>',
        "A **bed** and *a key*",
    ),
    "a list of Word": (
        (
            "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>one</p>"
            "<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp; </span></span>inner</p>"
            "<p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>(b)<span>&nbsp; </span></span>two</p>"
        ),
        "- one\n    - inner\n- (b) two",
    ),
    "typed bullets": ("<p>•&nbsp; <b>one</b>:</p><p>• two</p><p>Then.</p>", "- **one**:\n- two\n\nThen."),
    "typed in one paragraph": (
        "<p>We ask for:<br>- a name<br>- a bed</p>",
        "We ask for:\n\n- a name\n- a bed",
    ),
    "one dash is no list": ("<p>– said the host.</p>", "– said the host."),
    "a redirect of Google": (
        '<p><a href="https://www.google.com/url?q=https://a.example/%3Fb%3D1&amp;sa=D">a</a></p>',
        "[a](https://a.example/?b=1)",
    ),
    "a redirect of Outlook": (
        '<p><a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2F&amp;data=05">a</a></p>',
        "[a](https://a.example/)",
    ),
}


@pytest.mark.parametrize("name", REPAIRED)
def test_what_only_looks_like_a_list_or_a_link_becomes_one(name: str, tmp_path: Path) -> None:
    html, made = REPAIRED[name]
    sheet = '<style>ol.alpha{list-style-type:lower-alpha} .strong{font-weight:700} .lst-kix_x-0>li:before{content:"(" counter(c,lower-latin) ") "}</style>'
    assert written(tmp_path, html, sheet) == f"{made}\n"


WRITTEN_BY_PROGRAMS = {
    "a title that Google Docs names": (
        '<p class="c3 title"><span>Guest policy</span></p><p>{prose}</p><h1>Visits</h1><p>We count.</p>',
        "# Guest policy\n\n{prose}\n\n## Visits {{#visits}}\n\nWe count.\n",
    ),
    "a title that Word names, and a number set apart": (
        "<p class=MsoTitle>Guest policy</p><p>{prose}</p><h1>1.&nbsp;&nbsp;&nbsp; Visits</h1><p>We count.</p>",
        "# Guest policy\n\n{prose}\n\n## 1. Visits {{#visits}}\n\nWe count.\n",
    ),
    "an id with a full stop": (
        '<h1>Guest policy</h1><p>{prose} See <a href="#s.2">2</a>.</p><h2 id="s.2">Visits</h2><p>We count.</p>',
        "# Guest policy\n\n{prose} See [](#visits).\n\n## Visits {{#visits}}\n\nWe count.\n",
    ),
    "changes that Word tracked": (
        "<h1>Guest policy</h1><p>{prose} We <del cite='mailto:a'>ask</del><ins cite='mailto:a'>tell</ins>.</p>",
        "# Guest policy\n\n{prose} We tell.\n",
    ),
    "a mail that quotes the text": (
        (
            '<div class="gmail_attr">Ann wrote:</div><blockquote class="gmail_quote"><h1>Guest policy</h1><p>{prose}</p>'
            "<h2>Visits</h2><p>We count.</p></blockquote>"
        ),
        "# Guest policy\n\n{prose}\n\n## Visits {{#visits}}\n\nWe count.\n",
    ),
    "the place of a picture": (
        "<h1>Guest policy</h1><p>\ufffc</p><p>{prose}\ufffc</p>",
        "# Guest policy\n\n{prose}\n",
    ),
    "a comment in the margin": (
        (
            '<h1>Guest policy</h1><p>{prose}<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p>'
            '<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a>Ask counsel</p></div>'
        ),
        "# Guest policy\n\n{prose}\n",
    ),
}


@pytest.mark.parametrize("name", WRITTEN_BY_PROGRAMS)
def test_a_page_that_a_program_wrote_is_read_as_it_is_meant(name: str, tmp_path: Path) -> None:
    html, made = (text.format(prose=PROSE) for text in WRITTEN_BY_PROGRAMS[name])
    brought = bring(content(tmp_path), "page.html", f"<html><body>{html}</body></html>")
    assert brought.texts["en"].markdown == made


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (WRITTEN_BY_PROGRAMS["the place of a picture"][0], "a picture or another object stood here"),
        (WRITTEN_BY_PROGRAMS["a comment in the margin"][0], "“[a]Ask counsel” was left out"),
        (WRITTEN_BY_PROGRAMS["a mail that quotes the text"][0], "“Ann wrote:” was left out"),
    ],
)
def test_what_a_program_added_is_said(html: str, said: str, tmp_path: Path) -> None:
    page = f"<html><body>{html.format(prose=PROSE)}</body></html>"
    assert any(
        problem.message.startswith(said) for problem in bring(content(tmp_path), "p.html", page).problems
    )


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        ("<ul><li><input type=checkbox checked disabled> News</li></ul>", "- ☒ News\n"),
        ("<p><input type='checkbox'> Calls</p>", "☐ Calls\n"),
        (
            "<table><tr><th>Use<th>Consent<tr><td>Ads<td><input type=checkbox checked></table>",
            "| Ads | ☒ |\n",
        ),
        ("<form><p><input type=checkbox name=news> News</p></form>", ""),
    ],
)
def test_a_box_to_tick_is_written_as_it_looks(box: str, expected: str, tmp_path: Path) -> None:
    assert written(tmp_path, f"{box}<h2>Visits</h2><p>None.</p>").partition("\n## ")[0].endswith(expected)


REPEATED = [
    "<div role=tab aria-controls=a>Visits</div><div role=tabpanel id=a hidden><h2>Visits</h2><p>None here.</p></div>",
    "<button class=accordion>Visits</button><div class=panel><h3>Visits</h3><p>None here.</p></div>",
    "<details><summary>Visits</summary><h2>Visits</h2><p>None here.</p></details>",
]


@pytest.mark.parametrize("fold", REPEATED)
def test_a_fold_that_repeats_its_heading_has_one(fold: str, tmp_path: Path) -> None:
    assert written(tmp_path, fold).endswith("}\n\nNone here.\n")


@pytest.mark.parametrize(
    "mark", ["·", "<span>·<span>&nbsp;&nbsp; </span></span>", "<span style='mso-list:Ignore'>o</span>"]
)
def test_the_bullets_of_a_list_of_word_are_no_words(mark: str, tmp_path: Path) -> None:
    entries = "".join(f"<p style='mso-list:l0 level1 lfo1'>{mark} {word}</p>" for word in ("Boats", "Rafts"))
    assert written(tmp_path, entries) == "- Boats\n- Rafts\n"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://a.test/the register.html", "https://a.test/the%20register.html"),
        ("https://a.test/over\n    the line", "https://a.test/overthe%20line"),
        ("https:// a.test/x", "https://a.test/x"),
    ],
)
def test_a_space_in_the_path_of_an_address_is_a_part_of_it(href: str, expected: str, tmp_path: Path) -> None:
    assert written(tmp_path, f'<p>See <a href="{href}">it</a>.</p>') == f"See [it]({expected}).\n"


@pytest.mark.parametrize(
    ("title", "name", "expected"),
    [
        ("What we keep of each guest, and for how long", "what-we-keep-of-each-guest-and-for-how-lo", "id"),
        ("What we keep of each guest, and for how long", "what-we-keep-of-each-guest-and-for-how-l", "words"),
        ("2. What we keep of each guest, and for years", "what-we-keep-of-each-guest-and-for-years", "id"),
        ("The guests", "what-we-keep-of-each-guest-and-for-how-l", "id"),
    ],
)
def test_an_id_that_word_cut_inside_a_word_is_made_anew(
    title: str, name: str, expected: str, tmp_path: Path
) -> None:
    text = f'<h2><a id="{name}"></a>{title}</h2><p>{PROSE}</p><p>See <a href="#{name}">it</a>.</p>'
    whole = name if expected == "id" else "what-we-keep-of-each-guest-and-for-how-long"
    assert written(tmp_path, text) == f"## {title} {{#{whole}}}\n\n{PROSE}\n\nSee [it](#{whole}).\n"


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (
            "<dt>Ticket<dt>Pass<dd>To board.<dt>Log<dd>A record.",
            "Ticket\nPass\n:   To board.\n\nLog\n:   A record.\n",
        ),
        (
            "<dt>Ticket<dd>To board.<dd>To leave.<dt>Log<dd>No.",
            "Ticket\n:   To board.\n:   To leave.\n\nLog\n:   No.\n",
        ),
        ("<dt>A<dt>B<dt>C<dd>One <b>of</b> three.", "A\nB\nC\n:   One **of** three.\n"),
    ],
)
def test_terms_that_nobody_closed_are_told_apart(terms: str, expected: str, tmp_path: Path) -> None:
    assert written(tmp_path, f"<h2>Words</h2><dl>{terms}</dl>").partition("\n\n")[2] == expected
