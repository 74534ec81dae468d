"""The ways out of the whole catalogue that take long: workbook, web folder, data, and the PDF of very many entries."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from app.county.tidy_data import write_data
from app.county.web_folder import write_web_folder
from app.county.whole_catalogue import print_whole_catalogue, write_whole_workbook
from app.county.whole_reading import WholeChoice
from app.errors import UserFacingError
from app.file_names import file_name
from app.workspace import Workspace
from ui.desk import Desk
from ui.jobs import Watch
from ui.outgoing import PDF_FILES, tell_written

Write = Callable[[Workspace, Path, bool, Watch], Any]
_XLSX_FILES = "Excel 表 (*.xlsx)"


class WaysOut:
    """Asks where to, writes with 停下 in sight, and says what was written."""

    def __init__(self, desk: Desk, owner) -> None:
        self._desk, self._owner = desk, owner

    def save_pdf(self, choice: WholeChoice, paper: str, name: str) -> None:
        """Print to a file without showing it first."""

        def write(workspace: Workspace, path: Path, force: bool, watch: Watch) -> str:
            printed = print_whole_catalogue(workspace, path, choice, paper=paper, force=force, watch=watch)
            return f"已存成 PDF：{path.name}，{printed.pages} 张。"

        self._save("存成 PDF", f"{name}.pdf", PDF_FILES, write)

    def save_workbook(self, choice: WholeChoice, name: str) -> None:
        """Write a workbook."""

        def write(workspace: Workspace, path: Path, force: bool, watch: Watch) -> str:
            written = write_whole_workbook(workspace, path, choice, force=force, watch=watch)
            counted = f"{written.fields} 个领域，{written.entries} 条合成 {written.rows} 行。"
            return f"已存成 Excel 表：{path.name}，{counted}{''.join(written.to_know)}"

        self._save("存成 Excel 表", f"{name}.xlsx", _XLSX_FILES, write)

    def make_web(self, choice: WholeChoice, name: str) -> None:
        """Write the folder of web pages into a folder the clerk chooses."""

        def write(workspace: Workspace, path: Path, force: bool, watch: Watch) -> str:
            made = write_web_folder(workspace, path, choice, force=force, watch=watch)
            return f"已做好网页：{path.name}，{made.entries} 条，{made.files} 个文件。打开里面的 index.html 就能看。"

        self._make("网页", f"{name}网页", write)

    def export_data(self, choice: WholeChoice, name: str) -> None:
        """Write the data of all kinds into a folder the clerk chooses."""

        def write(workspace: Workspace, path: Path, force: bool, watch: Watch) -> str:
            written = write_data(workspace, path, choice, force=force, watch=watch)
            told = f"已导出数据：{path.name}，{written.entries} 条，{len(written.files)} 个文件。"
            return told + "".join(written.left_out)

        self._make("数据", f"{name}数据", write)

    def _save(self, title: str, suggested: str, filters: str, write: Write) -> None:
        def save(path: Path) -> None:
            self._desk.session.long(
                title,
                lambda workspace, watch: write(workspace, path, True, watch),
                lambda told: tell_written(self._desk, told, path.parent),
                owner=self._owner,
                writes=True,
            )

        self._desk.messages.save_file(title, file_name(suggested), filters, save)

    def _make(self, what: str, name: str, write: Write) -> None:
        """Make a folder called `name` in the one that is chosen; a former one of ours is replaced when asked for."""
        self._desk.messages.choose_folder(
            f"{what}文件夹放在哪里", lambda folder: self._write_folder(what, folder / file_name(name), write, False)
        )

    def _write_folder(self, what: str, path: Path, write: Write, force: bool) -> None:
        self._desk.session.long(
            f"做{what}文件夹",
            lambda workspace, watch: write(workspace, path, force, watch),
            lambda told: tell_written(self._desk, told, path),
            partial(self._refused, what, path, write),
            self._owner,
            writes=True,
        )

    def _refused(self, what: str, path: Path, write: Write, error: BaseException) -> None:
        """Ask before a former folder is replaced; anything else is told as it is."""
        if isinstance(error, UserFacingError) and error.code == "file-exists":
            self._desk.messages.confirm(
                f"换掉以前的{what}文件夹",
                f"“{path.name}”是以前做的，里面的文件会整个换成新的。",
                "换成新的",
                lambda: self._write_folder(what, path, write, True),
            )
        else:
            self._desk.messages.trouble(error)
