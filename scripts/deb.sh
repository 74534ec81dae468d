#!/bin/sh
# make deb: the built folder as a package for Debian, Ubuntu, 统信 and 麒麟 (dist/gkqd_VERSION_amd64.deb).
# A package runs where glibc is as new as where it was built, or newer: docs/packaging.md says where to build.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
. scripts/setup.sh

set_up build
built=dist/公开清单助手
version=$("$python" -c 'from app import __version__; print(__version__)')
package=dist/gkqd_${version}_amd64.deb
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
trap 'exit 1' HUP INT TERM

# put FILE FOLDER [NAME]: a file that everybody may read, below the root of the package.
put() {
    install -D -m 644 "$1" "$root/$2/${3:-$(basename "$1")}"
}

chmod 755 "$root"
mkdir -p "$root/usr/lib" "$root/usr/bin" "$root/DEBIAN"
cp -R "$built" "$root/usr/lib/gkqd"
ln -s ../lib/gkqd/gkqd "$root/usr/bin/gkqd"
ln -s ../lib/gkqd/启动.sh "$root/usr/bin/gkqd-window"

put packaging/linux/gkqd.desktop usr/share/applications
put packaging/linux/gkqd.xml usr/share/mime/packages
put resources/icons/mark.svg usr/share/icons/hicolor/scalable/apps gkqd.svg
"$python" scripts/make_icons.py build/icons
for size in 16 24 32 48 64 128 256; do
    put "build/icons/$size.png" "usr/share/icons/hicolor/${size}x$size/apps" gkqd.png
done

# Also where no Chinese manual is looked for: there is no other.
sed "s/@VERSION@/$version/" packaging/linux/gkqd.1 | gzip -9n >build/gkqd.1.gz
for manual in man/man1 man/zh_CN/man1; do
    put build/gkqd.1.gz "usr/share/$manual"
    ln -s gkqd.1.gz "$root/usr/share/$manual/gkqd-window.1.gz"
done

documents=$root/usr/share/doc/gkqd
mkdir -p "$documents"
mv "$root/usr/lib/gkqd/licences" "$documents/licences"
{
    cat packaging/linux/copyright
    cat "$documents/licences/目录.txt"
} >"$documents/copyright"
chmod -R u=rwX,go=rX "$root/usr"

# Into a variable: what fails within a here-document ends nothing.
needs=$("$python" scripts/system_needs.py "$built")
cat >"$root/DEBIAN/control" <<EOF
Package: gkqd
Version: $version
Architecture: amd64
Maintainer: 公开清单助手维护者 <gkqd@localhost>
Section: misc
Priority: optional
Installed-Size: $(du -sk "$root/usr" | cut -f 1)
$needs
Description: 公开清单助手：基层政务公开标准目录的离线填报、打印和上报
 给乡镇、街道、村（社区）和县里做基层政务公开的人用：照国家标准目录填本单位
 的公开目录，印公示、公开栏和目录，写成文件交给县里，县里收下、核对、汇总。
 不联网，不用注册，数据都在本机一个文件里。
EOF
dpkg-deb -Zxz --root-owner-group --build "$root" "$package" >&2
say "做好了：$PWD/$package（$(du -m "$package" | cut -f 1) MB）。安装：sudo apt install ./$package"
