"""The rows beside the statement: the fields in it with their reasons, and those of which nothing was said yet."""

from collections.abc import Mapping

from app.drafting.uninvolved import Statement
from ui.widgets.rows import Row, RowAction


def field_rows(statement: Statement, codes: Mapping[str, str]) -> list[Row]:
    """Return the rows; `codes` has the codes of fields by their names."""
    rows: list[Row] = []
    if statement.fields:
        rows.append(Row("heading said", f"说明里有 {len(statement.fields)} 个领域", heading=True))
    for field in statement.fields:
        rows.append(
            Row(
                field.code,
                field.name,
                detail=field.reason,
                icon="circle-slash",
                icon_text="不涉及",
                number=field.code,
                actions=(RowAction("open", "去改"),),
            )
        )
    if statement.undecided:
        rows.append(Row("heading silent", f"没动过也没说明的 {len(statement.undecided)} 个，不在说明里", heading=True))
    for name in statement.undecided:
        rows.append(
            Row(
                codes[name],
                name,
                icon="circle",
                icon_text="没动过",
                number=codes[name],
                actions=(RowAction("open", "去看看"),),
            )
        )
    return rows
