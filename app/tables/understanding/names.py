"""Names of items without their numbers and codes: 1.1就业政策法规咨询, （一）综合业务, 最低生活保障120002000."""

import re
from functools import lru_cache

from app.tables.understanding.words import joined

_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十\d]+[类项章节部分]+[：:、\s]*|[（(](?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）][、.．]?|"
    r"\d{1,3}(?:[.．-]\d{1,3})+[)）、.．]?(?=\D)|\d{1,3}[)）、.．](?!\d)|[一二三四五六七八九十]{1,3}[、.．]|[①-⑳]|[●•·◆■▪★*※-])\s*"
)
_NUMBER_APART = re.compile(r"^\d{1,3}\s+(?=[\u4e00-\u9fff])")
_CODE = re.compile(
    r"(?<=[\u4e00-\u9fff）)])[（(\[]?(?:[A-Z]{0,4}\d{6,14}|[A-Z]{1,4}-?\d{3,})[)）\]]?$|[（(][A-Z]{1,4}-?\d{1,8}[)）]$|^[（(]?\d{6,14}[)）]?(?=[\u4e00-\u9fff])"
)


_BEGINS_NUMBER = frozenset("第（(一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳●•·◆■▪★*※-")


@lru_cache(maxsize=20_000)
def item_name(text: str) -> str:
    """Return an item's name on one line, its number in the list and its code taken off."""
    name = joined(_NUMBER_APART.sub("", text.strip()))
    # Few names begin with a number or code or end with one: asking for the letter there first is faster.
    while _may_begin(name) and (shorter := _NUMBER.sub("", name, count=1)) != name and shorter:
        name = shorter
    if _may_begin(name) or name.rstrip("）)]")[-1:].isdecimal():
        name = _CODE.sub("", name)
    return name.strip("：:。；;、，,") or joined(text)


def _may_begin(name: str) -> bool:
    return name[:1] in _BEGINS_NUMBER or name[:1].isdecimal()
