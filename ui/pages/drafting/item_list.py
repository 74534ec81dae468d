"""The list of a table's items: how far it is, and one row an item under its heading."""

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.checks.finding import Finding
from ui.pages.drafting.reading import ItemState, TableView
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
_FINDING_ICONS = {"block": ("octagon-alert", "danger"), "warn": ("triangle-alert", "warn"), "hint": ("info", "info")}


@dataclass(frozen=True)
class Listing:
    """What the list shows of a table: its rows, how many items there are, are adopted, done, declined, and untouched.

    An adopted item has an entry; done and declined ones count as adopted.
    """

    rows: tuple[Row, ...]
    count: int
    adopted: int
    done: int
    declined: int
    untouched: int


def list_items(table: TableView) -> Listing:
    """Return what the list shows of a table; takes a while for long ones, so call it beside the window's thread."""
    counts = Counter(item.state for item in table.items)
    done = sum(item.is_done for item in table.items)
    adopted = sum(item.entry is not None for item in table.items)
    rows, declined, untouched = tuple(item_rows(table)), counts["not_applicable"], counts["untouched"]
    return Listing(rows, len(table.items), adopted, done, declined, untouched)


def item_rows(table: TableView) -> list[Row]:
    """Return the rows of the list, a heading wherever another group begins."""
    by_key: dict[str, list[Finding]] = {}
    for finding in table.findings:
        # That an item was not touched yet is said by its icon.
        if finding.entry:
            by_key.setdefault(table.key_of(finding), []).append(finding)
    rows, heading = [], ""
    for item in table.items:
        if item.heading != heading:
            heading = item.heading
            rows.append(Row(f"heading:{heading}", heading, heading=True))
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
        marks=_marks(findings),
    )


def _marks(findings: list[Finding]) -> tuple[Mark, ...]:
    counts = Counter(finding.severity for finding in findings)
    worst = next((severity for severity in _FINDING_ICONS if counts[severity]), None)
    return (
        () if worst is None else (Mark(_FINDING_ICONS[worst][0], str(sum(counts.values())), _FINDING_ICONS[worst][1]),)
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

    def show_items(self, items: Listing) -> None:
        """Show the items of a table; the current row stays."""
        declined = f"，不涉及 {items.declined} 条" if items.declined else ""
        self._count.setText(f"{items.count} 条")
        self._done.setText(f"已完成 {items.done - items.declined} 条{declined}")
        finished = bool(items.count) and items.done == items.count
        self._bar.set_value(items.done / items.count if items.count else 0.0, "success" if finished else "accent")
        self.rows.set_rows(items.rows)

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
