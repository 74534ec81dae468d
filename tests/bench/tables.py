"""Tables in and out: this program beside plain openpyxl, which neither understands nor lays out what it moves.

    python -m tests.bench.tables                    10,000 items, three rounds, all ways in turn
    python -m tests.bench.tables 1000 --rounds 1

The items are those of every standard field, renamed until there are enough, a sheet for each field; for the ways called
`unlike` every cell of words says something of its own, where catalogues repeat their words. Each way runs in a
process of its own, with the items made before the clock runs and the program's modules loaded within it. `take-in` is
reading, understanding and holding every item against the standards and a workspace that has adopted all of them.
Ratios are against openpyxl's way of the same direction in the same run; processor seconds say how far others were
working on the machine.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # what is loaded, and when, is part of what is measured
    from app.tables.catalogue_sheet import CatalogueSheet

MADE_ON = date(2026, 11, 22)
LEVELS = ("county", "township", "village")
READ, READ_UNLIKE, WRITTEN = "taken-in.xlsx", "taken-in-unlike.xlsx", "out"
PREPARE = "prepare"


def catalogue_sheets(number: int, *, unlike: bool = False) -> list["CatalogueSheet"]:
    """A sheet for each standard field, `number` items together; `unlike`: no two cells of words alike."""
    from app.standards.library import load_library
    from app.standards.models import STANDARD_CATALOGUE
    from app.tables.catalogue_sheet import CatalogueSheet
    from app.tables.official import TableEntry, official_table

    library = load_library()
    definition = library.definitions[STANDARD_CATALOGUE]
    fields = list(library.fields.values())
    wanted = [number // len(fields) + (place < number % len(fields)) for place in range(len(fields))]
    owns = map("".join, product(_HAN, repeat=3))
    sheets = []
    for field, count in zip(fields, wanted, strict=True):
        entries = []
        for place in range(count):
            again, item = divmod(place, len(field.items))
            values = dict(field.items[item].values)
            if again:
                values["level2"] = f"{values['level2'] or values['level1']}（{_HAN[again // 10]}{_HAN[again % 10]}片）"
            if unlike:
                values = _unlike(values, next(owns))
            entries.append(TableEntry(f"{field.code}-{place}", values))
        table = official_table(definition, entries, LEVELS, library.laws.shows_article)
        title = f"兴隆镇{field.name}领域基层政务公开标准目录"
        sheets.append(CatalogueSheet(field.name, title, "兴隆镇人民政府", "2026年版", table))
    return sheets


def _unlike(values: dict[str, Any], own: str) -> dict[str, Any]:
    """The values of an item with words of its own in every text."""
    cited = [each | {"title": f"{each['title']}{own}片实施细则"} for each in values["basis"] or ()]
    return values | {
        "level1": f"{own}片{values['level1']}",
        "level2": f"{values['level2'] or values['level1']}（{own}片）",
        "elements": [f"{own}片{each}" for each in values["elements"]],
        "basis": cited,
        "deadline": values["deadline"] and values["deadline"] | {"text": f"{own}片{values['deadline']['text']}"},
        "publisher": f"{own}片{values['publisher']}",
        "channels": [*values["channels"], f"{own}片广播"],
    }


_HAN = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏"


def write_xlsx(sheets: Sequence["CatalogueSheet"], folder: Path) -> None:
    """The workbook with merged cells, boxes and heights of rows."""
    from app.tables.write_xlsx import write_catalogue_xlsx

    write_catalogue_xlsx(sheets, folder / f"{WRITTEN}.xlsx", made_on=MADE_ON)


def write_docx(sheets: Sequence["CatalogueSheet"], folder: Path) -> None:
    """The document."""
    from app.tables.write_docx import write_catalogue_docx

    write_catalogue_docx(sheets, folder / f"{WRITTEN}.docx", made_on=MADE_ON)


def write_html(sheets: Sequence["CatalogueSheet"], folder: Path) -> None:
    """The page."""
    from app.tables.write_html import write_catalogue_html

    write_catalogue_html(sheets, folder / f"{WRITTEN}.html", made_on=MADE_ON)


def write_csv(sheets: Sequence["CatalogueSheet"], folder: Path) -> None:
    """The plain table."""
    from app.tables.write_csv import write_catalogue_csv

    write_catalogue_csv(sheets, folder / f"{WRITTEN}.csv")


def openpyxl_write(sheets: Sequence["CatalogueSheet"], folder: Path) -> None:
    """The same texts row by row, without merging, boxes, borders or heights."""
    import openpyxl

    from app.tables.catalogue_sheet import cell_text

    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for sheet in sheets:
        worksheet = workbook.create_sheet(sheet.name)
        worksheet.append([column.head for column in sheet.table.columns])
        for row in sheet.table.rows:
            worksheet.append([cell_text(cell, 80.0) for cell in row.cells])
    workbook.save(folder / f"{WRITTEN}-openpyxl.xlsx")


def read(_: Any, folder: Path) -> None:
    """Reading alone: cells, merged cells, what is hidden."""
    from app.tables.sources.reading import read_source

    read_source(folder / READ)


def understand(_: Any, folder: Path) -> None:
    """Reading and understanding."""
    from app.tables.sources.reading import read_source
    from app.tables.understanding import understand

    understand.understand(read_source(folder / READ))


def take_in(workspace: Any, folder: Path, name: str = READ) -> None:
    """Reading, understanding and matching."""
    from app.tables.importing import table_proposals
    from app.tables.sources.reading import read_source
    from app.tables.understanding import understand

    source = read_source(folder / name)
    table_proposals(workspace, understand.understand(source), source)


def take_in_unlike(workspace: Any, folder: Path) -> None:
    """The same where no two cells of words are alike."""
    take_in(workspace, folder, READ_UNLIKE)


def openpyxl_read(_: Any, folder: Path) -> None:
    """Every value of every cell, and no more."""
    import openpyxl

    for worksheet in openpyxl.load_workbook(folder / READ):
        for row in worksheet.iter_rows(values_only=True):
            for _value in row:
                pass


WRITING: dict[str, Callable[[Any, Path], None]] = {
    "openpyxl-write": openpyxl_write,
    "write-xlsx": write_xlsx,
    "write-docx": write_docx,
    "write-html": write_html,
    "write-csv": write_csv,
}
READING: dict[str, Callable[[Any, Path], None]] = {
    "openpyxl-read": openpyxl_read,
    "read": read,
    "understand": understand,
    "take-in": take_in,
    "take-in-unlike": take_in_unlike,
}
WAYS = {**WRITING, **READING}


def run_one(way: str, number: int, folder: Path) -> None:
    """Measure one way in this process and print its figures as JSON; `prepare` writes what is read."""
    if way == PREPARE:
        for name in (READ, READ_UNLIKE):
            write_xlsx(catalogue_sheets(number, unlike=name == READ_UNLIKE), folder)
            (folder / f"{WRITTEN}.xlsx").rename(folder / name)
    elif way.startswith("take-in"):
        with _workspace(folder) as workspace:
            _measured(way, workspace, folder)
    else:
        _measured(way, catalogue_sheets(number) if way in WRITING else None, folder)


def _measured(way: str, prepared: Any, folder: Path) -> None:
    processor, begin = time.process_time(), time.perf_counter()
    WAYS[way](prepared, folder)
    figures = {
        "seconds": time.perf_counter() - begin,
        "processor": time.process_time() - processor,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(figures))


def _workspace(folder: Path) -> Any:
    """A workspace of a county that has adopted every field."""
    from app.drafting.adopting import adopt
    from app.opening import create_workspace
    from tests.support import COUNTY, EDITION

    path = Path(tempfile.mkdtemp(dir=folder)) / "县.qd"
    workspace = create_workspace(path, COUNTY, EDITION, person="陈静")
    for code in workspace.library.fields:
        adopt(workspace, field=code)
    return workspace


def compare(ways: Sequence[str], number: int, rounds: int, folder: Path) -> dict[str, list[dict[str, float]]]:
    """Run the ways in turn, `rounds` times."""
    # As users run it: compiled once, not at every start.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    figures: dict[str, list[dict[str, float]]] = {}
    for way in (PREPARE, *(each for _ in range(rounds) for each in ways)):
        command = [sys.executable, "-m", "tests.bench.tables", str(number), "--one", way, "-o", str(folder)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=environment)
        if way != PREPARE:
            figures.setdefault(way, []).append(json.loads(done.stdout))
    return figures


def report(figures: dict[str, list[dict[str, float]]]) -> None:
    """One line a way: median seconds, the least against openpyxl's least, processor seconds, memory."""
    least = {way: min(each["seconds"] for each in runs) for way, runs in figures.items()}
    for way, runs in figures.items():
        seconds = [each["seconds"] for each in runs]
        peer = "openpyxl-write" if way in WRITING else "openpyxl-read"
        ratio = f"x{least[way] / least[peer]:5.2f}" if peer in least else ""
        print(
            f"{way:15} {statistics.median(seconds):6.2f} s [{min(seconds):.2f}-{max(seconds):.2f}] {ratio}"
            f"  processor {min(each['processor'] for each in runs):6.2f} s"
            f"  {max(each['megabytes'] for each in runs):5.0f} MB"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("items", type=int, nargs="?", default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=WAYS, default=list(WAYS))
    parser.add_argument("--one", choices=[PREPARE, *WAYS], help=argparse.SUPPRESS)
    parser.add_argument("-o", "--output", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        run_one(arguments.one, arguments.items, arguments.output)
        return
    with tempfile.TemporaryDirectory() as folder:
        report(compare(arguments.only, arguments.items, arguments.rounds, Path(folder)))


if __name__ == "__main__":
    main()
