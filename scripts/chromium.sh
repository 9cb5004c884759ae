# Finds the browser for the page's tests. Sourced by ./verify and ./screenshots, after toolchain.sh; POSIX sh.

has_chromium() {
    command -v chromium >/dev/null && command -v chromedriver >/dev/null
}

# Installs Debian's Chromium and its driver if they are missing and the user is root. Otherwise says how to install them,
# and returns false.
offer_chromium() {
    has_chromium && return
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "installing Chromium, in which the page is tested"
        install_chromium >"$project/target/chromium.log" 2>&1 && has_chromium && return
        say "it cannot be installed; the output is in $project/target/chromium.log"
    fi
    say "the page needs Chromium and its driver to be tested in: sudo apt install chromium chromium-driver"
    return 1
}

install_chromium() {
    export DEBIAN_FRONTEND=noninteractive
    apt-get update && apt-get install -y --no-install-recommends chromium chromium-driver
}
