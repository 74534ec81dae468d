"""Channels in one cell: all of them with boxes, only those ticked, plain names, numbered lists, or a sentence."""

import re
from collections.abc import Iterator
from functools import lru_cache

from app.standards.library import load_library
from app.tables.cell_choices import OTHER
from app.tables.understanding.lists import by_numbers
from app.tables.understanding.words import bare_boxes, comparable, joined
from app.tables.words_in_force import remembered, vocabulary

_CHECKED, _UNCHECKED = "■☑√✓✔●▲◆★þ☒", "□☐○〇◯¨▢"
_LETTERS_CHECKED, _LETTERS_UNCHECKED = "RPtvVüY", "£口o"
_BEFORE_MOUTH = "人户门窗路出入进关港渡"
"""Behind these 口 is no box: 窗口."""
_SET_BOXES = frozenset(_CHECKED + _LETTERS_CHECKED)
_SYMBOL_BOX = re.compile(rf"([{_CHECKED}{_UNCHECKED}])\s*")
_LETTER_BOX = re.compile(f"[{_LETTERS_CHECKED}{_LETTERS_UNCHECKED}]")
_NOTE_LINE = re.compile(r"(?:^|\n)\s*[(（*]?(?:注|备注|说明)[：:].*", re.DOTALL)
_PARTED_NAME = re.compile(r"\n\s*(?=[（(]电子屏)|(?<=[/／])\s*\n\s*")
_PARTED_BEFORE, _PARTED_BEHIND = re.compile(r"\n\s*[（(]电子屏"), re.compile(r"[/／]\s*\n")
_SEPARATORS = re.compile(r"[\n、，,；;。|｜]+|\s{2,}")
_NUMBER = re.compile(r"(?:^|(?<=[\s；;。、，,]))[(（]?\d{1,2}(?:[.．](?!\d)|[、)）])\s*|[①-⑳]\s*")
_PROSE = re.compile(
    r"(?:^|(?<=[，,。；;、]))(?:并?同时|并且?|或者?|和|及|以及)?(?:也?可以?)?(?:通过|利用|依托|借助|使用|采用|采取|应?当?(?:在|于|由|向|按|以)|(?:推送|发送|张贴|转发|发布|公布|公示|公开)(?:到|至|在|于))+|"
    r"(?:上|中|内|里)?(?:面?向(?:全社会|社会公众|社会|公众))?(?:进行|予以|一并|统一|集中|及时|滚动|循环|同步)?(?:公开|公布|发布|公示|公告|张贴|张榜|张挂|推送|播放|播出|刊登|刊发|宣传|查询|查阅|领取)?等?(?:方式|形式|渠道|途径)?$"
)
_JOINT = re.compile(r"(?<=[网报栏屏点心站体台端号报])(?:以及|及|和|与|或)(?=.{2,})")
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
_NOTE_BEHIND = re.compile(rf"{_BRACKETS.pattern}$")
_BETWEEN = re.compile(r"[、，,；;\s](?![^（(]*[)）])")
_AROUND = re.compile(r"^[（(](.*)[)）]$")
_LISTED = re.compile(r"[、，,；;](?![^（(]*[)）])")
_SLASH = re.compile("[/／]")
_ENDS_AS_PLACE = re.compile("[网栏屏点心站台端号报体]$")
_KIND_BEFORE = re.compile("^(?:线上|线下|网上|网下|网络|实体|镇级|村级|县级)[:：]")
_OTHER = re.compile(r"^其[他它](?:渠道|方式|平台|载体)?\s*(?:[：:_＿—-]+|(?=[（(]))\s*(.*)$", re.DOTALL)
_EMPTY_OTHER = re.compile(r"^其[他它](?:渠道|方式|平台|载体)?[\s：:_＿—（()）-]*$")


@remembered(20_000)
def channels_in(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the channels that a cell names, and what it says that reads as none.

    The official name where a local one plainly means it, else the local name. Where some are ticked only these count;
    a cell in which all boxes are empty names what it lists (溪下乡 writes so), unless it lists them all.
    """
    text = bare_boxes(_unbroken(text))
    bare = _NOTE_LINE.sub("", text) if "注" in text or "说明" in text else text
    note = text[len(bare) :]
    pieces = _boxed(bare)
    if not pieces:
        found = [name for piece in _plain_pieces(bare) for name in _names(piece)]
    else:
        chosen = [words for is_on, words in pieces if is_on]
        if not chosen and len(pieces) <= len(load_library().vocabulary.channels_canonical) - 3:
            chosen = [words for is_on, words in pieces if is_on is False]
        found = [name for words in chosen for name in _names(words)]
    found = list(dict.fromkeys(found))
    named = found if _exact_names().issuperset(found) else [name for name in found if name != OTHER]
    return tuple(named), (note.strip(),) if note.strip() else ()


def _unbroken(text: str) -> str:
    """Join lines that part a name of the official list."""
    text = text.strip()
    is_parted = _PARTED_BEFORE.search(text) or _PARTED_BEHIND.search(text)
    return _PARTED_NAME.sub("", text) if is_parted else text


def _boxed(text: str) -> list[tuple[bool, str]]:
    """Return the words behind each box or tick with whether it is one that is set, before it where the boxes stand
    behind the names; nothing for a cell without any."""
    boxes, words = _parted_at_boxes(text)
    if not boxes:
        return []
    found: list[tuple[bool, str]] = []
    if words[0] and not words[-1].strip():
        words = words[:-1]
    else:
        lead = words.pop(0).strip(" \n、，,；;：:")
        found += [(True, lead)] if lead and is_plain_name(lead) else []
    bare = [each.strip(" \n\t、，,；;。") for each in words]
    return found + [(box in _SET_BOXES, said) for box, said in zip(boxes, bare, strict=True) if said]


def _parted_at_boxes(text: str) -> tuple[list[str], list[str]]:
    """Return the boxes of a text and the words before, between and behind them."""
    if not _LETTER_BOX.search(text):  # as mostly
        parts = _SYMBOL_BOX.split(text)
        return parts[1::2], parts[::2]
    parts = _box_pattern().split(text)
    return [symbol or letter for symbol, letter in zip(parts[1::3], parts[2::3], strict=True)], parts[::3]


def is_plain_name(text: str) -> bool:
    """Whether a text is the name of a channel in the words of real tables."""
    return comparable(text) in _synonyms()


@remembered(1)
def _box_pattern() -> re.Pattern[str]:
    known = "|".join(sorted({re.escape(name[:2]) for name in _spelled()}, key=len, reverse=True))
    letters = _LETTERS_CHECKED + _LETTERS_UNCHECKED
    return re.compile(rf"{_SYMBOL_BOX.pattern}|(?<![A-Za-z{_BEFORE_MOUTH}])([{letters}])(?=\s*(?:{known}))")


def _spelled() -> set[str]:
    words = vocabulary()
    return {joined(word.text) for word in words.channels} | {joined(name) for name in words.channels_canonical}


def _plain_pieces(text: str) -> Iterator[str]:
    """Yield the names in a cell without boxes: lists by lines, numbers, 、, or a sentence."""
    whole = joined(text)
    if comparable(whole) in _synonyms():
        yield whole
        return
    numbered = "\n".join(by_numbers(text)) or text
    for line in _SEPARATORS.split(_NUMBER.sub("\n", _protected(numbered))):
        yield from _parted(line.replace("\0", "、"))


def _protected(text: str) -> str:
    """Keep 、 inside brackets and inside official names."""
    text = _BRACKETS.sub(lambda note: note[0].replace("、", "\0"), text)
    return text.replace("企事业单位、村", "企事业单位/村")


def _parted(line: str) -> Iterator[str]:
    """Part a line at blanks where every word is a channel, at 和 behind one; take off what makes a sentence of it."""
    words = line.split()
    if len(words) > 1 and all(comparable(word) in _synonyms() or _ENDS_AS_PLACE.search(word) for word in words):
        for word in words:
            yield from _parted(word)
        return
    bare = joined(line)
    if comparable(bare) in _synonyms():
        yield bare
        return
    for piece in _JOINT.split(bare):
        name = _KIND_BEFORE.sub("", piece)
        while name and (shorter := _PROSE.sub("", name)) != name:
            name = shorter
        if name:
            yield name


@remembered(5_000)
def _names(words: str) -> tuple[str, ...]:
    return tuple(_named(words))


def _named(words: str) -> Iterator[str]:
    """Yield the channels that the words behind one box, or one name of a list, mean."""
    bare = joined(words).strip("。；;、，, ")
    if not bare or _EMPTY_OTHER.match(bare):
        if bare:
            yield OTHER
        return
    other = _OTHER.match(bare)
    if other:
        around = _AROUND.match(other[1])
        inner = (around[1] if around else other[1]).strip("_＿：:。 ")
        for piece in filter(None, [each.strip("_＿ ") for each in _LISTED.split(inner)]):
            yield _official_exact(piece) or piece
        if not inner:
            yield OTHER
        return
    yield from _translated(bare)


def _translated(bare: str) -> Iterator[str]:
    known = _synonyms().get(comparable(bare))
    if known and known != OTHER:
        yield known
        return
    if known == OTHER:
        yield re.sub(r"^其[他它](?=.)", "", bare)
        return
    parts = [part for part in _BETWEEN.split(bare) if part]
    slashed = _SLASH.split(bare)
    if len(slashed) > 1 and all(_official_of(part) for part in slashed):
        parts = slashed
    if len(parts) > 1:
        for part in parts:
            yield from _translated(part)
        return
    yield _official_of(bare) or bare


_SIGNS = (
    (
        "广播电视",
        re.compile(
            r"^(?:[省市县区镇乡村农]|应急|农村|有线|调频|数字|本地)*(?:村村通|村村响)?(?:广播|电视|大喇叭|小喇叭|喇叭)(?:[台站]|系统)?(?:广播)?$"
        ),
    ),
    (
        "纸质媒体",
        re.compile(
            r"^(?:[省市县区镇乡村]|印发|发放|张贴)*(?:宣传(?:单|册|页|手册|资料|画|材料)|明白纸|明白卡|报纸|报刊|纸媒|便民手册)$"
        ),
    ),
    (
        "社区/企事业单位/村公示栏（电子屏）",
        re.compile(
            r"^(?:各?(?:镇|乡|街道|村|居|社区|行政村|小区|本村|村组|组|单位|机关|线下|企事业单位|村委会|居委会|村居|学校|[、/（）()和及])*)(?:政务|村务|党务|居务|信息|财务|务)?(?:公示|公开|公告|宣传|公示公告|告示)栏?(?:栏|墙|牌)?(?:[（(]?电子(?:显示)?屏[)）]?)?$|"
            r"^[\u4e00-\u9fff]{0,10}(?:卫生[院室]|医院|小学|中学|幼儿园|敬老院|养老院|福利院|公司|企业|园区)(?:信息)?(?:公示|公开|公告|宣传)栏$|"
            r"^(?:LED|电子)(?:显示)?屏$",
            re.IGNORECASE,
        ),
    ),
    (
        "政府网站",
        re.compile(
            r"^(?:[\u4e00-\u9fff]{2,8}(?:市|县|区|镇|乡)|本?(?:市|县|区|镇|乡|街道))?(?:人民)?政府(?:门户|官方|信息)?(?:网站|网页|网)(?:[^、]{0,12}(?:专栏|栏目|专区|频道))?$|^[^部门]{0,8}门户网站$|^中国[·・.][\u4e00-\u9fff]+(?:政府)?网$"
        ),
    ),
    ("两微一端", re.compile(r"^(?:.{0,10})(?:微信公众号|微信公众平台|政务微信|政务微博|两微[一1]端|一微一端|微博)$")),
    (
        "便民服务站",
        re.compile(
            r"^(?:.{0,10})(?:便民服务(?:中心|站|大厅|点)|为民服务(?:中心|站|大厅)|党群服务中心)(?:大厅)?(?:服务|办事)?(?:窗口)?$"
        ),
    ),
    (
        "政务服务中心",
        re.compile(
            r"^(?:.{0,8})(?:政务服务(?:中心|大厅)|行政(?:服务|审批)(?:中心|大厅))(?:大厅|办事大厅)?(?:服务|办事)?(?:窗口)?$"
        ),
    ),
    ("公开查阅点", re.compile(r"^(?:.{0,8})(?:查[阅询]点|查[阅询]中心|政务公开专区)$")),
    ("入户/现场", re.compile(r"^(?:入户|现场|上门)(?:[/、和]?(?:入户|现场|宣传|宣讲|公示|告知|发放))*$")),
)


def _official_of(bare: str) -> str | None:
    """Return the official channel that a name plainly means, notes in brackets behind it aside."""
    for name in (bare, _NOTE_BEHIND.sub("", bare)):
        known = _synonyms().get(comparable(name))
        if known and known != OTHER:
            return known
        guessed = next((official for official, sign in _SIGNS if sign.search(name)), None)
        if guessed:
            return guessed
    return None


def _official_exact(words: str) -> str | None:
    return _exact().get(comparable(words))


@remembered(1)
def _exact() -> dict[str, str]:
    return {comparable(name): name for name in _official()}


@lru_cache(maxsize=1)
def _exact_names() -> frozenset[str]:
    return frozenset(_official())


def _official() -> tuple[str, ...]:
    return load_library().vocabulary.channels_canonical


@remembered(1)
def _synonyms() -> dict[str, str]:
    words = vocabulary()
    known = {comparable(word.text): OTHER if word.keep_as_other else str(word.canonical) for word in words.channels}
    return known | {comparable(name): name for name in words.channels_canonical}
