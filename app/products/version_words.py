"""How the change of one element of a standard is told in a cell of the printed report."""

from collections.abc import Sequence

from app.drafting.version_report import ElementLine

UNTOUCHED = "照原来的标准"
"""Of what stands with us as the standard said it before."""
_LIST = 3
"""From so many members on a text is told as a list."""
_BEFORE = 20
"""Characters shown in front of where a long text changed."""
_LONGEST = 160
"""Characters of one text in a cell; who wants all of it looks at the entry."""


def changed_words(before: str, now: str) -> str:
    """What the standard said and says; of a list only what went and what came, of a long text the part that changed:
    cut at its end alone, neither would be seen."""
    was, stands = before.splitlines(), now.splitlines()
    if max(len(was), len(stands)) >= _LIST:
        told = [("去掉", [each for each in was if each not in stands])]
        told += [("加上", [each for each in stands if each not in was])]
        return "。".join(f"{what}：{_cut(_lines(lines))}" for what, lines in told if lines) or "顺序变了"
    skipped = max(_same(_plain(before), _plain(now)) - _BEFORE, 0) if max(len(before), len(now)) > _LONGEST else 0
    return f"{_cut(before, skipped)} → {_cut(now, skipped)}"


def own_words(line: ElementLine) -> str:
    """What our entry says: in full, or of a list how it differs from what the standard said before."""
    if line.ours == line.before:
        return UNTOUCHED
    is_list = len(line.ours.splitlines()) >= _LIST
    return f"比原来的标准{changed_words(line.before, line.ours)}" if is_list else _cut(line.ours)


def _same(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))


def _lines(lines: Sequence[str]) -> str:
    return "\n".join(lines)


def _plain(text: str) -> str:
    return "；".join(text.splitlines()) or "（空）"


def _cut(text: str, skipped: int = 0) -> str:
    plain = f"…{_plain(text)[skipped:]}" if skipped else _plain(text)
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"
