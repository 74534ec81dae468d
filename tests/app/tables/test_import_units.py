"""Tables of another township: its name is ours then where the table itself says whose it is, else it is told."""

from typing import Any

import pytest

from app.tables.importing import apply_table_import, table_proposals
from app.tables.sources.sheet import Source
from app.tables.understanding.understand import understand
from tests.app.tables.test_importing import AID, HEADS, row, values
from tests.app.tables.understanding.wild_tables import sheet
from tests.support import Computer

LAST = "政策法规文件"


def table(*rows: dict[str, str], below: tuple[str, ...] = (), title: str = "社会救助领域目录") -> Source:
    """A workbook of one sheet with these rows under a title, and lines under them."""
    cells = [[title], HEADS, *([each.get(head, "") for head in HEADS] for each in rows), list(below)]
    return Source(name="旧目录.xlsx", sheets=(sheet(*cells, merged=[(0, 0, 0, len(HEADS) - 1)]),))


def taken(desk: Computer, source: Source) -> tuple[str, Any]:
    """Take a table in; return its notes and the publisher of its first item."""
    with desk.working() as workspace:
        batch = table_proposals(workspace, understand(source), source)
        apply_table_import(workspace, batch)
    return "".join(batch.notes), values(desk, "05-002")["publisher"]


@pytest.mark.parametrize(
    "below",
    [
        ("填报单位：石羊镇人民政府            填报人：张某某",),
        ("编制单位（盖章）：青山县石羊镇人民政府",),
        ("填报单位：", "石羊镇人民政府"),
    ],
)
def test_the_line_of_who_filled_a_table_in_says_whose_it_is(township: Computer, below: tuple[str, ...]):
    told, publisher = taken(township, table(row(*AID, "电话", "石羊镇中心学校"), below=below))
    assert publisher == "兴隆镇中心学校"
    assert "表里的单位是“石羊镇”（A4" in told and "石羊镇人民政府" in told


def test_offices_of_another_township_alone_are_told_with_their_cells(township: Computer):
    told, publisher = taken(
        township, table(row(*AID, "电话", "石羊镇卫生院"), row("综合业务", LAST, "文件", "县民政局"))
    )
    assert publisher == "石羊镇卫生院" and "1 处公开主体像是别的乡镇的单位" in told and "石羊镇卫生院（F3）" in told


def test_in_our_own_table_a_neighbours_office_stays_and_is_told(township: Computer):
    source = table(row(*AID, "电话", "石羊镇中心敬老院"), below=("填报单位：兴隆镇人民政府",))
    told, publisher = taken(township, source)
    assert publisher == "石羊镇中心敬老院" and "石羊镇中心敬老院（F3）" in told and "表里的单位是" not in told


@pytest.mark.parametrize(
    "publisher",
    [
        "城乡居民社会保险中心",
        "城镇职工医保所",
        "住房城乡建设局",
        "党建和乡村振兴办",
        "农业农村和乡村振兴办公室",
        "美丽乡村办",
        "新型城镇化办公室",
        "青山县城乡建设局",
        "村镇建设办",
        "乡镇卫生院",
        "返乡创业服务中心",
        "镇民政办",
        "本镇卫生院",
        "兴隆镇村镇建设中心",
        "青山县兴隆镇卫生院",
    ],
)
def test_ordinary_words_are_no_township(township: Computer, publisher: str):
    told, kept = taken(township, table(row(*AID, "电话", publisher)))
    assert kept == publisher and "乡镇的单位" not in told and "表里的单位是" not in told
