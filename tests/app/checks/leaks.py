"""Numbers, addresses and names of people, made up by the thousand, and the ways in which people write them."""

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from tests.app.checks.seeded_numbers import bank_card, id_number

_PROVINCES = ("11", "13", "22", "31", "34", "37", "41", "44", "51", "53", "61", "62", "65")
_COUNTIES = ("110101", "130123", "320106", "370102", "440106", "510104", "512921", "622301")
_FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
_LONGEST_PIECE = 4


class Leak(NamedTuple):
    """What leaks: its kind, and how it reads without any disguise."""

    kind: str
    number: str


def _born(chance: random.Random) -> date:
    return date(1930, 1, 1) + timedelta(days=chance.randrange(32_000))


def _region(chance: random.Random) -> str:
    return f"{chance.choice(_PROVINCES)}{chance.randrange(1, 30):02}{chance.randrange(1, 90):02}"


def an_id(chance: random.Random) -> Leak:
    """An identity number of eighteen digits."""
    return Leak("id_number", id_number(f"{_region(chance)}{_born(chance):%Y%m%d}{chance.randrange(1000):03}"))


def an_old_id(chance: random.Random) -> Leak:
    """An identity number of fifteen digits."""
    return Leak("id_number", f"{_region(chance)}{_born(chance):%y%m%d}{chance.randrange(1, 1000):03}")


def an_old_id_of_a_known_county(chance: random.Random) -> Leak:
    """An identity number of fifteen digits as they were given out, to somebody born from 1930 to 1998."""
    born = date(1930, 1, 1) + timedelta(days=chance.randrange(25_000))
    return Leak("id_number", f"{chance.choice(_COUNTIES)}{born:%y%m%d}{chance.randrange(1, 1000):03}")


def a_phone(chance: random.Random) -> Leak:
    """A mobile number."""
    prefix = chance.choice(("13", "15", "17", "18", "19"))
    return Leak("phone", f"{prefix}{chance.randrange(10**9):09}")


def a_card(chance: random.Random) -> Leak:
    """A bank card of UnionPay."""
    length = chance.choice((15, 18))
    return Leak("bank_card", bank_card(f"62{chance.randrange(10 ** (length - 2)):0{length - 2}}"))


def a_long_card(chance: random.Random) -> Leak:
    """A bank card of UnionPay with nineteen digits."""
    return Leak("bank_card", bank_card(f"62{chance.randrange(10**16):016}"))


def an_address(chance: random.Random) -> Leak:
    """Where somebody lives, to the door."""
    road = f"{chance.choice(('人民', '建设', '沿江'))}路{chance.randrange(1, 300)}号"
    numeral = chance.choice("一二三四五六七八九")
    door = chance.choice(
        (
            f"大湾村{numeral}组{chance.randrange(1, 200)}号",
            f"大湾村第{chance.randrange(1, 20)}村民小组附{chance.randrange(1, 99)}号",
            f"{road}{chance.randrange(1, 30)}栋{chance.randrange(1, 5)}单元{chance.randrange(101, 3300)}室",
            f"{road}{chance.randrange(1, 30)}幢{chance.randrange(101, 3300)}号",
            f"{road}{chance.randrange(1, 9)}单元{chance.randrange(1, 30)}-{chance.randrange(1, 9)}",
            f"住址：青山县兴隆镇{road}",
        )
    )
    return Leak("address", door)


def a_child(chance: random.Random) -> Leak:
    """A child by name."""
    name = chance.choice("王李张刘陈杨黄赵吴周徐") + "".join(
        chance.choices("小明红强芳军雨欣子轩浩然", k=chance.choice((1, 2)))
    )
    age = chance.choice(
        (f"{chance.randrange(1, 18)}岁", f"{chance.choice('三五八九')}周岁", f"十{chance.choice('一二三')}岁")
    )
    said = chance.choice(
        (f"孤儿{name}", f"其子{name}", f"学生姓名：{name}", f"留守儿童{name}（{age}）", f"{name}，女，{age}")
    )
    return Leak("minor", said)


KINDS: dict[str, Callable[[random.Random], Leak]] = {
    "18位身份证号": an_id,
    "15位身份证号": an_old_id,
    "手机号": a_phone,
    "银行卡号": a_card,
}
"""Numbers that are made up, by what they are called."""

DETAILS: dict[str, Callable[[random.Random], Leak]] = {"住址门牌": an_address, "未成年人姓名": a_child}
"""What has no check digit, by what it is called."""


# Disguises within one text


def _as_is(number: str, _: random.Random) -> str:
    return number


def _in_fours(number: str, _: random.Random) -> str:
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def _every_digit(number: str, chance: random.Random) -> str:
    return chance.choice((" ", "\u3000", "\u00a0")).join(number)


def _usual_groups(number: str, chance: random.Random) -> str:
    sizes = {11: (3, 4), 15: (6, 6), 18: (6, 8), 16: (4, 4, 4), 19: (4, 4, 4, 4)}[len(number)]
    parts, rest = [], number
    for size in sizes:
        parts.append(rest[:size])
        rest = rest[size:]
    return chance.choice((" ", "  ", "-", "－", "\u3000")).join([*parts, rest])


def _broken_line(number: str, chance: random.Random) -> str:
    # Only a full line is broken inside a number.
    place = chance.randrange(1, len(number))
    return f"请大家按公布的联系方式和登记的号码办理：{number[:place]}{chance.choice(('', ' '))}\n{number[place:]}"


def _full_width(number: str, _: random.Random) -> str:
    return number.translate(_FULL_WIDTH)


def _numerals(number: str, chance: random.Random) -> str:
    zero = chance.choice("〇零○")
    return number.translate(str.maketrans("0123456789", zero + "一二三四五六七八九"))


def _capital_numerals(number: str, _: random.Random) -> str:
    return number.translate(str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖"))


def _mixed_numerals(number: str, chance: random.Random) -> str:
    table = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))
    return "".join(table.get(digit, digit) if chance.random() < 0.4 else digit for digit in number)


def _circle_for_zero(number: str, chance: random.Random) -> str:
    return number.replace("0", chance.choice("〇○零"))


def _spaced_numerals(number: str, chance: random.Random) -> str:
    return " ".join(_numerals(number, chance))


def _unseen(number: str, chance: random.Random) -> str:
    return chance.choice(("\u200b", "\u00ad", "\u2060", "\ufeff")).join(number)


def _spaced_full_width(number: str, chance: random.Random) -> str:
    return _usual_groups(number, chance).translate(_FULL_WIDTH)


DISGUISES: dict[str, Callable[[str, random.Random], str]] = {
    "原样": _as_is,
    "每四位空格": _in_fours,
    "逐位空格": _every_digit,
    "常用分段": _usual_groups,
    "换行": _broken_line,
    "全角": _full_width,
    "全角分段": _spaced_full_width,
    "中文数字": _numerals,
    "中文数字逐字空格": _spaced_numerals,
    "大写数字": _capital_numerals,
    "中文阿拉伯混写": _mixed_numerals,
    "〇代替0": _circle_for_zero,
    "零宽字符": _unseen,
}
"""How people write a number in one text, by what it is called."""

SURROUNDINGS = ("{}", "张三{}已核", "身份证号：{}。", "联系{}，", "（{}）", "备注 {} 无", "，{}；")
"""What stands around."""


def leaks(count: int, seed: int) -> Iterator[tuple[str, str, Leak, str]]:
    """Yield (kind, disguise, leak, text), each kind in each disguise `count` times; the same for the same seed."""
    chance = random.Random(seed)
    for kind, make in KINDS.items():
        for disguise, write in DISGUISES.items():
            for _ in range(count):
                leak = make(chance)
                yield kind, disguise, leak, chance.choice(SURROUNDINGS).format(write(leak.number, chance))
