"""Which font draws which character, and what is said about those that none draws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserFacingError
from app.printing.fonts import SUBSTITUTE, FontFile, _font_file, describe_missing, missing_characters, typeface

NAMES = "䶮𬭎𨱏𫖯㛃㙘㘰㳇塱墕圳堌堽㟃𡎚𠳐𪣻𫭟𬒈𬬭𡐓𪨰㵐㮾"


@pytest.mark.parametrize("name", ["sans", "sans-bold", "song", "song-bold", "kai"])
def test_characters_of_names_and_places_come_from_the_face_itself(name):
    face = typeface(name)
    assert face.missing(NAMES) == set()
    assert [file.name for file, _ in face.runs(NAMES)] == [name]


def test_rarer_characters_come_from_the_fallback_and_cut_the_text_into_runs():
    face = typeface("song")
    text = face.printable("王𠀀𪚥明")
    assert [(file.name, part) for file, part in face.runs(text)] == [("song", "王"), ("rare", "𠀀𪚥"), ("song", "明")]


def test_what_no_font_has_is_drawn_as_a_mark_and_named():
    face = typeface("song")
    assert face.printable("李\ue000👍明") == f"李{SUBSTITUTE}{SUBSTITUTE}明"
    assert missing_characters("李\ue000👍明\n\t ", "song") == {"\ue000", "👍"}


def test_control_characters_are_marked_and_inkless_ones_left_out_but_both_are_named():
    text = "甲\x07乙\u202e丙\ufe0f丁\u200b"
    assert typeface("kai").printable(text) == f"甲{SUBSTITUTE}乙丙丁"
    assert missing_characters(text, "kai") == {"\x07", "\u202e", "\ufe0f", "\u200b"}


def test_white_space_of_every_kind_stays_white_space():
    text = "一\t二\u2009三\u3000四\u00a0五"
    assert typeface("song").printable(text) == "一 二 三\u3000四\u00a0五"
    assert missing_characters(text, "song") == set()


def test_missing_characters_are_described_in_plain_words():
    message = describe_missing({"👍", "\x07", "\u202e"})
    assert "U+0007" in message and "“👍”（U+1F44D）" in message and "印出来是“〓”" in message
    assert "U+202E" in message and message.count("。") == 2
    assert describe_missing(set()) == ""


def test_widths_follow_the_font():
    face = typeface("song")
    assert face.width(face.printable("公开"), 9) == pytest.approx(18)
    assert 0.4 < face.width(face.printable("8"), 1) < 0.7


@given(st.text(max_size=60))
def test_every_character_is_printed_or_named(text):
    face = typeface("song")
    printed = face.printable(text)
    lost = {character for character in text if character not in printed and not character.isspace()}
    assert lost <= face.missing(text)
    assert all(character in face.advances for character in printed)
    assert "".join(part for _, part in face.runs(printed)) == printed


def test_a_damaged_font_is_reported_by_its_file_name(tmp_path):
    path = tmp_path / "NotoSerifSC-Regular.ttf"
    path.write_bytes(b"\0\1\0\0" + b"\xff" * 200)
    with pytest.raises(UserFacingError, match=r"NotoSerifSC-Regular\.ttf") as caught:
        FontFile("song", path)
    assert caught.value.code == "font-damaged"


def test_a_missing_font_is_reported_by_its_file_name(tmp_path, monkeypatch):
    monkeypatch.setattr("app.resources.resource_root", lambda: tmp_path)
    with pytest.raises(UserFacingError, match=r"NotoSansSC-Bold\.ttf"):
        _font_file.__wrapped__("sans-bold")
