#!/bin/sh
# make run: the whole job on a county, two townships and a village, and where the results lie.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
. scripts/setup.sh

set_up run
compile_resources
say "窗口还没有做好：下面不开窗口，把整个流程在演示数据上做一遍。"
"$python" -m app demo "$output/demo" --force
say "做完了，结果在文件夹：$output/demo"
