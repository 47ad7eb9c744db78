import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from workbench.errors import StoreError
from workbench.texts import LANGUAGES, catalogue, say, say_error

KEY = re.compile(
    r"[\"'`]((?:error|reason|cue|tension|boilerplate|status|kind|progress|corpus|draft|index|console|model|ui|evaluate|register|law|shelf|consolidation|authority)\.[a-z0-9_.]+)[\"'`]"
)

NOT_KEYS = {"draft.id", "model.safetensors", "tension.json", "register.words", "register.meaning"}


def strings(project_root: Path, language: str) -> dict[str, str]:
    file = project_root / "workbench" / "locale" / language / "LC_MESSAGES" / "toetssteen.po"
    with file.open("rb") as source:
        return {str(m.id): str(m.string) for m in read_po(source) if m.id}


def test_both_catalogues_have_the_same_keys_and_no_empty_sentence(project_root: Path) -> None:
    dutch, english = (strings(project_root, language) for language in LANGUAGES)
    assert set(dutch) == set(english)
    assert [k for k, v in (dutch | english).items() if not v.strip()] == []


def test_both_languages_name_the_same_parameters(project_root: Path) -> None:
    dutch, english = (strings(project_root, language) for language in LANGUAGES)
    names = re.compile(r"{(\w+)}")
    assert [k for k in dutch if set(names.findall(dutch[k])) != set(names.findall(english[k]))] == []


def test_every_key_in_the_code_has_a_sentence(project_root: Path) -> None:
    known = set(strings(project_root, "nl"))
    used = {}
    files = [f for f in project_root.glob("workbench/**/*.py") if "migrations" not in f.parts]
    for file in [*files, project_root / "app.py"]:
        if file.exists():
            used.update({key: file.name for key in KEY.findall(file.read_text(encoding="utf-8"))})
    assert {k: f for k, f in used.items() if k not in known and k not in NOT_KEYS} == {}


def test_an_error_is_one_sentence_in_the_language_asked() -> None:
    error = StoreError("error.store_newer", version="0009")
    assert say_error("nl", error) == "De gegevens komen van een nieuwere Toetssteen (0009); werk het programma bij."
    assert say_error("en", error) == "The data come from a newer Toetssteen (0009); update the program."


def test_an_unknown_language_gets_dutch_and_an_unknown_key_comes_back() -> None:
    assert say("xx", "kind.article") == "artikel"
    assert say("nl", "geen.sleutel") == "geen.sleutel"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_calls_anything_a_violation(project_root: Path, language: str) -> None:
    sentences = strings(project_root, language).values()
    assert [
        s
        for s in sentences
        if re.search(r"\b(schending|geschonden|violates?|violation)\b", s, re.IGNORECASE)
        and not re.search(r"risico op|nooit als|never as", s)
    ] == []


def test_the_catalogue_is_read_once() -> None:
    assert catalogue("nl") is catalogue("nl")
