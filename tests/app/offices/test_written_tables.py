"""A table for an office opens without an offer to repair it, whatever stands in it, and reads back as it was."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app.errors import UserFacingError
from app.offices.asked import Asked, asked_elements
from app.offices.marks import TableMark
from app.offices.workbook import Errand, office_workbook
from app.standards.library import load_library
from app.standards.models import STANDARD_CATALOGUE, Element
from tests.app.tables.repair_causes import repair_causes
from tests.app.tables.test_repair_causes import HOSTILE, NAMES

DEFINITIONS = [each for each in load_library().definitions.values() if each.shape == "catalogue"]
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
