import shutil
import time
from pathlib import Path

import pytest

from workbench.domain.instruments import Status
from workbench.errors import KnowledgeFileError
from workbench.knowledge.catalogue import Catalogue, expand_numbers, read_catalogue
from workbench.knowledge.register import lint, load_register, read_files
from workbench.knowledge.thesaurus import read_thesaurus


@pytest.fixture
def corpus(tmp_path: Path, project_root: Path) -> Path:
    """A copy of the thesaurus with one good register file."""
    folder = tmp_path / "corpus"
    (folder / "register").mkdir(parents=True)
    shutil.copy(project_root / "corpus" / "thesaurus.yaml", folder)
    shutil.copy(project_root / "corpus" / "register" / "ECPT.yaml", folder / "register")
    return folder


@pytest.fixture(scope="module")
def catalogue(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return read_catalogue(project_root / "corpus", tmp_path_factory.mktemp("cache"))


def problems(corpus: Path, catalogue: Catalogue) -> list[tuple[str, int, str]]:
    found = lint(read_files(corpus), read_thesaurus(corpus), catalogue.articles)
    return [(p.file, p.line, p.key) for p in found]


def edit(corpus: Path, old: str, new: str) -> int:
    """Replace the first `old` in the register file; the line where it stands."""
    file = corpus / "register" / "ECPT.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_shipped_register_has_no_mistakes(project_root: Path, catalogue: Catalogue) -> None:
    assert problems(project_root / "corpus", catalogue) == []


def test_a_misspelt_code_is_reported_with_line_and_nearest_choice(corpus: Path, catalogue: Catalogue) -> None:
    line = edit(corpus, "detained", "detaned")
    (found,) = lint(read_files(corpus), read_thesaurus(corpus), catalogue.articles)
    assert (found.file, found.line, found.key) == ("ECPT.yaml", line, "error.register_code")
    assert dict(found.params)["nearest"] == "detained"


def test_an_unknown_article_a_duplicate_and_a_typo_in_a_key_are_each_reported(corpus: Path, catalogue: Catalogue) -> None:
    line = edit(corpus, "id: ECPT/1\n", "id: ECPT/99\n")
    assert ("ECPT.yaml", line, "error.register_article") in problems(corpus, catalogue)
    edit(corpus, "id: ECPT/99\n", "id: ECPT/2\n")
    assert "error.register_duplicate" in [key for _, _, key in problems(corpus, catalogue)]
    line = edit(corpus, "holders:", "holdres:")
    assert ("ECPT.yaml", line, "error.register_unknown_key") in problems(corpus, catalogue)


def test_a_broken_analogue_is_reported(corpus: Path, catalogue: Catalogue) -> None:
    line = edit(corpus, "{id: CAT/", "{id: CAT/77")
    assert ("ECPT.yaml", line, "error.register_analogue") in problems(corpus, catalogue)


def test_broken_yaml_names_the_line(corpus: Path, catalogue: Catalogue) -> None:
    line = edit(corpus, "rights: [", "rights: [[")
    ((file, found, key),) = problems(corpus, catalogue)
    assert (file, key) == ("ECPT.yaml", "error.knowledge_syntax")
    assert found >= line


def test_with_a_broken_register_the_last_good_one_serves_and_the_problem_is_told(
    corpus: Path, tmp_path: Path, catalogue: Catalogue
) -> None:
    thesaurus = read_thesaurus(corpus)
    good = load_register(corpus, tmp_path, thesaurus, catalogue.articles)
    edit(corpus, "confidence: ", "confidence: misschien ")
    later = load_register(corpus, tmp_path, thesaurus, catalogue.articles)
    assert later.register == good.register
    assert [p.key for p in later.problems] == ["error.register_choice"]
    assert good.problems == ()


def test_a_broken_register_without_an_earlier_good_one_is_an_error_that_names_the_file(
    corpus: Path, tmp_path: Path, catalogue: Catalogue
) -> None:
    edit(corpus, "rights: [", "rights: [[")
    with pytest.raises(KnowledgeFileError) as caught:
        load_register(corpus, tmp_path, read_thesaurus(corpus), catalogue.articles)
    assert caught.value.params["file"] == "ECPT.yaml"


def test_the_register_loads_quickly_the_second_time(project_root: Path, tmp_path: Path, catalogue: Catalogue) -> None:
    corpus = project_root / "corpus"
    thesaurus = read_thesaurus(corpus)
    first = load_register(corpus, tmp_path, thesaurus, catalogue.articles).register
    start = time.process_time()
    second = load_register(corpus, tmp_path, thesaurus, catalogue.articles).register
    assert time.process_time() - start < 1.0  # the target (300 ms) is measured in the benchmark; this only guards the cache
    assert second == first
    assert first.obligations["ECHR/8"].limitation.clause == "ECHR/8/2"  # type: ignore[union-attr]


def test_the_facts_that_a_jurist_checks_first(catalogue: Catalogue) -> None:
    status = {
        place: catalogue.instruments[place.split("/")[0]].applicability(place).status
        for place in ("RESC/31", "RESC/31/2", "RESC/15/1", "RESC/19/12", "RESC/19/4", "ECHR-P12/1", "FCNM/5", "CMW/7", "CFR/7", "UDHR/1", "ECHR/8/2", "ICCPR/17")
    }  # fmt: skip
    assert status == {
        "RESC/31": Status.NOT_ACCEPTED,
        "RESC/31/2": Status.NOT_ACCEPTED,
        "RESC/15/1": Status.BINDING,
        "RESC/19/12": Status.NOT_ACCEPTED,
        "RESC/19/4": Status.BINDING,
        "ECHR-P12/1": Status.SIGNED_ONLY,
        "FCNM/5": Status.SIGNED_ONLY,
        "CMW/7": Status.NOT_PARTY,
        "CFR/7": Status.CONDITIONAL,
        "UDHR/1": Status.SOFT,
        "ECHR/8/2": Status.BINDING,
        "ICCPR/17": Status.BINDING,
    }


def test_what_does_not_bind_says_how_to_argue_instead(catalogue: Catalogue) -> None:
    housing = catalogue.instruments["RESC"].applicability("RESC/31")
    assert not housing.binds
    assert {"RESC/16", "RESC/30", "RESC/E"} <= set(housing.argue_via)


def test_every_instrument_states_the_source_of_its_facts(catalogue: Catalogue) -> None:
    assert len(catalogue.instruments) >= 70
    assert [code for code, i in catalogue.instruments.items() if not i.facts] == []
    assert [code for code, i in catalogue.instruments.items() if not all(i.short.get(x) for x in ("nl", "en", "fr"))] == []


def test_revised_charter_counts_91_accepted_paragraphs_of_98(catalogue: Catalogue) -> None:
    rows = catalogue.instruments["RESC"].article_status
    paragraphs = [row for row in rows if row.id.split("/")[1].isdigit()]
    assert len(paragraphs) == 98
    assert sum(row.applicability.binds for row in paragraphs) == 91


def test_article_ranges() -> None:
    assert expand_numbers("1-3 A-C, 12bis") == ("1", "2", "3", "A", "B", "C", "12bis")


def test_a_catalogue_file_with_a_missing_fact_names_the_file(tmp_path: Path, project_root: Path) -> None:
    (tmp_path / "catalogue").mkdir()
    text = (project_root / "corpus" / "catalogue" / "CAT.yaml").read_text(encoding="utf-8")
    (tmp_path / "catalogue" / "CAT.yaml").write_text(text.replace("family:", "famly:"), encoding="utf-8")
    with pytest.raises(KnowledgeFileError) as caught:
        read_catalogue(tmp_path, tmp_path / "cache")
    assert caught.value.params["file"] == "CAT.yaml"
