"""The rules that a register file must keep; each broken rule is a Problem with its line and remedy."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from workbench.domain.identifiers import ProvisionId, article_of
from workbench.domain.obligations import Force, Relation, Thesaurus
from workbench.knowledge.yaml_file import Problem, Row, line_of

CODED = {"rights": "right", "holders": "holder", "interferences": "interference", "safeguards": "safeguard", "domains": "domain"}
REQUIRED = (
    "id", "title", "rights", "protects", "duty", "holders", "interferences", "safeguards", "as_written", "words",
    "limitation", "requires", "analogues", "constitution", "domains", "confidence",
)  # fmt: skip
CHOICES = {
    "kinds": ("respect", "protect", "fulfil"),
    "timing": ("immediate", "progressive", "mixed"),
    "force": tuple(Force),
    "relation": tuple(Relation),
    "confidence": ("verified", "te verifiëren"),
}
MAY_BE_EMPTY = ("safeguards", "requires", "analogues", "constitution")

Found = tuple[tuple[str | int, ...], str, dict[str, str]]  # route in the file, catalogue key, params


def check_file(
    name: str, data: bytes, content: Row, thesaurus: Thesaurus, articles: Mapping[str, frozenset[str]]
) -> list[Problem]:
    """Every broken rule in one register file; `articles` holds the article numbers that the catalogue knows per code."""
    problems = []
    for route, key, params in _check_content(content, name.removesuffix(".yaml"), thesaurus, articles):
        where = _entry_id(content, route)
        problems.append(Problem(name, line_of(data, route), where, key, tuple(params.items())))
    return problems


def check_links(contents: Mapping[str, Row], raw: Mapping[str, bytes], articles: Mapping[str, frozenset[str]]) -> list[Problem]:
    """Analogues that point to a place which neither the register nor the catalogue knows."""
    known = {e.get("id") for content in contents.values() for e in _entries(content)}
    known |= {f"{code}/{number}" for code, numbers in articles.items() for number in numbers}
    problems = []
    for name, content in contents.items():
        for index, entry in enumerate(_entries(content)):
            for position, row in enumerate(_rows(entry.get("analogues"))):
                target = str(row.get("id", ""))
                if target not in known and article_of(target) not in known:
                    line = line_of(raw[name], ("entries", index, "analogues", position))
                    params = (("target", target), ("nearest", nearest(target, {str(k) for k in known})))
                    problems.append(Problem(name, line, str(entry.get("id")), "error.register_analogue", params))
    return problems


def _check_content(content: Row, code: str, thesaurus: Thesaurus, articles: Mapping[str, frozenset[str]]) -> Iterator[Found]:
    if content.get("instrument") != code:
        yield ("instrument",), "error.register_instrument", {"expected": code}
    seen: set[str] = set()
    for index, entry in enumerate(_entries(content)):
        route: tuple[str | int, ...] = ("entries", index)
        yield from _check_id(entry, route, code, seen, articles)
        yield from _check_keys(entry, route)
        yield from _check_codes(entry, route, thesaurus)
        yield from _check_words(entry, route)
        yield from _check_choices(entry, route, thesaurus)


def _check_id(
    entry: Row, route: tuple[str | int, ...], code: str, seen: set[str], articles: Mapping[str, frozenset[str]]
) -> Iterator[Found]:
    identifier = str(entry.get("id", ""))
    try:
        place = ProvisionId.parse(identifier)
    except ValueError:
        yield (*route, "id"), "error.register_id", {"id": identifier}
        return
    if place.instrument != code:
        yield (*route, "id"), "error.register_instrument", {"expected": code}
    if identifier in seen:
        yield (*route, "id"), "error.register_duplicate", {"id": identifier}
    seen.add(identifier)
    numbers = articles.get(code)
    if numbers and place.article not in numbers:
        yield (*route, "id"), "error.register_article", {"id": identifier, "nearest": nearest(place.article, numbers)}


def _check_keys(entry: Row, route: tuple[str | int, ...]) -> Iterator[Found]:
    for key in REQUIRED:
        if key not in entry:
            yield route, "error.register_missing", {"key": key}
        elif not entry[key] and key not in MAY_BE_EMPTY:
            yield (*route, key), "error.register_missing", {"key": key}
    for key in entry:
        if key not in REQUIRED:
            yield (*route, key), "error.register_unknown_key", {"key": key, "nearest": nearest(key, REQUIRED)}


def _check_codes(entry: Row, route: tuple[str | int, ...], thesaurus: Thesaurus) -> Iterator[Found]:
    for key, scheme in CODED.items():
        yield from _unknown_codes(entry.get(key), (*route, key), scheme, thesaurus)
    limitation = entry.get("limitation")
    if isinstance(limitation, dict):
        yield from _unknown_codes(limitation.get("grounds"), (*route, "limitation"), "ground", thesaurus)
    elif limitation is not None and limitation != "none":
        yield (*route, "limitation"), "error.register_choice", {"value": str(limitation), "choices": "none, {clause, grounds}"}


def _unknown_codes(codes: Any, route: tuple[str | int, ...], scheme: str, thesaurus: Thesaurus) -> Iterator[Found]:
    known = thesaurus.concepts.get(scheme, {})
    if codes is not None and not isinstance(codes, list):
        yield route, "error.register_list", {"key": str(route[-1])}
        return
    for position, code in enumerate(codes or ()):
        if not isinstance(code, str) or code not in known:
            yield (
                (*route, position),
                "error.register_code",
                {"code": str(code), "scheme": scheme, "nearest": nearest(str(code), known)},
            )


def _check_words(entry: Row, route: tuple[str | int, ...]) -> Iterator[Found]:
    for key in ("title", "protects", "as_written", "words"):
        value = entry.get(key)
        if not value:
            continue
        for language in ("nl", "en"):
            words = value.get(language) if isinstance(value, dict) else None
            if not words or isinstance(words, list) != (key in ("as_written", "words")):
                yield (*route, key), "error.register_language", {"key": key, "language": language}


def _check_choices(entry: Row, route: tuple[str | int, ...], thesaurus: Thesaurus) -> Iterator[Found]:
    duty = entry.get("duty")
    duty = duty if isinstance(duty, dict) else {}
    values = [
        ("duty", "timing", duty.get("timing")),
        ("duty", "force", duty.get("force")),
        ("confidence", "confidence", entry.get("confidence")),
    ]
    values += [("duty", "kinds", kind) for kind in duty.get("kinds") or ()]
    values += [("analogues", "relation", row.get("relation")) for row in _rows(entry.get("analogues"))]
    for key, rule, value in values:
        if not isinstance(value, str) or value not in CHOICES[rule]:
            yield (*route, key), "error.register_choice", {"value": str(value), "choices": ", ".join(CHOICES[rule])}
    for position, row in enumerate(_rows(entry.get("requires"))):
        if not {"nl", "en", "source"} <= set(row) <= {"nl", "en", "source", "pinpoint"}:
            yield (*route, "requires", position), "error.register_requirement", {}


def nearest(word: str, choices: Any) -> str:
    """The closest valid choice, or an empty string."""
    found = difflib.get_close_matches(word, [str(c) for c in choices], n=1, cutoff=0.4)
    return found[0] if found else ""


def _entries(content: Row) -> list[Row]:
    return [e for e in content.get("entries") or () if isinstance(e, dict)]


def _rows(value: Any) -> list[Row]:
    return [row for row in value or () if isinstance(row, dict)] if isinstance(value, list) else []


def _entry_id(content: Row, route: tuple[str | int, ...]) -> str:
    if len(route) > 1 and isinstance(route[1], int):
        return str(_entries(content)[route[1]].get("id", ""))
    return ""
