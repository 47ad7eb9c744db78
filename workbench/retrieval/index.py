"""A built index: passages, lexical lanes per group and language, dense lanes per group, and the manifest that says what it is."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.domain.ports import Encoder, Progress, VectorLane, Vectors, silent
from workbench.domain.search import Lane, Passage
from workbench.errors import IndexUnusable, StoreError
from workbench.retrieval.dense import DenseLane
from workbench.retrieval.lexical import LexicalLane
from workbench.retrieval.passage_table import PassageTable
from workbench.retrieval.words import Analyzer

FORMAT = "4"  # raise it when files change shape: older indexes are rebuilt
LEXICAL_LANGUAGES = ("nl", "en", "fr", "de")
BATCH = 2048  # passages embedded between two reports of progress

GROUPS = {
    "official": ("official",),
    "register": ("as_written", "protects"),
    "article": ("profile",),
    "draft": ("draft",),
    "shelf": ("interpretation",),
}
DENSE_GROUPS = ("official", "register", "article", "draft", "shelf")


@dataclass(frozen=True)
class Manifest:
    """What an index was built from."""

    format: str
    content: str  # hash over the passages
    encoder: str
    dimension: int
    passages: int


class Index:
    """Lanes over one set of passages."""

    def __init__(
        self,
        manifest: Manifest,
        table: PassageTable,
        lexical: dict[str, LexicalLane],
        dense: dict[str, tuple[VectorLane, NDArray[np.int64]]],
    ) -> None:
        self.manifest = manifest
        self.table = table
        self._lexical = lexical
        self._dense = dense

    def lanes(
        self, queries: Sequence[str], vectors: Vectors, language: str, top: int, allowed: NDArray[np.bool_] | None = None
    ) -> list[list[Lane]]:
        """Per query, what each lane finds: lexical lanes of the query's language, dense lanes of all languages."""
        found = [
            [self._lexical[name].search(q, top, allowed) for name in sorted(self._lexical) if name.endswith(language)]
            for q in queries
        ]
        for group, (lane, members) in sorted(self._dense.items()):
            positions, scores = lane.search(vectors, top, None if allowed is None else allowed[members])
            for row, lanes in enumerate(found):
                good = positions[row] >= 0
                lanes.append(
                    Lane(f"{group}.meaning", tuple(members[positions[row][good]].tolist()), tuple(scores[row][good].tolist()))
                )
        return found

    def with_lanes(self, other: Callable[[str, VectorLane], VectorLane]) -> Index:
        """The same index with its dense lanes replaced by what `other(group, lane)` gives."""
        dense = {group: (other(group, lane), members) for group, (lane, members) in self._dense.items()}
        return Index(self.manifest, self.table, self._lexical, dense)

    def rows(self) -> Iterator[tuple[str, list[str], Vectors]]:
        """Per dense group the hashes and vectors of its passages, in the order of the lane's positions."""
        hashes = np.array(self.table.values("hash"))
        for group, (lane, members) in sorted(self._dense.items()):
            if isinstance(lane, DenseLane):
                yield group, hashes[members].tolist(), lane.vectors()


def build_index(
    passages: Sequence[Passage], encoder: Encoder, folder: Path, lexicon: Iterable[str], content: str, progress: Progress = silent
) -> Index:
    """Build beside the old index and take its place when whole; vectors of unchanged passages are used again.

    Raises StoreError when the disk refuses.
    """
    table = PassageTable.build(passages)
    embedded = folder.with_name(f"{folder.name}.embedded")
    kept = _old_vectors(folder, encoder) | _batches(embedded)
    manifest = Manifest(FORMAT, content, encoder.identity, encoder.dimension, len(passages))
    fresh = folder.with_name(f"{folder.name}.{os.getpid()}.new")
    try:
        vectors = _embed(passages, encoder, kept, embedded, progress)
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        _write(fresh, manifest, table, vectors, list(lexicon), progress)
        _swap(fresh, folder)
        shutil.rmtree(embedded, ignore_errors=True)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        key = "error.store_full" if error.errno == 28 else "error.index_unwritable"
        raise StoreError(key, folder=str(folder), detail=error.strerror or "") from error
    return open_index(folder)


def _embed(
    passages: Sequence[Passage], encoder: Encoder, kept: dict[str, NDArray[np.float32]], embedded: Path, progress: Progress
) -> Vectors:
    """Vectors in the order of `passages`; every batch is put on disk at once, so that a build that stops goes on where it was."""
    vectors = np.zeros((len(passages), encoder.dimension), np.float32)
    todo = []
    for position, passage in enumerate(passages):
        known = kept.get(passage.hash)
        if known is None:
            todo.append(position)
        else:
            vectors[position] = known
    for start in range(0, len(todo), BATCH):
        progress("progress.embedding", start, len(todo))
        chunk = todo[start : start + BATCH]
        vectors[chunk] = encoder.encode_passages([passages[p].text for p in chunk])
        _keep_batch(embedded, [passages[p].hash for p in chunk], vectors[chunk])
    progress("progress.embedding", len(todo), len(todo))
    return vectors


def _keep_batch(embedded: Path, hashes: list[str], vectors: Vectors) -> None:
    embedded.mkdir(parents=True, exist_ok=True)
    target = embedded / f"{len(list(embedded.glob('*.npz'))):06}.npz"
    temporary = target.with_suffix(".tmp")
    with temporary.open("wb") as file:
        np.savez(file, hashes=np.array(hashes), vectors=vectors.astype(np.float16))
    temporary.replace(target)


def _batches(embedded: Path) -> dict[str, NDArray[np.float32]]:
    """Vectors that an unfinished build left; a batch that is not whole is made again."""
    found: dict[str, NDArray[np.float32]] = {}
    for file in sorted(embedded.glob("*.npz")):
        try:
            with np.load(file) as batch:
                found.update(zip(batch["hashes"].tolist(), batch["vectors"].astype(np.float32), strict=True))
        except (OSError, ValueError, KeyError, zipfile.BadZipFile):
            continue
    return found


def _write(
    folder: Path, manifest: Manifest, table: PassageTable, vectors: Vectors, lexicon: list[str], progress: Progress
) -> None:
    kinds, languages = np.array(table.values("kind")), np.array(table.values("language"))
    table.save(folder / "passages.arrow")
    np.save(folder / "vectors.npy", vectors.astype(np.float16))
    (folder / "lexicon.txt").write_text("\n".join(lexicon), encoding="utf-8")
    for done, (group, members_kinds) in enumerate(GROUPS.items()):
        progress("progress.lanes", done, len(GROUPS))
        in_group = np.isin(kinds, members_kinds)
        for language in LEXICAL_LANGUAGES:
            members = np.flatnonzero(in_group & (languages == language))
            if len(members):
                name = f"{group}.words.{language}"
                LexicalLane.build(name, table.texts(members), members, Analyzer(language, lexicon)).save(folder / name)
        members = np.flatnonzero(in_group)
        if group in DENSE_GROUPS and len(members):
            DenseLane.build(vectors[members]).save(folder / f"{group}.faiss")
            np.save(folder / f"{group}.members.npy", members)
    (folder / "manifest.json").write_text(json.dumps(asdict(manifest)), encoding="utf-8")  # last: its presence means "whole"


def _swap(fresh: Path, folder: Path) -> None:
    old = folder.with_name(f"{folder.name}.{os.getpid()}.old")
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _old_vectors(folder: Path, encoder: Encoder) -> dict[str, NDArray[np.float32]]:
    manifest = read_manifest(folder)
    if manifest is None or manifest.encoder != encoder.identity or manifest.dimension != encoder.dimension:
        return {}
    try:
        vectors = np.load(folder / "vectors.npy", mmap_mode="r")
        hashes = PassageTable.open(folder / "passages.arrow").values("hash")
    except (OSError, ValueError, IndexUnusable):
        return {}
    return {digest: vectors[row].astype(np.float32) for row, digest in enumerate(hashes)}


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a whole index, or nothing."""
    try:
        manifest = Manifest(**json.loads((folder / "manifest.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return manifest if manifest.format == FORMAT else None


def open_index(folder: Path) -> Index:
    """Read a built index; raises IndexUnusable when it is not there or not whole."""
    manifest = read_manifest(folder)
    if manifest is None:
        raise IndexUnusable("error.index_missing", folder=str(folder))
    words = _lexicon(folder)
    analyzers = {language: Analyzer(language, words) for language in LEXICAL_LANGUAGES}
    lexical = {
        place.name: LexicalLane.open(place.name, place, analyzers[place.name.rsplit(".", 1)[1]])
        for place in sorted(folder.glob("*.words.*"))
    }
    dense: dict[str, tuple[VectorLane, NDArray[np.int64]]] = {
        place.stem: (DenseLane.open(place), np.load(folder / f"{place.stem}.members.npy"))
        for place in sorted(folder.glob("*.faiss"))
    }
    return Index(manifest, PassageTable.open(folder / "passages.arrow"), lexical, dense)


def _lexicon(folder: Path) -> list[str]:
    try:
        return (folder / "lexicon.txt").read_text(encoding="utf-8").split()
    except OSError as error:
        raise IndexUnusable("error.index_damaged", file="lexicon.txt") from error
