"""Which command helps: the one place that answers a refusal or a finding with words of the command line.

What `app/` says is shown in the window too and names no commands. Each hint hangs on the code of an error or finding.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_OF_FIELDS = (
    "adopt",
    "entries",
    "add",
    "confirm",
    "finalise",
    "check",
    "export",
    "print catalogue",
    "table write",
    "whole",
    "web",
    "data",
    "distribute",
    "table import",
    "table complete",
    "table withdraw",
)
_WRITING_FILES = (
    "print catalogue",
    "print notice",
    "print board",
    "request WS letter",
    "villages print",
    "table write",
    "export",
    "whole",
    "web",
    "data",
    "backup",
    "restore",
    "matrix",
    "remind",
)


_GATED = (
    "print catalogue",
    "print notice",
    "print board",
    "request WS letter",
    "table write",
    "export",
    "return",
    "whole",
    "web",
    "data",
    "ledger",
    "uninvolved",
    "matrix",
    "remind",
    "distribute",
)


@dataclass(frozen=True)
class Hint:
    """A command as it can be typed, or an option to add to the one just typed, and what it does.

    `commands` are those it helps, such as "print board"; empty for all. Options always say whose they are.
    """

    words: str
    does: str
    commands: tuple[str, ...] = ()

    def line(self) -> str:
        """Return the line that is shown."""
        add = "加上 " if self.is_option else ""
        return f"命令行：{add}{self.words}（{self.does}）"

    @property
    def is_option(self) -> bool:
        """Whether it is to be added to the command just typed."""
        return self.words.startswith("--")

    def helps(self, command: str) -> bool:
        """Whether it is of use after this command."""
        return not self.commands or command in self.commands


_ADD_TO_ROSTER = Hint("roster WS add --name 兴隆镇", "登记一个下级单位")
_ADMIT = Hint("roster WS admit 文件.zwgk --fingerprint 指纹", "认可下级单位的电脑")
_FORCE = Hint("--force", "覆盖它", _WRITING_FILES)
_ADOPT = Hint("adopt WS --field 05", "采用一个领域的事项")

HINTS: dict[str, tuple[Hint, ...]] = {
    "board-overdue": (Hint("board renew WS 编号", "换成新的一期；贴好后写 board post"),),
    "board-part-unknown": (Hint("board show WS 编号", "列出板上的内容和编号"),),
    "board-unknown": (Hint("board list WS", "列出公示栏和编号"),),
    "comment-missing": (Hint("--comment 文字", "写明为什么", ("verdict",)),),
    "decision-waiting": (
        Hint("proposals WS", "列出等着决定的"),
        Hint("decide WS 编号 ours", "用我们的；用对方的写 theirs；有几处用另一边，加 --except 那几处"),
    ),
    "definition-doubtful": (Hint("--confirm", "核对过了，照样改", ("definition set",)),),
    "ledger-doubled": (Hint("plan WS tidy", "合成一行；undo 撤销"),),
    "device-not-known": (
        Hint("roster WS devices", "列出认可过的下级的电脑和指纹"),
        Hint("trust WS", "列出认可过的上级和本单位的电脑"),
    ),
    "device-revoked": (_ADMIT, Hint("trust WS 文件.zwgk --fingerprint 指纹", "认可上级，或者本单位的另一台电脑")),
    "device-unknown": (Hint("trust WS 文件.zwgk --fingerprint 指纹", "认可本单位的另一台电脑"),),
    "dismissal-unexplained": (Hint("--reason 理由", "为什么不用改", ("dismiss",)),),
    "edition-differs": (Hint("edition WS 2026", "换到那一年的目录；edition WS 列出有哪些年"),),
    "edition-exists": (Hint("edition WS 2026", "换到那一年的目录"),),
    "edition-unknown": (Hint("edition WS", "列出有哪些年的目录"),),
    "entry-unknown": (Hint("entries WS", "列出条目"), _ADOPT),
    "submission-unfinished": (Hint("export WS -o 上报.zwgk", "再写一次上报包"),),
    "work-unfinished": (Hint("export WS --kind work -o 工作包.zwgk", "再写一次工作包"),),
    "return-unfinished": (Hint("return WS --to 兴隆镇 -o 退回.zwgk", "再写一次审核意见"),),
    "receipt-unfinished": (Hint("receipt WS --to 兴隆镇 -o 回执.zwgk", "再写一次回执"),),
    "start-unfinished": (Hint("export WS --kind start --to 兴隆镇 -o 开始.zwgk", "再写一次开始文件"),),
    "profile-unfinished": (Hint("export WS --kind profile -o 标准.zwgk", "再写一次标准和规定"),),
    "recovery-unfinished": (Hint("export WS --kind recovery --to 兴隆镇 -o 恢复.zwgk", "再写一次恢复文件"),),
    "field-without-office": (Hint("office WS 民政办 --field 05", "说明由哪个科室填"),),
    "field-missing": (Hint("--field 05", "哪个领域", ("adopt", "add", "confirm", "set-many", "paste")),),
    "catalogue-missing": (
        Hint("--head-row 3", "表头在第几行，没有表头写 无", ("table import",)),
        Hint("--column G=公开主体", "哪一列是什么，可以写几次", ("table import",)),
    ),
    "checklist-untold": (Hint("--checklist standard-catalogue", "哪种清单，写括号里的", ("table import",)),),
    "field-untold": (Hint("--field 05", "哪个领域", ("table import",)), Hint("fields WS", "列出全部领域")),
    "field-unknown": (Hint("fields WS", "列出全部领域", _OF_FIELDS),),
    "file-exists": (_FORCE,),
    "not-a-work-package": (Hint("export WS --kind work -o 工作包.zwgk", "同事那边导出工作包"),),
    "not-above-us": (_ADMIT,),
    "not-our-parent": (Hint("--new-parent", "确实换了上级", ("trust",)),),
    "not-below-us": (Hint("roster WS add --name 青石村 --role village", "写明类别再登记"),),
    "nothing-to-adopt": (Hint("--all-levels", "不是本级的事项也采用", ("adopt",)),),
    "nothing-to-export": (_ADOPT,),
    "nothing-to-publish": (
        Hint("verdict WS 05-003 通过", "审核下级报来的条目", ("whole", "web", "data")),
        Hint("finalise WS --field 05", "把本单位的领域定稿", ("whole", "web", "data")),
        Hint("--all", "没有通过的也列上，做成草案", ("whole", "data")),
    ),
    "nothing-to-hand-on": (Hint("table complete WS 全表.xlsx --field 05", "把部委印发的全表收下作为标准"),),
    "not-keeping-standards": (Hint("table import WS 文件.xlsx", "把表里的内容导入本单位的目录"),),
    "official-text-unclear": (Hint("--field 05", "哪个领域", ("table complete",)),),
    "official-text-unsure": (Hint("--looked", "这几处都对照原文看过了", ("table complete",)),),
    "nothing-to-print": (
        Hint("notice new WS --template NT-01", "新建一份公示", ("print board",)),
        Hint("adopt WS --field 05", "采用一个领域的事项", ("print catalogue", "table write")),
    ),
    "review-missing": (Hint("review WS 编号 初审 --summary 内容", "从初审做起；纸上都签好了写“全部”"),),
    "blanks-missing": (Hint("--summary 内容", "写明内容概要", ("review",)),),
    "grounds-missing": (Hint("review WS --exemptions", "列出不予公开清单"),),
    "roster-empty": (_ADD_TO_ROSTER,),
    "unit-heard-of": (
        Hint("roster WS release --unit 兴隆镇", "它不再归本单位：移出名册"),
        Hint("roster WS revoke --unit 兴隆镇 --fingerprint 指纹", "停用它的一台电脑"),
    ),
    "reason-missing": (Hint("reasons WS", "列出常用理由", ("set",)),),
    "reason-unknown": (Hint("reasons WS", "列出常用理由"),),
    "notice-unknown": (Hint("notice list WS", "列出公示和编号"),),
    "nothing-to-distribute": (Hint("office WS", "看哪个科室管哪些领域"),),
    "nothing-uninvolved": (Hint("concern WS 14 --not-applicable 理由", "说明一个领域与本单位无关"),),
    "no-villages": (Hint("villages add 工作文件.qd", "把村的工作文件加进列表"),),
    "office-unknown": (Hint("office WS", "列出科室"), Hint("office WS 民政办 --add --field 05", "新增一个科室")),
    "organisation-unknown": (_ADD_TO_ROSTER,),
    "package-exists": (_FORCE,),
    "package-sealed": (
        Hint("unlock 文件.zwgk -o 打开的.zwgk --password-file 密码.txt", "用密码打开，再用打开的那一份"),
    ),
    "package-other-kind": (Hint("new 工作文件.qd --start 文件.zwgk", "用上级的开始文件新建工作文件"),),
    "parent-unknown": (Hint("trust WS 文件.zwgk --fingerprint 指纹", "认可上级的电脑"),),
    "personal-data": (
        Hint("--override 原因 --as 姓名", "核对过非公开不可的，记下谁、为什么放行", _GATED),
        Hint("redact WS 05-003 要删去的文字 --reason 原因 --as 姓名", "不该写的，连以前的版本一起删去"),
    ),
    "person-missing": (
        Hint("--as 姓名", "谁在操作", ("confirm", "finalise", "table complete", "table withdraw", "redact", *_GATED)),
    ),
    "proposal-unknown": (Hint("proposals WS", "列出等着决定的"),),
    "publisher-not-ours": (
        Hint("adopt WS --field 05 --publisher own", "写本单位；照原文写 as-written，不涉及写 not-applicable"),
    ),
    "same-title": (Hint("--same-title replace", "改原来那一份；另做一份写 add，不做写 skip", ("villages split",)),),
    "section-untold": (Hint("--section 组名", "要哪一组，照表里的写", ("table import",)),),
    "sender-unknown": (_ADMIT,),
    "sums-uneven": (Hint("--reason 原因", "写明原因再打印", ("print notice",)),),
    "standard-changed": (Hint("confirm WS 05-003", "记下已经对照新的标准看过"),),
    "standard-unconfirmed": (Hint("confirm WS --field 05", "记下已经核对"),),
    "template-unknown": (Hint("notice templates WS", "列出模板"),),
    "unit-bound": (_ADD_TO_ROSTER,),
    "unit-not-listed": (Hint("villages list", "列出管着的单位"), Hint("villages add 工作文件.qd", "加进列表")),
    "unit-not-said": (Hint("--unit 兴隆镇", "是哪个单位", ("comment", "verdict", "comments")),),
    "unit-not-named": (Hint("--unit 兴隆镇", "它是名册里的哪一个", ("roster WS admit",)), _ADD_TO_ROSTER),
    "unit-unknown": (_ADD_TO_ROSTER,),
    "value-wrong": (Hint("entries WS --json", "看每一栏怎么写", ("set", "add", "set-many", "paste", "replace")),),
    "verdicts-undecided": (
        Hint("proposals WS", "列出等着决定的"),
        Hint("decide WS 编号 ours", "用这台电脑上的；用同事的写 theirs"),
        Hint("--as-here", "照这台电脑上的写", ("return",)),
    ),
    "village-unclear": (
        Hint("--is 写法=单位", "说明它是哪个单位", ("villages split",)),
        Hint("--leave-out 写法", "这些行不要", ("villages split",)),
    ),
    "workspace-damaged": (Hint("restore 备份.qdbak -o 工作文件.qd", "从备份恢复"),),
}


def hint_lines(codes: Iterable[str], command: str) -> Iterator[str]:
    """Yield the lines to show after `command` for the codes of errors or findings, each once."""
    lines = (hint.line() for code in codes for hint in HINTS.get(code, ()) if hint.helps(command))
    yield from dict.fromkeys(lines)
