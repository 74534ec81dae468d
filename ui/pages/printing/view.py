"""The layout of the printing page: what is printed, the paper itself, what to look at before."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.products.catalogue_tables import TABLE_KINDS
from ui.editors.quiet_combo import QuietCombo
from ui.pages.in_parts import InParts
from ui.pages.printing.choice import FORMS, PrintingChoice
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

_PAPERS = ("A3", "A4")
_ALL, _TICKED = "all", "ticked"
_NO_MARKS = "不标改动"
# Narrower than this at 100 %, choices and ways out do not stand side by side.
_ROOM_BESIDE = 900


class PrintingView(InParts, QStackedWidget):
    """Three panes, or what to do first while nothing was adopted."""

    def __init__(self, shown: PreviewPane, preferences: Preferences) -> None:
        super().__init__()
        self.shown, self._preferences = shown, preferences

    def build(self) -> Iterator[None]:
        self.parts = RowList(replace(ITEMS, side_actions=False, wrap=True), name="要打印的")
        self.all, self.none = Button("全选", role="link", compact=True), Button("全不选", role="link", compact=True)
        self.count = label("", "table", "text-muted")
        yield
        self.picking = PickingPane()
        yield
        self.lists = QStackedWidget()
        self.lists.addWidget(_column(PaneHead("要打印的", self.count, (self.all, self.none)), self.parts))
        self.lists.addWidget(self.picking)
        self.looks = RowList(replace(FINDINGS, side_actions=True), name="打印前看一看")
        self.columns = Columns("printing", self._preferences)
        self.addWidget(self.columns)
        yield
        self.columns.set_list(self.lists, "要打印的")
        self.columns.set_content(self.shown, "看样子")
        self.columns.set_side(self.looks, "打印前看一看")
        yield
        self.start = Button("去目录编制", icon="list-checks", role="primary")
        self.addWidget(self._empty())

    def show_empty(self, is_empty: bool) -> None:
        """Show what to do first, or the panes."""
        self.setCurrentIndex(int(is_empty))

    def show_picking(self, is_picking: bool) -> None:
        """Show the entries of one part, or all parts; the keyboard goes along."""
        had_focus = self.lists.isAncestorOf(self.window().focusWidget())
        self.lists.setCurrentIndex(int(is_picking))
        if had_focus:
            (self.picking.entries if is_picking else self.parts).setFocus()

    @property
    def is_picking(self) -> bool:
        """Whether the entries of one part are shown."""
        return self.lists.currentIndex() == 1

    def _empty(self) -> EmptyState:
        empty = EmptyState("printer", "还没有可以打印的目录", "采用了标准里的事项以后，这里就能看到印出来的样子。")
        empty.add_action("list-checks", "先采用一个领域", "在目录编制里选领域，采用标准里的事项", self.start)
        return empty


class PickingPane(QWidget):
    """The entries of one part, ticked where they are printed, and the way back to all parts."""

    def __init__(self) -> None:
        super().__init__()
        self.back = Button("返回", icon="arrow-left", role="quiet", compact=True, tip="返回要打印的（Esc）")
        self.all, self.none = Button("全选", role="link", compact=True), Button("全不选", role="link", compact=True)
        self.head = PaneHead("", last=(self.all, self.none))
        self.head.layout().insertWidget(0, self.back)
        self.entries = RowList(ITEMS, name="印哪几条")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.entries, 1)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.activated.connect(self.back.click)


class PrintingTools(ToolBand):
    """The band under the header: form, paper, channels and marks at the left, other ways out at the right."""

    def __init__(self) -> None:
        super().__init__(_ROOM_BESIDE, gap=10)
        self.forms = Segments([(key, "", words) for key, words in FORMS])
        self.forms.setAccessibleName("样式")
        self.forms.set_tip("table", "部委的表格，横向")
        self.forms.set_tip("cards", "一条一张卡片，竖向，省纸")
        self.forms.set_tip("large", "18 磅大字，竖向，给老年人看")
        self.papers = Segments([(paper, "", paper) for paper in _PAPERS])
        self.papers.setAccessibleName("纸张")
        self.channels = Segments([(_ALL, "", "全列"), (_TICKED, "", "只列选的")])
        self.channels.setAccessibleName("公开渠道")
        self.since = QuietCombo([_NO_MARKS])
        self.since.fit_contents()
        self.since.setAccessibleName("标出改动")
        self.table = Button("存成表格", icon="table-2", role="quiet", compact=True)
        self.pdf = Button("存成 PDF", icon="download", role="quiet", compact=True, tip="存成 PDF（Ctrl+S）")
        self._lay_out()

    @property
    def compared_with(self) -> str:
        """The edition chosen to mark differences to, "" for none."""
        return self.since.currentData() or ""

    @property
    def wants_ticked(self) -> bool:
        """Whether only ticked channels are chosen."""
        return self.channels.current() == _TICKED

    def offer_tables(self, save: Callable[[str], object]) -> None:
        """Offer each kind of file that tables are saved as; `save` gets the end of its name."""
        menu = QMenu(self.table)
        for suffix, kind in TABLE_KINDS.items():
            menu.addAction(f"{kind.name}（{suffix}）　{kind.use}", partial(save, suffix))
        self.table.setMenu(menu)

    def show_choice(self, choice: PrintingChoice) -> None:
        """Show what is chosen; tells nobody."""
        look = choice.look
        self.forms.set_current(choice.form)
        stands = "横向" if choice.form == "table" else "竖向"
        self.papers.set_tabs([(paper, "", f"{paper} {stands}") for paper in _PAPERS])
        self.papers.set_current(look.used_paper)
        self.channels.set_current(_TICKED if look.shows_only_ticked else _ALL)

    def show_editions(self, editions: Sequence[str], chosen: str) -> None:
        """Offer these editions to mark the differences to; hidden while there is none. Tells nobody."""
        self.since.blockSignals(True)
        self.since.clear()
        self.since.addItem(_NO_MARKS, "")
        for edition in editions:
            self.since.addItem(f"标出与{edition}年版的不同", edition)
        self.since.setCurrentIndex(max(0, self.since.findData(chosen)))
        self.since.blockSignals(False)
        self.since.setVisible(bool(editions))

    def _lay_out(self) -> None:
        choices = [
            captioned("样式", self.forms),
            captioned("纸张", self.papers),
            captioned("渠道", self.channels),
            self.since,
        ]
        self.set_tools(choices, tool_group(self.table, self.pdf))


def _column(*widgets: QWidget) -> QWidget:
    pane = QWidget()
    column = QVBoxLayout(pane)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets[:-1]:
        column.addWidget(widget)
    column.addWidget(widgets[-1], 1)
    return pane
