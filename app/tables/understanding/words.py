"""Words as tables break them: blanks and line breaks inside Chinese words, full-width digits, marks alone in a cell."""

import re
import unicodedata
from functools import lru_cache

from app.standards.library import load_library
from app.tables.cell_choices import ticked, without_tick

SAME_AS_ABOVE = frozenset(
    {"同上", "同前", "同上栏", "同上行", "同上一行", "同上一项", "上同", "〃", "″", '"', "”", "''", "＂", "々"}
)
"""What stands for the cell above, without blanks."""

NOTHING = frozenset({"-", "--", "---", "—", "——", "－", "/", "／", "\\", "无", "暂无", "空"})
"""What people write into a cell that has nothing to say."""

# A look at the first letter spares most cells from being taken apart.
_BEGIN_SAME = frozenset(text[0] for text in SAME_AS_ABOVE) | set("（）()。")
_BEGIN_NOTHING = frozenset(text[0] for text in NOTHING)
_BEGIN_OTHERWISE = _BEGIN_SAME | _BEGIN_NOTHING | {""}

_DIGITS = {ord("０") + digit: str(digit) for digit in range(10)}
_LETTERS = {ord("Ａ") + place: chr(ord("A") + place) for place in range(26)}
_SMALL = {ord("ａ") + place: chr(ord("a") + place) for place in range(26)}
_PLAIN = _DIGITS | _LETTERS | _SMALL | {0x3000: " ", 0xA0: " ", 0x200B: None, 0xFEFF: None}
_ODD = re.compile("[０-９Ａ-Ｚａ-ｚ\u3000\xa0\u200b\ufeff]")
_GAP = re.compile(r"[^\S\n]")
_NEAR_LATIN = re.compile(r"[A-Za-z0-9.,)]\s")
_CHINESE = re.compile("[\u4e00-\u9fff]*")
_BETWEEN_WORDS = re.compile(r"(?<=[A-Za-z0-9.,)])[^\S\n]*\s(?=[A-Za-z(])|(?<=[A-Za-z.,)])\s+(?=[0-9])")
_ORGANS = re.compile(
    r"(?<=[部委局院办会厅署])[^\S\n]+(?=[\u4e00-\u9fff]{1,14}(?:部|委|局|办公厅|委员会|总局|署)(?:关于|[^\S\n]|办公))"
)
_NOTE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TICKED = re.compile(r"[\[（(【]\s*[√✓✔■☑●]\s*[\]）)】]")
_UNTICKED = re.compile(r"[\[（(【]\s*[□☐○×]?\s*[\]）)】]")
_JUNK = re.compile(r"[\s:：*＊·.。、,，;；\"“”'_]+")


@lru_cache(maxsize=100_000)
def joined(text: str) -> str:
    """Return a text on one line: blanks inside Chinese words go, those between words of letters and between the
    ministries of a joint document stay; digits and letters in half width."""
    # Most cells have no blank, or none that stays: asking so first spares them three passes.
    if _ODD.search(text):
        text = text.translate(_PLAIN)
    elif text.isprintable() and " " not in text:
        return text
    kept = _BETWEEN_WORDS.sub("\0", text.strip()) if _NEAR_LATIN.search(text) else text
    kept = _ORGANS.sub("\0", kept) if _GAP.search(kept) else kept
    return "".join(kept.split()).replace("\0", " ")


@lru_cache(maxsize=20_000)
def comparable(text: str) -> str:
    """Return a text for comparing words: half width, without blanks and small marks."""
    if _CHINESE.fullmatch(text):
        return text
    return _JUNK.sub("", unicodedata.normalize("NFKC", text)).casefold()


@lru_cache(maxsize=20_000)
def without_notes(text: str) -> str:
    """Return a comparable text without what stands in brackets, unless nothing is left then."""
    bare = comparable(text)
    return _NOTE.sub("", bare) or bare


def is_same_as_above(text: str) -> bool:
    """Whether a cell says nothing but 同上 or one of its marks."""
    return text.lstrip()[:1] in _BEGIN_SAME and "".join(text.split()).strip("（）()。") in SAME_AS_ABOVE


def says_itself(text: str) -> bool:
    """Whether a cell, stripped of blanks, plainly says something of its own by its first letter: neither nothing nor
    同上."""
    return text[:1] not in _BEGIN_OTHERWISE


def says_nothing(text: str) -> bool:
    """Whether a cell is empty or holds a dash."""
    return not text or (text.lstrip()[:1] in _BEGIN_NOTHING and "".join(text.split()) in NOTHING)


def mark(text: str) -> bool | None:
    """Whether a cell that holds only a mark is ticked; None where it says something else."""
    return None if len(text) > 8 else _mark(text)


@lru_cache(maxsize=5_000)
def _mark(text: str) -> bool | None:
    found = ticked(text)
    return (
        {"是": True, "有": True, "否": False, "×": False, "✗": False, "x": False}.get(text.strip())
        if found is None
        else found
    )


def bare_boxes(text: str) -> str:
    """Return a text with boxes for marks in brackets: ■ for [√] or （√）, and then □ for [ ] or （ ）."""
    found = _TICKED.sub("■", text)
    return _UNTICKED.sub("□", found) if found != text else text


def after_mark(text: str) -> tuple[bool | None, str]:
    """Part the mark at the beginning of a cell from the words behind it, which may come without one."""
    return without_tick(text)


@lru_cache(maxsize=1)
def known_pieces() -> frozenset[str]:
    """Return every stretch of four characters in the texts of the standards: what may stand inside a word."""
    texts: set[str] = set()
    for field in load_library().fields.values():
        for item in field.items:
            texts.update(
                str(item.values[key]) for key in ("level1", "level2", "level3", "publisher") if item.values.get(key)
            )
            texts.update(item.values.get("elements") or ())
            texts.update(each["title"] for each in item.values.get("basis") or ())
            texts.update(each["text"] for each in (item.values.get("deadline"),) if each)
    return frozenset(text[at : at + 4] for text in texts for at in range(len(text) - 3))


def is_known_element(text: str) -> bool:
    """Whether a text is an element that an item of the standards lists."""
    known, beginnings = _known_elements()
    begins = text[:2]
    if _CHINESE.fullmatch(begins) and begins not in beginnings:  # spares what others begin with being taken apart
        return False
    return comparable(text) in known


@lru_cache(maxsize=1)
def _known_elements() -> tuple[frozenset[str], frozenset[str]]:
    """Return the elements of the standards in comparable form, and what they begin with."""
    items = (item for field in load_library().fields.values() for item in field.items)
    known = frozenset(comparable(each) for item in items for each in item.values.get("elements") or ())
    return known, frozenset(each[:end] for each in known for end in range(3))
