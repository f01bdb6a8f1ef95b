#!/bin/sh
# Finds a Chromium for the browser tests, or installs one: Playwright's own, else Debian's.
cd "$(dirname "$0")/.."

found() { .venv/bin/python -m tests.chromium >/dev/null; }

found && exit 0
echo "No Chromium here; installing one for the browser tests ..." >&2
.venv/bin/python -m playwright install chromium >&2 && found && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium; } >&2 && found && exit 0
fi
echo "No Chromium was found, and none could be installed: install Chromium or Chrome; browser tests need it." >&2
[ "${CI:-false}" != true ]
