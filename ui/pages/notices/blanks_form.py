"""The blanks of a notice as fields, side by side as far as there is room."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.calendar.due_date import caution_in
from app.notices.answers import FULL_LIST, SUMS_REASON
from app.notices.blanks import Blank
from app.notices.filled_notice import NoticePeriod
from app.notices.periods import UNIT_WORDS, is_moved
from app.standards.models import Element
from ui.editors.editor import Editor
from ui.editors.growing_text import GrowingText
from ui.editors.kinds import editor_for
from ui.pages.notices.draft import CONTACT, shown_day
from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.labels import label

DAYS = "notice_days"
_WIDTHS = {"date": 250, "phone": 168, "money": 140, "number": 120}
_SHORT = {"year": 76, "month": 68, "quarter": 68, "office_hours": 144, DAYS: 112}
_WIDE = {FULL_LIST: 380, SUMS_REASON: 560}
_PLACES = ("village", "township", "county")
_PLACE, _TEXT = 128, 216
# Where and when come first, then how long, what is particular to this notice, whom to ask, who signs.
_ORDER = (("village", "year", "month", "quarter"), ("publish_date", "start_date", "end_date", DAYS))
_LAST = (("township", "county"), CONTACT, ("publisher",), (SUMS_REASON, FULL_LIST))
_LABELS = {DAYS: "公示几日", FULL_LIST: "网上全文的网址，印成二维码"}
NOTHING: Mapping[str, str] = {}
# Fields made between two turns of the window: all together would be felt.
_AT_A_MOMENT = 3


class PeriodWords(QWidget):
    """From when to when a notice stays posted, and how that was counted."""

    def __init__(self) -> None:
        super().__init__()
        self._when = label("", "table")
        self._how = label("", "caption", "text-muted", wrap=True)
        self._moved = label("", "caption", "warn")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme().line_height("caption") // 2, 0, 0)
        column.setSpacing(0)
        for line in (self._when, self._how, self._moved):
            column.addWidget(line)

    def show_period(self, period: NoticePeriod | None) -> None:
        """Say the days; nothing while they are not known."""
        self.setVisible(period is not None)
        if period is not None:
            self._when.setText(f"从 {shown_day(period.start)} 到 {shown_day(period.end)}")
            kind = "个自然日" if period.unit == "day" else UNIT_WORDS[period.unit]
            caution = caution_in(period.explanation) if period.inferred else ""
            inferred = f"，是推算的：{caution}" if caution else "，放假安排没公布，是推算的" if period.inferred else ""
            self._how.setText(f"张贴次日起算，{period.days} {kind}{inferred}")
            self._moved.setText(moved_words(period))
            self._moved.setVisible(is_moved(period))
            self.setToolTip("\n".join(period.explanation))

    def words(self) -> str:
        """What is said."""
        lines = (self._when.text(), self._how.text(), self._moved.text())
        return " ".join(filter(None, lines))


def moved_words(period: NoticePeriod) -> str:
    """That the last day was moved, "" where it was not."""
    return f"最后一天是休息日，顺延到 {shown_day(period.end)}" if is_moved(period) else ""


class BlanksForm(QWidget):
    """A field for each blank a person has to fill; those the list or the calendar tells are hidden."""

    typed = Signal(str, str)
    """Key and answer as typed, "" for none."""
    cells_pasted = Signal()
    """A table is on the clipboard and was pasted into a blank: no blank holds one."""
    made = Signal()
    """The fields asked for last are all there."""

    def __init__(self) -> None:
        super().__init__()
        self.period = PeriodWords()
        self.fields: dict[str, Field] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._closed: set[str] = set()
        self._told: set[str] = set()
        self._asked: set[str] = set()
        self._holder: QWidget | None = None
        self._missing: list[Callable[[], None]] = []
        self.is_made = True
        """Whether the fields asked for last are all there."""
        self._tell_soon = QTimer(self, singleShot=True, interval=0)
        self._tell_soon.timeout.connect(self._tell_made)
        self._go_on_soon = QTimer(self, singleShot=True, interval=0)
        self._go_on_soon.timeout.connect(self._make_some)

    def show_blanks(self, blanks: Sequence[Blank], answers: Mapping[str, str], same: frozenset[str]) -> None:
        """Make the fields anew for a draft, a few at a moment; `made` follows, and they are seen."""
        holder, before = QWidget(self), self._holder
        holder.hide()
        self.period.setParent(holder)
        if before is not None:
            self._column.removeWidget(before)
            before.hide()
            before.deleteLater()
        self._holder, self.fields, self._closed, self._asked = holder, {}, set(), set()
        flow = Flow(holder, gap=12, line_gap=8, hang=True)
        self._column.addWidget(holder)

        def add(blank: Blank) -> None:
            field = self._make_field(blank, answers.get(blank.key, ""), blank.key in same)
            self.fields[blank.key] = field
            flow.addWidget(field)
            # Showing all of them at once would style them all in one turn.
            for part in (field, *field.findChildren(QWidget)):
                part.ensurePolished()
            if blank.key == DAYS:
                flow.addWidget(self.period)
            if blank.key == FULL_LIST:
                flow.addWidget(self._offer_code(self.fields[FULL_LIST], bool(answers.get(FULL_LIST))))

        self._missing = [partial(add, blank) for blank in sorted(blanks, key=_rank)]
        if DAYS not in {blank.key for blank in blanks}:
            self._missing.append(lambda: flow.addWidget(self.period))
        self.is_made = False
        self._tell_soon.stop()
        self._go_on_soon.start()

    def _offer_code(self, field: Field, is_open: bool) -> QWidget:
        """A button in place of a field that few notices need; it opens the field."""
        button = Button("加二维码", icon="qr-code", role="quiet", compact=True, tip="网上有全文的，印一个二维码")
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, theme().line_height("caption") + SPACE[1], 0, 0)
        column.addWidget(button)

        def open_field() -> None:
            holder.hide()
            self._closed.discard(FULL_LIST)
            field.show()
            field.editor.focus_first()

        button.clicked.connect(open_field)
        (holder if is_open else field).hide()
        self._closed = set() if is_open else {FULL_LIST}
        return holder

    def _make_some(self) -> None:
        for make in self._missing[:_AT_A_MOMENT]:
            make()
        del self._missing[:_AT_A_MOMENT]
        if self._missing:
            self._go_on_soon.start()
        else:
            self._holder.show()
            self._tell_soon.start()

    def _tell_made(self) -> None:
        self.is_made = True
        self.made.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep wide fields within a narrow window."""
        super().resizeEvent(event)
        for key in _WIDE:
            if key in self.fields:
                self.fields[key].setFixedWidth(min(theme().scaled(_WIDE[key]), self.width()))

    def show_told(self, hidden: set[str]) -> None:
        """Hide the blanks that are told by something else; one that was asked for once keeps its place: what stands
        below it would move under the mouse while the list is typed."""
        self._told = hidden & self._asked
        self._asked |= self.fields.keys() - hidden
        for key, field in self.fields.items():
            field.setVisible(key in self._told or key not in hidden | self._closed)

    def show_refused(
        self, reasons: Mapping[str, str], same: frozenset[str], worked_out: Mapping[str, str] = NOTHING
    ) -> None:
        """Say under each field what is wrong with it, where it comes from, or what it is where nobody fills it in."""
        for key, field in self.fields.items():
            if key in reasons:
                field.say_wrong(reasons[key])
            elif key in same:
                field.say("与上一份相同")
            elif key in worked_out:
                field.say(f"不填就是 {worked_out[key]}")
            elif key in self._told:
                field.say("不用填，程序自己算。")
            else:
                field.clear()

    def go_to(self, key: str) -> bool:
        """Give a field the keyboard; whether there is one to be seen."""
        field = self.fields.get(key)
        if field is None or field.isHidden():
            return False
        field.editor.focus_first()
        return True

    def _make_field(self, blank: Blank, answer: str, same: bool) -> Field:
        editor = editor_for(Element(key=blank.key, label=blank.label, kind=blank.kind))
        editor.set_value(answer or None)
        editor.typed.connect(lambda: self.typed.emit(blank.key, _text_of(editor)))
        editor.finished.connect(lambda: self._go_on(blank.key))
        for text in editor.findChildren(GrowingText):
            text.take_pasted = self._take_pasted
        field = Field(_LABELS.get(blank.key, blank.label), editor)
        width = theme().scaled(_width_of(blank))
        field.setFixedWidth(min(width, self.width()) if blank.key in _WIDE else width)
        if same:
            field.say("与上一份相同")
        return field

    def _take_pasted(self, text: str) -> bool:
        is_table = "\t" in text and "\n" in text.strip()
        if is_table:
            self.cells_pasted.emit()
        return is_table

    def _go_on(self, key: str) -> None:
        shown = [name for name, field in self.fields.items() if not field.isHidden()]
        following = shown[shown.index(key) + 1 :] if key in shown else []
        if following:
            self.go_to(following[0])
        else:
            self.focusNextChild()


def _rank(blank: Blank) -> tuple[int, int]:
    """Its group on the page and, within named groups, its place."""
    for group, keys in (*enumerate(_ORDER), *enumerate(_LAST, start=len(_ORDER) + 1)):
        if blank.key in keys:
            return group, keys.index(blank.key)
    return len(_ORDER), 0


def _text_of(editor: Editor) -> str:
    value = editor.value()
    return "" if value is None else str(value)


def _width_of(blank: Blank) -> int:
    if blank.key in _PLACES:
        return _PLACE
    return _SHORT.get(blank.key) or _WIDE.get(blank.key) or _WIDTHS.get(blank.kind, _TEXT)
