"""One element of a form: its label, its editor and how it stands to the standard."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from app.checks.finding import SEVERITY_LABELS
from app.standards.models import Element
from app.tables.official import standard_text
from ui.editors.attachments import Shelf
from ui.editors.kinds import editor_for
from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.labels import label

_LABEL_WIDTH = 112
_LONGEST_BODY = 760
_LONGEST_DIFFERENCE = 60


class FormRow(QWidget):
    """Label and editor, side by side or one above the other."""

    wanted_standard = Signal()

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
        self._lay_out()
        self._standard.clicked.connect(self.wanted_standard)
        theme().changed.connect(self._fit)
        self._fit()

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
        self._required.setVisible(required)

    def set_mark(self, has_standard: bool, standard: Any, differs: bool, finding: tuple[str, str] | None) -> None:
        """Say how the value stands: what is wrong with it, else how it differs from the standard or that it does not.

        `finding`: severity and sentence. The button that takes the standard's value stands wherever that differs.
        """
        mark = (has_standard, standard, differs, finding)
        if mark == self._mark:
            return
        self._mark = mark
        self._standard.setVisible(differs and not self._is_read_only)
        told = self._difference(standard)
        self._standard.setToolTip(f"{told}。按一下改成标准的。")
        if finding is not None and finding[0] == "block":
            self._field.say_wrong(finding[1])
        elif finding is not None:
            self._field.say_warning(f"{SEVERITY_LABELS[finding[0]]}：{finding[1]}")
        elif differs:
            self._field.say_difference(told)
        elif has_standard and standard is not None:
            self._field.say_same()
        else:
            self._field.clear()

    def expect_same(self) -> None:
        """Have the line that most values get: it need not be added to a form that is seen."""
        self._field.say_same()

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be changed."""
        self._is_read_only, self._mark = read_only, None
        self.editor.set_read_only(read_only)
        self._standard.setVisible(self._standard.isVisibleTo(self) and not read_only)

    def line(self) -> str:
        """Return the words under the editor."""
        return self._field.line()

    def _lay_out(self) -> None:
        self._is_read_only = False
        self._mark: tuple[bool, Any, bool, tuple[str, str] | None] | None = None
        self._label.setToolTip("\n".join(text for text in (self.element.question, self.element.help) if text))
        self._label.setBuddy(self.editor)
        self._head = QWidget(self)
        head = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(0)
        head.addWidget(self._label)
        head.addWidget(self._required)
        head.addStretch()
        # The line under the editor is the last part of a field.
        under = self._field.layout().itemAt(self._field.layout().count() - 1).layout()
        under.addWidget(self._standard, 0, Qt.AlignmentFlag.AlignTop)
        self._standard.hide()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(self._head, 0, Qt.AlignmentFlag.AlignTop)
        self._line.addWidget(self._field, 1, Qt.AlignmentFlag.AlignTop)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._line, 1)
        self._wide = True

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
