"""The rows and sentences of the page: the list, the records of a section, new definitions."""

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from app.standards.definition_files import Place
from app.standards.definition_forms import form_values, rows_of
from app.standards.definition_sections import CALENDAR, MASKS, Data, Section
from app.standards.own_definitions import KIND_LABELS
from app.tables.official import standard_text
from ui.pages.definitions.reading import Line, Listing
from ui.widgets.rows import Row

ALL_OWN = "own"
LABELS = {**KIND_LABELS, CALENDAR: "放假安排"}
CAN_BE_ADDED = ("checklist", "notice", CALENDAR)


def kind_tabs(listing: Listing) -> list[tuple[str, str, str]]:
    """Return the tabs over the list."""
    own = sum(bool(line.set_by) or line.id in listing.typed for line in listing.lines.values())
    return [*((kind, "", label) for kind, label in LABELS.items()), (ALL_OWN, "", f"改过的 {own}")]


def found_lines(listing: Listing, tab: str, typed: str) -> list[Line]:
    """Return the definitions of a tab whose name or code holds what is typed."""
    lines = listing.lines.values()
    if tab == ALL_OWN:
        lines = [line for line in lines if line.set_by or line.id in listing.typed]
    else:
        lines = [line for line in lines if line.kind == tab]
    wanted = typed.strip().lower()
    return [line for line in lines if wanted in line.name.lower() or wanted in line.code.lower()]


def list_rows(listing: Listing, lines: Iterable[Line]) -> list[Row]:
    """Return a row for each definition."""
    return [Row(line.id, line.name, detail=_standing(line, listing)) for line in lines]


def _standing(line: Line, listing: Listing) -> str:
    if line.fault:
        return f"{line.code} · 现在用不了"
    half = " · 有没保存的改动" if line.id in listing.typed else ""
    return f"{line.code} · {f'{line.set_by}改过' if line.set_by else '程序自带'}{half}"


def facts_of(line: Line) -> str:
    """Return what is said of a definition under its name."""
    if line.fault:
        return f"现在的程序用不了它：{line.fault}"
    whose = f"{line.set_by}改过的" if line.set_by else "程序自带的"
    return f"{LABELS[line.kind]} {line.code}，{whose}。改好保存，发给下级的“标准和规定”里就带着。"


def cells_of(section: Section, data: Data) -> list[list[str]]:
    """Return the words of the table of a section."""
    shown = []
    elements = [section.form.element(key) for key in section.heads]
    for row in rows_of(data, section):
        values = form_values(section, row) if isinstance(row, dict) else {}
        shown.append([_text(element, values.get(element.key)) for element in elements])
    return shown


def _text(element: Any, value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else ""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "、".join(value)
    if value is None or isinstance(value, str | int | float):
        return "" if value is None else str(value)
    return standard_text(element, value) or ""


def section_of_place(sections: Iterable[Section], place: Place, data: Data) -> tuple[Section, int, str] | None:
    """Return in which section a place stands, in which row (0 where it is one record), and in which element."""
    sections = tuple(sections)
    masks = next((each for each in sections if each.key == MASKS), None)
    if masks is not None and place[:1] == ("kinds",):
        return masks, _row_of_mask(rows_of(data, masks), place[1:3]), "".join(map(str, place[3:4]))
    fitting = [each for each in sections if each.path and place[: len(each.path)] == each.path]
    # Of a record and a table inside of it the table is nearer.
    for section in sorted(fitting, key=lambda each: -len(each.path)):
        rest = place[len(section.path) :]
        if not section.is_table:
            return section, 0, str(rest[0]) if rest else ""
        if rest and isinstance(rest[0], int):
            return section, rest[0], str(rest[1]) if len(rest) > 1 else ""
        return section, -1, ""
    return None


def _row_of_mask(rows: Iterable[Mapping[str, Any]], kind_and_medium: Place) -> int:
    told = [(row["kind"], row["medium"]) for row in rows]
    return told.index(kind_and_medium) if kind_and_medium in told else -1


def fresh_row(section: Section, data: Data) -> dict[str, Any]:
    """Return what a new row begins with; a key that nobody has to think of is free."""
    row = copy.deepcopy(section.fresh)
    for key in ("key", "code"):
        if key in row:
            used = {each.get(key) for each in rows_of(data, section)}
            row[key] = _free(used, "own_{}" if key == "key" else _code_form(data))
    return row


def _code_form(data: Data) -> str:
    field = data.get("field")
    return f"{field['code']}-9{{:02d}}" if isinstance(field, dict) and field.get("code") else "own-{}"


def _free(used: Iterable[Any], form: str) -> str:
    taken = set(used)
    return next(form.format(number) for number in range(1, 100_000) if form.format(number) not in taken)


def new_definition(listing: Listing, kind: str, like: Data | None, lines: Mapping[str, Line]) -> tuple[str, Data]:
    """Return the code and data of a new definition; a notice template begins as a copy of `like`."""
    used = {line.code for line in lines.values() if line.kind == kind}
    if kind == CALENDAR:
        year = max((int(code) for code in used), default=2025) + 1
        return str(year), {"year": year, "sources": [], "holidays": [], "note": ""}
    if kind == "notice" and like is not None:
        code, template = _free(used, "OWN-{:02d}"), copy.deepcopy(like["templates"][0])
        return code, {"templates": [template | {"code": code, "name": f"{template['name']}（另一种）"}]}
    code = _free(used, "own-{}")
    return code, {
        "checklist": {
            "code": code,
            "name": "新的清单",
            "shape": "catalogue",
            "what_for": "写明这份清单做什么用",
            "used_by": ["township", "subdistrict"],
            "title_elements": ["name"],
            "elements": [
                {
                    "key": "name",
                    "label": "名称",
                    "kind": "text",
                    "required": True,
                    "question": "这一条叫什么？",
                    "example": "写一个例子",
                }
            ],
        }
    }
