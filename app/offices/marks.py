"""What stands in every table handed out, so that it is known again whatever became of its name, order and format."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.standards.models import Definition, Element

SEQUENCE, ROLE, KEY = "序号", "写的是谁的", "程序编号"
STATUS, REASON_HEAD, REMARK = "看过了吗", "不涉及的理由", "想说的话"
STANDARD_ROLE, OWN_ROLE, NEW_ROLE = "标准", "本单位", "新增"
FINE, CHANGED, DECLINED = "没问题", "改过了", "不涉及"
STATUSES = (FINE, CHANGED, DECLINED)
CLEAR = "清空"
"""What is written into a cell that shall be emptied; an empty cell says nothing."""

_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_TABLE = re.compile(rf"分办表/1/({_UUID})/([^/\s]+)/({_UUID})(?:/([\w-]*))?")
_ROW = re.compile(rf"({_UUID})/([0-9a-f]{{64}}|0)")


@dataclass(frozen=True)
class TableMark:
    """Whose table it is: our unit, its edition, the round, and the field of a sheet ("" on the first one), or the code
    of another checklist than the standard's catalogue."""

    organisation: str
    edition: str
    round: str
    field: str = ""

    def text(self) -> str:
        """The mark as it stands in a cell."""
        return f"分办表/1/{self.organisation}/{self.edition}/{self.round}/{self.field}"


def read_table_mark(text: str) -> TableMark | None:
    """Return the mark in a cell's text; None where there is none."""
    found = _TABLE.search("".join(text.split()))
    return TableMark(*found.groups("")) if found else None


def row_mark(entry: str, revision: str | None) -> str:
    """Return what names an entry and the revision that was given."""
    return f"{entry}/{revision or 0}"


def read_row_mark(text: str) -> tuple[str, str | None] | None:
    """Return the entry and its revision (None: it was not adopted) of a cell's text; None where it names no row."""
    found = _ROW.search("".join(text.split()))
    return (found[1], None if found[2] == "0" else found[2]) if found else None


def heads_of(definition: Definition) -> Mapping[str, Element]:
    """Return the elements by the heads of their columns."""
    return {element.label: element for element in definition.elements}
