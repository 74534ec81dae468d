"""The State Council's notice of a year's holidays, read from its own words into a year table.

The notices have kept one form since 2008: numbered lines such as “二、春节：2月15日（农历腊月二十八、周日）至23日
放假调休，共9天。2月14日（周六）、2月28日（周六）上班。” What a line states twice (weekdays, number of days) is held
against what was read.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from app.calendar.wording import plain_date
from app.calendar.year_table import LONGEST_REST, ArrangedHoliday, Notice, YearTable, sound_table, unusable_table

_TITLE = re.compile(r"国务院办公厅关于(\d{4})年(?:部分)?节假日(?:安排|放假安排)的通知")
_NUMBER = re.compile(r"国办发(?:明电)?[〔\[(（【]\d{4}[〕\])）】]\d+号")
_SIGNED = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_ITEM = re.compile(r"[一二三四五六七八九十]{1,2}、([^:。]{2,20}?):")
_DAY = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^)]*)\))?")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_COUNT = re.compile(r"(?:共|放假)(\d{1,2})天")
_END = re.compile("[。;]")
_CLAUSE = re.compile("(.*?)(放假|上班)")
_ASIDE = re.compile(r"法定节假日|公休|连休|调休|共\d{1,2}天")
_UNTIL = re.compile("[至到~—–-]")
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
        stretches, workdays = _said(body[head.end() : end], head[1], year, name)
        if not stretches:
            raise unusable_table(name, f"“{head[1]}”这一条没有写放假的日子")
        for number, (first, last) in enumerate(stretches):
            yield ArrangedHoliday(head[1], first, last, () if number else tuple(workdays))


def _said(line: str, holiday: str, year: int, name: str) -> tuple[list[tuple[date, date]], list[date]]:
    """Read one numbered line: the stretches of days off, and the weekend days worked for them."""
    stretches: list[tuple[date, date]] = []
    workdays: list[date] = []
    for sentence in _END.split(line):
        for match in _CLAUSE.finditer(sentence):
            # What a clause adds in passing, such as which of its days are statutory, is no day of its own.
            days = _ASIDE.split(match[1])[-1]
            if match[2] == "上班":
                workdays += _days(days, year, name)
            elif _DAY.search(days):
                stretches.append(_stretch(days, holiday, year, name))
        _require_count(holiday, stretches, sentence, name)
    return stretches, workdays


def _stretch(text: str, holiday: str, year: int, name: str) -> tuple[date, date]:
    """Return the first and the last of the days off that a clause names: one day, or two with a “至” between them."""
    days = _days(text, year, name)
    if len(days) > 2 or (len(days) == 2 and not _UNTIL.search(_DAY.sub("", text))):
        raise unusable_table(name, f"“{holiday}”放假的日子没有看懂：{text}")
    if not 0 <= (days[-1] - days[0]).days < LONGEST_REST:
        raise unusable_table(name, f"“{holiday}”从{plain_date(days[0])}到{plain_date(days[-1])}，放假的起止日期不对")
    return days[0], days[-1]


def _days(text: str, year: int, name: str) -> list[date]:
    """The days a phrase names; a year or month that is not repeated is that of the day before it."""
    found: list[date] = []
    month = 0
    for match in _DAY.finditer(text):
        year, month = int(match[1] or year), int(match[2] or month)
        day = _date(name, year, month, int(match[3]))
        said = _WEEKDAY.search(match[4] or "")
        if said and _DIGITS.index(said[1].replace("天", "日")) != day.weekday():
            raise unusable_table(name, f"{plain_date(day)}写的是{said[0]}，日历上不是")
        found.append(day)
    return found


def _date(name: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise unusable_table(name, f"没有{year}年{month}月{day}日这一天") from error


def _require_count(holiday: str, stretches: list[tuple[date, date]], sentence: str, name: str) -> None:
    """Hold the number of days that a sentence states against the days read so far: the last stretch, or all."""
    said = _COUNT.search(sentence)
    lengths = [(last - first).days + 1 for first, last in stretches]
    if said and lengths and int(said[1]) not in (lengths[-1], sum(lengths)):
        first, last = stretches[-1]
        raise unusable_table(name, f"“{holiday}”从{plain_date(first)}到{plain_date(last)}，和写的天数对不上")
