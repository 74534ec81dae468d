"""The live findings of a table: what is told once a table, what a button does, and that little is looked at twice."""

from pathlib import Path

import pytest

from app.checks import table_findings
from app.checks.finding import Finding, FindingFacts
from app.checks.table_findings import TableFindings, check_table, check_workspace
from app.drafting.adopting import add_local, adopt, answer_publishers
from app.drafting.bulk import apply_plan, plan_changes
from app.drafting.editing import confirm, remove_entry, set_entry
from app.drafting.history import undo
from app.drafting.lookup import find_entry
from app.drafting.own_unit import change_unit
from app.drafting.tables import open_publishers
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace
from tests.app.drafting.test_editions import age_standard
from tests.support import FULL_VALUES, VILLAGE, Computer, computer


@pytest.fixture
def workspace(township: Computer):
    with township.working() as opened:
        yield opened


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of entries that were looked at, as it happens."""
    ids: list[str] = []
    findings_of = table_findings.entry_findings

    def counted(workspace: Workspace, id: str, *more):
        ids.append(id)
        return findings_of(workspace, id, *more)

    monkeypatch.setattr(table_findings, "entry_findings", counted)
    return ids


def of_code(findings, code: str) -> list[Finding]:
    return [finding for finding in findings if finding.code == code]


def read(findings: TableFindings, workspace: Workspace, field: str = "05") -> tuple[Finding, ...]:
    return findings.read(workspace, STANDARD_CATALOGUE, field)


def test_only_what_changed_is_looked_at_again(workspace: Workspace, looked_at: list[str]):
    live = TableFindings()
    read(live, workspace)
    assert len(looked_at) == 13
    looked_at.clear()
    assert of_code(read(live, workspace), "element-missing") == []
    assert looked_at == []
    entry = find_entry(workspace, "05-003").id
    set_entry(workspace, find_entry(workspace, "05-003"), {"basis": None})
    looked_at.clear()
    (missing,) = of_code(read(live, workspace), "element-missing")
    assert (missing.entry, looked_at) == (entry, [entry])
    undo(workspace)
    assert of_code(read(live, workspace), "element-missing") == []


def test_all_is_looked_at_again_when_the_unit_changes(workspace: Workspace, looked_at: list[str]):
    live = TableFindings()
    read(live, workspace)
    change_unit(workspace, {"name": "新隆镇"})
    looked_at.clear()
    assert read(live, workspace) == tuple(check_table(workspace, STANDARD_CATALOGUE, "05"))
    assert len(looked_at) == 26


def test_what_is_remembered_says_the_same_as_a_look_at_everything(workspace: Workspace):
    live = TableFindings()
    for act in (
        lambda: set_entry(workspace, find_entry(workspace, "05-003"), {"basis": [{"title": "收养法"}]}),
        lambda: remove_entry(workspace, find_entry(workspace, "05-004")),
        lambda: add_local(workspace, FULL_VALUES | {"basis": None}, field="05"),
        lambda: adopt(workspace, field="06"),
        lambda: undo(workspace),
    ):
        act()
        for field in ("05", "06"):
            assert list(read(live, workspace, field)) == check_table(workspace, STANDARD_CATALOGUE, field)


def test_an_empty_element_is_filled_from_the_standard(workspace: Workspace):
    before = find_entry(workspace, "05-003").content["values"]["basis"]
    set_entry(workspace, find_entry(workspace, "05-003"), {"basis": None})
    (missing,) = of_code(check_table(workspace, STANDARD_CATALOGUE, "05"), "element-missing")
    assert missing.fix.label == "用标准的"
    assert missing.fix.changes == {missing.entry: {"basis": before}}
    assert apply_plan(workspace, plan_changes(workspace, missing.fix.changes), missing.fix.label) == 1
    assert of_code(check_table(workspace, STANDARD_CATALOGUE, "05"), "element-missing") == []


def test_an_empty_publisher_without_a_standard_is_filled_with_us(workspace: Workspace):
    id = add_local(workspace, FULL_VALUES | {"publisher": None, "basis": None}, field="05")
    found = of_code(check_table(workspace, STANDARD_CATALOGUE, "05"), "element-missing")
    fixes = {finding.element: finding.fix for finding in found}
    assert fixes["publisher"].label == "填本单位"
    assert fixes["publisher"].changes == {id: {"publisher": "兴隆镇人民政府"}}
    assert fixes["basis"] is None


def test_unconfirmed_items_are_one_finding_that_confirms_them(workspace: Workspace):
    adopt(workspace, field="06")
    (finding,) = of_code(check_table(workspace, STANDARD_CATALOGUE, "06"), "standard-unconfirmed")
    assert finding.fix.action == "confirm"
    confirm(workspace, list(workspace.store.entries.many(finding.fix.entries).values()))
    assert of_code(check_table(workspace, STANDARD_CATALOGUE, "06"), "standard-unconfirmed") == []


def test_a_standard_that_changed_since_adopting_is_told_until_it_is_settled(workspace: Workspace):
    adopt(workspace, field="05")
    for code in ("05-003", "05-005"):
        age_standard(workspace, code)
    set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "党政办", "channels": ["政府网站"]})
    # 05-005 says what the standard says now.
    (finding,) = of_code(check_table(workspace, STANDARD_CATALOGUE, "05"), "standard-changed")
    assert (finding.item, finding.entry) == ("05-003", find_entry(workspace, "05-003").id)
    assert finding.element in ("publisher", "channels")
    assert "公开主体" in finding.message and "公开渠道和载体" in finding.message
    confirm(workspace, list(workspace.store.entries.many(finding.fix.entries).values()))
    assert of_code(check_table(workspace, STANDARD_CATALOGUE, "05"), "standard-changed") == []


def test_many_changed_standards_are_one_finding(workspace: Workspace):
    adopt(workspace, field="05")
    for code in ("05-001", "05-002", "05-003", "05-004"):
        age_standard(workspace, code)
        set_entry(workspace, find_entry(workspace, code), {"publisher": "党政办"})
    (finding,) = of_code(check_table(workspace, STANDARD_CATALOGUE, "05"), "standard-changed")
    assert (finding.entry, len(finding.fix.entries)) == (None, 4)
    assert "05-001、05-002、05-003、05-004" in finding.message


def test_publishers_that_are_not_us_are_one_finding_until_somebody_answers(workspace: Workspace):
    adopt(workspace, field="11")
    (finding,) = of_code(check_table(workspace, STANDARD_CATALOGUE, "11"), "publisher-not-ours")
    asked = open_publishers(workspace, STANDARD_CATALOGUE, "11")
    assert f"{len(asked)} 项" in finding.message and asked[0] in finding.message
    assert finding.fix.action == "answer-publishers"
    assert of_code(check_table(workspace, STANDARD_CATALOGUE, "05"), "publisher-not-ours") == []
    live = TableFindings()
    read(live, workspace, "11")
    answer_publishers(workspace, "as-written", field="11")
    assert of_code(read(live, workspace, "11"), "publisher-not-ours") == []


def test_a_checklist_without_fields_has_findings_too(tmp_path: Path):
    with computer(tmp_path / "村", VILLAGE).working() as workspace:
        (untouched,) = check_table(workspace, "village-affairs")
        assert (untouched.item, untouched.fix.label) == (None, "全部采用")
        adopt(workspace, checklist="village-affairs")
        assert of_code(TableFindings().read(workspace, "village-affairs"), "item-untouched") == []


def test_the_whole_file_says_what_its_tables_say(workspace: Workspace):
    adopt(workspace, field="06")
    set_entry(workspace, find_entry(workspace, "05-003"), {"basis": None})
    tables = [check_table(workspace, STANDARD_CATALOGUE, field) for field in ("05", "06")]
    assert check_workspace(workspace) == [*tables[0], *tables[1]]


def test_what_leaves_the_program_is_the_contract_without_the_fix(workspace: Workspace):
    set_entry(workspace, find_entry(workspace, "05-003"), {"basis": None})
    for finding in check_workspace(workspace):
        assert tuple(finding.facts()) == tuple(FindingFacts.__dataclass_fields__)
        assert "fix" not in finding.facts()
