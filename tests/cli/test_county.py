"""The county's table, reminders and comparisons typed as commands."""

from tests.cli.conftest import COUNTY, TOWNSHIP
from tests.cli.desk import Desk


def test_the_table_over_all_units(handed_in: tuple[Desk, Desk]) -> None:
    _, county = handed_in
    county.do("roster", COUNTY, "add", "--name", "白云乡", "--contact", "0830-7654321")
    shown = county.ask("matrix", COUNTY, "--json").json()
    rows = {row["organisation"]: row for row in shown["rows"]}
    assert (rows["兴隆镇"]["round"], rows["白云乡"]["round"]) == (1, None)
    (cell,) = [cell for cell in rows["兴隆镇"]["cells"] if cell["field"] == "05"]
    assert (cell["standing"], cell["entries"], cell["items"], cell["missing"]) == ("submitted", 13, 13, 0)
    assert {cell["standing"] for cell in rows["白云乡"]["cells"]} == {"not_submitted"}
    for name in ("总表.xlsx", "总表.pdf"):
        assert "交了的 1 个" in county.do("matrix", COUNTY, "-o", name).out
        assert county.ask("matrix", COUNTY, "-o", name).code == 1
    assert county.ask("matrix", COUNTY, "-o", "总表.doc").code == 2
    assert "再查了 1 个单位的 13 条" in county.do("matrix", COUNTY, "--recheck", "--unit", "兴隆镇").out


def test_reminders(handed_in: tuple[Desk, Desk]) -> None:
    _, county = handed_in
    assert "没有要催的" in county.do("remind", COUNTY).out
    county.do("roster", COUNTY, "add", "--name", "白云乡", "--contact", "0830-7654321")
    county.do("export", COUNTY, "--kind", "start", "--to", "白云乡", "--due", "2026-11-01", "-o", "开始.zwgk")
    [late] = county.ask("remind", COUNTY, "--json").json()
    assert (late["kinds"], late["due"], late["phone"]) == (["not_submitted"], "2026-11-01", "0830-7654321")
    for name in ("催报.xlsx", "催报.pdf"):
        county.do("remind", COUNTY, "-o", name)
        assert county.path(name).exists()


def test_one_item_and_a_whole_field(handed_in: tuple[Desk, Desk]) -> None:
    clerk, county = handed_in
    assert county.do("compare", COUNTY, "05-003").code == 0
    county.do("roster", COUNTY, "add", "--name", "白云乡")
    clerk.do("set", TOWNSHIP, "05-003", "publisher=白云乡人民政府")
    clerk.do("export", TOWNSHIP, "-o", "上报2.zwgk")
    county.do("import", COUNTY, clerk.path("上报2.zwgk"))
    compared = county.ask("compare", COUNTY, "05-003", "--json")
    assert compared.code == 1
    units = {unit["organisation"]: unit for unit in compared.json()["units"]}
    assert {"other-place", "publisher-elsewhere"} <= {each["code"] for each in units["兴隆镇"]["outliers"]}
    assert units["白云乡"]["entry"] is None
    found = county.ask("compare", COUNTY, "--field", "05", "--json").json()
    assert ("05-003", "other-place") in {(each["item"], each["code"]) for each in found}
    assert county.ask("compare", COUNTY).code == 2
    assert county.ask("compare", COUNTY, "99-001").code == 1
