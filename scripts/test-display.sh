# The X server without a screen on which tests drive the real window with real keys and a real mouse.

# require_test_display: installs it where it may, else names the one command that does.
# Does not fail: the tests that need it say that they were left out.
require_test_display() {
    if command -v Xvfb >/dev/null; then
        return
    fi
    if ! command -v apt-get >/dev/null; then
        say "没有 Xvfb：真实按键和鼠标的测试不做。请用系统的软件包管理器安装它。"
    elif [ "$(id -u)" != 0 ]; then
        say "没有 Xvfb：真实按键和鼠标的测试不做。请运行：sudo apt-get install xvfb"
    else
        say "正在安装测试窗口用的 Xvfb"
        install_system_packages xvfb || say "没有装上 Xvfb：真实按键和鼠标的测试不做。请接好网络后运行：apt-get install xvfb"
    fi
}
