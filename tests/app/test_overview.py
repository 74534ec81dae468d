"""What the start page is told about our own work."""

import uuid
from dataclasses import replace
from pathlib import Path

from app.drafting.adopting import add_local, adopt
from app.drafting.concern import say_concern
from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from app.drafting.operations import operation
from app.drafting.typing_drafts import keep_draft
from app.notices.keeping import (
    filled_notice,
    find_notice,
    find_template,
    keep_notice,
    known_answers,
    make_notice,
)
from app.overview import Overview, overview
from app.products.notice import print_kept_notice
from db.repositories.proposals import ProposalRepository
from tests.support import COUNTY, TOWNSHIP, VILLAGE, Computer, computer


def standing(desk: Computer) -> Overview:
    with desk.working() as workspace:
        return overview(workspace)


def of_field(seen: Overview, code: str):
    return next(each for each in seen.lists if each.field == code)


def test_counts_follow_the_entries(township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-003"), not_applicable="本镇没有这类情况。")
        set_entry(workspace, find_entry(workspace, "05-004"), {"audience": "全社会"}, state="ready")
        add_local(workspace, {"level1": "社会救助", "level2": "慈善帮扶"}, field="05")
    seen = of_field(standing(township), "05")
    assert (seen.items, seen.drafting, seen.ready, seen.declined, seen.local) == (13, 12, 1, 1, 1)
    assert (seen.total, seen.untouched, seen.done) == (14, 0, 2)


def test_untouched_fields_are_listed_with_their_items(township: Computer):
    seen = of_field(standing(township), "23")
    assert seen.items == seen.untouched == seen.total > 0
    assert seen.entries == 0


def test_fields_that_do_not_concern_us_count_only_once_begun(township: Computer):
    with township.working() as workspace:
        say_concern(workspace, {"05": "由县里办。", "23": "由县里办。"})
    seen = standing(township)
    assert of_field(seen, "23").not_concerned == "由县里办。"
    assert of_field(seen, "23").is_left_out
    assert not of_field(seen, "05").is_left_out
    assert not of_field(seen, "21").is_left_out


def test_the_entry_changed_last_is_the_one_to_go_on_with(township: Computer):
    township.set("05-009", publisher="兴隆镇社会事务办公室")
    going_on = standing(township).next
    assert (going_on.code, going_on.field) == ("05-009", "05")


def test_a_finished_entry_is_not_gone_on_with(township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-009"), {"audience": "全社会"}, state="ready")
    assert standing(township).next.code != "05-009"


def test_half_typed_values_are_named(township: Computer):
    with township.working() as workspace:
        entry = find_entry(workspace, "05-006").id
        keep_draft(workspace, entry, "mode", "主动公")
    assert [half.entry for half in standing(township).half_typed] == [entry]


def test_a_village_sees_its_own_checklist(tmp_path: Path):
    village = computer(tmp_path / "白马村", VILLAGE)
    with village.working() as workspace:
        adopt(workspace, checklist="village-affairs")
    affairs = next(each for each in standing(village).lists if each.checklist == "village-affairs")
    assert affairs.field is None
    assert affairs.entries == affairs.items > 0


def test_a_notice_is_named_until_it_is_printed_as_it_stands(township: Computer):
    with township.working() as workspace:
        made = make_notice(workspace, "NT-01", {})
    assert [notice.id for notice in standing(township).unprinted] == [made.id]
    with township.working() as workspace:
        print_kept_notice(workspace, find_notice(workspace, made.id), township.folder / "公示.pdf")
    assert standing(township).unprinted == ()
    with township.working() as workspace:
        template = find_template(workspace, "NT-01")
        changed = filled_notice(workspace, template, known_answers(workspace, template) | {"village": "双桥村"})
        anew = keep_notice(workspace, changed, made.id)
    assert anew != made.id, "what is on the wall stays as it is"
    assert [notice.id for notice in standing(township).unprinted] == [anew]


def test_handed_over_and_waiting(tmp_path: Path):
    sender = computer(tmp_path / "镇", TOWNSHIP)
    with sender.working() as workspace:
        adopt(workspace, field="05")
    assert standing(sender).handed_over is None
    sender.export("上报.zwgk")
    assert standing(sender).handed_over.round == 1
    county = computer(tmp_path / "县", COUNTY)
    assert standing(county).waiting == ()


def test_units_of_the_same_name_wait_apart(tmp_path: Path, monkeypatch):
    county = computer(tmp_path / "县", COUNTY)
    with county.working() as workspace:
        twins = [str(uuid.uuid4()) for _ in range(2)]
        with operation(workspace, "roster", "两个同名的单位") as act:
            for twin in twins:
                act.write("organisation", twin, replace(TOWNSHIP, id=twin).as_content())
        counts = {twins[0]: 2, twins[1]: 3}
        monkeypatch.setattr(ProposalRepository, "waiting_counts", lambda *_: counts)
        waiting = overview(workspace).waiting
    assert [(each.organisation, each.name, each.count) for each in waiting] == [
        (twins[0], "兴隆镇", 2),
        (twins[1], "兴隆镇", 3),
    ]
