"""The drafting desk: reading, checking, filtering and searching very many entries.

    python -m tests.bench.desk                      10,000 entries of one field, 100,000 to search in, three rounds
    python -m tests.bench.desk --entries 500 --searched 2000 --rounds 1

Each step stands beside the plainest way to get at the same entries, taken in the same run: for reading and checking
sqlite3 and json over the same rows, for filters and order a list comprehension and `sorted` over ready texts, for
searching LIKE over all texts. Ratios travel, milliseconds do not; where there is a budget it is named.
"""

import argparse
import json
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
from app.drafting.editing import set_entry
from app.drafting.entry import EntryContent, as_builtins, local_entry_id
from app.drafting.grid import Grid, GridReading
from app.drafting.grid_filters import Contains, HasFindings, LongerThan, OneOf, Sort, distinct_values, shown_rows
from app.drafting.operations import operation
from app.drafting.search import search
from app.opening import create_workspace, open_workspace
from app.standards.models import STANDARD_CATALOGUE
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
    table.print()
    _, milliseconds = timed(lambda: make_desk(folder / "archive.qd", searched))
    print(f"{searched} entries written in {milliseconds / 1000:.1f} s", flush=True)
    measure_search(folder / "archive.qd", rounds, words)
    words.print()


if __name__ == "__main__":
    main()
