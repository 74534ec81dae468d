"""The list of a table's items: how far it is, and one row an item under its heading."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.checks.finding import Finding
from ui.pages.drafting.records import Counts, ItemState, TableView
from ui.widgets.chips import SEVERITY_ICONS
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.progress import Bar
from ui.widgets.rows import ITEMS, Mark, Row, RowList

_ICONS = {
    "untouched": ("circle", "text-muted", "没动过"),
    "draft": ("pencil", "accent-ink", "填报中"),
    "ready": ("circle-check", "success", "已完成"),
    "final": ("stamp", "success", "已定稿"),
    "not_applicable": ("circle-slash", "text-muted", "不涉及"),
}


_RETURNED = (Mark("undo-2", "退回", "danger"),)


def item_rows(table: TableView) -> list[Row]:
    """Return the rows of the list, a heading wherever another group begins.

    Takes a while for long tables, so call it beside the window's thread.
    """
    by_key: dict[str, list[Finding]] = {}
    for finding in table.findings:
        # That an item was not touched yet is said by its icon.
        if finding.entry:
            by_key.setdefault(table.key_of(finding), []).append(finding)
    rows, heading = [], ""
    for item in table.items:
        if item.heading != heading:
            heading = item.heading
            rows.append(Row(f"heading:{item.key}", heading, heading=True))
        rows.append(_row(item, by_key.get(item.key, [])))
    return rows


def _row(item: ItemState, findings: list[Finding]) -> Row:
    icon, role, word = _ICONS[item.state]
    return Row(
        item.key,
        item.title,
        icon=icon,
        icon_role=role,
        icon_text=word,
        number=item.code.rpartition("-")[2] or "新增",
        marks=(*_RETURNED[: item.returned], *_marks(findings)),
    )


def _marks(findings: list[Finding]) -> tuple[Mark, ...]:
    counts = Counter(finding.severity for finding in findings)
    worst = next((severity for severity in SEVERITY_ICONS if counts[severity]), None)
    return (
        () if worst is None else (Mark(SEVERITY_ICONS[worst][0], str(sum(counts.values())), SEVERITY_ICONS[worst][1]),)
    )


class ItemList(QWidget):
    """The list panel. `actions_asked` tells where on the screen a menu for the current row shall open."""

    actions_asked = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.rows = RowList(ITEMS, name="事项")
        self.rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.rows.customContextMenuRequested.connect(self._ask_for_actions)
        self._count = label("", "strong")
        self._done = ElidedLabel("", "table", "text-muted")
        self._done.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._bar = Bar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.rows, 1)
        self.setFocusProxy(self.rows)

    def show_items(self, rows: Sequence[Row], counts: Counts) -> None:
        """Show the items of a table; the current row stays."""
        declined = f"，不涉及 {counts.declined} 条" if counts.declined else ""
        self._count.setText(f"{counts.items} 条")
        self._done.setText(f"已完成 {counts.done - counts.declined} 条{declined}")
        finished = bool(counts.items) and counts.done == counts.items
        self._bar.set_value(counts.done / counts.items if counts.items else 0.0, "success" if finished else "accent")
        self.rows.set_rows(rows)

    def open_menu(self, menu: QMenu, place: QPoint) -> None:
        """Open a menu of what can be done with the current row."""
        menu.setParent(self, menu.windowFlags())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _head(self) -> QFrame:
        head = QFrame()
        head.setProperty("line", "bottom")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._count)
        line.addWidget(self._done, 1)
        column = QVBoxLayout(head)
        column.setContentsMargins(14, 10, 14, 8)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(self._bar)
        return head

    def _ask_for_actions(self, place: QPoint) -> None:
        index = self.rows.currentIndex()
        if not index.isValid():
            return
        rect = self.rows.visualRect(index)
        # The menu key asks from the middle of the list, whatever row is current.
        inside = place if rect.contains(place) else QPoint(rect.left() + 24, rect.bottom())
        self.actions_asked.emit(self.rows.viewport().mapToGlobal(inside))
