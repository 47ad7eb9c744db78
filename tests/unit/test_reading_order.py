"""The reading queue: what comes next, what the reader's verdicts teach it, what is nearly equal."""

import time

import numpy as np

from tests.screenings import screening, unit
from workbench.domain.obligations import Register
from workbench.domain.reading import CardState, Per, Way
from workbench.screening.learner import learn, word_rows
from workbench.screening.near_equal import groups_of
from workbench.screening.own_measures import measure
from workbench.screening.reading_order import DRAWER, Deck, next_turn, sample_of, scores_after
from workbench.use_cases.read_cards import deck_of

NOBODY = Register({}, "r")
OPEN, YES, NO, DOUBT, LATER = (
    CardState.OPEN,
    CardState.RELEVANT,
    CardState.NOT_RELEVANT,
    CardState.DOUBT,
    CardState.POSTPONED,
)
WORDS = ("woning", "school", "camera", "subsidie", "boete", "erkenning", "water", "kiezer")


def deck(count: int = 16, per: Per = Per.PROVISION) -> Deck:
    units = [
        unit(f"art_{n}", f"De {WORDS[n % 8]} van geval {'abcdefghijklmnopqrst'[n]} wordt zo geregeld.", 0.9 - n / 100)
        for n in range(count)
    ]
    return deck_of(screening(*units), NOBODY, per)


def test_without_verdicts_the_order_is_that_of_the_screening() -> None:
    cards = deck()
    states = [OPEN] * 16
    assert list(scores_after(cards, states)) == list(cards.prior)
    turn = next_turn(cards, states, cards.prior, 0, None)
    assert turn is not None
    assert (cards.cards[turn.position].provision, turn.way) == ("art_0", Way.QUEUE)


def test_every_eighth_card_is_drawn_at_random_and_the_same_for_the_same_screening() -> None:
    cards = deck()
    turns = [next_turn(cards, [OPEN] * 16, cards.prior, served, None) for served in range(16)]
    ways = [turn.way for turn in turns if turn]
    assert [n + 1 for n, way in enumerate(ways) if way is Way.DRAWER] == [DRAWER, 2 * DRAWER]
    assert cards.drawn == deck().drawn
    assert sorted(cards.drawn) == list(range(16))
    assert cards.drawn != tuple(range(16))


def test_a_verdict_moves_provisions_with_the_same_words() -> None:
    units = [unit(f"art_{n}", f"De {WORDS[n % 8]} van geval {n} wordt zo geregeld.", 0.5) for n in range(16)]
    cards = deck_of(screening(*units), NOBODY)
    states = [OPEN] * 16
    states[0], states[1] = NO, YES  # woning: no; school: yes
    moved = scores_after(cards, states) - cards.prior
    assert moved[8] == min(moved[2:])  # the other one about a woning
    assert moved[9] == max(moved[2:])  # the other one about a school


def test_doubt_teaches_nothing_and_postponed_cards_come_last() -> None:
    cards = deck()
    states = [OPEN] * 16
    states[3] = DOUBT
    assert list(scores_after(cards, states)) == list(cards.prior)
    states = [NO] * 16
    states[5] = LATER
    turn = next_turn(cards, states, cards.prior, 3, 4)
    assert turn is not None and turn.position == 5
    assert next_turn(cards, [NO] * 16, cards.prior, 3, 4) is None


def test_nearly_equal_provisions_come_right_after_one_another_and_are_not_decided() -> None:
    long = "De toezichthouder kan de woning van de bewoner op elk ogenblik betreden zonder voorafgaande machtiging van de rechter in geval van nood"
    texts = [f"{long} en na {n} dagen." for n in (3, 5)]
    other = "De subsidie wordt jaarlijks betaald aan de gemeenten die een plan indienen."
    found = deck_of(screening(unit("a", texts[0], 0.9), unit("b", other, 0.8), unit("c", texts[1], 0.1)), NOBODY)
    assert found.groups == (frozenset({2}), frozenset(), frozenset({0}))
    turn = next_turn(found, [NO, OPEN, OPEN], found.prior, 1, 0)
    assert turn is not None and (turn.position, turn.way) == (2, Way.GROUP)


def test_groups_join_through_others_and_a_formula_alone_joins_nothing() -> None:
    formula = "De Vlaamse Regering bepaalt de nadere regels voor"
    texts = [f"{formula} {word} en het toezicht daarop door de bevoegde inspectie." for word in ("de school", "de haven")]
    assert groups_of(["", *texts]) == [0, 1, 2]
    assert groups_of(["een twee drie vier vijf zes zeven acht negen"] * 2 + ["iets heel anders staat hier geschreven"]) == [
        0,
        0,
        2,
    ]


def test_the_drawers_sample_ends_at_the_first_unread_card() -> None:
    cards = deck()
    states = [OPEN] * 16
    first, second, third = cards.drawn[:3]
    states[first] = states[third] = NO
    assert sample_of(cards, states) == (first,)
    states[second] = YES
    assert sample_of(cards, states) == (first, second, third)


def test_own_precision_counts_suggested_cards_and_recall_the_drawer_only() -> None:
    cards = deck(20)  # scores .90 .. .71, all suggested
    units = [unit(f"art_{n}", f"tekst {WORDS[n % 8]} {n}", 0.9 if n < 10 else 0.1) for n in range(20)]
    cards = deck_of(screening(*units), NOBODY)
    states = [YES if n % 2 else NO for n in range(20)]
    own = measure(cards, states, list(range(20)))
    assert (own.precision.hits, own.precision.of) == (5, 10)
    assert (own.recall.hits, own.recall.of) == (5, 10)
    assert (own.prevalence.hits, own.prevalence.of) == (10, 20)
    assert own.stop is not None and own.stop.missed == 0
    some = measure(cards, [*states[:12], *[OPEN] * 8], list(range(12)))
    assert some.recall.of == sum(states[n] is YES for n in sample_of(cards, [*states[:12], *[OPEN] * 8]))


def test_cards_that_the_reader_chose_prove_nothing_about_the_rest() -> None:
    cards = deck(20)
    states = [NO] * 15 + [OPEN] * 5
    served, chosen = measure(cards, states, list(range(15))), measure(cards, states, list(range(10)))
    assert served.stop is not None and chosen.stop is not None
    assert (served.stop.unread, chosen.stop.unread) == (5, 5)
    assert chosen.stop.rests_on == 10


def test_pair_cards_hold_one_candidate_each() -> None:
    cards = deck(2, Per.PAIR)
    assert [(c.provision, c.norms) for c in cards.cards[:2]] == [("art_0", ("ECHR/8",)), ("art_0", ("CRC/16",))]
    assert cards.cards[0].score > cards.cards[1].score


def test_both_ways_of_fitting_give_the_same_scores() -> None:
    chance = np.random.default_rng(3)
    rows = chance.normal(size=(60, 20)).astype(np.float32)
    prior = chance.uniform(0.1, 0.9, 60)
    labels = [bool(v) for v in rows[:, 0] > 0]
    wide = np.concatenate([rows, np.zeros((60, 60), np.float32)], axis=1)  # more columns than verdicts: the other branch
    np.testing.assert_allclose(learn(rows, prior, range(60), labels), learn(wide, prior, range(60), labels), atol=1e-3)


def test_words_are_weighed_the_same_in_every_process() -> None:
    rows = word_rows(["de woning", "de school", "de woning"])
    assert float(rows[0] @ rows[2]) > 0.99
    assert float(rows[0] @ rows[1]) < 0.5


def test_two_thousand_cards_are_ranked_anew_without_a_wait() -> None:
    """A generous limit: measured .06 s with 200 verdicts and .2 s with 1,000 on one core."""
    chance = np.random.default_rng(1)
    rows = chance.normal(size=(2000, 577)).astype(np.float32) / 24
    started = time.perf_counter()
    scores = learn(rows, np.full(2000, 0.3), range(200), [n % 3 == 0 for n in range(200)])
    assert scores.shape == (2000,)
    assert time.perf_counter() - started < 3
