"""The layout of the page: which inspection, the units with their points, one unit, and the records behind a point."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QFrame, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ui.editors.quiet_combo import QuietCombo
from ui.pages.in_parts import InParts
from ui.theme import theme
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns, Remembers
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.rows import FINDINGS, RowList
from ui.widgets.tool_band import ToolBand, tool_group

_UNITS = replace(FINDINGS, number=26, separators=True, right="strong", wrap=True)
_POINTS = replace(FINDINGS, right="strong", separators=True, wrap=True, side_actions=True)
_RECORDS = replace(FINDINGS, number=62, separators=True, wrap=True, side_actions=False)
_ROOM_BESIDE, _FIND_WIDTH = 900, 120
_SIDE_WIDTHS = (280, 400, 620)


class InspectionTools(ToolBand):
    """Which kind and period, and the ways out."""

    def __init__(self) -> None:
        super().__init__(_ROOM_BESIDE, 12)
        self.kind = QuietCombo([])
        self.kind.setAccessibleName("哪一种检查")
        self.before = Button("上一期", icon="chevron-left", role="quiet", key="Alt+,", tip="往前一周、一月、一季、一年")
        self.after = Button("下一期", icon="chevron-right", role="quiet", key="Alt+.", tip="往后一期")
        self.period = label("", "strong")
        self.find = QLineEdit()
        self.find.setPlaceholderText("找单位")
        self.find.setAccessibleName("找单位")
        self.find.setClearButtonEnabled(True)
        theme().changed.connect(self._fit_find)
        self._fit_find()
        self.weights = Button("分值…", icon="list-checks", role="quiet", tip="每一项多少分，每件扣几分")
        self.workbook = Button("存成 Excel 表", icon="table-2", role="quiet", tip="得分表，还有每一分怎么算的")
        self.pdf = Button("得分表 PDF", icon="download", role="quiet", tip="A3 横向，全部单位")
        self.set_tools(
            [tool_group(self.kind), tool_group(self.before, self.period, self.after), tool_group(self.find)],
            tool_group(self.weights, self.workbook, self.pdf),
        )

    def show_kinds(self, kinds: Sequence[tuple[str, str]], current: str) -> None:
        """Offer these kinds (code, name)."""
        self.kind.blockSignals(True)
        self.kind.clear()
        self.kind.addItems([name for _, name in kinds])
        self.kind.setCurrentIndex([code for code, _ in kinds].index(current))
        self.kind.fit_contents()
        self.kind.blockSignals(False)

    def _fit_find(self) -> None:
        self.find.setFixedWidth(theme().scaled(_FIND_WIDTH))


class UnitPane(QWidget):
    """One unit: what it has, what can be done, its points."""

    def __init__(self) -> None:
        super().__init__()
        self.name = label("", "section", wrap=True)
        self.told = label("", "body", "text-muted", wrap=True)
        self.print = Button("打印这一张", icon="printer", compact=True, tip="A4 一页，发给这个单位")
        self.pdf = Button("存成 PDF", icon="download", compact=True, tip="A4 一页，发给这个单位")
        self.adjust = Button("加分、扣分…", icon="pencil", compact=True, tip="现场检查等程序不知道的，写明原因")
        self.points = RowList(_POINTS, name="每一项的得分")
        head = QFrame()
        head.setProperty("line", "bottom")
        column = QVBoxLayout(head)
        column.setContentsMargins(PAGE_PADDING, 12, PAGE_PADDING, 10)
        column.setSpacing(SPACE[2])
        column.addWidget(self.name)
        column.addWidget(self.told)
        buttons = Flow(gap=8, line_gap=6)
        buttons.addWidget(self.print)
        buttons.addWidget(self.pdf)
        buttons.addWidget(self.adjust)
        column.addLayout(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(self.points, 1)


class BehindPane(QWidget):
    """The records behind a point."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", "table", "text-muted", wrap=True)
        self.words.setContentsMargins(14, 10, 12, 10)
        self.list = RowList(_RECORDS, name="背后的记录")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.words)
        whole.addWidget(self.list, 1)


class InspectionView(InParts, QStackedWidget):
    """The panes, or what to do where there are no units yet."""

    def __init__(self, preferences: Remembers) -> None:
        super().__init__()
        self._preferences = preferences

    def build(self) -> Iterator[None]:
        self.units, self.unit = RowList(_UNITS, name="各单位的得分"), UnitPane()
        yield
        self.behind = BehindPane()
        self.columns = Columns("inspection", self._preferences, side_widths=_SIDE_WIDTHS)
        self.addWidget(self.columns)
        yield
        self.columns.set_list(self.units, "各单位")
        self.columns.set_content(self.unit, "得分")
        self.columns.set_side(self.behind, "背后的记录", "raised")
        yield
        self.nobody = EmptyState(
            "badge-check",
            "名册里还没有下级单位",
            "登记了下级单位、收下了上报，这里给每个单位打分，每一分都看得到来历。",
        )
        self.to_roster = Button("去登记", icon="users", role="primary")
        self.nobody.add_action("users", "登记下级单位", "在收件箱里登记，也可以收下报来的文件时登记", self.to_roster)
        self.addWidget(self.nobody)

    def show_units(self, found: bool) -> None:
        """Show the panes, or what to do first."""
        self.setCurrentWidget(self.columns if found else self.nobody)
