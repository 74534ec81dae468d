"""The roster by command: pasted from a table, changed, its computers, start files for all."""

from pathlib import Path

from tests.cli.conftest import COUNTY, NEW_COUNTY
from tests.cli.desk import Desk


def test_many_units_are_pasted_at_once(desk: Desk) -> None:
    desk.do("new", COUNTY, *NEW_COUNTY)
    desk.path("名单.txt").write_text(
        "单位名称\t代码\t联系人\t电话\n兴隆镇\t990124101\t李明\t0912-1234567\n白马乡\t990124102\t\t\n黄土坡\t\t\t\n",
        encoding="utf-8",
    )
    before = desk.contents()
    seen = desk.ask("roster", COUNTY, "paste", "名单.txt", "--dry-run")
    assert seen.code == 1 and "第 4 行\t有疑问\t黄土坡" in seen.err and "只是看看" in seen.out
    assert desk.contents() == before
    facts = desk.do("roster", COUNTY, "paste", "名单.txt", "--with-doubtful", "--json").json()
    assert (facts["done"], facts["columns"], facts["header"]) == (3, ["name", "code", "contact", "phone"], True)
    listed = desk.do("roster", COUNTY).out
    assert "李明 0912-1234567" in listed and "黄土坡" in listed
    assert "已经有 3 个。登记了 0 个单位" in desk.do("roster", COUNTY, "paste", "名单.txt").out
    assert "名册粘贴 3 个单位" in desk.do("undo", COUNTY).out
    assert "没有表格" in desk.refused("roster", COUNTY, "paste", "-")


def test_a_unit_is_changed_and_taken_off(desk: Desk) -> None:
    desk.do("new", COUNTY, *NEW_COUNTY)
    desk.do("roster", COUNTY, "add", "--name", "兴隆镇")
    told = desk.do("roster", COUNTY, "edit", "--unit", "兴隆镇", "--name", "兴隆街镇", "--contact", "李明 0912-1234567")
    assert told.out == "已改：兴隆街镇。\n"
    assert "没有改" in desk.do("roster", COUNTY, "edit", "--unit", "兴隆街镇").out
    assert "已从名册删去" in desk.do("roster", COUNTY, "remove", "--unit", "兴隆街镇").out
    assert "还没有单位" in desk.do("roster", COUNTY).out


def test_a_computer_is_revoked_and_its_files_are_refused(handed_in: tuple[Desk, Desk]) -> None:
    clerk, county = handed_in
    package = clerk.path("上报1.zwgk")
    fingerprint = county.fingerprint(package)
    assert fingerprint in county.do("roster", COUNTY, "devices").out
    assert "删去" in county.refused("roster", COUNTY, "remove", "--unit", "兴隆镇")
    county.misused("roster", COUNTY, "revoke", "--unit", "兴隆镇", "--fingerprint", "123")
    county.do("roster", COUNTY, "revoke", "--unit", "兴隆镇", "--fingerprint", fingerprint)
    facts = county.do("roster", COUNTY, "devices", "--json").json()
    assert [(each["unit"], each["is_revoked"]) for each in facts] == [("兴隆镇", True)]
    clerk.do("set", "兴隆镇.qd", "05-003", "publisher=改过")
    clerk.do("export", "兴隆镇.qd", "-o", "上报2.zwgk")
    before = county.contents()
    assert "停用的电脑" in county.ask("import", COUNTY, clerk.path("上报2.zwgk")).err
    assert county.contents() == before


def test_start_files_for_all_units_at_once(desk: Desk) -> None:
    desk.do("new", COUNTY, *NEW_COUNTY)
    assert "还没有单位" in desk.refused("roster", COUNTY, "starts", "开始")
    for name in ("兴隆镇", "白马乡"):
        desk.do("roster", COUNTY, "add", "--name", name)
    folder = Path(desk.path("开始"))
    folder.mkdir()
    told = desk.do("roster", COUNTY, "starts", "开始", "--field", "05", "--due", "2026-12-20")
    assert "写好 2 个开始文件" in told.out
    assert sorted(path.name for path in folder.iterdir()) == [
        "兴隆镇_2026版_开始文件.zwgk",
        "白马乡_2026版_开始文件.zwgk",
    ]
    again = desk.ask("roster", COUNTY, "starts", "开始", "--unit", "兴隆镇")
    assert again.code == 1 and "写好 0 个" in again.out and "没有写" in again.err
    desk.do("new", "新.qd", "--start", "开始/兴隆镇_2026版_开始文件.zwgk")
