"""From the bytes of an answer to an opinion of the right form; anything else is one clear error."""

from __future__ import annotations

import json
from typing import Any

from workbench.domain.anchors import Side
from workbench.domain.machine_opinion import Leaning, RawOpinion, RawQuote, RawSentence
from workbench.errors import OutsideReaderUnclear

BEGINNINGS = 20  # places where an answer may begin; a text full of brackets is none
MOST = 40  # sentences, quotations or questions that are looked at


def opinion_in(body: bytes, host: str) -> RawOpinion:
    """The opinion in a chat completion; raises OutsideReaderUnclear."""
    unclear = OutsideReaderUnclear("error.second_reader_unclear", host=host)
    try:
        content = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise unclear from error
    found = _object_in(content) if isinstance(content, str) else content
    try:
        return _opinion(found)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise unclear from error


def _object_in(content: str) -> Any:
    """The first whole JSON object with a leaning: models like to put words or fences around it."""
    decoder = json.JSONDecoder()
    at = content.find("{")
    for _ in range(BEGINNINGS):
        if at < 0:
            break
        try:
            found, _ = decoder.raw_decode(content, at)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict) and "leaning" in found:
            return found
        at = content.find("{", at + 1)
    return None


def _opinion(found: Any) -> RawOpinion:
    sentences = tuple(_sentence(row) for row in _list(found["sentences"]))
    questions = tuple(_text(q) for q in _list(found.get("questions") or []))
    return RawOpinion(Leaning(found["leaning"]), sentences, questions)


def _sentence(row: Any) -> RawSentence:
    quotes = tuple(RawQuote(Side(quote["from"]), _text(quote["words"])) for quote in _list(row.get("quotes") or []))
    if not isinstance(row["raises"], bool):
        raise ValueError("raises is no boolean")
    return RawSentence(_text(row["words"]), row["raises"], quotes)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("no list")
    return value[:MOST]
