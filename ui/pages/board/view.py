"""The layout of the board page: what hangs on the board, the board itself, whether it can be read."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.printing.board import LONGEST, SHORTEST
from app.printing.board_content import USUAL_SIZES
from app.printing.tiles import LARGEST_MARGIN, LARGEST_OVERLAP, SMALLEST_OVERLAP
from ui.editors.quiet_combo import QuietCombo
from ui.jobs import Jobs
from ui.pages.board.choice import SHEETS, BoardChoice
from ui.pages.board.legibility import LegibilityPanel
from ui.pages.board.rulers import Ruled
from ui.pages.board.words import size_words
from ui.preferences import Preferences
from ui.theme import theme
from ui.theme.metrics import PAGE_PADDING
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.labels import Paragraph, label
from ui.widgets.pane_head import PaneHead
from ui.widgets.preview_pane import PreviewPane
from ui.widgets.rows import ITEMS, RowList
from ui.widgets.segments import Segments
from ui.widgets.text_block import Span

_EMPTY = "勾选左边要放上去的公示，这里就是公示栏的样子。"
CUSTOM = "自定义"
# Narrower than this at 100 %, choices and ways out do not stand side by side.
_ROOM_BESIDE = 720
# The sizes of the design first, the larger ones in front.
SIZES = ((1200, 800), (2400, 1200), *(size for size in USUAL_SIZES if size not in ((1200, 800), (2400, 1200))))


class BoardView(QStackedWidget):
    """Three panes, or what to do first while there is no notice."""

    def __init__(self, jobs: Jobs, preferences: Preferences) -> None:
        super().__init__()
        self.notices = RowList(ITEMS, name="放上去的内容")
        self.up = Button("上移", icon="arrow-up", compact=True, tip="Alt+↑")
        self.down = Button("下移", icon="arrow-down", compact=True, tip="Alt+↓")
        self.near = Button("近看", icon="eye", compact=True, tip="挂在卡槽里，站到 1 米看，字可以小一些")
        self.near.setCheckable(True)
        self.phone = QLineEdit()
        self.shown = PreviewPane(jobs, "张", _EMPTY)
        self.ruled = self._with_rulers()
        self.sheets = Paragraph("", "table", "desk-text")
        self.legibility = LegibilityPanel()
        self.columns = Columns("board", preferences)
        self.columns.set_list(self._list_pane(), "放上去的内容")
        self.columns.set_content(self._board_pane(), "看样子")
        self.columns.set_side(self.legibility, "看得清吗", "raised")
        self.start = Button("去做公示", icon="megaphone", role="primary")
        self.addWidget(self.columns)
        self.addWidget(self._empty())

    def show_empty(self, is_empty: bool) -> None:
        """Show what to do first, or the panes."""
        self.setCurrentIndex(int(is_empty))

    def say_sheets(self, before: str, bold: str, after: str) -> None:
        """Say what the board takes on paper."""
        self.sheets.set_text(before + bold + after, [Span(len(before), len(bold), role="")])

    def _with_rulers(self) -> Ruled:
        layout, desk = self.shown.preview.layout(), self.shown.preview.desk
        place = layout.indexOf(desk)
        layout.removeWidget(desk)
        ruled = Ruled(desk)
        layout.insertWidget(place, ruled, 1)
        return ruled

    def _board_pane(self) -> QWidget:
        line = QFrame()
        line.setProperty("surface", "desk")
        inner = QHBoxLayout(line)
        inner.setContentsMargins(PAGE_PADDING, 6, PAGE_PADDING, 8)
        inner.addWidget(self.sheets)
        return _column(self.shown, line, stretch=0)

    def _list_pane(self) -> QWidget:
        foot = QFrame()
        foot.setProperty("line", "top")
        buttons = Flow(gap=6, line_gap=6)
        for button in (self.up, self.down, self.near):
            buttons.addWidget(button)
        inner = QVBoxLayout(foot)
        inner.setContentsMargins(12, 8, 12, 8)
        inner.setSpacing(8)
        inner.addLayout(buttons)
        inner.addWidget(Field("监督电话", self.phone, "不填就用公示里写的"))
        return _column(PaneHead("放上去的内容"), self.notices, foot, stretch=1)

    def _empty(self) -> EmptyState:
        empty = EmptyState("panels-top-left", "还没有可以放上公示栏的公示", "做好的公示会列在这里，排成一整块公示栏。")
        empty.add_action("megaphone", "先做一份公示", "在公示公告里选一种，填空、贴名单", self.start)
        return empty


class BoardTools(QFrame):
    """The band under the header: size, how the board is cut, and the ways out."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("line", "bottom")
        self.size = QuietCombo([*map(size_words, SIZES), CUSTOM])
        self.size.fit_contents()
        self.size.setAccessibleName("板面")
        self.width_mm = _spin("宽，毫米", SHORTEST, LONGEST)
        self.height_mm = _spin("高，毫米", SHORTEST, LONGEST)
        self.custom = _group(self.width_mm, label("×", "table"), self.height_mm)
        self.sheet = Segments([(sheet, "", sheet) for sheet in SHEETS])
        self.sheet.setAccessibleName("分块打印用的纸")
        self.margin = _spin("页边，毫米", 0, round(LARGEST_MARGIN))
        self.overlap = _spin("重叠，毫米", round(SMALLEST_OVERLAP), round(LARGEST_OVERLAP))
        self.tiles = Button("分块 PDF", icon="grid-2x2", role="quiet", compact=True)
        self.whole = Button("整块 PDF", icon="download", role="quiet", compact=True)
        self._lay_out()

    def show_choice(self, choice: BoardChoice) -> None:
        """Show what is chosen; tells nobody."""
        is_custom = choice.is_custom or choice.size not in SIZES
        self.size.setCurrentIndex(len(SIZES) if is_custom else SIZES.index(choice.size))
        self.custom.setVisible(is_custom)
        for spin, value in (
            (self.width_mm, choice.width),
            (self.height_mm, choice.height),
            (self.margin, choice.margin),
            (self.overlap, choice.overlap),
        ):
            spin.blockSignals(True)
            spin.setValue(value)
            spin.blockSignals(False)
        self.sheet.set_current(choice.sheet)

    def _lay_out(self) -> None:
        left = Flow(gap=10, line_gap=4)
        left.addWidget(_group(label("板面", "table", "text-muted"), self.size))
        left.addWidget(self.custom)
        left.addWidget(_group(label("分块", "table", "text-muted"), self.sheet))
        left.addWidget(_group(label("页边", "table", "text-muted"), self.margin))
        left.addWidget(_group(label("重叠", "table", "text-muted"), self.overlap))
        self._left, self._ways = left, _group(self.tiles, self.whole)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(12, 4, PAGE_PADDING, 5)
        self._line.setSpacing(8)
        self._line.addLayout(left, 1)
        self._line.addWidget(self._ways)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the ways out go on in the lines of the choices, which leaves more to the board."""
        super().resizeEvent(event)
        narrow = self.width() < theme().scaled(_ROOM_BESIDE)
        if narrow != (self._left.indexOf(self._ways) >= 0):
            before, after = (self._line, self._left) if narrow else (self._left, self._line)
            before.removeWidget(self._ways)
            after.addWidget(self._ways)


def _spin(name: str, least: int, most: int) -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(least, most)
    spin.setSuffix(" 毫米")
    spin.setAccessibleName(name)
    # Half a number typed is no size.
    spin.setKeyboardTracking(False)
    return spin


def _group(*widgets: QWidget) -> QWidget:
    group = QWidget()
    line = QHBoxLayout(group)
    line.setContentsMargins(3, 0, 3, 0)
    line.setSpacing(6)
    for widget in widgets:
        line.addWidget(widget)
    return group


def _column(*widgets: QWidget, stretch: int) -> QWidget:
    pane = QWidget()
    column = QVBoxLayout(pane)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for number, widget in enumerate(widgets):
        column.addWidget(widget, int(number == stretch))
    return pane
