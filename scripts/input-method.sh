# Which input method Qt shall ask for Chinese. For `make run` and for the programs that are built.

# Qt's packages hold the connection to ibus only; fcitx answers to it as well.
choose_input_method() {
    case ${QT_IM_MODULE:-} in
    fcitx | fcitx5) export QT_IM_MODULE=ibus ;;
    "") ! uses_fcitx || export QT_IM_MODULE=ibus ;;
    esac
}

uses_fcitx() {
    case ${XMODIFIERS:-}${GTK_IM_MODULE:-} in
    *fcitx*) return 0 ;;
    esac
    command -v pgrep >/dev/null && pgrep -u "$(id -u)" -x 'fcitx5?' >/dev/null
}
