"""What is pasted into the county portal: the title, the text and the table of an entry, one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from app.checks.privacy_gate import check_strings, require_clean
from app.drafting.entry import title_of
from app.drafting.lookup import entry_content, find_definition
from app.errors import UserFacingError
from app.tables.official import standard_text
from app.workspace import Workspace


@dataclass(frozen=True)
class PortalPiece:
    """An entry for the clipboard: `text` has a line for each answer, `table` is the same as an HTML table."""

    entry: str
    title: str
    text: str
    table: str


def portal_piece(workspace: Workspace, entry: str) -> PortalPiece:
    """Return what of one of our entries is pasted into a portal.

    Raises `UserFacingError` for one that is not there, not ours or of no concern to us, or where a personal number
    stands in it.
    """
    row = workspace.store.entries.get(entry)
    is_ours = row is not None and row.content["organisation"] == workspace.organisation.id
    if row is None or not is_ours or row.content["removed"] or row.content["not_applicable"] is not None:
        raise UserFacingError("entry-unknown", "这一条已经不在了，或者标为不涉及，没有可以发到网站的。", details=entry)
    content = entry_content(row)
    definition = find_definition(workspace, content.checklist)
    title = title_of(definition, content.values)
    pairs = [
        (element.label, standard_text(element, content.values.get(element.key)))
        for element in definition.elements
        if element.key not in definition.title_elements and content.values.get(element.key) not in (None, "", [])
    ]
    texts = [(title, title), *((label, text) for label, text in pairs)]
    copied = "\n".join(text for _, text in texts).encode()
    require_clean(check_strings(texts, workspace.organisation.public_phones), title, copied)
    return PortalPiece(entry, title, "\n".join(f"{label}：{text}" for label, text in pairs), _table(title, pairs))


def _table(title: str, pairs: Sequence[tuple[str, str]]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(label)}</th><td>{escape(text).replace(chr(10), "<br>")}</td></tr>'
        for label, text in pairs
    )
    return f"<table><caption>{escape(title)}</caption><tbody>{rows}</tbody></table>"
