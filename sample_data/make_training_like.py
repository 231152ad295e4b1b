"""Write training_like_12x12.csv: invented scores of heads at eight checkpoints, the same bytes each time.

    python sample_data/make_training_like.py

Each head of a category has a score that rises during training, along a logistic curve with a step of its own;
all other scores are close to 0.
"""

import math
import random
from pathlib import Path

FILE_NAME = "training_like_12x12.csv"
LAYERS = HEADS = 12
STEPS = (0, 500, 1000, 2000, 4000, 8000, 16000, 32000)
# The layers of the heads of a category, how many there are, and the step at which half have emerged.
CATEGORIES = {
    "induction": (range(4, 9), 14, 2500),
    "previous_token": (range(1, 5), 9, 900),
    "copying": (range(7, 12), 18, 9000),
}
SEED = 11


def make(seed: int = SEED) -> str:
    """Return the table as text: a header, then a row for each head of each step."""
    generator = random.Random(seed)
    emergence = _choose_heads(generator)
    lines = [",".join(["step", "layer", "head", *CATEGORIES])]
    for step in STEPS:
        for layer in range(LAYERS):
            for head in range(HEADS):
                scores = []
                for category in CATEGORIES:
                    score = abs(generator.gauss(0, 0.05))
                    if (category, layer, head) in emergence:
                        score += _risen(step, *emergence[category, layer, head])
                    scores.append(f"{min(score, 1):.3f}")
                lines.append(",".join([str(step), str(layer), str(head), *scores]))
    return "\n".join([*lines, ""])


def _choose_heads(generator: random.Random) -> dict[tuple[str, int, int], tuple[float, float]]:
    """Return the step at which each head of a category has half emerged, and its highest score."""
    emergence = {}
    for category, (layers, count, middle) in CATEGORIES.items():
        places = [(layer, head) for layer in layers for head in range(HEADS)]
        for layer, head in generator.sample(places, count):
            step = middle * math.exp(generator.gauss(0, 0.6))
            emergence[category, layer, head] = (step, generator.uniform(0.55, 0.98))
    return emergence


def _risen(step: int, middle: float, highest: float) -> float:
    """Return a score that has risen along a logistic curve over the logarithm of the step."""
    return highest / (1 + math.exp(-4 * (math.log1p(step) - math.log1p(middle))))


def write(folder: Path) -> Path:
    """Write the table into a folder and return its path."""
    path = folder / FILE_NAME
    path.write_bytes(make().encode())
    return path


if __name__ == "__main__":
    print(write(Path(__file__).parent))
