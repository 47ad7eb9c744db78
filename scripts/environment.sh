# Makes the Python environment in .venv; sourced by run and test. Says what it does, does nothing when all is in place.
# Needs only Python >= 3.11. Set PYTHON to choose another interpreter.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PIP_DISABLE_PIP_VERSION_CHECK=1

find_python() {
  for name in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
    if [ -n "$name" ] && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo "$name"; return; fi
  done
  echo "Toetssteen needs Python 3.11 or newer; install it or set PYTHON to its path." >&2
  exit 1
}

# PyPI's Linux build of torch brings gigabytes of CUDA packages. Ask pip what would come before anything is fetched.
install_torch() {
  local version
  version=$(sed -n 's/^torch==//p' requirements.lock)
  .venv/bin/python -c "import sys, importlib.metadata as m; sys.exit(m.version('torch').split('+')[0] != '$version')" 2>/dev/null && return
  if .venv/bin/pip install -qq --no-deps --dry-run --report - "torch==$version" | grep -qiE '"(nvidia-|cuda-)'; then
    echo "· torch $version (CPU build, from PyTorch's own index)"
    .venv/bin/pip install -qq --no-deps --index-url https://download.pytorch.org/whl/cpu "torch==$version"
  else
    echo "· torch $version (CPU build)"
    .venv/bin/pip install -qq --no-deps "torch==$version"
  fi
}

make_environment() {
  local want
  want=$(cat pyproject.toml requirements.lock | sha256sum | cut -d' ' -f1)
  if [ "$(cat .venv/.toetssteen 2>/dev/null || true)" = "$want" ]; then echo "· environment .venv is up to date"; return; fi
  local python
  python=$(find_python)
  if [ ! -x .venv/bin/python ]; then echo "· making .venv with $($python --version)"; "$python" -m venv .venv; fi
  install_torch
  echo "· installing $(grep -c == requirements.lock) locked packages"
  grep -v '^torch==' requirements.lock > .venv/requirements.txt
  .venv/bin/pip install -qq --no-deps -r .venv/requirements.txt
  .venv/bin/pip install -qq --no-deps --no-build-isolation -e .
  echo "$want" > .venv/.toetssteen
}
