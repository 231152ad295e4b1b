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
import json, random, sys, tempfile
from pathlib import Path
from tests.faults.runs import Prepared, defects, faults_of, load_everything
name, folder, count, seed = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
load_everything()
prepared = Prepared(name, folder)
faults = faults_of(prepared.calls)
draw = random.Random(seed + name)
found = {}
for fault in draw.sample(faults, min(count, len(faults))):
    wrong = defects(prepared, fault, draw.random() < 0.5)
    if wrong:
        found[repr(fault)] = wrong
print(json.dumps([len(faults), found]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts calls by the paths of /proc")
@pytest.mark.parametrize("name", SCENARIOS)
def test_a_command_takes_any_fault_of_the_system(name: str, tmp_path: Path) -> None:
    done = python("-c", SAMPLER, name, str(tmp_path), str(SAMPLE), str(SEED), cwd=Path.cwd())
    assert done.stderr == ""
    number, found = json.loads(done.stdout)
    assert number >= SAMPLE
    assert found == {}
