"""Everything that the project stands on is pinned and may ship."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.check_supply import Package, packages


def test_every_locked_package_is_installed_as_locked_and_may_ship() -> None:
    assert [f"{p.name}: {p.trouble}" for p in packages() if p.trouble] == []


@pytest.mark.parametrize(
    ("licence", "trouble"),
    [
        ("MIT", ""),
        ("LGPL-3.0-only", ""),
        ("GNU Lesser General Public License v3 (LGPLv3)", ""),
        ("AGPL-3.0-or-later", "may not ship: AGPL-3.0-or-later"),
        ("GNU General Public License v3 (GPLv3)", "may not ship: GNU General Public License v3 (GPLv3)"),
        ("CC-BY-NC-4.0", "may not ship: CC-BY-NC-4.0"),
        ("", "unknown licence: none named"),
    ],
)
def test_a_licence_that_may_not_ship_is_named(licence: str, trouble: str) -> None:
    assert Package("x", "1.0", "1.0", licence).trouble == trouble


def test_a_lock_line_that_pins_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("numpy>=2\n", encoding="utf-8")
    with pytest.raises(ValueError, match="not an exact pin: numpy>=2"):
        list(packages(tmp_path / "lock"))
