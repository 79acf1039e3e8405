#!/usr/bin/env bash
# One step of ./dev for programs that are not shell: tools/dev/step.sh setup test
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source tools/dev/common.sh
locked "$@"
