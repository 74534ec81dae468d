"""What a new version of a field comes from: right nearly always, and never wrong without a question."""

import pytest
from msgspec.structs import replace

from app.standards.models import Field
from app.standards.version_matching import compare_versions
from tests.changed_packs import ChangedPack, changed_packs
from tests.version_figures import BEGIN, DOCUMENT, END, figures, table

FIELDS = ["03", "05", "09", "10", "17", "19", "20", "21", "26", "32"]

LAST = ("09", "20")
"""Written last, and with hardly an item that did not change."""


@pytest.fixture(scope="module")
def packs() -> dict[str, ChangedPack]:
    return {pack.old.code: pack for pack in changed_packs()}


def test_items_are_matched_right_and_never_wrong_without_a_question() -> None:
    *packs, whole = figures()
    earlier = [each for each in packs if each.name[:2] not in LAST]
    assert sum(each.right for each in earlier) >= 0.97 * sum(each.rows for each in earlier)
    assert whole.right >= 0.95 * whole.rows
    assert whole.silent == 0
    assert whole.questions <= 0.5 * whole.rows


def test_the_document_says_what_is_measured() -> None:
    assert BEGIN + table() + END in DOCUMENT.read_text("utf-8")


def test_the_same_version_is_unchanged_and_asks_nothing(packs: dict[str, ChangedPack]) -> None:
    for pack in packs.values():
        change = compare_versions(pack.old, pack.old)
        assert {(each.kind, each.old == (each.new,)) for each in change.changes} == {("unchanged", True)}
        assert not (change.questions or change.dropped or change.alarm)


@pytest.mark.parametrize("gone", [("05", 8), ("19", 2), ("26", 3), ("32", 2)])
def test_what_an_item_came_from_being_gone_nothing_else_is_taken_for_it_unasked(
    packs: dict[str, ChangedPack], gone: tuple[str, int]
) -> None:
    field, place = gone
    pack = packs[field]
    items = pack.old.items
    change = compare_versions(replace(pack.old, items=items[:place] + items[place + 1 :]), pack.new)
    truth = {row.new: set(row.old) - {items[place].code} for row in pack.truth}
    assert [each for each in change.changes if each.is_sure and set(each.old) != truth[each.new]] == []


def test_the_same_common_name_and_code_in_another_group_is_asked_about(packs: dict[str, ChangedPack]) -> None:
    pack = packs["05"]
    new = _with(pack.new, [item for item in pack.new.items if item.code != "05-014"])
    found = {each.new: each for each in compare_versions(pack.old, new).changes}
    assert not found["05-011"].is_sure


@pytest.mark.parametrize("field", FIELDS)
def test_the_other_way_round_nothing_wrong_is_taken_unasked(packs: dict[str, ChangedPack], field: str) -> None:
    pack = packs[field]
    truth = {code: {row.new for row in pack.truth if row.new and code in row.old} for code in pack.old_items()}
    change = compare_versions(pack.new, pack.old)
    assert [each for each in change.changes if each.is_sure and set(each.old) != truth[each.new]] == []


@pytest.mark.drill
@pytest.mark.parametrize("field", FIELDS)
def test_without_any_one_item_nothing_wrong_is_taken_unasked(packs: dict[str, ChangedPack], field: str) -> None:
    pack = packs[field]
    truth = {row.new: set(row.old) for row in pack.truth}
    for gone in pack.old_items():
        old = _with(pack.old, [item for item in pack.old.items if item.code != gone])
        sure = [each for each in compare_versions(old, pack.new).changes if each.is_sure]
        assert [each for each in sure if set(each.old) != truth[each.new] - {gone}] == []
    for gone in pack.new_items():
        new = _with(pack.new, [item for item in pack.new.items if item.code != gone])
        sure = [each for each in compare_versions(pack.old, new).changes if each.is_sure]
        assert [each for each in sure if set(each.old) != truth[each.new]] == []


def test_pieces_are_known_by_the_elements_they_share_out(packs: dict[str, ChangedPack]) -> None:
    changes = compare_versions(packs["03"].old, packs["03"].new).changes
    found = {each.new: each for each in changes if each.old == ("03-009",)}
    assert {code: (each.kind, each.is_sure) for code, each in found.items()} == {
        "03-009": ("split", False),
        "03-033": ("split", False),
        "03-034": ("split", False),
    }


def test_an_item_of_which_only_an_element_is_left_went_into_where_it_is(packs: dict[str, ChangedPack]) -> None:
    found = {each.new: each for each in compare_versions(packs["17"].old, packs["17"].new).changes}
    assert (found["17-021"].kind, found["17-021"].old) == ("merged", ("17-021", "17-022"))


def test_an_item_that_gained_what_one_without_an_heir_had_is_asked_about(packs: dict[str, ChangedPack]) -> None:
    change = compare_versions(packs["03"].old, packs["03"].new)
    assert "03-010" in change.dropped
    assert "03-005" in {each.new for each in change.questions}
    old = _with(packs["03"].old, [item for item in packs["03"].old.items if item.code != "03-010"])
    assert "03-005" not in {each.new for each in compare_versions(old, packs["03"].new).questions}


@pytest.mark.parametrize(("kept", "is_asked"), [(1, True), (3, False)])
def test_one_item_of_a_common_name_does_not_prove_that_its_group_was_renamed(
    packs: dict[str, ChangedPack], kept: int, is_asked: bool
) -> None:
    pack = packs["05"].old
    first, second, *_ = dict.fromkeys(
        item.values["level1"] for item in pack.items if item.values["level2"] == "政策法规文件"
    )
    wide = [item for item in pack.items if item.values["level1"] == first]
    narrow = [item for item in pack.items if item.values["level1"] == second][:kept]
    moved = [replace(item, values={**item.values, "level1": "别的大类"}) for item in narrow]
    change = compare_versions(_with(pack, wide + narrow), _with(pack, wide + moved))
    assert bool(change.questions) is is_asked


def test_a_code_given_to_other_content_carries_nothing_over(packs: dict[str, ChangedPack]) -> None:
    found = {each.new: each for each in compare_versions(packs["05"].old, packs["05"].new).changes}
    assert (found["05-012"].kind, found["05-012"].old) == ("reused", ())
    assert (found["05-015"].kind, found["05-015"].old) == ("recoded", ("05-012",))


def test_an_item_said_whole_by_another_went_there_and_not_to_what_has_its_code(packs: dict[str, ChangedPack]) -> None:
    found = {each.new: each for each in compare_versions(packs["20"].old, packs["20"].new).changes}
    assert found["20-010"].old == ("20-010", "20-011")
    assert (found["20-011"].kind, found["20-011"].old) == ("reused", ())


def test_a_name_with_something_put_in_is_a_piece(packs: dict[str, ChangedPack]) -> None:
    found = {each.new: each for each in compare_versions(packs["09"].old, packs["09"].new).changes}
    assert {found[code].old for code in ("09-013", "09-028", "09-029")} == {("09-013",)}
    assert found["09-011"].old == ("09-012",)


def test_half_a_pack_is_stopped(packs: dict[str, ChangedPack]) -> None:
    old = packs["21"].old
    assert "39 项有 20 项在新版里没有了" in compare_versions(old, replace(old, items=old.items[:19])).alarm


def test_the_codes_of_another_field_are_stopped_and_nothing_is_taken(packs: dict[str, ChangedPack]) -> None:
    old = packs["21"].old
    others = zip(packs["10"].old.items, old.items, strict=False)
    change = compare_versions(old, _with(old, [replace(other, code=own.code) for other, own in others]))
    assert "39 个编号有 39 个在新版里是别的内容" in change.alarm
    assert not [each for each in change.changes if each.is_sure and each.old]


def _with(field: Field, items: list) -> Field:
    return replace(field, items=tuple(items))
