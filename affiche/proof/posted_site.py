"""Whether a site, as it was posted, is byte for byte what was built for it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from affiche.problems import ArchiveError, Location, Problem
from affiche.proof.site_reader import AnswerError
from affiche.proof.text_check import discrepancies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from affiche.model import Edition, Version
    from affiche.proof.site_reader import PostedSite

LARGEST = 20_000_000
"""Bytes of a file of which nothing is known."""
MOST_FAULTS = 10
"""Answers that cannot be read, after which a server is not asked again."""
MOST_MORE = 100
"""Policies, or lines of a ledger, beyond those of the source, that are looked at: a lie can name a million."""
POST_AGAIN = (
    "build the site from this source and post it again; if it differs then too, find out who changed it"
)
RESTORE = (
    "restore `versions/` and `ledger.jsonl` of {policy} from your history, or take down what was never to be posted; then "
    "verify again, as the pages follow from it and were not compared"
)
DATA = ("/ledger.json", "/versions.json")
"""What each policy has as data."""
_LOC = re.compile(rb"<loc>\s*([^<>\s]{1,2000})\s*</loc>")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedText:
    """The text that a page is to show; it is read where the page differs."""

    version: Version
    locale: str

    @property
    def edition(self) -> Edition:
        """The text itself."""
        return self.version.editions[self.locale]

    @property
    def digest(self) -> str:
        """The digest of its file, which the page shows."""
        return self.version.digests[f"{self.locale}.md"]


def posted_lines(site: PostedSite, policy: str) -> list[str] | None:
    """Return the lines of the ledger of a policy that a site shows; None where there is no ledger."""
    try:
        return _lines(site.read(f"/{policy}/ledger.json", LARGEST))
    except AnswerError:
        return None


def posted_data(site: PostedSite, file: str) -> bytes | None:
    """Return a small file of the site; None where it is missing or cannot be read."""
    try:
        return site.read(_path(file), LARGEST)
    except AnswerError:
        return None


def differences(
    site: PostedSite,
    built: Iterable[tuple[str, bytes]],
    texts: Mapping[str, PublishedText],
    moved: Sequence[tuple[str, str]] = (),
) -> tuple[set[str], list[Problem]]:
    """Compare every file that was built with the one that is posted; return their names, and a problem for each that differs.

    `moved` names folders that a host may redirect, each with where to, in place of the pages that lead there.
    """
    names: set[str] = set()
    problems: list[Problem] = []
    faults = 0
    for file, content in built:
        names.add(file)
        if faults >= MOST_FAULTS:
            continue
        try:
            # An altered page may be longer than the one that was built, but a server must not fill the memory.
            posted = site.read(_path(file), 2 * len(content) + 1_000_000)
        except AnswerError as error:
            problems.append(_problem(site, file, str(error)))
            faults += 1
            if faults == MOST_FAULTS:
                problems.append(
                    _problem(site, "", f"{faults} answers cannot be read: the rest was not asked for")
                )
            continue
        if posted != content and not _is_moved(_path(file), site.led_to, moved):
            problems += _difference(site, file, posted, content, texts.get(file))
    return names, problems


def _is_moved(path: str, led_to: str | None, moved: Sequence[tuple[str, str]]) -> bool:
    """Return whether the server led from a former address to the one of today."""
    return any(path.startswith(old) and led_to == new + path.removeprefix(old) for old, new in moved)


def _difference(
    site: PostedSite, file: str, posted: bytes | None, built: bytes, text: PublishedText | None
) -> Sequence[Problem]:
    """Say in what a posted file differs, in words where it is a text or a ledger that was published."""
    if posted is None and not file.endswith("/ledger.json"):
        what = "the page of a published version is not there" if text else "this file is not there"
        return [_problem(site, file, what, expected="every file that was built")]
    in_words: Sequence[Problem] = ()
    if posted is None or file.endswith("/ledger.json"):
        in_words = list(_ledger_problems(site, file, _lines(posted), _lines(built) or []))
    elif text is not None:
        in_words = list(_text_problems(site, file, posted, text))
    return in_words or [_first_difference(site, file, posted or b"", built)]


def _first_difference(site: PostedSite, file: str, posted: bytes, built: bytes) -> Problem:
    if b"\0" in built or file.endswith(".pdf"):
        return _problem(site, file, "this file is not the one that was built")
    pairs = zip_longest(posted.split(b"\n"), built.split(b"\n"))
    line, (found, wanted) = next((n, pair) for n, pair in enumerate(pairs, start=1) if pair[0] != pair[1])
    if found is None:
        return _problem(site, file, "this file ends too early", line=line, expected=_shown(wanted))
    expected = _shown(wanted) if wanted is not None else "the end of the file"
    return _problem(
        site, file, f"this line is not the one that was built: {_shown(found)}", line=line, expected=expected
    )


def _shown(line: bytes | None) -> str:
    """Return a line so that it can be shown: printable, and not long."""
    text = (line or b"")[:2000].decode("utf-8", "replace").strip()
    text = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
    return (f"{text[:120]}…" if len(text) > 120 else text) or "an empty line"  # noqa: PLR2004 what fits on a line or two


def _ledger_problems(
    site: PostedSite, file: str, posted: list[str] | None, own: list[str]
) -> Iterator[Problem]:
    if posted is None:
        yield _problem(
            site,
            file,
            "the ledger is not on the site, or cannot be read",
            expected="the ledger of the archive",
        )
        return
    for number, line in enumerate(posted[: len(own)], start=1):
        if line != own[number - 1]:
            yield _problem(
                site, file, f"line {number} is not the one of the archive", expected=own[number - 1]
            )
    if len(posted) < len(own):
        yield _problem(
            site,
            file,
            f"line {len(posted) + 1} of the archive is not on the site",
            expected="the same ledger",
        )


def _text_problems(site: PostedSite, file: str, posted: bytes, text: PublishedText) -> Iterator[Problem]:
    if text.digest.encode() not in posted:
        what = "the page does not show the digest of the text that was published"
        yield _problem(site, file, what, expected=text.digest)
        return
    for found in discrepancies(posted.decode(errors="replace"), text.edition):
        name = f"the section #{found.section}" if found.section else "the introduction"
        if found.section is None:
            message = "there are words after the last section that were not published"
        elif found.is_added:
            message = f"there are words before those of {name} that were not published"
        else:
            message = f"the words of {name} are not those that were published"
        yield _problem(site, file, message)


def refuse_what_is_no_site(site: PostedSite, policies: Iterable[str]) -> None:
    """Raise ArchiveError where none of the data is that every site has; what cannot be read may be some."""
    files = ["banner.json", *(f"{policy}{data}" for policy in policies for data in DATA)]
    if not any(_may_be_data(site, file) for file in files):
        what = "this is not a site that Affiche built: it has no banner.json, which every such site has"
        fix = "name the folder or the address of the site itself; if this is it, build the site and post it again"
        raise ArchiveError([_problem(site, "", what, fix=fix)])


def _may_be_data(site: PostedSite, file: str) -> bool:
    try:
        return isinstance(json.loads(site.read(_path(file), LARGEST) or b"null"), dict)
    except (ValueError, RecursionError):
        return False
    except AnswerError:
        return True


def lost_from_archive(
    site: PostedSite, ledgers: Mapping[str, Sequence[str]], base_url: str
) -> Iterator[Problem]:
    """Find what the posted data show as published and these ledgers lack, which most of what else differs comes of."""
    named = {file.split("/")[0] for file in site.listed() if file.count("/") == 1 and file.endswith(DATA)}
    named |= {parts[1] for file in _in_sitemap(site, base_url) if len(parts := file.split("/")) > 2}  # noqa: PLR2004 locale, slug, page
    for policy in sorted({*ledgers, *sorted(named - ledgers.keys())[:MOST_MORE]}):
        own, posted = ledgers.get(policy, ()), posted_lines(site, policy) or ()
        if not own and (posted or posted_data(site, f"{policy}/versions.json")):
            message = f"the policy {policy} is posted, and nothing of it is published in this source"
            yield _problem(site, f"{policy}/ledger.json", message, fix=RESTORE.format(policy=policy))
            continue
        for number in range(len(own) + 1, min(len(posted), len(own) + MOST_MORE) + 1):
            message = f"line {number} is on the site, and not in the archive"
            fix = RESTORE.format(policy=policy)
            yield _problem(site, f"{policy}/ledger.json", message, expected="the same ledger", fix=fix)


def more_than_built(site: PostedSite, built: set[str], base_url: str) -> Iterator[Problem]:
    """Find the pages that are posted and were not built, and such files in the folders of the site."""
    pages = {file.replace("/fragment.html", "/index.html") for file in built}
    folders = {file.split("/")[0] for file in built if "/" in file}
    more = {file for file in site.listed() if "/" in file and file.split("/")[0] in folders}
    for file in sorted((more - built) | (_in_sitemap(site, base_url) - pages - {"index.html"})):
        yield _problem(site, file, "this is posted, and was not built from this source")


def _in_sitemap(site: PostedSite, base_url: str) -> set[str]:
    """Return the files of the pages that the posted sitemap lists."""
    base = base_url.rstrip("/") + "/"
    urls = [
        found.decode("utf-8", "replace") for found in _LOC.findall(posted_data(site, "sitemap.xml") or b"")
    ]
    return {
        f"{url.removeprefix(base)}index.html" for url in urls if url.startswith(base) and url.endswith("/")
    }


def _lines(data: bytes | None) -> list[str] | None:
    """Return the lines of a ledger as a site shows it; None for anything else."""
    try:
        lines = json.loads(data or b"null")["lines"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return lines if isinstance(lines, list) and all(isinstance(line, str) for line in lines) else None


def _path(file: str) -> str:
    return (
        f"/{file.removesuffix('index.html')}"
        if file == "index.html" or file.endswith("/index.html")
        else f"/{file}"
    )


def _problem(  # noqa: PLR0913 what a problem has
    site: PostedSite, file: str, message: str, *, line: int = 0, expected: str = "", fix: str = POST_AGAIN
) -> Problem:
    where = Location(path=f"{site.place}{_path(file)}" if file else site.place, line=line)
    return Problem(location=where, message=message, expected=expected, fix=fix, rule="archive/posted")
