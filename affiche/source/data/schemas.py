"""What each YAML file may say: one definition, which the reader checks with and the JSON Schemas are made from."""

from __future__ import annotations

import ast
import inspect
import json
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from affiche.look import Scheme
from affiche.model import Channel, Consent, Remedy, Significance
from affiche.source.data.values import (  # noqa: TC001 pydantic reads the annotations
    Colour,
    Count,
    Day,
    Digest,
    Facts,
    LanguageTag,
    Links,
    Localised,
    Mailbox,
    NewSlug,
    PageLinks,
    SectionId,
    Slug,
    Slugs,
    StaticFile,
    TimeZone,
    VersionId,
    WebAddress,
    YesNo,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Shape(BaseModel):
    """A map with known keys only."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        arbitrary_types_allowed=True,
        defer_build=True,  # made once a file of this shape is read
    )


class OrganisationShape(Shape):
    """Who publishes."""

    name: Localised
    """The full legal name; one text, or one for each locale."""
    address: Localised
    """The postal address; one text, or one for each locale."""
    email: Mailbox
    """Where readers write to."""
    url: WebAddress
    """The main website."""


class NoticesShape(Shape):
    """What every notice has in common."""

    banner_days: Count = 30
    """How many days after its effective date a version is still announced on the homepage."""
    greeting: Localised = {}
    """The first line of a message; merge fields of a mailing service pass through untouched."""
    footer: Localised = {}
    """The last lines of a message, such as how to unsubscribe; merge fields pass through untouched."""
    subscribe: PageLinks = {}
    """Where readers ask to be told of changes by e-mail: a web or e-mail address; one, or one for each locale."""


class NavLinkShape(Shape):
    """A link in the header or the footer."""

    words: Localised
    """What it says; one text, or one for each locale."""
    link: PageLinks
    """Where it leads; one address, or one for each locale."""


class LookShape(Shape):
    """The brand of a site; files lie in templates/static/."""

    logo: StaticFile = ""
    """The logo, such as logo.svg."""
    logo_dark: StaticFile = ""
    """The logo on dark pages, if it is another."""
    logo_words: Localised = {}
    """What the logo says; left out, the name of the organisation."""
    accent: Colour = ""
    """The colour of links, such as #0b4f8a."""
    accent_dark: Colour = ""
    """The one on dark pages; left out, the accent made light enough."""
    font: StaticFile = ""
    """A font, such as brand.woff2; or system, for the faces of the reader’s system."""
    scheme: Scheme = Scheme.BOTH
    """both, light or dark: which pages there are."""
    header: list[NavLinkShape] = []
    """Links beside the logo."""
    footer: list[NavLinkShape] = []
    """Links at the end of each page."""


class SiteShape(Shape):
    """The file site.yaml."""

    organisation: OrganisationShape
    base_url: WebAddress
    """Where this site is served; it may have a folder."""
    timezone: TimeZone
    """Where a day begins: a name of the time zone database."""
    locales: Annotated[list[LanguageTag], Field(min_length=1)]
    """The languages, as files and addresses name them; the first is the one written first."""
    language_tags: dict[str, LanguageTag] = {}
    """The full language tag of a locale, such as fr-CA, where it says more than its name."""
    policies: list[NewSlug]
    """The folders of the policies, in the order in which readers see them."""
    notices: NoticesShape = NoticesShape()
    """What every notice has in common."""
    look: LookShape = LookShape()
    """The brand: logo, accent, font, scheme, links of header and footer."""


class OneOfSeveralShape(SiteShape):
    """One of the sites under `sites:` in site.yaml, with what all of them share."""

    facts: Facts = {}
    """What the texts of its policies name, where it differs from facts.yaml; a policy's own facts win over both."""
    labels: Facts = {}
    """What these facts are called in a notice."""


class TellShape(Shape):
    """How readers are told of a new version: a list for each significance, such as [email, homepage]."""

    major: list[Channel] = []
    """Of a version that means something else to readers."""
    editorial: list[Channel] = []
    """Of a version whose meaning is unchanged."""


class PromisesShape(Shape):
    """What a policy promises about its own changes."""

    notice_days: Count = 0
    """Full days between telling readers of a major version and its effective date."""
    before: YesNo = False
    """yes, if readers are told before a major version takes effect, with no number of days."""
    tell: TellShape = TellShape()
    """How readers are told: {major: [email, homepage], editorial: [page]}."""
    consent: Consent = Consent.NEVER
    """Before which changes readers are asked: never, new_use (of information held already) or material (any major change)."""
    archive: YesNo = False
    """yes, if earlier versions stay available."""
    review_months: Count = 0
    """The text is reviewed at least this often; 0 promises nothing."""


class ChoiceShape(Shape):
    """Something that readers can do about a change."""

    link: Links
    """Where: a web address or an e-mail address; one, or one for each locale."""
    words: Localised = {}
    """What it is called, such as “Close your account”; left out, what it is usually called."""
    until: Day | None = None
    """The last day on which it can be done."""


class PlanShape(Shape):
    """What is decided of the version being drafted."""

    effective: Day | None = None
    """The first day on which the version applies."""
    significance: Significance | None = None
    """major, if readers must be told; editorial, if the meaning is the same."""
    notes: Localised = {}
    """What changes, for readers, in a sentence or two."""
    unaffected: dict[str, list[str]] = {}
    """For each locale, the sections that need nothing although their source was changed: {fr: [retention]}."""
    choices: dict[Remedy, ChoiceShape] = {}
    """What readers can do about this version: object, withdraw, export, close or settings."""
    otherwise: Localised = {}
    """What happens if a reader does nothing, in a sentence; left out, from when the version applies."""
    consent: Localised = {}
    """How consent is asked for, where it is promised, in a sentence."""


class PolicyShape(Shape):
    """The file policy.yaml."""

    title: Localised
    """What the policy is called; one text, or one for each locale."""
    text: Slug | None = None
    """The folder whose texts and pictures this policy shows, such as that of another site; left out, its own."""
    slug: Slugs
    """The policy’s part of its address, in each locale."""
    former_slugs: dict[str, list[Slug]] = {}
    """For each locale, the slugs that the policy had before, oldest first; their addresses lead to those of today."""
    former_ids: dict[SectionId, SectionId | None] = {}
    """For each id that a section had before, the one it has now; nothing, if the section ended."""
    authoritative: list[str] = []
    """The locales whose text has legal force; left out, all of them."""
    promises: PromisesShape = PromisesShape()
    """What the policy promises about its own changes."""
    facts: Facts = {}
    """What the text names as {{ facts.… }} and {{ table("…") }}."""
    own_facts: list[str] = []
    """Facts that differ from those of other policies on purpose, such as requests.response."""
    labels: Facts = {}
    """What each fact is called in a notice, such as {retention: {calls: {en: "Recorded calls: kept", fr: …}}}."""
    choices: dict[Remedy, ChoiceShape] = {}
    """What readers can do about any new version, where `next:` says nothing else."""
    next: PlanShape | None = None
    """The version being drafted, as far as it is decided."""
    retired: Day | None = None
    """The first day on which the policy no longer applies; all that was published stays at its address."""
    laws: list[str] = []
    """The laws that `affiche laws` holds the policy against, such as eu, ca-qc and us-ca."""
    answers: dict[str, YesNo] = {}
    """Answers to the yes-or-no questions of `affiche laws`, such as sells: no."""
    law: dict[str, str] = {}
    """Duties that the editor says are met, each with the section that meets it: {eu-13-2-d: "#rights"}."""


class FactsShape(Shape):
    """The file facts.yaml."""

    facts: Facts = {}
    """What the texts of all policies can name; a policy takes what it names, and its own facts win."""
    labels: Facts = {}
    """What each fact is called in a notice; a policy's own labels win."""


class PostedShape(Shape):
    """Those keys of policy.yaml on which the pages of a published policy depend, each by itself."""

    title: Localised = {}
    slug: Slugs = {}
    former_slugs: dict[str, list[Slug]] = {}
    retired: Day | None = None


class VersionShape(Shape):
    """The file version.yaml, written when a version is published."""

    version: VersionId
    """Its id: the effective date; a second version of that day ends in .2."""
    policy: Slug | None = None
    """The folder of its policy, which stands in the addresses of its data."""
    slugs: dict[str, list[Slug]] = {}
    """For each locale, the slugs whose addresses answered on that day, that of the day last."""
    effective: Day
    """The first day on which it applies."""
    published: Day
    """The day on which it was first posted."""
    significance: Significance
    title: Localised
    """What the policy was called."""
    authoritative: list[str] = []
    """The locales whose text had legal force."""
    promises: PromisesShape = PromisesShape()
    notes: Localised = {}
    """What changed, for readers."""
    stale: dict[str, list[str]] = {}
    """For each locale, the sections that were published behind the source locale; "" is title and introduction."""
    unaffected: dict[str, list[str]] = {}
    """For each locale, the sections that needed nothing although their source was changed."""
    reasons: Localised = {}
    """Why something unusual was right, for readers."""
    former_ids: dict[SectionId, SectionId | None] = {}
    """For each id that a section had in an earlier version, the section to which it leads; nothing, if it ended."""
    choices: dict[Remedy, ChoiceShape] = {}
    """What readers could do about it."""
    otherwise: Localised = {}
    """What happened if a reader did nothing."""
    consent: Localised = {}
    """How consent was asked for."""
    digests: dict[str, Digest]
    """For each file of the version, its SHA-256."""


_SHAPES: dict[str, type[Shape]] = {
    "site": SiteShape,
    "facts": FactsShape,
    "policy": PolicyShape,
    "version": VersionShape,
}


def json_schemas() -> dict[str, str]:
    """Give each schema as the text of a file, such as `site.schema.json`."""
    _describe_fields(Shape, {})
    return {f"{name}.schema.json": _written(_schema(shape)) for name, shape in _SHAPES.items()}


def _describe_fields(base: type[Shape], inherited: Mapping[str, str]) -> None:
    """Give each field what stands under it: that takes reading this file, which reading a site does without."""
    for shape in base.__subclasses__():
        if shape.__module__ == __name__:
            words = {**inherited, **dict(_docstrings(shape))}
            for name, field in shape.model_fields.items():
                field.description = words.get(name)
            _describe_fields(shape, words)
            shape.model_rebuild(force=True)


def _docstrings(shape: type[Shape]) -> Iterator[tuple[str, str]]:
    (written,) = ast.parse(inspect.getsource(shape)).body
    assert isinstance(written, ast.ClassDef)
    for field, below in pairwise(written.body):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(words))):
                yield name, inspect.cleandoc(words)
            case _:
                pass


def _schema(shape: type[Shape]) -> dict[str, Any]:
    """Give the schema of a file; that of site.yaml is of one site, or of several that share what stands beside them."""
    made = shape.model_json_schema()
    if shape is SiteShape:
        one = OneOfSeveralShape.model_json_schema()
        own = {"type": "object", "additionalProperties": False, "properties": one["properties"]}
        sites = {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": own | {"required": ["base_url", "policies"]},
        }
        sites["description"] = "Several sites from these texts, each with what it has for itself."
        made["properties"]["sites"] = sites
        made["anyOf"] = [{"required": made.pop("required")}, {"required": ["sites"]}]
    return made


def _written(made: dict[str, Any]) -> str:
    from pydantic.json_schema import GenerateJsonSchema  # which reading a site does not need

    content = {"$schema": GenerateJsonSchema.schema_dialect, **_plainer(made)}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _plainer(part: Any) -> Any:
    """Leave out the titles that pydantic makes of names: an editor shows the keys themselves, and what they mean."""
    if isinstance(part, list):
        return [_plainer(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        key: {name: _plainer(one) for name, one in value.items()}
        if key in {"properties", "$defs"}
        else _plainer(value)
        for key, value in part.items()
        if key != "title"
    }
