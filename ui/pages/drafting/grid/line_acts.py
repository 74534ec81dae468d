"""What is done to the chosen lines of the grid as a whole."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.drafting.bulk import ManyDone, duplicate, finish_many
from app.workspace import Workspace
from ui.pages.drafting.grid.declining import DeclinePanel
from ui.pages.drafting.grid.looking import UNDO, LookFirst
from ui.pages.drafting.view import ANY
from ui.pages.drafting.words import self_name

if TYPE_CHECKING:
    from ui.pages.drafting.grid.view import GridView


class LineActs(QObject):
    """Finishing, declining, confirming, copying and removing lines."""

    def __init__(self, view: "GridView", first: LookFirst) -> None:
        super().__init__(view)
        self._view, self._desk, self._first = view, view.desk, first
        self._asked: tuple[str, ...] = ()
        """The lines whose reason is asked for."""

    @cached_property
    def decline(self) -> DeclinePanel:
        """Asks for the reason, made when it is first asked for."""
        panel = DeclinePanel(self._desk)
        panel.declined.connect(self._decline)
        self._view.panels.add(panel)
        return panel

    def finish(self) -> None:
        """Mark the chosen lines as finished; those that cannot be are listed with why."""

        def told(done: ManyDone) -> None:
            if done.done:
                self._desk.messages.toast(f"{done.done} 条标为已完成。", UNDO, self._desk.session.undo)
            elif not done.refused:
                self._desk.messages.toast("选中的都已经完成了。")
            if done.refused:
                finished = f"{done.done} 条标为已完成，" if done.done else ""
                summary = f"{finished}{len(done.refused)} 条还有要改的地方，没有标。"
                self._first.show_reasons("已完成", summary, done.refused)

        ids = self._view.cells.block().ids
        self._act(lambda workspace: finish_many(workspace, ids), told)

    def ask_reason(self) -> None:
        """Ask why the chosen lines do not concern the unit."""
        ids = self._view.cells.block().ids
        if ids:
            self._asked = ids
            title = self._view.cells.rows[ids[0]].title
            self.decline.ask(self_name(self._desk.session.unit.name), title, len(ids))
            self._view.panels.show_panel(self.decline)

    def _decline(self, reason: str) -> None:
        self._view.panels.close_panel()
        self._view.acts.decline(self._asked, reason)

    def take_up(self) -> None:
        """Let the chosen lines concern the unit again."""
        rows = self._view.cells.rows
        self._view.acts.take_up([id for id in self._view.cells.block().ids if rows[id].not_applicable is not None])

    def confirm(self) -> None:
        """Record that the chosen lines were held against the official text."""
        self._view.acts.confirm(self._view.cells.block().ids)

    def remove(self) -> None:
        """Remove the chosen lines."""
        ids = self._view.cells.block().ids
        if ids:
            self._view.acts.remove(ids, self._view.cells.rows[ids[0]].title)

    def take_out(self) -> None:
        """Take what should never have been written out of the line, beginning with the column one is in."""
        row = self._view.cells.current_row
        if row is not None and row.id is not None:
            self._view.acts.take_out(row.id, self._view.cells.current_element or "")

    def duplicate(self) -> None:
        """Put a copy of the line behind it, and go there."""
        row = self._view.cells.current_row
        if row is None or row.id is None:
            return

        def told(id: str) -> None:
            self._desk.messages.toast("复制了一条，排在这一条后面。", UNDO, self._desk.session.undo)
            self._view.opened.emit(id, ANY)

        self._act(lambda workspace: duplicate(workspace, row.id), told)

    def _act(self, work: Callable[[Workspace], Any], then: Callable[[Any], object]) -> None:
        self._desk.session.act(work, then, owner=self)
