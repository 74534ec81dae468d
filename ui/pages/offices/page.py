"""分办: hand items to the offices that know them, see who has answered, collect what comes back."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from app.errors import UserFacingError
from app.offices.collecting import Collected, apply_collected, collect, collect_answers
from app.offices.handing import Handed, hand_round
from app.offices.reminder import draw_reminder, prepare_reminder
from app.offices.responsible import add_office, give_fields, give_item, remove_office, rename_office
from app.offices.rounds import record_by_hand
from app.products.outgoing import Outgoing
from app.proposals.proposals import Outcome
from app.standards.models import STANDARD_CATALOGUE
from app.tables.sources.sheet import Source
from ui.desk import Desk
from ui.jobs import PAPER, is_cancelled
from ui.outgoing import open_folder, print_out, save_pdf
from ui.pages.offices.reading import Standing, read_standing
from ui.pages.offices.rows import DECIDE, GIVE, ITEM, REMIND, facts, field_rows, give_words, office_rows, standing_words
from ui.pages.offices.together import Looked, counted, look_together
from ui.pages.offices.view import FORM, OfficesView
from ui.pages.page import Page
from ui.widgets.note import Note

_FILES = "科室交回的表 (*.xlsx *.xlsm *.xls *.docx *.html *.htm *.csv);;全部文件 (*)"
_REMINDER = "催办单"


class OfficesPage(Page):
    """The list of offices; a file that came back goes to the comparison, several are taken together."""

    place, title, icon = "offices", "分办", "users"
    hints = ("空格 勾选", "Ctrl+Enter 发给科室", "Ctrl+R 收回来的", "F6 换区", "Esc 返回")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._standing: Standing | None = None
        self._ticked: set[str] = set()
        self._files: list[Path] = []
        self._opened: Mapping[Path, Source] = {}

    def build(self) -> Iterator[None]:
        self.view = OfficesView(self.desk.preferences)
        self.body.addWidget(self.view)
        yield from self.view.in_turns()
        self._connect()

    def show_place(
        self, files: list[Path] | None = None, opened: Mapping[Path, Source] | None = None, **target
    ) -> None:
        """Show the list, or what there is to collect: `files`, else those that were looked at before; `opened`: the
        cells of those that somebody has read."""
        if files:
            self._files, self._opened = list(files), opened or {}
            self.view.notes.show_notes([])
        if len(self._files) > 1:
            self._look_together()
        elif files:
            self._collect(files[0])

    def reload(self) -> None:
        """Read how all offices stand."""
        self.desk.session.ask(read_standing, self._show, owner=self)

    def next_area(self, *, back: bool = False) -> bool:
        """Go from the offices to the fields."""
        if self.view.together.isVisible():
            return super().next_area(back=back)
        return self.view.columns.next_area(back=back)

    # --- showing ---------------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> list[str]:
        """The offices (ids) that are ticked, else the current one."""
        if self._standing is None:
            return []
        ticked = [each.office.id for each in self._standing.offices if each.office.id in self._ticked]
        return ticked or [each.office.id for each in self._standing.offices if each.office.id == self._current]

    @property
    def _checklist(self) -> str:
        """The code of the checklist to be handed out."""
        return self.view.checklist.currentData() or STANDARD_CATALOGUE

    @property
    def _current(self) -> str:
        return self.view.list.current_key()

    def _show(self, standing: Standing) -> None:
        is_first = self._standing is None
        self._standing = standing
        self._ticked &= {each.office.id for each in standing.offices}
        self.set_context(standing_words(standing))
        self.view.show_empty(not standing.offices)
        self.view.offer_checklists(standing.checklists)
        self.view.list.set_rows(office_rows(standing, self._ticked))
        if standing.offices and not self._current:
            self.view.list.set_current(standing.offices[0].office.id)
        late = any(each.state in ("waiting", "overdue", "partly") for each in standing.offices)
        self.view.remind.set_available(late, "没有要催的：发出去的都交回了，或者还没有发")
        self._show_current()
        if is_first and self.isVisible() and standing.offices:
            self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_current(self) -> None:
        standing = self._standing
        if standing is None:
            return
        each = standing.office(self._current)
        self.view.show_current(each.office.name if each else "", facts(each) if each else ())
        self.view.fields.set_rows(field_rows(standing, each.office.id) if each else [])
        if each:
            self.view.by_hand.set_available(each.round is not None and bool(each.unanswered), "没有等着它交的")
        chosen = [found for id in self.chosen if (found := standing.office(id))]
        self.view.give.setText(give_words(standing, self.chosen))
        can_give = any(found.items for found in chosen) or (bool(chosen) and self._checklist != STANDARD_CATALOGUE)
        self.view.give.set_available(can_give, "选的科室还没有领域，先在“管哪些”里勾上")

    # --- the list of offices ---------------------------------------------------------------------------------------

    def _connect(self) -> None:
        view = self.view
        # What came back is for the unit whose file is open.
        self.desk.session.closed.connect(self._forget_files)
        view.list.chosen.connect(lambda key: self._show_current())
        view.list.checked.connect(self._tick)
        view.list.acted.connect(self._act)
        view.list.opened.connect(lambda key: view.columns.show_side())
        view.fields.checked.connect(self._give_field)
        view.checklist.activated.connect(lambda index: self._show_current())
        for button in (view.add, view.first):
            button.clicked.connect(self._ask_for_office)
        view.rename.clicked.connect(self._ask_for_name)
        view.remove.clicked.connect(self._remove)
        view.single.clicked.connect(self._ask_for_item)
        view.by_hand.clicked.connect(self._note_by_hand)
        view.give.clicked.connect(self.give)
        view.collect.clicked.connect(self.ask_for_files)
        view.print_reminder.triggered.connect(lambda: self._remind(self._print))
        view.save_reminder.triggered.connect(lambda: self._remind(self._save))
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        view.together.alone.connect(lambda batch: self.desk.go("comparison", batch=batch))
        view.together.back.clicked.connect(self._leave)
        view.together.take.clicked.connect(self.go_on)
        keys = {"Ctrl+Return": self.go_on, "Ctrl+Enter": self.go_on, "Ctrl+R": self.ask_for_files}
        for key, act in (keys | {"Escape": self._leave}).items():
            QShortcut(QKeySequence(key), self, context=within).activated.connect(act)

    def _tick(self, key: str, checked: bool) -> None:
        (self._ticked.add if checked else self._ticked.discard)(key)
        self.view.list.set_rows(office_rows(self._standing, self._ticked))
        self._show_current()

    def _act(self, key: str, code: str) -> None:
        acts = {
            GIVE: lambda: self._ask_where([key]),
            REMIND: lambda: self._remind(self._print, [key]),
            DECIDE: lambda: self.desk.go("comparison"),
        }
        acts[code]()

    def _give_field(self, code: str, checked: bool) -> None:
        office = self._standing.office(self._current).office
        if code.startswith(ITEM):
            self._change(lambda workspace: give_item(workspace, None, code.removeprefix(ITEM)))
            return
        fields = {*office.fields, code} if checked else {*office.fields} - {code}
        self.desk.session.act(lambda workspace: give_fields(workspace, office, sorted(fields)))

    def _ask_for_office(self) -> None:
        self.desk.messages.ask_text(
            "新增科室", "科室叫什么？例如：民政办", lambda name: self._change(lambda w: add_office(w, name))
        )

    def _ask_for_item(self) -> None:
        office = self._standing.office(self._current).office
        self.desk.messages.ask_text(
            "单独分一项",
            f"哪一项由{office.name}填？写事项编号，例如：05-003",
            lambda key: self._change(lambda w: give_item(w, office, key.strip())),
        )

    def _ask_for_name(self) -> None:
        office = self._standing.office(self._current).office
        self.desk.messages.ask_text(
            "改名", "改成什么？", lambda name: self._change(lambda w: rename_office(w, office, name)), office.name
        )

    def _remove(self) -> None:
        office = self._standing.office(self._current).office
        toast = partial(
            self.desk.messages.toast, f"已删去{office.name}，它管的领域还没有分", "撤销 Ctrl+Z", self.desk.session.undo
        )
        self.desk.session.act(lambda workspace: remove_office(workspace, office), lambda _: toast())

    def _change(self, work) -> None:
        self.desk.session.act(work)

    # --- handing round ---------------------------------------------------------------------------------------------

    def give(self) -> None:
        """Ask where the tables of the chosen offices go, and write them there."""
        if self.view.give.isEnabled() and self.chosen:
            self._ask_where(self.chosen)

    def _ask_where(self, offices: list[str]) -> None:
        self.desk.messages.choose_folder("发给科室的表放到哪个文件夹", lambda folder: self._hand(offices, folder))

    def _hand(self, offices: list[str], folder: Path) -> None:
        form, checklist = self.view.form.current() == FORM, self._checklist
        until = date.today() + timedelta(days=int(self.view.days.current()))
        self.desk.session.long(
            "正在做发给科室的表",
            lambda workspace, watch: hand_round(
                workspace, folder, names=offices, until=until, form=form, checklist=checklist
            ),
            partial(self._handed, folder),
            writes=True,
        )

    def _handed(self, folder: Path, handed: Handed) -> None:
        self._ticked.clear()
        names = "、".join(each.office for each in handed.given[:3]) + ("等" if len(handed.given) > 3 else "")
        text = f"做好了 {len(handed.given)} 份：{names}。请发给他们。"
        self.desk.messages.toast(text, "打开文件夹", partial(open_folder, self.desk, folder))
        self.reload()

    def _note_by_hand(self) -> None:
        each = self._standing.office(self._current)
        toast = partial(
            self.desk.messages.toast, f"记下了：{each.office.name}已经交回", "撤销 Ctrl+Z", self.desk.session.undo
        )
        self.desk.session.act(lambda workspace: record_by_hand(workspace, each), lambda _: toast())

    # --- reminding -------------------------------------------------------------------------------------------------

    def _remind(self, then, offices: list[str] | None = None) -> None:
        self.desk.session.ask(
            lambda workspace: prepare_reminder(workspace, offices),
            lambda prepared: self.desk.jobs.run(PAPER, lambda watch: draw_reminder(prepared), then, owner=self),
            owner=self,
        )

    def _print(self, outgoing: Outgoing) -> None:
        print_out(self.desk, self, outgoing, partial(self._save, outgoing))

    def _save(self, outgoing: Outgoing) -> None:
        save_pdf(self.desk, outgoing, _REMINDER)

    # --- collecting ------------------------------------------------------------------------------------------------

    def ask_for_files(self) -> None:
        """Let the clerk choose what came back."""
        self.desk.messages.open_files("科室交回的表", _FILES, lambda files: self.show_place(files=files))

    def _collect(self, path: Path) -> None:
        source = self._opened.get(path)
        self._files, self._opened = [], {}
        self.desk.session.long(
            f"正在读{path.name}",
            lambda workspace, watch: collect(workspace, path, source),
            self._compare,
            self._refuse,
            self,
        )

    def _look_together(self) -> None:
        files, opened = tuple(self._files), self._opened
        self.desk.session.long(
            f"正在读 {len(files)} 份表",
            lambda workspace, watch: look_together(workspace, watch, files, opened),
            self._show_together,
            self._refuse,
            self,
        )

    def _show_together(self, looked: tuple[Looked, ...]) -> None:
        """Show the files in one list."""
        self.view.together.show_files(looked)
        self.view.show_together(True)
        self._say_keys(("Ctrl+Enter 收下", "Esc 先不收"))
        self.view.together.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Take what came back, where that is shown; else give the chosen offices their tables."""
        pane = self.view.together
        if not pane.isVisible():
            self.give()
        elif pane.take.isEnabled():
            answers = [each.batch.answer for each in pane.looked if each.can_be_taken]
            title = f"正在收 {len(answers)} 份表"
            self.desk.session.long(
                title,
                lambda workspace, watch: collect_answers(workspace, answers),
                self._taken,
                self._refuse,
                writes=True,
            )

    def _taken(self, taken: list[tuple[Collected, Outcome]]) -> None:
        outcomes = [outcome for _, outcome in taken]
        text = f"收下了 {len(taken)} 份：{counted(outcomes) or '没有要改的'}"
        self.desk.messages.toast(text, "撤销 Ctrl+Z", self.desk.session.undo)
        self._close_together()
        if waiting := sum(outcome.waiting for outcome in outcomes):
            decide = ("去定", "git-compare", lambda: self.desk.go("comparison"))
            words = "两边都改过，先没有动。"
            self.view.notes.show_notes([Note("warn", f"{waiting} 项等您定。", words, [decide], compact=True)])

    def _leave(self) -> None:
        """Go back from what came back to the offices, and from there to the catalogue."""
        if self.view.together.isVisible():
            self._close_together()
        else:
            self.desk.go("drafting")

    def _forget_files(self) -> None:
        self._files, self._opened = [], {}
        self.view.show_together(False)
        self._say_keys(type(self).hints)

    def _say_keys(self, hints: tuple[str, ...]) -> None:
        self.hints = hints
        self.frame_changed.emit()

    def _close_together(self) -> None:
        self._forget_files()
        self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _compare(self, batch: Collected) -> None:
        if any(proposal.change != "unchanged" for proposal in batch.proposals):
            self.desk.go("comparison", batch=batch)
        elif batch.is_known or batch.round is None:
            self._tell("info", f"{batch.file}里没有新的内容，什么也没有改。", batch)
        else:
            # Nothing to compare, yet the office has looked at its items.
            self.desk.session.act(
                lambda workspace: apply_collected(workspace, batch), partial(self._say_looked, batch), owner=self
            )

    def _say_looked(self, batch: Collected, outcome: Outcome) -> None:
        left = f"，还有 {batch.unanswered} 项没有填" if batch.unanswered else ""
        self._tell("success", f"{batch.label}交回的没有要改的{left}。", batch)

    def _tell(self, kind: str, words: str, batch: Collected) -> None:
        self._say(kind, words, "".join(batch.notes))

    def _refuse(self, error: BaseException) -> None:
        if not isinstance(error, UserFacingError) or is_cancelled(error):
            self.desk.messages.trouble(error)
            return
        headline, stop, rest = error.message.partition("。")
        self._say("danger", headline + stop, rest, error.details)

    def _say(self, kind: str, headline: str, text: str, details: str = "") -> None:
        """Tell what came of a file."""
        self.view.notes.show_notes([Note(kind, headline, text, details=details, compact=True)])
