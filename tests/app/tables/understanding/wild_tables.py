# ruff: noqa: E501 - a row of a table stays on one line
"""Catalogue tables in shapes that counties publish and the samples do not have, each with what is really in it."""

from collections.abc import Callable, Sequence
from typing import Any

from app.tables.sources.sheet import Sheet, Source, Span

Wild = tuple[Source, dict[str, Any]]


def sheet(*rows: Sequence[str], merged: Sequence[tuple[int, int, int, int]] = (), **others: Any) -> Sheet:
    """A sheet with these rows, made rectangular; `merged` as (top, left, bottom, right)."""
    width = max(map(len, rows))
    cells = tuple((*row, *[""] * (width - len(row))) for row in rows)
    return Sheet(**({"name": "Sheet1", "lettered": True} | others), cells=cells, merged=tuple(Span(*m) for m in merged))


def truth(field: str | None, *rows: dict[str, Any]) -> dict[str, Any]:
    """One table as the scorer expects it."""
    return {"tables": [{"field": field, "rows": list(rows)}]}


def item(level1: str | None, level2: str | None, *elements: str, **said: Any) -> dict[str, Any]:
    """A row of the truth; `basis` as titles or (title, number)."""
    basis = [each if isinstance(each, tuple) else (each, None) for each in said.pop("basis", ())]
    row: dict[str, Any] = {
        "level1": level1,
        "level2": level2,
        "level3": None,
        "elements": list(elements),
        "basis": [{"title": title, "number": number} for title, number in basis],
        "deadline": None,
        "publisher": None,
        "channels": [],
        "audience": None,
        "audience_group": None,
        "mode": None,
        "levels": None,
        "extra": {},
    }
    return row | said


def _source(*sheets: Sheet) -> Source:
    return Source(name="目录", sheets=sheets)


def other_head_words() -> Wild:
    """责任主体, 信息名称, 载体, 更新时限, 公开对象 as a word: nothing is called as in the official table."""
    rows = (
        ["青河镇2023年政务公开事项清单（乡村振兴领域）"],
        ["编号", "类别", "信息名称", "信息要素", "法律法规依据", "更新时限", "责任主体", "信息载体", "公开范围", "公开类型"],
        ["1", "资金使用", "衔接资金项目", "项目名称、资金额度、实施单位、建设期限", "《预算法》", "20个工作日内", "镇财政所", "政府门户网站；村务公开栏", "面向社会", "主动公开"],
        ["2", "资金使用", "雨露计划", "补助标准、补助名单", "《乡村振兴促进法》第六条", "公示期满后及时更新", "镇乡村振兴办", "镇便民服务中心；村务公开栏", "申请人", "依申请公开"],
        ["3", "人居环境", "厕所改造", "改厕计划、验收结果、奖补标准", "《关于推进农村厕所革命的意见》（农社发〔2018〕2号）", "每季度更新", "镇农业综合服务中心", "微信公众号；电子显示屏", "全社会", "主动公开"],
    )  # fmt: skip
    want = truth(
        "乡村振兴",
        item("资金使用", "衔接资金项目", "项目名称", "资金额度", "实施单位", "建设期限", basis=["预算法"], deadline="20个工作日内", publisher="镇财政所", channels=["政府网站", "社区/企事业单位/村公示栏（电子屏）"], audience="public", mode="proactive"),
        item("资金使用", "雨露计划", "补助标准", "补助名单", basis=["乡村振兴促进法"], deadline="公示期满后及时更新", publisher="镇乡村振兴办", channels=["便民服务站", "社区/企事业单位/村公示栏（电子屏）"], audience="group", audience_group="申请人", mode="on_request"),
        item("人居环境", "厕所改造", "改厕计划", "验收结果", "奖补标准", basis=[("关于推进农村厕所革命的意见", "农社发〔2018〕2号")], deadline="每季度更新", publisher="镇农业综合服务中心", channels=["两微一端", "社区/企事业单位/村公示栏（电子屏）"], audience="public", mode="proactive"),
    )  # fmt: skip
    return _source(sheet(*rows, merged=[(0, 0, 0, 9)])), want


def no_heads() -> Wild:
    """Rows without any heads, as copied out of a longer table."""
    rows = (
        ["1", "农机管理", "农机购置补贴", "补贴对象；补贴标准；申请程序；补贴结果", "《农业机械化促进法》、《农机购置补贴实施指导意见》", "信息形成之日起20个工作日内", "白云乡人民政府", "■政府网站\n■公开查阅点", "√", "", "√", ""],
        ["2", "农机管理", "报废更新补贴", "报废标准；补贴金额", "《农业机械安全监督管理条例》", "信息形成之日起20个工作日内", "白云乡人民政府", "■政府网站", "√", "", "√", ""],
        ["3", "动物防疫", "强制免疫", "免疫计划；疫苗种类；免疫时间", "《动物防疫法》", "及时公开", "白云乡农业农村服务中心", "■政府网站\n■入户/现场", "√", "", "√", ""],
        ["4", "动物防疫", "无害化处理补助", "申请条件；补助标准；补助名单", "《动物防疫法》", "及时公开", "白云乡农业农村服务中心", "■政府网站\n■社区/企事业单位/村公示栏（电子屏）", "", "养殖户", "", "√"],
    )  # fmt: skip
    shared = {"audience": "public", "mode": "proactive"}
    want = truth(
        None,
        item("农机管理", "农机购置补贴", "补贴对象", "补贴标准", "申请程序", "补贴结果", basis=["农业机械化促进法", "农机购置补贴实施指导意见"], deadline="信息形成之日起20个工作日内", publisher="白云乡人民政府", channels=["政府网站", "公开查阅点"], **shared),
        item("农机管理", "报废更新补贴", "报废标准", "补贴金额", basis=["农业机械安全监督管理条例"], deadline="信息形成之日起20个工作日内", publisher="白云乡人民政府", channels=["政府网站"], **shared),
        item("动物防疫", "强制免疫", "免疫计划", "疫苗种类", "免疫时间", basis=["动物防疫法"], deadline="及时公开", publisher="白云乡农业农村服务中心", channels=["政府网站", "入户/现场"], **shared),
        item("动物防疫", "无害化处理补助", "申请条件", "补助标准", "补助名单", basis=["动物防疫法"], deadline="及时公开", publisher="白云乡农业农村服务中心", channels=["政府网站", "社区/企事业单位/村公示栏（电子屏）"], audience="group", audience_group="养殖户", mode="on_request"),
    )  # fmt: skip
    return _source(sheet(*rows)), want


_HEAD1 = ["序号", "公开事项", "", "公开内容（要素）", "公开依据", "公开时限", "公开主体", "公开渠道和载体", "公开对象", "", "公开方式", "", "公开层级", ""]  # fmt: skip
_HEAD2 = ["", "一级事项", "二级事项", "", "", "", "", "", "全社会", "特定群体", "主动", "依申请", "县级", "乡级"]
_HEAD_MERGES = [
    *((0, column, 1, column) for column in (0, 3, 4, 5, 6, 7)),
    *((0, column, 0, column + 1) for column in (1, 8, 10, 12)),
]


def _moved(merged: Sequence[tuple[int, int, int, int]], down: int, right: int = 0) -> list[tuple[int, int, int, int]]:
    return [(top + down, left + right, bottom + down, end + right) for top, left, bottom, end in merged]


def one_element_a_row() -> Wild:
    """Every element has a row of its own; all else is merged over the rows of an item."""
    rows = (
        ["养老服务领域基层政务公开标准目录"],
        _HEAD1,
        _HEAD2,
        ["1", "养老机构", "机构备案", "机构名称", "《养老机构管理办法》（民政部令第66号）", "自备案之日起10个工作日内", "县民政局", "■政府网站", "√", "", "√", "", "√", "√"],
        ["", "", "", "机构地址"],
        ["", "", "", "床位数量"],
        ["2", "", "运营补贴", "补贴对象和标准", "《养老服务条例》", "制定或获取信息之日起10个工作日内", "乡镇人民政府", "■政府网站\n■便民服务站", "√", "", "√", "", "", "√"],
        ["", "", "", "申请流程"],
    )  # fmt: skip
    over = [(3, column, 5, column) for column in (0, 2, 4, 5, 6, 7, 8, 10, 12, 13)]
    over += [(6, column, 7, column) for column in (0, 2, 4, 5, 6, 7, 8, 10, 13)]
    want = truth(
        "养老服务",
        item("养老机构", "机构备案", "机构名称", "机构地址", "床位数量", basis=[("养老机构管理办法", "民政部令第66号")], deadline="自备案之日起10个工作日内", publisher="县民政局", channels=["政府网站"], audience="public", mode="proactive", levels=["county", "township"]),
        item("养老机构", "运营补贴", "补贴对象和标准", "申请流程", basis=["养老服务条例"], deadline="制定或获取信息之日起10个工作日内", publisher="乡镇人民政府", channels=["政府网站", "便民服务站"], audience="public", mode="proactive", levels=["township"]),
    )  # fmt: skip
    return _source(sheet(*rows, merged=[(0, 0, 0, 13), *_moved(_HEAD_MERGES, 1), (3, 1, 7, 1), *over])), want


def two_rows_an_item() -> Wild:
    """An item takes two rows: basis and channels are written one a row, the rest is blank below, nothing merged."""
    rows = (
        ["序号", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道", "主动公开", "依申请公开"],
        ["1", "安全检查", "检查计划", "年度检查计划、检查频次", "《安全生产法》", "信息形成后20个工作日内", "镇应急管理办公室", "政府网站", "√", ""],
        ["", "", "", "", "《政府信息公开条例》", "", "", "村公示栏", "", ""],
        ["2", "安全检查", "隐患排查", "隐患清单、整改情况", "《安全生产法》", "信息形成后20个工作日内", "镇应急管理办公室", "政府网站", "√", ""],
        ["", "", "", "", "《生产安全事故应急条例》（国务院令第708号）", "", "", "微信公众号", "", ""],
        ["3", "应急演练", "演练通知", "演练时间、地点、内容", "《突发事件应对法》", "提前3日", "镇应急管理办公室", "政府网站", "√", ""],
        ["", "", "", "", "《生产安全事故应急条例》（国务院令第708号）", "", "", "广播电视", "", ""],
    )  # fmt: skip
    office = {"publisher": "镇应急管理办公室", "mode": "proactive"}
    want = truth(
        None,
        item("安全检查", "检查计划", "年度检查计划", "检查频次", basis=["安全生产法", "政府信息公开条例"], deadline="信息形成后20个工作日内", channels=["政府网站", "社区/企事业单位/村公示栏（电子屏）"], **office),
        item("安全检查", "隐患排查", "隐患清单", "整改情况", basis=["安全生产法", ("生产安全事故应急条例", "国务院令第708号")], deadline="信息形成后20个工作日内", channels=["政府网站", "两微一端"], **office),
        item("应急演练", "演练通知", "演练时间", "地点", "内容", basis=["突发事件应对法", ("生产安全事故应急条例", "国务院令第708号")], deadline="提前3日", channels=["政府网站", "广播电视"], **office),
    )  # fmt: skip
    return _source(sheet(*rows)), want


def on_its_side() -> Wild:
    """Heads stand in the first column, each item is a column."""
    rows = (
        ["事项", "就业登记", "失业登记", "创业补贴"],
        ["公开内容", "登记条件、所需材料、办理流程", "登记条件、所需材料", "补贴标准、申请条件、办理流程"],
        [
            "公开依据",
            "《就业促进法》",
            "《就业促进法》、《失业保险条例》",
            "《就业补助资金管理办法》（财社〔2017〕164号）",
        ],
        ["公开时限", "20个工作日", "20个工作日", "及时公开"],
        ["公开主体", "县人社局", "县人社局", "县人社局、乡镇人民政府"],
        ["公开渠道", "政府网站、政务服务中心", "政府网站", "政府网站、便民服务中心"],
        ["公开方式", "主动公开", "主动公开", "依申请公开"],
    )
    want = truth(
        None,
        item("就业登记", None, "登记条件", "所需材料", "办理流程", basis=["就业促进法"], deadline="20个工作日", publisher="县人社局", channels=["政府网站", "政务服务中心"], mode="proactive"),
        item("失业登记", None, "登记条件", "所需材料", basis=["就业促进法", "失业保险条例"], deadline="20个工作日", publisher="县人社局", channels=["政府网站"], mode="proactive"),
        item("创业补贴", None, "补贴标准", "申请条件", "办理流程", basis=[("就业补助资金管理办法", "财社〔2017〕164号")], deadline="及时公开", publisher="县人社局、乡镇人民政府", channels=["政府网站", "便民服务站"], mode="on_request"),
    )  # fmt: skip
    return _source(sheet(*rows, lettered=False)), want


def symbols_for_boxes() -> Wild:
    """A Word table: boxes are Wingdings symbols or letters, in channels, audience and mode in one column each."""
    rows = (
        ["序号", "公开事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道和载体", "公开对象", "公开方式", "公开层级"],
        ["1", "法律援助申请", "申请条件\n申请材料\n办理程序", "《法律援助法》", "自制作或获取该信息之日起20个工作日内", "司法所", "☑政府网站 ☐政府公报 ☑两微一端 ☐广播电视 ☐纸质媒体 ☑政务服务中心 ☐其他", "☑全社会\n☐特定群体", "☑主动公开\n☐依申请公开", "☑县级 ☑乡级"],
        ["2", "人民调解", "调解范围\n调解程序\n调解员名单", "《人民调解法》", "自制作或获取该信息之日起20个工作日内", "司法所", "R政府网站 £政府公报 £两微一端 £广播电视 £纸质媒体 R便民服务站 R其他（村微信群）", "☐全社会\n☑特定群体（纠纷当事人）", "☐主动公开\n☑依申请公开", "☐县级 ☑乡级"],
        ["3", "社区矫正", "矫正流程\n权利义务", "《社区矫正法》", "及时公开", "司法所", "þ政府网站 ¨政府公报 þ公开查阅点", "☑全社会\n☐特定群体", "☑主动公开\n☐依申请公开", "☑县级 ☐乡级"],
    )  # fmt: skip
    want = truth(
        "公共法律服务",
        item("法律援助申请", None, "申请条件", "申请材料", "办理程序", basis=["法律援助法"], deadline="自制作或获取该信息之日起20个工作日内", publisher="司法所", channels=["政府网站", "两微一端", "政务服务中心"], audience="public", mode="proactive", levels=["county", "township"]),
        item("人民调解", None, "调解范围", "调解程序", "调解员名单", basis=["人民调解法"], deadline="自制作或获取该信息之日起20个工作日内", publisher="司法所", channels=["政府网站", "便民服务站", "村微信群"], audience="group", audience_group="纠纷当事人", mode="on_request", levels=["township"]),
        item("社区矫正", None, "矫正流程", "权利义务", basis=["社区矫正法"], deadline="及时公开", publisher="司法所", channels=["政府网站", "公开查阅点"], audience="public", mode="proactive", levels=["county"]),
    )  # fmt: skip
    return _source(sheet(*rows, name="", lettered=False, before=("某县公共法律服务领域基层政务公开标准目录",))), want


def begins_in_the_middle() -> Wild:
    """The table begins at D7 beside remarks in column A; two lines of heads part the basis into title and number."""
    blank = ["", "", ""]
    rows = (
        ["内部资料，请勿外传"],
        [""],
        ["", "", "", "附件2"],
        ["", "", "", "双桥区卫生健康领域政务公开目录"],
        ["", "", "", "填报单位：双桥区卫生健康局", "", "", "", "", "", "2022年10月"],
        [""],
        [*blank, "序号", "公开目录", "", "公开内容", "公开依据", "", "公开责任单位", "公开时间", "公开途径", "是否主动公开"],
        [*blank, "", "一级目录", "二级目录", "", "文件名称", "文号", "", "", "", ""],
        [*blank, "1", "行政许可", "医疗机构设置审批", "1.办理条件2.办理流程3.审批结果", "医疗机构管理条例", "国务院令第149号", "区卫生健康局", "作出决定之日起7个工作日", "1.区政府网站2.区政务服务大厅", "主动公开"],
        [*blank, "2", "", "护士执业注册", "1.办理条件2.办理流程", "护士条例", "国务院令第517号", "区卫生健康局", "作出决定之日起7个工作日", "1.区政府网站", "主动公开"],
        [*blank, "3", "公共卫生", "预防接种", "1.接种单位名单2.接种时间", "疫苗管理法\n预防接种工作规范", "主席令第30号\n国卫办疾控发〔2016〕51号", "各乡镇卫生院", "信息形成后20个工作日", "1.区政府网站2.宣传栏3.微信群", "主动公开"],
        [""],
        ["", "", "", "填表人：李某     审核人：王某"],
    )  # fmt: skip
    merged = [
        (6, 3, 7, 3),
        (6, 4, 6, 5),
        (6, 6, 7, 6),
        (6, 7, 6, 8),
        (8, 4, 9, 4),
        *((6, c, 7, c) for c in (9, 10, 11, 12)),
    ]
    want = truth(
        "卫生健康",
        item("行政许可", "医疗机构设置审批", "办理条件", "办理流程", "审批结果", basis=[("医疗机构管理条例", "国务院令第149号")], deadline="作出决定之日起7个工作日", publisher="区卫生健康局", channels=["政府网站", "政务服务中心"], mode="proactive"),
        item("行政许可", "护士执业注册", "办理条件", "办理流程", basis=[("护士条例", "国务院令第517号")], deadline="作出决定之日起7个工作日", publisher="区卫生健康局", channels=["政府网站"], mode="proactive"),
        item("公共卫生", "预防接种", "接种单位名单", "接种时间", basis=[("疫苗管理法", "主席令第30号"), ("预防接种工作规范", "国卫办疾控发〔2016〕51号")], deadline="信息形成后20个工作日", publisher="各乡镇卫生院", channels=["政府网站", "社区/企事业单位/村公示栏（电子屏）", "精准推送"], mode="proactive"),
    )  # fmt: skip
    return _source(sheet(*rows, merged=merged)), want


def channels_in_columns() -> Wild:
    """Every channel has a column of ticks; levels are 市、县、乡 columns; three rows of heads."""
    channels = ["政府网站", "政府公报", "两微一端", "公开查阅点", "村公示栏", "其他"]
    width = 4 + len(channels) + 3
    rows = (
        ["公共文化服务领域基层政务公开标准目录"],
        ["序号", "公开事项", "公开内容", "公开主体", "公开要求", *[""] * 8],
        ["", "", "", "", "公开渠道", *[""] * 5, "公开层级", "", ""],
        ["", "", "", "", *channels, "市级", "县级", "乡级"],
        ["1", "免费开放信息", "开放时间、服务项目、机构地址", "县文化馆", "√", "", "√", "", "", "", "√", "√", ""],
        ["2", "文化下乡活动", "活动时间、活动地点、活动内容", "乡镇综合文化站", "√", "", "", "√", "√", "", "", "", "√"],
        ["3", "农家书屋", "书屋名单、开放时间", "乡镇综合文化站", "", "", "", "", "√", "√（溪水小程序）", "", "", "√"],
    )
    merged = [(0, 0, 0, width - 1), *((1, c, 3, c) for c in range(4)), (1, 4, 1, 12), (2, 4, 2, 9), (2, 10, 2, 12)]
    want = truth(
        "公共文化服务",
        item("免费开放信息", None, "开放时间", "服务项目", "机构地址", publisher="县文化馆", channels=["政府网站", "两微一端"], levels=["county"]),
        item("文化下乡活动", None, "活动时间", "活动地点", "活动内容", publisher="乡镇综合文化站", channels=["政府网站", "公开查阅点", "社区/企事业单位/村公示栏（电子屏）"], levels=["township"]),
        item("农家书屋", None, "书屋名单", "开放时间", publisher="乡镇综合文化站", channels=["社区/企事业单位/村公示栏（电子屏）", "溪水小程序"], levels=["township"]),
    )  # fmt: skip
    return _source(sheet(*rows, merged=merged)), want


def fields_as_lines_and_column() -> Wild:
    """One table with heads once: lines over groups of rows name the fields, the first level stands in the lines' column
    order; 公开方式 stands twice, the second time for levels; 〃 and 同上."""
    rows = (
        ["石桥街道基层政务公开目录"],
        ["序号", "公开事项", "公开内容", "公开方式", "公开时限", "公开依据", "责任单位", "公开渠道", "公开方式"],
        ["一、户籍管理领域"],
        ["1", "出生登记", "办理条件；所需材料", "主动公开", "20个工作日内", "《户口登记条例》", "石桥派出所", "政府网站、办事窗口", "街道、社区"],
        ["2", "注销登记", "办理条件；所需材料；办理流程", "主动公开", "同上", "〃", "〃", "同上", "街道、社区"],
        ["二、城市综合执法领域"],
        ["1", "占道经营处罚", "处罚依据；处罚程序；处罚结果", "主动公开", "7个工作日内", "《城市市容和环境卫生管理条例》", "综合行政执法队", "政府网站", "街道"],
        ["2", "违法建设查处", "查处依据；查处结果", "依申请公开", "同上", "《城乡规划法》", "同上", "同上", "街道"],
        ["注：以上目录根据实际动态调整。"],
    )  # fmt: skip
    merged = [(0, 0, 0, 8), (2, 0, 2, 8), (5, 0, 5, 8), (8, 0, 8, 8)]
    both = {"levels": ["township", "village"]}
    first = {
        "field": "户籍管理",
        "publisher": "石桥派出所",
        "channels": ["政府网站", "政务服务中心"],
        "deadline": "20个工作日内",
    }
    second = {"field": "城市综合执法", "publisher": "综合行政执法队", "channels": ["政府网站"], "deadline": "7个工作日内", "levels": ["township"]}  # fmt: skip
    want = truth(
        None,
        item("出生登记", None, "办理条件", "所需材料", basis=["户口登记条例"], mode="proactive", **both, **first),
        item("注销登记", None, "办理条件", "所需材料", "办理流程", basis=["户口登记条例"], mode="proactive", **both, **first),
        item("占道经营处罚", None, "处罚依据", "处罚程序", "处罚结果", basis=["城市市容和环境卫生管理条例"], mode="proactive", **second),
        item("违法建设查处", None, "查处依据", "查处结果", basis=["城乡规划法"], mode="on_request", **second),
    )  # fmt: skip
    return _source(sheet(*rows, merged=merged)), want


def torn_by_pages() -> Wild:
    """A Word table torn by pages into tables without heads; a row goes on on the next page in the middle of a word."""
    first = (
        ["序号", "一级事项", "二级事项", "公开内容（要素）", "公开依据", "公开时限", "公开主体", "公开渠道和载体", "全社会", "特定群体", "主动", "依申请"],
        ["1", "政策法规", "税收优惠", "优惠政策目录；享受条件", "《税收征收管理法》", "自政策发布之日起20个工作日内", "县税务局", "政府网站", "√", "", "√", ""],
        ["2", "", "办税指南", "办理时间；办理地", "《国家税务总局关于纳税人权利与", "自政策发布之日起20个工作", "县税务局", "办税服务厅", "√", "", "√", ""],
    )  # fmt: skip
    second = (
        ["", "", "", "点；所需材料", "义务的公告》", "日内", "", "", "", "", "", ""],
        ["3", "", "纳税信用", "信用等级；评价标准", "《纳税信用管理办法（试行）》", "每年4月", "县税务局", "政府网站", "", "纳税人", "", "√"],
        ["4", "征收管理", "欠税公告", "欠税人名称、欠税金额", "《欠税公告办法（试行）》", "每季度", "县税务局", "政府网站、办税服务厅", "√", "", "√", ""],
    )  # fmt: skip
    want = truth(
        "税收管理",
        item("政策法规", "税收优惠", "优惠政策目录", "享受条件", basis=["税收征收管理法"], deadline="自政策发布之日起20个工作日内", publisher="县税务局", channels=["政府网站"], audience="public", mode="proactive"),
        item("政策法规", "办税指南", "办理时间", "办理地点", "所需材料", basis=["国家税务总局关于纳税人权利与义务的公告"], deadline="自政策发布之日起20个工作日内", publisher="县税务局", channels=["办税服务厅"], audience="public", mode="proactive"),
        item("政策法规", "纳税信用", "信用等级", "评价标准", basis=["纳税信用管理办法（试行）"], deadline="每年4月", publisher="县税务局", channels=["政府网站"], audience="group", audience_group="纳税人", mode="on_request"),
        item("征收管理", "欠税公告", "欠税人名称", "欠税金额", basis=["欠税公告办法（试行）"], deadline="每季度", publisher="县税务局", channels=["政府网站", "办税服务厅"], audience="public", mode="proactive"),
    )  # fmt: skip
    parts = [
        sheet(*first, name="", lettered=False, before=("税收管理领域基层政务公开标准目录",)),
        sheet(*second, name="", lettered=False),
    ]
    return _source(*parts), want


def narrow_columns() -> Wild:
    """Every cell is broken at the width of its column, in words that no standard has; names carry codes and numbers."""
    rows = (
        ["附件3"],
        ["溪口乡数字乡村建设政务公开目录"],
        ["序\n号", "公 开 事 项", "", "公开内\n容", "公开依据", "公开时\n限", "公开主\n体", "公开渠道\n和载体", "公开对象", ""],
        ["", "一级\n事项", "二级事\n项", "", "", "", "", "", "全社\n会", "特定\n群众"],
        ["１", "（一）智\n慧农业\n应用", "1.1遥感\n监测服\n务", "卫星遥感图斑核\n查结果、无人机\n巡田服务清单", "《数字乡村发\n展行动计划》\n（中网办发\n〔2022〕1\n号）", "监测结果\n形成之日\n起２０个\n工作日内", "溪口乡农\n业综合服\n务中心", "溪口县人民政\n府网站、村务\n公开栏", "✔", ""],
        ["２", "", "1.2冷链\n仓储补\n贴", "建设主体申报条\n件、补贴资金发\n放花名册", "《关于加快农\n产品仓储保鲜\n冷链设施建设\n的实施意见》", "监测结果\n形成之日\n起２０个\n工作日内", "溪口乡农\n业综合服\n务中心", "村务公开栏", "✔", ""],
    )  # fmt: skip
    merged = [(0, 0, 0, 9), (1, 0, 1, 9), (2, 1, 2, 2), (2, 8, 2, 9), *((2, c, 3, c) for c in (0, 3, 4, 5, 6, 7)), (4, 1, 5, 1)]  # fmt: skip
    shared = {"deadline": "监测结果形成之日起20个工作日内", "publisher": "溪口乡农业综合服务中心", "audience": "public"}
    board = "社区/企事业单位/村公示栏（电子屏）"
    want = truth(
        None,
        item("智慧农业应用", "遥感监测服务", "卫星遥感图斑核查结果", "无人机巡田服务清单", basis=[("数字乡村发展行动计划", "中网办发〔2022〕1号")], channels=["政府网站", board], **shared),
        item("智慧农业应用", "冷链仓储补贴", "建设主体申报条件", "补贴资金发放花名册", basis=["关于加快农产品仓储保鲜冷链设施建设的实施意见"], channels=[board], **shared),
    )  # fmt: skip
    return _source(sheet(*rows, merged=merged, hidden_columns=frozenset())), want


def another_order() -> Wild:
    """Columns in another order with a contents sheet before, ticks for both kinds, 镇街 and 村居 levels, a remark and a
    column of numbers in front of the codes."""
    contents = sheet(
        ["目录"], ["序号", "领域", "页码"], ["1", "农村危房改造", "3"], ["2", "保障性住房", "5"], name="目录"
    )
    rows = (
        ["公开主体", "序号", "事项编码", "二级事项", "一级事项", "公开层级", "", "公开对象", "", "公开方式", "", "公开时限", "公开载体", "公开内容", "公开依据", "备注"],
        ["", "", "", "", "", "镇街", "村居", "全社会", "特定人群", "主动", "申请", "", "", "", "", ""],
        ["镇村建办", "1", "370100001", "申请条件", "保障对象", "●", "●", "●", "", "●", "", "长期公开", "①政府网站②村居公示栏", "①申请对象②申请条件", "住房和城乡建设部等四部门关于做好农村危房改造工作的通知（建村〔2021〕35号）", "新增"],
        ["镇村建办", "2", "370100002", "评定结果", "保障对象", "●", "○", "●", "●", "●", "●", "评定后10个工作日内，公示7天", "①政府网站", "①评定名单②评定等级", "住房和城乡建设部等四部门关于做好农村危房改造工作的通知（建村〔2021〕35号）", ""],
    )  # fmt: skip
    merged = [*((0, c, 1, c) for c in (0, 1, 2, 3, 4, 11, 12, 13, 14, 15)), (0, 5, 0, 6), (0, 7, 0, 8), (0, 9, 0, 10)]
    law = ("住房和城乡建设部等四部门关于做好农村危房改造工作的通知", "建村〔2021〕35号")
    want = truth(
        "农村危房改造",
        item("保障对象", "申请条件", "申请对象", "申请条件", basis=[law], deadline="长期公开", publisher="镇村建办", channels=["政府网站", "社区/企事业单位/村公示栏（电子屏）"], audience="public", mode="proactive", levels=["township", "village"], extra={"事项编码": "370100001", "备注": "新增"}),
        item("保障对象", "评定结果", "评定名单", "评定等级", basis=[law], deadline="评定后10个工作日内，公示7天", publisher="镇村建办", channels=["政府网站"], audience="both", mode="both", levels=["township"], extra={"事项编码": "370100002"}),
    )  # fmt: skip
    return _source(contents, sheet(*rows, merged=merged, name="16农村危房改造")), want


WILD: Sequence[Callable[[], Wild]] = (
    other_head_words,
    no_heads,
    one_element_a_row,
    two_rows_an_item,
    on_its_side,
    symbols_for_boxes,
    begins_in_the_middle,
    channels_in_columns,
    fields_as_lines_and_column,
    torn_by_pages,
    narrow_columns,
    another_order,
)
