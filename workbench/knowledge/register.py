"""The obligation register: read, checked once per change, kept compiled so that it loads in milliseconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.obligations import (
    Analogue,
    Duty,
    Force,
    Limitation,
    Obligation,
    Register,
    Relation,
    Requirement,
    Thesaurus,
)
from workbench.errors import KnowledgeFileError
from workbench.knowledge.register_schema import check_file, check_links
from workbench.knowledge.yaml_file import Problem, Row, folder_version, parse, read_bytes, read_compiled, write_compiled

LAST_GOOD = "register.last-good.json"


@dataclass(frozen=True)
class LoadedRegister:
    """A register that can be used, and what is wrong with the files if it is an older one."""

    register: Register
    problems: tuple[Problem, ...] = ()


def load_register(corpus: Path, cache: Path, thesaurus: Thesaurus, articles: Mapping[str, frozenset[str]]) -> LoadedRegister:
    """The register of `corpus/register`, or the last good one with the problems of the present files.

    Raises KnowledgeFileError (the first problem) when the files are wrong and no good register was seen before.
    """
    files = read_files(corpus)
    version = folder_version(files)
    good = cache / LAST_GOOD
    stored = read_compiled(good)
    if stored is not None and stored["version"] == version:
        return LoadedRegister(_register(stored))
    problems = lint(files, thesaurus, articles)
    if not problems:
        compiled = {"version": version, "entries": [e for name, data in files for e in parse(Path(name), data)["entries"]]}
        write_compiled(good, compiled)
        return LoadedRegister(_register(compiled))
    if stored is None:
        raise problems[0].error()
    return LoadedRegister(_register(stored), tuple(problems))


def read_files(corpus: Path) -> list[tuple[str, bytes]]:
    """Name and bytes of every register file, by name."""
    return [(path.name, read_bytes(path)) for path in sorted((corpus / "register").glob("*.yaml"))]


def lint(files: list[tuple[str, bytes]], thesaurus: Thesaurus, articles: Mapping[str, frozenset[str]]) -> list[Problem]:
    """Every mistake in the register files: syntax, keys, codes, articles, duplicates, analogues."""
    problems: list[Problem] = []
    contents: dict[str, Row] = {}
    for name, data in files:
        try:
            contents[name] = parse(Path(name), data)
        except KnowledgeFileError as error:
            line = error.params.get("line")
            details = tuple((k, str(v)) for k, v in error.params.items() if k not in ("file", "line"))
            problems.append(Problem(name, line if isinstance(line, int) else 0, "", error.key, details))
            continue
        problems.extend(_check_form(name, contents[name]) or check_file(name, data, contents[name], thesaurus, articles))
    return problems or check_links(contents, dict(files), articles) or _check_values(contents)


def _check_form(name: str, content: Row) -> list[Problem]:
    """A list of entries, each with plain keys: without that, no other rule can be looked at."""
    entries = content.get("entries")
    good = isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries)
    return [] if good else [Problem(name, 1, "", "error.catalogue_row", (("problem", "entries"),))]


def _check_values(contents: Mapping[str, Row]) -> list[Problem]:
    """Entries that keep every rule and still cannot be read."""
    problems = []
    for name, content in contents.items():
        for entry in content["entries"]:
            try:
                _obligation(entry)
            except (KeyError, TypeError, AttributeError, ValueError) as error:
                told = (("problem", f"{entry['id']}: {error}"),)
                problems.append(Problem(name, 0, str(entry["id"]), "error.catalogue_row", told))
    return problems


def _register(compiled: Row) -> Register:
    return Register({row["id"]: _obligation(row) for row in compiled["entries"]}, compiled["version"])


def _obligation(row: Row) -> Obligation:
    limitation = row["limitation"]
    return Obligation(
        id=row["id"],
        title=row["title"],
        rights=tuple(row["rights"]),
        protects=row["protects"],
        duty=Duty(tuple(row["duty"]["kinds"]), row["duty"]["timing"], Force(row["duty"]["force"])),
        holders=tuple(row["holders"]),
        interferences=tuple(row["interferences"]),
        safeguards=tuple(row["safeguards"]),
        as_written={language: tuple(words) for language, words in row["as_written"].items()},
        words={language: tuple(words) for language, words in row["words"].items()},
        limitation=None if limitation == "none" else Limitation(limitation["clause"], tuple(limitation.get("grounds", ()))),
        requires=tuple(_requirement(r) for r in row["requires"]),
        analogues=tuple(Analogue(a["id"], Relation(a["relation"])) for a in row["analogues"]),
        constitution=tuple(row["constitution"]),
        domains=tuple(row["domains"]),
        verified=row["confidence"] == "verified",
    )


def _requirement(row: Row) -> Requirement:
    return Requirement({"nl": row["nl"], "en": row["en"]}, row["source"], row.get("pinpoint", ""))
