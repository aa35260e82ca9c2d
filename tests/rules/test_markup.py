"""What readers would see as broken: each kind of mistake with its place and message, and texts that are right."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from affiche.rules import RULES, yaml_words
from affiche.source import SourceFile
from tests.rules.subjects import problems, subject

HEAD = "## Use {#use}\n\n"
FOUND: dict[str, list[tuple[str, str]]] = {
    "markup/merge-mark": [
        (
            "<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> branch-b",
            "3:1 “<<<<<<< HEAD” is a conflict marker of git",
        ),
        ("one\n\n>>>>>>> a1b2c3 (Edit)", "5:1 “>>>>>>> a1b2c3 (Edit)” is a conflict marker of git"),
        ("- one\n||||||| base\n- two", "4:1 “||||||| base” is a conflict marker of git"),
        ("- one\n  <<<<<<< HEAD\n  two", "4:3 “<<<<<<< HEAD” is a conflict marker of git"),
        ("> >>>>>>> main", "3:3 “>>>>>>> main” is a conflict marker of git"),
        ("One.\n>>>>>>>main", "4:1 “>>>>>>>main” is a conflict marker of git"),
        ("One.\n\n=======\n\nTwo.", "5:1 “=======” is a conflict marker of git"),
    ],
    "markup/tag": [
        ("We are <Company Name>.", "3:8 “<Company Name>” is not HTML, and readers see it as it is"),
        ("Ask the <title> of it.", "3:9 “<title>” is not HTML, and readers see it as it is"),
        ("It is <b>bold.", "3:7 “<b>” has no </b>, and readers see it as it is"),
        ("Since <Date d'effet>.", "3:7 “<Date d'effet>” is not HTML, and readers see it as it is"),
        ("For <a period> only.", "3:5 “<a period>” is not HTML, and readers see it as it is"),
        ("See <yourdomain.com>.", "3:5 “<yourdomain.com>” is not HTML, and readers see it as it is"),
        ("For <2 weeks>.", "3:5 “<2 weeks>” is not HTML, and readers see it as it is"),
        ("By <...>.", "3:4 “<...>” is not HTML, and readers see it as it is"),
        ("By < Company Name >.", "3:4 “< Company Name >” is not HTML, and readers see it as it is"),
        (
            "We are <Nom\nde l’entreprise>.",
            "3:8 “<Nom de l’entreprise>” is not HTML, and readers see it as it is",
        ),
        ("By <name", "3:4 “<name” is not HTML, and readers see it as it is"),
        ("<section>\n\nWords.", "3:1 “<section>” has no </section>, and readers do not see it"),
        ("A <svg><title>x</title></svg> icon.", "3:3 “<svg>” hides the words that follow it"),
        ("Since <$date>.", "3:7 “<$date>” is not HTML, and readers see it as it is"),
    ],
    "markup/emphasis": [
        ("We **never sell it.", "3:4 readers see the marks in “**never sell it.”"),
        ("We ** never ** sell it.", "3:4 readers see the marks in “** never **”"),
        ("We never sell it, we _never do.", "3:22 readers see the mark in “_never”"),
        ("We *share nothing with anybody.", "3:4 readers see the marks in “*share nothing with anybody.”"),
        ("We *never** sell it.", "3:4 “*never**” begins with * and ends with **"),
        ("We *\xa0never\xa0* sell it.", "3:4 readers see the marks in “* never *”"),
        ("__Nous ne la vendons pas.", "3:1 readers see the mark in “__Nous”"),
        ("We know. * Never * sell it.", "3:10 readers see the marks in “* Never *”"),
    ],
    "markup/brace": [
        ("Write to { facts.email }.", "3:10 readers see “{ facts.email }” as it is"),
        ("Write to privacy {AT} finch.", "3:18 readers see “{AT}” as it is"),
        ("Write to privacy {at} finch.test.", "3:18 readers see “{at}” as it is"),
        ("You use %{domain} here.", "3:9 readers see “%{domain}” as it is"),
    ],
    "markup/link": [
        ("[the guide] (https://f.test/)", "3:1 “[the guide] (https://f.test/)” is not read as a link"),
        ("See [the list][nope].", "3:5 “[the list][nope]” is not read as a link"),
        ("at www.Finch Ltd.com,", "3:4 the address “www.Finch Ltd.com” has a space in it, and leads nowhere"),
        ("[x](www.finch.test)", "3:1 the link “x” has an address without https://"),
        ("[x](me@finch.test)", "3:1 the link “x” leads to an e-mail address as if it were a page"),
        ("[x](../terms.md)", "3:1 the link “x” has an address relative to a page that moves: ../terms.md"),
        ("[x](htps://f.test)", "3:1 the link “x” has an address that browsers do not know: htps://f.test"),
        ("[x](https://finch)", "3:1 the link “x” has an address that cannot work: https://finch"),
        ("[x]()", "3:1 the link “x” has no address"),
        ("[the guide]https://f.test/a)", "3:1 “[the guide]https://f.test/a)” is not read as a link"),
        ("[the guide(https://f.test/a)", "3:1 “[the guide(https://f.test/a)” is not read as a link"),
        ("[le guide|https://f.test]", "3:1 “[le guide|https://f.test]” is not read as a link"),
        ("See https:/www.f.test/a.", "3:5 “https:/www.f.test/a.” is not read as a link"),
        ("Voir htps://www.f.test/a", "3:6 “htps://www.f.test/a” is not read as a link"),
        ("[](https://f.test/a)", "3:1 the link “https://f.test/a” has no words"),
        (
            "[x](http://192.168.1.3/a)",
            "3:1 the link “x” has an address that cannot work: http://192.168.1.3/a",
        ),
        ("[x](https://f.test/{id})", "3:1 the link “x” has an address that cannot work: https://f.test/{id}"),
        ("<a href=f.test>x</a>", "3:1 the link “f.test” has an address without https://"),
        ("[x][g]\n\n[g]: www.f.test", "5:1 the link “www.f.test” has an address without https://"),
        ("See [the guide]\n(https://f.test)", "3:5 “[the guide]” is not read as a link"),
        ("[x](//f.test)", "3:1 the link “x” has an address without https://"),
        ("[the guide]((https://f.test/a)", "3:1 “[the guide]((https://f.test/a)” is not read as a link"),
        ("See https:f.test now.", "3:5 “https:f.test” is not read as a link"),
    ],
    "markup/footnote": [
        ("A note.[^1]", "3:8 “[^1]” has no note"),
        ("A[^a] b[^b]\n\n[^a]: x", "3:8 “[^b]” has no note"),
        ("- x [^zz]", "3:5 “[^zz]” has no note"),
        ("A note.[ ^1]", "3:8 “[ ^1]” has no note"),
        ("A[^b].\n\n[^b]:", "5:1 the note of “[^b]” has no words"),
    ],
    "markup/table": [
        ("| a | b |\n| c | d |", "3:1 “| a | b |” is not read as a row of a table"),
        ("| a | b |", "3:1 “| a | b |” is not read as a row of a table"),
        ("a | b\n:--|--", ""),
        ("- x\n\n|---|---|", "5:1 “|---|---|” is not read as a row of a table"),
        (
            "| a | b |\n|---|---|\n| c | d | lost here |",
            "5:1 this row has 3 cells, and its table 2 columns: “lost here” is not shown",
        ),
        (
            "> a | b\n> --|--\n> c | d | e",
            "5:1 this row has 3 cells, and its table 2 columns: “e” is not shown",
        ),
        ("What\tLong\nOrders\ta year", "3:1 “What Long” is not read as a row of a table"),
        (
            "Name | Why\nOrders | delivery",
            "3:1 “Name | Why” is not read as a row of a table",
        ),
        (
            "| a | b |\n|---|---|\n| c | d |\nAfter it.",
            "6:1 “After it.” is read as a row of the table above it",
        ),
    ],
    "markup/list": [
        ("• tickets\n• logs", "3:1 “• tickets” begins with a typed bullet"),
        ("1) tickets\n2) logs", "3:1 the list item “1) tickets” runs into a paragraph"),
        ("a) tickets\nb) logs", "3:1 the list item “a) tickets” runs into a paragraph"),
        ("o tickets\no logs", "3:1 the list item “o tickets” runs into a paragraph"),
        ("- · tickets", "3:3 “· tickets” begins with a typed bullet"),
        ("-tickets\n-logs", "3:1 the list item “-tickets” runs into a paragraph"),
        ("- tickets\n-logs", "4:1 the list item “-logs” runs into a paragraph"),
        ("– billets\n\n– journaux", "3:1 the list item “– billets” runs into a paragraph"),
        ("1.billets\n2.journaux", "3:1 the list item “1.billets” runs into a paragraph"),
        ("a. tickets\nb. logs", "3:1 the list item “a. tickets” runs into a paragraph"),
        ("1° billets\n2° journaux", "3:1 the list item “1° billets” runs into a paragraph"),
        ("We keep: • tickets • logs", "3:10 “• tickets • logs” begins with a typed bullet"),
        ("‑ tickets\n‑ logs", "3:1 the list item “‑ tickets” runs into a paragraph"),
        ("A. tickets\nB. logs", "3:1 the list item “A. tickets” runs into a paragraph"),
        ("- tickets\n-- logs", "4:1 the list item “-- logs” runs into a paragraph"),
        ("1 . tickets\n2 . logs", "3:1 the list item “1 . tickets” runs into a paragraph"),
    ],
    "markup/syntax": [
        ("> [!NOTE]\n> Read it.", "3:3 readers see “[!NOTE]” as it is"),
        (":::note\nRead it.\n:::", "3:1 readers see “:::note” as it is"),
        ("It is ~~gone~~.", "3:7 readers see “~~gone~~” as it is"),
        ("a &amp;nbsp; b", ""),
        ("One.\n\n&#42;[MY]: My own", "5:1 readers see “*[MY]: My own” as it is"),
        ("One.\n\nIt is &#126;&#x7e;gone&#126;~.", "5:7 readers see “~~gone~~” as it is"),
        ("One.\n\nSee &#91;[the guide]].", "5:5 readers see “[[the guide]]” as it is"),
        ("*[MY]: My own", "3:1 readers see “*[MY]: My own” as it is"),
        ("- [ ] I agree", "3:3 readers see “[ ] I agree” as it is"),
        ("See [[the guide]].", "3:5 readers see “[[the guide]]” as it is"),
        ("A note^[inline].", "3:7 readers see “^[inline]” as it is"),
        ("It is ''important''.", "3:7 readers see “''important''” as it is"),
        ("The 1^er^ May.", "3:6 readers see “^er^” as it is"),
        ("[color=red]x[/color]", "3:1 readers see “[color=red]” as it is"),
        ("Finch Ltd.\\", "3:11 readers see “\\” as it is"),
        ("h2. Titre", "3:1 readers see “h2.” as it is"),
        ("The @@ of\n\n@@ -1,3 +1,3 @@", "5:1 readers see “@@ -1” as it is"),
        ("H~2~O", "3:2 readers see “~2~” as it is"),
        ("A &unknown; sign", "3:3 readers see “&unknown;” as it is"),
    ],
    "markup/encoding": [
        ("vie privÃ©e", "3:5 “privÃ©e” is a damaged character"),
        ("the company�s", "3:5 “company�s” is a damaged character"),
        ("it isnâ€™t", "3:4 “isnâ€™t” is a damaged character"),
        ("5Â % de", "3:1 “5Â” is a damaged character"),
        ("your pr?ferences.", "3:6 “pr?ferences” is a damaged character"),
        ("vos donn?es", "3:5 “donn?es” is a damaged character"),
        ("l’Å“uvre", "3:3 “Å“uvre” is a damaged character"),
        ("en fran‡ais", "3:4 “fran‡ais” is a damaged character"),
    ],
    "markup/lost-words": [
        ("[^c]: A note for nobody.", "3:7 “A note for nobody” is not on the page"),
        ("Words.[^a]\n\n[^a]: One note.\n\n[^a]: Another.", "5:7 “One note” is not on the page"),
        ("<svg><text>we sell</text></svg>", "3:12 “we sell” is not on the page"),
    ],
    "markup/picture": [
        ("![Logo](logo.png)", "3:1 the picture “logo.png” is not in the folder of the text"),
        (
            "[![Seal](saal.svg)](https://f.test/)",
            "3:2 the picture “saal.svg” is not in the folder of the text",
        ),
        ("![Seal](Seal.svg)", "3:1 the picture “Seal.svg” is not in the folder of the text"),
        ("![Seal][s]\n\n[s]: saal.svg", "3:1 the picture “saal.svg” is not in the folder of the text"),
        (
            "![Logo](../logo.png)",
            "3:1 the picture “../logo.png” is not beside the text, but in another folder",
        ),
        (
            "![Logo](img/logo.png)",
            "3:1 the picture “img/logo.png” is not beside the text, but in another folder",
        ),
        ("![Logo](/logo.png)", "3:1 the picture “/logo.png” is not beside the text, but in another folder"),
        (
            "![A](http://f.test/a.png)",
            "3:1 the picture “http://f.test/a.png” is not beside the text, but at another address",
        ),
        (
            "![A](//f.test/a.png)",
            "3:1 the picture “//f.test/a.png” is not beside the text, but at another address",
        ),
        (
            "![A](data:image/png;base64,AA)",
            "3:1 the picture “data:image/png;base64,AA” is not beside the text, but at another address",
        ),
        (
            '<img src="https://f.test/a.gif" alt="x">',
            "3:1 the picture “https://f.test/a.gif” is not beside the text, but at another address",
        ),
        (
            '<img src="seal.svg" alt="Seal">',
            "3:1 the picture “seal.svg” is written in HTML, which is not shown",
        ),
        (
            "![Logo](logo.gif)",
            "3:1 the picture “logo.gif” has no ending that says that it is PNG, JPEG, WebP or SVG",
        ),
        (
            "### Use ![Seal](seal.svg)",
            "3:9 the picture “seal.svg” in this heading is shown by its words only",
        ),
        ("![Logo] (logo.png)", "3:1 “![Logo] (logo.png)” is not read as a picture"),
        ("![[logo.png]]", "3:1 “![[logo.png]]” is not read as a picture"),
        ("!(Logo)[logo.png]", "3:1 “!(Logo)[logo.png]” is not read as a picture"),
        ("![Opt-out icon](seal.svg =30x14)", "3:1 the picture “seal.svg” is not shown"),
    ],
    "markup/alternative-text": [
        ("![](seal.svg)", "3:1 the picture “seal.svg” has no alternative text"),
        ("![ ](seal.svg)", "3:1 the picture “seal.svg” has no alternative text"),
        ("![seal.svg](seal.svg)", "3:1 the picture “seal.svg” says only “seal.svg”"),
        ("![Image](seal.svg)", "3:1 the picture “seal.svg” says only “Image”"),
    ],
    "leftovers/placeholder": [
        ("[Company Name] of [Effective Date]", "3:1 “[Company Name]” is still to be filled in"),
        ("Name: ______", "3:7 “______” is still to be filled in"),
        (
            "Error! Reference source not found.",
            "3:1 “Error! Reference source not found.” was left by a program",
        ),
        ("for [●] months", "3:5 “[●]” is still to be filled in"),
        ("at [email protected] now", "3:4 “[email protected]” was left by a program"),
        ("for XX days", "3:5 “XX days” is still to be filled in"),
        ("[Date d’entrée en vigueur]", "3:1 “[Date d’entrée en vigueur]” is still to be filled in"),
        ("since [JJ/MM/AAAA]", "3:7 “[JJ/MM/AAAA]” is still to be filled in"),
        ("for [30/60] days", "3:5 “[30/60] days” is still to be filled in"),
        ("as [we/us] say", "3:4 “[we/us]” is still to be filled in"),
        ("[juridique : à valider]", "3:1 “[juridique : à valider]” is still to be filled in"),
        ("to xxx@xxx.com", "3:4 “xxx@xxx.com” is still to be filled in"),
        ("%%COMPANY%% here", "3:1 “%%COMPANY%%” is still to be filled in"),
        ("kept (à compléter)", "3:6 “(à compléter)” is still to be filled in"),
        ("PAGEREF _Toc123456 \\h", "3:1 “PAGEREF” was left by a program"),
        ("Page 3 of 9", "3:1 “Page 3 of 9” was left by a program"),
        ("We are (Company Name).", "3:8 “(Company Name)” is still to be filled in"),
        ("By ##COMPANY## itself", "3:4 “##COMPANY##” is still to be filled in"),
        ("le … juin 2026", "3:4 “…” is still to be filled in"),
        ("for [#] days", "3:5 “[#]” is still to be filled in"),
        ("Until T.B.D. only", "3:7 “T.B.D.” is still to be filled in"),
        ("Untitled document", "3:1 “Untitled document” was left by a program"),
        ("from DD/MM/YYYY on", "3:6 “DD/MM/YYYY” is still to be filled in"),
        ("in June 20XX", "3:9 “20XX” is still to be filled in"),
        ("at 555-555-5555", "3:4 “555-555-5555” is still to be filled in"),
        ("a fee of $XX and XX %", "3:10 “$XX” is still to be filled in"),
        ("pendant [nombre] mois", "3:9 “[nombre]” is still to be filled in"),
    ],
}
RIGHT = """\
**Bold**, *italic*, M\\*\\*\\*, price**) and total (**), ***both*** and _under_ with snake_case, _ga, __utma and 3 * 4 * 5; price* and \\*stars\\*.

*Required.

A [link](https://finch.test/a_(b)?c=d#e "title"), [mail](mailto:a@b.test?subject=x), [call](tel:+1-514-555-0142),
<https://finch.test/>, <a@b.test>, [top](#top), [here](/en/terms/), [sic], [1] and [GDPR](https://gdpr.test).

- [a](https://b.test)
- b

1. one
2.\u00a0two

| a | b |
|---|---|
| `x|y` | c \\| d |

Home | About | Terms, 24/7, a < b, <18, Tom & Jerry, AT&T, `{ code }`, `<tag>`, `**x**`

> quoted - with dashes
> - not

<details open><summary>More</summary>words</details> <br> H<sub>2</sub>O, 1<sup>st</sup> <!-- <hidden> -->

Term
:   meaning[^1]

[^1]: A note.

He wrote: “The person […] is [the user of it] there.” See *Loi* [traduction libre], [Note 1], [2014] 2 SCR 212 and
[citations omitted]; the undefined term remains undefined. Settings --> Privacy, 10 – 20 days, -5 degrees.

| a | b |
|---|---|
| c | ✔ d |||

He said that it was so… Paragraph (a) or (b) applies; a) and b) too.

```
{ braces } and <tags> • here
```
"""
FOUND_IN_YAML = [
    (
        "title: “Privacy policy”",
        "1:8 readers see the quotation marks in “Privacy policy” [markup/yaml-value]",
    ),
    (
        "facts: {address: 1}\nplace: Suite #12, Montréal",
        "2:8 the value ends at “Suite”: “#12, Montréal” is read as a comment [markup/yaml-value]",
    ),
    ("name: « Finch »", "1:7 readers see the quotation marks in « Finch » [markup/yaml-value]"),
    ("name: 'Why { facts.x }'", "1:12 readers see “{ facts.x }” as it is [markup/brace]"),
    (
        "notes:\n  en: |-\n    • one\n    • two",
        "3:5 “• one” begins with a typed bullet [markup/list]",
    ),
    ("note: '| a | b |'", "1:8 “| a | b |” is not read as a row of a table [markup/table]"),
    ("name: We say <<<<<<< HEAD", "1:14 “<<<<<<< HEAD” is a conflict marker of git [markup/merge-mark]"),
    ("name: <Company Name>", "1:7 “<Company Name>” is not HTML, and readers see it as it is [markup/tag]"),
    ("period: '{ facts.days } days'", "1:10 readers see “{ facts.days }” as it is [markup/brace]"),
    ("name: We are **Finch", "1:14 readers see the marks in “**Finch” [markup/emphasis]"),
    ("page: '[x](finch.test)'", "1:8 the link “x” has an address without https:// [markup/link]"),
]
RIGHT_IN_YAML = """\
title: Privacy policy # of Finch
days: 30  # clear days
name: "Finch #1"
quote: He said “no”
answer: ✓ yes
size: 15"
slug: {en: privacy}
facts: {text: 'see [us](https://finch.test/)', half: "d'or"}
"""
PAGE = Path(__file__).resolve().parents[2] / "docs" / "mistakes.md"
INTRODUCTION = """# Mistakes and their messages

What `affiche check` says of mistakes that readers would see. Each is an error: it has its line and column, and keeps the
version from being published, whether it was written in a text, in a fact or label of policy.yaml or facts.yaml, in
site.yaml or in a change note. `affiche explain RULE` says what to do about each.

One round of `check` tells all of them, in every file; none hides another. `make measure-mistakes` makes more than 200 mistakes,
each on a fresh site: [bench/RESULTS.md](../bench/RESULTS.md#mistakes) says how many were found, refused and published.
"""
CASES = [(rule, *case) for rule, cases in FOUND.items() for case in cases if case[1]]
OF_PAGES = [rule for rule in RULES if rule.id.startswith("markup/") or rule.id == "leftovers/placeholder"]


@pytest.mark.parametrize(("rule", "words", "message"), CASES)
def test_a_mistake_is_found_at_its_place(rule: str, words: str, message: str) -> None:
    found = problems(rule, subject({"en": HEAD + words}))
    assert found
    assert f"{found[0].location.line}:{found[0].location.column} {found[0].message}" == message


@pytest.mark.parametrize(("rule", "words", "message"), CASES)
def test_a_mistake_in_a_heading_or_the_introduction_is_found_too(rule: str, words: str, message: str) -> None:
    assert message
    assert problems(rule, subject({"en": f"{words}\n\n{HEAD}Words."}))


def test_every_rule_of_pages_is_tried_three_times() -> None:
    assert {rule.id for rule in OF_PAGES} == FOUND.keys() | {"markup/yaml-value"}
    assert all(len(cases) > 2 for cases in FOUND.values())


def test_what_is_right_is_let_pass() -> None:
    one = subject({"en": HEAD + RIGHT})
    assert [(p.location.line, p.message) for rule in OF_PAGES for p in rule.problems(one)] == []


@pytest.mark.parametrize(("words", "message"), FOUND_IN_YAML)
def test_a_mistake_in_yaml_is_found(words: str, message: str) -> None:
    assert _in_yaml(words)[0] == message


def test_yaml_that_is_right_is_let_pass() -> None:
    assert _in_yaml(RIGHT_IN_YAML) == []


def _in_yaml(words: str) -> list[str]:
    file = SourceFile(path="content/site.yaml", text=words)
    one = replace(subject({"en": "words"}), yaml=tuple(yaml_words(file, {"en": "en-CA"})))
    return [
        f"{p.location.line}:{p.location.column} {p.message} [{p.rule}]"
        for rule in OF_PAGES
        for p in rule.problems(one)
        if "yaml" in p.location.path
    ]


def test_the_docs_list_each_mistake_with_its_message(*, rewrite: bool) -> None:
    page = "\n".join([INTRODUCTION, *_tables()])
    if rewrite:
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page


def _tables() -> list[str]:
    lines: list[str] = []
    for rule in OF_PAGES:
        cases = [(words, message.partition(" ")[2]) for words, message in FOUND.get(rule.id, ()) if message]
        cases += [
            (words, message.partition(" ")[2].removesuffix(f" [{rule.id}]"))
            for words, message in FOUND_IN_YAML
            if f"[{rule.id}]" in message
        ]
        lines += [f"## `{rule.id}`: {rule.summary}", "", "| written | message |", "|---|---|"]
        lines += [f"| {_code(words)} | {_escaped(message)} |" for words, message in cases]
        lines.append("")
    return lines


def _code(words: str) -> str:
    return "<br>".join(f"<code>{_escaped(line)}</code>" for line in words.split("\n") if line)


def _escaped(words: str) -> str:
    for character, written in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        ("|", "&#124;"),
        ("*", "&#42;"),
        ("_", "&#95;"),
        ("`", "&#96;"),
        ("[", "&#91;"),
        ("~", "&#126;"),
        ("{", "&#123;"),
    ):
        words = words.replace(character, written)
    return words
