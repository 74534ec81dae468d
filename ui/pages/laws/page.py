"""法规登记: which laws hold, who cites them; what became of one is written down here and replaced from here."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.calendar.typed_date import typed_date
from app.calendar.wording import plain_day
from app.drafting.law_recording import LawFacts, record_law, withdraw_law
from app.errors import UserFacingError
from app.proposals.proposals import Batch
from app.standards.law_choices import choice_named
from app.standards.own_laws import LawChange
from ui.desk import Desk
from ui.form_drafts import FormDrafts
from ui.jobs import Job
from ui.pages.filters import remember_tab, remember_words
from ui.pages.laws.reading import (
    FORM,
    Cited,
    LawLine,
    Register,
    count_below,
    read_citing,
    read_few_citing,
    read_register,
    read_replacement,
    suggest_replacement,
)
from ui.pages.laws.rows import ALL, found_lines, law_rows, state_tabs
from ui.pages.laws.view import LawPane, NewLawPart, RecordPanel, RegisterPane
from ui.pages.page import Page
from ui.turns import turns
from ui.widgets.columns import Columns
from ui.widgets.field import Field

_ASK_AFTER_MS = 120
_UNDO = "撤销 Ctrl+Z"
_NEW = ""
"""What the form is about where the register does not have the law."""


class LawsPage(Page):
    """A list that is searched by words and pinyin, and one law beside it."""

    place, title, icon = "laws", "法规登记", "book-open"
    hints = ("Ctrl+Enter 替换", "F6 换区", "Esc 返回")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._register = Register({}, "")
        self._wanted = ""
        self._cited: Cited | None = None
        self._looking: Job | None = None
        self._is_new = False
        self._drafts = FormDrafts(desk, self)
        self._ask_soon = QTimer(self, singleShot=True, interval=_ASK_AFTER_MS)
        self._ask_soon.timeout.connect(self._ask_who_cites)

    def build(self) -> Iterator[None]:
        self.columns = Columns("laws", self.desk.preferences)
        self.body.addWidget(self.columns)
        yield
        self.list_pane = RegisterPane()
        self.columns.set_list(self.list_pane, "法规")
        yield
        new_law = NewLawPart()
        yield
        recording = RecordPanel(new_law)
        yield
        self.law_pane = LawPane(recording)
        yield
        self.columns.set_content(self.law_pane, "一件法规")
        self._connect()

    def show_place(self, law: str = "", **target) -> None:
        """Show the register, at a law where one is named."""
        if law:
            self._wanted = law
            self.list_pane.wanted.clear()
            self.list_pane.tabs.turn_to(ALL)
            self._show_list()
            self.columns.show_content()
        else:
            self.columns.show_list()
            self.list_pane.wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        self.desk.session.ask(read_register, self._show, owner=self)

    def next_area(self, *, back: bool = False) -> bool:
        return self.columns.next_area(back=back)

    def areas(self) -> list[QWidget]:
        return [self.list_pane, self.law_pane]

    # --- showing ---------------------------------------------------------------------------------------------------

    @property
    def current(self) -> LawLine | None:
        """The law that is shown."""
        return self._register.lines.get(self.list_pane.list.current_key())

    def _show(self, register: Register) -> None:
        # What was counted of the units below stands until it is counted anew.
        self._register = replace(register, below=self._register.below)
        self._drafts.show_kept({FORM: register.typed})
        self._count_below(self._register, register.units, Counter())
        self.set_context(f"核到{plain_day(register.as_of)}")
        self.list_pane.tabs.set_tabs(state_tabs(self._register))
        # In a turn of its own, as what follows: all at once would be felt.
        turns().do(self._show_list, self)

    def _count_below(self, register: Register, units: Sequence[str], counted: Counter[str]) -> None:
        """Count who cites what below us, a unit at a time: there may be a thousand, and others wait for the store."""
        if register is not self._register or not self.desk.session.is_open:
            return
        if units:
            first, rest = units[0], units[1:]
            then = partial(self._counted, register, rest, counted)
            self.desk.session.ask(lambda workspace: count_below(workspace, first), then, owner=self)
        elif counted != register.below:
            self._register = replace(register, below=counted)
            self.list_pane.tabs.set_tabs(state_tabs(self._register))
            self._show_list()

    def _counted(self, register: Register, rest: Sequence[str], counted: Counter[str], more: Counter[str]) -> None:
        self._count_below(register, rest, counted + more)

    def _show_list(self) -> None:
        pane = self.list_pane
        before = self._wanted or pane.list.current_key()
        lines = found_lines(self._register, pane.tabs.current() or ALL, pane.wanted.text())
        pane.list.set_rows(law_rows(self._register, lines))
        pane.count.setText("" if lines else "没有找到，换几个字或者换一个状态试试。")
        pane.count.setVisible(not lines)
        titles = [line.law.title for line in lines]
        known = choice_named([line.choice for line in lines], before)
        # What somebody is about to write down of a new one stays.
        if self._is_new and not self._wanted:
            return
        if titles:
            pane.list.set_current(known.title if known else titles[0])
        # One that was written down just now is not there before the register is read anew.
        self._wanted = "" if known else self._wanted
        self._is_new = False
        turns().do(self._show_unless_new, self)

    def _show_unless_new(self) -> None:
        """Show what is chosen in the list, unless a new one was asked for meanwhile."""
        if not self._is_new:
            self._show_law()

    def _show_law(self) -> None:
        line = self.current
        self.law_pane.setVisible(line is not None)
        if line is None:
            return
        self._is_new = False
        if self.law_pane.show_line(line):
            self.law_pane.recording.bring_back(self._drafts.typed(FORM, line.law.title))
        self._ask_soon.start()

    def _ask_who_cites(self) -> None:
        """Ask who cites the law shown; in a county many do, and whoever walks through the list waits for none."""
        self._stop_looking()
        if self.current is not None:
            title = self.current.law.title
            few = partial(self._show_few_cited, title)
            self.desk.session.ask(lambda workspace: read_few_citing(workspace, title), few, owner=self)

    def _show_few_cited(self, title: str, cited: Cited | None) -> None:
        """Show who cites a law, or find out at length where that may be very many."""
        if cited is not None:
            self._show_cited(cited)
        elif self.isVisible() and self.current is not None and self.current.law.title == title:
            self._looking = self.desk.session.long(
                "正在找谁引用这件法规",
                lambda workspace, watch: read_citing(workspace, title, watch),
                self._show_cited,
                self._looked_in_vain,
                owner=self,
            )

    def _stop_looking(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None

    def _looked_in_vain(self, error: BaseException) -> None:
        """Somebody pressed 停下, or went on to another law."""
        if not isinstance(error, UserFacingError) or error.code != "cancelled":
            self.desk.messages.trouble(error)

    def _show_cited(self, cited: Cited) -> None:
        if self.current is not None and self.current.law.title == cited.title:
            self._cited = cited
            self.law_pane.show_cited(cited)

    # --- what the clerk does ---------------------------------------------------------------------------------------

    def _connect(self) -> None:
        remember_tab(self.desk, "laws", self.list_pane.tabs)
        remember_words(self.desk, "laws", self.list_pane.wanted)
        pane, law, form = self.list_pane, self.law_pane, self.law_pane.recording
        pane.wanted.textChanged.connect(lambda text: self._show_list())
        pane.wanted.returnPressed.connect(lambda: pane.list.setFocus(Qt.FocusReason.OtherFocusReason))
        pane.tabs.chosen.connect(lambda key: self._show_list())
        pane.list.chosen.connect(self._choose)
        pane.list.clicked.connect(lambda index: self._leave_new())
        pane.new.clicked.connect(self.begin_new)
        pane.list.opened.connect(lambda key: self.columns.show_content())
        law.places.opened.connect(self._open_place)
        law.places.acted.connect(lambda key, code: self._open_place(key))
        law.replace.clicked.connect(self.replace)
        law.suggest.clicked.connect(self.suggest)
        law.back.clicked.connect(self._go_back)
        form.edited.connect(self._remember)
        form.record.clicked.connect(self.record)
        form.withdraw.clicked.connect(self._withdraw)
        for keys, act in {"Ctrl+Return": self.replace, "Ctrl+Enter": self.replace, "Escape": self._go_back}.items():
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _leave_new(self) -> None:
        """Go back to the law that stood there before a new one was to be written down."""
        if self._is_new:
            self._show_law()

    def _choose(self, title: str) -> None:
        self._wanted = ""
        self._show_law()

    def replace(self) -> None:
        """Hold what citing entries would say with the other law against what they say, and go where it is decided."""
        if self.current is None or not self.law_pane.replace.isEnabled():
            return
        title, instead = self.current.law.title, self._instead()
        if instead:
            self.desk.session.ask(
                lambda workspace: read_replacement(workspace, title, instead),
                self._compare,
                self._refuse_instead,
                owner=self,
            )

    def suggest(self) -> None:
        """Propose the other law to the units below us whose entries cite this one."""
        title, instead = self.current.law.title, self._instead()
        if instead:
            self.desk.session.long(
                "正在给下级写建议",
                lambda workspace, watch: suggest_replacement(workspace, title, instead),
                self._suggested,
                self._refuse_instead,
                writes=True,
            )

    def _instead(self) -> str:
        """Return what is to stand in the law's place; asks for it where nobody wrote it."""
        form = self.law_pane.recording
        instead = form.instead.text().strip()
        if not instead:
            form.state.set_current("repealed")
            form.instead_field.setVisible(True)
            form.refuse(form.instead_field, "写明换成哪一件，再按一次。")
        return instead

    def _suggested(self, count: int) -> None:
        words = f"给下级写上了 {count} 条建议，下次退回时带去。" if count else "建议已经写过了。"
        self.desk.messages.toast(words, _UNDO if count else "", self.desk.session.undo if count else None)

    def begin_new(self) -> None:
        """Ask for a law that the register does not have; what was looked for is its name."""
        self._is_new = True
        self.law_pane.show()
        self.law_pane.show_new(self.list_pane.wanted.text().strip())
        self.law_pane.recording.bring_back(self._drafts.typed(FORM, _NEW))
        self.columns.show_content()
        self.law_pane.recording.new.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _subject(self) -> str:
        """What the form is about, as half written ones are kept by."""
        return _NEW if self._is_new else self.current.law.title

    def _remember(self) -> None:
        if self._is_new or self.current is not None:
            self._drafts.write(FORM, self._subject(), self.law_pane.recording.half_written)

    def record(self) -> None:
        """Write down what the form says about the law."""
        facts = self._facts()
        if facts is not None:
            done = partial(self._recorded, self._subject())
            self.desk.session.act(lambda workspace: record_law(workspace, facts), done, self._refuse_instead)

    def _facts(self) -> LawFacts | None:
        """Return what the form says; None where something is missing, which is told."""
        form, state = self.law_pane.recording, self.law_pane.recording.state.current()
        days: dict[Field, date | None] = {}
        if self._is_new and not form.new.name.text().strip():
            form.refuse(form.new.name_field, "写明名称。")
            return None
        for field in (form.since_field, *([form.shifted_field] if state != "repealed" else [])):
            try:
                days[field] = _day(field)
            except ValueError:
                form.refuse(field, "写明年月日，例：2026-07-01。")
                return None
        if not form.basis.text().strip():
            form.refuse(form.basis_field, "写明在哪里看到的。")
            return None
        return LawFacts(
            form.new.name.text() if self._is_new else self.current.law.title,
            state,
            form.basis.text(),
            replaced_by=(form.instead.text().strip() or None) if state == "repealed" else None,
            since=days[form.since_field],
            articles_shifted=days.get(form.shifted_field),
            articles_checked=not form.checked.isHidden() and form.checked.isChecked(),
            **(_told(form.new) if self._is_new else {}),
        )

    def _withdraw(self) -> None:
        title = self.current.law.title
        self.desk.session.act(
            lambda workspace: withdraw_law(workspace, title),
            lambda _: self.desk.messages.toast("已撤回登记", _UNDO, self.desk.session.undo),
        )

    def _recorded(self, subject: str, change: LawChange) -> None:
        self._drafts.write(FORM, subject, None)
        if self._is_new:
            self._is_new, self._wanted = False, change.title
            self.list_pane.wanted.clear()
            self.list_pane.tabs.set_current(ALL)
            self._show_list()
        self.desk.messages.toast(f"已登记《{change.title}》", _UNDO, self.desk.session.undo)

    def _refuse_instead(self, error: BaseException) -> None:
        if not isinstance(error, UserFacingError) or not error.code.startswith("law-"):
            self.desk.messages.trouble(error)
            return
        form = self.law_pane.recording
        form.instead_field.setVisible(True)
        form.instead_field.say_wrong(error.message)
        form.instead.setFocus(Qt.FocusReason.OtherFocusReason)

    def _compare(self, batch: Batch) -> None:
        if self.isVisible():
            self.desk.go("comparison", batch=batch)

    def _open_place(self, key: str) -> None:
        if self._cited is None or not key.isdecimal():
            return
        place = self._cited.places[int(key)]
        if place.organisation == self._cited.own:
            self.desk.go("drafting", entry=place.entry, element=place.element)
            return
        where = {"organisation": place.organisation, "checklist": place.checklist, "field": place.field}
        self.desk.go("review", **where, entry=place.entry)

    def _go_back(self) -> None:
        if self.columns.is_narrow and self.law_pane.isVisible():
            self.columns.show_list()
        else:
            self.desk.go("settings")


def _day(field: Field) -> date | None:
    """Return the day that is typed in a field, None where it is empty. Raises `ValueError` for anything else."""
    typed = field.editor.text().strip()
    written = typed_date(typed, date.today()) if typed else None
    if typed and written is None:
        raise ValueError(typed)
    return date.fromisoformat(written) if written else None


def _told(new: QWidget) -> dict[str, str]:
    """Return number, kind and issuer of a new law."""
    return {"number": new.number.text(), "kind": new.kind.currentText(), "issuer": new.issuer.text()}
