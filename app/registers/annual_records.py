"""What is kept of the yearly report: numbers a person wrote with the reason, texts, the figures of the report that went
out, the day it was handed in, and at the county those of its units. Each under an id of its own, so that two clerks
may write at once."""

from datetime import date
from typing import Annotated, Any

from msgspec import Meta, Struct

from app.standards.annual_rules import CellName

CELL, TEXT, ISSUED, UNIT_REPORT = "annual-cell", "annual-text", "annual-issued", "annual-unit"
FILED = "annual-filed"
LONGEST_TEXT = 10_000  # characters

FIRST_YEAR, LAST_YEAR = 2008, 2200

Year = Annotated[int, Meta(ge=FIRST_YEAR, le=LAST_YEAR)]
Figure = Annotated[str, Meta(pattern=r"^[0-9]{1,9}(\.[0-9]{1,6})?$", max_length=16)]
_Name = Annotated[str, Meta(pattern=r"^t[123]/[0-9a-z_.]+/[a-z_]+$", max_length=60)]
_Reason = Annotated[str, Meta(min_length=1, max_length=500)]
_Text = Annotated[str, Meta(max_length=LONGEST_TEXT)]
_Label = Annotated[str, Meta(max_length=500)]


class AnnualCell(Struct, frozen=True, kw_only=True):
    """A number as a person says it is, and why; `computed` is what the registers said then."""

    organisation: str
    year: Year
    cell: _Name
    value: Figure
    reason: _Reason
    computed: Figure | None
    person: str | None
    at: str
    removed: bool = False


class AnnualText(Struct, frozen=True, kw_only=True):
    """A section as a person wrote it, and the draft there was then: another draft now means that figures changed."""

    organisation: str
    year: Year
    section: Annotated[str, Meta(pattern="^[a-z]+$", max_length=40)]
    text: _Text
    draft: _Text
    person: str | None
    at: str
    removed: bool = False


class AnnualIssued(Struct, frozen=True, kw_only=True):
    """The figures of a report as it went out, whole and with all sums right."""

    organisation: str
    year: Year
    figures: dict[_Name, Figure]
    person: str | None
    at: str
    removed: bool = False


class AnnualFiled(Struct, frozen=True, kw_only=True):
    """The day (`on`) on which a report was handed in and published."""

    organisation: str
    year: Year
    on: date
    person: str | None
    at: str
    removed: bool = False


class UnitReport(Struct, frozen=True, kw_only=True):
    """The figures of a unit's report as a file says them (`file`, SHA-256); None where no number stood."""

    organisation: str
    year: Year
    unit: str
    name: _Label
    figures: dict[_Name, Figure | None]
    file: _Label
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$", max_length=64)]
    person: str | None
    at: str
    removed: bool = False


ANNUAL_CONTENTS: dict[str, type[Struct]] = {
    CELL: AnnualCell,
    TEXT: AnnualText,
    ISSUED: AnnualIssued,
    FILED: AnnualFiled,
    UNIT_REPORT: UnitReport,
}
ANNUAL_LABELS = {
    CELL: "年报的一个数",
    TEXT: "年报的一部分文字",
    ISSUED: "年报定稿的数",
    FILED: "年报的报送",
    UNIT_REPORT: "单位的年报",
}
"""What they are called where they are listed."""


def cell_id(organisation: str, year: int, name: CellName | str) -> str:
    """Return the id under which a number is kept: the same on every PC."""
    return f"{organisation}/{year}/{name}"


def text_id(organisation: str, year: int, section: str) -> str:
    """Return the id under which a section is kept."""
    return f"{organisation}/{year}/{section}"


def unit_report_id(organisation: str, year: int, unit: str) -> str:
    """Return the id under which the report of a unit is kept."""
    return f"{organisation}/{year}/{unit}"


def issued_id(organisation: str, year: int) -> str:
    """Return the id under which the figures of a report are kept."""
    return f"{organisation}/{year}"


def filed_id(organisation: str, year: int) -> str:
    """Return the id under which it is kept that a report was handed in."""
    return f"{organisation}/{year}"


def record_id(content: AnnualCell | AnnualText | AnnualIssued | AnnualFiled | UnitReport) -> str:
    """Return the id under which a record is kept."""
    if isinstance(content, AnnualCell):
        return cell_id(content.organisation, content.year, content.cell)
    if isinstance(content, AnnualText):
        return text_id(content.organisation, content.year, content.section)
    if isinstance(content, UnitReport):
        return unit_report_id(content.organisation, content.year, content.unit)
    if isinstance(content, AnnualFiled):
        return filed_id(content.organisation, content.year)
    return issued_id(content.organisation, content.year)


def annual_title(kind: str, content: dict[str, Any]) -> str:
    """Return what a record is called: 2026年年报的一个数 t2/1/natural."""
    about = content.get("cell") or content.get("name") or ""
    return f"{content['year']}年{ANNUAL_LABELS[kind]} {about}".strip()
