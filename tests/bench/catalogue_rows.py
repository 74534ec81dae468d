"""Made-up rows of a village's archive catalogue, the same at every run.

14 columns, about 320 characters a row, two cells of 50 to 150 characters, more than 3,600 different characters, the
first column merged over groups of 1 to 4 rows: platypus cannot split a group and fails on one higher than a page.
"""

import random
from collections.abc import Iterator
from itertools import count, cycle

TITLE = "村务公开档案目录（2023年度）"
HEADS = (
    "村（社区）",
    "序号",
    "事项类别",
    "事项名称",
    "坐落地点",
    "主要内容",
    "办理依据及说明",
    "数量",
    "单位",
    "金额（元）",
    "办理日期",
    "责任人",
    "档案号",
    "备注",
)
#: Points on A3 landscape.
WIDTHS = (44, 28, 48, 92, 92, 178, 178, 40, 28, 64, 54, 44, 72, 148)
RIGHT_ALIGNED = frozenset({1, 7, 9})

_PHRASES = (
    "集体土地承包经营权流转合同签订情况公示，",
    "村民委员会与承租方就面积、期限、租金及支付方式等事项协商一致；",
    "经村民代表会议讨论通过，",
    "按照四议两公开程序办理。",
    "资产清查核实结果报乡镇人民政府备案，",
    "账面原值与实有数核对无误；",
    "固定资产折旧按年限平均法计提，",
    "本年度新增道路硬化、路灯亮化、水渠修缮等工程项目。",
    "惠民补贴资金已按时足额发放到户，",
    "低保五保人员名单张榜公布，",
    "接受群众监督，",
    "如有异议请于公示期内反映。",
)
_COMMON = "".join(
    bytes([high, low]).decode("gb2312")
    for high in range(0xB0, 0xD8)
    for low in range(0xA1, 0xFF if high < 0xD7 else 0xFA)
)
_RARE = "䶮𬭎𨱏𫖯㛃墕塱㙘𡎚"
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"


def catalogue_rows(number: int) -> Iterator[tuple[str, ...]]:
    """`number` rows of 14 texts."""
    chance = random.Random(7)
    pool = cycle(chance.choices(_COMMON, [1 / (rank + 30) for rank in range(len(_COMMON))], k=200_000))

    def han(length: int) -> str:
        return "".join(next(pool) for _ in range(length))

    def prose(least: int, most: int) -> str:
        length, text = chance.randint(least, most), ""
        while len(text) < length:
            made_up = f"{han(chance.randint(4, 9))}{chance.choice('，。；、')}"
            numbered = f"（2023）第{chance.randint(1, 999)}号"
            text += chance.choices([chance.choice(_PHRASES), made_up, numbered], [60, 30, 10])[0]
        return f"{text[: length - 1]}。"

    village, left = "", 0
    for serial in count(1):
        if serial > number:
            return
        if not left:
            left = chance.randint(1, 4)
            village = f"{han(2)}{chance.choice(_RARE) if chance.random() < 0.1 else ''}村"
        left -= 1
        yield (
            village,
            str(serial),
            chance.choice(["资产清查", "土地流转", "财务公开", "工程项目", "惠民补贴", "人事任免"]),
            han(4) + prose(8, 18),
            f"{village}{han(2)}组{chance.randint(1, 300)}号{han(4)}",
            prose(50, 150),
            prose(50, 150),
            f"{chance.randint(1, 9999) / 10:.1f}",
            chance.choice(["亩", "项", "户", "平方米", "公里", "台"]),
            f"{chance.randint(100, 99_999_999) / 100:,.2f}",
            f"2023-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            chance.choice(_SURNAMES) + (chance.choice(_RARE) if chance.random() < 0.05 else han(chance.randint(1, 2))),
            f"CW·2023-{chance.randint(1, 40):03}-{serial:04}",
            prose(20, 90) if chance.random() < 0.6 else "",
        )
