"""The month's sheets of all villages to PDF: read, drawn beside the store, written and recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.villages.overview import month_words
from app.villages.printing import Drawn, Printed, ToPrint, draw_month, file_names, read_month, write_each, write_joined
from app.villages.units import MyUnit
from app.workspace import Workspace
from ui.desk import Desk
from ui.jobs import PAPER, STORE, Watch
from ui.outgoing import PDF_FILES


@dataclass(frozen=True)
class Order:
    """What shall be printed, how, and where to: a file for all, or a folder with one file a village."""

    units: tuple[MyUnit, ...]
    month: date
    paper: str
    only_unprinted: bool
    is_joined: bool
    target: Path = Path()
    replaces: bool = False


class MonthPrinting(QObject):
    """Asks where to, and does one order after the other."""

    done = Signal(object, object)
    """What became of every village (list of Printed), and the order."""
    ended = Signal()
    """An order is over, whatever came of it."""

    def __init__(self, desk: Desk, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk
        self.is_busy = False

    def ask(self, order: Order) -> None:
        """Ask where to, then print."""
        messages, words = self._desk.messages, month_words(order.month)
        if order.is_joined:
            suggested = f"各村_{words}公示.pdf"
            # The dialog itself asks before a file is replaced.
            messages.save_file(
                "存成一个 PDF", suggested, PDF_FILES, lambda path: self._begin(_aimed(order, path, replaces=True))
            )
        else:
            messages.choose_folder("各村的 PDF 存到哪个文件夹", lambda folder: self._look_first(_aimed(order, folder)))

    def _look_first(self, order: Order) -> None:
        """Replacing is asked for once, before anything is drawn."""
        paths = [order.target / name for name in file_names(order.units, order.month).values()]
        self._desk.jobs.run(
            STORE,
            lambda watch: [path.name for path in paths if path.exists()],
            lambda there: self._ask_to_replace(order, there),
            owner=self,
        )

    def _ask_to_replace(self, order: Order, there: list[str]) -> None:
        if not there:
            self._begin(order)
            return
        names = f"“{there[0]}”" + (f"等 {len(there)} 个文件" if len(there) > 1 else "")
        told = f"“{order.target.name}”里已经有{names}。换成新的，原来的就没有了。"
        replace = _aimed(order, order.target, replaces=True)
        self._desk.messages.confirm("换掉原来的文件吗？", told, "换成新的", lambda: self._begin(replace))

    def _begin(self, order: Order) -> None:
        if self.is_busy:
            return
        self.is_busy = True

        def read(workspace: Workspace, watch: Watch) -> list[ToPrint]:
            return read_month(
                order.units, order.month, only_unprinted=order.only_unprinted, open_now=workspace, watch=watch
            )

        self._desk.session.long(
            "正在读各村的公示", read, lambda found: self._draw(order, found), self._fail, owner=self
        )

    def _draw(self, order: Order, found: Sequence[ToPrint]) -> None:
        job = self._desk.jobs.run(
            PAPER,
            lambda watch: draw_month(found, order.paper, watch),
            lambda drawn: self._write(order, drawn),
            self._fail,
            self,
        )
        self._desk.session.long_started.emit(job, "正在排版")

    def _write(self, order: Order, drawn: Sequence[Drawn]) -> None:
        def write(workspace: Workspace, watch: Watch) -> list[Printed]:
            if order.is_joined:
                return write_joined(drawn, order.target, force=order.replaces, open_now=workspace)
            return write_each(drawn, order.target, order.month, force=order.replaces, open_now=workspace, watch=watch)

        self._desk.session.long(
            "正在存成 PDF", write, lambda printed: self._end(order, printed), self._fail, owner=self, writes=True
        )

    def _end(self, order: Order, printed: list[Printed]) -> None:
        self.is_busy = False
        self.done.emit(printed, order)
        self.ended.emit()

    def _fail(self, error: BaseException) -> None:
        self.is_busy = False
        self.ended.emit()
        self._desk.messages.trouble(error)


def _aimed(order: Order, target: Path, *, replaces: bool = False) -> Order:
    return Order(order.units, order.month, order.paper, order.only_unprinted, order.is_joined, target, replaces)
