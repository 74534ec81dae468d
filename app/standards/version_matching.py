"""Two versions of a field pack held against each other: what each item of the new one comes from, and what to ask.

A code is a hint, never a proof: what an item is called and consists of decides, and a code that was given to other
content carries nothing over. Whatever could as well be otherwise is not sure.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import chain, product

from app.standards.digest import STANDARD_ITEM_KEYS
from app.standards.item_groups import ItemGroups
from app.standards.item_likeness import ItemLikeness
from app.standards.models import Field, Item
from app.standards.version_changes import ChangeKind, ItemChange, VersionChange, alarm_of, why_of
from app.standards.worded_items import TITLES, Worded

_SAID_SAME, _SURE = 0.8, 0.65
"""How alike two items are that are the same beyond doubt: called the same, and called otherwise with the same code."""
_LIKE, _LIKE_OF_CODE, _WEAK = 0.5, 0.35, 0.25
"""How alike two are to be proposed as the same: with any code, with the same, and with it as a last resort."""
_OF_GROUP, _OF_GROUP_AND_CODE, _BEHIND = 0.3, 0.05, 0.33
"""The same for what is left of one group, there with the same code, and for a piece right behind the other piece."""
_CONSISTS = 0.6
"""How much of what an old item consists of has to be in a new one of its group to be proposed as the same."""
_LIKELY = 0.6
"""How alike two that are left are to be rather one another than pieces of others."""
_NEAR = 0.4
"""How alike a new item has to be to one that changed, and to nothing else, for another piece of it."""
_SAYS = 0.9
"""How much of an old item's name another new one's has to have for its code to say nothing."""
_UNLIKE, _FAR = 0.3, 0.1
"""Below this no old item, none that changed in its group, suggests that a new item comes from it."""
_RELATED = 0.2
"""How alike an old item of the group that nothing came from has to be to cast doubt on whether a match is all of it."""
_GIVES = 0.2
"""How much of what a new item has beyond where it comes from has to be in such an item, of any group, for the same."""
_OPENING = 4
"""How many letters such an item and a new one of its group have to open with alike for the same."""
_MARGIN, _MARGIN_OF_CODE = 0.15, 0.3
"""How much more alike a rival has to be to cast doubt on a match; on one of the same code."""
_WEIGHTIEST: tuple[ChangeKind, ...] = (
    *("split", "merged", "reused", "new", "recoded", "renamed", "reordered", "reworded", "unchanged"),
)

_Among = Callable[[Worded, Worded], bool]


def compare_versions(old: Field, new: Field) -> VersionChange:
    """Return what each item of a new version of a field comes from, and what of the old one is no more."""
    comparison = _Comparison(old.items, new.items)
    changes = tuple(comparison.changes())
    used = {code for change in changes for code in change.old}
    dropped = tuple(item.code for item in old.items if item.code not in used)
    return VersionChange(old.code, old.version, new.version, changes, dropped, alarm_of(old, changes, dropped))


class _Comparison:
    """Who of the new comes from whom of the old. By places: `_first` of a new one the old one it stands for, `_last`
    the other way round; `_whole` of a further piece what was split; `_joined` of a new one what else went into it."""

    def __init__(self, old: Sequence[Item], new: Sequence[Item]):
        self._old = [Worded(place, item) for place, item in enumerate(old)]
        self._new = [Worded(place, item) for place, item in enumerate(new)]
        self._codes = frozenset(item.code for item in old)
        self._likeness = ItemLikeness(self._old, self._new)
        self._groups = ItemGroups()
        self._first: dict[int, int] = {}
        self._last: dict[int, int] = {}
        self._whole: dict[int, int] = {}
        self._joined: dict[int, list[int]] = defaultdict(list)
        self._is_last = False
        self._match()

    def _match(self) -> None:
        self._same(lambda each: (each.path, each.item.digest))
        self._same(lambda each: (each.path, each.item.code))
        self._same(lambda each: each.path)
        self._same(lambda each: (each.own, each.item.code))
        self._same(lambda each: each.own)
        self._alike(_LIKE_OF_CODE, is_same_code=True)
        self._part()
        self._alike(_LIKE, is_same_code=False)
        self._part()
        self._alike(_WEAK, is_same_code=True)
        self._groups = ItemGroups([(self._old[o], self._new[n]) for n, o in self._first.items()])
        self._alike(_OF_GROUP, is_same_code=False, among=self._groups.is_same)
        self._part_near()
        self._consisting()
        self._is_last = True
        self._part()
        self._share_out()
        self._alike(_OF_GROUP_AND_CODE, is_same_code=True, among=self._groups.is_renamed)
        self._part()
        self._part_groups()
        self._part_behind()

    def _free_old(self) -> list[Worded]:
        joined = set(chain.from_iterable(self._joined.values()))
        return [each for each in self._old if each.place not in self._last and each.place not in joined]

    def _free_new(self) -> list[Worded]:
        return [each for each in self._new if each.place not in self._first and each.place not in self._whole]

    def _take(self, old: Worded, new: Worded) -> None:
        self._first[new.place] = old.place
        self._last[old.place] = new.place

    def _same(self, key: Callable[[Worded], object]) -> None:
        """Pair what has the same key and nothing else has."""
        here, there = defaultdict(list), defaultdict(list)
        for each in self._free_old():
            here[key(each)].append(each)
        for each in self._free_new():
            there[key(each)].append(each)
        for said, found in there.items():
            if len(found) == len(here[said]) == 1:
                self._take(here[said][0], found[0])

    def _alike(self, least: float, *, is_same_code: bool, among: _Among | None = None) -> None:
        """Pair what is left by likeness, the most alike first; the same code alone where something is far more alike
        gives way."""
        free_old, free_new = self._free_old(), self._free_new()
        best_old, best_new = self._nearest(free_old, free_new)
        pairs = []
        for old, new in self._possible(free_old, free_new, is_same_code=is_same_code):
            likeness = self._likeness.between(old, new)
            if likeness >= least and (among is None or among(old, new)):
                pairs.append((likeness, old, new))
        for likeness, old, new in sorted(pairs, key=lambda pair: (-pair[0], pair[1].place, pair[2].place)):
            if old.place in self._last or new.place in self._first:
                continue
            if is_same_code and self._is_said_by_another(old, new, likeness):
                continue
            margin = _MARGIN_OF_CODE if is_same_code else _MARGIN
            if likeness + margin >= max(best_old[old.place], best_new[new.place]):
                self._take(old, new)

    def _possible(
        self, free_old: Sequence[Worded], free_new: Sequence[Worded], *, is_same_code: bool
    ) -> Iterator[tuple[Worded, Worded]]:
        """Yield pairs of what is left: all, or those of one code."""
        if not is_same_code:
            yield from product(free_old, free_new)
            return
        of_code = {new.item.code: new for new in free_new}
        yield from ((old, of_code[old.item.code]) for old in free_old if old.item.code in of_code)

    def _nearest(
        self, free_old: Sequence[Worded], free_new: Sequence[Worded]
    ) -> tuple[dict[int, float], dict[int, float]]:
        """Return how alike to what is left on the other side each of what is left is at most, by places."""
        places = [new.place for new in free_new]
        rows = {old.place: [self._likeness.rows[old.place][place] for place in places] for old in free_old}
        best_new = map(max, zip(*rows.values(), strict=True)) if rows else [0.0] * len(places)
        return {old: max(row, default=0.0) for old, row in rows.items()}, dict(zip(places, best_new, strict=True))

    def _is_said_by_another(self, old: Worded, new: Worded, likeness: float) -> bool:
        """Whether another new item says in its name all that an old one is called, and the one of its code does not."""
        if likeness >= _SURE or self._likeness.says(new, old) >= _SAYS:
            return False
        return any(each is not new and self._likeness.says(each, old) >= _SAYS for each in self._new)

    def _consisting(self) -> None:
        """Pair what is left of a group by what it consists of."""
        pairs = [(old, new) for old in self._free_old() for new in self._free_new() if self._groups.is_akin(old, new)]
        found = [(self._likeness.consists(old, new), old, new) for old, new in pairs]
        for share, old, new in sorted(found, key=lambda each: (-each[0], each[2].place, each[1].place)):
            if share >= _CONSISTS and old.place not in self._last and new.place not in self._first:
                self._take(old, new)

    def _share_out(self) -> None:
        """Take several that are left of a group for pieces of an old item that has no heir, where each has some of its
        elements and together they have all."""
        for old in self._free_old():
            parts: dict[str, dict[int, list[Worded]]] = defaultdict(lambda: defaultdict(list))
            for new in self._free_new():
                for number, line in enumerate(old.item.values["elements"]):
                    if self._likeness.has_line(new, line):
                        parts[new.path[0]][number].append(new)
            for lines in parts.values():
                pieces = {each.place: each for found in lines.values() for each in found}
                is_shared = len(lines) == len(old.item.values["elements"]) and all(map(_is_one, lines.values()))
                if is_shared and len(pieces) > 1:
                    first, *others = sorted(pieces.values(), key=lambda new: -self._likeness.consists(old, new))
                    self._take(old, first)
                    self._whole.update((new.place, old.place) for new in others)
                    break

    def _part_groups(self) -> None:
        """Take what is left of a group for pieces of its one item, where that changed."""
        for new in self._free_new():
            wholes = [old for old in self._old if self._groups.is_same(old, new)]
            if len(wholes) == 1 and self._is_changed(wholes[0]):
                self._whole[new.place] = wholes[0].place

    def _part_behind(self) -> None:
        """Take what stands with a new code right behind what an item became, and is like either, for another piece."""
        for new in self._free_new():
            before = self._first.get(new.place - 1)
            if before is None or new.item.code in self._codes or not self._is_changed(self._old[before]):
                continue
            ahead = self._new[new.place - 1]
            near = max(self._likeness.of(each, new) for each in (ahead, self._old[before]))
            if ahead.path[0] == new.path[0] and near >= _BEHIND:
                self._whole[new.place] = before

    def _part_near(self) -> None:
        """Take what is like one changed item of its group, and like nothing else, for another piece of it."""
        for new in self._free_new():
            found = sorted(((self._likeness.between(old, new), -old.place) for old in self._old), reverse=True)[:2]
            likeness, place = found[0]
            old = self._old[-place]
            is_near = likeness >= _NEAR and likeness >= found[-1][0] + _MARGIN
            if is_near and old.place in self._last and self._is_changed(old) and self._groups.is_akin(old, new):
                self._whole[new.place] = old.place

    def _is_changed(self, old: Worded) -> bool:
        """Whether an item is no more what it was called."""
        return old.place not in self._last or self._new[self._last[old.place]].own != old.own

    def _part(self) -> None:
        """Find what an old item was split into beside the one that stands for it, and what was merged into a new."""
        of_none = self._with_likely_heirs()
        loose_new = [new for new in self._free_new() if new not in of_none]
        loose_old = [old for old in self._free_old() if old not in of_none]
        splits = self._pieces(loose_new, [(self._old[o], self._new[n]) for n, o in self._first.items()])
        merges = self._pieces(loose_old, [(self._new[n], self._old[o]) for n, o in self._first.items()])
        for piece, whole in splits:
            self._whole[piece.place] = whole.place
        for piece, whole in merges:
            self._joined[whole.place].append(piece.place)

    def _with_likely_heirs(self) -> set[Worded]:
        """Return what is left on either side and so like something left on the other that it hardly is a piece."""
        free_old, free_new = self._free_old(), self._free_new()
        best_old, best_new = self._nearest(free_old, free_new)
        return {each for each in free_old if best_old[each.place] >= _LIKELY} | {
            each for each in free_new if best_new[each.place] >= _LIKELY
        }

    def _pieces(
        self, loose: Sequence[Worded], wholes: Sequence[tuple[Worded, Worded]]
    ) -> Iterator[tuple[Worded, Worded]]:
        """Yield which loose item is a piece of which whole, given with its other piece."""
        # What says and consists of what it did has lost nothing.
        changed = [(whole, other) for whole, other in wholes if whole.own != other.own or whole.lines != other.lines]
        for piece in loose:
            found = [(self._belongs(piece, whole, other), whole.place, whole) for whole, other in changed]
            likeness, _, whole = max(found, key=lambda each: (each[0], -each[1]), default=(0.0, 0, piece))
            if likeness:
                yield piece, whole

    def _belongs(self, piece: Worded, whole: Worded, other: Worded) -> float:
        is_of_group = self._groups.is_akin(piece, whole) or self._groups.is_akin(whole, piece)
        return self._likeness.belongs(piece, whole, other, is_of_group=is_of_group, is_last=self._is_last)

    def changes(self) -> Iterator[ItemChange]:
        """Yield what became of each new item, in their order."""
        moved, split = self._moved(), set(self._whole.values())
        for new in self._new:
            origins = self._origins(new)
            kinds = _kinds(new, origins, self._codes, self._groups)
            kinds |= {"reordered"} if new.place in moved else set()
            kinds |= {"split"} if any(old.place in split for old in origins) else set()
            yield self._change(new, origins, [kind for kind in _WEIGHTIEST if kind in kinds] or ["unchanged"])

    def _change(self, new: Worded, origins: Sequence[Worded], kinds: Sequence[ChangeKind]) -> ItemChange:
        likeness = max((self._likeness.between(old, new) for old in origins), default=0.0)
        return ItemChange(
            new=new.item.code,
            old=tuple(old.item.code for old in origins),
            kind=kinds[0],
            also=tuple(kinds[1:]),
            likeness=round(min(likeness, 1.0), 2),
            why=why_of(new, origins, kinds[0]),
            is_sure=self._is_sure(new, origins, kinds[0]),
        )

    def _origins(self, new: Worded) -> list[Worded]:
        places = [self._first.get(new.place), self._whole.get(new.place), *self._joined.get(new.place, ())]
        return [self._old[place] for place in places if place is not None]

    def _is_sure(self, new: Worded, origins: Sequence[Worded], kind: ChangeKind) -> bool:
        if not origins:
            return self._is_plainly_new(new)
        old = origins[0]
        if kind == "merged" or new.place in self._whole or self._is_suspect(new, old):
            return False
        is_same_code = old.item.code == new.item.code
        if old.path == new.path:
            return is_same_code or self._likeness.between(old, new) >= _SAID_SAME
        is_of_group = self._groups.is_proven(old, new)
        if old.own == new.own and (is_of_group or self._is_only(old)):
            return is_same_code or is_of_group
        likeness = self._likeness.between(old, new)
        rivals = [each for each in self._old if each is not old and self._is_changed(each)]
        is_alone = all(likeness - self._likeness.between(each, new) >= _MARGIN for each in rivals)
        return kind != "split" and is_same_code and is_of_group and likeness >= _SURE and is_alone

    def _is_suspect(self, new: Worded, old: Worded | None) -> bool:
        """Whether an old item without an heir, or with one little like it, may have gone into a new one, beside another
        or as all of it."""
        left = [each for each in self._left if each is not old]
        is_same = old is not None and old.own == new.own
        gains = set(new.lines - old.lines) if old else set()
        akin = [each for each in left if self._groups.is_akin(each, new)]
        return (
            any(self._likeness.gives(each, new, old) >= _GIVES for each in left)
            or any(self._likeness.has_any(each, gains) for each in akin)
            or any(each.own[:_OPENING] == new.own[:_OPENING] for each in akin)
            or any(not is_same and self._likeness.between(each, new) >= _RELATED for each in akin)
        )

    @cached_property
    def _left(self) -> list[Worded]:
        """The old items without an heir, or with one little like them."""
        pairs = [(self._old[o], self._new[n]) for n, o in self._first.items()]
        return [*self._free_old(), *(old for old, new in pairs if self._likeness.between(old, new) < _LIKE)]

    def _is_plainly_new(self, new: Worded) -> bool:
        """Whether nothing suggests that an item was there before, or is of what its group had."""
        nearest = max((self._likeness.between(old, new) for old in self._old), default=0.0)
        changed = [old for old in self._old if self._is_changed(old) and self._groups.is_same(old, new)]
        became = [self._new[self._last[old.place]] for old in changed if old.place in self._last]
        near = max((self._likeness.of(each, new) for each in (*changed, *became)), default=0.0)
        is_left = any(old in changed or old.item.code == new.item.code for old in self._free_old())
        return nearest < _UNLIKE and near < _FAR and not is_left and not self._is_suspect(new, None)

    def _is_only(self, old: Worded) -> bool:
        """Whether nothing else in either version is called like an item."""
        return all(sum(each.own == old.own for each in side) == 1 for side in (self._old, self._new))

    def _moved(self) -> set[int]:
        """Return the places of new items that kept their codes but not their order: the fewest that explain it."""
        kept = [n for n, o in sorted(self._first.items()) if self._old[o].item.code == self._new[n].item.code]
        best: list[list[int]] = []
        for place in kept:
            longest: list[int] = max(
                (run for run in best if self._first[run[-1]] < self._first[place]), key=len, default=[]
            )
            best.append([*longest, place])
        longest_of_all: list[int] = max(best, key=len, default=[])
        return set(kept) - set(longest_of_all)


def _is_one(found: Sequence[Worded]) -> bool:
    return len(found) == 1


def _kinds(new: Worded, origins: Sequence[Worded], codes: frozenset[str], groups: ItemGroups) -> set[ChangeKind]:
    """Return what happened to an item beside being split, merged or moved in its group."""
    came = {old.item.code for old in origins}
    kinds: set[ChangeKind] = {"merged"} if len(origins) > 1 else set() if origins else {"new"}
    if new.item.code not in came and new.item.code in codes:
        kinds.add("reused")
    elif origins and new.item.code not in came:
        kinds.add("recoded")
    if not origins:
        return kinds
    old = origins[0]
    if old.own != new.own or groups.is_renamed(old, new):
        kinds.add("renamed")
    elif old.path[0] != new.path[0]:
        kinds.add("reordered")
    if _without_titles(old.item) != _without_titles(new.item):
        kinds.add("reworded")
    return kinds


def _without_titles(item: Item) -> dict[str, object]:
    return {key: value for key, value in item.values.items() if key in STANDARD_ITEM_KEYS and key not in TITLES}
