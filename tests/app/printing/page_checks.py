"""What must hold of every printed page: text inside, nothing over anything else, fonts embedded."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pypdfium2

from app.printing.paper import PageSize, TextRun

from .pdf_reading import font_names, page_texts, without_spaces

TOLERANCE = 0.05  # mm
_POINTS = 72 / 25.4
_SLACK = 0.1


def outside(runs: Iterable[TextRun], size: PageSize) -> list[TextRun]:
    """Runs that reach beyond the page."""
    return [
        run
        for run in runs
        if run.x < -TOLERANCE
        or run.y < -TOLERANCE
        or run.x + run.width > size.width + TOLERANCE
        or run.y + run.height > size.height + TOLERANCE
    ]


def overlapping(runs: Iterable[TextRun]) -> list[tuple[str, str]]:
    """Pairs of texts on the same page that lie over one another."""
    pages: Mapping[int, list[TextRun]] = defaultdict(list)
    for run in runs:
        pages[run.page].append(run)
    found = []
    for page in pages.values():
        page.sort(key=lambda run: run.y)
        for index, upper in enumerate(page):
            for lower in page[index + 1 :]:
                if lower.y >= upper.y + upper.height - TOLERANCE:
                    break
                if lower.x < upper.x + upper.width - TOLERANCE and upper.x < lower.x + lower.width - TOLERANCE:
                    found.append((upper.text, lower.text))
    return found


def read_back(path: Path) -> str:
    """All text of the file without white space, as a reader copies it. A hyphen at the end of a line PDFium gives as
    U+FFFE: the word might go on."""
    return without_spaces("".join(page_texts(path))).replace("\ufffe", "-")


def recorded(runs: Iterable[TextRun]) -> str:
    """The recorded runs without white space, page by page."""
    return without_spaces("".join(run.text for run in sorted(runs, key=lambda run: run.page)))


def fonts_are_embedded(path: Path) -> bool:
    """Every font is a subset that lies in the file; reportlab's Helvetica is not there."""
    content = path.read_bytes()
    names = font_names(path)
    return bool(names) and all(re.match(r"[A-Z]{6}\+", name) for name in names) and b"Helvetica" not in content


def page_sizes(path: Path) -> list[tuple[float, float]]:
    """Width and height of each page in mm."""
    with pypdfium2.PdfDocument(path) as document:
        return [tuple(round(side * 25.4 / 72, 2) for side in page.get_size()) for page in document]


def lost(wanted: str, drawn: str, named: Container[str] = ()) -> dict[str, int]:
    """Characters of `wanted` that were not named as missing and of which `drawn` has too few: how many are gone.

    PDFium copies ﬀ as ff, and other compatibility forms likewise: both sides are taken apart."""
    there = Counter(unicodedata.normalize("NFKD", drawn))
    kept = "".join(character for character in without_spaces(wanted) if character not in named)
    counts = Counter(without_spaces(unicodedata.normalize("NFKD", kept)))
    return {each: count - there[each] for each, count in counts.items() if there[each] < count}


def ink_outside(path: Path) -> list[str]:
    """Characters whose ink, as PDFium finds it in the file, reaches beyond their page."""
    found = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            width, height = page.get_size()
            for character, (left, bottom, right, top) in _ink(page):
                if min(left, bottom, width - right, height - top) < -TOLERANCE * _POINTS:
                    found.append(character)
    return found


def ink_overlapping(path: Path) -> list[tuple[str, str]]:
    """Pairs of characters of a page that lie over one another by more than a tenth of their height. Shapes that stand
    for a character (a box, a tick) and the watermark are drawn over and under text on purpose: give files without."""
    found = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            boxes = sorted(_ink(page), key=lambda each: each[1][1])
            for index, (one, (left, bottom, right, top)) in enumerate(boxes):
                slack = _SLACK * (top - bottom)
                for other, (left2, bottom2, right2, _) in boxes[index + 1 :]:
                    if bottom2 > top - slack:
                        break
                    if left2 < right - slack and left < right2 - slack:
                        found.append((one, other))
    return found


def _ink(page: pypdfium2.PdfPage) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Each character of a page that has ink with its box: left, bottom, right, top in points. One beyond the basic
    plane PDFium counts twice, as its two surrogates in one place."""
    text = page.get_textpage()
    before = None
    for index in range(text.count_chars()):
        box = text.get_charbox(index)
        if box != before and box[2] > box[0] and box[3] > box[1]:
            yield chr(pypdfium2.raw.FPDFText_GetUnicode(text, index)), box
        before = box


def in_order(texts: Iterable[str], whole: str) -> bool:
    """Whether the texts occur in `whole` one after the other."""
    places = [-1]
    for text in texts:
        places.append(whole.find(text, places[-1] + 1))
    return all(before < after for before, after in pairwise(places))
