"""A new year: begun from the last, worked in, handed in, gone back from."""

from pathlib import Path

import pytest

from app.drafting.adopting import add_local, adopt
from app.drafting.editing import confirm, remove_entry, reorder, set_entry
from app.drafting.editions import editions, next_edition, standard_changes, start_edition, switch_edition
from app.drafting.history import next_undo, redo, undo
from app.drafting.lookup import entry_content, find_entry
from app.drafting.operations import Head, operation
from app.drafting.progress import field_progress
from app.drafting.publisher_answers import publisher_answer
from app.drafting.search import search
from app.drafting.tables import own_entries
from app.errors import UsageError, UserFacingError
from app.exchange.rounds import rounds
from app.exchange.starting import new_from_work
from app.overview import overview
from app.proposals.proposals import waiting
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace
from tests.app.exchange.desks import admit_sender, manifest_of, trust_sender
from tests.support import COUNTY, FULL_VALUES, Computer, computer, views


@pytest.fixture
def worked(township: Computer) -> Computer:
    """兴隆镇's year 2026: one entry adapted and ready, one declined, one confirmed, one removed, one local on top."""
    with township.working() as workspace:
        change = {"publisher": "兴隆镇民政办", "channels": ["政府网站"]}
        set_entry(workspace, find_entry(workspace, "05-003"), change, state="ready")
        set_entry(workspace, find_entry(workspace, "05-004"), not_applicable="本镇没有这类机构")
        confirm(workspace, [find_entry(workspace, "05-005")])
        remove_entry(workspace, find_entry(workspace, "05-006"))
        add_local(workspace, FULL_VALUES, field="05")
        rows = [row for row, _ in own_entries(workspace, STANDARD_CATALOGUE, "05")]
        reorder(workspace, [rows[-1], *rows[:-1]])
        adopt(workspace, field="08", answer="own")
    return township


def titles(workspace: Workspace) -> list[str]:
    return [content.item or "新增" for _, content in own_entries(workspace, STANDARD_CATALOGUE, "05")]


def age_standard(workspace: Workspace, code: str) -> None:
    """Let an entry stand as it was taken from another wording of its standard."""
    row = find_entry(workspace, code)
    with operation(workspace, "set", "旧标准") as act:
        old = row.content["origin"] | {"digest": "0" * 64}
        act.write("entry", row.id, row.content | {"origin": old}, Head(row.revision, row.content))


def test_the_new_year_takes_the_words_and_the_order_over_and_no_state(worked: Computer):
    with worked.working() as workspace:
        before, order = views(workspace), titles(workspace)
        assert next_edition(workspace) == "2027"
        started = start_edition(workspace, "2027")
        after = views(workspace)
        assert titles(workspace) == order and order[0] == "新增"
        assert (started.carried, started.changed, started.waiting) == (len(before), 0, 0)
        assert "05-006" not in after
        assert after["05-003"]["values"] == before["05-003"]["values"]
        assert after["05-004"]["not_applicable"] == "本镇没有这类机构"
        assert {view["state"] for view in after.values()} == {"draft"}
        assert after["05-005"]["evidence"] == "confirmed" and started.confirmed == 1
        assert not {view["id"] for view in after.values()} & {view["id"] for view in before.values()}
        assert publisher_answer(workspace, STANDARD_CATALOGUE, "08") == "own"
        assert [(each.edition, each.is_current) for each in editions(workspace)] == [("2027", True), ("2026", False)]


def test_it_stays_after_reopening_and_last_year_can_be_read(worked: Computer):
    with worked.working() as workspace:
        before = views(workspace)
        start_edition(workspace, "2027")
        set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "新写的"})
    with worked.working() as workspace:
        assert workspace.edition == "2027"
        assert find_entry(workspace, "05-003").content["values"]["publisher"] == "新写的"
        assert switch_edition(workspace, "2026")
        assert views(workspace) == before
        assert not switch_edition(workspace, "2026")


def test_one_step_takes_it_back_and_redo_brings_it_again(worked: Computer):
    with worked.working() as workspace:
        before = views(workspace)
        start_edition(workspace, "2027")
        begun = views(workspace, without=("revision",))
        assert next_undo(workspace) == "新建 2027 年的目录"
        undo(workspace)
        assert workspace.edition == "2026" and views(workspace) == before
        assert [each.edition for each in editions(workspace)] == ["2026"]
        redo(workspace)
        assert workspace.edition == "2027" and views(workspace, without=("revision",)) == begun
        undo(workspace)
        start_edition(workspace, "2027")
        assert views(workspace, without=("revision",)) == begun
        switch_edition(workspace, "2026")
        undo(workspace)
        assert workspace.edition == "2027"


def test_two_computers_of_one_unit_begin_the_same_year_alike(worked: Computer, tmp_path: Path):
    copy = Computer(tmp_path / "同事", "王强")
    copy.folder.mkdir()
    copy.path.write_bytes(worked.path.read_bytes())
    for desk in (worked, copy):
        with desk.working() as workspace:
            start_edition(workspace, "2027")
    assert worked.views() == copy.views()


def test_what_the_standard_changed_since_is_marked_until_confirmed(worked: Computer):
    with worked.working() as workspace:
        age_standard(workspace, "05-003")
        age_standard(workspace, "05-005")
        started = start_edition(workspace, "2027")
        # 05-005 still says what the standard says now; 05-003 says something else.
        assert (started.changed, started.confirmed) == (1, 0)
        (change,) = standard_changes(workspace, field="05")
        assert (change.code, change.is_gone) == ("05-003", False)
        assert set(change.elements) == {"publisher", "channels"}
        confirm(workspace, [find_entry(workspace, "05-003")])
        assert standard_changes(workspace) == []


def test_years_that_cannot_be_begun_or_gone_to_are_refused(worked: Computer):
    with worked.working() as workspace:
        for edition, code in (("明年", "edition-wrong"), ("2026", "edition-exists")):
            with pytest.raises(UserFacingError) as caught:
                start_edition(workspace, edition)
            assert caught.value.code == code
        with pytest.raises(UsageError):
            start_edition(workspace, "27")
        for act in (switch_edition, lambda w, e: start_edition(w, "2028", from_edition=e)):
            with pytest.raises(UserFacingError) as caught:
                act(workspace, "2020")
            assert caught.value.code == "edition-unknown"
        assert workspace.edition == "2026"


def test_lists_counts_and_search_know_the_current_year_only(worked: Computer):
    with worked.working() as workspace:
        found = search(workspace, "新写的词")
        counts = [(t.code, t.drafted) for t in field_progress(workspace)]
        start_edition(workspace, "2027")
        assert found == []
        assert [(t.code, t.drafted) for t in field_progress(workspace)] == counts
        hits = search(workspace, "救助", kinds=("entry",), limit=4)
        assert len(hits) == 4
        assert {entry_content(workspace.store.entries.get(hit["id"])).edition for hit in hits} == {"2027"}
        assert overview(workspace).next is not None
        assert workspace.store.entries.get(overview(workspace).next.entry).content["edition"] == "2027"


def test_a_whole_round_in_the_new_year(worked: Computer, tmp_path: Path):
    county = computer(tmp_path / "青山县", COUNTY, person="王主任")
    first = worked.export("2026第一轮.zwgk").path
    admit_sender(county, first, "兴隆镇")
    assert county.take_in(first).result == "applied"
    with worked.working() as workspace:
        start_edition(workspace, "2027")
        assert rounds(workspace) == []
    # The county is a year behind: it says so, and takes last year's rounds as before.
    second = worked.export("2027第一轮.zwgk").path
    assert (manifest_of(second).edition, manifest_of(second).round) == ("2027", 1)
    refused = county.take_in(second)
    assert (refused.result, refused.code) == ("refused", "edition-differs") and "2027" in refused.reason
    with county.working() as workspace:
        start_edition(workspace, "2027")
    taken = county.take_in(second)
    assert taken.result == "applied" and taken.counts["new"] == len(worked.views())
    assert county.views() == worked.views()
    worked.set("05-005", publisher="兴隆镇民政办公室")
    third = worked.export("2027第二轮.zwgk").path
    assert manifest_of(third).round == 2 and manifest_of(third).parent is not None
    assert county.take_in(third).counts["changed"] == 1
    # A late word on last year is taken in last year, where its rounds go on.
    with worked.working() as workspace:
        switch_edition(workspace, "2026")
    worked.set("05-007", publisher="去年漏写的")
    late = worked.export("2026第二轮.zwgk").path
    assert (manifest_of(late).edition, manifest_of(late).round) == ("2026", 2)
    assert "换到那一年" in county.take_in(late).reason
    with county.working() as workspace:
        switch_edition(workspace, "2026")
    assert county.take_in(late).counts["changed"] == 1
    assert county.views()["05-007"]["values"]["publisher"] == "去年漏写的"


def test_questions_of_last_year_wait_in_last_year(worked: Computer, tmp_path: Path):
    work = worked.export("交接.zwgk", kind="work").path
    second = Computer(tmp_path / "乙", "乙")
    second.folder.mkdir()
    with second.keys():
        new_from_work(second.path, work, person="乙").close()
    second.set("05-007", publisher="乙写的")
    sent = second.export("乙.zwgk", kind="work").path
    worked.set("05-007", publisher="甲写的")
    trust_sender(worked, sent)
    assert worked.take_in(sent).result == "waiting"
    with worked.working() as workspace:
        assert start_edition(workspace, "2027").waiting == 1
        assert waiting(workspace) == [] and overview(workspace).waiting == ()
        switch_edition(workspace, "2026")
        assert len(waiting(workspace)) == 1 and len(overview(workspace).waiting) == 1
