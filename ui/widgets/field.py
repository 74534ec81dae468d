"""A field of a form: what it is called, where it is typed, and one line that says how it stands."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.metrics import SPACE
from ui.widgets.icon_view import IconView
from ui.widgets.labels import label
from ui.widgets.scrolled import bring_into_sight


class Field(QWidget):
    """A label above an editor and at most one line under it; the label is the editor's accessible name.

    `hint` is the line that stands while there is nothing else to say. An editor that may be higher than what is seen
    of it, as a list, has the line above (`says_above`).
    """

    def __init__(
        self,
        caption: str,
        editor: QWidget,
        hint: str = "",
        parent: QWidget | None = None,
        *,
        says_above: bool = False,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint = hint
        self._caption = label(caption, "caption", "text-muted")
        self._caption.setBuddy(editor)
        editor.setAccessibleName(caption)
        self._icon = IconView("pencil-line", "difference", 13, "caption")
        self._words = label("", "caption", "text-muted", wrap=True)
        self._lay_out(bool(caption), says_above)
        self.clear()

    def say(self, text: str) -> None:
        """Write a plain line under the editor."""
        self._write(text, "text-muted")

    def say_same(self) -> None:
        """Say that the value is the standard's."""
        self.say("同标准")

    def say_difference(self, text: str) -> None:
        """Say how the value differs from the standard."""
        self._write(text, "difference", "pencil-line")

    def say_warning(self, text: str) -> None:
        """Say what to look at once; nothing is stopped by it."""
        self._write(text, "warn", "triangle-alert")

    def say_wrong(self, text: str) -> None:
        """Say what has to be written instead."""
        self._write(text, "danger", "octagon-alert")

    def clear(self) -> None:
        """Go back to the hint, or to no line at all."""
        self.say(self._hint)

    def follow_typing(self) -> None:
        """Say nothing more of what was wrong: something else is being written now."""
        if self.editor.property("wrong"):
            self.clear()

    def set_caption(self, caption: str) -> None:
        """Change the words over the editor of a field that was made with some."""
        self._caption.setText(caption)
        self.editor.setAccessibleName(caption)

    def line(self) -> str:
        """Return the line that stands under the editor."""
        return self._words.text()

    def _lay_out(self, named: bool, says_above: bool) -> None:
        line = QHBoxLayout()
        line.setSpacing(SPACE[1])
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addWidget(self._caption)
        column.addWidget(self.editor)
        column.insertLayout(1 if says_above else 2, line)
        self._caption.setVisible(named)

    def _write(self, text: str, role: str, icon: str = "") -> None:
        if icon:
            self._icon.set_icon(icon, role)
        self._icon.setVisible(bool(icon))
        self._words.setText(text)
        self._words.set_colour(role)
        self._words.setVisible(bool(text))
        self.editor.setAccessibleDescription(text)
        if text and self.isVisible() and not self._is_scrolled_away():
            # The line makes the field taller, and the keyboard may come with what follows.
            QTimer.singleShot(0, self, self._show_line)
        self._mark("wrong", role == "danger")
        self._mark("differs", role == "difference")

    def _typed_in(self) -> QWidget | None:
        focused = self.window().focusWidget()
        return focused if focused is not None and self.isAncestorOf(focused) else None

    def _is_scrolled_away(self) -> bool:
        """Whether the clerk looks at something else than what has the keyboard here."""
        focused = self._typed_in()
        return focused is not None and focused.visibleRegion().isEmpty()

    def _show_line(self) -> None:
        """Have the line seen where it is typed."""
        if self._typed_in() is not None:
            bring_into_sight(self._words)

    def _mark(self, name: str, value: bool) -> None:
        # Never marked is not marked.
        if bool(self.editor.property(name)) == value:
            return
        self.editor.setProperty(name, value)
        # The style sheet reads properties only when a widget is polished.
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)
