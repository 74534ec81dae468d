"""What the words over a column say: the official heads, their synonyms, and words that only hint."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from app.standards.library import load_library
from app.standards.vocabulary import HeadHint
from app.standards.wildcards import wildcard_pattern
from app.tables.understanding.channels import channels_in
from app.tables.understanding.levels import levels_named
from app.tables.understanding.meanings import EXTRA, is_ticked, key_of, of_levels
from app.tables.understanding.own_heads import heads_of_own
from app.tables.understanding.words import comparable, joined, without_notes
from app.tables.words_in_force import remembered, vocabulary

HEAD = 0.8
"""From here on a word is a head by itself."""

LONGEST = 40
"""Longer texts, notes in brackets aside, are no heads."""

_ANSWER, _UNDER_ITS_OWN = 0.85, 0.97
"""How sure a head that names an answer is, by itself and under the head of the element."""

_LONGEST_ANSWER = 12
_OTHERS = ("其他", "其它")

# Words that stand over columns of other contents too: the content decides.
_WEAK: Mapping[str, float] = {"field": 0.7, "office": 0.75, "duration": 0.75, "publish_form": 0.8}
_EXTRAS = frozenset(
    {
        "basis_clause",
        "consult_phone",
        "content_standard",
        "duration",
        "duty",
        "five_open",
        "office",
        "publish_form",
        "remark",
        "site_column",
        "statutory_kind",
        "supervise_phone",
    }
)
# How often a page is renewed stands for the time of publishing only where no column tells that.
_RENEWED, _LATER = re.compile(r"更新"), 0.75
_NO_HEAD = re.compile("《|[■□☑☐√●]|[；;、\n].*[；;、\n].*[；;、\n]", re.DOTALL)
_LEVEL_NOTE = re.compile(r"\(第?([一二三])级(?:事项|目录|公开事项)?\)")


class Said(dict[str, float]):
    """The meanings that a head may have, with scores 0 to 1."""

    def add(self, meaning: str, score: float) -> None:
        """Keep the better of two scores."""
        if score > self.get(meaning, 0.0):
            self[meaning] = score

    @property
    def best(self) -> float:
        """The highest score, 0 for a head that says nothing."""
        return max(self.values(), default=0.0)


@remembered(10_000)
def read_head(own: str, group: str = "") -> Said:
    """Return what a column's head may mean: its own words, read under the merged head above it."""
    said = Said()
    if not own:
        return read_head(group) if group else said
    over = {key for key, score in read_head(group).items() if score >= HEAD * 0.9} if group and group != own else set()
    for meaning, score in (*_own_meanings(own), *_hinted(own, over)):
        said.add(meaning, score)
    tells_how = any(key_of(meaning) == "mode" for meaning in said)
    for meaning in _answers(own, over):
        # 公开形式 stands over channels, and over 主动 and 依申请 too.
        if tells_how and key_of(meaning) == "channels":
            continue
        said.add(meaning, _UNDER_ITS_OWN if key_of(meaning) in over else _ANSWER)
    for meaning in over - {"item"} if not said else ():
        said.add(meaning, 0.5)
    return said


@remembered(10_000)
def is_head(text: str) -> bool:
    """Whether a text by itself reads as a head."""
    return len(without_notes(text)) <= LONGEST and read_head(text).best >= HEAD * 0.9


def is_content(text: str) -> bool:
    """Whether a look tells that a text stands below heads: it is long, and cites laws, ticks boxes or lists things."""
    return len(text) > LONGEST and _NO_HEAD.search(text) is not None


def head_text(own: str, group: str) -> str:
    """Return a head as people would say it: its own words, else those of the merged head above."""
    return joined(own) or joined(group)


def _own_meanings(own: str) -> Iterator[tuple[str, float]]:
    for bare, worth in ((comparable(own), 1.0), (without_notes(own), 0.98)):
        for key in _words().get(bare, ()):
            yield (EXTRA if key in _EXTRAS else key), _WEAK.get(key, _LATER if _RENEWED.search(bare) else worth)
            if key == "office":
                yield "publisher", 0.7
            if key == "publish_form":
                yield "channels", 0.7
    told = _LEVEL_NOTE.search(comparable(own))
    if told:
        yield f"level{'一二三'.index(told[1]) + 1}", 0.9


def _hinted(own: str, over: set[str]) -> Iterator[tuple[str, float]]:
    """Yield what words in a head hint at. Of several under the same head, or for answers of one element, the first
    that fits counts; the fewer other words stand beside an element's own, the surer."""
    bare = without_notes(own)
    met: set[object] = set()
    for hint, pattern in _hints() if len(bare) <= LONGEST else ():
        is_answer = is_ticked(hint.means)
        slot = hint.under or (key_of(hint.means) if is_answer else None)
        if slot in met or not _stands_under(hint, over) or (is_answer and len(bare) > _LONGEST_ANSWER):
            continue
        if pattern.search(bare):
            met |= {slot} if slot else set()
            if is_answer and not hint.under:
                yield hint.means, _UNDER_ITS_OWN if key_of(hint.means) in over else hint.score
            elif hint.under:
                yield hint.means, hint.score
            else:
                yield hint.means, hint.score * min(1.0, 0.75 + 2.0 / max(len(bare), 1))


def _stands_under(hint: HeadHint, over: set[str]) -> bool:
    return not hint.under or not over.isdisjoint(hint.under) or ("" in hint.under and not over)


def _answers(own: str, over: set[str]) -> Iterator[str]:
    """Yield the answers that a column under such words ticks."""
    bare = without_notes(own)
    levels = levels_named(own) or levels_named(bare)
    if levels and (bare.endswith("级") or "levels" in over or not over):
        yield of_levels(levels)
    if bare in _channel_words() and (not over or "channels" in over):
        yield f"channels:{_channel_words()[bare]}"
    elif "channels" in over and bare in _OTHERS:
        yield "channels:其他"
    elif "channels" in over:
        yield from (f"channels:{name}" for name in _local_channels(own))


def _local_channels(own: str) -> tuple[str, ...]:
    """Return the one channel that a head under the channels names in local words; () for 其他 and for several."""
    names = channels_in(own)[0]
    is_one = len(names) == 1 and not re.match("其[他它]", comparable(own)) and not re.search(r"[:+]", names[0])
    return names if is_one else ()


@lru_cache(maxsize=1)
def _hints() -> tuple[tuple[HeadHint, re.Pattern[str]], ...]:
    return tuple((hint, wildcard_pattern(hint.words)) for hint in load_library().vocabulary.head_hints)


@remembered(1)
def _words() -> dict[str, tuple[str, ...]]:
    """Return the heads of real tables in comparable form, with what each may mean; those of checklists of a place's
    own, where no other has them."""
    meant: dict[str, tuple[str, ...]] = {}
    for word in vocabulary().headers:
        bare = comparable(word.text)
        meant[bare] = (*meant.get(bare, ()), str(word.canonical))
    for own in heads_of_own():
        for head, meaning in own.meanings.items():
            meant.setdefault(head, (meaning,))
    return meant


@remembered(1)
def _channel_words() -> dict[str, str]:
    words = vocabulary()
    known = {comparable(word.text): str(word.canonical) for word in words.channels if not word.keep_as_other}
    return known | {comparable(name): name for name in words.channels_canonical}
