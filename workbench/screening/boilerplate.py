"""Provisions that carry no norm of their own: recognised by their fixed wording and ranked low, never hidden."""

from __future__ import annotations

import re

# Catalogue key -> fixed wording (docs/domain.md 3.1: fixed first and last articles).
_FORMS = {
    "boilerplate.competence": r"^(?:dit|het|deze) (?:decreet|besluit|voorstel|bijlage)\b.{0,60}\bregelt\b.{0,40}(?:gemeenschaps|gewest)\w*aangelegenhe",
    "boilerplate.entry_into_force": r"^(?:\w+ ){0,12}(?:treedt|treden) in werking\b|^de vlaamse regering (?:bepaalt|stelt)\b.{0,60}\bdatum\b.{0,60}\bin werking",
    "boilerplate.citation_title": r"\b(?:wordt|worden) aangehaald als\b",
    "boilerplate.definitions": r"^in dit (?:decreet|besluit|hoofdstuk)\b.{0,80}\bwordt verstaan onder\b|^voor de toepassing van dit (?:decreet|besluit)\b.{0,60}\bwordt verstaan onder\b",
    "boilerplate.transposition": r"\bvoorziet in (?:de )?(?:gedeeltelijke )?omzetting van\b",
    "boilerplate.execution": r"^de vlaamse minister,? bevoegd voor\b.{0,120}\bis belast met de uitvoering\b",
}
_PATTERNS = {key: re.compile(form, re.IGNORECASE) for key, form in _FORMS.items()}
_HEADING = re.compile(r"^(?:art(?:ikel|\.)?\s*[\w./]+\.?\s*)", re.IGNORECASE)
REACH = 400  # characters: the fixed wording stands at the beginning


def boilerplate_key(text: str) -> str:
    """The catalogue key of the kind of boilerplate, or an empty string for a provision with a norm of its own."""
    start = " ".join(_HEADING.sub("", text.strip())[:REACH].split())
    return next((key for key, pattern in _PATTERNS.items() if pattern.search(start)), "")
