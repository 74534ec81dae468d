"""table import: a catalogue in somebody's file taken into the workspace."""

import argparse
from pathlib import Path
from typing import Any

from app.cli.batches import batch_json, tell_counts, tell_waiting
from app.cli.common import add_json, add_workspace, print_json, reading, writing
from app.cli.table_pointing import add_pointing, pointed
from app.drafting.lookup import find_definition, find_field
from app.exchange.taking_in import expected_outcome
from app.proposals.proposals import Outcome
from app.standards.models import STANDARD_CATALOGUE
from app.tables.import_checklist import recognised_checklist, require_checklist
from app.tables.import_columns import read_as
from app.tables.import_items import LEFT_OUT_WORDS, told_fields
from app.tables.importing import RowPlace, TableBatch, apply_table_import, require_told, table_proposals
from app.tables.sources.reading import read_source
from app.tables.sources.sheet import Source
from app.tables.understanding.catalogue import ReadCatalogue
from app.tables.understanding.understand import understand
from app.workspace import Workspace


def register_table(tables: argparse._SubParsersAction) -> None:
    """Add this command to the group `table`."""
    taken = tables.add_parser("import", help="把现成的目录表格导入工作文件，两边都写过的、拿不准的先放着等决定")
    add_workspace(taken)
    taken.add_argument("file", metavar="文件", type=Path, help="xlsx、xlsm、xls、docx、html、csv 或 txt")
    taken.add_argument("--field", metavar="领域", help="表里是哪个领域，例如 05；不写就看表里写的")
    taken.add_argument(
        "--section",
        metavar="组",
        action="append",
        default=[],
        help="表里按单位分了组时要哪一组，照表里的写；可以写几次",
    )
    taken.add_argument("--hidden", action="store_true", help="文件里隐藏的行也要")
    taken.add_argument(
        "--carry", metavar="列名", action="append", default=[], help="多出来的哪一列接在公开内容后面；可以写几次"
    )
    add_pointing(taken)
    taken.add_argument("--checklist", metavar="清单", help="不写就看表的标题，没写的是标准目录")
    taken.add_argument("--dry-run", action="store_true", help="只看会怎样，不改动")
    add_json(taken)
    taken.set_defaults(run=_import)


def _import(arguments: argparse.Namespace) -> int:
    source = read_source(arguments.file)
    with (reading if arguments.dry_run else writing)(arguments) as workspace:
        read, batch = _read_against(workspace, source, arguments)
        require_told(read, batch)
        outcome = expected_outcome(batch) if arguments.dry_run else apply_table_import(workspace, batch)
    if arguments.json:
        print_json(_as_json(batch, outcome, applied=not arguments.dry_run))
    else:
        _tell(batch, outcome, applied=not arguments.dry_run)
    return tell_waiting(outcome, "table import", dry_run=arguments.dry_run)


def _read_against(
    workspace: Workspace, source: Source, arguments: argparse.Namespace
) -> tuple[ReadCatalogue, TableBatch]:
    corrections, heads = pointed(source, arguments)
    read = understand(source, corrections, heads=heads, library=workspace.library)
    fields, checklist = {}, arguments.checklist
    if arguments.field is not None:
        fields = told_fields(read, find_field(workspace, arguments.field).code)
        checklist = checklist or STANDARD_CATALOGUE
    if checklist is None:
        recognised = recognised_checklist(read, source, workspace.library)
        require_checklist(read, recognised, workspace.library)
        checklist = recognised.code
    read = read_as(
        find_definition(workspace, checklist), read, source, corrections, heads=heads, library=workspace.library
    )
    batch = table_proposals(
        workspace,
        read,
        source,
        fields=fields,
        sections=arguments.section,
        include=_hidden(read) if arguments.hidden else (),
        carried=arguments.carry,
        checklist=checklist,
    )
    return read, batch


def _hidden(read: ReadCatalogue) -> set[tuple[int, int]]:
    return {(t, r) for t, table in enumerate(read.tables) for r, row in enumerate(table.rows) if row.is_hidden}


def _tell(batch: TableBatch, outcome: Outcome, *, applied: bool) -> None:
    done = "导入好了" if applied else "可以导入，还没有导入（只是看看）"
    is_changed = any(outcome.counts[name] for name in ("new", "changed", "cleared"))
    print(f"从表格“{batch.label}”：{done if is_changed else '没有变化'}。")
    tell_counts(batch, outcome)
    titles = {proposal.subject_id: proposal.title for proposal in batch.proposals}
    for row in batch.rows:
        if row.asks and row.subject is not None:
            print(f"要定：{titles[row.subject]}\t{''.join(row.asks)}")


def _as_json(batch: TableBatch, outcome: Outcome, *, applied: bool) -> dict[str, Any]:
    missing = [
        {"field": each.field, "item": each.code, "title": each.title, "stands": each.stands} for each in batch.missing
    ]
    rows = [_row_json(row) for row in batch.rows]
    return batch_json(batch, outcome, applied=applied) | {"rows": rows, "missing": missing}


def _row_json(row: RowPlace) -> dict[str, Any]:
    return {
        "table": row.row[0],
        "row": row.row[1],
        "entry": row.subject,
        "kind": row.kind,
        "matched": row.how,
        "likeness": row.likeness,
        "title": row.title,
        "left_out": LEFT_OUT_WORDS.get(row.left_out, ""),
        "asks": list(row.asks),
    }
