"""Ways to a finding, its dossier and to the provision that it quotes."""

from __future__ import annotations

from html import escape

from workbench.domain.findings import Finding
from workbench.ui.frame import address
from workbench.ui.state import t
from workbench.ui.wording import cited, first_upper


def finding_link(finding: Finding) -> str:
    """Its title as a link to its page, as HTML."""
    place = finding_address(finding.dossier, finding.id)
    return f'<a href="{escape(place, quote=True)}">{escape(finding.title or t("ui.finding.untitled"))}</a>'


def dossier_link(dossier: str, title: str) -> str:
    """A dossier's title as a link to its page, as HTML."""
    return f'<a href="{escape(address("dossier", dossier=dossier), quote=True)}">{escape(title)}</a>'


def finding_address(dossier: str, finding: str) -> str:
    """Where a finding stands."""
    return address("finding", dossier=dossier, finding=finding)


def pair_words(finding: Finding) -> str:
    """`Artikel 5 · artikel 8 EVRM`."""
    return f"{first_upper(finding.carrier or finding.provision)} · {cited(finding.norm_id)}"
