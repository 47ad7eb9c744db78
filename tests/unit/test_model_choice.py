from pathlib import Path

import numpy as np
import pytest

from tests.fakes import WordEncoder, passage
from workbench.config import keep_choice, read_settings
from workbench.errors import ModelUnavailable
from workbench.models import load_encoder, load_reranker
from workbench.models.known import known_model
from workbench.retrieval.index import build_index, open_index
from workbench.use_cases.check_encoder import check_encoder


def test_a_choice_is_kept_in_the_data_folder_and_a_variable_goes_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TOETSSTEEN_ENCODER", raising=False)
    assert read_settings(tmp_path).encoder == ""
    keep_choice(tmp_path, "encoder", "een/model")
    keep_choice(tmp_path, "reranker", "ander/model")
    assert (read_settings(tmp_path).encoder, read_settings(tmp_path).reranker) == ("een/model", "ander/model")
    monkeypatch.setenv("TOETSSTEEN_ENCODER", "derde/model")
    assert read_settings(tmp_path).encoder == "derde/model"


def test_damaged_settings_fall_back_to_the_shipped_encoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TOETSSTEEN_ENCODER", raising=False)
    (tmp_path / "settings.json").write_text("{half", encoding="utf-8")
    assert read_settings(tmp_path).encoder == ""


def test_prompts_are_known_for_a_hub_name_and_for_a_local_copy() -> None:
    e5 = known_model("intfloat/multilingual-e5-small")
    assert e5 is not None
    assert (e5.query_prompt, e5.passage_prompt) == ("query: ", "passage: ")
    assert known_model("/modellen/multilingual-e5-small/") == e5
    assert known_model("iets/anders") is None


@pytest.mark.parametrize("name", ["/nergens/model"])
def test_a_wrong_path_is_one_clear_error(name: str, tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"error\.model_unavailable"):
        load_encoder(name, tmp_path)
    with pytest.raises(ModelUnavailable, match=r"error\.model_unavailable"):
        load_reranker(name)


def test_a_missing_shipped_encoder_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"error\.model_not_shipped"):
        load_encoder("", tmp_path / "encoder")


def test_a_damaged_static_model_says_so(tmp_path: Path, project_root: Path) -> None:
    (tmp_path / "modules.json").write_text(
        '[{"path": "", "type": "sentence_transformers.models.StaticEmbedding"}]', encoding="utf-8"
    )
    (tmp_path / "model.safetensors").write_bytes(b"half")
    with pytest.raises(ModelUnavailable, match=r"error\.model_damaged"):
        load_encoder("", tmp_path)


def test_the_shipped_encoder_brings_dutch_and_english_together(project_root: Path) -> None:
    check = check_encoder(load_encoder("", project_root / "indexes" / "encoder"))
    assert check.same > check.other + 0.2


def test_a_build_that_broke_off_goes_on_with_the_batches_it_had(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.retrieval.index.BATCH", 2)
    passages = [passage(f"A/{n}", f"bepaling nummer {n}") for n in range(6)]

    class Breaks(WordEncoder):
        def encode_passages(self, texts):  # type: ignore[no-untyped-def]
            if len(self.embedded) == 4:
                raise RuntimeError("stroom weg")
            return super().encode_passages(texts)

    with pytest.raises(RuntimeError):
        build_index(passages, Breaks(), tmp_path / "i", [], "c")
    encoder = WordEncoder()
    build_index(passages, encoder, tmp_path / "i", [], "c")
    assert encoder.embedded == ["bepaling nummer 4", "bepaling nummer 5"]
    assert not (tmp_path / "i.embedded").exists()
    (lanes,) = open_index(tmp_path / "i").lanes(["x"], encoder.encode_queries(["bepaling nummer 1"]), "nl", 1)
    assert lanes[-1].positions == (1,)


def test_a_half_written_batch_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "i.embedded").mkdir()
    (tmp_path / "i.embedded" / "000000.npz").write_bytes(b"PK half")
    encoder = WordEncoder()
    build_index([passage("A/1", "een bepaling")], encoder, tmp_path / "i", [], "c")
    assert encoder.embedded == ["een bepaling"]


@pytest.fixture(scope="module")
def tiny_bert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of two tiny layers with random weights: enough to test the real loading code."""
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertForSequenceClassification, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("tiny")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "de", "woning", "school", "query", "passage", ":", "mag", "betreden"]
    tokenizer = Tokenizer(models.WordLevel({w: n for n, w in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        model_max_length=64,
    )
    config = BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32, num_labels=1
    )
    for name, model in (("multilingual-e5-small", BertModel(config)), ("cross", BertForSequenceClassification(config))):
        model.save_pretrained(folder / name)
        fast.save_pretrained(folder / name)
    return folder


def test_any_transformer_folder_loads_with_its_prompts_and_gives_unit_vectors(tiny_bert: Path, tmp_path: Path) -> None:
    encoder = load_encoder(str(tiny_bert / "multilingual-e5-small"), tmp_path)
    vectors = encoder.encode_passages(["de woning", "de school"])
    assert (vectors.shape, encoder.dimension) == ((2, 16), 16)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, rtol=1e-5)
    assert not np.allclose(encoder.encode_queries(["de woning"]), vectors[:1])  # "query: " is not "passage: "


def test_a_cross_encoder_gives_one_score_per_passage(tiny_bert: Path) -> None:
    reranker = load_reranker(str(tiny_bert / "cross"))
    scores = reranker.scores("mag de woning betreden", ["de woning", "de school", "de woning"])
    assert scores.shape == (3,)
    np.testing.assert_allclose(scores[0], scores[2], rtol=1e-4)
    assert reranker.scores("x", []).shape == (0,)
