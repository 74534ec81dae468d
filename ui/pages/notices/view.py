"""How the parts of the page stand; what they do is the page's."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.products.notice import PAPERS
from ui.jobs import Jobs
from ui.pages.notices.blanks_form import BlanksForm
from ui.pages.notices.list_table import ListTable
from ui.theme import theme
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip, ChipLabel
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import Flow
from ui.widgets.icon_view import IconView
from ui.widgets.labels import ElidedLabel, Paragraph, label
from ui.widgets.laid_out import widgets_of
from ui.widgets.note import Note
from ui.widgets.preview_pane import PreviewPane
from ui.widgets.row_spec import TASKS
from ui.widgets.rows import RowList
from ui.widgets.scrolled import framed, scrolled_column, scrolling
from ui.widgets.segments import FilterTabs
from ui.widgets.stepper import Stepper
from ui.widgets.tables import TextTable

STEPS = ("选一种公示", "填空和名单", "核对、打印")
_ROOM_FOR_NAME, _ROOM_FOR_EVIDENCE = 760, 520
_NO_CHIP = Chip("", "", "evidence")


class Toolbar(QFrame):
    """The steps at the left; at the right the kind of notice and how sure its count of days is."""

    def __init__(self) -> None:
        super().__init__()
        self.stepper = Stepper(STEPS)
        self._name = ElidedLabel("", "table", "text-muted")
        self._name.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._evidence = ChipLabel(_NO_CHIP)
        self._has_evidence = False
        self.setProperty("line", "bottom")
        row = QHBoxLayout(self)
        row.setContentsMargins(PAGE_PADDING, 0, PAGE_PADDING, 0)
        row.setSpacing(SPACE[3])
        row.addWidget(self.stepper)
        row.addWidget(self._name, 1)
        row.addWidget(self._evidence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the steps their room: name and evidence stand in the choice of templates too."""
        super().resizeEvent(event)
        self._name.setVisible(self.width() >= theme().scaled(_ROOM_FOR_NAME))
        self._show_evidence()

    def _show_evidence(self) -> None:
        self._evidence.setVisible(self._has_evidence and self.width() >= theme().scaled(_ROOM_FOR_EVIDENCE))

    def show_template(self, name: str, evidence: Chip | None) -> None:
        """Say which template is being filled; "" for none."""
        self._name.setText(name)
        self._has_evidence = evidence is not None
        self._show_evidence()
        if evidence is not None:
            self._evidence.set_chip(evidence)


class NothingYet(EmptyState):
    """What to do while there are no notices."""

    def __init__(self) -> None:
        super().__init__("megaphone", "还没有做过公示", "选一种公示，填空、贴名单，程序替您遮住个人信息、算好公示期。")
        self.begin = Button("新公示", icon="plus", role="primary", key="Ctrl+N")
        told = "常用的都有，照着填；名单从 Excel、WPS 复制过来"
        self.add_action("file-text", "做一份公示", told, self.begin)


class TemplatesView(QWidget):
    """All templates under their groups, with a box to find one."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted = QLineEdit()
        self.wanted.setPlaceholderText("找一种公示，例：低保、宅基地、停水")
        self.wanted.setAccessibleName("找一种公示")
        self.wanted.setClearButtonEnabled(True)
        self.count = label("", "table", "text-muted")
        self.list = RowList(TASKS, name="公示模板")
        self.back = Button("回到列表", icon="arrow-left")
        self.use = Button("用这一种", icon="arrow-right", role="primary", key="Enter")
        head = QHBoxLayout()
        head.setContentsMargins(PAGE_PADDING, SPACE[3], PAGE_PADDING, SPACE[2])
        head.setSpacing(SPACE[3])
        head.addWidget(self.wanted, 1)
        head.addWidget(self.count)
        self._stack(head, self.list, ActionBar([self.back], [self.use]))

    def _stack(self, head: QHBoxLayout, body: QWidget, foot: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(body, 1)
        column.addWidget(foot)


class NoteStack(QWidget):
    """Notes one below the other, made anew when they change."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE[2])

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Show these notes from now on."""
        while (item := self._column.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for note in notes:
            self._column.addWidget(note)
        self.setVisible(bool(notes))

    def notes(self) -> list[Note]:
        """The notes shown."""
        return widgets_of(self._column)


class FillView(QWidget):
    """Blanks on top, the list below, what must be mended under it; the way on at the foot."""

    def __init__(self) -> None:
        super().__init__()
        self.form = BlanksForm()
        self.table = ListTable()
        self.notes, self.refusal = NoteStack(), NoteStack()
        self.totals = ElidedLabel("", "table", "text-muted")
        self.told = Paragraph("", "table", "text-muted")
        self.paste = Button("从表格粘贴", icon="clipboard-paste", key="Ctrl+V", compact=True)
        self.take_file = Button("导入文件", icon="file-input", compact=True)
        self.remove = Button("不列这一行", icon="trash-2", role="quiet", compact=True, tip="Ctrl+Delete")
        self.back = Button("上一步", icon="arrow-left")
        self.to_mend = Button("", icon="octagon-alert", role="danger", key="F8")
        self.check = Button("核对、打印", icon="arrow-right", role="primary", key="Ctrl+P")
        self.bar = ActionBar([self.back], [self.to_mend, self.check])
        self._list_part = self._make_list_part()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scrolled(), 1)
        column.addWidget(self.bar)

    def show_list(self, shown: bool) -> None:
        """Show the list, for templates that have one."""
        self._list_part.setVisible(shown)

    def _scrolled(self) -> QScrollArea:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(PAGE_PADDING, SPACE[3], PAGE_PADDING, SPACE[4])
        column.setSpacing(SPACE[3])
        column.addWidget(self.form)
        column.addWidget(self._list_part)
        column.addWidget(self.notes)
        column.addStretch(1)
        self.area = scrolling(content)
        return self.area

    def _make_list_part(self) -> QWidget:
        part = QWidget()
        head = QHBoxLayout()
        head.setSpacing(SPACE[2])
        head.addWidget(label("名单", "section"))
        head.addWidget(self.totals, 1)
        buttons = Flow(gap=6)
        for button in (self.remove, self.paste, self.take_file):
            buttons.addWidget(button)
        head.addLayout(buttons)
        told = QHBoxLayout()
        told.setSpacing(6)
        told.addWidget(IconView("eye-off", "text-muted", 14, "table"), 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self.told, 1)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addLayout(head)
        column.addWidget(self.refusal)
        column.addWidget(framed(self.table))
        column.addLayout(told)
        return part


class CheckView(QWidget):
    """The notice as it was kept: what to look at, its list with masked values, where to post it; print or save.

    `posting` and `review` stand under what to look at.
    """

    def __init__(self, posting: QWidget, review: QWidget) -> None:
        super().__init__()
        self.title = label("", "page", wrap=True)
        self.state = label("", "table", "text-muted", wrap=True)
        self.notes, self.posting, self.review = NoteStack(), posting, review
        self.totals = label("", "table", "text-muted", wrap=True)
        self.list = TextTable(name="名单", hug=True)
        self.reminders = Paragraph("", "body")
        self.take_out = Button("删去误写的信息…", icon="trash-2", role="link", compact=True)
        self.back = Button("上一步", icon="arrow-left")
        self.done = Button("回到列表", icon="list")
        self.save = Button("存成 PDF", icon="file-down", key="Ctrl+S")
        self.print = Button("打印", icon="printer", role="primary", key="Ctrl+P")
        self.bar = ActionBar([self.back, self.done], [self.save, self.print])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._frame = framed(self.list)
        told = (self.title, self.state, self.notes, posting, review, self.totals, self._frame, self.reminders)
        inside = (*told, self.take_out)
        area = scrolled_column(inside)
        # As wide as its words: beside them nobody means to strike anything out.
        area.widget().layout().setAlignment(self.take_out, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(area, 1)
        column.addWidget(self.bar)

    def show_list(self, shown: bool) -> None:
        """Show the list, for notices that have one."""
        self._frame.setVisible(shown)
        self.totals.setVisible(shown)


class SheetPane(PreviewPane):
    """The sheet as it will be printed, on the paper chosen above it."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(jobs, "张", "选一份公示，这里就是印出来的样子。")
        self.papers = FilterTabs([(paper, "", paper) for paper in PAPERS])
        self.preview.bar.addWidget(self.papers)
