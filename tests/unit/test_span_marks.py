"""Words marked by their place, with numbers that point at the lines below."""

import numpy as np

from workbench.ui.span_marks import Place, placed
from workbench.use_cases.pair_words import closest_sentence


def test_a_place_is_marked_and_numbered_where_it_ends() -> None:
    text = "De minister kan weigeren."
    found = placed(text, [Place(12, 24, 1), Place(16, 24, 2), Place(0, 11, 3, quiet=True)], "nl")
    assert found == (
        '<div class="ts-law" lang="nl"><p>De minister<sup class="ts-ref">3</sup> <mark>kan </mark>'
        '<mark>weigeren</mark><sup class="ts-ref">1, 2</sup>.</p></div>'
    )


def test_a_place_that_runs_over_two_lines_is_marked_on_both_and_nothing_escapes() -> None:
    found = placed("a <b>\nc d", [Place(2, 7, 1)], "nl")
    assert found == (
        '<div class="ts-law" lang="nl"><p>a <mark>&lt;b&gt;</mark></p><p><mark>c</mark><sup class="ts-ref">1</sup> d</p></div>'
    )


def test_a_place_outside_the_text_is_left_out() -> None:
    assert placed("kort", [Place(2, 99, 1)], "nl") == '<div class="ts-law" lang="nl"><p>kort</p></div>'


class _Letters:
    """An encoder that counts the letters h and w."""

    identity, dimension = "letters", 2

    def encode_passages(self, texts: list[str]) -> np.ndarray:
        rows = np.array([[t.count("h") + 0.01, t.count("w") + 0.01] for t in texts], np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    encode_queries = encode_passages


def test_the_nearest_sentence_of_the_treaty_is_a_place_in_its_own_text() -> None:
    treaty = "1. Elkeen heeft recht op huis en haard. 2. Wie woont, wordt wel bewaakt door w.\n3. Kort."
    span = closest_sentence("wwww", treaty, _Letters())
    assert span is not None
    assert treaty[slice(*span)] == "2. Wie woont, wordt wel bewaakt door w."
    assert closest_sentence("wwww", "Kort.", _Letters()) is None
