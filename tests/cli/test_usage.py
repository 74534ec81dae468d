"""Commands that are written wrongly: exit code 2, one plain sentence, nothing changed."""

import pytest

from tests.cli.conftest import TOWNSHIP
from tests.cli.desk import Desk


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "还缺：命令"),
        ("扫描", "没有 扫描"),
        ("entries", "还缺：WS"),
        ("entries 兴隆镇.qd --fields 05", "不认识：--fields"),
        ("entries 兴隆镇.qd --field", "--field：后面要跟一个内容"),
        ("print 兴隆镇.qd", "没有 兴隆镇.qd"),
        ("print catalogue 兴隆镇.qd", "还缺：-o"),
        ("print catalogue 兴隆镇.qd -o a.pdf --paper A5", "没有 A5"),
        ("adopt 兴隆镇.qd", "--field 05"),
        ("adopt 兴隆镇.qd --field 05 --item 19-001", "“05”"),
        ("set 兴隆镇.qd 05-003", "没有说要改什么"),
        ("set 兴隆镇.qd -- --", "还缺：条目"),
        ("set 兴隆镇.qd 05-003 publisher", "key=内容"),
        ("set 兴隆镇.qd 05-003 --state final", "没有 final"),
        ("set 兴隆镇.qd 05-003 --applicable --not-applicable 没有", "不能和 --applicable 一起用"),
        ("set 兴隆镇.qd 05-003 elements:=[一", "不是 JSON"),
        ("set 兴隆镇.qd 05-003 elements=一", "elements:="),
        ("add 兴隆镇.qd --field 05 level1=甲 --json", "app add --help"),
        ("workday 2026-9-28 +3", "2026-09-28"),
        ("workday 2026-09-28 三天", "+20"),
        ("workday 2026-09-28 +4000", "3660"),
        ("decide 兴隆镇.qd 12345678", "哪一边"),
        ("decide 兴隆镇.qd 12345678 both", "ours"),
        ("export 兴隆镇.qd --kind start -o a.zwgk", "--to"),
        ("export 兴隆镇.qd --due 2026/12/1 -o a.zwgk", "2026-09-28"),
        ("new 新.qd --name 白马乡", "--role"),
        ("new 新.qd --role 乡镇 --name 白马乡", "township"),
        ("new 新.qd --role township --name 白马乡 --edition 今年", "2026"),
        ("confirm 兴隆镇.qd", "--field 05"),
        ("notice new 兴隆镇.qd", "--template"),
        ("notice new 兴隆镇.qd --template NT-01 天气=晴", "key=内容"),
        ("notice new 兴隆镇.qd --template NT-01 weather=晴", "weather"),
        ("notice new 兴隆镇.qd --template NT-01 phone:=12", "phone=内容"),
        ("trust 兴隆镇.qd 一.zwgk", "--fingerprint"),
    ],
)
def test_wrong_usage_is_told_and_changes_nothing(township: Desk, words: str, told: str) -> None:
    before = township.contents()
    answer = township.misused(*words.split())
    assert told in answer
    assert township.contents() == before


@pytest.mark.parametrize(
    "act",
    [("confirm", TOWNSHIP, "--field", "05"), ("finalise", TOWNSHIP, "--field", "05")],
    ids=["confirm", "finalise"],
)
def test_acts_that_need_a_name_ask_for_it(desk: Desk, act: tuple[str, ...]) -> None:
    desk.do("new", TOWNSHIP, "--role", "township", "--name", "兴隆镇")
    desk.do("adopt", TOWNSHIP, "--field", "19", "--all-levels")
    assert "--as 姓名" in desk.misused(*act)


def test_the_last_person_is_remembered(township: Desk) -> None:
    township.do("set", TOWNSHIP, "05-003", "level3=甲")
    township.do("set", TOWNSHIP, "05-003", "level3=乙", "--as", "王芳")
    township.do("set", TOWNSHIP, "05-003", "level3=丙")
    assert [version["person"] for version in township.shown("history", TOWNSHIP, "05-003")] == [
        "陈静",
        "陈静",
        "王芳",
        "王芳",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "set 兴隆镇.qd 05-003 level3=甲 --state ready --as 王芳",
        "set --as 王芳 兴隆镇.qd --state ready 05-003 level3=甲",
        "set 兴隆镇.qd 05-003 --state ready level3=甲 --as 王芳",
        "set 兴隆镇.qd 05-003 --as=王芳 --state=ready level3=甲",
    ],
)
def test_options_may_stand_before_between_and_behind_the_values(township: Desk, words: str) -> None:
    township.do(*words.split())
    entry = township.entries(TOWNSHIP)["05-003"]
    assert (entry["values"]["level3"], entry["state"]) == ("甲", "ready")
    assert township.shown("history", TOWNSHIP, "05-003")[-1]["person"] == "王芳"
