"""文书: the letters that belong to how a case stands, as text to finish, copy, save and print."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.calendar.wording import plain_date
from app.errors import UserFacingError
from app.registers.days import desk_day
from app.registers.request_letters import (
    SENT_BY,
    LetterFacts,
    LetterKind,
    letter_facts,
    letter_kinds,
    with_wording,
)
from app.registers.request_records import KeptRequest
from app.registers.request_sent import SentLetter, sent_letters
from app.standards.request_rules import RequestRules
from app.workspace import Workspace
from ui.desk import Desk
from ui.editors.growing_text import GrowingText
from ui.editors.quiet_combo import QuietCombo
from ui.form_drafts import FormDrafts
from ui.pages.notices.view import NoteStack
from ui.pages.requests.forms import beside, line_field
from ui.pages.requests.letter_files import LetterFiles
from ui.pages.requests.reading import LETTER_FORM, CaseDetail, CaseLine
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.labels import label
from ui.widgets.note import Note
from ui.widgets.panel import Panel


@dataclass(frozen=True)
class Letter:
    """A letter that can be written now."""

    kind: LetterKind
    title: str

    @property
    def key(self) -> str:
        """What it is kept under."""
        return f"{self.kind.code}:{self.kind.ground or ''}"


def letters_now(rules: RequestRules, line: CaseLine, detail: CaseDetail) -> list[Letter]:
    """Return the letters that were sent or can be sent as the case stands, the one sent last in front."""
    events = line.kept.case.events
    replied = line.kept.case.last("replied")
    sent = [event.kind for event in events]
    found = []
    for kind in letter_kinds(rules):
        event = SENT_BY[kind.code]
        is_other = replied is not None and kind.ground is not None and kind.ground != replied.ground
        if (event in sent or not detail.why_not[event]) and not is_other:
            found.append(Letter(kind, f"{kind.title}（{kind.ground_label}）" if kind.ground else kind.title))
    last = {kind: place for place, kind in enumerate(sent)}
    return sorted(found, key=lambda each: -last.get(SENT_BY[each.kind.code], -1))


@dataclass(frozen=True)
class LetterSeen:
    """A letter as the program words it, and as it left the house last, None where it did not."""

    facts: LetterFacts
    sent: SentLetter | None


def read_letter(workspace: Workspace, kept: KeptRequest, kind: LetterKind) -> LetterSeen:
    """Return a letter of a case."""
    facts = letter_facts(workspace, kept, kind.code, kind.ground)
    known = sent_letters(workspace, kept.id)
    sent = next((each for each in known if (each.kind, each.reason) == (facts.kind, facts.reason)), None)
    return LetterSeen(facts, sent)


def letter_text(letter: LetterFacts) -> str:
    """Return a letter as text."""
    to, day = f"{letter.addressee}：", plain_date(letter.day)
    return "\n".join(filter(None, (letter.title, letter.number, to, *letter.paragraphs, letter.signature, day)))


class LettersBox(Panel):
    """Choose a letter, finish its text, take it along."""

    def __init__(self, desk: Desk, drafts: FormDrafts) -> None:
        super().__init__("文书", title_style="strong")
        self._desk, self._drafts = desk, drafts
        self._letters: list[Letter] = []
        self._line: CaseLine | None = None
        self._facts: LetterFacts | None = None
        self._shown = ""
        self.which = QuietCombo([])
        self.which.setAccessibleName("哪一份文书")
        self.to, to_field = line_field("写给")
        self.number, number_field = line_field("文书编号")
        self.text = GrowingText(4, 30)
        self.field = Field("正文", self.text)
        self.foot = label("", "caption", "text-muted", wrap=True)
        self.copy = Button("复制文字", icon="copy", compact=True)
        self.again = Button("照原样重来", icon="rotate-ccw", role="quiet", compact=True)
        self.files = LetterFiles(desk, lambda: (self._line.kept.id, self.letter()), (self.copy, self.again))
        self.notes = NoteStack()
        self._places = {"letter-number-used": number_field, "letter-empty": to_field}
        for widget in (self.which, beside(to_field, number_field), self.field, self.foot, self.notes, self.files):
            self.body.addWidget(widget)
        self.notes.hide()
        self._connect()

    def show_case(self, line: CaseLine, letters: Sequence[Letter]) -> None:
        """Show the letters of a case; the one that was chosen stays chosen where it is still there."""
        is_other = self._line is None or self._line.kept.id != line.kept.id
        before = None if is_other else self.chosen
        known, self._letters, self._line = self._letters, list(letters), line
        keys = [each.key for each in letters]
        if is_other or [each.key for each in known] != keys:
            self.which.blockSignals(True)
            self.which.clear()
            self.which.addItems([each.title for each in letters])
            self.which.setCurrentIndex(keys.index(before.key) if before and before.key in keys else 0)
            self.which.blockSignals(False)
        self.setVisible(bool(letters))
        self._read()

    @property
    def chosen(self) -> Letter | None:
        """The letter that is shown."""
        place = self.which.currentIndex()
        return self._letters[place] if 0 <= place < len(self._letters) else None

    def letter(self) -> LetterFacts:
        """The letter as it is written now."""
        written = self._written()
        paragraphs = written["text"].splitlines()
        return with_wording(self._facts, paragraphs, addressee=written["to"], number=written["number"])

    def _connect(self) -> None:
        self.which.currentIndexChanged.connect(lambda place: self._read())
        for told in (self.text.textChanged, self.to.textChanged, self.number.textChanged):
            told.connect(self._remember)
        self.files.to_look_at.connect(self._show_look)
        self.files.refused.connect(self._refuse)
        self.copy.clicked.connect(self._copy)
        self.again.clicked.connect(lambda: self._write(self._standing()))

    def _subject(self) -> str:
        return f"{self.chosen.key}:{self._line.kept.id}"

    def _read(self) -> None:
        if self.chosen is None or self._line is None:
            return
        kept, kind = self._line.kept, self.chosen.kind
        then = partial(self._show, self._subject())
        self._desk.session.ask(lambda workspace: read_letter(workspace, kept, kind), then, owner=self)

    def _show(self, subject: str, seen: LetterSeen) -> None:
        """Show a letter; what the clerk wrote into it stays, as what was let out does."""
        if self.chosen is None or subject != self._subject():
            return
        if subject != self._shown:
            self._shown = subject
            self._show_look(())
        facts, sent, self._facts = seen.facts, seen.sent, None
        self._write(self._drafts.typed(LETTER_FORM, subject) or (sent_text(sent) if sent else standing_text(facts)))
        self._facts = facts
        out = f"　{desk_day(sent.at).isoformat()} 存过或者打印过" if sent else ""
        self.foot.setText(f"{facts.title}　落款：{facts.signature}　{plain_date(facts.day)}{out}")
        self._tell()

    def _standing(self) -> dict[str, str]:
        return standing_text(self._facts)

    def _written(self) -> dict[str, str]:
        return {"to": self.to.text(), "number": self.number.text(), "text": self.text.toPlainText()}

    def _write(self, written: dict[str, str]) -> None:
        for line, text in ((self.to, written["to"]), (self.number, written["number"])):
            if line.text() != text:
                line.setText(text)
        if self.text.toPlainText() != written["text"]:
            self.text.set_text(written["text"])

    def _remember(self) -> None:
        # While a letter is being shown nothing was written by the clerk.
        if self._facts is not None and self._line is not None and self.chosen is not None:
            written = self._written()
            for field in self._places.values():
                field.clear()
            self._show_look(())
            self._drafts.write(LETTER_FORM, self._subject(), None if written == self._standing() else written)
            self._tell()

    def _tell(self) -> None:
        """Say what is still to be written, and what nobody has checked."""
        letter = self.letter()
        unconfirmed = "；".join(f"{each}凭记忆，请核对" for each in letter.unconfirmed)
        if letter.blanks:
            more = f"等 {len(letter.blanks)} 处" if len(letter.blanks) > 1 else ""
            self.field.say_warning("。".join(filter(None, (f"还要写：{letter.blanks[0]}{more}", unconfirmed))) + "。")
        else:
            self.field.say(f"{unconfirmed}。" if unconfirmed else "")
        self.again.setVisible(self._written() != self._standing())

    def _show_look(self, told: Sequence[str]) -> None:
        """Say what a person has to look at in what is about to leave."""
        self.notes.show_notes([Note("warn", words.removesuffix("。"), "", compact=True) for words in told])

    def _refuse(self, error: BaseException) -> None:
        """Say at its line why there is no such letter."""
        field = self._places.get(error.code) if isinstance(error, UserFacingError) else None
        if field is None:
            self._desk.messages.trouble(error)
        else:
            field.say_wrong(error.message)
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(letter_text(self.letter()))
        self._desk.messages.toast("已复制文书的文字")


def standing_text(facts: LetterFacts) -> dict[str, str]:
    """Return what stands in the lines of a letter before anybody wrote into it."""
    return {"to": facts.addressee, "number": facts.number, "text": "\n".join(facts.paragraphs)}


def sent_text(sent: SentLetter) -> dict[str, str]:
    """Return what stood in the lines of a letter when it left."""
    return {"to": sent.addressee, "number": sent.number, "text": "\n".join(sent.paragraphs)}
