"""Photos to be kept with something that is written down: looked at beside before they are taken."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import UserFacingError
from app.printing.photos import Photo
from app.products.posting_photos import check_photo
from ui.desk import Desk
from ui.jobs import FILES, Watch
from ui.pages.notices.photo_strip import PhotoStrip, Thumbnail
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow
from ui.widgets.labels import label
from ui.widgets.note import Note

PHOTO_FILES = "照片和扫描件 (*.jpg *.jpeg *.png *.bmp *.webp *.pdf)"


class PhotoChoice(QWidget):
    """Photos are copied only once the form is written down; a file that is no photo is not taken."""

    changed = Signal()

    def __init__(self, desk: Desk, hint: str) -> None:
        super().__init__()
        self._desk, self._hint = desk, hint
        self.files: list[Path] = []
        self.add, self.drop = Button("加照片", icon="image"), Button("不要这些", role="quiet")
        self._words = label("", "table", "text-muted", wrap=True)
        self.strip = PhotoStrip(desk)
        self.refusals = QVBoxLayout()
        self.add.clicked.connect(self._choose)
        self.drop.clicked.connect(self._drop)
        buttons = Flow()
        buttons.addWidget(self.add)
        buttons.addWidget(self.drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addLayout(buttons)
        column.addWidget(self._words)
        column.addWidget(self.strip)
        column.addLayout(self.refusals)
        self._show()

    def take(self, files: Iterable[Path | str]) -> None:
        """Look at files beside, and take those that are photos; the others are told of."""
        self._forget_refusals()
        wanted = [path for path in dict.fromkeys(map(Path, files)) if path not in self.files]
        if wanted:
            self._desk.jobs.run(FILES, lambda watch: _looked_at(wanted, watch), self._taken, owner=self)

    def _choose(self) -> None:
        self._desk.messages.open_files("加照片", PHOTO_FILES, self.take)

    def _taken(self, found: list[tuple[Path, Photo | UserFacingError]]) -> None:
        for path, seen in found:
            if isinstance(seen, UserFacingError):
                headline, _, rest = seen.message.partition("：")
                self.refusals.addWidget(Note("danger", headline, rest, compact=True))
            elif path not in self.files:
                self.files.append(path)
                self.strip.add(Thumbnail(str(path), path.name), seen)
        self._show()
        self.changed.emit()

    def _drop(self) -> None:
        self.files = []
        self.strip.show_photos([])
        self._forget_refusals()
        self._show()
        self.add.setFocus()
        self.changed.emit()

    def _forget_refusals(self) -> None:
        while (item := self.refusals.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()

    def _show(self) -> None:
        self._words.setText(f"{len(self.files)} 张，记下的时候存进来。" if self.files else f"{self._hint}。")
        self.drop.setVisible(bool(self.files))


def _looked_at(files: Iterable[Path], watch: Watch) -> list[tuple[Path, Photo | UserFacingError]]:
    found: list[tuple[Path, Photo | UserFacingError]] = []
    for path in files:
        try:
            found.append((path, check_photo(path)))
        except UserFacingError as error:
            found.append((path, error))
        if watch.is_cancelled():
            break
    return found
