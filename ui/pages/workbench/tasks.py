"""What needs the clerk, as rows: what waits for a decision comes first, then dates, then what is to be checked."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from app.exchange.answers import OpenReturn
from app.overview import ListProgress, Overview
from app.registers.agenda import Agenda
from app.villages.overview import Expected
from app.villages.units import MyUnit
from ui.pages.ledger.rows import short_day
from ui.pages.workbench.publishing_tasks import publishing_groups
from ui.pages.workbench.task import Group, Task, days_left, go
from ui.widgets.rows import Row

ALL = "all"
_MOST_NAMES = 3
_MOST_RETURNS = 5


def groups(
    seen: Overview,
    today: date,
    kind: str,
    missing: Sequence[tuple[MyUnit, Expected]] = (),
    agenda: Agenda | None = None,
) -> list[Group]:
    """Return the groups that hold something for this kind of unit; `missing` are the sheets villages owe this month,
    `agenda` what publishing asks for."""
    notices = (*_unfinished(seen), *_missing(missing, today), *_stale_boards(seen), *_unprinted(seen))
    late, soon, *later = publishing_groups(agenda or Agenda(today))
    made = [
        late,
        soon,
        Group("waiting", "hourglass", "accent", "等您决定", "等您决定", tuple(_waiting(seen, today))),
        Group("returned", "undo-2", "danger", "上级退回的", "退回", tuple(_returned(seen))),
        *later,
        Group("due", "clock", "warn", "上级要求的", "上级要求", tuple(_due(seen, today))),
        Group("offices", "users", "accent", "发给科室的", "科室", tuple(_offices(seen, today))),
        Group("below", "inbox", "accent", "下级报来的", "下级", tuple(_below(seen, kind))),
        Group("check", "contrast", "evidence-partly", "等待核对", "核对", tuple(_unconfirmed(seen))),
        Group("notices", "megaphone", "accent", "公示公告", "公示", notices),
    ]
    return [group for group in made if group.tasks]


def rows(shown: list[Group]) -> list[Row]:
    """Return the rows of these groups under their headings."""
    found = []
    for group in shown:
        count = f"{len(group.tasks)} 项"
        found.append(
            Row(group.key, group.heading, icon=group.icon, icon_role=group.icon_role, detail=count, heading=True)
        )
        found += [task.row for task in group.tasks]
    return found


def nothing_waits(seen: Overview) -> str:
    """Say that nothing asks for a decision or has a date, and how much there is to fill in all the same."""
    left = sum(each.total - each.done for each in seen.lists if not each.is_left_out)
    to_do = f"还有 {left} 条没有填完，接着编目录，" if left else "目录都填完了，可以去上报，"
    return f"没有等着您决定的事，也没有快到期的事。{to_do}或者做一份公示。"


def _waiting(seen: Overview, today: date) -> Iterator[Task]:
    for each in seen.waiting:
        what = "跟本单位写的不一样" if each.is_own else "跟已收的不一样"
        title = f"{each.name}：{each.count} 条{what}"
        detail = "程序没有替您选；原来的内容都在"
        row = Row(f"waiting:{each.organisation}", title, detail, "git-compare", actions=(go("去定"),))
        yield Task(row, "comparison", {})
    for each in seen.standards:
        told = (f"{each.follows} 条跟着改" if each.follows else "", f"{each.asked} 条要看看" if each.asked else "")
        title = f"{each.name}的标准有新版：{'，'.join(filter(None, told))}"
        due = f"上级要求{short_day(each.due, today)}前跟上；" if each.due else ""
        detail = f"{due}您写过的一个字也不会丢，改之前先对照"
        row = Row(f"standard:{each.field}", title, detail, "book-open", actions=(go("去看看"),))
        yield Task(row, "comparison", {"standard": each.field})
    for half in seen.half_typed:
        row = Row(
            f"half:{half.entry}",
            half.title,
            "有一栏只填了一半，还没有存进目录",
            "pencil-line",
            actions=(go("接着填"),),
        )
        yield Task(row, "drafting", {"entry": half.entry, "field": half.field, "checklist": half.checklist})


def _returned(seen: Overview) -> Iterator[Task]:
    """Each in a row of its own as long as they are few; else the first leads there."""
    shown = seen.returned[:_MOST_RETURNS]
    for each in shown:
        answered = "已经回复，还没有改" if each.is_answered else ""
        detail = "；".join(filter(None, (each.verdict.comment or "有建议的改法", answered)))
        row = Row(f"returned:{each.entry}", each.title, detail, "undo-2", actions=(go("去改"),), icon_role="danger")
        yield Task(row, "drafting", _sent_back(each))
    if rest := seen.returned[len(shown) :]:
        first = rest[0]
        row = Row("returned:rest", f"另外还有 {len(rest)} 条退回", first.title, "undo-2", actions=(go("去改"),))
        yield Task(row, "drafting", _sent_back(first))


def _sent_back(each: OpenReturn) -> dict[str, Any]:
    return {"entry": each.entry, "field": each.field, "checklist": each.checklist, "returned": True}


def _due(seen: Overview, today: date) -> Iterator[Task]:
    if seen.due is None:
        return
    # A parent that named no fields wants them all.
    wanted = [each for each in seen.lists if each.field and each.total and not each.is_left_out]
    concerned = [each for each in wanted if not seen.concerned or each.field in seen.concerned]
    left = sum(each.total - each.done for each in concerned)
    days = (seen.due - today).days
    words, role = days_left(days)
    detail = f"{len(concerned)} 个领域，还有 {left} 条没有填完" if left else "都填完了，可以交了"
    row = Row(
        "due",
        "把目录交给上级",
        detail,
        "send",
        right=words,
        right_role=role,
        right_detail=f"{seen.due.month}月{seen.due.day}日",
        actions=(go("去上报"),),
    )
    yield Task(row, "hand-in", {})


def _offices(seen: Overview, today: date) -> Iterator[Task]:
    """All in one row: 分办 lists them."""
    if not seen.offices:
        return
    late = [each for each in seen.offices if each.overdue_days]
    names = [each.office.name for each in late or seen.offices]
    more = f"等 {len(names)} 个" if len(names) > _MOST_NAMES else ""
    title = f"{len(late)} 个科室过期没交" if late else f"{len(seen.offices)} 个科室还没有交齐"
    words, role = days_left((min(each.round.until for each in seen.offices) - today).days)
    detail = "、".join(names[:_MOST_NAMES]) + more
    row = Row("offices", title, detail, "users", right=words, right_role=role, actions=(go("去看看"),))
    yield Task(row, "offices", {})


def _below(seen: Overview, kind: str) -> Iterator[Task]:
    """As long as nothing came in: what comes first. A township need not collect from its villages, a county must."""
    units, handed_in = seen.below.units, seen.below.handed_in
    if seen.to_review:
        title = f"下级报来的 {seen.to_review:,} 条还没有审"
        row = Row("review", title, "一条一条比着标准看，通过或者退回", "file-check", actions=(go("去审"),))
        yield Task(row, "review", {})
    if handed_in:
        return
    if units:
        detail = f"名册上有 {units} 个单位。交来的文件在收件箱里打开，核对以后收下"
        row = Row("below", "下级单位都还没有报来", detail, "inbox", actions=(go("去收件箱"),))
        yield Task(row, "inbox", {})
    elif kind == "county":
        detail = "登记了，报来的文件才收得下；给它们建立工作文件用的开始文件也在那里写"
        row = Row("below", "还没有登记下级单位，也没有收到上报", detail, "building-2", actions=(go("去登记"),))
        yield Task(row, "inbox", {"roster": True})


def _unconfirmed(seen: Overview) -> Iterator[Task]:
    for each in seen.lists:
        if each.unconfirmed:
            row = Row(
                f"check:{each.checklist}:{each.field}",
                f"{each.name}：{each.unconfirmed} 条还没有对照原文核对",
                "标准文字是整理来的；对照部委原文看过，记下“核对过了”",
                "badge-check",
                actions=(go("去核对"),),
            )
            yield Task(row, "drafting", target_of(each) | {"unconfirmed": True})


def _unfinished(seen: Overview) -> Iterator[Task]:
    """All in one row: the page of notices lists them on top."""
    if seen.unfinished:
        names = "、".join(dict.fromkeys(seen.unfinished))
        title = f"{len(seen.unfinished)} 份公示没做完"
        yield Task(Row("unfinished", title, names, "pencil-line", actions=(go("接着做"),)), "notices", {})


def _missing(missing: Sequence[tuple[MyUnit, Expected]], today: date) -> Iterator[Task]:
    """All in one row: 各村 has the table."""
    if missing:
        villages = list(dict.fromkeys(unit.name for unit, _ in missing))
        more = f"等 {len(villages)} 个村" if len(villages) > _MOST_NAMES else ""
        title = f"各村{today.month}月还缺 {len(missing)} 张公示"
        names = "、".join(villages[:_MOST_NAMES]) + more
        yield Task(Row("villages", title, names, "house", actions=(go("去各村"),)), "villages", {"view": "sheets"})


def _stale_boards(seen: Overview) -> Iterator[Task]:
    for board in seen.boards:
        row = Row(
            f"board:{board.id}", f"公示栏“{board.title}”该换了", board.why, "panels-top-left", actions=(go("去换"),)
        )
        yield Task(row, "board", {"board": board.id})


def _unprinted(seen: Overview) -> Iterator[Task]:
    for notice in seen.unprinted:
        at = datetime.fromisoformat(notice.made_at).astimezone()
        row = Row(
            f"notice:{notice.id}",
            notice.title,
            f"{at.month}月{at.day}日做好，还没有打印",
            "megaphone",
            actions=(go("去打印"),),
        )
        yield Task(row, "notices", {"notice": notice.id})


def target_of(each: ListProgress) -> dict[str, Any]:
    """Return where the drafting page shows a list."""
    return {"field": each.field} if each.field else {"checklist": each.checklist}
