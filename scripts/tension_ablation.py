"""What each feature is worth: the shipped model with one feature (or kind of reading) silenced, nothing trained again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from scripts.judged_drafts import CONCERNED, TENSE, JudgedDraft
from scripts.pairs import Pair
from scripts.tension_systems import Scores
from workbench.domain.identifiers import article_of
from workbench.evaluation.decisions import auroc
from workbench.screening.pair_features import FEATURES
from workbench.screening.tension import TensionModel
from workbench.use_cases.draft_units import plain_units
from workbench.use_cases.screen_draft import screen_units
from workbench.use_cases.search import SearchTools

KINDS = ("has.", "denied.", "does.", "lifted.", "norm.", "cue.")


def ablate(twins: Sequence[Pair], drafts: Sequence[JudgedDraft], tools: SearchTools) -> None:
    """Two tables: the provision model by kind of reading and block of wording, the model for pairs by feature."""
    print("\n| provision model without | twins won | AUROC twins | AUROC articles |\n|---|---|---|---|")
    for name, model in {"nothing": tools.tension, **_provision_models(tools.tension)}.items():
        print(
            f"| {name} | " + " | ".join(f"{v:.3f}" for v in _provision(twins, drafts, replace(tools, tension=model))) + " |",
            flush=True,
        )
    print("\n| pair model without | weight | AUROC pairs | AUROC articles by best pair |\n|---|---|---|---|")
    for name in ("nothing", *FEATURES):
        weights = {n: 0.0 if n == name else w for n, w in tools.pairs.weights.items()}
        found = _pairs(drafts, replace(tools, pairs=replace(tools.pairs, weights=weights)))
        print(f"| {name} | {tools.pairs.weights.get(name, 0):.2f} | " + " | ".join(f"{v:.3f}" for v in found) + " |", flush=True)


def _provision_models(model: TensionModel) -> dict[str, TensionModel]:
    found = {}
    for kind in KINDS:
        weights = {name: w for name, w in model.weights.items() if not name.startswith(kind)}
        found[f"{kind}* ({len(model.weights) - len(weights)})"] = replace(model, weights=weights)
    for block, values in model.wording.weights.items():
        silent = {**model.wording.weights, block: np.zeros_like(values)}
        found[f"wording: {block}"] = replace(model, wording=replace(model.wording, weights=silent))
    found["every reading"] = replace(model, weights={})
    all_silent = {block: np.zeros_like(values) for block, values in model.wording.weights.items()}
    found["all wording"] = replace(model, wording=replace(model.wording, weights=all_silent))
    return found


def _levels(texts: Sequence[str], tools: SearchTools) -> Scores:
    return np.array([u.tension for u in screen_units(plain_units(texts), tools, top=1)])


def _provision(twins: Sequence[Pair], drafts: Sequence[JudgedDraft], tools: SearchTools) -> tuple[float, float, float]:
    levels = _levels([text for p in twins for text in (p.contested, p.repaired)], tools)
    won = float(np.mean((levels[::2] > levels[1::2]) + 0.5 * (levels[::2] == levels[1::2])))
    areas = []
    for judged in drafts:
        best = judged.best([u.tension for u in screen_units(judged.units, tools, top=1)])
        areas.append(auroc(np.array(list(best.values())), np.array([judged.articles[a].tension >= TENSE for a in best])))
    return won, auroc(levels, np.array([True, False] * len(twins))), float(np.mean(areas))


def _pairs(drafts: Sequence[JudgedDraft], tools: SearchTools) -> tuple[float, float]:
    """AUROC over pairs and over articles, each the mean over drafts."""
    by_pair, by_article = [], []
    for judged in drafts:
        scores, right, best = [], [], []
        for unit in screen_units(judged.units, tools):
            article = judged.articles.get(judged.article_of(unit.provision))
            said = [c.tension.probability if c.tension else 0.0 for c in unit.candidates]
            best.append(max(said, default=0.0))
            if article is not None:
                grade = article.treaties if article.tension >= TENSE else {}
                scores += said
                right += [grade.get(article_of(c.provision), 0) >= CONCERNED for c in unit.candidates]
        by_pair.append(auroc(np.array(scores), np.array(right)))
        top = judged.best(best)
        by_article.append(auroc(np.array(list(top.values())), np.array([judged.articles[a].tension >= TENSE for a in top])))
    return float(np.mean(by_pair)), float(np.mean(by_article))
