"""Letters to one addressee by the measures of GB/T 9704-2012: title, number, addressee, text, who signs and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.errors import UserFacingError
from app.printing.fonts import describe_missing_by_place, missing_by_place, stand_ins
from app.printing.full_lines import full_lines
from app.printing.notice_measures import NoticeMeasures, notice_measures
from app.printing.notice_sheets import NoticeSheets
from app.printing.paper import MM, Paper, TextRun
from app.printing.signature_block import SignatureBlock, SignatureLines, signature_lines
from app.printing.text import break_lines
from app.printing.title_lines import break_title
from app.tables.rows import written_date

_INDENT = "　　"
#: Space below the title and below the number, in lines.
TITLE_SPACE, NUMBER_SPACE = 0.3, 0.7


@dataclass(frozen=True)
class OfficialLetter:
    """A letter. `organ` signs it and heads its title; `addressee` has no colon yet, `paragraphs` no indent; "" for a
    `number` it does not have."""

    organ: str
    title: str
    number: str
    addressee: str
    paragraphs: tuple[str, ...]
    day: date

    @property
    def heading(self) -> str:
        """The whole title: the organ, and below it what it writes."""
        return f"{self.organ}\n{self.title}"


@dataclass(frozen=True)
class LetterPrint:
    """What was printed: all that the file holds, for the privacy gate (see `NoticePrint`), sentences on characters that
    no font has and on typefaces that this computer lacks."""

    pages: int
    runs: tuple[TextRun, ...]
    texts: tuple[tuple[int, str], ...]
    outside: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    stand_ins: tuple[str, ...]


def draw_letter_sheets(letter: OfficialLetter) -> tuple[bytes, LetterPrint]:
    """Draw the letter as a PDF on A4; returns the file's bytes and what stands in it. Lines stand a little closer
    where that saves the second page. Raises UserFacingError (`letter-empty`) for a letter without text."""
    require_text(letter)
    usual, *closer = notice_measures("A4", None, elder=False)
    sheets = _set(letter, usual)
    for measures in closer if sheets.paper.page_count == 2 else ():
        tighter = _set(letter, measures)
        if tighter.paper.page_count == 1:
            sheets = tighter
            break
    pages, paper = sheets.number_pages(), sheets.paper
    content = paper.content()
    return content, LetterPrint(
        pages,
        tuple(paper.runs()),
        tuple(paper.texts()),
        tuple(paper.outside_texts()),
        describe_missing_by_place(missing_by_place(_placed_texts(letter))),
        stand_ins((sheets.measures.title.typeface.name, sheets.measures.body.typeface.name)),
    )


def require_text(letter: OfficialLetter) -> None:
    """Raises UserFacingError (`letter-empty`) for a letter without text."""
    if not any(text.strip() for text in letter.paragraphs):
        raise UserFacingError("letter-empty", f"《{letter.title}》没有正文，没有生成。请先写正文，或者恢复原来的文字。")


def signature_of(letter: OfficialLetter, measures: NoticeMeasures) -> SignatureLines:
    """Who signs and when, broken into lines."""
    return signature_lines(SignatureBlock((), (), (letter.organ,), written_date(letter.day)), measures)


def _set(letter: OfficialLetter, measures: NoticeMeasures) -> NoticeSheets:
    sheets = NoticeSheets(Paper(letter.title, letter.organ, letter.day), measures)
    body, width = measures.body, measures.width * MM
    sheets.lines(break_title(letter.heading, measures.title, measures.width), measures.title, align="center")
    if letter.number:
        sheets.skip(TITLE_SPACE * measures.line)
        sheets.lines(break_lines(letter.number, body, width), body, align="right")
    sheets.skip(NUMBER_SPACE * measures.line)
    sheets.lines(full_lines(f"{letter.addressee}：", body, width), body)
    signature = signature_of(letter, measures)
    # The sheet that bears the seal also bears text: a seal on an empty sheet could be put under anything.
    for number, text in enumerate(letter.paragraphs, start=1):
        reserve = signature.height if number == len(letter.paragraphs) else 0.0
        sheets.lines(full_lines(_INDENT + text, body, width), body, reserve=reserve)
    if signature.height > sheets.room:
        sheets.begin_sheet()
    for space, lines in signature.sealed:
        sheets.skip(space)
        sheets.lines(lines, body, align="center", inset=signature.inset)
    return sheets


def _placed_texts(letter: OfficialLetter) -> Iterator[tuple[str, str]]:
    yield "标题", letter.heading
    yield "文号", letter.number
    yield "称呼", letter.addressee
    for number, text in enumerate(letter.paragraphs, start=1):
        yield f"正文第{number}段", text
    yield "落款", letter.organ
