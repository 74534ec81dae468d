# The few shared libraries of the system that Qt needs and its packages do not bring along.
# The list was found with ldd on a Debian 12 that has nothing but its base system.
qt_packages="libegl1 libgl1 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0 libxkbcommon0"

# require_qt_libraries ENVIRONMENT: installs what is missing where it may, else names the one command that does.
# Does not fail: all but the window works without them.
require_qt_libraries() {
    missing=$(missing_qt_libraries "$1")
    if [ -z "$missing" ]; then
        return
    fi
    if ! command -v apt-get >/dev/null; then
        say "窗口用到的系统库还缺：$missing" "请用系统的软件包管理器安装它们。"
    elif [ "$(id -u)" != 0 ]; then
        say "窗口用到的系统库还缺：$missing" "请运行：sudo apt-get install $qt_packages"
    else
        say "正在安装窗口用到的系统库：$missing"
        install_qt_packages || say "没有装上。请接好网络后运行：apt-get install $qt_packages"
    fi
}

# missing_qt_libraries ENVIRONMENT: file names of shared libraries that the loader does not find, on one line.
missing_qt_libraries() {
    for library in "$1"/lib/python3.*/site-packages/PySide6/Qt/lib/libQt6Widgets.so.6 \
        "$1"/lib/python3.*/site-packages/PySide6/Qt/plugins/platforms/libqoffscreen.so; do
        LC_ALL=C ldd "$library"
    done | sed -n 's/^[[:space:]]*\([^ ]*\) => not found.*/\1/p' | sort -u | tr '\n' ' '
}

install_qt_packages() {
    # Package lists of a fresh system are empty or old: fetch them only when needed.
    apt_install || { apt-get update -qq >&2 && apt_install; }
}

apt_install() {
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $qt_packages >&2
}
