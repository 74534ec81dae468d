"""Words that should not stand in a text are found, and words that only look like them are left alone."""

import msgspec
import pytest

from app.resources import resource_bytes
from app.standards.wording import Wording, WordingLists, put_right


@pytest.fixture(scope="module")
def wording() -> Wording:
    lists = msgspec.yaml.decode(resource_bytes("words/wording.yaml"))
    kept = {key: lists[key] for key in ("former_names", "wrong_words", "doubled")}
    return Wording(msgspec.convert(kept, WordingLists))


@pytest.mark.parametrize("single", ["", "的](", "^的", "]", "的])|((?:.+)+甲", "\\\\"])
def test_lists_are_taken_as_words_never_as_a_pattern(single: str) -> None:
    lists = {"former_names": [], "wrong_words": [], "doubled": {"single": single}}
    wording = Wording(msgspec.convert(lists, WordingLists))
    text = "它的的确（一）" + "乙" * 40
    assert [met.start for met in wording.doubled_in(text) if met.right == "的"] == ([1] if "的" in single else [])
    assert wording.former_in(text) == [] and wording.wrong_in(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "按排名先后公示，按排序号发放，按排水量收费",
        "批复盖章后重复义务教育阶段的学生不予补助",
        "疑似预防接种异常反应情况报告",
        "发布署名文章，既使用本地语言，又使用普通话",
        "搭建帐篷安置，关注消防安全，考核消费帮扶",
        "签定点医疗机构名单",
        "征收具体办法，防泛滥成灾",
    ],
)
def test_words_across_two_words_are_no_mistakes(wording: Wording, text: str) -> None:
    assert wording.wrong_in(text) == []


@pytest.mark.parametrize("text", ["原县扶贫办划转的项目", "市场监督管理局（原工商局）", "县农牧局", "原人口计生委文件"])
def test_names_said_to_be_former_are_left_as_they_are(wording: Wording, text: str) -> None:
    assert wording.former_in(text) == []


@pytest.mark.parametrize("text", ["原则上由县扶贫办审核", "太原扶贫办", "县扶贫办"])
def test_names_that_no_longer_hold_are_found(wording: Wording, text: str) -> None:
    assert [name.now for _, name in wording.former_in(text)] == ["农业农村局"]


@pytest.mark.parametrize(
    "text", ["对对象进行核查，对对口帮扶单位", "医疗救助救助对象名单", "行政处罚处罚依据", "不了了之"]
)
def test_a_word_that_begins_as_the_one_before_it_ends_is_not_doubled(wording: Wording, text: str) -> None:
    assert wording.doubled_in(text) == []


def test_what_was_typed_more_than_twice_is_put_right_at_once(wording: Wording) -> None:
    for wrong, right in (("的的的人员", "的人员"), ("提交提交提交材料", "提交材料")):
        assert put_right(wrong, wording.doubled_in(wrong)) == right


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("适用范围(见附件1)", "适用范围（见附件1）"),
        ("依据（见附件)", "依据（见附件）"),
        ("2020(含)年以前", "2020（含）年以前"),
        ("执行GB(T)标准", "执行GB(T)标准"),
        ("(1)申请", "(1)申请"),
        ("标准见附件1)", "标准见附件1)"),
        ("截止日期:3月5日", "截止日期：3月5日"),
        ("5天,公示", "5天，公示"),
        ("3,5日", "3,5日"),
        ("上午8:30开始,1,000元", "上午8:30开始，1,000元"),
    ],
)
def test_marks_are_put_right_and_brackets_in_pairs(wording: Wording, wrong: str, right: str) -> None:
    assert put_right(wrong, wording.half_width_in(wrong)) == right
