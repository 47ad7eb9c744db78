"""Treaties as JSON per article.

The main form is `{instruments: [{title, lang, preamble, articles: [{part, article, heading, text}]}]}`;
two flat forms are read too.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from workbench.errors import DamagedFile, NotALegalText
from workbench.sources.raw import CODES, LANGUAGES, RawArticle, RawTreaty
from workbench.sources.whole_json import whole_json

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}$")
_PROTOCOL_INSIDE = {"ICCPR": "ICCPR-OP1"}  # the covenant's file also holds its first optional protocol


def read_treaty_json(path: Path, data: bytes) -> list[RawTreaty]:
    """Every instrument x language in the file; raises DamagedFile (no JSON, or not of this shape) or NotALegalText."""
    try:
        content = whole_json(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise DamagedFile("error.json_damaged", file=path.name) from error
    if not isinstance(content, dict):
        raise NotALegalText("error.no_articles", file=path.name)
    try:
        return _read(content, path)
    except (KeyError, TypeError, AttributeError) as error:
        raise DamagedFile("error.treaty_shape", file=path.name, detail=str(error)) from error


def _read(content: dict[str, Any], path: Path) -> list[RawTreaty]:
    if "instruments" in content:
        return _per_instrument(content)
    if "treaty_id" in content and "articles" in content:
        return [_flat(content)]
    if "articles" in content:
        return [_bilingual(content, path)]
    return []


def _per_instrument(content: dict[str, Any]) -> list[RawTreaty]:
    code = CODES.get(content["treaty_id"], content["treaty_id"])
    found = _DATE.search(str(content.get("last_content_commit", "")))
    text_date = found[0] if found else ""
    treaties: dict[tuple[str, str], RawTreaty] = {}
    for instrument in content["instruments"]:
        title, language = str(instrument["title"]), str(instrument["lang"])
        if language not in LANGUAGES:
            continue
        own = _PROTOCOL_INSIDE[code] if code in _PROTOCOL_INSIDE and re.match(r"(Facultatief|Optional)", title) else code
        treaty = treaties.setdefault((own, language), RawTreaty(own, language, title, str(content["source"]), text_date))
        treaty.preamble = treaty.preamble or str(instrument.get("preamble") or "")
        treaty.add_run([_article(a) for a in instrument["articles"]])
    return list(treaties.values())


def _flat(content: dict[str, Any]) -> RawTreaty:
    code = CODES.get(content["treaty_id"], content["treaty_id"])
    treaty = RawTreaty(code, content["lang"], content.get("title", code), content["source"], "")
    treaty.add_run([_article(a) for a in content["articles"]])
    return treaty


def _bilingual(content: dict[str, Any], path: Path) -> RawTreaty:
    code = CODES.get(path.stem.upper(), path.stem.upper())
    treaty = RawTreaty(code, "en", content["treaty_en"], f"{path.name}", "", str(content.get("preamble_en") or ""))
    texts = [(row.get("title_en") or "", row["content_en"]) for row in content["articles"]]
    treaty.add_run([RawArticle("", str(n), title, text) for n, (title, text) in enumerate(texts, start=1)])
    return treaty


def _article(row: dict[str, Any]) -> RawArticle:
    return RawArticle(str(row.get("part") or ""), str(row["article"]), str(row.get("heading") or ""), str(row["text"]))
