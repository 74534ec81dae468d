"""The county's desk: taking in what a hundred units hand in, and the figures and searches over a million entries.

    python -m tests.bench.county                                 100 units, 1,000 entries each, 3 rounds; then a million
    python -m tests.bench.county --units 5 --entries 200 --rounds 2 --large 0

Taking in stands beside bare sqlite3, which executes the very same final statements (entries, revisions, changes, index
rows, tallies) from tuples made beforehand, package by package in the same run. Both are told in CPU seconds of this
process; the ratio without the rows of the index is told beside it and judged by nobody.
"""

import argparse
import os
import resource
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from app.county.matrix import cell_entries, matrix
from app.drafting.operations import Head, operation
from app.drafting.search import search
from app.exchange.roster import admit_device
from app.exchange.taking_in import import_file
from app.opening import create_workspace, open_workspace
from app.user_folder import DATA_HOME_VARIABLE
from app.workspace import Workspace
from tests.bench.county_packages import first_round, key_of, next_round, township, write_round
from tests.bench.desk import Steps
from tests.support import COUNTY, EDITION

Statement = tuple[str, list[tuple]]
"""SQL and the rows it is executed with."""

MATRIX_BUDGET_MS = 200
SEARCH_BUDGET_MS = 70
ASKED = ("低保", "公示", "承包", "临时救助", "信息形成之日", "第7镇", "gongshi", "zcqc", "jtjj", "没有这个词")
_RECOUNT = (
    "SELECT organisation, field, COUNT(*), SUM(state IN ('ready', 'final')) FROM entry"
    " WHERE edition = ? AND NOT removed GROUP BY organisation, field"
)
_BEHIND = "SELECT id, content FROM entry WHERE organisation = ? AND field = ? AND NOT removed"
_LIKE = "SELECT subject_id, title FROM search_document WHERE kind = 'entry' AND words LIKE ? LIMIT 50"
_NO_WRITING = ("SELECT", "PRAGMA", "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class Recorder:
    """Stands between a store and its connection, and keeps every statement that writes."""

    def __init__(self, workspace: Workspace) -> None:
        self.statements: list[Statement] = []
        database = workspace.store._database
        self._connection, self._cursor = database.connection, database.cursor
        database.connection = lambda: self
        database.cursor = lambda named_cursor=None: _RecordingCursor(self._cursor(), self)

    def executemany(self, statement: str, rows: Any) -> Any:
        """Execute and keep."""
        made = [tuple(row) for row in rows]
        if made:
            self.statements.append((statement, made))
        return self._connection().executemany(statement, made)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection(), name)


class _RecordingCursor:
    def __init__(self, cursor: sqlite3.Cursor, recorder: Recorder) -> None:
        self._of, self._recorder = cursor, recorder

    def execute(self, statement: str, parameters: Any = ()) -> Any:
        if not statement.lstrip().upper().startswith(_NO_WRITING):
            self._recorder.statements.append((statement, [tuple(parameters)]))
        self._of.execute(statement, parameters)
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(self._of)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._of, name)


def make_county(path: Path, units: int) -> None:
    """Write the county's workspace: so many units on the roster, the computer of each admitted."""
    with (
        create_workspace(path, COUNTY, EDITION, person="陈静") as workspace,
        operation(workspace, "roster", "名册") as act,
    ):
        for number in range(1, units + 1):
            sender = township(number)
            act.write("organisation", sender.id, sender.as_content())
            admit_device(workspace, act, sender, key_of(number).public)


def packages(folder: Path, units: int, entries: int, rounds: int, share: float) -> Iterator[tuple[int, Path]]:
    """Yield (round, file) of what the units hand in, each file made when it is asked for and gone afterwards."""
    parents: dict[int, str] = {}
    file = folder / "上报.zwgk"
    for round in range(1, rounds + 1):
        for number in range(1, units + 1):
            lines = first_round(number, entries)
            for earlier in range(2, round + 1):
                lines = next_round(lines, earlier, share)
            parents[number] = write_round(file, number, round, lines, parents.get(number))
            yield round, file


@contextmanager
def bare(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a workspace file with sqlite3 alone, as carefully as the program does: log, every commit on the disk."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("journal_mode=wal", "synchronous=full", "secure_delete=1", "cache_size=-32768"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("PRAGMA foreign_keys=1")
        yield connection


def replay(connection: sqlite3.Connection, statements: list[Statement]) -> None:
    """Execute statements in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    for statement, rows in statements:
        connection.executemany(statement, rows)
    connection.execute("COMMIT")


def cpu_seconds(work: Callable[[], Any]) -> float:
    """Return the CPU seconds that `work` takes in this process."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def take_in(workspace: Workspace, file: Path) -> None:
    """Take one package in."""
    outcome = import_file(workspace, file)
    if outcome.result not in ("applied", "unchanged"):
        raise RuntimeError(f"{outcome.result}: {outcome.reason}")


def without_index(statements: list[Statement]) -> list[Statement]:
    """Return the statements but those of the full-text index."""
    return [each for each in statements if "search_" not in each[0]]


def measure_import(folder: Path, units: int, entries: int, rounds: int, share: float) -> None:
    """Take every package in by the program, beside sqlite3 with the same statements, and print a line a round."""
    places = [folder / name for name in ("program.qd", "recorded.qd", "bare.qd", "unindexed.qd")]
    make_county(places[0], units)
    for place in places[1:]:
        shutil.copyfile(places[0], place)
    taken: list[tuple[float, float, float]] = []
    peaks: list[int] = []
    with (
        open_workspace(places[0], person="陈静") as program,
        open_workspace(places[1], person="陈静") as recorded,
        bare(places[2]) as plain,
        bare(places[3]) as unindexed,
    ):
        recorder = Recorder(recorded)
        for round, file in packages(folder, units, entries, rounds, share):
            recorder.statements = []
            mine = cpu_seconds(lambda: take_in(program, file))  # noqa: B023
            take_in(recorded, file)
            written = recorder.statements
            theirs = cpu_seconds(lambda: replay(plain, written))  # noqa: B023
            least = cpu_seconds(lambda: replay(unindexed, without_index(written)))  # noqa: B023
            taken.append((mine, theirs, least))
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
            if len(taken) % units == 0:
                print_round(f"round {round}", taken[-units:], entries)
    if rounds > 1:
        print_round("all rounds", taken, entries)
    tenth = max(1, len(peaks) // 10)
    print(
        f"memory  {peaks[tenth - 1]} MB at most after {tenth} packages, {peaks[-1]} MB after {len(peaks)}", flush=True
    )
    for place in places:
        place.unlink()


def print_round(name: str, seconds: list[tuple[float, float, float]], entries: int) -> None:
    """Print entries per CPU second of the program and of sqlite3, and how fast the program is beside it."""
    number = len(seconds) * entries
    mine, theirs, least = (sum(column) for column in zip(*seconds, strict=True))
    one_by_one = [theirs / mine for mine, theirs, _ in seconds]
    print(
        f"import  {number / mine:8.0f} entries/s  beside sqlite3 {number / theirs:8.0f}: x{theirs / mine:.2f} "
        f"[{min(one_by_one):.2f}-{max(one_by_one):.2f}, median {statistics.median(one_by_one):.2f}]  budget x0.50  "
        f"(without the index x{least / mine:.2f})  {name}, {len(seconds)} packages",
        flush=True,
    )


def make_large(path: Path, units: int, entries: int) -> None:
    """Write a county's workspace with so many entries in all, those of each unit as one act."""
    make_county(path, units)
    with open_workspace(path, person="陈静") as workspace:
        for number in range(1, units + 1):
            with operation(workspace, "import", f"第{number}镇") as act:
                for line in first_round(number, entries // units):
                    act.write("entry", line["id"], line["content"], Head())
            # A round that came in: without one the unit counts as not having handed in.
            _note_round(workspace, number)


def _note_round(workspace: Workspace, number: int) -> None:
    with operation(workspace, "received", "收下") as act:
        workspace.store.packages.add(
            direction="in",
            kind="submission",
            organisation=township(number).id,
            recipient=None,
            edition=EDITION,
            round=1,
            hash=f"{number:064}",
            parent_hash=None,
            content_hash=f"{number:064}",
            standing="received",
            summary={},
            operation=act.number(),
        )


def measure_large(path: Path, rounds: int) -> None:
    """Print how long the table over all units and searches take, beside a recount and LIKE by sqlite3 alone."""
    steps = Steps()
    with open_workspace(path, read_only=True) as workspace, closing(sqlite3.connect(path)) as plain:
        # The readings of characters are loaded once for a program.
        search(workspace, "a")
        for number in range(rounds):
            count = lambda: plain.execute(_RECOUNT, (EDITION,)).fetchall()  # noqa: E731
            steps.take("table over all units", lambda: matrix(workspace), count, MATRIX_BUDGET_MS)
            shown = matrix(workspace)
            unit, column = shown.rows[number].unit.id, shown.columns[number]
            behind = lambda: plain.execute(_BEHIND, (unit, column.field)).fetchall()  # noqa: B023, E731
            steps.take("entries behind a cell", lambda: cell_entries(workspace, unit, column), behind)  # noqa: B023
            for words in ASKED:
                like = lambda words=words: plain.execute(_LIKE, (f"%{words}%",)).fetchall()  # noqa: E731
                steps.take(f"search {words}", lambda words=words: search(workspace, words), like, SEARCH_BUDGET_MS)
    steps.print()


def report_large(folder: Path, units: int, entries: int, rounds: int) -> None:
    """Make a county of so many entries, measure, and print a line for each step."""
    path = folder / "全县.qd"
    seconds = cpu_seconds(lambda: make_large(path, units, entries))
    print(
        f"{entries} entries of {units} units written in {seconds:.0f} s, {path.stat().st_size / 1e9:.1f} GB", flush=True
    )
    measure_large(path, rounds)
    path.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=100)
    parser.add_argument("--entries", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--share", type=float, default=1.0, help="how many of the entries each further round changes")
    parser.add_argument("--large", type=int, default=1_000_000, help="entries to show and to search; 0: not measured")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ[DATA_HOME_VARIABLE] = str(Path(folder) / "home")
        measure_import(Path(folder), chosen.units, chosen.entries, chosen.rounds, chosen.share)
        if chosen.large:
            report_large(Path(folder), chosen.units, chosen.large, rounds=3)


if __name__ == "__main__":
    main()
