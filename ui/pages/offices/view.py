"""The layout: the offices, at the right what the current one answers for, at the foot what is done."""

from collections.abc import Iterable, Iterator, Mapping

from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from ui.editors.quiet_combo import QuietCombo
from ui.pages.in_parts import InParts
from ui.pages.notices.view import NoteStack
from ui.pages.offices.together import TogetherPane
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import Flow
from ui.widgets.labels import Paragraph, label
from ui.widgets.rows import ITEMS, TASKS, RowList
from ui.widgets.segments import FilterTabs

TABLE, FORM = "table", "form"
DAYS = {"7": "一周内交", "14": "两周内交", "30": "一个月内交"}
_USUAL_DAYS = "14"
_NOBODY = "先选一个科室。"


class OfficesView(InParts, QWidget):
    """Everything on the page."""

    def __init__(self, preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self._is_empty = self._is_together = False

    def build(self) -> Iterator[None]:
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self.columns = Columns("offices", self._preferences, side_widths=(280, 340, 480))
        self._outer.addWidget(self.columns)
        self.list = RowList(TASKS, name="科室")
        self.fields = RowList(ITEMS, name="管哪些领域")
        self.notes = NoteStack()
        yield
        self.together = TogetherPane()
        yield
        self.checklist = QuietCombo([])
        self.checklist.setAccessibleName("发哪种清单")
        self.checklist.setMinimumContentsLength(16)
        self.form = FilterTabs([(TABLE, "", "电子表格"), (FORM, "", "打印出来手填")])
        self.form.setAccessibleName("发哪一种")
        self.days = FilterTabs([(key, "", text) for key, text in DAYS.items()])
        self.days.setAccessibleName("什么时候交")
        self.days.set_current(_USUAL_DAYS)
        self.add = Button("新增科室", icon="circle-plus")
        self.remind = Button("催办单", icon="bell")
        self.collect = Button("收回来的…", icon="file-input", key="Ctrl+R")
        self.give = Button("发给科室", icon="send", role="primary", key="Ctrl+Enter")
        self.rename = Button("改名", icon="pencil", compact=True)
        self.remove = Button("删去", icon="trash-2", compact=True)
        self.single = Button("单独分一项…", icon="tag", compact=True, tip="别的科室管的领域里的一项，由它来填")
        self.by_hand = Button("记作交回了", icon="check", compact=True, tip="手填的、电话说的，自己填好以后记一下")
        yield
        self._make_remind_menu()
        self._title = label("", "section", wrap=True)
        self._facts = Paragraph("", "table")
        self.empty = EmptyState("users", "还没有科室", "把要填的事项按科室分出去，填好收回来，程序帮您对着比。")
        self.first = Button("新增科室", icon="circle-plus", role="primary")
        self.empty.add_action("users", "先列出科室", "例如民政办、财政所、派出所，再说明各管哪些领域", self.first)
        self._lay_out()

    def show_current(self, name: str, facts: Iterable[str]) -> None:
        """Show whose fields stand at the right, and what became of what it was given."""
        self._title.setText(f"{name}管的领域" if name else _NOBODY)
        told = "\n".join(facts)
        self._facts.set_text(told)
        self._facts.setVisible(bool(told))
        for button in (self.rename, self.remove, self.single, self.by_hand):
            button.setVisible(bool(name))

    def offer_checklists(self, names: Mapping[str, str]) -> None:
        """Offer the checklists to be handed out by code; the one chosen before stays."""
        if self.checklist.count() == len(names):
            return
        self.checklist.clear()
        for code, name in names.items():
            self.checklist.addItem(name, code)
        self.checklist.setVisible(len(names) > 1)

    def show_empty(self, empty: bool) -> None:
        """Show the empty state, or the page."""
        self._is_empty = empty
        self._show_parts()

    def show_together(self, shown: bool) -> None:
        """Show what came back in place of the offices, or the offices again."""
        self._is_together = shown
        self._show_parts()

    def _show_parts(self) -> None:
        self.together.setVisible(self._is_together)
        self.empty.setVisible(self._is_empty and not self._is_together)
        self.columns.setVisible(not (self._is_empty or self._is_together))

    def _make_remind_menu(self) -> None:
        menu = QMenu(self.remind)
        self.print_reminder = menu.addAction("打印催办单")
        self.save_reminder = menu.addAction("存成 PDF")
        self.remind.setMenu(menu)

    def _lay_out(self) -> None:
        self.columns.set_content(self._content(), "科室")
        self.columns.set_side(self._side(), "管哪些")
        self._outer.addWidget(self.empty)
        self._outer.addWidget(self.together)
        self._show_parts()

    def _content(self) -> QWidget:
        # Margins of their own: without notes nothing stands above the list.
        self.notes.layout().setContentsMargins(PAGE_PADDING, SPACE[2], PAGE_PADDING, SPACE[2])
        self.notes.hide()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notes)
        column.addWidget(self.list, 1)
        column.addWidget(self._how_line())
        column.addWidget(ActionBar([self.add, self.remind], [self.collect, self.give]))
        return content

    def _how_line(self) -> QFrame:
        line = QFrame()
        line.setProperty("surface", "raised")
        line.setProperty("line", "top")
        flow = Flow(gap=SPACE[4], line_gap=4)
        for widget in (self.checklist, self.form, self.days):
            flow.addWidget(widget)
        row = QVBoxLayout(line)
        row.setContentsMargins(PAGE_PADDING, SPACE[2], PAGE_PADDING, SPACE[2])
        row.addLayout(flow)
        return line

    def _side(self) -> QWidget:
        buttons = Flow(gap=SPACE[2], line_gap=4)
        for button in (self.rename, self.remove, self.single, self.by_hand):
            buttons.addWidget(button)
        head = QVBoxLayout()
        head.setContentsMargins(14, SPACE[3], 14, SPACE[2])
        head.setSpacing(SPACE[2])
        for widget in (self._title, self._facts):
            head.addWidget(widget)
        head.addLayout(buttons)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.fields, 1)
        return side
