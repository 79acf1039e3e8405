# ./dev bench NAME [--json FILE]: builds the release and runs the program of tests/bench/NAME_bench.cpp.

bench() {
  local name=${1:-} arguments=()
  [ $# -gt 0 ] && shift
  if [ -z "$name" ] || [ ! -e "tests/bench/${name}_bench.cpp" ]; then
    printf './dev bench %s: no such benchmark; there is: %s\n' "$name" \
      "$(ls tests/bench/*_bench.cpp 2> /dev/null | sed 's#.*/##; s#_bench\.cpp$##' | tr '\n' ' ')" >&2
    exit 2
  fi
  while [ $# -gt 0 ]; do
    case $1 in
      --json) [ $# -gt 1 ] || { echo './dev bench: --json needs a file' >&2; exit 2; }
              arguments+=(--json "$(cd "$here" && realpath -m "$2")"); shift 2 ;;
      *) arguments+=("$1"); shift ;;
    esac
  done
  locked setup bench >&2
  # A library that setup has just brought is found by configuring anew.
  peers_are_known || rm -f build/release/build.ninja
  locked build release >&2
  run_last "build/release/tests/bench/${name}_bench" "${arguments[@]}"
}

# Every peer that can be installed was there when the build was configured.
peers_are_known() {
  local peer
  for peer in zeromq_proxy wire_peers/libwire_peer_{protobuf,flatbuffers,capnproto}.a; do
    [ -e "build/release/tests/bench/$peer" ] || return 1
  done
}
