"""How information is made public (公开方式), as its review concludes."""

from collections.abc import Mapping
from typing import Literal

Mode = Literal["proactive", "on_request", "partial", "withheld"]
MODE_WORDS: Mapping[Mode, str] = {
    "proactive": "主动公开",
    "on_request": "依申请公开",
    "partial": "部分公开",
    "withheld": "不予公开",
}
