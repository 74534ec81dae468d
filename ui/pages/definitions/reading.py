"""What the page of definitions shows and does with them: read and held against the file on the store's thread."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from app.calendar.office_calendar import complete_table, known_years, take_year_table, withdraw_year_table
from app.calendar.year_table import YearTable
from app.drafting.definition_recording import (
    check_definition,
    data_of,
    find_listed,
    is_shipped,
    listed_definitions,
    restore_definition,
    set_definitions,
)
from app.drafting.form_drafts import kept_forms
from app.errors import UserFacingError
from app.standards.definition_files import Place, place_of
from app.standards.definition_sections import CALENDAR
from app.standards.library import Library
from app.standards.own_definitions import definition_id
from app.standards.problems import bad_resource, read_as
from app.workspace import Workspace
from ui.pages.definitions.preview import Preview, preview_of

FORM = "definition"
"""The form in which a definition is changed, as half written ones are kept."""


@dataclass(frozen=True)
class Line:
    """One definition in the list: who set it here, "" where it is the program's; `fault`: why it cannot be gone by."""

    kind: str
    code: str
    name: str
    set_by: str = ""
    is_shipped: bool = True
    fault: str = ""

    @property
    def id(self) -> str:
        return definition_id(self.kind, self.code)


@dataclass(frozen=True)
class Listing:
    """Every definition by its id, the library they are of, and what stands half written, by id."""

    lines: Mapping[str, Line]
    library: Library
    typed: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    """What the check says of data: why it cannot be set and where, or what it would hide; what it would look like."""

    fault: str = ""
    place: Place = ()
    told: tuple[str, ...] = ()
    preview: Preview | None = None


def read_listing(workspace: Workspace) -> Listing:
    """Return the definitions that can be set here."""
    lines = [
        Line(each.kind, each.code, each.name, each.own.person if each.own else "", is_shipped(each), each.unusable)
        for each in listed_definitions(workspace)
    ]
    for known in known_years(workspace):
        year, taken = known.table.year, known.taken
        lines.append(Line(CALENDAR, str(year), f"{year}年放假安排", taken.person if taken else ""))
    return Listing({line.id: line for line in lines}, workspace.library, kept_forms(workspace, FORM))


def read_data(workspace: Workspace, kind: str, code: str) -> dict[str, Any]:
    """Return the data of a definition as it stands."""
    if kind == CALENDAR:
        tables = {str(known.table.year): known.table for known in known_years(workspace)}
        return msgspec.json.decode(msgspec.json.encode(tables[code]))
    return data_of(workspace, kind, find_listed(workspace, definition_id(kind, code)).code)


def check(workspace: Workspace, kind: str, data: dict[str, Any], row: int) -> Checked:
    """Hold data against what stands here; `row`: the one that the preview shows, where it shows one."""
    try:
        if kind == CALENDAR:
            return Checked(preview=preview_of(workspace, kind, _year_table(data), row))
        found = check_definition(workspace, kind, data)
    except UserFacingError as error:
        return Checked(error.message, place_of(data, error))
    return Checked(told=found.told, preview=preview_of(workspace, kind, found.part.what, row))


def save(workspace: Workspace, kind: str, data: dict[str, Any], *, is_confirmed: bool = False) -> tuple[str, ...]:
    """Let a definition hold from now on; returns what it hides. Raises `UserFacingError` for a fault, and
    (`definition-doubtful`) for what is to be confirmed first."""
    if kind == CALENDAR:
        take_year_table(workspace, _year_table(data), "定义")
        return ()
    (checked,) = set_definitions(workspace, [(kind, data)], is_confirmed=is_confirmed)
    return checked.told


def restore(workspace: Workspace, kind: str, code: str) -> None:
    """Let a definition hold again as it came with the program."""
    if kind == CALENDAR:
        withdraw_year_table(workspace, int(code))
    else:
        restore_definition(workspace, definition_id(kind, code))


def _year_table(data: dict[str, Any]) -> YearTable:
    name = f"{data.get('year')}年放假安排"
    table = read_as(YearTable, data, name, "放假安排")
    if not table.holidays:
        raise bad_resource(name, "一个节日也没有写", "请补上后再试")
    return complete_table(table, name)
