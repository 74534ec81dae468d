"""What a cell of the table over all units looks like and says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.county.matrix import CellStanding, Matrix, MatrixCell, MatrixColumn, MatrixRow


@dataclass(frozen=True)
class CellLook:
    """Icon, or the words that stand in its place, roles of ink and ground, and the word of the legend."""

    icon: str
    role: str
    soft: str
    word: str
    sign: str = ""
    counts: bool = True


LOOKS: dict[CellStanding, CellLook] = {
    "accepted": CellLook("check", "success", "success-soft", "已通过", counts=False),
    "complete": CellLook("file-check", "info", "info-soft", "待审", counts=False),
    "returned": CellLook("undo-2", "danger", "danger-soft", "退回几条"),
    "findings": CellLook("triangle-alert", "warn", "warn-soft", "有问题几条"),
    "missing": CellLook("", "danger", "danger-soft", "缺几条", sign="缺"),
    "submitted": CellLook("pencil-line", "accent-ink", "accent-soft", "没填完几条"),
    "unchecked": CellLook("circle-question-mark", "text-muted", "sunken", "没查过几条"),
    "unconfirmed": CellLook("circle-dashed", "warn", "warn-soft", "待核对几条"),
    "not_applicable": CellLook("circle-slash", "text-muted", "sunken", "不涉及", counts=False),
    "not_submitted": CellLook("", "text-muted", "raised", "没交", counts=False),
}
"""In the order of the legend."""

_SAID: dict[CellStanding, str] = {
    "not_submitted": "没有交",
    "returned": "{n} 条已退回",
    "findings": "{n} 条有必须改的问题",
    "missing": "缺 {n} 条",
    "not_applicable": "不涉及",
    "accepted": "已通过",
    "unchecked": "{n} 条没查过",
    "unconfirmed": "{n} 条待核对",
    "submitted": "{n} 条没填完",
    "complete": "{n} 条待审",
}
_NOTHING = "没有这一级的事项"


def cell_words(cell: MatrixCell | None) -> str:
    """What is to be said of a cell first."""
    return _NOTHING if cell is None else _SAID[cell.standing].format(n=cell.number)


def status_words(row: MatrixRow, column: MatrixColumn, cell: MatrixCell | None) -> str:
    """Unit, field and what is to be said of them, in one line."""
    return f"{row.unit.name} · {column.name}：{cell_words(cell)}"


def cell_tip(row: MatrixRow, column: MatrixColumn, cell: MatrixCell | None) -> str:
    """A cell in sentences."""
    if cell is None:
        return f"{row.unit.name}：{column.name}{_NOTHING}。"
    if cell.standing == "not_submitted":
        asked = f"，应有 {cell.counts.items} 条" if cell.counts.items else ""
        return f"{row.unit.name}还没有交“{column.name}”{asked}。按 Enter 催报。"
    told = "，".join(_counted(cell))
    return f"{row.unit.name}的“{column.name}”{cell_words(cell)}。{told}。按 Enter 看条目。"


def unit_tip(row: MatrixRow) -> str:
    """A unit in a sentence."""
    if row.round is None:
        return f"{row.unit.name}还没有交过。"
    behind = f"还没有跟上新标准的：{'、'.join(row.behind)}。" if row.behind else ""
    overdue = f"报来时逾期的：{row.overdue_words}。" if row.overdue else ""
    return f"{row.unit.name}交到第 {row.round} 轮，{row.problems} 个领域有问题。{behind}{overdue}"


def accepted_tip(row: MatrixRow) -> str:
    """How many fields of a unit are accepted, in a sentence."""
    return f"{row.unit.name}有 {row.concerned} 个领域的事项，整个通过的 {row.accepted} 个。"


def extent_words(found: Matrix) -> str:
    """How many units and fields the table has."""
    fields = sum(column.field is not None for column in found.columns)
    others = len(found.columns) - fields
    return f"{len(found.rows)} 个单位，{fields} 个领域" + (f"，{others} 份别的清单" if others else "")


def round_words(row: MatrixRow) -> str:
    """The round beside a unit's name, that it is behind a standard it was asked to go by, and that it was overdue."""
    if row.round is None:
        return LOOKS["not_submitted"].word
    return f"第{row.round}轮{' 标准旧' if row.behind else ''}{' 有逾期' if row.overdue else ''}"


def column_words(column: MatrixColumn) -> str:
    """A column with its number."""
    return f"{column.field} {column.name}" if column.field else column.name


def standings_in(rows: Iterable[MatrixRow]) -> list[CellStanding]:
    """The standings that occur in these rows, in the order of the legend."""
    found = {cell.standing for row in rows for cell in row.cells if cell is not None}
    return [standing for standing in LOOKS if standing in found]


def _counted(cell: MatrixCell) -> Iterator[str]:
    counts = cell.counts
    yield f"一共 {counts.entries} 条"
    numbers = {
        "通过": counts.accepted,
        "待审": counts.pending,
        "退回": counts.returned,
        "缺": counts.missing,
        "有问题": counts.blocked,
        "没查过": counts.unchecked,
        "待核对": counts.unconfirmed,
        "不涉及": counts.declined,
    }
    yield from (f"{word} {number}" for word, number in numbers.items() if number)
