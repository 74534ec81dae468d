"""Writing start files for units of the roster; a file that is there already is replaced only when the clerk says so."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from app.errors import UserFacingError
from app.exchange.handing_in import HandedIn, export_start
from app.file_names import file_name
from app.organisations import Organisation
from app.workspace import Workspace
from ui.desk import Desk
from ui.jobs import STORE, Watch

_FILTERS = "交换文件 (*.zwgk)"
_MOST_NAMES = 5
Target = tuple[Organisation, Path]


class StartFiles(QObject):
    """Asks where start files go, writes them and tells the result."""

    def __init__(self, desk: Desk, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk

    def write_one(self, unit: Organisation, due: date | None) -> None:
        """Ask where the file of one unit goes; the dialog asks before it lets an existing file be chosen."""
        then = partial(self._write_one, unit, due)
        self._desk.messages.save_file(f"给{unit.name}的开始文件", self._name(unit), _FILTERS, then)

    def write_all(self, units: Sequence[Organisation], due: date | None) -> None:
        """Ask for a folder and write the files of several units into it."""
        self._desk.messages.choose_folder("开始文件写到哪个文件夹", partial(self._look_first, units, due))

    def _name(self, unit: Organisation) -> str:
        return file_name(f"{unit.name}_{self._desk.session.unit.edition}版_开始文件.zwgk")

    def _write_one(self, unit: Organisation, due: date | None, path: Path) -> None:
        def done(written: HandedIn) -> None:
            self._desk.messages.toast(f"已写好并核对：{written.path.name}。请把它交给{unit.name}。")

        self._desk.session.act(lambda workspace: export_start(workspace, unit, path, due=due, force=True), done)

    def _look_first(self, units: Sequence[Organisation], due: date | None, folder: Path) -> None:
        """Replacing is asked for once, before the first file is written."""
        targets = [(unit, folder / self._name(unit)) for unit in units]
        then = partial(self._ask_to_replace, targets, due)
        self._desk.jobs.run(STORE, lambda watch: [path for _, path in targets if path.exists()], then, owner=self)

    def _ask_to_replace(self, targets: Sequence[Target], due: date | None, there: Sequence[Path]) -> None:
        write = partial(self._write_all, targets, due, frozenset(there))
        if there:
            self._desk.messages.confirm("换掉原来的开始文件吗？", _replacing_words(there), "换成新写的", write)
        else:
            write()

    def _write_all(self, targets: Sequence[Target], due: date | None, replaced: frozenset[Path]) -> None:
        folder = targets[0][1].parent

        def done(written: tuple[int, UserFacingError | None]) -> None:
            count, error = written
            if error is None:
                self._desk.messages.toast(f"已写好并核对 {count} 个开始文件，在“{folder.name}”里")
            else:
                told = f"写好了 {count} 个，还有 {len(targets) - count} 个没有写" if count else ""
                self._desk.messages.trouble(error, told)

        work = partial(_write, targets, due, replaced)
        self._desk.session.long("正在写开始文件", work, done, writes=True)


def _write(
    targets: Sequence[Target], due: date | None, replaced: frozenset[Path], workspace: Workspace, watch: Watch
) -> tuple[int, UserFacingError | None]:
    """Write one file after the other; returns how many, and what stopped it."""
    for number, (unit, path) in enumerate(targets):
        if watch.is_cancelled():
            return number, None
        watch.progress(number, len(targets), unit.name)
        try:
            export_start(workspace, unit, path, due=due, force=path in replaced)
        except UserFacingError as error:
            return number, error
    return len(targets), None


def _replacing_words(there: Sequence[Path]) -> str:
    names = "、".join(f"“{path.name}”" for path in there[:_MOST_NAMES])
    more = f"等 {len(there)} 个文件" if len(there) > _MOST_NAMES else ""
    return f"{there[0].parent} 里已经有{names}{more}。换成新写的，原来的就没有了。"
