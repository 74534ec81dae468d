"""Interpretation plans (政策解读方案): written, looked up, corrected, struck out.

Which form they have is the definition of the checklist; the clock stands in `plan_standings`.
"""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import ValidationError, convert, structs, to_builtins

from app.calendar.wording import full_date
from app.drafting.operations import Operation, operation
from app.errors import UsageError, UserFacingError
from app.registers.answers import changed_values, read_answers, require_days, require_unpersonal
from app.registers.days import day_of, day_text
from app.registers.plan_records import PLAN, KeptPlan, Plan
from app.registers.publications import all_publications, find_publication, require_past
from app.standards.models import Definition, Item
from app.standards.plan_rules import INTERPRETATION_PLANS, plan_rules
from app.workspace import Workspace

NOT_HERE = "政策解读由县、乡镇、街道和部门做，本单位不登记"
_TEMPLATE_KEYS = ("doc_kind", "outline", "points", "forms", "channels", "linked")
"""What a ready-made plan says of itself; when it is due, too, which is reckoned and not copied."""


def plan_definition(workspace: Workspace) -> Definition:
    """Return the form of a plan."""
    return workspace.library.definitions[INTERPRETATION_PLANS]


def takes_plans(workspace: Workspace) -> bool:
    """Whether a unit of this kind plans interpretations."""
    return workspace.organisation.kind in plan_definition(workspace).used_by


def plan_templates(workspace: Workspace) -> tuple[Item, ...]:
    """Return the ready-made plans, one for each kind of document."""
    return workspace.library.items(INTERPRETATION_PLANS)


def template_for(workspace: Workspace, name: str) -> Item:
    """Return a ready-made plan by its code or by the kind of document. Raises `UsageError`."""
    known = plan_templates(workspace)
    found = next((each for each in known if name in (each.code, each.values.get("doc_kind"))), None)
    if found is None:
        words = "、".join(f"{each.code} {each.values['doc_kind']}" for each in known)
        raise UsageError("template-unknown", f"没有“{name}”这种解读方案模板，没有记下。可以选：{words}。")
    return found


def prefilled(workspace: Workspace, template: str = "", document: str = "") -> dict[str, Any]:
    """Return the values that a new plan begins with: what the template of a kind of document says, what the ledger
    knows of the document (a line of it), and who we are. Raises `UserFacingError` for an unknown line."""
    values: dict[str, Any] = {
        "issuer": workspace.organisation.full_name,
        "interpreter_unit": workspace.organisation.full_name,
    }
    if template:
        said = template_for(workspace, template).values
        values |= {key: said[key] for key in _TEMPLATE_KEYS if said.get(key) is not None}
    if document:
        kept = find_publication(workspace, document)
        values |= {"doc_title": kept.line.title, "published_on": day_text(kept.published)}
    return values


def add_plan(workspace: Workspace, answers: Mapping[str, Any], *, template: str = "", document: str = "") -> str:
    """Write a plan for a document; returns its id. What `answers` do not say is taken from `prefilled`.

    Raises `UserFacingError` where plans are not made here, for a second plan for one document, days that cannot be and
    personal numbers; `UsageError` without the document's name.
    """
    if not takes_plans(workspace):
        raise UserFacingError("plans-not-here", f"{NOT_HERE}，没有记下。")
    begun = prefilled(workspace, template, document)
    values = changed_values(plan_definition(workspace), {}, begun | dict(answers))
    code = template_for(workspace, template).code if template else ""
    line = find_publication(workspace, document).id if document else ""
    plan = _checked(workspace, Plan(**_frame(workspace), values=values, template=code, document=line))
    id = str(uuid.uuid4())
    _require_only_one(workspace, KeptPlan(id, plan))
    _keep(workspace, KeptPlan(id, plan), f"写解读方案：{values['doc_title'][:40]}")
    return id


def change_plan(
    workspace: Workspace, name: str, changes: Mapping[str, Any], *, document: str | None = None
) -> KeptPlan:
    """Write elements of a plan anew, None empties one; `document` names the line of the ledger by which the document
    came out, "" none. Raises as `add_plan` does."""
    kept = find_plan(workspace, name)
    values = changed_values(plan_definition(workspace), kept.plan.values, changes)
    line = kept.plan.document if document is None else document and find_publication(workspace, document).id
    changed = structs.replace(kept.plan, **_frame(workspace), values=values, document=line)
    return _write(workspace, kept, changed, "改解读方案")


def write_linked(act: Operation, kept: KeptPlan, line: str) -> None:
    """Let a plan know the line of the ledger (id) by which its interpretation comes out, as part of an act."""
    act.write(PLAN, kept.id, to_builtins(structs.replace(kept.plan, **_frame(act.workspace), line=line)))


def strike_plan(workspace: Workspace, name: str) -> None:
    """Take a plan out that was written by mistake; it can be undone."""
    kept = find_plan(workspace, name)
    struck = KeptPlan(kept.id, structs.replace(kept.plan, **_frame(workspace), removed=True))
    _keep(workspace, struck, f"划去解读方案：{title_of_plan(kept)[:40]}")


def plans(workspace: Workspace) -> list[KeptPlan]:
    """Return all plans, the document published last in front, those without a day before them."""
    found = [KeptPlan(row.id, convert(row.content, Plan)) for row in workspace.store.records.of_kind(PLAN)]
    return sorted(found, key=lambda kept: (_published(kept) or "9999", title_of_plan(kept), kept.id), reverse=True)


def find_plan(workspace: Workspace, name: str) -> KeptPlan:
    """Return a plan by the name or number of its document, its id or at least 8 characters of that. Raises
    `UserFacingError` where it is not exactly one."""
    plain, known = " ".join(name.split()), plans(workspace)
    found = [kept for kept in known if plain and plain in (_text(kept, "doc_title"), _text(kept, "doc_number"))]
    found = found or [kept for kept in known if len(plain) >= 8 and kept.id.startswith(plain)]
    if len(found) > 1:
        ids = "、".join(kept.id[:8] for kept in found)
        raise UserFacingError("plan-ambiguous", f"“{plain[:60]}”有 {len(found)} 份解读方案。请写编号的前 8 位：{ids}。")
    if not found:
        raise UserFacingError("plan-unknown", f"没有“{plain[:60]}”的解读方案。请写文件名称、文号，或者编号的前 8 位。")
    return found[0]


def title_of_plan(kept: KeptPlan) -> str:
    """Return the name of the document that a plan explains."""
    return _text(kept, "doc_title") or "（没有写文件名称）"


def document_out_on(workspace: Workspace, plan: Plan) -> date | None:
    """Return on which day the document of a plan came out or is to come out: as the ledger says, else as is written."""
    line = next((each for each in all_publications(workspace) if each.id == plan.document), None)
    return (line.published if line else None) or day_of(plan.values.get("published_on"))


def _text(kept: KeptPlan, key: str) -> str:
    value = kept.plan.values.get(key)
    return value if isinstance(value, str) else ""


def _published(kept: KeptPlan) -> str:
    return day_text(day_of(kept.plan.values.get("published_on"))) or ""


def _frame(workspace: Workspace) -> dict[str, Any]:
    return {
        "organisation": workspace.organisation.id,
        "person": workspace.person,
        "at": workspace.timestamp(),
    }


def _write(workspace: Workspace, kept: KeptPlan, changed: Plan, label: str) -> KeptPlan:
    plan = _checked(workspace, changed)
    _require_only_one(workspace, KeptPlan(kept.id, plan), kept)
    _keep(workspace, KeptPlan(kept.id, plan), f"{label}：{title_of_plan(KeptPlan(kept.id, plan))[:40]}")
    return KeptPlan(kept.id, plan)


def _checked(workspace: Workspace, plan: Plan) -> Plan:
    """Check a plan as a whole."""
    definition = plan_definition(workspace)
    known = read_answers(definition, plan.values).known
    if not known.get("doc_title"):
        raise UsageError("plan-title-missing", "没有写文件名称，没有记下。请写上要解读的是哪个文件。")
    require_days(definition, known)
    _require_order(workspace, known, document_out_on(workspace, plan))
    require_unpersonal(definition, known, workspace.organisation.public_phones, "解读方案")
    if known.get("done_on") and not known.get("contact_phone"):
        raise no_phone(known["doc_title"])
    try:
        return convert(to_builtins(plan), Plan)
    except ValidationError as error:
        raise UserFacingError("plan-wrong", "解读方案写得太多，没有记下。请写短一些。", str(error)) from error


def _require_order(workspace: Workspace, known: Mapping[str, Any], published: date | None) -> None:
    """Refuse an interpretation before its document, and what is said to be done on a day that has not come."""
    labels = {element.key: element.label for element in plan_definition(workspace).elements}
    for key in ("planned_on", "done_on"):
        day = day_of(known.get(key))
        if published and day and day < published:
            raise UserFacingError(
                "plan-before-document",
                f"{labels[key]}{full_date(day)}在文件公开日期{full_date(published)}以前，没有记下。"
                "解读和文件同一天公开，或者在它以后，请核对两个日期。",
            )
    for key in ("done_on", *(step.element for step in plan_rules(workspace.library).steps)):
        day = day_of(known.get(key))
        if day is not None:
            require_past(workspace, day, labels[key])


def no_phone(title: str) -> UserFacingError:
    """Return the refusal to publish an interpretation that names nobody to ask (check P3)."""
    return UserFacingError(
        "plan-no-phone", f"“{title[:60]}”的解读没有写咨询电话，不能发布，没有记下。请先在解读方案里写上咨询电话。"
    )


def _require_only_one(workspace: Workspace, kept: KeptPlan, before: KeptPlan | None = None) -> None:
    """One document has one plan; what two clerks wrote at a time stays until somebody strikes one out."""
    own = _document(kept)
    if before is not None and _document(before) == own:
        return
    if any(_document(other) == own for other in plans(workspace) if other.id != kept.id):
        raise UserFacingError(
            "plan-twice",
            f"“{title_of_plan(kept)[:60]}”已经有一份解读方案了，没有再记。请改那一份，文号不同的写上文号。",
        )


def _document(kept: KeptPlan) -> tuple[str, str]:
    return ("".join(_text(kept, "doc_title").split()), "".join(_text(kept, "doc_number").split()))


def _keep(workspace: Workspace, kept: KeptPlan, label: str) -> None:
    with operation(workspace, "plan", label) as act:
        act.write(PLAN, kept.id, to_builtins(kept.plan))
