"""The page of the texts: each section in every language, next to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tornado.web import HTTPError

from affiche.editing.sections import free_id, pieces_of, together, with_section
from affiche.editing.working_files import CannotEditError, open_file, reopened
from affiche.messages import shown
from affiche.serving.editor.handlers import EditHandler
from affiche.serving.editor.pages import page
from affiche.serving.editor.saving import SavingHandler
from affiche.serving.editor.sections import states_of, text_rows
from affiche.source.text.editions import is_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from affiche.editing.working_files import WorkingFile
    from affiche.model import Policy
    from affiche.serving.editor.sections import Row

_TO_WRITE = {"fr": "[À DÉCIDER\u00a0: ce que dit cette section]"}
_TO_WRITE_ELSEWHERE = "[DECIDE: what this section says]"
"""What a new section holds: `check` knows it as words still to be written."""


class _TextPage(EditHandler):
    """Knows the texts of a policy."""

    def open(self, policy: Policy) -> tuple[dict[str, WorkingFile], list[str]]:
        """Open what can be opened, and say of the rest why it cannot."""
        files, failed = {}, []
        for locale in self.site.locales:
            try:
                files[locale] = open_file(self.editor.inside, policy.working_file(locale))
            except CannotEditError as error:
                failed.append(shown(str(error)))
        return files, failed

    def rows(self, policy: Policy, files: Mapping[str, WorkingFile], written: Mapping[str, str]) -> list[Row]:
        """Pair the sections of all languages."""
        states = states_of(self.editor, self.site, policy, self.day())
        return text_rows(self.editor, self.site, files, written, states)

    def state(self, policy: Policy) -> dict[str, object]:
        """Say what the page's own script is to show: digests, problems, and what sections there are."""
        files, _ = self.open(policy)
        rows = self.rows(policy, files, {})
        cells = [cell for row in rows for cell in row.cells.values() if cell]
        return {
            "opened": {locale: file.digest for locale, file in files.items()},
            "pieces": {cell.name: row.key for row in rows for cell in row.cells.values() if cell},
            "marks": {cell.name: [mark.data(cell.line) for mark in cell.marks] for cell in cells},
            "lists": {
                cell.name: page("marks.html", marks=cell.marks, cell=cell.name)
                for cell in cells
                if cell.marks
            },
            "isChecked": self.editor.checks.is_done or bool(self.editor.preview.problems),
            "blocking": [shown(each.message) for each in self.editor.preview.problems],
        }


class TextHandler(_TextPage, SavingHandler):
    """Shows the texts of a policy, and saves them."""

    def changed(self, policy: Policy, fields: Mapping[str, str]) -> list[tuple[WorkingFile, str]]:
        """Put the bodies together again, with a new section if one is asked for."""
        files = {
            locale: reopened(self.editor.inside, policy.working_file(locale), fields[f"opened.{locale}"])
            for locale in self.site.locales
            if f"opened.{locale}" in fields
        }
        texts = {
            locale: together(pieces_of(file.text), _bodies(file, locale, fields))
            for locale, file in files.items()
        }
        if fields.get("do") == "add":
            texts = self._with_section(texts, fields)
        return [(file, texts[locale]) for locale, file in files.items()]

    def _with_section(self, texts: Mapping[str, str], fields: Mapping[str, str]) -> dict[str, str]:
        """Put a section into the texts, under the same id in each."""
        titles = {locale: " ".join(fields.get(f"title.{locale}", "").split()) for locale in texts}
        if not titles or not all(titles.values()):
            raise CannotEditError(shown("Give the new section a title in each language."))
        taken = [piece.id for text in texts.values() for piece in pieces_of(text)]
        own = fields.get("id", "").strip() or free_id(next(iter(titles.values())), taken)
        if not is_id(own) or own in taken:
            raise CannotEditError(shown(f"A new section cannot have the id {own!r}: choose another one."))
        mark = "###" if fields.get("level") == "3" else "##"
        return {
            locale: with_section(
                text,
                fields.get("after", ""),
                f"{mark} {titles[locale]} {{#{own}}}",
                _TO_WRITE.get(locale.partition("-")[0], _TO_WRITE_ELSEWHERE),
            )
            for locale, text in texts.items()
        }

    def after_saving(self, policy: Policy) -> Mapping[str, object]:
        """Tell how the texts are now."""
        return self.state(policy)

    def html(self, policy: Policy, written: Mapping[str, str], *, notice: str = "", refused: str = "") -> str:
        """Show the sections."""
        files, failed = self.open(policy)
        names = {locale: name for locale, name in self.languages().items() if locale in files}
        opened = {locale: written.get(f"opened.{locale}", file.digest) for locale, file in files.items()}
        return self.filled(
            "text.html",
            "",
            policy,
            rows=self.rows(policy, files, written),
            locales=names,
            opened=opened,
            added=written,
            failed=failed,
            notice=notice,
            refused=refused,
            number=self.editor.preview.state,
        )


class StateHandler(_TextPage):
    """Tells the page's own script what is on the disk, and what is wrong with it."""

    async def get(self, name: str) -> None:
        """Answer with data."""
        policy = self.policy(name)
        self.data(await self.apart(lambda: self.state(policy)))


def _bodies(file: WorkingFile, locale: str, fields: Mapping[str, str]) -> list[str]:
    """Take the bodies of all pieces; where one is missing, the page did not come whole."""
    names = [f"text.{locale}.{number}" for number in range(len(pieces_of(file.text)))]
    if any(name not in fields for name in names):
        raise HTTPError(400)
    return [fields[name] for name in names]
