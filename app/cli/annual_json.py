"""What the commands of the yearly report share: the year, and reports as JSON."""

import argparse
from decimal import Decimal
from typing import Any

from app.registers.annual_checks import AnnualFinding
from app.registers.annual_records import FIRST_YEAR, LAST_YEAR
from app.registers.annual_report import AnnualReport, ReportCell
from app.registers.annual_texts import SectionText
from app.registers.annual_writing import figure_text


def add_year(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    """Add --year, the year that is reported on."""
    parser.add_argument("--year", metavar="年份", type=_year, required=required, help="哪一年的报告")


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise argparse.ArgumentTypeError(f"“{text}”不是年份，要写成 2026 这样")
    return int(text)


def report_json(report: AnnualReport, texts: list[SectionText], findings: list[AnnualFinding]) -> dict[str, Any]:
    """Return a report for other programs."""
    last = report.last_year
    return {
        "unit": report.unit,
        "year": report.year,
        "last_year": None if last is None else {"typed": last.is_typed, "figures": figures_json(last.figures)},
        "cells": [cell_json(cell) for cell in report.cells.values()],
        "texts": [text_json(each) for each in texts],
        "findings": [finding_json(each) for each in findings],
    }


def figures_json(figures: Any) -> dict[str, str | None]:
    """Return figures by the names of their cells."""
    return {str(name): told(value) for name, value in figures.items()}


def cell_json(cell: ReportCell) -> dict[str, Any]:
    """Return a cell for other programs."""
    typed = cell.typed
    return {
        "cell": str(cell.name),
        "label": cell.label,
        "value": told(cell.value),
        "origin": cell.origin,
        "computed": told(cell.computed),
        "kind": cell.kind or None,
        "records": list(cell.records),
        "typed": typed and {"reason": typed.reason, "person": typed.person, "at": typed.at, "computed": typed.computed},
    }


def finding_json(finding: AnnualFinding) -> dict[str, Any]:
    """Return a finding for other programs."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "mend": finding.mend or None,
        "cells": [str(name) for name in finding.cells],
        "section": finding.section or None,
    }


def text_json(text: SectionText) -> dict[str, Any]:
    """Return a section for other programs."""
    figures = [
        {
            "name": each.name,
            "label": each.label,
            "value": told(each.value),
            "cells": [str(name) for name in each.cells],
            "kind": each.kind or None,
            "records": list(each.records),
        }
        for each in text.figures
    ]
    names = ("section", "number", "title", "text", "draft")
    state = {"written": text.written is not None, "moved": text.is_moved, "blanks": list(text.blanks)}
    return {name: getattr(text, name) for name in names} | state | {"figures": figures}


def told(value: Decimal | None) -> str | None:
    """Return a figure as text, None where there is none."""
    return None if value is None else figure_text(value)
