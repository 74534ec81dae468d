"""Every changed byte, every cut, every addition is refused, in words."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UserFacingError
from app.exchange.package_reading import open_package

from .samples import PHOTO_HASH, write_sample


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> bytes:
    return write_sample(tmp_path_factory.mktemp("sample") / "a.zwgk").path.read_bytes()


def refusal_of(path: Path, content: bytes) -> UserFacingError:
    path.write_bytes(content)
    with pytest.raises(UserFacingError) as refusal:
        open_package(path)
    return refusal.value


def test_every_changed_byte_is_refused(sample, tmp_path):
    path = tmp_path / "a.zwgk"
    masks = [1 << bit for bit in range(8)] + [0xFF]
    codes = set()
    for at in range(len(sample)):
        for mask in masks:
            spoilt = bytearray(sample)
            spoilt[at] ^= mask
            codes.add(refusal_of(path, bytes(spoilt)).code)
    assert codes <= {"package-changed", "package-truncated", "package-too-big"}


def test_every_byte_set_to_zero_is_refused(sample, tmp_path):
    for at, byte in enumerate(sample):
        if byte:
            refusal = refusal_of(tmp_path / "a.zwgk", sample[:at] + b"\0" + sample[at + 1 :])
            assert refusal.code in ("package-changed", "package-truncated")


def test_every_cut_is_called_incomplete(sample, tmp_path):
    for length in range(len(sample)):
        assert refusal_of(tmp_path / "a.zwgk", sample[:length]).code == "package-truncated"


def test_a_tail_that_never_reached_the_stick_is_refused(sample, tmp_path):
    """A stick pulled out too early leaves a file of the right length that ends in zeros."""
    for length in range(0, len(sample), 7):
        zeros = b"\0" * (len(sample) - length)
        refusal = refusal_of(tmp_path / "a.zwgk", sample[:length] + zeros)
        assert refusal.code in ("package-changed", "package-truncated", "package-not-ours")


@pytest.mark.parametrize("extra", [b"\0", b"x", b"PK\x05\x06" + bytes(18), b" " * 70_000])
def test_appended_bytes_are_refused(sample, tmp_path, extra):
    assert refusal_of(tmp_path / "a.zwgk", sample + extra).code == "package-changed"


@pytest.mark.parametrize("extra", [b"\0", b"#!/bin/sh\n", b"PK\x03\x04"])
def test_bytes_put_before_are_refused(sample, tmp_path, extra):
    assert refusal_of(tmp_path / "a.zwgk", extra + sample).code in ("package-not-ours", "package-changed")


@settings(deadline=None, max_examples=100)
@given(data=st.data())
def test_bytes_inserted_removed_or_swapped_are_refused(sample, tmp_path_factory, data):
    at = data.draw(st.integers(0, len(sample)))
    end = data.draw(st.integers(at, len(sample)))
    insert = data.draw(st.binary(max_size=20))
    spoilt = sample[:at] + insert + sample[end:]
    if spoilt != sample:
        refusal_of(tmp_path_factory.mktemp("spoilt") / "a.zwgk", spoilt)


@settings(deadline=None, max_examples=100)
@given(content=st.binary(max_size=300))
def test_random_bytes_are_refused_in_words(tmp_path_factory, content):
    refusal_of(tmp_path_factory.mktemp("random") / "a.zwgk", content)


@settings(deadline=None, max_examples=80)
@given(tail=st.binary(max_size=200))
def test_a_good_beginning_with_a_random_end_is_refused_in_words(sample, tmp_path_factory, tail):
    refusal_of(tmp_path_factory.mktemp("random") / "a.zwgk", sample[:43] + tail)


def test_a_member_added_by_a_zip_program_is_refused(sample, tmp_path):
    path = tmp_path / "a.zwgk"
    path.write_bytes(sample)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("notes.txt", "hello")
    assert refusal_of(path, path.read_bytes()).code == "package-changed"


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_package_unpacked_and_packed_again_is_refused(sample, tmp_path, compression):
    original = tmp_path / "a.zwgk"
    original.write_bytes(sample)
    again = tmp_path / "b.zwgk"
    with zipfile.ZipFile(original) as source, zipfile.ZipFile(again, "w", compression) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    assert refusal_of(again, again.read_bytes()).code == "package-changed"


@pytest.mark.parametrize("change", ["reorder", "drop", "repeat"])
def test_members_moved_left_out_or_repeated_are_refused(sample, tmp_path, change):
    photo = sample.index(b"PK\x03\x04", sample.index(b"signature.json"))
    entries = sample.index(b"PK\x03\x04", photo + 4)
    directory = sample.index(b"PK\x01\x02")
    head, first, second, rest = sample[:photo], sample[photo:entries], sample[entries:directory], sample[directory:]
    spoilt = {
        "reorder": head + second + first + rest,
        "drop": head + first + rest,
        "repeat": head + first + first + second + rest,
    }[change]
    assert PHOTO_HASH.encode() in first
    assert refusal_of(tmp_path / "a.zwgk", spoilt).code in ("package-changed", "package-truncated")


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n" + b"x" * 100, b"PK\x03\x04\x14\x00\x06\x00" + bytes(80), b"\xd0\xcf\x11\xe0" + bytes(80)]
)
def test_a_file_of_another_program_is_named_as_such(tmp_path, content):
    refusal = refusal_of(tmp_path / "通知.docx", content)
    assert refusal.code == "package-not-ours"
    assert "通知.docx" in refusal.message


def test_a_refusal_says_what_happened_that_nothing_was_taken_and_what_to_do(sample, tmp_path):
    refusal = refusal_of(tmp_path / "兴隆镇.zwgk", sample[:500])
    assert refusal.message == (
        "“兴隆镇.zwgk”不完整，后面缺了一截，多半是拷贝还没结束就拔了U盘。"
        "这个文件没有收下，您的内容一个字也没动。"
        "请从原来的地方重新拷贝一次；还是不行，就请发来的单位重新生成一份。"
    )


@pytest.mark.parametrize("what", ["missing", "folder"])
def test_what_cannot_be_read_is_refused_in_words(tmp_path, what):
    path = tmp_path if what == "folder" else tmp_path / "gone.zwgk"
    with pytest.raises(UserFacingError) as refusal:
        open_package(path)
    assert refusal.value.code == "package-unreadable"


def test_a_file_changed_after_it_was_opened_is_noticed(sample, tmp_path):
    path = tmp_path / "a.zwgk"
    path.write_bytes(sample)
    with open_package(path) as package:
        at = sample.index(b"a small photo")
        path.write_bytes(sample[:at] + b"A" + sample[at + 1 :])
        with pytest.raises(UserFacingError) as refusal:
            list(package.attachment(PHOTO_HASH))
    assert refusal.value.code == "package-changed"
