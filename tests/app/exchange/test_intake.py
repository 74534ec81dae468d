"""What must not be taken in is refused whole: nothing in the county's file changes, and the sentence says why."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.canonical import canonical_json
from app.drafting.adopting import add_local, adopt
from app.drafting.entry import entry_id
from app.drafting.lookup import find_entry
from app.errors import UserFacingError
from app.exchange import package_writing
from app.exchange.manifest import Recipient
from app.exchange.taking_in import FileOutcome
from tests.app.exchange.desks import admit_sender, fingerprint_of, forge, manifest_of, renamed_revision, rows_of
from tests.support import COUNTY, FULL_VALUES, OTHER_TOWNSHIP, TOWNSHIP, Computer, computer, dump

Row = dict[str, Any]
Change = Callable[[list[Row]], None]


def refused(county: Computer, path: Path) -> FileOutcome:
    """Take a package in, which must be refused without a trace; return the outcome."""
    before = dump(county.path)
    outcome = county.take_in(path)
    assert (outcome.result, outcome.applied, outcome.counts) == ("refused", False, {})
    assert re.search(r"[\u4e00-\u9fff].*。$", outcome.reason)
    assert dump(county.path) == before
    return outcome


# --- who may send ----------------------------------------------------------------------------------------------


def test_an_unknown_sender_is_refused_with_name_code_and_fingerprint(county: Computer, township: Computer):
    path = township.export("第一轮.zwgk").path
    outcome = refused(county, path)
    assert "兴隆镇" in outcome.reason
    assert "990124101" in outcome.reason
    assert fingerprint_of(path) in outcome.reason
    assert "认可" in outcome.reason
    assert outcome.organisation == "兴隆镇"


def test_another_computer_of_a_known_unit_is_refused_until_admitted(
    admitted: Computer, township: Computer, tmp_path: Path
):
    second = computer(tmp_path / "新电脑", TOWNSHIP, person="王强")
    second.path.write_bytes(township.path.read_bytes())
    path = second.export("第一轮.zwgk").path
    outcome = refused(admitted, path)
    assert "这台电脑还没有登记" in outcome.reason
    assert fingerprint_of(path) in outcome.reason


def test_a_unit_cannot_send_under_the_id_of_another(admitted: Computer, tmp_path: Path):
    """An admitted key is good for its own unit only."""
    other = computer(tmp_path / "白云乡", OTHER_TOWNSHIP)
    with other.working() as workspace:
        adopt(workspace, field="05")
    honest = other.export("第一轮.zwgk").path
    admit_sender(admitted, honest, "白云乡")
    sender = manifest_of(honest).organisation
    stolen = type(sender)(TOWNSHIP.id, TOWNSHIP.name, TOWNSHIP.code, TOWNSHIP.kind)
    rows = [_as_of(row, TOWNSHIP.id) for row in rows_of(honest)]
    with other.keys():
        path = forge(other, other.folder / "冒名.zwgk", rows, honest, organisation=stolen)
    refused(admitted, path)


def _as_of(row: Row, organisation: str) -> Row:
    id = entry_id(organisation, "standard-catalogue", "2026", row["content"]["item"])
    return renamed_revision(row | {"id": id}, row["content"] | {"organisation": organisation})


def test_a_package_for_another_recipient_is_refused(admitted: Computer, township: Computer):
    path = township.folder / "第一轮.zwgk"
    other = forge(
        township, path.with_name("给别县.zwgk"), rows_of(path), path, recipient=Recipient(OTHER_TOWNSHIP.id, "白水县")
    )
    assert "白水县" in refused(admitted, other).reason


def test_our_own_submission_is_refused(township: Computer):
    path = township.export("第一轮.zwgk").path
    own = forge(township, path.with_name("自己的.zwgk"), rows_of(path), path, recipient=None)
    assert "本单位自己" in refused(township, own).reason


def test_other_kinds_and_other_files_are_refused_with_what_to_do(
    admitted: Computer, township: Computer, tmp_path: Path
):
    note = tmp_path / "说明.zwgk"
    note.write_text("这不是交换文件", encoding="utf-8")
    refused(admitted, note)
    refused(admitted, tmp_path / "没有.zwgk")
    refused(admitted, tmp_path)
    refused(admitted, admitted.path)
    cut = tmp_path / "断了.zwgk"
    cut.write_bytes((township.folder / "第一轮.zwgk").read_bytes()[:-10])
    refused(admitted, cut)


# --- what may stand in it --------------------------------------------------------------------------------------


def content(**changes: Any) -> Change:
    """Change the content of the first entry, under the right name for it."""

    def change(rows: list[Row]) -> None:
        rows[0] = renamed_revision(rows[0], rows[0]["content"] | changes)

    return change


def values(**changes: Any) -> Change:
    """Change values of the first entry, under the right name for them."""

    def change(rows: list[Row]) -> None:
        rows[0] = renamed_revision(rows[0], rows[0]["content"] | {"values": rows[0]["content"]["values"] | changes})

    return change


def row(**changes: Any) -> Change:
    """Change the first line without giving it the right name."""

    def change(rows: list[Row]) -> None:
        rows[0] = rows[0] | changes

    return change


def without(*keys: str) -> Change:
    def change(rows: list[Row]) -> None:
        rows[0] = {key: value for key, value in rows[0].items() if key not in keys}

    return change


def content_without(key: str) -> Change:
    def change(rows: list[Row]) -> None:
        rows[0] = renamed_revision(rows[0], {k: v for k, v in rows[0]["content"].items() if k != key})

    return change


def twice(rows: list[Row]) -> None:
    rows.append(rows[0])


def twice_in_two_versions(rows: list[Row]) -> None:
    rows.append(renamed_revision(rows[0], rows[0]["content"] | {"position": 77}, rows[0]["revision"]))


HOSTILE: dict[str, Change] = {
    "the entry id of another unit": row(id=entry_id(OTHER_TOWNSHIP.id, "standard-catalogue", "2026", "05-001")),
    "an id of its own for a standard item": content(item="05-002"),
    "an id that is a path": row(id="../../../../../../../../etc/passwd.."),
    "another unit's content": content(organisation=OTHER_TOWNSHIP.id),
    "the county's own content": content(organisation=COUNTY.id),
    "a wrong revision id": row(revision="0" * 64),
    "a revision id that is none": row(revision="A" * 64),
    "other parents than it is named by": row(parents=["1" * 64]),
    "three parents": row(parents=["1" * 64, "2" * 64, "3" * 64]),
    "a line without revision": without("revision"),
    "a line without content": without("content"),
    "content without its state": content_without("state"),
    "content without its values": content_without("values"),
    "a state there is not": content(state="done"),
    "a value of the wrong kind": values(elements="一段文字"),
    "a choice there is not": values(audience="所有人"),
    "a value not in its one form": values(publisher="  两边有空格 "),
    "channels in another order": values(channels=["政务服务中心", "政府网站"]),
    "a citation without title": values(basis=[{"number": "1"}]),
    "a deadline of no days": values(deadline={"text": "无", "count": -1}),
    "a control character": values(publisher="a\x07"),
    "not applicable without a reason": content(not_applicable=""),
    "a reason of blanks": content(not_applicable="  "),
    "an unknown checklist": content(checklist="no-such-list"),
    "a register for a checklist": content(checklist="annual-report"),
    "an unknown field": content(field="99"),
    "an item under another field": content(field="06"),
    "an item under no field": content(field=None),
    "a local entry with an item": content(local=True),
    "an item that says it is local": content(local=True, item=None),
    "neither item nor local": content(item=None),
    "another edition than the package": content(edition="1999"),
    "a position beyond all numbers": content(position=10**30),
    "a position before the first": content(position=-1),
    "evidence there is not": content(evidence="sworn"),
    "removed that is no yes or no": content(removed="ja"),
    "values that are a list": content(values=[1]),
    "the same entry twice": twice,
    "the same entry in two versions": twice_in_two_versions,
}


@pytest.mark.parametrize("fault", HOSTILE)
def test_a_signed_package_with_one_wrong_line_is_refused_whole(admitted: Computer, township: Computer, fault: str):
    path = township.folder / "第一轮.zwgk"
    rows = rows_of(path)
    HOSTILE[fault](rows)
    outcome = refused(admitted, forge(township, path.with_name("错的.zwgk"), rows, path, round=2))
    assert admitted.take_in(path).result == "applied"
    assert "没有收" in outcome.reason


def test_a_wrong_line_later_on_leaves_nothing_of_the_lines_before(admitted: Computer, township: Computer):
    path = township.folder / "第一轮.zwgk"
    rows = rows_of(path)
    rows[-1] = rows[-1] | {"revision": "0" * 64}
    outcome = refused(admitted, forge(township, path.with_name("错的.zwgk"), rows, path, round=2))
    assert "第 13 条" in outcome.reason


def test_an_entry_id_of_a_unit_we_know_cannot_be_taken_over(admitted: Computer, township: Computer, tmp_path: Path):
    """A local entry may have any id, but not one that another unit has used."""
    with township.working() as workspace:
        used = add_local(workspace, FULL_VALUES, field="05")
    admitted.take_in(township.export("第二轮.zwgk").path)
    other = computer(tmp_path / "白云乡", OTHER_TOWNSHIP)
    with other.working() as workspace:
        adopt(workspace, field="05")
        add_local(workspace, FULL_VALUES, field="05")
    honest = other.export("第一轮.zwgk").path
    admit_sender(admitted, honest, "白云乡")
    (local,) = [row for row in rows_of(honest) if row["content"]["local"]]
    row = renamed_revision(local | {"id": used}, local["content"])
    outcome = refused(admitted, forge(other, other.folder / "占用.zwgk", [row], honest, round=2))
    assert "别的单位的条目编号" in outcome.reason


def test_what_a_newer_program_adds_is_kept(admitted: Computer, township: Computer):
    """A later minor version may know further elements and facts; they travel on."""
    path = township.folder / "第一轮.zwgk"
    rows = rows_of(path)
    newer = rows[0]["content"] | {"mood": "bright", "values": rows[0]["content"]["values"] | {"price": "1"}}
    rows[0] = renamed_revision(rows[0], newer)
    outcome = admitted.take_in(forge(township, path.with_name("新版.zwgk"), rows, path, round=2))
    assert outcome.result == "applied"
    assert admitted.views()["05-001"]["values"]["price"] == "1"
    later = renamed_revision(rows[0], newer | {"mood": "sad"}, rows[0]["revision"])
    outcome = admitted.take_in(forge(township, path.with_name("再新.zwgk"), [later], path, round=3))
    assert outcome.as_json()["changed"] == 1
    with admitted.working() as workspace:
        head = find_entry(workspace, "05-001")
    assert (head.content["mood"], head.revision) == ("sad", later["revision"])


def test_editing_keeps_what_a_newer_program_of_a_colleague_added(township: Computer):
    path = township.export("工作.zwgk", kind="work").path
    rows = rows_of(path)
    rows[0] = renamed_revision(rows[0], rows[0]["content"] | {"mood": "bright"}, rows[0]["revision"])
    assert township.take_in(forge(township, path.with_name("新版.zwgk"), rows[:1], path, round=2)).result == "applied"
    township.set("05-001", publisher="党政办")
    (row, *_) = rows_of(township.export("回去.zwgk", kind="work").path)
    assert (row["content"]["mood"], row["content"]["values"]["publisher"]) == ("bright", "党政办")


def test_a_removed_entry_that_we_never_had_is_kept_as_removed(admitted: Computer, township: Computer):
    path = township.folder / "第一轮.zwgk"
    rows = rows_of(path)
    rows[0] = renamed_revision(rows[0], rows[0]["content"] | {"removed": True})
    outcome = admitted.take_in(forge(township, path.with_name("删了.zwgk"), rows, path, round=2))
    assert outcome.as_json()["new"] == 12
    assert "05-001" not in admitted.views()


def test_a_refusal_is_an_outcome_and_an_unknown_kind_of_error_is_not(admitted: Computer, tmp_path: Path):
    with admitted.working() as workspace, pytest.raises(UserFacingError):
        adopt(workspace, field="99")
    assert admitted.take_in(tmp_path / "没有.zwgk").reason


# --- how it may be written -------------------------------------------------------------------------------------


def written_by(monkeypatch: pytest.MonkeyPatch, write: Callable[[Row], bytes]) -> None:
    """Let lines of packages be written otherwise than in canonical JSON."""
    monkeypatch.setattr(package_writing, "canonical_json", write)


def other_form(value: Any) -> bytes:
    """Return JSON with names in another order, with blanks, and characters told by their numbers."""
    backwards = json.loads(json.dumps(value), object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    return json.dumps(backwards).encode()


def test_the_same_in_another_form_is_the_same(admitted: Computer, township: Computer, monkeypatch: pytest.MonkeyPatch):
    path = township.folder / "第一轮.zwgk"
    rows = rows_of(path)
    written_by(monkeypatch, other_form)
    otherwise = forge(township, path.with_name("另写.zwgk"), rows, path)
    assert admitted.take_in(otherwise).counts == {"new": len(rows)}
    assert admitted.take_in(path).counts == {"unchanged": len(rows)}


def test_a_form_that_looks_like_one_seen_before_is_checked_by_itself(
    admitted: Computer, township: Computer, monkeypatch: pytest.MonkeyPatch
):
    """Composed or not, a letter has one revision id; only the composed one is a form in which values may come."""
    path = township.folder / "第一轮.zwgk"
    rows = [
        renamed_revision(row, row["content"] | {"values": row["content"]["values"] | {"publisher": text}})
        for row, text in zip(rows_of(path), ("Caf\u00e9", "Cafe\u0301"), strict=False)
    ]
    written_by(
        monkeypatch, lambda row: json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    )
    outcome = refused(admitted, forge(township, path.with_name("错的.zwgk"), rows, path, round=2))
    assert "第 2 条“" in outcome.reason
    assert "写法不规范" in outcome.reason


def test_what_is_right_in_one_element_is_looked_at_in_another(admitted: Computer, township: Computer):
    path = township.folder / "第一轮.zwgk"
    rows = rows_of(path)
    levels = rows[0]["content"]["values"]["levels"]
    values(levels=levels, mode=levels)(last := [rows[-1]])
    outcome = refused(admitted, forge(township, path.with_name("错的.zwgk"), [*rows[:-1], *last], path, round=2))
    assert f"第 {len(rows)} 条“" in outcome.reason
    assert "填得不对" in outcome.reason


@pytest.mark.parametrize("name", [b'"parents":', b'"state":'])
def test_a_name_that_stands_twice_is_refused(
    admitted: Computer, township: Computer, monkeypatch: pytest.MonkeyPatch, name: bytes
):
    path = township.folder / "第一轮.zwgk"
    rows = rows_of(path)
    written_by(monkeypatch, lambda row: _with_name_twice(canonical_json(row), name))
    outcome = refused(admitted, forge(township, path.with_name("错的.zwgk"), rows, path, round=2))
    assert outcome.code == "package-malformed"


def _with_name_twice(line: bytes, name: bytes) -> bytes:
    before, after = line.split(name, 1)
    value = b"[]," if after.startswith(b"[") else after[: after.index(b",") + 1]
    return before + name + value + name + after


def test_two_names_that_are_one_are_refused(admitted: Computer, township: Computer, monkeypatch: pytest.MonkeyPatch):
    path = township.folder / "第一轮.zwgk"
    rows = rows_of(path)
    rows[0] = rows[0] | {"content": rows[0]["content"] | {"\u00e9": 1, "e\u0301": 2}}
    written_by(monkeypatch, lambda row: json.dumps(row).encode())
    refused(admitted, forge(township, path.with_name("错的.zwgk"), rows, path, round=2))
