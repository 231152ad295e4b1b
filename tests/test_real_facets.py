"""The published scores of two models of MAPS as facets, with the preset of their relations."""

import csv
import io
from pathlib import Path

import pytest

from tests.commands import RunCli

REAL = Path(__file__).parent.parent.parent / "shared" / "real"
PYTHIA = REAL / "maps_pythia-12b_relation_scores.csv"
LLAMA = REAL / "maps_llama-3.1-8b_relation_scores.csv"
pytestmark = pytest.mark.skipif(not LLAMA.exists(), reason="the real data is not beside the repository")


def test_both_models_have_the_published_numbers_of_heads(run_cli: RunCli) -> None:
    facets = ("--facet", f"Pythia-12B={PYTHIA}", "--facet", f"Llama-3.1-8B={LLAMA}")
    result = run_cli("stats", *facets, "--preset", "maps", "--permutations", "0", "--format", "csv")
    rows = csv.DictReader(io.StringIO(result.stdout))
    counts = [(row["facet"], row["category"], int(row["heads"])) for row in rows]
    assert counts == [
        ("Pythia-12B", "Algorithmic", 98),
        ("Pythia-12B", "Knowledge", 116),
        ("Pythia-12B", "Linguistic", 143),
        ("Llama-3.1-8B", "Algorithmic", 60),
        ("Llama-3.1-8B", "Knowledge", 50),
        ("Llama-3.1-8B", "Linguistic", 102),
        ("Llama-3.1-8B", "Translation", 16),
    ]
    # The labels are names of known models, so no grid has to be given or guessed.
    assert "grid" not in result.stderr


def test_a_facet_can_have_a_threshold_of_its_own(workdir: Path, run_cli: RunCli) -> None:
    facets = ("--facet", f"Pythia-12B={PYTHIA}", "--facet", f"Llama-3.1-8B={LLAMA}")
    (workdir / "style.yaml").write_text("facets: {Llama-3.1-8B: {threshold: 0.3}}\n")
    own = ("-c", str(workdir / "style.yaml"))
    result = run_cli("stats", *facets, "--preset", "maps", *own, "--permutations", "0", "--format", "csv")
    heads = {
        (row["facet"], row["category"]): int(row["heads"])
        for row in csv.DictReader(io.StringIO(result.stdout))
    }
    assert heads["Pythia-12B", "Knowledge"] == 116
    assert heads["Llama-3.1-8B", "Knowledge"] < 50
