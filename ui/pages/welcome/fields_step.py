"""Third step: which fields concern the unit, and why the others do not."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from app.founding import OfferedField
from ui.editors.quiet_combo import QuietCombo
from ui.pages.welcome.answers import LEVEL_WORDS, Answers, our_word, reasons_for
from ui.pages.welcome.field_cards import GAP, FieldCard, FieldCards
from ui.pages.welcome.step import Step
from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.widgets.field import Field
from ui.widgets.icon_view import IconView
from ui.widgets.labels import label
from ui.widgets.panel import Panel

_STACKED = 560
# The cells of the cards are wider than the cards: everything else stands in by as much.
_INSET = GAP // 2
_MISSING = "请写理由"


class FieldsStep(Step):
    """Cards of all fields; an unticked one asks for a reason at the foot."""

    def __init__(self, offered: Sequence[OfferedField]) -> None:
        super().__init__("哪些领域与本单位有关？", "", top=SPACE[5], side=28 - _INSET)
        self._offered = offered
        self._answers = Answers()
        self.count = label("", "table", "text-muted")
        self.head.setContentsMargins(_INSET, 0, _INSET, 0)
        self.words.setContentsMargins(_INSET, 0, _INSET, 0)
        self.head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignVCenter)
        self.cards = FieldCards()
        self.reason = QuietCombo([], typing=True)
        self.reason_panel = self._panel()
        self.column.insertSpacing(self.column.count() - 1, -SPACE[3])
        self.column.addWidget(self.cards, 1)
        self.column.addLayout(_inset(self.reason_panel))
        self.cards.ticked.connect(self._tick)
        self.cards.moved.connect(self._show_reason)
        self.reason.currentTextChanged.connect(self._write_reason)

    # --- shown and taken -------------------------------------------------------------------------------------------

    def show_answers(self, answers: Answers) -> None:
        self._answers = answers
        unit = answers.unit
        if answers.begins_without_fields and not answers.has_chosen:
            answers.reasons = {each.code: answers.usual_reason for each in answers.concerning(self._offered)}
        answers.has_chosen = True
        self.heading.setText(f"哪些领域与{unit.name or '本单位'}有关？")
        self.words.setText(self._what_to_do())
        self.reason.blockSignals(True)
        self.reason.clear()
        self.reason.addItems(reasons_for(unit))
        self.reason.setCurrentIndex(-1)
        self.reason.blockSignals(False)
        self._show_cards()
        self._show_reason()

    def _what_to_do(self) -> str:
        answers, here = self._answers, our_word(self._answers.unit)
        if not answers.concerning(self._offered):
            kind = answers.unit.facts.label
            return f"标准目录没有给{kind}分事项，这一步不用选。{here}有自己的清单，在“目录编制”里采用。"
        if answers.begins_without_fields:
            return f"选上{here}负责的。别的先写成“{answers.usual_reason}”，写进说明，理由可以改。"
        level = LEVEL_WORDS[answers.level]
        return f"有{level}事项的已替您选好。与{here}无关的点掉，并写一个理由，写进说明。"

    def take(self, answers: Answers) -> bool:
        if answers.begins_without_fields and not answers.chosen(self._offered)[0]:
            self._show_reason()
            self.reason_field.say_wrong("一个领域也没有选。至少选一个，按空格或者点一下。")
            self.cards.setFocus()
            return False
        lacking = [each for each in self._unticked() if not answers.reasons[each.code].strip()]
        if lacking:
            self.cards.set_current(lacking[0].code)
            self._show_reason()
            self.reason_field.say_wrong("写一个理由，或者把它重新选上。")
            self.reason.setFocus()
        return not lacking

    def focus_first(self) -> None:
        self.cards.setFocus()

    def _unticked(self) -> list[OfferedField]:
        return [each for each in self._answers.concerning(self._offered) if each.code in self._answers.reasons]

    # --- what the clerk does -----------------------------------------------------------------------------------------

    def _tick(self, code: str, checked: bool) -> None:
        if checked:
            self._answers.reasons.pop(code, None)
        else:
            self._answers.reasons[code] = self._answers.usual_reason
        self._show_cards()
        self._show_reason()
        self.changed.emit()

    def _write_reason(self, text: str) -> None:
        code = self.cards.current_key()
        if code in self._answers.reasons:
            self._answers.reasons[code] = text.strip()
            self.reason_field.clear()
            self._show_cards()

    def _show_cards(self) -> None:
        self.cards.show_fields([self._card(each) for each in self._offered])
        fields, items = self._answers.chosen(self._offered)
        has_items = bool(self._answers.concerning(self._offered))
        self.count.setText(f"选了 {fields} 个领域，{items:,} 条" if has_items else "不用选")

    def _card(self, field: OfferedField) -> FieldCard:
        items, reason = self._answers.items_of(field), self._answers.reasons.get(field.code)
        if not items:
            return FieldCard(field.code, field.name, f"没有{LEVEL_WORDS[self._answers.level]}事项", None)
        words = [f"{items} 条"]
        if self._answers.is_wanted(field.code):
            words.append("上级要求填")
        if reason is not None:
            words.append("不涉及" if reason else _MISSING)
        return FieldCard(field.code, field.name, "，".join(words), reason is None)

    def _show_reason(self) -> None:
        code = self.cards.current_key()
        reason = self._answers.reasons.get(code)
        asked = reason is not None and any(each.code == code for each in self._unticked())
        self.reason_panel.setVisible(asked)
        if asked:
            name = next(each.name for each in self._offered if each.code == code)
            self.reason_name.setText(f"{code} {name}")
            self.reason.blockSignals(True)
            self.reason.setCurrentText(reason)
            self.reason.blockSignals(False)
            self.reason_field.clear()

    def _panel(self) -> Panel:
        panel = Panel()
        panel.body.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        self.reason_name = label("", "strong", wrap=True)
        self.reason_field = Field("", self.reason)
        self.reason.setAccessibleName("不涉及的理由")
        self.reason.lineEdit().setPlaceholderText("写一个理由，或者选一个")
        words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        words.setSpacing(SPACE[2])
        words.addWidget(IconView("circle-slash", "text-muted", 16, "body"))
        words.addWidget(self.reason_name)
        words.addWidget(label("不涉及，理由"))
        words.addStretch(1)
        self._reason_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._reason_row.setSpacing(SPACE[2])
        self._reason_row.addLayout(words)
        self._reason_row.addWidget(self.reason_field, 1)
        panel.body.addLayout(self._reason_row)
        return panel

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the reason under its field where it is narrow."""
        super().resizeEvent(event)
        stacked = self.width() < theme().scaled(_STACKED)
        self._reason_row.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)


def _inset(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(_INSET, 0, _INSET, 0)
    row.addWidget(widget)
    return row
