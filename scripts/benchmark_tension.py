"""Tension on the test half: twins won, and reading order on the three drafts whose tension we judged ourselves.

    python scripts/benchmark_tension.py

Peers in the same run: word count, BM25 and encoder similarity to the nearest register phrase, TF-IDF with a linear model
trained on the same dev twins. Intervals: 95 % percentile bootstrap over twins. The drafts (corpus/demo, tests/data/measure)
have one author; a provision counts as in tension from grade 2 on.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import yaml
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from scripts.pairs import Pair, read_pairs
from workbench import evaluation
from workbench.bootstrap import Workbench
from workbench.config import PROJECT, read_settings
from workbench.domain.drafts import Kind
from workbench.evaluation.decisions import auroc, measured
from workbench.ingest import read_draft
from workbench.use_cases.draft_units import plain_units, units
from workbench.use_cases.screen_draft import screen_units
from workbench.use_cases.search import SearchTools, rank

DRAFTS = {
    "demo": (PROJECT / "corpus/demo/ontwerp.md", PROJECT / "corpus/demo/truth.yaml"),
    "zorg en welzijn": (PROJECT / "tests/data/measure/zorg_welzijn.md", PROJECT / "tests/data/measure/zorg_welzijn.truth.yaml"),
    "onderwijs, werk, lokaal": (
        PROJECT / "tests/data/measure/onderwijs_werk_lokaal.md",
        PROJECT / "tests/data/measure/onderwijs_werk_lokaal.truth.yaml",
    ),
}


def ours(texts: list[str], tools: SearchTools) -> list[float]:
    return [u.tension for u in screen_units(plain_units(texts), tools, top=1)]


def similarity(texts: list[str], tools: SearchTools, lane_name: str) -> list[float]:
    found = []
    for ranked in rank(texts, tools):
        lane = next((lane for lane in ranked.lanes if lane.name.startswith(lane_name)), None)
        found.append(lane.scores[0] if lane and lane.scores else 0.0)
    return found


def tfidf(train: list[Pair], texts: list[str]) -> list[float]:
    vectors = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    x = vectors.fit_transform([t for p in train for t in (p.contested, p.repaired)])
    model = LogisticRegression(C=10, max_iter=2000).fit(x, [1, 0] * len(train))
    return list(model.decision_function(vectors.transform(texts)))


GROUPS = {"every twin": "pwn", "written against wording habits (p, w)": "pw", "written as they came (n)": "n"}


def twins(tools: SearchTools) -> None:
    pairs, dev = read_pairs("test"), read_pairs("dev")
    texts = [t for p in pairs for t in (p.contested, p.repaired)]
    systems = {
        "word count": [float(len(t.split())) for t in texts],
        "BM25 similarity to the register": similarity(texts, tools, "register.words"),
        "encoder similarity to the register": similarity(texts, tools, "register.meaning"),
        "TF-IDF + linear, trained on the dev twins": tfidf(dev, texts),
        "**Toetssteen**": ours(texts, tools),
    }
    for group, writers in GROUPS.items():
        rows = [n for n, p in enumerate(pairs) if p.writer[0] in writers]
        print(f"\n{group}: {len(rows)} twins, test half\n\n| system | twins won | AUROC |\n|---|---|---|")
        for name, scores in systems.items():
            two = [(scores[2 * n], scores[2 * n + 1]) for n in rows]
            m = evaluation.interval("won", [1.0 if a > b else 0.5 if a == b else 0.0 for a, b in two])
            area = measured("AUROC", auroc, [s for pair in two for s in pair], [True, False] * len(two))
            print(f"| {name} | {m.value:.2f} [{m.low:.2f}-{m.high:.2f}] | {area.value:.2f} [{area.low:.2f}-{area.high:.2f}] |")


def drafts(tools: SearchTools) -> None:
    print(
        "\n| draft | provisions | in tension | AUROC | P@10 | P@20 | recall after 10 % | WSS@95 |\n|---|---|---|---|---|---|---|---|"
    )
    for name, (file, truth_file) in DRAFTS.items():
        rows = yaml.safe_load(truth_file.read_text("utf-8"))["articles"]
        truth = {str(number): int(row["tension"]) for number, row in rows.items()}
        draft = read_draft(file)
        number_of = {p.id: p.number for p in draft.provisions if p.kind is Kind.ARTICLE}
        best: dict[str, float] = {}
        for unit in screen_units(units(draft), tools, top=1):
            article = next(number_of[i] for i in _with_ancestors(unit.provision) if i in number_of)
            best[article] = max(best.get(article, 0.0), unit.tension)
        articles = [a for a in best if a in truth]
        right = np.array([truth[a] >= 2 for a in articles])
        scores = np.array([best[a] for a in articles])
        ordered = right[np.argsort(-scores, kind="stable")]
        tenth = round(len(ordered) * 0.1)
        needed = int(np.flatnonzero(np.cumsum(ordered) >= 0.95 * ordered.sum())[0]) + 1
        saved = 1 - needed / len(ordered) - 0.05
        figures = (
            auroc(scores, right),
            ordered[:10].mean(),
            ordered[:20].mean(),
            ordered[:tenth].sum() / ordered.sum(),
            saved,
        )
        print(f"| {name} | {len(ordered)} | {ordered.sum()} | " + " | ".join(f"{f:.2f}" for f in figures) + " |")


def _with_ancestors(identifier: str) -> list[str]:
    parts = identifier.split("__")
    return ["__".join(parts[:n]) for n in range(len(parts), 0, -1)]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        tools = Workbench(read_settings(Path(folder))).search_tools()
        twins(tools)
        drafts(tools)


if __name__ == "__main__":
    main()
