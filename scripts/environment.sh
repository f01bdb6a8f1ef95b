#!/bin/sh
# Builds .venv from uv.lock: `environment.sh [GROUP...]`. Needs a shell and any Python, or curl; uv and a Python
# of 3.12 or newer are found (PATH, pyenv's folder) or fetched. Does nothing when .venv is up to date.
set -eu
cd "$(dirname "$0")/.."

say() { echo "$*" >&2; }
refuse() { say "$*"; exit 1; }

wanted=$(cat pyproject.toml uv.lock | cksum)
for group in base "$@"; do
    [ "$(cat ".venv/built-$group" 2>/dev/null)" = "$wanted" ] && .venv/bin/python -c '' 2>/dev/null || missing=yes
done
[ "${missing:-no}" = yes ] || exit 0

touch .proof 2>/dev/null || refuse "$PWD cannot be written to: the environment .venv is built there."
rm -f .proof

version() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null; }
is_new() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; }

find_python() {
    for candidate in python3.13 python3.12 python3.14 python3 python; do
        path=$(command -v "$candidate") && is_new "$path" && echo "$path" && return
    done
    for path in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[2-9]*/bin/python3; do
        is_new "$path" && echo "$path" && return
    done
    return 0
}

find_uv() {
    uv --version >/dev/null 2>&1 && echo uv && return
    for path in .uv/bin/uv "$HOME/.local/bin/uv" "$HOME/.cargo/bin/uv"; do
        "$path" --version >/dev/null 2>&1 && echo "$path" && return
    done
    for candidate in "$python" python3; do
        [ -n "$candidate" ] && "$candidate" -m uv --version >/dev/null 2>&1 && echo "$candidate -m uv" && return
    done
    return 0
}

# Into a folder of ours: a system's Python may be closed to pip (PEP 668) or lack venv, a folder always works.
fetch_uv() {
    for candidate in "$python" python3 python; do
        [ -n "$candidate" ] || continue
        "$candidate" -m pip install --quiet --disable-pip-version-check --root-user-action ignore --target .uv uv >&2 && return
        "$candidate" -m venv .uv/pip >&2 && .uv/pip/bin/python -m pip install --quiet --target .uv uv >&2 && return
    done
    if command -v curl >/dev/null 2>&1; then
        curl -LsSf https://astral.sh/uv/install.sh | UV_UNMANAGED_INSTALL="$PWD/.uv/bin" sh >&2 && return
    fi
    return 1
}

# An environment that is there keeps its Python.
python=.venv/bin/python
is_new "$python" || python=$(find_python)
uv=$(find_uv)
if [ -z "$uv" ]; then
    say "Fetching uv, which installs the packages ..."
    fetch_uv || refuse "uv could not be fetched with pip or curl: connect to the internet or install uv (https://docs.astral.sh/uv/)."
    uv=$(find_uv)
fi
if [ -z "$python" ]; then
    say "No Python 3.12 or newer here (python3 is $(version python3 || echo missing)); uv fetches one ..."
    $uv python install 3.13 || refuse "Python 3.12 or newer is needed, and uv could not fetch one: install it."
    python=3.13
fi
say "Building the environment in .venv (the first time takes a minute or two) ..."
groups=
for group in "$@"; do groups="$groups --group $group"; done
$uv sync --locked --compile-bytecode --no-default-groups --inexact --python "$python" $groups || refuse "The environment could not be built: the lines above say why."
for group in base "$@"; do echo "$wanted" >".venv/built-$group"; done
