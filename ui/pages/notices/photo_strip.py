"""Photos small beside each other: decoded beside the window, each a button that shows it large."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from app.errors import UserFacingError
from app.printing.photos import Photo
from app.products.posting_photos import PostingPhoto, small_photo
from ui.desk import Desk
from ui.jobs import FILES
from ui.theme import theme
from ui.widgets.flow import Flow

_WIDTH, _HEIGHT = 112, 84
_BROKEN = "打不开"


@dataclass(frozen=True)
class Thumbnail:
    """A photo by its key, the words under it, and the name of its file where that is known."""

    key: str
    words: str
    name: str = ""


class PhotoStrip(QWidget):
    """A button for each photo; what cannot be shown says why in its tooltip."""

    opened = Signal(str)
    """Key of the photo that somebody wants to see large."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.buttons: dict[str, QToolButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._flow = Flow()
        self._column.addLayout(self._flow)
        self.hide()

    def show_postings(self, photos: Sequence[PostingPhoto]) -> None:
        """Show the photos of a posting, one that was taken in twice once; those shown already stay."""
        photos = list({each.key: each for each in photos}.values())
        wanted = [Thumbnail(each.key, each.short_words, each.name) for each in photos]
        if [each.key for each in wanted] == list(self.buttons):
            return
        self.show_photos(wanted)
        for each in photos:
            self._desk.jobs.run(
                FILES,
                lambda watch, each=each: small_photo(each),
                partial(self._put, each.key),
                partial(self._cannot, each.key),
                owner=self,
            )

    def show_photos(self, photos: Sequence[Thumbnail]) -> None:
        """Show buttons for these alone; their pictures come with `add` or later."""
        for button in self.buttons.values():
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for each in photos:
            self._add_button(each)
        self.setVisible(bool(self.buttons))

    def add(self, photo: Thumbnail, picture: Photo) -> None:
        """Show one more with its picture."""
        self._add_button(photo)
        self._put(photo.key, picture)
        self.show()

    def _add_button(self, photo: Thumbnail) -> None:
        button = QToolButton(self)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setIconSize(QSize(theme().scaled(_WIDTH), theme().scaled(_HEIGHT)))
        button.setIcon(theme().icon("image", "text-muted", _HEIGHT // 2))
        words = photo.words
        width = theme().scaled(_WIDTH)
        button.setText(button.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, width))
        button.setToolTip("，".join(filter(None, (words, photo.name))))
        button.setAccessibleName(f"照片 {button.toolTip()}")
        button.clicked.connect(lambda: self.opened.emit(photo.key))
        self._flow.addWidget(button)
        self.buttons[photo.key] = button

    def _put(self, key: str, picture: Photo) -> None:
        button = self.buttons.get(key)
        if button is not None:
            image = QImage.fromData(picture.jpeg, "JPEG")
            button.setIcon(QIcon(QPixmap.fromImage(image)))

    def _cannot(self, key: str, error: BaseException) -> None:
        if not isinstance(error, UserFacingError):
            self._desk.messages.trouble(error)
        elif (button := self.buttons.get(key)) is not None:
            button.setIcon(theme().icon("octagon-alert", "danger", _HEIGHT // 2))
            button.setToolTip(error.message)
            button.setText(f"{_BROKEN} {button.text()}"[:12])
            button.setAccessibleName(f"照片{_BROKEN}，{error.message}")
