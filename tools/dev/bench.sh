# ./dev bench NAME [--json FILE]: builds the release and runs tests/bench/NAME.py on it.

bench() {
  local name=${1:-} arguments=()
  [ $# -gt 0 ] && shift
  if [ -z "$name" ] || [ ! -e "tests/bench/$name.py" ]; then
    printf './dev bench %s: no such benchmark; there is: %s\n' "$name" \
      "$(ls tests/bench/*.py 2> /dev/null | sed 's#.*/##; s#\.py$##' | tr '\n' ' ')" >&2
    exit 2
  fi
  while [ $# -gt 0 ]; do
    case $1 in
      --json) [ $# -gt 1 ] || { echo './dev bench: --json needs a file' >&2; exit 2; }
              arguments+=(--json "$(realpath -m "$here/$2")"); shift 2 ;;
      *) arguments+=("$1"); shift ;;
    esac
  done
  locked setup bench >&2
  locked build release >&2
  run_last $python "tests/bench/$name.py" --build build/release "${arguments[@]}"
}
