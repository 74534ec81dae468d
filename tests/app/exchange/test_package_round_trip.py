import subprocess
import sys
import zipfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.keys import DeviceKey
from app.exchange.package_reading import open_package
from app.exchange.package_writing import (
    AttachmentContent,
    DocumentContent,
    RowsContent,
    pack,
    write_package,
)

from .samples import COUNTY, FACTS, KEY, OTHER_KEY, PHOTO, PHOTO_HASH, ROWS, TOWNSHIP, sample_contents, write_sample

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abcdef"), inner, max_size=4),
    max_leaves=12,
)


def test_what_was_packed_comes_out_again(tmp_path):
    written = write_sample(tmp_path / "兴隆镇.zwgk")
    with open_package(written.path) as package:
        assert package.manifest.organisation == TOWNSHIP
        assert package.manifest.recipient == COUNTY
        assert package.signer == KEY.public
        assert package.hash == written.hash
        assert [member.name for member in package.members()] == [f"attachments/{PHOTO_HASH}", "entries.jsonl"]
        assert list(package.rows("entries.jsonl")) == ROWS
        assert list(package.rows("revisions.jsonl")) == []
        assert package.attachments() == (PHOTO_HASH,)
        assert b"".join(package.attachment(PHOTO_HASH)) == PHOTO


def test_two_members_can_be_read_in_turns(tmp_path):
    contents = [
        RowsContent("entries.jsonl", ROWS * 500),
        RowsContent("revisions.jsonl", ({"n": n} for n in range(1000))),
    ]
    write_package(tmp_path / "a.zwgk", FACTS, contents, KEY)
    with open_package(tmp_path / "a.zwgk") as package:
        pairs = zip(package.rows("entries.jsonl"), package.rows("revisions.jsonl"), strict=True)
        assert [(entry["id"], row["n"]) for entry, row in pairs][-1] == ("05-002", 999)


def test_a_document_comes_out_again(tmp_path):
    facts = msgspec.structs.replace(FACTS, kind="receipt")
    receipt = {"taken": 12, "note": "收到"}
    write_package(tmp_path / "a.zwgk", facts, [DocumentContent("receipt.json", receipt)], KEY)
    with open_package(tmp_path / "a.zwgk") as package:
        assert package.document("receipt.json") == receipt


@settings(deadline=None, max_examples=60)
@given(rows=st.lists(st.dictionaries(st.sampled_from("abcdef"), json_values, max_size=5), max_size=8))
def test_any_rows_survive_up_to_unicode_composition(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("rows") / "a.zwgk"
    write_package(path, FACTS, [RowsContent("entries.jsonl", rows)], KEY)
    with open_package(path) as package:
        once = list(package.rows("entries.jsonl"))
    write_package(path, FACTS, [RowsContent("entries.jsonl", once)], KEY, force=True)
    with open_package(path) as package:
        assert list(package.rows("entries.jsonl")) == once
        assert len(once) == len(rows)


def test_the_same_content_gives_the_same_bytes_whatever_the_order_of_the_members(tmp_path):
    contents = sample_contents(tmp_path)
    first = write_package(tmp_path / "a.zwgk", FACTS, contents, KEY)
    second = write_package(tmp_path / "b.zwgk", FACTS, list(reversed(contents)), KEY)
    assert first.file_sha256 == second.file_sha256
    assert first.path.read_bytes() == second.path.read_bytes()


def test_a_next_round_names_the_one_before(tmp_path):
    with pack(FACTS, sample_contents(tmp_path), KEY) as first:
        expected = first.hash
        assert first.write(tmp_path / "1.zwgk").hash == expected
    second = msgspec.structs.replace(FACTS, round=2, parent=expected)
    write_sample(tmp_path / "2.zwgk", second)
    with open_package(tmp_path / "1.zwgk") as before, open_package(tmp_path / "2.zwgk") as after:
        assert after.manifest.parent == before.hash
        assert after.hash != before.hash


def test_the_signer_is_told_apart_from_another(tmp_path):
    write_sample(tmp_path / "ours.zwgk", key=KEY)
    write_sample(tmp_path / "theirs.zwgk", key=OTHER_KEY)
    with open_package(tmp_path / "ours.zwgk") as ours, open_package(tmp_path / "theirs.zwgk") as theirs:
        assert ours.signer == KEY.public
        assert theirs.signer == OTHER_KEY.public


def test_an_ordinary_zip_program_opens_it(tmp_path):
    written = write_sample(tmp_path / "a.zwgk")
    with zipfile.ZipFile(written.path) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["manifest.json", "signature.json", f"attachments/{PHOTO_HASH}", "entries.jsonl"]
        assert archive.read(f"attachments/{PHOTO_HASH}") == PHOTO
        assert archive.read("entries.jsonl").count(b"\n") == len(ROWS)
        assert all(info.date_time == (1980, 1, 1, 0, 0, 0) and not info.extra for info in archive.infolist())
    listing = subprocess.run(
        [sys.executable, "-m", "zipfile", "-l", str(written.path)], capture_output=True, text=True, check=True
    )
    assert "entries.jsonl" in listing.stdout


def test_the_byte_layout_is_pinned(tmp_path):
    """A changed layout would change every hash: it needs a new format version, not a quiet edit."""
    written = write_package(tmp_path / "a.zwgk", FACTS, [RowsContent("entries.jsonl", [])], KEY)
    content = written.path.read_bytes()
    assert content[:43].hex(" ") == (
        "50 4b 03 04 14 00 00 08 00 00 00 00 21 00 "
        + content[14:26].hex(" ")
        + " 0d 00 00 00 6d 61 6e 69 66 65 73 74 2e 6a 73 6f 6e"
    )
    assert written.hash == "b0045ec7110faefaf08eefdd3c48cff145005841ac8cf31818327798b4ff2424"


def test_nothing_but_the_package_stays_behind(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    write_package(folder / "a.zwgk", FACTS, sample_contents(tmp_path), KEY)
    assert [path.name for path in folder.iterdir()] == ["a.zwgk"]


def test_a_package_without_its_required_member_is_not_written(tmp_path):
    with pytest.raises(ValueError, match=r"entries\.jsonl"):
        write_package(tmp_path / "a.zwgk", FACTS, [], KEY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["roster.jsonl", "../entries.jsonl", "Entries.jsonl", "manifest.json"])
def test_a_member_that_does_not_belong_is_not_written(tmp_path, name):
    contents = [RowsContent("entries.jsonl", []), RowsContent(name, [])]
    with pytest.raises(ValueError, match="not a manifest"):
        write_package(tmp_path / "a.zwgk", FACTS, contents, KEY)


def test_the_same_attachment_twice_is_not_written(tmp_path):
    rows, photo = sample_contents(tmp_path)
    assert isinstance(photo, AttachmentContent)
    with pytest.raises(ValueError, match="distinct"):
        write_package(tmp_path / "a.zwgk", FACTS, [rows, photo, photo], KEY)


def test_a_new_key_signs_as_well_as_the_fixed_one(tmp_path: Path):
    key = DeviceKey.generate()
    write_sample(tmp_path / "a.zwgk", key=key)
    with open_package(tmp_path / "a.zwgk") as package:
        assert package.signer == key.public
