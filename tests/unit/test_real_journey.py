"""From the demo draft and a real screening to a signature, over the composition root as the pages use it."""

from dataclasses import replace

import pytest

from tests.records import finding
from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.domain.anchors import anchor_in_draft, locate
from workbench.domain.findings import Norm, Origin
from workbench.domain.search import Screening
from workbench.domain.signing import changed_since, moved_since
from workbench.domain.trees import Quotation, Tree
from workbench.domain.verdicts import VerdictAnswer
from workbench.errors import NotReady
from workbench.use_cases.decide_candidate import decide, suggestion_of
from workbench.use_cases.draft_units import units
from workbench.use_cases.open_dossier import open_dossier
from workbench.use_cases.read_dossier import read_dossier
from workbench.use_cases.record_finding import revise, submit, take_up
from workbench.use_cases.review_finding import request_changes, validate
from workbench.use_cases.screen_draft import screen_units
from workbench.use_cases.sign_off import readiness, sign_off


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    made = Workbench(Settings(data=tmp_path_factory.mktemp("data")))
    made.import_demo()
    return made


def test_a_real_candidate_becomes_a_signed_finding_that_quotes_the_real_text(bench: Workbench) -> None:
    draft = bench.drafts.get(bench.drafts.all()[0].id)
    assert draft is not None
    tools = bench.search_tools()
    unit = next(u for u in units(draft) if not u.boilerplate and len(u.text) > 200)
    (screened,) = screen_units([unit], tools)
    screening = Screening("s1", draft.id, "2026-11-25T10:00:00+00:00", bench.versions(tools), (screened,))
    bench.screenings.save(screening)
    norm = screened.candidates[0]

    actor = bench.actor()
    dossier = open_dossier(actor, draft.title, draft.id, "voorontwerp")
    suggested = suggestion_of(screening, screened, norm.provision)
    assert suggested is not None
    pair = (unit.provision, norm.provision)
    verdict = decide(actor, dossier.id, draft.id, pair, VerdictAnswer.RELEVANT, candidate=suggested)

    words = " ".join(unit.text.split()[4:12])
    place = anchor_in_draft(draft, unit.provision, words)
    assert " ".join(place.quote.exact.split()) == words
    assert locate(place, draft.source.text) == place.position
    quoted = tuple(
        replace(a, quotation=Quotation(place.quote.exact, anchor=place)) if a.quotation else a for a in finding("x").steps
    )
    written = finding(
        dossier.id,
        draft=draft.id,
        subject=place,
        norm=Norm(norm.provision, norm.applicability.status, "2026-11-25", ("22",)),
        carrier=unit.citation,
        steps=quoted,
    )
    made = take_up(actor, verdict, written)
    assert (made.origin, made.suggestion) == (Origin.SUGGESTION, suggested)
    assert (made.suggestion.score, made.suggestion.versions) == (norm.score, bench.versions(tools))  # type: ignore[union-attr]

    frozen = bench.frozen(draft)
    assert frozen.versions == bench.versions(tools)
    ready = validate(actor, submit(actor, made))
    signature = sign_off(actor, dossier.id, [ready], frozen, bench.norms, "gezien en goedgekeurd")
    view = read_dossier(actor, dossier.id)
    assert (view.signatures, changed_since(signature, view.findings)) == ((signature,), ())
    assert moved_since(signature, bench.frozen(draft)) == ()
    assert list(bench.ledger.verify()) == []


def test_the_catalogue_and_register_know_what_a_signature_needs(bench: Workbench) -> None:
    assert {"ECHR/3", "ECHR/4/1", "CRPD/15/1"} <= bench.norms.absolute
    assert "health" in bench.norms.aims["ECHR/8"]
    assert "rights-others" in bench.norms.aims["ECHR/8"]


def test_balancing_away_an_absolute_right_is_not_signed(bench: Workbench) -> None:
    draft = bench.drafts.get(bench.drafts.all()[0].id)
    assert draft is not None
    actor = bench.actor()
    dossier = open_dossier(actor, "absoluut", draft.id, "voorontwerp")
    place = anchor_in_draft(draft, units(draft)[3].provision)
    verdict = decide(actor, dossier.id, draft.id, (place.provision, "ECHR/3"), VerdictAnswer.RELEVANT)
    norm = Norm("ECHR/3", finding("x").norm.status, "2026-11-25", ("23",))
    made = take_up(actor, verdict, finding(dossier.id, draft=draft.id, subject=place, norm=norm))
    assert (made.origin, made.suggestion) == (Origin.RESEARCHER, None)
    ready = validate(actor, submit(actor, made))
    with pytest.raises(NotReady) as waits:
        sign_off(actor, dossier.id, [ready], bench.frozen(draft), bench.norms)
    assert [p.key for p in waits.value.problems] == ["ready.no_balancing"]
    back = revise(actor, replace(request_changes(actor, ready, "absoluut recht"), tree=Tree.ABSOLUTE))
    found = readiness(actor, dossier.id, [back], bench.frozen(draft), bench.norms)
    assert [str(p.step) for p in found if p.key == "ready.step_open"] == ["threshold", "no_balancing"]
