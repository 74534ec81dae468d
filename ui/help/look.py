"""How a page of the help looks in Qt's text view: its HTML in the theme's colours and sizes."""

from html import escape

from app.help.contents import ShownPage
from app.help.html import Shown, html_of
from ui.theme import theme

PICTURE = "picture:"
"""What an address begins with that leads to a picture at its full size."""
_STYLE = """
body {{ color: {text}; font-size: {body}px; }}
h1 {{ font-size: {page}px; font-weight: 700; margin: 0 0 4px 0; }}
h2 {{ font-size: {section}px; font-weight: 700; margin: 22px 0 6px 0; }}
h3 {{ font-size: {body}px; font-weight: 700; margin: 16px 0 4px 0; }}
p {{ margin: 6px 0; line-height: 155%; }}
div.picture {{ line-height: 100%; }}
p.about {{ color: {muted}; margin: 0 0 12px 0; }}
li {{ margin: 4px 0; line-height: 155%; }}
a {{ color: {link}; text-decoration: underline; }}
.key {{ background-color: {header}; color: {text}; }}
table.grid {{ margin: 10px 0; border-collapse: collapse; }}
table.grid th {{ background-color: {header}; text-align: left; border: 1px solid {line}; padding: 6px 9px; }}
table.grid td {{ border: 1px solid {line}; padding: 6px 9px; }}
table.remark {{ margin: 12px 0; }}
table.remark td {{ background-color: {soft}; border-left: 3px solid {link}; padding: 9px 12px; }}
"""


def style() -> str:
    """Return the style sheet of a text document in the theme's look."""
    colours = {
        "text": "text",
        "muted": "text-muted",
        "link": "accent",
        "header": "header-cell",
        "line": "line-strong",
        "soft": "accent-soft",
    }
    sizes = {role: theme().font(role).pixelSize() for role in ("body", "section", "page")}
    return _STYLE.format(**{name: theme().colour(role).name() for name, role in colours.items()}, **sizes)


def page_html(page: ShownPage, shown: Shown) -> str:
    """Return a page of the help as HTML for a text document with `style`."""
    body = html_of(page.blocks, lambda code: code, shown)
    return f'<h1>{escape(page.title)}</h1><p class="about">{escape(page.about)}</p>{body}'
