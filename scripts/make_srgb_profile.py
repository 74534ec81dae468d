"""Write resources/icc/srgb.icc: the colour profile that says what the colours of printed documents mean.

A display profile of ICC version 2.1 computed from IEC 61966-2-1: the primaries adapted to D50, the transfer function
as a table of 1,024 values. Run again only if that standard changes.
"""

import struct
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "resources" / "icc" / "srgb.icc"
D50 = (0.9642, 1.0, 0.8249)
PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
STEPS = 1024


def fixed(*numbers: float) -> bytes:
    return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)


def xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + fixed(*values)


def text(words: str) -> bytes:
    return b"text\0\0\0\0" + words.encode("ascii") + b"\0"


def description(words: str) -> bytes:
    plain = words.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">L", len(plain)) + plain + bytes(4 + 4 + 2 + 1 + 67)


def curve() -> bytes:
    values = []
    for step in range(STEPS):
        shown = step / (STEPS - 1)
        light = shown / 12.92 if shown <= 0.04045 else ((shown + 0.055) / 1.055) ** 2.4
        values.append(round(light * 65535))
    return b"curv\0\0\0\0" + struct.pack(f">L{STEPS}H", STEPS, *values)


def profile() -> bytes:
    tags = {
        b"desc": description("sRGB IEC61966-2.1"),
        b"cprt": text("Computed from IEC 61966-2-1; no rights reserved."),
        b"wtpt": xyz(D50),
        **{name: xyz(values) for name, values in PRIMARIES.items()},
        b"rTRC": curve(),
    }
    directory, content = [], b""
    start = 128 + 4 + 12 * (len(tags) + 2)
    for name, data in tags.items():
        directory.append(struct.pack(">4sLL", name, start + len(content), len(data)))
        content += data + bytes(-len(data) % 4)
    shared = directory[-1][4:]
    directory += [b"gTRC" + shared, b"bTRC" + shared]
    header = struct.pack(">L4xL4s4s4s6H4s4x", start + len(content), 0x02100000, b"mntr", b"RGB ", b"XYZ ",
                         2026, 1, 1, 0, 0, 0, b"acsp")  # fmt: skip
    header += bytes(4 + 4 + 4 + 8 + 4) + fixed(*D50)
    return header.ljust(128, b"\0") + struct.pack(">L", len(directory)) + b"".join(directory) + content


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(profile())
