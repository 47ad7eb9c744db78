"""What the project stands on: every locked package with its licence, a software bill of materials, known vulnerabilities.

    python scripts/check_supply.py [--sbom FILE.json] [--audit]

Exit code 1 when a package is missing, is not the locked version, or has a licence that may not ship. `--sbom` writes CycloneDX (needs `cyclonedx-bom`),
`--audit` asks pip-audit, which needs a network (both: `pip install 'toetssteen[supply]'`).
"""

from __future__ import annotations

import argparse
import importlib.metadata as installed
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
ALLOWED = re.compile(
    r"\b(MIT|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla Public|Zlib|CC0|CNRI|HPND|Unlicense|LGPL|Lesser General Public)", re.I
)  # fmt: skip
REFUSED = re.compile(r"\b(A?GPL|(Affero )?General Public License|NonCommercial|CC-BY-NC|SSPL|BUSL)", re.I)
LESSER = re.compile(r"LGPL\S*|(GNU )?(Library or )?Lesser General Public License( v\d\S*)?", re.I)
READ_BY_HAND = {
    "huey": "MIT",
    "axe-playwright-python": "MIT",
}  # their packages name no licence; read in their repositories' LICENSE files


@dataclass(frozen=True)
class Package:
    """One locked package as it is installed; `version` is empty when it is not."""

    name: str
    locked: str
    version: str
    licence: str

    @property
    def trouble(self) -> str:
        """What is wrong with it, or nothing."""
        if self.version.split("+")[0] != self.locked:
            return f"locked {self.locked}, installed {self.version or 'nothing'}"
        if REFUSED.search(LESSER.sub("", self.licence)):
            return f"may not ship: {self.licence}"
        return "" if ALLOWED.search(self.licence) else f"unknown licence: {self.licence or 'none named'}"


def packages(lock: Path = LOCK) -> Iterator[Package]:
    """The packages of the lock file, in its order; raises ValueError for a line that pins nothing exactly."""
    for line in lock.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        pinned = re.fullmatch(r"([A-Za-z0-9._-]+)==(\S+)(?:\s*;.*)?", line.strip())
        if pinned is None:
            raise ValueError(f"{lock.name}: not an exact pin: {line}")
        yield _package(*pinned.groups())


def _package(name: str, locked: str) -> Package:
    try:
        about = installed.metadata(name)
    except installed.PackageNotFoundError:
        return Package(name, locked, "", "")
    classes = [c.rsplit("::", 1)[-1].strip() for c in about.get_all("Classifier") or [] if c.startswith("License ::")]
    licence = about.get("License-Expression") or "; ".join(classes) or (about.get("License") or "").split("\n")[0]
    return Package(name, locked, about["Version"], READ_BY_HAND.get(name) or licence)


def main() -> int:
    """Print the table; the number of packages in trouble decides the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sbom", type=Path)
    parser.add_argument("--audit", action="store_true")
    given = parser.parse_args()
    found = list(packages())
    for package in found:
        print(f"{package.name:32} {package.locked:14} {package.trouble or package.licence}")
    bad = [package for package in found if package.trouble]
    print(f"{len(found)} packages, {len(bad)} in trouble")
    if given.sbom:
        made = [sys.executable, "-m", "cyclonedx_py", "requirements", str(LOCK), "--output-reproducible", "-o", str(given.sbom)]
        subprocess.run(made, check=True)
    if given.audit:
        asked = subprocess.run([sys.executable, "-m", "pip_audit", "--no-deps", "--disable-pip", "-r", str(LOCK)], check=False)
        return max(asked.returncode, int(bool(bad)))
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
