"""The changed packs are sound themselves: every item is named once, and what the truth says has really happened."""

from collections import Counter
from typing import get_args

import pytest

from tests.changed_packs import ChangedPack, Kind, Truth, changed_packs

_LEVELS = ("level1", "level2", "level3")


@pytest.fixture(scope="module")
def packs() -> list[ChangedPack]:
    return list(changed_packs())


def _rows(packs: list[ChangedPack]) -> list[tuple[ChangedPack, Truth]]:
    return [(pack, row) for pack in packs for row in pack.truth]


def test_there_are_ten_packs_of_enough_changes(packs: list[ChangedPack]) -> None:
    counts = Counter(row.kind for _, row in _rows(packs))
    assert [pack.new.code for pack in packs] == ["03", "05", "09", "10", "17", "19", "20", "21", "26", "32"]
    assert all(pack.old.code == pack.new.code and pack.new.version.startswith("2027.") for pack in packs)
    assert counts.total() - counts["unchanged"] >= 300
    assert min(counts[kind] for kind in get_args(Kind)) >= 10


def test_each_item_is_named_once_but_for_the_one_that_was_split(packs: list[ChangedPack]) -> None:
    for pack in packs:
        assert Counter(row.new for row in pack.truth if row.new) == Counter(pack.new_items().keys())
        named = Counter(code for row in pack.truth if row.kind != "split" for code in row.old)
        parts = Counter(code for row in pack.truth if row.kind == "split" for code in row.old)
        assert set(named.values()) <= {1}
        assert min(parts.values(), default=2) >= 2
        assert not named.keys() & parts.keys()
        assert named.keys() | parts.keys() == pack.old_items().keys()


def test_what_the_truth_says_has_happened(packs: list[ChangedPack]) -> None:
    assert [row for pack, row in _rows(packs) if not _holds(pack, row)] == []
    assert all(row.remark for _, row in _rows(packs))
    assert all(row.kind not in row.also for _, row in _rows(packs))


def test_nothing_has_happened_that_the_truth_leaves_out(packs: list[ChangedPack]) -> None:
    told: tuple[Kind, ...] = ("reused", "recoded", "reworded")
    single = [(pack, row) for pack, row in _rows(packs) if row.new and len(row.old) == 1]
    assert [
        (row.new, kind)
        for pack, row in single
        for kind in told
        if _happened(pack, row, kind) and kind not in (row.kind, *row.also)
    ] == []


def _holds(pack: ChangedPack, row: Truth) -> bool:
    numbers = {"merged": (True, len(row.old) > 1), "dropped": (False, len(row.old) == 1), "new": (True, not row.old)}
    if row.kind == "reused":
        sizes = (row.new is not None, len(row.old) < 2)
    else:
        sizes = numbers.get(row.kind, (True, len(row.old) == 1))
    return (row.new is not None, True) == sizes and all(_happened(pack, row, kind) for kind in (row.kind, *row.also))


def _happened(pack: ChangedPack, row: Truth, kind: Kind) -> bool:
    old, new = pack.old_items(), pack.new_items()
    if kind in ("split", "merged", "dropped"):
        return True
    if kind == "new":
        return not row.old
    if kind == "reused":
        return row.new in old and row.new not in row.old
    if kind == "recoded":
        return row.new not in old
    return _compared(pack, kind, old[row.old[0]].values, new[row.new].values, row.old[0], row.new)


def _compared(pack: ChangedPack, kind: Kind, before: dict, after: dict, old: str, new: str) -> bool:
    levels = [(before.get(level), after.get(level)) for level in _LEVELS]
    rest = [before[key] != after.get(key) for key in before if key not in _LEVELS]
    if kind == "unchanged":
        return old == new and before == after
    if kind == "renamed":
        return any(some != other for some, other in levels)
    if kind == "reordered":
        return levels[0][0] != levels[0][1] or _moved(pack, old, new)
    return any(rest) or len(before) != len(after)


def _moved(pack: ChangedPack, old: str, new: str) -> bool:
    """Whether some neighbour that kept its place in the old version stands on the other side of it now."""
    was, now = list(pack.old_items()), list(pack.new_items())
    kept = [code for code in was if code in now and code not in (old, new)]
    return any((was.index(old) < was.index(code)) != (now.index(new) < now.index(code)) for code in kept)
