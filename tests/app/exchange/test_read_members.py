"""What a package brings and this version does not read is told before and after, or the package is refused."""

from pathlib import Path
from typing import Any

import pytest

from app.errors import UserFacingError
from app.exchange.keys import device_key
from app.exchange.looking import look_at
from app.exchange.manifest import PackageFacts
from app.exchange.package_reading import open_package
from app.exchange.package_writing import AttachmentContent, Content, DocumentContent, RowsContent, write_package
from app.exchange.recovering import export_recovery
from app.exchange.returning import export_return
from app.exchange.roster import find_unit
from app.exchange.starting import new_from_recovery
from app.exchange.verdicts import find_entry_below, judge
from tests.app.exchange.desks import manifest_of, trust_sender
from tests.app.exchange.samples import PHOTO, PHOTO_HASH
from tests.support import Computer

LINE: dict[str, Any] = {"id": "1"}


def with_more(desk: Computer, path: Path, *more: Content) -> Path:
    """The same package with members that today's program does not write."""
    manifest = manifest_of(path)
    with open_package(path) as package:
        held: list[Content] = [
            RowsContent(each.name, list(package.rows(each.name)))
            if each.name.endswith(".jsonl")
            else DocumentContent(each.name, package.document(each.name))
            for each in package.members()
        ]
    facts = PackageFacts(**{name: getattr(manifest, name) for name in PackageFacts.__struct_fields__})
    with desk.keys():
        key = device_key(manifest.organisation.id)
    return write_package(path.with_name(f"多_{path.name}"), facts, [*held, *more], key).path


def test_what_a_submission_brings_besides_is_told_before_and_after(admitted: Computer, township: Computer):
    photo = township.folder / "photo.jpg"
    photo.write_bytes(PHOTO)
    more = [
        RowsContent("notices.jsonl", [LINE]),
        AttachmentContent(PHOTO_HASH, photo),
        RowsContent("devices.jsonl", []),
    ]
    path = with_more(township, township.folder / "第一轮.zwgk", *more)
    told = "包里还有本程序这一版不读的内容：附件、公示公告，这些不收。"
    with admitted.working() as workspace:
        assert look_at(workspace, path).batch.notes == (told,)
    assert admitted.take_in(path, dry_run=True).reason == told
    outcome = admitted.take_in(path)
    assert (outcome.result, outcome.reason) == ("applied", told)


def test_a_file_that_brings_only_what_is_not_read_is_not_called_empty(admitted: Computer, township: Computer):
    path = township.folder / "第一轮.zwgk"
    admitted.take_in(path)
    more = with_more(township, path, RowsContent("fields.jsonl", [LINE]))
    with admitted.working() as workspace:
        assert look_at(workspace, more).result == "ready"
    assert "领域的选择" in admitted.take_in(more).reason


def test_marks_of_taken_out_text_are_never_passed_over(admitted: Computer, township: Computer):
    path = with_more(township, township.folder / "第一轮.zwgk", RowsContent("redactions.jsonl", [LINE]))
    outcome = admitted.take_in(path)
    assert (outcome.result, outcome.code) == ("refused", "package-row-wrong")
    assert admitted.views() == {}


@pytest.fixture
def reviewed(admitted: Computer, township: Computer) -> Computer:
    """The county after it said something of the township's first round; the township trusts it."""
    admitted.take_in(township.folder / "第一轮.zwgk")
    with admitted.working() as workspace:
        judge(workspace, [find_entry_below(workspace, "05-003").id], "accepted")
        unit = find_unit(workspace, "兴隆镇")
        export_return(workspace, unit, admitted.folder / "退回.zwgk")
        export_recovery(workspace, unit, admitted.folder / "恢复.zwgk")
    trust_sender(township, admitted.folder / "退回.zwgk")
    return admitted


def test_a_return_tells_what_of_it_is_not_read(reviewed: Computer, township: Computer):
    path = with_more(reviewed, reviewed.folder / "退回.zwgk", RowsContent("devices.jsonl", [LINE]))
    reason = "通过 1 条。包里还有本程序这一版不读的内容：登记的电脑，这些不收。"
    assert township.take_in(path, dry_run=True).reason == reason
    assert township.take_in(path).reason == reason


def test_nobody_goes_on_from_a_part_of_what_was_held_for_him(reviewed: Computer, township: Computer, tmp_path: Path):
    path = with_more(reviewed, reviewed.folder / "恢复.zwgk", RowsContent("notices.jsonl", [LINE]))
    assert township.take_in(path).code == "package-newer-content"
    with township.keys(), pytest.raises(UserFacingError):
        new_from_recovery(tmp_path / "新.qd", path)
    assert not (tmp_path / "新.qd").exists()
