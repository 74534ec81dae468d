"""The rows beside the statement: the fields in it with their reasons, and those of which nothing was said yet."""

from collections.abc import Mapping, Sequence

from app.drafting.uninvolved import Statement, UninvolvedField
from ui.widgets.rows import Row, RowAction

STAND_INS = "stand-ins"
"""Key of the row that names typefaces; it leads nowhere."""


def field_rows(statement: Statement, codes: Mapping[str, str], stand_ins: Sequence[str] = ()) -> list[Row]:
    """Return the rows; `codes` has the codes of fields by their names, `stand_ins` a sentence for each typeface that
    this computer lacks."""
    said = [_said_row(field) for field in statement.fields]
    silent = [_silent_row(name, codes[name]) for name in statement.undecided]
    rows: list[Row] = []
    if said:
        rows += [Row("heading said", f"说明里有 {len(said)} 个领域", heading=True), *said]
    if silent:
        rows += [Row("heading silent", f"没动过也没说明的 {len(silent)} 个，不在说明里", heading=True), *silent]
    if stand_ins:
        rows.append(Row(STAND_INS, "有的字体用别的代替", detail="".join(stand_ins), icon="info", icon_text="说明"))
    return rows


def _said_row(field: UninvolvedField) -> Row:
    return Row(
        field.code,
        field.name,
        detail=field.reason,
        icon="circle-slash",
        icon_text="不涉及",
        number=field.code,
        actions=(RowAction("open", "去改"),),
    )


def _silent_row(name: str, code: str) -> Row:
    actions = (RowAction("open", "去看看"),)
    return Row(code, name, icon="circle", icon_text="没动过", number=code, actions=actions)
