"""The page of a publication: what `affiche publish` shows and asks, and nothing is published before a yes to just that."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from typing import TYPE_CHECKING

from click import unstyle

from affiche.builds import day_of
from affiche.characters import UNPRINTABLE, UNSHOWABLE
from affiche.messages import shown, shown_lines
from affiche.model import Significance
from affiche.problems import AfficheError, ContentError, Location, Problem
from affiche.proposing import against, plan_text, proposals_of
from affiche.publishing.proposal import Proposal, publish
from affiche.publishing.request import Request
from affiche.publishing.telling import telling
from affiche.reporting.publications import named_versions, published_text
from affiche.reporting.tellings import due_text
from affiche.serving.editor.handlers import EditHandler
from affiche.serving.editor.marks import Mark
from affiche.source.text.limits import find_excess

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from affiche.model import Policy, Site

_MARKED = re.compile(
    r"\[-(?P<gone>.*?)-\]|\{\+(?P<new>.*?)\+\}|^(?P<warning> +[\w-]+ +! [^\n]*)$|^(?P<head>\S[^\n]*)$",
    re.DOTALL | re.MULTILINE,
)
"""Words taken out and put in, what is to be looked at, and headings, as the text of the terminal marks them."""
_LINE_START = re.compile(r"(\n +[\w-]+ +)")
"""What stands before each further line of such words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What would be published, and what stands against it."""

    proposals: Sequence[Proposal] = ()
    problems: Sequence[Problem] = ()

    @property
    def digest(self) -> str:
        """What tells these very versions from any other: their entries name each file by its digest."""
        found = hashlib.sha256()
        for each in self.proposals:
            found.update(each.package.entry.model_dump_json().encode())
        return found.hexdigest()


@dataclass(slots=True)
class _Asked:
    """The fields of the page, as far as they say something."""

    fields: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def request(self, site: Site, posted: date) -> Request:
        """Make what the options of the command would make."""
        notes, reasons = (self._by_locale(site, kind) for kind in ("note", "reason"))
        effective = self._day()
        significance = self._significance()
        options = {"--effective": str(effective)} if effective else {}
        options |= {"--significance": significance.value} if significance else {}
        options |= {f"--note-{locale}": words for locale, words in notes.items()}
        options |= {f"--reason-{locale}": words for locale, words in reasons.items()}
        stale = {locale for locale in site.locales[1:] if self.fields.get(f"stale.{locale}")}
        return Request(
            posted=posted,
            effective=effective,
            significance=significance,
            notes=notes,
            reasons=reasons,
            stale_allowed=frozenset(stale),
            is_retroactive=bool(self.fields.get("retroactive")),
            options={option: f"{option} {UNSHOWABLE.sub('�', words)}" for option, words in options.items()},
        )

    def typed(self, site: Site) -> dict[str, str]:
        """Give the words that were typed, to be checked as those of any text."""
        return {
            f"--{kind}-{locale}": words
            for kind in ("note", "reason")
            for locale, words in self._by_locale(site, kind).items()
        }

    def _by_locale(self, site: Site, kind: str) -> dict[str, str]:
        found = {}
        for locale in site.locales:
            words = self.fields.get(f"{kind}.{locale}", "").strip()
            if words and (UNPRINTABLE.search(words.replace("\n", " ")) or find_excess(words)):
                self._object(
                    f"--{kind}-{locale}", "these words cannot be shown as they are: write them more simply"
                )
            elif words:
                found[locale] = words
        return found

    def _day(self) -> date | None:
        given = self.fields.get("effective", "").strip()
        try:
            return date.fromisoformat(given) if given else None
        except ValueError:
            self._object("--effective", f"{given!r} is not a date: write it as 2026-06-01")
            return None

    def _significance(self) -> Significance | None:
        given = self.fields.get("significance", "")
        return Significance(given) if given in set(Significance) else None

    def _object(self, option: str, message: str) -> None:
        problem = Problem(location=Location(path=option), message=message, rule="publish/words")
        if problem not in self.problems:
            self.problems.append(problem)


class PublishHandler(EditHandler):
    """Shows what would be published, and publishes it after a yes."""

    async def get(self, name: str) -> None:
        """Show what would be published as policy.yaml plans it."""
        policy = self.policy(name)
        await self._show(policy, {}, await self.apart(lambda: self._screen(policy, {})))

    async def post(self, name: str) -> None:
        """Show it as the fields say; or publish what was shown, if it is still that."""
        policy = self.policy(name)
        fields = self.fields()
        screen = await self.apart(lambda: self._screen(policy, fields))
        if fields.get("do") != "publish" or screen.problems:
            await self._show(policy, fields, screen)
            return
        if not fields.get("sure"):
            await self._show(
                policy, fields, screen, refused=shown("Nothing was published: say that you are sure first.")
            )
            return
        if fields.get("shown") != screen.digest:
            self.set_status(HTTPStatus.CONFLICT)
            said = shown(
                "Nothing was published: it is not what you were shown any more. Look through it again."
            )
            await self._show(policy, fields, screen, refused=said)
            return
        try:
            await self.apart(lambda: publish(*screen.proposals))
        except ContentError as error:
            await self._show(policy, fields, Screen(problems=error.problems))
            return
        self.editor.say(shown_lines(f"Published {named_versions(screen.proposals)}."))
        await self._show(policy, {}, Screen(), done=self._done(screen.proposals))

    def _screen(self, policy: Policy, fields: Mapping[str, str]) -> Screen:
        asked, source = _Asked(fields), self.editor.preview.source
        now = self.editor.now()
        try:
            reading, proposals = proposals_of(
                source, [policy.name], lambda site: asked.request(site, day_of(now, site.timezone))
            )
            problems = against(reading, [policy.name], proposals, asked.typed(reading.site))
        except ContentError as error:
            return Screen(problems=error.problems)
        except (AfficheError, OSError) as error:
            return Screen(
                problems=[
                    Problem(location=Location(path=policy.name), message=str(error), rule="publish/words")
                ]
            )
        return Screen(proposals=proposals, problems=[*asked.problems, *problems])

    async def _show(
        self, policy: Policy, fields: Mapping[str, str], screen: Screen, *, refused: str = "", done: str = ""
    ) -> None:
        self.send(await self.apart(lambda: self._html(policy, fields, screen, refused=refused, done=done)))

    def _html(
        self, policy: Policy, fields: Mapping[str, str], screen: Screen, *, refused: str, done: str
    ) -> str:
        can = bool(screen.proposals) and not screen.problems
        plan = policy.open_plan
        return self.filled(
            "publish.html",
            "publish/",
            policy,
            parts=list(self._parts(screen)) if can else [],
            marks=[Mark(problem=each) for each in dict.fromkeys(screen.problems)],
            question=named_versions(screen.proposals) if can else "",
            digest=screen.digest if can else "",
            written=fields,
            plan=plan,
            locales=self.languages(),
            tags=self.site.language_tags,
            refused=refused,
            notice="",
            done=done,
        )

    def _parts(self, screen: Screen) -> Iterator[tuple[str, str]]:
        """Give the text of the terminal, with what each part of it is: `gone`, `new`, `warning`, `head` or nothing."""
        source, language = self.editor.preview.source, self.editor.language
        text = "\n\n".join(unstyle(plan_text(each, source, language)) for each in screen.proposals)
        last = 0
        for match in _MARKED.finditer(text):
            kind = match.lastgroup or ""
            yield "", text[last : match.start()]
            for number, part in enumerate(_LINE_START.split(match[kind])):
                yield "" if number % 2 else kind, part
            last = match.end()
        yield "", text[last:]

    def _done(self, proposals: Sequence[Proposal]) -> str:
        due = (
            due_text(
                telling(each.policy, each.version, each.request.posted),
                f"{each.policy.name} {each.version.id}",
            )
            for each in proposals
        )
        said = [published_text(proposals, self.editor.preview.source.as_posix()), *due]
        return shown_lines("\n".join(filter(None, said)))
