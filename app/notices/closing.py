"""What a notice says about its money once answers and list are there: sums, totals in words, the closing balance."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from app.notices.amount_words import BEYOND, amount_words
from app.notices.answers import SUMS_REASON, Answers
from app.notices.book_period import read_book_period
from app.notices.figures import money_totals
from app.notices.filled_notice import Accounts
from app.notices.list_entries import ListEntry
from app.notices.quantities import read_quantity
from app.notices.sums import UNEVEN, Carried, reckon
from app.standards.models import NoticeTemplate
from app.tables.official import money_text

APART, REASON = "账目核对：", "说明："
"""How the lines on the paper begin that tell by how much amounts do not come out, and why."""


class Closed(NamedTuple):
    """Texts of amounts the program found by itself, lines under the list, what does not come out and why, what is
    worth a look, and what the next sheet begins with."""

    texts: dict[str, str]
    notes: tuple[str, ...]
    unbalanced: tuple[str, ...]
    reason: str
    doubts: tuple[str, ...]
    accounts: Accounts | None


def opening_of(template: NoticeTemplate, answers: Answers, carried: Carried | None) -> Decimal | None:
    """The balance the first row of a running list builds on; None where nobody knows it."""
    typed = answers.quantities()
    begun = carried.amounts if carried else {}
    return next((amount for key in template.carried if (amount := typed.get(key, begun.get(key))) is not None), None)


def close(
    template: NoticeTemplate,
    answers: Answers,
    entries: Sequence[ListEntry],
    counted: Mapping[str, str],
    carried: Carried | None,
) -> Closed:
    """Close the books of a notice; `counted` is what its list tells by placeholder."""
    amounts = {key: amount for key, text in counted.items() if (amount := read_quantity(text)) is not None}
    amounts |= answers.quantities()
    reckoning = reckon(template, amounts, entries, answers.labels(), carried)
    wrong = (*reckoning.wrong, *_typed_otherwise(answers, counted))
    reason = plain_reason(answers.texts().get(SUMS_REASON, "")) if wrong else ""
    known = amounts | reckoning.found
    return Closed(
        {key: money_text(amount) for key, amount in reckoning.found.items()},
        (*_in_words(template, entries, known, answers), *(reason_notes(wrong, reason) if reason else ())),
        wrong,
        reason,
        (*reckoning.doubts, *_unread_period(template, answers)),
        _accounts(template, answers, known),
    )


def reason_notes(wrong: Sequence[str], reason: str) -> tuple[str, str]:
    """How the paper tells which amounts do not come out, by how much, and why."""
    told = "".join(each.removeprefix(UNEVEN) for each in wrong)
    return f"{APART}{told}", f"{REASON}{reason}。"


def plain_reason(text: str) -> str:
    """A reason as a part of a sentence, without the stop at its end."""
    return " ".join(text.split()).rstrip("。．.；;，,、 ")


def _typed_otherwise(answers: Answers, counted: Mapping[str, str]) -> list[str]:
    """Amounts that were typed and are not what the list comes to."""
    typed = answers.quantities()
    return [
        f"{UNEVEN}“{answers.label(key)}”填的是{money_text(typed[key])}元，名单里加起来是{text}元，"
        f"差{money_text(abs(typed[key] - read_quantity(text)))}元。"
        for key, text in counted.items()
        if answers.is_money(key) and key in typed and typed[key] != read_quantity(text)
    ]


def _in_words(
    template: NoticeTemplate, entries: Sequence[ListEntry], known: Mapping[str, Decimal], answers: Answers
) -> list[str]:
    """The totals of the list, and what is left at the end, in capital numerals."""
    totals = money_totals(template.table, entries) if template.table else {}
    ends = {answers.label(key): known[key] for key in template.carried.values() if key in known}
    return [
        f"{name}（大写）：{amount_words(amount)}" for name, amount in (totals | ends).items() if abs(amount) < BEYOND
    ]


def _unread_period(template: NoticeTemplate, answers: Answers) -> list[str]:
    """That nothing was held against the sheet before, because nobody can tell which one that is."""
    name = answers.typed("period_name")
    if not template.carried or name is None or read_book_period(answers.typed("year") or "", name) is not None:
        return []
    label = answers.label("period_name")
    return [f"“{label}”写的“{name}”看不出是哪几个月，期初没有和上一期核对。请写成10月、三季度或者上半年。"]


def _accounts(template: NoticeTemplate, answers: Answers, known: Mapping[str, Decimal]) -> Accounts | None:
    """What this sheet leaves to the next one; None for templates that carry nothing over."""
    period = read_book_period(answers.typed("year") or "", answers.typed("period_name") or "")
    amounts = {key: str(known[key]) for key in template.carried.values() if key in known}
    if period is None or not amounts:
        return None
    return Accounts(answers.typed("village") or "", period.first, period.last, amounts)
