"""Lists and answers for every notice template, made up by column and placeholder: people, places, money."""

from collections.abc import Iterator

from app.notices.figures import told_by_list
from app.notices.filling import placeholders_of
from app.standards.models import NoticeColumn, NoticeRules, NoticeTemplate
from app.tables.rows import SEQUENCE_KEY, ListRow

GROUPS = ("王家冲组", "塘湾组", "老屋组")
NAMES = ("周桂兰", "陈德明", "李𬭎", "张䶮", "刘国强", "欧阳秀英", "何建军", "赵小梅", "孙福生", "吴永红")
IDENTITY = "11010519491231002X"
TEXTS = {
    "village": "双桥村",
    "township": "兴隆镇",
    "gender": "女",
    "birth_year": "1975",
    "unit": "亩",
    "school": "兴隆镇中心小学",
    "relation": "户主",
    "education": "中专",
    "phone": "0731-55502816",
    "basis": "村级代表会议决议",
    "category": "一档",
    "way": "公开竞价",
    "fact": "未按规定堆放",
    "penalty": "罚款500元",
}
ANSWERS = {
    "county": "青山县",
    "township": "兴隆镇",
    "village": "双桥村",
    "year": "2026",
    "month": "11",
    "quarter": "四",
    "period_name": "10月",
    "publisher": "双桥村村民委员会",
    "publish_date": "2026-11-23",
    "accept_unit": "兴隆镇社会事务办公室",
    "address": "兴隆镇人民路12号",
    "phone": "0731-55502816",
    "office_hours": "8:30—17:30",
    "supervision_phone": "0731-55502801",
    "basis": "兴隆镇2026年工作安排",
    "notice_days": "7",
}
KINDS = {"date": "2026-10-20", "money": "12345.60", "phone": "0731-55502811"}


def rows_for(template: NoticeTemplate, count: int = 6) -> list[ListRow]:
    """A list of so many rows; the first two people share a name."""
    if template.table is None:
        return []
    return [
        ListRow(number + 2, {column.key: _cell(column, number) for column in _columns(template)})
        for number in range(count)
    ]


def answers_for(template: NoticeTemplate, rules: NoticeRules) -> dict[str, str]:
    """An answer to every blank that only a person knows, texts by their label."""
    kinds = {placeholder.key: placeholder for placeholder in rules.placeholders}
    asked = placeholders_of(template)
    found_out = told_by_list(template.table, asked) if template.table else set()
    if "notice_days" in asked or template.notice_days:
        found_out |= {"start_date", "end_date", "notice_unit"}
    if template.notice_days:
        found_out.add("notice_days")
    return {
        key: ANSWERS.get(key) or KINDS.get(kinds[key].kind) or f"示例{kinds[key].label}"
        for key in asked
        if key not in found_out
    }


def headed(template: NoticeTemplate, count: int = 6) -> Iterator[list[str]]:
    """The same list with its heads, as an office keeps it in a sheet."""
    columns = list(_columns(template))
    yield [column.label for column in columns]
    for row in rows_for(template, count):
        yield [row.values[column.key] for column in columns]


def _columns(template: NoticeTemplate) -> Iterator[NoticeColumn]:
    return (column for column in template.table.columns if column.key != SEQUENCE_KEY)


def _cell(column: NoticeColumn, number: int) -> str:
    if column.key == "name":
        return NAMES[max(number - 1, 0) % len(NAMES)]
    if column.mask == "id_number":
        return "110105195203120017" if number == 0 else IDENTITY
    if column.mask == "bank_card":
        return ("6222021001000000007", "0015")[number % 2]
    if column.mask == "name_partial":
        return NAMES[number % len(NAMES)]
    if column.key == "group_name":
        return GROUPS[number % 3]
    if column.key == "age":
        return str(61 + number)
    by_kind = {"money": f"{420 + 35 * number}.50", "number": str(1 + number % 4), "date": f"2026-10-{10 + number % 20}"}
    return by_kind.get(column.kind) or TEXTS.get(column.key) or f"示例{column.label.split('（')[0]}"
