"""How interpretation plans stand on a day: until when, what of 三同步 is missing, and what the checks say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from app.calendar import WorkCalendar
from app.calendar.wording import full_date
from app.registers.answers import Answers, hidden_words, missing_labels, read_answers
from app.registers.days import day_of
from app.registers.ledger_records import KeptPublication
from app.registers.plan_overlap import attached_overlap
from app.registers.plan_records import KeptPlan
from app.registers.plans import plan_definition, plans
from app.registers.publications import all_publications
from app.registers.reckoning import Reckoned, due_after
from app.standards.models import Definition
from app.standards.plan_rules import INTERPRETATION_PLANS, PlanRules, plan_rules
from app.workspace import Workspace

Standing = Literal["no-day", "waiting", "running", "overdue", "done", "late"]
STANDING_WORDS: Mapping[Standing, str] = {
    "no-day": "没有写公开日期",
    "waiting": "等文件公开",
    "running": "快到期",
    "overdue": "已超期",
    "done": "已解读",
    "late": "超期解读",
}


@dataclass(frozen=True)
class PlanFinding:
    """What a check (code) says of a plan; "block" keeps it from being published."""

    code: str
    severity: Literal["warn", "block"]
    words: str


@dataclass(frozen=True)
class StepStanding:
    """One of 三同步: on which day it was done, None where that is not written; `trouble` says what is wrong with it."""

    label: str
    what: str
    on: date | None
    trouble: str = ""


@dataclass(frozen=True)
class PlanLine:
    """A plan as it stands on a day. `published`: when the document came out or is to come out, None where nobody wrote
    that; `due` is reckoned from it; `done`: when the interpretation came out; `missing`: elements still to be filled
    in; `remarks`: other sentences to look at; `in_ledger`: the interpretation has a line there."""

    kept: KeptPlan
    answers: Answers
    published: date | None
    due: Reckoned | None
    done: date | None
    standing: Standing
    steps: tuple[StepStanding, ...]
    findings: tuple[PlanFinding, ...]
    missing: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    in_ledger: bool = False

    @property
    def title(self) -> str:
        """The document's name."""
        return self.answers.known.get("doc_title") or "（没有写文件名称）"

    @property
    def is_open(self) -> bool:
        """Whether the interpretation is still to come out."""
        return self.done is None

    def says(self, key: str) -> Any:
        """Return the value of an element, None where it is empty or there is none such."""
        return self.answers.known.get(key)


def plan_lines(workspace: Workspace, calendar: WorkCalendar, day: date | None = None) -> list[PlanLine]:
    """Return every plan of the unit with its standing on a day (today), those to be done first by the day they are
    due. The texts are not compared: see `overlap_finding`."""
    known = plans(workspace)
    if not known:
        return []
    named = {id for kept in known for id in (kept.plan.document, kept.plan.line) if id}
    lines = {each.id: each for each in all_publications(workspace) if each.id in named} if named else {}
    reader = _Reader(workspace, calendar, day or workspace.today(), lines)
    return sorted((reader.line(kept) for kept in known), key=_urgency)


def plan_line(workspace: Workspace, calendar: WorkCalendar, kept: KeptPlan, day: date | None = None) -> PlanLine:
    """Return one plan with its standing on a day (today)."""
    return next(line for line in plan_lines(workspace, calendar, day) if line.kept.id == kept.id)


def interpretations_due(workspace: Workspace, calendar: WorkCalendar) -> dict[str, Reckoned]:
    """Return until when the interpretations that have a line in the ledger are due, by the id of that line."""
    return {line.kept.plan.line: line.due for line in plan_lines(workspace, calendar) if line.in_ledger and line.due}


def overlap_finding(workspace: Workspace, line: PlanLine) -> PlanFinding | None:
    """Compare the interpretation with the document (check P2); None where they differ enough, or one of the two is not
    attached. Reads the attachments."""
    original, materials = line.says("original"), line.says("materials")
    if not original or not materials:
        return None
    check = plan_rules(workspace.library).check("P2")
    found = attached_overlap(workspace, original, materials, check.run)
    if found.share is None:
        return PlanFinding(
            "P2", "warn", "文件原文或者解读材料里没有读到文字（图片、扫描件读不出），没有比对，请自己看一遍。"
        )
    if found.share < check.share:
        return None
    words = (
        f"解读有 {found.share:.0%} 的字和文件原文连着一样（连着 {check.run} 个字以上才算），请换成群众看得懂的话重写。"
        f"例如“{found.longest[:30]}…”。"
    )
    return PlanFinding("P2", check.severity, words)


class _Reader:
    def __init__(
        self, workspace: Workspace, calendar: WorkCalendar, today: date, lines: Mapping[str, KeptPublication]
    ) -> None:
        self._calendar, self._today, self._lines = calendar, today, lines
        self._definition: Definition = plan_definition(workspace)
        self._rules: PlanRules = plan_rules(workspace.library)
        items = workspace.library.items(INTERPRETATION_PLANS)
        self._deadlines = {item.code: item.values.get("planned_on") for item in items}

    def line(self, kept: KeptPlan) -> PlanLine:
        answers = read_answers(self._definition, kept.plan.values)
        known = answers.known
        document, own = self._lines.get(kept.plan.document), self._lines.get(kept.plan.line)
        written = day_of(known.get("published_on"))
        published = (document.published if document else None) or written
        done = (own.published if own else None) or day_of(known.get("done_on"))
        due = self._due(kept, published)
        standing = self._standing(published, due, done)
        steps = tuple(self._steps(known, published))
        remarks = [hidden_words(self._definition, answers.hidden)]
        if document is not None and document.published is not None and written not in (None, document.published):
            remarks.append(
                f"台账记着文件是{full_date(document.published)}公开的，方案里写的是{full_date(written)}，按台账算。"
            )
        if published is not None and done is not None and done < published:
            remarks.append(f"解读日期{full_date(done)}在文件公开日期{full_date(published)}以前，请核对两个日期。")
        return PlanLine(
            kept,
            answers,
            published,
            due,
            done,
            standing,
            steps,
            tuple(self._findings(known, due, done, steps)),
            missing_labels(self._definition, known),
            tuple(filter(None, remarks)),
            own is not None,
        )

    def _due(self, kept: KeptPlan, published: date | None) -> Reckoned | None:
        if published is None:
            return None
        deadline = self._deadlines.get(kept.plan.template) or self._rules.due.deadline()
        due = due_after(deadline, published, self._calendar)
        return due._replace(explanation=(f"{deadline['text']}，文件{full_date(published)}公开。", *due.explanation))

    def _standing(self, published: date | None, due: Reckoned | None, done: date | None) -> Standing:
        if published is None or due is None:
            return "done" if done else "no-day"
        if done is not None:
            return "late" if done > due.due else "done"
        if self._today > due.due:
            return "overdue"
        return "running" if published <= self._today else "waiting"

    def _steps(self, known: Mapping[str, Any], published: date | None) -> Iterator[StepStanding]:
        before: date | None = None
        for step in self._rules.steps:
            on = day_of(known.get(step.element))
            trouble = ""
            if on is None:
                trouble = "没有写日期"
            elif published is not None and on > published:
                trouble = f"在文件公开（{full_date(published)}）以后"
            elif before is not None and on < before:
                trouble = "比前一步还早"
            yield StepStanding(step.label, step.what, on, trouble)
            before = on or before

    def _findings(
        self, known: Mapping[str, Any], due: Reckoned | None, done: date | None, steps: tuple[StepStanding, ...]
    ) -> Iterator[PlanFinding]:
        rules = self._rules
        if due is not None and (done or self._today) > due.due:
            late = ((done or self._today) - due.due).days
            words = f"{full_date(done)}才解读，超期 {late} 天" if done else f"还没有解读，已经超期 {late} 天"
            yield PlanFinding("P1", rules.check("P1").severity, f"{words}：应当在{full_date(due.due)}以前。")
        if not known.get("contact_phone"):
            yield PlanFinding("P3", rules.check("P3").severity, "没有写咨询电话，解读不能发布。")
        forms, alone = known.get("forms") or [], rules.check("P4")
        if forms and set(forms) <= set(alone.forms):
            words = f"只有{'、'.join(forms)}一种形式，请加上图解、问答、现场答疑等一种。"
            yield PlanFinding("P4", alone.severity, words)
        wrong = [f"{step.label}{step.trouble}" for step in steps if step.trouble]
        if wrong:
            yield PlanFinding("P5", rules.check("P5").severity, f"三同步：{'，'.join(wrong)}。")


def _urgency(line: PlanLine) -> tuple[bool, date, str, str]:
    return (not line.is_open, line.due.due if line.due else date.max, line.title, line.kept.id)
