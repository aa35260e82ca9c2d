"""Pages that save working files: all that was sent or nothing, and what was written stays on the page if it is refused."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from affiche.editing.working_files import NewerFileError, save
from affiche.messages import shown
from affiche.problems import AfficheError
from affiche.serving.editor.handlers import EditHandler

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from affiche.editing.working_files import WorkingFile
    from affiche.model import Policy


class SavingHandler(EditHandler):
    """Shows working files, and saves them."""

    async def get(self, name: str) -> None:
        """Show them as they are on the disk."""
        saved = {"1": shown("Saved."), "0": shown("Nothing was changed, so nothing was saved.")}
        policy, notice = self.policy(name), saved.get(self.get_query_argument("saved", ""), "")
        self.send(await self.apart(lambda: self.html(policy, {}, notice=notice)))

    async def post(self, name: str) -> None:
        """Save what was changed, in all files or in none, if they are still as they were opened."""
        policy, fields = self.policy(name), self.fields()
        try:
            saved = save(self.editor.inside, self.changed(policy, fields))
        except (AfficheError, OSError) as error:
            await self._refuse(policy, fields, error)
            return
        if self.wants_data:
            self.data({"saved": saved, **await self.apart(lambda: self.after_saving(policy))})
        else:
            self.redirect(f"{self.request.path}?saved={int(bool(saved))}", status=HTTPStatus.SEE_OTHER)

    async def _refuse(self, policy: Policy, fields: Mapping[str, str], error: Exception) -> None:
        """Say why nothing was saved, with what was written still in its place."""
        is_newer, why = isinstance(error, NewerFileError), shown(str(error))
        status = HTTPStatus.CONFLICT if is_newer else HTTPStatus.UNPROCESSABLE_ENTITY
        if self.wants_data:
            self.refuse(status, why)
            return
        self.set_status(status)
        self.send(await self.apart(lambda: self.html(policy, fields, refused=why)))

    def changed(self, policy: Policy, fields: Mapping[str, str]) -> Sequence[tuple[WorkingFile, str]]:
        """Give each file with the text that it is to have."""
        raise NotImplementedError

    def after_saving(self, policy: Policy) -> Mapping[str, object]:
        """Tell the page's own script what it cannot know."""
        raise NotImplementedError

    def html(self, policy: Policy, written: Mapping[str, str], *, notice: str = "", refused: str = "") -> str:
        """Make the page, with what was written in its fields."""
        raise NotImplementedError
