"""A filled notice as the printing tests use it; people, places and numbers are made up."""

from collections.abc import Sequence

import msgspec

from app.notices.filled_notice import FilledColumn, FilledNotice, FilledRow, FilledTable, Paragraph

TEXTS = (
    "按照《最低生活保障审核确认办法》（民发〔2021〕57号），兴隆镇对双桥村提交的最低生活保障申请作了调查核实。"
    "经入户调查、邻里访问、信息核对和群众评议，初步意见是将下列6户8人纳入保障，现向村民公示。",
    "公示期为7日，自2026年11月24日起至2026年11月30日止。公示期内对以上内容有不同意见的，"
    "可以来电、来信或者当面反映。请留下姓名和联系方式，我们为反映人保密。",
    "公示期满没有异议或者异议不成立的，报县级民政部门审核确认。",
    "受理单位：兴隆镇社会事务办公室（0731-55502816）。",
    "监督电话：0731-55502801（工作日8:30—17:30）。",
    "特此公示。",
)
HEADS = (
    ("seq", "序号", "center"),
    ("group", "村民小组", "center"),
    ("name", "申请人姓名", "center"),
    ("members", "家庭人口数", "center"),
    ("insured", "拟保障人数", "center"),
    ("kind", "保障类别", "center"),
    ("amount", "拟月保障金额（元）", "right"),
)
PEOPLE = (
    ("王家冲组", "周桂兰", "2", "1", "A类", "420"),
    ("王家冲组", "陈德明", "1", "1", "A类", "585"),
    ("塘湾组", "王金龙之女", "3", "1", "B类", "390"),
    ("塘湾组", "李𬭎", "2", "2", "B类", "760"),
    ("老屋组", "张䶮", "4", "2", "B类", "680"),
    ("老屋组", "刘国强", "1", "1", "A类", "640"),
)
SIGNATURE = ("发布机关（盖章）：兴隆镇人民政府", "日期：2026年11月23日")


def people(count: int) -> tuple[FilledRow, ...]:
    return tuple(FilledRow(number, (str(number), *PEOPLE[number % 6])) for number in range(1, count + 1))


def example_table(rows: int = 6, totals: Sequence[str] | None = None) -> FilledTable:
    columns = tuple(FilledColumn(*head) for head in HEADS)
    return FilledTable("拟新增最低生活保障对象名单", columns, people(rows), tuple(totals) if totals else None)


def example_notice(rows: int = 6, **changes: object) -> FilledNotice:
    """The notice with a list of so many rows (0: without a list); `changes` replace its fields."""
    notice = FilledNotice(
        template="NT-01",
        medium="paper",
        title="关于双桥村2026年11月拟新增最低生活保障对象的公示",
        paragraphs=paragraphs(*TEXTS),
        table=example_table(rows) if rows else None,
        signature=SIGNATURE,
        supervision_phone="0731-55502801",
        places=("村公开栏",),
        privacy=(),
        keep=None,
        period=None,
    )
    return msgspec.structs.replace(notice, **changes)


def paragraphs(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph("事项", text) for text in texts)
