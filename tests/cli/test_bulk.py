"""Many entries at once from the command line: looked at first, changed in one step, taken back in one."""

from pathlib import Path

from tests.cli.conftest import TOWNSHIP
from tests.cli.desk import WRONG_USAGE, Desk


def values(desk: Desk, key: str) -> dict[str, object]:
    """What each entry has in an element, by item code."""
    return {code: entry["values"][key] for code, entry in desk.entries(TOWNSHIP).items()}


def test_many_entries_get_the_same_value_in_one_step(township: Desk) -> None:
    before = township.contents()
    assert "会改 13 条 13 处" in township.do("set-many", TOWNSHIP, "level3=细项", "--field", "05", "--dry-run").out
    assert township.contents() == before
    shown = township.shown("set-many", TOWNSHIP, "level3=细项", "--field", "05")
    assert (shown["applied"], shown["entries"], shown["cells"], shown["refused"]) == (True, 13, 13, [])
    assert set(values(township, "level3").values()) == {"细项"}
    assert "修改 13 条：三级事项" in township.do("undo", TOWNSHIP).out
    assert set(values(township, "level3").values()) == {None}

    township.do("set-many", TOWNSHIP, "level3=甲", "--only", "05-003", "05-004")
    assert [code for code, text in values(township, "level3").items() if text] == ["05-003", "05-004"]
    township.do("set-many", TOWNSHIP, "--field", "05", "--standard", "all")
    assert set(values(township, "level3").values()) == {None}


def test_items_not_adopted_yet_are_changed_and_adopted_in_one_step(township: Desk) -> None:
    before = township.contents()
    looked = township.do("set-many", TOWNSHIP, "level3=细项", "--field", "19", "--adopt", "--dry-run").out
    assert "会同时采用" in looked and township.contents() == before
    assert "没有要改的" in township.do("set-many", TOWNSHIP, "level3=细项", "--field", "19").out
    done = township.shown("set-many", TOWNSHIP, "level3=细项", "--field", "19", "--adopt")
    assert done["adopted"] and done["entries"] == len(done["adopted"])
    assert {values(township, "level3")[code] for code in done["adopted"]} == {"细项"}
    township.do("undo", TOWNSHIP)
    assert done["adopted"][0] not in values(township, "level3")

    code = done["adopted"][0]
    township.do("set-many", TOWNSHIP, "level3=甲", "--only", "05-003", code, "--adopt")
    assert {key for key, text in values(township, "level3").items() if text} == {"05-003", code}
    township.do("undo", TOWNSHIP)
    Path(township.path("块.txt")).write_text("乙", encoding="utf-8")
    township.do("paste", TOWNSHIP, "块.txt", "--field", "19", "--column", "level3", "--adopt")
    assert [text for text in values(township, "level3").values() if text] == ["乙"]
    assert "adopt" in township.refused("set-many", TOWNSHIP, "--field", "19", "--ready", "--adopt", code=WRONG_USAGE)


def test_what_many_cannot_take_is_refused_whole(township: Desk) -> None:
    before = township.contents()
    assert "全社会" in township.refused("set-many", TOWNSHIP, "audience=大家", "--field", "05")
    assert "--field" in township.refused("set-many", TOWNSHIP, "level3=甲", code=WRONG_USAGE)
    assert "--ready" in township.refused("set-many", TOWNSHIP, "--field", "05", code=WRONG_USAGE)
    assert township.contents() == before


def test_many_are_marked_as_done_as_far_as_they_are(township: Desk) -> None:
    township.do("set", TOWNSHIP, "05-003", "publisher=")
    answer = township.ask("set-many", TOWNSHIP, "--ready", "--only", "05-003", "05-004")
    assert (answer.code, "1 项" in answer.out, "05-003" in answer.err) == (1, True, True)
    assert township.entries(TOWNSHIP)["05-004"]["state"] == "ready"


def test_filling_down(township: Desk) -> None:
    township.do("set", TOWNSHIP, "05-003", "level3=细项")
    township.do("fill", TOWNSHIP, "05-003", "level3", "--to", "05-005")
    filled = [code for code, text in values(township, "level3").items() if text == "细项"]
    assert filled == ["05-003", "05-004", "05-005"]
    assert "前面" in township.refused("fill", TOWNSHIP, "05-003", "level3", "--to", "05-001", code=WRONG_USAGE)
    assert "publisher" in township.refused("fill", TOWNSHIP, "05-003", "price")
    township.do("fill", TOWNSHIP, "05-005", "level3")
    assert list(values(township, "level3").values()).count("细项") == 11


def test_an_entry_that_was_removed_fills_nothing(township: Desk) -> None:
    township.do("remove", TOWNSHIP, "05-003")
    before = township.contents()
    for words in (["publisher"], ["publisher", "--to", "05-004"]):
        assert "已经删除，没有改动" in township.refused("fill", TOWNSHIP, "05-003", *words)
    assert township.contents() == before


def test_replacing_a_text_is_looked_at_first(township: Desk) -> None:
    township.do("set", TOWNSHIP, "05-003", "level3=老名字的站", "publisher=老名字")
    before = township.contents()
    looked = township.do("replace", TOWNSHIP, "老名字", "新名字", "--field", "05", "--dry-run").out
    assert "05-003\t三级事项：老名字的站 → 新名字的站" in looked
    assert township.contents() == before
    township.do("replace", TOWNSHIP, "老名字", "新名字", "--field", "05", "--whole")
    assert values(township, "publisher")["05-003"] == "新名字"
    assert values(township, "level3")["05-003"] == "老名字的站"
    assert "没有要改的" in township.do("replace", TOWNSHIP, "找不到", "甲").out


def test_a_block_of_cells_is_pasted(township: Desk) -> None:
    block = '一级事项\t公开内容（要素）\t联系人\r\n社会救助\t"甲\n乙"\t张三\r\n综合\t丙；丁\t\r\n'
    township.path("块.txt").write_text(block, encoding="utf-8-sig", newline="")
    answer = township.ask("paste", TOWNSHIP, "块.txt", "--field", "05", "--at", "05-003")
    assert (answer.code, "联系人" in answer.err, "改了 2 条 4 处" in answer.out) == (1, True, True)
    assert values(township, "elements")["05-003"] == ["甲", "乙"]
    assert values(township, "elements")["05-004"] == ["丙", "丁"]
    assert "粘贴 2 条" in township.do("undo", TOWNSHIP).out

    township.path("块.txt").write_text("大家\n全社会\n", encoding="utf-16")
    place = ("paste", TOWNSHIP, "块.txt", "--field", "05", "--column", "audience", "--at", "05-013", "--json")
    shown = township.ask(*place).json()
    assert (shown["beyond_rows"], shown["cells"]) == (1, 0)
    assert "大家" in shown["refused"][0]["reason"]


def test_files_that_are_no_block_are_refused(township: Desk) -> None:
    township.path("图.png").write_bytes(b"\x89PNG\xff\xfe")
    assert "不是文本" in township.refused("paste", TOWNSHIP, "图.png", "--field", "05")
    assert "打不开" in township.refused("paste", TOWNSHIP, "没有.txt", "--field", "05")


def test_copies_and_the_order_of_entries(township: Desk) -> None:
    said = township.do("duplicate", TOWNSHIP, "05-003").out
    codes = list(township.entries(TOWNSHIP))
    assert codes[codes.index("05-003") + 1] in said
    assert "3 项" in township.do("reorder", TOWNSHIP, "05-003", "05-001", "05-002").out
    assert list(township.entries(TOWNSHIP))[:2] == ["05-003", "05-001"]
    assert "没有改动" in township.do("reorder", TOWNSHIP, "05-003", "05-001").out
    assert "至少两条" in township.refused("reorder", TOWNSHIP, "05-003", "05-003", code=WRONG_USAGE)
