#!/bin/sh
# Gettext collects the texts to be translated: found, or installed where that is ours to do (root on Debian).
command -v xgettext >/dev/null 2>&1 && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y gettext; } >&2
fi
command -v xgettext >/dev/null 2>&1 || echo "gettext is not installed: install it to collect or check texts." >&2
