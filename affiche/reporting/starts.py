"""What is said after a site was started."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from affiche.reporting.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from affiche.starting import Answers


def started_text(folder: str, answers: Answers, guessed: Sequence[str]) -> str:
    """Say what lies there now, what was made up, and what to do next."""
    languages = listed([answers.language_tags.get(locale, locale) for locale in answers.locales])
    lines = [f"Started a site in {folder}: a privacy policy in {languages}, to be made your own."]
    if guessed:
        names = listed(guessed)
        lines.append(f"Made up, and to be corrected in {folder}/content/site.yaml: {names}.")
    lines += [
        "",
        "What to do next:",
        f"  cd {shlex.quote(folder)}",
        "  affiche serve              shows the site as you write, in your browser",
        "  affiche check              lists what is still to be decided, and where",
        "  affiche publish privacy    makes the text a version, once nothing is left to decide",
        "",
        "The text is a place to start from, not legal advice.",
    ]
    return "\n".join(lines)
