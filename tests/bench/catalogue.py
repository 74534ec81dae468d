"""Catalogue PDF: this program against the textbook way and whatever peers are installed.

    python -m tests.bench.catalogue 1000            three rounds, all ways in turn
    python -m tests.bench.catalogue 10000 --rounds 1 --only program

Each way lays out the same rows on A3 landscape with the same fonts and type sizes and writes a file, in a process of
its own; the clock runs from before its imports to the written file, the rows being made before. A peer that is not
installed is named and left out; `PYTHONPATH` may point to one installed apart (`pip install --target DIR typst`).
Ratios are against the program in the same run: seconds do not travel between machines.
"""

import argparse
import importlib
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

from tests.bench.catalogue_rows import HEADS, RIGHT_ALIGNED, TITLE, WIDTHS, catalogue_rows

FONTS = Path(__file__).resolve().parent.parent.parent / "resources" / "fonts"
BODY, BOLD = "NotoSerifSC-Regular.ttf", "NotoSansSC-Bold.ttf"
PAGE_WIDTH, PAGE_HEIGHT = 1190.55, 841.89
SIZE, LEADING, TITLE_SIZE = 10, 13.8, 22
MARGIN, PAD = 42.5, 4.0
COLUMN_WIDTHS = [width * (PAGE_WIDTH - 2 * MARGIN) / sum(WIDTHS) for width in WIDTHS]

Rows = list[tuple[str, ...]]
NOT_INSTALLED = 3


def program(rows: Rows, path: Path) -> None:
    """This program, with the runs for the privacy gate recorded."""
    from datetime import date

    from app.printing.catalogue import print_catalogue
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
    print_catalogue(CatalogueJob(TITLE, "青山村村民委员会", "2023年度", date(2026, 11, 22), (chapter,)), path)


def longtable(rows: Rows, path: Path) -> None:
    """reportlab's platypus as its manual teaches it: LongTable, Paragraph cells, SPAN, repeated head, page x of y."""
    from html import escape

    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

    class CountingCanvas(Canvas):
        """Keeps the pages until their number is known, the usual recipe."""

        def __init__(self, *arguments: object, **options: object):
            super().__init__(*arguments, **options)
            self._finished: list[dict[str, object]] = []

        def showPage(self) -> None:
            self._finished.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, state in enumerate(self._finished, start=1):
                self.__dict__.update(state)
                self.setFont("body", SIZE)
                self.drawRightString(PAGE_WIDTH - MARGIN, 30, f"第 {number} 页，共 {len(self._finished)} 页")
                super().showPage()
            super().save()

    pdfmetrics.registerFont(TTFont("body", FONTS / BODY))
    pdfmetrics.registerFont(TTFont("bold", FONTS / BOLD))
    body = ParagraphStyle("body", fontName="body", fontSize=SIZE, leading=LEADING, wordWrap="CJK")
    right = ParagraphStyle("right", parent=body, alignment=2)
    head = ParagraphStyle("head", parent=body, fontName="bold", alignment=1)
    title = ParagraphStyle("title", parent=head, fontSize=TITLE_SIZE, leading=TITLE_SIZE * 1.4)
    style: list[tuple[object, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, 0), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    style += [(f"{side}PADDING", (0, 0), (-1, -1), PAD) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    cells: list[list[object]] = [[Paragraph(text, head) for text in HEADS]]
    first = 1
    for number, row in enumerate(rows, start=1):
        starts = number == 1 or row[0] != rows[number - 2][0]
        if starts:
            style.append(("SPAN", (0, first), (0, max(first, number - 1))))
            first = number
        texts = [Paragraph(escape(text), right if place in RIGHT_ALIGNED else body) for place, text in enumerate(row)]
        cells.append([texts[0] if starts else "", *texts[1:]])
    style.append(("SPAN", (0, first), (0, len(rows))))
    document = SimpleDocTemplate(
        str(path),
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        initialFontName="body",
    )
    table = LongTable(cells, colWidths=COLUMN_WIDTHS, repeatRows=1, style=style)
    document.build([Paragraph(TITLE, title), table], canvasmaker=CountingCanvas)


def typst(rows: Rows, path: Path) -> None:
    """Typst through its Python package: table with row spans and a repeated head."""
    # Not in requirements: who measures against it installs it.
    compiler = importlib.import_module("typst")

    aligned = ", ".join(
        "right + horizon" if place in RIGHT_ALIGNED else "left + horizon" for place in range(len(HEADS))
    )
    heads = ", ".join(f'text(font: "Noto Sans SC", weight: 700)[{head}]' for head in HEADS)
    source = f"""#set page(width: {PAGE_WIDTH}pt, height: {PAGE_HEIGHT}pt, margin: {MARGIN}pt)
#set page(footer: context align(right)[
  第 #counter(page).display() 页，共 #counter(page).final().first() 页])
#set text(font: "Noto Serif SC", size: {SIZE}pt, lang: "zh", top-edge: 0.8em, bottom-edge: -0.2em)
#set par(leading: {LEADING - SIZE:.1f}pt)
#let rows = json("rows.json")
#align(center, text(font: "Noto Serif SC", size: {TITLE_SIZE}pt)[{TITLE}])
#let cells = ()
#let first = 0
#while first < rows.len() {{
  let end = first
  while end < rows.len() and rows.at(end).at(0) == rows.at(first).at(0) {{ end += 1 }}
  for number in range(first, end) {{
    if number == first {{ cells.push(table.cell(rowspan: end - first, rows.at(first).at(0))) }}
    for place in range(1, {len(HEADS)}) {{ cells.push(rows.at(number).at(place)) }}
  }}
  first = end
}}
#table(columns: ({", ".join(f"{width}pt" for width in COLUMN_WIDTHS)}), stroke: .5pt, inset: {PAD}pt,
  align: ({aligned}), table.header({heads}), ..cells)"""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "rows.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        main = Path(folder) / "main.typ"
        main.write_text(source, encoding="utf-8")
        compiler.compile(str(main), output=str(path), font_paths=[str(FONTS)], ignore_system_fonts=True)


WAYS: dict[str, Callable[[Rows, Path], None]] = {"program": program, "typst": typst, "longtable": longtable}


def run_one(way: str, number: int, path: Path) -> None:
    """Measure one way in this process and print its figures as JSON."""
    rows = list(catalogue_rows(number))
    begin = time.perf_counter()
    try:
        WAYS[way](rows, path)
    except ModuleNotFoundError as error:
        sys.exit(NOT_INSTALLED if error.name == way else f"{error}")
    seconds = time.perf_counter() - begin
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": megabytes}))


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
                print(f"{way}: not installed, left out")
                ways = [each for each in ways if each != way]
                continue
            done.check_returncode()
            figures.setdefault(way, []).append(json.loads(done.stdout))
    return figures


def report(figures: dict[str, list[dict[str, float]]], folder: Path) -> None:
    """One line a way: median seconds, how many times the program's, memory, pages and size of the file."""
    from pypdfium2 import PdfDocument

    median = {way: statistics.median(each["seconds"] for each in runs) for way, runs in figures.items()}
    for way, runs in figures.items():
        seconds = [each["seconds"] for each in runs]
        path = folder / f"{way}.pdf"
        with PdfDocument(path) as document:
            pages = len(document)
        ratio = f"x{median[way] / median['program']:6.2f}" if "program" in median else ""
        print(
            f"{way:10} {median[way]:7.2f} s [{min(seconds):.2f}-{max(seconds):.2f}] {ratio}"
            f"  {max(each['megabytes'] for each in runs):6.0f} MB  {pages:5} pages  {path.stat().st_size / 1e6:6.2f} MB"
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
