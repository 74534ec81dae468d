"""What the settings do for the day when something is lost, or somebody leaves."""

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from app.drafting.editing import set_entry
from app.drafting.form_drafts import kept_forms
from app.drafting.lookup import find_entry
from app.drafting.typing_drafts import keep_draft
from app.errors import UserFacingError
from app.opening import open_workspace
from app.safekeeping.keeping import keep
from app.safekeeping.listing import listed_backups
from app.safekeeping.looking import look_inside
from app.safekeeping.salvaging import salvage
from app.safekeeping.second_place import second_place
from app.safekeeping.series import CLOSING
from tests.support import Computer, views
from tests.ui.support import wait_idle
from ui import rescuing, typed_text
from ui.form_drafts import FormDrafts
from ui.opening import open_file
from ui.pages.settings.page import SettingsPage
from ui.rescuing import ask_to_rescue
from ui.restore_dialog import RestoreDialog, looking_from


@pytest.fixture
def settings(qtbot, desk, settle, township: Computer) -> SettingsPage:
    """The settings of 兴隆镇, shown."""
    page = SettingsPage(desk(township)).whole()
    qtbot.addWidget(page)
    page.resize(1286, 600)
    page.show()
    settle(page.desk)
    return page


def press(qtbot, page: SettingsPage, words: str) -> None:
    next(button for button in page.view.backup.findChildren(QPushButton) if button.text() == words).click()
    wait_idle(qtbot, page.desk.jobs)


def test_the_work_is_handed_over_and_everything_written_out(settings: SettingsPage, qtbot, messages, tmp_path: Path):
    messages.text_answer, messages.save_answer = "王芳", tmp_path / "交接"
    press(qtbot, settings, "工作交接")
    assert sorted(path.suffix for path in (tmp_path / "交接").iterdir()) == [".pdf", ".qdbak"]
    assert "双方签字" in messages.toasts[-1]
    messages.save_answer = tmp_path / "应急"
    press(qtbot, settings, "全部导出")
    assert sorted(path.suffix for path in (tmp_path / "应急").iterdir()) == [".json", ".xlsx"]
    assert messages.troubles == []


def test_a_second_place_is_chosen_and_given_up(settings: SettingsPage, qtbot, messages, tmp_path: Path):
    messages.save_answer = tmp_path / "没有"
    press(qtbot, settings, "第二处备份")
    assert [trouble.code for trouble in messages.troubles] == ["second-place-missing"]
    messages.save_answer = tmp_path
    press(qtbot, settings, "第二处备份")
    assert second_place() == tmp_path
    press(qtbot, settings, "第二处备份")
    assert second_place() == tmp_path  # the clerk said no
    messages.says_yes = True
    press(qtbot, settings, "第二处备份")
    assert second_place() is None


def test_a_damaged_file_is_salvaged_from_the_window(settings: SettingsPage, qtbot, messages, tmp_path: Path):
    township = settings.desk.session.unit.path
    settings.desk.session.close()
    wait_idle(qtbot, settings.desk.jobs)
    whole = township.read_bytes()
    damaged = tmp_path / "坏了.qd"
    # Its tables can be read, its list of them is not: SQLite tells that the file is malformed.
    damaged.write_bytes(whole[: len(whole) // 2])
    open_file(settings.desk, damaged)
    wait_idle(qtbot, settings.desk.jobs)
    [buttons] = messages.trouble_buttons
    assert [text for text, _, _ in buttons] == ["用备份恢复", "抢救里面的内容"]
    messages.save_answer = tmp_path / "救.qd"
    buttons[1][2]()
    wait_idle(qtbot, settings.desk.jobs)
    assert (tmp_path / "救.qd").exists() or messages.troubles[-1].code == "beyond-salvage"


def test_a_backup_of_a_file_that_is_gone_is_offered_where_none_is_open(
    settings: SettingsPage, qtbot, messages, qapp, tmp_path: Path
):
    path = settings.desk.session.unit.path
    settings.desk.session.close()
    wait_idle(qtbot, settings.desk.jobs)
    with open_workspace(path) as workspace:
        keep(workspace, CLOSING)
        before = views(workspace)
    path.unlink()
    messages.save_answer = tmp_path / "恢复.qd"
    settings._restoring.ask()
    wait_idle(qtbot, settings.desk.jobs)
    [dialog] = [each for each in qapp.topLevelWidgets() if isinstance(each, RestoreDialog) and each.isVisible()]
    dialog.restore.click()
    wait_idle(qtbot, settings.desk.jobs)
    assert settings.desk.session.unit.path == tmp_path / "恢复.qd"
    settings.desk.session.close()
    wait_idle(qtbot, settings.desk.jobs)
    with open_workspace(tmp_path / "恢复.qd") as workspace:
        assert views(workspace) == before


@pytest.fixture
def elsewhere(settings: SettingsPage, tmp_path: Path) -> Path:
    """A damaged file that is not the open one."""
    copied = tmp_path / "别处.qd"
    copied.write_bytes(settings.desk.session.unit.path.read_bytes())
    return copied


def test_what_stands_in_the_window_alone_is_not_lost_by_salvaging_another_file(
    settings: SettingsPage, qtbot, messages, tmp_path: Path, elsewhere: Path
):
    session = settings.desk.session
    session.unstored_asked.connect(lambda found: found.append("名单"))
    messages.save_answer = tmp_path / "救.qd"
    ask_to_rescue(settings.desk, elsewhere)
    wait_idle(qtbot, settings.desk.jobs)
    # The clerk said no: the file stays open, and what was salvaged lies there.
    assert "名单" in messages.confirms[0]
    assert session.unit.path != tmp_path / "救.qd"
    assert (tmp_path / "救.qd").is_file()
    messages.says_yes = True
    messages.save_answer = tmp_path / "又救.qd"
    ask_to_rescue(settings.desk, elsewhere)
    wait_idle(qtbot, settings.desk.jobs)
    assert session.unit.path == tmp_path / "又救.qd"


@pytest.fixture
def slow_salvage(monkeypatch) -> tuple[threading.Event, threading.Event]:
    """Salvaging that has begun when the first event is set, and goes on when the second one is."""
    begun, may_go_on = threading.Event(), threading.Event()

    def slowly(damaged: Path, target: Path, progress):
        done = salvage(damaged, target, progress)
        begun.set()
        may_go_on.wait(20)
        progress(1, 1)
        return done

    monkeypatch.setattr(rescuing, "salvage", slowly)
    return begun, may_go_on


def test_what_is_typed_while_the_open_file_is_salvaged_comes_into_the_new_one(
    settings: SettingsPage, qtbot, messages, tmp_path: Path, slow_salvage
):
    begun, may_go_on = slow_salvage
    session, opened = settings.desk.session, []
    drafts = FormDrafts(settings.desk, settings)
    session.unstored_asked.connect(lambda found: found.append("名单"))
    session.opened.connect(lambda: opened.append(True))
    with open_workspace(session.unit.path, read_only=True) as workspace:
        entry = find_entry(workspace, "05-003").id
    messages.save_answer = tmp_path / "救.qd"
    ask_to_rescue(settings.desk, session.unit.path)
    qtbot.waitUntil(begun.is_set)
    session.typing.typed(entry, "publisher", "抢救时写的")
    session.typing.keep()
    drafts.write("request", "", {"matter": "写了一半"})
    drafts.keep()
    session.act(lambda workspace: set_entry(workspace, find_entry(workspace, "05-004"), {"publisher": "抢救时改的"}))
    may_go_on.set()
    wait_idle(qtbot, settings.desk.jobs)
    assert session.unit.path == tmp_path / "救.qd"
    # Pages keep what they show, and so the list that stands in the window alone: nothing is asked.
    assert opened == [] and messages.confirms == []
    assert "救.qd" in messages.told[0]
    session.close()
    wait_idle(qtbot, settings.desk.jobs)
    with open_workspace(tmp_path / "救.qd") as workspace:
        found = views(workspace)
        assert found["05-003"]["values"]["publisher"] == "抢救时写的"
        assert found["05-004"]["values"]["publisher"] == "抢救时改的"
        assert kept_forms(workspace, "request") == {"": {"matter": "写了一半"}}


def test_what_is_typed_stays_where_salvaging_was_stopped(
    settings: SettingsPage, qtbot, messages, tmp_path: Path, slow_salvage
):
    begun, may_go_on = slow_salvage
    session, jobs = settings.desk.session, []
    before = session.unit.path
    session.long_started.connect(lambda job, title: jobs.append(job))
    messages.save_answer = tmp_path / "救.qd"
    ask_to_rescue(settings.desk, before)
    qtbot.waitUntil(begun.is_set)
    session.act(lambda workspace: set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "抢救时改的"}))
    jobs[0].cancel()
    may_go_on.set()
    wait_idle(qtbot, settings.desk.jobs)
    assert [trouble.code for trouble in messages.troubles] == ["cancelled"]
    assert session.unit.path == before
    session.close()
    wait_idle(qtbot, settings.desk.jobs)
    with open_workspace(before) as workspace:
        assert views(workspace)["05-003"]["values"]["publisher"] == "抢救时改的"


def test_what_a_damaged_file_does_not_take_any_more_comes_into_the_salvaged_one(
    settings: SettingsPage, qtbot, messages, tmp_path: Path, monkeypatch
):
    session = settings.desk.session
    damaged = session.unit.path

    def refuse_in_the_damaged_one(workspace, *what) -> None:
        if workspace.path == damaged:
            raise UserFacingError("workspace-damaged", "存不进去。")
        keep_draft(workspace, *what)

    monkeypatch.setattr(typed_text, "keep_draft", refuse_in_the_damaged_one)
    with open_workspace(damaged, read_only=True) as workspace:
        entry = find_entry(workspace, "05-003").id
    session.typing.typed(entry, "publisher", "存不进坏文件的")
    session.typing.keep()
    wait_idle(qtbot, settings.desk.jobs)
    assert session.typing.is_refused
    messages.save_answer = tmp_path / "救.qd"
    ask_to_rescue(settings.desk, damaged)
    wait_idle(qtbot, settings.desk.jobs)
    assert not session.typing.is_waiting
    session.close()
    wait_idle(qtbot, settings.desk.jobs)
    with open_workspace(tmp_path / "救.qd") as workspace:
        assert views(workspace)["05-003"]["values"]["publisher"] == "存不进坏文件的"


def test_choosing_a_backup_may_be_left_while_one_is_looked_into(settings: SettingsPage, qtbot, messages):
    path = settings.desk.session.unit.path
    settings.desk.session.close()
    wait_idle(qtbot, settings.desk.jobs)
    with open_workspace(path) as workspace:
        keep(workspace, CLOSING)
    may_go_on = threading.Event()

    def slowly(backup: Path):
        may_go_on.wait(20)
        return look_inside(backup)

    look = looking_from(settings.desk, slowly)
    dialog = RestoreDialog(settings, listed_backups(), look, lambda backup: None, lambda: None)
    dialog.open()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.leave.click()
    may_go_on.set()
    wait_idle(qtbot, settings.desk.jobs)
    assert messages.troubles == []
