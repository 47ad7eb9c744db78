"""A sentence-transformers model in its exported form (ONNX), run by onnxruntime or OpenVINO instead of torch."""

from __future__ import annotations

import hashlib
import importlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from workbench.domain.ports import Vectors
from workbench.errors import ModelUnavailable
from workbench.models.hub import fetched
from workbench.models.known import prompts_for

Pooling = Literal["mean", "cls", "lasttoken"]
Run = Callable[[dict[str, NDArray[np.int64]]], Mapping[str, NDArray[np.float32]]]

FILE = "onnx/model.onnx"  # where sentence-transformers and the hub keep it
PACKAGES = {"onnx": "onnxruntime", "openvino": "openvino"}
WANTED = ("*.json", "*/config.json", "onnx/model.onnx*")
LONGEST = 512  # pieces of a text when the model does not say
NO_LIMIT = 1_000_000  # some settings say 1e30: no limit of their own
BATCH = 32
SAMPLE = 1 << 20  # bytes at either end of the weights that tell one export from another


class ExportedEncoder:
    """Pools and normalises what the exported network gives, as the model's own folder says."""

    def __init__(self, name: str, backend: str) -> None:
        """`name` is a folder or a hub id, `backend` onnx or openvino; raises ModelUnavailable with what to do."""
        folder = Path(name) if Path(name).is_dir() else fetched(name, WANTED)
        if not (folder / FILE).is_file():
            raise ModelUnavailable("error.model_not_exported", model=name, file=FILE)
        self._pooling = _pooling(folder, name)
        self._run, self._inputs = _network(folder / FILE, backend, name)
        self._tokenizer = _tokenizer(folder, name)
        self._query_prompt, self._passage_prompt = prompts_for(name, _settings(folder / "config_sentence_transformers.json"))
        self._name, self._digest = f"{backend}:{name}", _digest(folder / FILE)
        self.dimension = len(self._vectors(["a"])[0])

    @property
    def identity(self) -> str:
        """Backend, name and a hash of the exported weights."""
        return f"{self._name}@{self._digest}"

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Rows of unit length, shape (len(texts), dimension)."""
        return self._encode([self._passage_prompt + text for text in texts])

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Rows of unit length, shape (len(texts), dimension)."""
        return self._encode([self._query_prompt + text for text in texts])

    def _encode(self, texts: Sequence[str]) -> Vectors:
        """Batches of texts of like length, so that little is padded."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        order = np.argsort([len(text) for text in texts], kind="stable")
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            vectors[rows] = self._vectors([texts[row] for row in rows])
        return vectors

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        encoded = self._tokenizer.encode_batch(list(texts))
        given = {
            "input_ids": np.array([e.ids for e in encoded], np.int64),
            "attention_mask": np.array([e.attention_mask for e in encoded], np.int64),
            "token_type_ids": np.array([e.type_ids for e in encoded], np.int64),
        }
        outputs = self._run({name: values for name, values in given.items() if name in self._inputs})
        pooled = outputs.get("sentence_embedding")
        if pooled is None:
            pooled = _pooled(next(iter(outputs.values())), given["attention_mask"], self._pooling)
        norms = np.linalg.norm(pooled, axis=1, keepdims=True)
        return np.asarray(pooled / np.maximum(norms, 1e-12), dtype=np.float32)


def _pooled(states: NDArray[np.float32], mask: NDArray[np.int64], pooling: Pooling) -> NDArray[np.float32]:
    """One vector per text from the states of its pieces, shape (texts, dimension)."""
    if pooling != "mean":
        last = mask.shape[1] - 1 - mask[:, ::-1].argmax(axis=1)
        chosen: NDArray[np.float32] = states[np.arange(len(states)), last if pooling == "lasttoken" else 0]
        return chosen
    shares = mask[:, :, None].astype(np.float32)
    return np.asarray((states * shares).sum(axis=1) / shares.sum(axis=1), dtype=np.float32)


def _network(file: Path, backend: str, name: str) -> tuple[Run, frozenset[str]]:
    """A function from inputs to outputs by name, and the names of the inputs."""
    try:
        package = importlib.import_module(PACKAGES[backend])
    except ImportError as error:
        raise ModelUnavailable("error.backend_missing", backend=backend, package=PACKAGES[backend]) from error
    try:
        return _in_onnxruntime(package, file) if backend == "onnx" else _in_openvino(package, file)
    except Exception as error:  # both packages raise classes of their own for a damaged file
        raise ModelUnavailable("error.model_damaged", model=name) from error


def _in_onnxruntime(package: Any, file: Path) -> tuple[Run, frozenset[str]]:
    session = package.InferenceSession(str(file), providers=package.get_available_providers())
    names = [output.name for output in session.get_outputs()]
    return (
        lambda given: dict(zip(names, session.run(names, given), strict=True)),
        frozenset(i.name for i in session.get_inputs()),
    )


def _in_openvino(package: Any, file: Path) -> tuple[Run, frozenset[str]]:
    network = package.Core().compile_model(str(file), "AUTO")

    def run(given: dict[str, NDArray[np.int64]]) -> dict[str, NDArray[np.float32]]:
        return {output.get_any_name(): np.asarray(values) for output, values in network(given).items()}

    return run, frozenset(i.get_any_name() for i in network.inputs)


def _tokenizer(folder: Path, name: str) -> Tokenizer:
    """The model's own tokenizer, cut at its longest input and padded."""
    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # tokenizers raises bare Exception for a missing or damaged file
        raise ModelUnavailable("error.model_damaged", model=name) from error
    said = _settings(folder / "tokenizer_config.json")
    pad = said.get("pad_token", "[PAD]")
    pad = pad["content"] if isinstance(pad, dict) else str(pad)
    tokenizer.enable_padding(pad_id=tokenizer.token_to_id(pad) or 0, pad_token=pad)
    longest = _settings(folder / "sentence_bert_config.json").get("max_seq_length") or said.get("model_max_length") or LONGEST
    tokenizer.enable_truncation(int(longest) if longest < NO_LIMIT else LONGEST)
    return tokenizer


def _pooling(folder: Path, name: str) -> Pooling:
    """How the model pools; mean when it does not say. Raises ModelUnavailable when it does something else after the network."""
    modules = _settings(folder / "modules.json", [])
    kinds = [str(module["type"]).rsplit(".", 1)[-1] for module in modules]
    if set(kinds) - {"Transformer", "Pooling", "Normalize"}:
        raise ModelUnavailable("error.model_more_layers", model=name, layers=", ".join(kinds))
    place = next((m["path"] for m, kind in zip(modules, kinds, strict=True) if kind == "Pooling"), "")
    said = _settings(folder / place / "config.json") if place else {}
    if said.get("pooling_mode_cls_token") or said.get("pooling_mode") == "cls":
        return "cls"
    last = said.get("pooling_mode_lasttoken") or said.get("pooling_mode") == "lasttoken"
    return "lasttoken" if last else "mean"


def _settings(file: Path, otherwise: Any = None) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {} if otherwise is None else otherwise


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        start = opened.read(SAMPLE)
        opened.seek(max(0, file.stat().st_size - SAMPLE))
        return hashlib.sha256(str(file.stat().st_size).encode() + start + opened.read()).hexdigest()[:12]
