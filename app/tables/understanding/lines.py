"""Rows that are no items: titles, 附件 lines, notes and signatures under a table, page numbers, lines over a group."""

import re
from collections.abc import Sequence
from enum import Enum

from app.tables.understanding.grid import Grid
from app.tables.understanding.words import comparable, joined, mark


class Line(Enum):
    """What a row is that holds no item."""

    BLANK = "blank"
    TITLE = "title"
    SECTION = "section"
    NOTE = "note"
    PAGE = "page"
    SUM = "sum"


_NOTE = re.compile(
    r"^[(（*※]?(注|备注|说明|附注|填表说明|填报说明|编制说明|填报(单位|人|时间|日期)|填表(单位|人|日期|时间)|制表|编制单位|审核|审批人|"
    r"负责人|经办人|联系(人|电话|方式)|单位[(（]?(盖章|公章|负责人)|\(?盖章|报送|印发|打印|第\d+页|共\d+页|p\.?\d+$|page\d+|\d+/\d+$|"
    r"来源|信息来源|责任编辑|上一[页篇]|下一[页篇]|返回|关闭|分享|日期)"
)
_PAGE = re.compile(r"^[-—―–－·]*(第?\d{1,4}页?)[-—―–－·]*$|第\d+页|共\d+页")
_TITLE = re.compile(r"目录|清单|领域|一览表|标准化|事项表|汇编|公开标准|^附[件表录]")
_NOTE_WORD = re.compile(r"(?:备?注|说明|附注|填[表报]说明|编制说明)\d*")
_COUNT = re.compile(r"[\d.]+[项条个件份类]?")
_SUM = re.compile(r"^(合计|小计|总计|共计|共\d+[项条])")
_SIGNED = re.compile(
    r"^(填[报表]|制表|审[核批]|联系|单位|负责人|经办|日期|时间|电话|盖章)[^：:]{0,6}[：:]|"
    r"^[^：:]{0,10}(签字|签名|签章|盖章|批示)(\([^()]*\))?[：:]|^[^：:]{1,14}[：:]$|^\d{4}年\d{1,2}月"
)
_CONTENTS = re.compile(r"目次|目录|总目录?|(目录|清单)?索引|(目录|清单|事项)(总表|导航|一览)")
_LONG, _WIDEST_CONTENTS = 60, 6


def line_of(grid: Grid, row: int) -> Line | None:
    """Return what a row is by its look alone; None for one that may hold an item."""
    said = list(grid.texts(row))
    if not said:
        return Line.BLANK if not any(grid.shown[row]) or _all_from_above(grid, row) else None
    texts = [text for _, text in said]
    if len(texts) == 1 or _are_alike(texts):
        return _single(grid, row, *said[0])
    first = comparable(texts[0])
    if _SUM.match(first) and (len(said) <= 3 or all(_COUNT.fullmatch(comparable(text)) for text in texts[1:])):
        return Line.SUM
    if len(said) <= 4 and (_NOTE_WORD.fullmatch(first) or all(map(is_remark, texts))):
        return Line.NOTE
    return None


def _are_alike(texts: Sequence[str]) -> bool:
    first = joined(texts[0])
    return all(joined(text) == first for text in texts[1:])


def is_remark(text: str) -> bool:
    """Whether a line says by its own words that it is a note, a signature or a page number, and no item."""
    return bool(_NOTE.match(comparable(text)) or _SIGNED.match(joined(text).lstrip("（(")))


def is_contents(grid: Grid, name: str) -> bool:
    """Whether a sheet without a catalogue lists what the other sheets hold: called so, narrow, of short cells."""
    texts = [text for row in range(len(grid)) for _, text in grid.texts(row)]
    called = any(_CONTENTS.fullmatch(comparable(each)) for each in (name, *texts[:1]))
    return called and grid.width <= _WIDEST_CONTENTS and all(len(text) <= _LONG for text in texts)


def _all_from_above(grid: Grid, row: int) -> bool:
    """Whether nothing but cells of the rows above reach into a row."""
    return all(not grid.is_own(row, column) for column, text in enumerate(grid.shown[row]) if text)


def _single(grid: Grid, row: int, column: int, text: str) -> Line | None:
    bare = comparable(text)
    if _PAGE.search(joined(text)[:24]) and len(bare) < 24:
        return Line.PAGE
    if _NOTE.match(bare):
        return Line.NOTE
    if _SUM.match(bare):
        return Line.SUM
    if mark(text) is not None or bare.isdigit():
        return None
    span = grid.spans.get((row, column))
    is_wide = span is not None and span.right - span.left + 1 >= max(3, grid.width // 2)
    alone = is_wide or grid.width == 1 or not any(grid.shown[row][:column] + grid.shown[row][column + 1 :])
    if not alone or not (is_wide or column <= 1 or _TITLE.search(bare)):
        return None
    if _TITLE.search(bare) and len(bare) <= _LONG:
        return Line.TITLE
    return Line.NOTE if len(bare) > _LONG else Line.SECTION


def title_text(lines: Sequence[str]) -> str:
    """Return the line that names the table, of those that stand over it; the last that reads as a title, else ""."""
    titles = [
        line for line in lines if _TITLE.search(comparable(line)) and not re.match(r"^附[件表录]\d*$", comparable(line))
    ]
    return joined(titles[-1]) if titles else ""
