"""What went to a translator, and what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.reporting.phrases import counted

if TYPE_CHECKING:
    from affiche.exchange.translated import Translated
    from affiche.translating import Work


def sent_text(asked: Work, file: str) -> str:
    """Say what a file asks for, and what to do when it is back."""
    done = len(asked.requests) - asked.open
    already = f"; {done} more came along, translated" if done else ""
    sections = len({request.id.rpartition("/")[0] for request in asked.requests})
    return (
        f"Wrote {file}: {counted(asked.open, 'text')} to translate in {counted(sections, 'section')}{already}.\n"
        f"When it is back: affiche translate in {asked.policy} {file}"
    )


def taken_text(asked: Work, done: Translated) -> str:
    """Say which sections were written, and what was left with the reason."""
    names = [f"#{each}" if each else "title and introduction" for each in done.sections]
    lines = [f"Wrote {asked.path}: {', '.join(names)}." if names else f"{asked.path} is as it was."]
    if done.left:
        lines += ["", f"Left as they were, {counted(len(done.left), 'text')}:"]
        lines += [f"  {each.id:<20} {each.why}" for each in done.left]
    return "\n".join(lines)
