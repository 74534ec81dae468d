"""The page that is read: Qt's text view, with pictures as wide as there is room for."""

from html import escape

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QImage, QResizeEvent, Qt, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser

from app.help.contents import ShownPage
from app.help.markup import Picture
from app.resources import resource_path
from app.standards.layout import HELP
from ui.help.look import PICTURE, page_html, style
from ui.theme import theme
from ui.theme.metrics import PAGE_PADDING

_FIT_AFTER_MS = 120
_LEAST_PICTURE = 200


class HelpPageView(QTextBrowser):
    """Shows one page, or a picture of it at full size."""

    followed = Signal(str)
    """A link: the code of a page, or `PICTURE` and the name of one."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("说明")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("noRing", True)
        self.setOpenLinks(False)
        self.document().setDocumentMargin(PAGE_PADDING)
        self._page: ShownPage | None = None
        self._picture = ""
        self._images: dict[str, QImage] = {}
        self._fit_soon = QTimer(self, singleShot=True, interval=_FIT_AFTER_MS)
        self._fit_soon.timeout.connect(self._render)
        self.anchorClicked.connect(lambda url: self.followed.emit(url.toString()))
        theme().changed.connect(self._render)

    def show_page(self, page: ShownPage) -> None:
        """Show a page from its beginning."""
        self._page, self._picture = page, ""
        self._render()
        self.verticalScrollBar().setValue(0)

    def show_picture(self, name: str) -> None:
        """Show a picture as large as it is."""
        self._picture = name
        self._render()
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pictures once the size stays."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_soon.start()

    def _render(self) -> None:
        if self._page is None:
            return
        self._fit_soon.stop()
        place = self.verticalScrollBar().value()
        self.document().setDefaultFont(theme().font("body"))
        self.document().setDefaultStyleSheet(style())
        if self._picture:
            self.setHtml(self._shown(Picture(self._picture, ""), whole=True))
        else:
            self.setHtml(page_html(self._page, self._shown))
        self.verticalScrollBar().setValue(place)

    def _shown(self, picture: Picture, *, whole: bool = False) -> str:
        """Put a picture into the document in the size in which it is shown; returns what stands for it."""
        image = self._image(picture.name)
        room = max(_LEAST_PICTURE, self.viewport().width() - 2 * PAGE_PADDING)
        width = image.width() if whole else min(image.width(), room)
        ratio = self.devicePixelRatioF()
        # Qt's text view would leave out pixels.
        fitted = image.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
        fitted.setDevicePixelRatio(ratio)
        self.document().addResource(QTextDocument.ResourceType.ImageResource, QUrl(picture.name), fitted)
        shown = f'<img src="{escape(picture.name)}" width="{width}" height="{round(fitted.height() / ratio)}">'
        if whole:
            return shown
        words = f'<br><span style="color: {theme().colour("text-muted").name()}">{escape(picture.words)}</span>'
        return f'<a href="{PICTURE}{escape(picture.name)}">{shown}</a>{words}'

    def _image(self, name: str) -> QImage:
        if name not in self._images:
            self._images[name] = QImage(str(resource_path(f"{HELP}/{name}")))
        return self._images[name]
