"""What Windows shows as properties of the built programs: version, name and description, as PyInstaller reads it.

usage: python scripts/make_version_resource.py VERSION PROGRAM FOLDER
"""

import re
import sys
from pathlib import Path

NAME = "公开清单助手"
DESCRIPTIONS = {"gkqd-window": NAME, "gkqd": f"{NAME}（命令行）"}
# Chinese as in mainland China, written in Unicode.
_LANGUAGE, _UNICODE = 0x0804, 0x04B0
_TEMPLATE = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004, fileType=1, subtype=0),
  kids=[
    StringFileInfo([StringTable({table!r}, [
{strings}
    ])]),
    VarFileInfo([VarStruct("Translation", [{language}, {unicode}])]),
  ],
)
"""


def version_resource(version: str, program: str) -> str:
    """Return the text of the resource for one of the programs.

    Windows wants four numbers: those of the version come first, the rest is 0. Raises ValueError for a version without
    numbers.
    """
    numbers = [int(number) for number in re.findall(r"\d+", version)][:4]
    if not numbers:
        raise ValueError(f"no number in the version {version!r}")
    strings = {
        "FileDescription": DESCRIPTIONS[program],
        "FileVersion": version,
        "InternalName": program,
        "OriginalFilename": f"{program}.exe",
        "ProductName": NAME,
        "ProductVersion": version,
    }
    return _TEMPLATE.format(
        numbers=tuple(numbers + [0] * (4 - len(numbers))),
        table=f"{_LANGUAGE:04X}{_UNICODE:04X}",
        strings="\n".join(f"      StringStruct({key!r}, {value!r})," for key, value in strings.items()),
        language=_LANGUAGE,
        unicode=_UNICODE,
    )


def write_version_resource(version: str, program: str, folder: Path) -> Path:
    """Write the resource of one of the programs into a folder; returns the file."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{program}.version.txt"
    target.write_text(version_resource(version, program), encoding="utf-8")
    return target


if __name__ == "__main__":
    write_version_resource(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
