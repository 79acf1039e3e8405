# Shared by ./dev and its longer verbs. Sourced with the repository's root as current directory.

python=/usr/bin/python3  # the system's own: packages such as python3-jinja2 belong to it

# Everything echoed goes to stderr: stdout belongs to the verb (./dev run cat 1 | ffplay -).
say() { printf '+ %s\n' "$(printf '%q ' "$@")" >&2; }
run() { say "$@"; "$@"; }
run_last() { say "$@"; exec "$@"; }

# A Node.js of our own stands in only where the system's is missing or too old.
use_node() {
  local fetched=$PWD/.cache/node/bin
  [ -x "$fetched/node" ] && case ":$PATH:" in *":$fetched:"*) ;; *) PATH=$fetched:$PATH ;; esac
  return 0
}

# Objects are shared between build folders and checkouts where ccache is installed.
export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$PWD} CCACHE_NOHASHDIR=${CCACHE_NOHASHDIR:-1}

# Two of us in one checkout (two demos, a demo beside a test) must not build at the same time.
locked() {
  mkdir -p .cache
  exec 9>.cache/lock
  flock 9
  "$@" || { local code=$?; flock -u 9; exit $code; }
  flock -u 9
  exec 9>&-
}

setup() { source tools/dev/setup.sh; setup_groups "$@"; }

generate() { run env PYTHONPATH="$PWD" $python -m codegen gen "$@"; }

# One compiler per core, but never more than memory carries (a C++ file here takes about 1 GiB).
jobs() {
  local cores kib
  cores=$(nproc)
  kib=$(awk '/^MemAvailable/ {print $2}' /proc/meminfo)
  local fit=$((kib / 1048576))
  [ "$fit" -lt 1 ] && fit=1
  echo $((cores < fit ? cores : fit))
}

# build PRESET [TARGET...]: everything, or only those targets.
build() {
  local preset=$1 launcher=()
  shift
  case $preset in
    dev|release|asan|tsan|fuzz|coverage) ;;
    *) printf './dev build %s: no such preset; there are dev, release, asan, tsan, fuzz and coverage\n' "$preset" >&2; return 2 ;;
  esac
  command -v ccache > /dev/null && launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
  if [ ! -e "build/$preset/build.ninja" ] || [ CMakePresets.json -nt "build/$preset/build.ninja" ]; then
    run cmake --preset "$preset" "${launcher[@]}" || return
  fi
  run cmake --build --preset "$preset" -j "$(jobs)" ${1:+--target "$@"}
}

# What a verb that needs the program alone does first.
prepare() {
  locked setup
  locked build "$1" weir
}

use_node
