"""Run a command with one fault, in a fork, and say what is wrong with how it ended."""

from __future__ import annotations

import atexit
import errno
import importlib
import os
import pkgutil
import shutil
import signal
import sys
import traceback
from collections import Counter
from contextlib import suppress
from pathlib import Path

import headmap_cli
from headmap_cli.cli.main import main
from tests.faults.injection import SHORT, SIGNALS, WRITING, Fault, Injector
from tests.faults.scenarios import SCENARIOS, Scenario

OLD = b"what was there before"
STATUSES = {"SIGINT": 130, "SIGTERM": 143}
INPUT_FAILED, OUTPUT_FAILED = 1, 3
REPORT = "report.json"
LONGEST = 20
"""Seconds after which a run is killed, which is a defect."""


def load_everything() -> None:
    """Import what the commands import when they need it, so that forks do without."""
    for info in pkgutil.walk_packages(headmap_cli.__path__, "headmap_cli."):
        if not info.name.endswith(("__main__", "cluster", "notebook")):
            with suppress(ImportError):
                importlib.import_module(info.name)


class Prepared:
    """A scenario in a folder of its own, with the bytes of its outputs, and its calls of the system."""

    def __init__(self, name: str, root: Path) -> None:
        self.name = name
        self.scenario: Scenario = SCENARIOS[name]
        self.folder = root / name.replace(" ", "-")
        self._template = root / f"{self.folder.name}-template"
        self._template.mkdir()
        self.scenario.prepare(self._template)
        self.reset(has_old=False)
        status, _, self.calls = self.run(None)
        assert status == 0, f"{name}: {self.errors()}"
        self.expected = self.contents()
        # Replacing files takes more calls than writing new ones.
        self.reset(has_old=True)
        self.calls |= self.run(None)[2]

    def reset(self, has_old: bool) -> None:
        """Start over with the inputs, and with older files where the outputs come if there are to be any."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self._template, self.folder)
        if has_old:
            for name in self.scenario.files:
                (self.folder / name).write_bytes(OLD)

    def run(self, fault: Fault | None) -> tuple[int, list[str], Counter[str]]:
        """Return the exit status, the paths of the calls that failed, and the numbers of calls."""
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            _run_child(self.folder, self.scenario.args, fault, writer)
        os.close(writer)
        with os.fdopen(reader, encoding="utf-8") as file:
            lines = file.read().splitlines()
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        paths = [line[1:] for line in lines if line.startswith("!")]
        calls = Counter(line[1:] for line in lines if line.startswith("+"))
        return status, paths, calls

    def errors(self) -> str:
        """Return what the last run printed; check prints what is wrong on standard output."""
        texts = []
        for stream in ("out", "err"):
            texts.append(Path(f"{self.folder}.{stream}").read_text(encoding="utf-8", errors="replace"))
        return "".join(texts)

    def contents(self) -> dict[str, bytes]:
        """Return the bytes of all files of the folder by name."""
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}

    def is_as_expected(self) -> bool:
        """Return whether the folder is as after a run without faults; reports tell what each run did."""
        contents = self.contents()
        if contents.keys() != self.expected.keys():
            return False
        return all(contents[name] == self.expected[name] for name in contents if name != REPORT)


def _run_child(folder: Path, args: tuple[str, ...], fault: Fault | None, writer: int) -> None:
    """Run the command in this process, which ends with it; write the calls, ``+``, and the failed paths."""
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
        injector = Injector(folder, fault)
        real_exit, real_write = os._exit, os.write

        def leave(status: int) -> None:
            lines = [f"+{name}" for name in injector.calls.elements()] + [
                f"!{path}" for path in injector.paths
            ]
            real_write(writer, "\n".join(lines).encode())
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
        kinds = ["EIO", "ESTALE", "EINTR", *SIGNALS]
        if function in WRITING:
            kinds += ["ENOSPC", "EDQUOT", "EACCES"]
        if function == "write":
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
    found += _file_defects(prepared, status, before)
    # The next run removes what is left, and ends as if nothing had happened.
    again, _, _ = prepared.run(None)
    if again != 0:
        found.append(f"the next run ended with {again}: {prepared.errors()}")
    elif not prepared.is_as_expected():
        names = prepared.contents().keys() ^ prepared.expected.keys()
        found.append(f"after the next run: {sorted(names) or 'other bytes'}")
    return found


def _status_defects(prepared: Prepared, fault: Fault, status: int, paths: list[str]) -> list[str]:
    """Return what is wrong with the exit status and the messages."""
    errors = prepared.errors()
    found = []
    if "Traceback" in errors or "internal error" in errors:
        found.append(f"a traceback or an internal error: {errors}")
    if fault.kind in SIGNALS:
        allowed = {0, STATUSES[fault.kind]} if paths else {0}
    elif fault.kind == SHORT or not paths:
        allowed = {0}
    else:
        allowed = {0, OUTPUT_FAILED, INPUT_FAILED, 4}
        allowed.discard(INPUT_FAILED if fault.function in WRITING and prepared.name != "batch" else -1)
    if status not in allowed:
        found.append(f"status {status}: {errors}")
    if status in {INPUT_FAILED, OUTPUT_FAILED} and paths:
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


def _file_defects(prepared: Prepared, status: int, before: dict[str, bytes]) -> list[str]:
    """Return what is wrong with the files: partial ones, lost ones, and groups that are half written."""
    found = []
    after = prepared.contents()
    for group in prepared.scenario.outputs:
        states = set()
        for name in group:
            if after.get(name) == prepared.expected[name]:
                states.add("new")
            elif after.get(name) == before.get(name):
                states.add("old")
            elif name == REPORT:
                # A report of failures differs from that of a success.
                states.add("new" if after[name].rstrip().endswith(b"}") else "partial")
            else:
                states.add("partial")
        if "partial" in states:
            found.append(f"partial files: {[n for n in group if after.get(n) != before.get(n)]}")
        # Where no file can be renamed any more, none can be put back, and the error says so.
        if len(states) > 1 and "already written, and not put back" not in prepared.errors():
            found.append(f"some files of a group are new and others old: {group}")
        if status == 0 and states != {"new"}:
            found.append(f"success without the files {group}: {states}")
    inputs = before.keys() - set(prepared.scenario.files)
    found += [f"{name} has changed" for name in inputs if after.get(name) != before[name]]
    return found
