"""A catalogue a township already has, taken in from the command line."""

from pathlib import Path

from tests.app.tables.understanding.test_samples import SAMPLES
from tests.cli.conftest import TOWNSHIP
from tests.cli.desk import Desk

OWN = SAMPLES / "merged-everywhere-broken-words.xlsx"


def test_defaults_are_taken_the_rest_waits_and_the_same_file_changes_nothing(township: Desk) -> None:
    township.do("set", TOWNSHIP, "05-003", "publisher=兴隆镇便民服务中心")
    before = township.contents()
    seen = township.ask("table", "import", TOWNSHIP, OWN, "--dry-run", "--json")
    assert seen.code == 1 and township.contents() == before
    facts = seen.json()
    assert (facts["changed"], facts["conflicting"], facts["waiting"], facts["applied"]) == (12, 1, 1, False)
    assert "还没有导入" in township.ask("table", "import", TOWNSHIP, OWN, "--dry-run").out
    done = township.ask("table", "import", TOWNSHIP, OWN, "--json")
    assert done.code == 1 and "proposals WS" in done.err
    assert done.json() == facts | {"applied": True}
    after = township.entries(TOWNSHIP)
    assert after["05-001"]["values"]["publisher"] == "兴隆镇人民政府"
    assert after["05-003"]["values"]["publisher"] == "兴隆镇便民服务中心"
    again = township.ask("table", "import", TOWNSHIP, OWN)
    assert "没有变化" in again.out and township.entries(TOWNSHIP) == after
    (question,) = township.shown("proposals", TOWNSHIP)
    assert (question["source"], question["label"]) == ("table", OWN.name)
    township.do("decide", TOWNSHIP, question["id"], "theirs")
    assert township.entries(TOWNSHIP)["05-003"]["values"]["publisher"] == "兴隆镇人民政府"
    assert "没有变化" in township.do("table", "import", TOWNSHIP, OWN).out


def test_an_import_is_undone_in_one_step(township: Desk) -> None:
    before = {code: entry["values"] for code, entry in township.entries(TOWNSHIP).items()}
    assert "导入好了" in township.do("table", "import", TOWNSHIP, OWN).out
    assert "merged-everywhere" in township.do("undo", TOWNSHIP).out
    assert {code: entry["values"] for code, entry in township.entries(TOWNSHIP).items()} == before


def test_what_is_not_known_is_refused_with_what_to_write(township: Desk) -> None:
    before = township.contents()
    Path(township.path("目录.csv")).write_text(
        "一级事项,二级事项,公开内容,公开时限,公开主体,公开渠道\n"
        "乡贤互助,乡贤榜,乡贤名单,每年12月,兴隆镇人民政府,政府网站\n"
        "乡贤互助,乡贤会,会议纪要,每年12月,兴隆镇人民政府,政府网站\n",
        "utf-8",
    )
    Path(township.path("空.csv")).write_text("姓名,电话\n甲,1\n", "utf-8")
    assert "--field 05" in township.refused("table", "import", TOWNSHIP, "目录.csv")
    assert "没有找到目录表格" in township.refused("table", "import", TOWNSHIP, "空.csv")
    groups = township.refused("table", "import", TOWNSHIP, SAMPLES / "one-sheet-per-field-1000-rows.xlsx")
    assert "二、荣山镇" in groups and "--section" in groups
    assert "没有编号为" in township.refused("table", "import", TOWNSHIP, "目录.csv", "--field", "99")
    assert {name: rows for name, rows in township.contents().items() if name in before} == before
    told = township.do("table", "import", TOWNSHIP, "目录.csv", "--field", "05")
    assert "新增 2" in told.out
    assert sum(entry["item"] is None for entry in township.entries(TOWNSHIP).values()) == 2


def test_one_group_of_a_whole_district_comes_in_our_name(township: Desk) -> None:
    words = ("table", "import", TOWNSHIP, SAMPLES / "one-sheet-per-field-1000-rows.xlsx", "--section", "二、荣山镇")
    answer = township.ask(*words, "--json")
    facts = answer.json()
    assert facts["new"] > 250 and facts["changed"] > 10
    assert any("“荣山镇”，不是本单位" in note for note in facts["notes"])
    assert {row["left_out"] for row in facts["rows"]} == {"", "别的单位的一组", "不是本级的事项"}
    values = township.entries(TOWNSHIP)["05-001"]["values"]
    assert values["publisher"] == "兴隆镇人民政府"
    assert "没有变化" in township.ask(*words).out


def test_hidden_rows_come_only_when_asked_for_and_further_columns_go_along(township: Desk) -> None:
    words = ("table", "import", TOWNSHIP, SAMPLES / "extra-columns-office-and-phone.xlsx", "--json", "--dry-run")
    facts = township.ask(*words).json()
    assert "文件里隐藏的行" in {row["left_out"] for row in facts["rows"]}
    assert any("“责任科室（单位）”" in note for note in facts["notes"])
    carried = township.ask(*words, "--hidden", "--carry", "责任科室（单位）").json()
    assert "文件里隐藏的行" not in {row["left_out"] for row in carried["rows"]}
    assert not any("“责任科室（单位）”" in note for note in carried["notes"])


def test_heads_and_columns_that_are_not_recognised_are_pointed_out(township: Desk) -> None:
    rows = "石桥镇的,,\n甲,乙,丙\n夜市管理,摊位；时间,兴隆镇人民政府\n河道清理,河段；时间,兴隆镇人民政府\n"
    Path(township.path("旧表.csv")).write_text(rows, "utf-8")
    refused = township.refused("table", "import", TOWNSHIP, "旧表.csv", "--field", "05")
    assert "没有找到目录表格" in refused and "--head-row" in refused
    say = ("--head-row", "2", "--column", "A=一级事项", "--column", "b=公开内容（要素）", "--column", "C=不读")
    read = township.do("table", "read", "旧表.csv", *say).out
    assert "夜市管理" in read and "公开内容（要素）：河段；时间" in read and "公开主体" not in read
    assert "新增 2" in township.do("table", "import", TOWNSHIP, "旧表.csv", "--field", "05", *say).out
    for wrong in (("--head-row", "9"), ("--column", "Q=公开主体"), ("--column", "A=名字"), ("--sheet", "别的")):
        told = township.misused("table", "read", "旧表.csv", *wrong)
        assert "有的是" in told or "行号" in told
