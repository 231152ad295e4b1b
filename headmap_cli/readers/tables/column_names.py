"""What the name of a column says about it: a category, a score, bookkeeping or a remark."""

from __future__ import annotations

import re

from ..missing import NOT_A_CATEGORY
from .header import CATEGORY, HEAD, LAYER, SCORE


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MORE_CATEGORIES = _words(
    "behavior behaviour cluster concept dominant function group kind language motif role tag task"
)
"""Names of a category column beside CATEGORY; such a column may also hold the flags of a category."""

QUALIFIERS = _words("head main primary dominant assigned predicted")
"""First words that leave the meaning of a category column as it is, as in ``head_type``."""

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
"""Columns that number or name the rows, or the run that they come from."""
INDEX_ENDINGS = _words("rank index idx id ids uid uuid seed step epoch run fold timestamp date")
INDEX_BEGINNINGS = _words("rank index unnamed")

STATISTICS = _words(
    "std stdev sd sem se stderr var variance ci lower upper low high lo hi n count counts trials p pval "
    "pvalue qvalue padj fdr significant df dof tstat tvalue zscore zscores zstat fstat chi2 statistic"
)
"""Columns that say how certain a score is."""
STATISTIC_BEGINNINGS = _words(
    "std stdev sd sem stderr var variance ci n num count passes pval pvalue significant"
)
STATISTIC_PHRASE = re.compile(
    r"(^|_)(standard_(error|deviation)|std_err(or)?|[pqtz]_val(ue)?s?|[tzf]_(stat|statistic|score)s?|"
    r"is_significant|ci_?\d+|\d+_?ci|degrees_of_freedom)(_|$)"
)

COSTS = _words(
    "flops gflops tflops macs latency latencies duration runtime walltime elapsed params parameters memory "
    "vram ms msec millis milliseconds sec secs seconds minutes hours bytes kb mb gb mib gib"
)
"""Last words of columns that say what a head, or its measurement, costs."""
COST_BEGINNINGS = _words("flops latency duration runtime elapsed vram")
COST_PHRASE = re.compile(r"(^|_)(wall|run|cpu|gpu|elapsed|compute)_(time|memory)(_|$)")

AGGREGATES = AVERAGES | _words("total max maximum min minimum sum median")
"""Names of columns that sum up the columns of scores or flags beside them."""

REMARKS = _words(
    "note notes comment comments description descriptions desc remark remarks name names title alias "
    "module modules hook component node unit path file filename url link source reference references "
    "citation paper author authors annotator by text summary details info explanation rationale reason "
    "interpretation evidence token tokens examples prompts"
)
"""Last words of columns of text that describes a head."""


def normalize(name: str) -> str:
    """Return a column's name in lower case, with ``_`` between its words.

    >>> normalize(" P-value "), normalize("headType"), normalize("Unnamed: 0"), normalize("Score (mean)")
    ('p_value', 'head_type', 'unnamed_0', 'score_mean')
    """
    name = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name.strip())
    name = re.sub(r"([A-Z])([A-Z][a-z])", r"\1_\2", name)
    return re.sub(r"[\W_]+", "_", name.lower()).strip("_")


def is_index(name: str) -> bool:
    """Tell whether a column numbers the rows or repeats what is known of them.

    >>> is_index("Rank"), is_index("promptId"), is_index("head_id"), is_index("induction")
    (True, True, True, False)
    """
    name = normalize(name)
    words = name.split("_")
    known = name in INDICES or name in LAYER or name in HEAD
    return known or words[0] in INDEX_BEGINNINGS or words[-1] in INDEX_ENDINGS


def is_statistic(name: str) -> bool:
    """Tell whether a column holds a count, an error or a test of significance.

    >>> is_statistic("pValue"), is_statistic("n_trials"), is_statistic("CI 95% high"), is_statistic("kl")
    (True, True, True, False)
    """
    name = normalize(name)
    words = name.split("_")
    beginning = len(words) > 1 and words[0] in STATISTIC_BEGINNINGS
    return beginning or words[-1] in STATISTICS or bool(STATISTIC_PHRASE.search(name))


def is_cost(name: str) -> bool:
    """Tell whether a column holds a time, a size or a number of operations.

    >>> is_cost("latency_p50"), is_cost("forwardMs"), is_cost("wall time"), is_cost("memory"), is_cost("mean")
    (True, True, True, True, False)
    """
    name = normalize(name)
    words = name.split("_")
    joined = "".join(words)  # the words of "FLOPs" are "flo" and "ps"
    known = words[0] in COST_BEGINNINGS or words[-1] in COSTS - {"memory"} or joined in COSTS
    return known or bool(COST_PHRASE.search(name))


def may_be_flag(name: str) -> bool:
    """Tell whether a name of bookkeeping is that of a category too, if its column holds flags.

    >>> may_be_flag("memory"), may_be_flag("Position"), may_be_flag("significant")
    (True, True, False)
    """
    return normalize(name) in ("memory", "duration", "pos", "position", "positions")


def is_aggregate(name: str) -> bool:
    """Tell whether a column sums up others, as ``mean`` and ``total`` do; ``mean_ablation`` does not."""
    return normalize(name) in AGGREGATES


def is_bookkeeping(name: str) -> bool:
    """Tell whether a column is neither a category nor a score, unless the user asks for it."""
    return not means_no_category(name) and (is_index(name) or is_statistic(name) or is_cost(name))


def means_no_category(name: str) -> bool:
    """Tell whether a name says that a head has no category; it is reported where categories are named."""
    return name.strip().casefold() in NOT_A_CATEGORY


def is_remark(name: str) -> bool:
    """Tell whether text in a column describes the heads instead of classifying them.

    >>> is_remark("Notes"), is_remark("module_name"), is_remark("task_name"), is_remark("circuit")
    (True, True, False, False)
    """
    return category_rank(name) is None and normalize(name).split("_")[-1] in REMARKS


def category_rank(name: str) -> int | None:
    """Return how surely a column holds categories by its name; the lowest number is the surest.

    The names in CATEGORY count up from 0; all further names share the next number. None: not by its name.
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
    singular = words[0].removesuffix("s")
    known = words[0] in CATEGORY or bool({words[0], singular} & (MORE_CATEGORIES | {*CATEGORY}))
    return len(CATEGORY) if known else None


def score_rank(name: str) -> int | None:
    """Return how surely a column holds the score by its name; the lowest number is the surest.

    ``score``, ``scores``, ``value`` and ``values`` come first, in this order; then ``*_score`` and
    ``score_*``; then measures such as ``mean_*`` and ``weight``. None: not by its name.
    """
    name = normalize(name)
    if name in SCORE:
        return SCORE.index(name)
    if is_bookkeeping(name):
        return None
    words = name.split("_")
    if words[-1] in ("score", "scores") or words[0] == "score":
        return len(SCORE)
    known = words[-1] in MEASURES or words[0] in AVERAGES or name == "effect_size"
    return len(SCORE) + 1 if known else None


def is_surely_category(name: str) -> bool:
    """Tell whether a column has one of the names that mean categories whatever it holds."""
    rank = category_rank(name)
    return rank is not None and rank < len(CATEGORY)


def is_surely_score(name: str) -> bool:
    """Tell whether a column has one of the names that mean the score whatever it holds."""
    rank = score_rank(name)
    return rank is not None and rank < len(SCORE)
