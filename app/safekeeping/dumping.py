"""Everything a workspace holds as one table file and one file for programs: for the day when nothing else opens it.

What is in it is not masked. It is no product and goes through no gate: it stays in the house, and its name says so.
"""

import itertools
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from app.backups import Progress
from app.drafting.progress import entry_views
from app.practice import marked_title
from app.standards.models import Definition
from app.tables.cell_text import cell_text
from app.tables.marked_workbook import workbook_at
from app.workspace import Workspace
from db.filesystem import plain_disk_errors, written_whole

_FORMAT = 1
_LOOK_EVERY = 1000
_STATES = {"draft": "填报中", "ready": "已完成", "final": "已定稿"}
_MOST_OPERATIONS = 1_000_000
_LONGEST_CELL = 32_767
_LONGEST_SHEET_NAME = 31


def dump_everything(workspace: Workspace, folder: Path, progress: Progress | None = None) -> list[Path]:
    """Write all entries, records and acts into two files in a folder; returns them. Names that are there already are
    not taken. Raises `UserFacingError` where the disk refuses; neither file is left then, nor where `progress`, told of
    each row, stops it."""
    unit, day = workspace.organisation, workspace.today()
    stem = f"{unit.name}_{marked_title('全部内容')}_没有遮挡_不外发_{day.isoformat()}"
    number = next(n for n in range(1, 10_000) if not any(_place(folder, stem, n, each).exists() for each in _ENDINGS))
    table, data = (_place(folder, stem, number, ending) for ending in _ENDINGS)
    tell = progress or _tell_nobody
    content = _content(workspace, tell)
    # The table takes its name first: whoever sees the data beside it has both.
    with written_whole(data) as part, plain_disk_errors(data), written_whole(table) as sheets:
        _write_data(content, part, tell)
        _write_table(workspace, content, sheets, tell)
    return [table, data]


_ENDINGS = (".xlsx", ".json")


def _tell_nobody(done: int, total: int) -> None:
    """What is told of how far the work is, where nobody asked."""


def _place(folder: Path, stem: str, number: int, ending: str) -> Path:
    return folder / f"{stem}{'' if number == 1 else f'({number})'}{ending}"


def _content(workspace: Workspace, tell: Progress) -> dict[str, Any]:
    records = defaultdict(list)
    tell(0, 0)
    for row in workspace.store.records.each():
        records[row.kind].append({"id": row.id, "revision": row.revision, "content": row.content})
    return {
        "format": _FORMAT,
        "organisation": workspace.organisation.as_content() | {"id": workspace.organisation.id},
        "edition": workspace.edition,
        "at": workspace.timestamp(),
        "entries": [
            {"id": row.id, "revision": row.revision, "content": row.content}
            for row in workspace.store.entries.listed(removed=True)
        ],
        "records": dict(sorted(records.items())),
        "operations": workspace.store.operations.latest(_MOST_OPERATIONS),
    }


def _write_data(content: dict[str, Any], path: Path, tell: Progress) -> None:
    with path.open("w", encoding="utf-8") as file:
        for number, piece in enumerate(json.JSONEncoder(ensure_ascii=False, indent=1).iterencode(content)):
            file.write(piece)
            if number % _LOOK_EVERY == 0:
                tell(0, 0)


def _write_table(workspace: Workspace, content: dict[str, Any], path: Path, tell: Progress) -> None:
    total = len(content["entries"]) + sum(map(len, content["records"].values())) + len(content["operations"])
    done = itertools.count(1)
    with workbook_at(path, strings_to_formulas=False, strings_to_urls=False) as workbook:
        bold = workbook.add_format({"bold": True})
        taken: set[str] = set()

        def sheet(name: str, heads: list[str], rows: Iterable[list[str]]) -> None:
            page = workbook.add_worksheet(_sheet_name(name, taken))
            page.freeze_panes(1, 0)
            page.write_row(0, 0, heads, bold)
            for number, row in enumerate(rows, 1):
                tell(min(next(done), total), total)
                page.write_row(number, 0, [cell[:_LONGEST_CELL] for cell in row])

        by_checklist = defaultdict(list)
        for row in workspace.store.entries.listed():
            by_checklist[row.content["checklist"]].append(row)
        unknown = []
        for code, rows in by_checklist.items():
            definition = workspace.library.definitions.get(code)
            if definition is None:
                unknown += [[code, row.id, json.dumps(row.content, ensure_ascii=False)] for row in rows]
                continue
            heads = ["单位", "年份", "领域", "编号", "状态", "不涉及", *(each.label for each in definition.elements)]
            sheet(definition.name, heads, _entries(workspace, definition, rows))
        if unknown:
            sheet("定义不在了的条目", ["清单", "编号", "内容"], unknown)
        records = ([kind, each["id"], json.dumps(each["content"], ensure_ascii=False)] for kind, each in _each(content))
        sheet("登记", ["种类", "编号", "内容"], records)
        names = ("at", "person", "kind", "label")
        acts = ([str(row[name] or "") for name in names] for row in content["operations"])
        sheet("做过的事", ["时间", "谁", "种类", "做了什么"], acts)


def _sheet_name(name: str, taken: set[str]) -> str:
    """Return a name that the workbook takes: no signs it forbids, not too long, not taken by another sheet."""
    plain = "".join("_" if sign in "[]:*?/\\'" else sign for sign in name).strip() or "_"
    numbered = (f"({number})" if number > 1 else "" for number in itertools.count(1))
    found = next(each for end in numbered if (each := _ended(plain, end)).casefold() not in taken)
    taken.add(found.casefold())
    return found


def _ended(name: str, end: str) -> str:
    return name[: _LONGEST_SHEET_NAME - len(end)] + end


def _each(content: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((kind, each) for kind, rows in content["records"].items() for each in rows)


def _entries(workspace: Workspace, definition: Definition, rows: list[Any]) -> Iterator[list[str]]:
    for row, view in zip(rows, entry_views(workspace, rows), strict=True):
        values = row.content["values"]
        yield [
            view["organisation"],
            row.content["edition"],
            view["field"] or "",
            view["item"] or "",
            _STATES.get(view["state"], view["state"]),
            row.content.get("not_applicable") or "",
            *(cell_text(element, values.get(element.key)) for element in definition.elements),
        ]
