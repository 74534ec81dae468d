"""The lines of a table that a command for many entries is about, those that have no entry yet only with --adopt."""

import argparse
from collections.abc import Mapping
from typing import Any, NamedTuple

from app.cli.drafting import rows_of_place
from app.drafting.beginning import Beginning, beginning_id, begun_contents
from app.drafting.grid import GridReading
from app.drafting.lookup import find_entry, known_item
from app.workspace import Workspace


class Line(NamedTuple):
    """What a line says, and the item that a change of it adopts where it has no entry yet."""

    values: Mapping[str, Any]
    begins: Beginning | None = None


def add_adopt(parser: argparse.ArgumentParser) -> None:
    """Add --adopt."""
    parser.add_argument("--adopt", action="store_true", help="还没采用的事项也一起改，改到的同时采用，撤销时一起退回")


def chosen_lines(workspace: Workspace, arguments: argparse.Namespace) -> dict[str, Line]:
    """Return by id the lines that --only names, else all of the table."""
    if not arguments.only:
        return table_lines(workspace, arguments)
    return dict(_named(workspace, arguments, name) for name in arguments.only)


def table_lines(workspace: Workspace, arguments: argparse.Namespace) -> dict[str, Line]:
    """Return by id the lines of a table in its order."""
    rows = {row.id: Line(row.content["values"]) for row in rows_of_place(workspace, arguments)}
    if not arguments.adopt:
        return rows
    grid = GridReading().read(workspace, arguments.checklist, arguments.field, grouped=False)
    return {
        row.entry: rows.get(row.entry) or Line(row.values, Beginning(arguments.checklist, row.code))
        for row in grid.rows
    }


def begun_items(lines: Mapping[str, Line]) -> dict[str, Beginning]:
    """Return by id what changes of these lines would adopt."""
    return {id: line.begins for id, line in lines.items() if line.begins is not None}


def _named(workspace: Workspace, arguments: argparse.Namespace, name: str) -> tuple[str, Line]:
    beginning = Beginning(arguments.checklist, name)
    if arguments.adopt and known_item(workspace, *beginning) is not None:
        id = beginning_id(workspace, beginning)
        begun = begun_contents(workspace, {id: beginning})
        if id in begun:
            return id, Line(begun[id].values, beginning)
    row = find_entry(workspace, name)
    return row.id, Line(row.content["values"])
