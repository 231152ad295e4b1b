"""Tables below a title, and Markdown tables inside a document."""

from pathlib import Path

import numpy as np
import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read

pytestmark = pytest.mark.usefixtures("workdir")

TABLE = "layer,head,category\n0,1,A\n2,3,B\n"
TITLES = {
    "words": "Scores of gpt2\n",
    "words with the names of columns": "Top heads of GPT-2 by layer\n",
    "one word": "Heads\n\n",
    "a comma": "Table 3: the best, by category\n",
    "as many fields as the header": "Scores of gpt2,,\n",
    "several lines": "Heads of gpt2\nCreated on 2024-01-01\n\n",
    "line ends of Windows": "Scores of gpt2\r\n",
}
MARKDOWN = "| layer | head | category |\n|---|--:|:---|\n| 0 | 1 | A |\n| 2 | 3 | B |\n"
OTHER_TABLE = "| metric | value |\n|---|---|\n| acc | 0.9 |\n"
DOCUMENTS = {
    "above": f"# Results\n\nThese are the heads.\n\n{MARKDOWN}",
    "below": f"{MARKDOWN}\nThese are the heads, of gpt2.\n",
    "both": f"Heads:\n{MARKDOWN}Some text, below.\n",
    "other tables": f"{OTHER_TABLE}\nHeads:\n\n{MARKDOWN}\nMore:\n\n{OTHER_TABLE}",
    "far below": "A line of text, and more.\n" * 100 + MARKDOWN,
}


def heads(path: str) -> dict[str, list[list[int]]]:
    found = read(path)
    members = zip(found.categories, found.membership, strict=True)
    return {name: np.argwhere(member).tolist() for name, member in members}


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_title_above_the_header(title: str, delimiter: str) -> None:
    Path("h.csv").write_text(title + TABLE.replace(",", delimiter), newline="")
    assert heads("h.csv") == {"A": [[0, 1]], "B": [[2, 3]]}


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_table_of_markdown_inside_a_document(document: str) -> None:
    Path("h.md").write_text(document)
    assert heads("h.md") == {"A": [[0, 1]], "B": [[2, 3]]}


def test_errors_keep_their_lines() -> None:
    Path("h.csv").write_text("Scores of gpt2\n\nlayer,head,category\n0,x,A\n")
    with pytest.raises(InputError, match=r"h\.csv:4:3: head 'x'"):
        read("h.csv")


@pytest.mark.parametrize(
    ("document", "line"),
    [
        (f"{MARKDOWN}\nAlso:\n| 1 | 1 | A |\n", 6),
        (f"{MARKDOWN}\nOf another model:\n\n{MARKDOWN}", 6),
    ],
)
def test_further_rows_below_other_text_are_not_dropped(document: str, line: int) -> None:
    Path("h.md").write_text(document)
    with pytest.raises(InputError, match=rf"h\.md:{line}:1: row has"):
        read("h.md")


def test_a_blank_line_inside_a_table_does_not_end_it() -> None:
    Path("h.md").write_text(MARKDOWN.replace("| 2 |", "\n| 2 |"))
    assert heads("h.md") == {"A": [[0, 1]], "B": [[2, 3]]}


def test_the_first_row_of_a_flat_column_is_no_title() -> None:
    rows = "".join(f"word,{i / 16}\n" for i in range(11))
    Path("h.csv").write_text("token,score\nhead,0.75\n" + rows)
    found = read("h.csv", grid=(3, 4), column="score")
    assert found.scores is not None
    assert found.scores[0].ravel().tolist() == [0.75, *(i / 16 for i in range(11))]
