"""A small catalogue with every way of drawing a cell."""

from app.standards.models import Choice, Column, Definition, Element
from app.tables.official import TableEntry

CHANNELS = ("政府网站", "政府公报", "两微一端", "社区/企事业单位/村公示栏（电子屏）", "精准推送", "其他")

DEFINITION = Definition(
    code="example",
    name="示例目录",
    shape="catalogue",
    what_for="测试",
    used_by=("township",),
    title_elements=("level1", "level2", "level3"),
    elements=(
        Element("level1", "一级事项", "text", required=True),
        Element("level2", "二级事项", "text"),
        Element("level3", "三级事项", "text"),
        Element("elements", "公开内容（要素）", "list", required=True),
        Element("basis", "公开依据", "citations"),
        Element("deadline", "公开时限", "deadline"),
        Element("channels", "公开渠道和载体", "choices", choices=tuple(Choice(None, label) for label in CHANNELS)),
        Element("channels_other", "其他渠道", "text"),
        Element("audience", "公开对象", "choice"),
        Element("audience_group", "特定群体", "text"),
        Element("levels", "公开层级", "choices"),
    ),
    columns=(
        Column("序号", width=9, align="center", draw="seq"),
        Column("一级事项", group="公开事项", element="level1", width=19, merge=True, align="center"),
        Column("二级事项", group="公开事项", element="level2", width=18, merge=True, align="center"),
        Column("三级事项", group="公开事项", element="level3", width=18, align="center"),
        Column("公开内容（要素）", element="elements", width=60),
        Column("公开依据", element="basis", width=63),
        Column("公开时限", element="deadline", width=34),
        Column("公开渠道和载体", element="channels", width=82, draw="boxes", other="channels_other"),
        Column(
            "全社会",
            group="公开对象",
            element="audience",
            width=14,
            draw="tick",
            labels=("全社会", "全社会和特定群体"),
        ),
        Column(
            "特定群体",
            group="公开对象",
            element="audience",
            width=14,
            draw="tick",
            labels=("特定群体", "全社会和特定群体"),
            other="audience_group",
        ),
        Column("县级", group="公开层级", element="levels", width=10, draw="tick", labels=("县级",), level="county"),
        Column("乡级", group="公开层级", element="levels", width=10, draw="tick", labels=("乡级",), level="township"),
        Column("村级", group="公开层级", element="levels", width=10, draw="tick", labels=("村级",), level="village"),
    ),
)

TOWNSHIP_LEVELS = ("township", "village")


def entry(number: int, **values: object) -> TableEntry:
    filled = {
        "level1": "最低生活保障",
        "level2": "审核信息",
        "elements": ["初审对象名单", "相关信息；"],
        "basis": [
            {
                "title": "社会救助暂行办法",
                "number": "国务院令第649号",
                "kind": "行政法规",
                "article": "第十一条",
            },
            {"title": "各地相关政策法规文件", "number": None, "kind": "其他", "article": None},
        ],
        "deadline": {"text": "10个工作日内，公示7个工作日", "count": 10, "unit": "workday"},
        "channels": ["政府网站", "社区/企事业单位/村公示栏（电子屏）"],
        "audience": "全社会",
        "levels": ["乡级", "村级"],
    }
    return TableEntry(f"entry-{number}", {**filled, **values})
