"""A due date together with the way it was reached."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Literal

from msgspec import Struct

from app.calendar.wording import full_date, plain_date, weekday_name

_UNPUBLISHED = "其中有的日子没有放假调休表"


class DayFact(Struct, frozen=True):
    """Whether `date` is worked, and why. `inferred` (推算): no published arrangement covers it."""

    date: date
    working: bool
    reason: str
    inferred: bool = False

    @property
    def is_makeup(self) -> bool:
        """Whether this is a weekend day worked in exchange for a bridge day (调休上班日)."""
        return self.working and self.date.weekday() >= 5

    def __str__(self) -> str:
        weekday = weekday_name(self.date)
        reason = self.reason if self.reason != weekday else "上班" if self.working else "休息"
        return f"{plain_date(self.date)} {weekday} {reason}{'（推算）' if self.inferred else ''}"


class DueDate(Struct, frozen=True):
    """The last day of a period of `count` days that began the day after `start` (民法典 Art 201).

    `counted`: the days that make up the period (for calendar days only the last, nominal one). `skipped`: days off
    passed over, with their reason. `earliest` and `latest` differ from `end` where the arrangement is not yet
    published and bridge days may move it; then `inferred` is true.
    """

    start: date
    count: int
    unit: Literal["workday", "day"]
    end: date
    counted: tuple[DayFact, ...]
    skipped: tuple[DayFact, ...]
    inferred: bool
    earliest: date
    latest: date

    @property
    def makeup_days(self) -> tuple[DayFact, ...]:
        """Weekend days that were counted because they are worked."""
        return tuple(fact for fact in self.counted if fact.is_makeup)

    def explanation(self) -> tuple[str, ...]:
        """How the date was reached, line by line in Chinese."""
        return tuple(self._lines())

    def as_dict(self) -> dict[str, Any]:
        """The same as plain values for JSON; dates as YYYY-MM-DD."""
        return {
            "start": self.start.isoformat(),
            "count": self.count,
            "unit": self.unit,
            "end": self.end.isoformat(),
            "weekday": weekday_name(self.end),
            "inferred": self.inferred,
            "earliest": self.earliest.isoformat(),
            "latest": self.latest.isoformat(),
            "skipped": [_fact_as_dict(fact) for fact in self.skipped],
            "makeup": [_fact_as_dict(fact) for fact in self.makeup_days],
            "explanation": list(self.explanation()),
        }

    def _lines(self) -> Iterator[str]:
        unit = "个工作日" if self.unit == "workday" else "天"
        yield f"{full_date(self.start)}当天不算，从第二天起数{self.count}{unit}。"
        if self.unit == "day" and self.skipped:
            yield f"第{self.count}天是{full_date(self.counted[-1].date)}，逢休息日，顺延到下一个工作日："
        elif self.skipped:
            yield f"跳过{len(self.skipped)}天："
        for fact in self.skipped:
            yield f"  {fact}"
        if self.unit == "workday" and self.makeup_days:
            yield f"周末上班、照数{len(self.makeup_days)}天："
            for fact in self.makeup_days:
                yield f"  {fact}"
        yield f"到期日：{full_date(self.end)}{'（推算）' if self.inferred else ''}"
        if self.inferred:
            yield self._caution()

    def _caution(self) -> str:
        reason = f"{_UNPUBLISHED}，按周末和法定节假日推算"
        if self.earliest == self.latest:
            return f"{reason}；国务院办公厅公布安排后请再核对。"
        return f"{reason}；按往年的调休做法，到期日会在{full_date(self.earliest)}至{full_date(self.latest)}之间。"


def caution_in(explanation: Sequence[str]) -> str:
    """Return the line of an explanation that says why a day is inferred and between which days it will be, else ""."""
    return next((line.strip() for line in explanation if line.strip().startswith(_UNPUBLISHED)), "")


def _fact_as_dict(fact: DayFact) -> dict[str, Any]:
    return {
        "date": fact.date.isoformat(),
        "weekday": weekday_name(fact.date),
        "reason": fact.reason,
        "inferred": fact.inferred,
    }
