"""A notice template with a list, small enough to read."""

from app.standards.models import BodyPart, NoticeColumn, NoticeTable, NoticeTemplate

COLUMNS = (
    NoticeColumn("seq", "序号", "number", "none"),
    NoticeColumn("group_name", "村民小组", "text", "none"),
    NoticeColumn("name", "申请人姓名", "text", "none", mask_web="name_partial"),
    NoticeColumn("insured", "拟保障人数", "number", "none"),
    NoticeColumn("amount", "拟月保障金额（元）", "money", "none"),
    NoticeColumn("since", "纳入时间", "date", "none", optional=True),
    NoticeColumn("id_tail", "身份证号（重名时加）", "text", "id_number", optional=True),
    NoticeColumn("remark", "备注", "text", "none", optional=True),
)


def notice_template(columns: tuple[NoticeColumn, ...] = COLUMNS, **fields) -> NoticeTemplate:
    values = {
        "code": "NT-X",
        "name": "示例公示",
        "kind": "公示",
        "group": "社会救助",
        "field": "05",
        "posted_by": "township",
        "notice_days": 7,
        "notice_unit": "day",
        "notice_mode": "minimum",
        "days_evidence": "seen",
        "notice_basis": (),
        "days_hint": None,
        "title_pattern": "关于{village}{year}年{month}月拟新增对象的公示",
        "body": (
            BodyPart("事项", (), "将下列{household_count}户{person_count}人纳入保障，现向村民公示。"),
            BodyPart("期限", (), "公示期为{notice_days}{notice_unit}，自{start_date}起至{end_date}止。"),
            BodyPart("联系方式", (), "受理单位：{accept_unit}。电话：{phone}。监督电话：{supervision_phone}。"),
        ),
        "table": NoticeTable("拟新增对象名单", columns, None) if columns else None,
        "places": ("村务公开栏",),
        "signature": ("发布机关（盖章）：{publisher}", "日期：{publish_date}"),
        "supervision_phone": "{supervision_phone}",
        "privacy": ("不写身份证号",),
        "keep": None,
        "standard_items": (),
        "evidence": "seen",
        "sources": (),
    }
    return NoticeTemplate(**{**values, **fields})
