"""The whole catalogue of a county: what goes in, what stays out, rows of several units, the PDF and the workbook."""

from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from app.county.area import each_unit, whole_area
from app.county.merged_rows import THOSE_UNITS
from app.county.whole_catalogue import WholeCatalogue, print_whole_catalogue, write_whole_workbook
from app.county.whole_reading import WholeChoice, survey
from app.drafting.editing import set_entry
from app.errors import UserFacingError
from app.exchange.verdicts import judge
from app.villages.at_hand import Unwatched
from app.workspace import Workspace
from tests.app.county.whole_desk import put_entries, put_units, with_values
from tests.support import COUNTY, OTHER_TOWNSHIP, SUBDISTRICT, TOWNSHIP, VILLAGE, unit

PUBLIC = WholeChoice()
EVERYTHING = WholeChoice(only_public=False)


def pages_of(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def rows_of(workspace: Workspace, choice: WholeChoice = PUBLIC) -> list[tuple[str, ...]]:
    """Item, publisher and units of every row."""
    return [
        (row.entry.content.item, row.values["publisher"], "、".join(unit.name for unit in row.units))
        for field in WholeCatalogue(workspace, choice).fields()
        for row in field.rows
    ]


def test_only_what_is_final_or_accepted_goes_in_and_the_rest_is_counted(county: Workspace) -> None:
    found, choice = survey(county), WholeChoice()
    assert found.left_out(choice) == {"returned": 1, "pending": 1, "declined": 1}
    assert found.shown(choice) == WholeCatalogue(county, choice).total == found.shown(EVERYTHING) - 2
    assert found.left_out(EVERYTHING) == {"declined": 1}
    of_units = found.by_unit(choice)
    assert of_units[SUBDISTRICT.id][1] - of_units[SUBDISTRICT.id][0] == 3
    assert found.without_entries(choice) == []


def test_units_that_say_the_same_share_a_row_and_the_one_that_differs_stands_beside(county: Workspace) -> None:
    rows = [row for row in rows_of(county) if row[0] == "05-003"]
    assert [row[2] for row in rows] == ["青山县", "城关街道、兴隆镇", "白云乡"]
    assert THOSE_UNITS in rows[1][1] and OTHER_TOWNSHIP.full_name in rows[2][1]


def test_an_entry_changed_after_its_verdict_waits_again(county: Workspace) -> None:
    before = survey(county).shown(WholeChoice())
    with_own = [row.id for row in county.store.entries.by_item("05-001", county.edition, COUNTY.id)]
    set_entry(county, county.store.entries.get(with_own[0]), {"elements": ["别的"]})
    put_entries(county, TOWNSHIP, "05", lambda _, item, content: with_values(content, elements=[item]))
    found = survey(county)
    assert found.shown(WholeChoice()) < before and found.left_out(WholeChoice())["draft"] == 1
    assert TOWNSHIP.name not in "".join(row[2] for row in rows_of(county))


def test_the_pdf_has_a_cover_contents_by_field_and_by_unit_and_the_official_table(
    county: Workspace, tmp_path: Path
) -> None:
    printed = print_whole_catalogue(county, tmp_path / "全县.pdf", WholeChoice())
    pages = pages_of(tmp_path / "全县.pdf")
    assert len(pages) == printed.pages
    assert "青山县基层政务公开标准目录（全县）" in pages[0].replace("\r\n", "") and "草案" not in pages[0]
    assert "按单位查" in pages[1] and "1. 社会救助" in pages[1]
    assert "白云乡" in pages[2] and "社会救助 13" in pages[2]
    assert "所列各单位" in "".join(pages[3:]).replace("\r\n", "") and "公开依据" in pages[3]


def test_drafts_are_printed_only_as_a_draft_with_their_state(county: Workspace, tmp_path: Path) -> None:
    print_whole_catalogue(county, tmp_path / "草案.pdf", EVERYTHING)
    whole = "".join(pages_of(tmp_path / "草案.pdf"))
    assert all(word in whole for word in ("草案", "已退回", "待审", "已通过", "已定稿"))


def test_the_workbook_has_contents_a_sheet_by_field_and_one_by_unit(county: Workspace, tmp_path: Path) -> None:
    written = write_whole_workbook(county, tmp_path / "全县.xlsx", WholeChoice())
    workbook = openpyxl.load_workbook(tmp_path / "全县.xlsx")
    assert workbook.sheetnames == ["目次", "社会救助", "按单位查"]
    sheet = workbook["社会救助"]
    heads = [cell.value for cell in sheet[3]]
    column = heads.index("单位")
    names = [row[column].value for row in sheet.iter_rows(min_row=5) if row[column].value]
    assert len(names) == written.rows and "城关街道\n兴隆镇" in names


def test_what_blocks_or_shows_a_person_stops_it_and_leaves_nothing(county: Workspace, tmp_path: Path) -> None:
    row = county.store.entries.by_item("05-002", county.edition, COUNTY.id)[0]
    put_entries(
        county,
        COUNTY,
        "05",
        lambda _, item, content: (
            with_values(content, elements=["身份证 110101199003070011"]) if item == row.content["item"] else content
        ),
        state="final",
    )
    for write, name in ((print_whole_catalogue, "全县.pdf"), (write_whole_workbook, "全县.xlsx")):
        with pytest.raises(UserFacingError) as refused:
            write(county, tmp_path / name, WholeChoice())
        assert refused.value.code == "blocked-by-findings" and "110101199003070011" not in str(refused.value)
        with pytest.raises(UserFacingError) as refused:
            write(county, tmp_path / name, EVERYTHING)
        assert refused.value.code == "personal-data"
    assert not list(tmp_path.glob("*.pdf")) and not list(tmp_path.glob("*.xlsx"))


def test_many_units_are_named_in_a_word_with_those_that_are_missing(county: Workspace) -> None:
    more = [unit(100 + number, "township", f"第{number}镇", "", COUNTY) for number in range(10)]
    put_units(county, more)
    for each in more[:-1]:
        judge(county, put_entries(county, each, "05"), "accepted")
    own = put_entries(county, more[-1], "05", lambda _, item, content: with_values(content, elements=[item]))
    judge(county, own, "accepted")
    (field,) = WholeCatalogue(county, PUBLIC).fields()
    place = [column.head for column in field.table.columns].index("单位")
    named = {"".join(row.cells[place].lines) for row in field.table.rows}
    assert "各乡镇、街道（12个），没有第9镇" in named and "第9镇" in named
    assert any(note.startswith("“各乡镇、街道（13个）”指：") for note in field.notes)


def test_stopping_leaves_nothing(county: Workspace, tmp_path: Path) -> None:
    class Stopped(Unwatched):
        def is_cancelled(self) -> bool:
            return True

    with pytest.raises(UserFacingError) as refused:
        print_whole_catalogue(county, tmp_path / "全县.pdf", WholeChoice(), watch=Stopped())
    assert refused.value.code == "cancelled" and not (tmp_path / "全县.pdf").exists()


def test_words_follow_the_kind_of_unit() -> None:
    assert [whole_area(each.name, each.kind) for each in (COUNTY, TOWNSHIP, OTHER_TOWNSHIP, SUBDISTRICT)] == [
        "全县",
        "全镇",
        "全乡",
        "全街道",
    ]
    assert each_unit([TOWNSHIP, SUBDISTRICT]) == "各乡镇、街道" and each_unit([VILLAGE]) == "各村"
