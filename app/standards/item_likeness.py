"""How alike items of two versions of a field are, and how well one goes into another as a piece of it."""

from array import array
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from math import log

from app.standards.letter_pairs import shared
from app.standards.likeness_rows import SharedWeights
from app.standards.worded_items import UNIT, Worded, line_pairs, weights_of

_FIT, _COVER, _OWN = 0.55, 0.25, 0.5
"""Shares of a piece that lie in its whole, of what the other piece left that lie in it, or of what it has beyond the
other piece that the whole had too."""
_NARROWER, _OF_LINES = 0.8, 0.6
"""Shares of a whole's name in a piece that says more of it; of what was lost of its elements in a piece."""
_OF_NAME, _OF_PIECE = 0.45, 0.4
"""Share of what was lost of a whole's name in a piece that lies in it to this share."""
_COMMON = 0.3
"""Share of all items above which what they consist of says nothing about which one it is."""
_FEW = 3
_SHORT = 5
"""Letters of a name that many others have in their order, with something put in."""


class ItemLikeness:
    """Of the items of both versions, by what their words say among them all."""

    def __init__(self, old: Sequence[Worded], new: Sequence[Worded]):
        self._old, self._new = old, new
        self._weights = weights_of([*old, *new])
        self._telling = frozenset(
            pair for pair, weight in self._weights.items() if weight >= round(UNIT * log(1 + 1 / _COMMON))
        )

    @cached_property
    def rows(self) -> "list[array[float]]":
        """How alike each old item is to each new one, by their places."""
        said, path, lines = ((lambda item, key=key: getattr(item, key)) for key in ("said", "path_pairs", "line_pairs"))
        kinds = (said, path, lambda item: lines(item) & self._telling)
        found = [SharedWeights(self._old, self._new, kind, self._weights) for kind in kinds]
        weighed = [[self.weigh(kind(each)) for each in self._new] for kind in kinds]
        few = [len(kinds[2](each)) < _FEW for each in self._new]
        rows = []
        for old in self._old:
            own, whole, line = (self.weigh(kind(old)) for kind in kinds)
            has_few = len(kinds[2](old)) < _FEW
            row = array("d", bytes(8 * len(self._new)))
            for place, shares in enumerate(zip(*(each.of(old) for each in found), *weighed, few, strict=True)):
                of_own, of_path, of_lines, new_own, new_path, new_lines, is_few = shares
                named = (2 * of_own / (own + new_own) + 2 * of_path / (whole + new_path)) / 2
                if has_few or is_few:
                    row[place] = named
                else:
                    row[place] = max(0.75 * named + 0.25 * (2 * of_lines / (line + new_lines)), 0.85 * named)
            rows.append(row)
        return rows

    def between(self, old: Worded, new: Worded) -> float:
        """Return how alike an item of the old version and one of the new are, as `of` does."""
        return self.rows[old.place][new.place]

    def of(self, old: Worded, new: Worded) -> float:
        """Return how alike two items are, 0 to 1: by their names, and by what they consist of where that says much."""
        own = shared(old.said, new.said, self.weigh)
        path = shared(old.path_pairs, new.path_pairs, self.weigh)
        named = (own + path) / 2
        if min(len(old.line_pairs & self._telling), len(new.line_pairs & self._telling)) < _FEW:
            return named
        lines = shared(old.line_pairs & self._telling, new.line_pairs & self._telling, self.weigh)
        return max(0.75 * named + 0.25 * lines, 0.85 * named)

    def weigh(self, pairs: Iterable[str]) -> int:
        """Return how much letters and pairs of letters say."""
        return sum(map(self._weights.__getitem__, pairs))

    def belongs(self, piece: Worded, whole: Worded, other: Worded, *, is_of_group: bool, is_last: bool) -> float:
        """Return how well a piece goes into a whole beside the other piece; 0 where it does not. `is_last`: what the
        other left of the whole's name may be enough."""
        named = self._fills(piece.said, whole.said, other.said)
        if self._is_narrower(piece, whole) and self._is_narrower(other, whole) and whole.own != other.own:
            named = max(named, shared(piece.name_pairs, whole.name_pairs, self.weigh))
        if not is_of_group:
            return named
        lost = (whole.line_pairs - other.line_pairs) & self._telling
        lined = self._fills(*(each.line_pairs & self._telling for each in (piece, whole, other)))
        of_lines = self._share(lost, piece.line_pairs | piece.name_pairs) if len(lost) >= _FEW else 0.0
        beyond = whole.said - other.said
        is_fit = is_last and len(beyond) > _FEW and self._share(piece.said, whole.said) >= _OF_PIECE
        of_name = self._share(beyond, piece.said) if is_fit else 0.0
        found = [(of_lines, _OF_LINES), (of_name, _OF_NAME), (self._share(piece.name_pairs, lost), _NARROWER)]
        return max(named, lined, *(share for share, least in found if share >= least), 0.0)

    def consists(self, old: Worded, new: Worded) -> float:
        """Return how much of what an old item consists of is in a new one, 0 to 1."""
        lines = old.line_pairs & self._telling
        return self._share(lines, new.line_pairs | new.name_pairs) if len(lines) >= _FEW else 0.0

    def says(self, item: Worded, other: Worded) -> float:
        """Return how much of another's own name is in that of an item, 0 to 1."""
        return self._share(other.said, item.said)

    def gives(self, old: Worded, new: Worded, other: Worded | None) -> float:
        """Return how much of what a new item says beyond another old one is in an old item, 0 to 1."""
        known = other.line_pairs | other.name_pairs if other else frozenset()
        beyond = ((new.line_pairs | new.name_pairs) - known) & self._telling
        found = beyond & (old.line_pairs | old.name_pairs)
        return self._share(beyond, found) if len(found) >= _FEW else 0.0

    def has_line(self, item: Worded, line: str) -> bool:
        """Whether an item says in its name or elements what one element of another says."""
        pairs = line_pairs(line) & self._telling
        return len(pairs) >= _FEW and self._share(pairs, item.line_pairs | item.name_pairs) >= _OF_LINES

    def has_any(self, item: Worded, lines: Collection[str]) -> bool:
        """Whether an item says in its name or elements one of some elements, were it in words that many have."""
        pairs = item.line_pairs | item.name_pairs
        return any(self._share(line_pairs(line) & self._weights.keys(), pairs) >= _OF_LINES for line in lines)

    def _share(self, some: frozenset[str], others: frozenset[str]) -> float:
        """Return how much of some pairs is among others, 0 to 1."""
        return self.weigh(some & others) / (self.weigh(some) or 1.0)

    def _fills(self, piece: frozenset[str], whole: frozenset[str], other: frozenset[str]) -> float:
        lost = whole - other
        if not lost or not piece:
            return 0.0
        fit = self.weigh(piece & whole) / self.weigh(piece)
        gone = {each for each in lost if len(each) == 1} or lost
        cover = self.weigh(piece & gone) / self.weigh(gone)
        beyond = self.weigh(piece & lost) / (self.weigh(piece - other) or 1.0)
        return fit if fit >= _FIT and (cover >= _COVER or beyond >= _OWN) else 0.0

    def _is_narrower(self, piece: Worded, whole: Worded) -> bool:
        if len(whole.own) > _SHORT and _is_within(whole.own, piece.own):
            return True
        return self.weigh(piece.name_pairs & whole.name_pairs) >= _NARROWER * self.weigh(whole.name_pairs)


def _is_within(text: str, longer: str) -> bool:
    """Whether a text is another with something put in, its letters in their order."""
    letters = iter(longer)
    return all(letter in letters for letter in text)
