"""The order people expect of texts."""

from app.drafting.natural_order import finder, natural_key, plain_text


def test_numbers_count_by_size():
    codes = ["05-010", "05-9", "5-1", "第12项", "第2项"]
    assert sorted(codes, key=natural_key) == ["5-1", "05-9", "05-010", "第2项", "第12项"]


def test_chinese_goes_by_pinyin():
    assert sorted(["张村", "白马村", "东门", "䶮城", "𬭎岭"], key=natural_key)[:3] == ["白马村", "东门", "𬭎岭"]


def test_width_and_case_do_not_matter():
    assert natural_key("ＡＢ１２") == natural_key("ab12")
    assert plain_text("ＡＢ１２") == "ab12"


def test_what_is_wanted_is_found_in_any_width_and_case():
    assert all(finder(wanted)("社保ＡＰＰ（试行）a.b") for wanted in ("app", "APP（试", "(试行)", "a.B", "社保", ""))
    assert not finder("a.b")("axb")
    assert not finder("社保卡")("社保")


def test_signs_without_a_plain_form_of_one_letter_are_found_as_written():
    for sign, text in (("①", "①受理"), ("㎡", "100㎡以下"), ("……", "等……"), ("½", "½年")):
        assert finder(sign)(text) and not finder(sign)("受理")
