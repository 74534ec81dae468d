# The few shared libraries of the system that Qt needs and its packages do not bring along.
# The lists were found with ldd on a Debian 12 that has nothing but its base system. Later systems renamed two of the
# packages (…t64) and take the old names too.
# What works without a window needs too: fonts, pictures, tests.
qt_packages="libegl1 libgl1 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0 libxkbcommon0"
# A window on the screen.
qt_packages="$qt_packages libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0"
qt_packages="$qt_packages libxcb-render-util0 libxcb-shape0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0"
# Printers.
qt_packages="$qt_packages libcups2"

qt_window="lib/libQt6Widgets.so.6 lib/libQt6Svg.so.6 lib/libQt6PrintSupport.so.6 plugins/platforms/libqxcb.so"
qt_rest="plugins/platforms/libqoffscreen.so plugins/printsupport/libcupsprintersupport.so"

# require_qt_libraries ENVIRONMENT: installs what is missing where it may, else names the one command that does.
# Does not fail: all but the window works without them.
require_qt_libraries() {
    missing=$(missing_libraries "$1" $qt_window $qt_rest)
    if [ -z "$missing" ]; then
        return
    fi
    if ! command -v apt-get >/dev/null; then
        say "窗口用到的系统库还缺：$missing" "请用系统的软件包管理器安装它们。"
    elif [ "$(id -u)" != 0 ]; then
        say "窗口用到的系统库还缺：$missing" "请运行：sudo apt-get install $qt_packages"
    else
        say "正在安装窗口用到的系统库：$missing"
        install_system_packages $qt_packages || say "没有装上。请接好网络后运行：apt-get install $qt_packages"
    fi
}

# missing_libraries ENVIRONMENT FILE…: names of shared libraries that the loader does not find for these files of Qt, on
# one line.
missing_libraries() {
    environment=$1
    shift
    for file in "$@"; do
        LC_ALL=C ldd "$environment"/lib/python3.*/site-packages/PySide6/Qt/"$file"
    done | sed -n 's/^[[:space:]]*\([^ ]*\) => not found.*/\1/p' | sort -u | tr '\n' ' '
}

install_system_packages() {
    # Package lists of a fresh system are empty or old: fetch them only when needed.
    apt_install "$@" || { apt-get update -qq >&2 && apt_install "$@"; }
}

apt_install() {
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}
