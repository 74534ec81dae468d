"""Elements of an item in one cell: parted by bullets, numbers or lines, else by ；, else by 、 outside brackets.

Line breaks that only the width of a column has made part nothing: see `is_broken_word`.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from app.tables.understanding.words import is_known_element, joined, known_pieces, without_notes

_HAN_NUMBERS = "一二三四五六七八九十"
_BULLETS = "●•·○◆■◇▪▲★※➢"
_BULLET = re.compile(rf"(?:^|(?<=[\n；;。、，,\s]))\s*[{_BULLETS}]\s*|(?:^|(?<=\n))\s*[-—－–*]\s*(?=[^\d\s])")
_BEGINS_BULLET = re.compile(rf"\s*[{_BULLETS}\-—－–*]")
_NUMBER = re.compile(
    r"(?:(?P<digits>\d{1,2})(?:[.．](?!\d)|[、)）])|[(（](?P<bracketed>\d{1,2})[)）]|(?P<circled>[①-⑳])"
    rf"|[(（](?P<han_bracketed>[{_HAN_NUMBERS}]{{1,3}})[)）]|(?P<han>[{_HAN_NUMBERS}]{{1,3}})、)[^\S\n]*"
)
_MOST_TOGETHER = 8
_SHORTEST = 2
"""Lines of so few characters are words of their own where others are longer."""
_OPEN, _CLOSE = "（(《〈“‘【〔[｛{「『", "）)》〉”’】〕]｝}」』"
_BRACKETS = re.compile(f"[{re.escape(_OPEN + _CLOSE)}]")
_MARKS = {marks: re.compile(f"[{marks}]") for marks in ("；;", "、", "，,")}
_BRACKET_OR = {marks: re.compile(f"([{re.escape(_OPEN + _CLOSE + marks)}])") for marks in _MARKS}
_PARTING = "、，。；：,;:"
_CLOSE_OR_PARTING = _CLOSE + _PARTING
_ENDS = "；;。、，,：: \t\n"
_ENDS_AND_BULLETS = _ENDS + _BULLETS
_STARTS_LIKE_REST = re.compile(r"^[、，。；：）)》〉”’】〕,;:.!?]")
_ENDED = re.compile(r"[、，。；：,;:]$")


@lru_cache(maxsize=20_000)
def parts_of_list(text: str) -> tuple[str, ...]:
    """Return the elements that a cell lists, bullets, numbers and closing marks taken off, broken words joined."""
    marked = _by_bullets(text) or by_numbers(text)
    parts = marked or _by_lines(text)
    if not marked and len(parts) <= 1:
        blanks = _by_blanks(parts[0] if parts else text)
        if len(blanks) > 1:
            return tuple(_cleaned(word) for word in blanks)
        one = joined(_unbroken(parts[0] if parts else text)).replace("》《", "》、《")
        parts = _outside(one, "；;")
        if len(parts) <= 1:
            parts = _outside(one, "、")
            parts = _together(parts) if len(parts) > 1 else _by_commas(one)
        if " " not in one:  # then no part has any, which is what joining looks for
            return tuple([part for part in map(_bared, parts) if part])
    return tuple([part for part in map(_cleaned, parts) if part])


def is_broken_word(before: str, after: str) -> bool:
    """Whether a break between two pieces of text stands inside a word or a bracket: brackets are open, the second
    piece begins with a closing mark, or the standards know the characters around the break side by side."""
    left, right = before.rstrip(), after.lstrip()
    if not left or not right:
        return False
    if _depth(left) > 0 or _STARTS_LIKE_REST.match(right):
        return True
    if _ENDED.search(left):
        return False
    around, at = joined(left[-6:])[-3:] + joined(right[:6])[:3], len(joined(left[-6:])[-3:])
    return any(around[start : start + 4] in known_pieces() for start in range(max(0, at - 3), at) if start + 4 > at)


def _by_bullets(text: str) -> list[str]:
    """Return what stands behind bullets; none where the text does not begin with one or has but one."""
    if not _BEGINS_BULLET.match(text):
        return []
    found = list(_BULLET.finditer(text))
    if not found or text[: found[0].start()].strip():
        return []
    bullet = text[found[0].start() : found[0].end()].strip()
    same = [match for match in found if match[0].strip() == bullet]
    if bullet in "●◆■▪•➢":
        same = list(re.finditer(rf"\s*{re.escape(bullet)}\s*", text))
    return [_unbroken(part) for part in _between(text, same)]


def by_numbers(text: str) -> list[str]:
    """Return the texts behind 1, 2, 3 … in one style; none unless the text begins with a one and has a two."""
    stripped = text.strip()
    if not _NUMBER.match(stripped):
        return []
    styles: dict[str, list[re.Match[str]]] = {}
    for match in _NUMBER.finditer(stripped):
        style = str(match.lastgroup)
        found = styles.setdefault(style, [])
        if _value(match) == len(found) + 1 and _may_begin(stripped, match, found):
            found.append(match)
    for found in styles.values():
        if found and found[0].start() == 0 and (len(found) > 1 or len(stripped) > found[0].end()):
            return [_unbroken(part) for part in _between(stripped, found)]
    return []


def _may_begin(text: str, match: re.Match[str], found: Sequence[re.Match[str]]) -> bool:
    """Whether a number begins an element: at the beginning, behind a mark, a line break or a blank, or, once the
    numbers have begun, behind a word of Chinese."""
    before = text[: match.start()]
    if not before or before[-1] in _ENDS or match["circled"]:
        return True
    return (bool(found) and before[-1] in "）)》”’") or (
        bool(found) and "\u4e00" <= before[-1] <= "\u9fff" and match["han"] is None
    )


def _value(match: re.Match[str]) -> int:
    if match["circled"]:
        return ord(match["circled"]) - ord("①") + 1
    said = match["digits"] or match["bracketed"]
    if said:
        return int(said)
    han = match["han"] or match["han_bracketed"]
    return _HAN_NUMBERS.find(han) + 1 if len(han) == 1 else 10 + _HAN_NUMBERS.find(han[-1]) + 1


def _between(text: str, starts: Sequence[re.Match[str]]) -> list[str]:
    ends = [*(match.start() for match in starts[1:]), len(text)]
    return [text[match.end() : end] for match, end in zip(starts, ends, strict=False)]


def _by_lines(text: str) -> list[str]:
    """Return the lines of a text, those joined that only its width has parted; lines that end with 、 are no lines."""
    lines = _whole_lines(text)
    if len(lines) > 1 and any(line.endswith(("、", "，", ",")) for line in lines[:-1]):
        return ["".join(lines)]
    ended = sum([line.endswith(("；", ";")) for line in lines[:-1]])
    if ended and (ended == len(lines) - 1 or (ended > 1 and ended * 2 >= len(lines) - 1)):
        return ["".join(lines)]
    return lines


def _whole_lines(text: str) -> list[str]:
    """Return the lines of a text. Where some surely break words, others as long do so too: the column was narrow."""
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    if len(lines) < 2:
        return lines
    broken = list(_breaks(lines))
    if not any(broken):
        return lines
    narrow = min(
        (len(line) for line, is_broken in zip(lines, broken, strict=False) if is_broken and len(line) > 3), default=0
    )
    whole = [lines[0]]
    for before, line, is_broken in zip(lines, lines[1:], broken, strict=False):
        is_full = 0 < narrow <= len(before) + 1 and not _ENDED.search(before)
        if is_broken or (is_full and len(before) > 3):
            whole[-1] += line
        else:
            whole.append(line)
    return whole


def _breaks(lines: Sequence[str]) -> Iterator[bool]:
    """Yield of each line but the last whether the break behind it stands inside a word."""
    depth = 0
    for at, (line, after) in enumerate(pairwise(lines)):
        depth += _depth(line)
        ended = depth <= 0 and line[-1] in _PARTING and after[0] not in _CLOSE_OR_PARTING  # as mostly
        yield not ended and _is_broken_after(lines, at, depth)


def _is_broken_after(lines: Sequence[str], at: int, depth: int) -> bool:
    """Whether the break behind a line stands inside a word; never behind a whole element of the standards. `depth`: of
    brackets that are open there."""
    if depth > 0 or (lines[at][-1] == "》" and lines[at + 1][0] in "（("):  # the number of a law
        return True
    if len(lines) > 2 and len(lines[at]) <= _SHORTEST < max(map(len, lines)) - 1 and len(lines[at + 1]) <= _SHORTEST:
        return False  # no column is so narrow: the longest line would have been broken too
    if lines[at][-1] in _PARTING and lines[at + 1][0] not in _CLOSE_OR_PARTING:
        return False
    return not is_known_element(lines[at]) and is_broken_word(lines[at], lines[at + 1])


def _unbroken(text: str) -> str:
    return "".join(line.strip() for line in text.split("\n"))


def _outside(text: str, marks: str) -> list[str]:
    """Part a text at marks outside brackets, law titles and quotations."""
    if not _MARKS[marks].search(text):
        return [text] if text.strip() else []
    if not _BRACKETS.search(text):
        return [part for part in _MARKS[marks].split(text) if part.strip()]
    pieces = _BRACKET_OR[marks].split(text)
    parts, depth = pieces[:1], 0
    for char, words in zip(pieces[1::2], pieces[2::2], strict=True):
        if char in marks and depth == 0:
            parts.append(words)
            continue
        parts[-1] += char + words
        if char in _OPEN:
            depth += 1
        elif char not in marks:
            depth = max(0, depth - 1)
    return [part for part in parts if part.strip()]


def _by_blanks(text: str) -> list[str]:
    """Part at blanks where three words or more stand side by side that make no word together."""
    words = text.split()
    apart = len(words) >= 3 and all(3 <= len(word) <= 12 and "\u4e00" <= word[0] <= "\u9fff" for word in words)
    if apart and not any(is_broken_word(before, word) for before, word in pairwise(words)):
        return words
    return [text]


def _together(parts: list[str]) -> list[str]:
    """Put parts together again that are one element of the standards with its 、: 办理时间、地点."""
    whole: list[str] = []
    at = 0
    while at < len(parts):
        ends = range(min(len(parts), at + _MOST_TOGETHER), at + 1, -1)
        end = next((end for end in ends if _is_one(parts[at:end])), at + 1)
        whole.append("、".join(parts[at:end]))
        at = end
    return whole


def _is_one(parts: Sequence[str]) -> bool:
    """Whether parts are one element of the standards, and not each of them one itself."""
    return is_known_element("、".join(parts).rstrip("。")) and not all(map(is_known_element, parts))


def _by_commas(text: str) -> list[str]:
    """Part at commas where they stand like 、: three or more short words."""
    parts = _outside(text, "，,")
    short = len(parts) >= 3 and all(len(without_notes(part)) <= 12 for part in parts)
    return parts if short else [text]


def _depth(text: str) -> int:
    brackets = _BRACKETS.findall(text)
    return sum([1 if each in _OPEN else -1 for each in brackets]) if brackets else 0


def _cleaned(part: str) -> str:
    return _bared(joined(part))


def _bared(part: str) -> str:
    """Return a part on one line without marks at its ends, or the brackets of the one title that it is."""
    words = part.strip(_ENDS_AND_BULLETS)
    if words.startswith("《") and words.endswith("》") and words.count("《") == 1:
        words = words[1:-1]
    return words


def lines_of(text: str) -> Iterator[str]:
    """Yield the lines of a text that are no breaks inside a word."""
    yield from _whole_lines(text)
