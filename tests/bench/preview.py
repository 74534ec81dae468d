"""Previews: from asking for a sheet to its first page painted.

    python -m tests.bench.preview                 nine rounds of each
    python -m tests.bench.preview --rounds 2

The clock runs from the wish (`Drawing.ask`) through reading the store, layout and the picture, to the end of the first
paint with the first page on it; notices and boards are looked through for personal data before that, a catalogue
afterwards, until which it cannot be printed. Each round asks for something new, so nothing drawn
before helps; what loads the fonts is not counted. The budget is 300 ms for a field of 100 items, a notice and a board.
Beside the wall stands the processor time of the whole program: where the machine does other work too, judge by that.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QEventLoop, QTimer

from app.boards.stored_board import BoardColumn, StoredBoard, new_part
from app.notices.keeping import find_notice, make_notice
from app.opening import open_workspace
from app.products.board import draw_prepared_board, prepare_board
from app.products.catalogue import (
    CatalogueLook,
    LaidOutCatalogue,
    Part,
    lay_out_catalogue,
    look_through,
    prepare_catalogue,
)
from app.products.notice import draw_prepared_notice, prepare_notice
from app.products.outgoing import Outgoing
from app.products.printable import printable
from app.standards.models import STANDARD_CATALOGUE
from app.user_folder import DATA_HOME_VARIABLE
from app.workspace import Workspace
from tests.bench.big_workspace import make_big_workspace
from tests.bench.desk import FIELD, make_desk
from ui.application import Application
from ui.drawing import Drawing
from ui.jobs import Jobs
from ui.session import Session
from ui.widgets.paper_preview import PaperPreview

ITEMS = 100
QUIET_MS = 500
Look = Callable[[Workspace, int], Any]


class Product(NamedTuple):
    """How a sheet is read, drawn, and where it is seen before that, finished."""

    read: Look
    draw: Callable[[Any, Any], Any]
    finish: Callable[[Any, Any], Outgoing] | None = None


def catalogue_of(fields: tuple[str, ...]) -> Product:
    """A catalogue, in each round on other paper."""
    parts = [Part(STANDARD_CATALOGUE, field) for field in fields]

    def read(workspace: Workspace, turn: int) -> Any:
        return prepare_catalogue(workspace, parts, CatalogueLook(paper=("A3", "A4")[turn % 2]))

    return Product(
        read,
        lambda prepared, watch: lay_out_catalogue(prepared, watch.progress, watch.is_cancelled),
        lambda laid_out, watch: look_through(laid_out, watch.is_cancelled).outgoing,
    )


def notice() -> Product:
    """A notice, in each round of another village."""

    def read(workspace: Workspace, turn: int) -> Any:
        blanks = {"village": f"青石{turn}村", "start_date": "2026-11-24", "phone": "0990-6120118"}
        return prepare_notice(workspace, find_notice(workspace, make_notice(workspace, "NT-01", blanks).id))

    return Product(read, lambda prepared, watch: draw_prepared_notice(prepared).outgoing)


def board() -> Product:
    """A board of 1200 × 800 mm with two notices and three texts, in each round another text."""

    def read(workspace: Workspace, turn: int) -> Any:
        blanks = {"village": f"青石{turn}村", "start_date": "2026-11-24", "phone": "0990-6120118"}
        notices = [make_notice(workspace, code, blanks).id for code in ("NT-01", "NT-34")]
        columns = (
            [new_part("notice", source=notices[0]), new_part("text", text=f"第{turn}期")],
            [new_part("notice", source=notices[1]), new_part("text", text="村务公开")],
            [new_part("text", text="财务公开，请大家监督。" * 20)],
        )
        return prepare_board(
            workspace,
            StoredBoard("公开栏", columns=tuple(BoardColumn("", tuple(parts)) for parts in columns)),
        )

    return Product(read, lambda prepared, watch: draw_prepared_board(prepared).outgoing)


class Round(NamedTuple):
    """Milliseconds from a wish to its first page painted: wall, processor, wall up to the layout, and wall until it may
    be printed; and pages."""

    wall: float
    processor: float
    layout: float
    ready: float
    pages: int


class Sitting:
    """A preview on the screen over an open workspace."""

    def __init__(self, path: Path) -> None:
        self._application = Application.instance() or Application([])
        self._failures: list[BaseException] = []
        self._laid_out = self._ready = 0.0
        self._outgoing: Outgoing | None = None
        self._quiet = QTimer(singleShot=True, interval=QUIET_MS)
        self._jobs = Jobs(self._failures.append)
        self._session, self._preview = Session(self._jobs), PaperPreview(self._jobs)
        self._drawing = Drawing(self._session, self._jobs, self._preview)
        self._drawing.seen.connect(self._see)
        self._drawing.drawn.connect(self._show)
        self._drawing.failed.connect(self._failures.append)
        self._preview.resize(900, 640)
        self._preview.show()
        self._session.start(lambda: open_workspace(path, person="陈静"))
        self._turn_until(lambda: self._session.is_open)

    def ask(self, product: Product, turn: int) -> Round:
        """Ask for a sheet after a moment of quiet, and wait for its first page."""
        self._preview.clear()
        self._quiet.start()
        self._turn_until(lambda: not self._quiet.isActive())
        self._laid_out, self._outgoing = 0.0, None
        began, processor = time.perf_counter(), time.process_time()
        self._drawing.ask(partial(product.read, turn=turn), product.draw, product.finish)
        desk = self._preview.desk
        self._turn_until(lambda: desk.page_count > 0 and desk.is_page_drawn(0))
        # What is drawn is painted in the next turn of the loop.
        self._application.processEvents()
        now, used = time.perf_counter(), time.process_time() - processor
        self._turn_until(lambda: self._outgoing is not None and self._jobs.are_idle)
        wall, laid_out, ready = ((moment - began) * 1000 for moment in (now, self._laid_out, self._ready))
        return Round(wall, used * 1000, laid_out, max(wall, ready), self._outgoing.pages)

    def close(self) -> None:
        """End all of it."""
        self._drawing.forget()
        self._session.close()
        self._turn_until(lambda: self._jobs.are_idle)
        self._jobs.close()
        self._preview.close()

    def _see(self, laid_out: LaidOutCatalogue) -> None:
        self._laid_out = time.perf_counter()
        self._preview.show_pdf(laid_out.pdf, "", laid_out.page_sizes)

    def _show(self, outgoing: Outgoing) -> None:
        self._outgoing, self._ready = outgoing, time.perf_counter()
        if not self._laid_out:
            self._laid_out = self._ready
            self._preview.show_pdf(outgoing.pdf)

    def _turn_until(self, happened: Callable[[], bool]) -> None:
        """Let the window live until then; between its events the processor belongs to the work beside it."""
        while not happened():
            self._application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if self._failures:
                raise self._failures.pop()


def measure(path: Path, product: Product, rounds: int) -> list[Round]:
    """Ask so many times, and once before, which loads the fonts."""
    sitting = Sitting(path)
    try:
        return [sitting.ask(product, turn) for turn in range(rounds + 1)][1:]
    finally:
        sitting.close()


CASES = ("field", "notice", "board", "fields")


def main() -> None:
    """Measure what was asked for and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--only", nargs="+", choices=CASES, default=CASES)
    asked = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ[DATA_HOME_VARIABLE] = folder
        field = Path(folder, "field.qd")
        make_desk(field, ITEMS)
        cases = {
            "field": lambda: (f"field of {ITEMS} items", field, catalogue_of((FIELD,))),
            "notice": lambda: ("notice", field, notice()),
            "board": lambda: ("board 1200 × 800", field, board()),
            "fields": lambda: every_field(Path(folder, "fields.qd")),
        }
        for case in asked.only:
            name, path, product = cases[case]()
            print(line(name, measure(path, product, asked.rounds)), flush=True)


def every_field(path: Path) -> tuple[str, Path, Product]:
    """Write a township's workspace with every field adopted."""
    make_big_workspace(path, 0)
    with open_workspace(path, person="陈静") as workspace:
        fields = tuple(part.part.field for part in printable(workspace).parts)
    return f"{len(fields)} fields", path, catalogue_of(fields)


def line(name: str, taken: list[Round]) -> str:
    """Return medians and ranges of the rounds."""
    walls, cpus, layouts, readies, pages = zip(*taken, strict=True)
    between = f"[{min(walls):.0f}-{max(walls):.0f}]"
    middle, cpu, layout, ready = map(statistics.median, (walls, cpus, layouts, readies))
    return (
        f"{middle:6.0f} ms {between:12} cpu {cpu:5.0f}  layout known {layout:5.0f}  may be printed {ready:5.0f}  "
        f"n={len(taken)}  {name}, {max(pages)} pages"
    )


if __name__ == "__main__":
    main()
