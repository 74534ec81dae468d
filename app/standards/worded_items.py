"""Items of a field as they are compared: what they are called and consist of in letters, and what letters say."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from math import log

from app.standards.letter_pairs import letter_pairs
from app.standards.matching import plain
from app.standards.models import Item

_LISTED = re.compile(r"[、，；（）()]")
UNIT = 1 << 40
TITLES = ("level1", "level2", "level3")


class Worded:
    """An item in its place. `path`: its titles, the widest being its group; `own`: without the group; `lines`: its
    elements."""

    def __init__(self, place: int, item: Item):
        self.place = place
        self.item = item
        names = [plain(item.values[key]) for key in TITLES if item.values.get(key)]
        self.path = tuple(names)
        self.own = "".join(names[1:]) or names[0]
        self.lines = frozenset(map(plain, item.values["elements"]))

    @cached_property
    def name_pairs(self) -> frozenset[str]:
        """The pairs of letters of its own name."""
        return letter_pairs(self.own)

    @cached_property
    def said(self) -> frozenset[str]:
        """The letters and pairs of letters of its own name."""
        return self.name_pairs | frozenset(self.own)

    @cached_property
    def path_pairs(self) -> frozenset[str]:
        """Those of all its titles."""
        return letter_pairs("".join(self.path))

    @cached_property
    def line_pairs(self) -> frozenset[str]:
        """Those of its elements, none across what is listed in one."""
        return frozenset().union(*map(line_pairs, self.item.values["elements"]))


def line_pairs(line: str) -> frozenset[str]:
    """Return the pairs of letters of an element, none across what it lists."""
    return frozenset().union(*(letter_pairs(plain(part)) for part in _LISTED.split(line)))


def weights_of(items: Sequence[Worded]) -> dict[str, int]:
    """Return how much each pair of letters says: the fewer items have it, the more; in whole `UNIT`s, so that sums do
    not depend on the order of what is summed."""
    counts = Counter(chain.from_iterable(each.path_pairs | each.line_pairs | each.said for each in items))
    return {pair: round(UNIT * log(1 + len(items) / count)) for pair, count in counts.items()}
