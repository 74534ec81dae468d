"""Filling a notice template: blanks, list, period. What comes out holds masked values only.

What may be shown follows the 个人信息保护法 (Art 6: only what the purpose needs; Art 28: sensitive data): no identity,
mobile or card number, no names of minors, digits of an identity number only where two people share a name.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal

import msgspec

from app.calendar import WorkCalendar
from app.errors import UserFacingError
from app.notices.answers import FULL_LIST, Answers
from app.notices.closing import close, opening_of
from app.notices.figures import FIRST_NAME_FIGURES, counted_columns, figures
from app.notices.filled_notice import FilledNotice, Paragraph
from app.notices.joining_texts import joined
from app.notices.list_entries import accept_rows
from app.notices.list_table import DrawnList, Showing, draw_list, shown_name
from app.notices.masking_table import MaskingTable, Medium
from app.notices.periods import period_of
from app.notices.quantities import read_quantity
from app.notices.raw_numbers import raw_number_in
from app.notices.sums import Carried, with_balances
from app.standards.models import LegalBasis, NoticeRules, NoticeTemplate
from app.tables.official import citation_text, never
from app.tables.rows import ListRow

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
GAP = "＿＿＿＿"
#: A local regulation holds in its own province only, so it is never put into a notice unasked.
LOCAL_BASIS = "地方性法规"
CONFIRMED_ENOUGH = ("seen", "partly")


def placeholders_of(template: NoticeTemplate) -> tuple[str, ...]:
    """Keys of the blanks a template asks for, in the order of the page."""
    texts = (
        template.title_pattern,
        *(part.text for part in template.body),
        *template.signature,
        template.supervision_phone,
    )
    return tuple(dict.fromkeys(key for text in texts for key in PLACEHOLDER.findall(text)))


def fill_notice(
    template: NoticeTemplate,
    rules: NoticeRules,
    blanks: Mapping[str, str],
    rows: Sequence[ListRow] = (),
    *,
    calendar: WorkCalendar,
    today: date,
    medium: Medium = "paper",
    masking: MaskingTable | None = None,
    office_phones: Collection[str] = (),
    show_article: Callable[[str], bool] = never,
    carried: Carried | None = None,
) -> FilledNotice:
    """The notice with everything filled in that is known; what is not known shows as a labelled gap and is listed.

    `blanks` are answers by placeholder key, as typed (dates 2026-11-23 or 2026年11月23日, amounts with or without
    thousands marks); empty ones count as not given. An answer goes before what the list or the calendar says; where
    they differ a warning tells so. `masking` is the county's table of masks, None the built-in one. `office_phones`
    are mobile numbers that the office itself has made public; land lines in answers are always allowed. `today`
    decides who is a minor where the notice bears no date. `show_article(title)` tells whether an article of a law may
    be cited. `carried` is what the sheet of the period before came to, None where there is none.
    Raises UsageError for an answer to a question no template asks and for dates the calendar does not know,
    UserFacingError when answers that are harmless one by one read as a personal number side by side.
    """
    asked = placeholders_of(template)
    answers = Answers(rules, blanks, office_phones)
    period = period_of(template, answers, asked, calendar)
    showing = Showing(
        medium=medium,
        on=answers.date("publish_date") or answers.date("start_date") or today,
        mask_labels={each.key: each.label for each in rules.masks},
        masking=masking,
        office_phones=office_phones,
    )
    drawn, figures_found = _list(template, rows, asked, showing, opening_of(template, answers, carried))
    closed = close(template, answers, drawn.entries, figures_found, carried)
    texts = (
        figures_found
        | closed.texts
        | (_basis(template, show_article) if "basis" in asked else {})
        | _answer_texts(answers, showing)
        | period.texts
    )
    notice = FilledNotice(
        template=template.code,
        medium=medium,
        title=_filled(template.title_pattern, texts, answers),
        paragraphs=tuple(Paragraph(part.part, _filled(part.text, texts, answers)) for part in template.body),
        table=drawn.table,
        signature=tuple(_filled(line, texts, answers) for line in template.signature),
        supervision_phone=_filled(template.supervision_phone, texts, answers),
        places=template.places,
        privacy=template.privacy,
        keep=template.keep,
        period=period.period,
        missing=tuple(key for key in asked if key not in texts),
        refused_blanks=answers.refused,
        masked=drawn.masked,
        refused_rows=drawn.refused,
        warnings=(
            *_left_out(drawn),
            *drawn.warnings,
            *_contradictions(answers, figures_found),
            *closed.doubts,
            *period.warnings,
        ),
        notes=closed.notes,
        worked_out=closed.texts,
        unbalanced=closed.unbalanced,
        reason=closed.reason,
        full_list=answers.typed(FULL_LIST) or "",
        accounts=closed.accounts,
    )
    _refuse_joined_numbers(notice, office_phones)
    return notice


def _filled(pattern: str, texts: Mapping[str, str], answers: Answers) -> str:
    """The pattern with its blanks filled in one pass, so that braces in an answer stay what they are."""
    parts = PLACEHOLDER.split(pattern)
    filled = parts[0]
    for key, behind in zip(parts[1::2], parts[2::2], strict=True):
        text = texts.get(key)
        filled = joined(joined(filled, text) if text else f"{filled}{GAP}（{answers.label(key)}）", behind)
    return filled


def _list(
    template: NoticeTemplate,
    rows: Sequence[ListRow],
    asked: Sequence[str],
    showing: Showing,
    opening: Decimal | None,
) -> tuple[DrawnList, dict[str, str]]:
    """The list as shown, and what it tells: counts, sums and the first name. `opening` is the balance before it."""
    table = template.table
    if table is None:
        return DrawnList(), {}
    counted = counted_columns(table, asked)
    entries, refused = accept_rows(table, rows, counted=counted, office_phones=showing.office_phones)
    drawn = draw_list(table, with_balances(table, entries, opening), showing)
    drawn = msgspec.structs.replace(
        drawn, refused=tuple(sorted((*refused, *drawn.refused), key=lambda refusal: refusal.row))
    )
    found = figures(table, drawn.entries, asked)
    if drawn.first_name:
        found |= {key: drawn.first_name for key in FIRST_NAME_FIGURES if key in asked}
    return drawn, found


def _answer_texts(answers: Answers, showing: Showing) -> dict[str, str]:
    """The answers; those about the length of the period are left to `period_of`, names are shown as the medium asks."""
    texts: dict[str, str] = {}
    for key, text in answers.texts().items():
        if key in FIRST_NAME_FIGURES:
            text = shown_name(text, showing.medium, showing.masking)
        if text and key not in ("notice_days", "notice_unit"):
            texts[key] = text
    return texts


def tells_basis(template: NoticeTemplate) -> bool:
    """Whether a template names by itself what it rests on."""
    return bool(_certain_basis(template))


def _certain_basis(template: NoticeTemplate) -> list[LegalBasis]:
    """The laws and documents the template rests on, as far as they were found in their text and hold everywhere."""
    return [
        basis for basis in template.notice_basis if basis.evidence in CONFIRMED_ENOUGH and basis.kind != LOCAL_BASIS
    ]


def _basis(template: NoticeTemplate, show_article: Callable[[str], bool]) -> dict[str, str]:
    cited = [
        citation_text({"title": basis.title, "number": basis.number, "article": basis.article}, show_article)
        for basis in _certain_basis(template)
    ]
    return {"basis": "、".join(cited)} if cited else {}


def _left_out(drawn: DrawnList) -> list[str]:
    count = len(drawn.refused)
    return [f"有{count}行没有列进名单，户数、人数和合计里也没有它们。改好以后请重新填。"] if count else []


def _contradictions(answers: Answers, figures_found: Mapping[str, str]) -> list[str]:
    """Where somebody typed another number than the list gives."""
    found: list[str] = []
    for key, counted in figures_found.items():
        typed = answers.typed(key)
        if typed is None or key in FIRST_NAME_FIGURES or read_quantity(typed) == read_quantity(counted):
            continue
        if answers.is_money(key) and read_quantity(typed) is not None:  # told among the sums
            continue
        found.append(f"“{answers.label(key)}”填的是{typed}，名单里是{counted}，请核对。")
    return found


def _refuse_joined_numbers(notice: FilledNotice, office_phones: Collection[str]) -> None:
    """Two blanks side by side may together read as a telephone number that neither of them is."""
    parts = [("标题", notice.title), *((part.part, part.text) for part in notice.paragraphs)]
    parts += [*(("说明", line) for line in notice.notes), *(("落款", line) for line in notice.signature)]
    for name, text in parts:
        found = raw_number_in(text, office_phones)
        if found:
            raise UserFacingError(
                "joined-personal-number",
                f"“{name}”这一段里几个空连在一起成了{found}，公示没有生成。请检查这一段填的数字。",
            )
