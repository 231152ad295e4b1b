"""Check the plain data of a style against its types: parse each value, and locate each problem."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, get_origin

import msgspec
from msgspec.structs import replace

from ..core.errors import WHOLE_SOURCE, Problem
from ..core.strings import did_you_mean, quote
from .sources import KeyPath, Origin, SourcedData
from .type_hints import (
    accepts,
    describe_type,
    is_free_text,
    is_struct,
    item_type,
    key_types,
    list_item_type,
    parser_of,
    takes_text,
)

KEYS_OF_OTHER_TOOLS = {
    "position": "place",
    "location": "place",
    "loc": "place",
    "colour": "color",
    "colours": "colors",
    "palette": "colors",
    "cmap": "colors",
    "font": "family",
    "fonts": "family",
    "fontsize": "size",
    "resolution": "dpi",
    "ncols": "columns",
    "figsize": "width",
    "facecolor": "background",
    "subtitle": "caption",
    "name": "label",
    "text": "label",
    "interval": "step",
    "order": "show",
}
"""Names of keys that users of matplotlib and other tools may try, each with the name that it has here."""


class Validated(NamedTuple):
    """The result of a validation.

    Attributes:
        values: The data with its texts parsed. A value with a problem is None; an unknown key is left out.
        problems: All problems, those of the source itself first.
    """

    values: Any
    problems: list[Problem]


def validate(tree: SourcedData, hint: Any) -> Validated:
    """Check plain data against a type.

    Args:
        tree: The data as normalise returns it, and its origins.
        hint: The type of the data as a whole.
    """
    validator = _Validator(tree)
    values = validator.validate(tree.data, hint, ())
    return Validated(values, validator.problems)


def comment_hides_value(origin: Origin, hint: Any) -> bool:
    """Return whether the comment after a value was probably meant as the value, or as its end.

    Args:
        origin: The origin of the value.
        hint: The type of the value.
    """
    comment = origin.comment
    if comment is None or hint is Any:
        return False
    text_hint = list_item_type(hint) or hint
    if comment.value:
        # "dpi: 300 #print" is complete before the comment. "title: Run #1" is not: its value may be any text.
        return is_free_text(text_hint)
    return comment.is_color or takes_text(text_hint)


class _Validator:
    """Checks the values of one source.

    Attributes:
        tree: The data and its origins.
        problems: The problems so far.
    """

    def __init__(self, tree: SourcedData) -> None:
        self.tree = tree
        self.problems = list(tree.problems)

    def validate(self, data: Any, hint: Any, path: KeyPath) -> Any:
        """Return the value at a path, parsed; None if it has a problem."""
        if is_struct(hint):
            return self._validate_struct(data, hint, path)
        if get_origin(hint) is dict and isinstance(data, dict):
            return self._validate_names(data, item_type(hint), path)
        origin = self.tree.origin_of_value(path)
        if comment_hides_value(origin, hint):
            self._add_comment_problem(origin, path)
            return None
        item = list_item_type(hint)
        if item is not None and isinstance(data, list | tuple) and data:
            return [self.validate(value, item, (*path, str(i))) for i, value in enumerate(data)]
        try:
            return _parse(data, hint, origin)
        except msgspec.ValidationError:
            message = _unexpected_value(data, hint, origin)
        except ValueError as e:
            message = str(e)
        self.problems.append(origin.problem(f"{'.'.join(path)}: {message}"))
        return None

    def _validate_names(self, data: Mapping[str, Any], item: Any, path: KeyPath) -> dict[str, Any]:
        """Check a mapping of names that the user chooses, such as categories."""
        for name in data:
            if not name.strip():
                origin = self.tree.origin_of_key((*path, name))
                self.problems.append(origin.problem(f"{'.'.join(path)}: a name is blank; give it a name"))
        return {name: self.validate(value, item, (*path, name)) for name, value in data.items()}

    def _validate_struct(self, data: Any, struct: Any, path: KeyPath) -> dict[str, Any]:
        """Check a part of the style that has keys of its own; null stands for no keys."""
        origin = self.tree.origin_of_value(path)
        if data is None:
            # In "Copying: #aabbcc" under categories, a colour is in the place of the keys of a category.
            if origin.comment and origin.comment.is_color:
                self._add_comment_problem(origin, path)
            return {}
        hints = key_types(struct)
        expected = f"expected {', '.join(hints)}"
        name = ".".join(path)
        if not isinstance(data, dict):
            message = f"{name}: found {origin.show(data)} where keys belong; {expected}"
            self.problems.append(origin.problem(message))
            return {}
        values = {}
        for key, value in data.items():
            key_path = (*path, key)
            if key in hints:
                values[key] = self.validate(value, hints[key], key_path)
                continue
            where = f" in {name}" if name else ""
            message = f"unknown key {quote(key)}{where}{_suggest_key(key, hints)}; {expected}"
            self.problems.append(self.tree.origin_of_key(key_path).problem(message))
        return values

    def _add_comment_problem(self, origin: Origin, path: KeyPath) -> None:
        """Report a comment that hides the value at a path, at the place of the comment."""
        comment = origin.comment
        assert comment is not None
        # A setting of the command line has no lines, so neither has the comment in it.
        location = comment.location if origin.location.line else WHOLE_SOURCE
        origin = replace(origin, location=location)
        self.problems.append(origin.problem(f"{'.'.join(path)}: {comment.message}"))


def _parse(data: Any, hint: Any, origin: Origin) -> Any:
    """Return plain data as a value of a type.

    Raises:
        msgspec.ValidationError: The data is not of the type.
        ValueError: The data is a text that the type's parser refuses.
    """
    value = msgspec.convert(data, hint)
    parser = parser_of(hint)
    if parser is None or value is None:
        return value
    # The parser gets a number as it was written, so that its message shows what the user wrote.
    if origin.literal is not None and not isinstance(value, str):
        value = origin.literal
    return parser(value)


def _unexpected_value(data: Any, hint: Any, origin: Origin) -> str:
    """Return the message for a value that its type does not take."""
    if isinstance(data, str) and origin.is_quoted:
        from .yaml.loader import plain_value

        unquoted = plain_value(data)
        if not isinstance(unquoted, str) and accepts(unquoted, hint):
            return f'found the text "{data}"; remove the quotes'
    return f"found {_show(data, origin)}; expected {describe_type(hint, origin.is_python)}"


def _show(data: Any, origin: Origin) -> str:
    """Return a value as a message shows it; a list or mapping from a file is called just that."""
    if origin.is_python or not isinstance(data, list | dict):
        return origin.show(data)
    kind = "list" if isinstance(data, list) else "mapping"
    if not data:
        return f"an empty {kind}"
    return f"a {kind}"


def _suggest_key(key: str, hints: Mapping[str, Any]) -> str:
    """Return `` (did you mean 'x'?)`` for a key that other tools use or that is misspelt, else nothing."""
    name = KEYS_OF_OTHER_TOOLS.get(key.lower())
    if name in hints:
        return f" (did you mean {name!r}?)"
    return did_you_mean(key, hints)
