"""设置: who works here, whose file it is, whom it believes, how the window looks, and the file itself."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.doctor import Report, examine
from app.drafting.concern import say_concern
from app.drafting.own_unit import change_unit
from app.organisations import Organisation
from app.persons import choose_person
from app.workspace import Workspace
from ui.backing_up import BackingUp
from ui.changing_hands import ask_for_second_place, ask_to_dump, ask_to_hand_over
from ui.desk import Desk
from ui.jobs import PAPER
from ui.opening import open_file
from ui.pages.page import Page
from ui.pages.settings.calendar_acts import CalendarActs
from ui.pages.settings.concern_choice import ConcernChoice
from ui.pages.settings.official_acts import OfficialActs
from ui.pages.settings.reading import Standing, read_standing
from ui.pages.settings.trust_acts import TrustActs
from ui.pages.settings.view import SettingsView
from ui.restoring import Restoring

_UNDO = "撤销 Ctrl+Z"


class SettingsPage(Page):
    """Everything that is set once and seldom changed."""

    place = "settings"
    title = "设置"
    icon = "settings"
    hints = ("F6 换区", "Ctrl+Z 撤销")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.stack = QStackedWidget()
        self.body.addWidget(self.stack)
        self.view = SettingsView(desk.preferences, self.stack)
        self.stack.addWidget(self.view)
        self._standing: Standing | None = None
        self._choice: ConcernChoice | None = None

    def build(self) -> Iterator[None]:
        desk = self.desk
        yield from self.view.in_turns()
        self._backing_up, self._restoring = BackingUp(desk), Restoring(desk, self._say_restoring)
        self._official = OfficialActs(desk, self.view.official, self)
        self._trust = TrustActs(desk, self.view.parent_unit, self)
        self._calendar = CalendarActs(desk, self.view.calendar, self.view.local_rules, self)
        self._connect()

    def reload(self) -> None:
        """Read everything anew."""
        self.desk.session.ask(read_standing, self._show, owner=self)
        self._calendar.read()
        self._trust.read()

    def show_place(self, **target) -> None:
        """Let the arrow keys scroll; nothing that could be changed by mistake has the keyboard yet."""
        (self.view if self._choice is None else self._choice.step.cards).setFocus(Qt.FocusReason.OtherFocusReason)

    def may_leave(self) -> bool:
        """Store what was typed and not left yet."""
        self.view.person.flush()
        self.view.unit.flush()
        return True

    def areas(self) -> list[QWidget]:
        view = self.view
        panels = [view.person, view.unit, view.concern, view.laws, view.definitions, view.official, view.look]
        panels += [view.privacy, view.examination]
        panels += [
            view.calendar,
            view.local_rules,
            view.fingerprint,
            view.parent_unit,
            view.workspaces,
            view.backup,
            view.help,
            view.about,
        ]
        return panels if self._choice is None else [self._choice]

    def _show(self, standing: Standing) -> None:
        view, unit = self.view, self.desk.session.unit
        self._standing = standing
        view.person.show_person(unit.person, standing.persons)
        view.unit.show_unit(unit)
        view.definitions.show_unit(unit.kind, unit.parent_name)
        items = {each.code: each for each in standing.offered if each.items.get(unit.level)}
        declined = [f"{code} {items[code].name}" for code in standing.reasons if code in items]
        view.concern.show_counts(len(items) - len(declined), declined)
        view.fingerprint.show_fingerprint(standing.fingerprint, standing.key_trouble)
        view.parent_unit.show_parent(unit.parent_name, standing.parent_devices)
        self._official.show(standing.official, standing.asked, hands_on=standing.hands_on)
        view.about.show_about(standing.about)
        view.privacy.show_records(standing.let_out, standing.taken_out)
        self._say_backup()
        self._show_workspaces()

    # --- people, unit, fields ---

    def _choose_person(self, name: str) -> None:
        def told(kept: str) -> None:
            self.desk.messages.toast(f"现在是{kept}在用")

        self.desk.session.act(lambda workspace: choose_person(workspace, name), told)

    def _change_unit(self, fact: str, text: str) -> None:
        def told(unit: Organisation) -> None:
            self.desk.messages.toast("已改单位资料", _UNDO, self.desk.session.undo)

        self.desk.session.act(lambda workspace: change_unit(workspace, {fact: text}), told)

    def _ask_for_concern(self) -> None:
        standing = self._standing
        self._choice = ConcernChoice(self.desk.session.unit, standing.offered, standing.reasons)
        self._choice.chosen.connect(self._say_concern)
        self._choice.left.connect(self._leave_choice)
        # Of the choice alone: a form of the page has an Esc of its own.
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, act in (("Escape", self._leave_choice), ("Ctrl+Return", self._finish_choice)):
            QShortcut(QKeySequence(keys), self._choice, context=within).activated.connect(act)
        self.stack.addWidget(self._choice)
        self.stack.setCurrentWidget(self._choice)
        self.set_context("有关的领域")
        self._choice.step.focus_first()

    def _say_concern(self, reasons: dict[str, str]) -> None:
        def told(changed: int) -> None:
            self._leave_choice()
            if changed:
                self.desk.messages.toast(f"改了 {changed} 个领域", _UNDO, self.desk.session.undo)

        self.desk.session.act(lambda workspace: say_concern(workspace, reasons), told)

    def _leave_choice(self) -> None:
        if self._choice is not None:
            self.stack.removeWidget(self._choice)
            self._choice.deleteLater()
            self._choice = None
            self.set_context("")
            self.view.concern.take_keyboard()

    def _finish_choice(self) -> None:
        if self._choice is not None:
            self._choice.store()

    # --- files ---

    def _show_workspaces(self) -> None:
        known = self.desk.preferences.recent_workspaces()
        path = str(self.desk.session.unit.path)
        self.view.workspaces.show_workspaces(path, known, set())
        # A share that does not answer must hold up nothing but this look.
        self.desk.jobs.run(
            PAPER,
            lambda watch: {each["path"] for each in known if not Path(each["path"]).is_file()},
            lambda missing: self.view.workspaces.show_workspaces(path, known, missing),
            owner=self,
        )

    def _forget(self, path: str) -> None:
        self.desk.preferences.forget_workspace(path)
        self._show_workspaces()

    def _open(self, path: str) -> None:
        open_file(self.desk, Path(path))

    def _go_way(self, way: str) -> None:
        ways = {
            "open": lambda: self.desk.messages.open_files(
                "打开工作文件", "工作文件 (*.qd)", lambda files: self._open(str(files[0])), many=False
            ),
            "new": lambda: self.desk.go("welcome", new=True),
            "practice": lambda: self.desk.go("welcome", practice=True),
            "backup": self._backing_up.ask,
            "restore": self._restoring.ask,
            "second": lambda: ask_for_second_place(self.desk, self.reload),
            "dump": lambda: ask_to_dump(self.desk),
            "handover": lambda: ask_to_hand_over(self.desk),
        }
        ways[way]()

    def _say_restoring(self, words: str) -> None:
        # The open file is closed where it is the one to be replaced; opening it again shows everything anew.
        if words:
            self.view.backup.say(f"{words}。")
        elif self.desk.session.is_open:
            self._say_backup()

    def _say_backup(self) -> None:
        self.view.backup.say(f"{self._backing_up.words().strip()}。")

    def _examine(self) -> None:
        panel = self.view.examination
        panel.say_working()

        def failed(error: BaseException) -> None:
            panel.say_over()
            self.desk.messages.trouble(error)

        def work(workspace: Workspace, watch) -> Report:
            return examine(workspace)

        self.desk.session.long("正在体检", work, panel.show_report, failed, owner=self)

    def _connect(self) -> None:
        view = self.view
        view.person.chosen.connect(self._choose_person)
        view.unit.written.connect(self._change_unit)
        view.concern.asked.connect(self._ask_for_concern)
        view.laws.asked.connect(lambda: self.desk.go("laws"))
        view.definitions.asked.connect(lambda: self.desk.go("definitions"))
        view.fingerprint.copied.connect(lambda: self.desk.messages.toast("已复制本机指纹"))
        view.workspaces.chosen.connect(self._open)
        view.workspaces.dropped.connect(self._forget)
        view.workspaces.way_chosen.connect(self._go_way)
        view.backup.way_chosen.connect(self._go_way)
        self.desk.session.backed_up.connect(self._say_backup)
        view.examination.asked.connect(self._examine)
