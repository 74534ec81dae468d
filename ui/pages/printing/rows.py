"""What the printing page says about the parts of a catalogue: rows of its two lists."""

from collections.abc import Iterable

from app.products.catalogue import DrawnCatalogue, Part
from app.products.printable import PrintableEntry, PrintablePart
from ui.pages.printing.choice import PrintingChoice, key_of
from ui.widgets.chips import STATE, Chip
from ui.widgets.rows import Row, RowAction

_STATES = (("draft", "条填报中"), ("ready", "条已完成"), ("final", "条已定稿"), ("declined", "条不涉及"))
_DRAFT = Chip("file-pen", "草案", "state", "warn", "warn-soft")
GO_DRAFT, GO_CONFIRM, PICK = "draft", "confirm", "pick"
_FINE = Row(
    "fine",
    "可以印了",
    "都定了稿，文字也都核对过。",
    icon="circle-check",
    icon_role="success",
    icon_text="没有问题",
)
STATEMENT = "statement"
"""Key of the row of the statement on fields that do not concern us."""


def part_rows(parts: Iterable[PrintablePart], choice: PrintingChoice, uninvolved: int) -> list[Row]:
    """Return the rows of everything that can be printed, ticked unless it was taken off, last the statement on the
    `uninvolved` fields, if there are any."""
    rows = [_part_row(part, choice) for part in parts]
    if uninvolved:
        detail = f"{uninvolved} 个领域，附在后面"
        rows.append(Row(STATEMENT, "不涉及领域说明", detail=detail, checked=choice.statement))
    return rows


def _part_row(part: PrintablePart, choice: PrintingChoice) -> Row:
    key = key_of(part.part)
    states = [f"{getattr(part, state)} {words}" for state, words in _STATES if getattr(part, state)]
    detail = "、".join([f"{part.entries} 条"] if len(states) == 1 and part.is_final else states)
    return Row(
        key,
        part.name,
        detail=f"只印 {len(choice.only[key])} / {part.entries} 条" if key in choice.only else detail,
        number=part.code,
        chip=STATE["final"] if part.is_final else _DRAFT,
        checked=key not in choice.off,
        actions=(RowAction(PICK, "选条目", tip="只印其中几条"),),
    )


def entry_rows(part: Part, entries: Iterable[PrintableEntry], choice: PrintingChoice) -> list[Row]:
    """Return the entries of a part, ticked where they are wanted."""
    return [
        Row(
            entry.id,
            entry.title,
            detail="不涉及，只在表下面列出" if entry.is_declined else "",
            number=entry.code.rpartition("-")[2],
            checked=choice.is_wanted(key_of(part), entry.id),
        )
        for entry in entries
    ]


def look_rows(parts: list[PrintablePart], drawn: DrawnCatalogue) -> list[Row]:
    """Return what to look at before these parts are printed."""
    drafts = [_draft_row(part) for part in parts if not part.is_final]
    unconfirmed = [_unconfirmed_row(part) for part in parts if part.unconfirmed]
    missing = [
        Row(f"missing/{n}", text, icon="triangle-alert", icon_role="warn", icon_text="请看")
        for n, text in enumerate(drawn.warnings)
    ]
    rows = [*missing]
    if drawn.changes:
        rows += [Row("changes", "标出的不同", heading=True), *map(_changes_row, drawn.changes)]
    if drafts:
        rows += [Row("drafts", "还没有定稿，所以纸上印着“草案”", heading=True), *drafts]
    if unconfirmed:
        rows += [Row("unconfirmed", "文字没有核对过，表下面会注明", heading=True), *unconfirmed]
    if drawn.outgoing.stand_ins:
        words = "".join(drawn.outgoing.stand_ins)
        rows.append(Row("stand-ins", "有的字体用别的代替", detail=words, icon="info", icon_text="说明"))
    return rows if missing or drafts or unconfirmed else [_FINE, *rows]


def _changes_row(change: tuple[str, str]) -> Row:
    name, words = change
    return Row(f"changes/{name}", f"“{name}”{words}", icon="git-compare", icon_role="difference", icon_text="不同")


def _draft_row(part: PrintablePart) -> Row:
    return Row(
        f"draft/{key_of(part.part)}",
        f"“{part.name}”有 {part.entries - part.final} 条没有定稿",
        icon="file-pen",
        icon_role="warn",
        icon_text="草案",
        actions=(RowAction(GO_DRAFT, "去编制"),),
    )


def _unconfirmed_row(part: PrintablePart) -> Row:
    return Row(
        f"confirm/{key_of(part.part)}",
        f"“{part.name}”有 {part.unconfirmed} 条没有对照原文核对",
        icon="circle-dashed",
        icon_role="evidence-recalled",
        icon_text="待核对",
        actions=(RowAction(GO_CONFIRM, "去核对"),),
    )
