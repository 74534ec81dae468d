"""Two lists of named things held against each other: which are the same, renamed, split, merged, missing or new.

Names decide first, then what the things consist of; codes only where names do not contradict them. Each thing is given
away once, the same way each time. A match that could as well be another one is never sure.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import add, itemgetter
from typing import Literal

from msgspec import Struct

from app.made_once import MadeOnce
from app.standards.letter_pairs import pairs_of, shared

Kind = Literal["exact", "renamed", "split", "merged", "missing", "local"]

SAME_CONTENT, SAME_CODE, SAME_NAME, LIKE_NAME = "内容相同", "编号相同", "名称相同", "名称相近"
MORE_NAME, LIKE_PARTS = "名称多了或少了字", "内容相近"
SPLIT, MERGED = "一项拆成几项", "几项并成一项"
NOT_HERE, NOT_THERE = "这里还没有", "对方没有"

_LEAST, _SURE, _MARGIN = 0.5, 0.7, 0.08
_LEAST_OF_CODE = 0.4
_NAME_ALONE, _SAID_MORE, _LEAST_SAID = 0.72, 0.8, 4
"""How much a like name counts beside other contents; how alike one is that only says more, and its fewest letters."""
_MOST_CANDIDATES = 12
_FEW = 20
"""So many things may share two letters, or a tenth of all, for these to be looked for by them."""
_COMMON = 0.3
"""Share of all things above which two letters say nothing about which one it is."""
_CHINESE = re.compile("[\u4e00-\u9fff]*")
_SAYS_NOTHING = re.compile(r"[\W_]+")
_WITH_USUAL_MARKS = re.compile("[\u4e00-\u9fff（）、，。；：“”《》·\n ]*")
_USUAL_MARKS = str.maketrans("", "", "（）、，。；：“”《》·\n ")
_CONTAINED, _COVERED, _MORE = 0.75, 0.75, 0.15


class Named(Struct, frozen=True):
    """A thing in a list. `names`: from the widest to its own; `parts`: what it consists of, in words; `digest`: of all
    it says. Things of different `group` are never the same."""

    key: str
    names: tuple[str, ...]
    parts: tuple[str, ...] = ()
    code: str | None = None
    digest: str | None = None
    group: str = ""


class Match(Struct, frozen=True):
    """What became of things of ours in theirs: keys of both sides (one each but for split and merged, whose first is
    the most alike; none of theirs for missing, none of ours for local), how alike 0 to 1, and in a Chinese word how it
    was found. Not `is_sure`: to be asked about."""

    kind: Kind
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    likeness: float
    how: str
    is_sure: bool = True


def match(ours: Sequence[Named], theirs: Sequence[Named]) -> list[Match]:
    """Return what became of each thing: theirs in their order, then what they miss in our order."""
    groups: dict[str, tuple[list[Named], list[Named]]] = defaultdict(lambda: ([], []))
    for side, things in enumerate((ours, theirs)):
        for thing in things:
            groups[thing.group][side].append(thing)
    found = [each for mine, others in groups.values() for each in _Matching(mine, others).matches()]
    order = {thing.key: number for number, thing in enumerate(theirs)}
    behind = {thing.key: len(order) + number for number, thing in enumerate(ours)}
    return sorted(found, key=lambda each: order[each.theirs[0]] if each.theirs else behind[each.ours[0]])


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """Return a text without what people write differently: width, case, blanks, punctuation."""
    if _CHINESE.fullmatch(text):
        return text
    if _WITH_USUAL_MARKS.fullmatch(text):
        return text.translate(_USUAL_MARKS)
    return _SAYS_NOTHING.sub("", unicodedata.normalize("NFKC", text).casefold())


class _Thing:
    """A thing as it is compared."""

    def __init__(self, place: int, thing: Named):
        self.place = place
        self.key = thing.key
        self.code = thing.code
        self.digest = thing.digest
        names = [name for name in map(plain, thing.names) if name]
        self.path = tuple([name for number, name in enumerate(names) if not number or name != names[number - 1]])
        self.name = "".join(self.path)
        self.leaf = self.path[-1] if self.path else ""
        self._parts = thing.parts
        self.parts: frozenset[str] = frozenset()

    # Names and parts are mostly looked at once: to remember the pairs of each would cost more.

    @MadeOnce
    def name_grams(self) -> frozenset[str]:
        if len(self.leaf) < 2:
            return pairs_of(self.name)
        return self.leaf_grams.union(map(add, self.name, self.name[1 : len(self.name) - len(self.leaf) + 1]))

    @MadeOnce
    def leaf_grams(self) -> frozenset[str]:
        return pairs_of(self.leaf)

    @property
    def sizes(self) -> tuple[int, int, int]:
        """How many pairs of letters its own name, all its names and its parts have."""
        return len(self.leaf_grams), len(self.name_grams), len(self.parts)

    @MadeOnce
    def part_grams(self) -> frozenset[str]:
        found: set[str] = set()
        for text in map(plain, self._parts):
            found.update(map(add, text, text[1:]) if len(text) > 1 else text)
        return frozenset(found)


class _Pair(Struct, frozen=True):
    mine: int
    other: int
    likeness: float
    how: str


class _Matching:
    """One group of both lists; whoever is given away leaves `_mine` and `_others`."""

    def __init__(self, ours: Sequence[Named], theirs: Sequence[Named]):
        self._ours = [_Thing(place, each) for place, each in enumerate(ours)]
        self._theirs = [_Thing(place, each) for place, each in enumerate(theirs)]
        self._mine = dict.fromkeys(range(len(ours)))
        self._others = dict.fromkeys(range(len(theirs)))
        self._pairs: dict[int, tuple[_Pair, bool]] = {}

    def matches(self) -> Iterator[Match]:
        """Yield what became of each thing."""
        self._same(lambda thing: thing.digest and (thing.digest, thing.path), SAME_CONTENT)
        self._same(lambda thing: thing.path, SAME_NAME)
        self._tell_apart()
        self._same_code()
        splits: dict[int, tuple[int, ...]] = {}
        merges: dict[int, tuple[int, ...]] = {}
        self._add_namesakes(splits, self._others, self._theirs, self._matched_of_ours())
        self._add_namesakes(merges, self._mine, self._ours, self._matched_of_theirs(splits))
        self._give_away([], [place for pieces in splits.values() for place in pieces])
        self._give_away([place for pieces in merges.values() for place in pieces], [])
        self._alike()
        rest = {mine: other for mine, other in self._matched_of_ours().items() if mine not in splits}
        rest = {mine: other for mine, other in rest.items() if other not in merges}
        splits |= self._gathered(self._ours, self._theirs, rest)
        for whole, pieces in splits.items():
            self._give_away((whole,), pieces)
        rest = {other: mine for other, mine in self._matched_of_theirs(splits).items() if other not in merges}
        merges |= self._gathered(self._theirs, self._ours, rest)
        for whole, pieces in merges.items():
            self._give_away(pieces, (whole,))
        yield from self._told(splits, merges)

    def _matched_of_ours(self) -> dict[int, int]:
        return {pair.mine: pair.other for pair, _ in self._pairs.values()}

    def _matched_of_theirs(self, splits: Mapping[int, tuple[int, ...]]) -> dict[int, int]:
        return {pair.other: pair.mine for pair, _ in self._pairs.values() if pair.mine not in splits}

    @staticmethod
    def _add_namesakes(
        found: dict[int, tuple[int, ...]], loose: Iterable[int], things: Sequence[_Thing], matched: dict[int, int]
    ) -> None:
        """Add things of one list that are called like one that was matched, and were left over."""
        called = {things[piece].path: whole for whole, piece in matched.items()}
        namesakes: dict[int, list[int]] = defaultdict(list)
        for place in loose:
            whole = called.get(things[place].path)
            if whole is not None:
                namesakes[whole].append(place)
        found |= {whole: (matched[whole], *places) for whole, places in namesakes.items()}

    def _same(self, key: Callable[[_Thing], object], how: str) -> None:
        """Pair what has the same key; of several the most alike, in their order."""
        here: dict[object, list[int]] = defaultdict(list)
        there: dict[object, list[int]] = defaultdict(list)
        for places, things, found in ((self._mine, self._ours, here), (self._others, self._theirs, there)):
            for place in places:
                if said := key(things[place]):
                    found[said].append(place)
        for said, others in there.items():
            mine = here.get(said, [])
            if len(mine) == len(others) == 1:
                self._take(_Pair(mine[0], others[0], 1.0, how), is_sure=True)
            elif mine:
                self._take_best(mine, others, how)

    def _take_best(self, mine: Sequence[int], others: Sequence[int], how: str) -> None:
        ranked = sorted(
            (-shared(self._ours[a].part_grams, self._theirs[b].part_grams), abs(rank - other), a, b)
            for rank, a in enumerate(mine)
            for other, b in enumerate(others)
        )
        for _, _, a, b in ranked:
            if a in self._mine and b in self._others:
                self._take(_Pair(a, b, 1.0, how), is_sure=True)

    def _tell_apart(self) -> None:
        """Leave out of what things consist of what most of them share, where enough is left."""
        things = [*self._ours, *self._theirs]
        counts = Counter(chain.from_iterable(thing.part_grams for thing in things))
        most = max(6, _COMMON * len(things))
        common = {gram for gram, count in counts.items() if count > most}
        for thing in things:
            rare = thing.part_grams - common if common else thing.part_grams
            thing.parts = rare if len(rare) >= 4 else thing.part_grams

    def _same_code(self) -> None:
        coded = {self._ours[place].code: place for place in self._mine if self._ours[place].code}
        for other in list(self._others):
            place = coded.get(self._theirs[other].code)
            if place in self._mine and _likeness(self._ours[place], self._theirs[other])[0] >= _LEAST_OF_CODE:
                self._take(_Pair(place, other, 1.0, SAME_CODE), is_sure=True)

    def _alike(self) -> None:
        """Pair the rest by likeness, the most alike first; one with a rival nearly as good is not sure."""
        pairs = sorted(self._candidates(), key=lambda p: (-p.likeness, abs(p.mine - p.other), p.other, p.mine))
        of_mine: dict[int, list[_Pair]] = defaultdict(list)
        of_other: dict[int, list[_Pair]] = defaultdict(list)
        for pair in pairs:
            of_mine[pair.mine].append(pair)
            of_other[pair.other].append(pair)
        for pair in pairs:
            if pair.mine in self._mine and pair.other in self._others:
                rivals = [p for p in (*of_mine[pair.mine], *of_other[pair.other]) if p is not pair]
                nearest = max((p.likeness for p in rivals), default=0.0)
                is_sure = pair.likeness >= _SURE and pair.likeness - nearest >= _MARGIN and pair.how == LIKE_NAME
                self._take(pair, is_sure=is_sure)

    def _candidates(self) -> Iterator[_Pair]:
        index: dict[str, list[int]] = defaultdict(list)
        for place in self._mine:
            thing = self._ours[place]
            for gram in thing.name_grams | thing.parts:
                index[gram].append(place)
        most = max(_FEW, len(self._mine) // 10)
        telling = frozenset(gram for gram, places in index.items() if len(places) <= most)
        common = index.keys() - telling
        sizes = {place: self._ours[place].sizes for place in self._mine}
        near: dict[frozenset[str], list[tuple[int, int]]] = {}
        for other in self._others:
            thing = self._theirs[other]
            grams = thing.name_grams | thing.parts
            told = grams & telling
            if told not in near:  # where one thing stands many times, most of them share the same
                counts = sorted(Counter(chain.from_iterable(map(index.__getitem__, told))).items())
                near[told] = sorted(counts, key=itemgetter(1), reverse=True)[:_MOST_CANDIDATES]
            untold, own = len(grams & common) if common else 0, thing.sizes
            for place, count in near[told]:
                if _at_most(sizes[place], own, count + untold) < _LEAST:
                    continue
                likeness, how = _likeness(self._ours[place], thing, _LEAST)
                if likeness >= _LEAST:
                    yield _Pair(place, other, min(round(likeness, 2), 0.99), how)

    def _gathered(
        self, wholes: Sequence[_Thing], pieces: Sequence[_Thing], matched: dict[int, int]
    ) -> dict[int, tuple[int, ...]]:
        """Return the things of one list that several of the other, not yet given away, make up together."""
        loose = self._others if pieces is self._theirs else self._mine
        free = self._mine if wholes is self._ours else self._others
        found: dict[int, tuple[int, ...]] = {}
        taken: set[int] = set()
        index: dict[str, list[int]] = defaultdict(list)
        for place in loose:
            for gram in pieces[place].parts:
                index[gram].append(place)
        most = max(_FEW, len(loose) // 10)
        for whole in wholes:
            if not index or not (whole.place in free or whole.place in matched) or len(whole.parts) < 4:
                continue
            telling = (places for gram in whole.parts if len(places := index.get(gram, ())) <= most)
            near = {place for places in telling for place in places if place not in taken}
            fitting = sorted(place for place in near if _belongs(pieces[place], whole))
            first = matched.get(whole.place)
            together = fitting if first is None else [first, *fitting]
            if fitting and len(together) > 1 and _make_up(whole, [pieces[place] for place in together], first):
                found[whole.place] = tuple(
                    sorted(together, key=lambda place: (-_likeness(whole, pieces[place])[0], place))
                )
                taken.update(fitting)
        return found

    def _take(self, pair: _Pair, *, is_sure: bool) -> None:
        self._give_away((pair.mine,), (pair.other,))
        self._pairs[pair.other] = pair, is_sure

    def _give_away(self, mine: Iterable[int], others: Iterable[int]) -> None:
        for place in mine:
            self._mine.pop(place, None)
        for place in others:
            self._others.pop(place, None)

    def _told(self, splits: dict[int, tuple[int, ...]], merges: dict[int, tuple[int, ...]]) -> Iterator[Match]:
        ours, theirs = self._ours, self._theirs
        for whole, pieces in splits.items():
            alike = shared(ours[whole].parts, frozenset().union(*(theirs[place].parts for place in pieces)))
            yield Match("split", (ours[whole].key,), _keys(theirs, pieces), round(alike, 2), SPLIT, is_sure=False)
        for whole, pieces in merges.items():
            alike = shared(theirs[whole].parts, frozenset().union(*(ours[place].parts for place in pieces)))
            yield Match("merged", _keys(ours, pieces), (theirs[whole].key,), round(alike, 2), MERGED, is_sure=False)
        for pair, is_sure in self._pairs.values():
            if pair.mine not in splits and pair.other not in merges:
                kind: Kind = "exact" if pair.likeness == 1 else "renamed"
                yield Match(
                    kind, (ours[pair.mine].key,), (theirs[pair.other].key,), pair.likeness, pair.how, is_sure=is_sure
                )
        for place in self._others:
            yield Match("local", (), (theirs[place].key,), 0.0, NOT_HERE)
        for place in self._mine:
            yield Match("missing", (ours[place].key,), (), 0.0, NOT_THERE)


def _keys(things: Sequence[_Thing], places: Iterable[int]) -> tuple[str, ...]:
    return tuple(things[place].key for place in places)


def _likeness(mine: _Thing, other: _Thing, least: float = 0.0) -> tuple[float, str]:
    """Return how alike two things are and what of them is; 0 where they plainly are less alike than `least`."""
    own = 1.0 if mine.leaf == other.leaf else shared(mine.leaf_grams, other.leaf_grams)
    whole = shared(mine.name_grams, other.name_grams)
    likeness, how = _with_parts(mine, other, (whole + own) / 2, least)
    shorter, longer = (mine.leaf, other.leaf) if len(mine.leaf) <= len(other.leaf) else (other.leaf, mine.leaf)
    if likeness < _SURE and own < _SAID_MORE and len(shorter) >= _LEAST_SAID and shorter in longer:
        return _with_parts(mine, other, (whole + _SAID_MORE) / 2)[0], MORE_NAME
    return likeness, how


def _at_most(mine: tuple[int, int, int], other: tuple[int, int, int], shared: int) -> float:
    """Return what the likeness of two things of these `sizes` cannot exceed whose names and parts together have no
    more than so many pairs of letters in common."""
    (leaf, name, parts), (other_leaf, other_name, other_parts) = mine, other
    own = min(2 * shared / (leaf + other_leaf), 1.0) if leaf + other_leaf else 1.0
    if own < _SAID_MORE and (shared >= leaf or shared >= other_leaf):  # one may say the other and more
        own = _SAID_MORE
    likeness = (min(2 * shared / (name + other_name or 1), 1.0) + own) / 2
    if not (parts and other_parts):
        return likeness
    return max(
        0.6 * likeness + 0.4 * min(2 * shared / (parts + other_parts), 1.0),
        _NAME_ALONE * likeness,
    )


def _with_parts(mine: _Thing, other: _Thing, name: float, least: float = 0.0) -> tuple[float, str]:
    """Return how alike two things are whose names are as alike as `name`."""
    here, there = len(mine.parts), len(other.parts)
    if not (here and there):
        return name, LIKE_NAME
    # Other contents make a like name doubtful, not another one.
    by_name = _NAME_ALONE * name
    if by_name < least and 0.6 * name + 0.8 * min(here, there) / (here + there) < least:
        return 0.0, LIKE_PARTS
    parts = shared(mine.parts, other.parts)
    return max(0.6 * name + 0.4 * parts, by_name), LIKE_NAME if name >= _LEAST else LIKE_PARTS


def _belongs(piece: _Thing, whole: _Thing) -> bool:
    """Whether a thing looks like a piece of another: nearly all of it lies in that, and so does one of their names."""
    if not piece.parts or len(piece.parts & whole.parts) < _CONTAINED * len(piece.parts):
        return False
    fewer = min(len(piece.leaf_grams), len(whole.leaf_grams))
    names = len(piece.name_grams & whole.leaf_grams), len(whole.name_grams & piece.leaf_grams)
    return max(names) >= _CONTAINED * fewer > 0


def _make_up(whole: _Thing, pieces: Sequence[_Thing], first: int | None) -> bool:
    """Whether pieces make up a whole together; where the first was matched to it already, better than that alone."""
    covered = len(whole.parts & frozenset().union(*(piece.parts for piece in pieces))) / len(whole.parts)
    if covered < _COVERED:
        return False
    alone = len(whole.parts & pieces[0].parts) / len(whole.parts) if first is not None else 0.0
    return covered - alone >= _MORE
