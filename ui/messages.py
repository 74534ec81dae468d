"""The one gateway for what the program has to say. It shows and it logs; pages open no dialogs of their own."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QInputDialog,
    QLabel,
    QMessageBox,
    QTreeView,
    QWidget,
)

from app.errors import UserFacingError
from app.file_names import file_name
from app.practice import marked_name
from ui.gate import Stopped
from ui.help.opening import add_help_key
from ui.jobs import is_cancelled
from ui.theme import theme

_LOG = logging.getLogger(__name__)
_FOLDER = "last_folder"
# Where files are saved is another habit than where they are taken from: photos are, and nobody looks for papers there.
_SAVED = "last_saving_folder"
_NAME, _KIND = 0, 2
"""The column of the file dialog that says what kind of file each is."""
_DIALOG = QSize(720, 460)
_BESIDE = 48
"""Left free at the sides of a question, in pixels."""
_DELETE = Qt.WidgetAttribute.WA_DeleteOnClose

Act = Callable[[], object]
ButtonSpec = tuple[str, str, Act]
"""Text, icon and what a button does."""


class Host(Protocol):
    """The window in which messages appear."""

    def show_toast(self, text: str, action_text: str, action: Act | None) -> None: ...

    def show_trouble(self, headline: str, text: str, details: str, buttons: Sequence[ButtonSpec]) -> None: ...

    def show_stopped(self, stopped: Stopped, buttons: Sequence[ButtonSpec]) -> None: ...

    def clear_trouble(self) -> None: ...

    def show_report(self, error: BaseException) -> None: ...


class Messages(QObject):
    """Toasts for results, notes for trouble, dialogs for files and for what cannot be undone."""

    def __init__(self, get_folder: Callable[[str, str], str], put_folder: Callable[[str, str], None]) -> None:
        super().__init__()
        self._get_folder, self._put_folder = get_folder, put_folder
        self._host: Host | None = None

    def show_in(self, host: Host) -> None:
        """Let messages appear in this window."""
        self._host = host

    def toast(self, text: str, action_text: str = "", action: Act | None = None) -> None:
        """Tell a result for six seconds, with one thing to do about it."""
        self._host.show_toast(text, action_text, action)

    def trouble(self, error: BaseException, headline: str = "", buttons: Sequence[ButtonSpec] = ()) -> None:
        """Tell what the world refused, on top of the page; an error of our own opens the report window."""
        if not isinstance(error, UserFacingError):
            _LOG.error("unexpected", exc_info=error)
            self._host.show_report(error)
            return
        if is_cancelled(error):
            self.toast(error.message)
            return
        # Messages name entries, people and files: the log gets the code alone.
        _LOG.warning("trouble %s", error.code)
        if isinstance(error, Stopped):
            self._host.show_stopped(error, buttons)
            return
        first, rest = _parted(error.message)
        told = (headline, error.message) if headline else (first, rest)
        self._host.show_trouble(*told, error.details, buttons)

    def clear(self) -> None:
        """Take away what was told on top of the page."""
        self._host.clear_trouble()

    def confirm(self, title: str, text: str, yes_text: str, then: Act, otherwise: Act | None = None) -> None:
        """Ask before what cannot be undone; `otherwise` follows a no."""
        box = QMessageBox(QMessageBox.Icon.NoIcon, title, title, parent=self.window)
        box.setInformativeText(text)
        yes = box.addButton(yes_text, QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton("先不", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        box.finished.connect(lambda: then() if box.clickedButton() is yes else otherwise and otherwise())
        _open(box)

    def tell(self, title: str, text: str) -> None:
        """Tell what is too long for a toast and has to be read; there is nothing to decide."""
        box = QMessageBox(QMessageBox.Icon.NoIcon, title, title, parent=self.window)
        box.setInformativeText(text)
        box.setDefaultButton(box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole))
        _open(box)

    def ask_text(self, title: str, text: str, then: Callable[[str], object], initial: str = "") -> None:
        """Ask for one line of text; it can be said yes to once something is written, and that goes to `then`."""
        dialog = QInputDialog(self.window)
        dialog.setWindowTitle(title)
        dialog.setLabelText(text)
        dialog.setTextValue(initial)
        width = min(theme().scaled(420), dialog.screen().availableSize().width() - 2 * _BESIDE)
        # A long question in large type would push the buttons off the screen.
        words = dialog.findChild(QLabel)
        words.setWordWrap(True)
        words.setFixedWidth(width)
        dialog.textValueSelected.connect(lambda value: then(value.strip()) if value.strip() else None)
        _open(dialog)
        yes = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
        yes.setEnabled(bool(initial.strip()))
        dialog.textValueChanged.connect(lambda value: yes.setEnabled(bool(value.strip())))

    def open_files(self, title: str, filters: str, then: Callable[[list[Path]], object], *, many: bool = True) -> None:
        """Let files be chosen; `filters` as Qt writes them: "工作文件 (*.qd)"."""
        dialog = self._file_dialog(title, filters)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile)
        dialog.filesSelected.connect(lambda names: self._chosen(names, lambda: then([Path(name) for name in names])))
        _open(dialog)

    def save_file(self, title: str, suggested: str, filters: str, then: Callable[[Path], object]) -> None:
        """Let a place for a new file be chosen. The dialog itself asks before replacing."""
        dialog = self._file_dialog(title, filters, _SAVED)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(suggested).suffix.removeprefix("."))
        dialog.selectFile(file_name(marked_name(suggested)))
        dialog.fileSelected.connect(lambda name: self._chosen([name], lambda: then(Path(name)), _SAVED))
        _open(dialog)

    def choose_folder(self, title: str, then: Callable[[Path], object]) -> None:
        """Let a folder be chosen."""
        dialog = self._file_dialog(title, "")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        # Qt calls folders 目录, which here is the catalogue; of folders there are no kinds to choose from.
        dialog.setLabelText(QFileDialog.DialogLabel.FileName, "文件夹：")
        for name in ("fileTypeLabel", "fileTypeCombo"):
            dialog.findChild(QWidget, name).hide()
        dialog.fileSelected.connect(lambda name: self._chosen([name], lambda: then(Path(name))))
        _open(dialog)

    def _file_dialog(self, title: str, filters: str, habit: str = _FOLDER) -> QFileDialog:
        dialog = QFileDialog(self.window, title, self._get_folder(habit, str(Path.home())), filters)
        dialog.resize(_DIALOG.boundedTo(_room(dialog)))
        # Qt has kinds of files in English only, and the ends of their names say them.
        tree = dialog.findChild(QTreeView)
        tree.setColumnHidden(_KIND, True)
        # Sizes and dates are read whole; the name has the room that is left.
        tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        tree.header().setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        return dialog

    def _chosen(self, names: list[str], then: Act, habit: str = _FOLDER) -> None:
        if names:
            self._put_folder(habit, str(Path(names[0]).parent))
            # What was told of the last file is answered by choosing another.
            self.clear()
            then()

    @property
    def window(self) -> QWidget | None:
        """The window in which messages appear, whether it is the active one or not: what a dialog belongs to."""
        return self._host if isinstance(self._host, QWidget) else None


def _room(dialog: QDialog) -> QSize:
    """Return the part of the screen that windows may take, in logical pixels."""
    return dialog.screen().availableSize()


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(_DELETE)
    add_help_key(dialog)
    dialog.open()


def _parted(message: str) -> tuple[str, str]:
    """Part a message into its first sentence and the rest."""
    first, stop, rest = message.partition("。")
    return first + stop, rest
