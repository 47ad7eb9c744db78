"""One provision of a draft as the desk shows it: parts, defined terms with their definition, missing safeguards, competence."""

from pathlib import Path

import pytest

from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.domain.norm_parts import Degree, Part
from workbench.errors import KnowledgeFileError
from workbench.ingest import read_draft
from workbench.knowledge.competences import read_competences
from workbench.knowledge.thesaurus import read_thesaurus
from workbench.screening.reading import CueReader
from workbench.use_cases.read_norm import NormRead, read_norm, safeguards_missing

DRAFT = """Ontwerp van decreet over de Zandbergse kampeerterreinen

Artikel 1. In dit decreet wordt verstaan onder:

1° zwerver: de persoon die geen vaste standplaats heeft;

Art. 2. De toezichthouder kan de woonwagen van een zwerver op elk ogenblik betreden, tenzij de bewoner vooraf gehoord is.
"""


@pytest.fixture
def read(tmp_path: Path, project_root: Path) -> NormRead:
    (tmp_path / "kampeer.txt").write_text(DRAFT, encoding="utf-8")
    reader = CueReader(read_thesaurus(project_root / "corpus"))
    found = read_norm(read_draft(tmp_path / "kampeer.txt"), "art_2", reader, read_competences(project_root / "corpus"))
    assert found is not None
    return found


def test_a_defined_term_leads_to_its_definition(read: NormRead) -> None:
    assert read.defined_in == {"zwerver": "art_1"}
    assert [read.unit.text[p.start : p.end] for p in read.reading.of(Part.DEFINED_TERM)] == ["zwerver"]


def test_what_an_article_asks_and_was_not_read_is_named(read: NormRead, tmp_path: Path) -> None:
    register = Workbench(Settings(tmp_path)).loaded_register.register
    asked = {code for o in register.of_article("ECHR/8") for code in o.safeguards}
    missing = safeguards_missing(read.reading, "ECHR/8", register)
    assert {p.code for p in read.reading.of(Part.SAFEGUARD)} & set(missing) == set()
    assert "judicial-authorisation" in missing
    assert set(missing) <= asked


def test_an_open_power_is_read_as_open(read: NormRead) -> None:
    assert read.reading.discretion is Degree.OPEN


def test_a_unit_that_the_draft_no_longer_has_is_not_read(tmp_path: Path, project_root: Path) -> None:
    (tmp_path / "kampeer.txt").write_text(DRAFT, encoding="utf-8")
    reader = CueReader(read_thesaurus(project_root / "corpus"))
    assert read_norm(read_draft(tmp_path / "kampeer.txt"), "art_9", reader, {}) is None


def test_a_competence_level_that_does_not_exist_is_named_with_its_domain(tmp_path: Path) -> None:
    (tmp_path / "competences.yaml").write_text("housing: {level: vlaams}\n", encoding="utf-8")
    with pytest.raises(KnowledgeFileError) as error:
        read_competences(tmp_path)
    assert (error.value.key, error.value.params["domain"], error.value.params["level"]) == (
        "error.competence_level",
        "housing",
        "vlaams",
    )
