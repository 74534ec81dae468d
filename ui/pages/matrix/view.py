"""The layout of the page: tools, legend, the table, and who is to be reminded at the right."""

from collections.abc import Iterator

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ui.editors.quiet_combo import QuietCombo
from ui.pages.in_parts import InParts
from ui.pages.matrix.legend import Legend
from ui.pages.matrix.ordering import ORDERS
from ui.pages.matrix.reminding import RemindingPane
from ui.pages.matrix.table import MatrixTable
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns, Remembers
from ui.widgets.empty_state import EmptyState
from ui.widgets.segments import FilterTabs
from ui.widgets.tool_band import ToolBand, tool_group

_ROOM_BESIDE = 1000
_FIND_WIDTH = 130
_LEGEND_FROM = 450
"""Below this height, in pixels at 100 %, the signs are not explained above the table."""
_SIDE_WIDTHS = (280, 360, 560)


class MatrixTools(ToolBand):
    """Which units are shown and in which order; checking again, and the ways out."""

    def __init__(self) -> None:
        super().__init__(_ROOM_BESIDE, 12)
        self.tabs = FilterTabs()
        self.find = QLineEdit()
        self.find.setPlaceholderText("找单位")
        self.find.setAccessibleName("找单位")
        self.find.setClearButtonEnabled(True)
        theme().changed.connect(self._fit_find)
        self._fit_find()
        self.order = QuietCombo(list(ORDERS.values()))
        self.order.setAccessibleName("单位的顺序")
        self.order.fit_contents()
        self.recheck = Button(
            "重新检查", icon="refresh-cw", role="quiet", compact=True, tip="把报来的每一条再查一遍，单位多的要等几分钟"
        )
        self.inspection = Button(
            "检查考核", icon="badge-check", role="quiet", compact=True, tip="周巡检、月点评、季通报、年考核"
        )
        self.workbook = Button(
            "存成 Excel 表", icon="table-2", role="quiet", compact=True, tip="总表，还有每格后面的各种条数"
        )
        self.pdf = Button("存成 PDF", icon="download", role="quiet", compact=True, tip="A3 横向，可以打印")
        self.set_tools(
            [tool_group(self.tabs), tool_group(self.order, self.find)],
            tool_group(self.inspection, self.recheck, self.workbook, self.pdf),
        )

    def _fit_find(self) -> None:
        self.find.setFixedWidth(theme().scaled(_FIND_WIDTH))


class MatrixView(InParts, QStackedWidget):
    """The table with its legend, or what to do where there are no units yet."""

    def __init__(self, preferences: Remembers) -> None:
        super().__init__()
        self._preferences = preferences

    def build(self) -> Iterator[None]:
        self.legend, self.table = Legend(), MatrixTable()
        yield
        self.reminding = RemindingPane()
        yield
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.legend)
        column.addWidget(self.table, 1)
        self.columns = Columns("matrix", self._preferences, side_widths=_SIDE_WIDTHS, side_open=False)
        self.addWidget(self.columns)
        self.columns.set_content(middle, "总表")
        self.columns.set_side(self.reminding, "催报", "raised")
        self.columns.narrow_changed.connect(self._place_words)
        yield
        self.nobody = EmptyState(
            "grid-3x3", "名册里还没有下级单位", "登记了下级单位，这里一眼看得到谁交了、哪个领域有问题、哪些通过了。"
        )
        self.to_roster = Button("去登记", icon="users", role="primary")
        self.nobody.add_action("users", "登记下级单位", "在收件箱里登记，也可以收下报来的文件时登记", self.to_roster)
        self.addWidget(self.nobody)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave what room there is to the table: each cell says under the mouse what its sign means."""
        super().resizeEvent(event)
        self.legend.show_signs(self.height() >= theme().scaled(_LEGEND_FROM))

    def _place_words(self, narrow: bool) -> None:
        """Say the current cell in the band of a narrow window: a line of its own would cost a row."""
        if narrow:
            self.columns.hold_in_band(self.legend.lend_words())
            self.legend.give_way()
        else:
            self.legend.hold_words()

    def show_units(self, found: bool) -> None:
        """Show the table, or what to do first."""
        self.setCurrentWidget(self.columns if found else self.nobody)
