"""The State Council's own words become a year table, or are refused with what does not fit in them."""

import random
from datetime import timedelta

import pytest

from app.calendar.notice_text import read_notice
from app.calendar.wording import WEEKDAYS
from app.calendar.work_calendar import own_year_tables
from app.errors import UserFacingError

NOTICE_2026 = """
国务院办公厅关于2026年
部分节假日安排的通知
国办发明电〔2025〕7号

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。
　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。
　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
国务院办公厅
２０２５年１１月４日
"""
NOTICE_2024 = """国务院办公厅关于2024年部分节假日安排的通知
国办发明电[2023]7号
一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
国务院办公厅 2023年10月25日"""


def own(year):
    return next(table for table in own_year_tables() if table.year == year)


def written(day, year):
    head = f"{day.year}年" if day.year != year else ""
    return f"{head}{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


def notice_of(table):
    """A notice in the words of the State Council that states this table."""
    lines = [table.sources[0].title, table.sources[0].number]
    for number, holiday in zip("一二三四五六七八", table.holidays, strict=False):
        last = holiday.rest_to
        until = "" if last == holiday.rest_from else f"至{last.year}年{written(last, last.year)}"
        days = (last - holiday.rest_from).days + 1
        first = f"{holiday.rest_from.year}年{written(holiday.rest_from, holiday.rest_from.year)}"
        worked = "、".join(written(day, table.year) for day in holiday.workdays)
        tail = f"{worked}上班。" if worked else ""
        lines.append(f"{number}、{holiday.name}：{first}{until}放假，共{days}天。{tail}")
    signed = table.sources[0].date
    return "\n".join([*lines, "国务院办公厅", f"{signed.year}年{signed.month}月{signed.day}日"])


def test_the_notice_of_2026_is_read_word_for_word_as_the_table_was_entered():
    assert read_notice(NOTICE_2026, "通知.txt") == own(2026)


def test_an_older_notice_reads_the_same_and_advice_on_leave_frees_nobody():
    read = read_notice(NOTICE_2024, "通知.txt")
    assert read.holidays == own(2024).holidays
    assert read.sources[0].number == "国办发明电〔2023〕7号"


@pytest.mark.parametrize("table", own_year_tables(), ids=lambda table: str(table.year))
def test_every_table_of_the_program_comes_back_from_its_words(table):
    assert read_notice(notice_of(table), "通知").holidays == table.holidays


def test_breaks_and_spaces_anywhere_do_not_matter():
    chance = random.Random(7)
    broken = "".join(letter + chance.choice(["", "", "", " ", "\n", "　"]) for letter in NOTICE_2026)
    assert read_notice(broken, "通知") == own(2026)


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ("1月4日（周日）", "1月4日（周六）", "写的是周六"),
        ("放假调休，共9天", "放假调休，共8天", "对不上"),
        ("至23日（农历正月初七、周一）", "至32日（农历正月初七、周一）", "没有2026年2月32日"),
        ("2月28日（周六）上班", "2月27日上班", "不是周末"),
        ("部分节假日安排", "夏季作息", "全文"),
        ("国办发明电〔2025〕7号", "", "文号"),
        ("２０２５年１１月４日", "", "落款日期"),
        ("4月4日（周六）至6日（周一）放假", "4月4日（周六）至6日（周一）休息", "没有写放假"),
    ],
)
def test_a_notice_that_contradicts_itself_is_refused_by_name(good, bad, fault):
    with pytest.raises(UserFacingError) as refusal:
        read_notice(NOTICE_2026.replace(good, bad), "通知.txt")
    assert refusal.value.code == "calendar-unreadable"
    assert "通知.txt" in refusal.value.message and fault in refusal.value.message


@pytest.mark.parametrize("length", [30, 80, 160, 300])
def test_part_of_a_notice_is_refused(length):
    with pytest.raises(UserFacingError):
        read_notice(NOTICE_2026[:length], "通知")


def test_something_endless_is_refused_at_once():
    with pytest.raises(UserFacingError):
        read_notice(NOTICE_2026 * 1000, "通知")


def test_noise_never_ends_in_anything_but_a_table_or_a_plain_refusal():
    chance = random.Random(11)
    for _ in range(300):
        text = list(NOTICE_2026)
        for _ in range(chance.randint(1, 8)):
            text[chance.randrange(len(text))] = chance.choice("0123456789年月日周至、。放假上班共天一二（）")
        try:
            table = read_notice("".join(text), "通知")
        except UserFacingError as error:
            assert error.code == "calendar-unreadable"
        else:
            assert all(h.rest_to - h.rest_from < timedelta(days=15) for h in table.holidays)


SPRING = (
    "2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。"
)
AUTUMN = """六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。"""


@pytest.mark.parametrize(
    "words",
    [
        SPRING.replace("、2月28日", "上班，2月28日"),
        SPRING.replace("、2月28日", "上班；2月28日"),
        SPRING.replace("共9天。", "共9天；"),
        SPRING.replace("共9天。", "共9天，"),
        SPRING.replace(
            "共9天。", "共9天，其中2月16日（周一）至19日（周四）为法定节假日，2月21日（周六）、22日（周日）照常公休；"
        ),
        SPRING.replace("至23日", "—23日"),
        SPRING.replace("周日", "星期日").replace("周六", "星期六").replace("周一", "星期一"),
    ],
)
def test_a_line_reads_the_same_however_its_clauses_are_parted(words):
    read = read_notice(NOTICE_2026.replace(SPRING, words), "粘贴的文字")
    assert read.holidays == own(2026).holidays


def test_two_holidays_in_one_line_are_two_stretches_of_days_off():
    joined = "六、中秋节、国庆节：9月25日（周五）至27日（周日）放假，10月1日（周四）至7日（周三）放假调休，共7天。"
    read = read_notice(NOTICE_2026.replace(AUTUMN, joined), "粘贴的文字")
    free = [(each.rest_from.isoformat(), each.rest_to.isoformat()) for each in read.holidays[-2:]]
    assert free == [("2026-09-25", "2026-09-27"), ("2026-10-01", "2026-10-07")]
    worked = {day for holiday in read.holidays for day in holiday.workdays}
    assert worked == {day for holiday in own(2026).holidays for day in holiday.workdays}


def test_days_that_are_only_listed_are_not_taken_for_a_stretch():
    bad = NOTICE_2026.replace("4月4日（周六）至6日（周一）放假，共3天", "4月4日（周六）、6日（周一）放假")
    with pytest.raises(UserFacingError) as refused:
        read_notice(bad, "粘贴的文字")
    assert "清明节" in refused.value.message
