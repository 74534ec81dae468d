"""What the page says about years."""

from app.drafting.editions import StandardChange, Started
from ui.pages.editions.reading import Years
from ui.widgets.rows import Row, RowAction


def year_rows(years: Years) -> list[Row]:
    """Return a row for each year; every one but the current can be gone to."""
    return [
        Row(
            each.edition,
            f"{each.edition} 年的目录",
            detail=f"{each.entries} 条，完成 {each.done} 条" if each.entries else "还没有条目",
            icon="circle-check" if each.is_current else "calendar-days",
            icon_role="success" if each.is_current else "text-muted",
            icon_text="正在编" if each.is_current else "",
            right="正在编" if each.is_current else "",
            right_role="success",
            actions=() if each.is_current else (RowAction("switch", "换到这一年"),),
        )
        for each in years.editions
    ]


def change_rows(changes: tuple[StandardChange, ...]) -> list[Row]:
    """Return a row for each entry whose standard is no longer what it was."""
    return [
        Row(
            change.entry,
            change.title,
            detail="标准里已经没有这一项" if change.is_gone else "标准改过了，请对照看一遍",
            icon="git-compare",
            icon_role="warn",
            icon_text="标准改过",
            number=change.code,
            actions=(RowAction("open", "去看看"),),
        )
        for change in changes
    ]


def what_happens(years: Years, edition: str) -> tuple[str, ...]:
    """Return in sentences what beginning a year will do."""
    current = years.current
    year = edition or "新一年"
    return (
        f"{current.edition} 年的 {current.entries} 条都带到 {year} 年，内容、顺序、不涉及的理由照旧。",
        "每一条又成了填报中，一条一条看过再标完成。标准没有变的，核对过的还算核对过。",
        f"{current.edition} 年的目录原样留着，印过报过的都在，随时可以换回去看。",
        "建好以后还可以一步撤销。",
    )


def started_words(started: Started) -> str:
    """Return what beginning a year did."""
    confirmed = f"，其中 {started.confirmed} 条的核对还算数" if started.confirmed else ""
    words = f"已新建 {started.edition} 年的目录，接过来 {started.carried} 条{confirmed}。"
    if started.waiting:
        words += f"{started.from_edition} 年还有 {started.waiting} 条等您定，换到那一年才看得到。"
    return words
