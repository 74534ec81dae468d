"""Standards that a county completed go along with its start files and its work packages, with all that stands behind
them.
"""

from pathlib import Path

import pytest

from app.drafting.adopting import adopt
from app.drafting.history import undo
from app.drafting.operations import head_of, revision_id
from app.errors import UserFacingError
from app.exchange.handing_in import export_start
from app.exchange.keys import device_key
from app.exchange.manifest import PackageFacts
from app.exchange.package_reading import open_package
from app.exchange.package_writing import DocumentContent, RowsContent, write_package
from app.exchange.profiles import export_profile
from app.exchange.roster import add_unit
from app.exchange.starting import new_from_start, new_from_work
from app.standards.library import load_library
from app.standards.own_packs import FIELD_PACK
from app.tables.kept_texts import withdraw_official_text
from app.workspace import Workspace
from tests.app.exchange.desks import manifest_of, trust_sender
from tests.app.exchange.test_profiles import complete
from tests.official_table import changed_rows, official_rows, write_official
from tests.support import COUNTY, Computer, computer


@pytest.fixture
def new_desk(tmp_path: Path) -> Computer:
    """A computer on which nothing is set up yet."""
    (tmp_path / "新来的").mkdir()
    return Computer(tmp_path / "新来的", "陈静")


@pytest.fixture
def completed(county: Computer, tmp_path: Path) -> Computer:
    """The county after it took a table as the standard of 05 twice, so that a revision lies behind it."""
    complete(county, write_official(tmp_path / "旧表.csv", {**official_rows(), "new": changed_rows()["new"]}))
    complete(county, write_official(tmp_path / "全表.csv", changed_rows()))
    return county


def start_file(county: Computer) -> Path:
    with county.working() as workspace:
        unit = add_unit(workspace, "兴隆镇", "990124101")
        return export_start(workspace, unit, county.folder / "开始.zwgk").path


def standing(workspace: Workspace) -> tuple[str | None, set[str], str, list[str]]:
    """The revision of 05 here and those behind it, who stands behind the text, and the items."""
    head = head_of(workspace, FIELD_PACK, "05").revision
    field = workspace.library.fields["05"]
    return (
        head,
        workspace.store.revisions.ancestors(head) if head else set(),
        field.official.file if field.official else "",
        [item.code for item in field.items],
    )


def stands(desk: Computer) -> tuple[str | None, set[str], str, list[str]]:
    with desk.working() as workspace:
        return standing(workspace)


def test_a_child_begins_with_the_standards_of_its_parent(completed: Computer, new_desk: Computer, tmp_path: Path):
    with new_desk.keys(), new_from_start(new_desk.path, start_file(completed), person="陈静") as workspace:
        assert standing(workspace) == stands(completed)

        assert len(standing(workspace)[1]) == 1
        adopt(workspace, field="05")
        undo(workspace)
        # What the file began with is no step that could be taken back.
        assert undo(workspace) is None
        assert standing(workspace) == stands(completed)
    with completed.working() as workspace:
        path = export_profile(workspace, tmp_path / "标准.zwgk").path
    assert new_desk.take_in(path).result == "unchanged"
    complete(completed, write_official(tmp_path / "新表.csv", official_rows()))
    with completed.working() as workspace:
        path = export_profile(workspace, tmp_path / "标准2.zwgk").path
    assert new_desk.take_in(path).result == "applied"
    assert stands(new_desk) == stands(completed)


@pytest.mark.parametrize("has_entries", [True, False])
def test_a_second_clerk_begins_with_the_same_standards(completed: Computer, new_desk: Computer, has_entries: bool):
    if has_entries:
        with completed.working() as workspace:
            adopt(workspace, field="05")
    done = completed.export("工作.zwgk", kind="work")
    assert done.entries == len(completed.views())
    with new_desk.keys(), new_from_work(new_desk.path, done.path, person="陈静") as workspace:
        assert standing(workspace) == stands(completed)
    assert new_desk.views() == completed.views()


def test_a_standard_that_was_taken_back_goes_along_as_taken_back(completed: Computer, new_desk: Computer):
    with completed.working() as workspace:
        withdraw_official_text(workspace, "05")
    with new_desk.keys(), new_from_start(new_desk.path, start_file(completed), person="陈静") as workspace:
        assert workspace.library is load_library()
        assert standing(workspace) == stands(completed)


def test_a_colleague_who_is_at_work_gets_it_too_and_can_step_back(completed: Computer, tmp_path: Path):
    second = computer(tmp_path / "二号机", COUNTY)
    with completed.working() as workspace:
        adopt(workspace, field="05")
    path = completed.export("工作.zwgk", kind="work").path
    trust_sender(second, path)
    outcome = second.take_in(path)
    assert (outcome.result, outcome.counts["new"]) == ("applied", len(completed.views()) + 1)
    assert stands(second) == stands(completed)
    assert second.views() == completed.views()
    assert second.take_in(path).result == "unchanged"
    with second.working() as workspace:
        undo(workspace)
        assert workspace.library is load_library()


def test_two_clerks_who_took_a_text_each_come_to_the_same(county: Computer, tmp_path: Path):
    second = computer(tmp_path / "二号机", COUNTY)
    complete(county, write_official(tmp_path / "全表.csv", changed_rows()))
    complete(second, write_official(tmp_path / "旧表.csv", official_rows() | {"new": changed_rows()["new"]}))
    complete(second, write_official(tmp_path / "新表.csv", official_rows()))
    ours, theirs = (desk.export("工作.zwgk", kind="work").path for desk in (county, second))
    trust_sender(county, theirs)
    trust_sender(second, ours)
    assert second.take_in(ours).result == "unchanged"
    assert county.take_in(theirs).result == "applied"
    assert stands(county) == stands(second)
    assert stands(county)[2] == "新表.csv"


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda row: row["content"] | {"version": 0}, "package-row-wrong"),
        (lambda row: row["content"] | {"field": "06"}, "package-row-wrong"),
        (None, "package-newer-content"),
    ],
)
def test_a_start_file_with_a_wrong_standard_makes_nothing(completed: Computer, new_desk: Computer, spoil, code):
    sound = start_file(completed)
    with open_package(sound) as package:
        (row,), start = package.rows("standards.jsonl"), package.document("start.json")
    content = spoil(row) if spoil else row["content"]
    named = row | {"content": content, "revision": revision_id(FIELD_PACK, row["id"], content, row["parents"])}
    contents = [DocumentContent("start.json", start), RowsContent("standards.jsonl", [named])]
    if spoil is None:
        contents.append(RowsContent("masks.jsonl", [{"key": "nothing-hidden"}]))
    facts = PackageFacts(**{name: getattr(manifest_of(sound), name) for name in PackageFacts.__struct_fields__})
    with completed.keys():
        forged = write_package(sound.with_name("改过的.zwgk"), facts, contents, device_key(COUNTY.id)).path
    with new_desk.keys(), pytest.raises(UserFacingError) as refusal:
        new_from_start(new_desk.path, forged, person="陈静")
    assert refusal.value.code == code
    assert not new_desk.path.exists()
