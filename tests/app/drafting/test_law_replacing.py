"""Replacing a law proposes, keeps everything else, and is one step; what was written meanwhile waits for a person."""

from dataclasses import replace

import pytest

from app.drafting.editing import set_entry
from app.drafting.history import undo
from app.drafting.law_citing import citing_counts, citing_entries, each_citing
from app.drafting.law_replacing import apply_replacement, law_named, replacement_of, replacement_proposals
from app.drafting.lookup import find_entry
from app.errors import UsageError, UserFacingError
from app.proposals.proposals import decide, waiting
from app.workspace import Workspace
from tests.support import Computer

OLD, NEW = "特困人员认定办法", "社会救助法"
AIR = {"title": "大气污染防治法（2018年修正）", "number": None, "kind": "法律", "article": "第十条"}


@pytest.fixture
def workspace(township: Computer):
    with township.working() as opened:
        yield opened


def basis_of(workspace: Workspace, item: str) -> list[dict]:
    return find_entry(workspace, item).content["values"]["basis"]


def proposals(workspace: Workspace):
    old = law_named(workspace, OLD)
    return replacement_proposals(workspace, old, replacement_of(workspace, old, NEW))


def test_every_citing_entry_is_counted_and_told_whatever_the_spelling(workspace: Workspace):
    set_entry(workspace, find_entry(workspace, "05-001"), {"basis": [AIR, AIR]})
    law = law_named(workspace, "大气污染防治法")
    places = citing_entries(workspace, law)
    assert [(each.item, each.label, each.article) for each in places] == [("05-001", "公开依据", "第十条")] * 2
    counts = citing_counts(workspace)
    assert counts[law.title] == 1
    assert all(
        counts[one.title] == len({each.entry for each in citing_entries(workspace, one)})
        for one in workspace.library.laws
    )


def test_looking_for_who_cites_a_law_can_be_stopped(workspace: Workspace):
    told: list[tuple[int, int]] = []
    found = each_citing(workspace, law_named(workspace, OLD), None, lambda *far: told.append(far), lambda: bool(told))
    assert next(found).item and told == [(0, 3)]
    with pytest.raises(UserFacingError, match="已经停下"):
        list(each_citing(workspace, law_named(workspace, OLD), None, None, lambda: True))


def test_the_register_itself_names_what_comes_instead(workspace: Workspace):
    set_entry(workspace, find_entry(workspace, "05-001"), {"basis": [AIR]})
    old = law_named(workspace, "大气污染防治法")
    new = replacement_of(workspace, old)
    batch = replacement_proposals(workspace, old, new)
    assert new.title == "中华人民共和国生态环境法典" and "05-001 第十条" in "".join(batch.notes)
    apply_replacement(workspace, batch)
    assert basis_of(workspace, "05-001") == [
        {"title": new.title, "number": new.number, "kind": new.kind, "article": None}
    ]
    with pytest.raises(UsageError, match="没有登记由什么代替"):
        replacement_of(workspace, law_named(workspace, OLD))
    with pytest.raises(UsageError, match="还是它自己"):
        replacement_of(workspace, law_named(workspace, OLD), OLD)


def test_all_of_it_is_one_step_and_nothing_else_changes(workspace: Workspace):
    before = {row.id: row.content for row in workspace.store.entries.listed()}
    batch = proposals(workspace)
    assert {row.id: row.content for row in workspace.store.entries.listed()} == before
    outcome = apply_replacement(workspace, batch)
    assert outcome.counts["changed"] == len(batch.proposals) == 2 and not outcome.waiting
    for row in workspace.store.entries.listed():
        kept = {key: value for key, value in row.content["values"].items() if key != "basis"}
        assert kept == {key: value for key, value in before[row.id]["values"].items() if key != "basis"}
    assert citing_counts(workspace)[OLD] == 0
    assert undo(workspace) == f"法规更替《{OLD}》"
    assert {row.id: row.content for row in workspace.store.entries.listed()} == before


def test_what_was_written_since_waits_and_a_person_decides(workspace: Workspace):
    batch = proposals(workspace)
    item = batch.proposals[0].theirs["item"]
    set_entry(workspace, find_entry(workspace, item), {"basis": [AIR]})
    outcome = apply_replacement(workspace, batch)
    assert outcome.waiting == 1 and basis_of(workspace, item) == [AIR]
    (asked,) = waiting(workspace)
    assert (asked.source, asked.label) == ("law", f"法规更替《{OLD}》")
    decide(workspace, [asked], "ours")
    assert basis_of(workspace, item) == [AIR]


def test_entries_that_do_not_concern_us_cite_nothing(workspace: Workspace):
    entry = find_entry(workspace, proposals(workspace).proposals[0].theirs["item"])
    set_entry(workspace, entry, {}, not_applicable="本镇没有特困人员")
    assert len(proposals(workspace).proposals) == 1
    assert citing_counts(workspace)[OLD] == 1


def test_of_two_that_wait_for_one_basis_neither_takes_the_other_back(workspace: Workspace):
    old = [{"title": title, "number": None, "kind": None, "article": None} for title in (OLD, "大气污染防治法")]
    set_entry(workspace, find_entry(workspace, "05-001"), {"basis": old})
    batches = [proposals(workspace)]
    air = law_named(workspace, "大气污染防治法")
    batches.append(replacement_proposals(workspace, air, replacement_of(workspace, air)))
    ours = {"title": "本镇救助办法", "number": None, "kind": "其他", "article": None}
    set_entry(workspace, find_entry(workspace, "05-001"), {"basis": [*old, ours]})
    for batch in batches:
        apply_replacement(workspace, replace(batch, proposals=batch.proposals[:1]))
    both = waiting(workspace)
    assert len(both) == 2
    decide(workspace, both, "theirs")
    assert [each["title"] for each in basis_of(workspace, "05-001")] == [
        "中华人民共和国社会救助法",
        "中华人民共和国生态环境法典",
        "本镇救助办法",
    ]
    undo(workspace)
    assert basis_of(workspace, "05-001") == [*old, ours] and len(waiting(workspace)) == 2
