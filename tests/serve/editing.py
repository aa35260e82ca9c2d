"""A person who edits in the browser, without JavaScript: opens a page, fills in its form, and sends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from lxml import html

from tests.site.building import select

if TYPE_CHECKING:
    from tests.serve.previewing import Answer, Previewed

FORM = "application/x-www-form-urlencoded"


@dataclass
class Form:
    """The form of a page as a browser would send it."""

    preview: Previewed
    address: str
    fields: dict[str, str]

    def send(self, do: str = "save", *, origin: str | None = None, **headers: str) -> Answer:
        """Send it; lines end in both signs, as browsers end them."""
        sent = {name: value.replace("\n", "\r\n") for name, value in {**self.fields, "do": do}.items()}
        own = self.preview.home if origin is None else origin
        given = {"Content_Type": FORM, **({"Origin": own} if own else {}), **headers}
        return self.preview.send(self.address, "POST", urlencode(sent).encode(), given)


def form(preview: Previewed, address: str) -> Form:
    """Open a page, and take its form."""
    page = html.fromstring(preview.ask(address).text)
    return Form(preview, address, dict(_fields(page)))


def _fields(page: Any) -> Any:
    for field in select(page, "//form[@id='form']//*[@name]"):
        kind, name = field.get("type", ""), str(field.get("name"))
        if field.tag == "textarea":
            yield name, str(field.text or "").removeprefix("\n")  # a browser drops the first line feed
        elif field.tag == "select":
            chosen = select(field, "./option[@selected]") or select(field, "./option")[:1]
            yield from ((name, str(option.get("value"))) for option in chosen)
        elif field.tag == "input" and kind != "checkbox":
            yield name, str(field.get("value", ""))
