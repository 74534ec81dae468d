"""Help pages as HTML: the window's own text view and any browser show the same."""

from collections.abc import Callable, Sequence
from html import escape

from app.help.markup import Block, Heading, Listing, Paragraph, Picture, Remark, Span, Table, Words

Address = Callable[[str], str]
"""Where a page is found, by its code."""
Shown = Callable[[Picture], str]
"""How a picture is shown, as HTML."""


def html_of(blocks: Sequence[Block], address: Address, shown: Shown, *, level: int = 0) -> str:
    """Return blocks as HTML; headings stand `level` levels deeper than they are written."""
    return "\n".join(_block(block, address, shown, level) for block in blocks)


def _block(block: Block, address: Address, shown: Shown, level: int) -> str:
    match block:
        case Heading():
            number = block.level + level
            return f"<h{number}>{_words(block.words, address)}</h{number}>"
        case Paragraph():
            return f"<p>{_words(block.words, address)}</p>"
        case Listing():
            kind = "ol" if block.is_numbered else "ul"
            points = "".join(f"<li>{_words(point, address)}</li>" for point in block.points)
            return f"<{kind}>{points}</{kind}>"
        case Table():
            return _table(block, address)
        case Remark():
            # A cell, for Qt's text view draws no frame around anything else.
            return f'<table class="remark" width="100%"><tr><td>{_words(block.words, address)}</td></tr></table>'
        case Picture():
            return f'<div class="picture">{shown(block)}</div>'


def _table(block: Table, address: Address) -> str:
    head = "".join(f"<th>{_words(cell, address)}</th>" for cell in block.head)
    rows = "".join(f"<tr>{''.join(f'<td>{_words(cell, address)}</td>' for cell in cells)}</tr>" for cells in block.rows)
    return f'<table class="grid"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _words(words: Words, address: Address) -> str:
    return "".join(_span(span, address) for span in words)


def _span(span: Span, address: Address) -> str:
    text = escape(span.text)
    if span.target:
        return f'<a href="{escape(address(span.target))}">{text}</a>'
    return {"plain": text, "strong": f"<b>{text}</b>", "key": f'<span class="key">{text}</span>'}[span.look]
