"""Editors that choose: one of a few, one of many, several, yes or no."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from app.standards.models import Element
from app.tables.official import as_typed
from ui.editors.columns_flow import ColumnsFlow
from ui.editors.editor import Editor
from ui.editors.keys import ENTER, is_ctrl_enter
from ui.editors.quiet_combo import QuietCombo
from ui.editors.texts import only
from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.widgets.flow import Flow
from ui.widgets.labels import label

_NO_ANSWER = "不填"
_MOST_COLUMNS = 3
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_LEAST_WIDTH = 96


class RadioEditor(Editor):
    """One of up to five choices. An answer that may be left out can be taken back."""

    def __init__(self, element: Element, suggestions: Sequence[Any] = ()) -> None:
        super().__init__(element)
        self._answers: dict[str, Any] = self.answers()
        self._buttons = {word: _Radio(word) for word in self._answers}
        self._group = QButtonGroup(self)
        self._strange = label("", "caption", "warn", wrap=True)
        self._strange.hide()
        flow = Flow(gap=SPACE[4], line_gap=0)
        for button in self._buttons.values():
            self._group.addButton(button)
            flow.addWidget(button)
            button.clicked.connect(self.changed)
            button.finished.connect(self.finished)
            button.moved.connect(self._move)
        column = only(self)
        column.addLayout(flow)
        column.addWidget(self._strange)

    def answers(self) -> dict[str, Any]:
        """Return the words of the buttons with the values they stand for."""
        answers = {word: word for word in self.element.choice_labels}
        return answers if self.element.required else answers | {_NO_ANSWER: None}

    def changed(self) -> None:
        """Forget what could not be shown, now that something was chosen."""
        if not self._setting:
            self._strange.hide()
        super().changed()

    def show_value(self, value: Any) -> None:
        """Choose the button of the value; none where it has none, with the value in words beneath."""
        self._group.setExclusive(False)
        for word, button in self._buttons.items():
            button.setChecked(self._answers[word] == value and self._answers[word] is not None)
        self._group.setExclusive(True)
        self._show_strange("" if value in self._answers.values() else as_typed(value))

    def read_value(self) -> Any:
        """Return the value of the chosen button."""
        return next((self._answers[word] for word, button in self._buttons.items() if button.isChecked()), None)

    def inputs(self) -> Sequence[QWidget]:
        """Return the chosen button first: it is where Tab goes."""
        buttons = list(self._buttons.values())
        return sorted(buttons, key=lambda button: not button.isChecked())

    def setAccessibleName(self, name: str) -> None:
        """Name the group; each button is named by its own words."""
        QWidget.setAccessibleName(self, name)
        for word, button in self._buttons.items():
            button.setAccessibleName(f"{name} {word}")

    def _move(self, step: int) -> None:
        """Choose the answer so many on from the one with the keyboard, round and round."""
        buttons = list(self._buttons.values())
        chosen = buttons[(buttons.index(self.sender()) + step) % len(buttons)]
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)
        chosen.click()

    def _show_strange(self, text: str) -> None:
        self._strange.setText(f"现在写的是“{text}”，不在这几项里，请重新选。")
        self._strange.setVisible(bool(text))


class FlagEditor(RadioEditor):
    """Yes or no. A single box could not tell “no” from “not answered yet”."""

    def answers(self) -> dict[str, Any]:
        """Return the two words, and a third where no answer is needed."""
        answers: dict[str, Any] = {"是": True, "否": False}
        return answers if self.element.required else answers | {_NO_ANSWER: None}


class ComboEditor(Editor):
    """One of many choices; typing part of one offers those that contain it."""

    def __init__(self, element: Element, suggestions: Sequence[Any] = ()) -> None:
        super().__init__(element)
        self._combo = QuietCombo(element.choice_labels, typing=True)
        self._combo.fit_contents()
        self._combo.lineEdit().setPlaceholderText("选一项")
        self._combo.editTextChanged.connect(self.changed)
        self._combo.finished.connect(self.finished)
        only(self).addWidget(self._combo, 0, Qt.AlignmentFlag.AlignLeft)

    def show_value(self, value: Any) -> None:
        """Choose the value, or write it where it is no choice."""
        text = as_typed(value)
        self._combo.setCurrentIndex(self._combo.findText(text) if text else -1)
        self._combo.setEditText(text)

    def read_value(self) -> str | None:
        """Return what is chosen or typed."""
        return self._combo.currentText().strip() or None

    def inputs(self) -> Sequence[QWidget]:
        """Return the combo box."""
        return (self._combo,)


class ChoicesEditor(Editor):
    """Any number of choices, in columns."""

    def __init__(self, element: Element, suggestions: Sequence[Any] = ()) -> None:
        super().__init__(element)
        self._boxes = {word: Box(word) for word in element.choice_labels}
        flow = ColumnsFlow(_MOST_COLUMNS)
        for box in self._boxes.values():
            flow.addWidget(box)
            box.clicked.connect(self.changed)
            box.finished.connect(self.finished)
        only(self).addLayout(flow)

    def show_value(self, value: Any) -> None:
        """Tick the choices of the value."""
        chosen = value if isinstance(value, list) else []
        for word, box in self._boxes.items():
            box.setChecked(word in chosen)

    def read_value(self) -> list[str] | None:
        """Return the ticked choices in their own order."""
        return [word for word, box in self._boxes.items() if box.isChecked()] or None

    def inputs(self) -> Sequence[QWidget]:
        """Return the boxes."""
        return tuple(self._boxes.values())

    def setAccessibleName(self, name: str) -> None:
        """Name the group; each box is named by its own words."""
        QWidget.setAccessibleName(self, name)
        for word, box in self._boxes.items():
            box.setAccessibleName(f"{name} {word}")


class _Giving:
    """A button whose words give way to an ellipsis where the form is too narrow; the tooltip has them whole."""

    finished = Signal()
    _CONTROL: QStyle.ControlElement
    _CONTENTS: QStyle.SubElement

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Narrow down to a few characters."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), theme().scaled(_LEAST_WIDTH)), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button with as much of its words as there is room for."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(self._CONTENTS, option, self).width()
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        QStylePainter(self).drawControl(self._CONTROL, option)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the tooltip to words that are cut."""
        super().resizeEvent(event)
        self.setToolTip(self.text() if self.width() < self.sizeHint().width() else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on at Enter; choose with Space, move with arrows."""
        if event.key() in ENTER and not is_ctrl_enter(event):
            self.finished.emit()
        else:
            super().keyPressEvent(event)


class _Radio(_Giving, QRadioButton):
    """A radio button from which Enter goes on. Qt's own arrows stop at the end of a line."""

    moved = Signal(int)
    _CONTROL = QStyle.ControlElement.CE_RadioButton
    _CONTENTS = QStyle.SubElement.SE_RadioButtonContents

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the next answer or the one before, whichever line it stands in."""
        if event.key() in _MOVES and event.modifiers() in _PLAIN:
            self.moved.emit(_MOVES[event.key()])
        else:
            super().keyPressEvent(event)


class Box(_Giving, QCheckBox):
    """A tick box from which Enter goes on."""

    _CONTROL = QStyle.ControlElement.CE_CheckBox
    _CONTENTS = QStyle.SubElement.SE_CheckBoxContents
