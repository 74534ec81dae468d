"""Files that come to the window: dropped, double-clicked or chosen with Ctrl+O."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from app.errors import UserFacingError
from app.tables.sources.kinds import PATTERNS, USUAL_NAMES
from app.tables.sources.sheet import Source
from ui.desk import Desk
from ui.jobs import Watch, is_cancelled
from ui.opening import open_file

WORKSPACE, PACKAGE, BACKUP = ".qd", ".zwgk", ".qdbak"
_OTHERS = (".doc", ".wps", ".wpt", ".rtf", ".ods", ".odt", ".pdf")
TABLES = frozenset((*chain.from_iterable(USUAL_NAMES.values()), *_OTHERS))
"""Endings of files with tables; what they are is told by their content, and of what cannot be read how to save it."""
FILTERS = f"本程序的文件 (*.qd *.zwgk *.qdbak);;表格 ({PATTERNS})"


class Arrivals:
    """Sends each file where it belongs and says so when it is nothing of ours."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ask_for_files(self) -> None:
        """Let the clerk choose files to open."""
        self._desk.messages.open_files("打开文件", FILTERS, self.take)

    def take(self, files: list[Path]) -> None:
        """Take files that were dropped or chosen; what is nothing of ours is named and left alone."""
        by_kind: dict[str, list[Path]] = {}
        folders = [file for file in files if not file.suffix and self._desk.session.is_open]
        for file in files:
            by_kind.setdefault(file.suffix.lower(), []).append(file)
        if by_kind.get(WORKSPACE):
            open_file(self._desk, by_kind[WORKSPACE][0])
        elif by_kind.get(PACKAGE) or folders:
            self._take_packages([*by_kind.get(PACKAGE, []), *folders])
        elif by_kind.get(BACKUP):
            self._desk.go("welcome", restore=by_kind[BACKUP][0])
        elif tables := [file for file in files if file.suffix.lower() in TABLES]:
            self._take_tables(tables)
        elif files:
            self._refuse(files[0])

    def _take_packages(self, files: list[Path]) -> None:
        if self._desk.session.is_open:
            self._desk.go("inbox", files=files)
        else:
            self._desk.go("welcome", package=files[0])

    def _take_tables(self, files: list[Path]) -> None:
        """Collect what offices gave back; any other table is read as a catalogue, the first of several."""
        if not self._desk.session.is_open:
            self._refuse_early(files[0])
            return

        def show(found: _Opened) -> None:
            if found.answers:
                self._desk.go("offices", files=list(found.answers), opened=found.answers)
            else:
                self._desk.go("table-import", file=files[0], opened=found.first)
            self._tell_left([file for file in files if file not in (found.answers or files[:1])])

        self._desk.session.beside(f"正在看“{files[0].name}”", partial(_opened, files), show)

    def _tell_left(self, files: list[Path]) -> None:
        if files:
            more = "等" if len(files) > 1 else ""
            words = f"还有 {len(files)} 份表格没有动：“{files[0].name}”{more}。请等这边做完，再一份一份打开。"
            self._desk.messages.toast(words)

    def _refuse_early(self, table: Path) -> None:
        words = f"“{table.name}”还不能导入：先要打开或新建工作文件。什么也没有改。打开工作文件以后再选它。"
        self._desk.messages.trouble(UserFacingError("no-workspace-open", words, str(table)))

    def _refuse(self, file: Path) -> None:
        error = UserFacingError(
            "file-not-ours",
            f"“{file.name}”不是本程序的文件，没有打开，您的内容没有动。"
            "可以打开的是工作文件（.qd）、上报和下发的文件（.zwgk）、备份（.qdbak）和表格（.xlsx、.docx、.csv）。",
            str(file),
        )
        self._desk.messages.trouble(error)


@dataclass(frozen=True)
class _Opened:
    """Tables that were looked at: those that offices gave back with their cells, and the cells of the first of all, or
    why it could not be read."""

    answers: dict[Path, Source]
    first: Source | UserFacingError


def _opened(files: Sequence[Path], watch: Watch) -> _Opened:
    """Read each file once, the first to be gone on with. Raises `UserFacingError` (`cancelled`) where `watch` stops."""
    # The readers of tables take their time to load, and few starts of the window need them.
    from app.offices.answers import is_answer

    answers, first = {}, None
    for file in files:
        source = _source_of(file, watch)
        first = first or source
        if isinstance(source, Source) and is_answer(source):
            answers[file] = source
    return _Opened(answers, first)


def _source_of(file: Path, watch: Watch) -> Source | UserFacingError:
    from app.tables.sources.reading import read_source

    try:
        return read_source(file, watch)
    except UserFacingError as error:
        if is_cancelled(error):
            raise
        return error
