"""What publishers put between the words of a law: validity dates, pop-up texts, editorial notes; taken out and reported."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from workbench.domain.drafts import Removed
from workbench.ingest.blocks import Block, normalise
from workbench.ingest.grammar import article_label, group_label

_DATE = r"(?:\d{1,2}[/-]\d{1,2}[/-]\d{4}|\.{3}|…)"
_VALIDITY = re.compile(rf"\s*\(\s*{_DATE}\s*-\s*{_DATE}\s*\)\s*$")
_POPUP = re.compile(
    r"\s?Relevante gevonden documenten\b.{0,2000}?\bsluiten\b"
    r"|\s?\btype\s+\w+(?:\s\w+){0,6}\s+prom\.\s.{0,400}?\bnumac\s+\d{10}\b.{0,1200}?\bsluiten\b",
    re.S,
)
_RULE = re.compile(r"[-_=*–—]{4,}$")
_NOTE = re.compile(r"\(\d{1,3}\)\s?<.{3,600}>\.?$|<(?:W|KB|DVR|DWG|BVR|BWG|L|ORD|DFG)\s.{3,600}>\.?$", re.S)
_INLINE = re.compile(
    r"\s?(?:<(?:[Ii]ngevoegd|[Hh]ersteld|[Vv]ervangen|[Gg]ewijzigd|rétabli|[Oo]pgeheven|Erratum|"
    r"W|KB|DVR|DWG|BVR|BWG|L|ORD|DFG|AGF|ARR)\b[^<>]{2,400}>"
    r"|\(Zie NOTA \d{1,2} onder TITEL\)|\(Voorheen art\. [\w/]+\.?\))"
)
_RELATIONS = re.compile(r"RELATIES NAAR ARTIKELEN$")
_CONTENT = re.compile(r"INHOUD\b", re.I)


def without_noise(blocks: Iterable[Block]) -> tuple[list[Block], list[Removed]]:
    """The blocks without publishers' additions, and what was taken out, with the reason."""
    kept: list[Block] = []
    removed: list[Removed] = []
    in_relations = False
    for block in blocks:
        in_relations = (in_relations or bool(_RELATIONS.match(block.text))) and not _CONTENT.match(block.text)
        if in_relations or (_CONTENT.fullmatch(block.text) and kept and article_label(kept[-1].text) is not None):
            removed.append(Removed(block.text, block.page, "navigation"))
        elif _RULE.match(block.text):
            removed.append(Removed(block.text, block.page, "rule"))
        elif len(block.text) < 800 and _NOTE.match(block.text):
            removed.append(Removed(block.text, block.page, "editorial_note"))
        else:
            clean = _clean(block, removed)
            if clean.text:
                kept.append(clean)
    return kept, removed


def _clean(block: Block, removed: list[Removed]) -> Block:
    text = block.text
    if "sluiten" in text:
        for match in _POPUP.finditer(text):
            removed.append(Removed(match[0].strip(), block.page, "navigation"))
        text = re.sub(r" (?=[,;.](?:\s|$))", "", normalise(_POPUP.sub(" ", text)))
    if "<" in text:
        removed.extend(Removed(match[0].strip(), block.page, "editorial_note") for match in _INLINE.finditer(text))
        text = normalise(_INLINE.sub("", text))
    validity = _VALIDITY.search(text[-60:])
    if validity and len(text) < 600 and _is_heading(text, block.style):
        removed.append(Removed(validity[0].strip(), block.page, "validity"))
        text = text[: len(text) - len(validity[0])].rstrip()
    return replace(block, text=text) if text != block.text else block


def _is_heading(text: str, style: str) -> bool:
    return article_label(text, style) is not None or group_label(text, style) is not None or text[:9].lower() == "hoofstuk "
