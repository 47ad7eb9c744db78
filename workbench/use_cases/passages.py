"""What goes into the index: official words, register phrases and one profile per article; or the provisions of drafts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from workbench.domain.drafts import Draft, DraftProvision, Kind
from workbench.domain.instruments import Provision
from workbench.domain.obligations import Obligation, Register, Thesaurus
from workbench.domain.search import Passage

SHORTEST = 12  # characters: anything shorter says nothing on its own
LONGEST = 4000  # characters of an official passage; whole articles longer than this are found by their paragraphs


def official_passages(provisions: Iterable[Provision]) -> list[Passage]:
    """Articles and paragraphs with the headings above them; preambles and annexes included, points left to their paragraph."""
    passages = []
    for p in provisions:
        if p.kind == "point" or len(p.text) < SHORTEST:
            continue
        text = ". ".join(part for part in (*p.path[-1:], p.heading, p.text[:LONGEST]) if part)
        passages.append(_passage(f"{p.id}@{p.language}", p.id, p.article, p.language, "official", text))
    return passages


def register_passages(register: Register, thesaurus: Thesaurus) -> list[Passage]:
    """Per obligation its phrases, what it protects, and a profile (all its words) per article and language."""
    passages = []
    profiles: dict[tuple[str, str], list[str]] = {}
    for o in register.obligations.values():
        for language in ("nl", "en"):
            for number, phrase in enumerate(o.as_written.get(language, ()), start=1):
                key = f"{o.id}@{language}#{number}"
                passages.append(_passage(key, o.id, o.article, language, "as_written", phrase))
            told = f"{o.title[language]}. {o.protects[language]}"
            passages.append(_passage(f"{o.id}@{language}#protects", o.id, o.article, language, "protects", told))
            profiles.setdefault((o.article, language), []).append(_profile(o, thesaurus, language))
    for (article, language), words in profiles.items():
        passages.append(_passage(f"{article}@{language}#profile", article, article, language, "profile", " ".join(words)))
    return passages


def _profile(o: Obligation, thesaurus: Thesaurus, language: str) -> str:
    labels = [thesaurus.label("interference", code, language) for code in o.interferences]
    labels += [thesaurus.label("holder", code, language) for code in o.holders if code != "everyone"]
    parts = (o.title[language], o.protects[language], *o.words.get(language, ()), *o.as_written.get(language, ()), *labels)
    return ". ".join(parts)


def draft_passages(draft: Draft) -> list[Passage]:
    """One passage per article of a draft, with the headings above it and everything below it."""
    return [
        _passage(f"{draft.id}#{p.id}", f"{draft.id}#{p.id}", f"{draft.id}#{p.id}", draft.language, "draft", whole_text(draft, p))
        for p in draft.provisions
        if p.kind is Kind.ARTICLE
    ]


def whole_text(draft: Draft, provision: DraftProvision) -> str:
    """The provision's heading, its words and the words of everything below it."""
    return " ".join(draft.source.text[provision.start : provision.end].split())


def _passage(key: str, provision: str, article: str, language: str, kind: str, text: str) -> Passage:
    return Passage(key, provision, article, language, kind, text, hashlib.sha256(text.encode()).hexdigest()[:24])
