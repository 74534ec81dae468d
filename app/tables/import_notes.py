"""What to know before a table is taken in, in sentences: what is asked, what is left out and where it stands."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from app.drafting.bringing import listed
from app.standards.matching import Match
from app.tables.import_values import RowValues
from app.tables.sources.sheet import Source
from app.tables.understanding.catalogue import Answer, Cell, ReadCatalogue, ReadRow

_MOST = 5


class _Missing(Protocol):
    code: str | None
    title: str


class Told:
    """Collects what became of the items of a file, by the cells where it stands."""

    def __init__(self, source: Source):
        self._source = source
        self._has_sheets = len(source.sheets) > 1
        self.asks: list[str] = []
        self.unfit: list[str] = []
        self.other_levels: list[str] = []
        self.left: Counter[str] = Counter()
        self.reasons: dict[str, list[str]] = {}
        self.together: list[str] = []

    def address(self, answer: Answer) -> str:
        """Return where an answer stands: its first cell, as its user finds it."""
        return self._cell(answer.cells[0]) if answer.cells else "表格外面"

    def address_of_row(self, row: ReadRow) -> str:
        """Return where an item begins: its name's cell."""
        named = [row.answers[key] for key in ("level3", "level2", "level1") if key in row.answers]
        answers = [answer for answer in (*named, *row.answers.values(), *row.extra.values()) if answer.cells]
        return self.address(answers[0]) if answers else "表格外面"

    def asked(self, asks: Sequence[str], where: str) -> None:
        """Remember that a person has to decide on an item."""
        self.asks.append(f"{where}：{''.join(asks).rstrip('。')}")

    def read(self, said: RowValues, where: str) -> None:
        """Remember what of an item could not be taken."""
        self.unfit += [f"{self.address(each.answer)}：{each.why.rstrip('。')}" for each in said.unfit]
        self.other_levels += [where] if said.other_levels else []
        self.left.update(said.left.keys())

    def left_out(self, rows: Iterable[tuple[str, str]]) -> None:
        """Remember items that are not proposed, as (why, where)."""
        for why, where in rows:
            self.reasons.setdefault(why, []).append(where)

    def merged(self, found: Match, titles: Sequence[str]) -> None:
        """Remember several things of ours that are one in the file."""
        if found.kind == "merged":
            self.together.append("、".join(f"“{title}”" for title in titles))

    def _cell(self, cell: Cell) -> str:
        sheet = self._source.sheets[cell.sheet]
        address = sheet.address((cell.row, cell.column))
        return f"{sheet.name} {address}" if self._has_sheets and sheet.name else address


def notes_of(
    read: ReadCatalogue,
    told: Told,
    personal: Iterable[str],
    missing: Sequence[_Missing],
    untold: Sequence[int],
) -> Iterator[str]:
    """Yield the sentences, those first that need somebody."""
    for number in untold:
        table = read.tables[number]
        yield f"第 {number + 1} 张表（{table.title or '没有标题'}，{len(table.rows)} 条）看不出是哪个领域，没有列出。"
    if told.asks:
        yield f"{len(told.asks)} 条要由人来定：{listed(told.asks, _MOST)}。"
    for what in told.together:
        yield f"这里的{what}在表里合成了一条，请看要不要合。"
    for why, where in told.reasons.items():
        yield f"{why}，{len(where)} 条没有列出：{listed(where, _MOST)}。"
    yield from personal
    if told.unfit:
        yield f"{len(told.unfit)} 处的写法这里用不了，没有带过来：{listed(told.unfit, _MOST)}。"
    if told.other_levels:
        yield f"{len(told.other_levels)} 条只写了上级的公开层级，层级没有动：{listed(told.other_levels, _MOST)}。"
    if told.left:
        heads = "；".join(f"“{head}”{count} 条" for head, count in told.left.items())
        yield f"表里多出来的列，目录里没有这一栏，没有放进条目：{heads}。"
    if read.not_understood:
        where = [f"{each.address}“{_short(each.text)}”" for each in read.not_understood]
        yield f"{len(where)} 处没有看懂，没有放进条目：{listed(where, _MOST)}。"
    if missing:
        names = [f"{each.code} {each.title}" if each.code else each.title for each in missing]
        yield f"这里有、表里没有的 {len(names)} 项，没有动：{listed(names, _MOST)}。"
    yield from read.notes


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 20 else line[:20] + "…"
