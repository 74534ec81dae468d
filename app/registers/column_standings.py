"""How the columns of the website stand on a day: when they were updated last, until when they are to be again, and
which measures of an inspection (T1 …) they come to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal
from urllib.parse import SplitResult, urlsplit

from app.calendar.wording import full_date
from app.registers.answers import Answers, hidden_words, missing_labels, read_answers
from app.registers.column_records import KeptColumn
from app.registers.columns import (
    column_definition,
    columns,
    longest_days,
    name_of,
    names_used_twice,
    waits_for_answer,
)
from app.registers.days import day_of
from app.registers.ledger_records import Outlet
from app.registers.publications import all_publications
from app.standards.column_rules import ColumnRules, Counting, Threshold, column_rules
from app.standards.models import Definition
from app.workspace import Workspace

Standing = Literal["fresh", "soon", "overdue", "blank", "unknown"]
STANDING_WORDS: Mapping[Standing, str] = {
    "fresh": "按时更新",
    "soon": "快到期",
    "overdue": "超期",
    "blank": "空白",
    "unknown": "没有写日期",
}


@dataclass(frozen=True)
class ColumnLine:
    """A column as it stands on a day. `updated`: when it was last (of a column of messages: when the first message
    came that has no answer), None where that is not known; `from_ledger`: the ledger says so and not the clerk; `due`:
    the last day on which it still stands, after `longest` days; `reached` says how; `missing`: elements still to be
    filled in; `remarks`: other sentences to look at."""

    kept: KeptColumn
    answers: Answers
    updated: date | None
    from_ledger: bool
    longest: int | None
    due: date | None
    standing: Standing
    reached: tuple[str, ...]
    missing: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    waits: bool = False
    """Whether it is a column of messages, which wait for an answer."""

    @property
    def name(self) -> str:
        """The name of the column."""
        return name_of(self.kept)

    @property
    def kind(self) -> str:
        """The kind of column."""
        return self.says("column_kind") or ""

    def says(self, key: str) -> Any:
        """Return the value of an element, None where it is empty or there is none such."""
        return self.answers.known.get(key)

    def days_left(self, day: date) -> int | None:
        """Return how many days are left on a day, below 0 where it is overdue; None where nothing is due."""
        return (self.due - day).days if self.due else None


@dataclass(frozen=True)
class ThresholdStanding:
    """A measure of an inspection and the columns that count for it; `most` of them, or more, meet it. `names` is None
    where nothing here can tell. `words` say how it stands."""

    threshold: Threshold
    names: tuple[str, ...] | None
    most: int
    words: str

    @property
    def is_met(self) -> bool:
        """Whether so many columns count that the measure is met, which is bad."""
        return self.names is not None and len(self.names) >= self.most


def column_lines(workspace: Workspace, day: date | None = None) -> list[ColumnLine]:
    """Return every column of the unit with its standing on a day (today), in the order of `columns`. Publications in
    the ledger after that day do not count."""
    known = columns(workspace)
    if not known:
        return []
    on = day or workspace.today()
    reader = _Reader(workspace, on, known)
    return [reader.line(kept) for kept in known]


def thresholds(workspace: Workspace, lines: Sequence[ColumnLine], day: date | None = None) -> list[ThresholdStanding]:
    """Return the measures of an inspection as the columns stand on a day (today)."""
    rules, on = column_rules(workspace.library), day or workspace.today()
    return [_threshold(each, lines, on) for each in rules.thresholds]


def decides_alone(rules: ColumnRules, line: ColumnLine) -> bool:
    """Whether a column is of the kinds of which a single one overdue decides the inspection."""
    return line.kind in rules.alone.kinds and line.says("severity") == rules.alone.severity


def overdue_by_kind(lines: Iterable[ColumnLine]) -> dict[str, int]:
    """Return how many columns of each kind are overdue."""
    found: dict[str, int] = {}
    for line in lines:
        if line.standing == "overdue":
            found[line.kind] = found.get(line.kind, 0) + 1
    return found


def standing_by_days(due: date, day: date, *, soon: int) -> Standing:
    """Return how a column stands on a day that is updated at the latest on `due`, `soon` days before that."""
    if day > due:
        return "overdue"
    return "soon" if (due - day).days <= soon else "fresh"


class _Reader:
    def __init__(self, workspace: Workspace, day: date, known: Sequence[KeptColumn]) -> None:
        self._day = day
        self._definition: Definition = column_definition(workspace)
        self._rules = column_rules(workspace.library)
        self._twice = names_used_twice(known)
        self._published = _Published(
            outlet
            for each in all_publications(workspace)
            for outlet in each.outlets
            if outlet.taken_down is None and outlet.published <= day
        )

    def line(self, kept: KeptColumn) -> ColumnLine:
        answers = read_answers(self._definition, kept.column.values)
        known, longest = answers.known, longest_days(answers.known)
        waits = waits_for_answer(self._rules, known)
        typed = day_of(known.get("last_updated"))
        told = None if waits else self._published.latest(name_of(kept), known)
        from_ledger = told is not None and (typed is None or told > typed)
        updated = told if from_ledger else typed
        due = updated + timedelta(days=longest) if updated and longest else None
        is_blank = bool(known.get("is_empty")) and not from_ledger
        standing = self._standing(updated, due, longest, is_blank=is_blank, waits=waits)
        remarks = [hidden_words(self._definition, answers.hidden)]
        if name_of(kept) in self._twice:
            remarks.append("几个栏目用了同一个名称，请改掉重复的，或者划去一个。")
        return ColumnLine(
            kept,
            answers,
            updated,
            from_ledger,
            longest,
            None if is_blank else due,
            standing,
            self._reached(known, updated, due, longest, standing, waits=waits, from_ledger=from_ledger),
            missing_labels(self._definition, known),
            tuple(filter(None, remarks)),
            waits,
        )

    def _standing(
        self, updated: date | None, due: date | None, longest: int | None, *, is_blank: bool, waits: bool
    ) -> Standing:
        if is_blank:
            return "blank"
        if updated is None and waits:
            return "fresh"
        if due is None or longest is None:
            return "unknown"
        return standing_by_days(due, self._day, soon=self._rules.soon_days(longest))

    def _reached(
        self,
        known: Mapping[str, Any],
        updated: date | None,
        due: date | None,
        longest: int | None,
        standing: Standing,
        *,
        waits: bool,
        from_ledger: bool,
    ) -> tuple[str, ...]:
        cycle = (known.get("cycle") or {}).get("text") or ""
        said = f"{cycle}，按 {longest} 天算。" if cycle and longest else ""
        if standing == "blank":
            return tuple(filter(None, ("栏目里一条内容也没有：尽快发一条，没有内容可发的请关掉栏目。", said)))
        if updated is None:
            nothing = "没有等着回应的留言。" if waits else "还没有写过最近更新日期，不知道是不是超期。"
            return tuple(filter(None, (nothing, said)))
        source = "台账记着" if from_ledger else "上次"
        done = "收到的留言还没有回应" if waits else "更新的"
        first = f"{'最早一条' if waits else source}是{full_date(updated)}{done}。"
        until = "回应" if waits else "有新内容"
        return tuple(filter(None, (first, said, f"最迟{full_date(due)}{until}。" if due else "")))


class _Published:
    """When something came out last at each place and below each address, as the ledger knows it."""

    def __init__(self, outlets: Iterable[Outlet]) -> None:
        self._places: dict[str, date] = {}
        self._below: dict[str, date] = {}
        for outlet in outlets:
            self._keep(self._places, "".join(outlet.place.split()), outlet.published)
            for address in _addresses_above(outlet.link):
                self._keep(self._below, address, outlet.published)

    def latest(self, name: str, known: Mapping[str, Any]) -> date | None:
        """Return the last day on which something came out in a column, None where nothing did."""
        found = [self._places.get("".join(place.split())) for place in (name, *(known.get("places") or ()))]
        if known.get("address") and (folder := _folder_of(known["address"])):
            found.append(self._below.get(folder))
        return max(filter(None, found), default=None)

    @staticmethod
    def _keep(kept: dict[str, date], key: str, day: date) -> None:
        kept[key] = max(day, kept.get(key, day))


def _folder_of(address: str) -> str:
    """Return a column's address without its protocol and without the file at its end: host/path."""
    parts = _parts_of(address)
    folders = [each for each in parts.path.split("/") if each]
    if folders and "." in folders[-1]:
        folders.pop()
    return "/".join((parts.netloc.lower(), *folders))


def _addresses_above(link: str) -> Iterable[str]:
    """Yield the addresses below which a page lies, the host's own among them."""
    parts = _parts_of(link)
    if not parts.netloc:
        return
    folders = [each for each in parts.path.split("/") if each]
    for length in range(len(folders) + 1):
        yield "/".join((parts.netloc.lower(), *folders[:length]))


def _parts_of(address: str) -> SplitResult:
    """Return the parts of an address; of one that came from elsewhere and is none, nothing."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", "", "", "")


def _threshold(threshold: Threshold, lines: Sequence[ColumnLine], day: date) -> ThresholdStanding:
    counts = threshold.counts
    if counts is None:
        return ThresholdStanding(threshold, None, 0, "程序里没有这方面的数据，要另外看。")
    names = tuple(line.name for line in lines if _counts(counts, line, day))
    unknown = sum(line.standing == "unknown" and _is_asked(counts, line) for line in lines)
    words = f"{len(names)} 个，到 {counts.most} 个就是{threshold.result}"
    words += f"；另有 {unknown} 个没有写日期，没有算进去" if unknown and counts.standing == "overdue" else ""
    return ThresholdStanding(threshold, names, counts.most, f"{words}。")


def _is_asked(counts: Counting, line: ColumnLine) -> bool:
    if counts.severity and line.says("severity") != counts.severity:
        return False
    return line.kind not in counts.besides and (not counts.within or line.kind in counts.within)


def _counts(counts: Counting, line: ColumnLine, day: date) -> bool:
    if not _is_asked(counts, line):
        return False
    if counts.within and counts.standing == "overdue":
        # The measure names days of its own: a place may ask for more without being measured by it.
        return (
            line.standing != "blank"
            and line.updated is not None
            and (day - line.updated).days > counts.within[line.kind]
        )
    return line.standing == counts.standing
