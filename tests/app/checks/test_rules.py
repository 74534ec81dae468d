"""Every rule about one entry speaks where it must, is silent where it must be, and its button settles it."""

import pytest

from app.checks.doubts import RULES, entry_doubts
from app.checks.finding import Finding
from app.checks.mending import mend
from app.checks.yardstick import yardstick_of
from app.drafting.adopting import add_local
from app.drafting.editing import set_entry
from app.drafting.lookup import entry_content, find_entry
from app.workspace import Workspace
from tests.app.checks.rule_cases import CASES
from tests.support import FULL_VALUES, Computer


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
    assert sorted(CASES) == sorted(rule.code for rule in RULES)
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
