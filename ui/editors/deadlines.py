"""The editor of a deadline: in parts as dates are reckoned, or in one sentence where parts cannot say it."""

import re
from collections.abc import Sequence
from typing import Any

from msgspec import structs
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.standards.deadlines import (
    USUAL_EVENTS,
    DeadlineParts,
    deadline_parts,
    deadline_text,
    read_deadline,
    reworded,
    speaks_in_parts,
)
from app.standards.models import Element
from app.tables.official import as_typed
from ui.editors.editor import Editor, lock
from ui.editors.growing_text import GrowingText
from ui.editors.line import Line
from ui.editors.quiet_combo import QuietCombo
from ui.editors.texts import example_of, fit_width, only
from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow
from ui.widgets.labels import label

_UNITS = {"workday": "工作日", "day": "日", "hour": "小时", "month": "个月", "realtime": "及时", "ongoing": "长期"}
# Border, padding and the arrow beside the words.
_COMBO_FRAME = 46
_NOTICE_UNITS = {"workday": "工作日", "day": "日"}
_UNCOUNTED = ("realtime", "ongoing")
_PART_TIP = "按分项重写这一句，多出来的话会去掉；没改分项以前可以换回来。"


class DeadlineEditor(Editor):
    """Parts and the sentence made of them; what was only a sentence stays one until the clerk wants parts."""

    def __init__(self, element: Element, suggestions: Sequence[Any] = ()) -> None:
        super().__init__(element)
        self._is_read_only = False
        self._origin: dict[str, Any] = {}
        self._parted_from: tuple[dict[str, Any], str] | None = None
        self._parts = _Parts(suggestions or USUAL_EVENTS, _is_disclosure(element))
        self._sentence = GrowingText(2, 6)
        self._sentence.setPlaceholderText(example_of(element))
        self._written = label("", "table", "text-muted", wrap=True)
        self._part = Button("改成分项填", role="link", compact=True, tip=_PART_TIP)
        self._lay_out()
        self._parts.edited.connect(self._follow)
        self._parts.refused.connect(self.say)
        self._sentence.refused.connect(self.say)
        self.left.connect(self._sort_out)
        self._parts.finished.connect(self.finished)
        self._sentence.textChanged.connect(self._follow)
        self._parts.say_freely.clicked.connect(self._turn)
        self._part.clicked.connect(self._turn)
        self._show_mode(in_parts=True)

    def show_value(self, value: Any) -> None:
        """Show parts where they say all that the words say, else the words."""
        value = value if isinstance(value, dict) else {"text": as_typed(value)} if value else {}
        self._origin, self._parted_from = value, None
        half_typed = any(isinstance(value.get(key), str) for key in ("count", "notice_days"))
        self._show_mode(not value or half_typed or speaks_in_parts(value))
        self._parts.show(_shown_parts(value))
        self._sentence.set_text(value.get("text") or "")
        self._tell_words()

    def read_value(self) -> dict[str, Any] | None:
        """Return words and parts; a number that is none comes back as typed."""
        if not self._in_parts:
            text = self._sentence.toPlainText().strip()
            return reworded(self._origin, text) if text else None
        typed = self._parts.read()
        if self._parts.is_empty():
            return None
        if whole := self._parts.whole_sentence():
            parts = read_deadline(whole)
            return reworded(self._origin, whole) if parts is None else self._worded(parts)
        known = {key: number if isinstance(number, int) else None for key, number in typed.items() if key in _NUMBERS}
        return self._worded(DeadlineParts(**(typed | known))) | typed

    def _worded(self, parts: DeadlineParts) -> dict[str, Any]:
        """Return parts with the words for them."""
        return {"text": deadline_text(parts, self._origin.get("text") or "")} | structs.asdict(parts)

    def inputs(self) -> Sequence[QWidget]:
        """Return what the shown way of writing is typed in, and the button to the other."""
        if self._in_parts:
            return (*self._parts.inputs(), self._parts.say_freely)
        return (self._sentence, self._part)

    def marked(self, mark: str) -> Sequence[QWidget]:
        """Only what is wrong is framed: which of the parts differs, the line beneath says."""
        return self.inputs()[:-1] if mark == "wrong" else ()

    def set_read_only(self, read_only: bool) -> None:
        """Lock both ways of writing."""
        for widget in (*self._parts.inputs(), self._sentence):
            lock(widget, read_only)
        self._is_read_only = read_only
        self._show_mode(self._in_parts)

    def _lay_out(self) -> None:
        column = only(self, self._parts, self._sentence, self._written)
        column.addWidget(self._part, 0, Qt.AlignmentFlag.AlignLeft)
        self._sentence.setProperty("part", "整句")

    def _show_mode(self, in_parts: bool) -> None:
        self._in_parts = in_parts
        self._parts.setVisible(in_parts)
        self._sentence.setVisible(not in_parts)
        self._part.setVisible(not in_parts and not self._is_read_only)
        self._parts.say_freely.setVisible(not self._is_read_only)

    def _follow(self) -> None:
        self._tell_words()
        self.changed()

    def _tell_words(self) -> None:
        value = self.read_value()
        words = ""
        if value and value["unit"] == "other":
            words = _NO_DATES
        elif value and self._in_parts:
            words = f"目录里写成：{value['text']}"
        self._written.setText(words)
        self._written.setVisible(bool(words))

    def _sort_out(self) -> None:
        """Put what was written into the first box where it belongs: a whole deadline, or words that are no event."""
        if not self._in_parts or self._is_read_only:
            return
        self._parts.tidy()
        text = self._parts.whole_sentence()
        if not text:
            return
        self._setting = True
        read = read_deadline(text)
        if read is not None:
            self._parts.show(structs.asdict(read))
        else:
            self._sentence.set_text(text)
            self._show_mode(in_parts=False)
        self._setting = False
        self._follow()

    def _turn(self) -> None:
        self._setting = True
        (self._to_sentence if self._in_parts else self._to_parts)()
        self._setting = False
        self._follow()
        self.inputs()[0].setFocus()

    def _to_parts(self) -> None:
        text = self._sentence.toPlainText().strip()
        value = reworded(self._origin, text) if text else {}
        self._parts.show(_shown_parts(value))
        self._parted_from = (self._parts.read(), text)
        self._show_mode(in_parts=True)

    def _to_sentence(self) -> None:
        """Write the parts as a sentence; parts nobody touched give back the sentence they were made of."""
        value = self.read_value()
        untouched = self._parted_from is not None and self._parted_from[0] == self._parts.read()
        self._sentence.set_text(self._parted_from[1] if untouched else (value or {}).get("text", ""))
        self._show_mode(in_parts=False)


_NUMBERS = ("count", "notice_days")
_NO_DATES = "照这样写进目录，但算不出是哪一天。要算日期，写清从哪件事算起、几日或几个工作日。"
# What nothing begins with: the clerk wrote the whole deadline where only its event is asked for.
_NO_EVENT = re.compile(r"尽快|及时|立即|即时|实时|随时|长期|常年|按季|每[年季月周]|\d|[，。；、]|[内前]$|公[开示布告]$")


_SURELY_NO_EVENT = re.compile(
    r"^(尽快|及时|立即|即时|实时|随时|长期|常年|按季)|^每[一半]?[年季月周日天](度|初|底)?(一次|公[开示布])?$|[内前]$"
    r"|^[\d一二两三四五六七八九十]+个?(工作日|小时|月|日|天|年)"
)


class _Parts(QWidget):
    """Event 之日起 count unit 内, and whether and how long it is posted."""

    edited = Signal()
    finished = Signal()
    refused = Signal(str)
    """Why not all of something was taken."""

    def __init__(self, events: Sequence[str], disclosure: bool) -> None:
        super().__init__()
        self._done = "公开" if disclosure else ""
        self._event = QuietCombo(events, typing=True)
        self._event.lineEdit().setPlaceholderText("从哪件事算起")
        self._count, self._unit = _number_line(), QuietCombo(list(_UNITS.values()))
        self._posted = QCheckBox("公示")
        self._days, self._days_unit = _number_line(), QuietCombo(list(_NOTICE_UNITS.values()))
        self.say_freely = Button("改成一句话写", role="link", compact=True, tip="分项写不下的，自己写一句话。")
        self._joint, self._tail = label("之日起"), label(f"内{self._done}")
        self._name_parts()
        self._lay_out()
        self._shown = self.read()
        self._connect()
        self._fit()
        theme().changed.connect(self._fit)

    def show(self, parts: dict[str, Any]) -> None:
        """Show parts; numbers may be half typed."""
        unit = parts.get("unit")
        self._event.setEditText(parts.get("event") or "")
        self._event.lineEdit().setCursorPosition(0)
        self._count.setText(as_typed(parts.get("count")))
        self._unit.setCurrentText(_UNITS.get(unit, _UNITS["workday"]))
        self._posted.setChecked(bool(parts.get("notice_unit")))
        self._days.setText(as_typed(parts.get("notice_days")))
        self._days_unit.setCurrentText(_NOTICE_UNITS.get(parts.get("notice_unit"), _NOTICE_UNITS["workday"]))
        self._follow_choices()
        self._fit_event()
        self._shown = self.read()

    def read(self) -> dict[str, Any]:
        """Return the parts; what should be a number and is none as typed."""
        unit, posted = list(_UNITS)[self._unit.currentIndex()], self._posted.isChecked()
        return {
            "count": None if unit in _UNCOUNTED else _read_number(self._count.text()),
            "unit": unit,
            "event": self._event.currentText().strip() or None,
            "notice_days": _read_number(self._days.text()) if posted else None,
            "notice_unit": list(_NOTICE_UNITS)[self._days_unit.currentIndex()] if posted else None,
        }

    def is_empty(self) -> bool:
        """Whether nothing was written and nothing chosen yet."""
        read = self.read()
        return not read["event"] and read["count"] == "" and read["unit"] == "workday" and not read["notice_unit"]

    def tidy(self) -> None:
        """Write numbers in the digits of the catalogue."""
        for line in (self._count, self._days):
            line.setText(as_typed(_read_number(line.text())))

    def whole_sentence(self) -> str:
        """Return what was written where the event is asked for, if that says the whole deadline.

        It does where nothing else is written and it is no event, and where the rest is what stood here before and
        it is surely none.
        """
        event, read = self._event.currentText().strip(), self.read()
        if event == self._shown.get("event") or not event:
            return ""
        if read["count"] == "" and not read["notice_unit"]:
            return event if _NO_EVENT.search(event) else ""
        is_rest_same = all(read[part] == self._shown[part] for part in read if part != "event")
        return event if is_rest_same and (_SURELY_NO_EVENT.search(event) or read_deadline(event)) else ""

    def inputs(self) -> Sequence[QWidget]:
        """Return what is typed in, in order."""
        return (self._event, self._count, self._unit, self._posted, self._days, self._days_unit)

    def _name_parts(self) -> None:
        names = ("从哪件事算起", "多少", "单位", "要公示", "公示多少", "公示的单位")
        for widget, name in zip(self.inputs(), names, strict=True):
            widget.setProperty("part", name)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        for line in (
            (self._event, self._joint, self._count, self._unit, self._tail),
            (self._posted, self._days, self._days_unit, self.say_freely),
        ):
            flow = Flow(gap=SPACE[2], line_gap=SPACE[1])
            for widget in line:
                flow.addWidget(widget)
            column.addLayout(flow)

    def _connect(self) -> None:
        self._event.editTextChanged.connect(self.edited)
        for line in (self._count, self._days):
            line.textEdited.connect(self.edited)
            line.returnPressed.connect(self.finished)
            line.inputRejected.connect(lambda: self.refused.emit("天数最多写 4 位数，多出来的没有收下。"))
        self._event.activated.connect(self._fit_event)
        for combo in (self._unit, self._days_unit):
            combo.activated.connect(self._choose)
            combo.currentIndexChanged.connect(self._follow_choices)
        for combo in (self._event, self._unit, self._days_unit):
            combo.finished.connect(self.finished)
        self._posted.clicked.connect(self._choose)
        self._posted.toggled.connect(self._follow_choices)

    def _choose(self) -> None:
        self._follow_choices()
        if self._posted.isChecked() and self.sender() is self._posted:
            self._days.setFocus()
        self.edited.emit()

    def _follow_choices(self) -> None:
        uncounted = list(_UNITS)[self._unit.currentIndex()] in _UNCOUNTED
        self._count.setVisible(not uncounted)
        self._joint.setText("后" if uncounted else "之日起")
        self._tail.setText(self._done if uncounted else f"内{self._done}")
        self._days.setVisible(self._posted.isChecked())
        self._days_unit.setVisible(self._posted.isChecked())

    def _fit(self) -> None:
        self._fit_event()
        widths = {self._count: 52, self._unit: 96, self._days: 52, self._days_unit: 96}
        for widget, width in widths.items():
            widget.setFixedWidth(theme().scaled(width))

    def _fit_event(self) -> None:
        fit_width(self._event, self._event.currentText(), 176, _COMBO_FRAME)


def _is_disclosure(element: Element) -> bool:
    """Whether the deadline is one of disclosing: some are of deciding or answering."""
    return "公开" in f"{element.label}{element.question or ''}"


def _number_line() -> Line:
    line = Line()
    line.setMaxLength(5)
    line.setPlaceholderText("几")
    return line


def _read_number(text: str) -> int | str:
    return int(text) if text.strip().isdecimal() else text.strip()


def _shown_parts(value: dict[str, Any]) -> dict[str, Any]:
    """Return the parts to show: as the words have them where they can be read, else as the value has them."""
    read = read_deadline(value.get("text") or "")
    half_typed = any(isinstance(value.get(key), str) for key in _NUMBERS)
    if read is not None and not half_typed:
        return structs.asdict(read)
    return structs.asdict(deadline_parts(value))
