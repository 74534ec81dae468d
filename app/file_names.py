"""Names for files, made of what people and units are called."""

import re

# What no file system of ours takes in a name.
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def file_name(words: str) -> str:
    """Return words as the name of a file: "东/西村_上报.zwgk" is no path."""
    return _UNFIT.sub("_", words)
