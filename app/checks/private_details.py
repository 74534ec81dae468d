"""Recognises in free text where somebody lives, to the door, and the names of children.

Both have no check digit: they are known by what stands beside them. The words lie in
`resources/masking/free-text.yaml`. An address of an office or a firm is public and passes.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from app.resources import resource_bytes

_NUMERALS = "0-9０-９〇零一二三四五六七八九十百"
_NUMBER = rf"[{_NUMERALS}]{{1,5}}"
_GAP = r"[ \u3000]?"
_BRANCH = rf"(?:{_GAP}[-－之附]{_GAP}{_NUMBER})?"
_HAN = "\u4e00-\u9fff"
# These two are looked for first, because that is fast: few texts have any of them.
_SIGN_OF_HOME = re.compile(rf"[{_NUMERALS}]{_GAP}(?:号|室|户|单元)")
_SIGN_OF_HOUSE = re.compile(rf"[{_NUMERALS}]{_GAP}(?:栋|幢|号楼|座|单元|[村居小组社队])")
_HOMES = (
    re.compile(
        rf"{_NUMBER}{_GAP}(?:栋|幢|号楼|座){_GAP}(?:{_NUMBER}{_GAP}(?:单元|层|楼){_GAP})?{_NUMBER}{_BRANCH}{_GAP}[室号户]"
    ),
    re.compile(rf"{_NUMBER}{_GAP}单元{_GAP}(?:{_NUMBER}{_GAP}(?:层|楼){_GAP})?{_NUMBER}{_BRANCH}{_GAP}[室号户]?"),
    re.compile(
        rf"(?P<shown>{_NUMBER}{_GAP}(?:村民小组|村民组|居民小组|居民组|小组|组|社|队)){_GAP}附?{_NUMBER}{_BRANCH}{_GAP}号"
        r"(?!楼|线|地|田|公告|文)"
    ),
)
_SENTENCE_END = re.compile(r"[。；;\n\t]")
_AROUND = 24  # letters before a door number in which the name of an office may stand
_BEHIND = 10
_OF_AGE = 18
_AGE = rf"(?P<age>[{_NUMERALS}]{{1,3}})[ ]?周?岁(?![以及至\-—～~])"
_NUMERAL_VALUES = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")} | {"零": 0}


class Detail(NamedTuple):
    """Something private at `start` to `end` of the text, and how it may be shown."""

    kind: Literal["address", "minor"]
    start: int
    end: int
    masked: str


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    version: str
    date: date
    note: str
    sources: tuple[dict[str, str], ...]
    surnames: str
    child_words: tuple[str, ...]
    group_words: tuple[str, ...]
    home_words: tuple[str, ...]
    public_places: tuple[str, ...]


class _Names(msgspec.Struct, frozen=True):
    compound_surnames: tuple[str, ...]


def find_private_details(text: str) -> Iterator[Detail]:
    """What `text` says of where somebody lives, to the door, and which children it names."""
    if _SIGN_OF_HOME.search(text):
        yield from _addresses(text)
    yield from _children(text)


def _addresses(text: str) -> Iterator[Detail]:
    for match in _home_announced().finditer(text):
        yield Detail("address", match.start("door"), match.end(), "***")
    for pattern in _HOMES if _SIGN_OF_HOUSE.search(text) else ():
        for match in pattern.finditer(text):
            if not _is_public_place(text, match.start(), match.end()):
                shown = match.groupdict().get("shown") or ""
                yield Detail("address", match.start(), match.end(), f"{shown}***")


def _is_public_place(text: str, start: int, end: int) -> bool:
    """Whether an office or a firm is named close by in the same sentence."""
    before = _SENTENCE_END.split(text[max(0, start - _AROUND) : start])[-1]
    after = _SENTENCE_END.split(text[end : end + _BEHIND])[0]
    return any(word in before or word in after for word in _words().public_places)


def _children(text: str) -> Iterator[Detail]:
    sign, patterns = _child_patterns()
    for pattern in patterns if sign.search(text) else ():
        for match in pattern.finditer(text):
            age = match.groupdict().get("age")
            if age is None or _years(age) < _OF_AGE:
                yield Detail("minor", match.start("name"), match.end("name"), f"{match['surname']}某某")


def _years(written: str) -> int:
    """An age, in digits or in Chinese numerals up to 百."""
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    if "百" in written:
        return 100
    value = _NUMERAL_VALUES.get(ones, 0)
    return value + 10 * _NUMERAL_VALUES.get(tens, 1) if ten else value


@cache
def _words() -> _Words:
    return msgspec.yaml.decode(resource_bytes("masking/free-text.yaml"), type=_Words)


@cache
def _home_announced() -> re.Pattern[str]:
    words = "|".join(sorted(_words().home_words, key=len, reverse=True))
    return re.compile(
        rf"(?:{words})[为在于是：:\s]{{0,3}}[^，。；,;：:\n\t]{{0,40}}?(?P<door>{_NUMBER}{_BRANCH}{_GAP}[号室])(?!文|令|公告|线)"
    )


@cache
def _child_patterns() -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]:
    """Return what is looked for first, because it is fast, and what a child's name is known by."""
    words = _words()
    compound = msgspec.yaml.decode(resource_bytes("masking/names.yaml"), type=_Names).compound_surnames
    surname = rf"(?:{'|'.join(compound)}|[{words.surnames}])"
    name = rf"(?P<name>(?P<surname>{surname})(?!某)[{_HAN}]{{1,2}})"
    ends = rf"(?=[^{_HAN}*＊]|$|今年|现年|就读|出生|现就读|同学)"
    children, groups = ("|".join(each) for each in (words.child_words, words.group_words))
    of_age = rf"[（(，,、\s]{{0,2}}(?:[男女][，,、\s]{{0,2}})?(?:年龄|现年|今年)?[：:]?{_GAP}{_AGE}"
    behind = "|".join(rf"(?<={word})" for word in (*words.child_words, *words.group_words))
    # Members that all begin with a letter of their own are looked for several times as fast as any others.
    announced = (f"{word}(?:的?姓名|[：:])" for word in words.group_words)
    return re.compile("|".join((*words.child_words, *announced, "岁"))), (
        re.compile(rf"(?:{children})(?:名叫|叫|姓名)?[：:为是\s]{{0,2}}{name}{ends}(?:{of_age})?"),
        re.compile(rf"(?:{groups})(?:(?:的)?姓名[：:为是\s]{{0,2}}|[：:]\s?){name}{ends}(?:{of_age})?"),
        re.compile(rf"(?:(?<![{_HAN}])|{behind}){name}(?=[（(，,、\s]){of_age}"),
    )
