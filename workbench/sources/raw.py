"""What every reader of treaty files delivers, before it becomes provisions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from workbench.domain.identifiers import roman_to_int

CODES = {"ESCR-1996": "RESC", "EU-CHARTER": "CFR", "OP-ICESCR": "ICESCR-OP"}  # file names whose code differs
LANGUAGES = ("nl", "en", "fr", "de")


@dataclass(frozen=True)
class RawArticle:
    """An article as the file has it: `part` is the heading path joined with ' / '."""

    part: str
    number: str
    heading: str
    text: str


@dataclass
class RawTreaty:
    """One instrument in one language: the treaty's own articles, then annexes as further runs of articles."""

    code: str
    language: str
    title: str
    source: str
    text_date: str
    preamble: str = ""
    runs: list[list[RawArticle]] = field(default_factory=list)

    def add_run(self, articles: list[RawArticle]) -> None:
        """Add a list of articles, cut where a number comes back (an annex starts its own count)."""
        run: list[RawArticle] = []
        seen: set[str] = set()
        for article in articles:
            if article.number in seen:
                self.runs.append(run)
                run, seen = [], set()
            run.append(article)
            seen.add(article.number)
        if run:
            self.runs.append(run)

    def main_and_annexes(self, expected: tuple[str, ...]) -> tuple[list[RawArticle], list[list[RawArticle]]]:
        """The run that is the treaty itself (most expected numbers, then most text) and the others.

        Later runs may hold articles that the file split off: expected numbers that are still missing move to the main run.
        """
        runs = [run for run in self.runs if run]
        if not runs:
            return [], []
        wanted = set(expected)
        main = max(runs, key=lambda run: (sum(a.number in wanted for a in run), sum(len(a.text) for a in run)))
        rest = [run for run in runs if run is not main]
        if not wanted:
            return main, rest
        have = {a.number for a in main}
        moved = [a for run in rest for a in run if a.number in wanted and a.number not in have]
        annexes = [[a for a in run if a not in moved] for run in rest]
        return main + moved, [run for run in annexes if run]


def arabic_when_roman(articles: list[RawArticle]) -> Callable[[str], str]:
    """A treaty whose articles count I, II, III gets arabic numbers in its ids; letter articles (A-O) stay."""
    numbers = [a.number for a in articles]
    if len(numbers) > 1 and numbers[:2] == ["I", "II"]:
        return lambda number: str(roman_to_int(number)) if set(number) <= set("IVXLC") else number
    return lambda number: number
