"""trust: whose files are believed beside the roster's: our parent's, and other computers of our own unit."""

import argparse
from pathlib import Path

from app.cli.common import add_json, add_workspace, desk_time, print_json, reading, writing
from app.errors import UsageError, UserFacingError
from app.exchange.keys import parse_fingerprint
from app.exchange.package_reading import open_package
from app.exchange.roster import trust
from app.exchange.roster_changes import Device, believed_devices, revoke
from app.workspace import Workspace


def register_trust(commands: argparse._SubParsersAction) -> None:
    """Add `trust`."""
    believe = commands.add_parser("trust", help="认可上级，或者本单位的另一台电脑；不写文件就列出认可过的")
    add_workspace(believe)
    believe.add_argument("file", metavar="文件", type=Path, nargs="?", help="对方给的文件（.zwgk）")
    believe.add_argument("--fingerprint", metavar="指纹", help="电话里念的六组数字")
    believe.add_argument("--new-parent", action="store_true", help="换了上级：原来的上级不再认可")
    believe.add_argument("--withdraw", metavar="指纹", help="不再认可这台电脑：它以后签的不收，以前收下的还在")
    add_json(believe)
    believe.set_defaults(run=_trust)


def _trust(arguments: argparse.Namespace) -> int:
    if arguments.withdraw:
        return _withdraw(arguments)
    if arguments.file is None:
        return _list(arguments)
    if not arguments.fingerprint:
        raise UsageError("fingerprint-missing", "认可一台电脑要写明电话里念的指纹：--fingerprint 六组数字。没有认可。")
    with writing(arguments) as workspace, open_package(arguments.file) as package:
        unit = trust(workspace, package, arguments.fingerprint, is_new_parent=arguments.new_parent)
        whose = "本单位的另一台电脑" if unit.id == workspace.organisation.id else f"上级“{unit.name}”"
    print(f"已认可{whose}。")
    return 0


def _withdraw(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        device = _fitting(workspace, arguments.withdraw)
        unit = workspace.organisation_by_id(device.unit)
        revoke(workspace, unit, device.fingerprint)
    print(f"不再认可“{unit.name}”的这台电脑：它以后签的文件不收，以前收下的还在。")
    return 0


def _fitting(workspace: Workspace, typed: str) -> Device:
    wanted = parse_fingerprint(typed)
    for device in believed_devices(workspace):
        if device.fingerprint == wanted:
            return device
    raise UserFacingError(
        "device-not-known", f"没有认可过指纹是 {wanted} 的上级或本单位的电脑，没有改动。请对着列出来的指纹再填一次。"
    )


def _list(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        own = workspace.organisation.id
        known = [(_whose(workspace, each, own), each) for each in believed_devices(workspace)]
    if arguments.json:
        names = ("fingerprint", "at", "by", "is_revoked")
        print_json([{"unit": whose} | {name: getattr(each, name) for name in names} for whose, each in known])
        return 0
    for whose, each in known:
        word = "不再认可" if each.is_revoked else "认可"
        print(f"{whose}\t{each.fingerprint}\t{desk_time(each.at)} {word}\t{each.by or ''}".rstrip())
    if not known:
        print("还没有认可过上级的电脑，或者本单位的另一台电脑。")
    return 0


def _whose(workspace: Workspace, device: Device, own: str) -> str:
    return "本单位" if device.unit == own else f"上级 {workspace.organisation_by_id(device.unit).name}"
