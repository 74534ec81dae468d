"""What was read as rows of lists and tables: plain records, made beside the window's thread."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.standards.matching import Kind
from app.tables.import_columns import answer_label, element_called
from app.tables.import_items import LEFT_OUT_WORDS
from app.tables.importing import RowPlace
from app.tables.sources.sheet import Sheet
from app.tables.understanding.catalogue import Answer, Cell, ReadRow, ReadTable
from app.tables.understanding.meanings import NAMES
from ui.pages.table_import.marks import (
    ASK,
    LEFT,
    LEFT_MARK,
    LEVELS,
    LOOK,
    SURE,
    UNREAD,
    ItemKey,
    answers_of,
    level_of,
    level_of_row,
)
from ui.pages.table_import.reading import Reading
from ui.widgets.rows import Row, RowAction
from ui.widgets.tables import Cell as TableCell
from ui.widgets.tables import Head

ALL, TOLD = "all", "told"
TABS = {
    ALL: "全部",
    ASK: LEVELS[ASK].text,
    LOOK: LEVELS[LOOK].text,
    LEFT: LEFT_MARK.text,
    UNREAD: "没认出来",
    TOLD: "要知道的",
}
_TAKABLE = ("hidden", "level", "removed")
_FIRST = (ASK, LOOK, SURE, LEFT)
"""The order of items by how much they need somebody."""
TAKE = "take"
HEADS = (Head("栏目", 88, label=True), Head("读出来的", 120, stretch=1), Head("在哪", 76), Head("把握", 84))
_KINDS: Mapping[Kind, str] = {
    "exact": "同名",
    "renamed": "改了名",
    "split": "拆开的",
    "merged": "合并的",
    "local": "本地增加",
}
_ICONS: Mapping[Kind, str] = {
    "exact": "equal",
    "renamed": "pencil-line",
    "split": "split",
    "merged": "merge",
    "local": "circle-plus",
}
_HOW = {"merged": "合并的格", "above": "接上面的", "title": "标题里的"}
_VALUES = {
    "public": "全社会",
    "group": "特定群体",
    "proactive": "主动公开",
    "on_request": "依申请公开",
    "both": "两种都有",
    "county": "县级",
    "township": "乡级",
    "village": "村级",
}
_UNTOLD = "没认出领域"
_SAY_HEADS = (
    "如果就是这一份：先点表里的表头那一行，再按“选中的这一行是表头”，"
    "然后在每一列上面的框里选这一列的意思。不是这一份，就换一个文件。"
)
_SAY_MEANINGS = (
    "请在原来的表里，每一列上面的框里选这一列的意思，先选哪一列是公开事项、哪一列是公开内容。选一列就重新看一遍。"
)
_ITEM, _UNREAD, _HEAD = "item", "unread", "head"


@dataclass(frozen=True)
class Shown:
    """What was read with its rows under each tab, how sure each item is, how many of the rows are items or places not
    understood, and in words how it fits to what stands here."""

    reading: Reading
    rows: Mapping[str, tuple[Row, ...]]
    levels: Mapping[ItemKey, str]
    counts: Counter[str]
    summary: str


def item_key(key: ItemKey) -> str:
    """Return the key of an item's row in the list."""
    return f"{_ITEM} {key.table} {key.row}"


def parsed_item(key: str) -> ItemKey | None:
    """Return the item that a row stands for, None for other rows."""
    kind, _, rest = key.partition(" ")
    return ItemKey(*map(int, rest.split())) if kind == _ITEM else None


def parsed_unread(key: str) -> int | None:
    """Return the number of what was not understood that a row stands for, None for other rows."""
    kind, _, rest = key.partition(" ")
    return int(rest) if kind == _UNREAD else None


def parsed_head(key: str) -> str | None:
    """Return the head of the column without meaning that a row stands for, None for other rows."""
    kind, _, rest = key.partition(" ")
    return rest if kind == _HEAD else None


def rows_by_tab(reading: Reading, levels: Mapping[ItemKey, str]) -> dict[str, tuple[Row, ...]]:
    """Return the rows under each tab; of one table those to look at come first, several have a heading each."""
    found: dict[str, list[Row]] = {tab: [] for tab in TABS}
    several = sum(1 for table in reading.read.tables if table.rows) > 1
    for number, table in enumerate(reading.read.tables):
        levelled = [(levels[key], key) for key in _keys(number, table)]
        for tab in (ALL, ASK, LOOK, LEFT):
            ranked = sorted(
                (each for each in levelled if tab in (ALL, each[0])), key=lambda each: _FIRST.index(each[0])
            )
            if ranked and several:
                found[tab].append(_heading(reading, number, len(ranked)))
            found[tab] += [_item_row(reading, key, level) for level, key in ranked]
    found[UNREAD] += _unread_rows(reading)
    found[TOLD] += _told_rows(reading)
    return {tab: tuple(rows) for tab, rows in found.items()}


def shown_of(reading: Reading) -> Shown:
    """Return everything that is shown of what was read."""
    levels = levels_of(reading)
    rows = rows_by_tab(reading, levels)
    found = Counter({tab: sum(not row.heading for row in listed) for tab, listed in rows.items()})
    return Shown(reading, rows, levels, found, summary(reading))


def levels_of(reading: Reading) -> dict[ItemKey, str]:
    """Return how sure each item and its match are, or that it is left out."""
    doubted = set(reading.owners)
    return {
        key: _level(reading, key, doubted)
        for number, table in enumerate(reading.read.tables)
        for key in _keys(number, table)
    }


def name_of(row: ReadRow) -> str:
    """Return what an item is called."""
    names = [str(row.answers[key].value) for key in NAMES if key in row.answers and row.answers[key].value]
    return " · ".join(dict.fromkeys(names)) or "没有名称"


def summary(reading: Reading) -> str:
    """Return in words how what was read fits to what stands here."""
    kinds = Counter(_kind_words(place) for place in reading.batch.rows)
    untold = sum(len(reading.read.tables[number].rows) for number in reading.batch.untold)
    if untold:
        kinds[_UNTOLD] = untold
    if not kinds:
        return "还没有读出条目，先在“原来的表”里说明哪一行是表头"
    return "，".join(f"{word} {count}" for word, count in kinds.items())


def unchanged_words(reading: Reading) -> tuple[str, str]:
    """Return what to say where nothing is to be changed: a headline, and which rows it does not speak of."""
    reasons = Counter(LEFT_OUT_WORDS[place.left_out] for place in reading.batch.rows if place.left_out)
    untold = sum(len(reading.read.tables[number].rows) for number in reading.batch.untold)
    if untold:
        reasons[_UNTOLD] = untold
    if not reasons:
        return "表里的和这里的一样，没有要改的。", "什么也没有改。"
    listed = "，".join(f"{why} {count} 条" for why, count in reasons.items())
    return (
        f"比过的 {len(reading.batch.proposals)} 条和这里的一样，没有要改的。",
        f"还有 {reasons.total()} 条没有比：{listed}。什么也没有改。",
    )


def wanted_words(reading: Reading) -> tuple[str, str]:
    """Return what the clerk has to say before everything that was read can be compared: what lacks, and what to do;
    empty where nothing does."""
    batch = reading.batch
    if not reading.read.tables:
        return f"“{reading.masked(reading.source.name)}”里没有认出目录表格。", _SAY_HEADS
    if not reading.has_items:
        return "还没有读出条目。", _SAY_MEANINGS
    if reading.likely_checklists:
        names = "”，也像“".join(reading.likely_checklists)
        return f"表里没有写是哪种清单，看表头像“{names}”。", "请在“读出来的”上面选这是哪种清单，选了才能放进来。"
    if batch.sections:
        return (
            "表里按单位分了几组，还不知道哪一组是本单位的。",
            "请在“读出来的”上面选哪一组是本单位的，选了才有条目可以放进来。",
        )
    if batch.untold:
        count = sum(len(reading.read.tables[number].rows) for number in batch.untold)
        return f"有 {count} 条看不出是哪个领域。", "请在“读出来的”上面选这张表的领域，选了才能放进来。"
    if not batch.proposals:
        reasons = Counter(LEFT_OUT_WORDS[place.left_out] for place in batch.rows)
        listed = "，".join(f"{why} {count} 条" for why, count in reasons.items())
        return f"读出来的都没有列出：{listed}。", "要哪一条，就在那一条上按“也要这一条”；或者换一个文件。"
    return "", ""


def table_words(reading: Reading, number: int) -> str:
    """Return what a table is called: its field, else its title, else its sheet."""
    table, code = reading.read.tables[number], reading.field_codes[number]
    names = dict(reading.fields)
    named = f"{code} {names[code]}" if code in names and reading.is_standard else table.title
    return reading.masked(named or reading.source.sheets[table.sheet].name)


def detail_cells(reading: Reading, key: ItemKey) -> tuple[list[list[TableCell]], list[str]]:
    """Return what an item says, a line for each element, and the keys of the lines."""
    answers = answers_of(reading.read.tables[key.table].rows[key.row])
    shown = {element: answer for element, answer in answers.items() if answer.value not in (None, "", [])}
    return [_detail(reading, element, answer) for element, answer in shown.items()], list(shown)


def said(value: Any) -> str:
    """Return a value in words."""
    if isinstance(value, list):
        return "\n".join(map(said, value))
    if isinstance(value, Mapping):
        return value["title"] + (f"（{value['number']}）" if value.get("number") else "")
    return _VALUES.get(str(value), str(value))


def _level(reading: Reading, key: ItemKey, doubted: Collection[ItemKey | None]) -> str:
    place = reading.places.get(key)
    if place is not None and place.left_out:
        return LEFT
    level = level_of_row(reading.read.tables[key.table].rows[key.row])
    if place is None or place.asks:
        return ASK
    return LOOK if level == SURE and key in doubted else level


def _keys(number: int, table: ReadTable) -> Iterator[ItemKey]:
    return (ItemKey(number, place) for place in range(len(table.rows)))


def _heading(reading: Reading, number: int, count: int) -> Row:
    return Row(f"table {number}", table_words(reading, number), heading=True, detail=f"{count} 条")


def _item_row(reading: Reading, key: ItemKey, level: str) -> Row:
    row, place = reading.read.tables[key.table].rows[key.row], reading.places.get(key)
    can_take = place is not None and place.left_out in _TAKABLE
    taken = (RowAction(TAKE, "也要这一条"),) if can_take else ()
    kept = (RowAction(TAKE, "不要这一条"),) if tuple(key) in reading.choices.include else ()
    return Row(
        item_key(key),
        reading.masked(name_of(row)),
        number=str(key.row + 1),
        detail=_match_words(place, is_open=bool(reading.batch.sections)),
        detail_icon=_ICONS[place.kind] if place is not None and not place.left_out else "circle-minus",
        marks=(LEFT_MARK if level == LEFT else LEVELS[level],),
        note="".join(place.asks) if place is not None else "",
        actions=taken or kept,
        tip="" if place is not None else "先在上面选这张表是哪个领域的",
    )


def _kind_words(place: RowPlace) -> str:
    return LEFT_MARK.text if place.left_out else _KINDS[place.kind]


def _match_words(place: RowPlace | None, *, is_open: bool) -> str:
    if place is None:
        return _UNTOLD
    if place.left_out == "section" and is_open:
        return "还没选哪一组是本单位的"
    if place.left_out:
        return LEFT_OUT_WORDS[place.left_out]
    if place.kind == "local":
        return _kind_words(place)
    like = f"，像 {round(place.likeness * 100)} %" if place.likeness < 1 else ""
    return f"{_KINDS[place.kind]}：{place.title}{like}"


def _unread_rows(reading: Reading) -> Iterator[Row]:
    for number, told in enumerate(reading.read.not_understood):
        owner = reading.owners[number]
        yield Row(
            f"{_UNREAD} {number}",
            _address(reading, told.sheet, told.address),
            detail=" ".join(reading.masked(told.text).split()),
            note=told.why,
            checked=None if owner is None or not told.text else number in reading.choices.carried,
            tip="打钩就把原文带进这一条" if owner is not None else "它不在任何一条里，只能看",
        )
    for head, count in _loose_heads(reading).items():
        yield Row(
            f"{_HEAD} {head}",
            f"“{reading.masked(head)}”这一列",
            detail=f"{count} 条写了，{'目录' if reading.is_standard else '这种清单'}里没有这一栏",
            checked=head in reading.choices.heads,
            tip="打钩就把这一列的字带进各条",
        )


def _loose_heads(reading: Reading) -> Counter[str]:
    """Return the heads of columns that no element of the checklist is there for, with how many items fill them. What a
    checklist with remarks has no element for goes there."""
    definition = reading.definition
    if any(element.key == "remark" for element in definition.elements):
        return Counter()
    heads = Counter(head for table in reading.read.tables for row in table.rows for head in row.extra)
    own = () if reading.is_standard else [head for head in heads if element_called(definition, head) is not None]
    return Counter({head: count for head, count in heads.items() if head not in own})


def _told_rows(reading: Reading) -> Iterator[Row]:
    """Yield what to know before deciding; what the file itself says stands over the page."""
    for number, sentence in enumerate(reading.batch.notes):
        if sentence not in reading.source.notes:
            told, _, rest = sentence.partition("：")
            yield Row(f"{TOLD} {number}", told, note=rest, tip=sentence)


def _detail(reading: Reading, element: str, answer: Answer) -> list[TableCell]:
    mark = LEVELS[level_of(answer.confidence)]
    label = reading.masked(answer_label(reading.definition, element))
    where = "\n".join(filter(None, (_first_address(reading, answer.cells), _HOW.get(answer.how, ""))))
    return [
        TableCell(label, role="text-muted", size="caption"),
        TableCell(reading.masked(said(answer.value))),
        TableCell(where, role="text-muted", size="caption"),
        TableCell(mark.text, icon=mark.icon, role=mark.role, size="caption"),
    ]


def _first_address(reading: Reading, cells: tuple[Cell, ...]) -> str:
    if not cells:
        return "表格外面"
    sheet: Sheet = reading.source.sheets[cells[0].sheet]
    return sheet.address((cells[0].row, cells[0].column)) + (" 等" if len(cells) > 1 else "")


def _address(reading: Reading, sheet: int, address: str) -> str:
    name = reading.source.sheets[sheet].name
    return f"{name} {address}" if len(reading.source.sheets) > 1 and name != address else address
