# ./dev sim [--seeds N] [--seed FIRST]: every simulation on virtual time, one after the other.

simulate() {
  locked setup test >&2
  locked build dev weir_sim weir_sim_control >&2
  run build/dev/tests/simulation/weir_sim "$@" || return
  run build/dev/tests/simulation/control/weir_sim_control "$@"
}
