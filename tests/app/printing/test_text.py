"""Line breaking: nothing lost, nothing too wide, the rules of Chinese typesetting kept."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.printing.full_lines import full_lines
from app.printing.text import break_lines, is_gap, text_style

SONG = text_style("song", 10)


def broken(text, ems, **options):
    return [line.text for line in break_lines(text, SONG, ems * 10, **options)]


def test_short_text_is_one_line_with_its_width():
    (line,) = break_lines("公开时限", SONG, 100)
    assert (line.text, line.width, line.stretch, line.last) == ("公开时限", pytest.approx(40), 0, True)


def test_no_line_starts_with_a_closing_mark():
    assert broken("一二三四。五六", 4) == ["一二三", "四。五六"]
    assert broken("一二三”）。五", 4) == ["一二", "三”）。", "五"]


def test_a_word_as_wide_as_its_cell_is_parted_sooner_than_its_mark_begins_a_line():
    assert broken("12345678；含税", 8 * 0.555) == ["1234567", "8；含税"]
    assert broken("支付2026年10月3日；", 5.5) == ["支付", "2026年", "10月3日；"]
    assert broken("材料 ；人工", 2.5) == ["材", "料 ；", "人工"]


@given(st.text(st.sampled_from("材料A1 ，；。（）《”年号"), max_size=40), st.integers(2, 12))
@example("1年 ”", 2)
def test_a_line_starts_with_a_closing_mark_only_where_no_other_break_is_allowed(text, ems):
    closing, opening = "，；。）”", "（《"
    for before, after in pairwise(broken(text, ems)):
        if after[:1] and after[0] in closing:
            line = before.lstrip()
            assert not any(line[i] not in closing + " " and line[i - 1] not in opening for i in range(1, len(line)))


def test_no_line_ends_with_an_opening_mark():
    assert broken("一二三《条例》", 4) == ["一二三", "《条例》"]
    assert broken("一二（《条例", 4) == ["一二", "（《条例"]


def test_numbers_words_and_dates_stay_whole():
    assert broken("金额为1,234,567.89元整", 7.5) == ["金额为", "1,234,567.89元", "整"]
    assert broken("自2026年11月24日起", 7.6) == ["自", "2026年11月24日", "起"]
    assert broken("国发〔2012〕45号文件", 7) == ["国发", "〔2012〕45号", "文件"]
    assert broken("使用 Microsoft Word 打开", 6) == ["使用", "Microsoft", "Word 打开"]


def test_running_text_may_part_a_document_number_behind_its_year():
    assert broken("国发〔2012〕45号文件", 7, prose=True) == ["国发〔2012〕", "45号文件"]
    assert broken("国发〔2012〕45号文件", 5, prose=True) == ["国发", "〔2012〕", "45号文件"]


def test_a_masked_number_breaks_before_the_digits_it_shows():
    assert broken("*" * 14 + "2418", 8) == ["*" * 14, "2418"]


def test_a_word_wider_than_the_line_breaks_after_a_joint_or_anywhere():
    assert broken("http://www.example.gov.cn/xxgk/index.html", 9) == [
        "http://www.",
        "example.gov.cn/",
        "xxgk/index.html",
    ]
    assert broken("0731-55502816", 6) == ["0731-", "55502816"]
    lines = broken("x" * 95, 5)
    assert "".join(lines) == "x" * 95 and len(lines) > 9


def test_characters_wider_than_the_line_stand_alone():
    assert broken("公", 0.5) == ["公"]
    assert broken("公开，内容", 0.5) == ["公", "开", "，", "内", "容"]


def test_line_ends_in_the_text_begin_new_lines():
    assert broken("一\r\n二\n\n三\n", 10) == ["一", "二", "", "三"]
    assert broken("", 10) == []


def test_spaces_at_a_break_hang_and_an_indent_stays():
    assert broken("\u3000\u3000一二三四五", 4) == ["\u3000\u3000一二", "三四五"]
    assert broken("abcd   efgh  ", 2.5) == ["abcd", "efgh"]


def test_marks_without_end_still_break():
    assert "".join(broken("。" * 50, 4)) == "。" * 50
    assert "".join(broken("（" * 50, 4)) == "（" * 50


def test_justified_lines_fill_the_width_except_the_last():
    style = text_style("kai", 16)
    lines = break_lines(
        "\u3000\u3000按照《最低生活保障审核确认办法》，对双桥村提交的申请（8户）作了调查核实。",
        style,
        200,
        justify=True,
    )
    for line in lines[:-1]:
        gaps = sum(is_gap(a, b) for a, b in zip(line.text, line.text[1:], strict=False))
        assert line.width + gaps * line.stretch == pytest.approx(200)
    assert lines[-1].stretch == 0 and lines[-1].last and not lines[0].last


def test_marks_side_by_side_give_up_half_an_em():
    (line,) = break_lines("《办法》（公开），“一”", SONG, 200, squeeze=True)
    assert line.squeezed == (3, 7, 8)
    assert line.width == pytest.approx((len(line.text) - 1.5) * 10)
    assert break_lines("《办法》（公开），“一”", SONG, 200)[0].squeezed == ()


def test_a_mark_without_room_is_taken_onto_the_line_with_its_white_half_over_the_edge():
    text = "一二三四五六七八九十" * 3 + "，公开"
    assert broken(text, 30, squeeze=True) == [text[:31], "公开"]
    assert broken(text, 30) == [text[:29], text[29:]]
    (line,) = break_lines(text[:31], SONG, 300, squeeze=True)
    assert line.width == pytest.approx(305) and line.last
    assert broken("一二三四，）公开", 4, squeeze=True) == ["一二三", "四，）公", "开"]


def test_gaps_open_between_chinese_characters_only():
    assert is_gap("公", "开") and is_gap("开", "1")
    assert not is_gap("1", "2") and not is_gap("\u3000", "一")


TEXT = st.text(st.sampled_from("一二国，。；（）《》“”…—ab19.-/ \u3000年月日号\n𬭎"), max_size=200)


@given(TEXT, st.integers(2, 40))
def test_full_lines_lose_nothing_and_reach_no_further_than_the_white_of_a_mark(text, ems):
    lines = full_lines(text, SONG, ems * 10 - 1)
    spaces = str.maketrans("", "", " \u3000\n")
    assert "".join(line.text for line in lines).translate(spaces) == text.translate(spaces)
    for line in lines:
        gaps = sum(is_gap(before, after) for before, after in pairwise(line.text))
        assert line.width + gaps * line.stretch <= ems * 10 - 1 + 0.01 or len(line.text.lstrip()) == 1
        assert all(place < len(line.text) - 1 for place in line.squeezed)


@given(TEXT, st.integers(1, 30))
def test_nothing_is_lost_and_nothing_is_too_wide(text, ems):
    lines = break_lines(text, SONG, ems * 10)
    spaces = str.maketrans("", "", " \u3000\n")
    assert "".join(line.text for line in lines).translate(spaces) == text.translate(spaces)
    for line in lines:
        assert line.width == pytest.approx(SONG.typeface.width(line.text, 10))
        assert line.width <= ems * 10 + 0.01 or len(line.text.lstrip()) == 1


def test_breaking_a_very_long_text_takes_time_in_step_with_its_length():
    word = break_lines("9" * 300_000, SONG, 100)
    marks = break_lines("一，" * 150_000, SONG, 100)
    assert sum(len(line.text) for line in word) == sum(len(line.text) for line in marks) == 300_000
