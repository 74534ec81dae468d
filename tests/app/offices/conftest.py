"""A township whose offices are asked, and an office that fills its table in with openpyxl."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.drafting.adopting import adopt
from app.offices.handing import hand_round
from app.standards.library import load_library
from tests.support import TOWNSHIP, Computer, computer

LABELS = {e.key: e.label for e in load_library().definitions["standard-catalogue"].elements}


@pytest.fixture
def township(tmp_path: Path) -> Computer:
    """兴隆镇 with field 05 adopted, 13 entries."""
    made = computer(tmp_path / "兴隆镇", TOWNSHIP, person="李梅")
    with made.working() as workspace:
        adopt(workspace, field="05")
    return made


class OfficeTable:
    """A table as an office has it open: told by heads and codes, saved under any name."""

    def __init__(self, path: Path):
        self.path = path
        self.book = openpyxl.load_workbook(path)

    def sheet(self, field: str = "05"):
        return next(sheet for sheet in self.book.worksheets if sheet.title.startswith(field))

    def cell(self, name: str, head: str, field: str = "05"):
        """The white cell of an item (its second-level name) under a head."""
        sheet = self.sheet(field)
        heads = {cell.value: cell.column for cell in sheet[4]}
        column = heads[LABELS.get(head, head)]
        second = heads[LABELS["level2"]]
        for row in sheet.iter_rows(min_row=5):
            if row[1].value == "本单位" and row[second - 1].value == name:
                return sheet.cell(row[0].row, column)
        raise LookupError(name)

    def say(self, name: str, **texts: Any) -> "OfficeTable":
        for head, text in texts.items():
            self.cell(name, head).value = text
        return self

    def tick(self, name: str, *answers: str, other: str = "") -> "OfficeTable":
        """Tick these channels of an item and no others; what is no channel is written under 其他."""
        for label in (each for each in load_library().vocabulary.channels_canonical):
            said = "√" if label in answers else None
            self.cell(name, f"{LABELS['channels']}\n{label}").value = other or None if label == "其他" else said
        return self

    def add(self, **texts: str) -> "OfficeTable":
        """Write a row into the empty lines at the end."""
        sheet = self.sheet()
        heads = {cell.value: cell.column for cell in sheet[4]}
        row = next(r[0].row for r in sheet.iter_rows(min_row=5) if r[1].value == "新增" and not r[2].value)
        for key, text in texts.items():
            sheet.cell(row, heads[LABELS.get(key, key)]).value = text
        return self

    def save(self, name: str = "") -> Path:
        path = self.path.with_name(name) if name else self.path
        self.book.save(path)
        return path


@pytest.fixture
def handed(township: Computer, tmp_path: Path) -> Callable[..., OfficeTable]:
    """Hand field 05 to an office and open its table: `handed()`."""

    def hand(name: str = "民政办", fields: tuple[str, ...] = ("05",), folder: str = "发出") -> OfficeTable:
        with township.working() as workspace:
            found = hand_round(workspace, tmp_path / folder, fields=fields, names=[name], force=True)
        return OfficeTable(found.given[0].path)

    return hand
