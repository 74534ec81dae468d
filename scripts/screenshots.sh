#!/bin/sh
# make screenshots: every place of the window on the demo's data, at three settings of the screen, as pictures.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
. scripts/setup.sh

set_up test
compile_resources
"$python" -m tests.ui.screenshots "$output/screenshots"
say "做完了，图片在文件夹：$output/screenshots"
