"""Backups that nobody asks for: made, read back, thinned out, and never in the way of the work."""

import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from peewee import DatabaseError

from app.attachments import attach, attachment_folder
from app.backups import restore, verify_backup
from app.doctor import examine
from app.drafting.bulk import Plan
from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from app.errors import UserFacingError
from app.exchange.taking_in import import_file
from app.linked_attachments import LINKED
from app.opening import open_workspace
from app.safekeeping.keeping import guarded, is_kept, keep, kept_and_closed
from app.safekeeping.listing import listed_backups
from app.safekeeping.looking import look_inside
from app.safekeeping.second_place import choose_second_place
from app.safekeeping.series import BULK, BY_HAND, CLOSING, IMPORTING, backups_in, series_of
from app.user_folder import data_home
from app.workspace import Workspace
from tests.app.exchange.desks import admit_sender
from tests.support import COUNTY, TOWNSHIP, Computer, computer, dump, small_disk, views


class Calendar:
    """The time at the desk, set by the test."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


@pytest.fixture
def calendar(township: Computer) -> Calendar:
    township.clock = Calendar()
    return township.clock


def edit(workspace: Workspace, text: str) -> None:
    set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": text})


def publisher(path: Path) -> str:
    with open_workspace(path) as workspace:
        return views(workspace)["05-003"]["values"]["publisher"]


def test_what_is_kept_on_closing_brings_everything_back(township: Computer, tmp_path: Path):
    photo = tmp_path / "照片.jpg"
    photo.write_bytes(b"a photo")
    with township.working() as workspace:
        sha256 = attach(workspace, photo).sha256
        edit(workspace, "甲")
        done = keep(workspace, CLOSING)
        pool = series_of(workspace) / LINKED
        lying = attachment_folder(township.path) / sha256
        # Listed and linked: the same file on the disk, not a second one.
        assert (pool / sha256).samefile(lying)
        assert [member.sha256 for member in verify_backup(done.kept.path).linked] == [sha256]
        restored = restore(done.kept.path, tmp_path / "恢复.qd")
        assert (restored.missing, restored.facts.reason) == ((), CLOSING)
        assert oct(done.kept.path.stat().st_mode)[-3:] == "600"
    assert dump(tmp_path / "恢复.qd") == dump(township.path)
    assert (attachment_folder(tmp_path / "恢复.qd") / sha256).read_bytes() == b"a photo"


def test_nothing_new_is_not_kept_again(township: Computer):
    with township.working() as workspace:
        assert keep(workspace, CLOSING)
        assert keep(workspace, CLOSING) is None
        edit(workspace, "甲")
        assert keep(workspace, CLOSING)
        assert len(backups_in(series_of(workspace))) == 1  # the last one of this day


def test_before_packages_in_a_row_what_stood_before_the_first_is_kept(township: Computer, calendar: Calendar):
    with township.working() as workspace:
        workspace = guarded(workspace)
        for number in range(12):
            edit(workspace, str(number))
            workspace.safeguard(IMPORTING)
            calendar.moment += timedelta(seconds=30)
        assert len(backups_in(series_of(workspace))) == 3
        for number in range(12):
            calendar.moment += timedelta(minutes=3)
            edit(workspace, f"第{number}")
            workspace.safeguard(IMPORTING)
        kept = backups_in(series_of(workspace))
        assert [each.number for each in kept] == [11, 12, 13, 14, 15]


def test_a_clock_that_was_set_back_keeps_the_newest(township: Computer, calendar: Calendar, tmp_path: Path):
    with township.working() as workspace:
        for day in range(9):
            edit(workspace, f"第{day}天")
            keep(workspace, CLOSING)
            calendar.moment += timedelta(days=1)
        calendar.moment = datetime(2000, 1, 1, tzinfo=UTC)
        edit(workspace, "电池没电了")
        done = keep(workspace, CLOSING)
        kept = backups_in(series_of(workspace))
        assert kept[-1] == done.kept
        restore(done.kept.path, tmp_path / "恢复.qd")
    assert publisher(tmp_path / "恢复.qd") == "电池没电了"


@pytest.fixture
def county(tmp_path: Path, township: Computer) -> Computer:
    """A county that admitted the township, whose package lies in its folder."""
    made = computer(tmp_path / "青山县", COUNTY)
    package = township.export("上报.zwgk").path
    admit_sender(made, package, "兴隆镇")
    package.rename(made.folder / package.name)
    return made


def test_each_import_is_preceded_by_a_backup(county: Computer, tmp_path: Path):
    with county.working() as workspace:
        assert import_file(guarded(workspace), county.folder / "上报.zwgk").result == "applied"
        [kept] = backups_in(series_of(workspace))
        assert kept.reason == IMPORTING
        assert look_inside(kept.path, workspace).facts.organisation == "青山县"
        restore(kept.path, tmp_path / "恢复.qd")
        assert views(workspace)
    with open_workspace(tmp_path / "恢复.qd") as before:
        assert views(before) == {}


def test_a_change_of_many_entries_is_preceded_by_a_backup(township: Computer):
    from app.drafting.adopting import adopt
    from app.drafting.bulk import apply_plan

    with township.working() as workspace:
        for field in ("06", "07", "08"):
            adopt(guarded(workspace), field=field)
        rows = list(workspace.store.entries.listed())
        assert len(rows) >= 20

        def plan(some: list) -> Plan:
            changes = {row.id: {"publisher": "同一个"} for row in some}
            before = {row.id: {"publisher": row.content["values"]["publisher"]} for row in some}
            return Plan(changes, before)

        apply_plan(workspace, plan(rows[:3]), "3 条")
        assert backups_in(series_of(workspace)) == []
        apply_plan(workspace, plan(rows[3:]), "许多条")
        assert [each.reason for each in backups_in(series_of(workspace))] == [BULK]


def test_the_budget_leaves_the_last_good_one(township: Computer, calendar: Calendar):
    with township.working() as workspace:
        for day in range(4):
            edit(workspace, f"第{day}天")
            keep(workspace, CLOSING)
            calendar.moment += timedelta(days=1)
        size = backups_in(series_of(workspace))[-1].size
        edit(workspace, "最后")
        done = keep(workspace, CLOSING, budget=int(size * 2.5))
        assert [each.number for each in backups_in(series_of(workspace))] == [4, 5]
        edit(workspace, "再最后")
        done = keep(workspace, CLOSING, budget=1)
        assert [each.path for each in backups_in(series_of(workspace))] == [done.kept.path]


def test_a_damaged_file_never_takes_the_place_of_a_good_backup(township: Computer):
    with township.working() as workspace:
        keep(workspace, CLOSING)
        edit(workspace, "甲")
    content = bytearray(township.path.read_bytes())
    content[8192 : 8192 + 4096] = b"\x5a" * 4096
    township.path.write_bytes(content)
    with township.keys():
        before = [each.path for each in listed_backups(TOWNSHIP.id)]
        with pytest.raises(UserFacingError), open_workspace(township.path, now=township.clock) as workspace:
            keep(workspace, CLOSING)
        assert [each.path for each in listed_backups(TOWNSHIP.id)] == before
        for each in before:
            verify_backup(each)


def test_a_second_place_gets_each_backup_with_its_attachments(township: Computer, tmp_path: Path):
    stick, photo = tmp_path / "U盘", tmp_path / "照片.jpg"
    stick.mkdir()
    photo.write_bytes(b"a photo")
    with township.working() as workspace:
        choose_second_place(stick)
        sha256 = attach(workspace, photo).sha256
        edit(workspace, "甲")
        second = keep(workspace, CLOSING).second
        assert second.copied
        [copy] = backups_in(second.folder)
        restore(copy.path, tmp_path / "恢复.qd")
        assert (attachment_folder(tmp_path / "恢复.qd") / sha256).read_bytes() == b"a photo"
        # Pulled out: the backup here is made all the same, and nothing is written where the stick was.
        stick.rename(tmp_path / "拔走了")
        edit(workspace, "乙")
        done = keep(workspace, BY_HAND)
        assert (done.second.copied, stick.exists()) == (False, False)
        assert "不在" in done.second.trouble and "下次关闭时会补上" in done.second.trouble
        # Back again: the newest one is brought over even where nothing changed meanwhile.
        (tmp_path / "拔走了").rename(stick)
        assert keep(workspace, CLOSING).second.copied


def test_a_stick_pulled_out_between_the_files_gets_the_rest_the_next_time(
    township: Computer, tmp_path: Path, monkeypatch
):
    from app.safekeeping import second_place

    stick, photo = tmp_path / "U盘", tmp_path / "照片.jpg"
    stick.mkdir()
    photo.write_bytes(b"a photo")
    copied, really_copy = [], second_place._copy

    def pulled_out(source: Path, target: Path, sha256: str) -> None:
        if copied:
            raise OSError(5, "gone")
        copied.append(target)
        really_copy(source, target, sha256)

    with township.working() as workspace:
        choose_second_place(stick)
        sha256 = attach(workspace, photo).sha256
        edit(workspace, "甲")
        monkeypatch.setattr(second_place, "_copy", pulled_out)
        assert not keep(workspace, CLOSING).second.copied
        monkeypatch.setattr(second_place, "_copy", really_copy)
        # Nothing was changed: what is there is not taken for whole.
        second = keep(workspace, CLOSING).second
        assert second.copied
        [copy] = backups_in(second.folder)
        assert restore(copy.path, tmp_path / "恢复.qd").missing == ()
    assert (attachment_folder(tmp_path / "恢复.qd") / sha256).read_bytes() == b"a photo"


def test_of_a_large_file_a_backup_is_put_off_unless_somebody_asks(township: Computer, monkeypatch):
    monkeypatch.setattr("app.safekeeping.keeping.LARGE", 1)
    with township.working() as workspace:
        assert not is_kept(workspace)
        keep(workspace, CLOSING)
        assert is_kept(workspace)
        edit(workspace, "甲")
        assert keep(workspace, CLOSING) is None
        # Nobody may be told that it is backed up.
        assert not is_kept(workspace)
        assert keep(workspace, BY_HAND)
        assert is_kept(workspace)


def test_what_cannot_be_dropped_does_not_keep_anybody_from_working(township: Computer, monkeypatch):
    def refused(folder: Path) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr("app.safekeeping.keeping.drop_outlived", refused)
    with township.working() as workspace:
        guarded(workspace).safeguard(IMPORTING)
        assert is_kept(workspace)


def test_a_file_that_cannot_be_read_any_more_is_left_all_the_same(township: Computer, monkeypatch):
    def malformed(most: int) -> list:
        raise DatabaseError("database disk image is malformed")

    with township.keys():
        workspace = open_workspace(township.path, now=township.clock)
        keep(workspace, CLOSING)
        monkeypatch.setattr(workspace.store.operations, "latest", malformed)
        guarded(workspace).safeguard(BULK)
        kept_and_closed(workspace)
        # It is free for the next one.
        open_workspace(township.path).close()


def test_an_attachment_that_was_cut_short_stays_in_the_backups_as_it_was(
    township: Computer, calendar: Calendar, tmp_path: Path
):
    photo = tmp_path / "照片.jpg"
    photo.write_bytes(b"a photo")
    with township.working() as workspace:
        sha256 = attach(workspace, photo).sha256
        keep(workspace, CLOSING)
        lying = attachment_folder(township.path) / sha256
        # Another program wrote a file of its own in its place.
        lying.unlink()
        lying.write_bytes(b"a")
        edit(workspace, "甲")
        calendar.moment += timedelta(days=1)
        done = keep(workspace, CLOSING, budget=1)
        assert [each.path for each in backups_in(series_of(workspace))] == [done.kept.path]
        assert restore(done.kept.path, tmp_path / "恢复.qd").missing == ()
    assert (attachment_folder(tmp_path / "恢复.qd") / sha256).read_bytes() == b"a photo"


def test_a_full_second_place_is_told_and_leaves_no_half_file(township: Computer, tmp_path: Path):
    with small_disk(tmp_path / "U盘", 64) as stick, township.working() as workspace:
        choose_second_place(stick)
        done = keep(workspace, CLOSING)
        assert verify_backup(done.kept.path)
        assert "满了" in done.second.trouble or "存不下" in done.second.trouble
        assert [path for path in done.second.folder.rglob("*") if path.is_file()] == []


def test_a_folder_that_cannot_be_made_does_not_keep_anybody_from_importing(county: Computer):
    (county.folder / "keys").mkdir(exist_ok=True)
    (county.folder / "keys" / "backups").write_text("in the way", encoding="utf-8")
    with county.working() as workspace:
        assert import_file(guarded(workspace), county.folder / "上报.zwgk").result == "applied"


def test_looking_inside_says_what_would_be_taken_back(township: Computer):
    with township.working() as workspace:
        done = keep(workspace, CLOSING)
        edit(workspace, "以后改的")
        inside = look_inside(done.kept.path, workspace)
        assert [(field.name, field.entries) for field in inside.fields] == [("05 社会救助", 13)]
        assert (inside.since.added, inside.since.changed, inside.since.removed) == (0, 1, 0)
        assert inside.acts[0].label.startswith("采用")
        assert examine(workspace).problems == []
    digest = hashlib.sha256(done.kept.path.read_bytes()).hexdigest()
    look_inside(done.kept.path)
    assert hashlib.sha256(done.kept.path.read_bytes()).hexdigest() == digest
    assert not list(done.kept.path.parent.parent.parent.glob("look-*"))


def test_what_a_killed_program_had_unpacked_to_look_at_is_removed(township: Computer):
    with township.working() as workspace:
        done = keep(workspace, CLOSING)
        old, young = (data_home() / name for name in ("look-old", "look-young"))
        for folder in (old, young):
            folder.mkdir()
            (folder / "workspace.qd").write_bytes(b"a year's work")
        os.utime(old, (0, 0))
        look_inside(done.kept.path)
        # Another program may be looking into the young one now.
        assert (old.exists(), young.exists()) == (False, True)


def test_attachments_that_no_backup_lists_any_more_are_let_go(township: Computer, calendar: Calendar, tmp_path: Path):
    photo = tmp_path / "照片.jpg"
    photo.write_bytes(b"a photo")
    with township.working() as workspace:
        sha256 = attach(workspace, photo).sha256
        keep(workspace, CLOSING)
        (attachment_folder(township.path) / sha256).unlink()
        edit(workspace, "甲")
        calendar.moment += timedelta(days=1)
        keep(workspace, CLOSING, budget=1)
        assert list((series_of(workspace) / LINKED).iterdir()) == []
