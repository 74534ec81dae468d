"""登记: what was asked for, on which way, by whom; with as little of the applicant as is needed to answer."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.calendar.typed_date import typed_date
from app.calendar.wording import full_date
from app.errors import UserFacingError
from app.registers.request_clock import request_clock
from app.registers.request_records import Applicant, Event, Request
from app.registers.requests import change_request, register_request
from ui.editors.growing_text import GrowingText
from ui.editors.kinds import editor_for
from ui.pages.notices.act_form import Act, ActForm, day_editor, read_day
from ui.pages.requests.forms import beside, line_field
from ui.pages.requests.reading import CHANGE_FORM, NEW_FORM, CaseDetail, CaseLine, RequestsSeen
from ui.widgets.field import Field
from ui.widgets.labels import Paragraph

_WAY_FIRST = "选一种提交方式，这里说明哪一天算收到、哪一天到期。"
_PLACES = {
    "request-number-used": "number",
    "request-personal": "asked",
    "request-names-applicant": "asked",
    "applicant-whole-number": "contact",
    "proof-too-long": "last_four",
    "day-in-future": "submitted",
    "request-order": "submitted",
}


class RegisterForm(ActForm):
    """A request taken down, or what was taken down of one corrected."""

    def __init__(self, seen: RequestsSeen, line: CaseLine | None = None, detail: CaseDetail | None = None) -> None:
        super().__init__(
            "登记一件申请" if line is None else "改登记", "登记" if line is None else "改过来", "", seen.today
        )
        self.done = "已登记" if line is None else "已改登记"
        self._seen, self._line = seen, line
        self._knows_applicant = line is None or (detail is not None and detail.applicant is not None)
        self.fields: dict[str, Field] = {}
        self._make_case()
        self._make_applicant()
        self._lay_out_fields()
        if line is not None:
            self._fill(line.kept.case, detail.applicant)
        self._follow_all()
        self._reckon()

    @property
    def form(self) -> str:
        """Under which what stands half written is kept."""
        return NEW_FORM if self._line is None else CHANGE_FORM

    def act(self) -> Act | None:
        answers, confirmed = self._answers(), None
        if answers is None:
            return None
        if self._line is not None:
            id = self._line.kept.id
            return lambda workspace: change_request(workspace, id, **answers)
        if self._is_confirmed_way() and self.agreed.value():
            confirmed = read_day(self.agreed, self.fields["confirmed"], self._today)
            if confirmed is None:
                return None
        return partial(register_request, confirmed=confirmed, **answers)

    def say_refused(self, code: str, message: str) -> bool:
        """Say in the form why the store refused; False where that belongs to no line of it."""
        field = self.fields.get(_PLACES.get(code, ""))
        if field is None:
            return False
        field.say_wrong(message)
        return True

    def take_keyboard(self) -> None:
        self.way.focus_first()

    # --- parts -------------------------------------------------------------------------------------------------------

    def _make_case(self) -> None:
        elements = self._seen.elements
        self.way, self.kind = editor_for(elements["received_way"]), editor_for(elements["applicant_kind"])
        self.wanted, self.asked = editor_for(elements["form_wanted"]), GrowingText(2, 8)
        self.asked.setPlaceholderText("照申请表写名称、文号或者特征，不写申请人的姓名和号码")
        self.submitted, submitted_field = day_editor("哪天提交、签收或者收到的", self._seen.today)
        self.submitted.set_value(self._seen.today.isoformat())
        self.agreed, confirmed_field = day_editor(
            "哪天与申请人确认的", self._seen.today, "还没有确认就空着，期限先不走。"
        )
        self.reckoned = Paragraph("", "table")
        self.number, number_field = line_field("登记编号")
        self.handler, handler_field = line_field("承办科室", "", "例：民政办")
        self.fields |= {
            "way": Field("提交方式", self.way),
            "submitted": submitted_field,
            "confirmed": confirmed_field,
            "asked": Field("申请公开的内容", self.asked),
            "wanted": Field("想要的形式", self.wanted),
            "handler": handler_field,
            "number": number_field,
            "kind": Field("申请人类别", self.kind),
        }

    def _make_applicant(self) -> None:
        self.name, self.fields["name"] = line_field("姓名或者名称")
        self.contact, self.fields["contact"] = line_field("联系方式", "", "电话、地址、邮箱写一项")
        self.proof, self.fields["proof"] = line_field("看过哪种证件", "", "例：居民身份证")
        self.last_four, self.fields["last_four"] = line_field("号码末四位", "整个号码不要录入。")

    def _lay_out_fields(self) -> None:
        fields = self.fields
        self._applicant = (beside(fields["name"], fields["kind"]), fields["contact"])
        self._proof = beside(fields["proof"], fields["last_four"])
        parts: tuple[QWidget, ...] = (
            fields["way"],
            fields["submitted"],
            fields["confirmed"],
            self.reckoned,
            fields["asked"],
            *self._applicant,
            self._proof,
            fields["wanted"],
            beside(fields["handler"], fields["number"]),
        )
        for part in parts:
            self.inside.addWidget(part)
        if not self._knows_applicant:
            for field in (fields["name"], fields["contact"], self._proof):
                field.hide()

    def _fill(self, case: Request, applicant: Applicant | None) -> None:
        for editor, value in ((self.way, case.way), (self.kind, case.applicant_kind), (self.wanted, [*case.wanted])):
            editor.set_value(value)
        self.submitted.set_value(case.submitted.isoformat())
        self.asked.setPlainText(case.asked)
        self.number.setText(case.number)
        self.handler.setText(case.handler)
        for name, line in self._applicant_lines().items():
            line.setText(getattr(applicant, name) if applicant else "")

    def _follow_all(self) -> None:
        editors = {"way": self.way, "submitted": self.submitted, "confirmed": self.agreed, "kind": self.kind}
        self.follow(**editors, wanted=self.wanted, asked=self.asked, number=self.number, handler=self.handler)
        self.follow(**self._applicant_lines())
        for editor in (self.way, self.submitted, self.agreed):
            editor.typed.connect(self._reckon)

    def begin(self, subject: str, typed: dict[str, Any] | None) -> None:
        super().begin(subject, typed)
        self._reckon()

    def _applicant_lines(self) -> Mapping[str, Any]:
        return {"name": self.name, "contact": self.contact, "proof": self.proof, "last_four": self.last_four}

    # --- the day of receipt ------------------------------------------------------------------------------------------

    def _is_confirmed_way(self) -> bool:
        rules = {rule.way: rule.day for rule in self._seen.rules.received_rules}
        return rules.get(self.way.value()) == "confirmed"

    def _reckon(self) -> None:
        """Say which day counts as the day of receipt and until when the reply is due, as it is written now."""
        self.fields["confirmed"].setVisible(self._line is None and self._is_confirmed_way())
        day = _day(self.submitted.value(), self._today)
        self.reckoned.set_text(self._reckoned(day) if day and self._way_known() else _WAY_FIRST)
        self.fields["submitted"].clear()
        self._show_number(day)

    def _way_known(self) -> bool:
        return self.way.value() in self._seen.elements["received_way"].choice_labels

    def _reckoned(self, day: date) -> str:
        rule = self._seen.rules.received_rule(self.way.value())
        try:
            clock = request_clock(self._seen.rules, self._seen.calendar, self._trial(day))
        except UserFacingError as error:
            return error.message
        if clock.received is None:
            return f"{rule.way}以{rule.received}为收到申请之日：确认以前期限不走，确认那天的第二天起算。"
        inferred = "（推算）" if clock.inferred else ""
        received = f"{full_date(clock.received)}算收到（{rule.way}：{rule.received}）"
        return f"{received}，{full_date(clock.due)}以前答复{inferred}。"

    def _trial(self, day: date) -> Request:
        """The request as it is written, with nothing done on it but the confirming."""
        if self._line is not None:
            events = tuple(event for event in self._line.kept.case.events if event.kind == "confirmed")
        else:
            confirmed = _day(self.agreed.value(), self._today)
            events = (Event(kind="confirmed", on=confirmed),) if confirmed and self._is_confirmed_way() else ()
        return Request(
            organisation="",
            number="-",
            way=self.way.value(),
            submitted=day,
            applicant_kind="-",
            asked="-",
            person=None,
            at="",
            events=events,
        )

    def _show_number(self, day: date | None) -> None:
        number = self._seen.numbers.get(day.year, "") if day else ""
        self.number.setPlaceholderText(number)
        self.fields["number"].say(f"空着就用 {number}。" if number else f"编号规则：{self._seen.patterns.register}")

    # --- reading -----------------------------------------------------------------------------------------------------

    def _answers(self) -> dict[str, Any] | None:
        """What is written, None where something is missing, which is said under it."""
        day = read_day(self.submitted, self.fields["submitted"], self._today)
        found = {
            "way": self.way.value() or "",
            "applicant_kind": self.kind.value() or "",
            "asked": self.asked.toPlainText().strip(),
            "wanted": tuple(self.wanted.value() or ()),
            "handler": self.handler.text().strip(),
            "number": self.number.text().strip() or (self._line.kept.case.number if self._line else ""),
        }
        if self._knows_applicant:
            found |= {name: line.text().strip() for name, line in self._applicant_lines().items()}
        is_whole = self._say_missing(found)
        return found | {"submitted": day} if day is not None and is_whole else None

    def _say_missing(self, found: Mapping[str, Any]) -> bool:
        missing = {
            "way": not self._way_known() and "选一种提交方式",
            "kind": found["applicant_kind"] not in self._seen.elements["applicant_kind"].choice_labels and "选一种",
            "asked": not found["asked"] and "写上申请公开的内容",
            "name": not found.get("name", "-") and "写上姓名或者名称",
            "contact": not found.get("contact", "-") and "电话、地址、邮箱写一项",
        }
        for key, words in missing.items():
            self.fields[key].say_wrong(words) if words else self.fields[key].clear()
        return not any(missing.values())


def _day(written: str | None, today: date) -> date | None:
    read = typed_date(written or "", today)
    return date.fromisoformat(read) if read else None
