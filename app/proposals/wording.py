"""Which words of two texts differ: what is shown bold where one version stands beside another."""

import re
from difflib import SequenceMatcher

Spans = tuple[tuple[int, int], ...]
"""(start, length) in characters, in order and not touching each other."""

# A number stays together with what it counts: 5个工作日 against 7个工作日 differs as a whole.
_WORD = re.compile(r"\d+(?:[.:]\d+)*(?:个?(?:工作日|自然日|月|日|天|年|周|小时))?|[A-Za-z]+|[\s\S]")
_FEWEST_ALIKE = 2
"""Fewer characters alike between two differences are no island worth reading: the whole stretch differs."""
_MOST_COMPARED = 4_000_000
"""Word pairs; beyond it everything between the common beginning and end counts as different."""


def differing_spans(mine: str, other: str) -> Spans:
    """Return the stretches of `mine` that `other` does not have; nothing where the texts are equal."""
    words, others = _WORD.findall(mine), _WORD.findall(other)
    before = _alike(words, others)
    after = _alike(words[before:][::-1], others[before:][::-1])
    middle, other_middle = words[before : len(words) - after], others[before : len(others) - after]
    start = sum(map(len, words[:before]))
    if len(middle) * len(other_middle) > _MOST_COMPARED:
        return ((start, sum(map(len, middle))),)
    return _joined(_changed(middle, other_middle, start))


def differing_members(mine: str, other: str, separator: str) -> Spans:
    """Return the stretches of `mine` that are members of it and not of `other`; both are lists written as text."""
    others, start, found = set(other.split(separator)), 0, []
    for member in mine.split(separator):
        if member and member not in others:
            found.append((start, len(member)))
        start += len(member) + len(separator)
    return tuple(found)


def _alike(words: list[str], others: list[str]) -> int:
    """Count the words at the beginning that are the same."""
    count = 0
    for word, other in zip(words, others, strict=False):
        if word != other:
            break
        count += 1
    return count


def _changed(words: list[str], others: list[str], start: int) -> list[tuple[int, int]]:
    ends = [start]
    for word in words:
        ends.append(ends[-1] + len(word))
    found = SequenceMatcher(None, words, others, autojunk=False).get_opcodes()
    changed = [tag in ("replace", "delete") for tag, *_ in found]

    def is_island(place: int) -> bool:
        """What only the other text has marks nothing here, yet it parts too: 民 in 民政办公室 and 便民中心."""
        _, a, b, _, _ = found[place]
        is_inside = 0 < place < len(found) - 1
        return is_inside and ends[b] - ends[a] < _FEWEST_ALIKE and (changed[place - 1] or changed[place + 1])

    return [(ends[a], ends[b]) for place, (_, a, b, _, _) in enumerate(found) if changed[place] or is_island(place)]


def _joined(stretches: list[tuple[int, int]]) -> Spans:
    """Join stretches with next to nothing between them; give starts and lengths."""
    joined: list[tuple[int, int]] = []
    for start, end in stretches:
        if joined and start - joined[-1][1] < _FEWEST_ALIKE:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple((start, end - start) for start, end in joined)
