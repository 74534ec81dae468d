"""The offices and their fields as rows, and what there is to say about one office, made from plain records."""

from collections.abc import Collection, Iterator
from datetime import date, datetime

from app.offices.rounds import STATE_WORDS, OfficeStanding
from ui.pages.offices.reading import Standing
from ui.widgets.rows import Row, RowAction

GIVE, REMIND, DECIDE, HEADING = "give", "remind", "decide", "heading"
ITEM = "item "
"""Begins the key of a row that stands for a single item."""
_ICONS = {
    "never": ("circle", "text-muted"),
    "waiting": ("hourglass", "info"),
    "overdue": ("triangle-alert", "danger"),
    "partly": ("circle-dot", "warn"),
    "answered": ("circle-check", "success"),
}
_MOST_FIELDS = 3
_MOST_UNFIT = 3


def office_rows(standing: Standing, ticked: Collection[str]) -> list[Row]:
    """Return a row for each office, then what no office answers for."""
    rows = [_office_row(each, standing.fields, each.office.id in ticked) for each in standing.offices]
    if standing.nobodys:
        rows.append(Row(HEADING, f"还没有分给科室的 {len(standing.nobodys)} 个领域", heading=True))
        words = "先选一个科室，再在“管哪些”里勾上它"
        rows += [
            Row(f"field {code}", standing.fields[code], words, icon="circle-alert", icon_role="warn", number=code)
            for code in standing.nobodys
        ]
    return rows


def field_rows(standing: Standing, office: str) -> list[Row]:
    """Return the fields that concern the unit, ticked where the office has them, with who has the others."""
    rows = []
    for code, name in standing.fields.items():
        holder = standing.holder(code)
        is_own = holder is not None and holder.office.id == office
        right = "" if is_own else holder.office.name if holder else "还没有分"
        role = "text-muted" if holder else "warn"
        rows.append(Row(code, name, number=code, checked=is_own, right=right, right_role=role))
    each = standing.office(office)
    single = (
        [Row(f"{ITEM}{key}", f"单独的一项：{_short(key)}", checked=True) for key in each.office.items] if each else []
    )
    return [*single, *rows]


def facts(each: OfficeStanding) -> Iterator[str]:
    """Yield in sentences what became of what an office was given."""
    for round in each.rounds:
        answered = f"，交回 {len(round.answers)} 次" if round.answers else "，还没有交回"
        yield f"{_day(round.given_on)}发出 {len(round.rows)} 项，{_day(round.until)}以前交{answered}。"
    if each.waiting:
        yield f"{each.waiting} 条两边都改过，等您定。"
    for unfit in each.unfit[:_MOST_UNFIT]:
        said = f"写的是“{unfit['text']}”，" if unfit["text"] else ""
        yield f"没收进来：{unfit['place']}，{said}{unfit['reason']}"
    if len(each.unfit) > _MOST_UNFIT:
        yield f"没收进来的一共 {len(each.unfit)} 处。"


def standing_words(standing: Standing) -> str:
    """Say in the header how many have answered."""
    given = [each for each in standing.offices if each.round is not None]
    if not given:
        usual = "（按通常的分工列的，请照本单位的改）" if any(each.office.is_usual for each in standing.offices) else ""
        return f"{len(standing.offices)} 个科室{usual}，还没有发"
    done = sum(each.state == "answered" for each in given)
    late = sum(each.state == "overdue" for each in given)
    return f"发了 {len(given)} 个科室，交回 {done} 个" + (f"，过期 {late} 个" if late else "")


def give_words(standing: Standing, chosen: Collection[str]) -> str:
    """Say on the button whom the tables go to."""
    if len(chosen) == 1:
        each = standing.office(next(iter(chosen)))
        name = each.office.name if each else ""
        return f"发给{name}" if len(name) <= 8 else "发给这个科室"
    return f"发给 {len(chosen)} 个科室" if chosen else "发给科室"


def day_of(at: str) -> date:
    """Return the day at the desk of a stored moment."""
    return datetime.fromisoformat(at).astimezone().date()


def _office_row(each: OfficeStanding, fields: dict[str, str], ticked: bool) -> Row:
    icon, role = _ICONS[each.state]
    right, right_detail = _right(each)
    return Row(
        each.office.id,
        each.office.name,
        detail=_detail(each, fields),
        icon=icon,
        icon_role=role,
        icon_text=STATE_WORDS[each.state],
        right=right,
        right_role={"overdue": "danger", "partly": "warn", "answered": "success"}.get(each.state, "text"),
        right_detail=right_detail,
        actions=_actions(each),
        checked=ticked,
    )


def _detail(each: OfficeStanding, fields: dict[str, str]) -> str:
    names = [fields.get(code, code) for code in each.office.fields]
    listed = "、".join(names[:_MOST_FIELDS]) + (f"等 {len(names)} 个领域" if len(names) > _MOST_FIELDS else "")
    single = f"，另有单独的 {len(each.office.items)} 项" if each.office.items else ""
    return f"{listed or '还没有领域'} · {each.items} 项{single}"


def _right(each: OfficeStanding) -> tuple[str, str]:
    if each.state == "never":
        return STATE_WORDS["never"], ""
    until = f"{_day(each.round.until)}以前交"
    if each.state == "overdue":
        return f"过期 {each.overdue_days} 天", f"没填 {each.unanswered} 项"
    if each.state == "waiting":
        return STATE_WORDS["waiting"], until
    counts = (("改了", each.changed), ("待定", each.waiting))
    told = "，".join(f"{word} {count} 项" for word, count in counts if count)
    if each.state == "partly":
        return f"还差 {each.unanswered} 项", told
    day = day_of(each.answered_at)
    return f"{_day(day)}交回", told


def _actions(each: OfficeStanding) -> tuple[RowAction, ...]:
    if each.waiting:
        return (RowAction(DECIDE, "去定"),)
    if each.state == "never":
        why = "" if each.items else "它还没有领域，先在“管哪些”里勾上"
        return (RowAction(GIVE, "发给它", enabled=bool(each.items), tip=why),)
    return () if each.state == "answered" else (RowAction(REMIND, "催办"),)


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _short(key: str) -> str:
    return key if len(key) < 20 else "本单位新增的一条"
