"""The middle of the page: what the item is, how it stands, and its form."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.checks.finding import Finding
from app.standards.law_choices import LawChoice
from app.standards.models import Definition
from ui.editors.asking import Remark
from ui.editors.attachments import Shelf
from ui.editors.editor import holds
from ui.editors.form import Form
from ui.pages.drafting.decline_box import DeclineBox
from ui.pages.drafting.entry_head import EntryHead
from ui.pages.drafting.entry_tools import EntryTools
from ui.pages.drafting.records import EntryView
from ui.pages.drafting.standard_panel import StandardBox
from ui.pages.drafting.tab_order import TabOrder
from ui.pages.drafting.verdict_note import verdict_note
from ui.theme import theme
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.turns import turns
from ui.widgets.buttons import Button
from ui.widgets.fitting_scroll import FittingScroll
from ui.widgets.note import Note

_SEVERITIES = ("block", "warn", "hint")
# Where the line of tools stands without a box: under head, note and the question about the reason.
_OVER_BOX = 3
# Below this height, at 100 %, a single question has hardly any room.
_TIGHT = 300
# And below this one there would be none, were not everything else scrolled with it.
_VERY_TIGHT = 170
# What is seen at least of the question about the reason where it stands alone.
_LEAST_WHY = 60
_WHOLE = 10_000
# No higher than what is in it.
_FITTING = QSizePolicy.Policy.Maximum


def worst_findings(findings: Sequence[Finding]) -> dict[str, Finding]:
    """Return by element the finding that weighs most, the first of several."""
    worst = sorted((each for each in findings if each.element), key=lambda each: _SEVERITIES.index(each.severity))
    return {each.element: each for each in reversed(worst)}


def remarks_of(findings: Sequence[Finding], waiting: Mapping[str, str]) -> dict[str, Remark]:
    """Return by element the worst thing there is to say: what waits for being a value before any finding."""
    remarks = {element: _remark(finding) for element, finding in worst_findings(findings).items()}
    return remarks | {element: Remark("block", reason) for element, reason in waiting.items()}


def _remark(finding: Finding) -> Remark:
    fix = finding.fix.label if finding.fix is not None and finding.fix.changes else ""
    return Remark(finding.severity, finding.message, fix, bool(finding.about))


class _FormBox(QFrame):
    """The frame of the form. What is in it scrolls: it must not take the room of what stands above it."""

    def hasHeightForWidth(self) -> bool:
        """Its height is what is left, whatever its width."""
        return False

    def minimumSizeHint(self) -> QSize:
        """It gives way before anything above it is cut."""
        return QSize(super().minimumSizeHint().width(), 0)


class EntryPanel(QWidget):
    """Shows one entry after the other in one form per checklist.

    What the clerk types is told with the entry it belongs to: the one that is shown, not the one being fetched.
    """

    typed = Signal(str, str, object)
    """Entry, element and its newest value."""
    left = Signal()
    """The keyboard left an element, or a part of one is written."""
    element_entered = Signal(str)
    use_standard = Signal(str)
    use_fix = Signal(str)
    dismissal_asked = Signal(str)
    form_finished = Signal()
    taken_over = Signal(object)
    """What our reviewer proposes shall be taken over (`OpenReturn`)."""
    answer_asked = Signal(object)
    """What our reviewer said shall be answered (`OpenReturn`)."""
    ready = Signal()
    """The form that was to be made can show its entry now."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: EntryView | None = None
        self.findings: Sequence[Finding] = ()
        """What the check says about it."""
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
        self._soon.timeout.connect(lambda: turns().do(self._make_more, self))
        # So does the order of its parts, which changes where an entry has more of them.
        self._order_soon = QTimer(self, singleShot=True, interval=0)
        self._order_soon.timeout.connect(lambda: turns().do(self._order, self))
        self._locked: set[Form] = set()
        self._typed_at: dict[str, int] = {}
        self._clock = 0
        self._guided, self._single = True, False
        self._is_tight = self._is_very_tight = False
        self._looked_at: dict[str, set[str]] = {}
        self.head, self.tools = EntryHead(), EntryTools()
        self.standard = StandardBox("标准怎么写", self)
        self.standard.hide()
        self.more = Button("提示和依据", icon="chevron-right", role="link", compact=True)
        self.decline = DeclineBox()
        self._why = FittingScroll(self.decline, _WHOLE)
        self._note = QVBoxLayout()
        self._stack = _Pages()
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
            turns().do(lambda: self.prepare(definition), self)

    def is_ready(self, definition: Definition) -> bool:
        """Whether an entry of a checklist can be shown without making its form first."""
        return definition.code in self._filled

    def make_ready(self, view: EntryView) -> None:
        """Make the form for an entry and fill it, a part a turn of the loop; then it is `ready`."""
        self._wanted = view
        self._soon.start()

    def show_entry(self, view: EntryView, findings: Sequence[Finding], asked_at: int, unit: str, wanted: str) -> None:
        """Show an entry as it was read when `clock` stood at `asked_at`; `unit` is how the unit calls itself.

        `wanted`: the element to begin with, where it has one of that key.
        """
        other = self.shown is None or self.shown.id != view.id
        had_keyboard = self.form is not None and holds(self.form, self.window().focusWidget())
        if other:
            self._typed_at.clear()
            self.decline.close_box()
        self.shown, self.findings = view, findings
        form = self._form(view.definition)
        if other:
            form.forget_typing()
        form.set_suggestions(self.offers)
        self._fill(form, view, asked_at)
        self.head.show_entry(view)
        self._show_note(view, unit)
        self.tools.show_entry(view, unit)
        self._lock(form, view.not_applicable is not None)
        self._stack.setCurrentWidget(form)
        self._guide(form)
        if other:
            known = {element.key for element in view.definition.elements}
            first = wanted if wanted in known else ""
            form.begin(
                first, named=view.standard is not None, looked_at=self._looked_at_in(view), keyboard=had_keyboard
            )
        form.set_marks(view.standard, view.differing, remarks_of(findings, view.waiting))
        self._show_progress()
        self._order_soon.start()
        if other:
            form.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave a single question as much room as can be."""
        super().resizeEvent(event)
        is_single = self._guided and self._single
        was_tight = self._is_tight, self._is_very_tight
        self._is_very_tight = is_single and self.height() < theme().scaled(_VERY_TIGHT)
        self._is_tight = is_single and self.height() < theme().scaled(_TIGHT)
        self.head.set_tight(self._is_tight, very=self._is_very_tight)
        if (self._is_tight, self._is_very_tight) != was_tight:
            self._place_tools()
            self._make_room()

    def focus_element(self, element: str) -> None:
        """Take the keyboard to an element, if the form has it."""
        if self.form is not None and any(each.key == element for each in self.form.definition.elements):
            self.form.focus_element(element)

    def set_guided(self, guided: bool, *, single: bool) -> None:
        """Ask one question at a time, or show the whole form; `single`: only one question is seen."""
        self._guided, self._single = guided, single
        is_single = guided and single
        self._place_tools()
        self.tools.set_single(is_single)
        self._make_room()
        self._box.setProperty("surface", "" if is_single else "panel")
        # The style sheet reads properties only when a widget is polished.
        self._box.style().unpolish(self._box)
        self._box.style().polish(self._box)
        # A frame measures its line when it is told.
        QCoreApplication.sendEvent(self._box, QEvent(QEvent.Type.StyleChange))
        self._box.setSizePolicy(QSizePolicy.Policy.Preferred, _FITTING if guided else QSizePolicy.Policy.Expanding)
        if self.form is not None:
            self._guide(self.form)
            self._show_progress()

    def _place_tools(self) -> None:
        """Put the line of tools over the questions, or below the only one that is seen where there is no more room."""
        is_single = self._guided and self._single
        if is_single and self._is_very_tight and self.form is not None:
            self.form.put_below(self.tools)
        else:
            # Alone a question has no head: the line stands free over its box.
            (self._column if is_single else self._inside).insertWidget(_OVER_BOX if is_single else 0, self.tools)

    def _guide(self, form: Form) -> None:
        had_keyboard, is_single = holds(form, self.window().focusWidget()), self._guided and self._single
        # A form just made has not begun with a question yet.
        if form.set_guided(self._guided, single=is_single) and had_keyboard and form.guide.current:
            form.focus_element(form.guide.current)
        if is_single:
            form.put_below(self.standard)
            self._place_tools()
        # What is our own has no standard to be held against.
        self.standard.setVisible(is_single and self.shown is not None and self.shown.wording is not None)

    def _make_room(self) -> None:
        """Show the question about the reason; where one question stands alone, it is that."""
        is_asked, is_single = not self.decline.isHidden(), self._guided and self._single
        self._why.set_least(_LEAST_WHY if is_single else _WHOLE)
        self._why.setVisible(is_asked)
        for widget in (self.tools, self._box):
            widget.setVisible(not (is_asked and is_single))
        # It names the entry, too.
        self.head.setVisible(not (is_asked and self._is_tight))

    def _looked_at_in(self, view: EntryView) -> set[str]:
        """What the clerk has looked at in an item since the program was started; what is finished was looked at."""
        looked_at = self._looked_at.setdefault(view.id, set())
        if view.state in ("ready", "final"):
            looked_at.update(element.key for element in view.definition.elements)
        return looked_at

    def _show_progress(self) -> None:
        if self.shown is not None:
            self.tools.show_progress(self.form.guide, self.shown)

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
            form.parted.connect(self.left)
            form.parted.connect(form.forget_typing)
            form.current_element_changed.connect(lambda key: form is self.form and self.element_entered.emit(key))
            form.use_standard.connect(self.use_standard)
            form.use_fix.connect(self.use_fix)
            form.dismissal_asked.connect(self.dismissal_asked)
            form.guide.changed.connect(lambda: form is self.form and self._show_progress())
            form.finished.connect(self.form_finished)
            self._stack.addWidget(form)
            self._orders[definition.code] = TabOrder(self.tools.not_applicable, form)
        return self._forms[definition.code]

    def _make_more(self) -> None:
        """Make a row of the form that is wanted; of one that is made, fill a row; of a filled one tell."""
        definition = self._wanted.definition
        if definition.code in self._filled:
            self.ready.emit()
            return
        if definition.code in self._forms:
            # The values of an entry are set once more when it is shown; the first time takes the longest.
            if self._form(definition).fill_row(self._wanted.values):
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

    def _order(self) -> None:
        self._orders[self.shown.definition.code].follow()

    def _take_typed(self, key: str) -> None:
        if self.shown is None:
            return
        self._clock += 1
        self._typed_at[key] = self._clock
        self.typed.emit(self.shown.id, key, self.form.value(key))

    def _show_note(self, view: EntryView, unit: str) -> None:
        while (item := self._note.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        if view.entry is None and not (self._guided and self._single):
            words = "下面照标准填好了，一改或者一完成就采用。"
            self._note.addWidget(Note("info", "这一条还没有采用。", words, compact=True))
        elif view.not_applicable is not None:
            words = f"理由：{view.not_applicable}。要填这一条，先恢复为涉及。"
            self._note.addWidget(Note("info", f"{unit}不涉及这一条。", words, compact=True, icon="circle-slash"))
        if view.returned is not None:
            take, answer = partial(self.taken_over.emit, view.returned), partial(self.answer_asked.emit, view.returned)
            self._note.addWidget(verdict_note(view.returned, view.definition, take, answer))

    def _lay_out(self) -> None:
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_PADDING, 12, PAGE_PADDING, SPACE[3])
        column.setSpacing(SPACE[2])
        column.addWidget(self.head)
        column.addLayout(self._note)
        column.addWidget(self._why)
        self._why.hide()
        self.decline.turned.connect(self._make_room)
        # Written by a key it may be scrolled away.
        self.decline.reason.edited.connect(lambda: self._why.ensureWidgetVisible(self.decline.reason.line))
        self._box = _FormBox()
        self._box.setProperty("surface", "panel")
        self._inside = QVBoxLayout(self._box)
        self._inside.setContentsMargins(1, 1, 1, 1)
        self._inside.setSpacing(0)
        self._inside.addWidget(self.tools)
        self._inside.addWidget(self._stack, 1)
        column.addWidget(self._box, 1)
        self.standard.setProperty("ground", "sunken")
        self.standard.head.addWidget(self.more)
        column.addStretch(0)


class _Pages(QStackedWidget):
    """One form per checklist, as high as the one that is shown."""

    def sizeHint(self) -> QSize:
        """Of the form that is shown."""
        form = self.currentWidget()
        return super().sizeHint() if form is None else form.sizeHint()
