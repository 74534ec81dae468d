"""The tables a unit drafts."""

from pathlib import Path

from app.checks.table_findings import check_table
from app.drafting.adopting import adopt, answer_publishers
from app.drafting.editing import remove_entry, set_entry
from app.drafting.history import undo
from app.drafting.lookup import find_entry
from app.drafting.tables import heading_element, open_publishers, own_entries, own_tables
from app.standards.models import STANDARD_CATALOGUE
from tests.support import DEPARTMENT, INSTITUTION, VILLAGE, Computer, computer


def test_fields_come_first_and_those_of_other_levels_last(township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-001"), state="ready")
        set_entry(workspace, find_entry(workspace, "05-002"), not_applicable="本镇没有")
        tables = own_tables(workspace)
    assistance = next(table for table in tables if table.field == "05")
    assert (assistance.items, assistance.entries, assistance.done) == (13, 13, 2)
    assert tables[0].field == "01"
    assert tables[-1].items == 0 and tables[-1].field
    assert {"village-affairs", "basic-catalogue"} <= {table.checklist for table in tables}
    assert all(table.checklist != "annual-report" for table in tables)


def test_a_village_begins_with_its_own_affairs(tmp_path: Path):
    with computer(tmp_path / "村", VILLAGE).working() as workspace:
        adopt(workspace, checklist="village-affairs")
        tables = own_tables(workspace)
    assert (tables[0].checklist, tables[0].entries) == ("village-affairs", 82)


def test_an_institution_has_no_fields(tmp_path: Path):
    with computer(tmp_path / "院", INSTITUTION).working() as workspace:
        assert [table.checklist for table in own_tables(workspace)] == ["public-institutions"]


def test_publishers_are_asked_about_until_somebody_answers(tmp_path: Path):
    with computer(tmp_path / "局", DEPARTMENT).working() as workspace:
        adopt(workspace, field="05")
        asked = open_publishers(workspace, STANDARD_CATALOGUE, "05")
        assert answer_publishers(workspace, "own", field="05") == tuple(asked)
        assert open_publishers(workspace, STANDARD_CATALOGUE, "05") == []
        assert find_entry(workspace, asked[0]).content["values"]["publisher"] == DEPARTMENT.name
        undo(workspace)
        assert open_publishers(workspace, STANDARD_CATALOGUE, "05") == asked


def test_an_answer_adopts_nothing_more(tmp_path: Path):
    with computer(tmp_path / "局", DEPARTMENT).working() as workspace:
        adopt(workspace, item="05-003")
        answer_publishers(workspace, "as-written", field="05")
        assert len(own_entries(workspace, STANDARD_CATALOGUE, "05")) == 1
        assert open_publishers(workspace, STANDARD_CATALOGUE, "05") == []


def test_a_table_is_checked_by_itself(township: Computer):
    with township.working() as workspace:
        adopt(workspace, checklist="village-affairs")
        row = find_entry(workspace, "05-003")
        set_entry(workspace, row, {"deadline": None})
        remove_entry(workspace, find_entry(workspace, "05-004"))
        found = check_table(workspace, STANDARD_CATALOGUE, "05")
        others = check_table(workspace, "village-affairs")
    assert [(f.entry, f.element) for f in found if f.severity == "block"] == [(row.id, "deadline")]
    assert all(finding.field is None for finding in others)


def test_rows_are_grouped_by_the_first_merged_column(township: Computer):
    with township.working() as workspace:
        definitions = workspace.library.definitions
        assert heading_element(definitions[STANDARD_CATALOGUE]) == "level1"
        assert heading_element(definitions["village-affairs"]) == "category"
        assert heading_element(definitions["service-items-43"]) is None
        assert len(own_entries(workspace, STANDARD_CATALOGUE, "05")) == 13
