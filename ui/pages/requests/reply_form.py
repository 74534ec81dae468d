"""答复: of what kind, on which ground, how it was served."""

from functools import partial
from typing import Any

from app.registers.request_events import record_reply
from app.standards.request_rules import ReplyType
from ui.pages.notices.act_form import Act, ActForm
from ui.pages.requests.forms import choice_field, line_field
from ui.pages.requests.reading import CaseDetail, CaseLine, RequestsSeen
from ui.pages.requests.rows import ground_rows
from ui.theme.metrics import SPACE
from ui.widgets.field import Field
from ui.widgets.rows import FINDINGS, RowList
from ui.widgets.scrolled import framed
from ui.widgets.segments import FilterTabs

_CHOOSE = "先选是哪一种，再在下面选一种情形。"
_FORM_FIELDS = {"letter-number-used": "number", "request-personal": "note", "request-names-applicant": "note"}


class ReplyForm(ActForm):
    """The reply: its kind, its ground out of the list, day, way of serving, number."""

    done = "已记下答复"

    def __init__(self, line: CaseLine, detail: CaseDetail, seen: RequestsSeen) -> None:
        super().__init__("答复", "记下", "哪天发出的", seen.today)
        self.id, self._rules, self.ground = line.kept.id, seen.rules, ""
        self.kinds = FilterTabs([(kind.code, "", kind.label) for kind in seen.rules.reply_types])
        self.grounds = RowList(FINDINGS, name="答复的情形", hug=True)
        self.kind_field = Field("怎么答复的", self.kinds)
        frame = framed(self.grounds)
        # What is missing is gone to: to the list, where keys choose, not to its frame.
        frame.setFocusProxy(self.grounds)
        self.ground_field = Field("哪一种情形", frame, says_above=True)
        self.served, self.served_field = choice_field("怎么送达的", detail.choices["replied"])
        self.number, self.number_field = line_field("文书编号", "按编号规则接着往下排的，可以改。")
        self.number.setText(detail.letter_numbers["replied"])
        self.note, self.note_field = line_field("说明", "", "不写申请人的姓名和号码")
        for field in (self.kind_field, self.ground_field, self.served_field, self.number_field, self.note_field):
            self.inside.addWidget(field)
        self.inside.setSpacing(SPACE[2])
        self.follow(served=self.served, number=self.number, note=self.note)
        self.kinds.chosen.connect(lambda code: self._show_kind())
        self.grounds.chosen.connect(self.choose)
        self._show_kind()

    def choose(self, ground: str) -> None:
        """Choose a ground of the kind that is shown."""
        self.ground = ground
        self._show_grounds()
        self.edited.emit()

    def typed(self) -> dict[str, Any]:
        return super().typed() | {"ground": self.ground}

    def begin(self, subject: str, typed: dict[str, Any] | None) -> None:
        super().begin(subject, typed)
        if typed is not None and typed["ground"]:
            self.kinds.set_current(self._rules.reply_type_of(typed["ground"]).code)
            self.ground = typed["ground"]
            self._show_grounds()

    def act(self) -> Act | None:
        day, served = self.chosen_day(), self.served.value()
        for field, missing in ((self.ground_field, not self.ground), (self.served_field, not served)):
            field.say_wrong(
                "选一种情形" if field is self.ground_field else "选怎么送达的"
            ) if missing else field.clear()
        if day is None or not served or not self.ground:
            return None
        number, note = self.number.text().strip(), self.note.text().strip()
        return partial(
            record_reply, name=self.id, on=day, ground=self.ground, delivery=served, number=number, note=note
        )

    def say_refused(self, code: str, message: str) -> bool:
        """Say in the form why the store refused; False where that belongs to no line of it."""
        places = {"number": self.number_field, "note": self.note_field}
        name = _FORM_FIELDS.get(code)
        if name is None and code not in ("request-order", "day-in-future"):
            return False
        places.get(name, self.day_field).say_wrong(message)
        return True

    def _kind(self) -> ReplyType:
        return next(kind for kind in self._rules.reply_types if kind.code == self.kinds.current())

    def _show_kind(self) -> None:
        """Show the grounds of the kind; the one there is, where it is the only one."""
        reasons = self._kind().reasons
        self.ground = reasons[0].code if len(reasons) == 1 else ""
        self._show_grounds()
        self.edited.emit()

    def _show_grounds(self) -> None:
        self.grounds.set_rows(ground_rows(self._kind(), self.ground))
        self.ground_field.say(_CHOOSE if not self.ground else "")
