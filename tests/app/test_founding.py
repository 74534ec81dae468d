"""Making a workspace as the first run does."""

import datetime
from pathlib import Path

import pytest

from app.drafting.adopting import adopt
from app.drafting.concern import not_concerned
from app.errors import UserFacingError
from app.exchange.handing_in import export_start
from app.exchange.keys import device_key
from app.exchange.recovering import export_recovery
from app.exchange.roster import add_unit, find_unit
from app.founding import Founding, found_workspace, read_founding_file
from app.opening import open_workspace
from tests.app.exchange.desks import admit_sender
from tests.support import COUNTY, TOWNSHIP, Clock, Computer, computer, key_folder


@pytest.fixture
def start_file(tmp_path: Path) -> Path:
    county = computer(tmp_path / "县", COUNTY)
    with county.working() as workspace:
        child = add_unit(workspace, "兴隆镇", "990124101")
        path = tmp_path / "兴隆镇开始文件.zwgk"
        export_start(workspace, child, path, fields=["05", "23"], due=datetime.date(2026, 12, 31))
    return path


def founding(path: Path, **more) -> Founding:
    return Founding(path, "周丽", TOWNSHIP, "2026", **more)


def test_what_was_typed_becomes_a_workspace(tmp_path: Path):
    path = tmp_path / "兴隆镇.qd"
    with key_folder(tmp_path):
        found_workspace(founding(path, not_concerned={"14": "本镇没有。"}), Clock()).close()
        with open_workspace(path) as workspace:
            assert (workspace.organisation.name, workspace.edition, workspace.person) == ("兴隆镇", "2026", "周丽")
            assert not_concerned(workspace) == {"14": "本镇没有。"}


def test_after_a_refusal_no_file_is_left(tmp_path: Path):
    path = tmp_path / "兴隆镇.qd"
    with key_folder(tmp_path), pytest.raises(UserFacingError) as refused:
        found_workspace(founding(path, not_concerned={"14": " "}), Clock())
    assert refused.value.code == "reason-missing"
    assert not path.exists()


def test_a_start_file_says_what_it_brings(tmp_path: Path, start_file: Path):
    seen = read_founding_file(start_file)
    assert (seen.unit.name, seen.unit.parent_name, seen.edition) == ("兴隆镇", "青山县", "2026")
    assert (seen.fields, seen.due) == (("05", "23"), datetime.date(2026, 12, 31))
    with key_folder(tmp_path / "县" / "keys"):
        assert seen.fingerprint == device_key(COUNTY.id).fingerprint
    path = tmp_path / "镇" / "兴隆镇.qd"
    with key_folder(tmp_path), found_workspace(founding(path, file=seen), Clock()) as made:
        assert made.organisation.parent_id == COUNTY.id


def test_a_work_package_makes_a_second_workspace(tmp_path: Path, township: Computer):
    package = township.export("工作包.zwgk", kind="work").path
    seen = read_founding_file(package)
    assert (seen.is_start, seen.unit.name, seen.sender) == (False, "兴隆镇", "兴隆镇")


def test_a_recovery_file_makes_the_workspace_that_was_lost(tmp_path: Path, township: Computer):
    county = computer(tmp_path / "县里", COUNTY)
    package = township.export("上报.zwgk").path
    admit_sender(county, package, "兴隆镇")
    county.take_in(package)
    with county.working() as workspace:
        unit = find_unit(workspace, "兴隆镇")
        given = export_recovery(workspace, unit, county.folder / "恢复.zwgk").path
    seen = read_founding_file(given)
    assert (seen.is_recovery, seen.unit.name, seen.unit.parent_name, seen.sender) == (
        True,
        "兴隆镇",
        "青山县",
        "青山县",
    )
    with key_folder(tmp_path), found_workspace(founding(tmp_path / "新.qd", file=seen), Clock()) as made:
        assert made.organisation.id == TOWNSHIP.id
        assert len(list(made.store.entries.listed())) == 13


def test_other_files_say_who_opens_them(tmp_path: Path):
    sender = computer(tmp_path / "镇", TOWNSHIP)
    with sender.working() as workspace:
        adopt(workspace, field="05")
    with pytest.raises(UserFacingError, match="由上级打开自己的工作文件"):
        read_founding_file(sender.export("上报.zwgk").path)
