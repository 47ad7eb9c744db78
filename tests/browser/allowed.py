"""What axe finds in Streamlit itself and we cannot change from a page, per version, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass

STREAMLIT = "1.67.0"  # another version: look at every entry again


@dataclass(frozen=True)
class Allowed:
    """One rule that may fail on elements whose HTML contains `where`."""

    rule: str
    where: str
    reason: str


ALLOWED: tuple[Allowed, ...] = (
    Allowed(
        "presentation-role-conflict",
        'data-testid="stFileUploaderDropzone"',
        "Streamlit gives the drop zone role=presentation together with tabindex and aria-label; the button inside is reachable"
        " and named. Best practice, no WCAG failure. No upstream issue known to us; report it.",
    ),
)
