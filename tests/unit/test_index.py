from pathlib import Path

import numpy as np
import pytest

from tests.fakes import WordEncoder, passage
from workbench.errors import Cancelled, IndexUnusable
from workbench.retrieval import dense as dense_module
from workbench.retrieval import index as index_module
from workbench.retrieval.dense import DenseLane
from workbench.retrieval.index import build_index, open_index

PASSAGES = [
    passage("A/1", "De woning van een huurder mag niet worden betreden."),
    passage("B/2", "Leerlingen met een handicap gaan naar de gewone school."),
    passage("B/2en", "Pupils with a disability attend the ordinary school.", language="en"),
    passage("C/3", "De gemeente vraagt een belasting op tweede verblijven.", kind="as_written"),
]


def found(index: index_module.Index, query: str, lane: str, encoder: WordEncoder, allowed: np.ndarray | None = None) -> list[str]:
    (lanes,) = index.lanes([query], encoder.encode_queries([query]), "nl", 10, allowed)
    chosen = next(found for found in lanes if found.name == lane)
    return [index.table[p].key for p in chosen.positions]


def test_a_built_index_finds_words_and_meaning_and_survives_reopening(tmp_path: Path) -> None:
    encoder = WordEncoder()
    build_index(PASSAGES, encoder, tmp_path / "i", ["huur", "woning"], "c1")
    index = open_index(tmp_path / "i")
    assert found(index, "huurwoning", "official.words.nl", encoder) == ["A/1"]
    assert found(index, "leerlingen school", "official.meaning", encoder)[0] == "B/2"
    assert found(index, "belasting", "register.words.nl", encoder) == ["C/3"]
    assert (index.manifest.passages, index.manifest.content, index.manifest.encoder) == (4, "c1", "fake:1")


def test_an_index_of_nothing_finds_nothing(tmp_path: Path) -> None:
    encoder = WordEncoder()
    index = build_index([], encoder, tmp_path / "i", [], "c0")
    assert index.lanes(["woning"], encoder.encode_queries(["woning"]), "nl", 10) == [[]]
    assert len(index.table) == 0


def test_only_changed_passages_are_embedded_again(tmp_path: Path) -> None:
    build_index(PASSAGES, WordEncoder(), tmp_path / "i", [], "c1")
    encoder = WordEncoder()
    changed = [*PASSAGES[:3], passage("C/3", "De gemeente schaft de belasting af.", kind="as_written")]
    build_index(changed, encoder, tmp_path / "i", [], "c2")
    assert encoder.embedded == ["De gemeente schaft de belasting af."]


def test_another_encoder_embeds_everything_again(tmp_path: Path) -> None:
    build_index(PASSAGES, WordEncoder(), tmp_path / "i", [], "c1")
    encoder = WordEncoder("fake:2")
    build_index(PASSAGES, encoder, tmp_path / "i", [], "c1")
    assert len(encoder.embedded) == 4


def test_a_build_that_is_stopped_leaves_the_old_index_whole(tmp_path: Path) -> None:
    build_index(PASSAGES, WordEncoder(), tmp_path / "i", [], "c1")

    def stop(step: str, done: int, total: int) -> None:
        if step == "progress.lanes":
            raise Cancelled("cancelled")

    with pytest.raises(Cancelled):
        build_index(PASSAGES[:1], WordEncoder(), tmp_path / "i", [], "c2", stop)
    assert open_index(tmp_path / "i").manifest.content == "c1"


def test_a_missing_or_damaged_index_says_so(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match=r"error\.index_missing"):
        open_index(tmp_path / "i")
    build_index(PASSAGES, WordEncoder(), tmp_path / "i", [], "c1")
    (tmp_path / "i" / "official.faiss").write_bytes(b"afgebroken")
    with pytest.raises(IndexUnusable, match=r"error\.index_damaged"):
        open_index(tmp_path / "i")


def test_filters_let_only_allowed_passages_through(tmp_path: Path) -> None:
    encoder = WordEncoder()
    index = build_index(PASSAGES, encoder, tmp_path / "i", [], "c1")
    allowed = np.array([False, True, True, True])
    assert found(index, "woning huurder school", "official.words.nl", encoder, allowed) == ["B/2"]
    assert "A/1" not in found(index, "woning huurder", "official.meaning", encoder, allowed)


def test_the_dense_lane_equals_brute_force() -> None:
    random = np.random.default_rng(1)
    vectors = random.normal(size=(500, 32)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    queries = vectors[:40] + random.normal(scale=0.1, size=(40, 32)).astype(np.float32)
    positions, scores = DenseLane.build(vectors).search(queries, 7)
    exact = queries @ vectors.T
    order = np.argsort(-exact, axis=1)[:, :7]
    np.testing.assert_array_equal(positions, order)
    np.testing.assert_allclose(scores, np.take_along_axis(exact, order, axis=1), rtol=1e-5)


def test_a_large_lane_chosen_by_codes_finds_what_the_exact_scan_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dense_module, "QUICK_FROM", 2000)
    random = np.random.default_rng(4)
    vectors = random.normal(size=(4000, 64)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors[7] = vectors[3]  # a tie
    queries = vectors[:50] + random.normal(scale=0.05, size=(50, 64)).astype(np.float32)
    allowed = np.arange(4000) % 3 == 0
    DenseLane.build(vectors).save(tmp_path / "lane.faiss")
    assert (tmp_path / "lane.codes").is_file()
    lane = DenseLane.open(tmp_path / "lane.faiss")
    for mask in (None, allowed):
        positions, scores = lane.search(queries, 10, mask)
        exact = queries @ vectors.T
        if mask is not None:
            exact[:, ~mask] = -9
        order = np.argsort(-exact, axis=1, kind="stable")[:, :10]
        np.testing.assert_array_equal(positions, order)
        np.testing.assert_allclose(scores, np.take_along_axis(exact, order, axis=1), rtol=1e-4, atol=1e-6)
    np.testing.assert_array_equal(lane.vectors(), vectors)
    few, _ = lane.search(queries[:1], 30, np.arange(4000) < 4)
    assert sorted(few[0, :4].tolist()) == [0, 1, 2, 3]
    assert few[0, 4:].tolist() == [-1] * 26
