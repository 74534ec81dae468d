"""Qt's own file dialog as the program shows it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QFileDialog, QLabel, QToolButton, QTreeView, QWidget

from ui.application import Application
from ui.messages import Messages


def test_its_tools_are_drawn_as_ours_and_its_buttons_are_words(qtbot, qapp: Application):
    dialog = QFileDialog(None, "存成 PDF")
    qtbot.addWidget(dialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.show()
    buttons = dialog.findChild(QDialogButtonBox).buttons()
    assert {button.text().partition("(")[0] for button in buttons} == {"保存", "取消"}
    assert all(button.icon().isNull() for button in buttons)
    picture = dialog.findChild(QToolButton, "toParentButton").icon().pixmap(16, 16).toImage()
    drawn = {picture.pixelColor(x, y).name() for x in range(16) for y in range(16) if picture.pixelColor(x, y).alpha()}
    assert qapp.theme.colour("text").name() in drawn


def test_it_is_no_larger_than_the_screen(qtbot, qapp: Application, monkeypatch):
    monkeypatch.setattr("ui.messages._room", lambda dialog: QSize(640, 480))
    messages = Messages(lambda key, default: default, lambda key, value: None)
    host = QWidget()
    qtbot.addWidget(host)
    messages.show_in(host)
    messages.open_files("选文件", "所有文件 (*)", lambda files: None)
    dialog = host.findChild(QFileDialog)
    assert dialog.width() <= 640 and dialog.height() <= 480


def test_it_does_not_name_kinds_of_files_which_qt_has_in_english_only(qtbot, qapp: Application, tmp_path):
    (tmp_path / "社会救助").mkdir()
    messages = Messages(lambda key, default: str(tmp_path), lambda key, value: None)
    host = QWidget()
    qtbot.addWidget(host)
    messages.show_in(host)
    messages.choose_folder("选文件夹", lambda folder: None)
    dialog = host.findChild(QFileDialog)
    texts = [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]
    assert "文件夹：" in texts and not any("目录" in each for each in texts)
    assert not any(each.currentText() == "目录" for each in dialog.findChildren(QComboBox) if each.isVisible())
    shown = dialog.findChild(QTreeView)
    files = shown.model()
    qtbot.waitUntil(lambda: files.rowCount(shown.rootIndex()) == 1)
    columns = [column for column in range(files.columnCount()) if not shown.isColumnHidden(column)]
    heads = [files.headerData(column, Qt.Orientation.Horizontal) for column in columns]
    assert heads == ["名称", "体积", "修改日期"]
    # A date that is cut off tells nothing of which file is the newer one.
    dates = shown.header().sectionSize(columns[-1])
    assert dates >= shown.sizeHintForColumn(columns[-1]) > 0


def test_papers_are_not_saved_where_the_last_photo_was_taken_from(qtbot, qapp: Application, tmp_path):
    kept: dict[str, str] = {}
    messages = Messages(lambda key, default: kept.get(key, default), kept.__setitem__)
    host = QWidget()
    qtbot.addWidget(host)
    host.clear_trouble = lambda: None
    messages.show_in(host)
    for name in ("照片", "打印"):
        (tmp_path / name).mkdir()
    messages.save_file("存成 PDF", "方案.pdf", "PDF 文件 (*.pdf)", lambda path: None)
    host.findChildren(QFileDialog)[-1].fileSelected.emit(str(tmp_path / "打印" / "方案.pdf"))
    messages.open_files("选照片", "照片 (*.jpg)", lambda paths: None)
    host.findChildren(QFileDialog)[-1].filesSelected.emit([str(tmp_path / "照片" / "墙.jpg")])
    messages.save_file("存成 PDF", "目录.pdf", "PDF 文件 (*.pdf)", lambda path: None)
    assert host.findChildren(QFileDialog)[-1].directory().dirName() == "打印"
    messages.open_files("选照片", "照片 (*.jpg)", lambda paths: None)
    assert host.findChildren(QFileDialog)[-1].directory().dirName() == "照片"
