"""Differing words: what the eye is led to is what differs, and nothing else."""

import pytest

from app.proposals.wording import differing_members, differing_spans


def words(mine: str, other: str) -> list[str]:
    return [mine[start : start + length] for start, length in differing_spans(mine, other)]


@pytest.mark.parametrize(
    ("mine", "other", "expected"),
    [
        ("公示5个工作日", "公示7个工作日", ["5个工作日"]),
        ("村公示栏（电子屏）；村微信群", "村公示栏（电子屏）", ["；村微信群"]),
        ("村公示栏（电子屏）", "村公示栏（电子屏）；村微信群", []),
        ("兴隆镇人民政府", "白云乡人民政府", ["兴隆镇"]),
        ("民发〔2021〕57号", "民发〔2012〕57号", ["2021"]),
        ("相同", "相同", []),
        ("全是新的", "", ["全是新的"]),
        ("", "原来有", []),
    ],
)
def test_words_that_differ(mine: str, other: str, expected: list[str]):
    assert words(mine, other) == expected


def test_a_lonely_character_alike_between_two_differences_is_no_island():
    assert words("甲乙丙丁戊", "甲子丙丑戊") == ["乙丙丁"]
    assert words("兴隆镇民政办公室", "兴隆镇便民服务中心") == ["民政办公室"]
    assert words("兴隆镇便民服务中心", "兴隆镇民政办公室") == ["便民服务中心"]
    # Where nothing of it is missing on the other side, nothing of it is marked.
    assert words("甲乙丙", "甲子乙丑丙") == []


def test_very_long_texts_are_marked_as_a_whole_between_what_they_share():
    mine, other = "头" + "甲乙" * 1500 + "尾", "头" + "丙丁" * 1500 + "尾"
    assert differing_spans(mine, other) == ((1, 3000),)


def test_members_of_a_list_differ_as_a_whole():
    mine, other = "政府网站、公开查阅点、政务服务中心", "政务服务中心、政府网站、便民服务站"
    assert differing_members(mine, other, "、") == ((5, 5),)
    assert differing_members("", other, "、") == ()
