"""When the knowledge files last changed."""

from __future__ import annotations

from pathlib import Path


def knowledge_stamp(corpus: Path) -> tuple[int, int]:
    """Newest change and total size of the knowledge files: differs when any of them changes."""
    stats = [path.stat() for path in corpus.rglob("*.yaml")]
    return max((s.st_mtime_ns for s in stats), default=0), sum(s.st_size for s in stats)
