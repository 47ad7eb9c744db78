"""Every value that people choose from has its word in both languages."""

from enum import StrEnum

import pytest

from workbench.domain import dossiers, findings, follow_up, notes, people, trees, verdicts, workflow
from workbench.texts import LANGUAGES, say

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
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_has_its_word(language: str) -> None:
    keys = [f"{prefix}.{value}" for prefix, values in VOCABULARIES.items() for value in values]
    assert [k for k in keys if say(language, k) == k] == []


def test_every_step_belongs_to_a_tree_and_every_tree_has_its_steps() -> None:
    assert set(trees.STEPS) == set(trees.Tree)
    assert {step for steps in trees.STEPS.values() for step in steps} == set(trees.Step)


def test_every_refusal_that_the_use_cases_and_the_readiness_check_can_give_has_a_sentence(project_root) -> None:  # type: ignore[no-untyped-def]
    import re

    code = "".join(
        (project_root / "workbench" / p).read_text(encoding="utf-8")
        for p in ("domain/readiness.py", "domain/history.py", "storage/verify.py")
    )
    keys = set(re.findall(r'"((?:ready|audit)\.[a-z_]+)"', code))
    assert len(keys) == 24
    assert [k for k in sorted(keys) for language in LANGUAGES if say(language, k) == k] == []
