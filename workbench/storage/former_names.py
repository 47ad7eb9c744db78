"""Names in screenings that were stored before there was one list of test trees (`domain/trees`), and what they are called now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NOW = {"difference_in_treatment": "difference", "positive_obligation": "positive"}
THEN = {now: then for then, now in NOW.items()}


def renamed(content: Any, names: Mapping[str, str] = NOW) -> Any:
    """JSON of a screening in which every tree, and every question of a tree, has its name in `names`."""
    if isinstance(content, list):
        return [renamed(value, names) for value in content]
    if not isinstance(content, dict):
        return content
    new = {key: renamed(value, names) for key, value in content.items()}
    if "tree" in new and "questions" in new:
        new["tree"] = names.get(new["tree"], new["tree"])
        new["questions"] = [_question(key, names) for key in new["questions"]]
    return new


def _question(key: str, names: Mapping[str, str]) -> str:
    """`question.difference_in_treatment.aim` -> `question.difference.aim`."""
    return ".".join(names.get(part, part) for part in key.split("."))
