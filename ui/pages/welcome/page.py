"""The first page: go on with a workspace, or make one in four steps."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.demo_folder import is_demo
from app.errors import UserFacingError
from app.founding import FoundingFile, Offer, PlaceFacts, found_workspace, look_at_place, offer, read_founding_file
from ui.desk import Desk
from ui.jobs import PAPER, STORE
from ui.leaving import leave_file
from ui.opening import open_file
from ui.pages.page import Page
from ui.pages.welcome.answers import Answers, begin_with
from ui.pages.welcome.demo import Demo
from ui.pages.welcome.fields_step import FieldsStep
from ui.pages.welcome.look_step import LookStep
from ui.pages.welcome.recent import RecentStep
from ui.pages.welcome.role_step import RoleStep
from ui.pages.welcome.step import Step
from ui.pages.welcome.unit_step import UnitStep
from ui.pages.welcome.view import WelcomeView
from ui.restoring import Restoring
from ui.turns import turns

_ROLE, _UNIT, _FIELDS, _LOOK = range(4)
_DAMAGED = ("workspace-damaged", "not-a-workspace")
_PACKAGES = "上级或同事给的文件 (*.zwgk)"
_WORKSPACES = "工作文件 (*.qd)"


class WelcomePage(Page):
    """Stands in the window alone, without rail and header."""

    place = "welcome"
    title = "公开清单助手"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.answers = Answers()
        self.step = _ROLE
        self.view = WelcomeView()
        # There is nothing to answer before it is known what can be answered.
        self.view.hide()
        self.body.addWidget(self.view)
        self.recent = self.view.add_step(RecentStep())
        self._offer: Offer | None = None
        self._waiting: Callable[[], None] | None = None
        self._restoring = Restoring(desk, self._say_work)
        self._connect()
        desk.jobs.run(STORE, lambda watch: offer(), self._take_offer, owner=self)

    # --- coming here ---

    def show_place(
        self,
        *,
        restore: Path | None = None,
        package: Path | None = None,
        new: bool = False,
        practice: bool = False,
        **target,
    ) -> None:
        """Begin: with a backup, with a file somebody gave, anew, with what there is to practise on, or, plainly, with
        the workspaces used before.
        """
        if self._offer is None:
            # The steps are made of what the standards hold, which is being read.
            self._waiting = partial(self.show_place, restore=restore, package=package, new=new, practice=practice)
        elif restore is not None:
            self._begin()
            self._restoring.look_at(restore)
        elif package is not None:
            self._begin()
            self._read(package)
        elif practice:
            self._begin_anew()
            self._show_demo()
        elif new:
            self._begin_anew()
        else:
            self._begin()

    def show_trouble(self, note: QWidget) -> None:
        """Show on top what the world refused."""
        self.view.show_note(note)

    def clear_trouble(self) -> None:
        """Take the trouble away."""
        self.view.clear_notes()

    def areas(self) -> list[QWidget]:
        return [self.view.steps, self.view.stack, self.view.bar]

    def _take_offer(self, found: Offer) -> None:
        self._offer = found
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _begin(self) -> None:
        """Show the workspaces used before, or, where there are none, the first question."""
        if self.desk.preferences.recent_workspaces():
            self._show_recent()
        else:
            self._begin_anew()

    def _begin_anew(self) -> None:
        self.answers = Answers(person=self.desk.session.person or "")
        self._show_step(_ROLE)

    # --- workspaces used before ---

    def _show_recent(self) -> None:
        known = self.desk.preferences.recent_workspaces()
        self.recent.show_workspaces(known, set())
        self._show(self.recent, None)
        # A share that does not answer must hold up nothing but this look.
        paths = [each["path"] for each in known]
        self.desk.jobs.run(
            PAPER, lambda watch: {path for path in paths if not Path(path).is_file()}, self._show_missing, owner=self
        )

    def _show_missing(self, missing: set[str]) -> None:
        self.recent.show_workspaces(self.desk.preferences.recent_workspaces(), missing)
        # Made before somebody asks for a new one: making it and showing it at once would be felt.
        turns().do(lambda: self.role, self)

    def _forget(self, path: str) -> None:
        self.desk.preferences.forget_workspace(path)
        self._begin()

    def _open(self, path: str) -> None:
        self.clear_trouble()
        if open_file(self.desk, Path(path), self._not_opened):
            self._say_work(f"正在打开“{Path(path).name}”")
        else:
            self._say_work("")

    def _not_opened(self, error: BaseException) -> None:
        self._say_work("")
        is_damaged = isinstance(error, UserFacingError) and error.code in _DAMAGED
        buttons = [("用备份恢复", "archive-restore", self._restoring.ask)] if is_damaged else []
        self.desk.messages.trouble(error, buttons=buttons)

    # --- ways around the questions ---

    def _go_way(self, way: str) -> None:
        messages = self.desk.messages
        ways = {
            "new": self._begin_anew,
            "restore": self._restoring.ask,
            "demo": self._show_demo,
            "open": lambda: messages.open_files("打开工作文件", _WORKSPACES, self._open_first, many=False),
            "start": lambda: messages.open_files("上级发的开始文件", _PACKAGES, self._read_first, many=False),
            "work": lambda: messages.open_files("同事给的工作包", _PACKAGES, self._read_first, many=False),
        }
        ways[way]()

    def _open_first(self, files: list[Path]) -> None:
        self._open(str(files[0]))

    def _read_first(self, files: list[Path]) -> None:
        self._read(files[0])

    def _read(self, package: Path) -> None:
        self.clear_trouble()
        self._say_work(f"正在看“{package.name}”")
        self.desk.jobs.run(STORE, lambda watch: read_founding_file(package), self._begin_with, self._tell, owner=self)

    def _begin_with(self, file: FoundingFile) -> None:
        self._say_work("")
        self.answers = replace(begin_with(file, self._offer.fields), person=self.answers.person)
        self._show_step(_UNIT)

    def _show_demo(self) -> None:
        self.clear_trouble()
        demo = Demo()
        box = self.view.show_work("正在做演示数据", can_stop=True)
        box.stopped.connect(demo.stop)
        job = self.desk.jobs.run(PAPER, demo.make, self._demo_made, self._tell, owner=self)
        job.progressed.connect(box.set_progress)

    def _demo_made(self, workspace: Path) -> None:
        self._open(str(workspace))

    # --- the four steps ---

    @cached_property
    def role(self) -> RoleStep:
        """Whose catalogue it is, or a file that says so. Each step is made when it is needed first."""
        step = self.view.add_step(RoleStep(self._offer.notices))
        step.way_chosen.connect(self._go_way)
        return step

    @cached_property
    def unit(self) -> UnitStep:
        """What the unit is called, and where its file shall be."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        step = self.view.add_step(UnitStep(documents, self._look_at_place))
        step.place_asked.connect(self._ask_place)
        step.open_asked.connect(self._open)
        return step

    @cached_property
    def fields(self) -> FieldsStep:
        """Which fields concern it."""
        return self.view.add_step(FieldsStep(self._offer.fields))

    @cached_property
    def look(self) -> LookStep:
        """How the window shall look."""
        return self.view.add_step(LookStep(self.desk.preferences))

    def _asked(self, number: int) -> Step:
        return getattr(self, ("role", "unit", "fields", "look")[number])

    def _show_step(self, number: int) -> None:
        self.step = number
        step = self._asked(number)
        step.show_answers(self.answers)
        self._show(step, number)

    def _show(self, step: Step, number: int | None) -> None:
        view = self.view
        chosen = self.answers.chosen(self._offer.fields) if number is not None else (0, 0)
        view.show_step(step, number, self.answers, chosen)
        view.bar.setVisible(number is not None or self.desk.session.is_open)
        view.show()
        view.demo.setVisible(number == _ROLE)
        view.back.setVisible(self._has_way_back(number))
        view.back.setText(self._back_words(number))
        view.next.setVisible(number is not None)
        view.next.setText("开始使用" if number == _LOOK else "下一步")
        view.next.set_icon("check" if number == _LOOK else "arrow-right")
        view.bar.fit()
        for shortcut in self._enter:
            shortcut.setEnabled(number is not None)
        step.focus_first()

    def _has_way_back(self, number: int | None) -> bool:
        if number is None:
            return self.desk.session.is_open
        return number > _ROLE or self.desk.session.is_open or bool(self.desk.preferences.recent_workspaces())

    def _back_words(self, number: int | None) -> str:
        leaves = number is None or (number == _ROLE and not self.desk.preferences.recent_workspaces())
        return f"回到{self.desk.session.unit.name}" if leaves and self.desk.session.is_open else "上一步"

    def _go_on(self) -> None:
        if self.view.is_working or not self.isVisible() or self.view.stack.currentWidget() is self.recent:
            return
        self.clear_trouble()
        if self._asked(self.step).take(self.answers):
            if self.step == _LOOK:
                self._make()
            elif self.step == _UNIT:
                self._check_place()
            else:
                self._show_step(self.step + 1)

    def _go_back(self) -> None:
        if self.view.is_working:
            return
        self.clear_trouble()
        is_recent = self.view.stack.currentWidget() is self.recent
        if not is_recent and self.step > _ROLE:
            self._asked(self.step).take(self.answers)
            self._show_step(_ROLE if self.answers.file else self.step - 1)
        elif not is_recent and self.desk.preferences.recent_workspaces():
            self._show_recent()
        elif self.desk.session.is_open:
            self.desk.go("workbench")

    def _go_to(self, number: int) -> None:
        self._asked(self.step).take(self.answers)
        self._show_step(number)

    def _check_place(self) -> None:
        """Go on once it is known that no file lies where the new one shall be."""

        def follow(facts: PlaceFacts) -> None:
            self.unit.show_place_facts(self.answers.path, facts)
            # Meanwhile the clerk may have gone elsewhere.
            if self.view.stack.currentWidget() is self.unit and self.unit.take(self.answers):
                self._show_step(_FIELDS)

        self._look_at_place(Path(self.answers.path.strip()), follow)

    def _look_at_place(self, path: Path, then: Callable[[PlaceFacts], None]) -> None:
        self.desk.jobs.run(PAPER, lambda watch: look_at_place(path), then, owner=self)

    def _ask_place(self, suggested: str) -> None:
        self.desk.messages.save_file("工作文件放在哪里", suggested, _WORKSPACES, self.unit.set_path)

    def _make(self) -> None:
        concerning = {each.code for each in self.answers.concerning(self._offer.fields)}
        founding = self.answers.founding(concerning)

        def make() -> None:
            self._say_work(f"正在建立{founding.unit.name}的工作文件")
            self.desk.session.start(lambda: found_workspace(founding), self._tell)

        leave_file(self.desk, make, self._tell)

    # --- telling ---

    def _say_work(self, words: str) -> None:
        if words:
            self.view.show_work(words)
        else:
            self.view.end_work()

    def _tell(self, error: BaseException) -> None:
        self._say_work("")
        self.desk.messages.trouble(error)

    def _opened(self) -> None:
        self.view.end_work()
        self.clear_trouble()
        self._let_keyboard_go()
        self.answers = Answers()
        if is_demo(self.desk.session.unit.path):
            self.desk.messages.toast("这是演示数据，随便改，和您自己的工作文件没有关系。")

    def _let_keyboard_go(self) -> None:
        """Keep no keyboard on what is hidden now: Enter pressed once more would press it."""
        focused = self.window().focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()

    def _connect(self) -> None:
        view = self.view
        view.next.clicked.connect(self._go_on)
        view.back.clicked.connect(self._go_back)
        view.demo.clicked.connect(self._show_demo)
        view.step_chosen.connect(self._go_to)
        self.recent.chosen.connect(self._open)
        self.recent.dropped.connect(self._forget)
        self.recent.way_chosen.connect(self._go_way)
        self.desk.session.opened.connect(self._opened)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        self._enter = [QShortcut(QKeySequence(key), self, context=within) for key in ("Return", "Enter")]
        for shortcut in self._enter:
            shortcut.activated.connect(self._go_on)
        QShortcut(QKeySequence("Alt+Left"), self, context=within).activated.connect(self._go_back)
