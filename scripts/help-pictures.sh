#!/bin/sh
# make help-pictures: the pictures of the help, taken anew from the real program, into resources/help/pictures.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
. scripts/setup.sh

set_up test
compile_resources
QT_QPA_PLATFORM=offscreen "$python" -m tests.ui.help_pictures
compile_resources
say "做完了，图片在 resources/help/pictures，请看一遍再交"
