"""The list as the clerk sees it: masked values as they will be printed, refused ones as typed, in red."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.checks.personal_data import find_personal_data
from app.notices.filled_notice import FilledNotice
from app.notices.health_words import place_of_health
from app.notices.list_table import MINOR_MASKED
from app.standards.models import NoticeColumn
from ui.widgets.table_cell import Cell
from ui.widgets.text_block import Span

NUMERIC_KINDS = ("number", "money")
_DASH = "—"


@dataclass(frozen=True)
class Judged:
    """What became of the rows of a filled notice: cells as printed, masked places, reasons of refusal, by row."""

    shown: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    masked: Mapping[tuple[int, str], str] = field(default_factory=dict)
    refused: Mapping[int, str] = field(default_factory=dict)


def judged(filled: FilledNotice) -> Judged:
    """Sort out what a filled notice says about its rows."""
    if filled.table is None:
        return Judged()
    keys = [column.key for column in filled.table.columns]
    return Judged(
        {row.number: dict(zip(keys, row.cells, strict=True)) for row in filled.table.rows},
        {(value.row, value.column): value.how for value in filled.masked},
        {row.row: row.reason for row in filled.refused_rows},
    )


def cell_of(row: Mapping[str, str], number: int, column: NoticeColumn, what: Judged) -> Cell:
    """One cell of row `number` (from 1)."""
    typed = row.get(column.key, "").strip()
    if number in what.refused:
        return _refused_cell(typed, column, what.refused[number])
    if number not in what.shown:
        return Cell(veiled(typed), role="text-muted" if typed else "text")
    if not typed:
        worked_out = what.shown[number].get(column.key, "")
        return Cell(worked_out or _DASH, role="text-muted", tip="没有填，是程序算的。" if worked_out else "")
    return _accepted_cell(number, column, what)


def _accepted_cell(number: int, column: NoticeColumn, what: Judged) -> Cell:
    text = what.shown[number].get(column.key, "")
    how = what.masked.get((number, column.label), "")
    if not text:
        return Cell(_DASH, role="text-muted", tip="填了，但是不用列出来，没有放进公示。")
    if how == MINOR_MASKED:
        return Cell(text, detail="未成年，已换称呼", detail_icon="shield-check", detail_role="info")
    if how:
        return Cell(text, icon="eye-off", role="text-muted", icon_text="已遮挡", tip=f"已遮挡：{how}")
    return Cell(text)


def _refused_cell(typed: str, column: NoticeColumn, reason: str) -> Cell:
    if reason.startswith(f"“{column.label}”"):
        return Cell(
            veiled(typed),
            icon="octagon-alert",
            role="danger",
            soft="danger-soft",
            spans=_marked(veiled(typed)),
            icon_text="必须改",
            tip=reason,
        )
    return Cell(veiled(typed) or _DASH, soft="danger-soft")


def _marked(text: str) -> tuple[Span, ...]:
    """The word that may not be shown, underlined."""
    place = place_of_health(text)
    return (Span(place[0], place[1] - place[0], "danger", underline=True),) if place else ()


def veiled(text: str) -> str:
    """A text with personal numbers starred, for what is on the screen before it is masked, or cannot be."""
    parts, end = [], 0
    for hit in sorted(find_personal_data(text), key=lambda hit: hit.start):
        if hit.start >= end:
            parts += [text[end : hit.start], hit.text_masked]
            end = hit.end
    return "".join([*parts, text[end:]])


def is_numeric(column: NoticeColumn) -> bool:
    """Whether a column stands at the right: counts and amounts."""
    return column.kind in NUMERIC_KINDS


def sentences_of(filled: FilledNotice, columns: Sequence[NoticeColumn]) -> list[str]:
    """What was hidden, in a sentence or none."""
    count = len(filled.masked)
    tells_apart = any(column.mask == "id_number" for column in columns)
    found = [f"遮挡了 {count} 处个人信息。"] if count else []
    return found + (["身份证号只在重名时留后四位。"] if tells_apart else [])
