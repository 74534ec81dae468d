"""The report window: what it offers also where the disk refuses it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QPushButton

from ui.shell.report import ReportDialog


@pytest.fixture
def dialog(qtbot) -> ReportDialog:
    made = ReportDialog(ValueError("x"))
    qtbot.addWidget(made)
    made.show()
    return made


def save_as(dialog: ReportDialog, monkeypatch: pytest.MonkeyPatch, path: Path) -> str:
    """Press 存成文件 and choose a place; returns what the report says then."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *arguments: (str(path), ""))
    next(each for each in dialog.findChildren(QPushButton) if each.text() == "存成文件").click()
    return dialog.findChild(QPlainTextEdit).toPlainText()


def test_a_report_is_saved(dialog, monkeypatch, tmp_path: Path):
    words = save_as(dialog, monkeypatch, tmp_path / "报告.txt")
    assert "ValueError" in (tmp_path / "报告.txt").read_text(encoding="utf-8")
    assert "已存到" in words


def test_a_report_that_cannot_be_saved_is_no_new_report(dialog, monkeypatch, tmp_path: Path):
    words = save_as(dialog, monkeypatch, tmp_path / "没有这个文件夹" / "报告.txt")
    assert "没有存上" in words
