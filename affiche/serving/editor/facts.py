"""The pages of policy.yaml: as a form, and as the file that it is."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from affiche.editing.fields import parts_of, with_answers
from affiche.editing.working_files import CannotEditError, WorkingFile, open_file, reopened
from affiche.editing.yaml_text import CannotWriteError
from affiche.messages import shown
from affiche.serving.editor.handlers import SHARED
from affiche.serving.editor.marks import marks_of
from affiche.serving.editor.saving import SavingHandler
from affiche.source.shared_facts import FACTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from affiche.editing.fields import Part
    from affiche.model import Policy

FIRST = ("next", "title", "facts")
"""What is edited often, in this order; the rest comes after it, folded."""


class _YamlHandler(SavingHandler):
    """Shows a YAML file, and saves it."""

    here: str

    def file_of(self, policy: Policy) -> str:
        """Name the file that is shown."""
        return f"{policy.name}/policy.yaml"

    def changed(self, policy: Policy, fields: Mapping[str, str]) -> list[tuple[WorkingFile, str]]:
        """Give the file with its new text."""
        file = reopened(self.editor.inside, self.file_of(policy), fields.get("opened", ""))
        return [(file, self.text(file, fields))]

    def after_saving(self, policy: Policy) -> dict[str, object]:
        """Let the script open the page again."""
        del policy
        return {"anew": True}

    def text(self, file: WorkingFile, fields: Mapping[str, str]) -> str:
        """Give the text to be saved."""
        raise NotImplementedError


class FactsHandler(_YamlHandler):
    """Shows policy.yaml as a form."""

    here = "facts/"

    def text(self, file: WorkingFile, fields: Mapping[str, str]) -> str:
        """Put what was filled in into the file."""
        return with_answers(file.text, fields, self.site.locales)

    def html(self, policy: Policy, written: Mapping[str, str], *, notice: str = "", refused: str = "") -> str:
        """Show the form."""
        parts: Sequence[Part] = ()
        file, failed = _opened(lambda: open_file(self.editor.inside, self.file_of(policy)))
        if file:
            try:
                parts = parts_of(file.text, self.site.locales, self.editor.language)
            except CannotWriteError as error:
                failed = [shown(str(error))]
        often = [part for key in FIRST for part in parts if part.key == key]
        return self.filled(
            "facts.html",
            self.here,
            policy,
            file=PurePath(self.file_of(policy)).name,
            parts=often,
            rest=[part for part in parts if part.key not in FIRST],
            written=written,
            opened=written.get("opened", file.digest if file else ""),
            tags=self.site.language_tags,
            names=self.languages(),
            marks=marks_of(self.editor, self.file_of(policy)),
            failed=failed,
            notice=notice,
            refused=refused,
        )


class SharedHandler(FactsHandler):
    """Shows the facts that several policies share."""

    here = SHARED

    def file_of(self, policy: Policy) -> str:
        """Name the file of the whole site."""
        del policy
        return FACTS


class FileHandler(_YamlHandler):
    """Shows policy.yaml as it is."""

    here = "file/"

    def text(self, file: WorkingFile, fields: Mapping[str, str]) -> str:
        """Take the text as it was sent."""
        del file
        if "text" not in fields:
            raise CannotEditError("The page did not come whole, so nothing was saved: open it again.")
        return fields["text"]

    def html(self, policy: Policy, written: Mapping[str, str], *, notice: str = "", refused: str = "") -> str:
        """Show the file."""
        file, failed = _opened(lambda: open_file(self.editor.inside, self.file_of(policy)))
        return self.filled(
            "file.html",
            self.here,
            policy,
            text=written.get("text", file.text if file else ""),
            opened=written.get("opened", file.digest if file else ""),
            marks=marks_of(self.editor, self.file_of(policy)),
            failed=failed,
            notice=notice,
            refused=refused,
        )


def _opened(opening: Callable[[], WorkingFile]) -> tuple[WorkingFile | None, list[str]]:
    try:
        return opening(), []
    except CannotEditError as error:
        return None, [shown(str(error))]
