"""A message as a file that any mail program opens and sends: plain text and HTML, the same bytes each time."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from affiche.notices.record import Message

_BOUNDARY = "affiche-notice"


def eml(message: Message, text: str, html: str) -> bytes:
    """Return the message without a receiver, a date or an id, which the program that sends it adds."""
    mail = EmailMessage(policy=SMTP)
    sender = message.sender
    mailbox, _, domain = sender.email.rpartition("@")
    mail["From"] = Address(_in_a_line(sender.name), mailbox, domain.encode("idna").decode())
    mail["Subject"] = _in_a_line(message.subject)
    mail["X-Unsent"] = "1"  # Outlook then opens it to be sent, and not as received
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative(html, subtype="html", cte="quoted-printable")
    mail["Content-Language"] = ", ".join(notice.tag for notice in message.notices)
    mail.set_boundary(_boundary(text, html))
    return mail.as_bytes()


def _in_a_line(words: str) -> str:
    """Return the words of a header, which cannot have lines; no-break spaces stay."""
    return " ".join(words.splitlines())


def _boundary(*parts: str) -> str:
    """Return a boundary that stands in none of the parts, by a rule and not by chance."""
    number = 0
    while any(f"{_BOUNDARY}-{number}" in part for part in parts):
        number += 1
    return f"{_BOUNDARY}-{number}"
