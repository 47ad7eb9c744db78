"""What axe finds in Streamlit itself and a page cannot change: shown in the accessibility statement, allowed in the tests."""

from __future__ import annotations

from dataclasses import dataclass

STREAMLIT = "1.67.0"  # another version: look at every entry again


@dataclass(frozen=True)
class Defect:
    """One axe rule that may fail on elements whose HTML contains `where`; `key` says in words what it means for a reader."""

    rule: str
    where: str
    key: str


DEFECTS: tuple[Defect, ...] = (
    Defect("presentation-role-conflict", 'data-testid="stFileUploaderDropzone"', "ui.access.defect.dropzone"),
)
