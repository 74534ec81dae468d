"""The sheet that both sign: what was handed over, what is open and due, where the backup is and what it is known by."""

from collections.abc import Collection, Iterator
from pathlib import Path

from app.checks.privacy_gate import check_strings, require_clean
from app.handover.gathering import Handover, due_words
from app.printing.official_letter import OfficialLetter, draw_letter_sheets
from db.filesystem import plain_disk_errors, written_whole

PRODUCT = "工作交接单"
_MOST = 30
_LINE = "＿＿＿＿＿＿"


def require_presentable(handover: Handover, backup: str, product: str, public_phones: Collection[str]) -> None:
    """Let the privacy gate look through the sheet before the backup is made, which may take minutes.

    `backup` is what the backup will be called, `product` what the sheet will be; `public_phones` may stand in it.
    Raises `UserFacingError` where personal data would be printed.
    """
    letter = sheet_letter(handover, backup, "")
    texts = ((f"第{n}段", text) for n, text in enumerate(letter.paragraphs, 1))
    require_clean(check_strings(texts, public_phones), product)


def write_sheet(handover: Handover, backup: str, sha256: str, target: Path, *, force: bool = False) -> int:
    """Print the sheet as a PDF, looked through before by `require_presentable`; returns how many pages it has.

    `backup` is the name of the backup and `sha256` what it is known by, all that is added since. Raises
    `UserFacingError` where the disk refuses.
    """
    content, printed = draw_letter_sheets(sheet_letter(handover, backup, sha256))
    with written_whole(target, force=force) as part, plain_disk_errors(target):
        part.write_bytes(content)
    return printed.pages


def sheet_letter(handover: Handover, backup: str, sha256: str) -> OfficialLetter:
    """Return the sheet as it is printed."""
    paragraphs = tuple(_paragraphs(handover, backup, sha256))
    return OfficialLetter(handover.unit, PRODUCT, "", f"接收人{handover.taker}", paragraphs, handover.day)


def _paragraphs(handover: Handover, backup: str, sha256: str) -> Iterator[str]:
    day = handover.day
    yield (
        f"政务公开工作由{handover.giver}移交{handover.taker}，{day.year}年{day.month}月{day.day}日的情况如下，请当面核对。"
    )
    yield f"一、工作文件和附件：已备份并核对，文件名“{backup}”，校验码前十六位 {sha256[:16]}。"
    yield f"二、{handover.edition}年目录：{_tables(handover)}"
    yield "三、没有办完的：" + "；".join(_open(handover)) + "。"
    yield from _listed("四、上级退回、还没有回复的", handover.returned)
    yield from _listed(f"五、要到期的（已逾期 {handover.overdue} 件）", [due_words(each, day) for each in handover.due])
    yield f"六、电脑和指纹：{_device(handover)}"
    yield "七、当面看过备份，一致 □　旧电脑文件已处理 □"
    yield f"移交人：{_LINE}　接收人：{_LINE}"
    yield f"监交人：{_LINE}　日　期：{_LINE}"


def _tables(handover: Handover) -> str:
    if not handover.tables:
        return "还没有开始填。"
    parts = [
        f"{each.code} {each.name} {each.entries} 条".lstrip() + (f"（{each.left} 条没有完成）" if each.left else "")
        for each in handover.tables
    ]
    return "、".join(parts) + "。"


def _open(handover: Handover) -> Iterator[str]:
    counts = (
        (handover.waiting, "等决定的改动 {} 处"),
        (handover.reviews, "等审查的 {} 件"),
        (handover.undated, "还没有写公开日期、算不出期限的解读 {} 件"),
        (handover.unfinished_packages, "没有写完的上报包 {} 个"),
    )
    told = [words.format(count) for count, words in counts if count]
    told += [f"没做完的公示：{'、'.join(handover.notices)}（只在这台电脑上，不在备份里）"] if handover.notices else []
    yield from told or ["没有"]


def _listed(head: str, lines: list[str] | tuple[str, ...]) -> Iterator[str]:
    if not lines:
        yield f"{head}：没有。"
        return
    yield f"{head}：{len(lines)} 件。"
    for number, line in enumerate(lines[:_MOST], 1):
        yield f"{number}. {line}"
    if len(lines) > _MOST:
        yield f"其余 {len(lines) - _MOST} 件在程序的工作台上看。"


def _device(handover: Handover) -> str:
    if handover.fingerprint is None:
        return "这台电脑还没有发出过文件。换电脑时，第一次上报请把新电脑的指纹念给上级核对。"
    return (
        f"这台电脑的指纹是 {handover.fingerprint}。不换电脑，不用另外认可；换了电脑，新电脑的指纹是{_LINE}{_LINE}，"
        "上级已核对、已认可 □，旧电脑已取消认可 □。"
    )
