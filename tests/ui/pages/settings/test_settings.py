"""The settings as a clerk uses them."""

import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.backups import back_up
from app.checks.overriding import overriding
from app.checks.privacy_gate import PrivacyFinding, require_clean
from app.drafting.concern import not_concerned
from app.drafting.lookup import find_entry
from app.drafting.redacting import redact
from app.exchange.handing_in import export_start
from app.exchange.keys import device_key
from app.exchange.roster import add_unit, admitted_devices
from tests.support import COUNTY, TOWNSHIP, VILLAGE, Computer, computer
from tests.ui.support import choose_look, seen_before_restoring
from ui.pages.settings.page import SettingsPage
from ui.widgets.panel import Panel


@pytest.fixture
def settings(qtbot, desk, settle, township: Computer) -> SettingsPage:
    """The settings of 兴隆镇, shown."""
    page = SettingsPage(desk(township)).whole()
    qtbot.addWidget(page)
    page.resize(1286, 600)
    page.show()
    settle(page.desk)
    return page


def press(page, words: str) -> None:
    buttons = [button for button in page.findChildren(QPushButton) if button.text() == words and button.isVisible()]
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)


def stored(page: SettingsPage, settle, work):
    found = []
    page.desk.session.ask(work, found.append)
    settle(page.desk)
    return found[0]


def test_a_name_and_phones_are_stored_when_left_and_undone(settings: SettingsPage, settle, messages, shot):
    unit, session = settings.view.unit, settings.desk.session
    for key, text in (("name", "兴隆乡"), ("contact", "党政办 0000-1234567")):
        unit.editors[key].clear()
        unit.editors[key].insert(text)
        QTest.keyClick(unit.editors[key], Qt.Key.Key_Return)
        settle(settings.desk)
    shot(settings, "settings")
    assert (session.unit.name, session.unit.contact) == ("兴隆乡", "党政办 0000-1234567")
    assert unit.fields["name"].line() == "公开主体写作“兴隆乡人民政府”"
    assert messages.toasts == ["已改单位资料", "已改单位资料"]
    messages.toast_actions[-1]()
    settle(settings.desk)
    assert unit.editors["contact"].text() == ""


def test_a_code_or_telephone_that_is_none_is_said_and_not_stored(settings: SettingsPage, settle):
    unit, before = settings.view.unit, settings.desk.session.unit
    for key, text in (("code", "12345"), ("contact", "0990-612011")):
        unit.editors[key].setText(text)
        QTest.keyClick(unit.editors[key], Qt.Key.Key_Return)
        settle(settings.desk)
    assert "6 位、9 位或 12 位" in unit.fields["code"].line()
    assert "不是电话号码" in unit.fields["contact"].line()
    assert settings.desk.session.unit == before


def test_a_name_that_cannot_be_used_is_said_and_stays(settings: SettingsPage, settle):
    unit = settings.view.unit
    unit.editors["name"].clear()
    assert settings.may_leave()
    settle(settings.desk)
    assert "不能空" in unit.fields["name"].line()
    assert settings.desk.session.unit.name == TOWNSHIP.name
    unit.editors["name"].insert(TOWNSHIP.name)
    assert settings.may_leave()
    assert unit.fields["name"].line() == "公开主体写作“兴隆镇人民政府”"


def test_coming_and_going_before_anything_is_read_complains_of_nothing(qtbot, desk, settle, township: Computer):
    page = SettingsPage(desk(township)).whole()
    qtbot.addWidget(page)
    page.show()
    page.view.person.name.lineEdit().editingFinished.emit()
    assert page.may_leave()
    settle(page.desk)
    assert page.view.person.name.currentText() == "李梅"
    assert "每次改动" in page.view.person.field.line()
    assert page.view.unit.fields["name"].line() == "公开主体写作“兴隆镇人民政府”"


def test_somebody_else_sits_down(settings: SettingsPage, settle, messages):
    panel = settings.view.person
    panel.name.lineEdit().clear()
    panel.name.lineEdit().insert("王强")
    QTest.keyClick(panel.name, Qt.Key.Key_Return)
    settle(settings.desk)
    assert settings.desk.session.person == "王强"
    assert messages.toasts == ["现在是王强在用"]
    assert [panel.name.itemText(n) for n in range(panel.name.count())][:2] == ["王强", "李梅"]


def test_the_fingerprint_is_this_computers_and_can_be_copied(settings: SettingsPage, messages):
    assert settings.view.fingerprint.shown() == device_key(TOWNSHIP.id).fingerprint
    press(settings.view.fingerprint, "复制")
    assert QGuiApplication.clipboard().text() == device_key(TOWNSHIP.id).fingerprint


def test_the_parent_is_believed_after_its_fingerprint_was_typed(
    settings: SettingsPage, settle, messages, tmp_path: Path
):
    county = computer(tmp_path / "县", COUNTY)
    start = tmp_path / "开始文件.zwgk"
    with county.working() as workspace:
        export_start(workspace, add_unit(workspace, "兴隆镇"), start)
        spoken = device_key(COUNTY.id).fingerprint
    messages.files_answer = [start]
    panel = settings.view.parent_unit
    press(panel, "认可一台电脑")
    settle(settings.desk)
    panel.typed.insert("12345")
    press(panel, "核对并认可")
    assert "您填了5个" in panel.field.line()
    panel.typed.setText("00000 " * 6)
    press(panel, "核对并认可")
    settle(settings.desk)
    assert "对不上" in messages.troubles[0].message
    panel.typed.setText(spoken.replace(" ", "-"))
    press(panel, "核对并认可")
    settle(settings.desk)
    assert stored(settings, settle, lambda workspace: admitted_devices(workspace, COUNTY.id)) == [spoken]
    assert messages.toasts == ["已认可青山县的电脑"]
    assert [cell.text for cell in panel.devices.model().cells[0]][:2] == ["青山县", spoken]
    panel.devices.acted.emit(spoken, "revoke")
    settle(settings.desk)
    assert stored(settings, settle, lambda workspace: admitted_devices(workspace, COUNTY.id)) == []
    assert "停用" in panel.devices.model().cells[0][2].text


def test_another_parent_is_believed_after_a_question(settings: SettingsPage, settle, messages, tmp_path: Path):
    starts = []
    for number, parent in enumerate((COUNTY, replace(COUNTY, id=str(uuid.UUID(int=99)), name="白水县"))):
        with computer(tmp_path / str(number), parent).working() as workspace:
            export_start(workspace, add_unit(workspace, "兴隆镇"), tmp_path / f"{number}.zwgk")
            starts.append((tmp_path / f"{number}.zwgk", device_key(workspace.organisation.id).fingerprint))
    panel, messages.says_yes = settings.view.parent_unit, True
    for file, spoken in starts:
        messages.files_answer = [file]
        press(panel, "认可一台电脑")
        settle(settings.desk)
        panel.typed.setText(spoken)
        press(panel, "核对并认可")
        settle(settings.desk)
    assert "换了上级吗" in messages.confirms[-1] and settings.desk.session.unit.parent_name == "白水县"
    messages.toast_actions[-1]()
    settle(settings.desk)
    assert settings.desk.session.unit.parent_name == "青山县"


def test_every_panel_is_an_area_for_the_keyboard(settings: SettingsPage):
    panels = settings.view.findChildren(Panel)
    assert panels and set(panels) == set(settings.areas())


def test_f6_passes_the_panels_in_which_nothing_takes_the_keyboard(settings: SettingsPage):
    reached = []
    while settings.next_area():
        reached.append(next(area for area in settings.areas() if area.isAncestorOf(settings.window().focusWidget())))
    view = settings.view
    assert {view.look, view.examination, view.calendar, view.parent_unit, view.backup, view.help} < set(reached)
    assert view.privacy not in reached


def test_the_keyboard_stays_in_the_panel_when_the_form_folds_in(settings: SettingsPage, qtbot):
    panel = settings.view.parent_unit
    panel.ask_for_fingerprint("青山县")
    qtbot.waitUntil(panel.typed.hasFocus)
    press(panel, "不认可了")
    assert panel.isAncestorOf(QApplication.focusWidget()) and QApplication.focusWidget().text() == "认可一台电脑"


def test_fields_that_do_not_concern_the_unit_are_changed(settings: SettingsPage, settle, messages):
    press(settings.view.concern, "改")
    choice = settings._choice
    choice.step.cards.set_current("14")
    QTest.keyClick(choice.step.cards, Qt.Key.Key_Space)
    choice.step.reason.lineEdit().insert("本镇没有国有土地")
    press(choice, "就这样")
    settle(settings.desk)
    assert stored(settings, settle, not_concerned) == {"14": "本镇没有国有土地"}
    assert settings.stack.currentWidget() is settings.view
    assert settings.view.concern.isAncestorOf(settings.window().focusWidget())
    messages.toast_actions[-1]()
    settle(settings.desk)
    assert stored(settings, settle, not_concerned) == {}


def test_a_backup_is_made_and_its_time_shown(settings: SettingsPage, settle, messages, tmp_path: Path):
    messages.save_answer = tmp_path / "备份.qdbak"
    press(settings.view.backup, "现在备份")
    settle(settings.desk)
    assert messages.toasts == ["已备份并核对：备份.qdbak"]
    assert any("今天" in label.text() for label in settings.view.backup.findChildren(QLabel))


def test_restoring_over_the_open_file_keeps_the_old_one(
    settings: SettingsPage, settle, qtbot, messages, township: Computer
):
    backup = township.folder / "备份.qdbak"
    stored(settings, settle, lambda workspace: back_up(workspace, backup))
    settings.view.unit.written.emit("contact", "党政办 0000-1234567")
    settle(settings.desk)
    messages.files_answer, messages.save_answer = [backup], township.path
    press(settings.view.backup, "用备份恢复")
    settle(settings.desk)
    # A file that was chosen is looked into like those the program made.
    assert "核对过，完好" in seen_before_restoring(qtbot)
    settle(settings.desk)
    assert settings.desk.session.unit.path == township.path
    assert settings.desk.session.unit.contact == ""
    assert (township.folder / "工作 文件.恢复前1.qd").exists()


def test_what_was_let_out_and_taken_out_is_listed(settings: SettingsPage, settle, shot):
    panel, session = settings.view.privacy, settings.desk.session
    assert not panel.list.isVisible()

    def let_out_and_take_out(workspace) -> None:
        with overriding(workspace, "本人同意公开", "陈静"):
            require_clean((PrivacyFinding("phone", "第1页", "138****8000"),), "目录.pdf", b"%PDF")
        row = find_entry(workspace, "05-003")
        redact(workspace, "entry", row.id, "elements", "误填了号码", "吴敏")

    session.act(let_out_and_take_out)
    settle(settings.desk)
    shot(panel, "放行和删去的记录")
    told = {row.title: (row.detail, row.note) for row in panel.list.rows()}
    assert (
        "陈静" in told["放行了目录.pdf：本人同意公开"][0] and "138****8000" in told["放行了目录.pdf：本人同意公开"][1]
    )
    assert "吴敏" in told["删去了个人信息：误填了号码"][0]


def test_a_file_is_examined(settings: SettingsPage, settle):
    press(settings.view.examination, "现在检查")
    settle(settings.desk)
    rows = settings.view.examination.list.rows()
    assert rows[0].title == "数据库完好。"
    assert {row.right for row in rows} == {"好"}


def test_other_workspaces_are_opened_or_taken_off_the_list(settings: SettingsPage, settle, tmp_path: Path):
    village = computer(tmp_path / "村", VILLAGE)
    gone = tmp_path / "没有了.qd"
    for path, name in ((gone, "白云乡"), (village.path, "白马村")):
        settings.desk.preferences.remember_workspace(path, name, "2026")
    settings.reload()
    settle(settings.desk)
    rows = {row.key: row for row in settings.view.workspaces.list.rows()}
    assert rows[str(gone)].detail.startswith("文件不在了")
    settings.view.workspaces.list.acted.emit(str(gone), "drop")
    settings.view.workspaces.list.acted.emit(str(village.path), "open")
    settle(settings.desk)
    assert settings.desk.session.unit.name == VILLAGE.name
    assert [known["name"] for known in settings.desk.preferences.recent_workspaces()] == ["白马村"]


def test_the_first_page_makes_another_workspace_and_one_to_practise_in(settings: SettingsPage):
    press(settings.view.workspaces, "另建一个")
    press(settings.view.workspaces, "先练习")
    assert settings.desk.went == [("welcome", {"new": True}), ("welcome", {"practice": True})]


@pytest.mark.parametrize(("width", "scale"), [(560, 1.0), (1286, 1.5)])
def test_nothing_is_cut_where_it_is_narrow(settings: SettingsPage, qapp, qtbot, shot, width: int, scale: float):
    choose_look("light", scale)
    settings.resize(width, 600)
    view = settings.view
    qtbot.waitUntil(lambda: view.about.y() > view.examination.y(), timeout=2000)
    shot(settings, f"settings-{width}")
    assert view.widget().width() <= view.viewport().width()
