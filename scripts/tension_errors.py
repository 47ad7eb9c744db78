"""The worst errors, described: which provision, the rule in short, what the model saw and what we think of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scripts.judged_drafts import TENSE, JudgedDraft
from scripts.pairs import Pair
from workbench.domain.search import ScreenedUnit
from workbench.use_cases.draft_units import plain_units
from workbench.use_cases.screen_draft import screen_units
from workbench.use_cases.search import SearchTools

SHOWN = 10
SHORT = 170  # characters of a rule


def describe_errors(twins: Sequence[Pair], drafts: Sequence[JudgedDraft], tools: SearchTools) -> None:
    """Ten articles of the drafts and ten twins, the surest mistakes first."""
    found = sorted((e for judged in drafts for e in _articles(judged, tools)), key=lambda e: -e[0])[:SHOWN]
    print("\nTen worst articles of the judged drafts:\n")
    print("\n".join(line for _, line in found))
    print("\nTen worst test twins (the repaired one stands far above the contested one):\n")
    screened = list(screen_units(plain_units(t for p in twins for t in (p.contested, p.repaired)), tools, top=1))
    both = sorted(zip(twins, screened[::2], screened[1::2], strict=True), key=lambda row: row[1].tension - row[2].tension)
    for pair, contested, repaired in both[:SHOWN]:
        print(f"- {pair.id} ({pair.theme}): contested {_told(contested)}\n  repaired {_told(repaired)}")


def _articles(judged: JudgedDraft, tools: SearchTools) -> Iterator[tuple[float, str]]:
    """How wrong, and the line that says so."""
    highest: dict[str, ScreenedUnit] = {}
    for unit in screen_units(judged.units, tools, top=1):
        number = judged.article_of(unit.provision)
        if number in judged.articles and (number not in highest or highest[number].tension < unit.tension):
            highest[number] = unit
    for number, unit in highest.items():
        ours = judged.articles[number]
        wrong = unit.tension if ours.tension < TENSE else 1 - unit.tension
        yield wrong, f"- {judged.name}, art. {number} (our grade {ours.tension}: {ours.why}) {_told(unit)}"


def _told(unit: ScreenedUnit) -> str:
    seen = "; ".join(f"{r.key.removeprefix('tension.')} {r.weight:+.1f} ({', '.join(r.words)})" for r in unit.reasons[:4])
    return f"{unit.tension:.2f} “{unit.text[:SHORT]}” saw: {seen}"
