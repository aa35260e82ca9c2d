"""Mistakes that people make, each with what makes it on a fresh site."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

POLICY = "content/privacy/policy.yaml"
TEXT_EN, TEXT_FR = "content/privacy/en.md", "content/privacy/fr.md"
SITE = "content/site.yaml"


@dataclass(frozen=True)
class Mistake:
    """Something that a person does to a site by mistake."""

    name: str
    make: Callable[[], None]
    is_harmful: bool = True
    """Whether readers would see it as broken, or be told something wrong."""
    options: tuple[str, ...] = ()
    """Those with which it is published."""


WRITTEN = {
    "merge marks": "<<<<<<< HEAD\nWe keep it a year.\n=======\nWe keep it two years.\n>>>>>>> edit",
    "end of a merge": "We keep it a year.\n\n>>>>>>> edit",
    "merge marks in a list": "- one\n<<<<<<< ours\n- two\n=======\n- three\n>>>>>>> theirs",
    "company in angle brackets": "We are <Company Name> of Montréal.",
    "domain in angle brackets": "See <domain> for more, and your rights.",
    "an element that hides the rest": "Ask the <title> of the company about it.",
    "a template tag": "We use <template> data of nobody.",
    "words of SVG in brackets": "We use <text> of yours and never sell it.",
    "a date in brackets": "Since <effective date>, we answer.",
    "bold left open": "We **never sell it.",
    "bold with spaces": "We ** never ** sell it.",
    "italic left open": "We *never sell it to anybody.",
    "underscore left open": "We sell it. We _sell it to nobody.",
    "bold tag left open": "We <b>never sell it.",
    "one brace": "Write to { facts.contact.email }.",
    "one brace, touching": "Write to {facts.contact.email}.",
    "another program’s variable": "You use %{domain} here.",
    "a shell variable": "You use ${domain} here.",
    "an address that is hidden": "Write to privacy {AT} finch.test.",
    "a fact misspelt": "Write to {{ facts.contact.emial }}.",
    "a fact that is a group": "Write to {{ facts.contact }}.",
    "a table misspelt": '{{ table("recipient") }}',
    "braces not closed": "Write to {{ facts.contact.email }.",
    "an unknown filter": "{{ facts.contact.email | shout }}",
    "a loop not closed": "{% for x in facts.contact %}x",
    "space before the address": "See [our guide] (https://www.finch.test/guide).",
    "a reference to nowhere": "See [our guide][guide].",
    "a section that is not there": "See [cookies](#cookeis).",
    "an automatic reference to nowhere": "See [](#cookeis).",
    "an address without a scheme": "See [our site](www.finch.test).",
    "a domain for an address": "See [our site](finch.test/guide).",
    "an e-mail address as a page": "Write to [us](privacy@finch.test).",
    "a scheme misspelt": "See [our site](htps://www.finch.test/).",
    "two schemes": "See [our site](https://https://www.finch.test/).",
    "one slash": "See [our site](https:/www.finch.test/).",
    "mailto without an address": "Write to [us](mailto:privacy).",
    "an address of this machine": "See [the draft](http://localhost:8000/).",
    "a file of this machine": "See [the draft](file:///C:/policy.docx).",
    "a relative address": "See [the terms](../terms.html).",
    "a file beside the text": "See [the terms](terms.md).",
    "a script for an address": "[Click](javascript:alert(1))",
    "a link without an address": "See [our guide]().",
    "brackets the wrong way round": "See (our guide)[https://www.finch.test/guide].",
    "a policy’s address misspelt": "See [the policy](/en/privcy/).",
    "a footnote without a note": "We keep it a year.[^1]",
    "a footnote misspelt": "We keep it a year.[^one]\n\n[^ones]: From your order.",
    "a table without its line": "| What | How long |\n| Orders | a year |",
    "a row alone": "| Orders | a year |",
    "a cell too many": "| What | How long |\n|---|---|\n| Orders | a year | in Canada |",
    "a bar in an address": "| What |\n|---|\n| [List](https://finch.test/a|b) |",
    "typed bullets": "• orders\n• messages",
    "typed dots": "· orders\n· messages",
    "typed circles": "● orders\n\n● messages",
    "the letter o for a bullet": "o orders\no messages",
    "bullets of Word": "\uf0b7 orders\n\uf0b7 messages",
    "lettered items": "a) orders\nb) messages",
    "numbers with a bracket": "1) orders\n2) messages",
    "a bullet in a bullet": "- • orders\n- • messages",
    "a placeholder in capitals": "Write to [INSERT ADDRESS].",
    "a placeholder in words": "We are [Company Name].",
    "a placeholder in small letters": "We are [company name].",
    "a date to fill in": "Since [Effective Date], we answer.",
    "a bullet to fill in": "We keep it for [●] months.",
    "a blank": "Our officer: ______",
    "a blank in brackets": "Our officer: [___]",
    "TODO": "TODO: ask counsel.",
    "a note to counsel": "[NTD: ask counsel.]",
    "X for a number": "We keep it for XX days.",
    "many X": "Call XXX-XXXX, or XXXX.",
    "dots to fill in": "Our officer is ............ of Montréal.",
    "question marks": "We keep it for ??? years.",
    "lorem ipsum": "Lorem ipsum dolor sit amet.",
    "an instruction in brackets": "Our officer is (insert name here).",
    "a lost reference of Word": "See Error! Reference source not found.",
    "an empty field of Word": "Officer: Click or tap here to enter text.",
    "a choice of Word": "Country: Choose an item.",
    "an address that Cloudflare hid": "Write to [email protected].",
    "a field of a mail merge": "Dear %FIRST_NAME%, we answer.",
    "a format": "We keep it for %s days.",
    "a decision left": "[DECIDE: how long?]",
    "a picture": "![Our icon](icon.png)",
    "a picture from elsewhere": "![Our icon](https://www.finch.test/icon.png)",
    "a picture of HTML": '<img src="icon.png" alt="Our icon">',
    "a note of GitHub": "> [!NOTE]\n> Read this.",
    "an admonition": "!!! note\n    Read this.",
    "a fenced block": ":::note\nRead this.\n:::",
    "a tick box": "- [ ] I agree",
    "struck words": "We ~~never~~ sell it.",
    "an abbreviation": "Our DPO answers.\n\n*[DPO]: officer",
    "marked words": "We ==never== sell it.",
    "an entity twice": "We sell&amp;nbsp;nothing.",
    "a backtick left open": "We use `cookies for it.",
    "BBCode": "We [b]never[/b] sell it.",
    "Word’s list of contents": "Cookies\t3\n\n[TOC]",
    "a shortcode": "[contact_form id=3]",
    "damaged letters": "We keep your rÃ©sumÃ© a year.",
    "damaged quotation marks": "It isnâ€™t sold.",
    "lost letters": "It isn\ufffdt sold.",
    "typed angle quotation marks": "Read << our guide >> first.",
    "a heading in a paragraph": "Words.\n####### Deep",
    "an emphasis around a link": "**[our guide](https://www.finch.test/guide)*",
    "HTML that runs": "Words <script>alert(1)</script> here.",
    "a frame": '<iframe src="https://finch.test/"></iframe>',
    "a form": "<form><input name=x></form> Words <select><option>one</option></select>",
    "a comment left open": "Words <!-- and the rest.",
    "a fence left open": "Words.\n\n```\ncode",
    "merge marks in an item": "- one\n  <<<<<<< HEAD\n  two\n  =======\n  three\n  >>>>>>> main",
    "a merge mark in a quotation": "> >>>>>>> main",
    "a domain between angle brackets": "See <yourdomain.com> for more.",
    "a number between angle brackets": "We keep it for <2 weeks>.",
    "an apostrophe between angle brackets": "We are <the company's name>.",
    "one star, then two": "We *never** sell it.",
    "bold with non-breaking spaces": "We *\u00a0never\u00a0* sell it.",
    "underscores left open before a common word": "__We never sell it.",
    "a link without its first bracket": "See [our guide]https://www.finch.test/guide).",
    "a link of Jira": "See [our guide|https://www.finch.test/guide].",
    "a link of a wiki": "See [[our guide]].",
    "a link without words": "See [](https://www.finch.test/guide).",
    "one slash in a bare address": "See https:/www.finch.test/guide.",
    "an address with a name to fill in": "See [our guide](https://www.finch.test/{id}).",
    "an address of a private network": "See [our guide](http://192.168.1.3/guide).",
    "an empty note": "We keep it a year.[^b]\n\n[^b]:",
    "a row of a spreadsheet": "What\tHow long\nOrders\ta year",
    "a cell too many of one letter": "| A | B |\n|---|---|\n| c | d | e |",
    "a dash that touches the words": "-orders\n-messages",
    "letters with a full stop": "a. orders\nb. messages",
    "bullets in a line": "We keep: • orders • messages",
    "paragraphs that begin with a dash": "– orders\n\n– messages",
    "a date format in brackets": "Since [DD/MM/YYYY], we answer.",
    "words to choose from": "As [we/us] say, we answer.",
    "a number to choose": "We keep it for [30/60] days.",
    "a note for a lawyer in words": "[legal to confirm]",
    "a made-up mailbox": "Write to xxx@xxx.com.",
    "a field code of Word": "See page PAGEREF _Toc123456 \\h.",
    "the number of a page": "Page 3 of 9",
    "to be completed": "We keep it a year (to be completed).",
    "a picture of a wiki": "![[logo.png]]",
    "a space before a picture’s file": "![Our icon] (icon.png)",
    "wiki emphasis": "We ''never'' sell it.",
    "a backslash at the end of a paragraph": "Finch Ltd.\\",
    "a letter that became a question mark": "We keep your pr?ferences.",
    "a damaged ligature": "The Å“uvre is ours.",
    "a section in English alone": "## New {#new}\n\nWords.",
    "an id twice": "## Cookies again {#cookies}\n\nWords.",
}
"""Words put at the end of the English text; the French text gets a sentence of its own."""
IN_BOTH = {
    "a heading with nothing under it": "## Vide {#empty}",
    "a second title": "# Un autre titre\n\nMots.",
}
STYLE = {
    "a heading with nothing under it": "## Empty {#empty}",
    "a second title": "# Another title\n\nWords.",
    "a numeric date": "Since 06/03/2026, we answer.",
    "a typed date": "Last updated: June 1, 2026",
    "check back": "Please check this page regularly for changes.",
    "a reference by number": "See section 3.",
    "click here": "To refuse, click here.",
    "a doubled word": "We answer the the same day.",
    "see a section that is not there": "See the “Security of children” section.",
    "a sentence that ends in a comma": "We answer the same day,",
    "listed below, without a list": "The companies are listed below.",
    "a space before a comma": "We answer , always.",
    "words that run on": "We answer,always.",
}
CHANGED = [
    ("the French section deleted", TEXT_FR, r"## [^\n]*\{#cookies\}\n.*?(?=\n## )", ""),
    ("a French id misspelt", TEXT_FR, r"\{#cookies\}", "{#cookeis}"),
    ("an id lost in both", "*", r" \{#information\}", ""),
    ("a French heading too deep", TEXT_FR, r"## ([^\n]*\{#cookies\})", r"### \1"),
    (
        "French sections in another order",
        TEXT_FR,
        r"(## [^\n]*\{#cookies\}\n.*?)(## .*?)(?=\n## )",
        r"\2\n\n\1",
    ),
    ("English changed alone", TEXT_EN, r"(\{#cookies\}\n)", r"\1\nWe set forty more.\n"),
    ("French left in English", TEXT_FR, r"(\{#security\}\n).*?(?=\n## )", None),
    ("the title without words", TEXT_EN, r"^# Privacy policy", "# "),
    ("a picture for a title", TEXT_EN, r"^# Privacy policy", "# ![](logo.png)"),
    ("a heading in angle brackets", TEXT_EN, r"## Children", "## Children of <users>"),
    ("a heading with an open mark", TEXT_EN, r"## Children", "## **Children"),
    ("a key misspelt", POLICY, r"title:", "titel:"),
    ("a space lost in YAML", POLICY, r"slug: ", "slug:"),
    ("a brace lost in YAML", POLICY, r"title: \{en:", "title {en:"),
    ("a comma lost in YAML", POLICY, r"\{en: Privacy policy,", "{en: Privacy policy"),
    ("a tab in YAML", POLICY, r"\n  notice_days", "\n\tnotice_days"),
    ("a key twice", POLICY, r"facts:\n", "facts: {}\nfacts:\n"),
    ("curly quotation marks in YAML", POLICY, r"\{en: Privacy policy,", "{en: “Privacy policy”,"),
    (
        "a value cut at #",
        POLICY,
        r"email: privacy@finch.test",
        "email: privacy@finch.test\n    suite: Suite #12",
    ),
    ("an apostrophe in quotes", POLICY, r"fr: 30 jours", "fr: 'l'accès'"),
    ("French lost in a fact", POLICY, r"\{en: 30 days, fr: 30 jours\}", "{en: 30 days}"),
    ("a locale misspelt in a fact", POLICY, r"\{en: 30 days, fr:", "{en: 30 days, rf:"),
    ("a tag in a fact", POLICY, r"en: 30 days", "en: <number> days"),
    ("a brace in a fact", POLICY, r"en: 30 days", "en: '{ facts.days }'"),
    ("a placeholder in a fact", POLICY, r"en: 30 days", "en: '[number] days'"),
    ("an open mark in a fact", POLICY, r"en: 30 days", "en: '**30 days'"),
    ("a placeholder in a label", POLICY, r"purpose: \{en: Purpose", "purpose: {en: '[Column title]'"),
    ("a row id twice", POLICY, r"- id: support", "- id: orders"),
    ("a column without a label", POLICY, r"      basis: \{en: 'Legal basis[^\n]*\n", ""),
    ("a cell misspelt", POLICY, r"        basis: \{en: Contract", "        bassis: {en: Contract"),
    ("merge marks in YAML", POLICY, r"promises:", "<<<<<<< HEAD\npromises:"),
    ("days as a word", POLICY, r"notice_days: 30", "notice_days: thirty"),
    ("a negative number of days", POLICY, r"notice_days: 30", "notice_days: -30"),
    (
        "a promise misspelt",
        TEXT_EN,
        r"\{\{ promises.notice_days \}\}",
        "{{ promises.notice_dys }}",
    ),
    ("a slug with a space", POLICY, r"slug: \{en: privacy", "slug: {en: my privacy"),
    ("a made-up address", SITE, r"privacy@finch.test", "privacy@example.com"),
    ("a site without https", SITE, r"https://legal.finch.test/", "legal.finch.test"),
    ("a zone misspelt", SITE, r"Etc/UTC", "Amerika/Toronto"),
    ("a policy misspelt", SITE, r"policies: \[privacy\]", "policies: [privcy]"),
    ("a locale without texts", SITE, r"locales: \[en, fr\]", "locales: [en, fr, de]"),
    ("a tag in the company’s name", SITE, r"name: Finch Ltd.", "name: <Company>"),
    ("a brace in the address", SITE, r"address: [^\n]*", "address: '{address}'"),
    (
        "a note with a placeholder",
        POLICY,
        r"\Z",
        "\nnext:\n  notes: {en: 'See [INSERT LINK].', fr: Des mots.}\n",
    ),
    ("a brace at the end of a title", POLICY, r"\{en: Privacy policy,", "{en: 'Privacy policy { facts.x }',"),
    ("bullets in a note", POLICY, r"\Z", "\nnext:\n  notes: {en: '• one', fr: Des mots.}\n"),
    ("a row in a note", POLICY, r"\Z", "\nnext:\n  notes: {en: '| a | b |', fr: Des mots.}\n"),
    ("a note with merge marks", POLICY, r"\Z", "\nnext:\n  notes: {en: '<<<<<<< HEAD', fr: Des mots.}\n"),
]
"""Names, files, and what a regular expression finds in them with what takes its place."""


ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 14">{}</svg>'
PICTURES = [
    ("a picture that is not there", "![Our icon](icn.svg)", "![Notre icône](icn.svg)"),
    (
        "a picture from another site",
        "![Our icon](https://f.test/i.svg)",
        "![Notre icône](https://f.test/i.svg)",
    ),
    ("a picture from another folder", "![Our icon](../icon.svg)", "![Notre icône](../icon.svg)"),
    ("a picture without words", "![](icon.svg)", "![](icon.svg)"),
    ("a picture with the name of its file", "![icon.svg](icon.svg)", "![icon.svg](icon.svg)"),
    ("a picture in one language", "![Our icon](icon.svg)", "Notre icône."),
    ("the words of a picture not translated", "![Our small icon](icon.svg)", "![Our small icon](icon.svg)"),
    ("a picture in HTML", '<img src="icon.svg" alt="Our icon">', '<img src="icon.svg" alt="Notre icône">'),
    ("a picture in a heading", "### ![Our icon](icon.svg)", "### ![Notre icône](icon.svg)"),
]
"""Names, and what stands in the English and the French text, beside a file icon.svg that is right."""
BAD_FILES = {
    "a picture with a script": ICON.format("<script>alert(1)</script>").encode(),
    "a picture that fetches another": ICON.format('<image href="https://f.test/a.png"/>').encode(),
    "a picture of another kind": b"\x89PNG\r\n\x1a\n" + bytes(40),
    "a picture too large": ICON.format(" " * 300_000).encode(),
}


def _show_pictures(
    english: str, french: str, data: bytes = ICON.format("<rect width='9'/>").encode()
) -> None:
    Path("content/privacy/icon.svg").write_bytes(data)
    append(english, french)


def _plan_another_policy() -> None:
    """Draft a second policy for another day, to be published together with the first."""
    shutil.copytree(
        "content/privacy", "content/cookies", ignore=shutil.ignore_patterns("versions", "ledger*")
    )
    policy = Path("content/cookies/policy.yaml")
    text = re.sub(r"slug: .*", "slug: {en: cookies, fr: temoins}", policy.read_text(encoding="utf-8"))
    plan = "\nnext:\n  effective: 2026-10-01\n"
    policy.write_text(text + plan, encoding="utf-8")
    own = Path(POLICY)
    own.write_text(own.read_text(encoding="utf-8") + "\nnext:\n  effective: 2026-09-01\n", encoding="utf-8")
    _change(SITE, r"policies: \[privacy\]", "policies: [privacy, cookies]")


def mistakes() -> Iterator[Mistake]:
    """Return every mistake."""
    for name, words in WRITTEN.items():
        yield Mistake(name, partial(append, words, "Nous répondons à tous."))
    for name, words in STYLE.items():
        yield Mistake(
            name, partial(append, words, IN_BOTH.get(name, "Nous répondons à tous.")), is_harmful=False
        )
    for name, file, old, new in CHANGED:
        yield Mistake(name, partial(_change, file, old, new))
    yield Mistake(
        "a file in Latin-1", lambda: _bytes(TEXT_FR, lambda text: text.encode("latin-1", "replace"))
    )
    yield Mistake(
        "a Word file renamed", lambda: _bytes(TEXT_FR, lambda _: b"PK\x03\x04\x14\0\6\0word/document.xml")
    )
    yield Mistake("an empty text", lambda: _bytes(TEXT_FR, lambda _: b""))
    for words in (
        "See [INSERT LINK].",
        "We **never sell it.",
        "<<<<<<< HEAD",
        "See [us](finch.test).",
        "Of { facts.x }.",
    ):
        yield Mistake(f"a typed note: {words}", lambda: None, options=("--note-en", words))
    for name, english, french in PICTURES:
        yield Mistake(name, partial(_show_pictures, english, french))
    for name, data in BAD_FILES.items():
        yield Mistake(
            name, partial(_show_pictures, "![Our icon](icon.svg)", "![Notre icône](icon.svg)", data)
        )
    yield Mistake("another policy of another day", _plan_another_policy, options=("cookies",))
    yield Mistake("the French text deleted", lambda: Path(TEXT_FR).unlink())
    yield Mistake("the French text renamed", lambda: _rename("fr copy.md"))
    yield Mistake("the French text in capitals", lambda: _rename("FR.md"))
    yield Mistake("the French text with two endings", lambda: _rename("fr.md.txt"))
    yield Mistake("the archive edited", lambda: _bytes(_frozen("en.md"), lambda text: (text + "x").encode()))
    yield Mistake("the archive deleted", lambda: shutil.rmtree("content/privacy/versions"))


def append(english: str, french: str) -> None:
    for file, words in ((TEXT_EN, english), (TEXT_FR, french)):
        text = Path(file).read_text(encoding="utf-8").rstrip("\n")
        Path(file).write_text(f"{text}\n\n{words}\n", encoding="utf-8")


def _change(file: str, old: str, new: str | None) -> None:
    files = (TEXT_EN, TEXT_FR) if file == "*" else (file,)
    for name in files:
        text = Path(name).read_text(encoding="utf-8")
        if new is None:
            english = re.search(old, Path(TEXT_EN).read_text(encoding="utf-8"), re.DOTALL)
            assert english
            words = english[0]
            changed, count = re.subn(old, lambda _, words=words: words, text, count=1, flags=re.DOTALL)  # type: ignore[misc]
        else:
            changed, count = re.subn(old, new, text, count=1, flags=re.DOTALL | re.MULTILINE)
        assert count, (name, old)
        Path(name).write_text(changed, encoding="utf-8")


def _bytes(file: str, make: Callable[[str], bytes]) -> None:
    Path(file).write_bytes(make(Path(file).read_text(encoding="utf-8")))


def _rename(name: str) -> None:
    Path(TEXT_FR).rename(Path(TEXT_FR).with_name(name))


def _frozen(name: str) -> str:
    (file,) = Path("content/privacy/versions").glob(f"*/{name}")
    return str(file)
