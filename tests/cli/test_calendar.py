"""`calendar`: a notice saved as a text file becomes the year the office goes by, and what moved is listed."""

import pytest

from tests.app.calendar.test_office_calendar import NOTICE_2027
from tests.cli.conftest import TOWNSHIP
from tests.cli.desk import Desk

PERIOD = ("publish_date=2027-01-28", "notice_days=20", "notice_unit=个工作日")


@pytest.fixture
def noticed(township: Desk) -> Desk:
    """A desk with the notice of 2027 in a file, and one of our own running over the spring festival."""
    township.path("通知.txt").write_text(NOTICE_2027, encoding="utf-8")
    township.do("notice", "new", TOWNSHIP, "--template", "NT-01", *PERIOD)
    return township


def test_the_table_of_next_year_is_looked_at_taken_and_undone(noticed: Desk) -> None:
    before = noticed.contents()
    looked = noticed.shown("calendar", TOWNSHIP, "通知.txt", "--dry-run")
    assert noticed.contents() == before and not looked["applied"]
    assert [(each["before"], each["after"]) for each in looked["moved"]] == [("2027-03-03", "2027-03-02")]
    said = noticed.do("calendar", TOWNSHIP, "通知.txt").out
    assert "2027年2月20日（周六）上班" in said and "1 个期限变了" in said
    assert noticed.do("workday", "2027-01-28", "+20", "--calendar", TOWNSHIP).out.startswith("2027年3月2日")
    assert noticed.do("workday", "2027-01-28", "+20").out.startswith("2027年3月3日")
    assert noticed.shown("calendar", TOWNSHIP)["years"][-1]["taken"]["file"] == "通知.txt"
    noticed.do("undo", TOWNSHIP)
    assert noticed.shown("calendar", TOWNSHIP)["years"][-1]["year"] == 2026


def test_a_local_holiday_is_kept_with_its_basis(noticed: Desk) -> None:
    day = ("--holiday", "2027-02-25")
    assert "依据" in noticed.refused("calendar", TOWNSHIP, *day, "--name", "本地节")
    assert "1 个期限变了" in noticed.do("calendar", TOWNSHIP, *day, "--name", "本地节", "--basis", "自治条例").out
    assert noticed.shown("calendar", TOWNSHIP)["local"] == [
        {"date": "2027-02-25", "name": "本地节", "basis": "自治条例"}
    ]
    noticed.do("calendar", TOWNSHIP, "--remove", "2027-02-25")
    assert noticed.shown("calendar", TOWNSHIP)["local"] == []


def test_wrong_files_and_wishes_change_nothing(noticed: Desk) -> None:
    noticed.path("坏.txt").write_text(NOTICE_2027.replace("11日（周四）", "12日（周四）"), encoding="utf-8")
    before = noticed.contents()
    assert "2027年2月12日写的是周四" in noticed.refused("calendar", TOWNSHIP, "坏.txt")
    assert "没有收下过2026年" in noticed.refused("calendar", TOWNSHIP, "--withdraw", "2026")
    noticed.misused("calendar", TOWNSHIP, "通知.txt", "--withdraw", "2027")
    noticed.misused("calendar", TOWNSHIP, "--dry-run")
    noticed.misused("calendar", TOWNSHIP, "--holiday", "2027-02-30")
    assert noticed.contents() == before
