"""Commands that search, screen and measure."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.console.files import json_lines, queries_of, text_of
from workbench.console.shared import State, app, language, print_json, progress, tell, told
from workbench.domain.instruments import BINDING, Status
from workbench.domain.search import Filters
from workbench.domain.tension import PairTension
from workbench.errors import InputError
from workbench.texts import say

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench
    from workbench.use_cases.grouping import Placed


class Standing(StrEnum):
    """How a norm must stand towards Belgium to be shown."""

    ALL = "all"
    BINDING = "binding"
    PERSUASIVE = "persuasive"


@app.command(help=say("nl", "console.search"))
def search(
    query: Annotated[str | None, typer.Argument()] = None,
    batch: Annotated[Path | None, typer.Option(help=say("nl", "console.option.batch"))] = None,
    top: Annotated[int, typer.Option(min=1, max=1000)] = 20,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    scope: Annotated[str, typer.Option("--in")] = "treaties",
    text_language: Annotated[str, typer.Option(help=say("nl", "console.option.text_language"))] = "nl",
    instrument: Annotated[list[str] | None, typer.Option(help=say("nl", "console.option.instrument"))] = None,
    domain: Annotated[list[str] | None, typer.Option(help=say("nl", "console.option.domain"))] = None,
    force: Annotated[Standing, typer.Option(help=say("nl", "console.option.force"))] = Standing.ALL,
) -> None:
    """Search treaties (or drafts) for one query or a file of queries."""
    from workbench.use_cases.search import search as find
    from workbench.use_cases.search_drafts import search_drafts

    rows = queries_of(batch) if batch else [{"id": "1", "text": query or ""}]
    if not all(row["text"].strip() for row in rows):
        raise InputError("error.query_empty")
    texts = [row["text"] for row in rows]
    workbench = State.workbench()
    if scope == "shelf":
        _search_shelf(rows, workbench, top, text_language, as_json or batch is not None)
        return
    if scope == "drafts":
        index, hidden = workbench.draft_index(progress), workbench.hidden_drafts()
        found = search_drafts(texts, index, workbench.encoder, top, text_language, hidden=hidden)
    else:
        filters = _filters(workbench, instrument or [], domain or [], force)
        found = find(texts, workbench.search_tools(progress), top, text_language, filters, explain=not batch)
    if workbench.vectors is not None and workbench.vectors.trouble is not None:
        tell(told(workbench.vectors.trouble.key, **workbench.vectors.trouble.params))
    for row, hits in zip(rows, found, strict=True):
        if as_json or batch:
            print_json({"id": row["id"], "hits": [_hit_json(hit) for hit in hits]})
        else:
            _print_hits(hits, workbench)


def _filters(workbench: Workbench, instruments: list[str], domains: list[str], force: Standing) -> Filters | None:
    """What may be found; nothing when nothing is restricted. Raises InputError for a code that nobody knows."""
    for code in instruments:
        if code not in workbench.catalogue.instruments:
            raise InputError("error.unknown_instrument", code=code)
    known = workbench.thesaurus.concepts["domain"]
    for code in domains:
        if code not in known:
            raise InputError("error.unknown_domain", code=code, known=", ".join(known))
    statuses = {Standing.BINDING: BINDING, Standing.PERSUASIVE: frozenset(Status) - BINDING}.get(force, frozenset())
    if not (instruments or domains or statuses):
        return None
    return Filters(instruments=frozenset(instruments), domains=frozenset(domains), statuses=statuses)


def _search_shelf(rows: list[dict[str, str]], workbench: Workbench, top: int, text_language: str, as_json: bool) -> None:
    """Paragraphs of general comments, judgments and concluding observations; never binding."""
    from workbench.domain.authority import cite_authority
    from workbench.use_cases.search_shelf import search_shelf

    texts, index = workbench.shelf.all(), workbench.shelf_index(progress)
    for row in rows:
        hits = search_shelf(row["text"], index, workbench.encoder, texts, top, text_language)
        found = [
            {
                "place": hit.text.place(hit.paragraph), "cited": cite_authority(hit.text, hit.paragraph.number, language()),
                "articles": list(hit.text.attached(hit.paragraph)), "score": round(hit.score, 6), "ranks": hit.ranks,
                "status": "soft", "text": hit.paragraph.text,
            }
            for hit in hits
        ]  # fmt: skip
        if as_json:
            print_json({"id": row["id"], "hits": found})
            continue
        for number, (item, hit) in enumerate(zip(found, hits, strict=True), start=1):
            about = ", ".join(hit.text.attached(hit.paragraph))
            print(f"{number:3}. {item['score']:.2f}  {item['cited']}  [{told('status.soft')}]  {about}")


def _hit_json(hit: Any) -> dict[str, Any]:
    code, _, number = hit.article.partition("/")
    described = {"provision": hit.article, "instrument": code, "article": number, "score": round(hit.relevance, 6)}
    reasons = [_reason(reason) for reason in hit.reasons]
    standing = {"status": str(hit.applicability.status), "binds": hit.applicability.binds, "right": hit.right}
    return {**described, "place": hit.provision, "ranks": hit.ranks, **standing, "reasons": reasons}


def _print_hits(hits: list[Any], workbench: Workbench) -> None:
    """Best first; what protects the same right stands under the best of its group, with its own rank."""
    from workbench.use_cases.grouping import grouped

    if not hits:
        tell(told("ui.results.none"))
    for leading, *related in grouped(hits):
        print(_hit_line(leading, workbench))
        for reason in leading.hit.reasons:
            print(f"       {_reason_in_words(reason, workbench)}")
        if related:
            right = workbench.thesaurus.label("right", leading.hit.right, language())
            print(f"       {told('ui.results.related', right=right, count=len(related))}")
        for row in related:
            print(f"      {_hit_line(row, workbench)}")


def _hit_line(row: Placed, workbench: Workbench) -> str:
    from workbench.domain.citation import cite

    place, known = row.hit.provision, workbench.catalogue.instruments
    cited = cite(place, known, language()) if place.split("/")[0] in known else place
    return f"{row.rank:3}. {row.hit.relevance:.2f}  {cited}  [{told(f'status.{row.hit.applicability.status}')}]"


def _reason_in_words(reason: Any, workbench: Workbench) -> str:
    """The same with the thesaurus's label in the place of its code."""
    scheme = reason.key.removeprefix("reason.")
    if scheme not in workbench.thesaurus.concepts or not reason.words:
        return _reason(reason)
    code, *seen = reason.words
    return told(reason.key, words=" · ".join((workbench.thesaurus.label(scheme, code, language()), *seen)))


def _reason(reason: Any) -> str:
    return told(reason.key, words=" · ".join(reason.words))


@app.command(help=say("nl", "console.screen"))
def screen(
    file: Path,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    plain: Annotated[bool, typer.Option("--plain", help=say("nl", "console.option.plain"))] = False,
    top: Annotated[int, typer.Option(min=1, max=200)] = 10,
) -> None:
    """Screen a draft (or, with --plain, each line of a text file)."""
    from workbench.ingest import read_draft
    from workbench.use_cases.draft_units import plain_units, units
    from workbench.use_cases.screen_draft import screen_units

    found = plain_units(text_of(file).splitlines()) if plain else units(read_draft(file, progress))
    if not found:
        raise InputError("error.file_empty", file=file.name)
    workbench = State.workbench()
    screened = screen_units(found, workbench.search_tools(progress), top, progress=progress)
    if as_json:
        for unit in screened:
            print_json(_unit_json(unit))
        return
    for unit in sorted(screened, key=lambda u: -u.tension):
        marks = "; ".join(f"{c.provision} {c.relevance:.2f}" for c in unit.candidates[:3])
        print(f"{unit.tension:.2f}  {unit.citation}: {marks}")
        for reason in unit.reasons:
            print(f"       {_reason(reason)}")


def _unit_json(unit: Any) -> dict[str, Any]:
    candidates = [
        {
            "provision": c.provision, "score": round(c.score, 6), "relevance": round(c.relevance, 6),
            "status": str(c.applicability.status), "reasons": [_reason(r) for r in c.reasons],
            "tension": _pair_json(c.tension),
        }
        for c in unit.candidates
    ]  # fmt: skip
    described = {"provision": unit.provision, "citation": unit.citation, "text": unit.text, "page": unit.page}
    said = [_reason(r) for r in unit.reasons]
    return {**described, "tension": unit.tension, "boilerplate": unit.boilerplate, "reasons": said, "candidates": candidates}


def _pair_json(pair: PairTension | None) -> dict[str, Any] | None:
    """What the model expects of one pair, in words; nothing when it was not asked."""
    if pair is None:
        return None
    because = told(pair.because) if pair.because else ""
    grounds = {name: [_reason(r) for r in getattr(pair, name)] for name in ("raises", "lowers")}
    asked = [told(question) for question in pair.questions]
    level = {"level": str(pair.level), "probability": pair.probability, "tree": str(pair.tree), "because": because}
    return {**level, **grounds, "questions": asked, "treaty_words": pair.treaty_words}


@app.command(help=say("nl", "console.evaluate"))
def evaluate(file: Path, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Measure the search against answers."""
    from workbench import evaluation
    from workbench.use_cases.search import search as find

    rows = list(json_lines(file, ("id", "text", "relevant")))
    answers = [row["relevant"] if isinstance(row["relevant"], dict) else dict.fromkeys(row["relevant"], 1) for row in rows]
    kept = [(row, answer) for row, answer in zip(rows, answers, strict=True) if any(answer.values())]
    if not kept:
        raise InputError("error.no_answers", file=file.name)
    found = find([row["text"] for row, _ in kept], State.workbench().search_tools(progress), max(evaluation.DEPTHS))
    measures = evaluation.evaluate([[hit.article for hit in hits] for hits in found], [answer for _, answer in kept])
    for measure in measures:
        if as_json:
            print_json(asdict(measure))
        else:
            print(f"{measure.name:8} {measure.value:.3f}  [{measure.low:.3f}, {measure.high:.3f}]")
    tell(told("evaluate.summary", queries=len(kept), left_out=len(rows) - len(kept)))
