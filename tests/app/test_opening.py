"""An open workspace goes on in a copy of its own."""

import pytest

from app.attachments import attachment_files, attachment_folder
from app.drafting.lookup import find_entry
from app.errors import UserFacingError
from app.opening import open_copy, open_workspace
from tests.support import Computer


def test_work_goes_on_in_a_copy_though_the_file_was_deleted(township: Computer):
    folder = attachment_folder(township.path)
    folder.mkdir()
    (folder / ("a" * 64)).write_bytes(b"a photo")
    target = township.path.with_name("另存的.qd")
    with township.working() as workspace:
        township.path.unlink()
        with open_copy(workspace, target) as copied:
            assert copied.path == target
            assert copied.person == workspace.person
            assert find_entry(copied, "05-003").content == find_entry(workspace, "05-003").content
    assert [path.read_bytes() for path in attachment_files(target)] == [b"a photo"]
    with open_workspace(target):
        pass


@pytest.mark.parametrize("name", ["工作 文件.qd", "别人的.qd"])
def test_a_copy_replaces_nothing(township: Computer, name: str):
    other = township.path.with_name("别人的.qd")
    other.write_bytes(b"somebody's")
    with township.working() as workspace, pytest.raises(UserFacingError) as told:
        open_copy(workspace, township.path.with_name(name))
    assert told.value.code == "file-exists"
    assert other.read_bytes() == b"somebody's"
