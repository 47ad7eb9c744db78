"""The light loader gives what sentence-transformers gives, for every way of keeping a static table."""

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, pre_tokenizers

from workbench.models.pieces import Cutter, word_rules
from workbench.models.static import StaticEncoder

SENTENCES = [
    "De inspecteur betreedt de schuur zonder toestemming van de bewoner.",
    "Everyone has the right to respect for his home.",
    "L'étranger n'a pas droit à l'aide sociale (art. 5, § 2, 3°).",
    "HUURSUBSIDIE; geïnd vóór 1 januari 2024",
    "huisvestingsmaatschappijtoezicht",
    "日本語 \u00a0 ١٢ x\u2028y",
    "",
    "…",
]
WORDS = ["▁de", "▁woning", "▁home", "▁right", "▁privacy", "woning", "▁huis", "vesting", "▁", "e", "n", "g"]


def written(folder: Path, tensors: dict[str, np.ndarray], tokenizer: Tokenizer) -> Path:
    place = folder / "0_StaticEmbedding"
    place.mkdir(parents=True)
    (folder / "1_Normalize").mkdir()
    (folder / "1_Normalize" / "config.json").write_text("{}", encoding="utf-8")
    kinds = {"0_StaticEmbedding": "StaticEmbedding", "1_Normalize": "Normalize"}
    modules = [
        {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for i, (path, kind) in enumerate(kinds.items())
    ]
    (folder / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    save_file(tensors, place / "model.safetensors")
    tokenizer.save(str(place / "tokenizer.json"))
    return folder


def word_tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(models.Unigram([("[UNK]", -100.0), *((w, -10.0) for w in WORDS)], unk_id=0))
    tokenizer.normalizer, tokenizer.pre_tokenizer = word_rules()
    return tokenizer


def plain_tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(
        models.WordLevel({w.strip("▁") or "[UNK]": i for i, w in enumerate([*WORDS[:5], "▁"])}, unk_token="[UNK]")
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return tokenizer


def by_sentence_transformers(folder: Path, texts: list[str]) -> np.ndarray:
    from sentence_transformers import SentenceTransformer

    return np.asarray(SentenceTransformer(str(folder), device="cpu").encode(texts))


def tables() -> dict[str, dict[str, np.ndarray]]:
    random = np.random.default_rng(3)
    rows = random.standard_normal((len(WORDS) + 1, 16)).astype(np.float32)
    factor = random.uniform(0.001, 0.02, len(WORDS) + 1).astype(np.float32)
    small = random.integers(-127, 128, (5, 16)).astype(np.int8)
    mapping = random.integers(0, 5, len(WORDS) + 1).astype(np.int64)
    return {
        "float32": {"embedding.weight": rows},
        "int8 with factors": {"embeddings": (rows * 30).astype(np.int8), "weights": factor},
        "int8 with shared rows": {"embeddings": small, "weights": factor, "mapping": mapping},
    }


@pytest.mark.parametrize("kind", tables())
def test_the_light_loader_equals_sentence_transformers(kind: str, tmp_path: Path) -> None:
    folder = written(tmp_path / "model", tables()[kind], word_tokenizer())
    texts = ["de woning", "Home, right!", "huisvesting", "privacy de huis", ""]
    ours = StaticEncoder(folder).encode_passages(texts)
    assert ours.dtype == np.float32
    assert ours.shape == (5, 16)
    assert np.abs(ours - by_sentence_transformers(folder, texts)).max() < 1e-5


def test_another_tokenizer_is_asked_as_it_is(tmp_path: Path) -> None:
    folder = written(tmp_path / "model", {"embedding.weight": np.eye(6, 4, dtype=np.float32)}, plain_tokenizer())
    texts = ["de woning", "home . right"]
    assert np.abs(StaticEncoder(folder).encode_passages(texts) - by_sentence_transformers(folder, texts)).max() < 1e-5


def test_words_are_remembered_and_cut_as_the_tokenizer_cuts_them() -> None:
    tokenizer = word_tokenizer()
    cutter = Cutter(tokenizer)
    asked = [e.ids for e in tokenizer.encode_batch(["De woning", "huisvesting", "Éénwoning"], add_special_tokens=False)]
    assert cutter.ids(["De woning", "huisvesting", "Éénwoning"]) == asked
    assert cutter.ids(["huisvesting"]) == [[7, 8]]


def test_the_shipped_encoder_equals_sentence_transformers_in_every_script(project_root: Path) -> None:
    folder = project_root / "indexes" / "encoder"
    ours = StaticEncoder(folder).encode_passages(SENTENCES)
    assert np.abs(ours - by_sentence_transformers(folder, SENTENCES)).max() < 1e-5
    assert np.linalg.norm(ours[:5], axis=1) == pytest.approx(np.ones(5), abs=1e-5)
    assert not ours[6].any()
    assert not ours[7].any()


def test_the_shipped_encoder_is_small(project_root: Path) -> None:
    folder = project_root / "indexes" / "encoder"
    assert sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) <= 40_000_000
    assert StaticEncoder(folder).dimension == 256


def test_the_shipped_encoder_finds_the_same_rule_in_another_language(project_root: Path) -> None:
    encoder = StaticEncoder(project_root / "indexes" / "encoder")
    dutch = [
        "De huurder mag niet zonder vonnis worden uitgezet.",
        "Wie werkloos is, krijgt een uitkering.",
        "Geen kind wordt geslagen.",
    ]
    english = ["Nobody beats a child.", "The tenant may not be evicted without a judgment.", "The unemployed receive a benefit."]
    french = [
        "Aucun enfant n'est battu.",
        "Le locataire ne peut être expulsé sans jugement.",
        "Le chômeur reçoit une allocation.",
    ]
    vectors = encoder.encode_queries(dutch)
    assert (vectors @ encoder.encode_passages(english).T).argmax(axis=1).tolist() == [1, 2, 0]
    assert (vectors @ encoder.encode_passages(french).T).argmax(axis=1).tolist() == [1, 2, 0]
