# ./dev fuzz [--seconds S] [--seed X] [RECORD...]: every generated decoder under the sanitizers.

fuzz() {
  local arguments=("$@")
  [[ " $* " == *" --seconds "* || " $* " == *" --runs "* ]] || arguments=(--seconds 30 --runs 1000000000000 "$@")
  [[ " $* " == *" --seconds "* ]] && arguments=(--runs 1000000000000 "$@")
  locked setup test >&2
  run cmake --preset asan >&2
  run cmake --build build/asan --target fuzz_messages -j "$(jobs)" >&2
  run_last build/asan/fuzz/fuzz_messages "${arguments[@]}"
}
