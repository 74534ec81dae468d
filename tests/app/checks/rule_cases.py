"""For each rule about one entry, what it must speak of and what it must leave alone.

Each case is a set of answers put into an item of 社会救助, which the standard has as proactive for everybody within ten
working days, 05-005 with a notice of seven; `alone` makes it an item of the unit's own, without a standard.
"""

from dataclasses import dataclass, field
from typing import Any


def deadline(text: str, count: int, unit: str = "workday", **more: Any) -> dict[str, Any]:
    """A deadline's value."""
    return {"text": text, "count": count, "unit": unit} | more


@dataclass(frozen=True)
class Case:
    """`bad`: answers that the rule speaks of; `good`: answers that it leaves alone; `right`: what its button writes."""

    bad: dict[str, Any]
    good: tuple[dict[str, Any], ...] = ()
    right: dict[str, Any] = field(default_factory=dict)
    alone: bool = False
    item: str = "05-001"


def told(*elements: str) -> dict[str, Any]:
    return {"elements": list(elements)}


CASES = {
    "deadline-longer": Case(
        {"deadline": deadline("信息形成之日起30个工作日内", 30)},
        ({"deadline": deadline("信息形成之日起10个工作日内", 10)},),
    ),
    "deadline-over-longest": Case(
        {"deadline": deadline("90个工作日内", 90)},
        ({"deadline": deadline("20个工作日内", 20)}, {"deadline": deadline("20日内", 20, "day")}),
        alone=True,
    ),
    "notice-shorter": Case(
        {"deadline": deadline("10个工作日内，公示3个工作日", 10, notice_days=3, notice_unit="workday")},
        ({"deadline": deadline("10个工作日内，公示7个工作日", 10, notice_days=7, notice_unit="workday")},),
        item="05-005",
    ),
    "law-repealed": Case({"basis": [{"title": "收养法"}]}, ({"basis": [{"title": "中华人民共和国民法典"}]},)),
    "law-articles-shifted": Case(
        {"basis": [{"title": "村民委员会组织法", "article": "第三十条"}]},
        ({"basis": [{"title": "村民委员会组织法"}, {"title": "土地管理法", "article": "第四十七条"}]},),
    ),
    "law-number-differs": Case(
        {"basis": [{"title": "就业补助资金管理办法", "number": "财社〔2017〕164号"}]},
        (
            {"basis": [{"title": "就业补助资金管理办法", "number": "财社[2023]181号"}]},
            {"basis": [{"title": "土地管理法", "number": "主席令第二十八号"}]},
        ),
        {"basis": [{"title": "就业补助资金管理办法", "number": "财社〔2023〕181号", "kind": None, "article": None}]},
    ),
    "publisher-elsewhere": Case({"publisher": "白云乡人民政府"}, ({"publisher": "兴隆镇人民政府"},)),
    "on-request-in-public": Case(
        {"mode": "依申请公开"},
        (
            {"mode": "依申请公开", "audience": "特定群体", "audience_group": "申请人", "channels": ["精准推送"]},
            {"mode": "主动公开"},
        ),
    ),
    "village-without-a-place": Case(
        {"levels": ["乡级", "村级"], "channels": ["政府网站"]},
        (
            {"levels": ["乡级", "村级"], "channels": ["政府网站", "入户/现场"]},
            {"levels": ["乡级"], "channels": ["政府网站"]},
        ),
    ),
    "former-name": Case(
        told("县扶贫办审核结果"),
        (told("《国务院扶贫办关于印发方案的通知》"), told("县农业农村局审核结果")),
        told("县农业农村局审核结果"),
    ),
    "wrong-word": Case(
        told("资金帐户和使用按排", "办理结果"),
        (told("账户和安排"), told("蚊帐篷布", "回收具体办法", "参加讨论")),
        told("资金账户和使用安排", "办理结果"),
    ),
    "plain-style": Case(told("其它事项"), (told("其他事项"),), told("其他事项")),
    "doubled-word": Case(
        told("救助对象的的名单", "办理流程流程"),
        (told("目的的说明", "自由由来", "参与与监督", "天天公开", "以及及时更新", "人人知晓"),),
        told("救助对象的名单", "办理流程"),
    ),
    "half-width-mark": Case(
        told("名单,金额;标准(每月)"),
        (told("2026年1,200元", "A,B", "http://a.cn?x=1", "1.名单 2.金额", "名单，金额（每月）"),),
        told("名单，金额；标准（每月）"),
    ),
    "other-place": Case(
        told("荣山镇人民政府审核的名单"),
        (told("兴隆镇人民政府审核的名单", "各乡镇人民政府", "户籍所在地乡镇人民政府", "青山县民政局的结果"),),
    ),
    "unprintable": Case(told("名单\U0001f600"), (told("名单①"),)),
}
