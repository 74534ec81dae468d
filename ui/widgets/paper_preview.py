"""The preview of what will be printed: a band with paper, page and zoom above the desk with the pages."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserFacingError
from app.printing.raster import page_sizes
from ui.jobs import PAPER, Jobs
from ui.theme import theme
from ui.theme.theme import is_look_change
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.paper_desk import PAGE, WIDTH, PaperDesk
from ui.widgets.paper_thumbnails import PaperThumbnails

_ROOM_FOR_THUMBNAILS = 600
EMPTY = "还没有可以看的。填好内容，这里就是印出来的样子。"


class PaperPreview(QWidget):
    """Shows a PDF as it will be printed. Pages are drawn on the paper lane, only those that are seen.

    `bar` is the start of the band on top, for the paper buttons of a page. Ctrl and the wheel, plus and minus zoom;
    PgUp and PgDn turn pages. A strip of small pages stands beside several of them where there is room, or where the
    clerk wants it; `desk_line` holds strip and desk.
    """

    def __init__(self, jobs: Jobs, parent: QWidget | None = None, *, empty: str = EMPTY) -> None:
        super().__init__(parent)
        self._jobs, self._empty = jobs, empty
        self._turn = 0
        self._is_clear = True
        self.desk = PaperDesk(jobs)
        self.desk.setAccessibleName("打印预览")
        self.thumbnails = PaperThumbnails(jobs, self)
        self.thumbnails.hide()
        self._wants_thumbnails: bool | None = None
        self.desk_line = QHBoxLayout()
        self.desk_line.setSpacing(0)
        self.desk_line.addWidget(self.thumbnails)
        self.desk_line.addWidget(self.desk, 1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(0)
        around.addWidget(self._make_band())
        around.addLayout(self.desk_line, 1)
        self.desk.moved.connect(self._tell)
        self.thumbnails.turned.connect(self.desk.go_to_page)
        self.clear()

    def show_pdf(self, pdf: bytes | Path, info: str = "", sizes: Sequence[tuple[float, float]] | None = None) -> None:
        """Show a PDF; `info` says what paper it is, as "A3 横向". The last call wins, whatever is read first.

        With the `sizes` of its pages in points, where they are known, the first page is drawn before anything else
        that is asked of the paper lane from now on.
        """
        self._turn += 1
        turn = self._turn
        self._is_clear = False
        self._info.setText(info)
        if sizes is not None:
            self._read(turn, pdf, list(sizes))
            return

        def read(watch) -> tuple[bytes, list[tuple[float, float]]]:
            content = pdf if isinstance(pdf, bytes) else pdf.read_bytes()
            return content, page_sizes(content)

        self._jobs.run(
            PAPER, read, lambda result: self._read(turn, *result), lambda error: self._failed(turn, error), self
        )

    def show_words(self, words: str, icon: str = "") -> None:
        """Say something in place of pages, as "正在排版…"."""
        self._turn += 1
        self._is_clear = False
        self._info.setText("")
        self.desk.show_words(words, icon)
        self.thumbnails.show_paper(b"", [])
        self._tell()

    def clear(self, words: str = "") -> None:
        """Show nothing but what to do to see something, in words of one's own where they say more."""
        self.show_words(words or self._empty, "file-text")
        self._is_clear = True
        self._bend()

    def sizeHint(self) -> QSize:
        """Return the size that is wanted."""
        return QSize(396, 560)

    def _make_band(self) -> QFrame:
        band = self._band_frame = QFrame(self)
        band.setProperty("surface", "raised")
        band.setProperty("line", "bottom")
        self._band = QBoxLayout(QBoxLayout.Direction.LeftToRight, band)
        self._band.setContentsMargins(10, 5, 8, 6)
        self._band.setSpacing(4)
        self.bar = QHBoxLayout()
        self.bar.setSpacing(6)
        self._info = ElidedLabel("", "table", "text-muted")
        self._pages = label("", "table", "text-muted")
        self._percent = label("", "table")
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._smaller = self._button("minus", "缩小", self.desk.zoom_out)
        self._larger = self._button("plus", "放大", self.desk.zoom_in)
        self._whole = self._button("", "整页", lambda: self.desk.set_fit(PAGE), checkable=True)
        self._wide = self._button("", "页宽", lambda: self.desk.set_fit(WIDTH), checkable=True)
        self._true = self._button("", "实际大小", lambda: self.desk.set_zoom(1.0), checkable=True)
        self._strip = self._button("panel-left", "缩略图", self._toggle_thumbnails, checkable=True)
        paper = QHBoxLayout()
        paper.addWidget(self._strip)
        paper.addLayout(self.bar)
        paper.addWidget(self._info, 1)
        paper.addWidget(self._pages)
        self._controls = QHBoxLayout()
        self._controls.setSpacing(4)
        self._controls.addStretch(1)
        _keep_room(self._pages)
        for widget in (self._smaller, self._percent, self._larger, self._whole, self._wide, self._true):
            _keep_room(widget)
            self._controls.addWidget(widget)
        self._band.addLayout(paper, 1)
        self._band.addLayout(self._controls)
        return band

    def resizeEvent(self, event) -> None:
        """Follow the new size."""
        super().resizeEvent(event)
        self._show_thumbnails(self.desk.page_count)
        self._bend()

    def changeEvent(self, event: QEvent) -> None:
        """Take new sizes and colours."""
        super().changeEvent(event)
        if is_look_change(event) and hasattr(self, "_band"):
            self._bend()

    def _bend(self) -> None:
        """Put page and zoom on a line of their own where paper and they do not fit side by side."""
        wanted = self._controls.sizeHint().width() + self.bar.sizeHint().width() + self._info.sizeHint().width()
        wanted += self._strip.sizeHint().width() + self._pages.sizeHint().width() + 36
        narrow = wanted > self.width()
        # Where nothing can be seen yet, an empty band would be a hole.
        self._band_frame.setHidden(self._is_clear and not self.bar.count())
        self._band.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _button(self, icon: str, words: str, act, *, checkable: bool = False) -> Button:
        button = Button("" if icon else words, icon=icon, role="quiet", compact=True, tip=words if icon else "")
        button.setCheckable(checkable)
        button.clicked.connect(act)
        button.clicked.connect(self._tell)
        return button

    def _read(self, turn: int, pdf: bytes, sizes: list[tuple[float, float]]) -> None:
        if turn == self._turn:
            self._make_room(len(sizes))
            self.desk.show_paper(pdf, sizes)
            self.thumbnails.show_paper(pdf, sizes)
            self._tell()

    def _failed(self, turn: int, error: BaseException) -> None:
        if isinstance(error, OSError):
            error = UserFacingError("pdf-unreadable", "要看的文件读不到了，没有显示。请重新生成后再看。", str(error))
        if not isinstance(error, UserFacingError):
            raise error
        if turn == self._turn:
            self.show_words(error.message, "circle-alert")

    def _make_room(self, pages: int) -> None:
        """Let band and strip take their room before the pages come: a desk that changes its size draws twice."""
        self._pages.setText(_place_words(0, pages))
        self._show_thumbnails(pages)
        self._bend()
        for layout in (self._band, self.layout()):
            layout.activate()

    def _tell(self) -> None:
        """Say page and zoom; without pages there is nothing to zoom."""
        count, desk = self.desk.page_count, self.desk
        words = _place_words(desk.page, count)
        self._pages.setText(words)
        self._percent.setText(f"{round(desk.zoom * 100)} %")
        if count:
            desk.viewport().setAccessibleName(f"打印预览，{words}")
        for widget in (self._smaller, self._percent, self._larger, self._whole, self._wide, self._true):
            widget.setVisible(bool(count))
        self._whole.setChecked(desk.fit == PAGE)
        self._wide.setChecked(desk.fit == WIDTH)
        self._true.setChecked(not desk.fit and abs(desk.zoom - 1) < 0.001)
        self._show_thumbnails(count)
        self.thumbnails.follow(desk.page)
        self._bend()

    def _toggle_thumbnails(self) -> None:
        self._wants_thumbnails = self.thumbnails.isHidden()
        self._show_thumbnails(self.desk.page_count)

    def _show_thumbnails(self, pages: int) -> None:
        """One page needs none; several have them where the paper keeps enough room, until the clerk says otherwise."""
        are_many = pages > 1
        has_room = self.width() >= theme().scaled(_ROOM_FOR_THUMBNAILS)
        is_shown = are_many and (has_room if self._wants_thumbnails is None else self._wants_thumbnails)
        self.thumbnails.setVisible(is_shown)
        self._strip.setVisible(are_many)
        self._strip.setChecked(is_shown)


def _place_words(page: int, pages: int) -> str:
    return f"第 {page + 1} 张，共 {pages} 张" if pages else ""


def _keep_room(widget: QWidget) -> None:
    """Let a hidden widget keep its room, so that the band does not jump."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)
