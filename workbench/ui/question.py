"""A search as it stands in the address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from workbench.domain.findings import Outcome, Severity
from workbench.domain.instruments import BINDING, Status
from workbench.domain.search import EVEN, Filters, Scope
from workbench.domain.searches import Address
from workbench.domain.workflow import FindingStatus
from workbench.retrieval.words import STOPWORDS, plain_words
from workbench.use_cases.search_findings import FindingFilters

TOP = 20
STATUSES = {"binding": frozenset(BINDING), "persuasive": frozenset(set(Status) - BINDING)}
TEXT_LANGUAGES = ("nl", "en", "fr", "de")
BALANCES = (0, 25, 50, 75, 100)  # from words to meaning
# What a question is called in the address.
NAMES = (
    "q",
    "in",
    "bal",
    "tl",
    "lt",
    "instr",
    "dom",
    "status",
    "drafts",
    "out",
    "sev",
    "step",
)


@dataclass(frozen=True)
class Question:
    """What is asked, and how the answer is shown."""

    text: str
    scope: Scope
    text_language: str  # of the official text that is shown
    instruments: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    status: str = ""  # binding | persuasive | "" for all
    languages: tuple[str, ...] = ()  # of the official texts that may match
    drafts: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()  # of findings
    severities: tuple[Severity, ...] = ()
    steps: tuple[FindingStatus, ...] = ()
    balance: int = 50  # 0 words only, 100 meaning only
    top: int = TOP

    @property
    def filtered(self) -> bool:
        """Whether a filter is set."""
        treaties = self.instruments or self.domains or self.status or self.languages or self.drafts
        return bool(treaties or self.outcomes or self.severities or self.steps)

    @property
    def filters(self) -> Filters | None:
        """The filters as retrieval wants them; nothing when none is set."""
        register = self.scope is Scope.REGISTER
        if not (register or self.filtered):
            return None
        return Filters(
            instruments=frozenset(self.instruments),
            languages=frozenset(self.languages),
            domains=frozenset(self.domains),
            statuses=STATUSES.get(self.status, frozenset()),
            register_only=register,
        )

    @property
    def finding_filters(self) -> FindingFilters:
        """The filters as the search in findings wants them."""
        return FindingFilters(self.instruments, self.drafts, self.steps, self.outcomes, self.severities)

    @property
    def weight(self) -> float:
        """The balance as retrieval wants it: 0 words only, 1 meaning only."""
        return self.balance / 100 if self.balance in BALANCES else EVEN

    @property
    def address(self) -> Address:
        """The question as it stands in the address; defaults are left out."""
        values: dict[str, list[str]] = {
            "q": [self.text],
            "in": [] if self.scope is Scope.TREATIES else [str(self.scope)],
            "bal": [] if self.balance == 50 else [str(self.balance)],
            "tl": [] if self.text_language == "nl" else [self.text_language],
            "lt": list(self.languages),
            "instr": list(self.instruments),
            "dom": list(self.domains),
            "status": [self.status],
            "drafts": list(self.drafts),
            "out": list(self.outcomes),
            "sev": list(self.severities),
            "step": list(self.steps),
        }
        return {name: said for name, said in values.items() if any(said)}

    @property
    def query_language(self) -> str:
        """The language that the question is written in, told by its small words; Dutch when they do not tell."""
        words = plain_words(self.text)
        counts = {code: sum(word in STOPWORDS[code] for word in words) for code in ("nl", "en", "fr")}
        return max(counts, key=lambda code: (counts[code], code == "nl"))


def read_question() -> Question:
    """The question in the browser's address."""
    return question_of({name: st.query_params.get_all(name) for name in NAMES})


def question_of(address: Address) -> Question:
    """The question in an address; a value that means nothing is left out."""

    def last(name: str) -> str:
        return (address.get(name) or [""])[-1]

    balance = int(last("bal")) if last("bal").isdecimal() else 50
    return Question(
        text=last("q").strip(),
        scope=Scope(last("in")) if last("in") in list(Scope) else Scope.TREATIES,
        text_language="en" if last("tl") == "en" else "nl",
        instruments=tuple(address.get("instr", ())),
        domains=tuple(address.get("dom", ())),
        status=last("status") if last("status") in STATUSES else "",
        languages=tuple(code for code in address.get("lt", ()) if code in TEXT_LANGUAGES),
        drafts=tuple(address.get("drafts", ())),
        outcomes=tuple(map(Outcome, _known(address, "out", Outcome))),
        severities=tuple(map(Severity, _known(address, "sev", Severity))),
        steps=tuple(map(FindingStatus, _known(address, "step", FindingStatus))),
        balance=balance if balance in BALANCES else 50,
    )


def _known(address: Address, name: str, members: Iterable[str]) -> list[str]:
    known = list(members)
    return [said for said in address.get(name, ()) if said in known]
