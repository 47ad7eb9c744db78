"""The wording: denial has a reach, a text's parts add up to its score, and every part points at a word."""

import numpy as np
import pytest

from workbench.screening.wording import BLOCKS, BUCKETS, Wording, terms, words_of


def denied(text: str) -> list[str]:
    return [w.text for w in words_of(text) if w.denied]


def test_a_denial_reaches_four_words_and_stops_at_the_clause() -> None:
    assert denied("Hij wordt niet vooraf door de dienst gehoord.") == ["vooraf", "door", "de", "dienst"]
    assert denied("Geen beroep; de rechter beslist.") == ["beroep"]


def test_words_keep_their_place() -> None:
    text = "Geen beroep is mogelijk"
    assert [text[w.start : w.end] for w in words_of(text)] == ["Geen", "beroep", "is", "mogelijk"]


def test_the_same_word_is_another_term_when_it_is_denied() -> None:
    plain, negated = (set(terms(words_of(t), "words")[0].tolist()) for t in ("beroep", "geen beroep"))
    assert plain & negated == set()


def learned(word: str) -> Wording:
    weights = {block: np.zeros(BUCKETS, np.float32) for block in BLOCKS}
    weights["words"][terms(words_of(word), "words")[0]] = 1.0
    return Wording({block: np.ones(BUCKETS, np.float32) for block in BLOCKS}, weights)


def test_the_part_of_each_word_points_at_it_and_adds_up() -> None:
    text = "De boete vervalt, de boete niet"
    found = learned("boete").evidence(text)
    shares = {(start, end): share for share, start, end in found.shares}
    assert [text[a:b] for (a, b), share in shares.items() if share > 0] == ["boete", "boete"]
    assert found.score == pytest.approx(sum(shares.values()))
    assert 0 < found.score < 1


def test_a_text_without_words_has_no_score() -> None:
    assert learned("boete").evidence("§ ...").score == 0
