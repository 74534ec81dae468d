"""Who may send what: whether a package is for us, and from somebody whose word of this kind counts here."""

from app.drafting.editions import editions
from app.errors import UserFacingError
from app.exchange import refusals
from app.exchange.keys import find_device_key, fingerprint
from app.exchange.manifest import Manifest
from app.exchange.member_names import KIND_LABELS
from app.exchange.package_reading import VerifiedPackage
from app.exchange.roster import is_admitted, is_revoked, roster
from app.practice import is_practice
from app.workspace import Workspace


def require_earnest(workspace: Workspace, package: VerifiedPackage) -> None:
    """Refuse what was made to practise with, unless we practise ourselves."""
    if package.manifest.practice and not is_practice(workspace):
        raise UserFacingError(
            "package-practice",
            f"“{package.file_name}”是练习时做的，里面不是真的内容，没有收。请发来的单位用正式的工作文件再导出一份。",
        )


def require_known_sender(workspace: Workspace, package: VerifiedPackage) -> None:
    """Refuse a package whose organisation or device nobody admitted (trust per kind, see the design)."""
    sender = package.manifest.organisation
    _require_of_others(workspace, package)
    _require_recipient(workspace, package)
    if package.manifest.kind == "work":
        _require_own_device(workspace, package)
        return
    if package.manifest.kind in FROM_PARENT:
        _require_from_parent(workspace, package, KIND_LABELS[package.manifest.kind])
        return
    known = any(unit.id == sender.id for unit in roster(workspace))
    if known and is_admitted(workspace, sender.id, package.signer):
        return
    if known:
        _require_not_revoked(workspace, package)
    what = "这台电脑还没有登记" if known else "名册里还没有和它对上的单位"
    raise UserFacingError(
        "sender-unknown",
        f"这是“{sender.name}”（代码 {sender.code or '没有填'}）报来的，{what}，没有收。请打电话核对指纹 "
        f"{fingerprint(package.signer)}，一致的话先认可它，再收一次。",
    )


def require_edition(workspace: Workspace, manifest: Manifest) -> None:
    """Refuse what is of another year: it would lie unseen beside this year's."""
    if manifest.edition != workspace.edition:
        has_it = any(each.edition == manifest.edition for each in editions(workspace))
        where = "先换到那一年的目录再收它" if has_it else "在那一年的工作文件里收它"
        raise UserFacingError(
            "edition-differs",
            f"这份文件是 {manifest.edition} 年的目录，这个工作文件现在编的是 {workspace.edition} 年的，没有收。"
            f"请{where}，或者让对方按 {workspace.edition} 年的目录重新导出。",
        )


def _require_of_others(workspace: Workspace, package: VerifiedPackage) -> None:
    """Refuse what we wrote ourselves for another unit, whoever it is for; `work` is of our own unit always."""
    kind = package.manifest.kind
    if kind != "work" and package.manifest.organisation.id == workspace.organisation.id:
        what, to = (KIND_LABELS[kind], "下级") if kind in FROM_PARENT else ("上报包", "上级")
        to = f"“{package.manifest.recipient.name}”" if package.manifest.recipient else to
        raise UserFacingError("package-own", f"这是本单位自己导出的{what}，不用再收进来。请把它交给{to}。")


def _require_from_parent(workspace: Workspace, package: VerifiedPackage, what: str) -> None:
    """Refuse what is not from our own parent, or not from a computer of it that we admitted."""
    sender, own = package.manifest.organisation, workspace.organisation
    if own.parent_id is not None and sender.id != own.parent_id:
        raise UserFacingError(
            f"{package.manifest.kind}-not-from-parent",
            f"这是“{sender.name}”发来的{what}，它不是本单位的上级。{what}只收上级发的，没有收，什么也没有改。"
            "请核对是不是拿错了文件。",
        )
    if own.parent_id is None or not is_admitted(workspace, sender.id, package.signer):
        _require_not_revoked(workspace, package)
        raise UserFacingError(
            "parent-unknown",
            f"这是“{sender.name}”发来的{what}，它的这台电脑本单位还没有认可成上级的，没有收，什么也没有改。"
            f"请打电话核对指纹 {fingerprint(package.signer)}，确实是上级、指纹也一致的话，先认可它，再收一次。",
        )


def _require_not_revoked(workspace: Workspace, package: VerifiedPackage) -> None:
    if is_revoked(workspace, package.signer):
        raise UserFacingError(
            "device-revoked",
            f"这是“{package.manifest.organisation.name}”一台已经停用的电脑签的，没有收，什么也没有改；以前收下的还在。"
            "请打电话问清：是它自己要用的电脑，就请它核对指纹、重新认可；不是，就不要收。",
            details=fingerprint(package.signer),
        )


def _require_recipient(workspace: Workspace, package: VerifiedPackage) -> None:
    manifest = package.manifest
    recipient = manifest.recipient
    if recipient is None and manifest.kind in ("return", "receipt", "recovery"):
        raise refusals.malformed(package.file_name, f"{manifest.kind} without a recipient")
    if recipient is not None and recipient.id != workspace.organisation.id:
        raise UserFacingError(
            "package-for-another", f"这份文件是交给“{recipient.name}”的，不是交给本单位的，没有收。请核对是不是拿错了。"
        )


def _require_own_device(workspace: Workspace, package: VerifiedPackage) -> None:
    sender, own = package.manifest.organisation, workspace.organisation
    if sender.id != own.id:
        raise UserFacingError(
            "work-of-another",
            f"这是“{sender.name}”内部交接用的工作包，别的单位不能收，什么也没有改。请它用“上报”写一份文件再发来。",
        )
    key = find_device_key(own.id)
    if is_admitted(workspace, own.id, package.signer) or (key is not None and key.public == package.signer):
        return
    _require_not_revoked(workspace, package)
    raise UserFacingError(
        "device-unknown",
        "这份工作包来自本单位另一台还没有认可的电脑，没有收。请对那台电脑念的指纹 "
        f"{fingerprint(package.signer)}，一致的话先认可它，再收一次。",
    )


FROM_PARENT = ("profile", "return", "receipt", "recovery")
"""Kinds that only our own parent may send."""


def sender_label(package: VerifiedPackage) -> str:
    """Name the sender; a second computer of our own unit by the first figures of its fingerprint."""
    sender, round = package.manifest.organisation.name, package.manifest.round
    if package.manifest.kind == "profile":
        return f"{sender}的标准和规定第 {round} 轮"
    if package.manifest.kind == "return":
        # The same for every round: what a later one proposes takes the place of what an earlier one did.
        return f"{sender}的审核意见"
    if package.manifest.kind == "receipt":
        return f"{sender}的第 {round} 份回执"
    if package.manifest.kind == "recovery":
        return f"{sender}给的恢复文件"
    if package.manifest.kind != "work":
        return f"{sender}第 {round} 轮"
    return f"{sender}（指纹 {fingerprint(package.signer).split()[0]} 开头的电脑）第 {round} 轮"
