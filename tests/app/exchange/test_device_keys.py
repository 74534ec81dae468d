import os
import re
import stat
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UsageError, UserFacingError
from app.exchange.keys import (
    DeviceKey,
    device_key,
    find_device_key,
    fingerprint,
    key_path,
    matches_fingerprint,
    parse_fingerprint,
)
from app.user_folder import data_home

from .samples import KEY, OTHER_KEY, TOWNSHIP


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("GKQD_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


def test_the_key_is_made_once_and_then_found(home):
    assert find_device_key(TOWNSHIP.id) is None
    first = device_key(TOWNSHIP.id)
    assert device_key(TOWNSHIP.id).public == first.public
    assert find_device_key(TOWNSHIP.id.upper()).public == first.public
    assert key_path(TOWNSHIP.id).is_relative_to(home)


def test_each_organisation_has_its_own_key():
    assert device_key(TOWNSHIP.id).public != device_key(str(uuid.uuid4())).public


def test_only_this_user_can_read_the_key():
    device_key(TOWNSHIP.id)
    path = key_path(TOWNSHIP.id)
    rights = [stat.S_IMODE(place.stat().st_mode) for place in (path, path.parent)]
    assert rights == [0o600, 0o700] or os.name == "nt"  # Windows guards the user's folder by its own rights


def test_an_organisation_id_cannot_lead_out_of_the_folder():
    with pytest.raises(ValueError, match="badly formed"):
        device_key("../../x")


@pytest.mark.parametrize("bit", range(8))
def test_a_damaged_key_is_told_and_never_replaced(bit):
    device_key(TOWNSHIP.id)
    path = key_path(TOWNSHIP.id)
    sound = path.read_bytes()
    for at in range(len(sound)):
        damaged = bytearray(sound)
        damaged[at] ^= 1 << bit
        path.write_bytes(damaged)
        with pytest.raises(UserFacingError) as refusal:
            device_key(TOWNSHIP.id)
        assert refusal.value.code == "key-damaged"
        assert str(path) in refusal.value.message
        assert path.read_bytes() == damaged


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b"not a key"])
def test_a_file_that_is_no_key_is_told_and_never_replaced(content):
    path = key_path(TOWNSHIP.id)
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    with pytest.raises(UserFacingError) as refusal:
        device_key(TOWNSHIP.id)
    assert refusal.value.code == "key-damaged"
    assert path.read_bytes() == content


def test_the_key_of_another_organisation_is_not_taken():
    device_key(TOWNSHIP.id)
    other = str(uuid.uuid4())
    key_path(TOWNSHIP.id).rename(key_path(other))
    with pytest.raises(UserFacingError) as refusal:
        device_key(other)
    assert refusal.value.code == "key-damaged"


def test_a_key_that_cannot_be_read_is_told():
    key_path(TOWNSHIP.id).mkdir(parents=True)
    with pytest.raises(UserFacingError) as refusal:
        device_key(TOWNSHIP.id)
    assert refusal.value.code == "key-unreadable"


def test_a_folder_that_cannot_be_written_is_told(home):
    home.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(UserFacingError) as refusal:
        device_key(TOWNSHIP.id)
    assert refusal.value.code in ("key-unreadable", "key-not-written")


def test_a_full_disk_is_told_and_leaves_no_half_key(home, monkeypatch):
    def fail(_descriptor):
        raise OSError(28, "full")

    monkeypatch.setattr("db.filesystem.os.fsync", fail)
    with pytest.raises(UserFacingError) as refusal:
        device_key(TOWNSHIP.id)
    assert refusal.value.code == "key-not-written"
    assert not [path for path in (home / "keys").iterdir() if path.suffix != ".lock"]


@pytest.mark.drill
def test_processes_that_come_first_together_agree_on_one_key():
    code = f"from app.exchange.keys import device_key; print(device_key({TOWNSHIP.id!r}).public.hex())"
    root = Path(__file__).parents[3]
    started = [
        subprocess.Popen([sys.executable, "-c", code], cwd=root, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    assert {process.communicate()[0].strip() for process in started} == {device_key(TOWNSHIP.id).public.hex()}


def test_without_the_variable_the_key_lies_where_the_system_keeps_data(monkeypatch):
    monkeypatch.delenv("GKQD_DATA_HOME")
    assert data_home().is_absolute()
    assert data_home().name == "disclosure-checklist-assistant"


def test_the_private_key_is_in_no_text_form():
    key = DeviceKey.generate()
    assert key.private_bytes().hex() not in repr(key) + str(key) + repr(vars(key))


def test_fingerprints_are_pinned():
    assert fingerprint(KEY.public) == "21276 87232 01725 49654 54553 37612"
    assert KEY.fingerprint == fingerprint(KEY.public)
    assert fingerprint(OTHER_KEY.public) != fingerprint(KEY.public)


@given(public=st.binary(min_size=32, max_size=32))
def test_a_fingerprint_is_six_groups_of_five_digits_and_reads_back(public):
    text = fingerprint(public)
    assert re.fullmatch(r"[0-9]{5}( [0-9]{5}){5}", text)
    assert parse_fingerprint(text) == text
    assert matches_fingerprint(public, text)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(" ", ""),
        lambda text: text.replace(" ", "-"),
        lambda text: text.replace(" ", "－"),
        lambda text: text.replace(" ", "——"),
        lambda text: text.replace(" ", "　"),
        lambda text: text.replace(" ", "，"),
        lambda text: f"  {text}\n",
        lambda text: text.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}),
    ],
)
def test_a_fingerprint_may_be_typed_in_many_ways(change):
    assert matches_fingerprint(KEY.public, change(KEY.fingerprint))


def test_a_fingerprint_of_another_key_does_not_match():
    assert not matches_fingerprint(KEY.public, OTHER_KEY.fingerprint)
    one_off = KEY.fingerprint[:-1] + str((int(KEY.fingerprint[-1]) + 1) % 10)
    assert not matches_fingerprint(KEY.public, one_off)


@pytest.mark.parametrize("text", ["", "12345", "1" * 29, "1" * 31, "一" * 30, "1" * 29 + "x", "٣" * 30])
def test_what_is_no_fingerprint_is_told(text):
    with pytest.raises(UsageError) as refusal:
        parse_fingerprint(text)
    assert refusal.value.code == "fingerprint-format"
    assert "指纹" in refusal.value.message


@given(text=st.text(max_size=60))
def test_any_text_is_a_fingerprint_or_refused_in_words(text):
    try:
        parsed = parse_fingerprint(text)
    except UsageError:
        return
    assert parse_fingerprint(parsed) == parsed
