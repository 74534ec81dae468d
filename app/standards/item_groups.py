"""Groups of items in two versions of a field: which of the new one are what became of which of the old one."""

from collections import Counter
from collections.abc import Sequence

from app.standards.worded_items import Worded


class ItemGroups:
    """What is known of the groups from pairs of items, each an old one and what it became; nothing without any."""

    def __init__(self, pairs: Sequence[tuple[Worded, Worded]] = ()):
        self._renamed = _renamed(pairs)
        self._formed = _formed(pairs)

    def is_renamed(self, old: Worded, new: Worded) -> bool:
        """Whether the group of a new item is what became of the group of an old one, and is called otherwise."""
        return (old.path[0], new.path[0]) in self._renamed

    def is_same(self, old: Worded, new: Worded) -> bool:
        """Whether it is what became of it, however it is called."""
        return old.path[0] == new.path[0] or self.is_renamed(old, new)

    def is_proven(self, old: Worded, new: Worded) -> bool:
        """Whether it is what became of it beyond doubt: called the same, or more than one item went along."""
        return old.path[0] == new.path[0] or self._renamed.get((old.path[0], new.path[0]), 0) > 1

    def is_akin(self, old: Worded, new: Worded) -> bool:
        """The same, or whether it was formed from some of its items."""
        return self.is_same(old, new) or (old.path[0], new.path[0]) in self._formed


def _renamed(pairs: Sequence[tuple[Worded, Worded]]) -> dict[tuple[str, str], int]:
    """Return groups of the old version and what they are called now, most of the items of either being the other's, and
    how many are."""
    both = Counter((old.path[0], new.path[0]) for old, new in pairs)
    was, now = Counter(old.path[0] for old, _ in pairs), Counter(new.path[0] for _, new in pairs)
    return {
        (a, b): count
        for (a, b), count in both.items()
        if a not in now and b not in was and 2 * count > max(was[a], now[b])
    }


def _formed(pairs: Sequence[tuple[Worded, Worded]]) -> set[tuple[str, str]]:
    """Return groups of the old version and those that are new and have most of their items from there."""
    both = Counter((old.path[0], new.path[0]) for old, new in pairs)
    was, now = {old.path[0] for old, _ in pairs}, Counter(new.path[0] for _, new in pairs)
    return {(a, b) for (a, b), count in both.items() if b not in was and 2 * count > now[b]}
