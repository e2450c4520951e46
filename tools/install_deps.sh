#!/bin/sh
# Installs the Debian packages that are missing: install_deps.sh SET... with SET build, test, browser or arm64.
# Says what it does; does nothing when all are there. Needs root or sudo to install.
set -eu

build='build-essential meson ninja-build pkg-config libxml2-dev libutf8proc-dev libsqlite3-dev
    libmicrohttpd-dev libzstd-dev zlib1g-dev libxxhash-dev nettle-dev libtimezonemap-data'
test='libcmocka-dev clang-14 libclang-rt-14-dev clang-format-14 clang-tidy-14 sqlite3 python3 zstd gzip libunistring-dev'
browser='chromium fonts-dejavu-core nodejs'
arm64='gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user-static'

wanted=
for set in "$@"; do
    case $set in
        build) wanted="$wanted $build" ;;
        test) wanted="$wanted $test" ;;
        browser) wanted="$wanted $browser" ;;
        arm64) wanted="$wanted $arm64" ;;
        *) echo "install_deps.sh: unknown set '$set' (build, test, browser, arm64)" >&2; exit 2 ;;
    esac
done

missing=
for package in $wanted; do
    status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "install_deps.sh: missing$missing; install them with your system's package manager" >&2
    exit 1
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "install_deps.sh: missing$missing; run as root: apt-get install$missing" >&2
        exit 1
    fi
    as_root=sudo
fi
echo "installing Debian packages:$missing" >&2
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086
$as_root apt-get install -y -q --no-install-recommends $missing >/dev/null 2>&1 || {
    $as_root apt-get update -q >/dev/null
    $as_root apt-get install -y -q --no-install-recommends $missing >/dev/null
}
