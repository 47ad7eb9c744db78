"""Words as the lexical lanes see them: folded, stemmed per language, Dutch compounds with their parts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

import Stemmer

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?", re.UNICODE)
_LANGUAGES = {"nl": "dutch_porter", "en": "english", "fr": "french", "de": "german"}

STOPWORDS = {
    "nl": frozenset(
        [
            "de",
            "het",
            "een",
            "en",
            "of",
            "in",
            "op",
            "van",
            "voor",
            "met",
            "aan",
            "bij",
            "door",
            "tot",
            "te",
            "ten",
            "ter",
            "die",
            "dat",
            "deze",
            "dit",
            "der",
            "des",
            "den",
            "als",
            "zijn",
            "is",
            "worden",
            "wordt",
            "werd",
            "hebben",
            "heeft",
            "had",
            "kan",
            "kunnen",
            "zal",
            "zullen",
            "om",
            "uit",
            "over",
            "naar",
            "ook",
            "niet",
            "er",
            "zij",
            "hij",
            "ze",
            "men",
            "hun",
            "haar",
            "onder",
            "na",
            "tegen",
            "dan",
            "nog",
            "wel",
            "zo",
            "dus",
            "maar",
            "geen",
            "wie",
            "wat",
            "waar",
            "waarin",
            "waarvan",
            "waarop",
            "indien",
            "tenzij",
            "alsook",
            "hetzij",
            "mits",
            "elk",
            "elke",
            "ieder",
            "iedere",
            "alle",
            "bedoeld",
            "vermeld",
            "artikel",
            "lid",
            "paragraaf",
            "eerste",
            "tweede",
            "derde",
            "punt",
            "decreet",
            "besluit",
        ]
    ),
    "en": frozenset(
        [
            "the",
            "a",
            "an",
            "and",
            "or",
            "in",
            "on",
            "of",
            "for",
            "with",
            "to",
            "by",
            "at",
            "from",
            "as",
            "is",
            "are",
            "be",
            "been",
            "was",
            "were",
            "has",
            "have",
            "had",
            "can",
            "may",
            "shall",
            "will",
            "this",
            "that",
            "these",
            "those",
            "it",
            "its",
            "their",
            "his",
            "her",
            "they",
            "he",
            "she",
            "not",
            "no",
            "any",
            "all",
            "each",
            "such",
            "which",
            "who",
            "whom",
            "whose",
            "where",
            "when",
            "under",
            "into",
            "upon",
            "article",
            "paragraph",
        ]
    ),
    "fr": frozenset(
        [
            "le",
            "la",
            "les",
            "un",
            "une",
            "des",
            "et",
            "ou",
            "de",
            "du",
            "en",
            "dans",
            "sur",
            "pour",
            "avec",
            "à",
            "au",
            "aux",
            "par",
            "que",
            "qui",
            "dont",
            "est",
            "sont",
            "être",
            "a",
            "ont",
            "ce",
            "cette",
            "ces",
            "se",
            "ne",
            "pas",
            "plus",
            "il",
            "elle",
            "leur",
            "son",
            "sa",
            "ses",
            "tout",
            "toute",
            "tous",
            "toutes",
            "article",
            "paragraphe",
        ]
    ),
    "de": frozenset(
        [
            "der",
            "die",
            "das",
            "ein",
            "eine",
            "und",
            "oder",
            "in",
            "auf",
            "von",
            "für",
            "mit",
            "zu",
            "bei",
            "durch",
            "ist",
            "sind",
            "werden",
            "wird",
            "nicht",
            "den",
            "dem",
            "des",
            "im",
            "zum",
            "zur",
        ]
    ),
}


@lru_cache(maxsize=8)
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_LANGUAGES[language])


def plain_words(text: str) -> list[str]:
    """Lower-case words in reading order, accents kept out."""
    lowered = text.lower()
    if not lowered.isascii():
        lowered = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return _WORD.findall(lowered)


class Analyzer:
    """Turns text into index terms for one language; `lexicon` are the words that a Dutch compound may be cut into."""

    def __init__(self, language: str, lexicon: Iterable[str] = ()) -> None:
        self.language = language
        self._stop = STOPWORDS.get(language, frozenset())
        self._lexicon = frozenset(lexicon)
        self._stemmer = _stemmer(language)
        self._known: dict[str, tuple[str, ...]] = {}

    def terms(self, text: str) -> list[str]:
        """Stems of the words and, for Dutch compounds, of their parts."""
        found: list[str] = []
        for word in plain_words(text):
            found.extend(self.terms_of_word(word))
        return found

    def terms_of_word(self, word: str) -> tuple[str, ...]:
        """Stem of one plain word and, for a Dutch compound, of its parts; nothing for a stop word."""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._analyse(word)
        return known

    def _is_word(self, part: str) -> bool:
        return part in self._lexicon or self._stemmer.stemWord(part) in self._lexicon

    def _analyse(self, word: str) -> tuple[str, ...]:
        if word in self._stop or len(word) < 2:
            return ()
        cut = self.language == "nl" and self._lexicon and word not in self._lexicon
        parts = split_compound(word, self._is_word) if cut else ()
        return tuple(dict.fromkeys(self._stemmer.stemWords([word, *parts])))


LINKS = ("s", "e", "en", "er")
SHORTEST = 4


def split_compound(word: str, is_word: Callable[[str], bool]) -> tuple[str, ...]:
    """The parts of a Dutch compound (`huisvestingsmaatschappij` -> huisvesting, maatschappij), empty when it is none.

    The cut with the longest last part wins; a linking s, e, en or er may stand between. Parts have at least four letters.
    """
    for cut in range(SHORTEST, len(word) - SHORTEST + 1):
        tail = word[cut:]
        if not is_word(tail):
            continue
        head = word[:cut]
        for stem in (head, *(head[: -len(link)] for link in LINKS if head.endswith(link))):
            if len(stem) < SHORTEST:
                continue
            if is_word(stem):
                return (*(split_compound(stem, is_word) or (stem,)), tail)
            if inner := split_compound(stem, is_word):
                return (*inner, tail)
    return ()
