"""What a clerk wrote in the registers goes to her colleague, and is joined where both wrote: rules, dismissals, the
ledger, reviews, postings."""

from pathlib import Path

import pytest

from tests.app.printing.test_photos import camera_file
from tests.cli.conftest import COUNTY, TOWNSHIP
from tests.cli.desk import Desk


@pytest.fixture
def clerks(township: Desk, tmp_path: Path) -> tuple[Desk, Desk]:
    """陈静 with the workspace, and 王芳 with the one made from her work package; each knows the other's computer."""
    township.do("export", TOWNSHIP, "--kind", "work", "-o", "交接.zwgk")
    second = Desk(tmp_path / "王芳")
    second.folder.mkdir()
    second.do("new", TOWNSHIP, "--from", township.path("交接.zwgk"), "--as", "王芳")
    second.do("export", TOWNSHIP, "--kind", "work", "-o", "王芳.zwgk")
    package = second.path("王芳.zwgk")
    township.do("trust", TOWNSHIP, package, "--fingerprint", township.fingerprint(package))
    return township, second


def give(giver: Desk, taker: Desk) -> dict:
    """What became of a work package that one gives the other."""
    giver.do("export", TOWNSHIP, "--kind", "work", "-o", "给.zwgk", "--force")
    (file,) = taker.ask("import", TOWNSHIP, giver.path("给.zwgk"), "--json").json()["files"]
    return file


def signed(desk: Desk, what: str) -> None:
    desk.do("review", TOWNSHIP, what, "初审", "--as", "周主任", "--summary", "9月的名单", "--on", "2026-10-08")
    early = desk.ask("review", TOWNSHIP, what, "保密审查", "--on", "2026-10-07")
    assert early.code == 1 and "在初审的日期2026年10月8日以前" in early.err
    desk.do("review", TOWNSHIP, what, "保密审查", "--by", "李建国", "--on", "2026-10-08")
    desk.do("review", TOWNSHIP, what, "签发", "--by", "王强", "--on", "2026-10-08")


def test_a_colleague_has_the_ledger_the_reviews_and_the_postings(clerks: tuple[Desk, Desk]) -> None:
    first, second = clerks
    first.do("publish", TOWNSHIP, "05-001", "--formed", "2026-09-28", "--title", "9月名单")
    (line,) = first.shown("ledger", TOWNSHIP)
    signed(first, line["id"])
    first.path("截图.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    link = "http://www.example.gov.cn/art/13800138000.html"
    how = ("--where", "政府网站", "--link", link, "--evidence", "截图.png")
    first.do("publish", TOWNSHIP, line["id"], "--on", "2026-10-12", *how)
    made = ("publish_date=2026-10-09", "notice_days=7", "notice_unit=日")
    notice = first.ask("notice", "new", TOWNSHIP, "--template", "NT-01", *made, "--json").json()["id"]
    signed(first, notice)
    camera_file(first.path("照片.jpg"))
    first.do("post", TOWNSHIP, notice, "--on", "2026-10-09", "--place", "村务公开栏", "--photo", "照片.jpg")
    given = give(first, second)
    assert given["result"] == "applied"
    assert "有 2 份照片、截图没有随工作包过来" in given["reason"]
    for command in ("ledger", "post", "due"):
        assert second.shown(command, TOWNSHIP) == first.shown(command, TOWNSHIP), command
    second.do("publish", TOWNSHIP, line["id"], "--on", "2026-10-13", "--where", "村公示栏")
    first.do("publish", TOWNSHIP, line["id"], "--on", "2026-10-14", "--where", "村广播")
    assert give(second, first)["result"] == give(first, second)["result"] == "applied"
    places = [["政府网站", "村公示栏", "村广播"]] * 2
    assert [[each["place"] for each in desk.shown("ledger", TOWNSHIP)[0]["outlets"]] for desk in clerks] == places
    second.do("post", TOWNSHIP, notice, "--down", "2026-10-20")
    first.do("publish", TOWNSHIP, line["id"], "--down", "2026-10-20", "--reason", "有更正")
    assert give(second, first)["result"] == give(first, second)["result"] == "applied"
    for command in ("ledger", "post"):
        assert second.shown(command, TOWNSHIP) == first.shown(command, TOWNSHIP), command
    assert give(first, second)["result"] == "unchanged"


def test_what_was_let_stand_is_silent_at_the_colleague_too(clerks: tuple[Desk, Desk]) -> None:
    first, second = clerks
    first.do("set", TOWNSHIP, "05-001", 'elements:=["县扶贫办审核结果"]')
    first.do("dismiss", TOWNSHIP, "05-001", "former-name", "--reason", "县里还没有改名")
    give(first, second)
    assert second.shown("check", TOWNSHIP, "--dismissed") == first.shown("check", TOWNSHIP, "--dismissed") != []
    second.do("dismiss", TOWNSHIP, "05-001", "former-name", "--again")
    give(second, first)
    assert first.shown("check", TOWNSHIP, "--dismissed") == []


def test_rules_are_shared_and_both_are_asked_where_they_differ(clerks: tuple[Desk, Desk]) -> None:
    first, second = clerks
    first.do("calendar", TOWNSHIP, "--holiday", "2027-02-25", "--name", "本地节", "--basis", "自治条例")
    first.do("law", TOWNSHIP, "特困人员认定办法", "--state", "已废止", "--basis", "民政部公告")
    first.do("period", TOWNSHIP, "all", "--workdays", "7", "--basis", "县里的规定")
    assert give(first, second)["result"] == "applied"
    assert second.shown("calendar", TOWNSHIP)["local"] == first.shown("calendar", TOWNSHIP)["local"] != []
    assert second.shown("laws", TOWNSHIP, "特困人员认定办法")["state"] == "repealed"
    first.do("period", TOWNSHIP, "all", "--workdays", "9", "--basis", "县里的规定")
    second.do("period", TOWNSHIP, "all", "--workdays", "5", "--basis", "县里的规定")
    assert give(first, second)["result"] == "waiting"
    (waits,) = second.shown("proposals", TOWNSHIP)
    assert waits["title"] == "公示期规定 所有公示"
    second.do("decide", TOWNSHIP, waits["id"], "theirs")
    assert second.do("period", TOWNSHIP).out == first.do("period", TOWNSHIP).out
    for desk, law in ((first, "甲县特困供养细则"), (second, "甲县特困供养细则")):
        number = f"甲政〔2026〕{len(desk.folder.name)}号"
        desk.do("law", TOWNSHIP, law, "--state", "现行", "--kind", "规范性文件", "--number", number, "--basis", "公报")
    assert give(first, second)["result"] == "waiting"
    (waits,) = second.shown("proposals", TOWNSHIP)
    assert waits["title"] == "法规变化 《甲县特困供养细则》"
    second.do("decide", TOWNSHIP, waits["id"], "theirs")
    assert second.shown("laws", TOWNSHIP, "甲县特困供养细则") == first.shown("laws", TOWNSHIP, "甲县特困供养细则")
    first.do("law", TOWNSHIP, "特困人员认定办法", "--withdraw")
    give(first, second)
    assert second.shown("laws", TOWNSHIP, "特困人员认定办法")["state"] != "repealed"


def test_nothing_of_it_is_taken_from_below(handed_in: tuple[Desk, Desk]) -> None:
    clerk, county = handed_in
    clerk.do("calendar", TOWNSHIP, "--holiday", "2027-02-25", "--name", "本地节", "--basis", "自治条例")
    clerk.do("export", TOWNSHIP, "-o", "上报2.zwgk")
    county.ask("import", COUNTY, clerk.path("上报2.zwgk"))
    assert county.shown("calendar", COUNTY)["local"] == []


ASKED = ("--way", "当面提交", "--kind", "自然人", "--asked", "2025年低保资金汇总表", "--name", "赵建国")


def told_of(desk: Desk, case: str = "2026-001") -> dict:
    return desk.ask("request", TOWNSHIP, "show", case, "--json").json()


def kinds_of(desk: Desk) -> list[str]:
    return [event["kind"] for event in told_of(desk)["events"]]


def test_what_two_clerks_did_on_one_request_is_all_kept(clerks: tuple[Desk, Desk]) -> None:
    """Each event is a record of its own; where they do not follow from each other that is said, and nothing is lost."""
    first, second = clerks
    first.do("request", TOWNSHIP, "add", *ASKED, "--contact", "13800138000", "--on", "2026-11-02")
    first.do("request", TOWNSHIP, "event", "2026-001", "acknowledged", "--on", "2026-11-03")
    assert give(first, second)["result"] == "applied"
    first.do("request", TOWNSHIP, "event", "2026-001", "third-party-asked", "--on", "2026-11-04")
    second.do("request", TOWNSHIP, "edit", "2026-001", "--handler", "民政办")
    second.do("request", TOWNSHIP, "event", "2026-001", "organ-asked", "--on", "2026-11-05")
    assert give(second, first)["result"] == give(first, second)["result"] == "applied"
    both = ["acknowledged", "third-party-asked", "organ-asked"]
    assert kinds_of(first) == kinds_of(second) == both
    assert told_of(first)["handler"] == "民政办" and told_of(first)["order"] == []
    # Both extend it: the second one cannot be, and both stay until somebody strikes one out.
    extended = ("--days", "10", "--by", "李主任", "--on")
    first.do("request", TOWNSHIP, "event", "2026-001", "extended", *extended, "2026-11-10")
    second.do("request", TOWNSHIP, "event", "2026-001", "extended", *extended, "2026-11-11")
    assert give(second, first)["result"] == give(first, second)["result"] == "applied"
    for desk in clerks:
        assert kinds_of(desk) == [*both, "extended", "extended"]
        (found,) = told_of(desk)["order"]
        assert found["event"] == 5 and "2026年11月11日（周三）的“延期告知”" in found["message"]
        assert "已经延长过一次" in found["message"] and "划去" in found["message"]
        assert f"第 5 条，{found['message']}" in desk.ask("request", TOWNSHIP, "show", "2026-001").out
        assert "2026-001 的办理记录前后对不上" in desk.ask("request", TOWNSHIP, "list").out
    assert told_of(first)["due"] == told_of(second)["due"]
    # What has nothing to do with it can still be written down, and either of the two struck out.
    second.do("request", TOWNSHIP, "event", "2026-001", "organ-answered", "--on", "2026-11-12")
    third = second.ask("request", TOWNSHIP, "event", "2026-001", "extended", *extended, "2026-11-13")
    assert third.code == 1 and "已经延长过一次" in third.err
    second.do("request", TOWNSHIP, "strike", "2026-001", "--event", "4")
    assert give(second, first)["result"] == "applied"
    assert kinds_of(first) == kinds_of(second) == [*both, "extended", "organ-answered"]
    assert told_of(first)["order"] == told_of(second)["order"] == []
    second.do("undo", TOWNSHIP)
    assert kinds_of(second) == [*both, "extended", "extended", "organ-answered"]


def test_a_reply_and_what_cannot_come_after_it_both_stay(clerks: tuple[Desk, Desk]) -> None:
    first, second = clerks
    first.do("request", TOWNSHIP, "add", *ASKED, "--contact", "13800138000", "--on", "2026-11-02")
    give(first, second)
    served = ("--served", "邮寄", "--on", "2026-11-10")
    first.do("request", TOWNSHIP, "reply", "2026-001", "provide", *served)
    until = ("--until", "2026-11-30", "--on", "2026-11-12")
    second.do("request", TOWNSHIP, "event", "2026-001", "completion-asked", *until)
    second.do("request", TOWNSHIP, "reply", "2026-001", "internal", "--served", "邮寄", "--on", "2026-11-13")
    assert give(second, first)["result"] == give(first, second)["result"] == "applied"
    for desk in clerks:
        assert kinds_of(desk) == ["replied", "completion-asked", "replied"]
        after, again = (each["message"] for each in told_of(desk)["order"])
        assert "已经在2026年11月10日（周二）答复" in after and "这一件已经答复" in again
        assert (
            len(desk.shown("request", TOWNSHIP)) == 1
            and "文书编号“公开告〔2026〕1号”用了 2 次" in told_of(desk)["remarks"][0]
        )
    # Both took the same number for their letters: said, and to be mended by striking one out.
    first.do("request", TOWNSHIP, "strike", "2026-001", "--event", "2")
    first.do("request", TOWNSHIP, "strike", "2026-001", "--event", "1")
    assert kinds_of(first) == ["replied"] and told_of(first)["order"] == []
