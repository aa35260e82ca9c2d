"""Every address of the site. Once posted, an address works for ever, so this file changes by addition only."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from affiche.localization import Localizer
    from affiche.model import Policy
    from affiche.pictures import Picture

STYLE = "style.css"
ICON = "icon.svg"
_ROOM = "\1"
"""Around the locale whose address is put in later; no text holds this sign."""
_WHOLE = "\2"
"""Before an address that is put in later: all of it is to be written, and not only the path."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Address:
    """A place on the site; the path begins with a slash and, for a page, ends with one."""

    base_url: str
    path: str

    @property
    def href(self) -> str:
        """For a link on the same host, with the folder that the site is served under."""
        return urlsplit(self.base_url).path.rstrip("/") + self.path

    @property
    def url(self) -> str:
        """The whole address."""
        return self.base_url.rstrip("/") + self.path

    @property
    def file(self) -> str:
        """The file that answers for it, inside the output folder."""
        return self.path.removeprefix("/") + ("index.html" if self.path.endswith("/") else "")


def later(locale: str) -> Address:
    """Stand for the address of a page in another locale, in a part that many pages show; no text holds these signs."""
    return Address(base_url=_WHOLE, path=f"{_ROOM}{locale}{_ROOM}")


def put_in(text: str, addresses: Mapping[str, Address]) -> str:
    """Write into a page its addresses in each locale, where parts of it left room for them."""
    parts = text.split(_ROOM)
    for at in range(1, len(parts), 2):
        address, before = addresses.get(parts[at]), parts[at - 1]
        if address is None:  # the page is not there in that locale: its room stays, for whoever looks for it
            parts[at] = f"{_ROOM}{parts[at]}{_ROOM}"
            continue
        is_whole = before.endswith(_WHOLE)
        parts[at - 1] = before.removesuffix(_WHOLE)
        parts[at] = escape(address.url if is_whole else address.href)
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class Urls:
    """Makes addresses; slugs and path words are those of each locale."""

    base_url: str
    localizers: Mapping[str, Localizer]

    def chooser(self) -> Address:
        """Where a reader chooses a language."""
        return self._at("/")

    def index(self, locale: str) -> Address:
        """The policies in one locale."""
        return self._at(f"/{locale}/")

    def policy(self, policy: Policy, locale: str) -> Address:
        """The version in force."""
        return self._at(f"/{locale}/{policy.slugs[locale]}/")

    def version(self, policy: Policy, version: str, locale: str) -> Address:
        """One version, for ever."""
        return self._under(policy, locale, version)

    def redline(self, policy: Policy, version: str, locale: str) -> Address:
        """What a version changed."""
        return self._under(policy, locale, f"{version}/{self.localizers[locale].address('changes')}")

    def redline_columns(self, policy: Policy, version: str, locale: str) -> Address:
        """What a version changed, the old text and the new one in columns."""
        localizer = self.localizers[locale]
        path = f"{version}/{localizer.address('changes')}/{localizer.address('columns')}"
        return self._under(policy, locale, path)

    def since(self, policy: Policy, version: str, locale: str) -> Address:
        """What changed from a version to the one in force."""
        return self._under(policy, locale, f"{version}/{self.localizers[locale].address('since')}")

    def compared(self, policy: Policy, version: str, earlier: str, locale: str) -> Address:
        """What changed from any earlier version to a version."""
        return self._under(policy, locale, f"{version}/{self.localizers[locale].address('since')}/{earlier}")

    def paper(self, policy: Policy, version: str, locale: str) -> Address:
        """One version as a PDF file, whose name still says what it is in a folder of downloads."""
        return self._paper(self.version(policy, version, locale), policy, version, locale)

    def redline_paper(self, policy: Policy, version: str, locale: str) -> Address:
        """What a version changed, as a PDF file."""
        address = self.redline(policy, version, locale)
        return self._paper(address, policy, f"{version}-{self.localizers[locale].address('changes')}", locale)

    def sides_paper(self, policy: Policy, version: str, locale: str, other: str) -> Address:
        """A version in two languages side by side, as a PDF file."""
        address = self.sides(policy, version, locale, other)
        return self._at(f"{address.path}{policy.slugs[locale]}-{version}.{locale}-{other}.pdf")

    def sides(self, policy: Policy, version: str, locale: str, other: str) -> Address:
        """A version in two languages side by side, the page's own first."""
        return self._under(policy, locale, f"{version}/{locale}-{other}")

    def redline_sides(self, policy: Policy, version: str, locale: str, other: str) -> Address:
        """What a version changed, in two languages side by side."""
        return self._under(
            policy, locale, f"{version}/{self.localizers[locale].address('changes')}/{locale}-{other}"
        )

    def notice(self, policy: Policy, version: str, locale: str) -> Address:
        """What readers are told about a version."""
        return self._under(policy, locale, f"{version}/{self.localizers[locale].address('notice')}")

    def banner(self, locale: str) -> Address:
        """Today's notices for a homepage."""
        return self._at(f"/{locale}/banner.html")

    def history(self, policy: Policy, locale: str) -> Address:
        """The change log."""
        return self._under(policy, locale, self.localizers[locale].address("history"))

    def days(self, policy: Policy, locale: str) -> Address:
        """Which version applied on which days."""
        return self._under(policy, locale, self.localizers[locale].address("on"))

    def feed(self, policy: Policy, locale: str) -> Address:
        """The change log for feed readers."""
        return self._at(f"/{locale}/{policy.slugs[locale]}/feed.xml")

    def data(self, policy: Policy) -> Address:
        """The versions as data."""
        return self._at(f"/{policy.name}/versions.json")

    def ledger(self, policy: Policy) -> Address:
        """The ledger, by which anyone can check what was posted."""
        return self._at(f"/{policy.name}/ledger.json")

    def picture(self, policy: str, picture: Picture) -> Address:
        """A picture that a text of a policy shows; the name of the policy is that of its posting."""
        return self._at(f"/{policy}{picture.path}")

    def named(self, file: str) -> Address:
        """A file at the top, such as `sitemap.xml`."""
        return self._at(f"/{file}")

    def _paper(self, page: Address, policy: Policy, name: str, locale: str) -> Address:
        return self._at(f"{page.path}{policy.slugs[locale]}-{name}.{locale}.pdf")

    def _under(self, policy: Policy, locale: str, rest: str) -> Address:
        return self._at(f"/{locale}/{policy.slugs[locale]}/{rest}/")

    def _at(self, path: str) -> Address:
        return Address(base_url=self.base_url, path=path)
