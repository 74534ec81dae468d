"""Moving the chosen lines of the grid, as one step."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.drafting.editing import own_entry, reorder
from ui.pages.drafting.grid.order import reordered

if TYPE_CHECKING:
    from ui.pages.drafting.grid.view import GridView

_UNDO = "撤销 Ctrl+Z"


class LineMover(QObject):
    """Does what dropping lines, or Alt+Shift with an arrow, asks for."""

    def __init__(self, view: "GridView") -> None:
        super().__init__(view)
        self._view, self._desk = view, view.desk
        view.table.lines_dropped.connect(self.move_before)
        view.table.lines_stepped.connect(self.step)
        view.table.lines_held.connect(self.say_why_not)
        view.table.mouse.can_move_lines = self.is_possible

    def is_possible(self) -> bool:
        """Whether every line is shown in its place."""
        grid = self._view.table.model.grid
        return self._view.filtering.sieve.is_open and grid is not None and not grid.missing

    def say_why_not(self) -> None:
        """Say what keeps lines where they are, and offer to take it away."""
        sieve, say = self._view.filtering.sieve, self._desk.messages.toast
        if sieve.is_open:
            say("整张表还没有读完，稍等一下再调整顺序。")
        else:
            now = "排序和筛选" if sieve.sort and sieve.is_filtered else "排序" if sieve.sort else "筛选"
            say(f"现在按{now}显示，不能调整顺序。要先清除{now}。", f"清除{now}", self._view.filtering.clear_all)

    def step(self, step: int) -> None:
        """Move the chosen lines up or down by one."""
        rows = self._view.table.selection.rows()
        if rows:
            self.move_before(rows[0] - 1 if step < 0 else rows[-1] + 2)

    def move_before(self, place: int) -> None:
        """Put the chosen lines before the one at that place."""
        model, chosen, session = self._view.table.model, self._view.table.selection.rows(), self._desk.session
        if not self.is_possible():
            self.say_why_not()
            return
        if not 0 <= place <= len(model.shown):
            return
        ids = reordered(model.grid.rows, set(chosen), place)
        if not ids:
            self._desk.messages.toast("顺序没有变。还没有采用的事项跟着标准里前面的那一条，不能单独移动。")
            return
        session.act(
            lambda workspace: reorder(workspace, [own_entry(workspace, id) for id in ids]),
            lambda count: self._desk.messages.toast("调整了顺序。", _UNDO, session.undo),
            owner=self,
        )
