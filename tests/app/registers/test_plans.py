"""Interpretation plans: begun from a template, due three working days after the document, checked, and published by
way of the ledger."""

from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.attachments import attach
from app.calendar import load_calendar
from app.calendar.office_calendar import office_calendar
from app.doctor import examine
from app.drafting.adopting import adopt
from app.drafting.history import undo
from app.drafting.lookup import find_entry
from app.drafting.operations import operation
from app.errors import UsageError, UserFacingError
from app.registers.doubled_lines import join_doubled
from app.registers.due_rows import due_rows
from app.registers.ledger import ledger
from app.registers.plan_overlap import overlap
from app.registers.plan_publishing import plan_to_ledger
from app.registers.plan_records import PLAN
from app.registers.plan_standings import overlap_finding, plan_line, plan_lines
from app.registers.plans import add_plan, change_plan, find_plan, plans, strike_plan, write_linked
from app.registers.publications import find_publication, new_line, record_formed, write_line
from app.registers.publishing import publish
from app.registers.reckoning import due_after
from tests.app.registers.signing import sign
from tests.support import Computer

TITLE = "兴隆镇耕地地力保护补贴实施办法"
PUBLISHED = "2026-11-16"
"""A Monday: three working days later is Thursday the 19th."""


def added(workspace, template: str = "IP-002", **answers) -> str:
    return add_plan(workspace, {"doc_title": TITLE, "published_on": PUBLISHED} | answers, template=template)


def test_a_plan_begins_with_its_template_and_is_due_on_the_third_working_day(township: Computer):
    with township.working() as workspace:
        id = added(workspace)
        line = plan_line(workspace, office_calendar(workspace), find_plan(workspace, TITLE))
        assert (line.kept.id, line.says("doc_kind"), line.says("outline")[0]) == (id, "惠民惠农政策", "补给谁")
        assert line.says("channels")[-1] == "社区/企事业单位/村公示栏（电子屏）"
        assert (line.due.due, line.standing) == (date(2026, 11, 19), "overdue")
        assert any("3个工作日" in words for words in line.due.explanation)
        assert {finding.code for finding in line.findings} == {"P1", "P3", "P5"}
        assert [step.label for step in line.steps] == ["同步组织", "同步审签", "同步部署"]
        assert "咨询电话" in line.missing
        undo(workspace)
        assert plans(workspace) == []


def test_what_is_done_in_step_and_in_time_is_not_found_fault_with(township: Computer):
    steps = {"organised_on": "2026-11-02", "signed_on": "2026-11-13", "deployed_on": "2026-11-16"}
    with township.working() as workspace:
        added(workspace, contact_phone="0830-1234567", done_on="2026-11-19", **steps)
        calendar = office_calendar(workspace)
        assert (plan_lines(workspace, calendar)[0].standing, plan_lines(workspace, calendar)[0].findings) == (
            "done",
            (),
        )
        change_plan(workspace, TITLE, {"done_on": "2026-11-20", "forms": ["文字解读"], "signed_on": "2026-11-17"})
        late = plan_lines(workspace, calendar)[0]
        assert late.standing == "late"
        found = {finding.code: finding.words for finding in late.findings}
        assert found.keys() == {"P1", "P4", "P5"}
        assert "超期 1 天" in found["P1"] and "同步审签在文件公开" in found["P5"]


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"planned_on": "2026-11-13"}, "plan-before-document"),
        ({"done_on": "2026-11-13", "contact_phone": "0830-1234567"}, "plan-before-document"),
        ({"done_on": "2026-11-24", "contact_phone": "0830-1234567"}, "day-in-future"),
        ({"signed_on": "2026-11-24"}, "day-in-future"),
        ({"published_on": "2026-02-30"}, "value-wrong"),
        ({"published_on": "1066-10-14"}, "date-out-of-range"),
        ({"done_on": "2026-11-18"}, "plan-no-phone"),
        ({"contact_office": "找110101199003074530"}, "personal-number"),
        ({"contact_phone": "110101199003074530"}, "personal-number"),
        ({"no_such_element": "x"}, "element-unknown"),
        ({"doc_title": " "}, "plan-title-missing"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(township: Computer, answers: dict, code: str):
    with township.working() as workspace:
        with pytest.raises((UserFacingError, UsageError)) as refused:
            added(workspace, **answers)
        assert refused.value.code == code and ("没有" in refused.value.message or "超出" in refused.value.message)
        assert plans(workspace) == []


def test_a_document_has_one_plan(township: Computer):
    with township.working() as workspace:
        added(workspace)
        with pytest.raises(UserFacingError, match="已经有一份解读方案"):
            added(workspace, doc_title=f" {TITLE} ")
        added(workspace, doc_number="兴府发〔2026〕9号")
        with pytest.raises(UserFacingError) as twice:
            find_plan(workspace, TITLE)
        assert twice.value.code == "plan-ambiguous"
        strike_plan(workspace, "兴府发〔2026〕9号")
        assert len(plans(workspace)) == 1


def test_the_interpretation_goes_through_the_ledger_and_not_without_a_phone(township: Computer):
    with township.working() as workspace:
        adopt(workspace, item="19-001")
        added(workspace)
        line = plan_to_ledger(workspace, TITLE, find_entry(workspace, "19-001").id)
        with pytest.raises(UserFacingError) as refused:
            publish(workspace, line, date(2026, 11, 18), ["政府网站"])
        assert refused.value.code == "plan-no-phone"
        change_plan(workspace, TITLE, {"contact_phone": "0830-1234567"})
        sign(workspace, line)
        publish(workspace, line, date(2026, 11, 18), ["政府网站"])
        stands = plan_lines(workspace, office_calendar(workspace))[0]
        assert (stands.done, stands.standing) == (date(2026, 11, 18), "done")
        with pytest.raises(UserFacingError, match="已经在台账里了"):
            plan_to_ledger(workspace, TITLE, find_entry(workspace, "19-001").id)


def doubled_in_ledger(workspace, plan) -> tuple[str, str]:
    """The ledger as two clerks left it in an older version: each put the interpretation there under an id of its own,
    and the plan knows the second line since. Returns the ids of both."""
    entry = find_entry(workspace, "05-001").id
    lines = []
    for _ in range(2):
        line = new_line(workspace, entry, date(2026, 11, 16), f"《{TITLE}》解读")
        lines.append(line.id)
        with operation(workspace, "plan", "解读记进台账") as act:
            write_line(act, line)
            write_linked(act, plan, line.id)
    return lines[0], lines[1]


def test_an_interpretation_that_two_clerks_put_into_the_ledger_becomes_one_line(township: Computer):
    with township.working() as workspace:
        assert examine(workspace).problems == [] and join_doubled(workspace) == 0
        plan = find_plan(workspace, added(workspace, contact_phone="0532-88880000"))
        forgotten, _ = doubled_in_ledger(workspace, plan)
        sign(workspace, forgotten)
        publish(workspace, forgotten, date(2026, 11, 18), ["政府网站"])
        (told,) = examine(workspace).problems
        assert TITLE in told and "记了 2 行" in told
        before = len(ledger(workspace, office_calendar(workspace)))
        assert join_doubled(workspace) == 1
        (line,) = [each.kept for each in ledger(workspace, office_calendar(workspace)) if TITLE in each.kept.line.title]
        assert (line.id, line.places) == (forgotten, ("政府网站",)), "the one that is further stays"
        assert plans(workspace)[0].plan.line == forgotten and examine(workspace).problems == []
        undo(workspace)
        assert len(ledger(workspace, office_calendar(workspace))) == before and len(examine(workspace).problems) == 1


def test_the_day_that_the_ledger_knows_counts_for_the_order_and_the_parent_hears_of_it_once(township: Computer):
    with township.working() as workspace:
        adopt(workspace, item="19-001")
        entry = find_entry(workspace, "19-001").id
        document = record_formed(workspace, entry, date(2026, 11, 2))
        sign(workspace, document)
        publish(workspace, document, date(2026, 11, 16), ["政府网站"])
        id = add_plan(workspace, {"doc_title": TITLE, "published_on": None, "contact_phone": "0830-1234567"},
                      document=document)  # fmt: skip
        with pytest.raises(UserFacingError, match="以前，没有记下"):
            change_plan(workspace, id, {"done_on": "2026-11-13"})
        line = find_publication(workspace, plan_to_ledger(workspace, id, entry))
        assert line.line.formed == date(2026, 11, 16)
        told = [row.kind for row in due_rows(workspace) if row.id in (line.id, id)]
        assert told == ["plan"]


def test_an_interpretation_that_came_out_before_its_document_is_told(township: Computer):
    with township.working() as workspace:
        adopt(workspace, item="19-001")
        document = record_formed(workspace, find_entry(workspace, "19-001").id, date(2026, 11, 2))
        id = add_plan(workspace, {"doc_title": TITLE, "published_on": None, "contact_phone": "0830-1234567",
                                  "done_on": "2026-11-13"}, document=document)  # fmt: skip
        sign(workspace, document)
        publish(workspace, document, date(2026, 11, 16), ["政府网站"])
        line = plan_line(workspace, office_calendar(workspace), find_plan(workspace, id))
        assert any("以前，请核对两个日期" in words for words in line.remarks)


def test_what_the_definition_no_longer_asks_is_kept_hidden_and_said(township: Computer):
    with township.working() as workspace:
        added(workspace, contact_office="财政所")
        definition = workspace.library.definitions["interpretation-plans"]
        fewer = [each for each in definition.elements if each.key != "contact_office"]
        workspace.library.definitions = {
            **workspace.library.definitions,
            "interpretation-plans": msgspec.structs.replace(
                definition, elements=tuple(fewer), retired=(definition.element("contact_office"),)
            ),
        }
        line = plan_lines(workspace, office_calendar(workspace))[0]
        assert "contact_office" not in line.answers.known and line.answers.hidden == {"contact_office": "财政所"}
        assert any("政策咨询科室" in words and "还留着" in words for words in line.remarks)
        change_plan(workspace, TITLE, {"contact_phone": "0830-1234567"})
        assert workspace.store.records.get(PLAN, line.kept.id).content["values"]["contact_office"] == "财政所"


def test_copying_the_document_is_noticed(township: Computer, tmp_path: Path):
    text = "第一条　为了保护耕地地力，调动农民种粮积极性，根据上级有关规定，结合本镇实际，制定本办法。"
    ours = "种地的农户每亩补九十五块钱，村里登记，年底以前打到一卡通。"
    names = {}
    for name, content in (("原文.txt", text), ("照抄.txt", text[:30] + "大家都要知道"), ("自己写.txt", ours)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    with township.working() as workspace:
        for name in ("原文.txt", "照抄.txt", "自己写.txt"):
            names[name] = attach(workspace, tmp_path / name).sha256
        added(workspace, original=[names["原文.txt"]], materials=[names["照抄.txt"]])
        calendar = office_calendar(workspace)
        found = overlap_finding(workspace, plan_lines(workspace, calendar)[0])
        assert found.code == "P2" and "调动农民种粮积极性" in found.words
        change_plan(workspace, TITLE, {"materials": [names["自己写.txt"]]})
        assert overlap_finding(workspace, plan_lines(workspace, calendar)[0]) is None


_LETTERS = st.text(alphabet="甲乙丙丁，。 \n", max_size=60)


@given(original=_LETTERS, told=_LETTERS, run=st.integers(2, 6))
def test_the_share_is_that_of_letters_in_common_runs(original: str, told: str, run: int):
    source, letters = ("".join(filter(str.isalnum, text)) for text in (original, told))
    found = overlap(original, told, run)
    if not source or not letters:
        assert found.share is None
        return
    places = {
        place
        for start in range(len(letters) - run + 1)
        if letters[start : start + run] in source
        for place in range(start, start + run)
    }
    assert found.share == len(places) / len(letters)
    assert found.longest in letters and (not found.longest or len(found.longest) >= run)


@settings(max_examples=60)
@given(days=st.dates(date(2019, 1, 1), date(2027, 12, 20)))
def test_three_working_days_lie_between_a_document_and_the_last_day(days: date):
    calendar = load_calendar()
    deadline = {"text": "文件公开后3个工作日内", "count": 3, "unit": "workday", "event": "文件公开"}
    due = due_after(deadline, days, calendar).due
    between = [days + timedelta(number) for number in range(1, (due - days).days + 1)]
    assert sum(calendar.day(each).working for each in between) == 3
    assert calendar.day(due).working
