"""The SQL for DuckDB reads the file that is named, from its header on."""

from headmap_cli.files.source import Source
from headmap_cli.readers.tables.duckdb_queries import escape_pattern, source_sql
from tests.readers import context_of


def test_the_header_is_found_where_the_block_ends_within_a_character() -> None:
    content = "# é\nlayer;head;category\n0;0;é".encode()[:-1]
    assert "skip=1, delim=';'" in source_sql(context_of(Source("h.csv", None, content)))


def test_a_pattern_matches_itself_alone() -> None:
    assert escape_pattern("/a b/h.parquet") == "/a b/h.parquet"
    assert escape_pattern("/[a]*/h?") == "/[[]a][*]/h[?]"
