"""`publish`, `ledger`, `due`: from the day something was formed to the day it is taken down."""

from datetime import date

import icalendar
import openpyxl

from tests.cli.conftest import TOWNSHIP
from tests.cli.desk import Desk


def test_a_line_is_formed_due_published_and_taken_down(township: Desk) -> None:
    said = township.do("publish", TOWNSHIP, "05-001", "--formed", "2026-09-28", "--title", "9月名单").out
    assert "9月名单，2026年10月16日（周五）以前公开" in said
    (due,) = township.shown("due", TOWNSHIP, "--on", "2026-12-01")
    assert (due["kind"], due["title"], due["due"], due["overdue"]) == ("publish", "9月名单", "2026-10-16", True)
    assert any("国庆节放假" in line for line in due["explanation"])
    assert "已逾期" in township.do("due", TOWNSHIP, "--on", "2026-12-01").out
    assert not township.shown("due", TOWNSHIP, "--on", "2026-10-16")[0]["overdue"]
    (line,) = township.shown("ledger", TOWNSHIP, "--field", "05")
    township.path("截图.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    place = ("--where", "政府网站", "村公示栏", "--link", "http://www.example.gov.cn/1.html")
    when = ("publish", TOWNSHIP, line["id"][:8], "--on", "2026-10-12", *place, "--evidence", "截图.png")
    assert "没有送审" in township.refused(*when)
    for stage in ("初审", "保密审查", "签发"):
        township.do("review", TOWNSHIP, line["id"][:8], stage, "--summary", "名单", "--as", "周主任")
    township.do(*when)
    (line,) = township.shown("ledger", TOWNSHIP)
    (board, site) = sorted(line["outlets"], key=lambda each: each["link"])
    assert (line["standing"], site["place"], len(site["evidence"])) == ("published", "政府网站", 1)
    assert (board["place"], board["published"], board["link"]) == ("村公示栏", "2026-10-12", "")
    township.do("publish", TOWNSHIP, line["id"], "--on", "2026-10-15", "--where", "村广播")
    township.do("publish", TOWNSHIP, line["id"], "--down", "2026-10-19", "--reason", "期满", "--where", "村公示栏")
    shown = township.do("ledger", TOWNSHIP).out
    assert "2026年10月15日在村广播" in shown and "在村公示栏（2026年10月19日撤下）" in shown and "已公开" in shown
    township.do("ledger", TOWNSHIP, "-o", "各处.xlsx")
    rows = openpyxl.load_workbook(township.path("各处.xlsx")).active.iter_rows(min_row=2, values_only=True)
    assert [(row[7], row[6], row[9]) for row in rows] == [
        ("政府网站", "2026-10-12", None),
        ("村公示栏", "2026-10-12", "2026-10-19"),
        ("村广播", "2026-10-15", None),
    ]
    township.do("publish", TOWNSHIP, line["id"], "--strike", "--where", "村广播")
    assert township.shown("due", TOWNSHIP) == []
    township.do("publish", TOWNSHIP, line["id"], "--down", "2026-10-20", "--reason", "有更正")
    assert "已撤下" in township.do("ledger", TOWNSHIP).out
    township.do("undo", TOWNSHIP)
    assert "已公开" in township.do("ledger", TOWNSHIP).out
    fixed = ("--correct", "--title", "9月低保名单", "--formed", "2026-09-29", "--reason", "写漏了")
    township.do("publish", TOWNSHIP, line["id"], *fixed)
    (line,) = township.shown("ledger", TOWNSHIP)
    assert (line["title"], line["formed"], line["corrected"][0]["title"]) == ("9月低保名单", "2026-09-29", "9月名单")
    township.do("publish", TOWNSHIP, line["id"], "--strike")
    assert "还是空的" in township.do("ledger", TOWNSHIP).out


def test_wrong_wishes_change_nothing(township: Desk) -> None:
    before = township.contents()
    township.misused("publish", TOWNSHIP, "05-001")
    township.misused("publish", TOWNSHIP, "05-001", "--formed", "2026-09-28", "--strike")
    assert "没有编号" in township.refused("publish", TOWNSHIP, "05-001", "--on", "2026-10-12", "--where", "政府网站")
    assert "没有到" in township.refused("publish", TOWNSHIP, "05-001", "--formed", "2099-01-01")
    assert township.contents() == before


def test_the_ledger_is_written_as_a_table_and_as_due_days(township: Desk) -> None:
    township.do("publish", TOWNSHIP, "05-001", "--formed", "2026-09-28", "--title", "=9月名单")
    assert "1 行" in township.do("ledger", TOWNSHIP, "-o", "台账.xlsx").out
    sheet = openpyxl.load_workbook(township.path("台账.xlsx")).active
    assert [sheet.cell(2, column).value for column in (2, 3, 4, 5, 12)] == [
        *("05-001", "=9月名单", "2026-09-28", "2026-10-16", "已逾期"),
    ]
    assert sheet.cell(2, 3).data_type == "s"
    assert "1 个到期日" in township.do("ledger", TOWNSHIP, "-o", "到期.ics").out
    calendar = icalendar.Calendar.from_ical(township.path("到期.ics").read_bytes())
    (event,) = calendar.walk("VEVENT")
    assert (event["summary"], event.decoded("dtstart")) == ("应公开：=9月名单", date(2026, 10, 16))
    first = event["uid"]
    assert "已经有" in township.refused("ledger", TOWNSHIP, "-o", "到期.ics")
    township.do("ledger", TOWNSHIP, "-o", "到期.ics", "--force")
    (event,) = icalendar.Calendar.from_ical(township.path("到期.ics").read_bytes()).walk("VEVENT")
    assert event["uid"] == first
    township.misused("ledger", TOWNSHIP, "-o", "台账.doc")
