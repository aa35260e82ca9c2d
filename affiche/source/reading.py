"""The folder content/ into one frozen value: every file opened once, every problem noted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from affiche.look import Look, NavLink
from affiche.model import NoticeSettings, Organisation, Policy, Site
from affiche.problems import ContentError, ProblemLog, chosen
from affiche.source.addresses import check_locales, check_posted, check_slugs
from affiche.source.data.localised import for_each_locale
from affiche.source.data.schemas import OneOfSeveralShape, SiteShape
from affiche.source.data.sites import SITES, files_of_looks, one_site
from affiche.source.data.validate import fit
from affiche.source.data.values import base_address
from affiche.source.data.yaml import check_as_readers_see, read_yaml
from affiche.source.header import POSTED_KEYS, check_unaffected, posted_header, read_header
from affiche.source.ledger import VERSIONS, read_policy_ledger
from affiche.source.listed import check_lists
from affiche.source.shared_facts import (
    SharedFacts,
    named_in,
    only,
    read_shared_facts,
    together,
    without,
)
from affiche.source.text.editions import Reader
from affiche.source.text.shown_pictures import read_pictures
from affiche.source.versions import from_heads, read_versions
from affiche.source.working_text import SiteContext, read_working_text, template_context, unread_texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from affiche.model import Edition, Version
    from affiche.problems import Problem
    from affiche.source.data.schemas import LookShape, NavLinkShape, OrganisationShape
    from affiche.source.data.yaml import Node
    from affiche.source.files import SourceFile, SourceFolder
    from affiche.source.header import PolicyHeader
    from affiche.source.template_context import TemplateContext
    from affiche.source.text.markdown import MarkdownRenderer


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that content/ said when it was read, and everything that is wrong with it."""

    site: Site
    folder: SourceFolder = field(repr=False)
    """Where it was read."""
    files: Mapping[str, SourceFile] = field(repr=False)
    """Every text that was read, by its name, such as `privacy/en.md`; each knows its outline."""
    headers: Mapping[str, Node] = field(repr=False)
    """For each policy, its policy.yaml as far as it could be read, for pointing into it."""
    shared_facts: Node = field(repr=False)
    """facts.yaml, for pointing into it."""
    problems: tuple[Problem, ...]
    """What a build cannot do without: site.yaml, and what is published."""
    draft_problems: tuple[Problem, ...]
    """What is wrong with drafts: it keeps them from being published, and stops no build."""

    shared: SiteContext = field(repr=False)
    """What the texts of all policies share."""
    own_headers: Mapping[str, PolicyHeader] = field(repr=False)
    """For each policy, what its policy.yaml says."""

    def names_for(self, policy: str, locale: str) -> TemplateContext:
        """Return what the working text of a policy can name."""
        return template_context(self.own_headers[policy], self.own_headers, self.shared, locale)

    def policies(self, names: Sequence[str] = ()) -> tuple[Policy, ...]:
        """Return the policies of these names, or all where none is named."""
        known = {policy.name: policy for policy in self.site.policies}
        if set(names) - known.keys():
            self.raise_problems(names)
        return tuple(chosen(known, name, "policy") for name in dict.fromkeys(names) or known)

    def problems_of(self, names: Sequence[str] = ()) -> list[Problem]:
        """Return what is wrong with the site and these policies; what is wrong with another one is no matter here."""
        texts = [header.text for name, header in self.own_headers.items() if name in names]
        return _without_others([*self.problems, *self.draft_problems], [*names, *texts], self.folder)

    def draft_problems_by_policy(self) -> dict[str, tuple[Problem, ...]]:
        """Return for each policy what is wrong with its draft; "" is what belongs to none of them."""
        found: dict[str, list[Problem]] = {}
        for problem in self.draft_problems:
            for name in self._policies_with(PurePath(problem.location.path)) or [""]:
                found.setdefault(name, []).append(problem)
        return {policy: tuple(problems) for policy, problems in found.items()}

    def _policies_with(self, path: PurePath) -> list[str]:
        """Name the policy whose folder a file is in; of a text that several show, all of them."""
        texts = {name: header.text for name, header in self.own_headers.items()}
        return [
            name
            for name in self.shared.policies
            if any(path.is_relative_to(self.folder.shown(each)) for each in {name, texts.get(name, name)})
        ]

    def raise_problems(self, names: Sequence[str] = ()) -> None:
        """Raise ContentError if anything is wrong with the site or these policies."""
        if problems := self.problems_of(names):
            raise ContentError(problems)


def read_source(
    folder: SourceFolder, renderer: MarkdownRenderer, names: Sequence[str] = (), brand: str = ""
) -> Reading:
    """Read everything under content/; of several sites, the one of that name, or the one with these policies.

    Where site.yaml itself cannot be used there is no site to return: ContentError, with the problems of the policies
    of these names too.
    """
    drafts, files = ProblemLog(), dict[str, "SourceFile"]()
    try:
        site, headers, shared = _site(folder, folder.with_log(drafts, files), renderer, (names, brand))
    except ContentError as error:
        raise ContentError(_without_others([*error.problems, *drafts.problems], names, folder)) from None
    return Reading(
        site=site,
        folder=folder,
        files=files,
        headers={name: header.node for name, header in headers.items()},
        shared_facts=(shared.shared or SharedFacts()).node,
        own_headers=headers,
        shared=shared,
        problems=tuple(folder.log.problems),
        draft_problems=tuple(drafts.problems),
    )


def _without_others(problems: Sequence[Problem], names: Sequence[str], folder: SourceFolder) -> list[Problem]:
    others = [f"{folder.shown(other)}/" for other in folder.folders() if names and other not in names]
    return [problem for problem in problems if not problem.location.path.startswith(tuple(others))]


def _site(
    folder: SourceFolder, drafts: SourceFolder, renderer: MarkdownRenderer, asked: tuple[Sequence[str], str]
) -> tuple[Site, Mapping[str, PolicyHeader], SiteContext]:
    file = folder.read("site.yaml", what="the organisation, the locales and the policies of the site")
    whole = read_yaml(file, folder.log) if file else None
    node = one_site(whole, asked[1], asked[0], folder.log) if whole else None
    shape = fit(node, SiteShape if node is whole else OneOfSeveralShape, folder.log) if node else None
    if file and drafts.texts is not None:
        drafts.texts["site.yaml"] = file
    if shape is None or node is None or whole is None:
        if (
            file is None or SITES not in file.text
        ):  # else nobody can tell which policies and facts go together
            _policies(_as_the_folders_show(folder, drafts), folder, drafts, renderer)
        raise ContentError(folder.log.problems)
    if file:
        check_as_readers_see(whole, file, drafts.log)
    context = _site_context(shape, node, drafts)
    check_lists(shape, node, whole, folder, drafts)
    locales, log = context.locales, folder.log
    headers, policies = _policies(context, folder, drafts, renderer)
    check_locales(policies, locales, node.find(("locales",)).location, log)
    site = Site(
        organisation=_organisation(shape.organisation, node.find(("organisation",)), context, log),
        base_url=base_address(shape.base_url),
        timezone=shape.timezone,
        locales=locales,
        language_tags={locale: shape.language_tags.get(locale, locale) for locale in locales},
        policies=policies,
        notices=NoticeSettings(
            banner_days=shape.notices.banner_days,
            greeting=_spread(shape.notices.greeting, locales, node.find(("notices", "greeting")), log),
            footer=_spread(shape.notices.footer, locales, node.find(("notices", "footer")), log),
            subscribe=_spread(shape.notices.subscribe, locales, node.find(("notices", "subscribe")), log),
        ),
        look=replace(
            _look(shape.look, locales, node.find(("look",)), log), files_elsewhere=files_of_looks(whole)
        ),
    )
    return site, headers, context


def _organisation(
    shape: OrganisationShape, node: Node, context: SiteContext, log: ProblemLog
) -> Organisation:
    def spread(words: Mapping[str, str], key: str) -> Mapping[str, str]:
        return for_each_locale(words, context.locales, node.find((key,)), log, context.written)

    return Organisation(
        name=spread(shape.name, "name"),
        address=spread(shape.address, "address"),
        email=shape.email,
        url=shape.url,
    )


def _look(shape: LookShape, locales: Sequence[str], node: Node, log: ProblemLog) -> Look:
    def links(key: str, given: Sequence[NavLinkShape]) -> dict[str, tuple[NavLink, ...]]:
        read = [
            (
                for_each_locale(each.words, locales, node.find((key, place, "words")), log),
                for_each_locale(each.link, locales, node.find((key, place, "link")), log),
            )
            for place, each in enumerate(given)
        ]
        return {
            locale: tuple(
                NavLink(words=w[locale], href=h[locale]) for w, h in read if locale in w and locale in h
            )
            for locale in (locales if read else ())
        }

    return Look(
        logo=shape.logo,
        logo_dark=shape.logo_dark,
        logo_words=_spread(shape.logo_words, locales, node.find(("logo_words",)), log),
        accent=shape.accent,
        accent_dark=shape.accent_dark,
        font=shape.font,
        scheme=shape.scheme,
        header=links("header", shape.header),
        footer=links("footer", shape.footer),
    )


def _spread(
    values: Mapping[str, str], locales: Sequence[str], node: Node, log: ProblemLog
) -> Mapping[str, str]:
    return for_each_locale(values, locales, node, log) if values else {}


def _site_context(site: SiteShape, node: Node, drafts: SourceFolder) -> SiteContext:
    """Take what the texts of all policies share; a name given twice counts once."""
    organisation = site.organisation
    locales = tuple({locale.lower(): locale for locale in reversed(site.locales)}.values())[::-1]
    policies = tuple(dict.fromkeys(site.policies))
    texts = (name for name in drafts.folders() if not drafts.exists(f"{name}/policy.yaml"))
    written = _written(locales, (*policies, *texts) if policies else (), node, drafts)
    return SiteContext(
        locales=locales,
        tags=site.language_tags,
        written=written,
        shared=read_shared_facts(
            locales, drafts, written, node if isinstance(site, OneOfSeveralShape) else None
        ),
        policies=policies,
        path=urlsplit(site.base_url).path.rstrip("/"),
        organisation={
            locale: {
                "name": organisation.name.get(locale) or organisation.name.get("", ""),
                "address": organisation.address.get(locale) or organisation.address.get("", ""),
                "email": organisation.email,
                "url": organisation.url,
            }
            for locale in locales
        },
    )


def _written(
    locales: Sequence[str], policies: Sequence[str], node: Node, drafts: SourceFolder
) -> tuple[str, ...]:
    """Name the locales in which anything is written, and note the others once, not at each word that is missing."""
    written = []
    for place, locale in enumerate(locales):
        if place and policies and not any(_has_text(name, locale, drafts) for name in policies):
            drafts.log.add(
                node.find(("locales", place)).location,
                f"{locale!r} is listed, and no policy has a text in it",
                expected=f"{locale}.md in the folder of each policy",
                fix=f"write {policies[0]}/{locale}.md first, or remove {locale} from this list until then",
                rule="site/listed",
            )
            continue
        written.append(locale)
    return tuple(written)


def _has_text(name: str, locale: str, folder: SourceFolder) -> bool:
    """Whether a policy has a text in a locale, or one that seems to be meant for it, or ever published one."""
    archive = f"{name}/{VERSIONS}"
    places = [name, *(f"{archive}/{version}" for version in folder.folders(archive))]
    return any(file.lower().startswith(locale.lower()) for place in places for file in folder.files(place))


def _as_the_folders_show(folder: SourceFolder, drafts: SourceFolder) -> SiteContext:
    """Guess what a broken site.yaml would say, so that it does not hide the problems of the policies."""
    policies = tuple(name for name in folder.folders() if folder.exists(f"{name}/policy.yaml"))
    texts = {file for name in folder.folders() for file in folder.files(name) if file.endswith(".md")}
    locales = tuple(sorted(file.removesuffix(".md") for file in texts))
    nobody = {"name": "", "address": "", "email": "", "url": ""}
    return SiteContext(
        locales=locales,
        tags={},
        written=locales,
        policies=policies,
        path="",
        shared=read_shared_facts(locales, drafts, locales),
        organisation=dict.fromkeys(locales, nobody),
    )


def _policies(
    context: SiteContext, folder: SourceFolder, drafts: SourceFolder, renderer: MarkdownRenderer
) -> tuple[Mapping[str, PolicyHeader], tuple[Policy, ...]]:
    locales = context.locales
    present = [name for name in context.policies if folder.exists(name)]
    reader = Reader(drafts, renderer, context.path)
    archives = {name: _archive(name, locales, replace(reader, folder=folder)) for name in present}
    published = {name: versions for name, (_, versions) in archives.items() if versions}
    headers = {
        name: header
        for name in present
        if (header := read_header(name, locales, drafts, context.written, context.shared or SharedFacts()))
    }
    posted = {
        name: header
        for name, versions in published.items()
        if (header := posted_header(headers.get(name), name, versions, locales, folder))
    }
    for name in published.keys() - posted.keys():
        _stop_at(f"{name}/policy.yaml", folder, drafts)
    known = [each for name in present if (each := posted.get(name) or _certain(headers.get(name)))]
    check_slugs(known, locales, lambda name: folder.log if name in published else drafts.log)
    policies = []
    for header in known:
        pictures = read_pictures(header.text, drafts)
        working: dict[str, Edition] = {}
        if header.name not in folder.memory.unneeded_drafts:
            working = read_working_text(header.name, headers, context, pictures, reader)
            check_unaffected(header, working, locales, drafts.log)
        ledger, versions = archives[header.name]
        _check_retired(header, versions, folder.log)
        check_posted(header, versions, locales, folder)
        policies.append(
            replace(
                _with_shared(_policy(header, working, ledger, versions), context, drafts),
                unread=() if header.text != header.name else unread_texts(header.name, locales, folder),
                pictures=pictures,
            )
        )
    for name in present:
        if name not in {header.name for header in known}:
            read_working_text(name, headers, context, {}, reader)  # for its problems alone
    return {header.name: header for header in known}, tuple(policies)


def _certain(header: PolicyHeader | None) -> PolicyHeader | None:
    """Give a header whose title and addresses were not guessed."""
    return header if header and not header.guessed & POSTED_KEYS else None


def _stop_at(name: str, folder: SourceFolder, drafts: SourceFolder) -> None:
    """Let what is wrong with a file stop a build, as what is published depends on it."""
    path = folder.shown(name)
    folder.log.problems += [problem for problem in drafts.log.problems if problem.location.path == path]
    drafts.log.problems = [problem for problem in drafts.log.problems if problem.location.path != path]


def _policy(
    header: PolicyHeader,
    working: Mapping[str, Edition],
    ledger: tuple[str, ...],
    versions: tuple[Version, ...],
) -> Policy:
    return Policy(
        name=header.name,
        text=header.text,
        titles=header.titles,
        slugs=header.slugs,
        former_slugs=header.former_slugs,
        former_ids=header.former_ids,
        authoritative=header.authoritative,
        promises=header.promises,
        facts=header.facts,
        own_facts=header.own_facts,
        labels=header.labels,
        recourse=header.recourse,
        working=working,
        plan=header.plan,
        versions=versions,
        ledger=ledger,
        retired=header.retired,
        laws=header.laws,
    )


def _with_shared(policy: Policy, context: SiteContext, drafts: SourceFolder) -> Policy:
    """Give a policy the shared facts that its working text names, under its own."""
    shared, texts = context.shared or SharedFacts(), drafts.texts or {}
    read = [texts[name] for locale in policy.working if (name := policy.working_file(locale)) in texts]
    named = only(shared.facts, named_in(file.text for file in read))
    return replace(
        policy,
        facts=together(named, policy.facts, context.locales),
        shared=without(named, policy.facts, context.locales),
        labels=together(shared.labels, policy.labels, context.locales),
    )


def _archive(
    name: str, locales: Sequence[str], reader: Reader
) -> tuple[tuple[str, ...], tuple[Version, ...]]:
    """Read what was published of a policy: the lines of its ledger, and its versions."""
    folder = reader.folder

    def archive() -> tuple[tuple[str, ...], tuple[Version, ...]]:
        known = folder.memory.archives.get(name)
        if known and known.locales == tuple(locales):
            return known.ledger, from_heads(name, known.heads, reader)
        ledger = read_policy_ledger(name, folder)
        lines = tuple(entry.line() for entry in ledger.entries)
        return lines, read_versions(name, ledger, locales, reader)

    return folder.memory.recall(("archive", name), (locales, reader.root), archive, folder.log)


def _check_retired(header: PolicyHeader, versions: Sequence[Version], log: ProblemLog) -> None:
    """Note a version that would take effect only once the policy is retired: its readers were told otherwise."""
    for version in versions:
        if header.retired and version.withdrawal is None and version.effective >= header.retired:
            log.add(
                header.node.find(("retired",)).location,
                f"version {version.id} takes effect on {version.effective}, and the policy is retired by then",
                expected="a day after the last version took effect",
                fix=f"choose a later day, or withdraw {version.id} first if it is upcoming",
                rule="publish/effective",
            )
