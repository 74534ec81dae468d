"""The sentences with which a package is refused: what happened, what was not taken in, what to do next."""

from app.errors import UserFacingError

_NOTHING_TAKEN = "这个文件没有收下，您的内容一个字也没动。"
_COPY_AGAIN = "请从原来的地方重新拷贝一次；还是不行，就请发来的单位重新生成一份。"
_MAKE_AGAIN = "请发来的单位用公开清单助手重新生成一份。"


def unreadable(file: str, details: str) -> UserFacingError:
    """The file cannot be opened or read: missing, no right, stick pulled out."""
    return UserFacingError(
        "package-unreadable",
        f"“{file}”读不出来，可能是文件不在了，也可能是U盘没有插好。{_NOTHING_TAKEN}请检查U盘和文件名，再打开一次。",
        details,
    )


def not_ours(file: str, details: str) -> UserFacingError:
    """The bytes do not begin as a package begins."""
    return UserFacingError(
        "package-not-ours",
        f"“{file}”不是公开清单助手生成的交换文件。{_NOTHING_TAKEN}请确认选对了文件（文件名一般以 .zwgk 结尾）。",
        details,
    )


def sealed(file: str, details: str = "") -> UserFacingError:
    """The package is encrypted and no password was given."""
    return UserFacingError(
        "package-sealed",
        f"“{file}”加了密码，要先输入密码才能看。{_NOTHING_TAKEN}请向发来的单位问清密码，再打开一次。",
        details,
    )


def truncated(file: str, details: str) -> UserFacingError:
    """The file ends before its manifest says it does."""
    return UserFacingError(
        "package-truncated",
        f"“{file}”不完整，后面缺了一截，多半是拷贝还没结束就拔了U盘。{_NOTHING_TAKEN}{_COPY_AGAIN}",
        details,
    )


def changed(file: str, details: str) -> UserFacingError:
    """At least one byte is not what the writer wrote."""
    return UserFacingError(
        "package-changed",
        f"“{file}”的内容和发出时不一样：可能拷贝时出了错，也可能被改动过或解压后重新打了包。{_NOTHING_TAKEN}{_COPY_AGAIN}",
        details,
    )


def signature_wrong(file: str, details: str) -> UserFacingError:
    """The signature is not one over this manifest with the key it names."""
    return UserFacingError(
        "package-signature",
        f"“{file}”的签名和内容对不上，说明内容被改动过。{_NOTHING_TAKEN}{_MAKE_AGAIN}",
        details,
    )


def too_big(file: str, details: str) -> UserFacingError:
    """The manifest announces more than a package may hold, or content that unpacks out of all proportion."""
    return UserFacingError(
        "package-too-big",
        f"“{file}”展开后太大，超出了交换文件允许的大小。{_NOTHING_TAKEN}请发来的单位减少附件，或者分几个领域分别生成。",
        details,
    )


def newer_major(file: str, details: str) -> UserFacingError:
    """The major format number is unknown here."""
    return UserFacingError(
        "package-newer-major",
        f"“{file}”由更新版本的程序生成，这台电脑上的版本还读不了。{_NOTHING_TAKEN}"
        "请先升级公开清单助手，再打开；或者请发来的单位用旧版本生成一份。",
        details,
    )


def newer_content(file: str, details: str) -> UserFacingError:
    """Same major, newer minor, and it says something this version cannot understand (a new kind of package)."""
    return UserFacingError(
        "package-newer-content",
        f"“{file}”由更新版本的程序生成，里面有这个版本还不认识的内容。{_NOTHING_TAKEN}请先升级公开清单助手，再打开。",
        details,
    )


def member_name(file: str, details: str) -> UserFacingError:
    """A member bears a name that this kind of package does not have, a path for instance."""
    return UserFacingError(
        "package-member-name",
        f"“{file}”里夹带了不该有的内容，不是照规定生成的。{_NOTHING_TAKEN}请先打电话问清这个文件是谁发的，不要再打开。",
        details,
    )


def malformed(file: str, details: str) -> UserFacingError:
    """Intact and signed, but not written by the rules of the format."""
    return UserFacingError(
        "package-malformed",
        f"“{file}”不是照交换文件的规定写成的，读不下去。{_NOTHING_TAKEN}{_MAKE_AGAIN}",
        details,
    )
