"""The layout of the yearly report: its sections, one of them, and beside it a number and what does not add up."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.registers.annual_checks import AnnualFinding
from ui.editors.quiet_combo import QuietCombo
from ui.pages.annual.cell_pane import CellPane
from ui.pages.annual.last_year_form import LastYearForm
from ui.pages.annual.rows import finding_rows
from ui.pages.annual.text_pane import TextPane
from ui.pages.annual.units_pane import UnitsPane
from ui.pages.notices.view import NoteStack
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.official_table import OfficialTable
from ui.widgets.pane_head import PaneHead
from ui.widgets.row_spec import RowLook
from ui.widgets.rows import FINDINGS, RowList
from ui.widgets.scrolled import scrolled_column
from ui.widgets.splitter import Splitter
from ui.widgets.tool_band import ToolBand, captioned, tool_group

SECTIONS_LOOK = RowLook(detail="caption", icon=16, left=12, padding=7, least=46, bold_current=True, wrap=True)
_ROOM_BESIDE = 900


class Tools(ToolBand):
    """The year and what fills the report; at the right the ways out."""

    def __init__(self, ways: tuple[Button, ...]) -> None:
        super().__init__(_ROOM_BESIDE, 8)
        self.year = QuietCombo([])
        self.year.setAccessibleName("哪一年")
        self.carry = Button("照上年结转", icon="history", role="quiet", compact=True)
        self.carry.setToolTip("第三部分第二项，照上年年报第四项的数填；上年的年报不在这里，就照纸上的抄")
        self.zeros = Button("空着的填 0", icon="circle-slash", role="quiet", compact=True)
        self.zeros.setToolTip("这张表里还没有数的格子都填 0，写明为什么")
        self.filed = Button("记报送、公布", icon="send", role="quiet", compact=True)
        self.set_tools((captioned("年份", self.year), self.carry, self.zeros, self.filed), tool_group(*ways))


class SectionsPane(QWidget):
    """When the report is due, and its sections."""

    def __init__(self) -> None:
        super().__init__()
        self.notes = NoteStack()
        self.notes.setContentsMargins(SPACE[2], SPACE[2], SPACE[2], 0)
        self.list = RowList(SECTIONS_LOOK, name="年报的各部分")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.notes)
        whole.addWidget(self.list, 1)
        self.notes.hide()


class TablePane(QWidget):
    """A table of the report in its official shape."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "section", wrap=True)
        self.whose = label("", "caption", "text-muted", wrap=True)
        self.table = OfficialTable("年报的表")
        self.form: LastYearForm | None = None
        head = QFrame()
        lines = QVBoxLayout(head)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addWidget(self.title)
        lines.addWidget(self.whose)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(PAGE_PADDING, SPACE[3], PAGE_PADDING, SPACE[3])
        whole.setSpacing(SPACE[2])
        whole.addWidget(head)
        whole.addWidget(self.table, 1)
        whole.addStretch(0)
        self._forms: QScrollArea | None = None

    def open_form(self, form: LastYearForm) -> None:
        """Show where last year's numbers are taken down, in the place of the table."""
        self.close_form()
        self.form, self._forms = form, scrolled_column([form])
        self.layout().insertWidget(1, self._forms, 1)
        self.table.hide()
        self._forms.show()
        form.take_keyboard()

    def close_form(self) -> None:
        """Show the table again."""
        if self._forms is not None:
            self._forms.hide()
            self._forms.deleteLater()
            self.form = self._forms = None
            self.table.show()


class Content(QStackedWidget):
    """A table, a text, or the units: each made when it is first shown, for all at once would be felt."""

    def __init__(self) -> None:
        super().__init__()
        self.table = TablePane()
        self.addWidget(self.table)

    def take(self, made: TextPane | UnitsPane) -> None:
        """Put a pane in; Tab reaches it between the sections and the side."""
        before = self.table.table.body
        self.addWidget(made)
        for widget in made.in_order:
            QWidget.setTabOrder(before, widget)
            before = widget


class ChecksPane(QWidget):
    """核对: what does not add up or is not there yet, each leading to where it is mended."""

    def __init__(self) -> None:
        super().__init__()
        self.head = PaneHead("核对")
        self.list = RowList(FINDINGS, name="核对")
        self.nothing = label("都对得上，没有空着的。", "table", "text-muted", wrap=True)
        self.nothing.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self.nothing)
        whole.addWidget(self.list, 1)
        whole.addStretch(0)

    def show_findings(self, found: tuple[AnnualFinding, ...]) -> None:
        """Show what was found."""
        wrong = sum(each.severity == "block" for each in found)
        more = f"，另有 {len(found) - wrong} 处请看" if len(found) > wrong else ""
        self.head.title.setText(f"核对：{wrong} 处要改{more}" if wrong else f"核对：对得上{more}")
        self.list.set_rows(finding_rows(found))
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)


class SidePane(Splitter):
    """A number above (`cell`), the checks below."""

    def __init__(self, cell: CellPane) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.cell, self.checks = cell, ChecksPane()
        self.addWidget(self.cell)
        self.addWidget(self.checks)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)
        self.setSizes([330, 240])
