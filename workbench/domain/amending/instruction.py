"""Amending sentences, read strictly: a sentence is understood from its first word to its last, or not at all.

The forms are those of docs/domain.md 3.2. A clause that no form accounts for makes the whole sentence unread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.amending.place import ARTICLE, NUMBER, ORD, ORDINALS, POINT, Step, read_place
from workbench.domain.amending.result import CannotApply, Why
from workbench.domain.drafts import Kind
from workbench.domain.quotes import quoted_spans

Q = "\ue010"


class Action(StrEnum):
    """What an instruction does."""

    REPLACE_WORDS = "replace_words"
    REMOVE_WORDS = "remove_words"
    INSERT_WORDS = "insert_words"
    REPLACE = "replace"
    INSERT = "insert"
    ADD = "add"
    ADD_SENTENCE = "add_sentence"
    REPEAL = "repeal"
    MULTIPLE = "multiple"


@dataclass(frozen=True)
class Instruction:
    """One change: `place` leads to what changes; the quotations are in the order in which the sentence has them."""

    action: Action
    place: tuple[Step, ...]
    quotations: tuple[str, ...] = ()
    every: bool = False  # telkens
    side: str = ""  # between | after | before: where inserted words come
    new: Step | None = None  # the kind and number of an added unit; number empty for a lid without one
    after: str = ""  # an inserted lid comes after the lid with this number


_WORD = (
    r"(?:het\s+(?:woord|zinsdeel|jaartal|bedrag|getal|cijfer|percentage|leesteken)"
    r"|de\s+(?:woorden|zinsnede|zinsneden|datum|verwijzing|zin|zinnen|bedragen))"
)
_BE = r"word(?:t|en)"
_IN = r"(?:(?:in|aan|uit)\s+(?P<place>[^\ue010:;]*?),?\s+)?"
_INNER = r"(?:\s+in\s+(?P<inner>[^\ue010:;]*?)(?=\s+(?:telkens\s+)?(?:het|de|tussen|na|vóór|voor)\s))?"
_EVERY = r"(?:\s+(?P<every>telkens))?"
_AS_FOLLOWS = r",?\s+(?:dat|die|luidend?)(?:\s+luid(?:t|en))?(?:\s+als\s+volgt)?\s*:\s*\ue010"
_FORMS: tuple[tuple[Action, re.Pattern[str]], ...] = tuple(
    (action, re.compile(form, re.IGNORECASE | re.VERBOSE | re.DOTALL))
    for action, form in (
        (Action.MULTIPLE, rf"in\s+(?P<place>[^{Q}:;]*?),?\s+{_BE}\s+de\s+volgende\s+wijzigingen\s+aangebracht\s*:"),
        (
            Action.REPLACE_WORDS,
            rf"{_IN}{_BE}{_INNER}{_EVERY}\s+{_WORD}\s+{Q}(?:\s+(?P<each>telkens))?\s+vervangen\s+door\s+(?:{_WORD}\s+)?{Q}",
        ),
        (
            Action.REMOVE_WORDS,
            rf"{_IN}{_BE}{_INNER}{_EVERY}\s+{_WORD}\s+{Q}(?:\s+(?P<each>telkens))?\s+(?:opgeheven|geschrapt)",
        ),
        (
            Action.INSERT_WORDS,
            rf"{_IN}{_BE}{_INNER}\s+(?P<side>tussen)\s+{_WORD}\s+{Q}\s+en\s+{_WORD}\s+{Q}\s+{_WORD}\s+{Q}\s+ingevoegd",
        ),
        (Action.INSERT_WORDS, rf"{_IN}{_BE}{_INNER}\s+(?P<side>na|vóór|voor)\s+{_WORD}\s+{Q}\s+{_WORD}\s+{Q}\s+ingevoegd"),
        (Action.REPLACE, rf"(?P<place>[^{Q}:;]*?),?\s+{_BE}\s+vervangen\s+(?:door\s+wat\s+volgt|als\s+volgt)\s*:\s*{Q}"),
        (Action.REPLACE, rf"(?P<place>[^{Q}:;]*?),?\s+{_BE}\s+vervangen\s+door\s+{Q}"),
        (
            Action.INSERT,
            rf"{_IN}{_BE}\s+tussen\s+(?:het\s+)?(?P<after>{ORD})(?:\s+lid)?\s+en\s+(?:het\s+)?(?P<before>{ORD})\s+lid\s+"
            rf"een\s+(?:nieuw\s+)?(?P<unit>lid)\s+ingevoegd{_AS_FOLLOWS}",
        ),
        (
            Action.INSERT,
            rf"{_IN}{_BE}(?:\s+tussen\s+(?:artikel|paragraaf|§|punt)\s*[\w./°)]+\s+en\s+(?:(?:artikel|paragraaf|§|punt)\s*)?"
            rf"[\w./°)]+)?\s+een\s+(?:nieuwe?\s+)?(?P<unit>artikel\s+{ARTICLE}|paragraaf\s+{NUMBER}|punt\s+(?:{POINT}|[a-z]\)))"
            rf"\s+ingevoegd{_AS_FOLLOWS}",
        ),
        (
            Action.ADD,
            rf"aan\s+(?P<place>[^{Q}:;]*?),?\s+{_BE}\s+een\s+(?:nieuwe?\s+)?"
            rf"(?P<unit>paragraaf\s+{NUMBER}|punt\s+(?:{POINT}|[a-z]\))|{ORD}\s+lid|lid)\s+toegevoegd{_AS_FOLLOWS}",
        ),
        (Action.ADD_SENTENCE, rf"aan\s+(?P<place>[^{Q}:;]*?),?\s+{_BE}\s+een\s+zin\s+toegevoegd{_AS_FOLLOWS}"),
        (Action.REPEAL, rf"(?P<place>[^{Q}:;]*?),?\s+{_BE}\s+opgeheven"),
    )
)
_DATE = r"\d{1,2}(?:\s+[a-zé]+)?(?:\s+\d{4})?"
_BY = (
    r"(?:het|de)\s+(?:bijzondere?\s+|koninklijke?\s+|ministeriële?\s+)?(?:decreet|decreten|wet|wetten|besluit|besluiten|ordonnantie)"
    rf"(?:\s+van\s+de\s+Vlaamse\s+(?:Regering|Executieve))?\s+van\s+{_DATE}(?:(?:,|\s+en(?:\s+van)?)\s+{_DATE})*"
)
_HISTORY = re.compile(
    rf",\s+(?:het\s+)?(?:laatst(?:elijk)?\s+)?(?P<x>ingevoegd|vervangen|gewijzigd|hersteld|toegevoegd|vernummerd)\s+bij\s+{_BY}"
    rf"(?:\s*(?:,|en|,\s*en)\s+(?:(?:het\s+)?(?:laatst(?:elijk)?\s+)?(?:vervangen|gewijzigd|hersteld|vernummerd)\s+bij\s+)?{_BY})*",
    re.IGNORECASE,
)


def read_instruction(text: str, law: str) -> Instruction:
    """The instruction in a provision's own words; `law` is the changed law as the draft names it. Raises CannotApply."""
    masked, quotations = mask(text)
    sentence = _without_law(re.sub(r"\s+", " ", masked).strip(), law)
    sentence = re.sub(rf"(?<={Q})\s*[.;]?\s*$", "", sentence).rstrip(" .;")
    for action, form in _FORMS:
        match = form.fullmatch(sentence)
        if match is not None and sentence.count(Q) == len(quotations):
            return _made(action, match.groupdict(), tuple(quotations))
    raise CannotApply(Why.SENTENCE)


def mask(text: str) -> tuple[str, list[str]]:
    """The text with each quotation replaced by one mark, and the quotations without their marks."""
    out, quotations, position = [], [], 0
    for start, end in quoted_spans(text):
        out.append(text[position:start])
        out.append(Q)
        quotations.append(text[start + 1 : end - 1].strip(" \n"))
        position = end
    out.append(text[position:])
    return "".join(out), quotations


def _without_law(sentence: str, law: str) -> str:
    """Take out the name of the law and its history, both only where they are exactly as expected."""
    named = "|".join(filter(None, (re.escape(law), r"(?:het|de)zelfde\s+(?:decreet|besluit|codex|wet|wetboek)")))
    article = r"(?:het|de)\s+"
    sentence = _HISTORY.sub("", sentence)
    sentence = re.sub(rf"^in\s+(?:{article})?(?:{named})(?=,?\s+{_BE}\b)", "In de wet", sentence, count=1, flags=re.IGNORECASE)
    sentence = re.sub(rf",?\s+van\s+(?:{article})?(?:{named})(?=[\s,:]|$)", "", sentence, count=1, flags=re.IGNORECASE)
    return re.sub(r"\s+,", ",", sentence)


def _made(action: Action, found: dict[str, str | None], quotations: tuple[str, ...]) -> Instruction:
    place = _place(found.get("place")) + _place(found.get("inner"))
    new = _unit(found.get("unit") or "") if found.get("unit") else None
    side = {"tussen": "between", "na": "after"}.get((found.get("side") or "").lower(), "before" if found.get("side") else "")
    after = ""
    if found.get("after"):
        first, second = (ORDINALS[(found[name] or "").lower()] for name in ("after", "before"))
        if second != first + 1:
            raise CannotApply(Why.SENTENCE)
        after = str(first)
    return Instruction(action, place, quotations, bool(found.get("every") or found.get("each")), side, new, after)


def _place(written: str | None) -> tuple[Step, ...]:
    if not written or written == "de wet":
        return ()
    steps = read_place(written)
    if steps is None:
        raise CannotApply(Why.PLACE, written.strip())
    return steps


def _unit(written: str) -> Step:
    """`paragraaf 4` -> § 4, `derde lid` -> lid 3, `lid` -> a lid without a number."""
    if written.lower() == "lid":
        return Step(Kind.SUBPARAGRAPH, ("",))
    steps = read_place(written)
    if steps is None or len(steps) != 1 or len(steps[0].numbers) != 1:
        raise CannotApply(Why.PLACE, written)
    return steps[0]
