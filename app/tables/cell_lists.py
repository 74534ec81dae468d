"""A list in one cell: a line for each member, numbered where lines alone would not tell the members apart."""

import re
from collections.abc import Sequence

from app.standards.numerals import han_value

_HAN = "[一二三四五六七八九十]{1,3}"
_NUMBER = (
    r"(?:(?P<digits>\d{1,3})(?:[.．](?!\d)|[、)）])"
    rf"|[(（](?P<bracketed>\d{{1,3}}|{_HAN})[)）]|(?P<circled>[①-⑳])|(?P<han>{_HAN})、)"
)
_NUMBERED = re.compile(_NUMBER + r"[^\S\n]*")
_STARTS = re.compile(r"(?:^|(?<=\n)|(?<=[；;]))[^\S\n]*" + _NUMBER + r"[^\S\n]*")
_BULLET = re.compile(r"^\s*([●•·○◆■◇▪－—-])\s*")
_CLOSED = "；;"


def list_text(members: Sequence[str]) -> str:
    """Return members as lines; numbered where a reader would otherwise part them in other places."""
    plain = "\n".join(members)
    return plain if list_members(plain) == list(members) else numbered(members)


def numbered(members: Sequence[str]) -> str:
    """Return members as lines that begin with their numbers."""
    return "\n".join(f"{number}. {member}" for number, member in enumerate(members, start=1))


def list_members(text: str) -> list[str]:
    """Part a cell into members: by numbers that count from one, else by lines, else by ；; bullets are taken off."""
    stripped = text.strip()
    parts = _by_numbers(stripped) or [part for part in stripped.split("\n") if part.strip()]
    if len(parts) == 1 and not _NUMBERED.match(stripped):
        parts = re.split(f"[{_CLOSED}]", stripped)
    bullets = {match[1] if (match := _BULLET.match(part)) else None for part in parts}
    if len(bullets) == 1 and None not in bullets:
        parts = [_BULLET.sub("", part) for part in parts]
    return [member for part in parts if (member := _opened(part, len(parts)))]


def _by_numbers(text: str) -> list[str]:
    """Return the texts behind 1, 2, 3 … in order; none where the text does not begin with a one."""
    starts: list[re.Match[str]] = []
    for match in _STARTS.finditer(text):
        if _value(match) == len(starts) + 1 and (starts or match.start() == 0):
            starts.append(match)
    ends = [*(match.start() for match in starts[1:]), len(text)]
    return [text[match.end() : end] for match, end in zip(starts, ends, strict=bool(starts))]


def _value(match: re.Match[str]) -> int:
    said = match["digits"] or match["bracketed"] or match["han"]
    if said is None:
        return ord(match["circled"]) - ord("①") + 1
    return int(said) if said.isdecimal() else han_value(said)


def _opened(part: str, among: int) -> str:
    """Take off the mark with which lines of a list are closed."""
    return part.strip().rstrip(_CLOSED).rstrip() if among > 1 else part.strip()
