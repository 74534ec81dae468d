"""The few signs that help pages are written with, read strictly: what is not one of them is found and not guessed at.

A block ends at an empty line: `## ` and `### ` headings, `- ` and `1. ` lists, `> ` notes, tables with `|`, a picture
alone on its line, else a paragraph. In lines: `**strong**`, a key between backticks, `[words](page)`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

Look = Literal["plain", "strong", "key"]

_INLINE = re.compile(
    r"\*\*(?P<strong>[^*`\[\]]+)\*\*|`(?P<key>[^`]+)`|(?<!!)\[(?P<words>[^\]*`]+)\]\((?P<target>[^)\s]+)\)"
)
_PICTURE = re.compile(r"!\[(?P<words>[^\]]+)\]\((?P<name>[^)\s]+)\)")
_HEADING = re.compile(r"(?P<marks>#+) (?P<words>.+)")
_NUMBERED = re.compile(r"\d+\. (?P<words>.+)")
_RULE = re.compile(r"\|(?: ?:?-+:? ?\|)+")
# What is left over of a sign that does not close, or of one that help pages do not have.
_LEFT_OVER = re.compile(r"\*\*|`|\]\(|!\[|<[a-zA-Z/]")
_NO_START = re.compile(r"\s|[*+] |#+$|>$|-$")


class MarkupFault(ValueError):
    """A line that cannot be read: its number from 1, and in Chinese what is wrong with it."""

    def __init__(self, line: int, what: str):
        super().__init__(f"第{line}行{what}")
        self.line, self.what = line, what


class Span(NamedTuple):
    """Words of one look; `target` is the page they lead to, or ""."""

    text: str
    look: Look = "plain"
    target: str = ""


Words = tuple[Span, ...]


class Heading(NamedTuple):
    """A heading of the second or third level."""

    level: int
    words: Words


class Paragraph(NamedTuple):
    """A paragraph."""

    words: Words


class Listing(NamedTuple):
    """Points, or steps with numbers."""

    points: tuple[Words, ...]
    is_numbered: bool


class Table(NamedTuple):
    """A table; each row has as many cells as the head."""

    head: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]


class Remark(NamedTuple):
    """What is to be kept in mind."""

    words: Words


class Picture(NamedTuple):
    """A picture by the name of its file, and what it shows."""

    name: str
    words: str


Block = Heading | Paragraph | Listing | Table | Remark | Picture


def parse(text: str) -> tuple[Block, ...]:
    """Return the blocks of a page. Raises MarkupFault for the first line that cannot be read."""
    return tuple(_block(number, lines) for number, lines in _groups(text))


def plain(words: Words) -> str:
    """Return words without their looks."""
    return "".join(span.text for span in words)


def all_words(blocks: Sequence[Block]) -> Iterator[Words]:
    """Yield the words of every block, pictures and tables included."""
    for block in blocks:
        if isinstance(block, Listing):
            yield from block.points
        elif isinstance(block, Table):
            yield from block.head
            for row in block.rows:
                yield from row
        elif isinstance(block, Picture):
            yield (Span(block.words),)
        else:
            yield block.words


def targets(blocks: Sequence[Block]) -> list[str]:
    """Return the pages that these lead to, in order."""
    return [span.target for words in all_words(blocks) for span in words if span.target]


def pictures(blocks: Sequence[Block]) -> list[str]:
    """Return the names of the pictures, in order."""
    return [block.name for block in blocks if isinstance(block, Picture)]


def _groups(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines between empty ones, each group with the number of its first line."""
    held: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip() and _NO_START.match(line):
            raise MarkupFault(number, "开头的记号读不懂")
        if line.strip():
            held.append(line.rstrip())
        elif held:
            yield number - len(held), held
            held = []


def _block(number: int, lines: list[str]) -> Block:
    first = lines[0]
    if heading := _HEADING.fullmatch(first):
        return _heading(number, heading, lines)
    if picture := _PICTURE.fullmatch(first):
        _require_alone(number, lines, "图片")
        return Picture(picture["name"], picture["words"])
    if first.startswith("|"):
        return _table(number, lines)
    if first.startswith("> "):
        parts = [_after(line, "> ", number + row) for row, line in enumerate(lines)]
        return Remark(_words(number, "".join(parts)))
    if first.startswith("- "):
        return Listing(tuple(_points(number, lines, _bullet)), False)
    if _NUMBERED.fullmatch(first):
        return Listing(tuple(_points(number, lines, _step)), True)
    return Paragraph(_words(number, "".join(lines)))


def _heading(number: int, heading: re.Match[str], lines: list[str]) -> Heading:
    _require_alone(number, lines, "标题")
    level = len(heading["marks"])
    if level not in (2, 3):
        raise MarkupFault(number, "的标题应是两个或者三个 #")
    return Heading(level, _words(number, heading["words"]))


def _require_alone(number: int, lines: list[str], what: str) -> None:
    if len(lines) > 1:
        raise MarkupFault(number + 1, f"前面是{what}，中间要空一行")


def _points(number: int, lines: list[str], point: Callable[[str], str | None]) -> Iterator[Words]:
    for row, line in enumerate(lines):
        words = point(line)
        if words is None:
            raise MarkupFault(number + row, "不是列表的一项，要以同样的记号开头")
        yield _words(number + row, words)


def _bullet(line: str) -> str | None:
    return line.removeprefix("- ") if line.startswith("- ") else None


def _step(line: str) -> str | None:
    step = _NUMBERED.fullmatch(line)
    return step["words"] if step else None


def _after(line: str, sign: str, number: int) -> str:
    if not line.startswith(sign):
        raise MarkupFault(number, f"应以“{sign.strip()}”开头，或者前面空一行")
    return line.removeprefix(sign)


def _table(number: int, lines: list[str]) -> Table:
    if len(lines) < 3 or not _RULE.fullmatch(lines[1]):
        raise MarkupFault(number, "的表要有表头、一行横线和至少一行内容")
    head = _cells(number, lines[0])
    rows = tuple(_cells(number + row, line) for row, line in enumerate(lines[2:], start=2))
    for row, cells in enumerate(rows, start=2):
        if len(cells) != len(head):
            raise MarkupFault(number + row, f"有{len(cells)}格，表头有{len(head)}格")
    return Table(head, rows)


def _cells(number: int, line: str) -> tuple[Words, ...]:
    if not (line.startswith("|") and line.endswith("|") and len(line) > 1):
        raise MarkupFault(number, "的表格行要以 | 开头和结尾")
    return tuple(_words(number, cell.strip()) for cell in line[1:-1].split("|"))


def _words(number: int, text: str) -> Words:
    return tuple(span for span in _spans(number, text) if span.text)


def _spans(number: int, text: str) -> Iterator[Span]:
    done = 0
    for match in _INLINE.finditer(text):
        yield _plain_span(number, text[done : match.start()])
        if match["target"]:
            yield Span(match["words"], "plain", match["target"])
        else:
            yield Span(match["strong"] or match["key"], "strong" if match["strong"] else "key")
        done = match.end()
    yield _plain_span(number, text[done:])


def _plain_span(number: int, text: str) -> Span:
    if left := _LEFT_OVER.search(text):
        raise MarkupFault(number, f"的“{left.group().strip()}”读不懂，可能是记号没有写完")
    return Span(text)
