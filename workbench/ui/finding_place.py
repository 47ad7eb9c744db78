"""Ways to a finding, a dossier and a pair, as HTML."""

from __future__ import annotations

from html import escape

from workbench.domain.findings import Finding
from workbench.ui.frame import ADDRESSES, address
from workbench.ui.state import t


def finding_link(finding: Finding) -> str:
    """Its title as a link to its page."""
    page = next((name for name in ("finding", "dossier", "versions") if name in ADDRESSES), "start")
    return _link(address(page, dossier=finding.dossier, finding=finding.id), finding.title or t("ui.management.untitled"))


def dossier_link(dossier: str, title: str) -> str:
    """The dossier's title as a link to its page."""
    return _link(address("dossier" if "dossier" in ADDRESSES else "versions", dossier=dossier), title)


def _link(place: str, words: str) -> str:
    return f'<a href="{escape(place, quote=True)}">{escape(words)}</a>'
