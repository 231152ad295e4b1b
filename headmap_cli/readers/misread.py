"""Explain why a text could not be read: a file of another kind, or one that another program changed.

A reader has refused the text before; nothing here runs for a good input.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ..core.errors import HeadmapError, InputError, Location, Problem
from ..core.strings import quote
from ..files.foreign import CONFLICT, filled
from ..files.source import Source, decoded

LOOKED_AT = 1 << 22
"""Characters of a text that are looked at."""
MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mai|okt|dez)[a-z]*"
DATE = re.compile(
    rf"'(?:\d{{1,2}}[-. /]{{1,2}}{MONTH}(?:[-. /]\d{{2,4}})?|{MONTH}[-. /]\d{{1,4}}"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ][\d:.]+)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?: [\d:.]+)?)'",
    re.IGNORECASE,
)
DATE_HINT = (
    "; a spreadsheet made a date of a head such as 8-10; format the column as text, "
    "or give layer and head in columns of their own"
)
FAILED = re.compile(
    r"[45]\d\d[: ]+[a-z].{0,60}|not found\.?|entry not found\.?|repository not found\.?|forbidden\.?"
    r"|access denied\.?|unauthorized\.?|invalid username or password\.?|bad gateway|rate limit exceeded.*",
    re.IGNORECASE,
)
"""What a server says in place of a file."""
SETTING = re.compile(
    r"(?:preset|title|caption|colors|hatches|categories|composite|unclassified|multi|panels|legend|axes"
    r"|layout|text|frame|background|threshold|top|grid)\s*:(?:\s|$)"
)
"""A line that sets a key of a style."""
KEY = re.compile(r"[A-Za-z_][\w.-]*\s*:(?:\s+\S.*)?")


def explain(source: Source, error: InputError) -> InputError:
    """Return an error that names the cause, or the error itself if none is known."""
    try:
        text = decoded(source)[:LOOKED_AT]
    except HeadmapError:
        return error
    for check in CHECKS:
        found = check(text, source.name)
        if found:
            return InputError([found])
    return _with_dates(error)


def _with_dates(error: InputError) -> InputError:
    """Return the error with a hint at its first problem with a date in it."""
    for i, problem in enumerate(error.problems):
        if DATE.search(problem.message):
            hinted = problem._replace(message=problem.message + DATE_HINT)
            return InputError([*error.problems[:i], hinted, *error.problems[i + 1 :]], error.total)
    return error


def _conflict(text: str, source: str) -> Problem | None:
    found = re.search(r"^<{7} .*$", text, re.MULTILINE)
    if not found or not re.search(r"^(?:={7}|>{7} .*)$", text, re.MULTILINE):
        return None
    return Problem(source, CONFLICT, Location(text.count("\n", 0, found.start()) + 1, 1))


def _failed_download(text: str, source: str) -> Problem | None:
    said = text.strip()
    if "\n" in said or not FAILED.fullmatch(said):
        return None
    return Problem(source, f"holds a server's error, {quote(said)}, in place of the data; download it again")


def _json_kind(text: str, source: str) -> Problem | None:
    """Explain a JSON document of a known kind that holds no heads."""
    if text.lstrip()[:1] != "{":
        return None
    for keys, message in JSON_KINDS:
        if all(re.search(rf'"{re.escape(key)}"\s*:', text) for key in keys):
            return Problem(source, filled(message, source))
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


def _program(text: str, source: str) -> Problem | None:
    """Explain a script, a Makefile or a TeX file."""
    lines = text[:4096].splitlines()
    kind = ""
    if text.startswith("#!/"):
        kind = "script"
    elif any(re.fullmatch(r"import [\w.]+(?: as \w+)?|from [\w.]+ import .+", line) for line in lines):
        kind = "Python script"
    elif re.search(
        r"^[\w./%$()-]+(?: [\w./%$()-]+)*:(?!=)[^\t\n]*\n\t(?![\w -]+:(?: |$))", text[:4096], re.MULTILINE
    ):
        kind = "Makefile"
    elif re.match(r"\s*(?:%.*\n\s*)*\\(?:documentclass|begin|input|usepackage)\b", text):
        kind = "TeX file"
    elif re.match(r"\s*\[[\w.-]+\]\s*\n", text) and re.search(r"^[\w-]+\s*=", text, re.MULTILINE):
        kind = "TOML or INI file"
    if not kind:
        return None
    return Problem(source, f"is a {kind}; expected a table, JSON or an array of heads")


def _yaml(text: str, source: str) -> Problem | None:
    """Explain a style, a manifest or other YAML that is given as data."""
    lines = [line for line in text[:4096].splitlines() if line.strip() and not line.startswith("#")]
    top = [line for line in lines if not line.startswith((" ", "\t", "-", "---"))]
    if not top or not all(KEY.fullmatch(line.rstrip()) for line in top):
        return None
    if any(re.match(r"jobs\s*:", line) for line in top):
        message = "is a manifest, not data; draw its figures: headmap batch --manifest {name}"
    elif all(SETTING.match(line) for line in top):
        message = "is a style, not data; give it with -c {name}"
    else:
        message = "is YAML, which headmap reads only for styles; save the data as JSON or CSV"
    return Problem(source, filled(message, source))


CHECKS: tuple[Callable[[str, str], Problem | None], ...] = (
    _conflict,
    _failed_download,
    _json_kind,
    _program,
    _yaml,
)
