#!/bin/sh
# Finds a Chromium for the browser tests, or installs one: Playwright's own, else Debian's. Debian has besides one
# without windows, which takes a third of the CPU (tests/chromium.py).
cd "$(dirname "$0")/.."

found() { .venv/bin/python -m tests.chromium >/dev/null; }
is_debian() { command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; }
debian() { { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y "$@"; } >&2; }

if found; then
    command -v chromium-headless-shell >/dev/null 2>&1 || ! is_debian ||
        ! apt-cache show chromium-headless-shell >/dev/null 2>&1 || debian chromium-headless-shell
    exit 0
fi
echo "No Chromium here; installing one for the browser tests ..." >&2
.venv/bin/python -m playwright install chromium >&2 && found && exit 0
is_debian && debian chromium chromium-headless-shell && found && exit 0
echo "No Chromium was found, and none could be installed: install Chromium or Chrome; browser tests need it." >&2
[ "${CI:-false}" != true ]
