"""How alike items are is found for all of them at once, to the last figure what it is pair by pair."""

import pytest
from msgspec.structs import replace

from app.standards.item_likeness import ItemLikeness
from app.standards.models import Field
from app.standards.version_matching import compare_versions
from app.standards.worded_items import Worded
from tests.changed_packs import ChangedPack, changed_packs


def many_alike(field: Field, words: str, beyond: int) -> Field:
    """A field of 300 items that are called alike but for a number, their codes beginning beyond one."""
    first = field.items[0]
    items = [
        replace(
            first,
            code=f"32-{beyond + number:04}",
            values={**first.values, "level1": "水库管理", "level2": f"水库第{number:03}号{words}", "level3": None},
        )
        for number in range(1, 301)
    ]
    return replace(field, items=tuple(items))


@pytest.mark.parametrize("pack", list(changed_packs()), ids=lambda pack: pack.old.code)
def test_at_once_is_pair_by_pair(pack: ChangedPack) -> None:
    old = [Worded(place, item) for place, item in enumerate(pack.old.items)]
    new = [Worded(place, item) for place, item in enumerate(pack.new.items)]
    likeness = ItemLikeness(old, new)
    for each in old:
        assert list(likeness.rows[each.place]) == [likeness.of(each, other) for other in new]


def test_nearly_alike_items_are_matched_without_holding_each_against_each(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[int] = []
    pair_by_pair = ItemLikeness.of

    def counted(self: ItemLikeness, one: Worded, other: Worded) -> float:
        held.append(1)
        return pair_by_pair(self, one, other)

    monkeypatch.setattr(ItemLikeness, "of", counted)
    pack = next(pack for pack in changed_packs() if pack.old.code == "32")
    change = compare_versions(
        many_alike(pack.old, "安全管理信息公开", 0), many_alike(pack.old, "运行管理情况公开", 500)
    )
    assert [each.old for each in change.changes] == [(f"32-{number:04}",) for number in range(1, 301)]
    assert len(held) <= len(change.changes)
