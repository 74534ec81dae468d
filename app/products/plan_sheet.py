"""An interpretation plan on paper (政策解读方案): it goes along with the document for approval, with room to sign."""

from collections.abc import Iterator
from datetime import date

from app.calendar.office_calendar import office_calendar
from app.calendar.wording import full_date, plain_date
from app.errors import UserFacingError
from app.notices.filled_notice import FilledColumn, FilledNotice, FilledRow, FilledTable
from app.products.register_papers import PreparedPaper
from app.registers.answers import shown_answer
from app.registers.days import day_of
from app.registers.plan_records import PLAN
from app.registers.plan_standings import PlanLine, plan_line
from app.registers.plans import find_plan, plan_definition
from app.standards.models import Definition, Element
from app.workspace import Workspace

_PAIRS = (FilledColumn("what", "项目", "center"), FilledColumn("told", "内容", "left"))
_TO_SIGN = ("起草科室负责人", "保密审查", "单位领导审签")
_ROOM = "意见：\n\n（签字）　　　　　　　　　　年　　月　　日"
_LEFT_OUT = ("original", "materials", "done_on", "linked", "approved_together")
"""What is said of the plan later, or by signing it."""


def plan_sheet(workspace: Workspace, name: str) -> PreparedPaper:
    """Read a plan as it goes along with its document; `draw_paper` sets it. Raises `UserFacingError` for an unknown
    plan, and for one that says nothing of how the document is explained."""
    kept = find_plan(workspace, name)
    line = plan_line(workspace, office_calendar(workspace), kept)
    if not line.says("outline") and not line.says("points"):
        raise UserFacingError(
            "plan-empty", f"“{line.title[:60]}”的解读方案还没有写提纲和要点，没有东西可以打印。请先写好再打印。"
        )
    facts = [*_facts(plan_definition(workspace), line), *((who, _ROOM) for who in _TO_SIGN)]
    rows = tuple(FilledRow(number, pair) for number, pair in enumerate(facts, start=1))
    own = workspace.organisation
    notice = FilledNotice(
        template="",
        medium="paper",
        title="政策解读方案",
        paragraphs=(),
        table=FilledTable("", _PAIRS, rows),
        signature=(),
        supervision_phone="",
        places=(),
        privacy=(),
        keep=None,
        period=None,
    )
    revision = workspace.store.records.get(PLAN, kept.id).revision
    label = f"打印解读方案：{line.title[:40]}"
    shown = ((PLAN, kept.id, revision),)
    return PreparedPaper(notice, own.full_name, workspace.today(), own.public_phones, label, shown)


def _facts(definition: Definition, line: PlanLine) -> Iterator[tuple[str, str]]:
    steps = {step.label for step in line.steps}
    for element in definition.elements:
        if element.key in _LEFT_OUT or element.label.removesuffix("日期") in steps:
            continue
        yield element.label, _said(element, line) or "　"
        if element.key == "published_on" and line.due is not None:
            yield "解读期限", f"{full_date(line.due.due)}以前（{line.due.explanation[0].removesuffix('。')}）"
        if element.key == "first_interpreter":
            yield "三同步", "\n".join(_step(step.label, step.on) for step in line.steps)


def _step(label: str, on: date | None) -> str:
    return f"{label}：{plain_date(on) if on else '　　　　年　　月　　日'}"


def _said(element: Element, line: PlanLine) -> str:
    value = line.says(element.key)
    if element.kind == "list" and value:
        return "\n".join(f"{number}. {text}" for number, text in enumerate(value, start=1))
    if element.kind == "date":
        day = day_of(value)
        return plain_date(day) if day else ""
    return shown_answer(element, value)
