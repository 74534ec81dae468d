"""The drafting desk: reading, checking, filtering and searching very many entries.

    python -m tests.bench.desk                      10,000 entries of one field, 100,000 to search in, three rounds
    python -m tests.bench.desk --entries 500 --searched 2000 --rounds 1

Each step stands beside the plainest way to get at the same entries, taken in the same run: for reading and checking
sqlite3 and json over the same rows, for filters and order a list comprehension and `sorted` over ready texts, for
changing all of them an UPDATE of a copy without history and index, for pasting csv over the same block, for searching
LIKE over all texts. Ratios travel, milliseconds do not; where there is a budget it is named.
"""

import argparse
import csv
import json
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from app.checks.table_findings import TableFindings
from app.drafting.bulk import apply_plan, plan_changes
from app.drafting.editing import set_entry
from app.drafting.entry import EntryContent, as_builtins, local_entry_id
from app.drafting.grid import Grid, GridReading, GridRow
from app.drafting.grid_filters import Contains, HasFindings, LongerThan, OneOf, Sort, distinct_values, shown_rows
from app.drafting.history import undo
from app.drafting.operations import operation
from app.drafting.pasting import plan_paste
from app.drafting.search import search
from app.opening import create_workspace, open_workspace
from app.standards.models import STANDARD_CATALOGUE, Element
from app.tables.cell_text import cell_text
from app.tables.pasted import copied_text, pasted_cells
from app.workspace import Workspace
from tests.bench.catalogue_rows import catalogue_rows
from tests.support import EDITION, FULL_VALUES, TOWNSHIP

FIELD = "05"
DIFFERENT_ROWS = 2000
PAGE = 200
FILTERS = (
    Contains("elements", "公示"),
    OneOf("channels", frozenset({"政府网站"})),
    LongerThan("deadline", 9),
    HasFindings(),
)
SORTED_BY = ("level2", "elements", "basis", "deadline", "publisher")
ASKED = ("救助", "村民代表会议", "公示 第77号", "资产 折旧", "没有这个词", "兴隆镇", "zjxm")
_HEADS = "SELECT id, revision FROM entry WHERE field = ? AND removed = 0 ORDER BY position, id"
_ROWS = "SELECT id, revision, content FROM entry WHERE field = ? AND removed = 0 ORDER BY position, id"
_REWRITE = "UPDATE entry SET content = ? WHERE id = ?"
_LIKE = "SELECT subject_id, title FROM search_document WHERE kind = 'entry' AND words LIKE ? LIMIT 50"


@dataclass
class Step:
    """One thing measured: the program's and the plain way's milliseconds in each round."""

    name: str
    budget_ms: float | None
    program: list[float]
    plain: list[float]

    def line(self) -> str:
        """Return median, range, how many times the plain way, and the budget."""
        median, plain = statistics.median(self.program), statistics.median(self.plain)
        between = f"[{min(self.program):.1f}-{max(self.program):.1f}]"
        budget = f"  budget {self.budget_ms:.0f}" if self.budget_ms else ""
        return f"{median:8.1f} ms {between:18} x{median / plain:7.2f} of {plain:8.1f} ms{budget}  {self.name}"


class Steps:
    """Collects measurements by name, in the order in which they are first taken."""

    def __init__(self) -> None:
        self.taken: dict[str, Step] = {}

    def take(
        self, name: str, program: Callable[[], Any], plain: Callable[[], Any], budget_ms: float | None = None
    ) -> Any:
        """Measure one way after the other once; returns what the program's way returned."""
        step = self.taken.setdefault(name, Step(name, budget_ms, [], []))
        _, milliseconds = timed(plain)
        step.plain.append(milliseconds)
        result, milliseconds = timed(program)
        step.program.append(milliseconds)
        return result

    def print(self) -> None:
        """Print a line for each step."""
        for step in self.taken.values():
            print(step.line(), flush=True)


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """Return what `work` returns and how many milliseconds it took."""
    begin = time.perf_counter()
    result = work()
    return result, (time.perf_counter() - begin) * 1000


def make_desk(path: Path, entries: int) -> None:
    """Write a township's workspace with so many entries of our own in one field, no two with the same texts."""
    with (
        create_workspace(path, TOWNSHIP, EDITION, person="陈静") as workspace,
        operation(workspace, "local", "新增很多条") as act,
    ):
        for number, values in enumerate(islice(_values(), entries)):
            content = EntryContent(TOWNSHIP.id, STANDARD_CATALOGUE, EDITION, FIELD, None, True, number, values)
            act.write("entry", local_entry_id(), as_builtins(content))


def _values() -> Iterator[dict[str, Any]]:
    for number, row in enumerate(cycle(list(catalogue_rows(DIFFERENT_ROWS))), start=1):
        days = 5 + number % 26
        yield FULL_VALUES | {
            "level1": row[2],
            "level2": f"{row[3]}第{number}号",
            "elements": [part for part in row[5].split("，") if part],
            "basis": [*FULL_VALUES["basis"], {"title": row[6], "number": None, "kind": "规范性文件", "article": None}],
            "deadline": {"text": f"信息形成之日起{days}个工作日内", "count": days, "unit": "workday"},
            "publisher": f"{row[0]}村民委员会",
        }


def measure_table(path: Path, rounds: int, steps: Steps) -> None:
    """Read, check, filter and sort the field, first and after one change."""
    with open_workspace(path, person="陈静") as workspace, closing(sqlite3.connect(path)) as plain:
        rows = lambda: [json.loads(row[2]) for row in plain.execute(_ROWS, (FIELD,))]  # noqa: E731
        heads = lambda: plain.execute(_HEADS, (FIELD,)).fetchall()  # noqa: E731
        for number in range(rounds):
            grids, findings = GridReading(), TableFindings()
            read = lambda **page: grids.read(workspace, STANDARD_CATALOGUE, FIELD, **page)  # noqa: B023, E731
            check = lambda: findings.read(workspace, STANDARD_CATALOGUE, FIELD)  # noqa: B023, E731
            steps.take(f"read the first {PAGE}", lambda: read(limit=PAGE), rows, 300)  # noqa: B023
            steps.take("read all the first time", read, rows, 1000)
            steps.take("check all the first time", check, rows)
            grid = read()
            change(workspace, grid, number)
            grid = steps.take("read after one change", read, heads)
            found = steps.take("check after one change", check, heads)
            measure_lines(grid, found, steps)


def change(workspace: Workspace, grid: Grid, number: int) -> None:
    """Change one entry in the middle."""
    id = grid.rows[len(grid.rows) // 2].id
    set_entry(workspace, workspace.store.entries.get(id), {"publisher": f"第{number}次改的"})


def measure_lines(grid: Grid, found: tuple[Any, ...], steps: Steps) -> None:
    """Filter, sort and list the values of a grid that was read."""
    texts = [str(row.values) for row in grid.rows]
    plain = lambda: sorted(text for text in texts if "公示" in text)  # noqa: E731
    for each in FILTERS:
        steps.take(f"filter {type(each).__name__}", lambda each=each: shown_rows(grid, [each], None, found), plain, 200)
    for column in SORTED_BY:
        steps.take(f"sort by {column}", lambda column=column: shown_rows(grid, sort=Sort(column)), plain, 200)
    both = lambda: shown_rows(grid, FILTERS[:3], Sort("elements", descending=True), found)  # noqa: E731
    steps.take("three filters and a sort", both, plain, 200)
    steps.take("values of level2", lambda: distinct_values(grid, "level2"), plain, 200)


def measure_bulk(path: Path, rounds: int, steps: Steps) -> None:
    """Change every entry of the field at once, take it back, and look where a block of all of them would go."""
    copy = path.with_suffix(".plain")
    with open_workspace(path, person="陈静") as workspace:
        # The readings of characters are loaded once for a program.
        search(workspace, "a")
        for number in range(rounds):
            grid = GridReading().read(workspace, STANDARD_CATALOGUE, FIELD)
            shutil.copyfile(path, copy)
            plain = lambda: rewrite(copy)  # noqa: E731
            change = {row.id: {"publisher": f"第{number}次一起改的"} for row in grid.rows if row.id}
            steps.take("change all", lambda: change_all(workspace, change), plain, 2000)  # noqa: B023
            steps.take("take it back", lambda: undo(workspace), plain, 2000)
            block = block_of(grid)
            cells = steps.take("read a block of all", lambda: pasted_cells(block), lambda: csv_rows(block))  # noqa: B023
            paste = lambda: paste_all(grid, cells)  # noqa: B023, E731
            steps.take("look where it goes", paste, lambda: csv_rows(block), 2000)  # noqa: B023


def change_all(workspace: Workspace, changes: dict[str, dict[str, Any]]) -> None:
    """Plan and apply changes as one operation."""
    assert apply_plan(workspace, plan_changes(workspace, changes), "改许多条") == len(changes)


def rewrite(path: Path) -> None:
    """Change every entry of a file that nobody has open, by sqlite3 and json alone."""
    with closing(sqlite3.connect(path)) as plain, plain:
        rows = [(id, json.loads(content)) for id, _, content in plain.execute(_ROWS, (FIELD,)).fetchall()]
        plain.executemany(_REWRITE, [(json.dumps(content, ensure_ascii=False), id) for id, content in rows])


def block_of(grid: Grid) -> str:
    """Return all lines as a clerk copies them from a printed table, with boxes; every line moved up by one."""
    rows = [
        [
            _boxed(element, row) if element.kind == "choices" else _cell(element, row)
            for element in grid.definition.elements
        ]
        for row in grid.rows
    ]
    return copied_text(rows[1:] + rows[:1])


def _cell(element: Element, row: GridRow) -> str:
    return cell_text(element, row.values.get(element.key))


def _boxed(element: Element, row: GridRow) -> str:
    chosen = row.values.get(element.key) or ()
    return "\n".join(f"{'■' if label in chosen else '□'}{label}" for label in element.choice_labels)


def csv_rows(block: str) -> list[list[str]]:
    """Return the cells of a block as the csv module reads it."""
    return list(csv.reader(block.splitlines(keepends=True), delimiter="\t"))


def paste_all(grid: Grid, cells: list[list[str]]) -> None:
    """Say what pasting the block over all lines would change."""
    columns = [element.key for element in grid.definition.elements]
    standing = {row.entry: row.values for row in grid.rows}
    pasted = plan_paste(grid.definition, columns, list(standing), (0, 0), cells, standing)
    assert len(pasted.changes) == len(grid.rows) and not pasted.refused


def measure_search(path: Path, rounds: int, steps: Steps) -> None:
    """Search entries, items, notices and laws for words that are frequent, rare, not there and in pinyin."""
    with open_workspace(path, read_only=True) as workspace, closing(sqlite3.connect(path)) as plain:
        # The readings of characters are loaded once for a program.
        search(workspace, "a")
        for _ in range(rounds):
            for words in ASKED:
                like = lambda words=words: plain.execute(_LIKE, (f"%{words.replace(' ', '%')}%",)).fetchall()  # noqa: E731
                steps.take(f"search {words}", lambda words=words: search(workspace, words), like, 50)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--searched", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report(Path(folder), chosen.entries, chosen.searched, chosen.rounds)


def report(folder: Path, entries: int, searched: int, rounds: int) -> None:
    """Make both workspaces, measure, and print a line for each step."""
    table, words = Steps(), Steps()
    make_desk(folder / "desk.qd", entries)
    measure_table(folder / "desk.qd", rounds, table)
    measure_bulk(folder / "desk.qd", rounds, table)
    table.print()
    _, milliseconds = timed(lambda: make_desk(folder / "archive.qd", searched))
    print(f"{searched} entries written in {milliseconds / 1000:.1f} s", flush=True)
    measure_search(folder / "archive.qd", rounds, words)
    words.print()


if __name__ == "__main__":
    main()
