"""A wrong command line is refused in one line, with what was expected."""

from pathlib import Path

import pytest

from headmap_cli.cli.main import COMMANDS, run
from tests.commands import RunCli

TABLE = "layer,head,category\n0,1,Knowledge\n1,0,Copying\n"


@pytest.fixture(autouse=True)
def _input_files(workdir: Path) -> None:
    (workdir / "h.csv").write_text(TABLE)


USAGE = {
    "completion": "SHELL is missing; expected bash, zsh or fish",
    "completion tcsh": "SHELL 'tcsh'; expected bash, zsh or fish",
    "completion bsh": "SHELL 'bsh' (did you mean 'bash'?); expected bash, zsh or fish",
    "completion Zsh": "SHELL 'Zsh' (did you mean 'zsh'?); expected bash, zsh or fish",
    "render": "-o is missing",
    "extract": "FIGURE is missing",
    "render h.csv": "-o is missing",
    "batch h.csv -o": "-o needs a value",
    "render h.csv --tresh 3": "unknown option --tresh (did you mean '--threshold'?)",
    "stats h.csv --gird 2x2": "unknown option --gird (did you mean '--grid'?)",
    "show h.csv --qqqqqq": "unknown option --qqqqqq",
    "render h.csv -o a.png --index-base 2": "--index-base '2'; expected 0 or 1",
    "show h.csv --missing none": "--missing 'none'; expected unclassified or absent",
    "check h.csv --format jsn": "--format 'jsn' (did you mean 'json'?); expected text or json",
    "show h.csv --max-bytes many": "--max-bytes 'many'; expected a whole number",
    "style shw": "no command 'shw' (did you mean 'show'?)",
    "style nothing": "no command 'nothing'",
    "style list all": "unexpected argument: all",
    "extract a.png b.png": "unexpected argument: b.png",
    "style show icml": "unexpected argument: icml; write --preset icml",
    "style show paper": "unexpected argument: paper; write --preset paper",
    "style show mine.yaml": "unexpected argument: mine.yaml; write --style mine.yaml",
    "help rendr": "no command 'rendr' (did you mean 'render'?)",
    "help style shw": "no command 'shw' (did you mean 'show'?)",
    "help render more": "render has no commands; found 'more'",
}


@pytest.mark.parametrize("line", USAGE)
def test_a_wrong_command_line_is_explained_in_one_line(line: str, run_cli: RunCli) -> None:
    result = run_cli(*line.split())
    assert result.status == 2
    stderr = result.stderr
    assert stderr.startswith(f"headmap: error: {USAGE[line]}; see 'headmap")
    assert stderr.endswith(" --help'\n")
    assert stderr.count("\n") == 1


PATHS = {
    "render h.csv -o dir.png/": "'dir.png/' names a folder; give a file in it, such as dir.png/figure.png",
    "render h.csv -o figs/": "'figs/' names a folder; give a file in it, such as figs/figure.png",
    "render h.csv -o a.png -o b.svg/": "'b.svg/' names a folder; give a file in it, such as b.svg/figure.png",
    "compare h.csv h.csv -o c.pdf/": "'c.pdf/' names a folder; give a file in it, such as c.pdf/figure.png",
    "batch h.csv -o {stem}.png/": "'h.png/' names a folder; give a file in it, such as h.png/figure.png",
    "convert h.csv -o h.json/": "'h.json/' names a folder; give a file in it, such as h.json/heads.csv",
    "extract f.png -o f.csv/": "'f.csv/' names a folder; give a file in it, such as f.csv/heads.csv",
}


@pytest.mark.parametrize("line", PATHS)
def test_an_output_that_is_a_folder_is_refused(line: str, run_cli: RunCli) -> None:
    result = run_cli(*line.split())
    assert result.status == 2
    assert PATHS[line] in result.stderr
    assert [path.name for path in Path().iterdir()] == ["h.csv"]


MODELS = {
    "gpt-4": "",
    "gpt-3": "",
    "qwen3-8b": "",
    "gemma-4-4b": "",
    "mistral-8b": "",
    "llama-3-9b": "",
    "falcon-7b": "",
    "roberta-base": "",
    "pythia-12": "pythia-12b",
    "pythia12b": "pythia-12b",
    "gpt-2": "gpt2",
    "gpt2-xxl": "gpt2-xl",
    "Llama3-8B": "llama-3-8b",
    "qwen-2.5-7b": "qwen2.5-7b",
    "org/opt-125": "opt-125m",
}


@pytest.mark.parametrize("name", MODELS)
def test_an_unknown_model_gets_a_suggestion_with_the_same_numbers(name: str, run_cli: RunCli) -> None:
    """Suggest only names with the same numbers: another size or generation has another grid."""
    result = run_cli("check", "h.csv", "--model", name)
    assert result.status == 2
    hint = f" (did you mean {MODELS[name]!r}?)" if MODELS[name] else ""
    expected = f"--model {name!r} is not known{hint}; give its config.json, or --grid LAYERSxHEADS"
    assert result.stderr == f"headmap: error: {expected}\n"


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("Knowlege", "Knowledge"),
        ("knowledge", "Knowledge"),
        ("Copyin", "Copying"),
        ("KNOWLEDGE", "Knowledge"),
        ("copy_ing", "Copying"),
        ("xyz", ""),
    ],
)
def test_a_category_of_the_style_without_data_is_a_warning(
    name: str, suggestion: str, run_cli: RunCli
) -> None:
    result = run_cli(
        "render", "h.csv", "--grid", "2x2", "--set", f"categories.{name}.color=#f00", "-o", "a.png"
    )
    assert result.status == 0
    hint = f" (did you mean {suggestion!r}?)" if suggestion else ""
    expected = f"the style's category {name!r} does not occur in the data{hint}"
    assert f"headmap: warning: {expected}\n" in result.stderr


def test_a_category_that_the_style_has_is_not_suggested(run_cli: RunCli) -> None:
    sets = ["--set", "categories.Knowledge.color=red", "--set", "categories.Knowledg.color=red"]
    result = run_cli("render", "h.csv", "--grid", "2x2", *sets, "-o", "a.png")
    assert result.status == 0
    assert "category 'Knowledg' does not occur in the data\n" in result.stderr


@pytest.mark.slow
@pytest.mark.parametrize("rule", ["--threshold=0.5", "--top=3", "--top=5%"])
@pytest.mark.parametrize("format", ["png", "svg", "pdf", "html"])
def test_a_rule_for_a_figure_changes_nothing_and_warns(rule: str, format: str, run_cli: RunCli) -> None:
    assert run(["render", "h.csv", "--grid", "2x2", "-o", f"f.{format}"]) == 0
    result = run_cli("render", f"f.{format}", rule, "-o", "again.png")
    assert result.status == 0
    condition = rule.removeprefix("--").replace("=", " ")
    reason = "the figure holds its heads, not their scores; use the file with the scores"
    assert (
        f"headmap: warning: f.{format} (the data that it carries): {condition} changes nothing: {reason}\n"
        in result.stderr
    )


def test_a_rule_for_a_table_without_scores_warns(run_cli: RunCli) -> None:
    result = run_cli("render", "h.csv", "--grid", "2x2", "--top", "3", "-o", "a.png")
    assert result.status == 0
    expected = "h.csv: top 3 changes nothing: no scores were recognised; --column names a score column"
    assert f"headmap: warning: {expected}\n" in result.stderr


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS), ["style", "show"], ["style", "new"]])
def test_the_help_command_prints_the_same_as_the_option(command: list[str], run_cli: RunCli) -> None:
    result = run_cli("help", *command)
    assert result.status == 0
    printed = result.stdout
    result = run_cli(*command, "--help")
    assert result.status == 0
    assert printed == result.stdout
