"""A file that hardly is a pack is refused before it is read: too large, too deep, or short for something enormous."""

from pathlib import Path

import pytest

from app.errors import UserFacingError
from app.standards.library import load_library
from app.standards.loading import read_field
from app.standards.models import STANDARD_CATALOGUE


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("field:\n" + "# 很长的说明\n" * 300_000, "超过"),
        ("field: " + "[" * 50_000 + "]" * 50_000, "层以上"),
        ("a: &a [1]\nb: &b [*a, *a]\n", "引用"),
    ],
)
def test_what_is_no_pack_is_refused_unread(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "05.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserFacingError, match=told) as refused:
        read_field(path, load_library().definitions[STANDARD_CATALOGUE])
    assert "05.yaml" in refused.value.message
