"""What is done to the chosen cells and lines of the grid: each act is one step that can be taken back."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from app.drafting.bulk import filled_down, standard_values
from app.drafting.grid import GridRow
from app.workspace import Workspace
from ui.pages.drafting.grid.cell_findings import add_finding_actions
from ui.pages.drafting.grid.columns import NAME
from ui.pages.drafting.grid.declining import DeclinePanel
from ui.pages.drafting.grid.line_acts import LineActs
from ui.pages.drafting.grid.looking import LookFirst
from ui.pages.drafting.grid.pasting import MOST_AT_ONCE, Aim, Wanted, parted, wanted_by_paste, why_locked
from ui.pages.drafting.grid.preview import PreviewPanel
from ui.pages.drafting.grid.replacing import Ground, ReplacePanel, wanted_by_replacing
from ui.pages.drafting.grid.set_many import SetManyPanel
from ui.pages.drafting.grid.spots import Names, Spot

if TYPE_CHECKING:
    from ui.pages.drafting.grid.view import GridView


class GridActs(QObject):
    """Connects tools, keys, menu and panels of a grid with what they do."""

    def __init__(self, view: "GridView") -> None:
        super().__init__(view)
        self._view, self._desk = view, view.desk
        self._jumped = self._are_lines_new = False
        self._place = view.place
        self._side_was_open: tuple[bool, ...] = ()
        """Whether the side was open before a panel came, () without a panel."""
        self._first = LookFirst(view)
        self._lines = LineActs(view, self._first)
        self._follow_soon = QTimer(self, singleShot=True, interval=0)
        self._follow_soon.timeout.connect(self._follow)
        self._connect_panels()
        self._connect_tools()
        self._add_shortcuts(view.table)

    @cached_property
    def set_many(self) -> SetManyPanel:
        """Asks what the chosen lines shall have in one element; made, as every panel, when it is first asked for."""
        panel = SetManyPanel()
        panel.accepted.connect(self._set_all)
        self._view.panels.add(panel)
        return panel

    @cached_property
    def replace(self) -> ReplacePanel:
        """Asks for a text to find and one to stand in its place."""
        panel = ReplacePanel(self._desk)
        panel.accepted.connect(self._replace)
        self._view.panels.add(panel)
        return panel

    @property
    def preview(self) -> PreviewPanel:
        """Shows what an act over many cells would change."""
        return self._first.panel

    @property
    def decline(self) -> DeclinePanel:
        """Asks why lines do not concern the unit."""
        return self._lines.decline

    def follow(self) -> None:
        """Offer what can be done now: other cells are chosen or the lines are others."""
        self._follow_soon.start()

    def _follow_lines(self) -> None:
        self._are_lines_new = True
        self.follow()

    # --- cells -----------------------------------------------------------------------------------------------------

    def fill_down(self) -> None:
        """Write what stands in the first chosen line into the others; into a single one what stands above it."""
        rows, elements = self._view.cells.chosen_rows(), self._view.cells.block().elements
        if len(rows) == 1 and self._first_row() > 0:
            rows = [self._line(self._first_row() - 1), *rows]
        if len(rows) < 2:
            self._say("先选中要填的几格，最上面一格往下填。")
            return
        ids = [row.entry for row in rows]
        changes = filled_down(ids, self._writable(elements), rows[0].values)
        self._first.change("向下填充", changes)

    def clear(self) -> None:
        """Empty the chosen cells."""
        block = self._view.cells.block()
        elements = dict.fromkeys(self._writable(block.elements))
        self._first.change("清空", {row.entry: dict(elements) for row in self._view.cells.chosen_rows()})

    def paste(self) -> None:
        """Write the cells on the clipboard into the table, from the chosen one on; with a look before if need be."""
        if self._view.table.selection.is_empty:
            self._say("先选中一格，从那里往右往下粘贴。")
            return
        data = QGuiApplication.clipboard().mimeData()
        aim, text, page = self._aim(), data.text(), data.html()
        if not text.strip():
            self._say("剪贴板里没有文字。请先在 Excel、WPS 里选中格子，按 Ctrl+C 复制。")
            return
        work = lambda workspace: wanted_by_paste(workspace.library, aim, text, page)  # noqa: E731
        self._first.look("粘贴", work, most=MOST_AT_ONCE, chooses=True)

    def use_standard(self) -> None:
        """Write the standard's values into the chosen cells."""
        block, rows = self._view.cells.block(), self._view.cells.rows

        def work(workspace: Workspace) -> Wanted:
            ids = [id for id in block.ids if not why_locked(rows[id])]
            return Wanted(standard_values(workspace, ids, block.elements))

        self._first.look("照标准", work, same="选中的都和标准一样，或者没有标准可照。")

    def open_set_many(self) -> None:
        """Ask what the chosen lines shall have in one element."""
        cells, citations = self._view.cells, self._view.editing.citations
        self.set_many.offer(cells.definition, cells.shown_elements(), cells.current_element, citations)
        self._open(self.set_many)
        self._follow()

    def open_replace(self) -> None:
        """Ask for a text to find and one to stand in its place."""
        if self._view.cells.definition is not None:
            self.replace.begin(self._ground)
            self._open(self.replace)

    def _set_all(self, element: str, value: Any) -> None:
        self._view.panels.close_panel()
        self._first.change("批量设置", {row.entry: {element: value} for row in self._view.cells.chosen_rows()})

    def _replace(self, spots: Sequence[Spot]) -> None:
        rows = self._view.cells.rows

        def work(workspace: Workspace) -> Wanted:
            wanted = wanted_by_replacing(workspace, spots)
            writable, locked = parted(wanted.changes, rows)
            return Wanted(writable, (*wanted.refused, *locked))

        self._first.look("替换", work)

    # --- menu and keys ---------------------------------------------------------------------------------------------

    def menu(self) -> QMenu:
        """Return what can be done with the chosen cells and lines."""
        self._follow()
        tools, menu = self._view.tools, QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add_finding_actions(menu, self._view.findings_here(), self._view.act_on)
        for button, words in (
            (tools.copy, "复制\tCtrl+C"),
            (tools.paste, "粘贴\tCtrl+V"),
            (tools.fill_down, "向下填充\tCtrl+D"),
            (tools.set_many, "批量设置…"),
            (tools.standard, "照标准"),
        ):
            menu.addAction(words, button.click).setEnabled(button.isEnabled())
        menu.addAction("清空\tDelete", self.clear).setEnabled(tools.standard.isEnabled())
        menu.addSeparator()
        menu.addActions([tools.finish, tools.confirm])
        menu.addAction("不涉及…", self._lines.ask_reason).setEnabled(tools.decline.isEnabled())
        menu.addAction(tools.take_up)
        menu.addAction("历史", tools.history.click).setEnabled(tools.history.isEnabled())
        menu.addSeparator()
        menu.addActions([tools.duplicate, tools.remove, tools.take_out])
        return menu

    def open_menu(self, place: QPoint) -> None:
        """Open the menu at a place on the screen."""
        self.menu().popup(place)

    def _add_shortcuts(self, table: QWidget) -> None:
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, act in {
            "Ctrl+D": self.fill_down,
            "Ctrl+V": self.paste,
            "Delete": self.clear,
            "Escape": self._view.panels.close_panel,
        }.items():
            QShortcut(QKeySequence(keys), table, context=context).activated.connect(act)
        # From the rail and the header, too: the button says the key.
        QShortcut(QKeySequence("Ctrl+H"), self._view).activated.connect(self.open_replace)

    def _connect_tools(self) -> None:
        tools = self._view.tools
        for button, act in {
            tools.fill_down: self.fill_down,
            tools.set_many: self.open_set_many,
            tools.replace: self.open_replace,
            tools.paste: self.paste,
            tools.standard: self.use_standard,
            tools.decline: self._lines.ask_reason,
        }.items():
            button.clicked.connect(act)
        for action, act in {
            tools.finish: self._lines.finish,
            tools.confirm: self._lines.confirm,
            tools.take_up: self._lines.take_up,
            tools.duplicate: self._lines.duplicate,
            tools.remove: self._lines.remove,
            tools.take_out: self._lines.take_out,
        }.items():
            action.triggered.connect(act)

    def _connect_panels(self) -> None:
        self._view.panels.changed.connect(self._make_room)
        self._view.panels.jumped.connect(self._jump)
        self._view.table.fill_wanted.connect(self.fill_down)
        self._view.table.moved.connect(self._leave_other_cell)
        self._view.table.moved.connect(self.follow)
        model = self._view.table.model
        for changed in (model.modelReset, model.dataChanged, model.rowsInserted):
            changed.connect(self._follow_lines)

    def _follow(self) -> None:
        block, rows, tools = self._view.cells.block(), self._view.cells.rows, self._view.tools
        ids = [id for id in block.ids if id in rows]
        chosen, row = self._view.cells.chosen_rows(), self._view.cells.current_row
        nothing = "先选中已经采用的条目"
        away = [id for id in ids if rows[id].not_applicable is not None]
        for button in (tools.standard, tools.decline):
            button.set_available(bool(ids), nothing)
        tools.set_many.set_available(bool(chosen), "先选中要改的条目")
        tools.fill_down.set_available(bool(chosen) and bool(block.elements), "先选中要填的格子")
        tools.history.set_available(row is not None and row.id is not None, "这一条还没有采用，没有历史")
        tools.paste.set_available(not self._view.table.selection.is_empty, "先选中一格")
        tools.copy.set_available(not self._view.table.selection.is_empty, "先选中要复制的格子")
        for action in (tools.finish, tools.confirm, tools.remove):
            _offer(action, bool(ids), nothing)
        _offer(tools.take_up, bool(away), "选中的没有标为不涉及的")
        _offer(tools.duplicate, len(ids) == 1, "一次复制一条")
        _offer(tools.take_out, len(ids) == 1, "一次选一条")
        if self._view.place != self._place:
            # What a panel shows is of another table.
            self._place = self._view.place
            self._view.panels.close_panel()
        self._follow_panel(chosen)

    def _follow_panel(self, chosen: Sequence[GridRow]) -> None:
        shown = self._view.panels.open
        if isinstance(shown, SetManyPanel):
            shown.set_rows([row for row in chosen if row.not_applicable is None])
        if isinstance(shown, ReplacePanel) and not self._jumped:
            shown.follow(anew=self._are_lines_new)
        self._jumped = self._are_lines_new = False

    # --- what the others need --------------------------------------------------------------------------------------

    def _open(self, panel: QWidget) -> None:
        self._view.panels.show_panel(panel)

    def _make_room(self) -> None:
        """Open the side for a panel; without one it is again as it was, and the keyboard belongs to the table."""
        columns, panel = self._view.columns, self._view.panels.open
        columns.name_side(panel.accessibleName() if panel else "参考", head=panel is None)
        if panel is not None:
            if not self._side_was_open:
                self._side_was_open = (columns.is_side_open,)
            columns.show_side()
            return
        (was_open,), self._side_was_open = self._side_was_open or (True,), ()
        columns.show_content()
        if not was_open and not columns.is_narrow:
            columns.toggle_side()
        self._view.take_keyboard()

    def _leave_other_cell(self) -> None:
        """Close the editor of a cell that is no longer the current one, by whatever the clerk went on."""
        editing = self._view.editing
        if editing.at not in (None, self._view.cells.current):
            editing.close()

    def _jump(self, entry: str, element: str) -> None:
        # The list that led there stays as it is.
        self._jumped = True
        self._view.columns.show_content()
        self._view.go_to(entry, element)

    def _aim(self) -> Aim:
        view, chosen = self._view, self._view.table.selection
        lines = tuple(self._line(row) for row in range(view.table.model.rowCount()))
        columns = range(chosen.columns()[0] - NAME, chosen.columns()[-1] + 1 - NAME)
        return Aim(view.cells.definition, lines, view.cells.shown_elements(), tuple(chosen.rows()), columns)

    def _ground(self) -> Ground:
        view = self._view
        return Ground(view.place, self._names(), view.cells.current_element, view.cells.block().ids)

    def _names(self) -> Names:
        return Names(self._view.cells.definition, self._view.cells.rows)

    def _line(self, row: int) -> GridRow:
        return self._view.table.model.row_at(row)

    def _first_row(self) -> int:
        rows = self._view.table.selection.rows()
        return rows[0] if rows else -1

    def _writable(self, elements: Sequence[str]) -> list[str]:
        return [key for key in elements if not self._view.cells.definition.element(key).computed]

    def _say(self, words: str) -> None:
        self._desk.messages.toast(words)


def _offer(action: QAction, available: bool, why: str) -> None:
    action.setEnabled(available)
    action.setToolTip("" if available else why)
