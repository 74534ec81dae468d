"""Previews: from asking for a sheet to its first page painted.

    python -m tests.bench.preview                 nine rounds of each
    python -m tests.bench.preview --rounds 2

The clock runs from the wish (`Drawing.ask`) through reading the store, layout, the look for personal data and the
picture, to the end of the first paint with the first page on it. Each round asks for something new, so nothing drawn
before helps; what loads the fonts is not counted. The budget is 300 ms for a field of 100 items, a notice and a board.
Beside the wall stands the processor time of the whole program: where the machine does other work too, judge by that.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.boards.stored_board import BoardColumn, StoredBoard, new_part
from app.notices.keeping import find_notice, make_notice
from app.opening import open_workspace
from app.products.board import draw_prepared_board, prepare_board
from app.products.catalogue import CatalogueLook, Part, draw_prepared_catalogue, prepare_catalogue
from app.products.notice import draw_prepared_notice, prepare_notice
from app.products.outgoing import Outgoing
from app.products.printable import printable
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace
from tests.bench.big_workspace import make_big_workspace
from tests.bench.desk import FIELD, make_desk

ITEMS = 100
BUDGET_MS = 300
Look = Callable[[Workspace, int], Any]
Draw = Callable[[Any, Any], Outgoing]


def catalogue_of(fields: tuple[str, ...]) -> tuple[Look, Draw]:
    """A catalogue, in each round on other paper."""
    parts = [Part(STANDARD_CATALOGUE, field) for field in fields]

    def read(workspace: Workspace, turn: int) -> Any:
        return prepare_catalogue(workspace, parts, CatalogueLook(paper=("A3", "A4")[turn % 2]))

    return read, lambda prepared, watch: draw_prepared_catalogue(prepared, watch.progress, watch.is_cancelled).outgoing


def notice() -> tuple[Look, Draw]:
    """A notice, in each round of another village."""

    def read(workspace: Workspace, turn: int) -> Any:
        blanks = {"village": f"青石{turn}村", "start_date": "2026-11-24", "phone": "0990-6120118"}
        return prepare_notice(workspace, find_notice(workspace, make_notice(workspace, "NT-01", blanks).id))

    return read, lambda prepared, watch: draw_prepared_notice(prepared).outgoing


def board() -> tuple[Look, Draw]:
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

    return read, lambda prepared, watch: draw_prepared_board(prepared).outgoing


def measure(path: Path, read: Look, draw: Draw, rounds: int) -> list[tuple[float, float, float, int]]:
    """Wall and processor milliseconds from each wish to the first page painted, layout's share, and pages."""
    from PySide6.QtCore import QEvent, QObject

    from ui.application import Application
    from ui.drawing import Drawing
    from ui.jobs import Jobs
    from ui.session import Session
    from ui.widgets.paper_preview import PaperPreview

    application = Application.instance() or Application([])
    failures: list[BaseException] = []
    jobs = Jobs(failures.append)
    session, preview = Session(jobs), PaperPreview(jobs)
    preview.resize(900, 640)
    preview.show()
    session.start(lambda: open_workspace(path, person="陈静"))
    drawing = Drawing(session, jobs, preview)
    drawing.failed.connect(failures.append)
    taken: list[tuple[float, float, float, int]] = []
    shown: list[Outgoing] = []
    laid_out = [0.0]

    def show(outgoing: Outgoing) -> None:
        laid_out[0] = time.perf_counter()
        shown.append(outgoing)
        preview.show_pdf(outgoing.pdf)

    drawing.drawn.connect(show)

    class Painted(QObject):
        """Notices the first paint with a picture."""

        done = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            self.done = self.done or (
                event.type() == QEvent.Type.Paint and bool(shown) and preview.desk.is_page_there(0)
            )
            return False

    painted = Painted()
    preview.desk.viewport().installEventFilter(painted)
    try:
        while not session.is_open and not failures:
            application.processEvents()
        for turn in range(rounds + 1):
            preview.clear()
            wait_until = time.perf_counter() + 0.5
            while time.perf_counter() < wait_until:
                application.processEvents()
            shown.clear()
            painted.done = False
            began, cpu = time.perf_counter(), time.process_time()
            drawing.ask(lambda workspace: read(workspace, turn), draw)  # noqa: B023
            while not painted.done and not failures:
                application.processEvents()
                time.sleep(0.0005)
            if failures:
                raise failures[0]
            now = time.perf_counter()
            taken.append(
                (
                    (now - began) * 1000,
                    (time.process_time() - cpu) * 1000,
                    (laid_out[0] - began) * 1000,
                    shown[-1].pages,
                )
            )
            while not jobs.are_idle:
                application.processEvents()
        return taken[1:]
    finally:
        drawing.forget()
        session.close()
        while not jobs.are_idle:
            application.processEvents()
        jobs.close()
        preview.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GKQD_DATA_HOME"] = folder
        field, all_fields = Path(folder, "field.qd"), Path(folder, "all.qd")
        make_desk(field, ITEMS)
        make_big_workspace(all_fields, 0)
        with open_workspace(all_fields, person="陈静") as workspace:
            fields = tuple(part.part.field for part in printable(workspace).parts)
        cases = (
            (f"field of {ITEMS} items", field, catalogue_of((FIELD,))),
            ("notice", field, notice()),
            ("board 1200 × 800", field, board()),
            (f"{len(fields)} fields", all_fields, catalogue_of(fields)),
        )
        for name, path, (read, draw) in cases:
            print(line(name, measure(path, read, draw, rounds)), flush=True)


def line(name: str, taken: list[tuple[float, float, float, int]]) -> str:
    """Return medians and ranges of the rounds."""
    walls, cpus, layouts, pages = zip(*taken, strict=True)
    between = f"[{min(walls):.0f}-{max(walls):.0f}]"
    return (
        f"{statistics.median(walls):6.0f} ms {between:12} cpu {statistics.median(cpus):5.0f}  "
        f"layout known {statistics.median(layouts):5.0f}  n={len(taken)}  {name}, {max(pages)} pages"
    )


if __name__ == "__main__":
    main()
