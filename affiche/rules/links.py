"""Links: each can be followed, from every page of the policy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from affiche.html import ids_in
from affiche.patterns import lazy
from affiche.pictures import is_picture
from affiche.problems import nearest
from affiche.rules.markup import shortened
from affiche.rules.prose import OPAQUE, Kind, holding
from affiche.rules.rule import ADVICE, ERROR, rule
from affiche.rules.texts import Match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.rules.prose import Passage
    from affiche.rules.texts import PolicyTexts, Text

_WRITTEN_LINK = lazy(
    r"\]\(#(?P<id>[^)\s]+)\)|<a\s[^<>]*?\bhref=[\"']#(?P<raw>[^\"'<>]+)[\"']"
    r"|(?m:^ {0,3}\[[^\]\n^]+\]:[ \t]*<?#(?P<defined>[^\s<>]+))"
)


@rule(
    "structure/dead-reference",
    ERROR,
    "a link to a section or place of the text that does not exist",
    why="A reader who follows it stays where they are.",
    fix="write `[](#id)` with the id after the section’s heading: Affiche puts in its number and title",
    example=(
        "See [cookies](#cookie).\n\n## Cookies {#cookies}\n\nWe set none.",
        "See [](#cookies).\n\n## Cookies {#cookies}\n\nWe set none.",
    ),
    scope="text",
)
def dead_references(text: Text) -> Iterator[Match]:
    """Find links to a place of the text that is not there."""
    known = {section.id for section in text.sections}
    known |= {"top", *ids_in(text.edition.html)}
    ((_, written),) = text.written
    for match in _WRITTEN_LINK.finditer(written):
        wanted = match["id"] or match["raw"] or match["defined"]
        if wanted not in known and not written.endswith("[", 0, match.start()):
            yield Match(
                location=text.file.at_offset(match.start(), match.end()),
                message=f"this link leads to “#{wanted}”, and no section has that id",
                expected="the id of a section, as written after its heading",
            )


@rule(
    "structure/dead-policy-link",
    ERROR,
    "a link to a page of this site that does not exist",
    why="The address of a policy has its words in each language; a typed one goes wrong unseen.",
    fix="let Affiche write the link, with the policy’s title",
    example=("[our policy](/en/privcy/)", '{{ policy("privacy") }}'),
    scope="policy",
)
def dead_policy_links(policy: PolicyTexts) -> Iterator[Match]:
    """Find links to the site's own pages that are not there."""
    base = urlsplit(policy.site.base_url)
    slugs = {slug for other in policy.site.policies for slug in other.slugs.values()}
    known = {f"{locale}/{slug}" for other in policy.site.policies for locale, slug in other.slugs.items()}
    for text in policy.texts.values():
        for match in re.finditer(r"\]\((?P<address>[^)\s]+)", text.file.text):
            path = _own_path(match["address"], base.netloc, base.path)
            locale, slug = [*[step for step in (path or "").split("/") if step], "", ""][:2]
            # the host may have other pages than Affiche's, so only what nearly names a policy is a slip
            if locale in policy.site.locales and f"{locale}/{slug}" not in known and nearest(slug, slugs):
                yield Match(
                    location=text.file.at_offset(match.start("address"), match.end("address")),
                    message=f"this link leads to /{locale}/{slug}/, where there is no policy",
                    expected=" or ".join(
                        f'{{{{ policy("{other.name}") }}}}' for other in policy.site.policies
                    ),
                )


def _own_path(address: str, host: str, root: str) -> str | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.netloc not in {"", host} or parts.scheme not in {"", "http", "https"}:
        return None
    return parts.path.removeprefix(root) if parts.path.startswith(root) else None


@rule(
    "markup/link",
    ERROR,
    "a link that is not read as one, or that leads nowhere",
    why="Readers see brackets, or follow a link to a page that does not exist.",
    fix="write `[words](https://address)`, with no space between ] and (",
    example=("[our guide] (https://finch.test/guide)", "[our guide](https://finch.test/guide)"),
    scope="text",
    yaml=True,
)
def broken_links(text: Text) -> Iterator[Match]:
    """Find links left as brackets, and links whose address cannot work."""
    for _, match, place in text.search(_LEFT_LINK, ("[", "]", "htt", "htp", "ttp")):
        start = place.column - 1 - place.cut
        written = place.text[start : start + place.span] if OPAQUE in match[0] else match[0]
        yield Match(location=place, message=f"“{shortened(written)}” is not read as a link")
    for match, place in text.scan(_PARTED_ADDRESS, ("www.",)):
        yield Match(
            location=place,
            message=f"the address “{match[0]}” has a space in it, and leads nowhere",
            fix="write it without the space",
        )
    for offset, words in text.written:
        for match in _LINK.finditer(words):
            address = next((match[key] for key in _ADDRESSES if match[key] is not None), "").strip()
            start = offset + match.start()
            is_fact = "{{" in text.file.text[start : offset + match.end()]
            wrong = None if is_fact else _wrong_link(match, address)
            named = (match["words"] or "").strip() or _TITLE.sub("", address)
            if wrong:
                yield Match(
                    location=text.file.at_offset(start, offset + match.end()),
                    message=f"the link “{shortened(named)}” {wrong[0]}",
                    expected=wrong[1],
                    fix="write the whole address",
                )


_PARTED_ADDRESS = lazy(
    r"\bwww\.[\w-]+[ ][\w-]+\.(?:com|org|net|ca|fr|eu|uk|de|io|test)\b(?!\.\w)", re.IGNORECASE
)
"""The name of a company was put into an address, space and all."""
_LEFT_LINK = lazy(
    rf"\[[^\[\]]{{1,120}}\][ \u00a0\n]?\(\(?(?:{OPAQUE}|https?:|www\.|mailto:|/|#|[\w.+-]+@)[^)\n]{{0,120}}\)?"
    rf"|\[[^\[\]\n]{{1,120}}\][ \u00a0]?\[[^\[\]\n]{{0,60}}\](?!\w)|^\[[^\[\]\n^]{{1,80}}\]:[ ]\S{{1,80}}"
    rf"|\[[^\[\]\n(]{{1,80}}(?:\]{OPAQUE}\)|\({OPAQUE}\)(?![^\[\]\n]*\])|\|{OPAQUE}\])"
    rf"|\([^()\n]{{1,80}}\)\[(?:{OPAQUE}|https?:|www\.)[^\]\n]{{0,80}}\]|\]\((?:{OPAQUE}|https?:|www\.|mailto:|[#/])[^)\n]{{0,80}}\)?"
    rf"|(?<!\w)(?:https?(?:://(?=[ ]{OPAQUE})|:///|:/(?!/)|//|;//|:\\|:(?=[\w-]+\.\w{{2}}))|(?:htps?|htpps?|htttps?|ttps?|httsp|htp)://)\S*",
    re.MULTILINE,
)
_LINK = lazy(
    r"(?<![!\\])\[(?P<words>[^\[\]\n^][^\[\]\n]{0,200})?\]\((?P<address>[^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)"
    r"|<a\b[^>]*\bhref=(?:[\"'](?P<raw>[^\"']*)[\"']|(?P<unquoted>[^\s\"'>]+))|<a(?P<none>)[ ]*>"
    r"|(?m:^ {0,3}\[(?P<label>[^\]\n^]+)\]:[ \t]*(?P<defined>\S+))"
)
_ADDRESSES = ("address", "raw", "unquoted", "none", "defined")
_DOMAIN = lazy(
    r"(?:www\.)?(?:[\w-]+\.)+(?:com|org|net|ca|fr|eu|uk|de|io|info|gov|edu|be|ch|test|example)\b",
    re.IGNORECASE,
)


def _wrong_link(match: re.Match[str], address: str) -> tuple[str, str] | None:
    """Say what is wrong with a link, and what was expected."""
    if match["address"] is not None and not (match["words"] or "").strip():
        fills_itself = match["words"] is None and re.fullmatch(r"#\S+", address)
        return None if fills_itself else ("has no words", "words between the square brackets, or [](#id)")
    if match["label"] is not None and is_picture(address.strip("<>")):
        return None
    bare = address.replace(" ", "%20") if address.startswith("<") else address
    return _wrong_address(bare.strip("<>").strip())


def _wrong_address(address: str) -> tuple[str, str] | None:
    """Say what is wrong with the address of a link, and what was expected."""
    address = _TITLE.sub("", address)
    if _GOOD_ADDRESS.match(address) and not _OF_NOBODY.match(address):
        return None
    scheme, colon, _ = address.partition(":")
    if re.fullmatch(r"[\w.+-]+@[\w.-]+\.\w+", address):
        return "leads to an e-mail address as if it were a page", f"mailto:{address}"
    if _DOMAIN.match(address.removeprefix("//")):
        return "has an address without https://", f"https://{address.removeprefix('//')}"
    if not address.strip("/#"):
        wrong = "has no address"
    elif colon:
        wrong = f"has an address that {_CANNOT_WORK.get(scheme.lower(), 'browsers do not know')}: {shortened(address)}"
    else:
        wrong = f"has an address relative to a page that moves: {shortened(address)}"
    return wrong, "an address that begins with https://, mailto: or tel:"


_TITLE = lazy(r"\s+[\"'(].*$")
_OF_NOBODY = lazy(
    r"https?://(?:127\.|10\.\d|192\.168\.|0\.0\.0\.0)|[a-z]+:[^\s]*[{}]|https?:[^?#]*[\[\]]", re.IGNORECASE
)
"""Addresses inside a network of one's own, and those with a name still to be put in."""
_CANNOT_WORK = {"http": "cannot work", "https": "cannot work", "mailto": "is no e-mail address"}
_GOOD_ADDRESS = lazy(  # hosts with regard to capitals: else each of 65,000 letters is tried when it is compiled
    r"#[^\s#]+$|/(?!/)[^\s]+$|tel:\+?[\d().-]+|mailto:[^@\s:/]+@[^@\s/]+\.\w+(?:[?,][^\s]*)?$|/$"
    r"|https?://(?:[^/@\s]*@)?(?!https?:)(?-i:[\w\u00a1-\uffff-]+(?:\.[\w\u00a1-\uffff-]+)+)\.?(?::\d+)?(?:[/?#][^\s]*)?$",
    re.IGNORECASE,
)


@rule(
    "leftovers/lost-link",
    ADVICE,
    "“click here” that is not a link",
    why="The link was lost in copying, and readers cannot do what the sentence asks.",
    fix="write the link, with words that say where it leads: `[refuse cookies](https://…)`",
    example=("To refuse, click here.", "You can [refuse](https://finch.test/refuse)."),
    scope="text",
    yaml=True,
)
def lost_links(text: Text) -> Iterator[Match]:
    """Find words that only make sense as a link."""
    for match, place in text.scan(_CLICK_HERE, (" here", " ici", "links:", "liens")):
        yield Match(location=place, message=f"“{match[0]}” is not a link")


_UNLINKED = r"(?!\]|</a>|[^\n]{0,160}(?:\]\(|</a>|https?:|www\.))"
_CLICK_HERE = lazy(
    rf"\b(?:(?:click(?:ing)?|tap) here|(?:cliquez|cliquer|cliquant) ici)\b{_UNLINKED}"
    rf"|\b(?:available|preferences|policy|notice|form|found|settings|read more|learn more|more information|unsubscribe|opt[- ]out) here\b(?=[.,;)]|\Z){_UNLINKED}"
    rf"|\b(?:disponibles?|formulaire|préférences|paramètres|politique|en savoir plus) ici\b(?=[.,;)]|\Z){_UNLINKED}"
    rf"|\b(?:these|the following) links:{_UNLINKED}(?=[ ])|\b(?:ces|les) liens(?: suivants)?[ \u00a0\u202f]?:{_UNLINKED}(?=[ ])",
    re.IGNORECASE | re.MULTILINE,
)


@rule(
    "structure/named-section",
    ADVICE,
    "a reference by name to a section that the text does not have",
    why="The section was renamed, left out, or never written; readers look for it in vain.",
    fix="write `[](#id)` with the id of the section that is meant",
    example=(
        "## Your rights {#rights}\n\nSee the section “How to complain”.",
        "## Your rights {#rights}\n\nSee [](#rights).",
    ),
    scope="text",
)
def named_sections(text: Text) -> Iterator[Match]:
    """Find names of sections that no heading nearly has; a paragraph that begins with the name is as good."""
    named = list(_named(text))
    if not named:  # as most texts do, so that nothing else of them is read
        return
    others = [passage.text for passage in text.passages if passage.kind is not Kind.HEADING]
    beginnings = "".join(f"\n{_bare(words[:LONGEST_NAME])}" for words in others)
    headings = [_bare(passage.text) for passage in text.passages if passage.kind is Kind.HEADING]
    titles = "\n".join(headings)
    for passage, match, name in named if headings else ():
        bare = _bare(name)
        if bare not in titles and not nearest(bare, headings) and f"\n{bare}" not in beginnings:
            message = f"“{shortened(name)}” is named as a section, and no heading says so"
            yield text.match(passage, *match.span(), message)


@rule(
    "structure/unlinked-section",
    ADVICE,
    "a section named in words, without a link to it",
    why="Readers must look for it, and the words go wrong unseen when its heading changes.",
    fix="write the link as expected: Affiche puts in the number and title, in each language",
    example=(
        "## Your rights {#rights}\n\nSee the section “Your rights”.",
        "## Your rights {#rights}\n\nSee [](#rights).",
    ),
    scope="text",
)
def unlinked_sections(text: Text) -> Iterator[Match]:
    """Find names of sections that stand in quotation marks, or before the word “section”, and lead nowhere."""
    ids = {_bare(section.title): section.id for section in text.sections}
    for passage, match, name in _named(text):
        if section := ids.get(_bare(name)):
            message = f"“{shortened(name)}” names a section, and is no link to it"
            yield text.match(passage, *match.span(), message, expected=f"[](#{section})")


def _named(text: Text) -> Iterator[tuple[Passage, re.Match[str], str]]:
    """Give what names a section and is no link, with the name."""
    for passage in holding(text.passages, (*'“"‘«', "section")):
        for match in _NAMED_SECTION.finditer(passage.text):
            name = next(group for group in match.groups() if group)
            if _bare(name) and "](" not in text.file.text[slice(*passage.span(*match.span()))]:
                yield passage, match, name


LONGEST_NAME = 100


def _bare(words: str) -> str:
    return re.sub(r"[\W\d_]+", " ", words).strip().casefold()


_NAMED_SECTION = lazy(
    r"\b(?:[Ss]ee|[Rr]efer to|under|[Ii]n|[Rr]ead) (?:the |our )?[Ss]ection,? (?:(?:set out )?(?:below|above),?:? )?(?:(?:en)?titled |called |headed |named )?[“\"‘]([^”\"’\n]{3,80})[”\"’]"
    r"(?! (?:of|in|on) (?:our|the|your|their))"
    r"|\b(?:[Ss]ee|[Rr]efer to|[Rr]ead) (?:the |our )?[“\"‘]([^”\"’\n]{3,80})[”\"’],? (?:section|paragraph)\b(?! (?:of|in|on) (?:our|the|your|their))"
    r"|\b[Ss]ee (?:the |our )([A-Z][\w’' -]{2,60}?) sections?\b(?! \d)(?! (?:of|in|on) (?:our|the|your|their))"
    r"|\b(?:[Vv]oir|[Cc]onsulte[rz]|[Cc]f\.?) (?:la |notre )?(?:section|rubrique|partie) (?:intitulée )?«[ \u00a0\u202f]?([^»\n]{3,80}?)[ \u00a0\u202f]?»"
    r"(?! (?:de|du|dans|sur|des|en bas) )"
    r"|\((?:see|voir|cf\.?) (?:the |la |le |l’)?[“\"«][ \u00a0]?([^()“”\"«»\n]{3,60}?)[ \u00a0]?[”\"»] (?:below|above|ci-dessous|ci-dessus|ci-après)\)"
)


@rule(
    "leftovers/unlinked-text",
    ADVICE,
    "another text that readers are sent to, without a link to it",
    why="The link was lost in copying, and readers must look for the text themselves.",
    fix='write the link: `{{ policy("cookies") }}` for a policy of this site, or `[words](https://…)`',
    example=("Read our Cookie Notice.", "Read our [Cookie Notice](https://finch.test/cookies)."),
    scope="text",
)
def unlinked_texts(text: Text) -> Iterator[Match]:
    """Find names of other texts, each once, unless a link, a heading or the title has the name."""
    linked = " ".join(
        words for match in _LINK_WORDS.finditer(text.file.text) for words in match.groups() if words
    )
    known = " ".join(map(_bare, (linked, text.edition.title, *(section.title for section in text.sections))))
    for passage in holding(text.passages, ("our ", "notre ")):
        for match in _OTHER_TEXT.finditer(passage.text):
            name = match["name"] or match["nom"]
            if _bare(name) not in known and not _ADDRESS_FOLLOWS.match(passage.text, match.end()):
                known = f"{known} {_bare(name)}"
                group = "name" if match["name"] else "nom"
                yield text.match(passage, *match.span(group), f"“{name}” is not a link")


_LINK_WORDS = lazy(
    r"\b(?:[Tt]his|la présente|cette) (\w+(?: \w+){0,4})|\[([^\[\]\n]+)\][(\[]|<a\b[^>]*>(.*?)</a>|policy\(([^)]*)\)"
)
"""Of links, and of what the text calls itself."""
_ADDRESS_FOLLOWS = lazy(rf"[^.;\n]{{0,60}}(?:{OPAQUE}|https?:|www\.)")
_OTHER_TEXT = lazy(
    r"\b(?:[Ss]ee|[Rr]ead|[Rr]eview|[Vv]isit|[Cc]onsult|[Rr]efer to|found in|described in|set out in|available in) our "
    r"(?P<name>(?:[A-Z][\w’'-]+ ){1,4}(?:Notice|Policy|Statement|Guidelines|Terms|FAQs?|Page))\b"
    r"|\b(?:[Vv]oir|[Cc]f\.|[Cc]onsulte[rz]|[Ll]i(?:re|sez)|se (?:reporter|référer) à) notre "
    r"(?P<nom>(?:Politique|Notice|Déclaration|Charte)(?: (?!pour\b|afin\b|qui\b|si\b|et\b)[\w’'-]+){0,5})"
)
