"""Does an encoder do what this work asks: bring a Dutch rule and its English counterpart together?"""

from __future__ import annotations

import time
from dataclasses import dataclass

from workbench.domain.ports import Encoder

_PAIRS = (
    ("De inspecteur mag de woning betreden.", "The inspector may enter the dwelling."),
    ("Leerlingen met een handicap gaan naar de gewone school.", "Pupils with a disability attend the ordinary school."),
    ("De werknemer wordt zonder reden ontslagen.", "The worker is dismissed without reason."),
    ("De gegevens worden tien jaar bewaard.", "The data are kept for ten years."),
)
REPEATS = 50


@dataclass(frozen=True)
class EncoderCheck:
    """Mean cosine of matching and of crossed pairs, and the speed on short texts."""

    same: float
    other: float
    texts_per_second: float


def check_encoder(encoder: Encoder) -> EncoderCheck:
    """Encode four Dutch-English pairs of our own and compare matching pairs with crossed ones."""
    dutch = encoder.encode_queries([nl for nl, _ in _PAIRS])
    english = encoder.encode_passages([en for _, en in _PAIRS])
    cosines = dutch @ english.T
    count = len(_PAIRS)
    same = float(cosines.trace() / count)
    other = float((cosines.sum() - cosines.trace()) / (count * (count - 1)))
    texts = [nl for nl, _ in _PAIRS] * REPEATS
    start = time.perf_counter()
    encoder.encode_passages(texts)
    return EncoderCheck(same, other, len(texts) / (time.perf_counter() - start))
