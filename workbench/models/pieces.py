"""Token ids fast: where a tokenizer cuts at words and forgets what stood around them, each word is looked up once and remembered."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from itertools import chain

from tokenizers import Tokenizer

REMEMBERED = 400_000  # words; above, the memory starts afresh
# The normaliser and word boundaries of the shipped encoder (scripts/encoder/vocabulary.py), as tokenizers states them.
_NORMALISE = ["Replace", "NFKD", "StripAccents", "Lowercase"]
_CUT = ["WhitespaceSplit", "Punctuation", "Metaspace"]


class _Letters(dict[int, str]):
    """What becomes of a character: lower-case letters without accents, a space for white space and punctuation."""

    def __missing__(self, code: int) -> str:
        plain = " " if chr(code) in "µ°" else unicodedata.normalize("NFKD", chr(code))
        bare = (c for c in plain if unicodedata.category(c) != "Mn")
        self[code] = found = "".join(" " if _parts_words(c) else c.lower() for c in bare)
        return found


def _parts_words(character: str) -> bool:
    ascii_sign = character.isascii() and character.isprintable() and not character.isalnum()
    return character.isspace() or ascii_sign or unicodedata.category(character).startswith("P")


def _steps(part: object, key: str) -> list[str]:
    state = json.loads(part.__getstate__()) if part is not None else {}  # type: ignore[attr-defined]
    return [step["type"] for step in state.get(key, [])]


class Cutter:
    """Ids of texts for a `tokenizers` tokenizer, the same as its own `encode_batch` gives (asserted in the tests)."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        by_word = _steps(tokenizer.normalizer, "normalizers") == _NORMALISE and _steps(tokenizer.pre_tokenizer, "pretokenizers") == _CUT
        self._letters = _Letters() if by_word else None
        self._known: dict[str, list[int]] = {}

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """One list of ids per text."""
        if self._letters is None:
            return self._ask(list(texts))
        words = [text.translate(self._letters).split() for text in texts]
        known = self._known_with(set(chain.from_iterable(words)))
        return [list(chain.from_iterable([known[word] for word in line])) for line in words]

    def _known_with(self, words: set[str]) -> dict[str, list[int]]:
        if len(self._known) > REMEMBERED:
            self._known = {}
        fresh = sorted(words.difference(self._known))
        self._known.update(zip(fresh, self._ask(fresh), strict=True))
        return self._known

    def _ask(self, texts: list[str]) -> list[list[int]]:
        return [encoding.ids for encoding in self._tokenizer.encode_batch_fast(texts, add_special_tokens=False)]
