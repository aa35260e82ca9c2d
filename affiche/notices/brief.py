"""A notice in few words, for colleagues, release notes and chats; and as data."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from affiche.notices.plain import MARKDOWN, SLACK, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.notices.plain import Style
    from affiche.notices.record import Announcement, Message, Notice

FORMAT = 1


def markdown(message: Message) -> str:
    """Return the notice in Markdown."""
    return "\n".join(line for notice in message.notices for line in _lines(notice, MARKDOWN, "## ", ""))


def slack(message: Message) -> str:
    """Return the notice as a chat such as Slack shows it."""
    return "\n".join(line for notice in message.notices for line in _lines(notice, SLACK, "*", "*"))


def _lines(notice: Notice, style: Style, opening: str, closing: str) -> Iterator[str]:
    localizer = notice.localizer
    yield f"{opening}{style.escape(notice.subject)}{closing}"
    for about in notice.announcements:
        yield ""
        if notice.is_joint:
            yield f"{style.strong}{style.escape(about.title)}{style.strong}"
            yield ""
        if about.reason:
            yield style.escape(localizer.plain("Reason: %(reason)s", reason=about.reason))
            yield ""
        if about.note:
            yield plain(about.note, style)
            yield ""
        if about.facts:
            yield from (f"{style.item}{style.escape(fact.sentence)}" for fact in about.facts)
            yield ""
        name = (
            localizer.plain("The version withdrawn")
            if about.withdrawn
            else localizer.plain("The new version")
        )
        links = [(name, about.links.text)]
        if about.links.comparison:
            links.append((localizer.plain("The changes marked in the text"), about.links.comparison))
        if about.links.old_text and about.replaces:
            links.append(
                (
                    localizer.plain("The version of %(day)s", day=localizer.plain_date(about.replaces)),
                    about.links.old_text,
                )
            )
        yield " · ".join(style.linked(style.escape(words), url) for words, url in links)
    yield ""


def data(message: Message) -> str:
    """Return the record as JSON; its form is docs/notice.schema.json."""
    content = {
        "format": FORMAT,
        "subject": message.subject,
        "notices": [_notice(notice) for notice in message.notices],
    }
    return json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n"


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "language": notice.tag,
        "subject": notice.subject,
        "sender": asdict(notice.sender),
        "greeting": notice.greeting,
        "footer": notice.footer,
        "announcements": [_announcement(notice, about) for about in notice.announcements],
    }


def _announcement(notice: Notice, about: Announcement) -> dict[str, Any]:
    return {
        "policy": about.policy,
        "title": about.title,
        "version": about.version,
        "significance": about.significance,
        "published": about.published,
        "effective": about.effective,
        "replaces": about.replaces,
        "withdrawn": about.withdrawn,
        "reason": about.reason,
        "note": {"html": about.note, "text": about.note_text},
        "facts": list(map(asdict, about.facts)),
        "values": asdict(about.values),
        "sections": list(map(asdict, about.sections)),
        "options": list(map(asdict, about.options)),
        "otherwise": notice.otherwise(about),
        "links": asdict(about.links),
    }
