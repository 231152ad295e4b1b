"""How other libraries read the inputs of benchmarks/reader_inputs.py.

Each piece of code reads the file ``path`` and prints how many memberships it holds.
"""

DISTINCT_PANDAS = "print(len(table.drop_duplicates()))"
DISTINCT_POLARS = "print(table.unique().height)"
DISTINCT_DUCKDB = "print(table.distinct().count('*').fetchall()[0][0])"
READ = "with open(path, 'rb') as file:\n    data = file.read()\n"
DISTINCT_ROWS = "print(len({(row.layer, row.head, row.category) for row in rows}))"

ROW = """
import msgspec

class Row(msgspec.Struct, gc=False):
    layer: int
    head: int
    category: str
"""

LONG_CSV = {
    "pandas": f"import pandas; table = pandas.read_csv(path); {DISTINCT_PANDAS}",
    "polars": f"import polars; table = polars.read_csv(path); {DISTINCT_POLARS}",
    "duckdb": f"import duckdb; table = duckdb.read_csv(path); {DISTINCT_DUCKDB}",
}
WIDE_CSV = {
    "pandas": "import pandas; print(pandas.read_csv(path).iloc[:, 2:].to_numpy().sum())",
    "polars": "import polars; print(polars.read_csv(path)[:, 2:].sum().sum_horizontal().item())",
    "duckdb": "import duckdb; table = duckdb.read_csv(path); "
    "print(sum(table.sum(name).fetchall()[0][0] for name in table.columns[2:]))",
    "numpy": "import numpy; table = numpy.loadtxt(path, dtype='i4', delimiter=',', skiprows=1); "
    "print(table[:, 2:].sum())",
}
SCORES_CSV = {
    "pandas": "import pandas; print((pandas.read_csv(path).score > 0.5).sum())",
    "polars": "import polars; print((polars.read_csv(path)['score'] > 0.5).sum())",
    "duckdb": "import duckdb; print(duckdb.read_csv(path).filter('score > 0.5').count('*').fetchall()[0][0])",
}
RECORDS = {
    "pandas": f"import pandas; table = pandas.read_json(path); {DISTINCT_PANDAS}",
    "polars": f"import polars; table = polars.read_json(path); {DISTINCT_POLARS}",
    "duckdb": f"import duckdb; table = duckdb.read_json(path); {DISTINCT_DUCKDB}",
    "msgspec": f"{ROW}\n{READ}rows = msgspec.json.decode(data, type=list[Row])\n{DISTINCT_ROWS}",
}
JSONL = {
    "pandas": f"import pandas; table = pandas.read_json(path, lines=True); {DISTINCT_PANDAS}",
    "polars": f"import polars; table = polars.read_ndjson(path); {DISTINCT_POLARS}",
    "duckdb": f"import duckdb; table = duckdb.read_json(path); {DISTINCT_DUCKDB}",
    "msgspec": f"{ROW}\n{READ}rows = msgspec.json.Decoder(Row).decode_lines(data)\n{DISTINCT_ROWS}",
}
COLUMNS = {
    "pandas": f"import pandas; table = pandas.read_json(path); {DISTINCT_PANDAS}",
    "msgspec": f"""
{READ}
import msgspec

class Columns(msgspec.Struct):
    layer: dict[str, int]
    head: dict[str, int]
    category: dict[str, str]

found = msgspec.json.decode(data, type=Columns)
print(len(set(zip(found.layer.values(), found.head.values(), found.category.values()))))
""",
}
HEADS = {
    "msgspec": f"""
{READ}
import msgspec

found = msgspec.json.decode(data, type=dict[str, list[tuple[int, int]]])
print(sum(len(set(heads)) for heads in found.values()))
""",
}
PARQUET = {
    "pandas": f"import pandas; table = pandas.read_parquet(path); {DISTINCT_PANDAS}",
    "polars": f"import polars; table = polars.read_parquet(path); {DISTINCT_POLARS}",
    "duckdb": f"import duckdb; table = duckdb.read_parquet(path); {DISTINCT_DUCKDB}",
}
NPZ = {
    "numpy": "import numpy; arrays = numpy.load(path); "
    "print(sum((arrays[name] > 0.5).sum() for name in arrays.files))",
}
