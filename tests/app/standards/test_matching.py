"""Matching lists of named things, on changed copies of the real packs."""

import random
from collections import Counter

import pytest
from msgspec.structs import replace

from app.standards.library import load_library
from app.standards.matching import LIKE_NAME, SAME_CODE, SAME_CONTENT, SAME_NAME, Match, Named, match


def packs() -> list[Named]:
    """Every item of the standard catalogue."""
    names = ("level1", "level2", "level3")
    return [
        Named(
            item.code,
            tuple(item.values.get(key) or "" for key in names),
            tuple(item.values["elements"]),
            item.code,
            item.digest,
            item.field or "",
        )
        for item in load_library().items("standard-catalogue")
    ]


def bare(thing: Named, **changes) -> Named:
    """A thing as somebody else's table has it: without code and digest."""
    return replace(thing, key=f"t{thing.key}", code=None, digest=None, **changes)


def renamed(thing: Named, name: str) -> Named:
    """A thing under another name of its own."""
    place = max(number for number, each in enumerate(thing.names) if each)
    return bare(thing, names=(*thing.names[:place], name, *thing.names[place + 1 :]))


def own_name(thing: Named) -> str:
    return next(name for name in reversed(thing.names) if name)


def wrong(found: list[Match]) -> list[Match]:
    """Matches of one with one that are not of the same item."""
    pairs = [each for each in found if each.ours and each.theirs and each.kind in ("exact", "renamed")]
    return [each for each in pairs if f"t{each.ours[0]}" != each.theirs[0]]


def test_a_copy_without_codes_in_another_order_is_found_whole():
    ours = packs()
    theirs = [bare(thing) for thing in ours]
    random.Random(1).shuffle(theirs)
    found = match(ours, theirs)
    assert [each.theirs[0] for each in found] == [thing.key for thing in theirs]
    assert {(each.kind, each.likeness, each.how, each.is_sure) for each in found} == {("exact", 1.0, SAME_NAME, True)}
    assert not wrong(found)


def test_other_spelling_of_names_is_the_same_name():
    ours = [Named("a", ("社会救助", "最低生活保障（城乡）"), ("审核信息",))]
    for names in (("社会 救助", "最低生活保障(城乡)"), ("社会救助", "社会救助", "最低生活保障 城乡")):
        (found,) = match(ours, [Named("b", names)])
        assert (found.kind, found.how, found.is_sure) == ("exact", SAME_NAME, True)


def test_new_codes_and_shuffled_codes_do_not_mislead():
    ours = packs()
    codes = [thing.code for thing in ours]
    shuffled = [replace(bare(thing), code=codes[-place]) for place, thing in enumerate(ours)]
    assert not wrong(match(ours, shuffled))
    same = match(ours, [replace(thing, key=f"t{thing.key}", code=f"X{thing.code}") for thing in ours])
    assert {each.how for each in same} == {SAME_CONTENT}


def test_a_code_finds_what_was_renamed_if_its_name_does_not_contradict():
    ours = [Named("a", ("低保", "审核信息公示"), ("对象名单", "保障金额"), "1")]
    (found,) = match(ours, [Named("b", ("低保", "审核审批信息"), ("对象名单", "保障金额"), "1")])
    assert (found.kind, found.how) == ("exact", SAME_CODE)
    assert {each.kind for each in match(ours, [Named("b", ("养犬", "养犬登记"), ("办事指南",), "1")])} == {
        "local",
        "missing",
    }


def test_renamed_items_are_found_and_never_for_sure_taken_for_another():
    ours = packs()
    changes = (
        lambda name: f"{name}情况",
        lambda name: name[:-2] if len(name) > 4 else name,
        lambda name: f"关于{name}的信息",
        lambda name: name.replace("信息", "内容").replace("政策", "文件"),
    )
    for change in changes:
        found = match(ours, [renamed(thing, change(own_name(thing))) for thing in ours])
        assert not [each for each in wrong(found) if each.is_sure]
        matched = [each for each in found if each.kind in ("exact", "renamed")]
        assert len(matched) >= 0.97 * len(ours)


def test_dropped_items_are_missing_and_new_ones_local():
    ours = packs()
    kept = [thing for place, thing in enumerate(ours) if place % 7]
    own = [
        Named(f"n{place}", ("镇里的事", f"{word}登记"), (f"{word}名单",), group="05")
        for place, word in enumerate("犬猫鸡")
    ]
    found = match(ours, [*map(bare, kept), *own])
    kinds = Counter(each.kind for each in found)
    assert kinds == {"exact": len(kept), "missing": len(ours) - len(kept), "local": 3}
    assert not wrong(found)


def test_two_that_are_as_alike_are_asked_about():
    ours = [Named("a", ("救助", "临时救助审批信息"), ("名单",)), Named("b", ("救助", "临时救助审核信息"), ("名单",))]
    (found, missing) = match(ours, [Named("t", ("救助", "临时救助审定信息"), ("名单",))])
    assert found.kind == "renamed" and not found.is_sure and missing.kind == "missing"


@pytest.mark.parametrize("is_split", [True, False])
def test_items_that_were_split_or_merged_are_told_and_asked_about(is_split: bool):
    ours = packs()
    wholes = [
        thing
        for thing in ours
        if len(thing.parts) >= 4 and sum(map(len, thing.parts)) > 40 and len(own_name(thing)) >= 5
    ][::10]
    halves: dict[str, list[Named]] = {}
    for thing in wholes:
        middle = len(thing.parts) // 2
        name = own_name(thing)
        first = renamed(replace(thing, key=f"{thing.key}甲", parts=thing.parts[:middle]), f"{name}（一）")
        second = renamed(replace(thing, key=f"{thing.key}乙", parts=thing.parts[middle:]), f"{name}（二）")
        halves[thing.key] = [first, second]
    theirs = [half for thing in ours for half in halves.get(thing.key, [bare(thing)])]
    found = match(ours, theirs) if is_split else match(theirs, ours)
    kind, side = ("split", "theirs") if is_split else ("merged", "ours")
    told = {frozenset(getattr(each, side)) for each in found if each.kind == kind}
    right = [frozenset(half.key for half in pair) in told for pair in halves.values()]
    assert len(right) > 15 and sum(right) >= 0.8 * len(right)
    assert not any(each.is_sure for each in found if each.kind in ("split", "merged"))
    assert sum(each.kind == "exact" for each in found) >= len(ours) - len(wholes)


def test_namesakes_left_over_belong_to_the_one_that_was_matched():
    ours = [Named("a", ("救助", "办事指南"), ("条件", "流程"))]
    theirs = [Named("x", ("救助", "办事指南"), ("条件",)), Named("y", ("救助", "办事指南"), ("流程",))]
    (found,) = match(ours, theirs)
    assert (found.kind, found.is_sure, set(found.theirs)) == ("split", False, {"x", "y"})


def test_other_groups_are_never_matched():
    ours = [Named("a", ("政策文件",), group="05")]
    found = match(ours, [Named("b", ("政策文件",), group="06")])
    assert [each.kind for each in found] == ["local", "missing"]


def test_nothing_is_given_away_twice_and_the_answer_is_the_same_each_time():
    ours = packs()[:200]
    rng = random.Random(3)
    theirs = [bare(rng.choice(ours), group="") for _ in range(300)]
    theirs = [replace(thing, key=f"{place}") for place, thing in enumerate(theirs)]
    one_group = [replace(thing, group="") for thing in ours]
    found = match(one_group, theirs)
    assert sorted(key for each in found for key in each.theirs) == sorted(thing.key for thing in theirs)
    assert sorted(key for each in found for key in each.ours) == sorted(thing.key for thing in ours)
    assert found == match(one_group, theirs)


def test_a_thousand_that_were_renamed_are_found_among_a_thousand():
    things = [replace(thing, group="") for thing in packs()]
    ours = (things + [renamed(replace(thing, key=f"{thing.key}乙"), f"{own_name(thing)}工作") for thing in things])[
        :1000
    ]
    theirs = [renamed(thing, f"{own_name(thing)}情况") for thing in ours]
    found = match(ours, theirs)
    assert sum(each.kind == "renamed" and each.how == LIKE_NAME for each in found) > 900
