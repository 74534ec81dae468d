"""Longer notice periods that a place asks for than the template has (7 个工作日 is one such local rule).

A record of the workspace (`notice-rule`, under the code of the template, or `all` for every notice with a period).
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct, convert, to_builtins

from app.calendar.wording import require_count
from app.drafting.operations import operation
from app.errors import UsageError, UserFacingError
from app.notices.keeping import find_template
from app.workspace import Workspace

NOTICE_RULE = "notice-rule"
ALL = "all"


class LeastPeriod(Struct, frozen=True):
    """At least so many days of a kind, for one template or all, and the rule that says so."""

    template: str
    days: Annotated[int, Meta(ge=1, le=3660)]
    unit: Literal["day", "workday"]
    basis: Annotated[str, Meta(min_length=1, max_length=200)]
    removed: bool = False


def set_least_period(workspace: Workspace, template: str, days: int, unit: str, basis: str) -> None:
    """Ask for at least so many days from now on, as one operation.

    Raises `UserFacingError` for an unknown template, `UsageError` for a senseless count or without a basis.
    """
    code = template if template == ALL else find_template(workspace, template).code
    said = " ".join(basis.split())
    if not 0 < len(said) <= 200:
        raise UsageError("basis-missing", "请写明依据哪个规定，不超过 200 字，没有记下。")
    rule = LeastPeriod(code, require_count(days), "workday" if unit == "workday" else "day", said)
    with operation(workspace, "calendar", f"记公示期规定：{_told(code)}") as act:
        act.write(NOTICE_RULE, code, to_builtins(rule))


def drop_least_period(workspace: Workspace, template: str) -> None:
    """Go by the template alone again. Raises `UserFacingError` where nothing else was asked for."""
    record = workspace.store.records.get(NOTICE_RULE, template)
    if record is None or record.content["removed"]:
        raise UserFacingError("notice-rule-missing", "没有记过这样的公示期规定，什么也没有改。")
    with operation(workspace, "calendar", f"去掉公示期规定：{_told(template)}") as act:
        act.write(NOTICE_RULE, template, record.content | {"removed": True})


def least_periods(workspace: Workspace) -> list[LeastPeriod]:
    """Return what this place asks for beyond the templates."""
    return [convert(row.content, LeastPeriod) for row in workspace.store.records.of_kind(NOTICE_RULE)]


def least_periods_of(workspace: Workspace, template: str) -> list[LeastPeriod]:
    """Return what this place asks for of notices of a template."""
    return [rule for rule in least_periods(workspace) if rule.template in (template, ALL)]


def _told(template: str) -> str:
    return "所有公示" if template == ALL else template
