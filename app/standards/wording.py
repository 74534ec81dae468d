"""Words that should not stand in what an office publishes: names that no longer hold, slips of the pen, words typed
twice. The words are data (`resources/words/wording.yaml`); here they are found in a text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from app.standards.records import Evidence, Record

_TITLES = re.compile("《[^《》]*》")
_PAIR = re.compile(r"([\u4e00-\u9fff]{2,4})\1+")
# Beside Chinese on one side, where a number stands on the other.
_HALF_WIDTH = re.compile(
    r"(?<=[\u4e00-\u9fff])[,;:?!](?=[\u4e00-\u9fff\d])|(?<=\d)[,;](?=[\u4e00-\u9fff])"
    r"|(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff]|$)"
)
# Both of a pair or neither: beside Chinese, or around it.
_BRACKETS = re.compile(r"(?<=[\u4e00-\u9fff])[(（][^()（）]*[)）]|[(（][^()（）]*[\u4e00-\u9fff][^()（）]*[)）]")
_HALF_WIDTH_BRACKET = re.compile("[()]")
# “原县扶贫办” says itself that it is gone; 原则上由… and places such as 太原 do not.
_SAID_TO_BE_FORMER = re.compile("(?<![草平太中高固还])原(?![则件因有始告来本])[\u4e00-\u9fff]{0,5}$")
_FULL_WIDTH = str.maketrans(",;:?!.()", "，；：？！。（）")


class FormerName(Record):
    """What an organ or a system was called (`texts`) and is called `now`, `since` when and by which `source`.

    `unless`: longer words in which it is no such name. `replace`: whether `now` can simply take its place.
    """

    texts: tuple[str, ...]
    now: str
    since: str
    source: str
    evidence: Evidence
    unless: tuple[str, ...] = ()
    replace: bool = True


class WrongWord(Record):
    """A word commonly written wrongly; `hint`: official style rather than a mistake."""

    wrong: str
    right: str
    unless: tuple[str, ...] = ()
    hint: bool = False
    note: str | None = None


class DoubledWords(Record):
    """`single`: characters that are never written twice in a row, but for the words in `unless`; words of two to four
    characters are not either, but for `pairs_unless`."""

    single: str
    unless: tuple[str, ...] = ()
    pairs_unless: tuple[str, ...] = ()


class WordingLists(Record):
    """All of `resources/words/wording.yaml`."""

    former_names: tuple[FormerName, ...]
    wrong_words: tuple[WrongWord, ...]
    doubled: DoubledWords


class Met(NamedTuple):
    """A word met in a text: where it begins and ends, and what should stand there."""

    start: int
    end: int
    right: str


class Wording:
    """The lists, ready for finding their words; titles of documents (《》) are left as they are."""

    def __init__(self, lists: WordingLists):
        self.former_names = {text: name for name in lists.former_names for text in name.texts}
        self.wrong_words = {word.wrong: word for word in lists.wrong_words}
        self._former = _any_of(self.former_names)
        self._wrong = _any_of(self.wrong_words)
        self._single = re.compile(f"({_any_of(lists.doubled.single).pattern})\\1+")
        self._doubled = lists.doubled

    def former_in(self, text: str) -> list[tuple[Met, FormerName]]:
        """Return the names in a text that no longer hold, in order."""
        found = ((match, self.former_names[match[0]]) for match in _outside_titles(self._former, text))
        return [
            (Met(*at.span(), name.now), name)
            for at, name in found
            if not _is_part(text, at, name.unless) and not _SAID_TO_BE_FORMER.search(text, 0, at.start())
        ]

    def wrong_in(self, text: str) -> list[tuple[Met, WrongWord]]:
        """Return the words in a text that are written wrongly, in order."""
        found = ((match, self.wrong_words[match[0]]) for match in _outside_titles(self._wrong, text))
        return [
            (Met(*match.span(), word.right), word) for match, word in found if not _is_part(text, match, word.unless)
        ]

    def doubled_in(self, text: str) -> list[Met]:
        """Return what was typed twice in a row, in order."""
        single = (m for m in self._single.finditer(text) if not _is_part(text, m, self._doubled.unless))
        pairs = (m for m in _PAIR.finditer(text) if m[0] not in self._doubled.pairs_unless and len(set(m[1])) > 1)
        return sorted(Met(*match.span(), match[1]) for match in (*single, *pairs))

    def half_width_in(self, text: str) -> list[Met]:
        """Return the half-width marks between Chinese characters, in order."""
        pairs = (match.span() for match in _BRACKETS.finditer(text))
        brackets = (each for pair in pairs for each in _HALF_WIDTH_BRACKET.finditer(text, *pair))
        found = (*_HALF_WIDTH.finditer(text), *brackets)
        return sorted(Met(*match.span(), match[0].translate(_FULL_WIDTH)) for match in found)


def put_right(text: str, met: Iterable[Met]) -> str:
    """Return the text with what was met written as it should be."""
    for each in sorted(met, reverse=True):
        text = text[: each.start] + each.right + text[each.end :]
    return text


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds these words as they are written; of no words it finds nothing."""
    # The longest word that fits is the one that is meant.
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first)) or "(?!)")


def _outside_titles(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    found = list(pattern.finditer(text))
    if not found:
        return
    titles = [match.span() for match in _TITLES.finditer(text)]
    yield from (m for m in found if not any(start < m.start() < end for start, end in titles))


def _is_part(text: str, match: re.Match[str], longer: Sequence[str]) -> bool:
    """Say whether what was met only stands within a longer word that is right."""
    start, word = match.start(), match[0]
    for each in longer:
        inside = each.find(word)
        while inside >= 0:
            if text.startswith(each, max(start - inside, 0)) and start >= inside:
                return True
            inside = each.find(word, inside + 1)
    return False
