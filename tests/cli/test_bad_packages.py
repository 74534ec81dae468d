"""Exchange files that are damaged, forged or meant for others: refused with the file's name, nothing taken in."""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.canonical import canonical_json
from app.drafting.operations import revision_id
from app.exchange import zip_layout
from app.exchange.keys import find_device_key
from app.exchange.signature import sign_manifest
from tests.app.exchange.samples import deflated, forge, forge_entries, manifest_document, member, write_sample
from tests.cli.conftest import COUNTY
from tests.cli.desk import Desk
from tests.support import key_folder


def with_a_changed_byte(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def repacked(path: Path, target: Path) -> bytes:
    """The same members, zipped anew by another program."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return target.read_bytes()


def hostile_files(folder: Path, honest: Path) -> dict[str, str]:
    """Write every sort of bad file; by name a word of the answer it deserves."""
    content = honest.read_bytes()
    spoilt = {
        "截断.zwgk": (content[:-100], "缺了一截"),
        "只有头.zwgk": (content[:60], "缺了一截"),
        "空.zwgk": (b"", "不完整"),
        "别的.zwgk": (b"%PDF-1.7", "不是公开清单助手"),
        "改了一个字节.zwgk": (with_a_changed_byte(content), "和发出时不一样"),
        "后面多了.zwgk": (content + b"\0", "和发出时不一样"),
        "重新打包.zwgk": (repacked(honest, folder / "重新打包.zwgk"), "zwgk"),
    }
    for name, (bytes_, _) in spoilt.items():
        (folder / name).write_bytes(bytes_)
    entries = member("entries.jsonl", b"", deflated(b""))
    outside = member("../../x", b"", deflated(b""), rows=None)
    extra = member("x.exe", b"MZ", deflated(b"MZ"), rows=None)
    forge(folder / "路径.zwgk", manifest_document(outside, entries), [("entries.jsonl", deflated(b""), 0)])
    forge(folder / "夹带.zwgk", manifest_document(entries, extra), [("entries.jsonl", deflated(b""), 0)])
    forge(
        folder / "多一个.zwgk",
        manifest_document(entries),
        [("entries.jsonl", deflated(b""), 0), ("x.exe", deflated(b"MZ"), 2)],
    )
    forge(
        folder / "新格式.zwgk",
        manifest_document(entries, format={"major": 2, "minor": 0}),
        [("entries.jsonl", deflated(b""), 0)],
    )
    forge_entries(folder / "摘要不对.zwgk", b'{"id":"1"}\n', sha256="0" * 64)
    bomb = deflated(bytes(64 << 20), 9)
    forge_entries(folder / "炸弹.zwgk", bytes(64 << 20), bomb)
    forge_entries(folder / "谎报大小.zwgk", b'{"id":"1"}\n', bomb, size=11)
    write_sample(folder / "给别的单位.zwgk")
    return {name: word for name, (_, word) in spoilt.items()} | {
        "路径.zwgk": "夹带",
        "夹带.zwgk": "夹带",
        "多一个.zwgk": "zwgk",
        "新格式.zwgk": "更新版本",
        "摘要不对.zwgk": "和发出时不一样",
        "炸弹.zwgk": "太大",
        "谎报大小.zwgk": "zwgk",
        "给别的单位.zwgk": "交给“青山县人民政府”",
        "没有.zwgk": "读不出来",
        "文件夹": "读不出来",
    }


def test_nothing_of_a_bad_file_is_taken_in(handed_in: tuple[Desk, Desk], tmp_path: Path) -> None:
    clerk, county = handed_in
    folder = tmp_path / "坏的"
    folder.mkdir()
    (folder / "文件夹").mkdir()
    told = hostile_files(folder, clerk.path("上报1.zwgk"))
    before = county.contents()

    answer = county.ask("import", COUNTY, *(folder / name for name in told), clerk.path("上报1.zwgk"), "--json")
    files = {Path(file["file"]).name: file for file in answer.json()["files"]}
    assert answer.code == 1
    for name, word in told.items():
        assert files[name]["result"] == "refused", name
        assert word in files[name]["reason"], name
        assert files[name]["reason"] in answer.err
    assert files["上报1.zwgk"]["result"] == "unchanged"
    assert county.contents() == before
    assert not (folder / "x").exists() and not (tmp_path / "x").exists()


def test_a_bad_file_is_no_workspace_and_no_friend(handed_in: tuple[Desk, Desk]) -> None:
    clerk, county = handed_in
    bad = county.path("坏.zwgk")
    bad.write_bytes(with_a_changed_byte(clerk.path("上报1.zwgk").read_bytes()))
    fingerprint = ("--fingerprint", county.fingerprint(clerk.path("上报1.zwgk")))
    for words in (
        ("inspect", bad),
        ("new", "新.qd", "--start", bad),
        ("new", "新.qd", "--from", bad),
        ("roster", COUNTY, "admit", bad, *fingerprint),
        ("trust", COUNTY, bad, *fingerprint),
    ):
        assert "“坏.zwgk”" in county.refused(*words)
    assert not county.path("新.qd").exists()


Row = dict[str, Any]


def resigned(desk: Desk, honest: Path, target: Path, change: Callable[[Row], Row]) -> Path:
    """A package with its first entry changed, signed with the sender's own key: an admitted sender who means harm."""
    with zipfile.ZipFile(honest) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        contents = {line["name"]: archive.read(line["name"]) for line in manifest["members"]}
    rows = [json.loads(line) for line in contents["entries.jsonl"].splitlines()]
    rows[0] = change(rows[0])
    contents["entries.jsonl"] = b"".join(canonical_json(row) + b"\n" for row in rows)
    packed = [(name, deflated(content), len(content)) for name, content in contents.items()]
    for line, (_, bytes_, size) in zip(manifest["members"], packed, strict=True):
        line |= {"sha256": hashlib.sha256(bytes_).hexdigest(), "size": size, "packed_size": len(bytes_)}
    raw = canonical_json(manifest | {"round": 2})
    with key_folder(desk.home):
        signature = sign_manifest(raw, find_device_key(manifest["organisation"]["id"]))
    parts = [("manifest.json", raw, raw), ("signature.json", signature, signature)]
    parts += [(name, bytes_, contents[name]) for name, bytes_, _ in packed]
    entries = [zip_layout.ZipEntry(name, zlib.crc32(plain), len(bytes_), len(plain)) for name, bytes_, plain in parts]
    chunks = [
        part
        for entry, (_, bytes_, _) in zip(entries, parts, strict=True)
        for part in (zip_layout.local_header(entry), bytes_)
    ]
    target.write_bytes(b"".join(chunks) + zip_layout.closing_bytes(entries))
    return target


def named_anew(row: Row, **content: Any) -> Row:
    """The row with other content under the revision id that belongs to it."""
    changed = row["content"] | content
    return row | {"content": changed, "revision": revision_id("entry", row["id"], changed, row["parents"])}


EVIL: dict[str, Callable[[Row], Row]] = {
    "content without its revision": lambda row: row | {"content": row["content"] | {"state": "ready"}},
    "another unit's entry": lambda row: named_anew(row, organisation="6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
    "another item's id": lambda row: named_anew(row, item="05-013"),
    "a value of another kind": lambda row: named_anew(row, values=row["content"]["values"] | {"elements": "文字"}),
    "an unknown list": lambda row: named_anew(row, checklist="没有这个清单"),
    "an unknown state": lambda row: named_anew(row, state="published"),
    "half a row": lambda row: {"id": row["id"]},
}


def test_the_forger_can_also_write_honestly(handed_in: tuple[Desk, Desk], tmp_path: Path) -> None:
    clerk, county = handed_in
    package = resigned(
        clerk,
        clerk.path("上报1.zwgk"),
        tmp_path / "第二轮.zwgk",
        lambda row: named_anew(row | {"parents": [row["revision"]]}, state="ready"),
    )
    (file,) = county.shown("import", COUNTY, package)["files"]
    assert (file["result"], file["changed"]) == ("applied", 1)


def test_an_admitted_sender_cannot_slip_anything_in(handed_in: tuple[Desk, Desk], tmp_path: Path) -> None:
    clerk, county = handed_in
    honest = clerk.path("上报1.zwgk")
    packages = [
        resigned(clerk, honest, tmp_path / f"{number}.zwgk", change) for number, change in enumerate(EVIL.values())
    ]
    before = county.contents()
    answer = county.ask("import", COUNTY, *packages, "--json")
    for sort, file in zip(EVIL, answer.json()["files"], strict=True):
        assert file["result"] == "refused", sort
        assert "整份没有收" in file["reason"], sort
    assert county.contents() == before


@pytest.mark.parametrize("size", [4, 1_000])
def test_inspecting_what_is_cut_off_anywhere(handed_in: tuple[Desk, Desk], size: int) -> None:
    clerk, _ = handed_in
    content = clerk.path("上报1.zwgk").read_bytes()
    clerk.path("截断.zwgk").write_bytes(content[:size])
    assert "“截断.zwgk”" in clerk.refused("inspect", "截断.zwgk")
    assert "“截断.zwgk”" in clerk.refused("inspect", "截断.zwgk", "--json")
