"""What to know before a table is taken in, in sentences: what is asked, what is left out and where it stands."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.checks.personal_data import masked_text
from app.drafting.bringing import listed
from app.tables.import_items import FileItem
from app.tables.import_places import MissingItem
from app.tables.import_units import OtherUnits
from app.tables.sources.sheet import Place, Source
from app.tables.understanding.catalogue import Answer, NotUnderstood, ReadCatalogue
from app.tables.understanding.meanings import NAMES

_LONGEST = 20


class Told:
    """Collects what became of the items of a file, by the cells where it stands. `public_phones`: not to be masked."""

    def __init__(self, source: Source, units: OtherUnits, public_phones: Collection[str]):
        self._source = source
        self.public_phones = public_phones
        self.units = units
        self.asks: list[str] = []
        self.unfit: list[str] = []
        self.other_levels: list[str] = []
        self.other_publishers: list[str] = []
        self.neighbours_offices: list[str] = []
        self.old_laws: list[str] = []
        self.left: Counter[str] = Counter()
        self.reasons: dict[str, list[str]] = {}

    def address(self, answer: Answer) -> str:
        """Return where an answer stands: its first cell, as its user finds it."""
        if not answer.cells:
            return "表格外面"
        cell = answer.cells[0]
        return self._address(cell.sheet, (cell.row, cell.column))

    def _address(self, number: int, place: Place) -> str:
        sheet = self._source.sheets[number]
        address = sheet.address(place)
        return f"{sheet.name} {address}" if len(self._source.sheets) > 1 and sheet.name else address

    def where(self, item: FileItem) -> str:
        """Return what an item is called and where it begins."""
        answers, name = item.row.answers, item.said.names[-1] if item.said.names else ""
        named = [answers[key] for key in reversed(NAMES) if key in answers]
        standing = [each for each in (*named, *answers.values(), *item.row.extra.values()) if each.cells]
        place = self.address(standing[0]) if standing else "表格外面"
        return f"“{self.short(name)}”（{place}）" if name else place

    def masked(self, text: str) -> str:
        """Return a text of the file as it may be quoted: without the personal numbers in it."""
        return masked_text(text, self.public_phones)

    def short(self, text: str) -> str:
        """Return the beginning of a text, masked before it is cut: half a number is not known for one."""
        line = " ".join(self.masked(text).split())
        return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"

    def asked(self, asks: Sequence[str], item: FileItem) -> None:
        """Remember that a person has to decide on an item."""
        self.asks.append(f"{self.where(item)}{'，'.join(asks)}")

    def read(self, item: FileItem) -> None:
        """Remember what of an item cannot be taken."""
        said = item.said
        self.unfit += [f"{self.address(each.answer)}{each.why.rstrip('。')}" for each in said.unfit]
        self.other_levels += [self.where(item)] if said.other_levels else []
        if said.left:
            self.left.update(said.left.keys())

    def left_out(self, why: str, where: str) -> None:
        """Remember an item that is not proposed."""
        self.reasons.setdefault(why, []).append(where)

    def replaced(self, pairs: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]], answer: Answer) -> None:
        """Remember laws of a cell in whose place ours cites later ones: see `app.tables.import_laws`."""
        self.old_laws += [
            f"《{old['title']}》（{self.address(answer)}）已由《{ours['title']}》代替" for old, ours in pairs
        ]

    def elsewhere(self, publisher: str, answer: Answer) -> None:
        """Remember a publisher of another county."""
        self.other_publishers.append(f"{self.short(publisher)}（{self.address(answer)}）")

    def neighbours(self, publisher: str, answer: Answer) -> None:
        """Remember a publisher of another township that is taken over as it is."""
        self.neighbours_offices.append(f"{self.short(publisher)}（{self.address(answer)}）")

    def beside(self, said: NotUnderstood) -> str:
        """Return where something stands that is in no item, and what it says; a whole sheet by its name."""
        if said.cell is None:
            return f"工作表“{said.address}”"
        return f"{self._address(said.sheet, (said.cell.row, said.cell.column))}“{self.short(said.text)}”"

    def signed(self) -> str:
        """Return where the table says whose it is, and in which words; "" where no line says so."""
        line = self.units.signature
        return f"（{self._address(line.sheet, line.place)}“{self.short(line.text)}”）" if line else ""


def notes_of(
    read: ReadCatalogue,
    told: Told,
    personal: Iterable[str],
    missing: Sequence[MissingItem],
    untold: Sequence[int],
    groups: Sequence[str],
) -> Iterator[str]:
    """Yield the sentences, those first that need somebody; no personal number of the file stands in them."""
    return map(told.masked, _sentences(read, told, personal, missing, untold, groups))


def _sentences(
    read: ReadCatalogue,
    told: Told,
    personal: Iterable[str],
    missing: Sequence[MissingItem],
    untold: Sequence[int],
    groups: Sequence[str],
) -> Iterator[str]:
    for number in untold:
        table = read.tables[number]
        yield f"第 {number + 1} 张表（{table.title or '没有标题'}，{len(table.rows)} 条）看不出是哪个领域，没有列出。"
    if groups:
        yield f"表里按单位分了组，看不出哪一组是本单位的，没有列出：{listed(list(groups))}。"
    yield from _of_units(told)
    if told.asks:
        yield f"{len(told.asks)} 条要由人来定：{listed(told.asks)}。"
    for why, where in told.reasons.items():
        yield f"{why}，{len(where)} 条没有列出：{listed(where)}。"
    yield from personal
    yield from _of_cells(read, told)
    yield from _of_missing(missing)
    yield from read.notes


def _of_missing(missing: Sequence[MissingItem]) -> Iterator[str]:
    named = [(each.stands, f"{each.code} {each.title}" if each.code else each.title) for each in missing]
    if ours := [name for stands, name in named if stands]:
        yield f"这里有、表里没有的 {len(ours)} 项，没有动：{listed(ours)}。"
    if others := [name for stands, name in named if not stands]:
        yield f"标准里还有 {len(others)} 项，表里没有，这里也没有采用：{listed(others)}。"


def _of_units(told: Told) -> Iterator[str]:
    if told.units.other:
        whose = f"“{told.units.other}”{told.signed()}"
        yield f"表里的单位是{whose}，不是本单位：文字里的这个名称都换成了本单位的，请逐条看过再用。"
    if told.other_publishers:
        where = told.other_publishers
        yield f"{len(where)} 处公开主体写的是别的县区的单位，没有带过来：{listed(where)}。"
    if told.neighbours_offices:
        where = told.neighbours_offices
        yield f"{len(where)} 处公开主体像是别的乡镇的单位，照表里的带过来了，请看是不是本单位的：{listed(where)}。"


def _of_cells(read: ReadCatalogue, told: Told) -> Iterator[str]:
    if told.unfit:
        yield f"{len(told.unfit)} 处的写法这里用不了，没有带过来：{listed(told.unfit)}。"
    if told.old_laws:
        yield f"{len(told.old_laws)} 处依据是旧的，照这里写的新的，没有换回去：{listed(told.old_laws)}。"
    if told.other_levels:
        where = told.other_levels
        yield f"{len(where)} 条只写了上级的公开层级，层级没有动：{listed(where)}。"
    if told.left:
        heads = "；".join(f"“{head}”{count} 条" for head, count in told.left.items())
        yield f"表里多出来的列，目录里没有这一栏，没有放进条目：{heads}。"
    if read.not_understood:
        where = list(map(told.beside, read.not_understood))
        yield f"{len(where)} 处没有看懂，没有放进条目：{listed(where)}。"
    if read.remarks:
        where = list(map(told.beside, read.remarks))
        yield f"{len(where)} 处是条目以外的说明、落款或者目次，没有放进条目：{listed(where)}。"
