#!/bin/sh
# tests/everywhere.sh [all | fast | notebooks]: is the project the same on Python 3.11, 3.12 and 3.13?
# For each of them that is found: a fresh clone of HEAD, set up with an empty home, the tests (all, the fast ones or none),
# and the notebooks run clean. Then the notebooks are compared byte for byte, with each other and with those of HEAD.
# Needs git, make and the Pythons (on PATH, or of pyenv or uv); PYTHONS="python3.12 /opt/python3.13/bin/python" names others;
# KEEP=1 leaves the copies where they are. The status is 1 where something failed or differs.
set -u
what=${1:-all}
case $what in all) tests=test ;; fast) tests=check ;; notebooks) tests= ;; *) sed -n '2,6s/^# //p' "$0"; exit 2 ;; esac
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
[ -n "${KEEP:-}" ] || trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP
limit=$(command -v timeout >/dev/null 2>&1 && echo "timeout 5400")

# The path of a Python that runs: pyenv puts names on PATH behind which there may be none.
found() { "$1" -c 'import sys; print(sys.executable)' 2>/dev/null; }

find_python() {
    found "python$1" && return
    for python in "${PYENV_ROOT:-$HOME/.pyenv}/versions/$1".*/bin/python; do
        [ -x "$python" ] && found "$python" && return
    done
    command -v uv >/dev/null 2>&1 && uv python find --no-python-downloads "$1" 2>/dev/null
}

step() { # the name of a step, its log, and the command
    name=$1 log=$2
    shift 2
    began=$(date +%s)
    if env -u PYTHONPATH -u VIRTUAL_ENV -u ARTICLE -u AGAINST -u CORPUS -u XDG_CONFIG_HOME -u XDG_CACHE_HOME -u XDG_DATA_HOME \
        HOME="$home" $limit "$@" >"$log" 2>&1; then
        result=passed
    else
        result=FAILED bad=1
    fi
    printf '%-8s %-10s %s, %s s\n' "$version" "$name" "$result" "$(($(date +%s) - began))"
    [ "$result" = passed ] || tail -n 15 "$log"
    [ "$result" = passed ]
}

bad=0 versions=
for python in ${PYTHONS:-$(for wanted in 3.11 3.12 3.13; do find_python $wanted; done)}; do
    version=$("$python" -c 'import platform; print(platform.python_version())') || { bad=1; continue; }
    home=$work/home-$version copy=$work/$version
    mkdir "$home" && git clone -q "$root" "$copy" || { bad=1; continue; }
    step set-up "$work/$version.set-up.log" make -C "$copy" PYTHON="$python" .venv/ready-to-test || continue
    [ -z "$tests" ] || step "$tests" "$work/$version.$tests.log" make -C "$copy" "$tests"
    [ -z "$tests" ] || tail -n 1 "$work/$version.$tests.log"
    step notebooks "$work/$version.notebooks.log" make -C "$copy" notebooks && versions="$versions $version"
done
[ -n "$versions" ] || { echo "No Python among 3.11, 3.12 and 3.13 ran the notebooks."; exit 1; }

differ() { # two folders of notebooks, and what to call them
    for notebook in "$1"/*.ipynb; do
        cmp -s "$notebook" "$2/${notebook##*/}" && continue
        echo "$3: ${notebook##*/} differs:"
        diff "$2/${notebook##*/}" "$notebook" | cut -c 1-160 | head -n 6
        bad=1
    done
}

git clone -q "$root" "$work/head"
first=
for version in $versions; do
    first=${first:-$version}
    differ "$work/$version/notebooks" "$work/head/notebooks" "$version and HEAD"
    [ "$version" = "$first" ] || differ "$work/$version/notebooks" "$work/$first/notebooks" "$version and $first"
done
[ $bad = 1 ] || echo "The same to the byte:$versions and HEAD."
[ -z "${KEEP:-}" ] || echo "The copies are in $work."
exit $bad
