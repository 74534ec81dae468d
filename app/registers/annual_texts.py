"""The texts of the yearly report: drafts out of its figures, and what people made of them. A draft never stands in the
place of what was written; where its figures have changed since, that is said."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from msgspec import convert

from app.registers.annual_counts import Counted
from app.registers.annual_records import TEXT, AnnualText, text_id
from app.registers.annual_report import AnnualReport
from app.standards.annual_rules import UNIT, YEAR, CellName, DraftParagraph, ReportFigure
from app.workspace import Workspace

_BLANK = re.compile("【[^】]*】")
_BRACED = re.compile(r"\{([^}]+)\}")


@dataclass(frozen=True)
class UsedFigure:
    """A number of a draft: what it tells, the cells it is the sum of, the records it counts where it has no cell."""

    name: str
    label: str
    value: Decimal | None
    cells: tuple[CellName, ...]
    kind: str = ""
    records: tuple[str, ...] = ()


@dataclass(frozen=True)
class SectionText:
    """A section of text. `text` is what stands, `draft` what the figures give now, `figures` those in the draft.

    `is_moved`: other figures stand in the draft than when somebody wrote the text. `blanks` are the places left for a
    person to fill in.
    """

    section: str
    number: str
    title: str
    text: str
    draft: str
    figures: tuple[UsedFigure, ...]
    written: AnnualText | None
    is_moved: bool

    @property
    def blanks(self) -> tuple[str, ...]:
        """What is left to fill in."""
        return tuple(_BLANK.findall(self.text))


def section_texts(workspace: Workspace, report: AnnualReport) -> list[SectionText]:
    """Return the sections that are texts, in their order."""
    figures = {figure.name: _used(report, figure) for figure in report.rules.figures}
    return [
        _section(workspace, report, section.key, figures) for section in report.rules.sections if section.kind == "text"
    ]


def _section(workspace: Workspace, report: AnnualReport, key: str, figures: Mapping[str, UsedFigure]) -> SectionText:
    about = report.rules.section(key)
    paragraphs = [each for each in report.rules.drafts if each.section == key and _stands(each, figures)]
    draft = "\n".join(_filled(report, each.text, figures) for each in paragraphs)
    row = workspace.store.records.get(TEXT, text_id(workspace.organisation.id, report.year, key))
    written = convert(row.content, AnnualText) if row is not None and not row.content["removed"] else None
    used = dict.fromkeys(name for each in paragraphs for name in _named(each) if name in figures)
    return SectionText(
        key,
        about.no,
        about.title,
        written.text if written else draft,
        draft,
        tuple(figures[name] for name in used),
        written,
        written is not None and written.draft != draft,
    )


def _named(paragraph: DraftParagraph) -> list[str]:
    return [*_BRACED.findall(paragraph.text), *paragraph.zero, *paragraph.without_zero]


def _stands(paragraph: DraftParagraph, figures: Mapping[str, UsedFigure]) -> bool:
    if paragraph.zero and any(figures[name].value != 0 for name in paragraph.zero):
        return False
    return not paragraph.without_zero or any(figures[name].value != 0 for name in paragraph.without_zero)


def _filled(report: AnnualReport, text: str, figures: Mapping[str, UsedFigure]) -> str:
    return _BRACED.sub(partial(_word, report, figures), text)


def _word(report: AnnualReport, figures: Mapping[str, UsedFigure], found: re.Match[str]) -> str:
    name = found[1]
    if name not in figures:
        return {YEAR: str(report.year), UNIT: report.unit}[name]
    value = figures[name].value
    return f"【填写{figures[name].label}】" if value is None else f"{value.normalize():f}"


def _used(report: AnnualReport, figure: ReportFigure) -> UsedFigure:
    counted: Counted | None = report.figures.get(figure.counted or "")
    if figure.counted:
        told = (counted.value, (), counted.kind, counted.records) if counted else (None, ())
        return UsedFigure(figure.name, figure.label, *told)
    cells = tuple(name for text in figure.cells for name in report.rules.cells_named(text))
    values = [value for value in (report.cells[name].value for name in cells) if value is not None]
    total = sum(values, Decimal(0)) if len(values) == len(cells) else None
    return UsedFigure(figure.name, figure.label, total, cells)
