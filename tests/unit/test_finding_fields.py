"""What a form says becomes a finding, every quotation looked up; and back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.records import answers, finding
from workbench.domain.anchors import Side, anchor_in_draft, anchor_in_treaty
from workbench.domain.drafts import Draft, DraftProvision, Kind, Line, ParseReport, SourceDocument
from workbench.domain.findings import Addressee, Authority, Finding, Origin, Remedy, Verb
from workbench.domain.instruments import Provision, Status
from workbench.domain.trees import Answer, Step, Tree
from workbench.errors import QuoteNotFound, RuleError
from workbench.use_cases.finding_fields import ELSEWHERE, IN_DRAFT, Texts, fields_of, finding_of

SOURCE = "Art. 5. § 1. De toezichthouder kan de woning betreden.\n§ 2. De bewoner kan de woning verlaten."
CUT = SOURCE.index("§ 2.")
TREATY = Provision(
    "ECHR/8", "nl", "article", "8", "", "1. Ieder heeft recht op zijn woning.\n2. Geen inmenging.", (), "", "b", "", "h"
)


def draft() -> Draft:
    source = SourceDocument(SOURCE, (Line(0, CUT - 1, 1), Line(CUT, len(SOURCE), 2)), 2, "text")
    nodes = (
        DraftProvision("art_5", Kind.ARTICLE, "5", "", "", 1, 0, len(SOURCE)),
        DraftProvision("art_5__para_1", Kind.PARAGRAPH, "1", "", SOURCE[8 : CUT - 1], 1, 8, CUT - 1, "art_5"),
        DraftProvision("art_5__para_2", Kind.PARAGRAPH, "2", "", SOURCE[CUT:], 2, CUT, len(SOURCE), "art_5"),
    )
    return Draft("d" * 12, "t", "ontwerp", "f", "h", "nl", source, nodes, ParseReport(2, len(SOURCE), (), 1, "5"))


TEXTS = Texts(draft(), "art_5", TREATY)


def blank(**changes: Any) -> Finding:
    subject = anchor_in_draft(draft(), "art_5__para_1")
    made = finding("d1", subject=subject, steps=(), recommendations=(), verb=None, reasoning="", carrier="", title="")
    return replace(made, **changes)


def written(base: Finding | None = None, **fields: Any) -> Finding:
    base = base or blank()
    said = {**fields_of(base), "quote": "de woning betreden", **fields}
    return finding_of(said, base, TEXTS, Status.BINDING, "2026-11-25")


def test_a_stored_finding_goes_through_the_form_unchanged() -> None:
    subject = anchor_in_draft(draft(), "art_5__para_1", "kan de woning betreden")
    measure = anchor_in_treaty(TREATY, "recht op zijn woning")
    full = finding("d1", subject=subject, measure=measure, carrier="artikel 5, § 1", title="Woning")
    full = replace(full, norm=replace(full.norm, authorities=(Authority("GC 16", "§ 8"), Authority("bron", "overweging 3"))))
    steps = tuple(
        replace(a, quotation=replace(a.quotation, anchor=subject, words=subject.quote.exact)) if a.quotation else a
        for a in answers()
    )
    full = replace(full, steps=steps)
    assert finding_of(fields_of(full), full, TEXTS, Status.NOT_PARTY, "2030-01-01") == full


def test_quoted_words_are_anchored_in_the_smallest_provision_that_holds_them() -> None:
    made = written(quote="De bewoner kan", verb=Verb.RESTRICTS)
    assert (made.provision, made.carrier, made.subject.page) == ("art_5__para_2", "artikel 5, § 2", 2)
    assert (made.title, made.verb) == ("artikel 5, § 2", Verb.RESTRICTS)
    assert made.subject.position.start == SOURCE.index("De bewoner")


def test_the_second_of_two_equal_places_can_be_quoted() -> None:
    assert written(quote="kan de woning", quote_nth="2").provision == "art_5__para_2"
    with pytest.raises(QuoteNotFound):
        written(quote="kan de woning", quote_nth="3")
    with pytest.raises(RuleError) as caught:
        written(quote="kan de woning", quote_nth="de tweede")
    assert caught.value.key == "error.nth_form"


def test_words_that_stand_in_neither_text_are_refused() -> None:
    with pytest.raises(QuoteNotFound):
        written(quote="de boot betreden")
    with pytest.raises(QuoteNotFound):
        written(measure="recht op een boot")
    with pytest.raises(RuleError) as caught:
        written(quote="  ")
    assert caught.value.key == "error.quote_needed"


def test_without_an_official_text_nothing_is_quoted_from_the_treaty() -> None:
    base = blank()
    fields = {**fields_of(base), "quote": "de woning betreden", "measure": "recht"}
    with pytest.raises(QuoteNotFound) as caught:
        finding_of(fields, base, replace(TEXTS, treaty=None), Status.BINDING, "2026-11-25")
    assert caught.value.key == "error.no_official_text"


def test_a_step_quotes_the_finding_itself_the_draft_or_another_source() -> None:
    made = written(
        tree=Tree.LIMITATION,
        **{
            "step-engagement-answer": Answer.YES,
            "step-necessity-answer": Answer.NO,
            "step-necessity-where": IN_DRAFT,
            "step-necessity-words": "De bewoner",
            "step-safeguards-answer": Answer.DOUBTFUL,
            "step-safeguards-where": ELSEWHERE,
            "step-safeguards-words": "een rechter",
            "step-safeguards-source": "memorie",
            "step-safeguards-pinpoint": "blz. 4",
            "step-legal_basis-answer": Answer.NOT_ASSESSABLE,
            "step-legal_basis-because": " de memorie zwijgt ",
        },
    )
    said = {a.step: a for a in made.steps}
    assert said[Step.ENGAGEMENT].quotation is not None and said[Step.ENGAGEMENT].quotation.anchor == made.subject
    quoted = said[Step.NECESSITY].quotation
    assert quoted is not None and quoted.anchor is not None
    assert (quoted.anchor.side, quoted.anchor.provision) == (Side.DRAFT, "art_5__para_2")
    other = said[Step.SAFEGUARDS].quotation
    assert other is not None and (other.words, other.source, other.pinpoint, other.anchor) == (
        "een rechter",
        "memorie",
        "blz. 4",
        None,
    )
    assert (said[Step.LEGAL_BASIS].because, said[Step.LEGAL_BASIS].quotation) == ("de memorie zwijgt", None)


def test_another_tree_keeps_the_answers_to_the_first() -> None:
    first = written(tree=Tree.LIMITATION, **{"step-necessity-answer": Answer.NO})
    second = finding_of({**fields_of(first), "tree": Tree.STANDSTILL}, first, TEXTS, Status.BINDING, "2026-11-25")
    assert second.tree is Tree.STANDSTILL
    assert [a.step for a in second.steps] == [Step.NECESSITY]


def test_recommendations_keep_their_numbers_and_have_to_be_finished() -> None:
    base = written(
        recs=[1, 2],
        **{
            "rec-1-action": Remedy.DELETE, "rec-1-addressee": Addressee.MINISTER,
            "rec-2-action": Remedy.AMEND, "rec-2-addressee": Addressee.COMMITTEE, "rec-2-proposed_text": "na machtiging",
        },
    )  # fmt: skip
    fields = {**fields_of(base), "recs": [2, 3]}
    made = finding_of(fields, base, TEXTS, Status.BINDING, "2026-11-25")
    assert [(r.number, r.action, r.proposed_text) for r in made.recommendations] == [(2, Remedy.AMEND, "na machtiging")]
    with pytest.raises(RuleError) as caught:
        finding_of({**fields, "rec-3-explanation": "half"}, base, TEXTS, Status.BINDING, "2026-11-25")
    assert (caught.value.key, caught.value.params) == ("error.recommendation_unfinished", {"number": 3})


def test_another_place_of_the_norm_gets_the_status_of_today() -> None:
    made = written(norm="ECHR/8/2")
    assert (made.norm.provision, made.norm.status, made.norm.on) == ("ECHR/8/2", Status.BINDING, "2026-11-25")


def test_authorities_are_read_with_their_pinpoint_and_a_date_must_be_one() -> None:
    made = written(authorities="CRPD, Algemene Opmerking nr. 5, § 16\nVenetië-commissie", due="2026-12-01", origin="")
    assert made.norm.authorities == (Authority("CRPD, Algemene Opmerking nr. 5", "§ 16"), Authority("Venetië-commissie"))
    assert (made.due, made.origin) == ("2026-12-01", Origin.RESEARCHER)
    with pytest.raises(RuleError) as caught:
        written(due="morgen")
    assert caught.value.key == "error.date_form"
