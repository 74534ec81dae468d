"""What the parts of a register's records and of a place's rules are called where two clerks wrote them differently."""

from app.registers.request_records import EVENT_WORDS
from app.standards.disclosure_modes import MODE_WORDS
from app.standards.law_choices import LAW_STATE_LABELS

REGISTER_LABELS = {
    "about": "说的是什么内容",
    "adopted": "通过日期",
    "applicant_kind": "申请人类别",
    "articles_checked_on": "条号哪天核对过",
    "articles_shifted_on": "条号从哪天起改过",
    "asked": "申请公开的内容",
    "basis": "依据",
    "corrected": "更正过什么",
    "corrected_by": "更正后的公示",
    "date": "日期",
    "days": "天数",
    "edition": "版次",
    "element": "栏目",
    "entry": "条目",
    "events": "办理记录",
    "evidence": "截图、照片",
    "file": "文件",
    "formed": "形成日期",
    "handler": "承办科室",
    "issuer": "制定机关",
    "kept_back": "不公开的部分",
    "line": "台账的哪一行",
    "link": "网址",
    "mode": "公开方式",
    "notice": "公示",
    "number": "文号、编号",
    "objections": "异议",
    "organisation": "单位",
    "photos": "照片",
    "photos_down": "撤下时的照片",
    "place": "在哪里",
    "places": "地点",
    "posted": "张贴日期",
    "published": "公开日期",
    "replaced_by": "由什么代替",
    "result": "结果",
    "revision": "公示的哪一版",
    "scope": "公开范围",
    "seen_to": "撤下更正做好的几步",
    "since": "从哪天起",
    "stages": "审查到哪一步",
    "subject": "审查的是什么",
    "submitted": "收到日期",
    "summary": "内容摘要",
    "table": "放假安排",
    "taken_down": "撤下日期",
    "template": "哪一种公示",
    "unit": "单位",
    "until": "公示到哪天",
    "wanted": "形式要求",
    "way": "提交方式",
    "where": "公开渠道",
}
"""By key of the record; parts of entries have labels of their own."""

CODED_WORDS = {
    "unit": {"day": "日", "workday": "个工作日"},
    "state": LAW_STATE_LABELS,
    "kind": EVENT_WORDS,
    "mode": MODE_WORDS,
}
"""Words for values that are stored as codes, by key of the record."""
