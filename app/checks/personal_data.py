"""Recognises identity numbers, mobile numbers and bank cards in a text, where people live and names of children.

Identity numbers follow GB 11643 (check digit ISO 7064 MOD 11-2), their fifteen-digit form of before 1999 has no check
digit; bank cards have sixteen to nineteen digits with a Luhn digit. Unified credit codes (GB 32100) are public and
begin with 91 to 93, 11 to 13 or 51 to 53, as no card of their length does.
Chinese numerals are seen through where eleven or more follow each other; numbers in pictures are not recognised.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Literal, NamedTuple

from stdnum import luhn
from stdnum.iso7064 import mod_11_2

from app.checks.digit_groups import LEAST_DIGITS, Break, Chain, Group, chains, may_hold_number, plain_digits
from app.checks.disguised_numbers import disguised_numbers
from app.checks.private_details import find_private_details
from app.checks.region_codes import is_county_code
from app.checks.spelt_numbers import spelt_numbers

Kind = Literal["id_number", "phone", "bank_card", "address", "minor"]

KIND_LABELS: dict[Kind, str] = {
    "id_number": "身份证号",
    "bank_card": "银行卡号",
    "phone": "手机号",
    "address": "住址门牌",
    "minor": "未成年人姓名",
}
"""What each kind is called."""

_MOST_DIGITS = 19
_FIRST_YEAR, _LAST_YEAR = 1949, 2035
_LEAST_OLD_BIRTH = "25"
_PROVINCES = frozenset(
    str(code)
    for codes in (range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55), range(61, 66))
    for code in (*codes, 71, 81, 82, 83)
)
# First digits of cards in use, by length. 41–65 are also division codes, with which many public numbers of eighteen
# digits begin; only 62 (UnionPay, and Gansu) is taken as a card at every length.
_CARDS_OF_ANY_LENGTH = ("60", "62", "68", "69", "900", "94", "955", "966", "98")
_CARD_PREFIXES = {
    16: ("3", "4", "5", *_CARDS_OF_ANY_LENGTH),
    17: _CARDS_OF_ANY_LENGTH,
    18: _CARDS_OF_ANY_LENGTH,
    19: ("103", "4", *_CARDS_OF_ANY_LENGTH),
}
_ID_SHAPES = {(6, 8, 4), (6, 4, 4, 4), (6, 4, 2, 2, 4), (3, 3, 4, 4, 4), (3, 3, 8, 4), (4, 4, 4, 4, 2), (6, 6, 6)}
_PHONE_SHAPES = {(3, 4, 4), (3, 8), (7, 4)}
_OLD_ID_SHAPES = {(6, 6, 3), (6, 9), (12, 3), (4, 4, 4, 3)}
_CARD_SHAPES = {(4, 4, 4, 4), (4, 4, 4, 4, 1), (4, 4, 4, 4, 2), (4, 4, 4, 4, 3), (8, 8), (8, 11)} | {
    (6, rest) for rest in range(10, 14)
}


class Hit(NamedTuple):
    """Something found at `start` to `end` of the text. It is not kept itself, only its masked form."""

    kind: Kind
    start: int
    end: int
    text_masked: str


class _Stretch(NamedTuple):
    """Neighbouring groups `first` to `last` of a chain, read as one number."""

    chain: Chain
    first: int
    last: int

    @property
    def groups(self) -> tuple[Group, ...]:
        return self.chain.groups[self.first : self.last + 1]

    @property
    def digits(self) -> str:
        return "".join(group.digits for group in self.groups)

    @property
    def breaks(self) -> tuple[Break, ...]:
        return self.chain.breaks[self.first : self.last]

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(len(group.digits) for group in self.groups)

    @property
    def sizes_over_lines(self) -> tuple[int, ...]:
        """Sizes as they were before lines were broken."""
        sizes = [self.sizes[0]]
        for size, kind in zip(self.sizes[1:], self.breaks, strict=True):
            if kind is Break.LINE:
                sizes[-1] += size
            else:
                sizes.append(size)
        return tuple(sizes)

    @property
    def stands_apart(self) -> bool:
        """Whether what parts it from further numbers differs from what stands within, unlike in a row of numbers."""
        before = self.chain.breaks[max(0, self.first - 1) : self.first]
        after = self.chain.breaks[self.last : self.last + 1]
        return set(self.breaks).isdisjoint((*before, *after))

    @property
    def is_told_over_cells(self) -> bool:
        """Whether it stands in two or three cells, the first right behind a word for such numbers."""
        return Break.CELL in self.breaks and len(self.groups) <= 3 and self.chain.is_announced(self.first)

    @property
    def goes_on_with_zero(self) -> bool:
        """Whether a group behind the first one begins with a zero, with which no quantity begins."""
        return any(group.digits[:1] == "0" for group in self.groups[1:])

    @property
    def counts_up(self) -> bool:
        """Whether it is a column of running numbers, 118 to 122 one below the other."""
        numbers = [int(group.digits or 0) for group in self.groups]
        return (
            len(numbers) > 2
            and set(self.breaks) == {Break.LINE}
            and all(after == before + 1 for before, after in pairwise(numbers))
        )

    @property
    def is_narrow_column(self) -> bool:
        """Whether it is one or two digits a line: sizes of households one below the other, in a list set close."""
        return set(self.breaks) == {Break.LINE} and max(self.sizes) <= 2

    @property
    def is_one_number(self) -> bool:
        """Whether it has no part of an amount, one kind of break besides line ends, and breaks only full lines."""
        lines = zip(self.breaks, self.chain.full_lines[self.first : self.last], strict=True)
        return (
            not any(group.amount for group in self.groups)
            and len(set(self.breaks) - {Break.LINE}) <= 1
            and all(full for kind, full in lines if kind is Break.LINE)
        )


def find_personal_data(text: str, allowed: Collection[str] = ()) -> tuple[Hit, ...]:
    """What personal numbers, addresses to the door and names of children `text` shows, in order and without overlap.

    Spaces, hyphens, line ends, cell borders (tabs), invisible characters and full-width digits within a number are seen
    through, in identity numbers also commas and the letters O and l typed for digits. `allowed`: mobile numbers that
    the office itself made public.
    """
    found: list[Hit] = []
    hidden = [Hit(*each) for each in find_private_details(text)]
    if may_hold_number(text):
        for chain in chains(text):
            found.extend(_without_overlap(_hits(chain, _bare_phones(allowed))))
        hidden = [*_disguised(text), *_spelt(text, allowed), *hidden]
    return tuple(_without_overlap([*hidden, *found]) if hidden else found)


def masked_text(text: str, allowed: Collection[str] = ()) -> str:
    """Return a text with the personal numbers in it masked; `allowed` as in `find_personal_data`."""
    for hit in reversed(find_personal_data(text, allowed)):
        text = text[: hit.start] + hit.text_masked + text[hit.end :]
    return text


def find_in_number(value: str, allowed: Collection[str] = ()) -> tuple[Hit, ...]:
    """What a spreadsheet's numeric cell shows. Such cells keep fifteen or so digits, so that of a long number the last
    ones are lost and no check digit can be right: then region and birth date, or the card's first digits, tell."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return find_personal_data(value, allowed)
    if number != number.to_integral_value() or not LEAST_DIGITS <= number.adjusted() + 1 <= _MOST_DIGITS:
        return ()
    digits = str(int(number))
    hits = find_personal_data(digits, allowed)
    if hits:
        return hits
    if len(digits) == 18 and _is_birth_date(digits[6:14]):
        return (_hit("id_number", digits, 0, len(digits)),)
    if len(digits) >= 16 and digits.startswith("62"):
        return (_hit("bank_card", digits, 0, len(digits)),)
    return ()


def masked_cell(value: str, allowed: Collection[str] = ()) -> str:
    """Return the text of a spreadsheet's cell with the personal numbers in it masked, found as in `find_in_number`."""
    hits = find_in_number(value, allowed)
    if hits and hits != find_personal_data(value, allowed):
        return "、".join(hit.text_masked for hit in hits)
    return masked_text(value, allowed)


def is_id_number(number: str) -> bool:
    """Whether `number` (digits, possibly X) is an identity number: eighteen digits whose check digit and birth date
    are right, or fifteen with a plausible region and birth date."""
    if len(number) == 18:
        return number[0] != "0" and mod_11_2.is_valid(number) and _is_birth_date(number[6:14])
    return (
        len(number) == 15
        and number.isdecimal()
        and number[:2] in _PROVINCES
        and number[2:6] != "0000"
        and _is_birth_date(f"19{number[6:12]}")
    )


def is_certain_id(number: str) -> bool:
    """Whether it is an identity number that other digits hardly ever look like by chance: eighteen digits with their
    check digit, or fifteen of a county that there is or was, of somebody born since 1925. Codes of villages with a
    count behind them, 510821 100 201 and 36, would be of earlier births."""
    if not is_id_number(number):
        return False
    return len(number) == 18 or (
        number[6:8] >= _LEAST_OLD_BIRTH and number[12:] != "000" and is_county_code(number[:6])
    )


def is_bank_card(number: str) -> bool:
    """Whether `number` has the length, the first digits and the Luhn digit of a bank card."""
    return number.startswith(_CARD_PREFIXES.get(len(number), ())) and luhn.is_valid(number)


def is_mobile(number: str) -> bool:
    """Whether `number` is a mobile number of eleven digits."""
    return len(number) == 11 and number.isdecimal() and number[0] == "1" and number[1] in "3456789"


def _bare_phones(numbers: Collection[str]) -> set[str]:
    return {_bare_phone(number) for number in numbers}


def _bare_phone(number: str) -> str:
    """Digits of a telephone number without the country code."""
    digits = "".join(character for character in plain_digits(number) if character.isdecimal())
    for prefix in ("0086", "86"):
        if digits.startswith(prefix) and is_mobile(digits.removeprefix(prefix)):
            return digits.removeprefix(prefix)
    return digits


def _disguised(text: str) -> Iterator[Hit]:
    for each in disguised_numbers(text):
        if each.number[:2] in _PROVINCES and is_id_number(each.number):
            yield _hit("id_number", each.number, each.start, each.end)


def _spelt(text: str, allowed: Collection[str]) -> Iterator[Hit]:
    for start, end, number in spelt_numbers(text):
        if number[:2] in _PROVINCES and is_id_number(number):
            yield _hit("id_number", number, start, end)
        elif is_bank_card(number):
            yield _hit("bank_card", number, start, end)
        elif is_mobile(number) and number not in _bare_phones(allowed):
            yield _hit("phone", number, start, end)


def _hits(chain: Chain, public: set[str]) -> Iterator[Hit]:
    for first in range(len(chain.groups)):
        length = 0
        for last in range(first, len(chain.groups)):
            length += len(chain.groups[last].digits)
            if length > _MOST_DIGITS:
                break
            if length >= LEAST_DIGITS:
                hit = _hit_in(_Stretch(chain, first, last), public)
                if hit:
                    yield hit


def _hit_in(stretch: _Stretch, public: set[str]) -> Hit | None:
    if stretch.counts_up or stretch.is_narrow_column:
        return None
    digits = stretch.digits
    start, end = stretch.groups[0].start, stretch.groups[-1].end
    if stretch.groups[-1].check_x and len(digits) == 17:
        return _hit("id_number", f"{digits}X", start, end) if _shows_id(stretch, f"{digits}X") else None
    if _shows_id(stretch, digits):
        return _hit("id_number", digits, start, end)
    if is_bank_card(digits) and _is_written_as_card(stretch):
        return _hit("bank_card", digits, start, end)
    phone = _bare_phone(digits)
    if is_mobile(phone) and phone not in public and _is_written_as_phone(stretch):
        return _hit("phone", phone, start, end)
    return None


def _shows_id(stretch: _Stretch, number: str) -> bool:
    """The check digit makes eighteen digits sure, but for rows of numbers; fifteen need the usual shape."""
    if not is_id_number(number) or any(group.amount for group in stretch.groups):
        return False
    if len(number) == 15:
        shapes = {stretch.sizes, stretch.sizes_over_lines}
        usual = not shapes.isdisjoint(_OLD_ID_SHAPES) or stretch.sizes_over_lines == (15,)
        one_number = stretch.stands_apart and stretch.is_one_number and Break.CELL not in stretch.breaks
        spread_out = stretch.sizes == (1,) * 15 and set(stretch.breaks) == {Break.SPACE}
        in_two = len(stretch.groups) == 2
        over_cells = Break.CELL in stretch.breaks and (
            stretch.is_told_over_cells
            or (in_two and stretch.goes_on_with_zero)
            or ((in_two or max(stretch.sizes) == 1) and is_certain_id(number))
        )
        return len(stretch.groups) == 1 or over_cells or ((usual or spread_out) and one_number)
    sizes = stretch.sizes
    return len(sizes) <= 2 or max(sizes) <= 2 or stretch.stands_apart or sizes in _ID_SHAPES


def _is_written_as_phone(stretch: _Stretch) -> bool:
    """Whether nobody would read it as several numbers: one group, or broken as telephone numbers are."""
    if len(stretch.groups) == 1:
        return not stretch.groups[0].amount
    if not stretch.is_one_number:
        return False
    sizes = stretch.sizes_over_lines
    if Break.CELL in stretch.breaks:
        return _is_phone_over_cells(stretch)
    if (3, 4, 4) in {sizes, stretch.sizes} or max(sizes) <= 2:
        return True
    if not stretch.stands_apart:
        return False
    if sizes in _PHONE_SHAPES or stretch.sizes in _PHONE_SHAPES or len(sizes) == 1:
        return True
    usual = sizes[0] >= 3 and sizes[-1] >= 2 and len(sizes) <= 4
    return usual and not _are_years(stretch) and Break.DOT not in stretch.breaks


def _are_years(stretch: _Stretch) -> bool:
    """Whether it may be a list of years: one group looks like one, or in 1955 2011 663, as telephone numbers are parted
    too, two that lie in our time, with no word for such numbers in front."""
    fours = [group.digits for group in stretch.groups if len(group.digits) == 4]
    if stretch.sizes != (4, 4, 3):
        return any(four[:2] in {"19", "20"} for four in fours)
    return all(_FIRST_YEAR <= int(four) <= _LAST_YEAR for four in fours) and not stretch.chain.is_announced(
        stretch.first
    )


def _is_phone_over_cells(stretch: _Stretch) -> bool:
    """Neighbouring cells of a table hold quantities, which may look like a telephone number when put together. Parts
    of one show by a single digit in each cell, by a zero in front, or by what stands before them."""
    if max(stretch.sizes) == 1 or stretch.is_told_over_cells:
        return True
    return (stretch.sizes == (3, 4, 4) or len(stretch.groups) == 2) and stretch.goes_on_with_zero


def _is_written_as_card(stretch: _Stretch) -> bool:
    if len(stretch.groups) == 1:
        return not stretch.groups[0].amount
    if not stretch.is_one_number:
        return False
    sizes = stretch.sizes_over_lines
    union_pay = stretch.digits.startswith("62")
    if max(sizes) == 1 or stretch.is_told_over_cells or (union_pay and sizes in _CARD_SHAPES):
        return True
    if Break.CELL in stretch.breaks or (sizes not in _CARD_SHAPES and len(sizes) > 1):
        return union_pay and sizes[0] >= 4 and stretch.stands_apart
    return stretch.stands_apart


def _is_birth_date(digits: str) -> bool:
    try:
        return 1900 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])).year <= 2099
    except ValueError:
        return False


def _hit(kind: Kind, number: str, start: int, end: int) -> Hit:
    shown_first = 3 if kind == "phone" else 0
    stars = "*" * (len(number) - shown_first - 4)
    return Hit(kind, start, end, f"{number[:shown_first]}{stars}{number[-4:]}")


def _doubt(hit: Hit) -> int:
    """How much less sure than an identity number with its check digit, in steps."""
    if hit.kind == "id_number":
        return 0 if len(hit.text_masked) == 18 else 2
    return {"bank_card": 1, "phone": 3}.get(hit.kind, 4)


def _without_overlap(hits: Iterable[Hit]) -> list[Hit]:
    """Of overlapping readings the surer one, of two that are as sure the longer."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (_doubt(hit), hit.start, -hit.end)):
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)
