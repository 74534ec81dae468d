"""The doctor finds what is wrong with a workspace file and says what to do."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.attachments import attachment_folder
from app.doctor import Report, examine
from app.drafting.adopting import adopt
from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from tests.support import VILLAGE, Computer, computer

PHOTO = b"\xff\xd8 a photo \xff\xd9"
NAME = hashlib.sha256(PHOTO).hexdigest()


def examined(desk: Computer) -> Report:
    with desk.working() as workspace:
        return examine(workspace)


def tamper(desk: Computer, statement: str, *values: object) -> None:
    """Change the file as another program might."""
    with closing(sqlite3.connect(desk.path)) as database:
        assert database.execute(statement, values).rowcount > 0
        database.commit()


def test_a_workspace_at_work_is_in_order(township: Computer):
    township.export("第一轮.zwgk")
    report = examined(township)
    assert report.problems == []
    assert len(report.lines) == 6
    assert all(line.startswith("好：") and line.endswith("。") for line in report.lines)


def test_looking_changes_nothing(township: Computer):
    with township.working() as workspace:
        before = workspace.store.operations.latest(1)
        examine(workspace)
        assert workspace.store.operations.latest(1) == before


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("UPDATE revision SET content = replace(content, '兴隆', '兴盛') WHERE subject_kind = 'entry'", "13 个"),
        ("UPDATE revision SET content = '{' WHERE rowid = (SELECT max(rowid) FROM revision)", "1 个"),
        ("UPDATE revision SET parent1 = id WHERE rowid = (SELECT max(rowid) FROM revision)", "1 个"),
        ("UPDATE revision SET redaction = '' WHERE 0 OR id = (SELECT id FROM revision LIMIT 1)", ""),
        ("UPDATE entry SET content = replace(content, '兴隆', '兴盛') WHERE item = '05-003'", "1 项"),
        ("UPDATE record SET content = replace(content, '兴隆', '兴盛') WHERE kind = 'organisation'", "1 项"),
        ("UPDATE entry SET revision = (SELECT revision FROM entry LIMIT 1)", "12 项"),
        ("UPDATE package SET standing = 'prepared'", "第 1 轮"),
    ],
)
def test_what_another_program_changed_is_found(township: Computer, statement: str, word: str):
    township.export("第一轮.zwgk")
    tamper(township, statement)
    problems = examined(township).problems
    assert any(word in problem for problem in problems) == bool(word)


def test_lost_references_are_found_and_stop_the_examination(township: Computer):
    tamper(township, "DELETE FROM operation WHERE number = 2")
    report = examined(township)
    assert len(report.problems) == len(report.lines) == 1
    assert "备份" in report.problems[0]


@pytest.fixture
def with_photo(tmp_path: Path) -> tuple[Computer, Path]:
    """A village whose entry names a photo that lies in its folder."""
    desk = computer(tmp_path / "白马村", VILLAGE)
    folder = attachment_folder(desk.path)
    folder.mkdir()
    (folder / NAME).write_bytes(PHOTO)
    with desk.working() as workspace:
        adopt(workspace, checklist="village-affairs")
        element = next(
            (d.code, e.key)
            for d in workspace.library.definitions.values()
            for e in d.elements
            if d.shape == "catalogue" and e.kind == "attachment"
        )
        adopt(workspace, checklist=element[0], all_levels=True)
        row = next(workspace.store.entries.listed(checklist=element[0]))
        set_entry(workspace, find_entry(workspace, row.id), {element[1]: [NAME]})
    return desk, folder / NAME


def test_attachments_are_held_against_their_names(with_photo: tuple[Computer, Path]):
    desk, photo = with_photo
    assert examined(desk).problems == []
    photo.write_bytes(b"spoiled")
    assert "1 个附件里有 1 个" in examined(desk).problems[0]
    photo.unlink()
    assert "少了 1 个" in examined(desk).problems[0]
