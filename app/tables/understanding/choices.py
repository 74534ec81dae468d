"""Whom, how and on which level: answers that stand as ticks in columns of their own or as words in one."""

import re
from collections.abc import Sequence
from functools import lru_cache

from app.tables.understanding.levels import ABOVE, ORDER, levels_named
from app.tables.understanding.words import after_mark, bare_boxes, joined, mark, without_notes
from app.tables.words_in_force import remembered

CIRCLES = frozenset("○〇◯Ooo0")
"""Empty circles, which some tables set as ticks: then no other marks stand there."""

_BOX = re.compile(r"[■☑√✓✔●▲★□☐○〇]|(?<![人户门窗路出入进关港渡])口")
_CHECKED = "■☑√✓✔●▲★"
_MODES = re.compile(r"[/／、，,；;\s]*(?:主动|依申请)公开[/／、，,；;\s]*")
_ORGAN = re.compile(
    r"(?:各|本|[\u4e00-\u9fff]{1,3}?)?(县|区|旗|镇|乡|街道|村|社区).*(?:局|委|办|室|中心|所|站|队|会|院|部门?)$"
)
_NO_LEVEL = re.compile("城乡|乡村|农村|村镇|城镇|乡镇企业|园区|景区|新区|林区|灌区")
_PUBLIC = re.compile(r"(?:面向)?(?:全社会(?:公众)?|社会公众|社会|公众|全体公[民众])(?:公开|公布)?")


def ticks(text: str, *, empty_is_on: bool = False) -> tuple[bool | None, str]:
    """Return whether a cell of a column of ticks is ticked (None: it says nothing of the kind), and its words.

    Words without a mark tick too: they say what for. `empty_is_on`: circles are this table's ticks.
    """
    alone = mark(text)
    if alone is not None:
        return alone or (empty_is_on and text.strip() in CIRCLES), ""
    is_on, words = after_mark(text)
    is_on = is_on or (True if empty_is_on and text[:1] in CIRCLES else is_on)
    words = _bare(joined(words))
    return (bool(words) if is_on is None else is_on), words if is_on is not False else ""


def _bare(words: str) -> str:
    """Take marks off both ends, and brackets around or left open."""
    bare = words.strip("、，,；;。：:_＿/ ")
    if bare[:1] in ("（", "(") and bare[-1:] in ("）", ")"):
        bare = bare[1:-1]
    if bare.count("（") + bare.count("(") < bare.count("）") + bare.count(")"):
        bare = bare.rstrip("）)")
    if bare.count("（") + bare.count("(") > bare.count("）") + bare.count(")"):
        bare = bare.lstrip("（(")
    return bare.strip("、，,；;。：:_＿/ ")


def either(first: bool, second: bool, names: tuple[str, str]) -> str | None:
    """Return which of two is chosen: one of the names, "both" or None."""
    if first and second:
        return "both"
    return names[0] if first else names[1] if second else None


@lru_cache(maxsize=5_000)
def audience_said(text: str) -> tuple[str | None, str]:
    """Return public, group or both for the words of a cell, and which group they name ("" for none); how it is
    published, which some write beside, is left out."""
    chosen = _MODES.sub("", _chosen(text))
    public = bool(_PUBLIC.search(chosen)) and not re.search("特定社会", chosen)
    rest = _bare(_PUBLIC.sub("", chosen).strip("和及与或、，/"))
    if not rest:
        return ("public" if public else None), ""
    named = re.match(r"特定(?:群[体众]|人员|人群|对象|主体|载体)[（(：:]*(?:请写明)?[）)：:]*", rest)
    group = _bare(rest[named.end() :]) if named else rest
    return either(public, True, ("public", "group")), group


@lru_cache(maxsize=5_000)
def mode_said(text: str) -> str | None:
    """Return proactive, on_request or both for the words of a cell; None where they say neither."""
    chosen = _chosen(text)
    return either(
        "主动" in chosen or "法定公开" in chosen,
        bool(re.search("申请(?![人者])|依申", chosen)),
        ("proactive", "on_request"),
    )


@remembered(5_000)
def levels_said(text: str) -> tuple[str, ...] | None:
    """Return the levels that the words of a cell name, those above the county left out; None where they name none."""
    chosen = re.split(r"[、，,；;\n]", _chosen(text))
    found = [level for word in chosen for level in _levels_of(word)]
    found = found or list(levels_named(_chosen(text)))
    if not found:
        return None
    return tuple(level for level in ORDER if level in found) if set(found) != {ABOVE} else ()


def _levels_of(word: str) -> tuple[str, ...]:
    """Return the levels that a word names, or the organ that it names belongs to: 区市场监管局, 街道执法队."""
    named = levels_named(word) or levels_named(without_notes(word))
    organ = None if named else _ORGAN.match(_NO_LEVEL.sub("", joined(word)))
    return levels_named(organ[1]) if organ else named


def _chosen(text: str) -> str:
    """Return the words behind set boxes, the whole text where it has none."""
    boxed = bare_boxes(text)
    bare = joined(text) if not _BOX.search(boxed) else boxed
    places = [match.start() for match in _BOX.finditer(bare)]
    if not places:
        return bare
    said = _words_of_boxes(bare, places)
    return "、".join(joined(words).strip("、，；; ") for words, box in said if box in _CHECKED)


def _words_of_boxes(text: str, places: Sequence[int]) -> list[tuple[str, str]]:
    """Return what each box belongs to, with the box: the words behind it; those before it where the text begins with
    words and ends with a box, or with a note to it: 全社会√, 特定群体√（申请人）."""
    starts, ends = [0, *(place + 1 for place in places)], [*places, len(text)]
    parts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    rest = parts[-1].strip()
    if parts[0].strip("、，,；;：: ") and (not rest or rest[0] in "（("):
        parts = [*parts[: len(places) - 1], parts[-2] + rest]
    else:
        parts = parts[1:]
    return [(words, text[place]) for words, place in zip(parts, places, strict=True)]
