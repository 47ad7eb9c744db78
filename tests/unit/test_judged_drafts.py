"""The drafts that we judged ourselves are found as files, and every judged article is really in its draft."""

from scripts.judged_drafts import judged_drafts
from workbench.domain.drafts import Kind


def test_every_judged_article_stands_in_its_draft_and_gets_the_highest_score_of_its_units() -> None:
    found = list(judged_drafts())
    assert {"demo", "zorg_welzijn", "onderwijs_werk_lokaal"} <= {judged.name for judged in found}
    for judged in found:
        numbers = {p.number for p in judged.draft.provisions if p.kind is Kind.ARTICLE}
        assert set(judged.articles) <= numbers
        scores = [float(n) for n in range(len(judged.units))]
        best = judged.best(scores)
        last = judged.article_of(judged.units[-1].provision)
        assert best[last] == len(judged.units) - 1
