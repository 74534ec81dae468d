"""Catalogues to print in tests, with made-up units."""

from collections.abc import Sequence
from datetime import date

from app.printing.catalogue_job import CatalogueJob, Chapter
from app.tables.official import Box, BoxesCell, Cell, OfficialColumn, OfficialRow, OfficialTable, TextCell, TickCell

CHANNELS = (
    "政府网站",
    "政府公报",
    "两微一端",
    "发布会/听证会",
    "广播电视",
    "纸质媒体",
    "公开查阅点",
    "政务服务中心",
    "便民服务站",
    "入户/现场",
    "社区/企事业单位/村公示栏（电子屏）",
    "精准推送",
    "其他",
)
COLUMNS = (
    OfficialColumn("序号", None, 9, False, "center"),
    OfficialColumn("一级事项", "公开事项", 18, True, "center"),
    OfficialColumn("二级事项", "公开事项", 18, True, "center"),
    OfficialColumn("公开内容（要素）", None, 57, False, "left"),
    OfficialColumn("公开依据", None, 58, False, "left"),
    OfficialColumn("公开时限", None, 31, False, "left"),
    OfficialColumn("公开主体", None, 29, False, "left"),
    OfficialColumn("公开渠道和载体", None, 78, False, "left"),
    OfficialColumn("全社会", "公开对象", 13, False, "center"),
    OfficialColumn("特定群体", "公开对象", 14, False, "center"),
    OfficialColumn("主动", "公开方式", 11, False, "center"),
    OfficialColumn("依申请公开", "公开方式", 13, False, "center"),
    OfficialColumn("乡级", "公开层级", 11, False, "center"),
    OfficialColumn("村级", "公开层级", 11, False, "center"),
)


def text(*lines: str) -> TextCell:
    return TextCell(lines)


def official_row(
    number: int, level1: str, level2: str, content: str, checked: Sequence[str] = ("政府网站",)
) -> OfficialRow:
    """One row in the shape of the ministries' table."""
    boxes = tuple(Box(label, label in checked) for label in CHANNELS)
    cells: tuple[Cell, ...] = (
        text(str(number)),
        text(level1),
        text(level2),
        text(content),
        text("《中华人民共和国政府信息公开条例》（国务院令第711号）"),
        text("信息形成之日起20个工作日内"),
        text("兴隆镇人民政府"),
        BoxesCell(boxes),
        TickCell(True),
        TickCell(False),
        TickCell(True),
        TickCell(False),
        TickCell(number % 2 == 0),
        TickCell(True),
    )
    return OfficialRow(cells, f"entry-{number}", False)


def plain_table(
    *rows: Sequence[str], heads: Sequence[str] = ("序号", "名称", "说明"), merge: int = -1
) -> OfficialTable:
    """A table of texts without groups; column `merge` is merged."""
    columns = tuple(OfficialColumn(head, None, 40, place == merge, "left") for place, head in enumerate(heads))
    return OfficialTable(
        columns, tuple(OfficialRow(tuple(map(text, row)), str(n), False) for n, row in enumerate(rows))
    )


def catalogue_job(*tables: OfficialTable, **changes: object) -> CatalogueJob:
    """A job with one chapter for each table: 第1领域, 第2领域 …"""
    chapters = tuple(
        Chapter(f"兴隆镇第{number}领域基层政务公开标准目录", f"第{number}领域", table)
        for number, table in enumerate(tables, start=1)
    )
    values = {
        "title": "兴隆镇基层政务公开标准目录",
        "unit_name": "兴隆镇人民政府",
        "edition": "2026年版",
        "date": date(2026, 11, 22),
        "chapters": chapters,
    }
    return CatalogueJob(**(values | changes))
