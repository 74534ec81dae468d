# ruff: noqa: E501 - a row of a table stays on one line
"""Tables laid out as counties and townships publish them, made of one pair of items: what differs is how they are told."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from app.tables.sources.sheet import Source
from tests.app.tables.understanding.wild_tables import Wild, item, sheet, truth

BOARD = "社区/企事业单位/村公示栏（电子屏）"
FIELD = "社会救助领域基层政务公开标准目录"
HEADS = ["序号", "公开事项>一级事项", "公开事项>二级事项", "公开内容（要素）", "公开依据", "公开时限", "公开主体", "公开渠道和载体", "公开对象>全社会", "公开对象>特定群体", "公开方式>主动", "公开方式>依申请", "公开层级>县级", "公开层级>乡级"]  # fmt: skip
GUIDE = ["1", "最低生活保障", "办事指南", "办理事项、办理条件、申请材料", "《社会救助暂行办法》（国务院令第649号）", "制定或获取信息之日起10个工作日内", "县民政局", "■政府网站\n■便民服务站", "√", "", "√", "", "√", "√"]  # fmt: skip
LISTS = ["2", "", "审核信息", "初审对象名单、相关信息", "《社会救助暂行办法》（国务院令第649号）", "制定或获取信息之日起10个工作日内", "乡镇人民政府", f"■{BOARD}", "", "申请人", "", "√", "", "√"]  # fmt: skip
_SHARED: dict[str, Any] = {
    "basis": [("社会救助暂行办法", "国务院令第649号")],
    "deadline": "制定或获取信息之日起10个工作日内",
}
GUIDE_SAYS: dict[str, Any] = _SHARED | {"publisher": "县民政局", "channels": ["政府网站", "便民服务站"], "audience": "public", "mode": "proactive", "levels": ["county", "township"]}  # fmt: skip
LISTS_SAYS: dict[str, Any] = _SHARED | {"publisher": "乡镇人民政府", "channels": [BOARD], "audience": "group", "audience_group": "申请人", "mode": "on_request", "levels": ["township"]}  # fmt: skip

Cells = list[str]
Merged = tuple[int, int, int, int]


def _guide(**said: Any) -> dict[str, Any]:
    return item("最低生活保障", "办事指南", "办理事项", "办理条件", "申请材料", **(GUIDE_SAYS | said))


def _lists(**said: Any) -> dict[str, Any]:
    return item("最低生活保障", "审核信息", "初审对象名单", "相关信息", **(LISTS_SAYS | said))


def _with(row: Sequence[str], start: int, end: int, *cells: str) -> Cells:
    return [*row[:start], *cells, *row[end:]]


def _headed(top: int, *heads: str) -> tuple[list[Cells], list[Merged]]:
    """Heads from row `top` on, told by their paths: groups over their columns, the others over all rows of heads."""
    paths = [head.split(">") for head in heads]
    depth = max(map(len, paths))
    rows = [[""] * len(paths) for _ in range(depth)]
    merged = []
    for level in range(depth):
        for columns in _groups(paths, level):
            left, right = columns[0], columns[-1]
            rows[level][left] = paths[left][level]
            bottom = depth - 1 if len(paths[left]) == level + 1 else level
            if right > left or bottom > level:
                merged.append((top + level, left, top + bottom, right))
    return rows, merged


def _groups(paths: Sequence[list[str]], level: int) -> list[list[int]]:
    """The columns under each head of a row of heads."""
    columns = [column for column, path in enumerate(paths) if len(path) > level]
    return [list(group) for _, group in groupby(columns, lambda column: paths[column][: level + 1])]


def _told(heads: Sequence[str], rows: Sequence[Cells], *said: dict[str, Any]) -> Wild:
    head, merged = _headed(1, *heads)
    whole = sheet([FIELD], *head, *rows, merged=[(0, 0, 0, len(heads) - 1), *merged])
    return Source(name="目录", sheets=(whole,)), truth("社会救助", *said)


def preamble_sum_and_signatures() -> Wild:
    """附件, a preamble and who filled it in above; a sum, roles to sign for and the leader's remarks below."""
    head, merged = _headed(4, *HEADS)
    above = (
        ["附件2"],
        ["云溪县社会救助领域基层政务公开标准目录（2023年版）"],
        ["    根据《国务院办公厅关于全面推进基层政务公开标准化规范化工作的指导意见》（国办发〔2019〕54号）要求，结合我县实际，编制本目录，请各乡镇、各部门认真贯彻执行。"],
        ["填报单位（盖章）：云溪县民政局", "", "", "", "", "", "填报日期：2023年5月8日"],
    )  # fmt: skip
    below = (
        ["合计", "", "2项"],
        ["填表人：王某", "", "", "审核人：李某", "", "", "分管领导签字："],
        ["领导批示："],
    )
    whole = sheet(*above, *head, list(map(str, range(1, 15))), GUIDE, LISTS, *below, merged=[*((row, 0, row, 13) for row in (0, 1, 2, 11)), *merged])  # fmt: skip
    return Source(name="目录", sheets=(whole,)), truth("社会救助", _guide(), _lists())


def offices_in_sheets_and_stages_in_columns() -> Wild:
    """A sheet for each office, the field in a column, names under 事项名称, the five stages under a merged head."""
    heads = ["序号", "公开领域", "事项名称>一级", "事项名称>二级", "内容标准", "公开依据", "公开时限", "公开责任主体", "公开载体", "公开对象", "公开方式>主动公开", "公开方式>依申请公开", "五公开>决策", "五公开>执行", "五公开>管理", "五公开>服务", "五公开>结果"]  # fmt: skip
    head, merged = _headed(1, *heads)
    rows = [
        [row[0], "社会救助", *row[1:8], row[9] or "全社会", *row[10:12], "", "", "", "", "√"] for row in (GUIDE, LISTS)
    ]
    sheets = [
        sheet([f"清泉镇{office}政务公开标准目录"], *head, *rows, name=office, merged=[(0, 0, 0, 16), *merged])
        for office in ("民政办", "便民服务中心")
    ]
    said = [row(levels=None, extra={"结果": "√"}) for row in (_guide, _lists)]
    return Source(name="目录", sheets=tuple(sheets)), {"tables": [{"field": "社会救助", "rows": said}] * 2}


def channels_in_three_rows_of_heads() -> Wild:
    """线上 and 线下 under 公开渠道, each with columns of ticks, some named as only this county does."""
    places = ["线上>政府网站", "线上>村村享平台", "线下>便民服务中心", f"线下>{BOARD}"]
    heads = _with(HEADS, 7, 8, *(f"公开渠道和载体>{place}" for place in places))
    rows = [_with(GUIDE, 7, 8, "√", "√", "√", ""), _with(LISTS, 7, 8, "", "√", "", "√")]
    return _told(heads, rows, _guide(channels=["政府网站", "村村享平台", "便民服务站"]), _lists(channels=["村村享平台", BOARD]))  # fmt: skip


def local_channels_in_columns_and_sentences() -> Wild:
    """Columns of ticks under names that the vocabulary does not have; beside 其他 with words."""
    heads = _with(HEADS, 7, 8, *(f"公开渠道>{place}" for place in ("县政府网站", "阳光村务平台", "村（居）务公开栏", "其他（请注明）")))  # fmt: skip
    rows = [_with(GUIDE, 7, 8, "✓", "✓", "", ""), _with(LISTS, 7, 8, "", "", "✓", "救助服务热线")]
    return _told(heads, rows, _guide(channels=["政府网站", "阳光村务平台"]), _lists(channels=[BOARD, "救助服务热线"]))


def ticks_behind_their_words() -> Wild:
    """全社会√ 特定群体□ in one column, 县√ 乡□ in another, the group in brackets behind its tick."""
    heads = [*HEADS[:8], "公开对象", "公开方式", "公开层级"]
    rows = [[*GUIDE[:8], "全社会√\n特定群体□", "√主动公开 □依申请公开", "县√ 乡√"], [*LISTS[:8], "特定群体√（申请人）", "□主动公开 √依申请公开", "县□ 乡√"]]  # fmt: skip
    return _told(heads, rows, _guide(), _lists())


def two_tables_side_by_side() -> Wild:
    """Two fields beside one another under the same heads."""
    head, merged = _headed(1, *(head.partition(">")[2] or head for head in HEADS[:8]))
    other = _with(GUIDE, 1, 3, "养老服务业务办理", "老年人补贴")
    rows = [[*each[:8], "", *beside[:8]] for each, beside in ((head[0], head[0]), (GUIDE, other), (LISTS, [""] * 8))]
    title = [FIELD, *[""] * 8, "养老服务领域基层政务公开标准目录"]
    whole = sheet(title, *rows, merged=[(0, 0, 0, 7), (0, 9, 0, 16), *merged])
    silent: dict[str, Any] = {"audience": None, "audience_group": None, "mode": None, "levels": None}
    said = [_guide(**silent), _lists(**silent)]
    beside = _guide(**silent) | {"level1": "养老服务业务办理", "level2": "老年人补贴"}
    return Source(name="目录", sheets=(whole,)), {"tables": [{"field": "社会救助", "rows": said}, {"field": "养老服务", "rows": [beside]}]}  # fmt: skip


def levels_of_names_in_brackets() -> Wild:
    """（一级） behind other words in the heads, both 公开时限 and 更新时限, a table that begins at C3."""
    heads = ["序号", "公开事项类别（一级）", "公开事项名称（二级）", "公开内容和要素", "公开依据（法律法规和政策文件）", "公开时限要求", "更新时限", "公开责任单位", "公开载体和渠道", "公开受众>社会公众", "公开受众>特定对象", "公开方式>主动公开", "公开方式>依申请公开", "适用层级>市", "适用层级>县（市、区）", "适用层级>乡镇（街道）"]  # fmt: skip
    head, merged = _headed(2, *heads)
    rows = [_with(_with(row, 12, 12, "√"), 6, 6, "及时更新") for row in (GUIDE, LISTS)]
    whole = sheet([], ["", "", "社会救助领域政务公开事项清单"], *(["", "", *row] for row in (*head, *rows)), merged=[(top, left + 2, bottom, right + 2) for top, left, bottom, right in merged])  # fmt: skip
    return Source(name="目录", sheets=(whole,)), truth("社会救助", _guide(extra={"更新时限": "及时更新"}), _lists(extra={"更新时限": "及时更新"}))  # fmt: skip


def lists_inside_a_line() -> Wild:
    """Elements numbered, lettered and bulleted without a break between them; commas for 、."""
    told = [
        "（1）办理事项（2）办理条件；（3）申请材料（身份证、户口簿）",
        "（一）办理事项（二）办理条件（三）申请材料（身份证、户口簿）",
        "办理事项,办理条件,申请材料(身份证、户口簿)",
        "1、 办理事项2、 办理条件3、 申请材料（身份证、户口簿）",
        "▲办理事项、\n▲办理条件、\n▲申请材料（身份证、户口簿）",
    ]
    rows = [_with(GUIDE, 2, 4, f"办事指南{kind}", words) for kind, words in zip("甲乙丙丁戊", told, strict=True)]
    said = [
        item("最低生活保障", row[2], "办理事项", "办理条件", "申请材料（身份证、户口簿）", **GUIDE_SAYS) for row in rows
    ]
    return _told(HEADS, rows, *said)


def citations_with_their_history() -> Wild:
    """Dates and numbers of a law's versions in one bracket, articles, titles broken over lines, channels in sentences."""
    rows = [
        _with(_with(GUIDE, 4, 5, "《中华人民共和国政府信息公\n开条例》（2007年4月5日中华人民共和国国务院令第492号公布 2019年4月3日中华人民共和国国务院令第711号修订）第十九条"), 7, 8, "通过政府网站、微信公众号等渠道向社会公开"),
        _with(_with(LISTS, 4, 5, "1.《社会救助暂行办法》（2014年2月21日国务院令第649号公布）；2.《居住证暂行条例》(国务院令第 663 号)。"), 7, 8, "在乡镇便民服务中心、村（居）务公开栏公开"),
    ]  # fmt: skip
    return _told(
        HEADS,
        rows,
        _guide(basis=[("中华人民共和国政府信息公开条例", "国务院令第711号")], channels=["政府网站", "两微一端"]),
        _lists(
            basis=[("社会救助暂行办法", "国务院令第649号"), ("居住证暂行条例", "国务院令第663号")],
            channels=["便民服务站", BOARD],
        ),
    )


def words_for_whom_and_where() -> Wild:
    """面向社会公开, 乡镇（民政办）, 依申请 as words in one column each; the heads come again after a page number."""
    heads = [*HEADS[:8], "公开对象", "公开方式", "公开层级"]
    head, merged = _headed(1, *heads)
    rows = [[*GUIDE[:8], "面向社会公开", "主动", "县（市、区）、乡镇"], ["", "", "", "", "", "第1页 共2页"], *head, [*LISTS[:8], "申请人", "依申请", "乡镇（民政办）"]]  # fmt: skip
    rows[-1][1] = "最低生活保障"
    again = [(top + 4, left, bottom + 4, right) for top, left, bottom, right in merged]
    whole = sheet([FIELD], *head, *rows, merged=[(0, 0, 0, 10), *merged, *again])
    return Source(name="目录", sheets=(whole,)), truth("社会救助", _guide(), _lists())


WILD: Sequence[Callable[[], Wild]] = (
    preamble_sum_and_signatures,
    offices_in_sheets_and_stages_in_columns,
    channels_in_three_rows_of_heads,
    local_channels_in_columns_and_sentences,
    ticks_behind_their_words,
    two_tables_side_by_side,
    levels_of_names_in_brackets,
    lists_inside_a_line,
    citations_with_their_history,
    words_for_whom_and_where,
)
