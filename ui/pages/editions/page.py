"""新一年的目录: what beginning a year does, in plain words, and the years there are."""

import unicodedata
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from app.drafting.editions import Started, start_edition, switch_edition
from app.errors import UserFacingError
from ui.desk import Desk
from ui.editors.line import Line
from ui.pages.editions.reading import Years, read_years
from ui.pages.editions.rows import change_rows, started_words, what_happens, year_rows
from ui.pages.page import Page
from ui.theme import theme
from ui.theme.metrics import LARGE_TEXT, NARROW, PAGE_PADDING, SPACE
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.labels import Paragraph, label
from ui.widgets.panel import Panel
from ui.widgets.rows import FINDINGS, TASKS, RowList
from ui.widgets.scrolled import FollowingArea

_UNDO = "撤销 Ctrl+Z"
_GAP = 14
_YEAR_WIDTH = 160


class EditionsPage(Page):
    """Beginning a year is one step that can be taken back, and so is going to another."""

    place, title, icon = "editions", "新一年的目录", "calendar-days"
    hints = ("Ctrl+Enter 开始", "F6 换区", "Esc 返回")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._years: Years | None = None
        self._is_starting = False

    def build(self) -> Iterator[None]:
        self.year = Line()
        self.year.setMaxLength(8)
        self.field = Field("哪一年", self.year, "四位数的年份。")
        self.words = [Paragraph() for _ in range(4)]
        self.start = Button("开始新一年", icon="calendar-days", role="primary", key="Ctrl+Enter")
        self.back = Button("返回目录编制", icon="arrow-left", key="Esc")
        yield
        self.years = RowList(TASKS, name="这个文件里的年份", hug=True)
        self.changes = RowList(FINDINGS, name="标准改过的", hug=True)
        yield
        self._lay_out()
        self._connect()

    def show_place(self, **target) -> None:
        self.year.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        self.desk.session.ask(read_years, self._show, owner=self)

    def areas(self) -> list[QWidget]:
        return [self.new, self.here, self.changed, self.bar]

    # --- showing ---------------------------------------------------------------------------------------------------

    def _show(self, years: Years) -> None:
        offered = self._years.offered if self._years else ""
        self._years = years
        self.set_context(f"正在编 {years.current.edition} 年的目录")
        if self.year.text() in ("", offered):
            self.year.setText(years.offered)
        self._show_words()
        self.years.set_rows(year_rows(years))
        self.changes.set_rows(change_rows(years.changes))
        self.changed.setVisible(bool(years.changes))

    def _show_words(self) -> None:
        year = self._typed_year()
        for paragraph, words in zip(self.words, what_happens(self._years, year), strict=True):
            paragraph.set_text(words)
        self.start.setText(f"开始编 {year} 年的目录" if year else "开始新一年")
        self.bar.fit()

    # --- what the clerk does ---------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.year.textEdited.connect(self._type)
        self.year.returnPressed.connect(self._start)
        self.start.clicked.connect(self._start)
        self.back.clicked.connect(self._go_back)
        self.years.acted.connect(lambda key, code: self._switch(key))
        self.years.opened.connect(self._switch)
        self.changes.acted.connect(lambda key, code: self._open(key))
        self.changes.opened.connect(self._open)
        for keys, act in {"Ctrl+Return": self._start, "Ctrl+Enter": self._start, "Escape": self._go_back}.items():
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        theme().changed.connect(self._arrange)

    def _typed_year(self) -> str:
        """Return the year as typed, in the digits years are kept in."""
        return unicodedata.normalize("NFKC", self.year.text()).strip().removesuffix("年").rstrip()

    def _type(self) -> None:
        self.field.clear()
        if self._years is not None:
            self._show_words()

    def _start(self) -> None:
        if self._years is None or self._is_starting:
            return
        edition = self._typed_year()
        if not edition:
            self.field.say_wrong("写明是哪一年，例：2027。")
            self.year.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._is_starting = True

        def work(workspace, watch) -> Started:
            return start_edition(workspace, edition)

        job = self.desk.session.long("正在新建", work, self._tell_started, self._refuse, self, writes=True)
        job.finished.connect(self._end_starting)

    def _end_starting(self) -> None:
        self._is_starting = False

    def _tell_started(self, started: Started) -> None:
        self.desk.messages.toast(started_words(started), _UNDO, self.desk.session.undo)
        # Where something in the standards changed, the list of it is what comes next.
        if self.isVisible() and not started.changed:
            self.desk.go("drafting", every=True)

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self.field.say_wrong(error.message)
            self.year.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.desk.messages.trouble(error)

    def _switch(self, edition: str) -> None:
        if edition == self._years.current.edition:
            return
        self.desk.session.act(
            lambda workspace: switch_edition(workspace, edition),
            lambda _: self.desk.messages.toast(f"现在编的是 {edition} 年的目录。", _UNDO, self.desk.session.undo),
        )

    def _open(self, entry: str) -> None:
        self.desk.go("drafting", entry=entry)

    def _go_back(self) -> None:
        self.desk.go("drafting", every=True)

    # --- building --------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.new, self.here, self.changed = Panel("开始新一年"), Panel("这个文件里的年份"), Panel("标准改过的")
        self.new.body.addWidget(self.field)
        self.new.body.addWidget(label("会怎样", "table", "text-muted"))
        for paragraph in self.words:
            self.new.body.addWidget(paragraph)
        self.here.body.addWidget(self.years)
        self.changed.body.addWidget(self.changes)
        self.changed.hide()
        self.bar = ActionBar([self.back], [self.start])
        self.body.addWidget(self._scrolling(), 1)
        self.body.addWidget(self.bar)

    def _scrolling(self) -> FollowingArea:
        inside = QWidget()
        inside.setProperty("surface", "window")
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._across.setContentsMargins(PAGE_PADDING, PAGE_PADDING, PAGE_PADDING, PAGE_PADDING)
        self._across.setSpacing(_GAP)
        for panels in ((self.new,), (self.here, self.changed)):
            column = QVBoxLayout()
            column.setSpacing(SPACE[3])
            for panel in panels:
                column.addWidget(panel)
            column.addStretch(1)
            self._across.addLayout(column, 1)
        scroll = FollowingArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        return scroll

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Go from two columns to one and back."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self.year.setMaximumWidth(theme().scaled(_YEAR_WIDTH))
        narrow = self.window().width() < NARROW or theme().scale >= LARGE_TEXT
        self._across.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
