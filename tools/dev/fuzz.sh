# ./dev fuzz: libFuzzer over the generated targets; where there is no clang 19, a plain program under the sanitizers of g++.

fuzz() {
  locked setup fuzz >&2
  if command -v clang++-19 > /dev/null; then
    locked build fuzz fuzz_programs >&2
    run_last $python tools/fuzz/main.py "$@"
  fi
  only_with_libfuzzer "$@"
  echo './dev fuzz: no clang++-19 here (./dev setup fuzz brings it where it can); falling back to random changes of the vectors' >&2
  local arguments=("$@")
  [[ " $* " == *" --seconds "* || " $* " == *" --runs "* ]] || arguments=(--seconds 30 --runs 1000000000000 "$@")
  [[ " $* " == *" --seconds "* ]] && arguments=(--runs 1000000000000 "$@")
  locked setup test >&2
  locked build asan fuzz_messages >&2
  run_last build/asan/fuzz/fuzz_messages "${arguments[@]}"
}

# Without libFuzzer there is no corpus to keep, no target to choose and no log to go on from.
only_with_libfuzzer() {
  local word
  for word in "$@"; do
    case $word in
      --keep | --target | --target=* | --jobs | --jobs=* | --log | --log=* | --continue)
        printf './dev fuzz: %s needs libFuzzer and there is no clang++-19 here; ./dev setup fuzz brings it where it can. %s\n' \
          "${word%%=*}" 'Without it there are --seconds, --runs, --seed and names of records.' >&2
        exit 2 ;;
    esac
  done
}

coverage() {
  locked setup test fuzz >&2
  command -v clang++-19 > /dev/null && command -v llvm-cov-19 > /dev/null || {
    echo './dev coverage: needs clang++-19 and llvm-cov-19; ./dev setup fuzz brings them where the system has them' >&2
    exit 1
  }
  locked build coverage test_generated test_wire test_fuzz >&2
  run_last $python tools/coverage/main.py "$@"
}
