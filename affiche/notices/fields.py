"""The merge fields of mailing services, such as `{{ first_name }}`, `*|FNAME|*` or `%%name%%`, which pass untouched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from affiche.source.data.values import MERGE_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.notices.record import Message


def escaped_around_fields(text: str, *, in_attribute: bool = False) -> Markup:
    """Escape a text for HTML, but for the merge fields in it; in an attribute, no field may end it with a quotation mark."""
    written, at = Markup(""), 0
    for match in MERGE_FIELD.finditer(text):
        field = match[0].replace('"', "&#34;") if in_attribute else match[0]
        written += escape(text[at : match.start()]) + Markup(field)  # noqa: S704 an editor's own field
        at = match.end()
    return written + escape(text[at:])


def merge_fields(message: Message) -> Iterator[str]:
    """Return every merge field in what an editor wrote for a message."""
    for notice in message.notices:
        links = (option.link for about in notice.announcements for option in about.options)
        for text in (notice.greeting, notice.footer, *links):
            yield from (field[0] for field in MERGE_FIELD.finditer(text))
