"""Three stages in their order, each by a named person; what was not signed as it stands is never marked published."""

from datetime import date
from pathlib import Path

import pytest

from app.boards.contents import entry_sources, notice_sources, proposed_board
from app.boards.keeping import find_board, keep_board
from app.boards.staleness import post_board
from app.calendar.office_calendar import office_calendar
from app.drafting.editing import set_entry
from app.drafting.editions import start_edition
from app.drafting.history import undo
from app.drafting.lookup import entry_title, find_entry
from app.errors import UsageError, UserFacingError
from app.notices.keeping import find_notice, make_notice
from app.products.board import prepare_board
from app.products.notice import draw_prepared_notice, prepare_notice
from app.registers.deadlines import open_deadlines
from app.registers.publications import find_publication, publications, record_formed, strike
from app.registers.publishing import publish
from app.registers.review_lists import exemptions, former_review, known_reviewers, open_reviews, reassessments
from app.registers.reviews import (
    STAGES,
    Signature,
    condition_of,
    is_one_person,
    next_stage,
    review,
    review_of,
    standing_of,
)
from app.registers.reviews import (
    sign as sign_sheet,
)
from app.registers.signatures import line_standings
from app.registers.subjects import Subject, subject_named
from tests.app.exchange.desks import admit_sender
from tests.app.registers.signing import sign
from tests.support import COUNTY, Computer, computer

TODAY = date(2026, 11, 23)
BLANKS = {
    "village": "白马村",
    "household_count": "3",
    "person_count": "5",
    "accept_unit": "兴隆镇民政办",
    "address": "兴隆镇政府",
    "phone": "0990-1234567",
    "office_hours": "工作日",
    "supervision_phone": "0990-7654321",
}


@pytest.fixture
def workspace(township: Computer):
    with township.working() as opened:
        yield opened


def line(workspace):
    return record_formed(workspace, find_entry(workspace, "05-001").id, date(2026, 11, 9))


def due(workspace):
    return [each.id for each in open_deadlines(workspace, office_calendar(workspace))]


def step(workspace, name, stage, **more):
    return review(workspace, subject_named(workspace, name), stage, **more)


def test_the_stages_come_in_their_order_and_each_bears_a_name(workspace):
    id = line(workspace)
    with pytest.raises(UserFacingError, match="先做初审"):
        step(workspace, id, "issue")
    step(workspace, id, "initial", facts={"summary": "低保政策文件"})
    with pytest.raises(UserFacingError, match="审查中"):
        publish(workspace, id, TODAY, ["政府网站"])
    step(workspace, id, "secrecy")
    signed = step(workspace, id, "issue", opinion="同意公开")
    assert standing_of(signed) == "signed" and next_stage(signed) is None
    assert [each.person for each in signed.stages] == ["李梅"] * 3 and signed.summary == "低保政策文件"
    with pytest.raises(UserFacingError, match="已经审查完"):
        step(workspace, id, "initial")
    publish(workspace, id, TODAY, ["政府网站"])
    assert id not in due(workspace)


def test_nothing_is_marked_published_without_it(workspace):
    id = line(workspace)
    with pytest.raises(UserFacingError, match="没有送审") as refusal:
        publish(workspace, id, TODAY, ["政府网站"])
    assert refusal.value.code == "review-missing"
    sign(workspace, id)
    undo(workspace)
    with pytest.raises(UserFacingError, match="没有送审"):
        publish(workspace, id, TODAY, ["政府网站"])


def test_each_piece_of_an_entry_is_signed_for_itself(workspace):
    sign(workspace, "05-001")
    id = line(workspace)
    with pytest.raises(UserFacingError, match="没有送审"):
        publish(workspace, id, TODAY, ["政府网站"])
    sign(workspace, id)
    next_month = record_formed(workspace, find_entry(workspace, "05-001").id, TODAY, "11月名单")
    assert line_standings(workspace, publications(workspace)) == {id: "signed", next_month: "none"}


def test_the_review_of_an_entry_holds_until_its_text_changes(workspace):
    entry = find_entry(workspace, "05-001")
    sign(workspace, "05-001")
    set_entry(workspace, entry, state="ready")
    assert standing_of(review_of(workspace, subject_named(workspace, "05-001"))) == "signed"
    set_entry(workspace, find_entry(workspace, "05-001"), {"channels_other": "村广播"})
    assert review_of(workspace, subject_named(workspace, "05-001")) is None


def test_a_review_of_an_entry_that_an_older_version_wrote_still_counts_for_its_text(workspace):
    row = find_entry(workspace, "05-001")
    older = Subject("entry", row.id, row.revision, "低保政策")
    sign_sheet(workspace, older, [Signature("initial"), Signature("secrecy")])
    stands = step(workspace, "05-001", "issue", facts={"summary": "政策文件"})
    assert [each.stage for each in stands.stages] == [*STAGES] and stands.about == row.revision
    assert review_of(workspace, older) == stands


def test_a_new_piece_begins_with_what_the_former_one_was_signed_as(workspace):
    entry = find_entry(workspace, "05-001").id
    sign(workspace, "05-001", scope="本镇居民")
    id = line(workspace)
    assert former_review(workspace, subject_named(workspace, id)).scope == "本镇居民"
    three = [Signature(stage, name) for stage, name in zip(STAGES, ("李梅", "李建国", "王强"), strict=True)]
    sign_sheet(workspace, subject_named(workspace, id), three, {"summary": "10月名单", "scope": "全社会"})
    next_month = record_formed(workspace, entry, TODAY, "11月名单")
    former = former_review(workspace, subject_named(workspace, next_month))
    assert [each.person for each in former.stages] == ["李梅", "李建国", "王强"]
    assert (former.title, former.scope, former.summary) == (find_publication(workspace, id).line.title, "全社会", "")
    assert review_of(workspace, subject_named(workspace, next_month)) is None
    undo(workspace)
    undo(workspace)
    assert review_of(workspace, subject_named(workspace, id)) is None


def test_a_stage_is_dated_as_it_was_signed_and_never_before_the_former_one(workspace):
    id = line(workspace)
    step(workspace, id, "initial", on=date(2026, 11, 20))
    for wrong, said in (
        (date(2026, 11, 19), "保密审查的日期2026年11月19日在初审的日期"),
        (date(2026, 11, 24), "还没有到"),
    ):
        with pytest.raises(UserFacingError, match=said):
            step(workspace, id, "secrecy", on=wrong)
    stands = step(workspace, id, "secrecy", on=date(2026, 11, 20))
    assert [each.day for each in stands.stages] == [date(2026, 11, 20)] * 2
    with pytest.raises(UserFacingError, match="签发的日期2026年11月18日"):
        sign_sheet(workspace, subject_named(workspace, id), [Signature("issue", on=date(2026, 11, 18))])


def test_one_person_for_all_three_is_noticed_unless_they_say_why(workspace):
    id = line(workspace)
    sign(workspace, id)
    assert is_one_person(review_of(workspace, subject_named(workspace, id)).stages)
    other = record_formed(workspace, find_entry(workspace, "05-002").id, date(2026, 11, 9))
    step(workspace, other, "initial", opinion="镇里只有一人管公开")
    step(workspace, other, "secrecy")
    assert not is_one_person(step(workspace, other, "issue", facts={"summary": "名单"}).stages)


def test_blanks_are_asked_for_when_it_is_signed(workspace):
    id = line(workspace)
    step(workspace, id, "initial", facts={"scope": ""})
    step(workspace, id, "secrecy")
    with pytest.raises(UserFacingError, match="内容概要、公开范围"):
        step(workspace, id, "issue")


def test_what_is_signed_for_those_who_ask_goes_to_nobody_else(workspace):
    id = line(workspace)
    sign(workspace, id, mode="on_request")
    assert line_standings(workspace, publications(workspace)) == {id: "on-request"}
    assert id not in due(workspace)
    for places in (["政府网站"], ["书面答复申请人", "公示栏"]):
        with pytest.raises(UserFacingError, match="只能提供给申请人"):
            publish(workspace, id, TODAY, places)
    publish(workspace, id, TODAY, ["书面答复申请人"])
    with pytest.raises(UserFacingError, match="在上一次签发的日期"):
        step(workspace, id, "initial", on=date(2026, 11, 20))
    sign(workspace, id, mode="proactive")
    publish(workspace, id, TODAY, ["政府网站"])


def test_what_is_signed_for_some_stays_off_the_web(workspace):
    id = line(workspace)
    sign(workspace, id, scope="白马村村民")
    with pytest.raises(UserFacingError, match="公开范围是“白马村村民”"):
        publish(workspace, id, TODAY, ["公示栏", "政府网站"])
    assert line_standings(workspace, publications(workspace), ["政府网站"]) == {id: "out-of-scope"}
    publish(workspace, id, TODAY, ["社区/企事业单位/村公示栏（电子屏）"])


def test_what_is_sent_back_says_why_and_begins_anew(workspace):
    id = line(workspace)
    step(workspace, id, "initial")
    with pytest.raises(UsageError, match="写意见"):
        step(workspace, id, "secrecy", passed=False)
    back = step(workspace, id, "secrecy", passed=False, opinion="附件里有内部电话")
    assert standing_of(back) == "sent-back" and next_stage(back) == "initial"
    again = step(workspace, id, "initial")
    assert [each.stage for each in again.stages] == ["initial"]


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"mode": "withheld"}, "理由、依据"),
        ({"mode": "withheld", "reason": "涉及个人隐私"}, "依据"),
        ({"mode": "partial", "reason": "涉及个人隐私", "basis": "EX-018"}, "哪一部分不公开"),
    ],
)
def test_what_is_withheld_has_its_grounds(workspace, facts, missing):
    id = line(workspace)
    step(workspace, id, "initial", facts=facts | {"summary": "名单"})
    step(workspace, id, "secrecy")
    with pytest.raises(UserFacingError, match=missing):
        step(workspace, id, "issue")


def test_what_is_withheld_is_never_published_and_comes_up_after_a_year(workspace):
    id = line(workspace)
    assert ("EX-018", "个人隐私") in [(code, category) for code, category, _ in exemptions(workspace)]
    sign(workspace, id, mode="withheld", reason="涉及个人隐私", basis="EX-018")
    with pytest.raises(UserFacingError, match="不予公开"):
        publish(workspace, id, TODAY, ["政府网站"])
    due = [each for each in open_deadlines(workspace, office_calendar(workspace)) if each.kind == "reassess"]
    assert [(each.id, each.due, each.of) for each in due] == [(id, date(2027, 11, 23), "publication")]
    strike(workspace, id)
    assert reassessments(workspace) == []


def test_partly_disclosed_names_what_is_kept_back(workspace):
    id = line(workspace)
    facts = {"mode": "partial", "reason": "涉及个人隐私", "basis": "EX-018", "kept_back": "附件中的住址一栏"}
    sign(workspace, id, **facts)
    assert "不能有“附件中的住址一栏”" in condition_of(review_of(workspace, subject_named(workspace, id)))
    publish(workspace, id, TODAY, ["政府网站"])


def test_a_record_shows_nobodys_number(workspace):
    with pytest.raises(UserFacingError, match="手机号"):
        step(workspace, line(workspace), "initial", opinion="问过张三 13812345678")


def test_a_record_needs_a_name(workspace):
    id = line(workspace)
    workspace.person = None
    with pytest.raises(UsageError):
        step(workspace, id, "initial")


def test_a_notice_bears_the_mark_of_a_draft_until_it_is_signed(workspace):
    id = make_notice(workspace, "NT-01", BLANKS).id

    def paper():
        drawn = draw_prepared_notice(prepare_notice(workspace, find_notice(workspace, id)))
        return "送审稿" in {text for _, text in drawn.printed.texts}

    assert paper()
    sign(workspace, id)
    assert not paper()
    undo(workspace)
    assert paper()


def test_a_board_is_posted_only_when_all_it_carries_is_signed(workspace):
    id = make_notice(workspace, "NT-01", BLANKS).id
    entry = find_entry(workspace, "05-001").id
    sources = [*notice_sources(workspace), *entry_sources(workspace, [entry]).values()]
    board = keep_board(workspace, proposed_board(workspace, sources, (1200, 900)))

    def mark():
        return prepare_board(workspace, find_board(workspace, board).board).board.mark

    with pytest.raises(UserFacingError, match="没有送审"):
        post_board(workspace, board, TODAY)
    sign(workspace, id)
    with pytest.raises(UserFacingError, match=f"{entry_title(workspace, find_entry(workspace, '05-001'))}.*没有送审"):
        post_board(workspace, board, TODAY)
    sign(workspace, "05-001", mode="on_request")
    with pytest.raises(UserFacingError, match="只能提供给申请人"):
        post_board(workspace, board, TODAY)
    assert mark() == "送审稿"
    sign(workspace, "05-001", mode="proactive")
    assert mark() == ""
    post_board(workspace, board, TODAY)
    assert review_of(workspace, subject_named(workspace, id)).kind == "notice"


def test_a_stage_can_be_another_persons_and_their_name_is_offered_again(workspace):
    id = line(workspace)
    step(workspace, id, "initial")
    stands = step(workspace, id, "secrecy", person=" 李建国 ")
    assert [done.person for done in stands.stages] == [workspace.person, "李建国"]
    assert known_reviewers(workspace)[0] == "李建国" and workspace.person in known_reviewers(workspace)
    with pytest.raises(UserFacingError, match="请写您的姓名"):
        step(workspace, id, "issue", person="  ")


def test_what_waits_for_its_next_stage_is_listed_until_it_is_done_or_changed(workspace):
    id = line(workspace)
    entry = find_entry(workspace, "05-002")
    step(workspace, id, "initial")
    step(workspace, "05-002", "initial", opinion="名称写错", passed=False)
    first, second = open_reviews(workspace)
    assert (first.kind, first.subject, first.stage) == ("publication", id, "secrecy")
    assert (second.kind, second.subject, second.stage) == ("entry", entry.id, "initial")
    set_entry(workspace, entry, {"publisher": "兴隆镇民政办"})
    assert [each.subject for each in open_reviews(workspace)] == [id]
    step(workspace, id, "secrecy")
    step(workspace, id, "issue", facts={"summary": "名单"})
    assert open_reviews(workspace) == []


def test_what_is_withheld_is_looked_at_again_and_may_then_come_out(workspace):
    id = line(workspace)
    sign(workspace, id, mode="withheld", reason="个人隐私", basis="EX-018")
    assert next_stage(review_of(workspace, subject_named(workspace, id))) == "initial"
    sign(workspace, id, mode="proactive")
    publish(workspace, id, TODAY, ["政府网站"])
    assert id not in due(workspace)


def test_what_came_out_before_it_was_signed_is_remarked(workspace):
    id = line(workspace)
    sign(workspace, id)
    (told,) = publish(workspace, id, date(2026, 11, 20), ["政府网站"])
    assert "公开日期2026年11月20日（周五）在签发日期2026年11月23日（周一）以前" in told
    assert publish(workspace, id, TODAY, ["村公示栏"]) == []


def test_a_withheld_entry_of_last_year_comes_up_as_the_entry_of_this_year(workspace):
    before = find_entry(workspace, "05-001").id
    sign(workspace, before, mode="withheld", reason="个人隐私", basis="EX-018")
    start_edition(workspace, "2027")
    now = find_entry(workspace, "05-001").id
    assert now != before and [each.subject for each in reassessments(workspace)] == [now]
    begun_with = former_review(workspace, subject_named(workspace, now))
    assert (begun_with.mode, begun_with.basis) == ("withheld", "EX-018")
    step(workspace, now, "initial")
    assert reassessments(workspace) == [] and [each.subject for each in open_reviews(workspace)] == [now]


def test_an_entry_is_reviewed_by_its_own_unit_alone(township: Computer, tmp_path: Path):
    county = computer(tmp_path / "青山县", COUNTY)
    path = township.export("第一轮.zwgk").path
    admit_sender(county, path, "兴隆镇")
    county.take_in(path)
    with county.working() as workspace, pytest.raises(UserFacingError) as refused:
        step(workspace, "05-001", "initial")
    assert refused.value.code == "entry-not-ours"
