"""README is true: its commands, pictures and layers exist."""

import re
from pathlib import Path

import pytest

from workbench.console.shared import app


@pytest.fixture(scope="module")
def readme(project_root: Path) -> str:
    return (project_root / "README.md").read_text(encoding="utf-8")


def commands() -> set[str]:
    import workbench.console  # noqa: F401 - adds the commands

    top = {c.name or c.callback.__name__ for c in app.registered_commands if c.callback}
    for group in app.registered_groups:
        assert group.typer_instance is not None
        top |= {f"{group.name} {c.name}" for c in group.typer_instance.registered_commands}
    return top


def test_every_command_in_readme_exists_and_every_command_is_in_readme(readme: str) -> None:
    known = commands()
    groups = "|".join(str(group.name) for group in app.registered_groups)
    told = {m for m in re.findall(rf"`toetssteen ((?:{groups}) [a-z-]+|[a-z-]+)", readme)}
    assert told <= known | {"model"}
    assert {c for c in known if c not in told} == set()


def test_every_picture_and_file_that_readme_names_is_there(readme: str, project_root: Path) -> None:
    named = re.findall(r"\]\(([^)#]+)\)", readme) + re.findall(
        r"`((?:workbench|scripts|indexes|corpus|tests)/[\w./-]+\.\w+)`", readme
    )
    assert [n for n in named if not n.startswith("http") and not (project_root / n).exists()] == []


def test_the_layer_picture_names_every_package(readme: str, project_root: Path) -> None:
    picture = readme.split("## Architecture", 1)[1]
    packages = [p.parent.name for p in (project_root / "workbench").glob("*/__init__.py")]
    assert [p for p in packages if not re.search(rf"\b{p}\b", picture)] == []


def test_readme_fits_in_a_few_screens(readme: str) -> None:
    assert len(readme.splitlines()) <= 200
