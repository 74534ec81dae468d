"""A workspace file that is renamed, moved, deleted or replaced while it is open."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.drafting.lookup import find_entry
from app.errors import UserFacingError
from app.opening import open_workspace
from tests.support import Computer


def rename(path: Path) -> None:
    path.rename(path.with_name("改过名.qd"))


def move(path: Path) -> None:
    (path.parent / "别处").mkdir()
    path.rename(path.parent / "别处" / path.name)


def move_the_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("别的文件夹"))


def replace(path: Path) -> None:
    other = path.with_name("另一个.qd")
    shutil.copy(path, other)
    other.replace(path)


@pytest.mark.parametrize(
    ("happen", "code"),
    [
        (rename, "workspace-renamed"),
        (move, "workspace-gone"),
        (move_the_folder, "workspace-gone"),
        (Path.unlink, "workspace-gone"),
        (replace, "workspace-replaced"),
    ],
)
def test_nothing_is_called_saved_in_a_file_that_is_not_in_its_place(
    township: Computer, happen: Callable[[Path], object], code: str
):
    with township.working() as workspace:
        happen(township.path)
        with pytest.raises(UserFacingError) as told, workspace.store.transaction():
            pytest.fail("written into a file nobody finds")
        assert told.value.code == code
        assert "另存一份" in told.value.message
        assert find_entry(workspace, "05-003").content["values"]


def test_a_file_that_was_renamed_holds_everything_and_is_named(township: Computer):
    with township.working() as workspace:
        workspace.store.settings.put("mark", "存好的")
        rename(township.path)
        with pytest.raises(UserFacingError, match="改过名"), workspace.store.transaction():
            pass
        copy = shutil.copy(township.path.with_name("改过名.qd"), township.path.with_name("拷走.qd"))
    with open_workspace(Path(copy)) as copied:
        assert copied.store.settings.get("mark") == "存好的"


def test_a_file_put_back_is_written_again(township: Computer):
    with township.working() as workspace:
        rename(township.path)
        with pytest.raises(UserFacingError), workspace.store.transaction():
            pass
        township.path.with_name("改过名.qd").rename(township.path)
        with workspace.store.transaction():
            workspace.store.settings.put("mark", "又存上了")
    with township.working() as workspace:
        assert workspace.store.settings.get("mark") == "又存上了"


def test_closing_leaves_the_file_that_took_the_place_alone(township: Computer):
    with township.working():
        replace(township.path)
        stands = township.path.read_bytes()
    assert township.path.read_bytes() == stands
    assert not township.path.with_name(township.path.name + "-wal").exists()
