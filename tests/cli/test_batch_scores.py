"""A batch of scores without a rule says once how they are drawn."""

from pathlib import Path

from tests.commands import RunCli

NOTICE = "scores without a rule are drawn as scores"


def write_scores(folder: Path, count: int) -> list[str]:
    paths = []
    for i in range(count):
        path = folder / f"{i}.csv"
        path.write_text("layer,head,score\n0,0,0.5\n0,1,0.25\n1,0,0.125\n1,1,1\n")
        paths.append(str(path))
    return paths


def test_the_notice_is_printed_once_and_not_for_scores_that_were_asked_for(
    tmp_path: Path, run_cli: RunCli
) -> None:
    inputs = write_scores(tmp_path, 5)
    output = str(tmp_path / "{stem}.png")
    by_default = run_cli("batch", *inputs, "--grid", "2x2", "-o", output)
    assert by_default.stderr.count(NOTICE) == 1
    for options in (["--scores"], ["--threshold", "0.2"], ["-q"]):
        assert NOTICE not in run_cli("batch", *inputs, "--grid", "2x2", "-o", output, *options).stderr
