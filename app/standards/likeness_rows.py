"""What each item of one version has in common with all items of the other, found by what they say, not pair by pair."""

from array import array
from collections.abc import Callable, Mapping, Sequence

from app.standards.worded_items import Worded

Said = Callable[[Worded], frozenset[str]]


class SharedWeights:
    """How much of what items say is said by others too. `said`: what counts of an item; `weights`: how much each pair
    of letters says, whole numbers, so that no sum depends on its order."""

    def __init__(self, items: Sequence[Worded], others: Sequence[Worded], said: Said, weights: Mapping[str, int]):
        self._weights = weights
        self._said = said
        self._others = len(others)
        wanted = frozenset().union(*map(said, items)) if items else frozenset()
        having: dict[str, list[int]] = {pair: [] for pair in wanted}
        for place, other in enumerate(others):
            for pair in said(other) & wanted:
                having[pair].append(place)
        # Of what most have, those are remembered that do not.
        self._missing = {pair: self._without(found) for pair, found in having.items() if 2 * len(found) > self._others}
        self._having = {pair: found for pair, found in having.items() if pair not in self._missing}

    def of(self, item: Worded) -> "array[int]":
        """Return how much of what an item says each of the others says, in their order."""
        common = 0
        changes: list[tuple[int, list[int]]] = []
        for pair in self._said(item):
            weight = self._weights[pair]
            if pair in self._missing:
                common += weight
                changes.append((-weight, self._missing[pair]))
            else:
                changes.append((weight, self._having[pair]))
        row = array("q", [common]) * self._others
        for weight, places in changes:
            for place in places:
                row[place] += weight
        return row

    def _without(self, places: Sequence[int]) -> list[int]:
        found = set(places)
        return [place for place in range(self._others) if place not in found]
