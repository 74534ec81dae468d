"""文书: the letters that belong to how a case stands, as text to finish, copy, save and print."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtGui import QGuiApplication

from app.calendar.wording import plain_date
from app.registers.request_letters import SENT_BY, LetterFacts, LetterKind, letter_facts, letter_kinds
from app.standards.request_rules import RequestRules
from ui.desk import Desk
from ui.editors.growing_text import GrowingText
from ui.editors.quiet_combo import QuietCombo
from ui.form_drafts import FormDrafts
from ui.pages.requests.forms import beside, line_field
from ui.pages.requests.reading import CaseDetail, CaseLine
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.panel import Panel

FORM = "request-letter"
"""Under which letters that were changed and not sent are kept."""
_BLANK = re.compile("【[^】]*】")


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


def letter_text(title: str, number: str, to: str, paragraphs: Sequence[str], signature: str, day: date) -> str:
    """Return a letter as text."""
    return "\n".join(each for each in (title, number, f"{to}：", *paragraphs, signature, plain_date(day)) if each)


class LettersBox(Panel):
    """Choose a letter, finish its text, take it along."""

    def __init__(self, desk: Desk, drafts: FormDrafts) -> None:
        super().__init__("文书", title_style="strong")
        self._desk, self._drafts = desk, drafts
        self._letters: list[Letter] = []
        self._line: CaseLine | None = None
        self._facts: LetterFacts | None = None
        self.which = QuietCombo([])
        self.which.setAccessibleName("哪一份文书")
        self.to, to_field = line_field("写给")
        self.number, number_field = line_field("文书编号")
        self.text = GrowingText(4, 30)
        self.field = Field("正文", self.text)
        self.foot = label("", "caption", "text-muted", wrap=True)
        self.copy = Button("复制文字", icon="copy", compact=True)
        self.again = Button("照原样重来", icon="rotate-ccw", role="quiet", compact=True)
        acts = Flow()
        for button in (self.copy, self.again):
            acts.addWidget(button)
        for widget in (self.which, beside(to_field, number_field), self.field, self.foot):
            self.body.addWidget(widget)
        self.body.addLayout(acts)
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

    def whole_text(self) -> str:
        """The letter as it is written now."""
        facts, written = self._facts, self._written()
        return letter_text(
            facts.title, written["number"], written["to"], written["text"].splitlines(), facts.signature, facts.day
        )

    def _connect(self) -> None:
        self.which.currentIndexChanged.connect(lambda place: self._read())
        for told in (self.text.textChanged, self.to.textChanged, self.number.textChanged):
            told.connect(self._remember)
        self.copy.clicked.connect(self._copy)
        self.again.clicked.connect(lambda: self._write(self._standing()))

    def _subject(self) -> str:
        return f"{self._line.kept.id}:{self.chosen.key}"

    def _read(self) -> None:
        if self.chosen is None or self._line is None:
            return
        kept, kind = self._line.kept, self.chosen.kind
        then = partial(self._show, self._subject())
        self._desk.session.ask(
            lambda workspace: letter_facts(workspace, kept, kind.code, kind.ground), then, owner=self
        )

    def _show(self, subject: str, facts: LetterFacts) -> None:
        """Show a letter; what the clerk wrote into it stays."""
        if self.chosen is None or subject != self._subject():
            return
        self._facts = None
        self._write(self._drafts.typed(FORM, subject) or standing_text(facts))
        self._facts = facts
        self.foot.setText(f"{facts.title}　落款：{facts.signature}　{plain_date(facts.day)}")
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
            self._drafts.write(FORM, self._subject(), None if written == self._standing() else written)
            self._tell()

    def _tell(self) -> None:
        """Say what is still to be written, and what nobody has checked."""
        written = self._written()
        blanks = _BLANK.findall(written["to"] + written["text"])
        unconfirmed = "；".join(f"{each}凭记忆，请核对" for each in self._facts.unconfirmed)
        if blanks:
            more = f"等 {len(blanks)} 处" if len(blanks) > 1 else ""
            self.field.say_warning("。".join(filter(None, (f"还要写：{blanks[0]}{more}", unconfirmed))) + "。")
        else:
            self.field.say(f"{unconfirmed}。" if unconfirmed else "")
        self.again.setVisible(written != self._standing())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.whole_text())
        self._desk.messages.toast("已复制文书的文字")


def standing_text(facts: LetterFacts) -> dict[str, str]:
    """Return what stands in the lines of a letter before anybody wrote into it."""
    paragraphs = "\n".join((*facts.body, *filter(None, [facts.remedies])))
    return {"to": facts.addressee, "number": facts.number, "text": paragraphs}
