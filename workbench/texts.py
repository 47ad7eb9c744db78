"""Words for people: the gettext catalogues, read once per language."""

from __future__ import annotations

import gettext
import io
from functools import lru_cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from workbench.domain.readiness import Problem
from workbench.errors import ToetssteenError

LANGUAGES = ("nl", "en")
FOLDER = Path(__file__).resolve().parent / "locale"


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> gettext.GNUTranslations:
    """The catalogue of `language`; an unknown language gets Dutch."""
    chosen = language if language in LANGUAGES else LANGUAGES[0]
    with (FOLDER / chosen / "LC_MESSAGES" / "toetssteen.po").open("rb") as file:
        parsed = read_po(file)
    compiled = io.BytesIO()
    write_mo(compiled, parsed)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def say(language: str, key: str, /, **params: object) -> str:
    """The sentence for `key` in `language`, filled with `params`; a key without a sentence comes back as it is."""
    sentence = catalogue(language).gettext(key)
    return sentence.format(**params) if params else sentence


def say_problem(language: str, problem: Problem) -> str:
    """What stands in the way of a signature, as one sentence."""
    step = f"step.{problem.step}" if problem.key == "ready.step_open" else f"finding_field.{problem.step}"
    return say(language, problem.key, field=say(language, step) if problem.step else "")


def say_error(language: str, error: ToetssteenError) -> str:
    """The error as one sentence that says what to do."""
    return say(language, error.key, **error.params)
