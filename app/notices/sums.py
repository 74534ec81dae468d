"""Whether the money of a notice comes out even: what must add up does, and a sheet begins where the last one ended.

What does not come out keeps the notice from being printed until it is mended, or until somebody writes down why; the
reason then stands on the paper.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import msgspec

from app.notices.list_entries import EXPENSE, INCOME, ListEntry, carried_over
from app.notices.quantities import in_cents
from app.standards.models import NoticeTable, NoticeTemplate
from app.standards.sums import TABLE, Sum, read_sum
from app.tables.official import money_text
from app.tables.rows import BRACKETED

#: How a sentence about amounts that do not come out begins.
UNEVEN = "金额对不上："
_CENT = Decimal("0.01")
_MOST_ROWS = 10
_WORDS = {"+": "＋", "-": "－", "*": "×"}


class Carried(msgspec.Struct, frozen=True):
    """What the sheet of the period before came to, by the placeholder that begins with it, and that sheet's title."""

    title: str
    amounts: Mapping[str, Decimal]


class Reckoning(NamedTuple):
    """Amounts that follow from the others, by placeholder; what does not come out; what is worth a look."""

    found: dict[str, Decimal]
    wrong: list[str]
    doubts: list[str]


def reckon(
    template: NoticeTemplate,
    amounts: Mapping[str, Decimal],
    entries: Sequence[ListEntry],
    labels: Mapping[str, str],
    carried: Carried | None = None,
) -> Reckoning:
    """Look through the sums of a template.

    `amounts` are known by placeholder, `entries` are the rows that are printed. What begins with the sheet before or
    with a first row that carries over, or is the outcome of a sum, is found where it is not among the amounts.
    """
    found = {key: begun for key, begun in _begun(template, entries, carried).items() if key not in amounts}
    known = {**amounts, **found}
    known |= {f"{TABLE}{key}": total for key, total in _totals(template.table, entries).items()}
    wrong = list(_not_carried(known, carried, labels))
    names = dict(labels) | _column_names(template.table)
    for line in map(read_sum, template.sums):
        outcome = _outcome(line, known)
        if outcome is None:
            continue
        if line.result not in known:
            known[line.result] = found[line.result] = outcome
        elif abs(known[line.result] - outcome) >= _CENT:
            wrong.append(_told(line, names, outcome, known[line.result]))
    wrong += _running(template, known, entries)
    return Reckoning(found, wrong, list(_row_doubts(template.table, entries)))


def with_balances(table: NoticeTable, entries: Sequence[ListEntry], opening: Decimal | None) -> list[ListEntry]:
    """The rows with what is left after each of them, where no row tells and the balance before the first is known,
    be it that the first row only carries it over."""
    column = table.running
    over = carried_over(table, entries)
    if over is not None:
        return [entries[0], *with_balances(table, entries[1:], over)]
    if column is None or opening is None or any(column in entry.texts for entry in entries):
        return list(entries)
    found = []
    for entry in entries:
        opening += entry.quantities.get(INCOME, Decimal(0)) - entry.quantities.get(EXPENSE, Decimal(0))
        found.append(
            msgspec.structs.replace(
                entry,
                texts={**entry.texts, column: money_text(opening)},
                quantities={**entry.quantities, column: opening},
            )
        )
    return found


def _begun(template: NoticeTemplate, entries: Sequence[ListEntry], carried: Carried | None) -> Mapping[str, Decimal]:
    """What the sheet begins with, by placeholder: as the sheet before tells, else the first row."""
    if carried and carried.amounts:
        return carried.amounts
    over = carried_over(template.table, entries)
    return {} if over is None else dict.fromkeys(list(template.carried)[:1], over)


def _totals(table: NoticeTable | None, entries: Sequence[ListEntry]) -> dict[str, Decimal]:
    """The sums of the columns of a list that has rows."""
    if table is None or not entries:
        return {}
    return {
        column.key: sum((entry.quantities.get(column.key, Decimal(0)) for entry in entries), Decimal(0))
        for column in table.columns
    }


def _column_names(table: NoticeTable | None) -> dict[str, str]:
    columns = table.columns if table else ()
    return {f"{TABLE}{column.key}": f"名单里{BRACKETED.sub('', column.label)}的合计" for column in columns}


def _outcome(line: Sum, known: Mapping[str, Decimal]) -> Decimal | None:
    """What the left side comes to in whole cents; None while something of it is not known."""
    if any(name not in known for _, name in line.terms):
        return None
    outcome = known[line.terms[0][1]]
    for sign, name in line.terms[1:]:
        if sign == "*":
            outcome *= known[name]
        else:
            outcome += known[name] if sign == "+" else -known[name]
    return in_cents(outcome)


def _told(line: Sum, names: Mapping[str, str], outcome: Decimal, stands: Decimal) -> str:
    left = "".join(
        f"{_WORDS[sign] if number else ''}{names.get(name, name)}" for number, (sign, name) in enumerate(line.terms)
    )
    result = names.get(line.result, line.result)
    apart = money_text(abs(stands - outcome))
    return f"{UNEVEN}{left}是{money_text(outcome)}元，{result}是{money_text(stands)}元，差{apart}元。"


def _not_carried(known: Mapping[str, Decimal], carried: Carried | None, labels: Mapping[str, str]) -> Iterator[str]:
    for key, begun in (carried.amounts if carried else {}).items():
        if abs(known[key] - begun) >= _CENT:
            yield (
                f"{UNEVEN}{labels.get(key, key)}填的是{money_text(known[key])}元，"
                f"上一期《{carried.title}》结下来是{money_text(begun)}元，差{money_text(abs(known[key] - begun))}元。"
            )


def _running(template: NoticeTemplate, known: Mapping[str, Decimal], entries: Sequence[ListEntry]) -> list[str]:
    """Rows whose balance is not the one before with the row's income and expense; each wrong one counts once.

    They are told by the number they have on the paper, where the sentence may be printed, and in what was handed in."""
    column = template.table.running if template.table else None
    balance = next((known[key] for key in template.carried if key in known), None)
    wrong: dict[tuple[int, int], Decimal] = {}
    for place, entry in enumerate(entries if column else (), start=1):
        stands = entry.quantities.get(column)
        if balance is not None:
            balance += entry.quantities.get(INCOME, Decimal(0)) - entry.quantities.get(EXPENSE, Decimal(0))
            if stands is not None and abs(stands - balance) >= _CENT:
                wrong[place, entry.number] = abs(stands - balance)
        balance = stands if stands is not None else balance
    if not wrong:
        return []
    label = next(BRACKETED.sub("", each.label) for each in template.table.columns if each.key == column)
    apart = [f"{money_text(each)}元" for each in wrong.values()]
    told = f"差{apart[0]}" if len(apart) == 1 else f"分别差{_some(apart)}"
    places, rows = (_some(numbers) for numbers in zip(*wrong, strict=True))
    return [f"{UNEVEN}序号{places}（原表第{rows}行）的{label}不等于上一行的{label}加收入减支出，{told}。"]


def _row_doubts(table: NoticeTable | None, entries: Sequence[ListEntry]) -> Iterator[str]:
    """Rows in which a product is not what was listed: a rate may be rounded, so that this is only worth a look."""
    labels = {column.key: f"“{BRACKETED.sub('', column.label)}”" for column in table.columns} if table else {}
    for line in map(read_sum, table.row_sums if table else ()):
        apart = [
            entry.number
            for entry in entries
            if (outcome := _outcome(line, entry.quantities)) is not None
            and line.result in entry.quantities
            and abs(outcome - entry.quantities[line.result]) >= _CENT
        ]
        if apart:
            left = "".join(
                f"{_WORDS[sign] if number else ''}{labels[name]}" for number, (sign, name) in enumerate(line.terms)
            )
            yield f"原表第{_some(apart)}行的{left}和{labels[line.result]}对不上，请核对。"


def _some(things: Sequence[object]) -> str:
    """The first ten, so that a sentence stays a sentence."""
    return "、".join(map(str, things[:_MOST_ROWS])) + ("等" if len(things) > _MOST_ROWS else "")
