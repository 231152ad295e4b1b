"""A sample of the faults that ``make faults`` tries: no file is partial, lost or left behind."""

import json
import sys
from pathlib import Path

import pytest

from tests.commands import python
from tests.faults.scenarios import SCENARIOS

SAMPLE = 12
SEED = 22
SAMPLER = """
import json, random, sys
from pathlib import Path
from tests.faults.runs import Prepared, defects, faults_of, load_everything
folder, count, seed = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
load_everything()
numbers, found = {}, {}
for name in sys.argv[4:]:
    prepared = Prepared(name, folder)
    faults = faults_of(prepared.calls)
    numbers[name] = len(faults)
    draw = random.Random(seed + name)
    for fault in draw.sample(faults, min(count, len(faults))):
        wrong = defects(prepared, fault, draw.random() < 0.5)
        if wrong:
            found[f"{name}: {fault}"] = wrong
print(json.dumps([numbers, found]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts calls by the paths of /proc")
# Loading all libraries takes as long as a sample, so each process takes several scenarios.
@pytest.mark.parametrize("part", range(2))
def test_a_command_takes_any_fault_of_the_system(part: int, tmp_path: Path) -> None:
    names = list(SCENARIOS)[part::2]
    done = python("-c", SAMPLER, str(tmp_path), str(SAMPLE), str(SEED), *names, cwd=Path.cwd())
    assert done.stderr == ""
    numbers, found = json.loads(done.stdout)
    assert list(numbers) == names
    assert min(numbers.values()) >= SAMPLE
    assert found == {}
