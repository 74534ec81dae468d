"""The rows, tabs and sentences of interpretation plans."""

from collections import Counter
from collections.abc import Iterator

from app.calendar.due_date import caution_in
from app.calendar.wording import full_date, plain_date
from app.registers.answers import shown_answer
from app.registers.days import day_of
from app.registers.plan_standings import STANDING_WORDS, PlanFinding, PlanLine
from app.standards.models import Definition
from ui.pages.ledger.rows import short_day
from ui.pages.plans.reading import PlansSeen
from ui.widgets.note import Note
from ui.widgets.rows import Row

OPEN, DONE, ALL = "open", "done", "all"
_TABS = {OPEN: ("circle-dashed", "要解读"), DONE: ("circle-check", "已解读"), ALL: ("list", "全部")}
LOOKS = {
    "no-day": ("circle-question-mark", "warn"),
    "waiting": ("hourglass", "text-muted"),
    "running": ("clock", "warn"),
    "overdue": ("circle-alert", "danger"),
    "done": ("circle-check", "success"),
    "late": ("circle-check", "warn"),
}
"""Icon and colour role of each standing."""
_SHOWN_ABOVE = ("doc_title", "published_on", "done_on", "organised_on", "signed_on", "deployed_on")


def plan_tabs(seen: PlansSeen) -> list[tuple[str, str, str]]:
    """Return the tabs over the list with their counts."""
    counts = Counter(line.is_open for line in seen.lines.values())
    numbers = {OPEN: counts[True], DONE: counts[False], ALL: counts.total()}
    return [(key, icon, f"{word} {numbers[key]}") for key, (icon, word) in _TABS.items()]


def plan_rows(seen: PlansSeen, tab: str, wanted: str = "") -> list[Row]:
    """Return a row for each plan of a tab in which the `wanted` text stands, those to be done first."""
    found = [line for line in seen.lines.values() if tab == ALL or line.is_open == (tab == OPEN)]
    return [_row(line, seen) for line in found if _is_wanted(line, wanted.strip())]


def due_words(line: PlanLine, seen: PlansSeen) -> str:
    """Return how a plan stands in a few words: 已超期 6 天, 还有 3 天."""
    if line.standing in ("running", "overdue"):
        days = (line.due.due - seen.today).days
        return f"已超期 {-days} 天" if days < 0 else f"还有 {days} 天" if days else "今天到期"
    return STANDING_WORDS[line.standing]


def due_sentence(line: PlanLine) -> str:
    """Return until when a document is to be explained, or when that was done."""
    if line.due is None:
        return "写上文件公开日期，期限就算出来。"
    inferred = "（推算）" if line.due.inferred else ""
    day = full_date(line.due.due)
    caution = caution_in(line.due.explanation) if line.due.inferred else ""
    said = f"{full_date(line.done)}解读的，期限是{day}" if line.done else f"{day}以前解读"
    return f"{said}{inferred}。{caution}"


def step_words(line: PlanLine) -> Iterator[tuple[str, str, str, str]]:
    """Yield of each of 三同步 its name, icon, colour role and day or what is wrong."""
    for step in line.steps:
        day = plain_date(step.on) if step.on else ""
        words = "，".join(filter(None, (day, step.trouble)))
        icon, role = ("circle-alert", "warn") if step.trouble else ("circle-check", "success")
        yield step.label, icon, role, words


def plan_facts(definition: Definition, line: PlanLine) -> Iterator[tuple[str, str]]:
    """Yield what is filled in, but for what stands above it already: (what, in words)."""
    for element in definition.elements:
        value = line.says(element.key)
        if element.key in _SHOWN_ABOVE or value in (None, "", []):
            continue
        if element.kind == "list":
            yield element.label, "\n".join(f"{number}. {text}" for number, text in enumerate(value, start=1))
        elif element.kind == "date":
            day = day_of(value)
            yield element.label, plain_date(day) if day else value
        else:
            yield element.label, shown_answer(element, value)


def plan_notes(line: PlanLine, copied: PlanFinding | None) -> list[Note]:
    """Return what the checks say, what is still to be filled in, and what else to look at."""
    found = [*line.findings, *([copied] if copied else [])]
    notes = [_note(each) for each in sorted(found, key=lambda each: (each.severity != "block", each.code))]
    if line.missing:
        notes.append(Note("info", f"还有 {len(line.missing)} 栏没有填", "、".join(line.missing), compact=True))
    return [*notes, *(Note("info", words.removesuffix("。"), "", compact=True) for words in line.remarks)]


def _note(finding: PlanFinding) -> Note:
    kind = "danger" if finding.severity == "block" or finding.code == "P1" else "warn"
    return Note(kind, finding.words.removesuffix("。"), "", compact=True)


def _is_wanted(line: PlanLine, wanted: str) -> bool:
    texts = (line.title, line.says("doc_number"), line.says("doc_kind"), line.says("contact_office"))
    return wanted in "\n".join(filter(None, texts))


def _row(line: PlanLine, seen: PlansSeen) -> Row:
    icon, role = LOOKS[line.standing]
    published = f"{short_day(line.published, seen.today)}公开" if line.published else ""
    begun = "有一张表没写完" if line.kept.id in seen.begun else ""
    kept_back = "没有咨询电话" if any(each.severity == "block" for each in line.findings) and line.is_open else ""
    parts = (line.says("doc_kind"), line.says("doc_number"), published, kept_back, begun)
    day = line.done or (line.due.due if line.due else None)
    told = f"{short_day(day, seen.today)}{'解读' if line.done else '到期'}" if day else ""
    return Row(
        line.kept.id,
        line.title,
        " · ".join(filter(None, parts)),
        icon,
        icon_role=role,
        icon_text=STANDING_WORDS[line.standing],
        right=due_words(line, seen),
        right_role="text" if role in ("text-muted", "success") else role,
        right_detail=f"{told}{'（推算）' if line.due and line.due.inferred and not line.done else ''}",
    )
