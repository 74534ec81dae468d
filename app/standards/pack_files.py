"""A field pack in a file of somebody's own: no larger and no deeper than a standard can be, and without the short forms
by which a small file stands for an enormous one."""

from pathlib import Path

import yaml

from app.standards.problems import bad_resource

_MOST_BYTES = 4_000_000
"""The largest pack of the program has 200,000."""
_DEEPEST = 20


def require_modest(path: Path) -> None:
    """Raise `UserFacingError` for a file that is too large or too deep to be a pack, or stands for more than it says.

    What cannot be read at all is left to whoever reads it next, who says why.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise bad_resource(
                path.name, f"文件超过 {_MOST_BYTES // 1_000_000} MB，不像一个领域的标准包", "请看选的文件对不对"
            )
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return
    depth = 0
    try:
        for event in yaml.parse(text, yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or depth > _DEEPEST:
                why = "用了引用（*）" if isinstance(event, yaml.AliasEvent) else f"套了 {_DEEPEST} 层以上"
                raise bad_resource(path.name, f"文件{why}，标准包里不会有", "请看选的文件对不对")
    except yaml.YAMLError:
        return
