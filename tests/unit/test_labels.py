"""Every value that people choose from has its word in both languages."""

import ast
import re
from enum import StrEnum
from pathlib import Path

import pytest

from workbench.domain import carry_over, dossiers, findings, follow_up, impact, notes, people, trees, verdicts, versions, workflow
from workbench.domain.readiness import Problem
from workbench.texts import LANGUAGES, say, say_problem

VOCABULARIES: dict[str, type[StrEnum]] = {
    "stage": dossiers.Stage,
    "text_kind": dossiers.TextKind,
    "dossier_state": dossiers.DossierState,
    "task": dossiers.Task,
    "outcome": findings.Outcome,
    "severity": findings.Severity,
    "certainty": findings.Certainty,
    "reversibility": findings.Reversibility,
    "verb": findings.Verb,
    "competence": findings.Competence,
    "remedy": findings.Remedy,
    "addressee": findings.Addressee,
    "origin": findings.Origin,
    "finding_status": workflow.FindingStatus,
    "note_kind": notes.NoteKind,
    "note_state": notes.NoteState,
    "role": people.Role,
    "error.denied": people.Action,
    "tree": trees.Tree,
    "step": trees.Step,
    "answer": trees.Answer,
    "verdict": verdicts.VerdictAnswer,
    "reading_state": verdicts.ReadingState,
    "reply_verdict": follow_up.ReplyVerdict,
    "text_fate": follow_up.TextFate,
    "error.step": workflow.FindingStatus,
    "development": carry_over.Development,
    "effect": impact.Effect,
    "place_kind": versions.PlaceKind,
    "doubt": versions.Doubt,
    "change": versions.Change,
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_has_its_word(language: str) -> None:
    keys = [f"{prefix}.{value}" for prefix, values in VOCABULARIES.items() for value in values]
    assert [k for k in keys if say(language, k) == k] == []


def test_every_step_belongs_to_a_tree_and_every_tree_has_its_steps() -> None:
    assert set(trees.STEPS) == set(trees.Tree)
    assert {step for steps in trees.STEPS.values() for step in steps} == set(trees.Step)


def test_every_refusal_that_the_use_cases_and_the_readiness_check_can_give_has_a_sentence(project_root: Path) -> None:
    code = "".join(
        (project_root / "workbench" / p).read_text(encoding="utf-8")
        for p in ("domain/readiness.py", "domain/history.py", "storage/verify.py")
    )
    keys = set(re.findall(r'"((?:ready|audit)\.[a-z_]+)"', code))
    assert len(keys) == 24
    assert [k for k in sorted(keys) for language in LANGUAGES if say(language, k) == k] == []


def test_every_action_that_the_history_names_has_its_word(project_root: Path) -> None:
    actions = set()
    for file in (project_root / "workbench" / "use_cases").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            called = getattr(node, "func", None)
            if getattr(called, "attr", "") in ("put", "log") or getattr(called, "id", "") == "_move":
                told = node.args[:1] if getattr(called, "attr", "") == "log" else node.args  # type: ignore[attr-defined]  # log(action, kind, ...)
                actions |= {str(a.value) for a in told if isinstance(a, ast.Constant)}
    actions.discard("")
    assert {"record_finding", "withdraw_finding", "sign_off"} <= actions
    assert [a for a in sorted(actions) for language in LANGUAGES if say(language, f"action.{a}") == f"action.{a}"] == []


def test_a_problem_is_one_sentence_that_names_the_step_or_field() -> None:
    assert say_problem("nl", Problem("ready.step_open", "f", "necessity")) == (
        'Een stap van de toets heeft geen antwoord met citaat: "Noodzakelijkheid: minder ingrijpend middel?".'
    )
    assert say_problem("en", Problem("ready.field_empty", "f", "severity")) == "Not filled in yet: severity."
    assert say_problem("nl", Problem("ready.weighty_question", "f", note="n")) == "Een zwaarwegende vraag staat nog open."
