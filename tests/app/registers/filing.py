"""Requests for information as they come in at 兴隆镇."""

from datetime import date
from typing import Any

from app.registers.requests import register_request
from app.workspace import Workspace

ASKED = "2024年度兴隆镇农村低保资金发放汇总表"
NAME = "赵建国"


def filed(workspace: Workspace, submitted: date = date(2026, 11, 2), **answers: Any) -> str:
    """Take a request down that was handed in by a person; returns its id."""
    usual = {
        "way": "当面提交",
        "applicant_kind": "自然人",
        "asked": ASKED,
        "name": NAME,
        "contact": "13800138000",
        "proof": "居民身份证",
        "last_four": "123x",
        "wanted": ["纸质件"],
    }
    return register_request(workspace, submitted=submitted, **(usual | answers))
