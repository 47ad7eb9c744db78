"""The command line: thin commands over the composition root; errors become one sentence and an exit code."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.config import Settings, read_settings
from workbench.errors import InputError, ToetssteenError
from workbench.texts import say, say_error

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench
    from workbench.domain.instruments import Completeness

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=say("nl", "console.help"))
corpus_app = typer.Typer(no_args_is_help=True, help=say("nl", "console.corpus"))
draft_app = typer.Typer(no_args_is_help=True, help=say("nl", "console.draft"))
index_app = typer.Typer(no_args_is_help=True, help=say("nl", "console.index"))
model_app = typer.Typer(no_args_is_help=True, help=say("nl", "console.model"))
register_app = typer.Typer(no_args_is_help=True, help=say("nl", "console.register"))
app.add_typer(corpus_app, name="corpus")
app.add_typer(draft_app, name="draft")
app.add_typer(index_app, name="index")
app.add_typer(model_app, name="model")
app.add_typer(register_app, name="register")


class _State:
    """The settings of this run, and its workbench once a command needs it."""

    settings: Settings

    @classmethod
    def workbench(cls) -> Workbench:
        """The composition root, imported late so that `--help` stays quick."""
        from workbench.bootstrap import Workbench

        return Workbench(cls.settings)

    @classmethod
    def encoder(cls, name: str) -> Any:
        """The named encoder, or the chosen one when the name is empty."""
        from workbench.models import load_encoder

        return load_encoder(name or cls.settings.encoder, cls.settings.shipped_encoder, cls.settings.backend)


@app.callback()
def setup(
    data: Annotated[Path | None, typer.Option(help=say("nl", "console.option.data"))] = None,
    language: Annotated[str | None, typer.Option(help=say("nl", "console.option.language"))] = None,
) -> None:
    """Read the settings before any command."""
    _State.settings = read_settings(data, language)


def main() -> None:
    """Run a command; an expected failure is one sentence on stderr and its exit code."""
    try:
        code = app(standalone_mode=False)  # typer.Exit comes back as a number
    except ToetssteenError as error:
        _tell(say_error(_language(), error))
        sys.exit(error.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(130)
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        _tell(error.format_message())  # click's own words for a wrong option
        sys.exit(2)
    sys.exit(code or 0)


def _language() -> str:
    return _State.settings.language if hasattr(_State, "settings") else "nl"


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _say(key: str, /, **params: object) -> str:
    return say(_language(), key, **params)


def _progress(step: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done >= total else "\r"
        print(f"{_say(step)} {done}/{total}   ", end=end, file=sys.stderr, flush=True)


def _print_json(row: Any) -> None:
    print(json.dumps(row, ensure_ascii=False))


@corpus_app.command("import", help=say("nl", "console.corpus.import"))
def corpus_import(path: Path, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Read official texts from a file or a folder."""
    result = _State.workbench().import_corpus(path)
    for file in result.files:
        if file.error is not None:
            _tell(say_error(_language(), file.error))
        if file.same_as is not None:
            _tell(_say("corpus.same_file", file=file.path.name, other=file.same_as.name))
    for row in result.texts:
        _print_json(asdict(row)) if as_json else print(_completeness(row))
    stored = sum(row.outcome == "imported" for row in result.texts)
    _tell(_say("corpus.summary", imported=stored, seen=len(result.texts), folder=_State.settings.data))
    refused = all(file.error for file in result.files) or (len(result.texts) == 1 and result.texts[0].outcome == "kept")
    if refused:
        raise typer.Exit(2)


def _completeness(row: Completeness) -> str:
    line = _say(f"corpus.outcome.{row.outcome}", code=row.code, language=row.language, found=row.found, expected=row.expected)
    if row.missing:
        line += " " + _say("corpus.missing", numbers=", ".join(row.missing))
    if row.unexpected:
        line += " " + _say("corpus.unexpected", numbers=", ".join(row.unexpected))
    return line


@corpus_app.command("list", help=say("nl", "console.corpus.list"))
def corpus_list() -> None:
    """What the corpus holds."""
    rows = _State.workbench().corpus.stored()
    for row in rows:
        print(f"{row.code:20} {row.language}  {len(row.articles):3}  {row.text_date or '-':10}  {row.source}")
    if not rows:
        _tell(_say("corpus.empty"))


@draft_app.command("import", help=say("nl", "console.draft.import"))
def draft_import(file: Path, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Read a draft, store it, print the parse report."""
    from workbench.ingest import read_draft

    draft = read_draft(file, _progress)
    new = _State.workbench().drafts.save(draft)
    if as_json:
        _print_json(draft_json(draft))
        return
    report = draft.report
    print(_say("draft.imported" if new else "draft.known", title=draft.title, id=draft.id))
    print(_say("draft.counted", articles=report.articles_counted, numbered=report.articles_numbered, pages=report.pages))
    for gap in report.gaps:
        print(_say(f"draft.gap.{gap.problem}", kind=_say(f"kind.{gap.kind}"), number=gap.number, page=gap.page))
    for leftover in report.leftovers:
        print(_say("draft.leftover", page=leftover.page, text=leftover.text[:120]))
    for page in report.empty_pages:
        print(_say("draft.empty_page", page=page))


def draft_json(draft: Any) -> dict[str, Any]:
    """The documented JSON form: provisions with id, kind, number, text, page, parent, and the parse report."""
    provisions = [
        {
            "id": p.id, "kind": str(p.kind), "number": p.number, "heading": p.heading, "text": p.text, "page": p.page,
            "parent": p.parent, "start": p.start, "end": p.end, "amendment": asdict(p.amendment) if p.amendment else None,
            "explanation": p.explanation,
        }
        for p in draft.provisions
    ]  # fmt: skip
    described = {"id": draft.id, "title": draft.title, "kind": draft.kind, "identifiers": list(draft.identifiers)}
    return {**described, "provisions": provisions, "report": asdict(draft.report)}


@draft_app.command("list", help=say("nl", "console.draft.list"))
def draft_list() -> None:
    """The stored drafts."""
    rows = _State.workbench().drafts.all()
    for row in rows:
        print(f"{row.id}  {row.articles:4}  {row.imported}  {row.title}")
    if not rows:
        _tell(_say("draft.none"))


@index_app.command("build", help=say("nl", "console.index.build"))
def index_build() -> None:
    """Build what is missing or out of date."""
    workbench = _State.workbench()
    for key, index in (("index.treaties", workbench.treaty_index(_progress)), ("index.drafts", workbench.draft_index(_progress))):
        print(_say(key, passages=len(index.table), encoder=index.manifest.encoder, folder=_State.settings.indexes))


@app.command(help=say("nl", "console.search"))
def search(
    query: Annotated[str | None, typer.Argument()] = None,
    batch: Annotated[Path | None, typer.Option(help=say("nl", "console.option.batch"))] = None,
    top: Annotated[int, typer.Option(min=1, max=1000)] = 20,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    scope: Annotated[str, typer.Option("--in")] = "treaties",
    text_language: Annotated[str, typer.Option(help=say("nl", "console.option.text_language"))] = "nl",
) -> None:
    """Search treaties (or drafts) for one query or a file of queries."""
    from workbench.use_cases.search import search as find
    from workbench.use_cases.search_drafts import search_drafts

    rows = _batch(batch) if batch else [{"id": "1", "text": query or ""}]
    if not all(row["text"].strip() for row in rows):
        raise InputError("error.query_empty")
    texts = [row["text"] for row in rows]
    workbench = _State.workbench()
    if scope == "drafts":
        found = search_drafts(texts, workbench.draft_index(_progress), workbench.encoder, top, text_language)
    else:
        found = find(texts, workbench.search_tools(_progress), top, text_language)
    for row, hits in zip(rows, found, strict=True):
        if as_json or batch:
            _print_json({"id": row["id"], "hits": [_hit_json(hit) for hit in hits]})
        else:
            _print_hits(hits, workbench)


def _hit_json(hit: Any) -> dict[str, Any]:
    code, _, number = hit.article.partition("/")
    described = {"provision": hit.article, "instrument": code, "article": number, "score": round(hit.relevance, 6)}
    reasons = [_reason(reason) for reason in hit.reasons]
    return {**described, "place": hit.provision, "ranks": hit.ranks, "status": str(hit.applicability.status), "reasons": reasons}


def _print_hits(hits: list[Any], workbench: Workbench) -> None:
    from workbench.domain.citation import cite

    for number, hit in enumerate(hits, start=1):
        known = hit.article.split("/")[0] in workbench.catalogue.instruments
        cited = cite(hit.provision, workbench.catalogue.instruments, _language()) if known else hit.provision
        print(f"{number:3}. {hit.relevance:.2f}  {cited}  [{_say(f'status.{hit.applicability.status}')}]")
        for reason in hit.reasons:
            print(f"       {_reason(reason)}")


def _reason(reason: Any) -> str:
    return _say(reason.key, words=" · ".join(reason.words))


def _batch(file: Path) -> list[dict[str, str]]:
    return [{"id": str(row["id"]), "text": str(row["text"])} for row in _json_lines(file, ("id", "text"))]


def _json_lines(file: Path, keys: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(_text(file).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise InputError("error.json_line", file=file.name, line=number) from error
        if not isinstance(row, dict) or any(key not in row for key in keys):
            raise InputError("error.json_keys", file=file.name, line=number, keys=", ".join(keys))
        yield row


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("error.not_utf8", file=file.name) from error
    except OSError as error:
        raise InputError("error.file_unreadable", file=str(file), reason=error.strerror or "") from error


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

    found = plain_units(_text(file).splitlines()) if plain else units(read_draft(file, _progress))
    if not found:
        raise InputError("error.file_empty", file=file.name)
    workbench = _State.workbench()
    screened = screen_units(found, workbench.search_tools(_progress), top, progress=_progress)
    if as_json:
        for unit in screened:
            _print_json(_unit_json(unit))
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
        }
        for c in unit.candidates
    ]  # fmt: skip
    described = {"provision": unit.provision, "citation": unit.citation, "text": unit.text, "page": unit.page}
    said = [_reason(r) for r in unit.reasons]
    return {**described, "tension": unit.tension, "boilerplate": unit.boilerplate, "reasons": said, "candidates": candidates}


@app.command(help=say("nl", "console.evaluate"))
def evaluate(file: Path, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Measure the search against answers."""
    from workbench import evaluation
    from workbench.use_cases.search import search as find

    rows = list(_json_lines(file, ("id", "text", "relevant")))
    answers = [row["relevant"] if isinstance(row["relevant"], dict) else dict.fromkeys(row["relevant"], 1) for row in rows]
    kept = [(row, answer) for row, answer in zip(rows, answers, strict=True) if any(answer.values())]
    if not kept:
        raise InputError("error.no_answers", file=file.name)
    found = find([row["text"] for row, _ in kept], _State.workbench().search_tools(_progress), max(evaluation.DEPTHS))
    measures = evaluation.evaluate([[hit.article for hit in hits] for hits in found], [answer for _, answer in kept])
    for measure in measures:
        if as_json:
            _print_json(asdict(measure))
        else:
            print(f"{measure.name:8} {measure.value:.3f}  [{measure.low:.3f}, {measure.high:.3f}]")
    _tell(_say("evaluate.summary", queries=len(kept), left_out=len(rows) - len(kept)))


@model_app.command("list", help=say("nl", "console.model.list"))
def model_list() -> None:
    """The shipped encoder and known public ones."""
    from workbench.models.known import KNOWN

    active = _State.settings.encoder
    print(f"{'*' if not active else ' '} {_say('model.shipped')}")
    for model in KNOWN:
        mark = "*" if active == model.name else " "
        print(f"{mark} {model.name:62} {model.dimension:5}  {model.megabytes:5} MB  {model.licence}")
    if active and active not in {model.name for model in KNOWN}:
        print(f"* {active}")


@model_app.command("use", help=say("nl", "console.model.use"))
def model_use(name: str) -> None:
    """Build the index for a model and make it this folder's choice (`shipped`: back to ours)."""
    index = _State.workbench().use_encoder("" if name == "shipped" else name, _progress)
    print(_say("model.used", model=index.manifest.encoder, dimension=index.manifest.dimension))


@model_app.command("check", help=say("nl", "console.model.check"))
def model_check(name: Annotated[str, typer.Argument()] = "") -> None:
    """Load a model and see that it brings Dutch and English together."""
    from workbench.use_cases.check_encoder import check_encoder

    encoder = _State.encoder(name)
    check = check_encoder(encoder)
    print(_say("model.checked", model=encoder.identity, dimension=encoder.dimension, speed=round(check.texts_per_second)))
    print(_say("model.margin", same=f"{check.same:.2f}", other=f"{check.other:.2f}"))
    if check.same <= check.other:
        _tell(_say("model.not_crosslingual"))
        raise typer.Exit(1)


@app.command(help=say("nl", "console.serve"))
def serve(port: Annotated[int, typer.Option(min=1, max=65535)] = 8501) -> None:
    """Open the app in the browser, on this machine only."""
    import os
    import subprocess

    from workbench.config import PROJECT

    environment = {**os.environ, "TOETSSTEEN_DATA": str(_State.settings.data), "TOETSSTEEN_LANGUAGE": _State.settings.language}
    command = [sys.executable, "-m", "streamlit", "run", str(PROJECT / "app.py"), "--server.port", str(port)]
    raise typer.Exit(subprocess.call(command, env=environment, cwd=PROJECT))


@register_app.command("lint", help=say("nl", "console.register.lint"))
def register_lint() -> None:
    """Check the register files."""
    from workbench.knowledge.register import lint, read_files

    workbench = _State.workbench()
    files = read_files(_State.settings.corpus)
    problems = lint(files, workbench.thesaurus, workbench.catalogue.articles)
    for problem in problems:
        print(say_error(_language(), problem.error()))
    print(_say("register.linted", files=len(files), problems=len(problems)))
    if problems:
        raise typer.Exit(2)
