"""One pasted table becomes a notice in each village's workspace. Raw rows stay here, in memory, until that is done."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from app.errors import UserFacingError
from app.notices.blanks import Blank
from app.standards.models import NoticeTemplate
from app.tables.sources.kinds import PATTERNS
from app.villages.making import Outcome, SameTitle, Sheet, look_at_parts, make_notices, shared_blanks
from app.villages.splitting import LEAVE_OUT, Parted, VillageTable, part
from app.villages.units import MyUnit
from app.workspace import Workspace
from ui.desk import Desk
from ui.jobs import Watch
from ui.pages.notices.draft import CONTACT
from ui.pages.villages import split_words as words
from ui.pages.villages.reading import read_file, read_pasted
from ui.pages.villages.split_view import SplitView
from ui.pages.villages.village_preview import VillagePreview
from ui.widgets.note import Note

_LOOK_AFTER_MS = 900
_CONTACT = "villages.contact"
_POSTED_BY = {"village": 0, "township": 1}
"""Whose notices are offered first."""
_CHOOSE_FIRST = "先选做哪一种公示，再把各村合在一起的名单粘贴进来。名单里要有一列写明是哪个村。"
_PASTE_NOW = "在 Excel 或 WPS 里选中整张名单（连表头），按 Ctrl+C，再到这里按 Ctrl+V。有一列叫“村”或“村名”就行。"


class Splitting(QObject):
    """What was chosen, pasted and said so far, and what comes of it for every village."""

    made = Signal()
    """Notices were made in one village at least."""
    printing_asked = Signal()
    """The clerk wants to go on to printing."""

    def __init__(self, desk: Desk, view: SplitView, preview: VillagePreview) -> None:
        super().__init__(view)
        self._desk, self.view, self._preview = desk, view, preview
        self._villages: tuple[MyUnit, ...] = ()
        self._templates: dict[str, NoticeTemplate] = {}
        self._code, self._turn, self._is_making, self._moves_on = "", 0, False, False
        self._has_blanks = False
        self._blanks: dict[str, str] = {}
        self._forget_list()
        self._look_soon = QTimer(self, singleShot=True, interval=_LOOK_AFTER_MS)
        self._look_soon.timeout.connect(self._look)
        self._connect()
        self._show()

    def _forget_list(self) -> None:
        self.table: VillageTable | None = None
        self._parted: Parted | None = None
        self._answers: dict[str, str] = {}
        self._sheets: dict[str, Sheet] = {}
        self._wishes: dict[str, SameTitle] = {}
        self._outcomes: dict[str, Outcome] = {}

    def _connect(self) -> None:
        view = self.view
        view.template_chosen.connect(self.choose_template)
        view.paste.clicked.connect(self.paste)
        view.take_file.clicked.connect(self._ask_for_file)
        view.questions.acted.connect(self._answer)
        view.form.typed.connect(self._type)
        view.table.acted.connect(self._wish)
        # The keyboard coming into the table makes a row current as well, without its being chosen.
        view.table.selectionModel().currentChanged.connect(lambda *_: self._show_sheet())
        for button, code in zip(view.for_all, (words.REPLACE, words.ANOTHER, words.SKIP), strict=True):
            button.clicked.connect(lambda *_, code=code: self._wish_for_all(code))
        view.back.clicked.connect(self.begin_anew)
        view.make.clicked.connect(self.make)
        self._desk.session.unstored_asked.connect(self._name_unstored)

    # --- coming here -------------------------------------------------------------------------------------------------

    def show_units(self, villages: tuple[MyUnit, ...], templates: tuple[NoticeTemplate, ...]) -> None:
        """Take up the villages as they are on the list now."""
        listed = [template for template in templates if template.table is not None]
        listed.sort(key=lambda template: (_POSTED_BY.get(template.posted_by, len(_POSTED_BY)), template.code))
        self._templates = {template.code: template for template in listed}
        self.view.offer_templates([*self._templates.values()])
        if villages != self._villages:
            self._villages = villages
            self._look()

    def choose_template(self, code: str) -> None:
        """Make this kind of notice; a list read for another kind is let go, it had other columns."""
        if code == self._code or code not in self._templates:
            return
        self._code = code
        self._forget_list()
        self.view.choose_template(code)
        self._show()
        self._desk.session.ask(
            lambda workspace: shared_blanks(self._villages, code, workspace),
            lambda blanks: self._show_form(code, blanks),
            owner=self,
        )

    def begin_anew(self) -> None:
        """Let go of the list and of what was said about it."""
        if self.table is None:
            self._start_over()
            return
        told = "粘贴的名单和说明过的村名都不留，已经做好的公示不动。"
        self._desk.messages.confirm("重新来吗？", told, "重新来", self._start_over)

    def _start_over(self) -> None:
        self._turn += 1
        self._code, self._blanks = "", {}
        self._forget_list()
        self.view.choose_template("")
        self._has_blanks = False
        self.view.notes.show_notes([])
        self._show()
        self._show_sheet()
        self.view.template.setFocus()

    def _show_form(self, code: str, blanks: tuple[Blank, ...]) -> None:
        if code != self._code:
            return
        kept = self._desk.preferences.get(_CONTACT, {})
        same = {blank.key: kept[blank.key] for blank in blanks if kept.get(blank.key)}
        known = {blank.key: blank.answer for blank in blanks if blank.answer} | same
        self._blanks = dict(known)
        self.view.form.period.hide()
        self.view.form.show_blanks(blanks, known, frozenset(same))
        self._has_blanks = bool(blanks)
        self._show()

    # --- the list ----------------------------------------------------------------------------------------------------

    def paste(self) -> None:
        """Take the table from the clipboard."""
        if self._code:
            text = QGuiApplication.clipboard().text()
            self._read(partial(read_pasted, text, self._code))

    def _ask_for_file(self) -> None:
        def take(paths: list[Path]) -> None:
            self._read(partial(read_file, paths[0], self._code))

        self._desk.messages.open_files("选名单", f"表格 ({PATTERNS});;所有文件 (*)", take, many=False)

    def _read(self, read: Callable[[], VillageTable]) -> None:
        self._desk.session.ask(lambda workspace: read(), self._take, self._refuse, owner=self)

    def _take(self, table: VillageTable) -> None:
        self._forget_list()
        self.table, self._moves_on = table, True
        self.view.notes.show_notes([])
        self._look()

    def _refuse(self, error: BaseException) -> None:
        if not isinstance(error, UserFacingError):
            self._desk.messages.trouble(error)
            return
        first, stop, rest = error.message.partition("。")
        self.view.notes.show_notes([Note("danger", first + stop, rest, details=error.details, compact=True)])

    def _type(self, key: str, text: str) -> None:
        self._blanks[key] = text
        self._look_soon.start()

    def _given(self) -> dict[str, str]:
        return {key: text.strip() for key, text in self._blanks.items() if text.strip()}

    # --- what comes of it --------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Part the table anew and see what every village would get."""
        self._look_soon.stop()
        if self.table is None or self._is_making:
            return
        self._turn += 1
        turn, table, villages, answers = self._turn, self.table, self._villages, dict(self._answers)
        code, blanks = self._code, self._given()

        def work(workspace: Workspace, watch: Watch) -> tuple[Parted, list[Sheet]]:
            parted = part(table, villages, answers)
            return parted, look_at_parts(parted.parts, code, blanks, open_now=workspace, watch=watch)

        self._desk.session.long(
            "正在看各村的名单", work, lambda seen: self._show_looked(turn, *seen), self._refuse, owner=self
        )

    def _show_looked(self, turn: int, parted: Parted, sheets: list[Sheet]) -> None:
        if turn != self._turn:
            return
        self._parted, self._sheets = parted, {sheet.unit.id: sheet for sheet in sheets}
        self._outcomes = {id: outcome for id, outcome in self._outcomes.items() if outcome.is_done}
        self._show()
        if self._sheets and not self.view.table.current_key():
            self.view.table.set_current(next(iter(self._sheets)))
        self._show_sheet()
        if self._moves_on:
            self._moves_on = False
            self.view.go_to_next_step()

    def _answer(self, key: str, code: str) -> None:
        if code == words.CHOOSE:
            self._offer_villages(key)
        elif code == words.AGAIN:
            del self._answers[key]
            self._look()
        else:
            self._say(key, LEAVE_OUT if code == words.LEAVE else code.removeprefix(words.IS))

    def _say(self, key: str, answer: str) -> None:
        self._answers[key], self._moves_on = answer, True
        self._look()

    def _offer_villages(self, key: str) -> None:
        menu = QMenu(self.view)
        for unit in self._villages:
            action = QAction(unit.name, menu)
            action.triggered.connect(lambda *_, unit=unit: self._say(key, unit.id))
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.view.place_of_question(key))

    def _wish(self, unit: str, code: str) -> None:
        """What shall become of a village that has a notice of this title."""
        if code == words.AGAIN:
            self._wishes.pop(unit, None)
        else:
            self._wishes[unit] = code
        self._outcomes.pop(unit, None)
        self._show()

    # --- making ------------------------------------------------------------------------------------------------------

    def make(self) -> None:
        """Make the notices of all villages that can be made; the others are told with the reason."""
        if self._why_not():
            return
        self._look_soon.stop()
        self._is_making = True
        parted, code, blanks, wishes = self._parted, self._code, self._given(), dict(self._wishes)

        def work(workspace: Workspace, watch: Watch) -> list[Outcome]:
            return make_notices(parted, code, blanks, same_title=wishes, open_now=workspace, watch=watch)

        self._show()
        self._desk.session.long("正在做各村的公示", work, self._show_made, self._not_made, owner=self, writes=True)

    def _show_made(self, outcomes: list[Outcome]) -> None:
        self._is_making = False
        self._outcomes = {outcome.unit.id: outcome for outcome in outcomes}
        given = {key: self._blanks[key] for key in CONTACT if self._blanks.get(key)}
        self._desk.preferences.put(_CONTACT, self._desk.preferences.get(_CONTACT, {}) | given)
        if all(outcome.is_done for outcome in outcomes):
            # Nothing is left to do with the raw rows.
            self.table = self._parted = None
        self._desk.messages.toast(words.made_words(outcomes), "去打印", self.printing_asked.emit)
        self._show()
        self.made.emit()

    def _not_made(self, error: BaseException) -> None:
        self._is_making = False
        self._show()
        self._desk.messages.trouble(error)

    def _why_not(self) -> str:
        """Why nothing can be made now, "" where something can."""
        if self._is_making:
            return "正在做"
        if self.table is None or self._parted is None:
            return "先粘贴名单"
        if self._parted.questions:
            return "先说明认不准的村名，这些行可能是任何一个村的"
        if not any(self._can_make(sheet) for sheet in self._sheets.values()):
            return "没有可以做的，原因在表里"
        return ""

    def _can_make(self, sheet: Sheet) -> bool:
        outcome = self._outcomes.get(sheet.unit.id)
        if outcome is not None and outcome.is_done:
            return False
        if sheet.before is not None and (sheet.before.is_same or self._wishes.get(sheet.unit.id, "ask") == "ask"):
            return False
        return sheet.must_mend == 0

    # --- showing -----------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        view, has_list = self.view, self.table is not None and self._parted is not None
        view.show_step(has_template=bool(self._code), told=self._told())
        view.show_form(has_list and self._has_blanks)
        names = {unit.id: unit.name for unit in self._villages} | {LEAVE_OUT: ""}
        given = [(named, self._answers.get(named.key)) for named in self.table.named] if has_list else []
        answered = [(named, names[answer]) for named, answer in given if answer in names]
        rows = words.question_rows(self._parted, answered) if has_list else []
        view.show_questions(words.questions_title(self._parted) if rows else "", rows)
        sheets, asked = list(self._sheets.values()), len(self._asked())
        cells = [self._cells(sheet) for sheet in sheets]
        title = words.villages_title(sheets, asked)
        view.show_villages(title, words.SPLIT_HEADS, cells, list(self._sheets), asked=asked)
        self._show_button()

    def _show_sheet(self) -> None:
        self._preview.show_sheet(self._sheets.get(self.view.table.current_key()))

    def _told(self) -> str:
        """What was read, or what to do first; nothing once all is done."""
        if self.table is not None and self._parted is not None:
            return words.read_words(self.table, self._parted)
        if self._outcomes:
            return ""
        return _PASTE_NOW if self._code else _CHOOSE_FIRST

    def _asked(self) -> list[str]:
        """The villages for which it has to be said what becomes of the notice of the same title."""
        return [
            id
            for id, sheet in self._sheets.items()
            if id not in self._wishes and self._is_asked(sheet, self._outcomes.get(id))
        ]

    def _is_asked(self, sheet: Sheet, outcome: Outcome | None) -> bool:
        if outcome is not None:
            return outcome.result == "asked"
        return sheet.before is not None and not sheet.before.is_same and not sheet.must_mend

    def _wish_for_all(self, code: SameTitle) -> None:
        for unit in self._asked():
            before = self._sheets[unit].before
            is_out = before is not None and before.printed_at is not None
            self._wishes[unit] = "add" if code == "replace" and is_out else code
            self._outcomes.pop(unit, None)
        self._show()

    def _cells(self, sheet: Sheet):
        return words.split_cells(sheet, self._outcomes.get(sheet.unit.id), self._wishes.get(sheet.unit.id, "ask"))

    def _show_button(self) -> None:
        count = sum(self._can_make(sheet) for sheet in self._sheets.values())
        left = "再做没做成的" if self._outcomes and self.table is not None else "做各村的公示"
        self.view.make.setText(f"做 {count} 个村的公示" if count and not self._outcomes else left)
        why = self._why_not()
        self.view.make.set_available(not why, why)
        self.view.bar.fit()

    def _name_unstored(self, found: list[str]) -> None:
        if self.table is not None:
            found.append(f"各村的名单“{self._templates[self._code].name}”")
