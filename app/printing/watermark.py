"""A word written large and grey across a page, beneath all else."""

import math

from app.printing.page_content import MIDDLE, MM, Colour, PageContent
from app.printing.text import fit_line, text_style

_GREY: Colour = (0.92, 0.92, 0.92)
_ANGLE = math.radians(30)


def draw_watermark(
    content: PageContent, text: str, page_width: float, page_height: float
) -> tuple[tuple[float, float, float, float], str]:
    """Draw the word in the middle of a page of that size in mm. Returns the box around it (x, y, width, height in mm)
    and what it reads."""
    type_size = 0.3 * min(page_width, page_height) * MM / max(1.0, len(text) / 2)
    style = text_style("song-bold", type_size, type_size)
    line = fit_line(text, style)
    sine, cosine = math.sin(_ANGLE), math.cos(_ANGLE)
    centre = f"{page_width * MM / 2:.2f} {page_height * MM / 2:.2f}"
    with content.saved() as operators:
        operators.append(f"{cosine:.4f} {sine:.4f} {-sine:.4f} {cosine:.4f} {centre} cm")
        content.line(-line.width / 2, -MIDDLE * type_size, line, style, _GREY)
    width, height = line.width / MM, type_size / MM
    box_width, box_height = width * cosine + height * sine, width * sine + height * cosine
    return ((page_width - box_width) / 2, (page_height - box_height) / 2, box_width, box_height), line.text
