"""Lines as offices publish them every day: the words of all standards, checklists, templates and laws that come with
the program, and numbers that are nobody's, made up by the thousand."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import yaml
from stdnum.cn import uscc

from app.resources import resource_path

_FOLDERS = ("standards", "checklists", "notices", "laws", "words", "demo")
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANS = ("国办发", "川财农", "青府发", "兴府", "民发", "人社部发", "农计财发", "青民〔救〕字")
_OFFICES = ("便民服务中心", "民政办", "镇人民政府党政办", "农业服务中心", "社会事务办公室", "综合行政执法队")


def real_lines() -> list[str]:
    """Every text of the program's resources, line by line, each once, in a settled order."""
    found: dict[str, None] = {}
    for folder in _FOLDERS:
        for path in sorted(resource_path(folder).glob("**/*.yaml")):
            for text in _texts(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)):
                found.update((line.strip(), None) for line in text.splitlines() if line.strip())
    return list(found)


def made_lines(count: int, seed: int) -> Iterator[str]:
    """Yield lines with document numbers, postal codes, office telephones, credit codes, dates, amounts and the like."""
    chance = random.Random(seed)
    for _ in range(count):
        yield chance.choice(_MAKERS)(chance)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif value is not None:
        yield str(value)


def _day(chance: random.Random) -> date:
    return date(2015, 1, 1) + timedelta(days=chance.randrange(4_400))


def _document(chance: random.Random) -> str:
    day, organ = _day(chance), chance.choice(_ORGANS)
    number = f"{organ}〔{day.year}〕{chance.randrange(1, 400)}号"
    return chance.choice(
        (f"依据：《关于做好{day.year}年工作的通知》（{number}）", number, f"{number}，{day:%Y年%m月%d日}印发")
    )


def _post(chance: random.Random) -> str:
    code = f"{chance.choice((61, 62, 64, 40, 55, 73, 83))}{chance.randrange(10_000):04}"
    place = f"青山县兴隆镇{chance.choice(('人民', '建设', '新华'))}路{chance.randrange(1, 300)}号"
    return chance.choice((f"邮政编码{code}", f"地址：{place}，邮编：{code}", f"{chance.choice(_OFFICES)}（{place}）"))


def _telephone(chance: random.Random) -> str:
    number = f"0{chance.randrange(310, 999)}-{chance.randrange(2, 9)}{chance.randrange(10**6):06}"
    other = f"{int(number[-7:]) + 1}"
    return chance.choice(
        (
            f"监督电话：{number}，12345",
            f"{chance.choice(_OFFICES)} {number}、{other}",
            f"联系电话 ({number[:4]}){number[5:]} 传真 {number[5:]}",
            f"咨询电话：028-{chance.randrange(6, 9)}{chance.randrange(10**7):07}转{chance.randrange(8001, 8100)}",
        )
    )


def _credit_code(chance: random.Random) -> str:
    head = chance.choice(("91", "92", "93", "11", "12", "51", "52", "54"))
    body = f"51{chance.randrange(1, 35):02}{chance.randrange(1, 40):02}"
    rest = "".join(chance.choice(_CREDIT_SIGNS) for _ in range(9))
    code = f"{head}{body}{rest}"
    return chance.choice(("统一社会信用代码：{}", "{}", "单位代码 {} 青山县兴隆镇")).format(
        code + uscc.calc_check_digit(code)
    )


def _dates(chance: random.Random) -> str:
    day = _day(chance)
    until = day + timedelta(days=chance.randrange(5, 60))
    return chance.choice(
        (
            f"公示时间：{day:%Y年%m月%d日}至{until:%Y年%m月%d日}",
            f"{day:%Y-%m-%d} 09:00:00 至 {until:%Y-%m-%d} 17:30:00",
            f"{day:%Y.%m.%d}—{until:%Y.%m.%d}，{chance.randrange(5, 30)}个工作日",
            f"二〇{chance.choice('一二')}{chance.choice('〇一二三四五六七八九')}年{day.month}月{day.day}日",
            f"{day:%Y%m%d} {until:%Y%m%d}",
        )
    )


def _amount(chance: random.Random) -> str:
    whole = chance.randrange(10, 10 ** chance.randrange(3, 10))
    return chance.choice(
        (
            f"拨付资金{whole}元，其中省级{whole // 2}元、县级{whole - whole // 2}元",
            f"总投资{whole:,}.{chance.randrange(100):02}元",
            f"{chance.randrange(1, 60)} 兴隆村 {chance.randrange(1, 300)}户 {chance.randrange(1, 1200)}人 {whole}.00",
            f"补贴面积{chance.randrange(1, 90_000) / 100}亩，每亩{chance.randrange(50, 300)}元，共{whole}元",
            f"1.{whole} 2.{whole * 3} 3.{chance.randrange(1000)}",
        )
    )


def _code(chance: random.Random) -> str:
    day = _day(chance)
    return chance.choice(
        (
            f"项目代码{day.year}-51{chance.randrange(100, 3500):04}-{day.month:02}-01-{chance.randrange(10**6):06}",
            f"招标编号：SCZC{day.year}-{chance.randrange(10_000):04}-{chance.randrange(10_000):04}",
            f"行政区划代码 51{chance.randrange(100, 3500):04}{chance.randrange(1, 30):03} {chance.randrange(200, 400)}",
            f"川（{day.year}）青山县不动产权第{chance.randrange(10**7):07}号",
            f"许可证编号JY15101{chance.randrange(10**9):09}",
            f"合同编号HT{day:%Y%m%d}{chance.randrange(1000):03}，序号{chance.randrange(1, 900)}",
            f"{chance.randrange(1, 900)}户{chance.randrange(900, 4000)}人，第{day.month}组{chance.randrange(1, 90)}户",
        )
    )


_MAKERS = (_document, _post, _telephone, _credit_code, _dates, _amount, _code)


QUANTITIES = (
    lambda chance: str(chance.randrange(2_000)),
    lambda chance: str(chance.randrange(1, 400)),
    lambda chance: str(round(10 ** chance.uniform(2, 8))),
    lambda chance: str(chance.randrange(1, 400) * 10 ** chance.randrange(2, 6)),
    lambda chance: str(chance.randrange(2015, 2027)),
    lambda chance: f"{chance.choice((61, 62, 64, 40, 55, 73, 83))}{chance.randrange(10_000):04}",
    lambda chance: f"{chance.randrange(2, 9)}{chance.randrange(10**6):06}",
    lambda chance: f"{chance.randrange(6, 9)}{chance.randrange(10**7):07}",
    lambda chance: f"{chance.randrange(2015, 2027)}{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}",
    lambda chance: f"51{chance.randrange(1, 34):02}{chance.randrange(1, 30):02}{chance.randrange(1, 300):06}",
    lambda chance: f"{chance.randrange(2019, 2027)}{chance.randrange(10**6):06}",
)
"""Cells of tables that are nobody's: counts, amounts, years, postal codes, office telephones, days, codes."""

_HEADINGS = (
    ("户数", "人数（人）", "序号"),
    ("间数", "家庭人口", "批次"),
    ("金额（元）", "投资（万元）", "补贴资金"),
    ("应发金额", "补助标准（元/亩）", "支出"),
    ("年份", "年度"),
    ("邮编", "邮政编码"),
    ("传真", "办公传真"),
    ("传真", "办公传真"),
    ("发放日期", "纳入时间"),
    ("区划代码", "项目编码"),
    ("批准书编号", "凭证号"),
)
_NUMERIC = {"number": (0, 1), "money": (2, 3), "date": (8,)}
_PLACES = ("兴隆村", "青石村", "大湾村", "张某某", "李某", "合计")


def made_tables(count: int, seed: int) -> Iterator[list[list[str]]]:
    """Yield tables of one to thirty rows as offices make them: a name, then two to five columns of `QUANTITIES`, each
    below a heading; now and then with a title on top."""
    chance = random.Random(seed)
    for _ in range(count):
        columns = chance.choices(range(len(QUANTITIES)), k=chance.randrange(2, 6))
        heads = ["单位", *(chance.choice(_HEADINGS[column]) for column in columns)]
        rows = [
            [chance.choice(_PLACES), *(QUANTITIES[column](chance) for column in columns)]
            for _ in range(chance.choice((1, 1, 2, 3, 5, 12, 30)))
        ]
        yield [*([["2026年资金发放情况公示表"]] if chance.random() < 0.3 else []), heads, *rows]


def notice_tables(rounds: int, seed: int) -> Iterator[list[list[str]]]:
    """Yield the lists of all notice templates, `rounds` times each, a few rows of numbers below their headings."""
    chance = random.Random(seed)
    for path in sorted(resource_path("notices").glob("*.yaml")):
        for columns in _tables(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)):
            for _ in range(rounds):
                rows = [[_notice_cell(column, row, chance) for column in columns] for row in range(1, 4)]
                yield [[column["label"] for column in columns], *rows]


def _tables(value: Any) -> Iterator[list[dict[str, str]]]:
    if isinstance(value, dict) and "columns" in value:
        yield value["columns"]
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _tables(inner)


def _notice_cell(column: dict[str, str], row: int, chance: random.Random) -> str:
    if column["kind"] not in _NUMERIC:
        return chance.choice(_PLACES)
    return str(row) if column["key"] == "seq" else QUANTITIES[chance.choice(_NUMERIC[column["kind"]])](chance)
