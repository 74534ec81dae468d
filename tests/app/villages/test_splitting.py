"""A table is parted by names as people write them; what is not certain is asked, and no row is lost."""

import pytest
import xlsxwriter

from app.errors import UserFacingError
from app.villages.matching import whose
from app.villages.splitting import LEAVE_OUT, part, read_village_table, split_template, village_table
from app.villages.units import MyUnit, add_files
from tests.app.villages.conftest import BAIMA, DONGMEN, HEADS, QINGSHI, TEMPLATE, Office, row
from tests.support import OTHER_TOWNSHIP, TOWNSHIP, make_workspace, unit


def village(number: int, name: str, parent: str = "兴隆镇", kind: str = "village", code: str = "") -> MyUnit:
    return MyUnit(f"/{number}.qd", str(number), kind, name, code, parent)


UNITS = (
    village(1, "白马村", code="990124101201"),
    village(2, "青石村村民委员会"),
    village(3, "东门社区", kind="community"),
    village(4, "东门村"),
    village(5, "河东村"),
    village(6, "河东村", parent="白云乡"),
    village(7, "兴隆村"),
    village(8, "新建（一）村"),
    village(9, "永丰村（东）"),
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("白马村", 1),
        ("白马", 1),
        (" 白 马　村 ", 1),
        ("白马村委会", 1),
        ("白马村村委会", 1),
        ("白马村民委员会", 1),
        ("白马村村民委员会", 1),
        ("白马村（一组）", 1),
        ("兴隆镇白马村", 1),
        ("兴隆镇人民政府白马村", 1),
        ("青山县兴隆镇白马", 1),
        ("990124101201", 1),
        ("青石村", 2),
        ("青石", 2),
        ("东门社区居委会", 3),
        ("东门村", 4),
        ("兴隆镇河东村", 5),
        ("白云乡河东村", 6),
        ("兴隆村", 7),
        ("兴隆", 7),
        ("新建(一)村", 8),
        ("新建（一）村村委会（二组）", 8),
        ("永丰村（东）", 9),
    ],
)
def test_a_name_that_can_mean_one_unit_alone_is_that_unit(text: str, number: int) -> None:
    assert whose(text, UNITS).unit.id == str(number)


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("白马材", "1"),
        ("白马村一组", "1"),
        ("白云乡白马村", "1"),
        ("白马社区", "1"),
        ("东门", "34"),
        ("河东村", "56"),
        ("新建（二）村", "8"),
        ("新建村", "8"),
        ("永丰村（西）", "9"),
        ("永丰村", "9"),
        ("白马村（青石村代管）", "12"),
        ("北山村", ""),
        ("1", ""),
        ("", ""),
    ],
)
def test_a_name_that_is_not_certain_is_asked(text: str, offered: str) -> None:
    meant = whose(text, UNITS)
    assert meant.unit is None
    assert [each.id for each in meant.offered] == list(offered)


def test_every_row_has_one_village_or_is_asked_or_was_left_out_by_a_person(office: Office) -> None:
    rows = [
        row("白马村", "赵一"),
        row("青石", "钱二"),
        row("白马村委会", "孙三"),
        row("", "李四"),
        row("白马材", "周五"),
        row("北山村", "吴六"),
        row("合计", "", "600"),
        row("白马村小计", "", "200"),
    ]
    table = village_table([("2026年补贴",), HEADS, *rows], split_template(TEMPLATE))
    assert (table.head, table.count) == ("村名", 6)
    assert [(each.number, each.reason) for each in table.left_out] == [
        (9, "这是合计行，合计由程序计算"),
        (10, "这是合计行，合计由程序计算"),
    ]
    parted = part(table, office.mine.villages)
    given = {each.unit.name: [listed.values["name"] for listed in each.rows] for each in parted.parts}
    assert given == {"白马村": ["赵一", "孙三"], "青石村": ["钱二"]}
    asked = {each.named.key: [unit.name for unit in each.offered] for each in parted.questions}
    assert asked == {"（没有写，上面是白马村委会）": ["白马村"], "白马材": ["白马村"], "北山村": []}

    answers = {"（没有写，上面是白马村委会）": BAIMA.id, "白马材": QINGSHI.id, "北山村": LEAVE_OUT}
    parted = part(table, office.mine.villages, answers)
    given = {each.unit.name: [listed.values["name"] for listed in each.rows] for each in parted.parts}
    assert given == {"白马村": ["赵一", "孙三", "李四"], "青石村": ["钱二", "周五"]}
    assert parted.questions == ()
    assert [each.key for each in parted.left_out] == ["北山村"]


def test_a_personal_number_in_the_village_column_is_asked_about_without_being_shown(office: Office) -> None:
    parted = office.parted([row("11010519491231002X", "赵一"), row("", "钱二"), row("长" * 500, "孙三")])
    assert [each.named.shown for each in parted.questions] == [
        "（这一格里有身份证号）",
        "（这一格里有身份证号）",
        "长" * 30 + "……",
    ]
    answers = {each.named.key: BAIMA.id for each in parted.questions}
    table = village_table([HEADS, row("11010519491231002X", "赵一")], split_template(TEMPLATE))
    assert [each.unit.name for each in part(table, office.mine.villages, answers).parts] == ["白马村"]


def test_a_workbook_with_merged_village_cells_is_read_and_a_table_without_the_column_refused(office: Office) -> None:
    path = office.folder / "名单.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate((HEADS, row("东门社区", "赵一"), row("", "钱二"), row("青石村", "孙三"))):
            sheet.write_row(number, 0, line)
        sheet.merge_range(1, 0, 2, 0, "东门社区")
    table = read_village_table(path, split_template(TEMPLATE))
    parted = part(table, office.mine.villages)
    assert [(each.unit.name, len(each.rows)) for each in parted.parts] == [("青石村", 1), ("东门社区", 2)]
    with pytest.raises(UserFacingError, match="叫“村”或者“村名”"):
        village_table([HEADS[1:], row("", "赵一")[1:]], split_template(TEMPLATE))
    with pytest.raises(UserFacingError, match="不带名单"):
        split_template("NT-45")
    named = village_table([("哪里", *HEADS[1:]), row("青石村", "赵一")], split_template(TEMPLATE), column="哪里")
    assert named.named[0].text == "青石村"
    assert DONGMEN.name in [unit.name for unit in office.mine.villages]


def test_villages_of_one_name_in_two_townships_are_asked(office: Office) -> None:
    other = unit(31, "village", "白马村", "990124202201", OTHER_TOWNSHIP)
    office.mine = add_files([make_workspace(office.folder / "白云白马.qd", other)]).mine
    parted = office.parted([row("白马村", "赵一"), row("白云乡白马村", "钱二"), row(f"{TOWNSHIP.name}白马村", "孙三")])
    assert [[each.id for each in question.offered] for question in parted.questions] == [[BAIMA.id, other.id]]
    assert [(each.unit.id, each.rows[0].values["name"]) for each in parted.parts] == [
        (BAIMA.id, "孙三"),
        (other.id, "钱二"),
    ]
