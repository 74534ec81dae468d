"""The form of a checklist: every element of its definition with the editor of its kind."""

from collections.abc import Mapping, Sequence, Set
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from app.standards.models import Definition
from app.standards.values import is_required
from ui.editors.asking import Remark
from ui.editors.attachments import Shelf
from ui.editors.editor import Editor, holds
from ui.editors.form_row import FormRow
from ui.editors.guide import Guide
from ui.editors.line import forget_typing
from ui.theme import theme
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.dressed_when_shown import DressedWhenShown
from ui.widgets.labels import label

# Below this width, at 100 %, labels stand above their editors.
_NARROW = 560
# Room kept above and below an element that is scrolled to, in pixels.
_ROOM = 48
# The focus ring stands outside of what it is drawn around.
_RING = 4


class Form(DressedWhenShown, QScrollArea):
    """Built once for a definition; `set_values` shows one entry after the other in the same widgets.

    `suggestions` are offered by element key, `shelf` is where attachments come from: see `editor_for`. Enter goes to
    the next element, from the last one it is `finished`. Where not `at_once` it is made row by row with `make_row`,
    with all that the guide shows of a row, and cannot be used before that has said that it is complete. `guide`, when
    it is turned on, folds all rows but one.
    """

    typed = Signal(str)
    """The clerk changed the element of that key."""
    left = Signal(str)
    """The keyboard focus left the element of that key."""
    parted = Signal()
    """A part of an element is written: what was typed so far shall be taken back by itself."""
    use_standard = Signal(str)
    """The clerk wants the standard's value for the element of that key."""
    use_fix = Signal(str)
    """The clerk wants what the remark on the element of that key offers."""
    dismissal_asked = Signal(str)
    """The clerk says that what the remark on the element of that key is about may stand."""
    current_element_changed = Signal(str)
    """The keyboard focus came to the element of that key."""
    finished = Signal()

    def __init__(
        self,
        definition: Definition,
        *,
        suggestions: Mapping[str, Sequence[Any]] | None = None,
        shelf: Shelf | None = None,
        at_once: bool = True,
    ) -> None:
        super().__init__()
        self.definition = definition
        self._missing, self._at_once = list(definition.elements), at_once
        self._is_complete = False
        self._plain: list[FormRow] = []
        self._unfilled = [element.key for element in definition.elements]
        self._suggestions, self._shelf = suggestions or {}, shelf
        # Parents come first: moving finished widgets below a new parent takes longer than making them.
        self._body = _Body()
        self._body.setProperty("surface", "raised")
        self._body.measured.connect(self.updateGeometry)
        self.setWidget(self._body)
        self._rows: dict[str, FormRow] = {}
        self._headings: list[tuple[QWidget, list[str]]] = []
        self.guide = Guide(definition, self._rows, self)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The form is gone through element by element, not by its scroll area.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._current: str | None = None
        self._differing: Set[str] = frozenset()
        self._is_wide: bool | None = None
        self._keeps_in_sight = False
        while at_once and not self.make_row():
            pass

    def make_row(self) -> bool:
        """Make one more row, or what the guide shows of the last one; whether the form is complete."""
        if self._plain:
            self._plain.pop().expect_guide()
        elif self._missing:
            element = self._missing.pop(0)
            suggestions = self._suggestions.get(element.key, ())
            row = self._rows[element.key] = FormRow(element, suggestions, self._shelf, self._body)
            if not self._at_once:
                self._plain.append(row)
        is_complete = not (self._missing or self._plain)
        if is_complete and not self._is_complete:
            self._is_complete = True
            self._complete()
        return is_complete

    def _complete(self) -> None:
        self._lay_out()
        for key, row in self._rows.items():
            self._connect(key, row)
        # After the editors' own connections: what is left is told before what is come to.
        QApplication.instance().focusChanged.connect(self._follow_focus)
        # The form may have got its width before it had rows.
        self._is_wide = None
        self._fit()
        self._show_required()
        self.guide.stepped.connect(self._step)
        self.guide.changed.connect(self._follow_guide)
        theme().changed.connect(self._fit)
        theme().changed.connect(self.keep_in_sight)
        self.verticalScrollBar().rangeChanged.connect(self._reveal_focused)
        self.verticalScrollBar().actionTriggered.connect(self._let_scroll)

    def forget_typing(self) -> None:
        """Forget what the editors could take back: it was stored, or another entry is shown next.

        From now on Ctrl+Z is the window's, which takes back what was stored; an editor's own would type it anew.
        """
        for text in self.findChildren(QPlainTextEdit):
            text.document().clearUndoRedoStacks()
        for line in self.findChildren(QLineEdit):
            forget_typing(line)

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show the values of an entry; an element without one is empty."""
        for key, row in self._rows.items():
            row.editor.set_value(values.get(key))
        self._show_required()

    def fill_row(self, values: Mapping[str, Any]) -> bool:
        """Set the value of one more row that has none yet; whether each has had one."""
        if self._unfilled:
            key = self._unfilled.pop(0)
            self._rows[key].editor.set_value(values.get(key))
        return not self._unfilled

    def set_suggestions(self, suggestions: Mapping[str, Sequence[Any]]) -> None:
        """Offer something else from now on, by element key; what is not named stays."""
        for key, offered in suggestions.items():
            if key in self._rows:
                self._rows[key].editor.set_suggestions(offered)

    def values(self) -> dict[str, Any]:
        """Return what stands in the form, by key; see `Editor.value`."""
        return {key: row.editor.value() for key, row in self._rows.items()}

    def value(self, key: str) -> Any:
        """Return what stands in one element."""
        return self._rows[key].editor.value()

    def set_value(self, key: str, value: Any) -> None:
        """Show the value of one element."""
        self._rows[key].editor.set_value(value)
        self._show_required()

    def set_marks(
        self,
        standard: Mapping[str, Any] | None,
        differing: Set[str],
        remarks: Mapping[str, Remark],
    ) -> None:
        """Say at each element how it stands.

        `standard`: the values as adopting would write them, None where there is no standard. `differing`: keys of
        the elements that are not as there. `remarks`: what the check says by key.
        """
        self._differing = frozenset(differing)
        for key, row in self._rows.items():
            differs = standard is not None and key in differing
            row.set_mark(standard is not None, (standard or {}).get(key), differs, remarks.get(key))
        self.guide.follow({key for key, remark in remarks.items() if remark.severity != "hint"} | set(differing))

    def expect_same(self) -> None:
        """Make room for what `set_marks` will say at most elements."""
        for row in self._rows.values():
            row.expect_same()

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be changed; computed elements never can be."""
        for row in self._rows.values():
            row.set_read_only(read_only or row.element.computed)

    def focus_element(self, key: str) -> None:
        """Scroll to an element and put the keyboard focus into it; in the guide its question opens."""
        if self.guide.is_on:
            self._open(key)
            # Who is led here is told why.
            self._rows[key].set_fresh(False)
        else:
            self._rows[key].setVisible(True)
            self._rows[key].editor.focus_first()
            self._reveal(key)

    def begin(self, first: str, *, named: bool, looked_at: set[str], keyboard: bool) -> None:
        """Begin another entry with one of its questions; `keyboard`: the keyboard goes there. See `Guide.begin`."""
        self.guide.begin(first, named=named, looked_at=looked_at, keyboard=keyboard and self.guide.is_on)

    def set_guided(self, on: bool, *, single: bool = False) -> bool:
        """Ask one question at a time, or show all editors; `single`: nothing but the open question is seen.

        Returns whether that is a change.
        """
        if not self.guide.turn(on, single=single):
            return False
        column = self._body.layout()
        around = (0, 0, 0, 0) if on else (PAGE_PADDING, SPACE[3], PAGE_PADDING, SPACE[4])
        column.setContentsMargins(*around)
        column.setSpacing(SPACE[3] if single or not on else 0)
        self._body.setProperty("surface", "" if single else "raised")
        # Measuring the form polished it already, and the style sheet reads properties only then.
        self.style().unpolish(self._body)
        self.style().polish(self._body)
        for heading, _ in self._headings:
            heading.setContentsMargins(*((14, SPACE[2], 14, SPACE[1]) if on else (0, SPACE[1], 0, 0)))
        self.updateGeometry()
        return True

    def put_below(self, widget: QWidget) -> None:
        """Let a widget stand under the last row and be scrolled with the form."""
        column = self._body.layout()
        if column.indexOf(widget) < 0:
            column.insertWidget(column.count() - 1, widget)

    def sizeHint(self) -> QSize:
        """In the guide as high as its questions."""
        hint = super().sizeHint()
        return QSize(hint.width(), self._body.layout().totalHeightForWidth(self.width())) if self.guide.is_on else hint

    def editor(self, key: str) -> Editor:
        """Return the editor of an element."""
        return self._rows[key].editor

    def line(self, key: str) -> str:
        """Return the words under the editor of an element."""
        return self._rows[key].line()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put labels beside or above their editors."""
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._body)
        column.setContentsMargins(PAGE_PADDING, SPACE[3], PAGE_PADDING, SPACE[4])
        column.setSpacing(SPACE[3])
        section = None
        for key, row in self._rows.items():
            named = _section(self.definition, key)
            if named and named != section:
                self._headings.append((label(named, "section"), []))
                column.addWidget(self._headings[-1][0])
            if named:
                self._headings[-1][1].append(key)
            section = named
            column.addWidget(row)
        column.addStretch()

    def _connect(self, key: str, row: FormRow) -> None:
        row.editor.typed.connect(lambda: self._follow(key))
        row.editor.left.connect(lambda: self.left.emit(key))
        row.editor.parted.connect(self.parted)
        row.editor.finished.connect(lambda: self._go_on(key))
        row.wanted_standard.connect(lambda: self.use_standard.emit(key))
        row.wanted_fix.connect(lambda: self.use_fix.emit(key))
        row.wanted_dismissal.connect(lambda: self.dismissal_asked.emit(key))
        row.wanted_open.connect(lambda: self._open(key))
        if row.element.computed:
            row.set_read_only(True)

    def _follow(self, key: str) -> None:
        self._show_required()
        self.guide.ask_anew()
        self.typed.emit(key)

    def _follow_focus(self, _: QWidget | None, new: QWidget | None) -> None:
        if new is None or QApplication.activePopupWidget() is not None:
            return
        self.guide.watch(new)
        current = next((key for key, row in self._rows.items() if holds(row, new)), None)
        if current not in (None, self._current):
            # What the mouse is pressing must not move away under it.
            if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
                self._reveal(current)
            self.current_element_changed.emit(current)
        self._current = current

    def _reveal(self, key: str) -> None:
        """Scroll so that an element is seen with the line under it, of a tall one what is asked and where one types."""
        row, typed_in = self._rows[key], QApplication.focusWidget()
        if row.height() > self.viewport().height():
            self.verticalScrollBar().setValue(row.y())
        else:
            self.ensureWidgetVisible(row, 0, _ROOM)
        if typed_in is not None and row.isAncestorOf(typed_in):
            self.ensureWidgetVisible(typed_in, 0, _RING)

    def keep_in_sight(self) -> None:
        """Rows take their new sizes one after the other, or the form itself becomes lower; until the clerk scrolls,
        what is edited stays in sight."""
        self._keeps_in_sight = True

    def _let_scroll(self) -> None:
        self._keeps_in_sight = False

    def _reveal_focused(self) -> None:
        if (
            self._keeps_in_sight
            and self._current is not None
            and holds(self._rows[self._current], QApplication.focusWidget())
        ):
            self._reveal(self._current)

    def step(self, step: int) -> None:
        """Go to the next question (1) or the one before (-1), past the last one it is `finished`."""
        self._step(self.guide.current, step)

    def _go_on(self, key: str) -> None:
        keys = list(self._rows)
        behind = (each for each in keys[keys.index(key) + 1 :] if not self._rows[each].isHidden())
        following = self.guide.neighbour(key, 1) if self.guide.is_on else next(behind, "")
        if following and self.guide.is_on:
            self._open(following)
        elif following:
            self.focus_element(following)
        else:
            self.finished.emit()

    def _step(self, key: str, step: int) -> None:
        if step > 0:
            self._go_on(key)
        elif before := self.guide.neighbour(key, -1):
            self.focus_element(before)

    def _open(self, key: str) -> None:
        """Open a question and take the keyboard there."""
        self.guide.open(key, keyboard=True)
        self._body.layout().activate()
        self.keep_in_sight()
        self._reveal(key)

    def _follow_guide(self) -> None:
        """Show headings over what is asked."""
        for heading, keys in self._headings:
            heading.setVisible(not self.guide.is_single and not all(self._rows[key].isHidden() for key in keys))
        if not self.guide.is_on:
            self._show_required()

    def _show_required(self) -> None:
        conditions = {row.element.required_when.element for row in self._rows.values() if row.element.required_when}
        values = {key: self._rows[key].editor.value() for key in conditions if key in self._rows}
        for row in self._rows.values():
            row.set_required(is_required(row.element, values))
        if not self.guide.is_on:
            self._show_called_for(values)

    def _show_called_for(self, values: Mapping[str, Any]) -> None:
        """Leave out what only another answer would call for, unless it holds something, differs or is being typed."""
        for key, row in self._rows.items():
            if row.element.required_when is not None:
                holds_something = row.editor.value() is not None or key in self._differing
                is_typed = holds(row, QApplication.focusWidget())
                row.setVisible(is_required(row.element, values) or holds_something or is_typed)

    def _fit(self) -> None:
        is_wide = self.width() >= theme().scaled(_NARROW)
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            for row in self._rows.values():
                row.set_wide(is_wide)


class _Body(QWidget):
    """Tells when what is in it takes another room."""

    measured = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.measured.emit()
        return super().event(event)


def _section(definition: Definition, key: str) -> str:
    element = definition.element(key)
    return " · ".join(name for name in (element.stage, element.group) if name)
