"""A table for an office opens without an offer to repair it, whatever stands in it, and reads back as it was."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app.errors import UsageError, UserFacingError
from app.offices.asked import Asked, asked_elements
from app.offices.collecting import collect_files
from app.offices.handing import hand_round, standings
from app.offices.marks import TableMark
from app.offices.workbook import Errand, office_workbook
from app.standards.library import load_library
from app.standards.models import STANDARD_CATALOGUE, Element
from tests.app.tables.repair_causes import repair_causes
from tests.app.tables.test_repair_causes import HOSTILE, NAMES

DEFINITIONS = [each for each in load_library().definitions.values() if each.shape == "catalogue"]
OTHERS = [each for each in DEFINITIONS if each.code != STANDARD_CATALOGUE]
ID = "00000000-0000-4000-8000-000000000001"


def asked_with(definition, text: str, number: int, place: str) -> Asked:
    values = {element.key: value_of(element, text) for element in asked_elements(definition)}
    content = {"values": values, "not_applicable": text}
    return Asked(f"{ID[:-4]}{number:04}", f"{place}-{number:03}", place, text, None, content, values)


def value_of(element: Element, text: str):
    if element.kind in ("text", "long_text"):
        return text
    if element.kind == "list":
        return [text, "又一条"]
    return list(element.choice_labels) if element.kind == "choices" else None


def errand(fields: dict[str, str], text: str = "镇") -> Errand:
    day = date(2026, 12, 1)
    return Errand(TableMark(ID, "2026", ID), text, "民政办", text, day, day, fields)


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda each: each.code)
def test_nothing_handed_out_needs_repair(tmp_path: Path, definition):
    fields = {f"{number:02}": name for number, name in enumerate(NAMES, start=1)}
    asked = [
        asked_with(definition, text, number, place)
        for place in fields
        for number, text in enumerate(HOSTILE if place == "01" else HOSTILE[:3])
    ]
    path = tmp_path / "发.xlsx"
    path.write_bytes(office_workbook(errand(fields), definition, asked))
    assert repair_causes(path) == []
    book = openpyxl.load_workbook(path)
    assert len(book.sheetnames) == len(NAMES) + 1
    for text in HOSTILE:
        path.write_bytes(office_workbook(errand({"01": "社会救助"}, text), definition, asked[:1]))
        assert repair_causes(path) == []


def test_a_text_that_no_cell_holds_is_told():
    definition = load_library().definitions[STANDARD_CATALOGUE]
    with pytest.raises(UserFacingError, match="放不下"):
        office_workbook(errand({"01": "社会救助"}), definition, [asked_with(definition, "长" * 32_768, 1, "01")])


@pytest.mark.parametrize("definition", OTHERS, ids=lambda each: each.code)
def test_another_checklist_goes_out_whole_and_comes_back(tmp_path: Path, township, definition):
    """Untouched it says nothing; what an office says right away is adopted, what it writes is taken."""
    with township.working() as workspace:
        given = hand_round(workspace, tmp_path, names=["民政办"], checklist=definition.code).given[0]
        assert given.fields == (definition.code,)
        assert repair_causes(given.path) == []
        assert not collect_files(workspace, [given.path])[0][0].notes
    book = openpyxl.load_workbook(given.path)
    assert book.sheetnames == ["说明", definition.name]
    sheet = book.worksheets[1]
    heads = {cell.value: cell.column for cell in sheet[4]}
    own = [row[0].row for row in sheet.iter_rows(min_row=5) if row[1].value == "本单位"]
    assert len(own) == given.items
    for row in own:
        sheet.cell(row, heads["看过了吗"]).value = "没问题"
    sheet.cell(own[0], heads["不涉及的理由"]).value = "这里没有"
    new = next(row[0].row for row in sheet.iter_rows(min_row=5) if row[1].value == "新增")
    title = next(each for each in definition.elements if each.key == definition.title_elements[-1])
    sheet.cell(new, heads[title.label]).value = title.choice_labels[0] if title.choice_labels else "本地的一项"
    book.save(tmp_path / "交回.xlsx")
    with township.working() as workspace:
        [(batch, outcome)] = collect_files(workspace, [tmp_path / "交回.xlsx"])
        assert (batch.unfit, outcome.waiting, outcome.counts["new"]) == ((), 0, given.items + 1)
        rows = list(
            workspace.store.entries.listed(
                organisation=workspace.organisation.id, edition=workspace.edition, checklist=definition.code
            )
        )
        assert {row.content["field"] for row in rows} == {None}
        assert sorted(row.content["not_applicable"] or "" for row in rows)[-1] == "这里没有"
        assert [row.content["local"] for row in rows].count(True) == 1
        standing = next(each for each in standings(workspace) if each.office.name == "民政办")
        assert standing.state == "answered"


def test_a_checklist_is_not_handed_out_to_nobody(tmp_path: Path, township):
    with township.working() as workspace, pytest.raises(UsageError, match="发给谁"):
        hand_round(workspace, tmp_path / "发", checklist="village-affairs")
    assert not (tmp_path / "发").exists()
