"""The command contracts of README: what they print, and their exit codes."""

import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from workbench import console
from workbench.bootstrap import Workbench
from workbench.config import Settings


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Run a command on a data folder of its own: exit code, stdout, stderr."""

    def call(*arguments: str, language: str = "nl") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["toetssteen", "--data", str(tmp_path / "data"), "--language", language, *arguments])
        code = 0
        try:
            console.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_batch_search_on_an_empty_folder_answers_from_the_register_alone(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    queries = tmp_path / "q.jsonl"
    rows = [
        {"id": "a", "text": "De inspecteur kan de schuur van een landbouwer op elk ogenblik betreden."},
        {"id": "b", "text": "Een kind met een handicap wordt niet tot de gewone school toegelaten."},
    ]
    queries.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    code, out, _ = run("search", "--batch", str(queries), "--top", "15", "--json")
    first, second = lines(out)
    assert (code, first["id"], second["id"]) == (0, "a", "b")
    for answer in (first, second):
        hits = answer["hits"]
        assert len(hits) == 15  # type: ignore[arg-type]
        articles = [h["provision"] for h in hits]  # type: ignore[union-attr]
        assert len(set(articles)) == 15
        scores = [h["score"] for h in hits]  # type: ignore[union-attr]
        assert scores == sorted(scores, reverse=True)
        assert all(h["provision"] == f"{h['instrument']}/{h['article']}" for h in hits)  # type: ignore[union-attr]
    assert "ECHR/8" in [h["provision"] for h in first["hits"][:3]]  # type: ignore[index]
    assert "CRPD/24" in [h["provision"] for h in second["hits"][:3]]  # type: ignore[index]


def test_the_list_puts_analogues_under_the_best_of_their_right_and_keeps_their_own_rank(run) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run("search", "Een kind met een handicap wordt niet tot de gewone school toegelaten.", "--top", "12")
    rows = out.splitlines()
    own = [row for row in rows if re.match(r" *\d+\. ", row)]
    assert code == 0
    assert sorted(int(row.split(".")[0]) for row in own) == list(range(1, 13))
    education = next(n for n, row in enumerate(rows) if "Verwante artikelen over onderwijs" in row)
    assert "artikel 24 VRPH" in next(row for row in reversed(rows[:education]) if re.match(r" {0,2}\d+\. ", row))
    assert re.fullmatch(
        r" {6} *\d+\. .*artikel (13 IVESCR|28 IVRK|2 (van het )?Eerste Aanvullend Protocol) .*", rows[education + 1]
    )
    assert "Rechthebbende: personen met een handicap · handicap" in out


def test_only_what_binds_only_one_treaty_and_only_one_domain_can_be_asked(run) -> None:  # type: ignore[no-untyped-def]
    query = "De school weigert een leerling wegens zijn handicap."
    _, out, _ = run("search", query, "--json", "--force", "binding", "--top", "40")
    assert {hit["binds"] for hit in lines(out)[0]["hits"]} == {True}  # type: ignore[attr-defined, union-attr]
    _, out, _ = run("search", query, "--json", "--force", "persuasive", "--top", "40")
    assert {hit["binds"] for hit in lines(out)[0]["hits"]} == {False}  # type: ignore[attr-defined, union-attr]
    _, out, _ = run("search", query, "--json", "--instrument", "CRC", "--domain", "education")
    found = [hit["provision"] for hit in lines(out)[0]["hits"]]  # type: ignore[attr-defined, union-attr]
    assert "CRC/28" in found
    assert all(article.startswith("CRC/") for article in found)


def test_an_unknown_treaty_or_domain_is_named_with_what_there_is(run) -> None:  # type: ignore[no-untyped-def]
    assert run("search", "school", "--instrument", "EVRMM")[::2] == (
        2,
        "De catalogus kent geen instrument EVRMM; `toetssteen corpus list` en corpus/catalogue tonen de codes.\n",
    )
    code, _, err = run("search", "school", "--domain", "scholen")
    assert (code, "geen beleidsdomein scholen; kies uit housing" in err) == (2, True)


def test_plain_screening_prints_one_line_per_provision(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "regels.txt"
    file.write_text(
        "Wie geen wettig verblijf heeft, is uitgesloten van de crisisopvang.\n\nDit decreet treedt in werking op 1 januari 2028.\n",
        encoding="utf-8",
    )
    code, out, _ = run("screen", str(file), "--plain", "--json")
    contested, boilerplate = lines(out)
    assert code == 0
    assert (contested["provision"], boilerplate["provision"]) == ("line_1", "line_3")
    assert 0 <= boilerplate["tension"] <= 0.05 < contested["tension"] <= 1  # type: ignore[operator]
    assert boilerplate["boilerplate"] == "boilerplate.entry_into_force"
    candidate = contested["candidates"][0]  # type: ignore[index]
    assert {"provision", "score", "relevance", "reasons"} <= candidate.keys()
    assert candidate["reasons"]


def test_evaluate_prints_every_measure_with_its_interval(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "e.jsonl"
    rows = [
        {"id": "1", "text": "De inspecteur betreedt de woning.", "relevant": ["ECHR/8"]},
        {"id": "2", "text": "x y", "relevant": []},
    ]
    file.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    code, out, err = run("evaluate", str(file), "--json")
    assert code == 0
    assert [m["name"] for m in lines(out)] == ["R@5", "R@10", "R@20", "R@50", "hit@5", "hit@10", "MRR", "nDCG@20"]
    assert lines(out)[2] == {"name": "R@20", "value": 1.0, "low": 1.0, "high": 1.0}
    assert "1 zoekvragen gemeten; 1 zonder relevant artikel" in err


@pytest.mark.parametrize(
    ("name", "content", "arguments", "sentence"),
    [
        ("q.jsonl", "geen json", ("search", "--batch"), "q.jsonl, regel 1: geen geldige JSON"),
        ("q.jsonl", '{"id": 1}', ("search", "--batch"), "de sleutels id, text zijn nodig"),
        ("leeg.txt", "\n \n", ("screen", "--plain"), "leeg.txt is leeg"),
        ("e.jsonl", '{"id":"1","text":"x","relevant":[]}', ("evaluate",), "er valt niets te meten"),
        ("x.json", "{", ("corpus", "import"), "x.json is geen geldige JSON"),
    ],
)
def test_unusable_input_is_one_sentence_and_exit_code_2(
    run, tmp_path: Path, name: str, content: str, arguments: tuple[str, ...], sentence: str
) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / name).write_text(content, encoding="utf-8")
    code, _, err = run(*arguments, str(tmp_path / name))
    assert code == 2
    assert sentence in err


def test_a_missing_file_and_a_wrong_option_do_not_print_a_traceback(run) -> None:  # type: ignore[no-untyped-def]
    assert run("screen", "/niet/hier.pdf", "--json")[0] == 2
    code, _, err = run("search", "--top", "nul")
    assert (code, "Traceback" in err) == (2, False)


def test_messages_follow_the_language(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "x.json").write_text("{", encoding="utf-8")
    assert "x.json is not valid JSON" in run("corpus", "import", str(tmp_path / "x.json"), language="en")[2]


def test_real_treaties_are_imported_counted_and_found(run, shared_data: Path) -> None:  # type: ignore[no-untyped-def]
    code, out, err = run("corpus", "import", str(shared_data / "treaties" / "nl_en" / "CRPD.json"))
    assert code == 0
    assert "CRPD (nl): ingevoerd, 50 artikelen gevonden, 50 verwacht." in out
    assert "2 van 2 teksten opgeslagen" in err
    _, again, _ = run("corpus", "import", str(shared_data / "treaties" / "nl_en" / "CRPD.json"))
    assert "niets gewijzigd" in again
    _, out, _ = run("search", "zelfstandig wonen en verblijfplaats kiezen met ondersteuning", "--json", "--top", "3")
    hits = lines(out)[0]["hits"]
    assert "CRPD/19" in [h["provision"] for h in hits]  # type: ignore[union-attr]


def test_a_worse_file_is_refused_and_the_stored_text_stays(run, shared_data: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    source = shared_data / "treaties" / "nl_en" / "CAT.json"
    run("corpus", "import", str(source))
    content = json.loads(source.read_text(encoding="utf-8"))
    for instrument in content["instruments"]:
        instrument["articles"] = instrument["articles"][:5]
    (tmp_path / "CAT.json").write_text(json.dumps(content), encoding="utf-8")
    _, out, _ = run("corpus", "import", str(tmp_path / "CAT.json"))
    assert "minder volledig dan wat er al is (5 van 33)" in out
    assert "CAT                  nl   33" in run("corpus", "list")[1]


def test_a_screening_replayed_with_the_same_versions_is_the_same(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "data").mkdir()
    file = tmp_path / "klein.txt"
    file.write_text("Ontwerp van decreet\n\nArtikel 1. De inspecteur kan elke woning betreden.\n", encoding="utf-8")
    bench = Workbench(Settings(tmp_path / "data"))
    draft = bench.import_draft(file)[0]
    assert run("draft", "replay", draft.id)[0] == 2  # not screened yet
    stored = bench.screen(draft)
    code, out, _ = run("draft", "replay", draft.id)
    assert (code, out.splitlines()) == (0, ["Geen enkele versie is veranderd.", "Alle 1 bepalingen komen hetzelfde uit."])
    unit = replace(stored.units[0], tension=0.001)
    older = replace(stored, id="e" * 32, created="2999-01-01", units=(unit,), versions=replace(stored.versions, policy="ouder"))
    bench.screenings.save(older)
    code, out, _ = run("draft", "replay", draft.id)
    assert (code, out.splitlines()[0]) == (1, "Veranderd sinds de screening: beleid (modellen).")
    assert out.splitlines()[2] == "artikel 1: spanning"
    assert lines(run("draft", "replay", draft.id, "--json")[1])[0]["moved"] == ["policy"]
