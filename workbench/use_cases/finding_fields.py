"""A finding as a form has it, field by field, and back: every quotation is looked up in its text, and refused when absent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from workbench.domain.anchors import Anchor, anchor_at, anchor_in_draft, anchor_in_treaty, places_of
from workbench.domain.anchors import TextPosition as Position
from workbench.domain.draft_citation import own_citation
from workbench.domain.drafts import Draft
from workbench.domain.findings import Authority, Finding, Norm, Recommendation
from workbench.domain.instruments import Provision, Status
from workbench.domain.trees import PROCEDURE, STEPS, Answer, Quotation, Step, StepAnswer, Tree
from workbench.errors import QuoteNotFound, RuleError

Fields = Mapping[str, Any]
"""Field name -> text, enum member, list or number; an empty string where nothing was chosen."""

SUBJECT, MEASURE, IN_DRAFT, IN_TREATY, ELSEWHERE = "subject", "measure", "draft", "treaty", "elsewhere"
WHERE = (SUBJECT, MEASURE, IN_DRAFT, IN_TREATY, ELSEWHERE)
"""Where the quotation of a step comes from; the first two are the words that the finding itself quotes."""
PLAIN = (
    *("title", "reasoning", "memorandum", "council_of_state", "evidence", "affected", "origin_note", "due"),
    *("verb", "tree", "competence", "outcome", "severity", "certainty", "reversibility", "origin"),
)
REASONLESS = (Answer.NOT_ASSESSABLE, Answer.NOT_APPLICABLE)
_PINPOINT = re.compile(r"^(.+?),\s+((?:§|para|punt|r\.o\.|overw|blz\.|p\.)\s*.+)$")


@dataclass(frozen=True)
class Texts:
    """The two texts that lie open: quotations have to stand in them."""

    draft: Draft
    carrier: str  # eId of the article that is shown
    treaty: Provision | None  # None while the official text is not there
    unit: str = ""  # the paragraph of it that the finding began on


def fields_of(finding: Finding) -> dict[str, Any]:
    """The finding as the form shows it."""
    fields: dict[str, Any] = {name: getattr(finding, name) or "" for name in PLAIN}
    fields |= {
        "quote": finding.subject.quote.exact,
        "quote_nth": "",
        "measure": finding.measure.quote.exact if finding.measure else "",
        "measure_nth": "",
        "norm": finding.norm.provision,
        "norm_note": finding.norm.note,
        "constitution": list(finding.norm.constitution),
        "authorities": "\n".join(map(printed, finding.norm.authorities)),
        "holders": list(finding.holders),
        "tags": "; ".join(finding.tags),
        "procedure": [a.step for a in finding.steps if a.step in PROCEDURE and finding.tree is not Tree.PROCEDURE],
        "recs": [r.number for r in finding.recommendations],
    }
    for recommendation in finding.recommendations:
        fields |= {f"rec-{recommendation.number}-{name}": getattr(recommendation, name) for name in RECOMMENDATION}
    for answer in finding.steps:
        fields |= _step_fields(answer, finding)
    return fields


RECOMMENDATION = ("action", "addressee", "proposed_text", "explanation")
STEP = ("answer", "reasoning", "where", "words", "source", "pinpoint", "because", "aims")


def _step_fields(answer: StepAnswer, finding: Finding) -> dict[str, Any]:
    quotation = answer.quotation
    said: dict[str, Any] = {"answer": answer.answer, "reasoning": answer.reasoning, "because": answer.because}
    said |= {"aims": list(answer.aims), "where": _where(quotation, finding)}
    if quotation is not None:
        said |= {"words": quotation.words, "source": quotation.source, "pinpoint": quotation.pinpoint}
    return {f"step-{answer.step}-{name}": value for name, value in said.items()}


def _where(quotation: Quotation | None, finding: Finding) -> str:
    if quotation is None:
        return SUBJECT
    if quotation.anchor is None:
        return ELSEWHERE
    own = {finding.subject: SUBJECT} | ({finding.measure: MEASURE} if finding.measure else {})
    return own.get(quotation.anchor, quotation.anchor.side)


def finding_of(fields: Fields, base: Finding, texts: Texts, status: Status, today: str) -> Finding:
    """`base` with what the form says; anchors that still stand are kept as they are.

    `status` is how the norm stands towards Belgium `today`. Raises QuoteNotFound for words that do not stand in their
    text, RuleError for a form that says something impossible.
    """
    subject = quoted_subject(fields, base, texts)
    measure = quoted_measure(fields, base, texts)
    carrier = own_citation(texts.draft, subject.provision)
    amends = next((p.amendment for p in texts.draft.provisions if p.id == texts.carrier), None)
    plain = {name: _plain(fields.get(name, "")) for name in PLAIN}
    for name in ("verb", "tree", "competence", "outcome", "severity", "certainty", "reversibility"):
        plain[name] = plain[name] or None
    plain |= {"origin": plain["origin"] or base.origin, "title": plain["title"] or carrier, "due": _day(plain["due"])}
    return replace(
        base,
        **plain,
        draft=texts.draft.id,
        subject=subject,
        measure=measure,
        norm=_norm(fields, base.norm, status, today),
        carrier=base.carrier if subject == base.subject and base.carrier else carrier,
        target=f"{amends.target} {amends.law}".strip() if amends else "",
        steps=tuple(_steps(fields, base, texts, subject, measure)),
        holders=tuple(fields.get("holders", ())),
        tags=tuple(filter(None, map(str.strip, re.split(r"[;\n]", fields.get("tags", ""))))),
        recommendations=tuple(_recommendations(fields)),
    )


def _plain(value: Any) -> Any:
    return value.strip() if type(value) is str else value


def _day(said: str) -> str:
    try:
        return date.fromisoformat(said).isoformat() if said else ""
    except ValueError:
        raise RuleError("error.date_form", day=said) from None


def quoted_subject(fields: Fields, base: Finding, texts: Texts) -> Anchor:
    """The quoted words of the draft, in the smallest provision that holds them; raises QuoteNotFound, RuleError."""
    words, nth = fields.get("quote", ""), _nth(fields.get("quote_nth", ""))
    if not words.strip():
        raise RuleError("error.quote_needed")
    if base.subject.source == texts.draft.id and words == base.subject.quote.exact and not nth:
        return base.subject
    return _smallest(texts.draft, anchor_in_draft(texts.draft, texts.carrier, words, nth or 1))


def _smallest(draft: Draft, anchor: Anchor) -> Anchor:
    """The same words, anchored in the point or paragraph that holds them."""
    return anchor_at(draft, anchor.position)


def quoted_measure(fields: Fields, base: Finding, texts: Texts) -> Anchor | None:
    """The quoted words of the treaty, if any; raises QuoteNotFound, RuleError."""
    words, nth = fields.get("measure", ""), _nth(fields.get("measure_nth", ""))
    if not words.strip():
        return None
    if base.measure and words == base.measure.quote.exact and not nth and _same_text(base.measure, texts):
        return base.measure
    if texts.treaty is None:
        raise QuoteNotFound("error.no_official_text")
    return anchor_in_treaty(texts.treaty, words, nth or 1)


def _same_text(anchor: Anchor, texts: Texts) -> bool:
    """An anchor stays while its own article lies open, or no text is there to hold it against."""
    return texts.treaty is None or anchor.provision.split("/")[:2] == texts.treaty.id.split("/")[:2]


def _nth(said: Any) -> int:
    text = str(said).strip()
    if text and not text.isdecimal():
        raise RuleError("error.nth_form", said=text)
    return int(text or 0)


def _norm(fields: Fields, base: Norm, status: Status, today: str) -> Norm:
    place = fields.get("norm") or base.provision
    known = {printed(a): a for a in base.authorities}
    lines = [line.strip() for line in fields.get("authorities", "").splitlines() if line.strip()]
    same = place == base.provision and base.on
    return Norm(
        place,
        base.status if same else status,
        base.on if same else today,
        tuple(fields.get("constitution", ())),
        tuple(known.get(line) or _authority(line) for line in lines),
        fields.get("norm_note", "").strip(),
    )


def printed(authority: Authority) -> str:
    """`CRPD, Algemene Opmerking nr. 5, § 16`."""
    return f"{authority.source}, {authority.pinpoint}" if authority.pinpoint else authority.source


def _authority(line: str) -> Authority:
    match = _PINPOINT.match(line)
    return Authority(match[1], match[2]) if match else Authority(line)


def asked_steps(tree: Tree | None, procedure: tuple[Step, ...] | list[Step]) -> tuple[Step, ...]:
    """The steps of the chosen tree, then the procedure checks that were added."""
    return tuple(dict.fromkeys((*(STEPS[tree] if tree else ()), *procedure)))


def _steps(fields: Fields, base: Finding, texts: Texts, subject: Anchor, measure: Anchor | None) -> Iterator[StepAnswer]:
    """Every step with an answer, those of a tree that is no longer chosen last: an answer is never lost by choosing."""
    order = asked_steps(fields.get("tree") or None, [*fields.get("procedure", ()), *Step])
    before = {answer.step: answer for answer in base.steps}
    for step in order:
        said = {name: fields.get(f"step-{step}-{name}", "") for name in STEP}
        if not said["answer"]:
            continue
        because = said["because"].strip() if said["answer"] in REASONLESS else ""
        quoted = None if said["answer"] in REASONLESS else _quotation(said, before.get(step), texts, subject, measure)
        yield StepAnswer(step, said["answer"], said["reasoning"].strip(), quoted, because, tuple(said["aims"] or ()))


def _quotation(
    said: Fields, before: StepAnswer | None, texts: Texts, subject: Anchor, measure: Anchor | None
) -> Quotation | None:
    where, words = said["where"] or SUBJECT, said["words"].strip()
    own = {SUBJECT: subject, MEASURE: measure}
    if where in own:
        anchor = own[where]
        return Quotation(anchor.quote.exact, anchor=anchor) if anchor else None
    if not words:
        return None
    if where == ELSEWHERE:
        return Quotation(words, said["source"].strip(), said["pinpoint"].strip())
    old = before.quotation if before else None
    if old and old.anchor and old.words == words and old.anchor.side == where:
        return old
    anchor = _in_draft(words, texts) if where == IN_DRAFT else _in_treaty(words, texts)
    return Quotation(anchor.quote.exact, anchor=anchor)


def _in_draft(words: str, texts: Texts) -> Anchor:
    """In the article that lies open, else anywhere in the draft."""
    article = next(p for p in texts.draft.provisions if p.id == texts.carrier)
    text = texts.draft.source.text
    found = places_of(text, words, article.start, article.end) or places_of(text, words)
    if not found:
        raise QuoteNotFound("error.quote_not_found", words=words[:80])
    return anchor_at(texts.draft, Position(*found[0]))


def _in_treaty(words: str, texts: Texts) -> Anchor:
    if texts.treaty is None:
        raise QuoteNotFound("error.no_official_text")
    return anchor_in_treaty(texts.treaty, words)


def _recommendations(fields: Fields) -> Iterator[Recommendation]:
    """Numbers stay: replies and follow-up name them."""
    for number in fields.get("recs", ()):
        action, addressee, text, explanation = (_plain(fields.get(f"rec-{number}-{name}", "")) for name in RECOMMENDATION)
        if not (action or addressee or text or explanation):
            continue
        if not (action and addressee):
            raise RuleError("error.recommendation_unfinished", number=number)
        yield Recommendation(number, action, addressee, text, explanation)
