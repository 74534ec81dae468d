"""What the page of the whole catalogue says: units and fields to choose from, and what stays out and why."""

from app.county.standings import LEFT_OUT, Standing
from app.county.whole_reading import Survey
from app.products.catalogue import DrawnCatalogue
from ui.pages.whole_catalogue.choice import FIELD, UNIT, CatalogueChoice
from ui.widgets.rows import Row, RowAction

REVIEW, DRAFT, INBOX = "review", "drafting", "inbox"
_ICONS: dict[Standing, tuple[str, str, str]] = {
    "pending": ("hourglass", "warn", "待审"),
    "returned": ("undo-2", "danger", "已退回"),
    "draft": ("file-pen", "warn", "没有定稿"),
    "declined": ("circle-slash", "text-muted", "不涉及"),
}
_WAYS: dict[Standing, tuple[RowAction, ...]] = {
    "pending": (RowAction(REVIEW, "去审核"),),
    "returned": (RowAction(REVIEW, "去审核"),),
    "draft": (RowAction(DRAFT, "去定稿"),),
}
_MOST_NAMED = 12


def unit_rows(survey: Survey, choice: CatalogueChoice, own: str) -> list[Row]:
    """Return a row for each unit, ticked unless it was taken off; `own` is the id of the unit that publishes."""
    counts = survey.by_unit(choice.of(survey))
    return [
        Row(
            unit.id,
            unit.name,
            detail=_counted(counts.get(unit.id, (0, 0)), "本单位还没有填" if unit.id == own else "还没有收到条目"),
            checked=choice.wants(UNIT, unit.id),
        )
        for unit in survey.units
    ]


def field_rows(survey: Survey, choice: CatalogueChoice) -> list[Row]:
    """Return a row for each field with entries, ticked unless it was taken off."""
    counts = survey.by_field(choice.of(survey))
    return [
        Row(
            code,
            name,
            number=code,
            detail=_counted(counts.get(code, (0, 0)), "选的单位没有条目"),
            checked=choice.wants(FIELD, code),
        )
        for code, name in survey.fields
    ]


def side_rows(survey: Survey, choice: CatalogueChoice, drawn: DrawnCatalogue | None, own: str) -> list[Row]:
    """Return what goes in, what stays out and why, and what to look at on the paper."""
    wanted = choice.of(survey)
    rows = [_going_in(survey, choice)]
    out = [_left_out_row(standing, number) for standing, number in _in_order(survey.left_out(wanted))]
    out += _missing_rows(survey, choice, own)
    rows += [Row("out", "没有放进去的", heading=True), *out] if out else []
    return [*rows, *(_paper_rows(drawn) if drawn else ())]


def _missing_rows(survey: Survey, choice: CatalogueChoice, own: str) -> list[Row]:
    missing = survey.without_entries(choice.of(survey))
    below = [unit.name for unit in missing if unit.id != own]
    rows = []
    if len(below) < len(missing):
        ways = (RowAction(DRAFT, "去编制"),)
        words = "本单位的目录还没有填"
        rows.append(Row("own", words, icon="file-pen", icon_role="warn", icon_text="没有填", actions=ways))
    if below:
        rest = f"等 {len(below)} 个" if len(below) > _MOST_NAMED else ""
        row = Row(
            "missing",
            f"{len(below)} 个单位还没有收到条目",
            detail=f"{'、'.join(below[:_MOST_NAMED])}{rest}",
            icon="inbox",
            icon_role="warn",
            icon_text="没有收到",
            actions=(RowAction(INBOX, "去收件箱"),),
        )
        rows.append(row)
    return rows


def _going_in(survey: Survey, choice: CatalogueChoice) -> Row:
    number = survey.shown(choice.of(survey))
    if choice.everything:
        words = "没有定稿、没有通过的也在里面，每一条写着状态，纸上印着“草案”。"
        return Row("in", f"放进去 {number} 条", detail=words, icon="file-pen", icon_role="warn", icon_text="草案")
    words = "都已定稿、已通过。内容一样的几个单位合成一行。"
    if not number:
        return Row(
            "in", "还没有可以公开的条目", detail="本单位的先定稿，下级的先审核通过。", icon="info", icon_text="说明"
        )
    return Row(
        "in", f"放进去 {number} 条", detail=words, icon="circle-check", icon_role="success", icon_text="可以公开"
    )


def _in_order(out: dict[Standing, int]) -> list[tuple[Standing, int]]:
    return [(standing, out[standing]) for standing in LEFT_OUT if out.get(standing)]


def _left_out_row(standing: Standing, number: int) -> Row:
    icon, role, words = _ICONS[standing]
    return Row(
        f"out/{standing}",
        f"{number} 条{LEFT_OUT[standing]}",
        icon=icon,
        icon_role=role,
        icon_text=words,
        actions=_WAYS.get(standing, ()),
    )


def _paper_rows(drawn: DrawnCatalogue) -> list[Row]:
    rows = [
        Row(f"paper/{number}", text, icon="triangle-alert", icon_role="warn", icon_text="请看")
        for number, text in enumerate(drawn.warnings)
    ]
    if drawn.outgoing.stand_ins:
        words = "".join(drawn.outgoing.stand_ins)
        rows.append(Row("stand-ins", "有的字体用别的代替", detail=words, icon="info", icon_text="说明"))
    return [Row("paper", "印出来以前看一看", heading=True), *rows] if rows else []


def _counted(counts: tuple[int, int], none: str) -> str:
    shown, every = counts
    if not every:
        return none
    return f"{every} 条" if shown == every else f"{shown} / {every} 条"
