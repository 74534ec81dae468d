#!/bin/sh
# make build: the program as one folder that needs no Python (dist/公开清单助手). What was built is tried at once: its own
# command line does a township's and a county's work, its window shows every place.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
. scripts/setup.sh

set_up build
[ "$output" = "$PWD" ] || fail "没有构建：程序所在的文件夹不能写入。请把整个文件夹复制到您的主目录，在那里再运行 make build。"
compile_resources
"$python" -m PyInstaller --noconfirm --log-level ERROR --distpath dist --workpath build/work build.spec
built=dist/公开清单助手
cp packaging/linux/启动.sh scripts/input-method.sh "$built/"
"$python" scripts/collect_licences.py "$built/licences" requirements/run.txt "$built"

trial=$(mktemp -d)
trap 'rm -rf "$trial"' EXIT
trap 'exit 1' HUP INT TERM
"$python" scripts/check_build.py "$trial"
say "做好了：$PWD/$built（$(du -sm "$built" | cut -f 1) MB），试过了。打开窗口：$built/启动.sh"
