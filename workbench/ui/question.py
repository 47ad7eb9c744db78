"""A search as it stands in the address."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from workbench.domain.instruments import BINDING, Status
from workbench.domain.search import Filters, Scope
from workbench.retrieval.words import STOPWORDS, plain_words

TOP = 20
STATUSES = {"binding": frozenset(BINDING), "persuasive": frozenset(set(Status) - BINDING)}


@dataclass(frozen=True)
class Question:
    """What is asked, and how the answer is shown."""

    text: str
    scope: Scope
    text_language: str  # of the official text that is shown
    instruments: tuple[str, ...]
    domains: tuple[str, ...]
    status: str  # binding | persuasive | "" for all
    top: int = TOP

    @property
    def filtered(self) -> bool:
        """Whether a filter is set."""
        return bool(self.instruments or self.domains or self.status)

    @property
    def filters(self) -> Filters | None:
        """The filters as retrieval wants them; nothing when none is set."""
        if not self.filtered:
            return None
        statuses = STATUSES.get(self.status, frozenset())
        return Filters(instruments=frozenset(self.instruments), domains=frozenset(self.domains), statuses=statuses)

    @property
    def query_language(self) -> str:
        """The language that the question is written in, told by its small words; Dutch when they do not tell."""
        words = plain_words(self.text)
        counts = {code: sum(word in STOPWORDS[code] for word in words) for code in ("nl", "en", "fr")}
        return max(counts, key=lambda code: (counts[code], code == "nl"))


def read_question() -> Question:
    """The question in the address; a value that means nothing is left out."""
    params = st.query_params
    scope = params.get("in", Scope.TREATIES)
    return Question(
        params.get("q", "").strip(),
        Scope(scope) if scope in list(Scope) else Scope.TREATIES,
        "en" if params.get("tl") == "en" else "nl",
        tuple(params.get_all("instr")),
        tuple(params.get_all("dom")),
        params.get("status", "") if params.get("status") in STATUSES else "",
    )
