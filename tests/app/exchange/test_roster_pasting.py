"""Units pasted from a table: columns in any order, with heads or without, what is doubtful and why."""

import pytest

from app.drafting.history import undo
from app.errors import UserFacingError
from app.exchange.roster import add_unit, roster
from app.exchange.roster_pasting import RosterPaste, apply_roster_paste, plan_roster_paste
from app.tables.pasted import pasted_cells
from app.workspace import Workspace
from tests.support import COUNTY, computer


@pytest.fixture
def workspace(tmp_path):
    with computer(tmp_path / "青山县", COUNTY).working() as workspace:
        yield workspace


def pasted(workspace: Workspace, text: str) -> RosterPaste:
    return plan_roster_paste(workspace, pasted_cells(text))


def facts(paste: RosterPaste) -> list[tuple[str, str, str, str]]:
    return [(row.standing, row.unit.name, row.unit.code, row.unit.contact) for row in paste.rows]


ROWS = [
    ("new", "兴隆镇", "990124101", "李明 0912-1234567"),
    ("new", "白马乡", "990124102", "王芳 13912345678"),
    ("new", "城关街道", "990124001", "赵强"),
]


@pytest.mark.parametrize(
    "text",
    [
        "序号\t单位名称\t行政区划代码\t联系人\t联系电话\n1\t兴隆镇\t990124101\t李明\t0912-1234567\n"
        "2\t白马乡\t990124102\t王芳\t13912345678\n3\t城关街道\t990124001\t赵强\t\n",
        "电话\t负责人\t代码\t乡镇（街道）\n0912-1234567\t李明\t'990124101\t兴隆镇\n13912345678\t王芳\t990124102\t白马乡\n"
        "\t赵强\t990124001\t城关街道\n",
        "990124101\t李明\t兴隆镇\t0912-1234567\n990124102\t王芳\t白马乡\t13912345678\n990124001\t赵强\t城 关 街 道\t\n",
        "1\t兴隆镇\t９９０１２４１０１\t李明\t0912-1234567\n2\t白马乡\t990124102\t王芳\t13912345678\n3\t城关街道\t990124001\t赵强",
    ],
    ids=["heads", "other order", "no heads", "numbered, wide digits"],
)
def test_columns_are_found_in_any_order(workspace: Workspace, text: str):
    paste = pasted(workspace, text)
    assert facts(paste) == ROWS
    assert [row.unit.kind for row in paste.rows] == ["township", "township", "subdistrict"]
    assert apply_roster_paste(workspace, paste) == 3
    assert [unit.name for unit in roster(workspace)] == ["城关街道", "兴隆镇", "白马乡"]
    assert undo(workspace) == "名册粘贴 3 个单位"
    assert roster(workspace) == []


def test_names_alone_are_enough(workspace: Workspace):
    assert facts(pasted(workspace, "兴隆镇\n白马乡\n")) == [("new", "兴隆镇", "", ""), ("new", "白马乡", "", "")]
    assert facts(pasted(workspace, "单位\n兴隆镇")) == [("new", "兴隆镇", "", "")]
    # A person's post beside a name is no heading.
    assert len(pasted(workspace, "兴隆镇\t王主任\n白马乡\t李书记\n").rows) == 2


def test_what_is_there_or_doubtful_is_told_with_its_reason(workspace: Workspace):
    add_unit(workspace, "兴隆镇", "990124101")
    add_unit(workspace, "石桥镇", "990124109", contact="老周")
    paste = pasted(
        workspace,
        "名称\t代码\t联系人\n兴隆镇\t990124101\t李明\n石桥镇\t990124108\t老周\n白马乡\t99012\t\n黄土坡\t\t\n白云乡\t9.90124E+11\t\n"
        "青山县\t\t\n新集镇\t990124101\t\n柳河镇\t990124107\t\n柳河镇\t990124107\t\n\t990124110\t孙\n合计\t9\t\n双河镇\t\t139123\n",
    )
    told = [(row.line, row.standing, row.unit.name, row.reason) for row in paste.rows]
    assert [each[:3] for each in told] == [
        (2, "fills", "兴隆镇"),
        (3, "known", "石桥镇"),
        (4, "wrong", "白马乡"),
        (5, "doubtful", "黄土坡"),
        (6, "doubtful", "白云乡"),
        (7, "doubtful", "青山县"),
        (8, "doubtful", "新集镇"),
        (9, "new", "柳河镇"),
        (10, "wrong", "柳河镇"),
        (11, "wrong", ""),
        (12, "wrong", "合计"),
        (13, "wrong", "双河镇"),
    ]
    reasons = {each[0]: each[3] for each in told}
    assert reasons[2] == "已有，补上联系方式"
    assert "代码名册里是“990124109”" in reasons[3] and "没有改" in reasons[3]
    assert "不是区划代码" in reasons[4] and "电话" in reasons[13]
    assert "不像乡镇" in reasons[5] and "科学计数" in reasons[6] and "“兴隆镇”一样" in reasons[8]
    assert apply_roster_paste(workspace, paste, also=[5]) == 3
    units = {unit.name: unit for unit in roster(workspace)}
    assert set(units) == {"兴隆镇", "石桥镇", "柳河镇", "黄土坡"}
    assert (units["兴隆镇"].contact, units["石桥镇"].code) == ("李明", "990124109")
    with pytest.raises(UserFacingError) as refusal:
        apply_roster_paste(workspace, paste)
    assert refusal.value.code == "roster-changed"


def test_a_total_or_a_number_is_no_unit(workspace: Workspace):
    paste = pasted(workspace, "序号\t单位名称\n1\t石堰镇\n合计\t1\n2\t12\n")
    assert [row.standing for row in paste.rows] == ["new", "wrong", "wrong"]


@pytest.mark.parametrize("text", ["", "990124101\n990124102\n", "单位名称\t电话\n"])
def test_what_holds_no_names_is_refused(workspace: Workspace, text: str):
    with pytest.raises(UserFacingError) as refusal:
        pasted(workspace, text)
    assert refusal.value.code == "roster-paste-no-names"
