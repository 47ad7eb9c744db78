"""One table: the shipped encoder beside BM25, the LSA floor, the English teacher and published figures.

    python scripts/benchmark_encoder.py [--data ../shared/data] [--encoder indexes/encoder] [--lsa FOLDER] [--teacher FOLDER]

FOLDER of --lsa comes from `train_encoder.py ... --kind lsa`. Test parts of FLORES and STSb; intervals are 95 % percentile bootstrap over queries.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import bm25s
import numpy as np

from scripts.encoder import measures, register_task
from scripts.encoder.measures import Encode, Figure
from workbench.models.static import StaticEncoder
from workbench.retrieval.words import plain_words

COLUMNS = (
    "FLORES nl-en", "FLORES nl-fr", "FLORES en-fr", "STSb nl", "STSb en", "STSb fr", "treaties nl-en P@1", "R@10",
    "register dev R@20", "register test R@20", "short provisions/s", "memory MB", "cold start s", "size MB",
)  # fmt: skip
# docs/science.md: measured by others on other test sets; they stand in the nearest column, with the set's name.
PUBLISHED = {
    "potion-multilingual-128M (published)": {"FLORES nl-en": "NTREX .874", "treaties nl-en P@1": "bBSARD-NL R@100 .383"},
    "static-similarity-mrl-multilingual-v1 (published)": {"FLORES nl-en": "NTREX .977"},
    "multilingual-e5-small (published)": {"FLORES nl-en": "NTREX .993", "treaties nl-en P@1": "bBSARD-NL R@100 .470"},
    "BM25 (published)": {"treaties nl-en P@1": "bBSARD-NL R@100 .359"},
}
SHORT = 160  # characters of a short provision
MEGABYTE = 1e6


@dataclass(frozen=True)
class System:
    """Scores between two lists of texts (shape left x right), and scores of pairs."""

    matrix: Callable[[list[str], list[str]], np.ndarray]
    pairwise: Callable[[list[str], list[str]], np.ndarray]


def by_vectors(encode: Encode) -> System:
    """Cosine similarity."""
    return System(
        lambda a, b: np.asarray(encode(a) @ encode(b).T),
        lambda a, b: np.asarray((encode(a) * encode(b)).sum(axis=1)),
    )


def _bm25(left: list[str], right: list[str]) -> np.ndarray:
    index = bm25s.BM25()
    index.index([plain_words(t) for t in right], show_progress=False)
    known = index.vocab_dict
    queries = [[w for w in plain_words(t) if w in known] for t in left]
    return np.stack([index.get_scores(q) if q else np.zeros(len(right), np.float32) for q in queries])


def by_words() -> System:
    """BM25 of the left text as query on the right texts, in whatever language these are."""
    return System(_bm25, lambda a, b: np.diag(_bm25(a, b)) / (1 + np.diag(_bm25(a, a))))


def quality(system: System, data: Path) -> dict[str, Figure]:
    """All figures that speak of meaning."""
    text = {language: measures.flores(data, "test", language) for language in ("nl", "en", "fr")}
    found = {}
    for a, b in (("nl", "en"), ("nl", "fr"), ("en", "fr")):
        hits = (system.matrix(text[a], text[b]).argmax(axis=1) == np.arange(len(text[a]))).astype(float)
        found[f"FLORES {a}-{b}"] = measures.bootstrap(hits)
    for language in ("nl", "en", "fr"):
        left, right, gold = measures.sts_pairs(data, "test", language)
        found[f"STSb {language}"] = measures.spearman(system.pairwise(left, right), gold)
    articles = measures.treaty_articles(data)
    ranks = measures.ranks(articles, system.matrix(articles.dutch, articles.english))
    found["treaties nl-en P@1"] = measures.bootstrap((ranks == 1).astype(float))
    found["R@10"] = measures.bootstrap((ranks <= 10).astype(float))
    for half in ("dev", "test"):
        found[f"register {half} R@20"] = measures.bootstrap(register_task.shares(system.matrix, half))
    return found


_COST = """
import json, resource, sys, time
began = time.perf_counter()
from pathlib import Path
if sys.argv[1] == "static":
    from workbench.models.static import StaticEncoder
    encode = StaticEncoder(Path(sys.argv[2])).encode_passages
else:
    from sentence_transformers import SentenceTransformer
    encode = SentenceTransformer(sys.argv[2], device="cpu").encode
encode(["Een eerste zin."])
cold = time.perf_counter() - began
texts = json.load(open(sys.argv[3], encoding="utf-8"))
began = time.perf_counter()
encode(texts)
rate = len(texts) / (time.perf_counter() - began)
print(json.dumps([rate, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, cold]))
"""


def short_provisions(data: Path, most: int) -> list[str]:
    """Distinct members of Dutch statutes of at most 160 characters."""
    from scripts.encoder.pairs import statutes

    texts = dict.fromkeys(text for _, *pair in statutes(data) for text in pair if len(text) <= SHORT)
    return list(texts)[:most]


def costs(kind: str, folder: Path, texts: list[str], scratch: Path) -> dict[str, str]:
    """Speed, peak memory and cold start, each in a process of its own."""
    scratch.write_text(json.dumps(texts), encoding="utf-8")
    command = [sys.executable, "-c", _COST, kind, str(folder), str(scratch)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).resolve().parents[1]).stdout
    rate, memory, cold = json.loads(answer.splitlines()[-1])
    size = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / MEGABYTE
    return {
        "short provisions/s": f"{rate:,.0f}",
        "memory MB": f"{memory:.0f}",
        "cold start s": f"{cold:.2f}",
        "size MB": f"{size:.1f}",
    }


def line(name: str, cells: Mapping[str, object]) -> str:
    return f"| {name} | " + " | ".join(str(cells.get(c, "-")) for c in COLUMNS) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--encoder", type=Path, default=Path("indexes/encoder"))
    parser.add_argument("--lsa", type=Path)
    parser.add_argument("--teacher", type=Path)
    parser.add_argument("--scratch", type=Path, default=Path("/tmp/benchmark_encoder.json"))
    chosen = parser.parse_args()
    texts = short_provisions(chosen.data, 20_000)
    print(f"{len(texts)} short provisions; intervals 95 % bootstrap; {time.strftime('%Y-%m-%d')}\n")
    print("| | " + " | ".join(COLUMNS) + " |\n|" + "---|" * (len(COLUMNS) + 1))
    print(line("BM25, query on the other language", quality(by_words(), chosen.data)), flush=True)
    for name, folder in (("cross-lingual LSA (floor)", chosen.lsa), ("**shipped encoder**", chosen.encoder)):
        if folder:
            figures = quality(by_vectors(StaticEncoder(folder).encode_passages), chosen.data)
            print(line(name, {**figures, **costs("static", folder.resolve(), texts, chosen.scratch)}), flush=True)
    if chosen.teacher:
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(str(chosen.teacher), device="cpu")
        figures = quality(by_vectors(lambda t: np.asarray(model.encode(list(t), normalize_embeddings=True))), chosen.data)
        print(
            line("all-MiniLM-L6-v2", {**figures, **costs("torch", chosen.teacher.resolve(), texts[:1000], chosen.scratch)}),
            flush=True,
        )
    for name, cells in PUBLISHED.items():
        print(line(name, dict(cells)))


if __name__ == "__main__":
    main()
