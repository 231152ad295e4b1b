"""Declare the options that say how scores are read, and which rule selects heads by them."""

from __future__ import annotations

import click

from .command import Decorator, Section, option

SCORE_OPTIONS: tuple[Decorator, ...] = (
    option(
        "--threshold",
        section=Section.SCORES,
        metavar="X",
        help="Put a head into a category if its score is above X.",
    ),
    option(
        "--below",
        section=Section.SCORES,
        metavar="X",
        help="Put a head into a category if its score is below X.",
    ),
    option(
        "--top",
        section=Section.SCORES,
        metavar="K",
        help="Put the K heads with the highest scores into each category, or a share such as 5%.",
    ),
    option(
        "--bottom",
        section=Section.SCORES,
        metavar="K",
        help="Put the K heads with the lowest scores into each category, or a share such as 5%.",
    ),
    option(
        "--abs",
        section=Section.SCORES,
        is_flag=True,
        help="Apply these rules to the magnitude of each score, so that -0.9 counts as 0.9.",
    ),
    option(
        "--scores",
        section=Section.SCORES,
        is_flag=True,
        help="Read a table of categories with scores as scores, even if it lists only some heads, and draw "
        "them: short for --panels scores.",
    ),
    option(
        "--missing",
        section=Section.SCORES,
        type=click.Choice(["unclassified", "absent"]),
        help="How to treat heads without a score.",
    ),
    option(
        "--repeats",
        section=Section.SCORES,
        metavar="mean|max|min|N",
        help="Combine repeats, such as prompts or seeds, that a flat column or an array holds one after the "
        "other, or take repeat N, counted from 0.",
    ),
)
"""A part of the options that become ReadArgs."""
