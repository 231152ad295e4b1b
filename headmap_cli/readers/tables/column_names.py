"""Classify columns by their names: categories, scores, remarks, or bookkeeping.

Bookkeeping means columns of indices, statistics and costs, which are neither categories nor scores.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..missing import NOT_A_CATEGORY
from .header import CATEGORY, HEAD, LAYER, SCORE


def _words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


MORE_CATEGORIES = _words(
    "behavior behaviour cluster concept dominant function group kind language motif role tag task"
)
"""Further names of a column of categories, which may also hold the flags of one category."""

QUALIFIERS = _words("head main primary dominant assigned predicted")
"""First words that do not change what the name of a column of categories means, as in ``head_type``."""

AVERAGES = _words("mean avg average")

MEASURES = AVERAGES | _words(
    "value values weight weights importance effect effects attribution attributions activation "
    "activations contribution contributions strength relevance saliency magnitude"
)
"""Last words of columns that hold a score, such as ``direct_effect``."""

INDICES = _words(
    "rank ranking index idx id ids uid uuid row seed step epoch iteration run fold split batch prompt "
    "example sample trial repeat timestamp datetime time date position positions pos token_position "
    "token_positions token_pos query_position query_pos key_position key_pos src_pos dest_pos"
)
"""Columns that number or name the rows, or the run of an experiment that they come from."""

INDEX_ENDINGS = _words("rank index idx id ids uid uuid seed step epoch run fold timestamp date")
INDEX_BEGINNINGS = _words("rank index unnamed")

STATISTICS = _words(
    "std stdev sd sem se stderr var variance ci lower upper low high lo hi n count counts trials p pval "
    "pvalue qvalue padj fdr significant df dof tstat tvalue zscore zscores zstat fstat chi2 statistic"
)
"""Last words of columns that hold how certain a score is."""

STATISTIC_BEGINNINGS = _words(
    "std stdev sd sem stderr var variance ci n num count passes pval pvalue significant"
)
STATISTIC_PHRASE = (
    r"(^|_)(standard_(error|deviation)|std_err(or)?|[pqtz]_val(ue)?s?|[tzf]_(stat|statistic|score)s?|"
    r"is_significant|ci_?\d+|\d+_?ci|degrees_of_freedom)(_|$)"
)

COSTS = _words(
    "flops gflops tflops macs latency latencies duration runtime walltime elapsed params parameters memory "
    "vram ms msec millis milliseconds sec secs seconds minutes hours bytes kb mb gb mib gib"
)
"""Last words of columns that hold the time or the memory that a head, or its measurement, takes."""

COST_BEGINNINGS = _words("flops latency duration runtime elapsed vram")
COST_PHRASE = r"(^|_)(wall|run|cpu|gpu|elapsed|compute)_(time|memory)(_|$)"

AGGREGATES = AVERAGES | _words("total max maximum min minimum sum median")
"""Names of columns that aggregate the other columns of scores or flags."""

REMARKS = _words(
    "note notes comment comments description descriptions desc remark remarks name names title alias "
    "module modules hook component node unit path file filename url link source reference references "
    "citation paper author authors annotator by text summary details info explanation rationale reason "
    "interpretation evidence token tokens examples prompts"
)
"""Last words of columns of text that describes a head."""


@lru_cache(maxsize=1 << 16)
def normalize(name: str) -> str:
    """Return a column's name in lower case, with ``_`` between its words.

    >>> normalize(" P-value "), normalize("headType"), normalize("Unnamed: 0"), normalize("Score (mean)")
    ('p_value', 'head_type', 'unnamed_0', 'score_mean')
    """
    name = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name.strip())
    # The last capital of a run belongs to the next word: "KLScore" is "KL_Score".
    name = re.sub(r"([A-Z])([A-Z][a-z])", r"\1_\2", name)
    return re.sub(r"[\W_]+", "_", name.lower()).strip("_")


def is_index(name: str) -> bool:
    """Return whether a column numbers the rows, or repeats their layer or head.

    >>> is_index("Rank"), is_index("promptId"), is_index("head_id"), is_index("induction")
    (True, True, True, False)
    """
    name = normalize(name)
    if name in INDICES or name in LAYER or name in HEAD:
        return True
    words = name.split("_")
    return words[0] in INDEX_BEGINNINGS or words[-1] in INDEX_ENDINGS


def is_statistic(name: str) -> bool:
    """Return whether a column holds a count, an error or a test of significance.

    >>> is_statistic("pValue"), is_statistic("n_trials"), is_statistic("CI 95% high"), is_statistic("kl")
    (True, True, True, False)
    """
    name = normalize(name)
    words = name.split("_")
    # A name of one word, such as "n", is looked up as a last word.
    if len(words) > 1 and words[0] in STATISTIC_BEGINNINGS:
        return True
    return words[-1] in STATISTICS or bool(re.search(STATISTIC_PHRASE, name))


def is_cost(name: str) -> bool:
    """Return whether a column holds a time, a size or a number of operations.

    >>> is_cost("latency_p50"), is_cost("forwardMs"), is_cost("wall time"), is_cost("memory"), is_cost("mean")
    (True, True, True, True, False)
    """
    name = normalize(name)
    words = name.split("_")
    if words[0] in COST_BEGINNINGS or re.search(COST_PHRASE, name):
        return True
    # "memory" alone is a cost; as a last word, as in "induction_memory", it may be the task of a head.
    if words[-1] in COSTS - {"memory"}:
        return True
    # normalize splits "FLOPs" into "flo" and "ps", so the words are looked up joined as well.
    return "".join(words) in COSTS


def may_be_flag(name: str) -> bool:
    """Return whether a name for bookkeeping can also name a category, if its column holds flags.

    >>> may_be_flag("memory"), may_be_flag("Position"), may_be_flag("significant")
    (True, True, False)
    """
    return normalize(name) in ("memory", "duration", "pos", "position", "positions")


def is_aggregate(name: str) -> bool:
    """Return whether a column aggregates others, as ``mean`` and ``total`` do; ``mean_ablation`` does not."""
    return normalize(name) in AGGREGATES


def is_bookkeeping(name: str) -> bool:
    """Return whether a column is neither a category nor a score, unless the user asks for it."""
    if means_no_category(name):
        return False
    return is_index(name) or is_statistic(name) or is_cost(name)


def means_no_category(name: str) -> bool:
    """Return whether a name means that a head has no category, such as "unclassified"."""
    return name.strip().casefold() in NOT_A_CATEGORY


def is_remark(name: str) -> bool:
    """Return whether text in a column describes the heads instead of classifying them.

    >>> is_remark("Notes"), is_remark("module_name"), is_remark("task_name"), is_remark("circuit")
    (True, True, False, False)
    """
    return category_rank(name) is None and normalize(name).split("_")[-1] in REMARKS


def category_rank(name: str) -> int | None:
    """Return how clearly the name of a column means that it holds categories.

    Returns:
        The position in CATEGORY, from 0 for the clearest name; ``len(CATEGORY)`` for other names that mean
        categories; None for a name that does not.

    >>> category_rank("Category"), category_rank("head_type"), category_rank("task_name"), category_rank("x")
    (0, 8, 8, None)
    """
    name = normalize(name)
    if name in CATEGORY:
        return CATEGORY.index(name)
    words = [word for word in name.split("_") if word]
    if len(words) > 1 and words[-1] == "name":
        words.pop()
    if len(words) > 1 and words[0] in QUALIFIERS:
        words.pop(0)
    if len(words) != 1:
        return None
    word = words[0]
    # "class" ends with an s, so both forms of the word are looked up.
    if {word, word.removesuffix("s")} & (MORE_CATEGORIES | {*CATEGORY}):
        return len(CATEGORY)
    return None


def score_rank(name: str) -> int | None:
    """Return how clearly the name of a column means that it holds the score.

    Returns:
        The position in SCORE for ``score``, ``scores``, ``value`` and ``values``; ``len(SCORE)`` for
        ``*_score`` and ``score_*``; ``len(SCORE) + 1`` for measures such as ``mean_*`` and ``weight``; None
        for a name that does not mean a score.

    >>> score_rank("score"), score_rank("copying_score"), score_rank("effect size"), score_rank("p_value")
    (0, 4, 5, None)
    """
    name = normalize(name)
    if name in SCORE:
        return SCORE.index(name)
    if is_bookkeeping(name):
        return None
    words = name.split("_")
    if words[-1] in ("score", "scores") or words[0] == "score":
        return len(SCORE)
    if words[-1] in MEASURES or words[0] in AVERAGES or name == "effect_size":
        return len(SCORE) + 1
    return None


def is_surely_category(name: str) -> bool:
    """Return whether the name of a column means categories regardless of what its cells hold."""
    rank = category_rank(name)
    return rank is not None and rank < len(CATEGORY)


def is_surely_score(name: str) -> bool:
    """Return whether the name of a column means the score regardless of what its cells hold."""
    rank = score_rank(name)
    return rank is not None and rank < len(SCORE)
