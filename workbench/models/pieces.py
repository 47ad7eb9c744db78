"""Token ids fast: where a tokenizer cuts at words, each word is looked up once and remembered."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import chain

from tokenizers import Tokenizer
from tokenizers.normalizers import NFKD, Lowercase, Normalizer, Replace, StripAccents
from tokenizers.normalizers import Sequence as Normalizers
from tokenizers.pre_tokenizers import Metaspace, PreTokenizer, Punctuation, WhitespaceSplit
from tokenizers.pre_tokenizers import Sequence as Cuts

START = "▁"  # before the first letter of a word
REMEMBERED = 400_000  # words; above, the memory starts afresh


def word_rules() -> tuple[Normalizer, PreTokenizer]:
    """How the shipped encoder normalises and cuts: lower-case words without accents or punctuation, each by itself."""
    steps: list[Normalizer] = [Replace("µ", " "), Replace("°", " "), NFKD(), StripAccents(), Lowercase()]
    return Normalizers(steps), Cuts([WhitespaceSplit(), Punctuation("removed"), Metaspace(prepend_scheme="always")])


class Letters(dict[int, str]):
    """The same rules as a table for `str.translate`: plain letters, and a space for white space and punctuation."""

    def __missing__(self, code: int) -> str:
        plain = " " if chr(code) in "µ°" else unicodedata.normalize("NFKD", chr(code))
        bare = (c for c in plain if unicodedata.category(c) != "Mn")
        self[code] = found = "".join(" " if _parts_words(c) else c.lower() for c in bare)
        return found


def _parts_words(character: str) -> bool:
    ascii_sign = character.isascii() and character.isprintable() and not character.isalnum()
    return character.isspace() or ascii_sign or unicodedata.category(character).startswith("P")


class Cutter:
    """Ids of texts for a `tokenizers` tokenizer, the same as its own `encode_batch` gives (asserted in the tests)."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._letters = Letters() if _by_word(tokenizer) else None
        self._known: dict[str, list[int]] = {}

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """One list of ids per text."""
        if self._letters is None:
            return self._ask(list(texts))
        letters = self._letters
        words = [text.translate(letters).split() for text in texts]
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


def _by_word(tokenizer: Tokenizer) -> bool:
    """Whether the tokenizer keeps exactly to `word_rules`."""
    own = (tokenizer.normalizer, tokenizer.pre_tokenizer)
    return all(a is not None and a.__getstate__() == b.__getstate__() for a, b in zip(own, word_rules(), strict=True))
