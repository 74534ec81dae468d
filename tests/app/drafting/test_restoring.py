"""Bringing earlier versions of an entry back."""

import pytest

from app.drafting.editing import set_entry
from app.drafting.entry import as_builtins
from app.drafting.history import history, undo
from app.drafting.lookup import entry_content, find_entry
from app.drafting.restoring import restore_version
from app.drafting.typing_drafts import keep_draft, waiting_drafts
from app.errors import UserFacingError
from tests.support import Computer


def test_a_whole_version_comes_back_as_a_new_act(township: Computer):
    with township.working() as workspace:
        row = find_entry(workspace, "05-005")
        first = history(workspace, "entry", row.id)[0]
        set_entry(workspace, row, {"publisher": "兴隆镇民政办", "mode": "依申请公开"}, not_applicable="没有这类人")
        restore_version(workspace, row.id, first.revision)
        assert as_builtins(entry_content(find_entry(workspace, "05-005"))) == row.content
        undo(workspace)
        assert find_entry(workspace, "05-005").content["not_applicable"] == "没有这类人"


def test_one_element_comes_back_alone_and_what_waited_there_is_forgotten(township: Computer):
    with township.working() as workspace:
        row = find_entry(workspace, "05-005")
        first = history(workspace, "entry", row.id)[0]
        set_entry(workspace, row, {"publisher": "兴隆镇民政办", "audience": "特定群体"})
        keep_draft(workspace, row.id, "audience", "谁都行")
        assert waiting_drafts(workspace, row.id).typed == {"audience": "谁都行"}
        assert "公开对象" in waiting_drafts(workspace, row.id).reasons["audience"]
        restore_version(workspace, row.id, first.revision, ["audience"])
        values = find_entry(workspace, "05-005").content["values"]
        assert (values["audience"], values["publisher"]) == ("全社会", "兴隆镇民政办")
        assert waiting_drafts(workspace, row.id).typed == {}
        assert restore_version(workspace, row.id, first.revision, ["audience"]) is None


def test_a_version_of_another_entry_is_refused(township: Computer):
    with township.working() as workspace:
        other = find_entry(workspace, "05-006")
        with pytest.raises(UserFacingError, match="没有这一版"):
            restore_version(workspace, find_entry(workspace, "05-005").id, other.revision)
