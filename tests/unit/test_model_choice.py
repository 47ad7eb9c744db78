from pathlib import Path

import numpy as np
import pytest

from tests.fakes import WordEncoder, passage
from tests.tiny_models import write_tiny_models
from workbench.bootstrap import Workbench
from workbench.config import keep_choice, read_settings
from workbench.errors import ModelUnavailable
from workbench.models import load_encoder, load_reranker
from workbench.models.known import known_model, prompts_for
from workbench.retrieval.index import build_index, open_index
from workbench.texts import say_error
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


@pytest.mark.parametrize(
    ("name", "query", "passage"),
    [
        ("intfloat/multilingual-e5-large", "query: ", "passage: "),
        ("BAAI/bge-m3", "", ""),
        ("Snowflake/snowflake-arctic-embed-l-v2.0", "query: ", ""),
        (
            "jinaai/jina-embeddings-v3",
            "Represent the query for retrieving evidence documents: ",
            "Represent the document for retrieval: ",
        ),
        ("google/embeddinggemma-300m", "task: search result | query: ", "title: none | text: "),
        ("minishlab/potion-multilingual-128M", "", ""),
        ("iets/anders", "", ""),
    ],
)
def test_each_known_model_gets_the_prompts_of_its_makers(name: str, query: str, passage: str) -> None:
    assert prompts_for(name, {}) == (query, passage)


def test_what_a_model_itself_says_goes_before_what_we_know() -> None:
    assert prompts_for("intfloat/multilingual-e5-small", {"prompts": {"query": "vraag: ", "document": "stuk: "}}) == (
        "vraag: ",
        "stuk: ",
    )


@pytest.mark.parametrize("backend", ["torch", "onnx", "openvino"])
def test_a_wrong_path_is_one_clear_sentence(backend: str, tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable) as found:
        load_encoder("/nergens/model", tmp_path, backend)
    assert say_error("nl", found.value) == "Er is geen map /nergens/model; controleer het pad van het model."


def test_a_wrong_path_of_a_reranker_is_one_clear_error() -> None:
    with pytest.raises(ModelUnavailable, match=r"error\.model_unavailable"):
        load_reranker("/nergens/model")


@pytest.mark.parametrize("backend", ["torch", "onnx", "openvino"])
def test_an_unreachable_hub_is_one_clear_sentence(backend: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ModelUnavailable) as found:
        load_encoder("iemand/dit-model-staat-nergens", tmp_path, backend)
    said = say_error("nl", found.value)
    assert "iemand/dit-model-staat-nergens" in said
    assert "modelbibliotheek is niet bereikbaar" in said
    assert "Traceback" not in said


def test_an_unknown_backend_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable) as found:
        load_encoder("", tmp_path, "tensorrt")
    assert say_error("nl", found.value) == "TOETSSTEEN_BACKEND kent geen tensorrt; kies uit torch, onnx, openvino."


def test_a_model_whose_dimension_changed_gets_a_new_index_and_the_old_one_serves_until_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = Workbench(read_settings(tmp_path))
    bench.encoder = WordEncoder("fake:1", 32)  # type: ignore[misc]
    assert bench.draft_index().manifest.dimension == 32
    wider = Workbench(read_settings(tmp_path))
    wider.encoder = WordEncoder("fake:1", 48)  # type: ignore[misc]
    assert wider.built_index("drafts").manifest.dimension == 32
    assert wider.index_manifest("drafts") is None
    assert wider.draft_index().manifest.dimension == 48


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
    return write_tiny_models(tmp_path_factory.mktemp("tiny"))


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
