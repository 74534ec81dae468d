# The Python environment that the program and its tests run in. Sourced with the project as working folder:
#
#   . scripts/setup.sh
#   set_up run              # or: set_up test, set_up build
#   "$python" -m app …      # never a script of the environment: their first lines break in long paths
#
# set_up sets  python  the environment's Python
#              output  where to write results: the project's folder or, if that cannot be written, one in the user's cache
# or says on standard error what is missing and what to do, and exits with 1.
#
# An environment is complete when its file `set-up` holds the checksum of the compiled requirements. The file is there
# from the first moment, saying `unfinished`: so a set-up that was killed (built anew) is told from an environment that
# somebody else made (left alone).

. scripts/packages.sh
. scripts/qt-libraries.sh

set_up() {
    kind=$1
    requirements=requirements/$kind.txt
    # The user's own Python settings would mix other packages into the environment.
    unset PYTHONHOME PYTHONPATH
    require_known_machine
    choose_folders
    take_turns
    is_complete || build_environment
    exec 9<&-
    python=$venv/bin/python
    require_qt_libraries "$venv"
}

# Compiles the resources when they changed. Where the folder cannot be written, every start of the program reads their
# sources instead, which takes two seconds longer.
compile_resources() {
    if [ "$output" = "$PWD" ]; then
        "$python" -m app.standards.compile
    fi
}

say() {
    printf '%s\n' "$@" >&2
}

fail() {
    say "" "$@"
    exit 1
}

require_known_machine() {
    [ "$(uname -s) $(uname -m)" = "Linux x86_64" ] || fail \
        "这台电脑是 $(uname -s) $(uname -m)。本程序只能在 Linux x86-64 和 64 位 Windows 10 上运行，没有安装任何东西。" \
        "请换一台电脑，或者请县里导出表格（xlsx）、代为打印。"
}

choose_folders() {
    output=$PWD
    # What the tests need shall not get into the built program: it is built in an environment of its own.
    case $kind in
    build) venv_name=build/environment ;;
    *) venv_name=.venv ;;
    esac
    venv=$output/$venv_name
    if can_hold_environment "$output"; then
        return
    fi
    # One folder for each copy of the project: two copies may need different packages.
    output=${XDG_CACHE_HOME:-${HOME:-}/.cache}/公开清单助手/$(printf '%s' "$PWD" | cksum | cut -d ' ' -f 1)
    if ! mkdir -p "$output" 2>/dev/null || ! can_hold_environment "$output"; then
        fail "没有安装任何东西：程序所在的文件夹不能写入（$PWD），您的缓存文件夹也不能写入（$output）。" \
            "请把整个程序文件夹复制到您的主目录，在那里再运行 make $kind。"
    fi
    say "程序所在的文件夹不能写入，运行环境和结果都放在：$output"
    is_complete || venv=$output/$venv_name
    export PYTHONPYCACHEPREFIX="$output/pycache" HYPOTHESIS_STORAGE_DIRECTORY="$output/hypothesis"
    export RUFF_NO_CACHE=true MYPY_CACHE_DIR="$output/mypy" PYTEST_ADDOPTS="-p no:cacheprovider"
}

# An environment needs a folder that can be written and holds symbolic links, which a FAT stick does not.
can_hold_environment() {
    probe=$1/.set-up-$$
    ln -s . "$probe" 2>/dev/null && rm -f "$probe"
}

# Two set-ups at once wait for each other; the lock goes away with the process, however it ends.
take_turns() {
    exec 9<"$requirements"
    if command -v flock >/dev/null && ! flock -n 9; then
        say "另一个窗口正在准备运行环境，等它做完……"
        flock 9
    fi
}

is_complete() {
    grep -qsxF "$(sha256sum <"$requirements")" "$venv/set-up" && environment_starts
}

# False too when the Python it was made with has gone from the system.
environment_starts() {
    "$venv/bin/python" -c "" 2>/dev/null
}

build_environment() {
    if [ -e "$venv/pyvenv.cfg" ] && [ ! -e "$venv/set-up" ]; then
        fail "没有安装任何东西：$venv 不是本程序建的，没有动它。" "请把它改名或者删掉，再运行 make $kind。"
    fi
    find_python
    if [ -e "$venv/set-up" ] && ! grep -qx unfinished "$venv/set-up" && environment_starts; then
        # What works is given up only when its successor can be had.
        say "要换一套组件，先看看能不能下载……"
        install_packages --dry-run --ignore-installed --quiet || fail_to_install "原来的运行环境没有动。"
    fi
    create_environment
    say "正在下载并安装程序用到的组件（约 130 MB，只有这一次），网速慢时要几分钟……"
    if ! install_packages; then
        remove_environment
        fail_to_install "没有留下装了一半的东西。"
    fi
    # What the tests need includes what the program needs.
    for installed in requirements/run.txt "$requirements"; do
        sha256sum <"$installed"
    done | sort -u >"$venv/finished"
    mv "$venv/finished" "$venv/set-up"
    say "组件装好了。"
}

find_python() {
    unfit=
    for base_python in "${PYTHON:-python3.11}" python3.11 python3.12 python3.13 python3 python; do
        version=$("$base_python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
        case $version in
        3.11 | 3.12 | 3.13) ;;
        *)
            unfit=${unfit:-Python $version}
            continue
            ;;
        esac
        if "$base_python" -c "import ensurepip, venv" 2>/dev/null; then
            return
        fi
        fail "没有安装任何东西：Python $version 有了，还缺它的 venv 模块。" \
            "Debian、Ubuntu、统信、麒麟：sudo apt install python$version-venv" \
            "装好以后再运行 make $kind。"
    done
    fail "没有找到 Python 3.11～3.13${unfit:+（只找到 $unfit）}，没有安装任何东西。" \
        "Debian 12：sudo apt install python3.11 python3.11-venv" \
        "Ubuntu 24.04：sudo apt install python3.12 python3.12-venv" \
        "Debian 13：sudo apt install python3.13 python3.13-venv" \
        "统信、麒麟等系统的软件源里如果没有，请到 Python 官方网站下载 3.11 安装。" \
        "装好以后再运行 make $kind；装在别处的，运行 make $kind PYTHON=它的完整路径。"
}

create_environment() {
    remove_environment
    mkdir -p "$venv"
    echo unfinished >"$venv/set-up"
    "$base_python" -m venv "$venv" >&2 || {
        remove_environment
        fail "没有装好：$base_python 建不了运行环境，原因在上面；没有留下装了一半的东西。" \
            "多半是磁盘满了，或者 Python 没有装全：请看上面的原因，处理后再运行 make $kind。"
    }
}

# pyvenv.cfg goes first: a removal that was killed must not look like somebody else's environment.
remove_environment() {
    rm -f "$venv/pyvenv.cfg"
    rm -rf "$venv"
}
