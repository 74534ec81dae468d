"""Where the attachments of the open workspace come from: chosen by the clerk, stored on the store's thread."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from app.attachments import Attachment, attach, stored_attachments
from app.errors import UserFacingError
from app.workspace import Workspace
from ui.desk import Desk
from ui.editors.attachments import AttachedFile, Shelf
from ui.jobs import Watch

_FILTERS = "照片和文件 (*.jpg *.jpeg *.png *.pdf *.doc *.docx *.xls *.xlsx *.wps *.et *.ofd);;所有文件 (*)"


def shelf_of(desk: Desk, owner: QObject, shown: Callable[[], Any]) -> Shelf:
    """Return the shelf of the workspace that is open, for editors below `owner`.

    `shown()` says which entry they show: files stored only after another one came are not put into that.
    """
    known: dict[str, AttachedFile] = {}

    def remember(files: Sequence[Attachment]) -> list[AttachedFile]:
        told = [AttachedFile(file.sha256, file.name, file.size) for file in files]
        known.update({file.sha256: file for file in told})
        return told

    def choose(then: Callable[[Sequence[AttachedFile]], None]) -> None:
        wanted_for = shown()

        def stored(files: Sequence[Attachment]) -> None:
            told = remember(files)
            if shown() == wanted_for:
                then(told)
            else:
                desk.messages.toast("已经换到另一条，刚选的文件没有放进来。请回到那一条再选一次。")

        def store(files: list[Path]) -> None:
            desk.session.long(_title(files), lambda *at: _attach_all(files, *at), stored, owner=owner, writes=True)

        desk.messages.open_files("选要放进来的文件", _FILTERS, store)

    def describe(sha256: str, then: Callable[[AttachedFile], None]) -> AttachedFile:
        def found(files: Sequence[Attachment]) -> None:
            remember(files)
            if sha256 in known:
                then(known[sha256])

        if sha256 not in known:
            # It came in with something that was taken over from elsewhere.
            desk.session.ask(stored_attachments, found, owner=owner)
        return known.get(sha256, AttachedFile(sha256))

    desk.session.ask(stored_attachments, remember, owner=owner)
    return Shelf(choose, describe)


def _title(files: Sequence[Path]) -> str:
    return f"正在放进“{files[0].name}”" if len(files) == 1 else f"正在放进 {len(files)} 个文件"


def _attach_all(files: Sequence[Path], workspace: Workspace, watch: Watch) -> list[Attachment]:
    stored = []
    for number, file in enumerate(files):
        if watch.is_cancelled():
            raise UserFacingError("cancelled", "停下了，文件没有放进来。")
        watch.progress(number, len(files), file.name)
        stored.append(attach(workspace, file))
    return stored
