"""A county's workspace with entries of many units, put there as packages would leave them."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from msgspec import structs

from app.drafting.entry import EntryContent, as_builtins, entry_id
from app.drafting.operations import operation
from app.drafting.projection import project
from app.exchange.verdicts import judge
from app.organisations import Organisation
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace
from tests.support import COUNTY, OTHER_TOWNSHIP, SUBDISTRICT, TOWNSHIP, Computer, computer

FIELD = "05"
UNITS = (TOWNSHIP, OTHER_TOWNSHIP, SUBDISTRICT)

Change = Callable[[Organisation, str, EntryContent], EntryContent]


def county_desk(folder: Path, units: Iterable[Organisation] = UNITS) -> Computer:
    """A county's computer with these units on its roster."""
    desk = computer(folder, COUNTY, "王芳")
    with desk.working() as workspace:
        put_units(workspace, units)
    return desk


def put_units(workspace: Workspace, units: Iterable[Organisation]) -> None:
    """Write units into the roster."""
    with operation(workspace, "roster", "登记") as act:
        for unit in units:
            act.write("organisation", unit.id, unit.as_content(parent_id=workspace.organisation.id))


def unchanged(unit: Organisation, item: str, content: EntryContent) -> EntryContent:
    """Leave the entry as adopting writes it."""
    return content


def put_entries(
    workspace: Workspace, unit: Organisation, field: str, change: Change = unchanged, *, state: str = "ready"
) -> list[str]:
    """Put the items of a unit's level in a field into the file as if the unit had handed them in; returns the ids."""
    definition = workspace.library.definitions[STANDARD_CATALOGUE]
    items = [item for item in workspace.library.fields[field].items if unit.facts.level in item.levels]
    ids = []
    with operation(workspace, "import", "收下") as act:
        for position, item in enumerate(items, start=1):
            projected = project(definition, item, unit)
            content = EntryContent(
                organisation=unit.id,
                checklist=STANDARD_CATALOGUE,
                edition=workspace.edition,
                field=field,
                item=item.code,
                local=False,
                position=position,
                values=dict(projected.values),
                state=state,
                evidence=item.evidence,
            )
            id = entry_id(unit.id, STANDARD_CATALOGUE, workspace.edition, item.code)
            act.write("entry", id, as_builtins(change(unit, item.code, content)))
            ids.append(id)
    return ids


def with_values(content: EntryContent, **values: Any) -> EntryContent:
    """The entry with other values."""
    return structs.replace(content, values=content.values | values)


def filled_county(folder: Path) -> Computer:
    """A county's computer: its own entries final, two units accepted, of the third one entry returned and one still
    waiting."""
    desk = county_desk(folder)
    with desk.working() as workspace:
        put_entries(workspace, COUNTY, FIELD, state="final")
        for unit in UNITS:
            ids = put_entries(workspace, unit, FIELD, with_differences)
            accepted = ids[:-2] if unit is UNITS[-1] else ids
            judge(workspace, [id for id in accepted if not _declined(workspace, id)], "accepted")
        judge(workspace, ids[-1:], "returned", "请写清楚")
    return desk


def with_differences(unit: Organisation, item: str, content: EntryContent) -> EntryContent:
    """白云乡 gives itself longer; 城关街道 says that an item does not concern it."""
    if (unit.name, item) == ("白云乡", "05-003"):
        return with_values(content, deadline={"text": "30个工作日内", "count": 30, "unit": "workday"})
    if (unit.name, item) == ("城关街道", "05-004"):
        return structs.replace(content, not_applicable="街道没有这一项")
    return content


def _declined(workspace: Workspace, id: str) -> bool:
    return workspace.store.entries.get(id).content["not_applicable"] is not None
