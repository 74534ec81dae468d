"""The ledger keeps what was formed, published and taken down, says what is due and why, and refuses what cannot be."""

from datetime import date

import openpyxl
import pytest

from app.calendar.office_calendar import office_calendar
from app.drafting.editing import set_entry
from app.drafting.editions import start_edition
from app.drafting.history import redo, undo
from app.drafting.lookup import find_entry
from app.drafting.operations import operation
from app.errors import UsageError, UserFacingError
from app.registers.deadlines import open_deadlines
from app.registers.ledger import cycles, ledger
from app.registers.ledger_files import write_ledger_workbook
from app.registers.ledger_records import OUTLET
from app.registers.publications import (
    correct,
    find_publication,
    publications,
    record_formed,
    record_published,
    record_taken_down,
    strike,
)
from app.registers.reviews import review
from app.registers.subjects import subject_named
from tests.app.registers.signing import sign

TODAY = date(2026, 11, 23)
SITE = ["政府网站"]


def formed(workspace, day=date(2026, 11, 9), title=""):
    return record_formed(workspace, find_entry(workspace, "05-001").id, day, title)


def lines(workspace):
    return ledger(workspace, office_calendar(workspace))


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (date(2026, 11, 20), "open"),
        (date(2026, 11, 16), "due-soon"),
        (date(2026, 11, 9), "due-soon"),
        (date(2026, 11, 6), "overdue"),
    ],
)
def test_a_line_stands_as_its_deadline_has_it(township, day, standing):
    with township.working() as workspace:
        formed(workspace, day)
        (line,) = lines(workspace)
        assert line.standing == standing, line.due
        assert line.item == "05-001" and any("跳过" in part for part in line.due.explanation)


def test_publishing_late_or_in_time_is_told_apart(township):
    with township.working() as workspace:
        late, early = formed(workspace, date(2026, 10, 9)), formed(workspace, date(2026, 11, 16), "11月名单")
        for id in (late, early):
            record_published(workspace, id, TODAY, SITE, "http://www.example.gov.cn/a/1.html")
        assert [(line.kept.line.title, line.standing) for line in lines(workspace)] == [
            ("综合业务 / 政策法规文件", "late"),
            ("11月名单", "published"),
        ]
        assert not open_deadlines(workspace, office_calendar(workspace))
        record_taken_down(workspace, late, TODAY, "有更正")
        assert lines(workspace)[0].standing == "taken-down"
        record_published(workspace, late, TODAY, ["村公示栏"])
        assert lines(workspace)[0].kept.taken_down is None


def test_a_changed_deadline_moves_the_day(township):
    with township.working() as workspace:
        formed(workspace)
        before = lines(workspace)[0].due.due
        shorter = {"text": "5个工作日内", "count": 5, "unit": "workday"}
        set_entry(workspace, find_entry(workspace, "05-001"), {"deadline": shorter})
        assert lines(workspace)[0].due.due < before


def test_every_step_is_undone_and_kept(township):
    with township.working() as workspace:
        id = formed(workspace)
        record_published(workspace, id, TODAY, SITE)
        undo(workspace)
        assert find_publication(workspace, id).published is None
        redo(workspace)
        strike(workspace, id)
        assert not publications(workspace)
        undo(workspace)
    with township.working() as workspace:
        assert find_publication(workspace, id[:8]).published == TODAY


@pytest.mark.parametrize(
    ("act", "error", "words"),
    [
        (lambda w, id: record_published(w, id, date(2026, 11, 1), SITE), UserFacingError, "以前"),
        (lambda w, id: record_published(w, id, date(2026, 12, 1), SITE), UserFacingError, "还没有到"),
        (lambda w, id: record_published(w, id, TODAY, []), UsageError, "在哪里"),
        (lambda w, id: record_published(w, id, TODAY, SITE, "看网站"), UsageError, "不是网页地址"),
        (lambda w, id: record_published(w, id, TODAY, SITE, "javascript:alert(1)"), UsageError, "不是网页地址"),
        (lambda w, id: record_taken_down(w, id, TODAY, "更正"), UserFacingError, "还没有公开"),
        (lambda w, id: correct(w, id, " ", title="乙"), UsageError, "为什么"),
        (lambda w, id: correct(w, id, "错字"), UserFacingError, "没有改动"),
        (lambda w, id: correct(w, id, "见13812345678", title="乙"), UserFacingError, "手机号"),
        (lambda w, id: correct(w, id, "记错", formed=date(2026, 12, 1)), UserFacingError, "还没有到"),
        (lambda w, id: strike(w, id, ["政府网站"]), UserFacingError, "没有记过"),
        (lambda w, id: formed(w, date(2027, 1, 1)), UserFacingError, "还没有到"),
        (lambda w, id: formed(w, title="张三 13812345678 的补助"), UserFacingError, "手机号"),
        (lambda w, id: formed(w, title="长" * 201), UserFacingError, "200"),
        (lambda w, id: find_publication(w, "00000000"), UserFacingError, "没有编号"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(township, act, error, words):
    with township.working() as workspace:
        id = formed(workspace)
        before = publications(workspace)
        with pytest.raises(error, match=words):
            act(workspace, id)
        assert publications(workspace) == before


def test_what_comes_round_is_due_again_after_it_was_published(township):
    with township.working() as workspace:
        quarterly = {"text": "至少每季度一次", "count": None, "unit": "quarter"}
        set_entry(workspace, find_entry(workspace, "05-001"), {"deadline": quarterly})
        (due,) = cycles(workspace, office_calendar(workspace))
        assert due.due.due == date(2026, 12, 31)
        record_published(workspace, formed(workspace), TODAY, SITE)
        (due,) = cycles(workspace, office_calendar(workspace))
        assert due.due.due == date(2027, 3, 31)
        assert [each.kind for each in open_deadlines(workspace, office_calendar(workspace))] == ["cycle"]


@pytest.mark.parametrize("link", ["http://[abc", "http://", "政府网站", "ftp://a.gov.cn", "https://a.gov.cn/x y"])
def test_what_is_no_address_is_refused_in_plain_words(township, link):
    with township.working() as workspace:
        id = formed(workspace)
        with pytest.raises(UsageError, match="不是网页地址"):
            record_published(workspace, id, TODAY, SITE, link)


@pytest.mark.parametrize(("where", "refusal"), [([" "], UsageError), (["张三13812345678微信群"], UserFacingError)])
def test_where_it_came_out_is_named_and_shows_no_number(township, where, refusal):
    with township.working() as workspace:
        id = formed(workspace)
        with pytest.raises(refusal):
            record_published(workspace, id, TODAY, where)


def test_a_day_that_no_calendar_knows_never_enters_the_ledger(township):
    with township.working() as workspace:
        with pytest.raises(UsageError, match="1900年1月1日"):
            formed(workspace, date(1900, 1, 1))
        assert lines(workspace) == []


def test_each_place_has_its_own_day_address_and_end(township):
    with township.working() as workspace:
        id = formed(workspace, date(2026, 10, 29))
        record_published(workspace, id, date(2026, 11, 20), ["村公示栏"], evidence=["a" * 64])
        record_published(workspace, id, date(2026, 11, 12), SITE, "http://www.example.gov.cn/a/1.html")
        site, board = find_publication(workspace, id).outlets
        assert (site.published, site.link[-6:], site.evidence) == (date(2026, 11, 12), "1.html", ())
        assert (board.published, board.link, board.evidence) == (date(2026, 11, 20), "", ("a" * 64,))
        assert lines(workspace)[0].standing == "published", "the first place is in time"
        record_taken_down(workspace, id, TODAY, "公示期满", ["村公示栏"])
        (line,) = lines(workspace)
        assert line.standing == "published" and [each.taken_down for each in line.kept.outlets] == [None, TODAY]
        record_taken_down(workspace, id, TODAY, "有更正")
        (line,) = lines(workspace)
        assert line.standing == "taken-down" and line.kept.outlets[1].reason == "公示期满"
        with pytest.raises(UserFacingError, match="就撤下了"):
            record_taken_down(workspace, id, TODAY, "有更正")
        undo(workspace)
        strike(workspace, id, ["村公示栏"])
        assert find_publication(workspace, id).places == ("政府网站",)


def test_channels_where_it_has_not_come_out_are_named_once_it_is_out(township):
    with township.working() as workspace:
        named = ["政府网站", "社区/企事业单位/村公示栏（电子屏）", "其他"]
        set_entry(workspace, find_entry(workspace, "05-001"), {"channels": named, "channels_other": "镇广播室"})
        id = formed(workspace)
        assert lines(workspace)[0].missing == ()
        record_published(workspace, id, TODAY, ["青山县人民政府网站"])
        assert lines(workspace)[0].missing == ("社区/企事业单位/村公示栏（电子屏）", "镇广播室")
        record_published(workspace, id, TODAY, ["村公示栏", "镇广播室"])
        assert lines(workspace)[0].missing == ()


OLDER = {
    "published": "2026-11-20",
    "where": ["村公示栏", "政府网站"],
    "link": "http://www.example.gov.cn/1.html",
    "evidence": ["a" * 64],
    "taken_down": None,
    "reason": "",
}


def test_a_line_of_an_older_version_is_read_and_goes_on(township):
    with township.working() as workspace:
        id = formed(workspace)
        row = workspace.store.records.get("publication", id)
        content = {key: value for key, value in row.content.items() if key != "corrected"} | OLDER
        with operation(workspace, "ledger", "以前记的") as act:
            act.write("publication", id, content)
        site, board = find_publication(workspace, id).outlets
        assert (board.place, board.link, site.link) == ("村公示栏", "", OLDER["link"])
        assert lines(workspace)[0].standing == "published"
        record_taken_down(workspace, id, TODAY, "期满", ["村公示栏"])
        assert [each.taken_down for each in find_publication(workspace, id).outlets] == [None, TODAY]
        assert workspace.store.records.get("publication", id).content["published"] is None
        undo(workspace)
        assert [each.taken_down for each in find_publication(workspace, id).outlets] == [None, None]
        assert workspace.store.records.of_kind(OUTLET) == []


def test_a_line_is_corrected_and_tells_what_it_said(township):
    with township.working() as workspace:
        id = formed(workspace, title="10月名弹")
        correct(workspace, id, "错字", title="10月名单")
        correct(workspace, id, "记错了", formed=date(2026, 11, 10))
        line = find_publication(workspace, id).line
        assert (line.title, line.formed) == ("10月名单", date(2026, 11, 10))
        assert [(each.title, each.formed.day, each.reason) for each in line.corrected] == [
            ("10月名弹", 9, "错字"),
            ("10月名单", 9, "记错了"),
        ]
        record_published(workspace, id, date(2026, 11, 12), SITE)
        with pytest.raises(UserFacingError, match="以后"):
            correct(workspace, id, "又错", formed=date(2026, 11, 13))


def test_what_is_corrected_after_it_came_out_is_to_be_reviewed_again(township, tmp_path):
    with township.working() as workspace:
        id = formed(workspace, title="10月名弹")
        sign(workspace, id)
        record_published(workspace, id, date(2026, 11, 12), SITE)
        assert not lines(workspace)[0].is_to_review_again
        correct(workspace, id, "错字", title="10月名单")
        assert lines(workspace)[0].is_to_review_again
        write_ledger_workbook(workspace, office_calendar(workspace), tmp_path / "台账.xlsx")
        sheet = openpyxl.load_workbook(tmp_path / "台账.xlsx").active
        assert sheet.cell(2, 12).value == "已公开，更正过，要重新审查"
        sign(workspace, id)
        assert not lines(workspace)[0].is_to_review_again


def test_what_is_withheld_is_neither_late_nor_due(township):
    with township.working() as workspace:
        sign(workspace, formed(workspace, date(2026, 10, 9)), mode="withheld", reason="涉及个人隐私", basis="EX-018")
        (line,) = lines(workspace)
        assert (line.standing, line.is_open) == ("withheld", False)
        assert "publish" not in [each.kind for each in open_deadlines(workspace, office_calendar(workspace))]


@pytest.mark.parametrize("mode", ["withheld", "on_request"])
def test_what_is_looked_at_again_is_late_only_once_it_may_come_out(township, mode):
    with township.working() as workspace:
        id = formed(workspace, date(2026, 8, 3))
        sign(workspace, id, mode=mode, reason="涉及个人隐私", basis="EX-018")
        (kept,) = lines(workspace)
        for stage, passed in (("initial", True), ("secrecy", False), ("initial", True), ("secrecy", True)):
            review(workspace, subject_named(workspace, id), stage, opinion="重新评估", passed=passed)
            (line,) = lines(workspace)
            assert (line.standing, line.review) == (kept.standing, "begun" if passed else "sent-back")
        review(workspace, subject_named(workspace, id), "issue", facts={"mode": "proactive", "scope": "全社会"})
        (line,) = lines(workspace)
        assert (line.standing, line.due.due > TODAY) == ("open", True)
        assert "重新审查" in line.due.explanation[0] and "2026年11月23日" in line.due.explanation[0]


def test_a_new_year_knows_when_it_came_out_last(township):
    with township.working() as workspace:
        quarterly = {"text": "至少每季度一次", "count": None, "unit": "quarter"}
        set_entry(workspace, find_entry(workspace, "05-001"), {"deadline": quarterly})
        record_published(workspace, formed(workspace), TODAY, SITE)
        (before,) = cycles(workspace, office_calendar(workspace))
        start_edition(workspace, "2027")
        (due,) = cycles(workspace, office_calendar(workspace))
        assert due.due == before.due and due.due.due == date(2027, 3, 31) and due.entry != before.entry


def test_days_in_what_is_refused_read_as_people_write_them(township):
    with township.working() as workspace:
        id = formed(workspace)
        with pytest.raises(UserFacingError, match="2026年11月6日在形成日期2026年11月9日以前"):
            record_published(workspace, id, date(2026, 11, 6), SITE)
        with pytest.raises(UserFacingError, match="2026年12月1日还没有到"):
            record_published(workspace, id, date(2026, 12, 1), SITE)
