"""ONNX and OpenVINO run the same network as torch: a tiny model is built, exported and read by the real packages."""

import builtins
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.tiny_models import write_exported, write_tiny_models
from workbench.errors import ModelUnavailable
from workbench.models import load_encoder
from workbench.texts import say_error

pytestmark = pytest.mark.filterwarnings("ignore")  # the exporter warns about its own age

TEXTS = ["de woning", "mag de school de woning betreden", "de", "", "onbekend woord", "de woning " * 20]


@pytest.fixture(scope="module", params=["mean", "cls"])
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    bert = write_tiny_models(folder) / "multilingual-e5-small"
    return write_exported(folder / "whole" / "multilingual-e5-small", bert, request.param)


@pytest.mark.parametrize("backend", ["onnx", "openvino"])
def test_an_exported_model_gives_the_vectors_of_torch_with_the_same_prompts(backend: str, exported: Path, tmp_path: Path) -> None:
    torch = load_encoder(str(exported), tmp_path)
    other = load_encoder(str(exported), tmp_path, backend)
    assert other.dimension == torch.dimension == 16
    np.testing.assert_allclose(other.encode_passages(TEXTS), torch.encode_passages(TEXTS), atol=1e-4)
    np.testing.assert_allclose(other.encode_queries(TEXTS), torch.encode_queries(TEXTS), atol=1e-4)
    assert not np.allclose(other.encode_queries(TEXTS[:1]), other.encode_passages(TEXTS[:1]))
    np.testing.assert_allclose(np.linalg.norm(other.encode_passages(TEXTS), axis=1), 1.0, atol=1e-5)


def test_each_backend_and_each_export_has_an_index_of_its_own(exported: Path, tmp_path: Path) -> None:
    names = {load_encoder(str(exported), tmp_path, backend).identity for backend in ("torch", "onnx", "openvino")}
    assert len(names) == 3
    changed = shutil.copytree(exported, tmp_path / "changed" / exported.name)
    with (changed / "onnx" / "model.onnx").open("ab") as file:
        file.write(b"\x00")
    before = load_encoder(str(exported), tmp_path, "onnx").identity.rsplit("@", 1)[1]
    assert _digest_of(changed) != before


def _digest_of(folder: Path) -> str:
    from workbench.models.exported import _digest

    return _digest(folder / "onnx" / "model.onnx")


def said(folder: Path, backend: str, tmp_path: Path) -> str:
    with pytest.raises(ModelUnavailable) as found:
        load_encoder(str(folder), tmp_path, backend)
    return say_error("nl", found.value)


@pytest.mark.parametrize("backend", ["onnx", "openvino"])
def test_a_folder_without_an_export_says_what_to_do(backend: str, exported: Path, tmp_path: Path) -> None:
    bare = shutil.copytree(exported, tmp_path / "kaal", ignore=shutil.ignore_patterns("onnx"))
    assert said(bare, backend, tmp_path) == (
        f"Het model {bare} heeft geen onnx/model.onnx; exporteer het eerst of zet TOETSSTEEN_BACKEND op torch."
    )


@pytest.mark.parametrize("backend", ["onnx", "openvino"])
def test_a_damaged_export_is_one_clear_sentence(backend: str, exported: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(exported, tmp_path / "stuk")
    (broken / "onnx" / "model.onnx").write_bytes(b"afgebroken")
    assert said(broken, backend, tmp_path).startswith(f"Het model in {broken} is onvolledig of beschadigd")


def test_layers_after_the_network_are_refused_and_not_left_out_silently(exported: Path, tmp_path: Path) -> None:
    more = shutil.copytree(exported, tmp_path / "meer")
    modules = json.loads((more / "modules.json").read_text(encoding="utf-8"))
    modules.insert(2, {"idx": 2, "name": "2", "path": "2_Dense", "type": "sentence_transformers.models.Dense"})
    (more / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    assert "Dense" in said(more, "onnx", tmp_path)


def test_a_missing_package_is_named(exported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(name: str) -> Any:
        raise builtins.ImportError(name)

    monkeypatch.setattr("workbench.models.exported.importlib.import_module", nothing)
    assert said(exported, "onnx", tmp_path) == (
        "Voor onnx ontbreekt het pakket onnxruntime; installeer het of zet TOETSSTEEN_BACKEND op torch."
    )
