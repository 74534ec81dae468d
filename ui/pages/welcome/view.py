"""The frame of the first page: steps at the left or on top, trouble, the step, what is going on, the buttons."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.help.opening import help_desk_of
from ui.pages.welcome.answers import Answers
from ui.pages.welcome.step import Step
from ui.pages.welcome.steps_column import SHORT_STEPS, StepsColumn
from ui.theme import theme
from ui.theme.metrics import LARGE_TEXT, NARROW, PAGE_PADDING, SPACE
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button
from ui.widgets.progress import JobBox
from ui.widgets.stepper import Stepper

_BAR_SIDES = 28


class WelcomeView(QWidget):
    """Fills the whole window. In a narrow one, or with large text, the steps stand on top in one line."""

    step_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.steps = StepsColumn()
        self.top = Stepper(SHORT_STEPS)
        self.stack = QStackedWidget()
        self.demo = Button("先看演示数据", icon="eye", role="quiet")
        self.back = Button("上一步", icon="arrow-left", tip="Alt+←")
        self.next = Button("下一步", icon="arrow-right", role="primary", key="Enter")
        self.help = Button("帮助", icon="circle-question-mark", role="quiet", tip="这一页怎么用 F1")
        self.help.clicked.connect(self._open_help)
        self.bar = ActionBar([self.demo, self.help, self.back], [self.next])
        self._has_steps = True
        self._job: JobBox | None = None
        self._focused: QWidget | None = None
        self.steps.step_chosen.connect(self.step_chosen)
        self.top.step_chosen.connect(self.step_chosen)
        self._lay_out()
        theme().changed.connect(self._arrange)

    @property
    def is_narrow(self) -> bool:
        """Whether the steps stand on top."""
        return self.width() < NARROW or theme().scale >= LARGE_TEXT

    def add_step(self, step: Step) -> Step:
        """Take a step in."""
        self.stack.addWidget(step)
        step.fit(self.is_narrow)
        return step

    def show_step(self, step: Step, number: int | None, answers: Answers, chosen: tuple[int, int]) -> None:
        """Show a step of the four, or, without a number, a page of its own."""
        self._has_steps = number is not None
        if number is None:
            self.steps.show_plain("选一个工作文件")
        else:
            self.steps.show_step(number, answers, *chosen)
            self.top.set_step(number)
        self.stack.setCurrentWidget(step)
        self._arrange()

    def show_note(self, note: QWidget) -> None:
        """Show trouble on top of the step."""
        self.clear_notes()
        self._notes.addWidget(note)
        self._notes.setContentsMargins(PAGE_PADDING, PAGE_PADDING, PAGE_PADDING, 0)

    def clear_notes(self) -> None:
        """Take trouble away."""
        while (item := self._notes.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        self._notes.setContentsMargins(0, 0, 0, 0)

    def show_work(self, title: str, *, can_stop: bool = False) -> JobBox:
        """Say what is going on; nothing can be answered meanwhile."""
        self.end_work()
        self._focused = self.window().focusWidget()
        self._job = JobBox(title, can_stop=can_stop)
        self._work.layout().addWidget(self._job)
        self._work.show()
        self.stack.setEnabled(False)
        self.bar.setEnabled(False)
        self.steps.stepper.setEnabled(False)
        self.top.setEnabled(False)
        return self._job

    def end_work(self) -> None:
        """It is over."""
        if self._job is not None:
            self._job.hide()
            self._job.deleteLater()
            self._job = None
        self._work.hide()
        for part in (self.stack, self.bar, self.steps.stepper, self.top):
            part.setEnabled(True)
        if self._focused is not None and isValid(self._focused):
            # What was disabled has lost the keyboard.
            self._focused.setFocus()
        self._focused = None

    @property
    def is_working(self) -> bool:
        """Whether something is going on."""
        return self._job is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _open_help(self) -> None:
        desk = help_desk_of(self)
        if desk is not None:
            desk.open()

    def _lay_out(self) -> None:
        self._top_band = QFrame()
        self._top_band.setProperty("surface", "rail")
        self._top_band.setProperty("line", "bottom")
        band = QHBoxLayout(self._top_band)
        band.setContentsMargins(PAGE_PADDING, SPACE[3], PAGE_PADDING, SPACE[3])
        band.addWidget(self.top)
        self._notes = QVBoxLayout()
        self._work = QFrame()
        self._work.setProperty("surface", "raised")
        self._work.setProperty("line", "top")
        work = QVBoxLayout(self._work)
        work.setContentsMargins(PAGE_PADDING, SPACE[2], PAGE_PADDING, SPACE[2])
        self._work.hide()
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addWidget(self._top_band)
        main.addLayout(self._notes)
        main.addWidget(self.stack, 1)
        main.addWidget(self._work)
        main.addWidget(self.bar)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.steps)
        across.addLayout(main, 1)

    def _arrange(self) -> None:
        narrow = self.is_narrow
        self.bar.keep_sides(PAGE_PADDING if narrow else _BAR_SIDES)
        self.steps.setVisible(not narrow)
        self._top_band.setVisible(narrow and self._has_steps)
        for number in range(self.stack.count()):
            self.stack.widget(number).fit(narrow)
