"""The layout of the inbox: files on top, the register or the admission of a sender below, the roster on its own."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cached_property

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.exchange.looking import Look
from app.exchange.received import Received
from ui.pages.in_parts import InParts
from ui.pages.inbox.admission import AdmissionPanel
from ui.pages.inbox.results import ResultsView
from ui.pages.inbox.words import (
    ALL,
    FILE_HEADS,
    REGISTER_HEADS,
    file_cells,
    file_tabs,
    received_cells,
    sorted_looks,
    tab_of,
)
from ui.theme import theme
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import label
from ui.widgets.laid_out import widgets_of
from ui.widgets.segments import FilterTabs, Segments
from ui.widgets.splitter import Splitter
from ui.widgets.tables import TextTable

FILES, ROSTER, UNITS = "files", "roster", "units"
_GREATEST_SHARE, _LEAST_SHARE = 0.6, 0.35
# In a low window the table with the keyboard has most of the room; what became of the last files has all of it.
_LOW_SHARE = 0.78
_LEAST_TABLE = 30
# With more rows than these the note about files is a brief one.
_FEW = 4
# Lower than this at 100 %, the words about trouble leave their buttons out: the table has them too.
_LOW = 420


class InboxTools(QFrame):
    """The band under the header: which of the two is shown, and where files come from."""

    def __init__(self, *, has_roster: bool) -> None:
        super().__init__()
        self.setProperty("line", "bottom")
        choices = [
            (FILES, "inbox", "收到的文件"),
            (UNITS, "list-checks", "各单位进度"),
            (ROSTER, "building-2", "单位名册"),
        ]
        self.switch = Segments(choices)
        if not has_roster:
            self.switch.hide()
        self.open = Button("打开文件", icon="file-input", role="quiet", key="Ctrl+O")
        self.folder = Button("选文件夹", icon="folder-open", role="quiet", tip="文件夹或U盘里所有的上报文件")
        row = QHBoxLayout(self)
        row.setContentsMargins(PAGE_PADDING, 4, SPACE[2], 5)
        row.addWidget(self.switch)
        row.addStretch(1)
        row.addWidget(self.open)
        row.addWidget(self.folder)


class RegisterView(QWidget):
    """What came in, newest first."""

    results_asked = Signal()
    """The list of what became of the last files shall be shown again."""

    def __init__(self) -> None:
        super().__init__()
        self.results = Button("上一次的清单", icon="list-checks", compact=True)
        self.results.clicked.connect(self.results_asked)
        self._count = label("", "table", "text-muted")
        self.table = TextTable(name="收件登记")
        # Its head says that there is more: whoever wants that goes there, and it becomes higher.
        self.table.setMinimumHeight(_LEAST_TABLE)
        head = QHBoxLayout()
        head.setContentsMargins(PAGE_PADDING, 10, PAGE_PADDING, 8)
        head.setSpacing(SPACE[2])
        head.addWidget(label("收件登记", "section"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.results)
        self.results.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addStretch(0)

    def show_rows(self, rows: Sequence[Received], now: datetime) -> None:
        """Show the packages that came in."""
        today = sum(datetime.fromisoformat(row.at).astimezone(now.tzinfo).date() == now.date() for row in rows)
        self._count.setText(f"今天 {today} 件，一共 {len(rows)} 件" if rows else "还没有收过")
        cells = [received_cells(row, now) for row in rows]
        self.table.set_table(REGISTER_HEADS, cells, [str(row.number) for row in rows])
        self.table.setVisible(bool(rows))


class FilesView(InParts, QWidget):
    """Files looked at, above the register; trouble with files on top of both."""

    admitted = Signal(object)
    """See `AdmissionPanel.admitted`."""
    admission_closed = Signal()
    results_made = Signal(object)
    """The `ResultsView`, once it is there."""
    lower_changed = Signal()
    """Something else stands below the files."""

    def build(self) -> Iterator[None]:
        self.table = TextTable(name="收到的文件")
        self.tabs = FilterTabs(file_tabs(()))
        self.tabs.setAccessibleName("看哪些文件")
        yield
        self.register = RegisterView()
        self.register.results_asked.connect(lambda: self.show_results(shown=True))
        yield
        self._lower = QStackedWidget()
        self._lower.addWidget(self.register)
        self._lower.currentChanged.connect(lambda number: self.lower_changed.emit())
        self._splitter = Splitter(Qt.Orientation.Vertical)
        self._splitter.addWidget(self.table)
        self._splitter.addWidget(self._lower)
        self._splitter.setStretchFactor(1, 1)
        # A note above keeps the height its words need; the tables share what is left.
        self._splitter.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._trouble = QWidget()
        QVBoxLayout(self._trouble)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._trouble)
        self._band = QWidget()
        band = QHBoxLayout(self._band)
        band.setContentsMargins(PAGE_PADDING, SPACE[1], PAGE_PADDING, SPACE[1])
        band.addWidget(self.tabs, 1)
        column.addWidget(self._band)
        column.addWidget(self._splitter, 1)
        self._band.hide()
        self.table.hide()
        self._trouble.hide()
        # Rows get their heights once the columns have their widths.
        self._share_soon = QTimer(self, singleShot=True, interval=0)
        self._share_soon.timeout.connect(self._share)
        self.table.verticalHeader().sectionResized.connect(lambda *_: self._share_soon.start())
        self._file_count, self._is_below = 0, False
        QApplication.instance().focusChanged.connect(self._follow_keyboard)

    @cached_property
    def admission(self) -> AdmissionPanel:
        """Who asks to be admitted; made when it is asked for first."""
        made = AdmissionPanel()
        made.admitted.connect(self.admitted)
        made.closed.connect(self.admission_closed)
        self._lower.addWidget(made)
        return made

    @cached_property
    def results(self) -> ResultsView:
        """What became of the last files; made when it is asked for first."""
        made = ResultsView()
        made.closed.connect(lambda: self.show_results(shown=False))
        self.results_made.emit(made)
        self._lower.addWidget(made)
        return made

    def show_files(self, looks: Sequence[Look]) -> None:
        """Show the files looked at, those of the chosen tab; without any, the register has all the room."""
        self.tabs.set_tabs(file_tabs(looks))
        chosen = self.tabs.current()
        shown = [look for look in sorted_looks(looks) if chosen in (ALL, tab_of(look))]
        if not shown and looks:
            # The last of a tab was taken in: what is left stands under all.
            self.tabs.set_current(ALL)
            shown = sorted_looks(looks)
        if looks and self.table.isHidden():
            self.table.show()
            self._splitter.refresh()
        self.table.set_table(FILE_HEADS, [file_cells(look) for look in shown], [str(look.path) for look in shown])
        self._file_count = len(looks)
        self._arrange()

    def show_trouble(self, *notes: QWidget) -> None:
        """Show a note on top, given whole and in brief for a low window; none takes it away."""
        while (item := self._trouble.layout().takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for note in notes:
            self._trouble.layout().addWidget(note)
        self._arrange()

    def show_admission(self, *, shown: bool) -> None:
        """Show who asks to be admitted instead of the register, or the register again."""
        self._lower.setCurrentWidget(self.admission if shown else self.register)
        self._arrange()

    def show_results(self, *, shown: bool) -> None:
        """Show what became of the last files instead of the register, or the register again."""
        had_focus = self._lower.isAncestorOf(self.window().focusWidget() or self)
        self._lower.setCurrentWidget(self.results if shown else self.register)
        self.register.results.setVisible(bool(self.results.became))
        self._arrange()
        if had_focus:
            self.lower_table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def lower_table(self) -> TextTable:
        """The table below the files: the register, or what became of the last files."""
        return self.results.table if self.is_showing_results else self.register.table

    @property
    def is_showing_results(self) -> bool:
        """Whether what became of the last files is shown."""
        return isinstance(self._lower.currentWidget(), ResultsView)

    @property
    def is_admitting(self) -> bool:
        """Whether somebody asks to be admitted."""
        return isinstance(self._lower.currentWidget(), AdmissionPanel)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """An admission needs the room: trouble with other files waits."""
        # Where many files are shown, their rows say more than a note could.
        notes, low = self._trouble.layout(), self._is_low or self.table.model().rowCount() > _FEW
        for number, note in enumerate(widgets_of(notes)):
            note.setVisible(low == (number > 0))
        above = SPACE[2] if low else PAGE_PADDING
        notes.setContentsMargins(PAGE_PADDING, above, PAGE_PADDING, above)
        is_alone = self._is_low and self.is_showing_results
        self._trouble.setVisible(notes.count() > 0 and not self.is_admitting and not is_alone)
        self.table.setVisible(self._file_count > 0 and not is_alone)
        self._band.setVisible(self._file_count > 1 and not is_alone)
        self._share_soon.start()

    def _share(self) -> None:
        """Give the files the height they need, up to their share; an admission needs most of the room."""
        # Of what stands there, not of the highest that may.
        self._lower.setMinimumHeight(self._lower.currentWidget().minimumSizeHint().height())
        whole = self._splitter.height()
        wanted = round(min(self.table.content_height() + 2, whole * self._share_of_files))
        self._splitter.setSizes([wanted, max(whole - wanted, 1)])
        self.table.scrollTo(self.table.currentIndex())

    @property
    def _share_of_files(self) -> float:
        if self.is_admitting or self.is_showing_results or (self._is_low and self._is_below):
            return _LEAST_SHARE
        return _LOW_SHARE if self._is_low else _GREATEST_SHARE

    @property
    def _is_low(self) -> bool:
        return self.height() < theme().scaled(_LOW)

    @Slot(QWidget, QWidget)
    def _follow_keyboard(self, old: QWidget | None, new: QWidget | None) -> None:
        is_below = new is not None and self._lower.isAncestorOf(new)
        if self._is_low and is_below != self._is_below and (is_below or new is self.table):
            self._is_below = is_below
            self._share_soon.start()


class EmptyInbox(EmptyState):
    """What the page says before anything came in; units are registered first."""

    files_asked = Signal()
    folder_asked = Signal()
    register_asked = Signal()

    def __init__(self, *, has_roster: bool) -> None:
        super().__init__(
            "inbox",
            "还没有收过文件",
            "下级报来的、上级发回的文件（.zwgk）拖到这里，先核对、后收下；光看不会改动。",
        )
        if has_roster:
            register = Button("登记单位", icon="plus")
            register.clicked.connect(self.register_asked)
            self.add_action("building-2", "先登记下级单位", "登记了才认得是谁报来的", register)
        open_button = Button("打开文件", icon="file-input", role="primary", key="Ctrl+O")
        open_button.clicked.connect(self.files_asked)
        self.add_action("file-input", "打开文件", "对方发来的文件，可以一次选好几个", open_button)
        folder = Button("选文件夹", icon="folder-open")
        folder.clicked.connect(self.folder_asked)
        self.add_action("folder-open", "选文件夹", "整个文件夹或U盘一次看完", folder)
