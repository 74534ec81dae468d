"""One element of a form: its label, its editor and how it stands to the standard; in the guide a question."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.checks.finding import SEVERITY_LABELS
from app.standards.models import Element
from app.tables.official import standard_text
from ui.editors.asking import EMPTY, Remark, Standing, folded
from ui.editors.attachments import Shelf
from ui.editors.folded import FoldedRow
from ui.editors.kinds import editor_for
from ui.editors.question import QuestionHead, remark_note
from ui.editors.texts import example_of
from ui.theme import theme
from ui.theme.metrics import RADIUS_PANEL, SPACE
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.labels import label

_LABEL_WIDTH = 112
_LONGEST_BODY = 760
_LONGEST_DIFFERENCE = 60
# Round an open question, and how far its editor stands in under the words of the question.
_OPEN_MARGINS = (16, 13, 16, 14)
_INDENT = 24
_EDGE = 3
# What an editor of these kinds shows itself while it is empty.
_SHOWING_EXAMPLES = {"text", "long_text", "list", "phone", "money", "number"}


class FormRow(QWidget):
    """Label and editor, side by side or one above the other.

    In the guide an open row has the question over the editor, a folded one is a painted line.
    """

    wanted_standard = Signal()
    wanted_fix = Signal()
    """The clerk wants what the remark offers."""
    wanted_dismissal = Signal()
    """The clerk says that what the remark is about may stand."""
    wanted_open = Signal()
    """The clerk comes to this question of the guide."""

    def __init__(
        self, element: Element, suggestions: Sequence[Any], shelf: Shelf | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.element = element
        self.editor = editor_for(element, suggestions=suggestions, shelf=shelf)
        self._field = Field("", self.editor, parent=self)
        self.editor.setAccessibleName(element.label)
        self._label = label(element.label, "body", "text", wrap=True)
        self._required = label("必填", "caption", "text-muted")
        self._standard = Button("用标准的", role="mini", tip="改成标准里写的")
        self._is_guided, self._is_open, self._is_single = False, True, False
        self._is_required, self._is_told_required, self._is_looked_at = element.required, False, False
        self._is_fresh = False
        self._standing = Standing()
        # Made when they are first needed: a plain form has neither.
        self._folded: FoldedRow | None = None
        self._question: QuestionHead | None = None
        self._note: QWidget | None = None
        self._beside: list[Button] = []
        self._lay_out()
        self._standard.clicked.connect(self.wanted_standard)
        self.editor.typed.connect(lambda: self.set_fresh(False))
        theme().changed.connect(self._fit)
        self._fit()

    # --- in the guide ----------------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether the editor is shown."""
        return self._is_open

    def expect_guide(self) -> None:
        """Make ahead of time what the row shows as a question of the guide: of all rows at once it would be felt."""
        self._make_guided()
        self._show_open()

    def set_guided(self, guided: bool, *, single: bool = False) -> None:
        """Be a question of the guide, or a plain row. A `single` question stands alone on its page."""
        if (guided, single) == (self._is_guided, self._is_single):
            return
        self._is_guided, self._is_single = guided, single
        if guided and self._question is None:
            self._make_guided()
        self._head.setVisible(not guided)
        self._show_open()
        self._show_remark()
        self._fit()

    def set_open(self, is_open: bool, *, keyboard: bool = False) -> None:
        """Show the editor, or only the line about it; `keyboard`: the keyboard goes into the editor."""
        changes, self._is_open = is_open != self._is_open, is_open
        if keyboard:
            # Before the line is hidden: Qt would hand the keyboard it has on to the line of the next question.
            self._field.setVisible(True)
            self.take_keyboard()
        if changes:
            self._show_open()

    def set_fresh(self, fresh: bool) -> None:
        """Know whether the clerk has only just come to this question: what is empty then is not wrong yet."""
        if fresh != self._is_fresh:
            self._is_fresh = fresh
            if self._is_guided and self._is_open:
                self._show_remark()

    @property
    def _is_not_wrong_yet(self) -> bool:
        return self._is_fresh and self.editor.value() in EMPTY

    def show_standing(self, looked_at: bool) -> None:
        """Bring the line of a folded question up to date."""
        self._is_looked_at = looked_at
        if self._is_guided and not self._is_open:
            shown = folded(
                self.element, self.editor.value(), self._standing, required=self._is_required, looked_at=looked_at
            )
            self._folded.show_facts(shown)

    def take_keyboard(self) -> None:
        """Go to where one types; where nothing can be typed the keyboard stands at the question."""
        self.editor.focus_first()
        if not self.isAncestorOf(self.window().focusWidget()):
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line over an open question and the edge that marks it."""
        if not (self._is_guided and self._is_open):
            return
        painter = QPainter(self)
        if self._is_single:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(theme().colour("raised"))
            painter.setPen(theme().colour("line"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PANEL, RADIUS_PANEL)
            return
        painter.fillRect(self.rect(), theme().colour("raised"))
        painter.fillRect(0, 0, self.width(), 1, theme().colour("line"))
        painter.fillRect(0, 1, _EDGE, self.height() - 1, theme().colour("accent"))

    # --- a row of the form -----------------------------------------------------------------------------------------

    def set_wide(self, wide: bool) -> None:
        """Put the label beside the editor, or above it."""
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._line.setDirection(direction)
        self._line.setSpacing(SPACE[4] if wide else SPACE[1])
        self._head.layout().setDirection(QBoxLayout.Direction.TopToBottom if wide else direction.LeftToRight)
        self._head.layout().setSpacing(0 if wide else SPACE[2])
        self._wide = wide
        self._fit()

    def set_required(self, required: bool) -> None:
        """Say in a word whether something must stand here."""
        if required != self._is_required or not self._is_told_required:
            self._is_required, self._is_told_required = required, True
            self._required.setVisible(required)
            self._show_in_head()

    def _show_in_head(self) -> None:
        if self._question is not None and self._is_open:
            self._question.show_standing(required=self._is_required, same=self._is_same)

    @property
    def _is_same(self) -> bool:
        return self._standing.has_standard and self._standing.standard is not None and not self._standing.differs

    def set_mark(self, has_standard: bool, standard: Any, differs: bool, remark: Remark | None) -> None:
        """Say how the value stands: what is wrong with it, else how it differs from the standard or that it does not.

        The button that takes the standard's value stands wherever that differs.
        """
        standing = Standing(has_standard, standard, differs, remark)
        if standing == self._standing and self._is_marked:
            return
        self._standing, self._is_marked = standing, True
        self.editor.show_standard(standard if has_standard else None)
        self._standard.setToolTip(f"{self._difference(standard)}。按一下改成标准的。")
        self._show_remark()

    def expect_same(self) -> None:
        """Have the line that most values get: it need not be added to a form that is seen."""
        self._field.say_same()

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be changed."""
        self._is_read_only, self._is_marked = read_only, False
        self.editor.set_read_only(read_only)
        self._standard.setVisible(self._standard.isVisibleTo(self) and not read_only)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus if read_only else Qt.FocusPolicy.NoFocus)

    def line(self) -> str:
        """Return the words under the editor."""
        remark = self._standing.remark
        if self._is_guided and remark is not None:
            return "" if self._is_not_wrong_yet else remark.text
        return "同标准" if self._is_guided and self._is_same else self._field.line()

    def _show_remark(self) -> None:
        """Write what there is to say under the editor; in the guide a remark has its fix beside it."""
        remark = self._standing.remark
        self._drop_note()
        self._show_in_head()
        self._show_offers()
        if remark is not None and self._is_guided:
            self._field.clear()
            if not self._is_not_wrong_yet:
                self.editor.setAccessibleDescription(remark.text)
                if self._is_open:
                    self._add_note(remark)
        elif remark is not None and remark.severity == "block":
            self._field.say_wrong(remark.text)
        elif remark is not None:
            self._field.say_warning(f"{SEVERITY_LABELS[remark.severity]}：{remark.text}")
        elif self._standing.differs:
            self._field.say_difference(self._difference(self._standing.standard))
        elif self._is_same and not self._is_guided:
            self._field.say_same()
        elif self._is_guided and not self._is_same and self.element.kind not in _SHOWING_EXAMPLES:
            self._field.say(example_of(self.element))
        else:
            self._field.clear()

    def _drop_note(self) -> None:
        if self._note is not None:
            self._note.hide()
            self._note.deleteLater()
            self._note = None

    def _add_note(self, remark: Remark) -> None:
        offers = self._offers()
        self._note = remark_note(remark, [(words, "", signal.emit) for words, signal in offers], self)
        self._under.addWidget(self._note)
        # At once: Qt shows what is added to a visible widget only a turn later.
        self._note.show()

    def _offers(self) -> list[tuple[str, SignalInstance]]:
        """Return what can be done about the remark: words of a button, and what it tells."""
        remark = self._standing.remark
        if remark is None or self._is_read_only:
            return []
        mend = [(remark.fix, self.wanted_fix)] if remark.fix else []
        return mend + ([("不用改", self.wanted_dismissal)] if remark.may_dismiss else [])

    def _show_offers(self) -> None:
        """Offer the standard's value, and beside the line of a plain row what a note of the guide does.

        What mends a remark stands in the place of the standard's value.
        """
        remark = self._standing.remark
        has_fix = remark is not None and bool(remark.fix)
        self._standard.setVisible(self._standing.differs and not self._is_read_only and not has_fix)
        while self._beside:
            button = self._beside.pop()
            button.hide()
            button.deleteLater()
        for words, signal in [] if self._is_guided else self._offers():
            button = Button(words, role="mini", parent=self._field)
            button.clicked.connect(signal.emit)
            self._line_under.insertWidget(self._line_under.count() - 1, button, 0, Qt.AlignmentFlag.AlignTop)
            button.show()
            self._beside.append(button)

    def _lay_out(self) -> None:
        self._is_read_only = self._is_marked = False
        tip = "\n".join(text for text in (self.element.question, self.element.help) if text)
        for part in (self._label, self.editor):
            part.setToolTip(tip)
        self._label.setBuddy(self.editor)
        self._head = QWidget(self)
        head = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(0)
        head.addWidget(self._label)
        head.addWidget(self._required)
        head.addStretch()
        # The line under the editor is the last part of a field.
        self._line_under = self._field.layout().itemAt(self._field.layout().count() - 1).layout()
        # Where no words stand before it, it would fill the line and look like a field.
        self._line_under.addWidget(self._standard, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self._standard.hide()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(self._head, 0, Qt.AlignmentFlag.AlignTop)
        self._line.addWidget(self._field, 1, Qt.AlignmentFlag.AlignTop)
        # Takes what is beyond the greatest width of an editor, which else would stand in the middle of it.
        self._line.addStretch(0)
        self._under = QVBoxLayout()
        self._under.setContentsMargins(0, 0, 0, 0)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addLayout(self._line, 1)
        self._outer.addLayout(self._under)
        self._wide = True

    def _make_guided(self) -> None:
        self._question = QuestionHead(self.element, self)
        self._show_in_head()
        self._outer.insertWidget(0, self._question)
        shown = folded(self.element, None, self._standing, required=self._is_required, looked_at=False)
        self._folded = FoldedRow(shown, self)
        self._folded.wanted.connect(self.wanted_open)
        self._outer.insertWidget(0, self._folded)

    def _show_open(self) -> None:
        """Show what belongs to the present form of the row; what has the keyboard is hidden last."""
        is_folded = self._is_guided and not self._is_open
        self._show_in_head()
        if self._question is not None:
            self._question.set_single(self._is_single)
            self._question.setVisible(self._is_guided and self._is_open)
        self._outer.setContentsMargins(*(_OPEN_MARGINS if self._is_guided and self._is_open else (0, 0, 0, 0)))
        indent = theme().scaled(_INDENT) if self._is_guided and not self._is_single else 0
        self._line.setContentsMargins(indent, SPACE[2] if self._is_guided and self._is_open else 0, 0, 0)
        self._under.setContentsMargins(indent, 0, 0, 0)
        self._field.setVisible(not is_folded)
        if is_folded:
            self._drop_note()
            self.show_standing(self._is_looked_at)
        elif self._is_guided and self._note is None and self._standing.remark and not self._is_not_wrong_yet:
            self._add_note(self._standing.remark)
        if self._folded is not None:
            self._folded.setVisible(is_folded)
        self.update()

    def _fit(self) -> None:
        body = theme().scaled(_LONGEST_BODY)
        self._field.setMaximumWidth(body)
        if self._wide:
            self._head.setFixedWidth(theme().scaled(_LABEL_WIDTH))
            # The first line of the label stands on the line of the editor's text.
            top = (theme().height("default") - theme().line_height("body")) // 2
            self._head.setContentsMargins(0, top, 0, 0)
        else:
            self._head.setMinimumWidth(0)
            self._head.setMaximumWidth(body)
            self._head.setContentsMargins(0, 0, 0, 0)

    def _difference(self, standard: Any) -> str:
        text = "；".join(standard_text(self.element, standard).splitlines())
        if not text:
            return "标准里这一栏是空的"
        return f"标准是 {text if len(text) <= _LONGEST_DIFFERENCE else text[: _LONGEST_DIFFERENCE - 1] + '…'}"
