"""The layout of the page of the whole catalogue: what is chosen, the paper, what stays out."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.pages.in_parts import InParts
from ui.pages.whole_catalogue.choice import FIELD, UNIT
from ui.preferences import Preferences
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import label
from ui.widgets.pane_head import PaneHead
from ui.widgets.preview_pane import PreviewPane
from ui.widgets.rows import FINDINGS, ITEMS, RowList
from ui.widgets.segments import Segments
from ui.widgets.tool_band import ToolBand, captioned, tool_group

PUBLIC, EVERYTHING = "public", "everything"
_PAPERS = ("A3", "A4")
# Narrower than this at 100 %, choices and ways out do not stand side by side.
_ROOM_BESIDE = 900


class WholeCatalogueView(InParts, QStackedWidget):
    """Three panes, or what to do first while there is nothing to put in."""

    def __init__(self, shown: PreviewPane, preferences: Preferences) -> None:
        super().__init__()
        self.shown, self._preferences = shown, preferences

    def build(self) -> Iterator[None]:
        self.kinds = Segments([(UNIT, "", "单位"), (FIELD, "", "领域")])
        self.kinds.setAccessibleName("按什么选")
        self.all, self.none = Button("全选", role="link", compact=True), Button("全不选", role="link", compact=True)
        look = replace(ITEMS, side_actions=False, wrap=True)
        self.units, self.fields = RowList(look, name="选单位"), RowList(look, name="选领域")
        self.lists = QStackedWidget()
        self.lists.addWidget(self.units)
        self.lists.addWidget(self.fields)
        self.told = RowList(replace(FINDINGS, side_actions=True), name="放进去的和没有放进去的")
        yield
        self.columns = Columns("whole-catalogue", self._preferences)
        self.addWidget(self.columns)
        self.columns.set_list(self._chooser(), "要放进去的")
        self.columns.set_content(self.shown, "看样子")
        self.columns.set_side(self.told, "放了多少，没放的为什么")
        yield
        self.start = Button("去收件箱", icon="inbox", role="primary")
        self.addWidget(self._empty())

    @property
    def kind(self) -> str:
        """Whether units or fields are being chosen."""
        return self.kinds.current()

    @property
    def list(self) -> RowList:
        """The list of units or fields, whichever is shown."""
        return self.units if self.kind == UNIT else self.fields

    def show_kind(self, kind: str) -> None:
        """Show units or fields; the keyboard goes along."""
        had_focus = self.lists.isAncestorOf(self.window().focusWidget())
        self.kinds.set_current(kind)
        self.lists.setCurrentWidget(self.list)
        if had_focus:
            self.list.setFocus()

    def show_empty(self, is_empty: bool) -> None:
        """Show what to do first, or the panes."""
        self.setCurrentIndex(int(is_empty))

    def _chooser(self) -> QWidget:
        pane = QWidget()
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = PaneHead("", last=(self.all, self.none))
        head.layout().insertWidget(0, self.kinds)
        column.addWidget(head)
        column.addWidget(self.lists, 1)
        return pane

    def _empty(self) -> EmptyState:
        words = "收下下级单位报来的文件、审核通过以后，这里把它们和本单位的合成一份。"
        empty = EmptyState("library", "还没有可以合成的目录", words)
        empty.add_action("inbox", "先收下级报来的文件", "在收件箱里拖进来就行", self.start)
        return empty


class WholeCatalogueTools(ToolBand):
    """The band under the header: what goes in and the paper at the left, the ways out at the right."""

    def __init__(self) -> None:
        super().__init__(_ROOM_BESIDE, gap=10)
        self.extent = Segments([(PUBLIC, "", "只放通过的"), (EVERYTHING, "", "全部，做成草案")])
        self.extent.setAccessibleName("放哪些条目")
        self.extent.set_tip(PUBLIC, "本单位已定稿的、下级已通过的")
        self.extent.set_tip(EVERYTHING, "没有定稿、没有通过的也放，写明状态，只能内部看")
        self.papers = Segments([(paper, "", f"{paper} 横向") for paper in _PAPERS])
        self.papers.setAccessibleName("纸张")
        self.count = label("", "table", "text-muted")
        self.pdf = Button("存成 PDF", icon="download", role="quiet", compact=True)
        self.workbook = Button("存成 Excel 表", icon="table-2", role="quiet", compact=True)
        self.data = Button("导出数据", icon="upload", role="quiet", compact=True)
        self.data.setToolTip("一条一行，给别的系统用：Excel 表、csv、JSON 和说明")
        choices = [
            captioned("条目", self.extent),
            captioned("纸张", self.papers),
            self.count,
        ]
        self.set_tools(choices, tool_group(self.pdf, self.workbook, self.data))
