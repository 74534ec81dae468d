# Installing the pinned packages with pip, as the user has configured it, and saying in Chinese why that failed.

# install_packages [PIP-OPTION…]: into $venv, from $requirements. On failure sets `reason` to a Chinese sentence.
install_packages() {
    pip_log=$(mktemp)
    # PIP_USER=0: some systems make --user the default, which pip refuses in an environment.
    if PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1 "$venv/bin/python" -m pip install "$@" --no-input --log "$pip_log" \
        --require-hashes --only-binary :all: --requirement "$requirements" >&2; then
        rm -f "$pip_log"
        return 0
    fi
    reason=$(explain_failure "$pip_log")
    rm -f "$pip_log"
    return 1
}

explain_failure() {
    missing=$(sed -n 's/.*No matching distribution found for \([^ ;]*\).*/\1/p' "$1" | head -n 1)
    if grep -q "No space left on device" "$1"; then
        echo "磁盘满了，至少要空出 800 MB"
    elif grep -q "DO NOT MATCH THE HASHES" "$1"; then
        echo "下载到的文件和程序要的不一样（下载出错，或者镜像里的文件被换过），没有装"
    elif grep -q "Retrying (Retry" "$1"; then
        echo "连不上下载组件的网站，还缺 ${missing:-一部分组件}"
    elif [ -n "$missing" ]; then
        echo "pip 能用的来源里没有 $missing"
    else
        echo "pip 没有装完，原因在上面"
    fi
}

fail_to_install() {
    fail "没有装好：$reason。$1" \
        "能上网的：请检查网络和代理，再运行 make $kind；网速慢的，可以先给 pip 设置一个国内镜像。" \
        "不能上网的：在一台能上网、系统相同的电脑上，到本程序的文件夹里运行" \
        "    $base_python -m pip download --only-binary :all: -d 组件 -r $requirements" \
        "把“组件”文件夹拷到这台电脑的本程序文件夹里，再运行" \
        "    PIP_NO_INDEX=1 PIP_FIND_LINKS=组件 make $kind"
}
