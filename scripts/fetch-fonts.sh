#!/bin/sh
# Fetch the bundled fonts by package name into resources/fonts and check them against SHA256SUMS.
#
# The fonts are committed, so nobody needs this to build or to run the program: it records where they came from and
# proves that they are the packages' own, unmodified files. Needs npm, apt-get and dpkg-deb (Debian 12's packages).
#
# usage: scripts/fetch-fonts.sh [FOLDER]      FOLDER: where to put them instead of resources/fonts
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
target=${1:-$root/resources/fonts}
mkdir -p "$target"
target=$(cd "$target" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Google's static TrueType builds: the CFF builds of other packages cannot be embedded by reportlab.
noto_version=0.4.3
for face in Sans Serif; do
    package=noto-$(echo "$face" | tr '[:upper:]' '[:lower:]')-sc
    npm pack --silent "@expo-google-fonts/$package@$noto_version" >/dev/null
    tar -xzf "expo-google-fonts-$package-$noto_version.tgz"
    cp "package/400Regular/Noto${face}SC_400Regular.ttf" "$target/Noto${face}SC-Regular.ttf"
    cp "package/700Bold/Noto${face}SC_700Bold.ttf" "$target/Noto${face}SC-Bold.ttf"
    cp package/LICENSE_FONT "$target/LICENSE-Noto${face}SC.txt"
    rm -r package
done

apt-get download -qq fonts-lxgw-wenkai fonts-hanazono
for package in *.deb; do
    dpkg-deb -x "$package" debian
done
cp debian/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf "$target/"
cp debian/usr/share/fonts/truetype/hanazono/HanaMinB.ttf "$target/"
cp debian/usr/share/doc/fonts-lxgw-wenkai/copyright "$target/LICENSE-LXGWWenKai.txt"
cp debian/usr/share/doc/fonts-hanazono/copyright "$target/LICENSE-HanaMinB.txt"
chmod 644 "$target"/*

cd "$target"
sha256sum --check "$root/resources/fonts/SHA256SUMS"
