"""The address of a page on the web, as it is copied from a browser or read off a sheet."""

import re
from urllib.parse import urlsplit

from app.errors import UsageError

_SCHEMES = ("http", "https")
_TOLD = 60
# A host as it stands in an address without its beginning. Offices link to sites of these endings; any other word after
# a dot is as likely that of a file (a.pdf).
_BARE = re.compile(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+(?:cn|com|net|org)(?::\d{1,5})?(?:[/?#]\S*)?", re.IGNORECASE
)


def completed(text: str) -> str:
    """Return an address with the http:// that a browser would put before it; anything else as it is, trimmed.

    Of a site it is only known that it is there: where it has https:// it leads there from http:// by itself.
    """
    plain = text.strip()
    return f"http://{plain}" if _BARE.fullmatch(plain) else plain


def require_address(text: str) -> None:
    """Raise `UsageError` for what is no address of a page."""
    if not _is_address(text):
        raise UsageError(
            "link-wrong", f"“{text[:_TOLD]}”不是网页地址，没有记下。请从浏览器地址栏复制，例如 http://www.xx.gov.cn/。"
        )


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in _SCHEMES and bool(parts.netloc) and len(text.split()) == 1
