"""The training script's parts, on a fictitious language pair of twelve words."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import torch

from scripts.encoder import export, pairs, vocabulary
from scripts.encoder.measures import Articles, ranks
from scripts.encoder.training import Settings, Table, Task, Trainer, tokenise
from workbench.models.static import StaticEncoder

LEFT = ["huis tuin", "boom blad", "kind school", "vis water", "brood kaas", "zon maan"]
RIGHT = ["house garden", "tree leaf", "child college", "fish stream", "bread cheese", "sun moon"]
SMALL = Settings(dimension=8, batch=6, rate=0.2, drop=0.0, seed=5)


def small_vocabulary() -> vocabulary.Vocabulary:
    counts = Counter(word for text in LEFT + RIGHT for word in vocabulary.Words().of(text))
    return vocabulary.build(counts, {}, size=200, subwords=60)


def trained(settings: Settings) -> tuple[vocabulary.Vocabulary, np.ndarray]:
    words = small_vocabulary()
    side = tokenise(words.tokenizer, LEFT + RIGHT)
    table = Table(vocabulary.features(words.pieces, {}), words.share, vocabulary.alternatives(words, 30), settings)
    task = Task("pairs", np.arange(6), np.arange(6, 12), 1.0, np.full(6, -1))
    trainer = Trainer(table, side, np.arange(12), torch.zeros((0, 8)), [task], settings)
    for _ in range(40):
        trainer.step(settings.rate)
    return words, table.pieces()


def test_texts_with_the_same_meaning_come_together_and_survive_the_writing(tmp_path: Path) -> None:
    words, vectors = trained(SMALL)
    size = export.write(tmp_path / "encoder", words.tokenizer, vectors)
    encoder = StaticEncoder(tmp_path / "encoder")
    nearest = (encoder.encode_queries(LEFT) @ encoder.encode_passages(RIGHT).T).argmax(axis=1)
    assert nearest.tolist() == [0, 1, 2, 3, 4, 5]
    assert size < 40_000


def test_two_trainings_from_one_seed_read_the_same_words_and_agree_on_what_is_near(tmp_path: Path) -> None:
    # vectors of so small a table are not bit-equal between runs (ties in the vocabulary, order of sums): see the model card
    for name in ("first", "second"):
        words, vectors = trained(SMALL)
        export.write(tmp_path / name, words.tokenizer, vectors)
        encoder = StaticEncoder(tmp_path / name)
        cosines = encoder.encode_queries(LEFT) @ encoder.encode_passages(RIGHT).T
        assert cosines.argmax(axis=1).tolist() == [0, 1, 2, 3, 4, 5]


def test_a_row_is_off_by_at_most_half_a_step_after_quantising() -> None:
    vectors = np.random.default_rng(1).standard_normal((20, 16)).astype(np.float32)
    table, factor = export.quantise(vectors)
    assert np.abs(table * factor[:, None] - vectors).max() <= np.abs(vectors).max() / 127 / 2 + 1e-6


def test_an_unknown_compound_is_cut_into_its_parts() -> None:
    counts = Counter({"▁woning": 50, "▁toezicht": 50, "▁woningbouw": 20, "▁woningtoezicht": 4})
    compounds = vocabulary.compound_parts(counts, lambda word: word in ("woning", "toezicht", "bouw"))
    assert compounds == {"woningbouw": ("woning", "bouw"), "woningtoezicht": ("woning", "toezicht")}


def test_words_lose_capitals_accents_and_signs_as_in_the_tokenizer() -> None:
    text = "Één L'État, § 5: «ééns» co-operation 3,5 €"
    cut = [word for word, _ in small_cut(text)]
    assert vocabulary.Words().of(text) == cut
    assert cut[:3] == ["▁een", "▁l", "▁etat"]


def small_cut(text: str) -> list[tuple[str, tuple[int, int]]]:
    tokenizer = small_vocabulary().tokenizer
    return tokenizer.pre_tokenizer.pre_tokenize_str(tokenizer.normalizer.normalize_str(text))


def test_sentences_are_paired_only_when_both_texts_have_as_many() -> None:
    left, right = "De gemeente beslist. De bewoner kan in beroep gaan.", "The council decides. The resident may appeal."
    assert pairs.split_together(left, right) == [
        ("De gemeente beslist.", "The council decides."),
        ("De bewoner kan in beroep gaan.", "The resident may appeal."),
    ]
    assert pairs.split_together(left, "The council decides.") == []


def test_articles_with_the_same_words_count_as_one_in_the_rank() -> None:
    articles = Articles(["No one.", "NO ONE", "Other"], ["Niemand"], np.array([0]))
    assert ranks(articles, np.array([[0.5, 0.9, 0.1]])).tolist() == [1]
    assert ranks(articles, np.array([[0.5, 0.9, 0.7]])).tolist() == [2]


def test_no_measured_treaty_is_trained_on(shared_data: Path) -> None:
    held = pairs.held_out(shared_data)
    assert "BWBV0001000" in held
    assert len(held) == pytest.approx(64, abs=1)
