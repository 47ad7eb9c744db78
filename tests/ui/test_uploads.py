"""What the server does with an uploaded file, whatever the page allowed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from workbench.errors import FileTooLarge, UnknownFormat
from workbench.ui.uploads import LARGEST, LARGEST_TOGETHER, MEGABYTE, lay


@dataclass
class Upload:
    name: str
    size: int = 3

    def getbuffer(self) -> bytes:
        return b"abc"


@pytest.mark.parametrize("name", ["../../etc/geheim.txt", "C:\\map\\geheim.txt", "/etc/geheim.txt", "map/../geheim.txt"])
def test_a_file_never_lands_outside_its_folder(tmp_path: Path, name: str) -> None:
    lay([Upload(name)], tmp_path / "in", ["txt"])  # type: ignore[list-item]
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.name for path in written] == ["geheim.txt"]
    assert all((tmp_path / "in") in path.parents for path in written)


@pytest.mark.parametrize("name", ["programma.exe", "txt", "macro.docm", "blad.txt.exe"])
def test_a_wrong_type_is_refused_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownFormat) as caught:
        lay([Upload("goed.txt"), Upload(name)], tmp_path / "in", ["txt", "pdf"])  # type: ignore[list-item]
    assert caught.value.params["file"] == name
    assert not (tmp_path / "in").exists()


def test_a_file_or_folder_that_is_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileTooLarge) as one:
        lay([Upload("a.txt", (LARGEST + 1) * MEGABYTE)], tmp_path, ["txt"])  # type: ignore[list-item]
    assert one.value.params["limit"] == LARGEST
    many = [Upload(f"{n}.txt", LARGEST * MEGABYTE) for n in range(LARGEST_TOGETHER // LARGEST + 1)]
    with pytest.raises(FileTooLarge) as together:
        lay(many, tmp_path, ["txt"])  # type: ignore[arg-type]
    assert together.value.key == "error.upload_too_large"
    assert list(tmp_path.iterdir()) == []
