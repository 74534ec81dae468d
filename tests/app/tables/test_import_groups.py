"""Lines over groups of rows: of several units only ours is taken, topics are part of the names."""

import pytest

from app.tables.importing import table_proposals
from app.tables.sources.sheet import Source
from app.tables.understanding.understand import understand
from tests.app.tables.understanding.wild_tables import sheet
from tests.support import Computer

RULES = "政策法规文件"


def grouped(first: str, second: str, head: str) -> Source:
    """A table with two groups that have an item in common."""
    heads = [head, "公开内容（要素）", "公开依据", "公开时限", "公开主体"]
    rows = [[first], [RULES, "甲文件"], [second], [RULES, "乙文件"], ["办事指南", "条件"]]
    merged = [(row, 0, row, len(heads) - 1) for row in (0, 2, 4)]
    return Source(name="分组.xlsx", sheets=(sheet(["社会救助领域基层政务公开标准目录"], heads, *rows, merged=merged),))


@pytest.mark.parametrize("head", ["事项名称", "二级事项"])
def test_topics_over_rows_tell_namesakes_apart(township: Computer, head: str):
    source = grouped("一、最低生活保障", "二、特困人员救助供养", head)
    with township.working() as workspace:
        batch = table_proposals(workspace, understand(source), source)
    assert not batch.sections and "单位" not in "".join(batch.notes)
    assert [place.title for place in batch.rows] == [
        f"最低生活保障 / {RULES}",
        f"特困人员救助供养 / {RULES}",
        "特困人员救助供养 / 办事指南",
    ]
    assert all(place.subject and place.kind == "exact" and not place.asks for place in batch.rows)


@pytest.mark.parametrize(
    ("first", "second", "left_out"),
    [
        ("一、兴隆镇", "二、白云乡", ["", "section", "section"]),
        ("县民政局", "兴隆镇便民服务中心", ["section", "", ""]),
        ("（一）三堆镇", "（二）民政办（社会事务办）", None),
        ("县级", "乡级", None),
    ],
)
def test_lines_that_name_units_part_them(township: Computer, first: str, second: str, left_out: list[str] | None):
    source = grouped(first, second, "二级事项")
    with township.working() as workspace:
        batch = table_proposals(workspace, understand(source), source)
    assert batch.sections == ((first, second) if left_out is None else ())
    assert [place.left_out for place in batch.rows] == (left_out or ["section"] * 3)


@pytest.mark.parametrize(
    "line", ["农村", "城镇", "公共场所", "政府网站", "一网通办", "小区", "返乡", "邮局", "供养标准"]
)
def test_ordinary_words_are_topics(township: Computer, line: str):
    source = grouped(f"一、{line}", "二、供养", "二级事项")
    with township.working() as workspace:
        assert not table_proposals(workspace, understand(source), source).sections
