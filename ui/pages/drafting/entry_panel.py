"""The middle of the page: what the item is, how it stands, and its form."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.checks.finding import Finding
from app.standards.law_choices import LawChoice
from app.standards.models import Definition
from ui.editors.attachments import Shelf
from ui.editors.form import Form
from ui.pages.drafting.decline_box import DeclineBox
from ui.pages.drafting.entry_head import EntryHead
from ui.pages.drafting.records import EntryView
from ui.pages.drafting.tab_order import TabOrder
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.note import Note

_SEVERITIES = ("block", "warn", "hint")


def marks_of(findings: Sequence[Finding], waiting: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return by element the worst thing there is to say: what waits for being a value before any finding."""
    marks: dict[str, tuple[str, str]] = {}
    for severity in reversed(_SEVERITIES):
        marks |= {f.element: (severity, f.message) for f in findings if f.severity == severity and f.element}
    return marks | {element: ("block", reason) for element, reason in waiting.items()}


class EntryPanel(QWidget):
    """Shows one entry after the other in one form per checklist.

    What the clerk types is told with the entry it belongs to: the one that is shown, not the one being fetched.
    """

    typed = Signal(str, str, object)
    """Entry, element and its newest value."""
    left = Signal()
    """The keyboard left an element."""
    element_entered = Signal(str)
    use_standard = Signal(str)
    form_finished = Signal()
    ready = Signal()
    """The form that was to be made can show its entry now."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: EntryView | None = None
        self.citations: Sequence[LawChoice] = ()
        self.offers: Mapping[str, Sequence[str]] = {}
        self.shelf: Shelf | None = None
        self._forms: dict[str, Form] = {}
        self._begun: dict[str, Form] = {}
        self._orders: dict[str, TabOrder] = {}
        self._filled: set[str] = set()
        self._wanted: EntryView | None = None
        # A form takes too long for one turn of the loop.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._make_more)
        self._locked: set[Form] = set()
        self._typed_at: dict[str, int] = {}
        self._clock = 0
        self.head = EntryHead()
        self.whole_standard = Button("整条照标准", icon="undo-2", role="link", compact=True)
        self.not_applicable = Button("", icon="circle-slash", role="link", compact=True)
        self.decline = DeclineBox()
        self._note = QVBoxLayout()
        self._stack = QStackedWidget()
        self._lay_out()

    @property
    def clock(self) -> int:
        """How often something was typed: what was read before the latest typing must not overwrite it."""
        return self._clock

    @property
    def form(self) -> Form | None:
        """The form of the entry that is shown."""
        return self._forms.get(self.shown.definition.code) if self.shown else None

    def prepare(self, definition: Definition) -> None:
        """Make the form of a checklist ahead of time, a row a turn of the loop."""
        if definition.code in self._forms:
            return
        if self._begin(definition).make_row():
            self._form(definition).expect_same()
        else:
            QTimer.singleShot(0, self, lambda: self.prepare(definition))

    def is_ready(self, definition: Definition) -> bool:
        """Whether an entry of a checklist can be shown without making its form first."""
        return definition.code in self._filled

    def make_ready(self, view: EntryView) -> None:
        """Make the form for an entry and fill it, a part a turn of the loop; then it is `ready`."""
        self._wanted = view
        self._soon.start()

    def show_entry(self, view: EntryView, findings: Sequence[Finding], asked_at: int, unit: str) -> None:
        """Show an entry as it was read when `clock` stood at `asked_at`; `unit` is how the unit calls itself."""
        other = self.shown is None or (self.shown.place, self.shown.key) != (view.place, view.key)
        if other:
            self._typed_at.clear()
            self.decline.hide()
        self.shown = view
        form = self._form(view.definition)
        if other:
            form.forget_typing()
        form.set_suggestions(self.offers)
        self._fill(form, view, asked_at)
        self.head.show_entry(view)
        self._show_note(view, unit)
        self._show_tools(view, unit)
        self._lock(form, view.entry is None or view.not_applicable is not None)
        form.set_marks(view.standard, view.differing, marks_of(findings, view.waiting))
        self._stack.setCurrentWidget(form)
        self._orders[view.definition.code].follow()
        if other:
            form.verticalScrollBar().setValue(0)

    def focus_element(self, element: str) -> None:
        """Take the keyboard to an element, if the form has it."""
        if self.form is not None and any(each.key == element for each in self.form.definition.elements):
            self.form.focus_element(element)

    def _lock(self, form: Form, locked: bool) -> None:
        if locked or form in self._locked:
            form.set_read_only(locked)
        (self._locked.add if locked else self._locked.discard)(form)

    def _fill(self, form: Form, view: EntryView, asked_at: int) -> None:
        newer = {key for key, at in self._typed_at.items() if at > asked_at}
        if not newer:
            form.set_values(view.values)
            return
        for element in view.definition.elements:
            if element.key not in newer:
                form.set_value(element.key, view.values.get(element.key))

    def _form(self, definition: Definition) -> Form:
        if definition.code not in self._forms:
            form = self._forms[definition.code] = self._begin(definition)
            del self._begun[definition.code]
            while not form.make_row():
                pass
            form.typed.connect(self._take_typed)
            form.left.connect(lambda key: self.left.emit())
            form.current_element_changed.connect(lambda key: form is self.form and self.element_entered.emit(key))
            form.use_standard.connect(self.use_standard)
            form.finished.connect(self.form_finished)
            form.widget().setProperty("surface", "raised")
            # Measuring the form polished it already, and the style sheet reads properties only then.
            form.style().unpolish(form.widget())
            form.style().polish(form.widget())
            self._stack.addWidget(form)
            self._orders[definition.code] = TabOrder(self.not_applicable, form)
        return self._forms[definition.code]

    def _make_more(self) -> None:
        """Make a row of the form that is wanted; of one that is made, fill it; of a filled one tell."""
        definition = self._wanted.definition
        if definition.code in self._filled:
            self.ready.emit()
            return
        if definition.code in self._forms:
            self._form(definition).set_values(self._wanted.values)
            self._filled.add(definition.code)
        elif self._begin(definition).make_row():
            self._form(definition).expect_same()
        self._soon.start()

    def _begin(self, definition: Definition) -> Form:
        if definition.code not in self._begun:
            suggestions = self._suggestions(definition)
            self._begun[definition.code] = Form(definition, suggestions=suggestions, shelf=self.shelf, at_once=False)
        return self._begun[definition.code]

    def _suggestions(self, definition: Definition) -> dict[str, Sequence[Any]]:
        return {element.key: self.citations for element in definition.elements if element.kind == "citations"}

    def _take_typed(self, key: str) -> None:
        if self.shown is None or self.shown.entry is None:
            return
        self._clock += 1
        self._typed_at[key] = self._clock
        self.typed.emit(self.shown.entry, key, self.form.value(key))

    def _show_note(self, view: EntryView, unit: str) -> None:
        while (item := self._note.takeAt(0)) is not None:
            item.widget().deleteLater()
        if view.entry is None:
            words = "下面是照标准写好的样子，采用以后就可以改。"
            self._note.addWidget(Note("info", "这一条还没有采用。", words, compact=True))
        elif view.not_applicable is not None:
            words = f"理由：{view.not_applicable}。要填这一条，先恢复为涉及。"
            self._note.addWidget(Note("info", f"{unit}不涉及这一条。", words, compact=True, icon="circle-slash"))

    def _show_tools(self, view: EntryView, unit: str) -> None:
        declined = view.not_applicable is not None
        count = f"{len(view.differing)} 项与标准不同" if view.differing else ""
        self._elements.setText("，".join(part for part in (f"{len(view.definition.elements)} 项", count) if part))
        self.whole_standard.setVisible(view.entry is not None and view.standard is not None and not declined)
        differs = bool(view.differing or view.waiting)
        self.whole_standard.set_available(differs, "每一项都和标准一样")
        self.not_applicable.setText("恢复为涉及" if declined else f"{unit}不涉及")
        self.not_applicable.set_icon("undo-2" if declined else "circle-slash")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_PADDING, 12, PAGE_PADDING, SPACE[3])
        column.setSpacing(SPACE[2])
        column.addWidget(self.head)
        column.addLayout(self._note)
        column.addWidget(self.decline)
        column.addWidget(self._box(), 1)

    def _box(self) -> QFrame:
        self._elements = label("", "strong")
        head = QFrame()
        head.setProperty("surface", "header")
        head.setProperty("line", "bottom")
        line = QHBoxLayout(head)
        line.setContentsMargins(14, 4, 14, 4)
        line.setSpacing(18)
        line.addWidget(self._elements)
        line.addStretch(1)
        line.addWidget(self.whole_standard, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.not_applicable, 0, Qt.AlignmentFlag.AlignVCenter)
        box = QFrame()
        box.setProperty("surface", "panel")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(head)
        inside.addWidget(self._stack, 1)
        return box
