"""Every rule about one entry speaks where it must, is silent where it must be, and its button settles it."""

from pathlib import Path

import pytest

from app.checks.dismissing import dismiss
from app.checks.doubts import RULES, entry_doubts
from app.checks.finding import Finding
from app.checks.mending import mend
from app.checks.table_findings import check_workspace
from app.checks.yardstick import yardstick_of
from app.drafting.adopting import add_local, adopt
from app.drafting.editing import set_entry
from app.drafting.lookup import entry_content, find_entry
from app.workspace import Workspace
from tests.app.checks.rule_cases import CASES, deadline
from tests.app.exchange.desks import admit_sender
from tests.support import FULL_VALUES, VILLAGE, Computer, computer


@pytest.fixture
def workspace(township: Computer):
    with township.working() as opened:
        yield opened


def spoken(workspace: Workspace, code: str, values: dict) -> list[Finding]:
    """Put answers into the entry of a case, then return what the rule says of it."""
    if CASES[code].alone:
        entry = add_local(workspace, FULL_VALUES | values, field="05")
    else:
        entry = find_entry(workspace, CASES[code].item).id
        set_entry(workspace, find_entry(workspace, entry), values)
    row = find_entry(workspace, entry)
    content = entry_content(row)
    yardstick = yardstick_of(workspace, content.organisation, content.checklist, content.field)
    return [finding for finding in entry_doubts(yardstick, row.id, content) if finding.code == code]


def test_every_rule_has_a_case_and_no_case_is_left_over():
    # A village and its township have a case of their own below.
    assert sorted([*CASES, "village-differs"]) == sorted(rule.code for rule in RULES)
    assert all(rule.says and rule.source for rule in RULES)


@pytest.mark.parametrize("code", CASES)
def test_a_rule_speaks_and_its_button_settles_it(workspace: Workspace, code: str):
    (finding,) = spoken(workspace, code, CASES[code].bad)
    assert finding.message.endswith("。") and finding.source
    if CASES[code].right:
        mend(workspace, finding)
        row = find_entry(workspace, finding.entry)
        assert {key: row.content["values"][key] for key in CASES[code].right} == CASES[code].right
        assert not spoken(workspace, code, {})


@pytest.mark.parametrize("code", CASES)
def test_a_rule_leaves_alone_what_is_right(workspace: Workspace, code: str):
    assert CASES[code].good
    for good in CASES[code].good:
        assert spoken(workspace, code, good) == []


def test_words_of_the_standard_itself_are_not_the_units_mistakes(workspace: Workspace):
    for row in workspace.store.entries.listed():
        content = entry_content(row)
        yardstick = yardstick_of(workspace, content.organisation, content.checklist, content.field)
        assert entry_doubts(yardstick, row.id, content) == []


def test_a_village_that_says_otherwise_than_its_township_is_told(township: Computer, tmp_path: Path):
    village = computer(tmp_path / "白马村", VILLAGE)
    with village.working() as workspace:
        adopt(workspace, field="05")
    longer = deadline("信息形成之日起15个工作日内，公示7个工作日", 15, notice_days=7, notice_unit="workday")
    village.set("05-005", deadline=longer)
    path = village.export("第一轮.zwgk").path
    admit_sender(township, path, "白马村")
    township.take_in(path)
    with township.working() as workspace:
        found = [finding for finding in check_workspace(workspace, field="05") if finding.code == "village-differs"]
        assert [(each.organisation, each.item, each.element) for each in found] == [(VILLAGE.id, "05-005", "deadline")]
        assert "白马村写的是“信息形成之日起15个工作日内" in found[0].message
        dismiss(workspace, found[0].entry, "village-differs", "村里开会定的")
        assert not [f for f in check_workspace(workspace, field="05") if f.code == "village-differs"]
