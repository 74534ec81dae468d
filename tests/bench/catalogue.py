"""Catalogue PDF: this program against the textbook way and whatever peers are installed.

    python -m tests.bench.catalogue 1000            three rounds, all ways in turn
    python -m tests.bench.catalogue 10000 --rounds 1 --only program

Each way lays out the same rows on A3 landscape with the same fonts and type sizes and writes a file, in a process of
its own; the clock runs from before its imports to the written file, the rows being made before. A peer that is not
installed is named and left out; `PYTHONPATH` may point to those installed apart (`pip install --target DIR typst fpdf2
weasyprint`). Ratios are against the program in the same run: seconds do not travel between machines; processor seconds
say how far others were working on the machine. Beside stands what a catalogue costs before it leaves the house: the
privacy gate that reads the file.
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
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.catalogue_peers import Rows, fpdf2, libreoffice, longtable, typst, weasyprint
from tests.bench.catalogue_rows import HEADS, RIGHT_ALIGNED, TITLE, WIDTHS, catalogue_rows

if TYPE_CHECKING:  # what is loaded, and when, is part of what is measured
    from app.printing.catalogue_job import CatalogueJob

NOT_INSTALLED = 3


def program(rows: Rows, path: Path) -> None:
    """This program, made to the rules of PDF/A-2b, with the runs for the privacy gate recorded."""
    from app.printing.catalogue import print_catalogue

    print_catalogue(catalogue_of(rows), path)


def catalogue_of(rows: Rows) -> "CatalogueJob":
    """The catalogue of one chapter that holds the rows."""
    from datetime import date

    from app.printing.catalogue_job import CatalogueJob, Chapter
    from app.tables.official import OfficialColumn, OfficialRow, OfficialTable, TextCell

    columns = tuple(
        OfficialColumn(head, None, width / 72 * 25.4, place == 0, "right" if place in RIGHT_ALIGNED else "left")
        for place, (head, width) in enumerate(zip(HEADS, WIDTHS, strict=True))
    )
    table = OfficialTable(
        columns,
        tuple(
            OfficialRow(tuple(TextCell((text,)) if text else TextCell() for text in row), row[1], False) for row in rows
        ),
    )
    chapter = Chapter(TITLE, "村务公开档案", table)
    return CatalogueJob(TITLE, "青山村村民委员会", "2023年度", date(2026, 11, 22), (chapter,))


def gated(rows: Rows, path: Path) -> None:
    """This program with the privacy gate, as a catalogue leaves the house."""
    from app.checks.privacy_gate import check_drawn
    from app.printing.catalogue import print_catalogue

    paper = print_catalogue(catalogue_of(rows), path)
    check_drawn(paper.runs(), paper.texts(), paper.outside_texts())


WAYS: dict[str, Callable[[Rows, Path], None]] = {
    "program": program,
    "gated": gated,
    "typst": typst,
    "libreoffice": libreoffice,
    "longtable": longtable,
    "fpdf2": fpdf2,
    "weasyprint": weasyprint,
}


def run_one(way: str, number: int, path: Path) -> None:
    """Measure one way in this process and print its figures as JSON."""
    rows = list(catalogue_rows(number))
    before = time.process_time()
    begin = time.perf_counter()
    try:
        WAYS[way](rows, path)
    except (ModuleNotFoundError, FileNotFoundError) as error:
        print(f"{way}: {error}", file=sys.stderr)
        sys.exit(NOT_INSTALLED)
    seconds = time.perf_counter() - begin
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    figures = {
        "seconds": seconds,
        "processor": sum(each.ru_utime + each.ru_stime for each in used) - before,
        "megabytes": max(each.ru_maxrss for each in used) / 1024,
    }
    print(json.dumps(figures))


def compare(ways: Sequence[str], number: int, rounds: int, folder: Path) -> dict[str, list[dict[str, float]]]:
    """Run the ways in turn, `rounds` times; a way that is not installed is left out."""
    # As users run it: compiled once, not at every start.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    figures: dict[str, list[dict[str, float]]] = {}
    for _ in range(rounds):
        for way in ways:
            path = folder / f"{way}.pdf"
            command = [sys.executable, "-m", "tests.bench.catalogue", str(number), "--one", way, "-o", str(path)]
            done = subprocess.run(command, stdout=subprocess.PIPE, check=False, env=environment)
            if done.returncode == NOT_INSTALLED:
                print(f"{way}: not installed, not measured")
                ways = [each for each in ways if each != way]
                continue
            done.check_returncode()
            figures.setdefault(way, []).append(json.loads(done.stdout))
    return figures


def report(figures: dict[str, list[dict[str, float]]], folder: Path) -> None:
    """One line a way: median seconds, the least against the program's least, processor seconds, memory, pages, size."""
    from pypdfium2 import PdfDocument

    median = {way: statistics.median(each["seconds"] for each in runs) for way, runs in figures.items()}
    least = {way: min(each["seconds"] for each in runs) for way, runs in figures.items()}
    for way, runs in figures.items():
        seconds = [each["seconds"] for each in runs]
        path = folder / f"{way}.pdf"
        with PdfDocument(path) as document:
            pages = len(document)
        ratio = f"x{least[way] / least['program']:6.2f}" if "program" in least else ""
        processor = min(each["processor"] for each in runs)
        megabytes = max(each["megabytes"] for each in runs)
        print(
            f"{way:11} {median[way]:7.2f} s [{min(seconds):.2f}-{max(seconds):.2f}] {ratio}"
            f"  processor {processor:6.2f} s  {megabytes:6.0f} MB"
            f"  {pages:5} pages  {path.stat().st_size / 1e6:6.2f} MB"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=int, nargs="?", default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=WAYS, default=list(WAYS))
    parser.add_argument("--one", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("-o", "--output", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        run_one(arguments.one, arguments.rows, arguments.output)
        return
    with tempfile.TemporaryDirectory() as folder:
        figures = compare(arguments.only, arguments.rows, arguments.rounds, Path(folder))
        report(figures, Path(folder))


if __name__ == "__main__":
    main()
