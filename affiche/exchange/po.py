"""Requests for translation as a PO file, which every translation program opens."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from affiche.exchange.translation import Answer, Progress
from affiche.problems import ContentError, Location, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from affiche.exchange.translation import Request

WHOLE_LINES = 1_000_000
"""A width: Babel breaks what a message said before into lines that no other program reads."""


def write(requests: Sequence[Request], policy: str, languages: tuple[str, str], now: datetime) -> bytes:
    """Write requests; what is done comes translated, and what was changed comes as it was, marked fuzzy."""
    catalogue = Catalog(
        locale=languages[1].replace("-", "_"),
        project=policy,
        version="1",
        creation_date=now,
        revision_date=now,
        fuzzy=False,
        header_comment=f"# The words of {policy} to translate. Words in {{{{ }}}}, and []( ), stay as they are.",
    )
    catalogue.language_team = catalogue.last_translator = catalogue.msgid_bugs_address = ""
    for request in requests:
        catalogue.add(
            request.source,
            request.target,
            context=f"{policy}:{request.id}",
            flags=["fuzzy"] if request.target and request.state is not Progress.DONE else [],
            auto_comments=[request.section] if request.section else [],
            previous_id=request.before or (),
        )
    written = io.BytesIO()
    write_po(written, catalogue, width=WHOLE_LINES, include_previous=True)
    return written.getvalue()


def read(path: str, data: bytes) -> tuple[Answer, ...]:
    """Read what came back; ContentError where the file is no PO file, or one of another text."""
    try:
        catalogue = read_po(io.BytesIO(data), abort_invalid=True)
    except (PoFileError, ValueError, LookupError) as error:
        raise ContentError(
            [
                Problem(
                    location=Location(path=path),
                    message=f"the file cannot be read: {error}",
                    rule="exchange/unreadable",
                )
            ]
        ) from None
    return tuple(
        Answer(
            id=message.context.partition(":")[2],
            source=str(message.id),
            target=str(message.string or ""),
            is_open=message.fuzzy,
        )
        for message in catalogue
        if message.id and message.context
    )
