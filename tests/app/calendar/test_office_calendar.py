"""What an office takes in goes before what the program knows, can be undone, and is refused when it cannot be right."""

from datetime import date

import docx
import pytest

from app.calendar.notice_files import notice_table, read_year_table
from app.calendar.office_calendar import (
    add_local_holiday,
    known_years,
    local_holidays,
    office_calendar,
    remove_local_holiday,
    take_year_table,
    withdraw_year_table,
)
from app.drafting.history import redo, undo
from app.errors import UsageError, UserFacingError

NOTICE_2027 = """国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕9号
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（农历除夕、周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天，不调休。
六、中秋节：9月15日（周三）放假1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
国务院办公厅
2026年11月18日
"""


def due(workspace):
    found = office_calendar(workspace).add_workdays(date(2027, 1, 28), 20)
    return found.end, found.inferred


def test_a_new_year_is_gone_by_at_once_and_undone_with_one_step(township):
    with township.working() as workspace:
        assert due(workspace) == (date(2027, 3, 3), True)
        take_year_table(workspace, notice_table(NOTICE_2027), "通知.txt")
        assert due(workspace) == (date(2027, 3, 2), False)
        taken = known_years(workspace)[-1].taken
        assert (taken.person, taken.file) == ("李梅", "通知.txt")
        undo(workspace)
        assert due(workspace) == (date(2027, 3, 3), True)
        redo(workspace)
        withdraw_year_table(workspace, 2027)
        assert due(workspace) == (date(2027, 3, 3), True)
        take_year_table(workspace, notice_table(NOTICE_2027), "通知.txt")
    with township.working() as workspace:
        assert due(workspace) == (date(2027, 3, 2), False)


def test_the_same_table_again_changes_nothing_and_says_so(township):
    with township.working() as workspace:
        take_year_table(workspace, notice_table(NOTICE_2027), "通知.txt")
        with pytest.raises(UserFacingError, match="已经是这一份"):
            take_year_table(workspace, notice_table(NOTICE_2027), "再来一份.txt")


def test_a_table_that_leaves_a_holiday_out_is_refused():
    late = NOTICE_2027.replace("10月1日（周五）至7日（周四）放假调休，共7天", "10月4日至8日放假")
    with pytest.raises(UserFacingError, match="国庆节的2027年10月1日"):
        notice_table(late)


def test_nothing_is_taken_without_a_name(township):
    township.person = ""
    with township.working() as workspace:
        workspace.person = None
        with pytest.raises(UsageError):
            take_year_table(workspace, notice_table(NOTICE_2027), "通知.txt")


def test_text_documents_and_old_encodings_are_read_and_the_rest_is_told(tmp_path):
    old = tmp_path / "通知.txt"
    old.write_bytes(NOTICE_2027.encode("gb18030"))
    document = docx.Document()
    for line in NOTICE_2027.splitlines():
        document.add_paragraph(line)
    document.save(tmp_path / "通知.docx")
    assert read_year_table(old) == read_year_table(tmp_path / "通知.docx") == notice_table(NOTICE_2027)
    for name, content in [
        ("图.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
        ("坏.docx", b"PK\x03\x04zzz"),
        ("空.txt", b""),
    ]:
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UserFacingError) as refusal:
            read_year_table(tmp_path / name)
        assert name in refusal.value.message
    with pytest.raises(UserFacingError, match="没有\\.txt"):
        read_year_table(tmp_path / "没有.txt")


def test_a_local_holiday_is_a_day_off_that_says_so(township):
    day = date(2027, 3, 10)
    with township.working() as workspace:
        add_local_holiday(workspace, day, "古尔邦节", "自治区少数民族节日放假办法")
        fact = office_calendar(workspace).day(day)
        assert not fact.working and fact.reason == "古尔邦节放假（本地规定）"
        for name, basis in [("", "规定"), ("节", ""), ("节" * 51, "规定")]:
            with pytest.raises(UserFacingError):
                add_local_holiday(workspace, date(2027, 3, 11), name, basis)
        with pytest.raises(UserFacingError, match="已经记过"):
            add_local_holiday(workspace, day, "古尔邦节", "再记一次")
        remove_local_holiday(workspace, day)
        assert office_calendar(workspace).day(day).working and not local_holidays(workspace)
        with pytest.raises(UserFacingError, match="没有记过"):
            remove_local_holiday(workspace, day)
