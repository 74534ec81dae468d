"""The layout of the board page: what hangs on the board, the board itself, whether it can be read."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.boards.stored_board import StoredBoard
from app.printing.board_content import USUAL_SIZES
from app.printing.lengths import LONGEST_BOARD, SHORTEST_BOARD
from ui.editors.quiet_combo import QuietCombo
from ui.jobs import Jobs
from ui.pages.board.dragging import Dragging, RowDragging
from ui.pages.board.legibility import LegibilityPanel
from ui.pages.board.part_form import PartForm
from ui.pages.board.rulers import Ruled
from ui.pages.board.settings_form import SettingsForm, millimetres
from ui.pages.board.words import size_words
from ui.pages.in_parts import InParts
from ui.preferences import Preferences
from ui.theme.metrics import PAGE_PADDING
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.fitting_scroll import FittingScroll
from ui.widgets.flow import Flow
from ui.widgets.labels import Paragraph, label
from ui.widgets.preview_pane import PreviewPane
from ui.widgets.rows import ITEMS, RowList
from ui.widgets.segments import Segments
from ui.widgets.text_block import Span
from ui.widgets.tool_band import ToolBand, captioned, tool_group

_EMPTY = "勾选要放上去的公示、条目，或者用按钮放文字，这里就是公示栏的样子。"
CUSTOM = "自定义"
CONTENTS, SETTINGS = "contents", "settings"
# Narrower than this at 100 %, choices and ways out do not stand side by side.
_ROOM_BESIDE = 860
_LEAST_FORM = 90
_LIST_SHARE = 0.3


class BoardView(InParts, QStackedWidget):
    """Three panes, or what to do first while there is nothing to put up. The forms at the left are made when they are
    first asked for, or ahead of time."""

    made = Signal()
    """A form was made."""

    def __init__(self, jobs: Jobs, preferences: Preferences) -> None:
        super().__init__()
        self._jobs, self._preferences = jobs, preferences
        self._form: PartForm | None = None
        self._settings: SettingsForm | None = None

    def build(self) -> Iterator[None]:
        self.tabs = Segments([(CONTENTS, "", "放上去的内容"), (SETTINGS, "", "这一块的设置")])
        self.search = QLineEdit()
        self.rows = RowList(replace(ITEMS, wrap=True), name="放上去的内容")
        self.up = Button("上移", compact=True, tip="Alt+↑")
        self.down = Button("下移", compact=True, tip="Alt+↓")
        self.left = Button("左移", compact=True, tip="移到左边一栏，Alt+←")
        self.right = Button("右移", compact=True, tip="移到右边一栏，Alt+→")
        yield
        self.shown = PreviewPane(self._jobs, "张", _EMPTY)
        self.ruled = self._with_rulers()
        self.dragging = Dragging(self.shown.preview.desk, self.ruled.frames)
        RowDragging(self.rows)
        yield
        self.sheets = Paragraph("", "table", "desk-text")
        self.legibility = LegibilityPanel()
        self.columns = Columns("board", self._preferences)
        self.addWidget(self.columns)
        yield
        self.columns.set_list(self._list_pane(), "放上去的内容")
        yield
        self.columns.set_content(self._board_pane(), "看样子")
        self.columns.set_side(self.legibility, "看得清吗", "raised")
        self.start = Button("去做公示", icon="megaphone", role="primary")
        self.begin = Button("先做一块空的", icon="panels-top-left")

    @property
    def form(self) -> PartForm:
        """What can be set about the chosen part."""
        if self._form is None:
            self._form = PartForm()
            self._foot.addWidget(self._form)
            _follow(self.right, self._form.fields())
            self.made.emit()
        return self._form

    @cached_property
    def begun_settings(self) -> SettingsForm:
        """The settings, not all of them built."""
        return SettingsForm()

    @property
    def settings(self) -> SettingsForm:
        """The settings of the whole board."""
        if self._settings is None:
            self._settings = self.begun_settings.whole()
            self._left_panes.addWidget(self._settings)
            _follow(self.tabs.buttons[-1], self._settings.fields())
            self.made.emit()
        return self._settings

    def made_forms(self) -> tuple[PartForm | None, SettingsForm | None]:
        """The forms that are there already."""
        return self._form, self._settings

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The form below the list leaves it a part of the height."""
        super().resizeEvent(event)
        self.rows.setMinimumHeight(round(_LIST_SHARE * self.height()))

    def show_empty(self, is_empty: bool) -> None:
        """Show what to do first, or the panes."""
        if is_empty and self.count() == 1:
            self.addWidget(self._empty())
        self.setCurrentIndex(int(is_empty))

    def show_tab(self, tab: str) -> None:
        """Show what hangs on the board, or its settings."""
        self.tabs.set_current(tab)
        self._left_panes.setCurrentWidget(self.settings if tab == SETTINGS else self._left_panes.widget(0))

    def say_sheets(self, before: str, bold: str, after: str) -> None:
        """Say what the board takes on paper."""
        self.sheets.set_text(before + bold + after, [Span(len(before), len(bold), role="")])

    def _with_rulers(self) -> Ruled:
        layout, desk = self.shown.preview.desk_line, self.shown.preview.desk
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
        head = QFrame()
        head.setProperty("line", "bottom")
        inner = QVBoxLayout(head)
        inner.setContentsMargins(12, 8, 12, 8)
        inner.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        self._left_panes = QStackedWidget()
        self._left_panes.addWidget(self._contents())
        self.tabs.chosen.connect(self.show_tab)
        return _column(head, self._left_panes, stretch=1)

    def _contents(self) -> QWidget:
        self.search.setPlaceholderText("找公示、目录条目")
        self.search.setAccessibleName("找公示、目录条目")
        self.search.setClearButtonEnabled(True)
        above = QWidget()
        line = QVBoxLayout(above)
        line.setContentsMargins(12, 8, 12, 6)
        line.addWidget(self.search)
        foot = QFrame()
        foot.setProperty("surface", "raised")
        foot.setProperty("line", "top")
        buttons = Flow(gap=4, line_gap=4)
        for button in (self.up, self.down, self.left, self.right):
            buttons.addWidget(button)
        self._foot = inner = QVBoxLayout(foot)
        inner.setContentsMargins(12, 8, 12, 8)
        inner.setSpacing(6)
        inner.addLayout(buttons)
        return _column(above, self.rows, FittingScroll(foot, _LEAST_FORM), stretch=1)

    def _empty(self) -> EmptyState:
        empty = EmptyState("panels-top-left", "还没有可以放上公示栏的公示", "做好的公示会列在这里，排成一整块公示栏。")
        empty.add_action("megaphone", "先做一份公示", "在公示公告里选一种，填空、贴名单", self.start)
        empty.add_action("panels-top-left", "没有公示也能做", "放上目录条目、自己写的文字、插纸的卡槽", self.begin)
        return empty


class BoardTools(ToolBand):
    """The band under the header: size, columns, what can be added, the next period, and the ways out."""

    def __init__(self) -> None:
        super().__init__(_ROOM_BESIDE, gap=6)
        self.size = QuietCombo([*map(size_words, USUAL_SIZES), CUSTOM])
        self.size.fit_contents()
        self.size.setAccessibleName("板面")
        self.width_mm = millimetres("宽，毫米", SHORTEST_BOARD, LONGEST_BOARD)
        self.height_mm = millimetres("高，毫米", SHORTEST_BOARD, LONGEST_BOARD)
        self.custom = tool_group(self.width_mm, label("×", "table"), self.height_mm)
        self.columns = Button("分栏", icon="columns-3", role="quiet", compact=True)
        self.text = Button("文字", icon="type", role="quiet", compact=True, tip="放一段自己写的话")
        self.code = Button("二维码", icon="qr-code", role="quiet", compact=True, tip="放一个通向网址的二维码")
        self.slot = Button("卡槽", icon="layout-grid", role="quiet", compact=True, tip="留出插 A4 或者 A3 纸的地方")
        self.renew = Button("套用上一期", icon="history", role="quiet", compact=True)
        self.post = Button("贴好了", icon="calendar-check", role="quiet", compact=True, tip="记下哪天贴出去的")
        self.tiles = Button("分块 PDF", icon="grid-2x2", role="quiet", compact=True)
        self.whole = Button("整块 PDF", icon="download", role="quiet", compact=True)
        self._lay_out()

    def show_board(self, board: StoredBoard, *, is_custom: bool) -> None:
        """Show how large the board is; tells nobody."""
        is_custom = is_custom or board.size not in USUAL_SIZES
        self.size.setCurrentIndex(len(USUAL_SIZES) if is_custom else USUAL_SIZES.index(board.size))
        self.custom.setVisible(is_custom)
        for spin, value in ((self.width_mm, board.width), (self.height_mm, board.height)):
            spin.blockSignals(True)
            spin.setValue(value)
            spin.blockSignals(False)

    def _lay_out(self) -> None:
        size = captioned("板面", self.size)
        buttons = (self.columns, self.slot, self.text, self.code, self.renew, self.post)
        self.set_tools([size, self.custom, *buttons], tool_group(self.tiles, self.whole))


def _follow(before: QWidget, fields: Sequence[QWidget]) -> None:
    """Let Tab go from a widget through a form that was made later than what comes after it."""
    for field in fields:
        QWidget.setTabOrder(before, field)
        before = field


def _column(*widgets: QWidget, stretch: int) -> QWidget:
    pane = QWidget()
    column = QVBoxLayout(pane)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for number, widget in enumerate(widgets):
        column.addWidget(widget, int(number == stretch))
    return pane
