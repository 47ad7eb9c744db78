"""Feed a parser inputs that nobody meant: nothing but a ToetssteenError may leave it, in bounded time and memory.

    python -m scripts.fuzz --list
    python -m scripts.fuzz structure --seconds 60
    python -m scripts.fuzz all --seconds 20 --inputs 1000000 --keep /tmp/found
    python -m scripts.fuzz html --guided --seconds 600       (coverage-guided; needs `pip install .[fuzz]`)

Every input runs in a child with limits (3 GB, 10 s of processor time). What a parser accepts must hold together: spans inside
the text, unique ids, parents before children; and of one input in 64, reading it again must give the same.
"""

from __future__ import annotations

import argparse
import logging
import random
import signal
import sys
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path

from scripts.fuzzing.watch import HANG, Board, Outcome, guard, keep_failure, limit_memory

AGAIN = 64  # one input in so many is read twice
PARSERS = (
    *("structure", "text", "markdown", "html", "akoma_ntoso", "docx", "docx_package", "pdf"),
    *("treaty_json", "treaty_markdown", "treaty_xml", "bwb", "eu_page", "page", "codex", "parliament", "shelf"),
    *("register", "thesaurus", "catalogue"),
    *("dossier", "dossier_package", "backup", "decisions_csv", "decisions_xlsx", "advice"),
)


def blind(name: str, seed: int) -> Callable[[Board, Path], None]:
    """Work for a child: seeds changed at random."""

    def work(board: Board, folder: Path) -> None:
        from scripts.fuzzing.mutation import mutated
        from scripts.fuzzing.parsers import parser

        logging.disable()  # libraries tell of every broken file
        warnings.simplefilter("ignore")
        with parser(name) as chosen:
            limit_memory()
            dice = random.Random(f"{seed} {folder.name}")
            for data in chosen.seeds:
                try_one(chosen.read, data, board, folder)
            while True:
                try_one(chosen.read, mutated(chosen.seeds, dice), board, folder)

    return work


def guided(name: str, seed: int, seconds: float) -> Callable[[Board, Path], None]:
    """Work for a child: atheris chooses by the lines that an input reaches."""

    def work(board: Board, folder: Path) -> None:
        import atheris

        with atheris.instrument_imports(include=["workbench"]):
            from scripts.fuzzing.mutation import mutated
            from scripts.fuzzing.parsers import parser

            with parser(name) as chosen:
                (folder / "seeds").mkdir()
                for number, data in enumerate(chosen.seeds):
                    (folder / "seeds" / str(number)).write_bytes(data)

                def mutator(data: bytes, size: int, salt: int) -> bytes:
                    changed = (
                        atheris.Mutate(data, size) if salt % 3 == 0 else mutated([data, *chosen.seeds[:3]], random.Random(salt))
                    )
                    return changed[:size]

                options = [
                    f"-seed={seed + 1}",
                    f"-max_total_time={seconds:.0f}",
                    "-rss_limit_mb=4096",
                    "-max_len=20000",
                    "-verbosity=0",
                ]
                one = lambda data: try_one(chosen.read, data, board, folder)  # noqa: E731
                atheris.Setup([name, *options, str(folder / "seeds")], one, custom_mutator=mutator)
                atheris.Fuzz()

    return work


def try_one(read: Callable[[bytes], object], data: bytes, board: Board, folder: Path) -> None:
    """One input; the clock kills the process when it takes too long."""
    from workbench.errors import ToetssteenError

    board.take(data)
    signal.setitimer(signal.ITIMER_PROF, HANG)
    accepted = False
    try:
        first = read(data)
        accepted = True
        if board.read % AGAIN == 0 and first is not None and read(data) != first:
            raise AssertionError("read again it is something else")
    except ToetssteenError as error:
        if not error.key.startswith("error."):
            keep_failure(folder, data, error)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
        keep_failure(folder, data, error)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    board.done(accepted)


def fuzz(name: str, seconds: float, inputs: int, seed: int = 0, coverage: bool = False) -> Outcome:
    """One parser until the time or the inputs are over."""
    with tempfile.TemporaryDirectory(prefix="toetssteen-fuzz-") as folder:
        work = guided(name, seed, seconds) if coverage else blind(name, seed)
        return guard(name, work, seconds, inputs, Path(folder))


def main() -> None:
    """Read the arguments, fuzz, and tell; ends with 1 when anything failed."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("parser", nargs="*", help="names, or all")
    cli.add_argument("--list", action="store_true")
    cli.add_argument("--seconds", type=float, default=60)
    cli.add_argument("--inputs", type=int, default=1_000_000)
    cli.add_argument("--seed", type=int, default=0)
    cli.add_argument("--guided", action="store_true", help="coverage-guided, with atheris")
    cli.add_argument("--keep", type=Path, help="folder for inputs that failed")
    chosen = cli.parse_args()
    if chosen.list:
        print("\n".join(PARSERS))
        return
    names = PARSERS if chosen.parser == ["all"] else chosen.parser
    if unknown := set(names) - set(PARSERS):
        sys.exit(f"no such parser: {', '.join(sorted(unknown))} (see --list)")
    failed = False
    for name in names:
        outcome = fuzz(name, chosen.seconds, chosen.inputs, chosen.seed, chosen.guided)
        print(outcome, flush=True)
        for number, (why, data) in enumerate(outcome.failures.items()):
            failed = True
            print(f"    {why}", flush=True)
            if chosen.keep:
                chosen.keep.mkdir(parents=True, exist_ok=True)
                (chosen.keep / f"{name}-{number}.input").write_bytes(data)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
