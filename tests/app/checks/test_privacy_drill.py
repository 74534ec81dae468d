"""Everything private that is put into a product is found, wherever and however it is written; ordinary lines pass.

Kinds, disguises, formats and places are those of `leaks` and `leaky_files`. The drill does with hundreds of each what
the ordinary run does with a few.
"""

import csv
import io
import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.checks.office_parts import Cell
from app.checks.personal_data import find_personal_data
from app.checks.privacy_gate import Findings, check_package_members
from app.checks.split_columns import SplitColumns
from tests.app.checks.leaks import (
    DETAILS,
    DISGUISES,
    KINDS,
    Leak,
    a_long_card,
    a_phone,
    an_id,
    an_old_id_of_a_known_county,
    leaks,
)
from tests.app.checks.leaky_files import OF_ONE_LINE, PLACES, SPLITS
from tests.app.checks.ordinary_lines import QUANTITIES, made_lines, made_tables, notice_tables, real_lines

SEED = 20261122
LEAST_LINES = 10_000
MOST_FALSE = 0.001
EXAMPLES = ("11010519491231002X", "110105195203120017", "address=青石村二组1号")
"""Lines of the resources that show how a template hides such things; they are to be found."""

IN_THREE = {"手机号": [(3, 4, 4)], "15位身份证号": [(6, 6, 3)], "18位身份证号": [(6, 8, 4)]}
"""How numbers are parted into three cells."""

PHONE_PARTINGS = [(3, 8), (7, 4), (4, 7), (5, 6), (6, 5), (3, 4, 4)]
"""How telephone numbers are parted, usually and when somebody just goes on in the next cell."""

SURE_KINDS = {
    "18位身份证号": (an_id, (2, 3)),
    "15位身份证号": (an_old_id_of_a_known_county, (2, 3)),
    "19位银行卡号": (a_long_card, (2,)),
}
"""What hardly any quantities make when put together, and from how many cells."""

FEW_AND_MANY = [2, pytest.param(60, marks=pytest.mark.drill)]


def missed(wanted: Iterable[Leak], found: Findings) -> list[str]:
    shown = {(finding.kind, finding.masked[-4:]) for finding in found}
    return [leak.number for leak in wanted if (leak.kind, leak.number[-4:]) not in shown]


@pytest.mark.parametrize("count", [20, pytest.param(1_000, marks=pytest.mark.drill)])
def test_every_number_is_found_in_every_disguise(count, record_property):
    total, lost = 0, []
    for kind, disguise, _, text in leaks(count, SEED):
        total += 1
        # What runs together with a word may be taken for a longer number of another kind; it stops all the same.
        if not find_personal_data(text):
            lost.append((kind, disguise, text))
    record_property(
        "figure", f"{len(KINDS)} 种号码 × {len(DISGUISES)} 种写法，{total} 个，漏掉 {len(lost)} 个（{SEED}）"
    )
    # Three groups of which two are years of our time, 1955 2011 663, are as well a list of years.
    assert [each for each in lost if each[:2] != ("手机号", "每四位空格")] == []
    assert len(lost) <= total // 20_000 + 1


@pytest.mark.parametrize("count", [30, pytest.param(5_000, marks=pytest.mark.drill)])
@pytest.mark.parametrize("kind", DETAILS)
def test_every_address_and_child_is_found(kind, count, record_property):
    chance = random.Random(SEED)
    made = [DETAILS[kind](chance) for _ in range(count)]
    lost = [leak.number for leak in made if not any(hit.kind == leak.kind for hit in find_personal_data(leak.number))]
    record_property("figure", f"{kind} {count} 个，漏掉 {len(lost)} 个")
    assert lost == []


@pytest.mark.parametrize("count", FEW_AND_MANY)
@pytest.mark.parametrize("place", PLACES)
def test_every_number_is_found_in_every_place(place, count, record_property):
    chance, wanted, texts = random.Random(SEED), [], []
    for make in KINDS.values():
        for disguise, write in DISGUISES.items():
            if (disguise, place in OF_ONE_LINE) != ("换行", True) and disguise != "每四位空格":
                wanted += (made := [make(chance) for _ in range(count)])
                texts += [f"（{write(leak.number, chance)}）" for leak in made]
    lost = missed(wanted, check_package_members([PLACES[place](texts)]))
    record_property("figure", f"{place}：{len(wanted)} 个，漏掉 {len(lost)} 个")
    assert lost == []


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", DETAILS)
def test_addresses_and_children_are_found_in_every_place(place, kind):
    leak = DETAILS[kind](random.Random(SEED))
    assert {finding.kind for finding in check_package_members([PLACES[place]([leak.number])])} == {leak.kind}


# Writing a document for each number takes long.
QUICK_SPLITS = [pytest.param(each, marks=pytest.mark.drill) if each.startswith("docx") else each for each in SPLITS]


@pytest.mark.parametrize("count", [2, pytest.param(72, marks=pytest.mark.drill)])
@pytest.mark.parametrize("place", SPLITS)
def test_numbers_over_two_cells_are_found_with_and_without_a_heading_that_says_so(place, count, record_property):
    chance = random.Random(SEED)
    total, lost = 0, []
    for kind, make in KINDS.items():
        for heading in [kind.lstrip("158位"), "内容"]:
            # A sheet of a PDF file bears twenty lines, and its heading must be on it.
            for start in range(0, count, 18):
                made = [make(chance) for _ in range(min(18, count - start))]
                texts = [heading, *(_parted(leak.number, chance) for leak in made)]
                lost += missed(made, check_package_members([SPLITS[place](texts)]))
                total += len(made)
    record_property("figure", f"{place}拆成两格：{total} 个，漏掉 {len(lost)} 个")
    assert lost == []


@pytest.mark.parametrize("tables", [1, pytest.param(12, marks=pytest.mark.drill)])
@pytest.mark.parametrize("place", QUICK_SPLITS)
def test_numbers_over_two_or_three_cells_are_found_in_a_table_of_one_or_two_rows(place, tables, record_property):
    chance = random.Random(SEED)
    total, lost = 0, []
    for kind, make in KINDS.items():
        for rows in (1, 2) * tables:
            made = [make(chance) for _ in range(rows)]
            lost += missed(
                made, check_package_members([SPLITS[place]([_parted(each.number, chance) for each in made])])
            )
            total += rows
        for sizes in IN_THREE.get(kind, ()):
            made = [make(chance)]
            lost += missed(made, check_package_members([SPLITS[place]([_in_sizes(made[0].number, sizes)])]))
            total += 1
    record_property("figure", f"{place}，一两行的表，没有表头：{total} 个，漏掉 {len(lost)} 个")
    assert lost == []


@pytest.mark.parametrize("most", [2, pytest.param(40, marks=pytest.mark.drill)])
@pytest.mark.parametrize("heading", ["", "编号\t金额（元）\t户数"])
@pytest.mark.parametrize("place", QUICK_SPLITS)
def test_a_number_that_is_sure_is_found_wherever_it_is_parted_among_quantities(place, heading, most, record_property):
    """One row or column of a table holds it, the others quantities; a heading that says so excuses only bank cards."""
    chance = random.Random(SEED)
    total, lost = 0, []
    for kind, (make, sizes) in SURE_KINDS.items():
        if heading and kind == "19位银行卡号":
            continue
        number = make(chance)
        partings = [each for size in sizes for each in _every_parting(number.number, size, chance)]
        for parted in chance.sample(partings, min(most, len(partings))):
            rows = ["12\t340", "15\t610", parted, "17\t220", "19\t810"]
            texts = ["\t".join(rows)] if place.endswith("列") else rows
            texts = [*heading.split("\t")[:1], *texts] if place.endswith("列") else [heading, *texts]
            lost += missed([number], check_package_members([SPLITS[place](texts)]))
            total += 1
    record_property("figure", f"{place}，五行数量里的一行，{heading or '没有表头'}：{total} 个，漏掉 {len(lost)} 个")
    assert lost == []


@pytest.mark.parametrize("most", [1, pytest.param(4, marks=pytest.mark.drill)])
@pytest.mark.parametrize("place", QUICK_SPLITS)
def test_a_telephone_number_is_found_however_it_is_parted_among_small_quantities(place, most, record_property):
    """In a table without any heading, of one to fifty rows, one row, several or all hold one; a page has twenty."""
    chance = random.Random(SEED)
    total, lost = 0, []
    for sizes in PHONE_PARTINGS:
        for rows in (1, 8) if most == 1 else (1, 3, 8, 15) if place.startswith("pdf") else (1, 2, 3, 5, 8, 12, 20, 50):
            for share in {1, min(rows, 3), rows}:
                for _ in range(most):
                    made = [a_phone(chance) for _ in range(share)]
                    texts = _among_counts([_in_sizes(each.number, sizes) for each in made], rows, chance)
                    # Below each other they stand in one stack, parted as it comes.
                    parted = ["\t".join(texts)] if place.endswith("列") else texts
                    lost += missed(made, check_package_members([SPLITS[place](parted)]))
                    total += share
    record_property("figure", f"{place}，1—50 行少量数字里拆开的手机号：{total} 个，漏掉 {len(lost)} 个")
    assert lost == []


@given(
    chance=st.randoms(use_true_random=False),
    at=st.integers(1, 10),
    rows=st.integers(1, 50),
    wide=st.integers(0, 3),
    down=st.booleans(),
)
@settings(deadline=None)
def test_a_telephone_number_broken_anywhere_stands_out_from_small_quantities(chance, at, rows, wide, down):
    number = a_phone(chance).number
    parts = [number[:at], number[at:]]
    if down:
        cells = [str(chance.randrange(1, 1_000)) for _ in range(rows)]
        place = chance.randrange(rows + 1)
        table = [[cell] for cell in [*cells[:place], *parts, *cells[place:]]]
    else:
        table = [[str(chance.randrange(1, 1_000)) for _ in range(wide + 2)] for _ in range(rows)]
        place = chance.randrange(wide + 1)
        table[chance.randrange(rows)][place : place + 2] = parts
    assert number[-4:] in {finding.masked[-4:] for finding in check_package_members([_as_csv(table)])}


@pytest.mark.parametrize("tables", [30, pytest.param(2_000, marks=pytest.mark.drill)])
def test_a_telephone_number_hides_only_where_all_around_looks_like_its_parts(tables, record_property):
    """Among any two columns of quantities, land lines and codes too: what stays hidden is as long as all around."""
    chance, told = random.Random(SEED), []
    for rows in (3, 12, 30):
        for is_stack in (False, True):
            lost = sum(_is_lost(rows, chance, is_stack=is_stack) for _ in range(tables))
            told.append(f"{rows} 行{'同一列' if is_stack else '同一行'} {lost / tables:.2%}")
            assert lost <= (0.2 if is_stack else 0.05) * tables + 3, told
    record_property("figure", f"各样数量里一处拆开的手机号，各 {tables} 张，漏掉：{'，'.join(told)}")


@pytest.mark.parametrize("count", [3_000, pytest.param(500_000, marks=pytest.mark.drill)])
def test_ordinary_lines_raise_hardly_any_alarm(count, record_property):
    real = [line for line in real_lines() if line not in EXAMPLES]
    alarms = [line for line in real if find_personal_data(line)]
    made = [line for line in made_lines(count, SEED) if find_personal_data(line)]
    record_property(
        "figure",
        f"标准、清单、模板、法规原文 {len(real)} 行，误报 {len(alarms)} 行；文号、邮编、办公电话、信用代码、日期、"
        f"金额、编号 {count} 行，误报 {len(made)} 行（{len(made) / count:.4%}）",
    )
    assert len(real) >= LEAST_LINES and len(alarms) <= MOST_FALSE * len(real), alarms
    assert len(made) <= MOST_FALSE * count, made[:5]


@pytest.mark.parametrize("tables", [150, pytest.param(5_000, marks=pytest.mark.drill)])
def test_tables_with_headings_and_catalogue_text_in_cells_raise_hardly_any_alarm(tables, record_property):
    texts = [line for line in real_lines() if line not in EXAMPLES]
    real = [[texts[at : at + width] for at in range(0, len(texts), width)] for width in (1, 2, 3, 8, 14)]
    kinds = {
        "原文排成表": real,
        "有表头的数量": list(made_tables(tables, SEED)),
        "公示模板的名单": list(notice_tables(max(10, tables // 100), SEED)),
    }
    told = []
    for kind, of_kind in kinds.items():
        rows = sum(map(len, of_kind))
        alarms = sum(len(check_package_members([_as_csv(table)])) for table in of_kind)
        told.append(f"{kind} {len(of_kind)} 张 {rows} 行，误报 {alarms} 处")
        assert alarms <= MOST_FALSE * rows, kind
    record_property("figure", "；".join(told))


@pytest.mark.parametrize("tables", [150, pytest.param(5_000, marks=pytest.mark.drill)])
def test_columns_of_quantities_without_any_heading_are_seldom_taken_for_a_split_number(tables, record_property):
    """Nothing but the digits tells these apart; a stop costs a look and, at worst, a name and a reason."""
    chance, told = random.Random(SEED), []
    for rows, most in ((1, 0.025), (2, 0.05), (3, 0.05), (5, 0.05), (12, 0.05), (30, 0.05)):
        alarms = 0
        for _ in range(tables):
            makers = chance.choices(QUANTITIES, k=2)
            alarms += bool(_alarms([[make(chance) for make in makers] for _ in range(rows)]))
        told.append(f"{rows} 行 {alarms / tables:.3%}")
        assert alarms <= most * tables + 3, rows
    record_property("figure", f"没有表头的两栏数量，各 {tables} 张表，误报：{'，'.join(told)}")


def _alarms(table: Sequence[Sequence[str]]) -> list[str]:
    """What is taken for split numbers in a table without a heading, masked."""
    columns = SplitColumns()
    for row, cells in enumerate(table, 1):
        columns.take([Cell("", row, column, text) for column, text in enumerate(cells, 1)])
    return [hit.text_masked for _, hit in columns.end(find_personal_data)]


def _is_lost(rows: int, chance: random.Random, *, is_stack: bool) -> bool:
    """Whether one number is not found that stands parted among quantities."""
    number, sizes = a_phone(chance).number, chance.choice(PHONE_PARTINGS[: 5 if is_stack else 6])
    parts = _in_sizes(number, sizes).split("\t")
    makers = chance.choices(QUANTITIES, k=1 if is_stack else len(parts))
    table = [[make(chance) for make in makers] for _ in range(rows)]
    place = chance.randrange(rows)
    table[place : place + (0 if is_stack else 1)] = [[part] for part in parts] if is_stack else [parts]
    return not any(masked.endswith(number[-4:]) for masked in _alarms(table))


def _among_counts(parted: Sequence[str], rows: int, chance: random.Random) -> list[str]:
    """Rows of small counts, as many in a row as the parts of a number, in which the parted numbers stand."""
    width = parted[0].count("\t") + 1
    places = set(chance.sample(range(rows), len(parted)))
    numbers = iter(parted)
    return [
        next(numbers) if row in places else "\t".join(str(chance.randrange(1, 1_000)) for _ in range(width))
        for row in range(rows)
    ]


def _as_csv(table: Sequence[Sequence[str]]) -> tuple[str, bytes]:
    written = io.StringIO()
    csv.writer(written).writerows(table)
    return "表.csv", written.getvalue().encode()


def _in_sizes(number: str, sizes: Iterable[int]) -> str:
    ends = list(accumulate(sizes))
    return "\t".join(number[start:end] for start, end in pairwise([0, *ends]))


def _every_parting(number: str, size: int, chance: random.Random) -> Iterator[str]:
    """Yield the number in two cells, broken at every place, or as often in three."""
    for place in range(1, len(number)):
        ends = [place] if size == 2 else sorted(chance.sample(range(1, len(number)), size - 1))
        yield "\t".join(number[start:end] for start, end in pairwise([0, *ends, len(number)]))


def _parted(number: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(number))
    return f"{number[:at]}\t{number[at:]}"
