"""What the imported text states that policy.yaml can hold as facts: tables of recipients or periods, and periods alone.

A value is taken as the text has it, so that `{{ facts.… }}` or `{{ table("…") }}` in its place changes no word.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.compare.values import PERIOD
from affiche.duties.passages import passages
from affiche.source.text.blocks import TABLE_RULE, cells, is_table_head, outline
from affiche.source.text.editions import id_from_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from affiche.model import Edition

_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
_SPELLED_AT = re.compile(
    r"\s*(?:\[ ?at ?\]|\( ?at ?\)|\{ ?at ?\}|\[ ?arobase ?\]|\( ?arobase ?\))\s*", re.IGNORECASE
)
_SPELLED_DOT = re.compile(
    r"\s*(?:\[ ?(?:dot|point) ?\]|\( ?(?:dot|point) ?\)|\{ ?(?:dot|point) ?\})\s*", re.IGNORECASE
)
"""Signs of an address in words, so that programs do not know it."""
_ROLES = re.compile(
    r"privac|vie-?privee|dpo|dpd|prp|protection|data|gdpr|rgpd|legal|renseignements", re.IGNORECASE
)
MOST_ROWS = 100
MOST_PERIODS = 20
LONGEST_KEY = 30
LONGEST_HEAD = 6
"""Words of a head that names one thing."""
LONGEST_AFTER = 12
"""Words after a period that say from when it counts."""
_TABLES = (
    ("cookies", re.compile(r"\bcookies?\b|t[ée]moins?\b|traceurs?\b", re.IGNORECASE)),
    (
        "recipients",
        re.compile(
            r"recipients?\b|(?:sub-?)?processors?\b|vendors?\b|providers?\b|third part|suppliers?\b|\bpartners?\b"
            r"|destinataires?\b|sous-traitants?\b|fournisseurs?\b|prestataires?\b|\btiers\b|partenaires?\b",
            re.IGNORECASE,
        ),
    ),
    (
        "retention",
        re.compile(
            r"\bretention\b|\b(?:how long|kept for|period|storage time)\b|\bdurée|\bconservation\b|\bdélais?\b",
            re.IGNORECASE,
        ),
    ),
)
"""What a table is about, by its heads; the first that fits."""
_NAME = re.compile(
    r"\b(?:name|compan(?:y|ies)|entity|organi[sz]ation|nom|soci[ée]t[ée]s?|entreprises?)\b", re.IGNORECASE
)
_COLUMNS = {
    "country": r"countr|location|^where$|\bpays\b|\blieu",
    "purpose": r"purpose|what (?:for|it does)|processing|description|role|service|finalit|objet|r[ôo]le|traitement|^fins?$",
    "period": _TABLES[-1][1].pattern,
}
"""The keys of columns that notices and pages know, each with what its head says."""
_KEEPS = re.compile(
    r"\b(?:kept|keep(?:ing)?|retain(?:ed)?|retention|stored?|delet(?:ed?|ion)|conserv\w+|gard(?:ons|ées?|és)|supprim\w+|effac\w+)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"^ *(?:[-*+]|\d+\.) +(?P<label>(?:\*\*)?[^:*|]{2,80}?(?:\*\*)?)[ \u00a0\u202f]?(?::|[–—])(?:\*\*)? +(?P<rest>.+)$",
    re.MULTILINE,
)
_SENTENCE = re.compile(
    r"\b(?:we (?:will )?(?:keep|retain|store)|nous (?:conservons|gardons))"
    r" (?P<label>(?:(?!\b(?:for|pendant|durant)\b)[^.,;:()|]){3,60}?) (?:for|pendant|durant) (?P<rest>[^.;(|]+)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:your|the|these|such|all|any|vos|votre|les?|la|ces|ses|l[’'])\s*", re.IGNORECASE)
_PLAIN = re.compile(r"[^\W\d_][\w ’-]*")
_RESERVED = {"yes", "no", "true", "false", "null", "on", "off"}


@dataclass(frozen=True, slots=True)
class Found:
    """A line that policy.yaml could hold, and what says so in the text."""

    yaml: str
    words: str = ""

    @property
    def key(self) -> str:
        """The key that it begins, if it is not under another one."""
        return self.yaml.partition(":")[0] if self.yaml[:1].isalpha() else ""


def offered_facts(edition: Edition) -> Iterator[Found]:
    """Write the address for questions, tables that are facts, each kind once, and how long things are kept."""
    yield from _address(edition)
    parts = outline(edition.markdown)
    seen: set[str] = set()
    periods: dict[str, Found] = {}
    titles = ("", *(section.title for section in edition.walk()))
    bodies = (parts.introduction, *(heading.body for heading in parts.headings))
    for title, body in zip(titles, bodies, strict=True):
        for table in _tables(body.split("\n")):
            name = _kind(title, table[0])
            if name and name not in seen and (lines := _as_fact(name, title or edition.title, table)):
                seen.add(name)
                yield from lines
        for label, period, sentence in _periods(title, body):
            key = _key(_ARTICLE.sub("", label))
            periods.setdefault(key, Found(f"  {key}: {_quoted(period)}", sentence))
    if "retention" not in seen and periods:
        yield from (Found("retention:"), *[*periods.values()][:MOST_PERIODS])


def _address(edition: Edition) -> Iterator[Found]:
    """Find the address that readers are to write to: one named for privacy, else the one that stands most often."""
    texts = (_SPELLED_DOT.sub(".", _SPELLED_AT.sub("@", passage.text)) for passage in passages(edition))
    counted = Counter(match[0].lower() for text in texts for match in _ADDRESS.finditer(text))
    if not counted:
        return
    address, times = max(counted.items(), key=lambda one: (bool(_ROLES.search(one[0])), one[1]))
    often = f"{times} times in the text" if times > 1 else "once in the text"
    yield Found(f"contact: {{email: {address}}}", often)


def _tables(lines: Sequence[str]) -> Iterator[list[list[str]]]:
    """Give each table as the cells of its head and its rows, unless one of them is not whole."""
    for at in range(len(lines) - 1):
        if "|" not in lines[at] or not is_table_head(lines[at : at + 2]):
            continue
        end = next((row for row in range(at + 2, len(lines)) if not lines[row].strip()), len(lines))
        table = [cells(line) for line in (lines[at], *lines[at + 2 : end])]
        is_plain = ":" not in lines[at + 1] and TABLE_RULE.fullmatch(lines[at + 1])
        if is_plain and len({len(row) for row in table}) == 1 and 1 < len(table) <= MOST_ROWS:
            yield table


def _kind(title: str, heads: Sequence[str]) -> str:
    """Tell what a table is about: who is in its first column, or what the others say of it in a few words."""
    about = f"{title} {heads[0]}" if _NAME.search(heads[0]) else heads[0]
    short = (head for head in heads[1:] if len(head.split()) <= LONGEST_HEAD)
    said = {"cookies": " ".join(heads), "recipients": about, "retention": " ".join(short)}
    return next((name for name, words in _TABLES if words.search(said[name])), "")


def _as_fact(name: str, title: str, table: Sequence[Sequence[str]]) -> list[Found]:
    keys = _columns(name, table[0])
    if len({*keys}) < len(keys):
        return []
    flow = [
        ", ".join(f"{key}: {_quoted(cell)}" for key, cell in zip(keys, row, strict=True)) for row in table
    ]
    words = f'{{{{ table("{name}") }}}} for the table under “{title}”'
    rows = (Found(f"    - {{{row}}}") for row in flow[1:])
    return [Found(f"{name}:", words), Found(f"  columns: {{{flow[0]}}}"), Found("  rows:"), *rows]


def _columns(name: str, heads: Sequence[str]) -> list[str]:
    """Name the columns: as notices and pages know them, each once, else by their heads."""
    keys = ["information" if name == "retention" else "name"]
    for head in heads[1:]:
        known = (key for key, words in _COLUMNS.items() if re.search(words, head, re.IGNORECASE))
        keys.append(next((key for key in known if key not in keys), _key(head)))
    return keys


def _periods(title: str, body: str) -> Iterator[tuple[str, str, str]]:
    """Find how long things are kept, in lists that are about that and in sentences that say so."""
    about = _KEEPS.search(title) is not None
    for item in _ITEM.finditer(body):
        before = body[: item.start()].rstrip().rpartition("\n")[2]
        is_led = before.endswith(":") and _KEEPS.search(before)
        if (about or is_led or _KEEPS.search(item[0])) and (period := _period(item["rest"])):
            yield item["label"], period, item[0].strip(" -*+").replace("**", "")
    for sentence in _SENTENCE.finditer(body):
        if period := _period(sentence["rest"]):
            yield sentence["label"], period, sentence[0]


def _period(words: str) -> str:
    """Cut a period out of words, with what says from when it counts."""
    if not (match := PERIOD.search(words)) or len(PERIOD.findall(words)) > 1:
        return ""
    after = re.split(r"[.;,(]|\s[–—]\s", words[match.end() :])[0]
    return match[0] + (after.rstrip() if len(after.split()) <= LONGEST_AFTER else "")


def _key(words: str) -> str:
    """Make a key that a text can name: letters, digits and low lines, with a letter first."""
    key = id_from_words(words).encode("ascii", "ignore").decode().replace("-", "_").lstrip("_0123456789")
    short = key if len(key) <= LONGEST_KEY else key[: LONGEST_KEY + 1].rpartition("_")[0]
    return (
        re.sub(r"(?:_(?:a|an|and|the|of|to|for|we|de|des|du|et|la|les?|que|qui|vous|nous))+$", "", short)
        or "one"
    )


def _quoted(text: str) -> str:
    is_plain = _PLAIN.fullmatch(text) and text.lower() not in _RESERVED and text == text.strip()
    return text if is_plain else json.dumps(text, ensure_ascii=False)
