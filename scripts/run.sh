#!/bin/sh
# make run: open the window. Where there is no screen: the whole job on a county, two townships and a village, and where
# the results lie.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
. scripts/setup.sh
. scripts/input-method.sh

# Whoever names one of Qt's platforms has a screen, or wants none as tests do.
has_screen() {
    [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ]
}

open_window() {
    missing=$(missing_libraries "$venv" $qt_window)
    [ -z "$missing" ] || [ -n "${QT_QPA_PLATFORM:-}" ] ||
        fail "窗口打不开：系统库还缺 $missing" "请照上面的提示装好，再运行 make run。"
    choose_input_method
    "$python" -m ui || window_ended $?
}

# Qt aborts when it cannot reach the screen, and says why in English.
window_ended() {
    [ "$1" != 134 ] || fail "窗口没有打开，或者中途停了，原因在上面。保存过的内容不受影响。" \
        "连不上屏幕时，请在这台电脑的桌面上打开终端，用登录桌面的那个用户运行 make run。"
    exit "$1"
}

run_demo() {
    say "这里没有屏幕（没有图形桌面），窗口没有打开：把整个流程在演示数据上做一遍。"
    "$python" -m app demo "$output/demo" --force
    say "做完了，结果在文件夹：$output/demo" "要打开窗口，请在图形桌面的终端里运行 make run。"
}

set_up run
compile_resources
if has_screen; then
    open_window
else
    run_demo
fi
