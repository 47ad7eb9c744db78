"""Where two texts come nearest: the sentence of a treaty article that lies closest to a provision."""

from __future__ import annotations

import re

import numpy as np

from workbench.domain.ports import Encoder

_SENTENCE = re.compile(r"[^\n]*?(?:(?<!\d)(?<!\b[a-z])[.;:](?=\s)|(?=\n)|$)", re.DOTALL)  # "2." and "a." begin one
FEWEST_WORDS = 4


def closest_sentence(provision: str, treaty: str, encoder: Encoder) -> tuple[int, int] | None:
    """Characters [start, end) of the treaty text; nothing when it has no sentence of four words. Close is not in tension."""
    spans = [(m.start(), m.end()) for m in _SENTENCE.finditer(treaty) if len(m[0].split()) >= FEWEST_WORDS]
    if not spans:
        return None
    vectors = encoder.encode_passages([treaty[start:end] for start, end in spans])
    best = int(np.argmax(vectors @ encoder.encode_queries([provision])[0]))
    start, end = spans[best]
    return start + len(treaty[start:end]) - len(treaty[start:end].lstrip()), end
