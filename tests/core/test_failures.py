"""Exceptions that no code expected are explained by their cause, for what Python and libraries raise."""

import errno
import os

import numpy as np
import pytest

from headmap_cli.core.errors import ExitStatus, MachineError, OutputError
from headmap_cli.core.failures import explain_text, known_cause, machine_error, summary

MEMORY = "free some memory, or raise the limit (ulimit -v)"
PROCESSES = "end other processes, raise the limit (ulimit -u)"


def raised_from(error: BaseException, cause: BaseException) -> BaseException:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (MemoryError(), f"memory ran out; {MEMORY}"),
        (MemoryError("Unable to allocate 7 GiB"), f"memory ran out (Unable to allocate 7 GiB); {MEMORY}"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), f"memory ran out; {MEMORY}"),
        (
            ImportError("libgfortran.so.5: failed to map segment from shared object"),
            f"memory ran out; {MEMORY}",
        ),
        (
            ImportError("libm.so.6: cannot create shared object descriptor: Cannot allocate memory"),
            f"memory ran out; {MEMORY}",
        ),
        (RuntimeError("std::bad_alloc"), f"memory ran out; {MEMORY}"),
        (ValueError("zlib: Out of memory"), f"memory ran out; {MEMORY}"),
        (
            # numpy hides the error of the loader behind a page of advice.
            raised_from(
                ImportError("\n\nIMPORTANT: PLEASE READ THIS"), ImportError("x: failed to map segment")
            ),
            f"memory ran out; {MEMORY}",
        ),
        (
            RecursionError("maximum recursion depth exceeded"),
            "memory for nested calls ran out (maximum recursion depth exceeded); simplify what is nested "
            "deeply",
        ),
        (
            RuntimeError("can't start new thread"),
            f"no thread can be started; {PROCESSES}, or {MEMORY}",
        ),
        (
            OSError(errno.EMFILE, "Too many open files", "a/b.py"),
            "too many open files; raise the limit (ulimit -n)",
        ),
        (
            OSError(errno.ENFILE, "Too many open files in system"),
            "too many open files on this machine; close some, or raise fs.file-max",
        ),
        (BlockingIOError(errno.EAGAIN, "busy"), f"no more processes can be started; {PROCESSES}"),
        (
            OSError(errno.EROFS, "Read-only file system"),
            "the system reports: Read-only file system; headmap cannot go on without it",
        ),
        (
            OSError(errno.EIO, "Input/output error", "/opt/fonts/a.ttf"),
            "/opt/fonts/a.ttf: the system reports: Input/output error; headmap cannot go on without it",
        ),
        (
            TypeError("unhashable\nmore"),
            "internal error (TypeError: unhashable); set HEADMAP_DEBUG=1 to see where, and please report it",
        ),
        (
            KeyError(),
            "internal error (KeyError); set HEADMAP_DEBUG=1 to see where, and please report it",
        ),
        (
            ModuleNotFoundError("No module named 'msgspec'"),
            "headmap's installation is incomplete (No module named 'msgspec'); install it again",
        ),
    ],
)
def test_the_message_names_the_cause(error: BaseException, message: str) -> None:
    failure = machine_error(error)
    assert failure.lines() == [message]
    assert failure.exit_status == 4


def test_the_message_keeps_how_much_memory_numpy_asked_for() -> None:
    # One exbibyte is more than any machine has.
    with pytest.raises(MemoryError) as raised:
        np.empty(1 << 60, dtype=np.uint8)
    assert str(machine_error(raised.value)).startswith("memory ran out (Unable to allocate 1.00 EiB for ")


def test_a_machine_error_stays_as_it_is() -> None:
    failure = MachineError("the disk is on fire")
    assert machine_error(failure) is failure


def test_a_cycle_of_causes_ends() -> None:
    first = ValueError("first")
    second = ValueError("second")
    first.__context__ = second
    second.__context__ = first
    assert known_cause(first) is None


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("MemoryError", f"memory ran out; {MEMORY}"),
        ("terminate called after throwing an instance of 'std::bad_alloc'", f"memory ran out; {MEMORY}"),
        ("OpenBLAS error: Memory allocation still failed after 10 retries", f"memory ran out; {MEMORY}"),
        (
            f"BlockingIOError: [Errno 11] {os.strerror(errno.EAGAIN)}",
            f"no more processes can be started; {PROCESSES}",
        ),
        (
            f"OSError: [Errno 24] {os.strerror(errno.EMFILE)}",
            "too many open files; raise the limit (ulimit -n)",
        ),
        ("RuntimeError: can't start new thread", f"no thread can be started; {PROCESSES}, or {MEMORY}"),
        ("Bus error", "Bus error"),
    ],
)
def test_the_last_words_of_a_dying_process_are_explained(text: str, meaning: str) -> None:
    assert explain_text(text) == meaning


def test_a_summary_has_the_first_line_that_is_not_blank() -> None:
    assert summary(ImportError("\n\n  no\nmore")) == "ImportError: no"
    assert summary(OSError()) == "OSError"


def test_exit_statuses_have_their_documented_numbers() -> None:
    assert [int(status) for status in ExitStatus] == [0, 1, 2, 3, 4, 130, 143]
    assert OutputError("x").exit_status == 3
