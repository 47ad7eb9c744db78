"""A child process that reads inputs, and its guard: limits on memory and time, and the input at hand when it dies.

The guard imports nothing of the workbench, so that a guided child can load it instrumented.
"""

from __future__ import annotations

import mmap
import os
import resource
import signal
import struct
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

MEMORY = 3 << 30  # bytes of address space
HANG = 10.0  # seconds of processor time for one input
ASLEEP = 120.0  # seconds of the clock for one input, however busy the machine is
_ROOM = 1 << 20
_HEAD = struct.Struct("qqqdi")


class Board:
    """Memory shared with the child: inputs read, accepted, refused; and which input it has at hand."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, _HEAD.size + _ROOM)
        self.read = self.accepted = self.refused = 0

    def take(self, data: bytes) -> None:
        """The child begins with an input."""
        kept = data[:_ROOM]
        self._memory[_HEAD.size : _HEAD.size + len(kept)] = kept
        self._write(len(kept))

    def done(self, accepted: bool) -> None:
        """The child is through with it."""
        self.read += 1
        self.accepted += accepted
        self.refused += not accepted
        self._write(0)

    def _write(self, length: int) -> None:
        self._memory[: _HEAD.size] = _HEAD.pack(self.read, self.accepted, self.refused, time.monotonic(), length)

    def seen(self) -> tuple[int, int, int, float, bytes]:
        """What the guard sees: inputs read, accepted, refused, when the last one began, and its bytes."""
        read, accepted, refused, since, length = _HEAD.unpack(self._memory[: _HEAD.size])
        return read, accepted, refused, since, bytes(self._memory[_HEAD.size : _HEAD.size + length])


@dataclass
class Outcome:
    """What a run of one parser came to."""

    parser: str
    read: int = 0
    accepted: int = 0
    refused: int = 0
    seconds: float = 0.0
    failures: dict[str, bytes] = field(default_factory=dict)

    def __str__(self) -> str:
        rate = self.read / self.seconds if self.seconds else 0.0
        told = f"{self.parser:18} {self.read:9,} inputs, {rate:7.0f}/s: {self.accepted:,} accepted, {self.refused:,} refused in one sentence"
        return f"{told}, {len(self.failures)} failures"


def guard(name: str, work: Callable[[Board, Path], None], seconds: float, inputs: int, folder: Path) -> Outcome:
    """Run `work` in children until the time or the inputs are over; a child that died is replaced after its input was kept."""
    outcome, start, round_number = Outcome(name), time.monotonic(), 0
    while (left := seconds - (time.monotonic() - start)) > 0 and outcome.read < inputs:
        board, child_folder = Board(), folder / f"{name}-{round_number}"
        child_folder.mkdir(parents=True)
        round_number += 1
        ending = _one_child(board, work, child_folder, left, inputs - outcome.read)
        read, accepted, refused, _, at_hand = board.seen()
        outcome.read, outcome.accepted, outcome.refused = (
            outcome.read + read,
            outcome.accepted + accepted,
            outcome.refused + refused,
        )
        if ending:
            outcome.failures.setdefault(ending, at_hand)
        for file in child_folder.glob("*.input"):
            outcome.failures.setdefault(file.with_suffix(".why").read_text(encoding="utf-8"), file.read_bytes())
        if ending and not read:
            break  # it cannot even begin
    outcome.seconds = time.monotonic() - start
    return outcome


def _one_child(board: Board, work: Callable[[Board, Path], None], folder: Path, seconds: float, inputs: int) -> str:
    """Wait for a child; returns why it died, or nothing when it was stopped."""
    pid = os.fork()
    if pid == 0:
        _child(board, work, folder)
    until = time.monotonic() + seconds
    while True:
        gone, status = os.waitpid(pid, os.WNOHANG)
        if gone:
            return _ending(status)
        read, _, _, since, at_hand = board.seen()
        over = time.monotonic() > until or read >= inputs
        stuck = bool(at_hand) and time.monotonic() - since > ASLEEP
        if over or stuck:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            return "asleep" if stuck else ""
        time.sleep(0.02)


def _ending(status: int) -> str:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return f"hang over {HANG:.0f} s" if number == signal.SIGPROF else f"died of {signal.Signals(number).name}"
    return f"ended with {os.WEXITSTATUS(status)}" if os.WEXITSTATUS(status) else ""


def _child(board: Board, work: Callable[[Board, Path], None], folder: Path) -> None:
    try:
        os.nice(10)
        tempfile.tempdir = str(folder)  # goes with the folder, also when this process is killed
        work(board, folder)
    except BaseException:  # noqa: BLE001 - a child must never come back into the guard's code
        traceback.print_exc()
        os._exit(70)
    os._exit(0)


def limit_memory() -> None:
    """From here on the process may grow by MEMORY at most."""
    now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + MEMORY, now + MEMORY))


def keep_failure(folder: Path, data: bytes, error: BaseException) -> None:
    """Keep an input with the place that it broke, once per place."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "site-packages" not in f.filename]
    place = "; ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames[-3:])
    why = f"{type(error).__name__}: {str(error)[:200]} [{place}]"
    key = f"{type(error).__name__}-{frames[-1].lineno if frames else 0}-{Path(frames[-1].filename).stem if frames else ''}"
    if not (folder / f"{key}.input").exists():
        (folder / f"{key}.why").write_text(why, encoding="utf-8", errors="backslashreplace")
        (folder / f"{key}.input").write_bytes(data)
