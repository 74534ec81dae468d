"""What is written at one stage of a review, or at all that are left where one sheet was signed by everybody."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.registers.reviews import ONE_PERSON, STAGES, Review, Signature, Stage
from app.standards.disclosure_modes import MODE_WORDS
from ui.editors.growing_text import GrowingText
from ui.editors.line import Line
from ui.editors.quiet_combo import QuietCombo
from ui.pages.ledger.signer import Signer
from ui.theme.metrics import SPACE
from ui.widgets.field import Field

_MODES = tuple(MODE_WORDS)
_EVERYBODY = "全社会"
_WITH_GROUNDS = ("partial", "withheld")
_WHOLE = {3: "三步一起记：纸上都签好了", 2: "后面两步一起记：纸上都签好了"}
# Which line of the form the answer of the store belongs under.
_PLACES = {
    "opinion-missing": "opinion",
    "grounds-missing": "reason",
    "blanks-missing": "summary",
    "review-personal": "opinion",
}
_OF_SIGNER = ("person-wrong", "person-missing")
_OF_DAY = ("review-too-early", "day-in-future")
Exemption = tuple[str, str, str]


class ReviewFields:
    """The inputs of a review but for who signs it, and each in its field, by name."""

    def __init__(self) -> None:
        self.mode = QuietCombo(list(MODE_WORDS.values()))
        self.reason, self.opinion = GrowingText(2, 5), GrowingText(2, 5)
        self.basis = QuietCombo([], typing=True)
        self.kept_back, self.summary, self.scope = Line(), Line(), Line()
        self.by_name = {
            "mode": Field("公开方式", self.mode),
            "kept_back": Field("哪一部分不公开", self.kept_back, "例：附件里的身份证号和账号。"),
            "reason": Field("不公开的理由", self.reason),
            "basis": Field("不公开的依据", self.basis, "从不予公开清单里选，也可以自己写。"),
            "scope": Field("公开范围", self.scope, "例：全社会、本村村民。"),
            "summary": Field("内容概要", self.summary, "公开的是什么，签发以前要写。例：11月新增低保对象名单。"),
            "opinion": Field("意见", self.opinion, "通过的可以不写；不通过的写明哪里要改。"),
        }


class ReviewForm(QWidget):
    """Who reviews, how it is to be made public and why not, and the opinion."""

    mode_changed = Signal()
    edited = Signal()
    """Something was written or chosen."""

    def __init__(self, signers: dict[Stage, Signer], asked: ReviewFields) -> None:
        super().__init__()
        self._codes: dict[str, str] = {}
        self._left: tuple[Stage, ...] = STAGES
        self._done: tuple[str, ...] = ()
        self._said = False
        self._today = date.today()
        self.signers = signers
        self.whole = QCheckBox("")
        self.mode, self.reason, self.basis, self.opinion = asked.mode, asked.reason, asked.basis, asked.opinion
        self.kept_back, self.summary, self.scope = asked.kept_back, asked.summary, asked.scope
        self.fields = asked.by_name
        self._lay_out()
        self._connect()
        self._follow_mode()

    @property
    def signer(self) -> Signer:
        """Who is asked for first."""
        return self.signers[self._left[0]]

    @property
    def is_withheld(self) -> bool:
        """Whether nothing of it is to come out."""
        return self._mode() == "withheld"

    @property
    def is_whole(self) -> bool:
        """Whether all stages that are left are written down at once."""
        return self.whole.isChecked()

    def offer(self, persons: Sequence[str], exemptions: Sequence[Exemption]) -> None:
        """Offer names and the exemption list; what stands in the lines stays."""
        told = self._codes = {f"{code} {category}：{item}": code for code, category, item in exemptions}
        for signer in self.signers.values():
            signer.offer(persons)
        self.basis.offer(list(told))
        self.basis.setEditText(self._told(self.basis.currentText()))

    def begin(
        self, stage: Stage, review: Review | None, former: Review | None, person: str | None, today: date
    ) -> None:
        """Begin a stage with what the record says so far; a new record with what was signed of its kind before."""
        begun = review.stages if review is not None and stage != STAGES[0] else ()
        self._done, self._said = tuple(each.person for each in begun), any(each.opinion for each in begun)
        self._left, self._today = STAGES[STAGES.index(stage) :], today
        self._name_signers(former, person)
        before = review or former
        self.whole.setChecked(False)
        self.whole.setText(_WHOLE.get(len(self._left), ""))
        self.mode.setCurrentIndex(_MODES.index(before.mode) if before else 0)
        self.scope.setText((before and before.scope) or _EVERYBODY)
        for line, key in ((self.summary, "summary"), (self.kept_back, "kept_back")):
            line.setText(getattr(before, key) if before else "")
        self.reason.setPlainText(before.reason if before else "")
        self.basis.setEditText(self._told(before.basis) if before else "")
        self.opinion.setPlainText("")
        self._show_signers()

    def signatures(self, *, passed: bool) -> list[Signature] | None:
        """Return who did which stage, None where a name or a day is not written, which is said under it."""
        signed = []
        for stage in self._asked():
            one = self.signers[stage].read(self._today)
            if one is None:
                return None
            signed.append(one)
        last = signed[-1]
        return [*signed[:-1], Signature(last.stage, last.person, self.opinion.toPlainText(), passed, last.on)]

    def facts(self) -> dict[str, str]:
        """Return what the record is to say; without grounds where nothing is withheld."""
        basis = self.basis.currentText().strip()
        grounds = {
            "reason": self.reason.toPlainText().strip(),
            "basis": self._codes.get(basis, basis),
            "kept_back": self.kept_back.text().strip() if self._mode() == "partial" else "",
        }
        needs = self._mode() in _WITH_GROUNDS
        scope = "" if self.is_withheld else self.scope.text().strip()
        shown = {"mode": self._mode(), "scope": scope, "summary": self.summary.text().strip()}
        return shown | (grounds if needs else dict.fromkeys(grounds, ""))

    def say_wrong(self, code: str, message: str) -> bool:
        """Say under the line it belongs to why the store refused; False where it belongs to none."""
        signer = self.signers[self._asked()[-1]]
        if code in _OF_SIGNER:
            field = signer.person_field
        elif code in _OF_DAY:
            field = signer.day
        elif code in _PLACES:
            field = self.fields[_PLACES[code]]
        else:
            return False
        field.say_wrong(message)
        field.editor.setFocus()
        return True

    def clear_lines(self) -> None:
        """Take away what was said about the last try."""
        for field in self.fields.values():
            field.clear()
        for signer in self.signers.values():
            signer.clear_lines()
        self._warn()

    def typed(self) -> dict[str, Any]:
        """Return everything that stands in the lines, for coming back."""
        signers = {stage: [self.signers[stage].name, self.signers[stage].day.line_edit.text()] for stage in self._left}
        return self.facts() | {"signers": signers, "whole": self.is_whole, "opinion": self.opinion.toPlainText()}

    def bring_back(self, typed: dict[str, Any]) -> None:
        """Write again what stood in the lines."""
        for stage, (name, day) in typed["signers"].items():
            self.signers[stage].person.setEditText(name)
            self.signers[stage].day.line_edit.setText(day)
        self.whole.setChecked(typed["whole"])
        self.mode.setCurrentIndex(_MODES.index(typed["mode"]))
        for line, key in ((self.scope, "scope"), (self.summary, "summary"), (self.kept_back, "kept_back")):
            line.setText(typed[key])
        self.reason.setPlainText(typed["reason"])
        self.basis.setEditText(self._told(typed["basis"]))
        self.opinion.setPlainText(typed["opinion"])

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        for part in (self.whole, *self.signers.values(), *self.fields.values()):
            column.addWidget(part)

    def _connect(self) -> None:
        self.mode.currentIndexChanged.connect(self._follow_mode)
        self.whole.toggled.connect(self._show_signers)
        texts = (self.scope.textChanged, self.summary.textChanged, self.kept_back.textChanged)
        others = (self.reason.textChanged, self.opinion.textChanged, self.basis.editTextChanged)
        signed = (signer.edited for signer in self.signers.values())
        for told in (*texts, *others, *signed, self.mode.currentIndexChanged, self.whole.toggled):
            told.connect(self._tell_edited)

    def _tell_edited(self) -> None:
        self._warn()
        self.edited.emit()

    def _name_signers(self, former: Review | None, person: str | None) -> None:
        names = {each.stage: each.person for each in former.stages} if former else {}
        for stage in self._left:
            # Who works here is likely to do what comes next, and not what comes after.
            usual = person if stage == self._left[0] else ""
            self.signers[stage].begin(names.get(stage) or usual or "", self._today)

    def _asked(self) -> tuple[Stage, ...]:
        return self._left if self.is_whole else self._left[:1]

    def _show_signers(self) -> None:
        self.whole.setVisible(len(self._left) > 1)
        for stage, signer in self.signers.items():
            signer.setVisible(stage in self._asked())
        self.clear_lines()
        self.mode_changed.emit()

    def _warn(self) -> None:
        """Say what is to be heeded where one person is about to do all three stages without a word."""
        names = (*self._done, *(self.signers[stage].name for stage in self._asked()))
        is_silent = not self._said and not self.opinion.toPlainText().strip()
        if len(names) == len(STAGES) and len(set(names)) == 1 and names[0] and is_silent:
            self.fields["opinion"].say_warning(ONE_PERSON)
        elif self.fields["opinion"].line() == ONE_PERSON:
            self.fields["opinion"].clear()

    def _mode(self) -> str:
        return _MODES[self.mode.currentIndex()]

    def _told(self, basis: str) -> str:
        return next((told for told, code in self._codes.items() if code == basis), basis)

    def _follow_mode(self) -> None:
        needs = self._mode() in _WITH_GROUNDS
        for key in ("reason", "basis"):
            self.fields[key].setVisible(needs)
        self.fields["kept_back"].setVisible(self._mode() == "partial")
        self.fields["scope"].setHidden(self.is_withheld)
        self.mode_changed.emit()
