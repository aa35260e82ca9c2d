"""Published versions, read as they were frozen: nothing of today is needed to make their text again.

What was published cannot be mended, so an oddity of the text is no problem here; only what cannot be read is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from affiche.characters import UNSHOWABLE
from affiche.model import Edition, Editions, Promises, Significance, Told, Version, Withdrawal
from affiche.pictures import is_picture
from affiche.problems import ArchiveError, Location, Problem, ProblemLog, Severity
from affiche.source.data.schemas import VersionShape
from affiche.source.data.validate import fit
from affiche.source.data.yaml import read_yaml
from affiche.source.facts import read_facts
from affiche.source.files import (
    LARGEST_FILE,
    LARGEST_FROZEN,
    SourceFile,
    digest,
    with_plain_lines,
)
from affiche.source.heads import Head
from affiche.source.ledger import VERSIONS
from affiche.source.promises import promises_of, recourse_of
from affiche.source.text.editions import Draft, edition, note_too_complex
from affiche.source.text.limits import find_overlong
from affiche.source.text.markdown import AsItIs, TooComplexError
from affiche.source.text.shown_pictures import read_picture

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from affiche.model import Fact, Recourse
    from affiche.pictures import Picture
    from affiche.source.data.yaml import Node
    from affiche.source.files import SourceFolder
    from affiche.source.ledger import Entry, Ledger
    from affiche.source.text.editions import Reader


def read_versions(policy: str, ledger: Ledger, locales: Sequence[str], reader: Reader) -> tuple[Version, ...]:
    """Read every version of a policy, in the order of taking effect."""
    folder = reader.folder
    versions = []
    for name in ledger.published:
        place = f"{policy}/{VERSIONS}/{name}"
        if not folder.exists(place) or not _has_text(ledger.published[name]):
            continue
        apart = replace(folder, log=ProblemLog())
        version = read_version(place, locales, ledger, replace(reader, folder=apart))
        if version is None:
            version = _as_it_is(place, locales, ledger, replace(reader, folder=apart))
        else:
            folder.log.problems += apart.log.problems
        versions.append(version)
    return tuple(sorted(versions, key=lambda version: version.order))


def _has_text(entry: Entry) -> bool:
    return any(file.endswith(".md") for file in entry.files)


def heads_of(versions: Sequence[Version]) -> tuple[Head, ...] | None:
    """Give what need not be read again while the files are the same; None where not all can be read."""
    heads = []
    for version in versions:
        texts = version.editions.read if isinstance(version.editions, Editions) else None
        if version.flaws or not isinstance(texts, _Texts):
            return None
        heads.append(Head(replace(version, flaws=()), texts.titles, texts.sealed))
    return tuple(heads)


def from_heads(policy: str, heads: Sequence[Head], reader: Reader) -> tuple[Version, ...]:
    """Give versions whose heads are known; each text is still read, and held to its digest, when it is asked for."""
    versions = []
    for version, titles, sealed in heads:
        published, flaws = tuple(version.editions), list[Problem]()
        place = f"{policy}/{VERSIONS}/{version.id}"
        texts = _Texts(
            place, version.policy or policy, published, version.digests, titles, reader, sealed, flaws
        )
        versions.append(replace(version, editions=Editions(published, texts), flaws=flaws))
    return tuple(versions)


def _as_it_is(place: str, locales: Sequence[str], ledger: Ledger, reader: Reader) -> Version:
    """Return a version whose version.yaml cannot be read today, by its texts and the ledger; its flaws say why.

    Nobody may correct it, and the site must not die of it.
    """
    policy, _, name = place.split("/")
    entry, called_off = ledger.published[name], ledger.withdrawn.get(name)
    published = tuple(locale for locale in locales if f"{locale}.md" in entry.files)
    titles = dict.fromkeys(published, _usual_title(policy))
    flaws = [_as_flaw(problem, "is shown by its texts alone") for problem in reader.folder.log.problems]
    texts = _Texts(place, policy, published, entry.files, titles, reader, entry.files, flaws)
    return Version(
        id=name,
        effective=date.fromisoformat(name[:10]),
        published=entry.on,
        significance=Significance.MAJOR,
        notes={},
        authoritative=published,
        promises=Promises(),
        facts={},
        editions=Editions(published, texts),
        digests=entry.files,
        withdrawal=Withdrawal(on=called_off.on, reasons=called_off.reasons) if called_off else None,
        told=_told(name, ledger),
        flaws=flaws,
    )


def _as_flaw(problem: Problem, how: str) -> Problem:
    return replace(problem, severity=Severity.ADVICE, fix=f"nothing: it was published so, and {how}")


def _told(version: str, ledger: Ledger) -> tuple[Told, ...]:
    """Return how readers were told of a version, by the days."""
    lines = sorted((entry for entry in ledger.notified if entry.version == version), key=_day)
    return tuple(
        Told(channel=entry.channel, on=entry.on, folder=entry.folder, to=entry.to, count=entry.count)
        for entry in lines
        if entry.channel
    )


def _day(entry: Entry) -> date:
    return entry.on


def read_version(place: str, locales: Sequence[str], ledger: Ledger, reader: Reader) -> Version | None:
    """Read one version; None where it cannot be read, with what is wrong in the log."""
    folder, log = reader.folder, reader.folder.log
    file = folder.read(f"{place}/version.yaml", what="the dates and notes of the version")
    node = read_yaml(file, log) if file else None
    shape = fit(node, VersionShape, log) if node else None
    if shape is None or node is None or log.problems:
        return None
    _check_name(place.rpartition("/")[2], shape, node, log)
    if log.problems:
        return None
    facts, flaws = _facts(place, shape, folder.with_log(ProblemLog()))
    entry, called_off = ledger.published.get(shape.version), ledger.withdrawn.get(shape.version)
    return Version(
        id=shape.version,
        effective=shape.effective,
        published=shape.published,
        significance=shape.significance,
        notes={
            locale: reader.renderer.blocks(note) for locale, note in _spread(shape.notes, locales).items()
        },
        authoritative=tuple(shape.authoritative),
        promises=promises_of(shape.promises),
        facts=facts,
        editions=_editions(place, shape, locales, reader, (entry.files if entry else {}, flaws)),
        flaws=flaws,
        digests=shape.digests,
        withdrawal=Withdrawal(on=called_off.on, reasons=called_off.reasons) if called_off else None,
        told=_told(shape.version, ledger),
        stale={locale: tuple(sections) for locale, sections in shape.stale.items()},
        unaffected={locale: tuple(sections) for locale, sections in shape.unaffected.items()},
        reasons=_spread(shape.reasons, locales),
        policy=shape.policy or "",
        slugs={locale: tuple(slugs) for locale, slugs in shape.slugs.items()},
        former_ids={old: new or "" for old, new in shape.former_ids.items()},
        recourse=_recourse(shape, _published(shape, locales), node),
    )


def _published(shape: VersionShape, locales: Sequence[str]) -> tuple[str, ...]:
    """Return the locales of the site in which a version was published."""
    return tuple(locale for locale in locales if f"{locale}.md" in shape.digests)


def _recourse(shape: VersionShape, published: Sequence[str], node: Node) -> Recourse:
    """Return what readers could do, at the address of another locale where one has none."""
    words = shape.otherwise, shape.consent
    recourse = recourse_of(shape.choices, words, published, node, ProblemLog())
    return replace(
        recourse,
        choices=tuple(
            replace(choice, links=_for_each(published, choice.links))
            for choice in recourse.choices
            if choice.links
        ),
    )


def _for_each(locales: Sequence[str], values: Mapping[str, str], otherwise: str = "") -> Mapping[str, str]:
    """Give each locale its own value, or that of the first that has one."""
    first = next(filter(None, values.values()), otherwise)
    return {locale: values.get(locale) or first for locale in locales}


def _usual_title(policy: str) -> str:
    return policy.replace("-", " ").capitalize()


def _facts(place: str, shape: VersionShape, folder: SourceFolder) -> tuple[Mapping[str, Fact], list[Problem]]:
    """Return the facts of a version, and why they cannot be read today, where they cannot."""
    has_facts = "facts.yaml" in shape.digests
    file = folder.read(f"{place}/facts.yaml", what="the facts as published") if has_facts else None
    node = read_yaml(file, folder.log) if file else None
    flaws = [_as_flaw(problem, "is shown without its facts") for problem in folder.log.problems]
    return (read_facts(node) if node else {}), flaws


def _check_name(name: str, shape: VersionShape, node: Node, log: ProblemLog) -> None:
    """Note a version that is not the one its folder is named for."""
    if shape.version != name:
        where = node.find(("version",)).location
        log.add(
            where,
            f"the version {shape.version!r} lies in a folder named {name!r}",
            expected=repr(name),
            rule="archive/version",
        )
    elif not name.startswith(shape.effective.isoformat()):
        where = node.find(("effective",)).location
        log.add(
            where,
            f"the version is named for another day, {name[:10]}",
            expected=name[:10],
            rule="archive/version",
        )


def _spread(notes: Mapping[str, str], locales: Sequence[str]) -> Mapping[str, str]:
    """Give the notes of the locales that have one; a locale added since has none."""
    return dict.fromkeys(locales, notes[""]) if "" in notes else notes


def _editions(
    place: str,
    shape: VersionShape,
    locales: Sequence[str],
    reader: Reader,
    known: tuple[Mapping[str, str], list[Problem]],
) -> Mapping[str, Edition]:
    """Return the editions; only a text that somebody asks for is read and rendered."""
    published = _published(shape, locales)
    policy = shape.policy or place.partition("/")[0]
    titles = _for_each(published, _spread(shape.title, locales), _usual_title(policy))
    return Editions(published, _Texts(place, policy, published, shape.digests, titles, reader, *known))


@dataclass(frozen=True, slots=True)
class _Texts:
    """The texts of a version as files."""

    place: str
    policy: str
    """The name that its policy had when it was posted."""
    locales: tuple[str, ...]
    digests: Mapping[str, str]
    titles: Mapping[str, str]
    reader: Reader = field(compare=False)
    sealed: Mapping[str, str] = field(compare=False)
    """For each file, the digest that the ledger holds, if it has one."""
    flaws: list[Problem] = field(compare=False)
    """Where what cannot be read today is noted as each text is read."""
    pictures: dict[str, Picture | None] = field(default_factory=dict, compare=False)
    """Those read so far, as the texts of a version share them."""

    def __call__(self, locale: str, editions: Mapping[str, Edition]) -> Edition:
        """Read one; a translation takes the ids that it does not name from the text written first."""
        first = self.locales[0]
        source_ids = () if locale == first else tuple(section.id for section in editions[first].walk())
        file, log = self._file(f"{locale}.md"), ProblemLog()
        title = self.titles[locale]
        if len(file.text) > LARGEST_FILE:
            message = f"this text has {len(file.text):,} characters"
            log.add(file.whole(), message, expected=f"at most {LARGEST_FILE:,}", rule="files/size")
        elif overlong := find_overlong(file.text):
            start, end, message = overlong
            log.add(file.at_offset(start, end), message, rule="files/overlong")
        if log.problems:
            self._note(log)
            whole = f"<pre>{escape(file.text, quote=False)}</pre>"
            return Edition(locale=locale, title=title, introduction=whole, sections=(), markdown=file.text)
        draft = Draft(
            locale=locale,
            text=file.text,
            file=file,
            fallback_title=title,
            source_ids=source_ids,
            pictures=self._pictures(file.text),
            root=f"{self.reader.root}/{self.policy}",
        )
        renderer = AsItIs(self.reader.renderer)
        made = edition(draft, renderer)
        if not renderer.is_complete:
            note_too_complex(TooComplexError(), file, log)
            self._note(log)
        return made if made.title.strip() else replace(made, title=title)

    def _file(self, name: str) -> SourceFile:
        """Read a text; what no page can show is told by a sign in its place."""
        data = self._bytes(name)
        folder, log = self.reader.folder, ProblemLog()
        text = with_plain_lines(data.decode("utf-8-sig", errors="replace"))
        is_damaged = "�" in text and b"\xef\xbf\xbd" not in data
        file = SourceFile(path=folder.shown(f"{self.place}/{name}"), text=UNSHOWABLE.sub("�", text))
        if strange := UNSHOWABLE.search(text):
            message = f"there is a character here that no page can show: U+{ord(strange[0]):04X}"
            log.add(file.at_offset(strange.start()), message, rule="files/character")
        elif is_damaged:
            log.add(file.at_offset(text.index("�")), "this is not UTF-8", rule="files/encoding")
        self._note(log)
        return file

    def _pictures(self, text: str) -> dict[str, Picture | None]:
        """Read the pictures that a text names; one that cannot be shown today is told by its words."""
        log = ProblemLog()
        named = [name for name in filter(is_picture, self.digests) if name in text]
        for name in named:
            if name not in self.pictures:
                place = f"{self.place}/{name}"
                apart = replace(self.reader.folder, log=log, kept={place: self._bytes(name)})
                self.pictures[name] = read_picture(place, apart)
        self._note(log)
        return {name: self.pictures[name] for name in named}

    def _note(self, log: ProblemLog) -> None:
        for problem in log.problems:
            flaw = _as_flaw(problem, "is shown as it is")
            if flaw not in self.flaws:
                self.flaws.append(flaw)

    def _bytes(self, name: str) -> bytes:
        """Read a file, unless somebody altered it since the archive was verified."""
        log = ProblemLog()
        folder = self.reader.folder.with_log(log)
        place, expected = f"{self.place}/{name}", self.sealed.get(name)
        data = folder.read_bytes(place, what="the file as published", most_bytes=LARGEST_FROZEN)
        if data is not None and expected and digest(data) != expected:
            where = Location(path=folder.shown(place))
            log.add(
                where,
                "this published file was altered",
                expected=f"the bytes whose digest is {expected}",
                rule="archive/altered",
            )
        if data is None or log.problems:
            raise ArchiveError(log.problems)
        return data
