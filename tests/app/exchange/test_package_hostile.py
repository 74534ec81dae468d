"""Packages with a good layout and signature whose sender means harm or made a mistake."""

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.canonical import canonical_json
from app.errors import UserFacingError
from app.exchange import limits
from app.exchange.manifest import FORMAT_MINOR
from app.exchange.package_reading import open_package

from .samples import PHOTO, PHOTO_HASH, deflated, forge, forge_entries, manifest_document, member, write_sample

EMPTY = deflated(b"")
ENTRIES = member("entries.jsonl", b"", EMPTY)


def refusal_code(path) -> str:
    with pytest.raises(UserFacingError) as refusal:
        open_package(path)
    assert "没有收下" in refusal.value.message
    return refusal.value.code


def test_the_forge_itself_is_sound(tmp_path):
    with open_package(forge_entries(tmp_path / "a.zwgk", b'{"id":"1"}\n')) as package:
        assert list(package.rows("entries.jsonl")) == [{"id": "1"}]


@pytest.mark.parametrize(
    "name",
    [
        "../../x",
        "../entries.jsonl",
        "/etc/passwd",
        "C:/x.jsonl",
        "a\\b.jsonl",
        "attachments/../x",
        "attachments/" + "0" * 63,
        "attachments/" + "A" * 64,
        "entries.jsonl\n",
        "entries.jsonl/",
        "",
        "roster.jsonl",
        "manifest.json",
        "signature.json",
        "条目.jsonl",
        "x.exe",
    ],
)
@pytest.mark.parametrize("minor", [FORMAT_MINOR, FORMAT_MINOR + 1])
def test_a_name_that_does_not_belong_is_refused(tmp_path, name, minor):
    line = member(name, b"", EMPTY, rows=None)
    manifest = manifest_document(line, ENTRIES, format={"major": 1, "minor": minor})
    if minor > FORMAT_MINOR and name == "roster.jsonl":
        return  # well formed: a later version may have it here
    path = forge(tmp_path / "a.zwgk", manifest, [("entries.jsonl", EMPTY, 0)])
    assert refusal_code(path) == "package-member-name"


def test_members_out_of_order_or_twice_are_refused(tmp_path):
    revisions = member("revisions.jsonl", b"", EMPTY)
    for lines in ([revisions, ENTRIES], [ENTRIES, ENTRIES]):
        packed = [(line["name"], EMPTY, 0) for line in lines]
        assert refusal_code(forge(tmp_path / "a.zwgk", manifest_document(*lines), packed)) == "package-malformed"


def test_a_package_without_entries_is_refused(tmp_path):
    assert refusal_code(forge(tmp_path / "a.zwgk", manifest_document(), [])) == "package-malformed"


def test_an_attachment_under_another_hash_is_refused(tmp_path):
    line = member("attachments/" + "0" * 64, PHOTO, PHOTO)
    path = forge(tmp_path / "a.zwgk", manifest_document(line, ENTRIES), [(line["name"], PHOTO, len(PHOTO))])
    assert refusal_code(path) == "package-malformed"


def test_an_attachment_in_a_kind_that_has_none_is_refused(tmp_path):
    line = member("attachments/" + PHOTO_HASH, PHOTO, PHOTO)
    path = forge(tmp_path / "a.zwgk", manifest_document(line, kind="profile"), [(line["name"], PHOTO, len(PHOTO))])
    assert refusal_code(path) == "package-member-name"


@pytest.mark.parametrize("size", [limits.MAX_MEMBER_SIZE + 1, 2**31, 2**40, 2**63])
def test_a_member_announced_too_big_is_refused_before_it_is_unpacked(tmp_path, size):
    line = member("entries.jsonl", b"", EMPTY, size=size)
    path = forge(tmp_path / "a.zwgk", manifest_document(line), [])
    assert refusal_code(path) == "package-too-big"


def test_many_members_that_are_too_big_together_are_refused(tmp_path):
    each = limits.MAX_MEMBER_SIZE
    lines = [
        {"name": f"attachments/{n:064x}", "sha256": f"{n:064x}", "size": each, "packed_size": each, "rows": None}
        for n in range(5)
    ]
    assert refusal_code(forge(tmp_path / "a.zwgk", manifest_document(*lines, ENTRIES), [])) == "package-too-big"


def test_too_many_members_are_refused(tmp_path):
    lines = [
        {"name": f"attachments/{n:064x}", "sha256": f"{n:064x}", "size": 0, "packed_size": 0, "rows": None}
        for n in range(limits.MAX_MEMBERS)
    ]
    assert refusal_code(forge(tmp_path / "a.zwgk", manifest_document(*lines, ENTRIES), [])) == "package-too-big"


def test_a_bomb_with_an_honest_size_is_refused(tmp_path):
    content = b"\n" * (8 * limits.MIB)
    assert refusal_code(forge_entries(tmp_path / "a.zwgk", content, deflated(content, 9))) == "package-too-big"


def test_a_bomb_with_a_false_size_is_stopped_at_that_size(tmp_path, monkeypatch):
    content = b"\n" * (64 * limits.MIB)
    unpacked = 0
    crc32 = zlib.crc32

    def counting(data, value=0):
        nonlocal unpacked
        unpacked += len(data)
        return crc32(data, value)

    path = forge_entries(tmp_path / "a.zwgk", content, deflated(content, 9), size=100, rows=100)
    monkeypatch.setattr("app.exchange.package_reading.zlib.crc32", counting)
    assert refusal_code(path) == "package-malformed"
    assert unpacked < limits.MIB


@pytest.mark.parametrize(
    "packed",
    [
        deflated(b"{}\n") + b"x",
        deflated(b"{}\n") + deflated(b""),
        deflated(b"{}\n")[:-1],
        b"",
        b"\xff\xff\xff\xff",
        deflated(b"{}\n{}\n"),
        deflated(b"{}"),
    ],
    ids=["garbage after", "second stream", "unfinished", "nothing", "no stream", "longer", "shorter"],
)
def test_a_stream_that_is_not_the_announced_one_is_refused(tmp_path, packed):
    path = forge_entries(tmp_path / "a.zwgk", b"{}\n", packed)
    assert refusal_code(path) == "package-malformed"


def test_garbage_after_the_stream_in_a_later_piece_is_refused(tmp_path):
    packed = deflated(b"{}\n") + b"x" * 600_000
    assert refusal_code(forge_entries(tmp_path / "a.zwgk", b"{}\n", packed)) == "package-malformed"


def test_a_wrong_checksum_in_the_headers_is_refused(tmp_path):
    path = forge_entries(tmp_path / "a.zwgk", b"{}\n")
    crc = zlib.crc32(b"{}\n").to_bytes(4, "little")
    content = path.read_bytes()
    assert content.count(crc) == 2
    path.write_bytes(content.replace(crc, bytes(4)))
    assert refusal_code(path) == "package-changed"


@pytest.mark.parametrize(("content", "rows"), [(b"{}\n", 2), (b"{}\n", 0), (b"{}", 0), (b"{}\n{}", 1), (b"", 1)])
def test_a_wrong_number_of_rows_is_refused(tmp_path, content, rows):
    assert refusal_code(forge_entries(tmp_path / "a.zwgk", content, rows=rows)) == "package-malformed"


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b'{"a":NaN}',
        b'{"a":1e999}',
        b'{"a":"\\ud800"}',
        b'{"a":"\xff"}',
        b'{"a":' + b"[" * 40 + b"]" * 40 + b"}",
        b'{"a":' + b"[" * 100_000,
        b'"' + b'\\"' * 100_000,
        b'{"a":"' + b"x" * limits.MAX_ROW_SIZE + b'"}',
    ],
    ids=[
        "empty",
        "list",
        "null",
        "broken",
        "NaN",
        "infinite",
        "lone surrogate",
        "not UTF-8",
        "deep",
        "very deep",
        "open string",
        "long",
    ],
)
def test_a_bad_row_is_refused_when_it_is_reached_and_its_line_named(tmp_path, line):
    path = forge_entries(
        tmp_path / "a.zwgk", b'{"id":"1"}\n' + line + b"\n", deflated(b'{"id":"1"}\n' + line + b"\n", 1)
    )
    with open_package(path) as package:
        rows = package.rows("entries.jsonl")
        assert next(rows) == {"id": "1"}
        with pytest.raises(UserFacingError) as refusal:
            next(rows)
    assert refusal.value.code == "package-malformed"
    assert "line 2" in refusal.value.details


def test_brackets_inside_texts_do_not_count_as_nesting(tmp_path):
    line = canonical_json({"a": "[[[[{{{{" * 100, "b": [{"c": ['"[', "\\"]}] * 40})
    with open_package(forge_entries(tmp_path / "a.zwgk", line + b"\n")) as package:
        assert next(package.rows("entries.jsonl"))["a"] == "[[[[{{{{" * 100


def test_a_line_over_many_pieces_without_an_end_is_refused_early(tmp_path):
    content = bytes(limits.MAX_ROW_SIZE * 2) + b"\n"
    stored_blocks = deflated(content, 0)
    path = forge_entries(tmp_path / "a.zwgk", content, stored_blocks)
    with open_package(path) as package, pytest.raises(UserFacingError) as refusal:
        list(package.rows("entries.jsonl"))
    assert refusal.value.code == "package-malformed"


def test_a_document_that_is_no_json_is_refused(tmp_path):
    packed = deflated(b"{")
    manifest = manifest_document(member("receipt.json", b"{", packed), kind="receipt")
    path = forge(tmp_path / "a.zwgk", manifest, [("receipt.json", packed, 1)])
    with open_package(path) as package, pytest.raises(UserFacingError) as refusal:
        package.document("receipt.json")
    assert refusal.value.code == "package-malformed"


def test_a_signature_by_a_key_other_than_the_named_one_is_refused(tmp_path):
    manifest = manifest_document(ENTRIES, device={"public_key": "ab" * 32})
    assert refusal_code(forge(tmp_path / "a.zwgk", manifest, [("entries.jsonl", EMPTY, 0)])) == "package-signature"


def test_content_changed_with_all_hashes_and_checksums_mended_is_refused(tmp_path):
    """Someone who rewrites a package as carefully as can be still lacks the key."""
    honest = write_sample(tmp_path / "a.zwgk").path.read_bytes()
    forged = forge(tmp_path / "b.zwgk", manifest_document(ENTRIES, round=2), [("entries.jsonl", EMPTY, 0)]).read_bytes()
    signature_at = honest.index(b'{"algorithm"')
    stolen = honest[signature_at : signature_at + 166]
    at = forged.index(b'{"algorithm"')
    old = forged[at : at + 166]
    mended = forged.replace(old, stolen).replace(
        zlib.crc32(old).to_bytes(4, "little"), zlib.crc32(stolen).to_bytes(4, "little")
    )
    (tmp_path / "c.zwgk").write_bytes(mended)
    assert refusal_code(tmp_path / "c.zwgk") == "package-signature"


def test_a_package_of_a_newer_major_format_is_refused_kindly(tmp_path):
    manifest = manifest_document(format={"major": 2, "minor": 0}, members="something else", kind="letter")
    assert refusal_code(forge(tmp_path / "a.zwgk", manifest, [])) == "package-newer-major"


def test_a_newer_minor_is_read_and_what_it_added_is_kept(tmp_path):
    extra = member("opinions.jsonl", b"{}\n", deflated(b"{}\n"), colour="red")
    manifest = manifest_document(ENTRIES, extra, format={"major": 1, "minor": 7}, mood="good")
    manifest["organisation"]["motto"] = "为人民服务"
    path = forge(tmp_path / "a.zwgk", manifest, [("entries.jsonl", EMPTY, 0), ("opinions.jsonl", deflated(b"{}\n"), 3)])
    with open_package(path) as package:
        assert package.manifest.format.minor == 7
        assert package.manifest_bytes == canonical_json(manifest)
        assert list(package.rows("opinions.jsonl")) == [{}]


def test_a_kind_that_only_a_newer_minor_knows_is_refused_kindly(tmp_path):
    manifest = manifest_document(ENTRIES, format={"major": 1, "minor": FORMAT_MINOR + 1}, kind="letter")
    assert refusal_code(forge(tmp_path / "a.zwgk", manifest, [])) == "package-newer-content"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"format":1}',
        b'{"format":{"major":0,"minor":0}}',
        b"[" * 5000,
        canonical_json(manifest_document(ENTRIES)) + b"\n",
        canonical_json(manifest_document(ENTRIES)).replace(b":", b": ", 1),
        canonical_json(manifest_document(ENTRIES)).replace(b'"round":1', b'"round":1,"round":1'),
        canonical_json(manifest_document(ENTRIES)).replace("镇".encode(), b"\\u9547"),
    ],
)
def test_a_manifest_that_is_not_canonical_json_is_refused(tmp_path, raw):
    assert refusal_code(forge(tmp_path / "a.zwgk", raw, [("entries.jsonl", EMPTY, 0)])) == "package-malformed"


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "letter"},
        {"round": 0},
        {"round": True},
        {"round": "1"},
        {"edition": 2026},
        {"parent": "abc"},
        {"created": "2026-13-01"},
        {"recipient": {"id": "x", "name": "y"}},
        {"device": {"public_key": "AB" * 32}},
        {"members": None},
        {"organisation": None},
        {"organisation": {**manifest_document()["organisation"], "name": "兴隆镇\u202e府政"}},
        {"organisation": {**manifest_document()["organisation"], "name": ""}},
        {"organisation": {**manifest_document()["organisation"], "id": "../../x"}},
    ],
)
def test_a_manifest_that_breaks_a_rule_is_refused(tmp_path, changes):
    manifest = {**manifest_document(ENTRIES), **changes}
    assert refusal_code(forge(tmp_path / "a.zwgk", manifest, [("entries.jsonl", EMPTY, 0)])) == "package-malformed"


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None, max_examples=300)
@given(field=st.sampled_from(sorted(manifest_document())), value=_json)
def test_any_manifest_opens_or_is_refused_in_words(tmp_path_factory, field, value):
    path = tmp_path_factory.mktemp("fuzz") / "a.zwgk"
    try:
        forge(path, manifest_document(ENTRIES) | {field: value}, [("entries.jsonl", EMPTY, 0)])
    except ValueError:
        return  # not JSON at all, for instance a lone surrogate
    _opens_or_is_refused(path)


@settings(deadline=None, max_examples=300)
@given(field=st.sampled_from(sorted(ENTRIES)), value=_json)
def test_any_line_of_a_member_opens_or_is_refused_in_words(tmp_path_factory, field, value):
    path = tmp_path_factory.mktemp("fuzz") / "a.zwgk"
    try:
        forge(path, manifest_document(ENTRIES | {field: value}), [("entries.jsonl", EMPTY, 0)])
    except ValueError:
        return  # not JSON at all, for instance a lone surrogate
    _opens_or_is_refused(path)


@settings(deadline=None, max_examples=300)
@given(raw=st.binary(max_size=80))
def test_any_signed_bytes_in_place_of_the_manifest_are_refused_in_words(tmp_path_factory, raw):
    path = forge(tmp_path_factory.mktemp("fuzz") / "a.zwgk", raw, [("entries.jsonl", EMPTY, 0)])
    assert refusal_code(path) == "package-malformed"


@settings(deadline=None, max_examples=300)
@given(content=st.binary(max_size=200).map(lambda raw: raw + b"\n"))
def test_any_rows_are_read_or_refused_in_words(tmp_path_factory, content):
    path = forge_entries(tmp_path_factory.mktemp("fuzz") / "a.zwgk", content)
    with open_package(path) as package:
        try:
            rows = list(package.rows("entries.jsonl"))
        except UserFacingError as refusal:
            assert refusal.code == "package-malformed"
        else:
            assert all(isinstance(row, dict) for row in rows)


@settings(deadline=None, max_examples=300)
@given(packed=st.binary(max_size=200), size=st.integers(0, 500))
def test_any_packed_bytes_are_read_or_refused_in_words(tmp_path_factory, packed, size):
    path = forge_entries(tmp_path_factory.mktemp("fuzz") / "a.zwgk", b"", packed, size=size)
    _opens_or_is_refused(path)


def _opens_or_is_refused(path) -> None:
    try:
        open_package(path).close()
    except UserFacingError as refusal:
        assert refusal.code.startswith("package-")
