import sys

import pytest

from app.errors import UserFacingError
from app.resources import resource_bytes, resource_path, resource_root


def test_finds_resources_of_the_source_tree():
    assert resource_path("laws/laws.yaml").is_file()
    assert resource_bytes("laws/laws.yaml").startswith(b"meta:")


def test_finds_resources_of_a_frozen_program(tmp_path, monkeypatch):
    (tmp_path / "resources").mkdir()
    (tmp_path / "resources/note.txt").write_text("字", encoding="utf-8")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource_root() == tmp_path / "resources"
    assert resource_bytes("note.txt") == "字".encode()


def test_a_missing_file_is_told_with_its_name_and_a_way_out():
    with pytest.raises(UserFacingError) as caught:
        resource_path("fonts/no-such-font.ttf")
    assert "resources/fonts/no-such-font.ttf" in caught.value.message
    assert "重新安装" in caught.value.message
