"""Reads the schema of a model's input, as OpenAPI writes it, into a short list of fields that can be kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

_NO_END = 20  # references that lead to references, before it is taken for a circle


class Field(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One field of an input.

    `type` is JSON's word, or "size" for an object with a width and a height. `choices` are all the values that it
    may have, where they are listed; `most` is how many items a list may hold. `says` describes it.
    """

    name: str
    type: str = ""
    choices: tuple[Any, ...] = ()
    low: float | None = None
    high: float | None = None
    step: float | None = None
    most: int | None = None
    required: bool = False
    says: str = ""


def fields_of(schema: Mapping[str, Any], root: Mapping[str, Any]) -> tuple[Field, ...]:
    """The fields of an object's schema; `root` is the document in which references are looked up.

    A field that has a default is not required, whatever is said of it.
    """
    schema = _looked_up(schema, root)
    properties = schema.get("properties")
    required = schema.get("required")
    needed = set(required) if isinstance(required, list) else set()
    return tuple(
        _field(name, part, root, needed=name in needed)
        for name, part in (properties.items() if isinstance(properties, dict) else ())
        if isinstance(part, dict)
    )


def _field(name: str, part: dict[str, Any], root: Mapping[str, Any], *, needed: bool) -> Field:
    ways = [way for way in _ways(part, root) if way.get("type") != "null"]
    first = next((way for way in ways if _is_size(way)), ways[0] if ways else {})
    choices = [choice for way in ways for choice in way.get("enum") or () if choice is not None]
    low, high = _number(first, "minimum", "exclusiveMinimum"), _number(first, "maximum", "exclusiveMaximum")
    if _is_size(first):
        low, high = _limits_of_size(first, root)
    return Field(
        name=name,
        type="size" if _is_size(first) else str(first.get("type", "")),
        choices=tuple(choices),
        low=low,
        high=high,
        step=_number(first, "multipleOf"),
        most=most if isinstance(most := first.get("maxItems"), int) else None,
        required=needed and "default" not in part,
        says=str(part.get("description") or first.get("description") or "")[:300],
    )


def _ways(part: Mapping[str, Any], root: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The schemas that a value may follow, each whole."""
    part = _looked_up(part, root)
    for word in ("anyOf", "oneOf"):
        if isinstance(part.get(word), list):
            for way in part[word]:
                if isinstance(way, dict):
                    yield from _ways(way, root)
            return
    if isinstance(part.get("type"), list):  # OpenAPI 3.1: one of several types
        types = [type for type in part["type"] if type != "null"]
        part = {**part, "type": types[0] if types else "null"}
    yield dict(part)


def _looked_up(part: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    """With its reference followed, and all that it is made of in one."""
    for _ in range(_NO_END):
        if isinstance(part.get("$ref"), str):
            found: Any = root
            for name in part["$ref"].removeprefix("#/").split("/"):
                found = found.get(name.replace("~1", "/")) if isinstance(found, Mapping) else None
            rest = {key: value for key, value in part.items() if key != "$ref"}
            part = {**(found if isinstance(found, Mapping) else {}), **rest}
        elif isinstance(part.get("allOf"), list):
            rest = {key: value for key, value in part.items() if key != "allOf"}
            whole: dict[str, Any] = {}
            for piece in part["allOf"]:
                whole |= _looked_up(piece, root) if isinstance(piece, dict) else {}
            part = {**whole, **rest}
        else:
            break
    return part


def _is_size(way: Mapping[str, Any]) -> bool:
    properties = way.get("properties")
    return isinstance(properties, dict) and {"width", "height"} <= set(properties)


def _limits_of_size(way: Mapping[str, Any], root: Mapping[str, Any]) -> tuple[float | None, float | None]:
    width = _looked_up(way["properties"]["width"], root)
    return _number(width, "minimum", "exclusiveMinimum"), _number(width, "maximum", "exclusiveMaximum")


def _number(way: Mapping[str, Any], *names: str) -> float | None:
    for name in names:
        value = way.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
    return None
