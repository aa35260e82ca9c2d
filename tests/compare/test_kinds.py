"""What is found between two small editions."""

from __future__ import annotations

import pytest

from affiche.compare import Kind, compare
from affiche.model import Edition, Section
from tests.compare.apply import accept, reject


def edition(*sections: Section, introduction: str = "<p>Hello.</p>", title: str = "Privacy") -> Edition:
    return Edition(locale="en", title=title, introduction=introduction, sections=sections, markdown="")


def section(id_: str, html: str, *nested: Section, heading: str = "") -> Section:
    heading = heading or id_.replace("-", " ").capitalize()
    return Section(id=id_, number="", heading=heading, title=heading, html=html, sections=nested)


A = section("scope", "<p>This policy covers our sites and our shops.</p>")
B = section("data", "<p>We collect your name, your address and your orders.</p>")
C = section("rights", "<p>You can ask us at any time what we know about you.</p>")

COLLECTED = "<p>We collect your name and your address when you open an account with us.</p>"
SHARED = "<p>We share nothing with anybody unless a court of law orders us to do so.</p>"

CASES = [
    (
        "split",
        edition(section("data", f"{COLLECTED}\n{SHARED}"), C),
        edition(section("data", COLLECTED), section("sharing", SHARED), C),
        {"data": {"split"}, "sharing": {"split"}},
    ),
    (
        "merged",
        edition(section("data", COLLECTED), section("sharing", SHARED), C),
        edition(section("data", f"{COLLECTED}\n{SHARED}"), C),
        {"data": {"merged"}},
    ),
    (
        "moved and changed",
        edition(section("data", COLLECTED), section("sharing", SHARED), C),
        edition(
            section("rights", C.html.replace("ask", "write to")),
            section("data", COLLECTED),
            section("sharing", SHARED),
        ),
        {"rights": {"moved", "changed"}},
    ),
    (
        "moved with what is nested in it",
        edition(section("terms", COLLECTED, A), section("sharing", SHARED), C, B),
        edition(section("sharing", SHARED), C, B, section("terms", COLLECTED, A)),
        {"terms": {"moved"}},
    ),
    ("a lower level", edition(A, B), edition(section("scope", A.html, B)), {"data": {"cosmetic"}}),
    (
        "a paragraph moved",
        edition(section("data", f"{COLLECTED}\n{SHARED}"), C),
        edition(section("data", COLLECTED), section("rights", f"{SHARED}\n{C.html}")),
        {"data": {"changed"}, "rights": {"changed"}},
    ),
    ("nothing", edition(A, B), edition(A, B), {}),
    ("added", edition(A), edition(A, B), {"data": {"added"}}),
    ("removed", edition(A, B), edition(A), {"data": {"removed"}}),
    ("moved", edition(A, B, C), edition(C, A, B), {"rights": {"moved"}}),
    (
        "changed",
        edition(A),
        edition(section("scope", "<p>This policy covers our sites.</p>")),
        {"scope": {"changed"}},
    ),
    (
        "renamed",
        edition(A, B),
        edition(A, section("collection", B.html, heading="What we collect")),
        {"collection": {"renamed"}},
    ),
    (
        "cosmetic",
        edition(A),
        edition(section("scope", "<p>This policy <em>covers</em> our&nbsp;sites and our shops.</p>")),
        {"scope": {"cosmetic"}},
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "expected"), CASES, ids=[case[0] for case in CASES])
def test_kinds(name: str, old: Edition, new: Edition, expected: dict[str, set[str]]) -> None:
    comparison = compare(old, new)
    found = {
        place.id: set(change.kinds) for change in comparison.changes if (place := change.new or change.old)
    }
    assert found == expected, name
    assert accept(comparison.redline.html) == new.html
    assert reject(comparison.redline.html) == old.html


NAMED = "<p>We pass it on as in: What we share with others, and nowhere else.</p>"

HEADINGS_FROM_TEXT = [
    (
        "a line that the text also names",
        edition(section("data", f"{COLLECTED}\n{NAMED}\n<p>What we share with others</p>"), C),
        edition(section("data", f"{COLLECTED}\n{NAMED}"), section("what-we-share-with-others", ""), C),
    ),
    (
        "a heading that was no heading by mistake",
        edition(section("data", f"{COLLECTED}\n<p>### Sharing {SHARED[3:]}"), C),
        edition(section("data", COLLECTED, section("sharing", SHARED)), C),
    ),
]


@pytest.mark.parametrize(
    ("name", "old", "new"), HEADINGS_FROM_TEXT, ids=[case[0] for case in HEADINGS_FROM_TEXT]
)
def test_text_that_becomes_a_heading_changes_no_word(name: str, old: Edition, new: Edition) -> None:
    comparison = compare(old, new)
    assert (comparison.words_added, comparison.words_removed) == (0, 0), name
    assert reject(comparison.redline.html) == old.html


def partner(name: str, purpose: str, site: str) -> Section:
    return section(name, f"<p>Purpose: {purpose}</p>\n<p>Place: Spain</p>\n<p>Their site: {site}.example</p>")


def test_entries_of_a_list_are_not_one_for_the_labels_that_all_of_them_have() -> None:
    stay = partner("alpha", "letters", "alpha"), partner("omega", "parcels", "omega")
    old = edition(stay[0], partner("brook", "answers by telephone", "brook"), stay[1])
    new = edition(stay[0], partner("meadow", "copies kept safe", "meadow"), stay[1])
    kinds = [change.kinds for change in compare(old, new).changes]
    assert set(kinds) == {frozenset({Kind.ADDED}), frozenset({Kind.REMOVED})}


def test_the_counts_of_kinds_add_up() -> None:
    old, new = next((old, new) for name, old, new, _ in CASES if name == "split")
    comparison = compare(old, new)
    assert sum(comparison.counts().values()) == comparison.sections_changed == 2


def test_sections_with_the_same_words_in_place_are_known() -> None:
    """The redline page folds them; a section that moved, or holds one that changed, stays open."""
    inner = section("detail", COLLECTED)
    old = edition(section("terms", "<p>See <em>below</em>.</p>", inner), A, B, C)
    new = edition(
        C,
        section("terms", "<p>See below.</p>", section("detail", COLLECTED.replace("open", "close"))),
        section("scope", A.html.replace("our sites", "<em>our</em> sites")),
        B,
    )
    sections = {part.id: part for part in compare(old, new).redline.walk() if not part.away}
    same = {name: part.same_words for name, part in sections.items()}
    assert same == {"rights": False, "terms": False, "detail": False, "scope": True, "data": True}


TEXT = "<p>We keep what you order for as long as the law of our country asks us to.</p>"

HEADINGS = [
    ("4. How long we keep it", "5. How long we keep it", {"renumbered"}),
    ("4. How long we keep it", "4. How Long We Keep It", {"cosmetic"}),
    ("How long we keep it", "How long, we keep it", {"cosmetic"}),
    ("Last updated: May 25, 2018", "Last updated: June 1, 2019", {"changed"}),
    ("How long we keep it", "Storage periods", {"renamed"}),
]


@pytest.mark.parametrize(("before", "after", "kinds"), HEADINGS)
def test_a_heading_is_told_by_what_differs_in_it(before: str, after: str, kinds: set[str]) -> None:
    comparison = compare(
        edition(section("keep", TEXT, heading=before)), edition(section("keep", TEXT, heading=after))
    )
    assert [set(change.kinds) for change in comparison.changes] == [kinds]
    assert comparison.wording_changed is bool(kinds & {"renamed", "changed"})


CORRECTIONS = [
    ("<p>Names, ages and mail.</p>", "<p>Names ages and mail.</p>", {"punctuation"}),
    ("<p>Your Personal Data.</p>", "<p>Your personal data.</p>", {"capitals"}),
    ("<p>We keep it</p>", "<p>We keep it.</p>", {"punctuation"}),
]


@pytest.mark.parametrize(("before", "after", "aspects"), CORRECTIONS)
def test_punctuation_and_capitals_alone_count_no_word(before: str, after: str, aspects: set[str]) -> None:
    comparison = compare(edition(introduction=before), edition(introduction=after))
    assert [set(change.aspects) for change in comparison.changes] == [aspects]
    assert not comparison.wording_changed
    assert (comparison.words_added, comparison.words_removed) == (0, 0)


NAMES = "<p>Names, ages and Mail.</p>"
ONLY_CORRECTED = [
    (NAMES, "<p>Names, ages and mail.</p>", {"capitals"}),
    (NAMES, "<p>Names ages and Mail.</p>", {"punctuation"}),
    (NAMES, "<p>Names ages and mail.</p>", {"capitals", "punctuation"}),
    (NAMES, "<p>Names,  ages and mail.</p>", {"capitals"}),
    (NAMES, "<p>Names, <b>ages</b> and mail.</p>", set()),
    ('<p><a href="#a">Names</a>, ages.</p>', '<p><a href="#b">Names</a>, Ages.</p>', set()),
    (NAMES, "<p>Names, ages and parcels.</p>", set()),
    (NAMES, NAMES, set()),
]


@pytest.mark.parametrize(("before", "after", "aspects"), ONLY_CORRECTED)
def test_only_capitals_or_punctuation_differ_where_nothing_else_does(
    before: str, after: str, aspects: set[str]
) -> None:
    comparison = compare(edition(introduction=before), edition(introduction=after))
    assert comparison.only_corrected == aspects


def test_a_section_that_moved_is_more_than_a_capital() -> None:
    one, two = section("keep", TEXT), section("share", "<p>With Nobody at all, not even our lawyers.</p>")
    moved = section("share", two.html.replace("Nobody", "nobody"))
    comparison = compare(edition(one, two), edition(moved, one))
    assert comparison.only_corrected == set()
    assert not comparison.wording_changed


def test_words_that_touch_a_tag_are_one_word() -> None:
    comparison = compare(
        edition(introduction="<p>Write to info<b>@example.org</b> today.</p>"),
        edition(introduction="<p>Write to help<b>@example.org</b> today.</p>"),
    )
    (words,) = comparison.changes[0].words
    assert (words.old, words.new) == ("info@example.org", "help@example.org")


def test_a_link_that_leads_elsewhere_is_told_with_both_addresses() -> None:
    comparison = compare(
        edition(introduction='<p>See <a href="https://old.example/">here</a>.</p>'),
        edition(introduction='<p>See <a href="https://new.example/">here</a>.</p>'),
    )
    (link,) = comparison.changes[0].links
    assert (link.text, link.old, link.new) == ("here", "https://old.example/", "https://new.example/")


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ('<a href="#a">contact our team</a>', '<a href="#b">report it here</a>', "report it here"),
        ('<a href="#a">21. About</a>', '<a href="#b">20. About</a>', "20. About"),
        ('<a href="#a">our help</a>', '<a href="#b">our help</a>', "our help"),
    ],
)
def test_a_link_is_named_by_the_words_it_has_now(before: str, after: str, text: str) -> None:
    comparison = compare(
        edition(introduction=f"<p>You can {before} today.</p>"),
        edition(introduction=f"<p>You can {after} today.</p>"),
    )
    assert [link.text for change in comparison.changes for link in change.links] == [text]


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ('<a href="#a">our help</a>', "our help", "our help"),
        ('See <a href="#a"><em>our</em> help</a>', "Read our help", "our help"),
        ('<strong><a href="#a">our old help</a></strong>', "our help", "our old help"),
    ],
)
def test_a_link_that_went_is_named_by_the_words_it_had(old: str, new: str, text: str) -> None:
    comparison = compare(
        edition(introduction=f"<p>You can find {old} whenever you are in need of it.</p>"),
        edition(introduction=f"<p>You can find {new} whenever you are in need of it.</p>"),
    )
    links = [(link.text, link.old, link.new) for change in comparison.changes for link in change.links]
    assert links == [(text, "#a", "")]


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("3-how-to-reach-us", []),
        ("2-cookies", [("#2-how-to-reach-us", "#2-cookies")]),
        ("gone", [("#2-how-to-reach-us", "#gone")]),
    ],
)
def test_a_link_to_a_section_that_was_renumbered_leads_where_it_led(
    target: str, told: list[tuple[str, str]]
) -> None:
    def linked(to: str) -> Section:
        return section("1-why", f'<p>See <a href="#{to}">the door</a>.</p>')

    old = edition(linked("2-how-to-reach-us"), section("2-how-to-reach-us", C.html))
    new = edition(linked(target), section("2-cookies", "<p>None.</p>"), section("3-how-to-reach-us", C.html))
    links = [(link.old, link.new) for change in compare(old, new).changes for link in change.links]
    assert links == told
