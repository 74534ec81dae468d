"""What is kept of an interpretation plan (政策解读方案): one record for each document that is explained."""

from typing import Annotated, Any, NamedTuple

from msgspec import Meta, Struct

from app.registers.answers import Values

PLAN = "interpretation-plan"

_Code = Annotated[str, Meta(pattern=r"^[0-9A-Za-z-]*$", max_length=40)]


class Plan(Struct, frozen=True, kw_only=True):
    """A plan. `values` are those of the checklist's elements; `template` the code of the ready-made plan it was begun
    from; `document` and `line` name the lines of the ledger by which the document and its interpretation came out, ""
    where none is known; `person`, `at`: who wrote last, when."""

    organisation: str
    values: Values
    person: str | None
    at: str
    template: _Code = ""
    document: _Code = ""
    line: _Code = ""
    removed: bool = False


class KeptPlan(NamedTuple):
    """A plan with the id it is kept under."""

    id: str
    plan: Plan


def plan_title(content: dict[str, Any]) -> str:
    """Return what a plan is called where it is listed among others: the document it explains."""
    title = content.get("values", {}).get("doc_title")
    return f"政策解读方案 {title if isinstance(title, str) and title else '（没有写文件名称）'}"
