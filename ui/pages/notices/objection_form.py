"""What somebody had to say against a notice, and how it was dealt with: at once or later."""

from app.registers.objections import change_objection, record_objection
from app.registers.postings import Objection
from ui.editors.growing_text import GrowingText
from ui.editors.line import Line
from ui.pages.notices.act_form import Act, ActForm, day_editor, read_day
from ui.pages.notices.posting_reading import PostingFacts
from ui.widgets.field import Field


class ObjectionForm(ActForm):
    """A new objection, or one that is written down already (`number` from 0)."""

    def __init__(self, facts: PostingFacts, number: int | None = None) -> None:
        title = "记异议" if number is None else f"异议 {number + 1} 的处理"
        super().__init__(title, "记下", "哪天收到的", facts.today)
        self._notice = facts.notice
        self._before = None if number is None else facts.record.objections[number]
        self.done = "已记下异议" if number is None else "已记下处理"
        self.said, self.dealt, self.outcome, self.by = GrowingText(2, 6), GrowingText(1, 6), GrowingText(1, 4), Line()
        self.dealt_on, self.dealt_on_field = day_editor("哪天处理的", facts.today)
        self.by.setPlaceholderText("写经办人的姓名")
        self.said_field = Field("说了什么", self.said, "不写提出人的姓名和电话，公示情况证明谁都能看。")
        for field in (
            self.said_field,
            Field("怎样处理", self.dealt, "还没有处理的可以先不写，以后点这一条再写。"),
            Field("谁处理的", self.by),
            self.dealt_on_field,
            Field("结论", self.outcome, "例：成立，去掉这一户；不成立，已经当面说明。"),
        ):
            self.inside.addWidget(field)
        if self._before is not None:
            self._show(self._before)
        self.follow(said=self.said, dealt=self.dealt, by=self.by, dealt_on=self.dealt_on, outcome=self.outcome)

    def _show(self, objection: Objection) -> None:
        self.day.set_value(objection.on.isoformat())
        self.said.setPlainText(objection.text)
        self.dealt.setPlainText(objection.dealt_with)
        self.by.setText(objection.by)
        self.dealt_on.set_value(objection.dealt_on and objection.dealt_on.isoformat())
        self.outcome.setPlainText(objection.outcome)

    def act(self) -> Act | None:
        day, notice, before = self.chosen_day(), self._notice, self._before
        said, dealt, outcome = (each.toPlainText().strip() for each in (self.said, self.dealt, self.outcome))
        if not said:
            self.said_field.say_wrong("写上异议的内容")
        dealt_on = read_day(self.dealt_on, self.dealt_on_field, self._today) if self.dealt_on.value() else None
        if day is None or not said or (self.dealt_on.value() and dealt_on is None):
            return None
        after = Objection(day, said, dealt, self.by.text().strip(), dealt_on, outcome)
        if before is None:
            return lambda workspace: record_objection(workspace, notice, after)
        return lambda workspace: change_objection(workspace, notice, before, after)

    def take_keyboard(self) -> None:
        if self._before is None:
            super().take_keyboard()
        else:
            self.dealt.setFocus()
