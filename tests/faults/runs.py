"""Run a command with one fault, in a fork, and say what is wrong with how it ended."""

from __future__ import annotations

import atexit
import errno
import gc
import importlib
import os
import pkgutil
import shutil
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import headmap_cli
from headmap_cli.cli.main import main
from headmap_cli.core.classification import Classification
from tests.faults.injection import ERRORS, SHORT, SIGNALS, WRITING, Fault, Injector
from tests.faults.scenarios import SCENARIOS, Scenario

OLD = b"what was there before"
STATUSES = {"SIGINT": 130, "SIGTERM": 143, "SIGKILL": -signal.SIGKILL}
INPUT_FAILED, OUTPUT_FAILED, MACHINE_FAILED = 1, 3, 4
REPORT = "report.json"
LONGEST = 30
"""Seconds after which a run is killed, which is a defect."""


def load_everything() -> None:
    """Import what the commands import when they need it, and load the fonts, so that forks do without."""
    for info in pkgutil.walk_packages(headmap_cli.__path__, "headmap_cli."):
        if not info.name.endswith(("__main__", "notebook")):
            with suppress(ImportError):
                importlib.import_module(info.name)
    data = Classification.from_scores([[[0.9, 0.1], [0.2, 0.8]]], ["Induction"], threshold=0.5)
    with TemporaryDirectory() as folder:
        for ending in ("png", "svg", "pdf", "html"):
            headmap_cli.save(data, f"{folder}/figure.{ending}")
    # A collection of garbage in a fork would copy the pages of all objects.
    gc.collect()
    gc.freeze()


class Prepared:
    """A scenario in a folder of its own, with the bytes of its outputs, and its calls of the system."""

    def __init__(self, name: str, root: Path) -> None:
        self.name = name
        self.scenario: Scenario = SCENARIOS[name]
        self.folder = root / name.replace(" ", "-")
        self._repaired: set[frozenset[tuple[str, int, int, bytes]]] = set()
        self._template = root / f"{self.folder.name}-template"
        self._template.mkdir()
        self.scenario.prepare(self._template)
        self.reset(has_old=False)
        status, _, self.calls = self.run(None)
        assert status == 0, f"{name}: {self.errors()}"
        self.expected = self.contents()
        # Replacing files and removing what a killed run left takes more calls than writing new ones.
        self.reset(has_old=True)
        self.calls |= self.run(None)[2]

    def reset(self, has_old: bool) -> None:
        """Start over with the inputs; with what former runs wrote, and what a killed one left, if has_old."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self._template, self.folder)
        if has_old:
            for name in self.scenario.files:
                path = self.folder / name
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(OLD)
                path.with_name(f".{path.name}.1-00000000.headmap-tmp").write_bytes(OLD)

    def run(self, fault: Fault | None) -> tuple[int, list[str], Counter[str]]:
        """Return the exit status, the paths of the calls that failed, and how often a process called what."""
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            _run_child(self.folder, self.scenario.args, fault, writer)
        os.close(writer)
        # The pipe ends when the last worker process has ended, too.
        with os.fdopen(reader, encoding="utf-8") as file:
            lines = file.read().splitlines()
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        paths = [line[1:] for line in lines if line.startswith("!")]
        calls: Counter[str] = Counter()
        for line in lines:
            if line.startswith("+"):
                function, count = line[1:].rsplit(" ", 1)
                calls[function] = max(calls[function], int(count))
        return status, paths, calls

    def repair(self) -> list[str]:
        """Run the command again, without a fault, and return what is wrong after that.

        What it does depends on the files alone, so the second run after the same files is left out.
        """
        files = frozenset(self._files())
        if files in self._repaired:
            return []
        status, _, _ = self.run(None)
        if status != 0:
            return [f"the next run ended with {status}: {self.errors()}"]
        if not self.is_as_expected():
            names = self.contents().keys() ^ self.expected.keys()
            return [f"after the next run: {sorted(names) or 'other bytes'}"]
        self._repaired.add(files)
        return []

    def errors(self) -> str:
        """Return what the last run printed; check prints what is wrong on standard output."""
        texts = []
        for stream in ("out", "err"):
            texts.append(Path(f"{self.folder}.{stream}").read_text(encoding="utf-8", errors="replace"))
        return "".join(texts)

    def contents(self) -> dict[str, bytes]:
        """Return the bytes of all files of the folder by name."""
        return {name: data for name, _, _, data in self._files()}

    def _files(self) -> Iterator[tuple[str, int, int, bytes]]:
        """Yield the name, the permissions, the number of links and the bytes of each file."""
        for path in self.folder.rglob("*"):
            if path.is_file():
                status = path.stat()
                name = path.relative_to(self.folder).as_posix()
                yield name, status.st_mode, status.st_nlink, path.read_bytes()

    def is_as_expected(self) -> bool:
        """Return whether the folder is as after a run without faults; reports tell what each run did."""
        contents = self.contents()
        if contents.keys() != self.expected.keys():
            return False
        return all(contents[name] == self.expected[name] for name in contents if name != REPORT)


def _run_child(folder: Path, args: tuple[str, ...], fault: Fault | None, writer: int) -> None:
    """Run the command in this process, which ends with it.

    It and its workers write to the pipe: ``!`` and the path of each call that fails, and at the end ``+``, a
    function and how often it was called.
    """
    # headmap runs what is registered for the end of the process; that of the parent would remove its folders.
    atexit._clear()
    try:
        os.chdir(folder)
        for number, path, flags in (
            (0, os.devnull, os.O_RDONLY),
            (1, f"{folder}.out", os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
            (2, f"{folder}.err", os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
        ):
            opened = os.open(path, flags, 0o600)
            os.dup2(opened, number)
            os.close(opened)
        sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115 - as long as the process
        sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115
        real_exit, real_write = os._exit, os.write

        def report_failure(path: str) -> None:
            real_write(writer, f"!{path}\n".encode())

        injector = Injector(folder, fault, report_failure)

        def leave(status: int) -> None:
            lines = [f"+{function} {count}\n" for function, count in injector.calls.items()]
            real_write(writer, "".join(lines).encode())
            real_exit(status)

        os._exit = leave  # type: ignore[assignment]
        injector.install()
        signal.alarm(LONGEST)
        main(list(args))
    except BaseException:
        traceback.print_exc()
        os._exit(99)


def faults_of(calls: Counter[str]) -> list[Fault]:
    """Return all faults that a command can meet which makes such calls of the system."""
    faults = []
    for function, count in sorted(calls.items()):
        kinds = [*ERRORS, *SIGNALS]
        if function in {"write", "file read"}:
            kinds.append(SHORT)
        for kind in kinds:
            for occurrence in range(count):
                faults.append(Fault(function, occurrence, kind))
                # Python itself repeats an interrupted read of a file, for ever if need be.
                if kind not in SIGNALS and not (kind == "EINTR" and function.startswith("file")):
                    faults.append(Fault(function, occurrence, kind, persists=True))
    return faults


def defects(prepared: Prepared, fault: Fault, has_old: bool) -> list[str]:
    """Return what is wrong with how a command takes a fault; an empty list if nothing is."""
    prepared.reset(has_old)
    before = prepared.contents()
    status, paths, _ = prepared.run(fault)
    found = _status_defects(prepared, fault, status, paths)
    found += _file_defects(prepared, fault, status, before)
    # The next run removes what is left, and ends as if nothing had happened.
    return found + prepared.repair()


def _allowed_statuses(prepared: Prepared, fault: Fault) -> set[int]:
    """Return the exit statuses that a fault may lead to which has happened."""
    if fault.kind in SIGNALS:
        allowed = {0, STATUSES[fault.kind]}
        if prepared.name == "batch workers":
            # The next worker with the task gets the signal as well.
            allowed.add(MACHINE_FAILED)
        return allowed
    if fault.kind == SHORT:
        return {0}
    allowed = {0, OUTPUT_FAILED, INPUT_FAILED, MACHINE_FAILED}
    if fault.function in WRITING and not prepared.name.startswith("batch"):
        allowed.discard(INPUT_FAILED)
    return allowed


def _status_defects(prepared: Prepared, fault: Fault, status: int, paths: list[str]) -> list[str]:
    """Return what is wrong with the exit status and the messages."""
    errors = prepared.errors()
    found = []
    if "Traceback" in errors or "internal error" in errors:
        found.append(f"a traceback or an internal error: {errors}")
    allowed = _allowed_statuses(prepared, fault) if paths else {0}
    if status not in allowed:
        found.append(f"status {status}: {errors}")
    if status in {INPUT_FAILED, OUTPUT_FAILED, MACHINE_FAILED} and paths and fault.kind in ERRORS:
        cause = os.strerror(getattr(errno, fault.kind))
        if cause not in errors:
            found.append(f"the cause is not {cause!r}: {errors}")
        if "standard output" in errors:
            found.append(f"standard output is blamed: {errors}")
        if not any(_visible_name(path) in errors for path in paths):
            found.append(f"the message names none of {paths}: {errors}")
    return found


def _visible_name(path: str) -> str:
    """Return the name of a file as a user knows it: of a temporary file, that of its target."""
    name = os.path.basename(path)
    if name.endswith(".headmap-tmp"):
        return name[1:].rsplit(".", 2)[0]
    return name


def _file_defects(prepared: Prepared, fault: Fault, status: int, before: dict[str, bytes]) -> list[str]:
    """Return what is wrong with the files: partial ones, lost ones, and groups that are half written."""
    found = []
    after = prepared.contents()
    for group in prepared.scenario.outputs:
        states = set()
        for name in group:
            states.add(_file_state(name, after.get(name), before.get(name), prepared.expected[name]))
        if "partial" in states:
            found.append(f"partial files: {[n for n in group if after.get(n) != before.get(n)]}")
        # SIGKILL between two renames cannot be caught. Where no file can be renamed any more, none can be put
        # back, and the error says so.
        may_differ = fault.kind == "SIGKILL" or "already written, and not put back" in prepared.errors()
        if len(states) > 1 and not may_differ:
            found.append(f"some files of a group are new and others old: {group}")
        if status == 0 and states != {"new"}:
            found.append(f"success without the files {group}: {states}")
    for name in before.keys() - set(prepared.scenario.files):
        if not name.endswith(".headmap-tmp") and after.get(name) != before[name]:
            found.append(f"{name} has changed")
    return found


def _file_state(name: str, after: bytes | None, before: bytes | None, expected: bytes) -> str:
    """Return whether a file is that of the run, ``new``, that of before, ``old``, or neither, ``partial``."""
    if after == expected:
        return "new"
    if after == before:
        return "old"
    # A report of failures differs from that of a success.
    if name == REPORT and after is not None and after.rstrip().endswith(b"}"):
        return "new"
    return "partial"
