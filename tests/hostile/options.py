"""Strategies for options of readers and for style files."""

from hypothesis import strategies as st

from headmap_cli.core.rule import Rule
from headmap_cli.readers.formats import INPUT_FORMATS
from headmap_cli.readers.options import Options
from headmap_cli.style.reference import style_keys
from tests.hostile.texts import encoded, mutated

options = st.builds(
    Options,
    grid=st.one_of(st.none(), st.sampled_from([(3, 4), (5, 5), (1, 1), (4, 3)])),
    own_rule=st.one_of(
        st.just(Rule()),
        st.builds(
            Rule,
            threshold=st.sampled_from([None, 0.0, 0.5]),
            top=st.sampled_from([None, "1", "2", "50%"]),
            below=st.sampled_from([None, 0.5]),
            bottom=st.sampled_from([None, "1", "50%"]),
            abs=st.booleans(),
        ),
    ),
    scores=st.sampled_from([False, False, True]),
    rules=st.one_of(st.just({}), st.just({"A": Rule(0.5)})),
    categories=st.one_of(st.just({}), st.just({"C": ["A", "x"], "B": []})),
    index_base=st.sampled_from([0, 0, 1]),
    input_format=st.one_of(st.just(""), st.just(""), st.sampled_from(INPUT_FORMATS)),
    column=st.sampled_from(["", "", "A", "score", "nothing"]),
    where=st.sampled_from([(), (), (("model", "A"),), (("nothing", ""),)]),
    at=st.sampled_from(["", "", "heads", "0", "a.b", "."]),
    missing=st.sampled_from(["", "", "unclassified", "absent"]),
    max_bytes=st.sampled_from([1 << 30, 1 << 30, 100]),
)

paths = st.sampled_from(
    [".".join(path) for path in style_keys()] + ["categories.A.label", "nothing", "layout", "text.size"]
)
values = st.one_of(
    st.sampled_from(
        ["auto", "null", "true", "1", "-1", "0", "1e9", ".nan", "5.5in", "5%", "36x40", "16:9", "none"]
    ),
    st.sampled_from(
        ["[]", "{}", "[a, b]", "{a: b}", "[red, blue]", "'#abc'", "tab:blue", "rgb(1,2,3)", "after-first"]
    ),
    st.sampled_from(
        ["&a [*a]", "*a", "!!python/object:os.system x", "!!binary aGk=", "2001-01-01", "yes", "0x1f", "1_0"]
    ),
    st.text(max_size=8),
)


@st.composite
def styles(draw: st.DrawFn) -> bytes:
    """A style file: keys of the style and values that fit some of them."""
    lines = []
    for path in draw(st.lists(paths, max_size=6)):
        parts = path.replace("*", "A").split(".")
        lines += ["  " * depth + part + ":" for depth, part in enumerate(parts)]
        lines[-1] += " " + draw(values)
    return encoded("\n".join(lines))


style_files = st.one_of(mutated(styles()), st.binary(max_size=60))
