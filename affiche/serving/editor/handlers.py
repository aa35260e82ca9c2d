"""What all pages of the editor have in common: who may see them, and who may change anything.

Another website that is open in the same browser can send requests here as well. Reading it could not, as for any page
of the preview; so that it cannot write either, each change has to come from a page of this editor, by its Origin, and
carry the token that only such a page holds. The token is new each time that the preview is started.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from gettext import NullTranslations
from typing import TYPE_CHECKING, Any, TypeVar

from tornado.ioloop import IOLoop
from tornado.web import HTTPError

from affiche.builds import day_of
from affiche.confined import Kind, Root
from affiche.localization import Localizer
from affiche.messages import shown
from affiche.problems import UnknownError, chosen
from affiche.serving.drafting import DRAFT
from affiche.serving.editor.pages import STATIC, page, static
from affiche.serving.handlers import Refusing
from affiche.serving.mistakes import EDIT
from affiche.source.files import with_plain_lines
from affiche.source.shared_facts import FACTS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from http import HTTPStatus

    from affiche.builds import Moment
    from affiche.model import Policy, Site
    from affiche.serving.checks import Checks
    from affiche.serving.preview import Preview, Snapshot

Made = TypeVar("Made")
SHARED = "shared/"
"""The way to the facts that several policies share."""
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """What the pages of the editor work on."""

    preview: Preview
    checks: Checks
    now: Callable[[], Moment]
    language: str
    """That of the commands, `en` or `fr`."""
    say: Callable[[str], None]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    @property
    def inside(self) -> Root:
        """The folder of the source, out of which nothing leads."""
        return Root(self.preview.source)

    def has(self, name: str) -> bool:
        """Say whether a policy is of this site."""
        snapshot = self.preview.snapshot
        return snapshot is not None and any(policy.name == name for policy in snapshot.site.policies)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A way to another page."""

    words: str
    href: str
    is_here: bool = False


class EditHandler(Refusing):
    """Answers pages of the editor."""

    def initialize(  # type: ignore[override] # as the others
        self, editors: Sequence[Editor], hosts: frozenset[str]
    ) -> None:
        """Take what is edited: one site, or several."""
        super().initialize(hosts)
        self.editors = editors
        self.nonce = secrets.token_urlsafe(16)

    def prepare(self) -> None:
        """Choose the site of the policy; refuse a foreign name, and of what changes anything also a foreign page."""
        super().prepare()
        own = (editor for editor in self.editors if any(editor.has(name) for name in self.path_args[:1]))
        self.editor = next(own, self.editors[0])
        if self.request.method == "POST":
            origins = {f"http://{host}" for host in self.hosts}
            token = self.field("token") if self._is_form() else ""
            is_own = self.request.headers.get("Origin") in origins
            if not is_own or not secrets.compare_digest(token.encode(), self.editor.token.encode()):
                raise HTTPError(403)
        self.set_header("Content-Security-Policy", self._policy())

    def _is_form(self) -> bool:
        return self.request.headers.get("Content-Type", "").partition(";")[0].strip() == _FORM

    def _policy(self) -> str:
        """Allow the editor's own files, and the pages of the preview in a frame."""
        host = self.request.headers["Host"]
        return (
            f"default-src 'none'; script-src http://{host}{EDIT}static/; style-src http://{host}{EDIT}static/ "
            f"'nonce-{self.nonce}'; connect-src 'self' ws://{host}; frame-src 'self'; img-src 'self' data:; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )

    def field(self, name: str) -> str:
        """Give a field as it was sent, its lines ending in line feeds; "" if it was not."""
        return self.fields().get(name, "")

    def fields(self) -> dict[str, str]:
        """Give every field that was sent; nothing is taken out of their words."""
        try:
            return {
                name: with_plain_lines(values[-1].decode())
                for name, values in self.request.body_arguments.items()
            }
        except UnicodeDecodeError:
            raise HTTPError(400) from None

    @property
    def snapshot(self) -> Snapshot:
        """The source as it was last read without a mistake."""
        if self.editor.preview.snapshot is None:
            raise HTTPError(503)
        return self.editor.preview.snapshot

    @property
    def site(self) -> Site:
        """The site that is edited."""
        return self.snapshot.site

    def policy(self, name: str) -> Policy:
        """Give a policy of the site; there is nothing else that could be edited."""
        try:
            return chosen({policy.name: policy for policy in self.site.policies}, name, "policy")
        except UnknownError:
            raise HTTPError(404) from None

    @property
    def wants_data(self) -> bool:
        """Whether the page's own script asks."""
        return self.request.headers.get("Accept", "") == "application/json"

    async def apart(self, work: Callable[[], Made]) -> Made:
        """Do something in a thread of its own, as a long text takes seconds; other requests are answered meanwhile."""
        return await IOLoop.current().run_in_executor(None, work)

    def filled(self, name: str, here: str, policy: Policy, **values: Any) -> str:
        """Fill a page about a policy; `here` is the way to it."""
        return page(
            name,
            language=self.editor.language,
            token=self.editor.token,
            nonce=self.nonce,
            title=self.title(policy),
            policy=policy.name,
            edit=EDIT,
            tabs=self._tabs(policy, here),
            looks=self._looks(policy),
            frame=self._frame(policy),
            **values,
        )

    def send(self, html: str) -> None:
        """Send a page."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(html)

    def title(self, policy: Policy) -> str:
        """Name a policy in the language of the commands, if it has a name in it."""
        return policy.titles.get(self.editor.language) or next(iter(policy.titles.values()))

    def _tabs(self, policy: Policy, here: str) -> list[Link]:
        has_shared = self.editor.inside.kind(FACTS) is Kind.FILE
        tabs = {
            "": shown("Text"),
            "facts/": shown("Facts and plan"),
            **({SHARED: shown("Shared facts")} if has_shared else {}),
            "file/": "policy.yaml",
            "publish/": shown("Publish"),
        }
        home = f"{EDIT}{policy.name}/"
        return [Link(words=words, href=home + way, is_here=way == here) for way, words in tabs.items()]

    def _looks(self, policy: Policy) -> list[Link]:
        """Lead to the pages of the preview that show the draft, as far as there are any."""
        urls, first, *others = self.snapshot.urls, *self._spoken_first()
        ways = [
            (shown("Draft"), urls.version(policy, DRAFT, first)),
            (shown("What the draft changes"), urls.redline(policy, DRAFT, first)),
            *((shown("Side by side"), urls.sides(policy, DRAFT, first, other)) for other in others[:1]),
        ]
        day = self.day()
        return [Link(words=words, href=at.href) for words, at in ways if self.snapshot.find(at.href, day)]

    def _frame(self, policy: Policy) -> dict[str, str]:
        return {each: self.snapshot.urls.version(policy, DRAFT, each).href for each in self.site.locales}

    def _spoken_first(self) -> Sequence[str]:
        language = self.editor.language
        return sorted(self.site.locales, key=lambda locale: locale.partition("-")[0] != language)

    def languages(self) -> dict[str, str]:
        """Name each language of the site in the language of the commands."""
        speaking = Localizer(self.editor.language, NullTranslations(), self.site.language_tags)
        return {locale: speaking.language(locale) for locale in self.site.locales}

    def day(self) -> date:
        """Give the day that is shown."""
        return day_of(self.editor.now(), self.site.timezone)

    def refuse(self, status: HTTPStatus, message: str) -> None:
        """Answer the page's own script that something could not be done."""
        self.set_status(status)
        self.data({"message": message})

    def data(self, content: object) -> None:
        """Answer the page's own script."""
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(content))

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say why in a line."""
        said = {
            403: shown(
                "Nothing was changed: this did not come from a page of this editor. Open the page again."
            ),
            404: shown("There is no such page."),
            405: shown("This can only be read."),
            503: shown(
                "The source cannot be read yet: look at the problems in the preview, and mend those first."
            ),
        }
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(
            f"{said.get(status_code) or shown('This could not be understood, so nothing was changed.')}\n"
        )


class StaticHandler(Refusing):
    """Gives the files that the pages need."""

    def get(self, name: str) -> None:
        """Answer for one of the known names."""
        if name not in STATIC:
            raise HTTPError(404)
        self.set_header("Content-Type", f"{STATIC[name]}; charset=utf-8")
        self.finish(static(name))


class ListHandler(EditHandler):
    """Leads to each policy."""

    def get(self) -> None:
        """List them, under the name of their site where there are several; to the only one it leads at once."""
        sites = {
            editor.preview.brand: [
                Link(words=self.title(policy), href=f"{EDIT}{policy.name}/")
                for policy in editor.preview.snapshot.site.policies
            ]
            for editor in self.editors
            if editor.preview.snapshot
        }
        links = [link for listed in sites.values() for link in listed]
        if not sites:
            raise HTTPError(503)
        if len(links) == 1:
            self.redirect(links[0].href)
            return
        self.send(page("list.html", language=self.editor.language, edit=EDIT, sites=sites))
