#!/usr/bin/env bash
# ./dev lint [--all] and ./dev fmt (--fix): style that a machine can judge. Says what it could not check.
set -uo pipefail
source tools/dev/common.sh

failed=()
check() {
  local name=$1
  shift
  say_short "$@"
  "$@" >&2 || failed+=("$name")
}

# A command with the beginning of its files: hundreds of names would hide what was found.
say_short() {
  if [ $# -le 8 ]; then say "$@"; else printf '+ %s ... (%d more)\n' "${*:1:6}" $(($# - 6)) >&2; fi
}

hand_written() { git ls-files --cached --others --exclude-standard "$@" | grep -v '^generated/'; }

# One version for everyone: each release of clang-format lays out a little differently.
formatter=clang-format-19
mapfile -t sources < <(hand_written '*.cpp' '*.hpp')

if [ "${1:-}" = --fix ]; then
  run $formatter -i "${sources[@]}"
  exit
fi

# Changed since the main branch, or in the last commit when this is the main branch.
changed_since_main() {
  local base
  base=$(git merge-base HEAD origin/main 2> /dev/null || git merge-base HEAD main 2> /dev/null || true)
  [ -z "$base" ] || [ "$base" = "$(git rev-parse HEAD)" ] && base=$(git rev-parse -q --verify HEAD~1 || true)
  { git diff --name-only --diff-filter=d "${base:-HEAD}" -- "$@"
    git ls-files --others --exclude-standard "$@"; } | sort -u
}

# clang-tidy before 19 cannot see <expected> of the distribution's libstdc++, so an old one is no substitute.
tidy_sources() {
  if ! command -v clang-tidy-19 > /dev/null; then
    echo 'lint: no clang-tidy-19 here, so the C++ was not analysed; ./dev setup lint installs it' >&2
    return
  fi
  local chosen
  if [ "${1:-}" = --all ]; then mapfile -t chosen < <(hand_written 'core/*.cpp' 'nodes/*.cpp'); else mapfile -t chosen < <(changed_since_main 'core/*.cpp' 'nodes/*.cpp'); fi
  analyse clang-tidy '' "${chosen[@]}"
  [ "${1:-}" = --all ] || say_what_was_not_looked_at "${chosen[@]}"
  mapfile -t chosen < <(generated_sources "${1:-}")
  analyse 'clang-tidy of generated code' --header-filter='/(core|generated)/.*' "${chosen[@]}"
}

# analyse NAME OPTION FILE...: by the rules of .clang-tidy, nothing suppressed.
analyse() {
  local name=$1 option=$2 chosen
  shift 2
  mapfile -t chosen < <(compiled "$@")
  [ ${#chosen[@]} -gt 0 ] || return 0
  check "$name" xargs -P "$(jobs)" -n 1 clang-tidy-19 --quiet -p build/dev --warnings-as-errors='*' $option \
    < <(printf '%s\n' "${chosen[@]}")
}

# Generated code follows from the schema, the generator and core/wire. The fuzz targets use all that its headers have.
generated_sources() {
  if [ "${1:-}" = --all ]; then
    git ls-files 'generated/*.cpp'
  elif [ -n "$(changed_since_main core/wire generated/cpp generated/zoo/cpp)" ]; then
    git ls-files 'generated/cpp/*.cpp' 'generated/zoo/cpp/*.cpp'
  fi
}

# Only what the dev build compiles can be analysed: the rest has no compile command.
compiled() {
  local file left_out=()
  for file in "$@"; do
    if grep -q "\"file\": \"$PWD/$file\"" build/dev/compile_commands.json; then echo "$file"; else left_out+=("$file"); fi
  done
  not_analysed 'because the dev build does not compile them here' "${left_out[@]}"
}

# Silence would read as praise.
not_analysed() {
  local why=$1
  shift
  [ $# -eq 0 ] || printf 'lint: not analysed, %s: %s\n' "$why" "$*" >&2
}

# Of what has changed, beside the given sources, which were analysed. A header has no compile command: it is
# analysed with a source that includes it; those of core/wire with the generated code.
say_what_was_not_looked_at() {
  local file headers=() others
  mapfile -t others < <(changed_since_main '*.cpp' | grep -vE '^(core|nodes|generated)/')
  not_analysed 'because clang-tidy is for core/, nodes/ and generated/' "${others[@]}"
  for file in $(changed_since_main 'core/*.hpp' 'nodes/*.hpp' | grep -v '^core/wire/'); do
    [ $# -gt 0 ] && grep -qE "#include \"([^\"]*/)?$(basename "$file")\"" "$@" || headers+=("$file")
  done
  not_analysed 'because no changed source includes them (--all analyses everything)' "${headers[@]}"
}

check_scripts() {
  local file
  for file in dev .ci/run $(hand_written '*.sh'); do check "$file" bash -n "$file"; done
  # Templates are parts of the files that they become.
  mapfile -t scripts < <(hand_written '*.py' | grep -v '^codegen/templates/')
  check compileall $python -m compileall -q "${scripts[@]}"
  check pyflakes $python -m pyflakes "${scripts[@]}"
}

check_web() {
  if [ -x web/node_modules/.bin/tsc ]; then
    check tsc npm run --silent check --prefix web
  else
    echo 'lint: no web/node_modules/.bin/tsc, so the JavaScript types were not checked' >&2
  fi
}

# Layout of the schema files, and what older peers would miss; it says which ones it means.
check_schema() {
  check schema $python -m codegen lint
  check "schema's compatibility" $python -m codegen check
}

check_schema
check clang-format $formatter --dry-run --Werror "${sources[@]}"
check house-rules $python -m pytest -q -p no:cacheprovider tests/tidy
check_scripts
check_web
locked build dev >&2 || failed+=(build)
tidy_sources "${1:-}"

if [ ${#failed[@]} -gt 0 ]; then
  printf 'lint: failed: %s\n' "${failed[*]}"
  exit 1
fi
echo 'lint: clean'
