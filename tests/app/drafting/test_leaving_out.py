"""Whole tables that do not concern us."""

import pytest

from app.drafting.concern import not_concerned
from app.drafting.editing import remove_entry, set_entry
from app.drafting.history import undo
from app.drafting.leaving_out import leave_out, take_up
from app.drafting.lookup import find_entry
from app.drafting.tables import own_entries
from app.errors import UserFacingError
from app.standards.models import STANDARD_CATALOGUE
from tests.support import Computer

_FIELD = {"checklist": STANDARD_CATALOGUE, "field": "05"}


def reasons(workspace, field: str) -> list[str | None]:
    return [content.not_applicable for _, content in own_entries(workspace, STANDARD_CATALOGUE, field)]


def test_a_field_nobody_began_is_left_out_once_and_taken_up_again(township: Computer):
    with township.working() as workspace:
        assert leave_out(workspace, "本镇没有征收项目", checklist=STANDARD_CATALOGUE, field="14") == 0
        assert not_concerned(workspace) == {"14": "本镇没有征收项目"} and reasons(workspace, "14") == []
        take_up(workspace, checklist=STANDARD_CATALOGUE, field="14")
        assert not_concerned(workspace) == {}


def test_a_field_begun_is_left_out_with_every_item_in_one_step(township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-001"), not_applicable="另有理由")
        remove_entry(workspace, find_entry(workspace, "05-002"))
        before = reasons(workspace, "05")
        assert leave_out(workspace, "由县里办理", **_FIELD) == 11
        assert reasons(workspace, "05") == ["另有理由", *["由县里办理"] * 11]
        undo(workspace)
        assert reasons(workspace, "05") == before
        leave_out(workspace, "由县里办理", **_FIELD)
        assert take_up(workspace, **_FIELD) == 12 and set(reasons(workspace, "05")) == {None}


def test_items_of_another_checklist_are_adopted_with_the_reason(township: Computer):
    with township.working() as workspace:
        checklist = next(
            code
            for code, each in workspace.library.definitions.items()
            if each.shape == "catalogue" and code != STANDARD_CATALOGUE and workspace.organisation.kind in each.used_by
        )
        written = leave_out(workspace, "本镇没有", checklist=checklist)
        entries = own_entries(workspace, checklist)
        assert written == len(entries) > 0
        assert {content.not_applicable for _, content in entries} == {"本镇没有"}


def test_without_a_reason_nothing_is_written(township: Computer):
    with township.working() as workspace, pytest.raises(UserFacingError, match="理由"):
        leave_out(workspace, "  ", **_FIELD)
