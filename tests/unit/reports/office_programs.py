"""Another program reads what we wrote: LibreOffice, when it is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree


def converted(content: bytes, ending: str, to: str, folder: Path) -> Path:
    """The file as LibreOffice writes it again; skips when there is no LibreOffice."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    source = folder / f"in.{ending}"
    source.write_bytes(content)
    out = folder / "out"
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [program, "--headless", profile, "--convert-to", to, "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return out / f"in.{to.split(':')[0]}"


def office_text(flat: Path) -> str:
    """Every word in a flat ODF file, footnotes and table cells included."""
    return "".join(etree.parse(flat).getroot().itertext())


def squeezed(text: str) -> str:
    """Words only: soft breaks, hyphens at line ends and numbering marks differ between programs."""
    return "".join(text.split())
