"""The watches: removals, definitions that leave people out, delegation and discretion without criteria, each with its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from workbench.domain.drafts import Operation, Unit
from workbench.domain.overview import Quoted, Watch, Watched
from workbench.domain.quotes import quoted_spans
from workbench.screening.watch_patterns import (
    ANY_TIME,
    BEGINS_DEFINITIONS,
    BINDS,
    CLAUSE_START,
    CONDITION,
    DECIDES,
    DEFINED,
    DELEGATES,
    FORMAL_DELEGATION,
    HOLDER_AFTER,
    HOLDER_BEFORE,
    JUDGES,
    LEAVES_OUT,
    LIMITING,
    MAY_BE_RESTRICTED,
    MAY_RESTRICT,
    MEANT,
    NARROWS,
    NO_LONGER,
    PEOPLE,
    SENTENCE_END,
    STRUCK,
    SUBJECT,
    VAGUE,
)

LONGEST = 320  # characters of a quoted sentence


def watches(units: Sequence[Unit]) -> list[Watched]:
    """Everything that the watches see in a draft, in reading order within each watch."""
    found = [seen for unit in units for seen in (*removals(unit), *left_open(unit))]
    return sorted([*found, *definitions(units)], key=lambda seen: list(Watch).index(seen.watch))


def removals(unit: Unit) -> Iterator[Watched]:
    """What this unit repeals, strikes out, replaces or narrows in another law, or ends by its own words."""
    outside = _outside_quotes(unit.text)
    struck = next((m for m in STRUCK.finditer(unit.text) if outside(m.start())), None)
    change = unit.amendment
    about = ", ".join(part for part in (change.target, change.law) if part) if change else ""
    if struck:
        whole = change is not None and change.operation is Operation.REPEAL
        yield _seen(unit, Watch.REMOVAL, "watch.removal.repealed" if whole else "watch.removal.struck", struck.span(), about)
    elif change is not None and (narrow := NARROWS.search(unit.text) or NO_LONGER.search(unit.text)):
        yield _seen(unit, Watch.REMOVAL, "watch.removal.narrowed", narrow.span(), about)
    elif change is not None and change.operation in (Operation.REPLACE, Operation.SUBSTITUTE_WORDS):
        at = re.search(r"\bvervangen\b", unit.text)
        yield _seen(unit, Watch.REMOVAL, "watch.removal.replaced", at.span() if at else (0, 1), about)
    elif change is None and (ends := NO_LONGER.search(unit.text)):
        yield _seen(unit, Watch.REMOVAL, "watch.removal.ends", ends.span())


def left_open(unit: Unit) -> Iterator[Watched]:
    """Delegation and discretion that no criteria bind in the same unit."""
    if unit.boilerplate in ("boilerplate.entry_into_force", "boilerplate.execution"):
        return
    if BINDS.search(unit.text):
        return
    delegates = next((m for m in DELEGATES.finditer(unit.text) if not _formal(unit.text, m.start())), None)
    if delegates:
        yield _seen(unit, Watch.DELEGATION, "watch.delegation", delegates.span())
    yield from _discretion(unit)


def _discretion(unit: Unit) -> Iterator[Watched]:
    """The strongest sign of a choice that is left to an authority: by its own judgment, by a vague standard, or without any."""
    text = unit.text
    if judges := next((m for p in (JUDGES, DECIDES) for m in p.finditer(text) if not _own_right(text, m)), None):
        yield _seen(unit, Watch.DISCRETION, "watch.discretion.judges", judges.span())
    elif vague := next((m for m in VAGUE.finditer(text) if LIMITING.search(text, *sentence(text, *m.span()))), None):
        yield _seen(unit, Watch.DISCRETION, "watch.discretion.vague", vague.span())
    elif may := next((m for p in (MAY_RESTRICT, MAY_BE_RESTRICTED) for m in p.finditer(text) if not _own_right(text, m)), None):
        yield _seen(unit, Watch.DISCRETION, _how_open(text, *sentence(text, *may.span())), may.span())


def _how_open(text: str, start: int, end: int) -> str:
    """Whether the sentence that allows a restriction names a condition at all; somebody still has to judge whether it is met."""
    free = ANY_TIME.search(text, start, end) or not CONDITION.search(text, start, end)
    return "watch.discretion.may" if free else "watch.discretion.condition"


def _own_right(text: str, choice: re.Match[str]) -> bool:
    """Whether the one who may or decides is somebody whom the provision is about: then nothing is left to an authority."""
    before = text[: choice.start()].rstrip()
    clause = CLAUSE_START.split(before)[-1]
    if SUBJECT.match(clause):
        return bool(HOLDER_BEFORE.search(before))
    return bool(HOLDER_AFTER.search(text[choice.start() + len(choice[0].split(" ", 1)[0]) :]))


def _formal(text: str, at: int) -> bool:
    start, end = sentence(text, at, at)
    return bool(FORMAL_DELEGATION.search(text[start:end]))


def definitions(units: Sequence[Unit]) -> Iterator[Watched]:
    """Definitions of people that leave some of them out, with every other provision that uses the term."""
    for unit in units:
        for term, start, end in _terms(unit):
            meaning = unit.text[start:end]
            out = LEAVES_OUT.search(meaning)
            if out and PEOPLE.search(f"{term} {meaning}"):
                quote = _quoted(unit, start, end)
                uses = tuple(_uses(term, unit, units))
                yield Watched(Watch.DEFINITION, "watch.definition", quote, term, uses)


def defined_terms(units: Iterable[Unit]) -> dict[str, str]:
    """Every term that a draft defines, with the first provision that does."""
    found: dict[str, str] = {}
    for unit in units:
        for term, _, _ in _terms(unit):
            found.setdefault(term, unit.provision)
    return found


def _terms(unit: Unit) -> Iterator[tuple[str, int, int]]:
    """Each term that a unit defines, with the place of its meaning."""
    text = unit.text
    begins = BEGINS_DEFINITIONS.search(text)
    patterns: Iterable[tuple[re.Pattern[str], int]] = [(p, 0) for p in MEANT]
    if begins:
        patterns = [(DEFINED, begins.end()), *patterns]
    for pattern, position in patterns:
        for match in pattern.finditer(text, position):
            yield _bare(match["term"]), *match.span("meaning")


def _bare(term: str) -> str:
    return re.sub(r"^(?:de|het|een)\s+", "", term.strip(" “”\"'"))


def _uses(term: str, defining: Unit, units: Sequence[Unit]) -> Iterator[Quoted]:
    words = r"\s+".join(map(re.escape, term.split()))
    doubled = re.escape(term[-1:]) if term[-1:].isalpha() else ""  # gezin, gezinnen
    pattern = re.compile(rf"(?<!\w){words}(?:{doubled}?en|s|n|e|'s|ren)?(?!\w)", re.IGNORECASE)
    for unit in units:
        match = pattern.search(unit.text) if unit is not defining else None
        if match:
            yield _quoted(unit, *sentence(unit.text, *match.span()))


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around [start, end), or the end of it that fits in LONGEST characters."""
    cuts = [0, *(m.end() for m in SENTENCE_END.finditer(text)), len(text)]
    low = max(cut for cut in cuts if cut <= start)
    high = min(cut for cut in cuts if cut >= max(end, low + 1))
    if high - low > LONGEST:
        low = max(low, start - LONGEST // 2)
        low = low if low == 0 or text[low - 1].isspace() else text.rfind(" ", 0, low) + 1
        high = min(high, low + LONGEST)
        high = high if high == len(text) or text[high].isspace() else max(end, text.rfind(" ", low, high))
    return low, low + len(text[low:high].rstrip())


def _seen(unit: Unit, watch: Watch, detail: str, span: tuple[int, int], about: str = "") -> Watched:
    return Watched(watch, detail, _quoted(unit, *sentence(unit.text, *span)), about)


def _quoted(unit: Unit, start: int, end: int) -> Quoted:
    return Quoted(unit.provision, unit.citation, unit.text[start:end], start, end)


def _outside_quotes(text: str) -> _Outside:
    return _Outside(quoted_spans(text))


class _Outside:
    """Whether a place stands outside quotation marks: words that a draft brings into another law repeal nothing themselves."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._spans = spans

    def __call__(self, at: int) -> bool:
        return not any(start <= at < end for start, end in self._spans)
