"""What is written down about a request: a small form for each kind of event."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.registers.request_events import record_event
from app.registers.request_records import EVENT_WORDS
from app.standards.models import Choice, Element
from ui.editors.dates import DateEditor
from ui.editors.editor import Editor
from ui.editors.growing_text import GrowingText
from ui.editors.kinds import editor_for
from ui.editors.line import Line
from ui.pages.notices.act_form import Act, ActForm, day_editor, read_day
from ui.pages.requests.reading import CaseDetail, CaseLine, RequestsSeen
from ui.theme.metrics import SPACE
from ui.widgets.field import Field

_USUAL_TIME = timedelta(days=15)
_NOTE = "说明，不写申请人的姓名和号码"
_ON_THE_FORM = "request-order"
_PLACES = {
    "letter-number-used": "number",
    "fee-missing": "amount",
    "event-wrong": "amount",
    "request-personal": "note",
    "request-names-applicant": "note",
}


@dataclass(frozen=True)
class Asked:
    """What a form asks: its title, the words of its day, what else by name, and a line of help."""

    title: str
    day: str
    fields: tuple[str, ...] = ()
    help: str = ""


_SENT = ("arrived", "number", "note")
ASKED = {
    "acknowledged": Asked("登记回执", "哪天给的", ("number",)),
    "confirmed": Asked("与申请人确认", "哪天确认的", (), "答复期限从确认的第二天算起。"),
    "completion-asked": Asked("补正告知", "哪天告知的", ("until", "number", "note"), "只告知一次，一次说清要补什么。"),
    "completed": Asked("收到补正", "哪天收到的", ("note",), "答复期限从这一天的第二天重新算。"),
    "third-party-asked": Asked("征求第三方意见", "哪天发出的", _SENT, "征求的时间不算在答复期限里，最多 15 个工作日。"),
    "third-party-answered": Asked("第三方的意见", "哪天收到的", ("choice", "note")),
    "organ-asked": Asked("征求其他机关意见", "哪天发出的", _SENT, "15 个工作日没有回复的，视为同意公开。"),
    "organ-answered": Asked("其他机关的意见", "哪天收到的", ("note",)),
    "extended": Asked(
        "延期", "哪天告知申请人的", ("days", "by", "number", "note"), "只能延一次，要在原来的期限以内告知。"
    ),
    "fee-asked": Asked("收费通知", "哪天发出的", ("amount", *_SENT), "数量、频次明显超过合理范围的才收。"),
    "fee-paid": Asked("缴费", "哪天缴的", (), "答复期限从缴费的第二天重新算。"),
    "remedy": Asked("复议或诉讼", "哪天收到的通知", ("choice", "note")),
    "remedy-result": Asked("复议诉讼的结果", "哪天收到的结果", ("choice", "note")),
    "archived": Asked("归档", "哪天归档的"),
}
_MISSING = {
    "until": "写清请申请人哪天以前补正，例：12月8日",
    "days": "写上延长几个工作日，最多 20",
    "by": "写上谁同意的，例：周主任",
    "amount": "写上收多少元，例：100",
    "choice": "选一项",
}
_TIED = ("days", "amount")


class EventForm(ActForm):
    """One kind of event: its day and what else it tells."""

    def __init__(self, kind: str, line: CaseLine, detail: CaseDetail, seen: RequestsSeen) -> None:
        asked = ASKED[kind]
        super().__init__(asked.title, "记下", asked.day, seen.today)
        self.done = f"已记下{EVENT_WORDS[kind]}"
        self.kind, self.id = kind, line.kept.id
        self.editors, self.fields = {}, {}
        for name in asked.fields:
            self._add(name, detail)
        self.day_field.say(asked.help)
        if kind in detail.past:
            self.day.set_value(None)
            self.day_field.say("期限已经过了，只能补记期限以内做的：写当时的日期。")
        self.follow(**self.editors)

    def act(self) -> Act | None:
        day, told = self.chosen_day(), self._told()
        if day is None or told is None:
            return None
        return partial(record_event, name=self.id, kind=self.kind, on=day, **told)

    def say_refused(self, code: str, message: str) -> bool:
        """Say in the form why the store refused; False where that belongs to no line of it."""
        name = _PLACES.get(code, "")
        name = next((each for each in _TIED if each in self.fields), name) if code == "event-wrong" else name
        field = self.fields.get(name, self.day_field if code in (_ON_THE_FORM, "day-in-future") else None)
        if field is None:
            return False
        field.say_wrong(message)
        return True

    def _add(self, name: str, detail: CaseDetail) -> None:
        self.editors[name], self.fields[name] = _MAKERS[name](self.kind, detail, self._today)
        self.inside.addWidget(self.fields[name])

    def _told(self) -> dict[str, Any] | None:
        """What the form tells, None while something of it is missing, which is said under it."""
        found = {name: self._read(name) for name in self.editors}
        missing = [name for name, value in found.items() if value in (None, "") and name in _MISSING]
        for name, field in self.fields.items():
            field.say_wrong(_MISSING[name]) if name in missing else field.clear()
        return None if missing else found

    def _read(self, name: str) -> Any:
        editor = self.editors[name]
        if isinstance(editor, DateEditor):
            written = editor.value()
            return read_day(editor, self.fields[name], self._today) if written else None
        if isinstance(editor, Editor):
            return editor.value()
        text = (editor.toPlainText() if isinstance(editor, GrowingText) else editor.text()).strip()
        if name == "days":
            return int(text) if text.isdecimal() else None
        return text


def line_field(caption: str, hint: str = "", example: str = "") -> tuple[Line, Field]:
    """Return a line to type in and the field around it."""
    line = Line()
    line.setPlaceholderText(example)
    return line, Field(caption, line, hint)


def choice_field(caption: str, choices: tuple[str, ...], hint: str = "") -> tuple[Editor, Field]:
    """Return an editor that chooses one of a few, and the field around it."""
    element = Element(
        key="choice", label=caption, kind="choice", required=True, choices=tuple(Choice(None, each) for each in choices)
    )
    editor = editor_for(element)
    return editor, Field(caption, editor, hint)


def beside(*fields: Field) -> QWidget:
    """Return short fields side by side."""
    inside = QWidget()
    row = QHBoxLayout(inside)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE[3])
    for field in fields:
        row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    return inside


def _until(kind: str, detail: CaseDetail, today: date) -> tuple[DateEditor, Field]:
    editor, field = day_editor("请申请人哪天以前补正", today, "给合理的时间，一般半个月。")
    editor.set_value((today + _USUAL_TIME).isoformat())
    return editor, field


def _arrived(kind: str, detail: CaseDetail, today: date) -> tuple[DateEditor, Field]:
    return day_editor("对方哪天收到的", today, "空着就从发出那天算。")


def _number(kind: str, detail: CaseDetail, today: date) -> tuple[Line, Field]:
    line, field = line_field("文书编号", "按编号规则接着往下排的；没有发文书就清掉。")
    line.setText(detail.letter_numbers[kind])
    return line, field


def _choice(kind: str, detail: CaseDetail, today: date) -> tuple[Editor, Field]:
    captions = {"third-party-answered": "第三方怎么说", "remedy": "是哪一种", "remedy-result": "结果"}
    return choice_field(captions[kind], detail.choices[kind])


def _days(kind: str, detail: CaseDetail, today: date) -> tuple[Line, Field]:
    line, field = line_field("延长几个工作日", "最多 20 个工作日。")
    line.setText("20")
    return line, field


def _by(kind: str, detail: CaseDetail, today: date) -> tuple[Line, Field]:
    return line_field("经谁同意", "政府信息公开工作机构的负责人。", "例：周主任")


def _amount(kind: str, detail: CaseDetail, today: date) -> tuple[Line, Field]:
    return line_field("收多少元", "", "例：100")


def _note(kind: str, detail: CaseDetail, today: date) -> tuple[Line, Field]:
    return line_field("说明", "", _NOTE)


_MAKERS: Mapping[str, Any] = {
    "until": _until,
    "arrived": _arrived,
    "number": _number,
    "choice": _choice,
    "days": _days,
    "by": _by,
    "amount": _amount,
    "note": _note,
}
