"""A new version of a standard: untouched entries follow in one step, adapted ones wait with a merge; all is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from app.drafting.adopting import adopt
from app.drafting.carrying_over import carry_over
from app.drafting.editing import set_entry
from app.drafting.following import Following, fields_to_follow, following
from app.drafting.history import next_redo, redo, undo
from app.drafting.lookup import find_entry
from app.errors import UserFacingError
from app.proposals.proposals import decide, waiting
from app.standards.models import Field
from app.workspace import Workspace
from tests.changed_packs import ChangedPack, changed_packs
from tests.support import TOWNSHIP, Computer, computer
from tests.versions import hand_on

PACKS = {pack.old.code: pack for pack in changed_packs()}
SAID = "本单位自己写的话"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with following_old(computer(tmp_path / "兴隆镇", TOWNSHIP), PACKS["05"]) as opened:
        yield opened


@contextmanager
def following_old(made: Computer, pack: ChangedPack) -> Iterator[Workspace]:
    """A township that adopted everything of the old version."""
    with made.working() as workspace:
        hand_on(workspace, pack.old)
        adopt(workspace, field=pack.old.code, all_levels=True)
        yield workspace


def pending(workspace: Workspace, code: str = "05") -> Following:
    found = following(workspace, code)
    assert found is not None
    return found


def test_nothing_is_asked_where_the_standard_is_the_same(workspace: Workspace) -> None:
    assert following(workspace, "05") is None and not list(fields_to_follow(workspace))


def test_untouched_entries_follow_and_adapted_ones_wait_with_what_both_say(workspace: Workspace) -> None:
    hand_on(workspace, PACKS["05"].new, 2)
    (only,) = fields_to_follow(workspace)
    first = only.of_group("follows")[0]
    changed = next(each.element for each in first.differences if not each.element.startswith("entry."))
    definition = {"audience_group" if changed != "audience_group" else "publisher": "本镇居民"}
    set_entry(workspace, find_entry(workspace, first.subject_id), definition)
    found = pending(workspace)
    assert found.groups[first.subject_id] == "asked"
    outcome = carry_over(workspace, found)
    assert outcome.counts["changed"] == len(found.of_group("follows")) > 0
    assert outcome.waiting == len(
        [each for each in found.proposals if found.groups[each.subject_id] not in ("follows", "gone")]
    )
    asked = next(each for each in waiting(workspace) if each.subject_id == first.subject_id)
    decide(workspace, [asked], "theirs")
    values = find_entry(workspace, first.subject_id).content["values"]
    assert definition.items() <= values.items() and values[changed] == asked.theirs["values"][changed]


def test_who_keeps_ours_is_not_asked_again(workspace: Workspace) -> None:
    hand_on(workspace, PACKS["05"].new, 2)
    found = pending(workspace)
    carry_over(workspace, found)
    before = texts(workspace)
    decide(workspace, waiting(workspace), "ours")
    assert texts(workspace) == before and not list(fields_to_follow(workspace)) and following(workspace, "05") is None


def test_what_the_standard_has_no_more_is_kept_until_somebody_says_otherwise(workspace: Workspace) -> None:
    short = PACKS["05"].old
    hand_on(workspace, _without(short, short.items[-1].code), 2)
    found = pending(workspace)
    (gone,) = found.of_group("gone")
    assert "已取消" in gone.matched
    assert carry_over(workspace, found).counts["kept"] == 1
    assert not find_entry(workspace, gone.subject_id).content["removed"] and following(workspace, "05") is None
    undo(workspace)
    carry_over(workspace, pending(workspace), {gone.subject_id: {"entry.removed": "theirs"}})
    assert workspace.store.entries.get(gone.subject_id).content["removed"]


def test_what_an_overtaken_version_asked_is_asked_no_more(workspace: Workspace) -> None:
    hand_on(workspace, PACKS["05"].new, 2)
    carry_over(workspace, pending(workspace))
    asked = [each.id for each in waiting(workspace)]
    hand_on(workspace, PACKS["05"].old, 3)
    carry_over(workspace, pending(workspace))
    words = {item.code: item.digest for item in PACKS["05"].old.items}
    assert [words.get(each.theirs["item"]) for each in waiting(workspace)] == [
        each.theirs["origin"]["digest"] for each in waiting(workspace)
    ]
    undo(workspace)
    assert [each.id for each in waiting(workspace)] == asked


def test_a_step_that_asked_is_taken_anew_rather_than_redone_without_its_questions(workspace: Workspace) -> None:
    hand_on(workspace, PACKS["05"].new, 2)
    carry_over(workspace, pending(workspace))
    asked = {each.subject_id for each in waiting(workspace)}
    undo(workspace)
    assert next_redo(workspace) is None and redo(workspace) is None
    carry_over(workspace, pending(workspace))
    assert {each.subject_id for each in waiting(workspace)} == asked != set()


@pytest.mark.parametrize("code", ["05", "32"])
def test_a_code_given_to_other_content_carries_nothing(workspace: Workspace, code: str) -> None:
    old = PACKS["05"].old
    swapped = [*old.items[1:], old.items[0]]
    items = tuple(_named(item, by.code) for item, by in zip(swapped, old.items, strict=True))
    hand_on(workspace, _with(old, items), 2)
    found = pending(workspace)
    assert found.alarm and not found.of_group("follows")
    with pytest.raises(UserFacingError, match="要先核对"):
        carry_over(workspace, found)
    before = texts(workspace)
    carry_over(workspace, found, is_confirmed=True)
    assert {id: texts(workspace)[id] for id in before} == before


def test_half_a_standard_stops(workspace: Workspace) -> None:
    old = PACKS["05"].old
    hand_on(workspace, _with(old, old.items[: len(old.items) // 2]), 2)
    with pytest.raises(UserFacingError, match="像是缺了一部分"):
        carry_over(workspace, pending(workspace))


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_nothing_a_clerk_wrote_is_gone_and_twice_is_once(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject):
    pack = PACKS[data.draw(st.sampled_from(sorted(PACKS)))]
    made = computer(tmp_path_factory.mktemp("换版") / "镇", TOWNSHIP)
    with following_old(made, pack) as workspace:
        rows = list(workspace.store.entries.listed(organisation=TOWNSHIP.id))
        said: dict[str, dict[str, Any]] = {}
        for number in data.draw(st.sets(st.integers(0, len(rows) - 1), max_size=12)):
            element = data.draw(
                st.sampled_from(("level2", "audience_group", "publisher", "elements", "channels_other"))
            )
            text = f"{SAID}{number}"
            said[rows[number].id] = {element: [text] if element == "elements" else text}
            set_entry(workspace, rows[number], said[rows[number].id])
        hand_on(workspace, pack.new, 2)
        before = contents(workspace)
        found = pending(workspace, pack.old.code)
        carry_over(workspace, found, is_confirmed=True)
        after = contents(workspace)
        for id, values in said.items():
            assert values.items() <= after[id]["values"].items()
        asked = {each.subject_id for each in waiting(workspace)}
        settled = {id for id in said if id not in asked}
        assert all(found.groups.get(id, "noted") in ("gone", "noted") for id in settled)
        _twice_is_once(workspace, pack.old.code)
        undo(workspace)
        assert {id: content for id, content in contents(workspace).items() if not content["removed"]} == before
        assert not waiting(workspace)
        carry_over(workspace, pending(workspace, pack.old.code), is_confirmed=True)
        decide(workspace, waiting(workspace), "theirs")
        kept = {
            revision["content"] and str(revision["content"]) for id in said for revision in _revisions(workspace, id)
        }
        assert all(any(str(value) in text for text in kept) for values in said.values() for value in values.values())
        assert following(workspace, pack.old.code) is None


def _twice_is_once(workspace: Workspace, code: str) -> None:
    after, asked = contents(workspace), [each.id for each in waiting(workspace)]
    again = following(workspace, code)
    if again is not None:
        carry_over(workspace, again, is_confirmed=True)
    assert contents(workspace) == after and [each.id for each in waiting(workspace)] == asked


def _revisions(workspace: Workspace, id: str) -> list[dict[str, Any]]:
    return workspace.store.revisions.of_subjects("entry", [id])[id]


def contents(workspace: Workspace) -> dict[str, dict[str, Any]]:
    return {row.id: row.content for row in workspace.store.entries.listed(organisation=TOWNSHIP.id)}


def texts(workspace: Workspace) -> dict[str, dict[str, Any]]:
    return {id: content["values"] for id, content in contents(workspace).items()}


def _without(field: Field, code: str) -> Field:
    return _with(field, tuple(item for item in field.items if item.code != code))


def _with(field: Field, items: Any) -> Field:
    return structs.replace(field, items=tuple(items))


def _named(item: Any, code: str) -> Any:
    return structs.replace(item, code=code)
