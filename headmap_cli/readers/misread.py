"""Explain why a text could not be read: a file of another kind, or one that another program changed.

This runs only after a reader has refused the text, so it costs valid inputs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ..core.errors import HeadmapError, InputError, Location, Problem
from ..core.strings import quote
from ..files.foreign import CONFLICT, fill_in_file_name
from ..files.source import Source, decode_text

MAX_CHARACTERS = 1 << 22
"""How many characters of a text are searched for the cause."""

MAX_START = 4096
"""How many characters of a text show what kind of file it is."""

MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mai|okt|dez)[a-z]*"
DATE = re.compile(
    rf"\d{{1,2}}[-. /]{{1,2}}{MONTH}(?:[-. /]\d{{2,4}})?|{MONTH}[-. /]\d{{1,4}}"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ][\d:.]+)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?: [\d:.]+)?",
    re.IGNORECASE,
)
DATE_HINT = (
    "; a spreadsheet made a date of a head such as 8-10; format the column as text, "
    "or give layer and head in columns of their own"
)

SERVER_ERROR = re.compile(
    r"[45]\d\d[: ]+[a-z].{0,60}|not found\.?|entry not found\.?|repository not found\.?|forbidden\.?"
    r"|access denied\.?|unauthorized\.?|invalid username or password\.?|bad gateway|rate limit exceeded.*",
    re.IGNORECASE,
)
"""What a server sends instead of a file that it does not have."""

SETTING = re.compile(
    r"(?:preset|title|caption|colors|hatches|categories|composite|unclassified|multi|panels|legend|axes"
    r"|layout|text|frame|background|threshold|top|grid)\s*:(?:\s|$)"
)
"""A line that sets a key of a style."""

JOBS = re.compile(r"jobs\s*:")
"""The line of a manifest that begins the list of its jobs."""

KEY = re.compile(r"[A-Za-z_][\w.-]*\s*:(?:\s+\S.*)?")


def explain(source: Source, error: InputError) -> InputError:
    """Return an error that names the cause, or the reader's own error if the cause is unknown.

    Args:
        source: The input that a reader has refused.
        error: The error of the reader.
    """
    try:
        text = decode_text(source)[:MAX_CHARACTERS]
    except HeadmapError:
        return error
    for check in CHECKS:
        problem = check(text, source.name)
        if problem is not None:
            return InputError([problem])
    return _with_date_hint(error)


def _with_date_hint(error: InputError) -> InputError:
    """Return the error with a hint at the first problem whose value is a date."""
    for i, problem in enumerate(error.problems):
        if DATE.fullmatch(problem.value.strip()):
            hinted = problem._replace(message=problem.message + DATE_HINT)
            return InputError([*error.problems[:i], hinted, *error.problems[i + 1 :]], error.total)
    return error


def _explain_conflict(text: str, source: str) -> Problem | None:
    """Explain a file with the conflict markers of a merge."""
    start = re.search(r"^<{7} .*$", text, re.MULTILINE)
    if not start or not re.search(r"^(?:={7}|>{7} .*)$", text, re.MULTILINE):
        return None
    return Problem(source, CONFLICT, Location(text.count("\n", 0, start.start()) + 1, 1))


def _explain_failed_download(text: str, source: str) -> Problem | None:
    """Explain a file that holds the error message of a server."""
    line = text.strip()
    if "\n" in line or not SERVER_ERROR.fullmatch(line):
        return None
    return Problem(source, f"holds a server's error, {quote(line)}, in place of the data; download it again")


def _explain_json(text: str, source: str) -> Problem | None:
    """Explain a JSON document of a known kind that holds no heads."""
    if text.lstrip()[:1] != "{":
        return None
    for keys, message in JSON_KINDS:
        if all(re.search(rf'"{re.escape(key)}"\s*:', text) for key in keys):
            return Problem(source, fill_in_file_name(message, source))
    return None


JSON_KINDS: tuple[tuple[Sequence[str], str], ...] = (
    (
        ("cells", "nbformat"),
        "is a Jupyter notebook; save the heads from it as CSV or JSON, and give that file",
    ),
    (
        ("$schema", "encoding"),
        "is a Vega-Lite figure, from which no data can be read; give the data, or the png, svg, pdf or html",
    ),
    (
        ("model_type", "num_hidden_layers"),
        "is a model's config.json, without heads; on the command line, --model {name} takes its grid",
    ),
    (
        ("model_type", "n_layer"),
        "is a model's config.json, without heads; on the command line, --model {name} takes its grid",
    ),
    (("weight_map", "metadata"), "is the index of a model's weights; expected a table or JSON of heads"),
    (("message", "documentation_url"), "holds a server's error in place of the data; download it again"),
)


def _explain_program(text: str, source: str) -> Problem | None:
    """Explain a script, a Makefile or a TeX file."""
    for kind, pattern in PROGRAMS:
        if pattern.search(text[:MAX_START]):
            return Problem(source, f"is a {kind}; expected a table, JSON or an array of heads")
    return None


PROGRAMS = (
    ("script", re.compile(r"\A#!/")),
    ("Python script", re.compile(r"^(?:import [\w.]+(?: as \w+)?|from [\w.]+ import .+)$", re.MULTILINE)),
    # A rule: targets, a colon (:= would set a variable), and a command that is indented with a tab.
    (
        "Makefile",
        re.compile(r"^[\w./%$()-]+(?: [\w./%$()-]+)*:(?!=)[^\t\n]*\n\t(?![\w -]+:(?: |$))", re.MULTILINE),
    ),
    ("TeX file", re.compile(r"\A\s*(?:%.*\n\s*)*\\(?:documentclass|begin|input|usepackage)\b")),
    ("TOML or INI file", re.compile(r"\A\s*\[[\w.-]+\]\s*\n(?s:.*?)^[\w-]+\s*=", re.MULTILINE)),
)
"""Kinds of programs and settings, each with a pattern that occurs near the start of such a file."""


def top_level_lines(text: str) -> list[str]:
    """Return the lines of YAML that begin with a key or a bracket, without comments."""
    lines = []
    is_list = text.lstrip().startswith("-")
    for line in text.splitlines():
        is_item = line.startswith("-") and not is_list
        if line.strip() and not line.startswith(("#", " ", "\t")) and not is_item:
            lines.append(line.rstrip())
    return lines


def is_manifest_or_style(lines: Sequence[str]) -> bool:
    """Return whether the outermost lines of YAML are those of a manifest or of a style."""
    return any(map(JOBS.match, lines)) or all(map(SETTING.match, lines))


def _explain_yaml(text: str, source: str) -> Problem | None:
    """Explain a style or a manifest that is given as data."""
    lines = top_level_lines(text[:MAX_START])
    if not lines or not all(map(KEY.fullmatch, lines)) or not is_manifest_or_style(lines):
        return None
    message = "is a style, not data; give it with -c {name}"
    if any(map(JOBS.match, lines)):
        message = "is a manifest, not data; draw its figures: headmap batch --manifest {name}"
    return Problem(source, fill_in_file_name(message, source))


CHECKS: tuple[Callable[[str, str], Problem | None], ...] = (
    _explain_conflict,
    _explain_failed_download,
    _explain_json,
    _explain_program,
    _explain_yaml,
)
