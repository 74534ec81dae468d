"""Finding and replacing a text in the entries of a table."""

import pytest

from app.drafting.bulk import apply_plan, plan_changes
from app.drafting.editing import set_entry
from app.drafting.history import undo
from app.drafting.lookup import find_entry
from app.drafting.replacing import Replacement, find_text, replaced_values
from app.errors import UserFacingError
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace
from tests.support import Computer, views


@pytest.fixture
def workspace(township: Computer):
    with township.working() as opened:
        yield opened


def entry(workspace: Workspace, code: str, **values) -> str:
    set_entry(workspace, find_entry(workspace, code), values)
    return find_entry(workspace, code).id


def found(workspace: Workspace, wanted: str, replacement: str, **options) -> tuple[Replacement, ...]:
    return find_text(workspace, STANDARD_CATALOGUE, "05", wanted, replacement, **options)


def test_every_kind_of_text_is_looked_through_and_the_deadlines_parts_follow(workspace: Workspace):
    id = entry(
        workspace,
        "05-003",
        level3="甲办甲办",
        elements=["甲办的名单", "乙"],
        basis=[{"title": "甲办规定", "number": "甲办令第1号", "kind": "其他", "article": None}],
        deadline="甲办批准之日起20个工作日内",
        publisher="兴隆镇",
    )
    by_element = {each.element: each for each in found(workspace, "甲办", "乙办", ids=[id])}
    assert {key: each.spots for key, each in by_element.items()} == {
        "level3": 2,
        "elements": 1,
        "basis": 2,
        "deadline": 1,
    }
    assert by_element["level3"].before == "甲办甲办" and by_element["level3"].after == "乙办乙办"
    assert by_element["basis"].after[0]["title"] == "乙办规定" and by_element["basis"].after[0]["kind"] == "其他"
    deadline = by_element["deadline"].after
    assert (deadline["event"], deadline["count"]) == ("乙办批准", 20)
    assert found(workspace, "20个", "10个", ids=[id])[0].after["count"] == 10


def test_case_whole_cells_and_chosen_elements(workspace: Workspace):
    first, second = entry(workspace, "05-003", level3="APP端"), entry(workspace, "05-004", level3="app")
    options = {"elements": ["level3"]}
    assert [each.entry for each in found(workspace, "app", "程序", **options)] == [first, second]
    assert [each.entry for each in found(workspace, "app", "程序", match_case=True, **options)] == [second]
    assert [each.entry for each in found(workspace, "app", "程序", whole=True, **options)] == [second]
    assert found(workspace, "app", "程序", elements=["publisher"]) == ()


def test_special_signs_are_plain_text(workspace: Workspace):
    entry(workspace, "05-003", level3="a.b(c)")
    assert found(workspace, "a.b(", r"\1", elements=["level3"])[0].after == r"\1c)"
    assert found(workspace, ".*", "x", elements=["level3"]) == ()


def test_a_text_that_is_gone_clears_its_place(workspace: Workspace):
    entry(workspace, "05-003", level3="甲", elements=["甲", "乙"], basis=[{"title": "甲"}])
    after = {each.element: each.after for each in found(workspace, "甲", "", ids=[find_entry(workspace, "05-003").id])}
    assert (after["level3"], after["elements"]) == (None, ["乙"])
    plan = plan_changes(workspace, {find_entry(workspace, "05-003").id: after})
    assert [(refused.element, "名称" in refused.reason) for refused in plan.refused] == [("basis", True)]


def test_replacements_are_applied_and_taken_back_in_one_step(workspace: Workspace):
    before = views(workspace)
    replacements = found(workspace, "信息", "资料")
    plan = plan_changes(workspace, replaced_values(replacements))
    assert plan.cells == len(replacements) > 5 and plan.refused == ()
    apply_plan(workspace, plan, "替换")
    assert found(workspace, "信息", "资料") == ()
    undo(workspace)
    assert {code: view["values"] for code, view in views(workspace).items()} == {
        code: view["values"] for code, view in before.items()
    }


@pytest.mark.parametrize(
    ("wanted", "code"), [("", "text-missing"), ("  ", "text-missing"), ("长" * 1001, "text-too-long")]
)
def test_what_cannot_be_looked_for_is_refused(workspace: Workspace, wanted: str, code: str):
    with pytest.raises(UserFacingError) as refusal:
        found(workspace, wanted, "乙")
    assert refusal.value.code == code
