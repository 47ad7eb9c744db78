"""Holding an outside reader's answer against the texts it speaks of: what cannot be found is dropped and counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from workbench.domain.anchors import Side
from workbench.domain.machine_opinion import Dropped, FoundQuote, OpinionSentence, PairTexts, RawOpinion, RawQuote, RawSentence
from workbench.domain.quotes import quoted_spans

FEWEST_LETTERS = 6  # of a quotation: shorter ones stand in any text
MOST_SENTENCES, MOST_QUESTIONS = 12, 8
LONGEST = 600  # characters of a sentence
_VERDICT = re.compile(r"\b(?:schend\w*|geschonden|violat\w*|in strijd met|onrechtmatig|unlawful|breach\w*)\b", re.IGNORECASE)
_SAME = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " ", "\u00ad": ""}
_EDGE = " \t\n\"'“”„«»‘’….,;:"


def checked(raw: RawOpinion, texts: PairTexts) -> tuple[tuple[OpinionSentence, ...], tuple[str, ...], Mapping[str, int]]:
    """Sentences and questions that hold, and how many were dropped for what."""
    sources = {Side.DRAFT: texts.provision, Side.TREATY: texts.treaty}
    kept: list[OpinionSentence] = []
    dropped: Counter[str] = Counter()
    for sentence in raw.sentences[:MOST_SENTENCES]:
        found = _held(sentence, sources)
        if isinstance(found, OpinionSentence):
            kept.append(found)
        else:
            dropped[found] += 1
    asked = [q for q in raw.questions[:MOST_QUESTIONS] if q.strip()]
    held = [q.strip()[:LONGEST] for q in asked if _own_quotes_stand(q, sources) and not _VERDICT.search(q)]
    dropped[Dropped.NOT_FOUND] += len(asked) - len(held)
    return tuple(kept), tuple(held), {str(why): count for why, count in dropped.items() if count}


def _held(sentence: RawSentence, sources: Mapping[Side, str]) -> OpinionSentence | Dropped:
    if not sentence.words.strip() or not sentence.quotes:
        return Dropped.NO_QUOTE
    if _VERDICT.search(sentence.words):
        return Dropped.VERDICT
    found = [_place(quote, sources) for quote in sentence.quotes]
    places = tuple(place for place in found if place is not None)
    if len(places) < len(found) or not _own_quotes_stand(sentence.words, sources):
        return Dropped.NOT_FOUND
    return OpinionSentence(sentence.words.strip()[:LONGEST], sentence.raises, places)


def _place(quote: RawQuote, sources: Mapping[Side, str]) -> FoundQuote | None:
    """Where the quoted words stand in the text that is named; white space and kinds of quotation marks may differ."""
    span = find_words(quote.words, sources[quote.side])
    return FoundQuote(quote.side, *span) if span else None


def find_words(words: str, text: str) -> tuple[int, int] | None:
    """The first place of the words as whole words; nothing for fewer than FEWEST_LETTERS letters."""
    wanted = words.strip(_EDGE)
    if sum(c.isalnum() for c in wanted) < FEWEST_LETTERS:
        return None
    pattern = r"\s+".join(_any_mark(part) for part in wanted.split())
    match = re.search(rf"(?<!\w){pattern}(?!\w)", text)
    return match.span() if match else None


def _any_mark(part: str) -> str:
    """A pattern for one word in which each mark may be any of its kind."""
    found = []
    for char in part:
        plain = _SAME.get(char, char)
        kin = [plain, *(other for other, same in _SAME.items() if same == plain)]
        found.append(re.escape(char) if len(kin) == 1 else f"[{re.escape(''.join(kin))}]" if plain else "")
    return "".join(found)


def _own_quotes_stand(sentence: str, sources: Mapping[Side, str]) -> bool:
    """Whether all that stands between quotation marks in a sentence stands in one of the texts."""
    inner = [sentence[start + 1 : end - 1] for start, end in quoted_spans(sentence)]
    return all(_short(words) or any(find_words(words, text) for text in sources.values()) for words in inner)


def _short(words: str) -> bool:
    """A word or two between marks ("noodzakelijk") proves nothing either way."""
    return sum(c.isalnum() for c in words) < FEWEST_LETTERS
