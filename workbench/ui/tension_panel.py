"""What the machine expects of one pair, with its grounds: plainly a suggestion, told after the words it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from workbench.domain.identifiers import article_of
from workbench.domain.reason import Reason
from workbench.domain.search import Candidate, ScreenedUnit
from workbench.domain.tension import Level, PairTension
from workbench.ui.marking import bullets
from workbench.ui.span_marks import Place, placed
from workbench.ui.state import language, t, workbench
from workbench.ui.treaty_text import official
from workbench.ui.wording import cited, first_upper, reasons, text_language
from workbench.use_cases.pair_words import closest_sentence
from workbench.use_cases.read_norm import not_read

SCHEMES = {"interference": "interference", "lifted": "interference", "absolute": "interference",
           "missing": "safeguard", "present": "safeguard", "denied": "safeguard", "holder": "holder"}  # fmt: skip


@dataclass(frozen=True)
class _Line:
    """One ground as a sentence, with the places that show it."""

    words: str
    spans: tuple[tuple[int, int], ...]


def judged(candidate: Candidate | None) -> bool:
    """Whether the model says something of this pair: then its grounds tell what stands out in the provision."""
    said = candidate.tension if candidate else None
    return said is not None and said.level is not Level.NOT_ASSESSABLE


def show_tension(unit: ScreenedUnit, candidate: Candidate, text_in: str = "nl") -> None:
    """Words on both sides, why not lower, why not higher, the expectation, the test and the questions left."""
    said = candidate.tension
    place = first_upper(cited(candidate.provision))
    st.html(f"<h2>{escape(t('ui.tension.title', place=place))}</h2>" + _note("ui.tension.machine"))
    if said is None:
        st.html(_note("ui.tension.older"))
    elif said.level is Level.NOT_ASSESSABLE:
        because = t("ui.tension.because", why=t(said.because))
        st.html(f'<p class="ts-machine">{escape(because)}</p>' + _note("ui.tension.unknown_is_no_gap"))
    else:
        st.html(f'<div class="ts-machine">{_judged(unit, candidate, said, text_in)}</div>')


def _note(key: str) -> str:
    return f'<p class="ts-source">{escape(t(key))}</p>'


def _judged(unit: ScreenedUnit, candidate: Candidate, said: PairTension, text_in: str) -> str:
    up, down = _lines(unit, said.raises, 1), _lines(unit, said.lowers, -1)
    places = [Place(a, b, number) for number, line in enumerate([*up, *down], start=1) for a, b in line.spans]
    draft = f"<h3>{escape(t('ui.tension.in_draft'))}</h3>{placed(unit.text, places, 'nl')}"
    grounds = _grounds("ui.tension.raises", up, 1) + _grounds("ui.tension.lowers", down, len(up) + 1)
    return draft + _treaty_side(unit, candidate, said, text_in) + grounds + _expectation(said) + _questions(said, unit, candidate)


def _treaty_side(unit: ScreenedUnit, candidate: Candidate, said: PairTension, text_in: str) -> str:
    """The article's nearest sentence, else our own words on it."""
    head = f"<h3>{escape(t('ui.tension.in_treaty'))}</h3>"
    found = official(candidate.provision, text_in)
    span = closest_sentence(unit.text, found.text, workbench().encoder) if found else None
    if found is None or span is None:
        return f'{head}<p class="ts-law" lang="nl">{escape(said.treaty_words)}</p>{_note("ui.tension.own_words")}'
    quote = placed(found.text[slice(*span)], [Place(0, span[1] - span[0])], found.language)
    told = t("ui.tension.nearest", language=text_language(found.language))
    return f'{head}{quote}<p class="ts-source">{escape(told)}</p>'


def _lines(unit: ScreenedUnit, grounds: Sequence[Reason], side: int) -> list[_Line]:
    """One line per ground of the pair, then the readings of the provision that pull the same way."""
    own = [r for r in unit.reasons if r.weight * side > 0]
    pair = [_Line(_ground(ground, unit), ground.spans) for ground in grounds]
    return [*pair, *(_Line(words, r.spans) for words, r in zip(reasons(own), own, strict=True))]


def _ground(ground: Reason, unit: ScreenedUnit) -> str:
    scheme = SCHEMES.get(ground.key.split(".")[1], "")
    label = workbench().thesaurus.label
    words = [label(scheme, code, language()) for code in ground.words] if scheme else [f"“{word}”" for word in ground.words]
    quoted = [f"“{unit.text[a:b]}”" for a, b in ground.spans] if scheme else []
    told = ", ".join(words) + (f" ({', '.join(quoted)})" if quoted else "")
    return t(ground.key, words=told)


def _grounds(key: str, lines: Sequence[_Line], first: int) -> str:
    head = f"<h3>{escape(t(key))}</h3>"
    if not lines:
        return head + f"<p>{escape(t('ui.tension.no_grounds'))}</p>"
    rows = "".join(f"<li>{escape(first_upper(line.words))}</li>" for line in lines)
    return f'{head}<ol class="ts-list" start="{first}">{rows}</ol>'


def _expectation(said: PairTension) -> str:
    head = escape(t("ui.tension.expectation", level=t(f"level.{said.level}")))
    return f"<p><strong>{head}</strong> {escape(chance(said.probability))}</p>{_note('ui.tension.calibrated')}"


def chance(probability: float) -> str:
    """A probability as a count out of a hundred, the way people read chances best."""
    count = round(probability * 100)
    if count < 1:
        return t("ui.tension.chance.under")
    return t("ui.tension.chance.over") if count > 99 else t("ui.tension.chance", count=count)


def _questions(said: PairTension, unit: ScreenedUnit, candidate: Candidate) -> str:
    test = escape(t("ui.tension.test", tree=t(f"tree.{said.tree}")))
    asked = bullets(escape(t(key) + _named(key, unit, candidate)) for key in said.questions)
    return f"<h3>{escape(t('ui.tension.questions'))}</h3><p>{test}</p>{asked}"


def _named(key: str, unit: ScreenedUnit, candidate: Candidate) -> str:
    """Which safeguards a question is about."""
    if key != "question.missing_safeguards":
        return ""
    bench = workbench()
    codes = not_read(unit.text, article_of(candidate.provision), bench.cue_reader, bench.loaded_register.register)
    return f" ({'; '.join(bench.thesaurus.label('safeguard', code, language()) for code in codes)})" if codes else ""
