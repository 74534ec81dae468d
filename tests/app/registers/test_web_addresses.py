"""An address is completed as a browser does, and nothing else is taken for one."""

import pytest

from app.errors import UsageError
from app.registers.web_addresses import completed, require_address


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        (" www.xx.gov.cn ", "http://www.xx.gov.cn"),
        ("xx.gov.cn:8080/a/1.html?b=c", "http://xx.gov.cn:8080/a/1.html?b=c"),
        ("https://xx.gov.cn/1", "https://xx.gov.cn/1"),
        ("http://xx.gov.cn", "http://xx.gov.cn"),
    ],
)
def test_what_a_browser_opens_is_taken(typed: str, whole: str):
    assert completed(typed) == whole == completed(whole)
    require_address(whole)


@pytest.mark.parametrize(
    "typed",
    [
        "看网站",
        "网站/公告",
        "1.5",
        "2026.11.23",
        "xx.gov.cn 首页",
        "ftp://xx.gov.cn",
        "http://[xx",
        "a..cn",
        "张@b.c",
        "a.pdf",
        "list-10.xlsx",
    ],
)
def test_anything_else_stays_as_it_is_and_is_refused(typed: str):
    assert completed(typed) == typed
    with pytest.raises(UsageError, match="不是网页地址"):
        require_address(typed)
