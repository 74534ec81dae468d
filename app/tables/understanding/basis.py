"""Laws and documents in one cell: titles with and without 《》, several a cell, numbers behind them, notes left out."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from app.standards.citations import read_citations
from app.standards.library import load_library
from app.tables.understanding.lists import lines_of
from app.tables.understanding.words import joined

_SERIAL = (
    r"(?:〔\d{4}〕|\[\d{4}\]|【\d{4}】|[(（]\d{4}[)）]|\d{4}年)第?\d+号|(?:令|公告)第?[\d一二三四五六七八九十百零〇]+号"
)
_STANDARD = r"[A-Z]{2,4}(?:/[TZ])?\s*\d[\d.]*\s*[—–－-]\s*\d{4}"
_ORGAN = re.compile(r"(?:部|局|厅|委|院|办公厅|办公室|政府|中央|总署|协会)$")
_NUMBER = re.compile(rf"[^（）()《》；;，,。、\s]*(?:{_SERIAL})")
_FILLER = re.compile(
    r"^(?:(?:以?及其?|其|和|与|或|等|的|根据|按照|依据|参照|依照)*(?:其他|有关|相关|配套|上述|上级|本地|实际|国家|实施细则|规定|法律|法规|规章|政策|文件|要求|精神|办法|等|的|、|，)*)$"
)
_LEAD = re.compile(
    r"^(?:\d{1,2}[.．、)）]|[(（]\d{1,2}[)）]|[①-⑳]|[●•·■◆]|[一二三四五六七八九十]{1,2}、|根据|按照|依据)\s*"
)
_LINE_NUMBER = re.compile(r"(?:^|(?<=[\n；;。》）)]))[^\S\n]*(?:[(（]?\d{1,2}[.．、)）](?!\d)|[①-⑳]|[●•·■◆])\s*")
_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百千\d]+[条款项章].*$")
_DATE = re.compile(r"\d{4}年\d{1,2}月")
_DATED = re.compile(rf"((?:[\u4e00-\u9fff]{{0,20}})(?:{_SERIAL}))第?([\u4e00-\u9fff]{{0,2}})")
_BEHIND = re.compile(
    r"\s*(?:[（(](?:[^（）()]|[（(][^（）()]*[)）])*[)）]|【[^】]*】)|\s*第[〇零一二三四五六七八九十百千\d]+[条款项](?:[、和至至-]?第?[〇零一二三四五六七八九十百千\d]+[条款项])*"
    rf"|\s*[^（）()《》；;，,。、\s]{{0,20}}(?:{_SERIAL})"
)
_AHEAD = re.compile(rf"(?:^|[、，,；;。\n\s])({_NUMBER.pattern}|{_STANDARD})[:：\s]*$")
_INSIDE = re.compile(rf"[（(]({_NUMBER.pattern})[)）]$")
_BRACKETED = re.compile(rf"[（(]\s*({_NUMBER.pattern})[^（）()]*[)）]\s*$")
_CITED = re.compile(rf"[^，,（(号]*?(?:{_SERIAL})(?:[（(][^（）()]*修[正订改][^（）()]*[)）])?")
_TITLE_AND_NUMBER = re.compile(rf"《([^《》]+)》(?:[（(]([^（）()《》；;。，,\s]*?(?:{_SERIAL}))[)）])?")
_PLAINLY = re.compile(
    rf"《([^《》<＜>＞\s]+)》(?:[（(]([^（）()《》；;。，,\s]*?(?:{_SERIAL}))[)）])?[；;。、，,]?\n?(?=《|$)"
)
_ODD_WITHIN = re.compile(r"[０-９Ａ-Ｚａ-ｚ\u3000\xa0\u200b\ufeff]|[；;。）)][(（]?(?:\d{1,2}[.．、)）]|[①-⑳●•·■◆])")
"""What is written in other ways, or may be the number of a line."""
_TITLED = re.compile("《[^》]*》?")
_CLAUSES = re.compile(r"[；;\n]|(?<=[^\d])。")
_COMMAS = re.compile("[、，,](?![^（(]*[)）])")
_PARTING = "；;、，,。"
_NESTED = re.compile("《[^》]*[《<＜>＞]")
_SAYS = re.compile(r"[\w]")
_NOTES = re.compile(r"[（(](?:[^（）()]|[（(][^（）()]*[)）])*[)）]|【[^】]*】")
_SAYS_NUMBER = re.compile(rf"{_SERIAL}|^[（(]\s*[A-Z]")
_KEPT = re.compile(rf"{_SERIAL}|^[A-Z]")
_KIND = re.compile(r"^【[^】]{2,12}】")


@lru_cache(maxsize=20_000)
def citations_in(text: str) -> tuple[tuple[str, str | None, str], ...]:
    """Return title, number and article ("" without) of what a cell cites. Titles stand as written, without 《》; dates
    of adoption and other notes in brackets are left out; 及相关规定 behind a title is no citation. A number that no
    title follows stands for the document it is the number of."""
    if (plain := _plainly_cited(text)) is not None:
        return plain
    found: list[tuple[str, str | None, str]] = []
    ahead: str | None = None
    for segment, is_marked in _segments(_LINE_NUMBER.sub("\n", _inner_marks("\n".join(lines_of(text))))):
        if is_marked:
            found += _cited(joined(segment), ahead)
            ahead = None
        else:
            if not _SAYS.search(segment):
                ahead = None
                continue
            segment, ahead = _number_ahead(segment)
            found += _unmarked(segment, alone=not found)
    if number := _number(ahead):
        found.append((number, None, ""))
    return tuple(dict.fromkeys(found))


def _plainly_cited(text: str) -> tuple[tuple[str, str | None, str], ...] | None:
    """Return what a cell cites that is no more than titles in 《》, each with its number or without, as nearly all
    are; None for any other."""
    if not text.startswith("《") or " " in text or _ODD_WITHIN.search(text):
        return None
    found: dict[tuple[str, str | None, str], None] = {}
    place = 0
    while place < len(text):
        plain = _PLAINLY.match(text, place)
        if plain is None:
            return None
        title, number = plain.groups()
        inside = _INSIDE.search(title) if number is None and title[-1] in ")）" else None
        if inside:
            title, number = title[: inside.start()], inside[1]
        found[title, _number(number), ""] = None
        place = plain.end()
    return tuple(found)


def as_values(cited: tuple[tuple[str, str | None, str], ...]) -> list[dict[str, Any]]:
    """Return citations as the samples and the catalogue write them."""
    return [{"title": title, "number": number} for title, number, _ in cited]


def _inner_marks(text: str) -> str:
    """Write 《…《…》…》 and 《…〈…〉…》 and 《…<…>…》 with 〈〉 inside."""
    if not _NESTED.search(text):
        return text
    out, depth = [], 0
    for char in text:
        if char in "《":
            depth += 1
            out.append("《" if depth == 1 else "〈")
        elif char == "》":
            out.append("》" if depth <= 1 else "〉")
            depth = max(0, depth - 1)
        elif depth and char in "<＜":
            out.append("〈")
        elif depth and char in ">＞":
            out.append("〉")
        else:
            out.append(char)
    return "".join(out)


def _segments(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the titles in 《》, each with what belongs to it behind, and what stands between them."""
    place = 0
    for match in _TITLED.finditer(text):
        if match.start() < place:
            continue
        yield text[place : match.start()], False
        place = _end_of_notes(text, match.end())
        yield text[match.start() : place], True
    yield text[place:], False


def _end_of_notes(text: str, place: int) -> int:
    """Return where brackets, a bare number and an article behind a title end."""
    while text[place : place + 1] not in _PARTING:
        behind = _BEHIND.match(text, place)
        if not behind or behind.end() == place:
            return place
        place = behind.end()
    return place


def _without_notes(segment: str) -> str:
    """Return a title with what belongs to it, without the brackets that hold no number: dates of adoption, notes."""
    end = segment.find("》") + 1 or len(segment)
    if end == len(segment):
        return segment
    return segment[:end] + _NOTES.sub(
        lambda note: _undated(note[0]) if _SAYS_NUMBER.search(note[0]) else "", segment[end:]
    )


def _undated(note: str) -> str:
    """Return a bracket that tells the history of a law as one with the number it has now: that of its last revision,
    without one the first; any other bracket as it is."""
    told = [(match[1].lstrip("年月日"), match[2]) for match in _DATED.finditer(note)] if _DATE.search(note) else []
    if not told:
        return note
    revised = [number for number, deed in told if deed.startswith("修")]
    return f"（{revised[-1] if revised else told[0][0]}）"


def _number_ahead(segment: str) -> tuple[str, str | None]:
    """Part the number of the document whose title in 《》 follows from what stands before it."""
    match = _AHEAD.search(segment)
    return (segment[: match.start()], match[1]) if match else (segment, None)


def _cited(segment: str, ahead: str | None) -> list[tuple[str, str | None, str]]:
    """Return what a title with what belongs to it cites; nearly all are no more than a title and a number."""
    plain = _TITLE_AND_NUMBER.fullmatch(segment)
    cited = [{"title": plain[1], "number": plain[2], "article": None}] if plain else None
    return [_marked(each, ahead) for each in cited or read_citations(_without_notes(segment))]


def _marked(cited: dict[str, Any], ahead: str | None) -> tuple[str, str | None, str]:
    title, number = joined(cited["title"]), cited["number"]
    kept = number if number and _KEPT.search(number) else ahead
    inside = _INSIDE.search(title)
    if inside and not kept:
        title, kept = title[: inside.start()], inside[1]
    return title, _number(kept), joined(cited["article"] or "")


@lru_cache(maxsize=5_000)
def _number(said: str | None) -> str | None:
    """Return a number as it is cited: 国务院令第711号, 国办发〔2019〕54号; an amendment stays in its brackets."""
    if not said:
        return None
    bare = joined(said).strip("，, ")
    bare = bare[1:-1] if bare[:1] in "（(" and bare[-1:] in "）)" else bare
    match = _CITED.search(bare)
    bare = (match[0] if match else bare).removeprefix("中华人民共和国")
    return re.sub(r"[\[【(（](\d{4})[\]】)）]", r"〔\1〕", bare) or None


def _unmarked(segment: str, *, alone: bool) -> Iterator[tuple[str, str | None, str]]:
    """Yield what stands outside 《》: names of documents; not words that only join or say 等相关规定."""
    for part in _CLAUSES.split(segment):
        for piece in _names(part):
            bare = _LEAD.sub("", _KIND.sub("", joined(piece))).strip("、，,。；;：: 和及与等")
            if not bare or _FILLER.match(bare) or _ORGAN.search(bare) or (len(bare) < 3 and not alone):
                continue
            number = _BRACKETED.search(bare)
            title = bare[: number.start()] if number else _without_dates(bare)
            article = _ARTICLE.search(title)
            title = title[: article.start()] if article and article.start() else title
            if title:
                yield title.strip("（）() "), _number(number[1]) if number else None, article[0] if article else ""


def _names(part: str) -> list[str]:
    """Part the names of documents at 、 and ，, but not inside a name that has one itself."""
    pieces = _COMMAS.split(part)
    if len(pieces) == 1:
        return pieces
    if load_library().laws.find(joined(part)):
        return [part]
    names: list[str] = []
    for piece in pieces:
        # A name ends as laws and documents do; ministries that issue one together are parted by 、 too.
        if names and not _ends_as_document(names[-1]):
            names[-1] += "、" + piece
        else:
            names.append(piece)
    return names


def _ends_as_document(text: str) -> bool:
    bare = re.sub(r"[（(][^（）()]*[)）]\s*$", "", joined(text))
    return bool(
        re.search(
            r"(法|条例|办法|规定|细则|规程|通知|意见|决定|方案|公告|规划|标准|规范|制度|指南|文件|解释|要点|函|批复|纲要|准则|政策)$",
            bare,
        )
        or load_library().laws.find(bare)
        or not bare
    )


def _without_dates(text: str) -> str:
    return re.sub(r"[（(][^（）()]*\d{4}年[^（）()]*[)）]\s*$", "", text)
