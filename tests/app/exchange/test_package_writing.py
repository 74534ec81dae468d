"""What is under the package's name is whole or not there at all, whatever fails while it is written."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from app.errors import UserFacingError
from app.exchange import limits
from app.exchange.package_reading import open_package
from app.exchange.package_writing import AttachmentContent, RowsContent, pack, write_package

from .samples import FACTS, KEY, PHOTO_HASH, sample_contents, write_sample

_DYING = """
import os, sys
from pathlib import Path
from tests.app.exchange.samples import write_sample
moment = sys.argv[2]
def die(*_):
    os._exit(9)
if moment == "sync":
    os.fsync = die
elif moment == "rename":
    Path.replace = die
elif moment == "middle":
    import app.exchange.zip_layout
    app.exchange.zip_layout.closing_bytes = die
write_sample(Path(sys.argv[1]))
"""


def refusal_code(path: Path, **options) -> str:
    with pytest.raises(UserFacingError) as refusal:
        write_package(path, FACTS, [RowsContent("entries.jsonl", [])], KEY, **options)
    return refusal.value.code


def test_an_existing_file_is_left_alone_unless_asked(tmp_path):
    path = tmp_path / "a.zwgk"
    path.write_text("something else", encoding="utf-8")
    assert refusal_code(path) == "package-exists"
    assert path.read_text(encoding="utf-8") == "something else"
    assert [found.name for found in tmp_path.iterdir()] == ["a.zwgk"]
    write_package(path, FACTS, sample_contents(tmp_path), KEY, force=True)
    with open_package(path) as package:
        assert package.attachments() == (PHOTO_HASH,)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "package-disk-full"),
        (errno.EIO, "package-not-written"),
        (errno.ENODEV, "package-not-written"),
        (errno.EROFS, "package-no-permission"),
        (errno.EACCES, "package-no-permission"),
    ],
)
def test_a_failing_disk_leaves_nothing_and_is_told(tmp_path, monkeypatch, number, code):
    def fail(_descriptor):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("db.filesystem.os.fsync", fail)
    assert refusal_code(tmp_path / "a.zwgk") == code
    assert list(tmp_path.iterdir()) == []


def test_an_old_package_survives_a_failed_replacement(tmp_path, monkeypatch):
    write_sample(tmp_path / "a.zwgk")
    before = (tmp_path / "a.zwgk").read_bytes()

    def fail(_descriptor):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("db.filesystem.os.fsync", fail)
    assert refusal_code(tmp_path / "a.zwgk", force=True) == "package-disk-full"
    assert (tmp_path / "a.zwgk").read_bytes() == before


def test_a_folder_that_is_not_there_is_told(tmp_path):
    assert refusal_code(tmp_path / "no such folder" / "a.zwgk") == "package-not-written"


def test_a_stick_that_gives_back_other_bytes_is_noticed(tmp_path, monkeypatch):
    def spoil(path):
        content = path.read_bytes()
        path.write_bytes(content[:-40] + bytes([content[-40] ^ 1]) + content[-39:])
        return open_package(path)

    monkeypatch.setattr("app.exchange.package_writing.open_package", spoil)
    assert refusal_code(tmp_path / "a.zwgk") == "package-not-written"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("moment", ["middle", "sync", "rename"])
def test_a_program_that_dies_while_writing_leaves_no_half_package(tmp_path, moment):
    path = tmp_path / "a.zwgk"
    root = Path(__file__).parents[3]
    death = subprocess.run([sys.executable, "-c", _DYING, str(path), moment], cwd=root, check=False)
    assert death.returncode == 9
    assert sorted(found.name for found in tmp_path.iterdir()) == [".a.zwgk.part", "photo.jpg"]
    write_sample(path)
    assert sorted(found.name for found in tmp_path.iterdir()) == ["a.zwgk", "photo.jpg"]
    with open_package(path) as package:
        assert package.attachments() == (PHOTO_HASH,)


def test_a_link_in_the_place_of_the_temporary_file_is_not_followed(tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("keep", encoding="utf-8")
    (tmp_path / ".a.zwgk.part").symlink_to(other)
    write_sample(tmp_path / "a.zwgk")
    assert other.read_text(encoding="utf-8") == "keep"


def test_an_attachment_that_is_gone_is_named(tmp_path):
    rows, photo = sample_contents(tmp_path)
    (tmp_path / "photo.jpg").unlink()
    with pytest.raises(UserFacingError) as refusal:
        write_package(tmp_path / "a.zwgk", FACTS, [rows, photo], KEY)
    assert refusal.value.code == "package-attachment-damaged"
    assert "photo.jpg" in refusal.value.message


def test_an_attachment_that_changes_while_it_is_packed_is_noticed(tmp_path):
    with pack(FACTS, sample_contents(tmp_path), KEY) as package:
        (tmp_path / "photo.jpg").write_bytes(b"another photo")
        with pytest.raises(UserFacingError) as refusal:
            package.write(tmp_path / "a.zwgk")
    assert refusal.value.code == "package-attachment-damaged"
    assert [path.name for path in tmp_path.iterdir()] == ["photo.jpg"]


def test_a_row_too_long_is_told_before_anything_is_written(tmp_path):
    rows = RowsContent("entries.jsonl", [{"id": "05-001", "text": "长" * (limits.MAX_ROW_SIZE // 3)}])
    with pytest.raises(UserFacingError) as refusal:
        write_package(tmp_path / "a.zwgk", FACTS, [rows], KEY)
    assert refusal.value.code == "package-too-big"
    assert "05-001" in refusal.value.details
    assert list(tmp_path.iterdir()) == []


def test_more_rows_than_a_member_may_hold_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr("app.exchange.limits.MAX_MEMBER_SIZE", 1000)
    with pytest.raises(UserFacingError) as refusal:
        write_package(tmp_path / "a.zwgk", FACTS, [RowsContent("entries.jsonl", [{"id": "x" * 100}] * 10)], KEY)
    assert refusal.value.code == "package-too-big"


def test_attachments_too_big_together_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr("app.exchange.limits.MAX_TOTAL_SIZE", 10)
    rows, photo = sample_contents(tmp_path)
    assert isinstance(photo, AttachmentContent)
    with pytest.raises(UserFacingError) as refusal:
        write_package(tmp_path / "a.zwgk", FACTS, [rows, photo], KEY)
    assert refusal.value.code == "package-too-big"


@pytest.mark.parametrize("name", ["兴隆镇\u202e府", "兴隆\u200b镇", "兴隆镇\n", "镇" * 201, ""])
def test_a_unit_name_no_reader_would_take_is_told(tmp_path, name):
    organisation = msgspec.structs.replace(FACTS.organisation, name=name)
    facts = msgspec.structs.replace(FACTS, organisation=organisation)
    with pytest.raises(UserFacingError) as refusal:
        write_package(tmp_path / "a.zwgk", facts, [RowsContent("entries.jsonl", [])], KEY)
    assert refusal.value.code == "package-unit-name"
    assert "没有生成文件" in refusal.value.message
