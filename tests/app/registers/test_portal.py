"""What is pasted into the portal: title, text and table of an entry, and nothing that names a person's numbers."""

import pytest

from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from app.errors import UserFacingError
from app.registers.portal import portal_piece
from tests.support import FULL_VALUES, Computer


@pytest.fixture
def workspace(township: Computer):
    with township.working() as opened:
        yield opened


def test_a_piece_has_a_line_for_each_answer_and_the_same_as_a_table(workspace):
    row = find_entry(workspace, "05-001")
    set_entry(workspace, row, {"publisher": "兴隆镇<民政办>&村镇办", "channels": FULL_VALUES["channels"]})
    piece = portal_piece(workspace, row.id)
    assert piece.entry == row.id and piece.title
    assert "公开主体：兴隆镇<民政办>&村镇办" in piece.text.splitlines()
    assert "兴隆镇&lt;民政办&gt;&amp;村镇办</td>" in piece.table and "<民政办>" not in piece.table
    assert piece.table.startswith(f"<table><caption>{piece.title}</caption>")
    assert piece.table.count("<tr>") >= 6 and "\n" not in piece.table


def test_empty_answers_are_left_out(workspace):
    row = find_entry(workspace, "05-001")
    assert "公开时限：" in portal_piece(workspace, row.id).text
    set_entry(workspace, row, {"deadline": None})
    assert "公开时限：" not in portal_piece(workspace, row.id).text


def test_what_does_not_concern_us_or_bears_a_personal_number_is_refused(workspace):
    row = find_entry(workspace, "05-001")
    set_entry(workspace, row, {"publisher": "兴隆镇民政办，张三 11010519491231002X"})
    with pytest.raises(UserFacingError) as refused:
        portal_piece(workspace, row.id)
    assert refused.value.code == "personal-data" and "11010519491231002X" not in refused.value.message
    set_entry(workspace, row, not_applicable="没有这类事项")
    with pytest.raises(UserFacingError, match="不涉及"):
        portal_piece(workspace, row.id)
