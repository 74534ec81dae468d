"""The compiled file says what the YAML says, and whatever happens to it the program still starts."""

import hashlib
import os
import sys

import msgspec
import pytest

from app.errors import UserFacingError
from app.resources import resource_root
from app.standards import compile as compiling
from app.standards.layout import COMPILED
from app.standards.library import load_library
from app.standards.loading import load_content

PACK = "standards/05-social-assistance.yaml"


def test_compiled_equals_yaml():
    from_file, digest = compiling.current_content(resource_root())
    assert from_file == load_content(resource_root())
    assert digest == load_library().digest


def test_same_sources_give_the_same_bytes(small_root):
    compiling.compile_resources(small_root)
    first = (small_root / COMPILED).read_bytes()
    assert compiling.compile_resources(small_root, force=True)
    assert (small_root / COMPILED).read_bytes() == first
    assert not list(small_root.glob("*.part"))


def test_unchanged_sources_are_not_compiled_again(small_root):
    assert compiling.compile_resources(small_root)
    assert not compiling.compile_resources(small_root)


def test_a_changed_source_is_noticed_at_the_next_start(small_root, fresh_library):
    before = fresh_library(small_root)
    path = small_root / PACK
    path.write_text(
        path.read_text(encoding="utf-8").replace("name: 社会救助", "name: 社会救助和福利"), encoding="utf-8"
    )
    after = fresh_library(small_root)
    assert (before.fields["05"].name, after.fields["05"].name) == ("社会救助", "社会救助和福利")
    assert before.digest != after.digest
    assert not compiling.compile_resources(small_root)


def test_a_removed_source_is_noticed(small_root, fresh_library):
    assert "exemption-list" in fresh_library(small_root).definitions
    (small_root / "checklists/exemption-list.yaml").unlink()
    assert "exemption-list" not in fresh_library(small_root).definitions


def test_copied_sources_with_new_times_are_not_read_again(small_root, fresh_library):
    compiling.compile_resources(small_root)
    os.utime(small_root / PACK, (1, 1))
    assert not compiling.compile_resources(small_root)
    assert fresh_library(small_root).fields["05"].name == "社会救助"


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _flipped_at_the_front(data: bytes) -> bytes:
    return data[:50] + bytes([data[50] ^ 0x80]) + data[51:]


def _flipped_in_the_middle(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def _of_another_version(data: bytes) -> bytes:
    compiled = msgspec.msgpack.decode(data[compiling.CHECKSUM_SIZE :], type=compiling.Compiled)
    return compiling._packed(msgspec.structs.replace(compiled, shape="0" * 64))


def _of_another_program(data: bytes) -> bytes:
    body = msgspec.msgpack.encode({"name": "别的程序"})
    return hashlib.sha256(body).digest() + body


DAMAGES = [
    bytes.upper,
    lambda data: b"",
    _cut,
    _flipped_at_the_front,
    _flipped_in_the_middle,
    _of_another_version,
    _of_another_program,
]


@pytest.mark.parametrize("damaged", DAMAGES)
def test_a_damaged_file_is_made_again(small_root, fresh_library, damaged):
    sound = fresh_library(small_root)
    path = small_root / COMPILED
    path.write_bytes(damaged(path.read_bytes()))
    library = fresh_library(small_root)
    assert library.digest == sound.digest
    assert library.items("standard-catalogue") == sound.items("standard-catalogue")
    assert not compiling.compile_resources(small_root)


def test_a_folder_that_cannot_be_written_still_gives_a_library(small_root, fresh_library):
    (small_root / COMPILED).mkdir()
    assert len(fresh_library(small_root).items("standard-catalogue")) == 13
    assert not list(small_root.glob("*.part"))


def test_a_folder_that_cannot_be_written_is_told_when_compiling(small_root):
    (small_root / COMPILED).mkdir()
    with pytest.raises(UserFacingError) as caught:
        compiling.compile_resources(small_root)
    assert "resources/compiled.msgpack 没有写成" in caught.value.message


def test_a_faulty_source_leaves_the_file_as_it_was(small_root):
    compiling.compile_resources(small_root)
    before = (small_root / COMPILED).read_bytes()
    (small_root / PACK).write_text("field: {}\nitems: []\n", encoding="utf-8")
    with pytest.raises(UserFacingError):
        compiling.compile_resources(small_root)
    assert (small_root / COMPILED).read_bytes() == before


def test_a_frozen_program_reads_what_it_brought_along(small_root, fresh_library, monkeypatch):
    compiling.compile_resources(small_root)
    for path in small_root.rglob("*.yaml"):
        path.unlink()
    monkeypatch.setattr(sys, "_MEIPASS", str(small_root.parent), raising=False)
    monkeypatch.setattr(compiling, "_code_paths", list)
    assert fresh_library(None).fields["05"].name == "社会救助"


def test_an_installation_without_resources_is_told(tmp_path, fresh_library):
    with pytest.raises(UserFacingError) as caught:
        fresh_library(tmp_path / "resources")
    assert caught.value.message.startswith("程序文件不完整：resources/compiled.msgpack 缺少或者损坏了。")


def test_command_line_tells_what_it_did(small_root, monkeypatch, capsys):
    monkeypatch.setattr(sys, "_MEIPASS", str(small_root.parent), raising=False)
    assert compiling.main([]) == 0
    assert compiling.main([]) == 0
    assert compiling.main(["--force"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "资源文件已检查并编好。",
        "资源文件没有改动。",
        "资源文件已检查并编好。",
    ]
    (small_root / PACK).unlink()
    (small_root / "laws/laws.yaml").write_text("laws: []\n", encoding="utf-8")
    assert compiling.main([]) == 1
    assert "resources/laws/laws.yaml：法规表缺少“meta”（说明）。请补上后再试。" in capsys.readouterr().err


NEW_KIND = """
checklist:
  code: mailbox-replies
  name: 信箱答复公开清单
  shape: catalogue
  what_for: 公开群众来信的答复
  used_by: [township]
  title_elements: [subject]
  elements:
  - key: subject
    label: 来信主题
    kind: text
    required: true
    question: 这封信问的是什么？
    example: 村道路灯不亮
  - key: answered_on
    label: 答复日期
    kind: date
    question: 哪天答复的？
    example: 2026年11月3日
  - key: open_to
    label: 公开范围
    kind: choice
    choices: [全文, 摘要]
    question: 全文公开还是只公开摘要？
    example: 摘要
  - key: cost
    label: 花费
    kind: money
    question: 花了多少钱？
    example: 300元
items:
- code: MR-001
  subject: 村道路灯不亮
  answered_on: 2026-11-03
  open_to: 摘要
  cost: '300.50'
  evidence: recalled
"""


def test_a_new_catalogue_is_one_file_without_code(small_root, fresh_library):
    (small_root / "checklists/mailbox-replies.yaml").write_text(NEW_KIND, encoding="utf-8")
    library = fresh_library(small_root)
    definition = library.definitions["mailbox-replies"]
    assert (definition.name, definition.columns) == ("信箱答复公开清单", ())
    assert definition.element("open_to").choice_labels == ("全文", "摘要")
    item = library.item("mailbox-replies", "MR-001")
    assert item.values == {
        "subject": "村道路灯不亮",
        "answered_on": "2026-11-03",
        "open_to": "摘要",
        "cost": "300.50",
    }


@pytest.mark.parametrize(
    ("stands", "instead", "message"),
    [
        ("2026-11-03", "今年", "事项 MR-001 的“answered_on”（答复日期）格式不对。"),
        ("'300.50'", "300.50", "事项 MR-001 的“cost”（花费）应为文字，现在是数字（当文字用要加引号）。"),
    ],
)
def test_values_of_a_new_catalogue_are_checked(small_root, stands, instead, message):
    text = NEW_KIND.replace(stands, instead)
    (small_root / "checklists/mailbox-replies.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UserFacingError) as caught:
        load_content(small_root)
    assert caught.value.message == f"resources/checklists/mailbox-replies.yaml：{message}请改好后再试。"
