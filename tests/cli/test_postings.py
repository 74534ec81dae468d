"""`post` and `withdraw`: the life of a notice on the wall, by command."""

from tests.app.printing.test_photos import camera_file
from tests.cli.conftest import TOWNSHIP
from tests.cli.desk import Desk


def notice(desk: Desk, *answers: str) -> str:
    made = desk.ask("notice", "new", TOWNSHIP, "--template", "NT-01", *answers, "--json").json()
    return made["id"]


def test_a_notice_is_hung_objected_to_taken_down_and_corrected(township: Desk) -> None:
    id = notice(township, "publish_date=2026-10-09", "notice_days=7", "notice_unit=日")
    assert "没有送审" in township.refused("post", TOWNSHIP, id, "--on", "2026-10-09", "--place", "村务公开栏")
    for stage in ("初审", "保密审查", "签发"):
        township.do("review", TOWNSHIP, id, stage, "--summary", "低保名单", "--as", "周主任", "--on", "2026-10-09")
    photo = camera_file(township.path("照片.jpg"))
    hung = ("post", TOWNSHIP, id, "--on", "2026-10-09", "--place", "村务公开栏", "--photo", "照片.jpg")
    photo.write_bytes(photo.read_bytes()[:300])
    assert "文件坏了" in township.refused(*hung)
    camera_file(photo)
    assert "村务公开栏" in township.do(*hung).out
    township.do("post", TOWNSHIP, id, "--objection", "有一户已经搬走", "--received", "2026-10-12")
    answer = ("--dealt", "核实", "--by", "周主任", "--dealt-on", "2026-10-13", "--outcome", "去掉这一户")
    told = township.do("post", TOWNSHIP, id, "--answer", "1", *answer).out
    assert "处理：核实（周主任，2026年10月13日）；结论：去掉这一户" in told
    assert "没有第 2 条" in township.misused("post", TOWNSHIP, id, "--answer", "2", "--dealt", "核实")
    assert "没有变" in township.refused("post", TOWNSHIP, id, "--recount")
    township.do("post", TOWNSHIP, id, "--down", "2026-10-20")
    township.do("post", TOWNSHIP, id, "--result", "期满，异议一件已处理")
    (record,) = township.shown("post", TOWNSHIP)
    assert (record["standing"], record["until"], len(record["photos"])) == ("done", "2026-10-16", 1)
    assert "有一户已经搬走" in township.do("post", TOWNSHIP, id).out
    assert "哪里错了" in township.misused("withdraw", TOWNSHIP, id)
    assert "还没做\t做更正的一份" in township.do("withdraw", TOWNSHIP, id, "--reason", "户数写错").out
    mended = notice(township, "publish_date=2026-10-21")
    assert "做好\t做更正的一份" in township.do("withdraw", TOWNSHIP, id[:8], "--corrected-by", mended[:8]).out
    for step in ("copies", "personal", "none", "ledger"):
        done = township.do("withdraw", TOWNSHIP, id, "--done", step)
    assert "还没做" not in done.out
    assert township.shown("post", TOWNSHIP)[0]["standing"] == "withdrawn"


def test_a_late_posting_is_told_and_makes_the_answer_one(township: Desk) -> None:
    id = notice(township, "publish_date=2026-10-09", "notice_days=7", "notice_unit=日")
    for stage in ("初审", "保密审查", "签发"):
        township.do("review", TOWNSHIP, id, stage, "--summary", "低保对象名单", "--as", "周主任")
    answer = township.ask("post", TOWNSHIP, id, "--on", "2026-10-14", "--place", "村务公开栏")
    assert answer.code == 1 and "公示期太短" in answer.out
    assert township.shown("post", TOWNSHIP)[0]["until"] == "2026-10-21"


def test_a_longer_local_period_is_kept_and_told_before_posting(township: Desk) -> None:
    township.do("period", TOWNSHIP, "all", "--workdays", "7", "--basis", "青山县公示办法")
    assert "至少7个工作日" in township.do("period", TOWNSHIP).out
    id = notice(township, "publish_date=2026-11-09", "notice_days=7", "notice_unit=日")
    for stage in ("初审", "保密审查", "签发"):
        township.do("review", TOWNSHIP, id, stage, "--summary", "低保对象名单", "--as", "周主任")
    answer = township.ask("post", TOWNSHIP, id, "--on", "2026-11-09", "--place", "村务公开栏")
    assert answer.code == 1 and "青山县公示办法" in answer.out
    township.do("period", TOWNSHIP, "all", "--drop")
    assert township.do("period", TOWNSHIP).out == ""
    township.misused("period", TOWNSHIP, "all")
