"""A package under a password: nothing can be read without it, and nothing changed goes unnoticed."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UserFacingError
from app.exchange import sealing
from app.exchange.package_reading import open_package
from app.exchange.package_writing import pack
from app.exchange.sealing import is_sealed, seal, unsealed

from .samples import FACTS, KEY, ROWS, sample_contents

PASSWORD = "兴隆镇 秋天的 第3轮"


@pytest.fixture(autouse=True)
def quick_derivation(monkeypatch):
    """Deriving a key is made slow on purpose; here it is done hundreds of times."""
    real = sealing.Scrypt
    monkeypatch.setattr(sealing, "Scrypt", lambda **named: real(**(named | {"n": 2})))


@pytest.fixture
def sealed(tmp_path) -> Path:
    path = tmp_path / "兴隆镇.zwgk"
    with pack(FACTS, sample_contents(tmp_path), KEY) as package:
        package.write(path, password=PASSWORD)
    return path


def code_of(path: Path, password: str = PASSWORD) -> str:
    with pytest.raises(UserFacingError) as refusal, unsealed(path, password) as plain:
        pytest.fail(f"opened as {plain}")
    return refusal.value.code


def test_what_was_sealed_opens_with_the_password_alone(sealed):
    assert is_sealed(sealed)
    assert "社会救助".encode() not in sealed.read_bytes()
    with unsealed(sealed, PASSWORD) as plain, open_package(plain) as package:
        assert list(package.rows("entries.jsonl")) == ROWS
        assert package.file_name == sealed.name
        kept = plain
    assert not kept.exists()
    assert code_of(sealed, "兴隆镇 秋天的 第4轮") == "package-password"


def test_without_a_password_it_is_told_from_a_foreign_file(sealed):
    with pytest.raises(UserFacingError) as refusal, open_package(sealed):
        pytest.fail("read without a password")
    assert refusal.value.code == "package-sealed"
    assert "密码" in refusal.value.message


def test_full_width_and_half_width_are_one_password(sealed):
    with unsealed(sealed, " 兴隆镇　秋天的　第３轮 ") as plain:
        assert plain.exists()


@pytest.mark.parametrize("weak", ["", "1234567", "11111111", "abcabcab"])
def test_a_password_that_is_no_protection_is_refused_before_anything_is_written(tmp_path, weak):
    path = tmp_path / "a.zwgk"
    with pack(FACTS, sample_contents(tmp_path), KEY) as package, pytest.raises(UserFacingError) as refusal:
        package.write(path, password=weak)
    assert refusal.value.code == "password-weak"
    assert not path.exists()


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_any_changed_byte_or_cut_is_refused(data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.zwgk")
        whole = b"".join(seal([b"abc" * 100], PASSWORD))
        at = data.draw(st.integers(0, len(whole) - 1))
        cut = data.draw(st.booleans())
        flipped = bytes([whole[at] ^ data.draw(st.integers(1, 255))])
        path.write_bytes(whole[:at] if cut else whole[:at] + flipped + whole[at + 1 :])
        assert code_of(path) in ("package-password", "package-not-ours", "package-truncated")


@pytest.mark.parametrize("size", [0, 1, 256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1, 600_000])
def test_every_length_comes_back_whole_and_pieces_keep_their_order(tmp_path, size):
    content = (b"0123456789" * (size // 10 + 1))[:size]
    path = tmp_path / "a.zwgk"
    path.write_bytes(b"".join(seal([content[:7], content[7:]], PASSWORD)))
    with unsealed(path, PASSWORD) as plain:
        assert plain.read_bytes() == content
    if size > 256 * 1024:
        pieces = list(seal([content], PASSWORD))
        path.write_bytes(b"".join([pieces[0], *pieces[:0:-1]]))
        assert code_of(path) == "package-password"
        path.write_bytes(b"".join(pieces[:-1]))
        assert code_of(path) in ("package-changed", "package-password")


def test_guessing_is_made_slow(monkeypatch):
    asked = {}
    monkeypatch.undo()
    real = sealing.Scrypt
    monkeypatch.setattr(sealing, "Scrypt", lambda **named: asked.update(named) or real(**named))
    assert len(b"".join(seal([b"x"], PASSWORD))) == len(sealing.MAGIC) + 16 + 7 + 1 + 16
    assert (asked["n"], asked["r"], asked["p"]) == (131072, 8, 1)
