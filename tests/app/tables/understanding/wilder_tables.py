"""More tables in shapes of real counties, written after the rules were: each with what is really in it."""

from collections.abc import Callable, Sequence

from app.tables.sources.sheet import Source
from tests.app.tables.understanding.wild_tables import Wild, item, sheet, truth

BOARD = "社区/企事业单位/村公示栏（电子屏）"


def field_column_and_three_directories() -> Wild:
    """A column names the field of each group of rows; 公开方式 holds channels, 责任部门 publishes."""
    rows = (
        ["凤台县XX镇政务公开基本目录（2024年版）"],
        [
            "序号",
            "公开领域",
            "一级目录",
            "二级目录",
            "三级目录",
            "公开内容",
            "责任部门",
            "公开时限",
            "公开方式",
            "备注",
        ],
        [
            "1",
            "义务教育",
            "招生管理",
            "招生政策",
            "入学办法",
            "招生范围、报名时间、报名材料",
            "镇中心学校",
            "及时公开",
            "政府网站、公示栏",
            "",
        ],
        [
            "2",
            "",
            "",
            "",
            "学区划分",
            "学区范围、学区调整情况",
            "镇中心学校",
            "及时公开",
            "政府网站、公示栏",
            "每年8月",
        ],
        ["3", "", "财务信息", "收费公示", "", "收费项目、收费标准", "镇中心学校", "每学期", "公示栏", ""],
        [
            "4",
            "涉农补贴",
            "耕地补贴",
            "耕地地力保护补贴",
            "",
            "补贴对象、补贴标准、补贴金额",
            "镇财政所",
            "20个工作日内",
            "政府网站、村务公开栏",
            "",
        ],
    )
    merged = [(0, 0, 0, 9), (2, 1, 4, 1), (2, 2, 3, 2), (2, 3, 3, 3)]
    school = {"field": "义务教育", "publisher": "镇中心学校"}
    want = truth(
        None,
        item(
            "招生管理",
            "招生政策",
            "招生范围",
            "报名时间",
            "报名材料",
            level3="入学办法",
            deadline="及时公开",
            channels=["政府网站", BOARD],
            **school,
        ),
        item(
            "招生管理",
            "招生政策",
            "学区范围",
            "学区调整情况",
            level3="学区划分",
            deadline="及时公开",
            channels=["政府网站", BOARD],
            extra={"备注": "每年8月"},
            **school,
        ),
        item("财务信息", "收费公示", "收费项目", "收费标准", deadline="每学期", channels=[BOARD], **school),
        item(
            "耕地补贴",
            "耕地地力保护补贴",
            "补贴对象",
            "补贴标准",
            "补贴金额",
            field="涉农补贴",
            publisher="镇财政所",
            deadline="20个工作日内",
            channels=["政府网站", BOARD],
        ),
    )
    return Source(name="目录", sheets=(sheet(*rows, merged=merged),)), want


def village_affairs() -> Wild:
    """A village's own list: no laws, no ticks, other words for all."""
    rows = (
        ["李家村村务公开目录"],
        ["公开类别", "公开事项", "公开内容", "公开时间", "公开形式", "公开范围", "责任人"],
        ["党务", "党员发展", "发展对象名单；预备党员转正情况", "每半年", "公开栏", "全体党员", "王某"],
        ["村务", "宅基地", "申请名单；审批结果", "及时公开", "公开栏、微信群", "本村村民", "李某"],
        ["", "低保", "申请名单；民主评议结果；审批结果", "及时公开", "公开栏、微信群", "本村村民", "李某"],
        ["财务", "收支情况", "收入明细；支出明细", "每月10日前", "公开栏", "全社会", "张某"],
    )
    want = truth(
        None,
        item(
            "党务",
            "党员发展",
            "发展对象名单",
            "预备党员转正情况",
            deadline="每半年",
            channels=[BOARD],
            audience="group",
            audience_group="全体党员",
            publisher="王某",
        ),
        item(
            "村务",
            "宅基地",
            "申请名单",
            "审批结果",
            deadline="及时公开",
            channels=[BOARD, "精准推送"],
            audience="group",
            audience_group="本村村民",
            publisher="李某",
        ),
        item(
            "村务",
            "低保",
            "申请名单",
            "民主评议结果",
            "审批结果",
            deadline="及时公开",
            channels=[BOARD, "精准推送"],
            audience="group",
            audience_group="本村村民",
            publisher="李某",
        ),
        item(
            "财务",
            "收支情况",
            "收入明细",
            "支出明细",
            deadline="每月10日前",
            channels=[BOARD],
            audience="public",
            publisher="张某",
        ),
    )
    for row in want["tables"][0]["rows"]:
        # Who answers for a notice is its publisher to one reader, a further column to another.
        row["also"] = {"publisher": [None]}
    return Source(name="目录", sheets=(sheet(*rows, merged=[(0, 0, 0, 6), (3, 0, 4, 0)]),)), want


def elements_below_without_merges() -> Wild:
    """One element a row, exported without merges: all else is blank below, ticks stand once."""
    rows = (
        ["（六）养老服务领域"],
        [
            "序号",
            "公开事项",
            "",
            "公开内容（要素）",
            "公开依据",
            "公开时限",
            "公开主体",
            "公开渠道和载体",
            "公开对象",
            "",
            "公开方式",
            "",
            "公开层级",
            "",
        ],
        ["", "一级事项", "二级事项", "", "", "", "", "", "全社会", "特定群体", "主动", "依申请", "区级", "街道"],
        [
            "1",
            "业务办理",
            "高龄津贴",
            "申请条件",
            "《老年人权益保障法》",
            "20个工作日",
            "区民政局",
            "政府网站、便民服务中心",
            "√",
            "",
            "√",
            "",
            "√",
            "√",
        ],
        ["", "", "", "补贴标准"],
        ["", "", "", "申请材料、办理流程"],
        [
            "2",
            "",
            "评估补贴",
            "补贴对象",
            "《养老机构管理办法》",
            "10个工作日",
            "街道办事处",
            "公示栏",
            "",
            "老年人",
            "",
            "√",
            "",
            "√",
        ],
        ["", "", "", "评估结果"],
    )
    want = truth(
        "养老服务",
        item(
            "业务办理",
            "高龄津贴",
            "申请条件",
            "补贴标准",
            "申请材料",
            "办理流程",
            basis=["老年人权益保障法"],
            deadline="20个工作日",
            publisher="区民政局",
            channels=["政府网站", "便民服务站"],
            audience="public",
            mode="proactive",
            levels=["county", "township"],
        ),
        item(
            "业务办理",
            "评估补贴",
            "补贴对象",
            "评估结果",
            basis=["养老机构管理办法"],
            deadline="10个工作日",
            publisher="街道办事处",
            channels=[BOARD],
            audience="group",
            audience_group="老年人",
            mode="on_request",
            levels=["township"],
        ),
    )
    return Source(name="目录", sheets=(sheet(*rows),)), want


def heads_stacked_in_two_rows() -> Wild:
    """Each item takes two rows, and so do the heads: the second row of each says other things than the first."""
    rows = (
        ["序号", "一级事项", "公开内容", "公开依据", "公开时限"],
        ["", "二级事项", "公开主体", "公开渠道", "公开方式"],
        ["1", "救灾款物", "款物来源；款物数量；分配对象", "《自然灾害救助条例》", "信息形成20个工作日内"],
        ["", "款物管理使用", "县应急管理局", "政府网站、公示栏", "主动公开"],
        [
            "2",
            "灾后救助",
            "救助对象；申报材料；办理程序",
            "《自然灾害救助条例》（国务院令第577号）",
            "信息形成20个工作日内",
        ],
        ["", "救助审定", "乡镇人民政府", "公示栏", "主动公开"],
        ["3", "灾后救助", "救助款物通知；救助款物使用情况", "《自然灾害救助条例》", "及时公开"],
        ["", "应急管理部门审批", "县应急管理局", "政府网站", "依申请公开"],
    )
    want = truth(
        None,
        item(
            "救灾款物",
            "款物管理使用",
            "款物来源",
            "款物数量",
            "分配对象",
            basis=["自然灾害救助条例"],
            deadline="信息形成20个工作日内",
            publisher="县应急管理局",
            channels=["政府网站", BOARD],
            mode="proactive",
        ),
        item(
            "灾后救助",
            "救助审定",
            "救助对象",
            "申报材料",
            "办理程序",
            basis=[("自然灾害救助条例", "国务院令第577号")],
            deadline="信息形成20个工作日内",
            publisher="乡镇人民政府",
            channels=[BOARD],
            mode="proactive",
        ),
        item(
            "灾后救助",
            "应急管理部门审批",
            "救助款物通知",
            "救助款物使用情况",
            basis=["自然灾害救助条例"],
            deadline="及时公开",
            publisher="县应急管理局",
            channels=["政府网站"],
            mode="on_request",
        ),
    )
    return Source(
        name="目录", sheets=(sheet(*rows, merged=[(0, 0, 1, 0), (2, 0, 3, 0), (4, 0, 5, 0), (6, 0, 7, 0)]),)
    ), want


def circles_and_prepared_rows() -> Wild:
    """Circles are the ticks; rows are prepared below with numbers only; a line over a group stands in column D."""
    blank = ["", "", ""]
    rows = (
        [*blank, "税收管理领域政务公开标准目录"],
        [
            *blank,
            "序号",
            "公开事项",
            "公开内容（要素）",
            "公开依据",
            "公开时限",
            "公开主体",
            "公开渠道和载体",
            "全社会",
            "特定群体",
            "主动公开",
            "依申请公开",
            "县级",
            "乡级",
        ],
        [*blank, "一、县级部门"],
        [
            *blank,
            "1",
            "纳税信用",
            "评价结果、评价标准",
            "《纳税信用管理办法（试行）》",
            "每年4月",
            "税务局",
            "办税服务厅",
            "○",
            "",
            "○",
            "",
            "○",
            "",
        ],
        [
            *blank,
            "2",
            "欠税公告",
            "欠税人名称、欠税金额",
            "《欠税公告办法（试行）》",
            "每季度",
            "税务局",
            "政府网站",
            "○",
            "",
            "○",
            "",
            "○",
            "○",
        ],
        [*blank, "二、乡镇"],
        [
            *blank,
            "3",
            "社保缴费",
            "缴费标准、缴费方式",
            "《社会保险法》",
            "及时公开",
            "税务分局",
            "政府网站",
            "",
            "○缴费人",
            "",
            "○",
            "",
            "○",
        ],
        [*blank, "4"],
        [*blank, "5"],
    )
    want = truth(
        "税收管理",
        item(
            "纳税信用",
            None,
            "评价结果",
            "评价标准",
            basis=["纳税信用管理办法（试行）"],
            deadline="每年4月",
            publisher="税务局",
            channels=["办税服务厅"],
            audience="public",
            mode="proactive",
            levels=["county"],
        ),
        item(
            "欠税公告",
            None,
            "欠税人名称",
            "欠税金额",
            basis=["欠税公告办法（试行）"],
            deadline="每季度",
            publisher="税务局",
            channels=["政府网站"],
            audience="public",
            mode="proactive",
            levels=["county", "township"],
        ),
        item(
            "社保缴费",
            None,
            "缴费标准",
            "缴费方式",
            basis=["社会保险法"],
            deadline="及时公开",
            publisher="税务分局",
            channels=["政府网站"],
            audience="group",
            audience_group="缴费人",
            mode="on_request",
            levels=["township"],
        ),
    )
    return Source(name="目录", sheets=(sheet(*rows),)), want


def words_for_everything() -> Wild:
    """No ticks at all: audience, mode and level are words, sometimes two at once; boxes behind the names."""
    rows = (
        ["表1", "", "", "", "", "", "", "", "", ""],
        ["XX区城市综合执法领域基层政务公开标准目录"],
        [
            "序号",
            "事项名称",
            "公开要素",
            "政策依据",
            "公开期限",
            "发布单位",
            "发布渠道",
            "公开对象",
            "公开方式",
            "公开层级",
        ],
        [
            "1",
            "市容环境卫生管理",
            "1、处罚依据；2、处罚流程；3、处罚结果",
            "《城市市容和环境卫生管理条例》第三十四条、《行政处罚法》",
            "自作出行政决定之日起7个工作日内",
            "区综合行政执法局",
            "政府网站√ 公示栏□ 两微一端√",
            "社会公众",
            "主动公开",
            "区级",
        ],
        [
            "2",
            "占道施工公告",
            "1、施工单位；2、施工时间",
            "城市道路管理条例（国务院令第198号）",
            "施工前3日",
            "区综合行政执法局、各街道办事处",
            "政府网站□ 公示栏√ 两微一端□",
            "全社会和特定群体（沿线商户）",
            "主动公开、依申请公开",
            "区、街道两级",
        ],
        [
            "3",
            "违法建设认定",
            "1、认定标准；2、认定结果",
            "《城乡规划法》",
            "长期公开",
            "各街道办事处",
            "政府网站√ 公示栏√ 两微一端□",
            "当事人",
            "依申请公开",
            "街道、社区",
        ],
    )
    want = truth(
        "城市综合执法",
        item(
            "市容环境卫生管理",
            None,
            "处罚依据",
            "处罚流程",
            "处罚结果",
            basis=["城市市容和环境卫生管理条例", "行政处罚法"],
            deadline="自作出行政决定之日起7个工作日内",
            publisher="区综合行政执法局",
            channels=["政府网站", "两微一端"],
            audience="public",
            mode="proactive",
            levels=["county"],
        ),
        item(
            "占道施工公告",
            None,
            "施工单位",
            "施工时间",
            basis=[("城市道路管理条例", "国务院令第198号")],
            deadline="施工前3日",
            publisher="区综合行政执法局、各街道办事处",
            channels=[BOARD],
            audience="both",
            audience_group="沿线商户",
            mode="both",
            levels=["county", "township"],
        ),
        item(
            "违法建设认定",
            None,
            "认定标准",
            "认定结果",
            basis=["城乡规划法"],
            deadline="长期公开",
            publisher="各街道办事处",
            channels=["政府网站", BOARD],
            audience="group",
            audience_group="当事人",
            mode="on_request",
            levels=["township", "village"],
        ),
    )
    return Source(name="目录", sheets=(sheet(*rows),)), want


def two_tables_and_a_duty_list() -> Wild:
    """A sheet with a list of duties first, then two fields of other columns each, titles in unmerged cells, notes
    between; names of both levels merged across where they are the same."""
    rows = (
        ["工作分工"],
        ["姓名", "职务", "电话", "分工"],
        ["赵某", "主任", "0550-1234567", "全面工作"],
        [""],
        ["", "户籍管理领域基层政务公开标准目录"],
        ["序号", "公开事项", "", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道", "公开层级", ""],
        ["", "一级事项", "二级事项", "", "", "", "", "", "县级", "乡级"],
        [
            "1",
            "出生登记",
            "",
            "办理条件，所需材料，办理流程",
            "户口登记条例",
            "20个工作日",
            "派出所",
            "政府网站 政务服务中心",
            "√",
            "√",
        ],
        [
            "2",
            "迁移登记",
            "迁入",
            "办理条件，所需材料，办理流程",
            "户口登记条例",
            "20个工作日",
            "派出所",
            "政府网站 政务服务中心",
            "√",
            "",
        ],
        ["注：迁移按省有关规定办理。"],
        ["", "公共法律服务领域基层政务公开标准目录"],
        ["编号", "公开事项", "公开内容", "公开时限", "公开主体", "公开渠道", "是否主动公开"],
        ["1", "法律咨询", "咨询地点；咨询电话", "长期", "司法所", "公共法律服务网", "是"],
        ["2", "调解申请", "申请条件；办理流程", "长期", "司法所", "司法所公示栏", "否"],
    )
    one = {
        "deadline": "20个工作日",
        "publisher": "派出所",
        "channels": ["政府网站", "政务服务中心"],
        "basis": ["户口登记条例"],
    }
    papers = ("办理条件", "所需材料", "办理流程")
    want = truth(
        "户籍管理",
        item("出生登记", "出生登记", *papers, levels=["county", "township"], **one),
        item("迁移登记", "迁入", *papers, levels=["county"], **one),
    )
    want["tables"] += truth(
        "公共法律服务",
        item(
            "法律咨询",
            None,
            "咨询地点",
            "咨询电话",
            deadline="长期",
            publisher="司法所",
            channels=["公共法律服务网"],
            mode="proactive",
        ),
        item(
            "调解申请",
            None,
            "申请条件",
            "办理流程",
            deadline="长期",
            publisher="司法所",
            channels=[BOARD],
            mode="on_request",
        ),
    )["tables"]
    want["tables"][1]["rows"][1]["also"] = {"mode": [None], "channels": [["司法所公示栏"]]}
    return Source(name="目录", sheets=(sheet(*rows, merged=[(5, 1, 5, 2), (5, 8, 5, 9), (7, 1, 7, 2)]),)), want


WILD: Sequence[Callable[[], Wild]] = (
    field_column_and_three_directories,
    village_affairs,
    elements_below_without_merges,
    heads_stacked_in_two_rows,
    circles_and_prepared_rows,
    words_for_everything,
    two_tables_and_a_duty_list,
)
