"""The editor of attachments."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.standards.models import Element
from ui.editors.editor import Editor
from ui.editors.texts import only
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.icon_view import IconView
from ui.widgets.labels import ElidedLabel, label

_KILO = 1024


@dataclass(frozen=True)
class AttachedFile:
    """A file that belongs to the workspace: its SHA-256, its name where it is known, its size in bytes."""

    sha256: str
    name: str = ""
    size: int | None = None


@dataclass(frozen=True)
class Shelf:
    """Where attachments come from.

    `choose(then)` lets the clerk choose files, stores them and calls `then` with them; `describe(sha256, then)` tells
    what is known of a stored one at once, without touching the disk, and calls `then` if more is found out about it.
    """

    choose: Callable[[Callable[[Sequence[AttachedFile]], None]], None]
    describe: Callable[[str, Callable[[AttachedFile], None]], AttachedFile]


class AttachmentEditor(Editor):
    """Files of the workspace, one a line, each with a button to take it out again."""

    def __init__(self, element: Element, suggestions: Sequence[Any] = (), shelf: Shelf | None = None) -> None:
        super().__init__(element)
        self._shelf = shelf
        self._files: list[Any] = []
        self._known: dict[str, AttachedFile] = {}
        self._rows: list[_FileRow] = []
        self._add = Button("选文件", icon="paperclip")
        self._add.set_available(shelf is not None, "这里现在还不能放文件。")
        self._add.clicked.connect(self._choose)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column = only(self)
        column.addLayout(self._list)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_value(self, value: Any) -> None:
        """List the files."""
        self._files = list(value) if isinstance(value, list) else []
        self._list_files()

    def read_value(self) -> list[Any] | None:
        """Return the SHA-256 of each file."""
        return list(self._files) or None

    def inputs(self) -> Sequence[QWidget]:
        """Return the buttons."""
        return (*(row.button for row in self._rows), self._add)

    def focus_first(self) -> None:
        """Give the button that adds files the keyboard focus."""
        self._add.setFocus()

    def set_read_only(self, read_only: bool) -> None:
        """Let no file be added or taken out."""
        for row in self._rows:
            row.button.setEnabled(not read_only)
        self._add.setEnabled(not read_only and self._shelf is not None)

    def _choose(self) -> None:
        self._shelf.choose(self._take)

    def _take(self, files: Sequence[AttachedFile]) -> None:
        self._known |= {file.sha256: file for file in files}
        # The same photo may lie under two names.
        new = list(dict.fromkeys(file.sha256 for file in files if file.sha256 not in self._files))
        if new:
            self._files += new
            self._list_files()
            self.changed()

    def _remove(self, sha256: str) -> None:
        self._files.remove(sha256)
        self._list_files()
        self._add.setFocus()
        self.changed()

    def _list_files(self) -> None:
        for row in self._rows:
            self._list.removeWidget(row)
            row.deleteLater()
        self._rows = [_FileRow(self._described(sha256)) for sha256 in self._files]
        for row, sha256 in zip(self._rows, self._files, strict=True):
            row.button.clicked.connect(lambda _=False, gone=sha256: self._remove(gone))
            self._list.addWidget(row)

    def _described(self, sha256: str) -> AttachedFile:
        if sha256 in self._known:
            return self._known[sha256]
        return self._shelf.describe(sha256, self._name_row) if self._shelf else AttachedFile(sha256)

    def _name_row(self, file: AttachedFile) -> None:
        """Show what was found out about a file that may still be listed."""
        for row, sha256 in zip(self._rows, self._files, strict=True):
            if sha256 == file.sha256:
                row.show_file(file)


class _FileRow(QWidget):
    """One attached file."""

    def __init__(self, file: AttachedFile) -> None:
        super().__init__()
        self.button = Button("拿掉", role="mini", icon="x")
        self._name, self._size = ElidedLabel(""), label("", "caption", "text-muted")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, SPACE[1], 0, SPACE[1])
        line.setSpacing(SPACE[2])
        line.addWidget(IconView("file-text", "text-muted", 16))
        line.addWidget(self._name)
        line.addWidget(self._size)
        line.addWidget(self.button)
        line.addStretch()
        self.show_file(file)

    def show_file(self, file: AttachedFile) -> None:
        """Say what is known of a file."""
        name = file.name or f"文件 {file.sha256[:8]}"
        self._name.setText(name)
        self._size.setText(size_text(file.size))
        self.button.setAccessibleName(f"拿掉 {name}")


def size_text(size: int | None) -> str:
    """Return a size in bytes as people read it; nothing where it is not known."""
    if size is None:
        return ""
    if size < _KILO * _KILO:
        return f"{max(size / _KILO, 0.1):.1f} KB"
    return f"{size / _KILO / _KILO:.1f} MB"
