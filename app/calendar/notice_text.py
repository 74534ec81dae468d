"""The State Council's notice of a year's holidays, read from its own words into a year table.

The notices have kept one form since 2008: numbered lines such as “二、春节：2月15日（农历腊月二十八、周日）至23日
放假调休，共9天。2月14日（周六）、2月28日（周六）上班。” What a line states twice (weekdays, number of days) is held
against what was read.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from app.calendar.year_table import LONGEST_REST, ArrangedHoliday, Notice, YearTable, sound_table, unusable_table

_TITLE = re.compile(r"国务院办公厅关于(\d{4})年(?:部分)?节假日(?:安排|放假安排)的通知")
_NUMBER = re.compile(r"国办发(?:明电)?[〔\[(（【]\d{4}[〕\])）】]\d+号")
_SIGNED = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_ITEM = re.compile(r"[一二三四五六七八九十]{1,2}、([^:。]{2,20}?):")
_DAY = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^)]*)\))?")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_COUNT = re.compile(r"(?:共|放假)(\d{1,2})天")
_DIGITS = "一二三四五六日"
LONGEST_NOTICE = 20_000  # characters; the notices have about 600


def read_notice(text: str, name: str) -> YearTable:
    """Return the year table that a notice states; `name` is the file or 粘贴的文字, for messages.

    Raises `UserFacingError` (`calendar-unreadable`) where it is no such notice, or contradicts itself: nothing is
    guessed.
    """
    # Official texts come with full-width digits, spaces between words and lines broken anywhere.
    plain = "".join(unicodedata.normalize("NFKC", text[:LONGEST_NOTICE]).split())
    title = _TITLE.search(plain)
    if title is None or len(text) > LONGEST_NOTICE:
        raise unusable_table(name, "里面没有“国务院办公厅关于某年部分节假日安排的通知”的全文")
    year = int(title[1])
    body = plain[title.end() :]
    holidays = tuple(_holidays(body, year, name))
    if not holidays:
        raise unusable_table(name, "没有看到“一、元旦：”这样逐条写的放假安排")
    return sound_table(YearTable(year, (_source(plain, title[0], body, year, name),), holidays), name)


def _source(plain: str, title: str, body: str, year: int, name: str) -> Notice:
    number = _NUMBER.search(plain)
    # The day of signing stands under the text; days within it belong to the year itself or to its eve.
    signed = [match for match in _SIGNED.finditer(body) if int(match[1]) == year - 1]
    if number is None or not signed:
        raise unusable_table(name, "没有写全文号（如国办发明电〔2025〕7号）和落款日期")
    written = number[0].translate(str.maketrans("[(（【])）】", "〔〔〔〔〕〕〕〕"))
    return Notice(title, written, _date(name, *(int(part) for part in signed[-1].groups())))


def _holidays(body: str, year: int, name: str) -> Iterator[ArrangedHoliday]:
    heads = list(_ITEM.finditer(body))
    ends = [*(head.start() for head in heads[1:]), len(body)]
    for head, end in zip(heads, ends, strict=False):
        line = body[head.end() : end]
        sentences = line.split("。")
        rest = next((each for each in sentences if "放假" in each), None)
        if rest is None:
            raise unusable_table(name, f"“{head[1]}”这一条没有写放假的日子")
        days = _days(rest.partition("放假")[0], year, name)
        if not 1 <= len(days) <= 2:
            raise unusable_table(name, f"“{head[1]}”放假的日子没有看懂：{rest}")
        holiday = ArrangedHoliday(head[1], days[0], days[-1], tuple(_workdays(sentences, year, name)))
        _require_count(holiday, rest, name)
        yield holiday


def _workdays(sentences: list[str], year: int, name: str) -> Iterator[date]:
    for sentence in sentences:
        if "上班" in sentence:
            yield from _days(sentence.partition("上班")[0], year, name)


def _days(text: str, year: int, name: str) -> list[date]:
    """The days a phrase names; a year or month that is not repeated is that of the day before it."""
    found: list[date] = []
    month = 0
    for match in _DAY.finditer(text):
        year, month = int(match[1] or year), int(match[2] or month)
        day = _date(name, year, month, int(match[3]))
        said = _WEEKDAY.search(match[4] or "")
        if said and _DIGITS.index(said[1].replace("天", "日")) != day.weekday():
            raise unusable_table(name, f"{day} 写的是{said[0]}，日历上不是")
        found.append(day)
    return found


def _date(name: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise unusable_table(name, f"没有 {year}-{month}-{day} 这一天") from error


def _require_count(holiday: ArrangedHoliday, rest: str, name: str) -> None:
    length = (holiday.rest_to - holiday.rest_from).days + 1
    said = _COUNT.search(rest)
    if not 1 <= length <= LONGEST_REST or (said and int(said[1]) != length):
        raise unusable_table(name, f"“{holiday.name}”从 {holiday.rest_from} 到 {holiday.rest_to}，和写的天数对不上")
