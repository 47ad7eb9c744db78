"""Kill -9 at random moments of every long deed, and look at the next start: nothing acknowledged is lost, nothing is half there.

    python -m scripts.prove_faults --kills 25            (of each deed)
    python -m scripts.prove_faults screening restore --kills 100 --seed 3

The deeds: import of a draft, index build, screening, a decision, migration, backup, restore, report job. Each runs in a child that
is killed; a second child is the next start: it looks for everything that the first had acknowledged (a line in a file, flushed,
written only after the store said yes), checks the audit chain and that whatever is there is whole, and does the work once more.
Further: a disk that is full, a folder that cannot be written, a clock that jumps, and two processes on one data folder.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from scripts.faults.deeds import DEEDS, Deed
from scripts.faults.troubles import TROUBLES


@dataclass
class Proof:
    """What the kills of one deed came to."""

    deed: str
    kills: int = 0
    acknowledged: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.deed:10} {self.kills:4} times kill -9, {self.acknowledged:5} acknowledged, {len(self.wrong)} wrong"


def forked(act: Callable[[], None], errors: Path) -> int:
    """A child that does something and ends; its number. What it says goes to a file."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        with errors.open("ab") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
        act()
        code = 0
    except BaseException:  # noqa: BLE001 - a child must never come back into the code of its parent
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


def prove(deed: Deed, kills: int, dice: random.Random, folder: Path) -> Proof:
    """Kill the deed so many times; one data folder lives through all of it."""
    proof, errors = Proof(deed.name), folder / "errors"
    data = folder / "data"
    data.mkdir()
    if _wait(forked(lambda: deed.prepare(data), errors), 600):
        proof.wrong.append(_last(errors))
        return proof
    for number in range(kills):
        noted = folder / f"noted-{number}"
        pid = forked(partial(_work, deed, data, noted), errors)
        _until_it_works(noted, pid)
        time.sleep(dice.uniform(0, deed.longest))
        if not os.WIFSIGNALED(_kill(pid)):
            proof.wrong.append(f"it ended by itself: {_last(errors)}")
            break
        proof.kills += 1
        notes = [line for line in noted.read_text().split("\n")[:-1] if line and line != "begun"] if noted.exists() else []
        proof.acknowledged += len(notes)
        proof.wrong.extend(_next_start(deed, data, notes, folder / f"found-{number}", errors))
    return proof


def _work(deed: Deed, data: Path, noted: Path) -> None:
    with noted.open("w", encoding="utf-8") as file:

        def note(line: str) -> None:
            file.write(f"{line}\n")
            file.flush()

        note("begun")
        deed.work(data, note)


def _until_it_works(noted: Path, pid: int) -> None:
    """Killing counts from the moment that the child is through its own start."""
    for _ in range(600):
        if noted.exists() and noted.stat().st_size:
            return
        time.sleep(0.01)
    raise SystemExit(f"process {pid} never began")


def _kill(pid: int) -> int:
    """Kill a child; how it really ended."""
    os.kill(pid, signal.SIGKILL)
    return os.waitpid(pid, 0)[1]


def _next_start(deed: Deed, data: Path, notes: list[str], found: Path, errors: Path) -> list[str]:
    """What a fresh process finds; a start that fails or hangs is wrong too."""

    def look() -> None:
        found.write_text("\n".join(deed.check(data, notes)), encoding="utf-8")

    if _wait(forked(look, errors), 120):
        return [f"the next start failed: {_last(errors)}"]
    return [line for line in found.read_text(encoding="utf-8").split("\n") if line]


def _wait(pid: int, patience: float) -> int:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        gone, status = os.waitpid(pid, os.WNOHANG)
        if gone:
            return status
        time.sleep(0.01)
    _kill(pid)
    return 1


def _last(errors: Path) -> str:
    lines = errors.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return " / ".join(lines[-6:])[-600:] if lines else "it hung, or said nothing"


def main() -> None:
    """Read the arguments and prove; ends with 1 when anything was wrong."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("deed", nargs="*", help=f"{', '.join(DEEDS)}, troubles; default: all")
    cli.add_argument("--kills", type=int, default=25)
    cli.add_argument("--seed", type=int, default=0)
    chosen = cli.parse_args()
    if unknown := set(chosen.deed) - set(DEEDS) - {"troubles"}:
        sys.exit(f"no such deed: {', '.join(sorted(unknown))}")
    sound, total = True, 0
    for name, deed in DEEDS.items():
        if chosen.deed and name not in chosen.deed:
            continue
        with tempfile.TemporaryDirectory(prefix="toetssteen-faults-") as folder:
            proof = prove(deed, chosen.kills, random.Random(f"{chosen.seed} {name}"), Path(folder))
        print(proof, *(f"    {line}" for line in dict.fromkeys(proof.wrong)), sep="\n", flush=True)
        sound, total = sound and not proof.wrong, total + proof.kills
    print(f"{total} kills", flush=True)
    if not chosen.deed or "troubles" in chosen.deed:
        sound &= all([_trouble(name, act) for name, act in TROUBLES.items()])
    sys.exit(0 if sound else 1)


def _trouble(name: str, act: Callable[[Path], list[str]]) -> bool:
    with tempfile.TemporaryDirectory(prefix="toetssteen-faults-") as folder:
        place, found = Path(folder) / "data", Path(folder) / "found"
        place.mkdir()
        failed = _wait(forked(lambda: found.write_text("\n".join(act(place))) and None, Path(folder) / "errors"), 300)
        wrong = [_last(Path(folder) / "errors")] if failed else [line for line in found.read_text().split("\n") if line]
    print(f"{name}: {'; '.join(wrong) or 'as it should be'}", flush=True)
    return not wrong


if __name__ == "__main__":
    main()
