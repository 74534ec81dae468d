"""The report of what we did wrong: what it means for the clerk, and a text to copy or save for whoever mends it."""

import platform
import sys
import traceback
from pathlib import Path

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.help.opening import add_help_key
from ui.theme.focus_ring import FocusRing
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.note import Note

_WIDTH, _HEIGHT = 640, 460


class ReportDialog(QDialog):
    """Tells that the program erred and, by `saved`, what of the work is on the disk; offers the report."""

    def __init__(self, error: BaseException, saved: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("程序出错了")
        self.resize(_WIDTH, _HEIGHT)
        self._text = report_text(error)
        words = label("刚才那一步没有做成，是程序的毛病，不是您的。", "body", wrap=True)
        kept = Note("info", "存到哪里了", saved, compact=True)
        advice = label(
            "可以接着用；再出现的话，请把下面的报告存成文件，交给技术人员。报告里没有您填的内容。", "body", wrap=True
        )
        self._report = QPlainTextEdit(self._text, readOnly=True)
        self._report.setAccessibleName("出错报告")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        for widget in (label("程序出错了", "section"), words, kept, advice, self._report):
            layout.addWidget(widget)
        layout.addLayout(self._buttons())
        self._go_on.setFocus(Qt.FocusReason.OtherFocusReason)
        FocusRing(self)
        add_help_key(self)

    def _buttons(self) -> QHBoxLayout:
        copy = Button("复制报告", icon="copy")
        save = Button("存成文件", icon="download")
        go_on = self._go_on = Button("接着用", role="primary")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text))
        save.clicked.connect(self._save)
        go_on.clicked.connect(self.accept)
        go_on.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addWidget(save)
        row.addStretch(1)
        row.addWidget(go_on)
        return row

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, "报告存到哪里", str(Path.home() / "公开清单助手_出错报告.txt"), "文本 (*.txt)"
        )
        if name:
            self._report.appendPlainText(f"\n{self._write(name)}")

    def _write(self, name: str) -> str:
        """Write the report here and now, for the lanes of work may be what erred; returns what became of it."""
        try:
            Path(name).write_text(self._text, encoding="utf-8")
        except OSError as error:
            return f"没有存上 {name}：{error.strerror or error}。请换个地方存，或者复制报告。"
        return f"已存到 {name}"


def report_text(error: BaseException) -> str:
    """Return what whoever mends the program needs: versions and the traceback, nothing that was typed."""
    versions = f"Python {sys.version.split()[0]}，PySide6 {pyside_version}，{platform.platform()}"
    return f"公开清单助手 出错报告\n{versions}\n\n{where_it_went_wrong(error)}"


def where_it_went_wrong(error: BaseException) -> str:
    """Return type and frames of an error without its words, which may hold what was typed."""
    return f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"
