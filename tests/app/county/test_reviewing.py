"""What a reviewer is shown: what was handed in, each entry beside the standard, how others wrote it."""

from app.county.reviewing import review_list, review_places, reviewed_entry
from app.drafting.entry import entry_id
from app.exchange.comment_drafts import keep_comment, keep_suggestions, kept_comments, kept_suggestions
from app.exchange.verdicts import judge
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace
from tests.app.county.whole_desk import county_desk, put_entries, unchanged, with_values
from tests.support import OTHER_TOWNSHIP, SUBDISTRICT, TOWNSHIP

LONGER = {
    "text": "20个工作日内",
    "count": 20,
    "unit": "workday",
    "event": None,
    "notice_days": None,
    "notice_unit": None,
}


def longer_deadline(unit, item, content):
    return with_values(content, deadline=LONGER, publisher=None) if item == "05-005" else content


def id_of(workspace: Workspace, unit, item: str) -> str:
    return entry_id(unit.id, STANDARD_CATALOGUE, workspace.edition, item)


def filled(tmp_path):
    desk = county_desk(tmp_path / "county")
    with desk.working() as workspace:
        put_entries(workspace, TOWNSHIP, "05", longer_deadline)
        put_entries(workspace, OTHER_TOWNSHIP, "05", unchanged)
        put_entries(workspace, OTHER_TOWNSHIP, "19", unchanged)
    return desk


def test_every_field_that_was_handed_in_is_a_place(tmp_path):
    with filled(tmp_path).working() as workspace:
        places = [(place.unit, place.field, place.entries) for place in review_places(workspace)]
    assert (TOWNSHIP.name, "05", 13) in places
    assert {field for unit, field, _ in places if unit == OTHER_TOWNSHIP.name} == {"05", "19"}
    assert SUBDISTRICT.name not in {unit for unit, _, _ in places}


def test_the_list_says_how_entries_stand(tmp_path):
    with filled(tmp_path).working() as workspace:
        returned, accepted = id_of(workspace, TOWNSHIP, "05-005"), id_of(workspace, TOWNSHIP, "05-003")
        judge(workspace, [returned], "returned", "请写清楚")
        judge(workspace, [accepted], "accepted")
        rows = {row.code: row for row in review_list(workspace, TOWNSHIP.id, STANDARD_CATALOGUE, "05")}
    assert (rows["05-005"].standing, rows["05-003"].standing, rows["05-004"].standing) == (
        "returned",
        "accepted",
        "pending",
    )
    assert rows["05-005"].blocks >= 1
    assert rows["05-005"].warns >= 1
    assert (rows["05-004"].blocks, rows["05-004"].relation) == (0, "adopted")


def test_an_entry_stands_beside_the_standard_element_by_element(tmp_path):
    with filled(tmp_path).working() as workspace:
        shown = reviewed_entry(workspace, id_of(workspace, TOWNSHIP, "05-005"))
        other = reviewed_entry(workspace, id_of(workspace, OTHER_TOWNSHIP, "05-005"))
    elements = {each.key: each for each in shown.elements}
    assert elements["deadline"].beside == "differs"
    assert elements["deadline"].spans
    assert elements["publisher"].beside == "missing"
    assert elements["publisher"].suggested
    assert elements["level1"].beside == "same"
    assert {each.key: each.beside for each in other.elements}["publisher"] in ("own-name", "same")
    assert shown.others_element == elements["deadline"].label
    assert [way.units for way in shown.others] == [1]
    assert shown.others_missing == 1
    assert other.others == ()


def test_what_is_written_and_not_said_is_kept_until_it_is_said(tmp_path):
    desk = filled(tmp_path)
    with desk.working() as workspace:
        entry = id_of(workspace, TOWNSHIP, "05-005")
        keep_comment(workspace, entry, "公示期")
        keep_comment(workspace, entry, "公示期写清几个工作日")
    with desk.working() as workspace:
        assert kept_comments(workspace) == {entry: "公示期写清几个工作日"}
        keep_comment(workspace, entry, " ")
        assert kept_comments(workspace) == {}


def test_suggestions_are_kept_until_they_are_sent(tmp_path):
    desk = filled(tmp_path)
    with desk.working() as workspace:
        entry = id_of(workspace, TOWNSHIP, "05-005")
        keep_suggestions(workspace, entry, {"deadline": LONGER})
    with desk.working() as workspace:
        assert kept_suggestions(workspace) == {entry: {"deadline": LONGER}}
        keep_suggestions(workspace, entry, {})
        assert kept_suggestions(workspace) == {}


def test_a_removed_entry_is_told_as_gone(tmp_path):
    with filled(tmp_path).working() as workspace:
        assert reviewed_entry(workspace, "00000000-0000-4000-8000-000000000000") is None
