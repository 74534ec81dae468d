# A system with nothing but its base, into which the drills install the package.

# require_debootstrap: installs it where it may, else names the one command that does.
# Does not fail: the drill that needs it says that it was left out.
require_debootstrap() {
    if command -v debootstrap >/dev/null; then
        return
    fi
    if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
        say "没有 debootstrap，或者不是管理员：安装包装进干净系统的演练不做。"
    else
        say "正在安装 debootstrap：安装包要装进一个干净的系统里试"
        install_system_packages debootstrap || say "没有装上 debootstrap：安装包装进干净系统的演练不做。"
    fi
}
