"""What is written at one stage of a review."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.registers.reviews import MODE_WORDS, Review
from ui.editors.growing_text import GrowingText
from ui.editors.line import Line
from ui.editors.quiet_combo import QuietCombo
from ui.theme.metrics import SPACE
from ui.widgets.field import Field

_MODES = tuple(MODE_WORDS)
_WITH_GROUNDS = ("partial", "withheld")
# Which line of the form the answer of the store belongs under.
_PLACES = {
    "person-wrong": "person",
    "person-missing": "person",
    "opinion-missing": "opinion",
    "grounds-missing": "reason",
    "review-personal": "opinion",
}
Exemption = tuple[str, str, str]


class ReviewForm(QWidget):
    """Who reviews, how it is to be made public and why not, and the opinion."""

    mode_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._codes: dict[str, str] = {}
        self.person = QuietCombo([], typing=True)
        self.mode = QuietCombo(list(MODE_WORDS.values()))
        self.reason = GrowingText(2, 5)
        self.basis = QuietCombo([], typing=True)
        self.kept_back, self.summary, self.scope = Line(), Line(), Line()
        self.opinion = GrowingText(2, 5)
        self.fields = {
            "person": Field("谁审查", self.person),
            "mode": Field("公开方式", self.mode),
            "kept_back": Field("哪一部分不公开", self.kept_back, "例：附件里的身份证号和账号。"),
            "reason": Field("不公开的理由", self.reason),
            "basis": Field("不公开的依据", self.basis, "从不予公开清单里选，也可以自己写。"),
            "scope": Field("公开范围", self.scope),
            "summary": Field("内容概要", self.summary),
            "opinion": Field("意见", self.opinion, "通过的可以不写；不通过的写明哪里要改。"),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        for field in self.fields.values():
            column.addWidget(field)
        self.mode.currentIndexChanged.connect(self._follow_mode)
        self._follow_mode()

    def offer(self, persons: Sequence[str], exemptions: Sequence[Exemption]) -> None:
        """Offer names and the exemption list; what stands in the lines stays."""
        told = self._codes = {f"{code} {category}：{item}": code for code, category, item in exemptions}
        _refill(self.person, persons)
        _refill(self.basis, list(told))
        self.basis.setEditText(self._told(self.basis.currentText()))

    def begin(self, review: Review | None, person: str | None) -> None:
        """Begin a stage with what the record says so far."""
        self.person.setEditText(person or "")
        self.mode.setCurrentIndex(_MODES.index(review.mode) if review else 0)
        self.scope.setText(review.scope if review else "全社会")
        self.summary.setText(review.summary if review else "")
        self.kept_back.setText(review.kept_back if review else "")
        self.reason.setPlainText(review.reason if review else "")
        self.basis.setEditText(self._told(review.basis) if review else "")
        self.opinion.setPlainText("")
        self.clear_lines()

    def facts(self) -> dict[str, str]:
        """Return what the record is to say; without grounds where nothing is withheld."""
        basis = self.basis.currentText().strip()
        grounds = {
            "reason": self.reason.toPlainText().strip(),
            "basis": self._codes.get(basis, basis),
            "kept_back": self.kept_back.text().strip() if self._mode() == "partial" else "",
        }
        needs = self._mode() in _WITH_GROUNDS
        shown = {"mode": self._mode(), "scope": self.scope.text().strip(), "summary": self.summary.text().strip()}
        return shown | (grounds if needs else dict.fromkeys(grounds, ""))

    def say_wrong(self, code: str, message: str) -> bool:
        """Say under the line it belongs to why the store refused; False where it belongs to none."""
        place = _PLACES.get(code)
        if place is None:
            return False
        self.fields[place].say_wrong(message)
        self.fields[place].editor.setFocus()
        return True

    def clear_lines(self) -> None:
        """Take away what was said about the last try."""
        for field in self.fields.values():
            field.clear()

    def typed(self) -> dict[str, str]:
        """Return everything that stands in the lines, for coming back."""
        return self.facts() | {"person": self.person.currentText(), "opinion": self.opinion.toPlainText()}

    def bring_back(self, typed: dict[str, str]) -> None:
        """Write again what stood in the lines."""
        self.person.setEditText(typed["person"])
        self.mode.setCurrentIndex(_MODES.index(typed["mode"]))
        for line, key in ((self.scope, "scope"), (self.summary, "summary"), (self.kept_back, "kept_back")):
            line.setText(typed[key])
        self.reason.setPlainText(typed["reason"])
        self.basis.setEditText(self._told(typed["basis"]))
        self.opinion.setPlainText(typed["opinion"])

    @property
    def is_withheld(self) -> bool:
        """Whether nothing of it is to come out."""
        return self._mode() == "withheld"

    def _mode(self) -> str:
        return _MODES[self.mode.currentIndex()]

    def _told(self, basis: str) -> str:
        return next((told for told, code in self._codes.items() if code == basis), basis)

    def _follow_mode(self) -> None:
        needs = self._mode() in _WITH_GROUNDS
        for key in ("reason", "basis"):
            self.fields[key].setVisible(needs)
        self.fields["kept_back"].setVisible(self._mode() == "partial")
        self.mode_changed.emit()


def _refill(combo: QuietCombo, texts: Sequence[str]) -> None:
    before = combo.currentText()
    combo.clear()
    combo.addItems(list(texts))
    combo.completer().model().setStringList(list(texts))
    combo.setCurrentIndex(-1)
    combo.setEditText(before)
