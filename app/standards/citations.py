"""Reading laws and documents as people write them: 《标题》（国发〔2012〕45号）第十五条."""

import re
from collections.abc import Iterator

from app.standards.library import load_library

_SERIAL = (
    r"(?:〔\d{4}〕|\[\d{4}\]|【\d{4}】|令第?|公告第?|\d{4}年第)"
    r"\s*[\d〇零一二三四五六七八九十百]+\s*号"
)
_NUMBER = rf"[^（）()《》；;，,。\s]*?{_SERIAL}"
_STANDARD = r"[A-Z]+(?:/[A-Z]+)?\s*[\d.]+\s*[—–－-]\s*\d{4}"
_AMENDED = r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:第[一二三四五]次)?修[正订改]"
# In brackets several issuers may stand with blanks between them, and a note behind (国务院令第649号，2019年修订).
_IN_BRACKETS = (
    rf"(?:[^（）()《》；;。\n]*?{_SERIAL}(?:[，,][^（）()《》]*?|\s*[（(][^（）()《》]*[）)])?|{_STANDARD}|{_AMENDED})"
)
_BEHIND = re.compile(
    rf"\s*(?:[（(]\s*(?P<bracketed>{_IN_BRACKETS})\s*[）)]|(?P<bare>{_NUMBER}))?"
    r"\s*[，,]?\s*(?P<article>第[〇零一二三四五六七八九十百千\d]+条[^；;。\n《]*)?"
)
_BROKEN_TITLE = re.compile(r"《[^《》]{1,100}》")
_ENDS = re.compile(r"[\s；;。、，,]+")
_PARTED = re.compile(r"([、，,；;])(?![^《]*》)(?![^（(]*[）)])")
_LOOSE_NUMBER = re.compile(rf"[（(]\s*(?P<number>{_NUMBER})\s*[）)]\s*$")


def read_citations(text: str) -> list[dict[str, str | None]]:
    """Return what a text cites, as citations whose kind is not known; an empty list for an empty text.

    A line without 《》 is one citation, its title the line without a number in brackets at its end; several only where
    they are names of laws in the register, since titles hold 、 themselves.
    """
    found = []
    for line in _BROKEN_TITLE.sub(lambda title: "".join(title[0].split("\n")), text).splitlines():
        line = _laws_marked(line)
        found += list(_marked(line)) if "《" in line else _plain(line)
    return found


def _laws_marked(line: str) -> str:
    """Return a line that names several laws, not all in 《》, with all of them in marks; any other as it is."""
    parts = _PARTED.split(line)
    if len(parts) == 1:
        return line
    marked: list[str] = []
    while parts:
        name, parts = _first_law(parts)
        if name is None:
            return line
        marked.append(name)
    return "、".join(marked)


def _first_law(parts: list[str]) -> tuple[str | None, list[str]]:
    """Return the law that the first parts together name, in marks, and the parts behind; None where they name none."""
    for end in range(len(parts), 0, -2):
        said = "".join(parts[:end]).strip()
        bare = _LOOSE_NUMBER.sub("", said)
        if "《" not in bare and load_library().laws.find(bare) is not None:
            return f"《{bare}》{said[len(bare) :]}", parts[end + 1 :]
        if end == 1 and (not said or "《" in said):
            return said, parts[2:]
    return None, parts


def _marked(line: str) -> Iterator[dict[str, str | None]]:
    place = line.find("《")
    while place != -1:
        end = _closing(line, place)
        behind = _BEHIND.match(line, end)
        number = behind["bracketed"] or behind["bare"]
        yield _citation(line[place + 1 : end].removesuffix("》"), number, behind["article"])
        place = line.find("《", behind.end())


def _closing(line: str, start: int) -> int:
    """Return the place behind the 》 that closes the 《 at `start`, the end of the line where none does."""
    depth = 0
    for place in range(start, len(line)):
        depth += (line[place] == "《") - (line[place] == "》")
        if depth == 0:
            return place + 1
    return len(line)


def _plain(line: str) -> list[dict[str, str | None]]:
    title = _ENDS.sub("", line) and line.strip().rstrip("；;。")
    match = _LOOSE_NUMBER.search(title)
    if match:
        return [_citation(title[: match.start()].strip(), match["number"], None)]
    return [_citation(title, None, None)] if title else []


def _citation(title: str, number: str | None, article: str | None) -> dict[str, str | None]:
    return {
        "title": title.strip(),
        "number": number.replace("[", "〔").replace("]", "〕").replace("【", "〔").replace("】", "〕")
        if number
        else None,
        "kind": None,
        "article": article.strip().rstrip("；;。，,、") if article else None,
    }
