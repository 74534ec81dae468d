"""How large a package may be. A file is bounded by these before anything in it is unpacked."""

KIB = 1024
MIB = 1024 * KIB

MAX_MANIFEST_SIZE = 4 * MIB
MAX_MEMBERS = 10_000
MAX_MEMBER_SIZE = 256 * MIB  # one member, unpacked
MAX_TOTAL_SIZE = 1024 * MIB  # all members, unpacked
MAX_ROW_SIZE = 4 * MIB  # one line of a .jsonl member
MAX_DOCUMENT_SIZE = 16 * MIB  # a .json member, which is decoded whole
MAX_NESTING = 32  # lists and objects inside each other

# Deflate can reach 1032 : 1; rows of real entries carry random ids and stay below 100 : 1.
MAX_INFLATION = 400
INFLATION_JUDGED_FROM = MIB
