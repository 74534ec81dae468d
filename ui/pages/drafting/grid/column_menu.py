"""The menu of a column: order, conditions, and which of its values are shown."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QSpinBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.drafting.grid_filters import (
    Contains,
    Differs,
    Distinct,
    Empty,
    Filter,
    HasFindings,
    LongerThan,
    OneOf,
    Sort,
    Unconfirmed,
)
from app.drafting.natural_order import plain_text
from ui.pages.drafting.grid.columns import GridColumn
from ui.pages.drafting.grid.model import Index
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label

_WIDTH, _LIST_HEIGHT, _LEAST_LIST_HEIGHT = 340, 170, 40
_USUAL_WORKDAYS = 20
_BESIDE_BOX = 4
_MOST_WORKDAYS = 999
_NOTHING = "一种也没有勾，什么都显示不出来。至少勾一种。"
_EMPTY_LABEL = "（没填）"


class Values(QAbstractListModel):
    """What stands in a column, each with a tick; a search leaves some of it out of sight, not out of the choice."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.is_known = False
        """Whether it was read what stands in the column."""
        self._all: Sequence[Distinct] = ()
        self._seen: list[Distinct] = []
        self.ticked: set[str] = set()

    def show(self, values: Sequence[Distinct], ticked: Iterable[str] | None) -> None:
        """Offer these values; `ticked` None ticks all."""
        self.beginResetModel()
        self._all, self._seen, self.is_known = values, list(values), True
        self.ticked = {value.label for value in values} if ticked is None else set(ticked)
        self.endResetModel()

    def search(self, words: str) -> None:
        """Show only values with these words."""
        wanted = plain_text(words.strip())
        self.beginResetModel()
        self._seen = [value for value in self._all if wanted in plain_text(value.label or _EMPTY_LABEL)]
        self.endResetModel()

    @property
    def is_whole(self) -> bool:
        """Whether every value is ticked."""
        return all(value.label in self.ticked for value in self._all)

    @property
    def is_none(self) -> bool:
        """Whether there are values and not one is ticked."""
        return bool(self._all) and not any(value.label in self.ticked for value in self._all)

    def tick_seen(self, ticked: bool) -> None:
        """Tick or clear all that are in sight."""
        labels = {value.label for value in self._seen}
        self.ticked = self.ticked | labels if ticked else self.ticked - labels
        self._tell()

    def toggle(self, index: QModelIndex) -> None:
        """Tick or clear one."""
        self.ticked ^= {self._seen[index.row()].label}
        self._tell()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        """Return how many values are in sight."""
        return 0 if parent.isValid() else len(self._seen)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole):
        """Return a value with its count, and whether it is ticked."""
        if not index.isValid() or index.row() >= len(self._seen):
            return None
        value = self._seen[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{' '.join(value.label.split()) or _EMPTY_LABEL}  {value.lines:,}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{value.label or _EMPTY_LABEL}\n{value.lines:,} 条"
        if role == Qt.ItemDataRole.SizeHintRole:
            # As wide as the list: what is too long ends in dots.
            return QSize(0, theme().line_height("body") + 6)
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if value.label in self.ticked else Qt.CheckState.Unchecked
        return None

    def _tell(self) -> None:
        if self._seen:
            self.dataChanged.emit(self.index(0), self.index(len(self._seen) - 1))


class _ValueDelegate(QStyledItemDelegate):
    """Draws a value with its box, which grows with the text; that of Qt does not."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, box and words."""
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        style, widget = drawn.widget.style(), drawn.widget
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, drawn, painter, widget)
        side = theme().indicator
        box = QStyleOptionButton()
        box.rect = QRect(drawn.rect.x() + _BESIDE_BOX, drawn.rect.center().y() - side // 2, side, side)
        is_ticked = drawn.checkState == Qt.CheckState.Checked
        box.state = drawn.state | (QStyle.StateFlag.State_On if is_ticked else QStyle.StateFlag.State_Off)
        style.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, box, painter, widget)
        room = drawn.rect.adjusted(side + 3 * _BESIDE_BOX, 0, -_BESIDE_BOX, 0)
        words = drawn.fontMetrics.elidedText(drawn.text, drawn.textElideMode, room.width())
        is_selected = bool(drawn.state & QStyle.StateFlag.State_Selected)
        painter.setPen(theme().colour("selection-text" if is_selected else "text"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)


class ValueList(QListView):
    """The values; a click anywhere on one, or Space, ticks or clears it."""

    def __init__(self, values: Values) -> None:
        super().__init__()
        self.setModel(values)
        self.setUniformItemSizes(True)
        self.setAccessibleName("要显示的内容")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(_LEAST_LIST_HEIGHT)
        # Long values often differ at their end, and behind it stands how many lines have them.
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setItemDelegate(_ValueDelegate(self))
        self.clicked.connect(values.toggle)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick by Space."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.model().toggle(self.currentIndex())
        else:
            super().keyPressEvent(event)


class ColumnMenu(QFrame):
    """Opens under a title. Enter or 确定 does what is set here, Esc leaves all as it was."""

    sorted = Signal(object)
    """The order is chosen (`Sort`, None for that of the table)."""
    filtered = Signal(str, tuple)
    """The filters of a column (by its `filtered_by`) are these."""

    def __init__(self, parent: QWidget, column: GridColumn, filters: Sequence[Filter], sort: Sort | None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("surface", "popup")
        self.setAccessibleName(f"{column.title or '编号'}的筛选和排序")
        self.column = column
        self._kept: frozenset[str] | None = next((each.labels for each in filters if isinstance(each, OneOf)), None)
        self._sort = sort if sort is not None and sort.column == column.sorted_by else None
        self._make_parts(filters)
        self._lay_out()

    def open_at(self, corner: QPoint) -> None:
        """Open with the left top corner at a place on the screen, or as near as there is room in the window."""
        self.setFixedWidth(theme().scaled(_WIDTH))
        least = self.layout().totalMinimumSize().height()
        area = self._area(corner, least)
        self.setFixedHeight(min(least - _LEAST_LIST_HEIGHT + theme().scaled(_LIST_HEIGHT), area.height()))
        size = self.size()
        self.move(
            max(min(corner.x(), area.right() - size.width()), area.left()),
            max(min(corner.y(), area.bottom() - size.height()), area.top()),
        )
        self.show()
        self.contains.setFocus()

    def _area(self, corner: QPoint, least: int) -> QRect:
        """Return where it may lie on the screen: within the window, unless that is not `least` pixels high."""
        screen = (QGuiApplication.screenAt(corner) or QGuiApplication.primaryScreen()).availableGeometry()
        window = self.parentWidget().window()
        inside = QRect(window.mapToGlobal(QPoint(0, 0)), window.size()) & screen
        return inside if inside.height() >= least and inside.width() >= self.width() else screen

    def show_values(self, values: Sequence[Distinct]) -> None:
        """Offer what stands in the column."""
        self.values.show(values, self._kept)
        self.search.setEnabled(bool(values))

    def filters(self) -> tuple[Filter, ...]:
        """Return what is set here."""
        key = self.column.filtered_by
        element = self.column.key if self.column.key == key else None
        words, labels = self.contains.text().strip(), self._labels()
        chosen = [
            Contains(key, words) if words else None,
            Empty(key) if self.empty.isChecked() else None,
            Differs(element) if self.differs.isChecked() else None,
            HasFindings(element) if self.findings.isChecked() else None,
            Unconfirmed() if self.unconfirmed.isChecked() else None,
            LongerThan(key, self.workdays.value()) if self.longer.isChecked() else None,
            OneOf(key, labels) if labels is not None else None,
        ]
        return tuple(each for each in chosen if each is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what is set."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._accept()
        else:
            super().keyPressEvent(event)

    def _make_parts(self, filters: Sequence[Filter]) -> None:
        known = {type(each): each for each in filters}
        self.up = Button("升序", icon="arrow-up", role="quiet", compact=True)
        self.down = Button("降序", icon="arrow-down", role="quiet", compact=True)
        for button, descending in ((self.up, False), (self.down, True)):
            button.setCheckable(True)
            button.setChecked(self._sort is not None and self._sort.descending == descending)
            button.clicked.connect(lambda checked, descending=descending: self._order(checked, descending))
        self.contains = QLineEdit(known[Contains].text if Contains in known else "")
        self.contains.setPlaceholderText("包含这些字")
        self.contains.setAccessibleName("包含这些字")
        self.empty = _tick("没填的", Empty in known)
        self.differs = _tick("与标准不同的", Differs in known)
        self.findings = _tick("有问题的", HasFindings in known)
        self.unconfirmed = _tick("没有核对过的", Unconfirmed in known)
        self.longer = _tick("长于", LongerThan in known)
        self.workdays = QSpinBox()
        self.workdays.setRange(0, _MOST_WORKDAYS)
        self.workdays.setValue(int(known[LongerThan].workdays) if LongerThan in known else _USUAL_WORKDAYS)
        self.workdays.setSuffix(" 个工作日")
        self.workdays.setAccessibleName("长于多少个工作日")
        self.workdays.valueChanged.connect(lambda _: self.longer.setChecked(True))
        self._make_values()

    def _make_values(self) -> None:
        self.values = Values(self)
        self.search = QLineEdit()
        self.search.setPlaceholderText("在下面的内容里找")
        self.search.setAccessibleName("在下面的内容里找")
        self.search.setEnabled(False)
        self.search.textChanged.connect(self.values.search)
        self.list = ValueList(self.values)
        self.all = Button("全选", role="link", compact=True)
        self.none = Button("全不选", role="link", compact=True)
        self.all.clicked.connect(lambda: self.values.tick_seen(True))
        self.none.clicked.connect(lambda: self.values.tick_seen(False))
        self.clear = Button("清除这一列的筛选", role="link", compact=True)
        self.accept = Button("确定", role="primary", compact=True)
        self.clear.clicked.connect(lambda: self._tell(()))
        self.accept.clicked.connect(self._accept)
        self.nothing = label(_NOTHING, "caption", "danger", wrap=True)
        for changed in (self.values.dataChanged, self.values.modelReset):
            changed.connect(self._offer_accept)

    def _lay_out(self) -> None:
        is_element = self.column.key == self.column.filtered_by
        kind = self.column.element.kind if self.column.element else ""
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 8, 12, 10)
        whole.setSpacing(6)
        whole.addLayout(_line(self.up, self.down))
        whole.addWidget(self.contains)
        self._add_or_drop(whole, self.empty, wanted=is_element)
        self._add_or_drop(whole, self.differs, wanted=self.column.element is not None)
        self._add_or_drop(whole, self.findings)
        self._add_or_drop(whole, self.unconfirmed, wanted=not is_element)
        if kind == "deadline":
            whole.addLayout(_line(self.longer, self.workdays))
        else:
            self._add_or_drop(whole, self.longer, wanted=False)
            self._add_or_drop(whole, self.workdays, wanted=False)
        whole.addLayout(_line(label("要显示的内容", "caption", "text-muted"), self.all, self.none))
        whole.addWidget(self.search)
        whole.addWidget(self.list)
        whole.addWidget(self.nothing)
        self.nothing.hide()
        whole.addLayout(_line(self.clear, self.accept))

    def _add_or_drop(self, whole: QVBoxLayout, part: QWidget, *, wanted: bool = True) -> None:
        part.setParent(self)
        if wanted:
            whole.addWidget(part)
        part.setVisible(wanted)

    def _order(self, checked: bool, descending: bool) -> None:
        self.sorted.emit(Sort(self.column.sorted_by, descending) if checked else None)
        self.close()

    def _accept(self) -> None:
        if self.accept.isEnabled():
            self._tell(self.filters())

    def _offer_accept(self) -> None:
        """Where nothing is ticked nothing would be shown, which nobody wants."""
        self.nothing.setVisible(self.values.is_none)
        self.accept.set_available(not self.values.is_none, _NOTHING)

    def _labels(self) -> frozenset[str] | None:
        """Return the values that are shown, None for all of them."""
        if not self.values.is_known:
            return self._kept
        return None if self.values.is_whole else frozenset(self.values.ticked)

    def _tell(self, filters: tuple[Filter, ...]) -> None:
        self.filtered.emit(self.column.filtered_by, filters)
        self.close()


def _tick(words: str, checked: bool) -> QCheckBox:
    box = QCheckBox(words)
    box.setChecked(checked)
    return box


def _line(*parts: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(6)
    line.addWidget(parts[0])
    line.addStretch(1)
    for part in parts[1:]:
        line.addWidget(part)
    return line
