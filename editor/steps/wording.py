"""Wording: what a text with {variables}, {one|of|these} and lines of files says for one seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from editor.document.records import Document, Setting

VARIABLES = "variables"  # the setting that holds the values of names, a dict of texts
LONGEST = 20_000  # characters that a text may become
MOST = 1000  # braces that are told in one text
FILE = "file:"
_BRACES = re.compile(r"\{([^{}]*)\}")
_HELD = ("\ue000", "\ue001")  # braces that are left as they are, while others are told
_TEXT = str.maketrans("{}", "".join(_HELD))
_BACK = str.maketrans("".join(_HELD), "{}")

Lines = Callable[[str], Sequence[str]]
"""The lines of a list of that name. Raises LookupError with a sentence where there is none."""


class Worded(NamedTuple):
    """A text with everything in braces told, and sentences on what could not be."""

    text: str
    missing: tuple[str, ...] = ()


def no_lines(name: str) -> Sequence[str]:
    """There are no lists."""
    raise LookupError(f"There is no list called {name}.")


def worded(text: str, seed: str | int, values: Mapping[str, str], lines: Lines = no_lines) -> Worded:
    """The text with {name} as its value, {a|b} as one of these and {file:names.txt} as one line of that list.

    The same text, seed, values and lists give the same. What stands in braces within braces is told first, and so is
    what is in a value or a line. What is not known stays as it is written.
    """
    chance = random.Random(seed)
    missing: list[str] = []
    for _ in range(MOST):
        found = _BRACES.search(text)
        if found is None or len(text) > LONGEST:
            break
        told = _told(found[1], chance, values, lines, missing)
        told = found[0].translate(_TEXT) if told is None else told
        text = text[: found.start()] + told + text[found.end() :]
    return Worded(text[:LONGEST].translate(_BACK), tuple(dict.fromkeys(missing)))


def variables(document: Document) -> dict[str, str]:
    """The values of names in a project."""
    setting = document.settings.get(VARIABLES)
    value = setting.value if setting is not None else None
    return {str(name): str(text) for name, text in value.items()} if isinstance(value, dict) else {}


def with_variable(document: Document, name: str, value: str) -> Document:
    """The document with a value for a name; an empty one takes the name away."""
    values = {**variables(document), name: value}
    return document.with_(Setting(id=VARIABLES, value={name: text for name, text in values.items() if text}))


def _told(inner: str, chance: random.Random, values: Mapping[str, str], lines: Lines, missing: list[str]) -> str | None:
    """What stands for braces with `inner` in them; None where they stay."""
    if inner.startswith(FILE):
        try:
            return chance.choice(lines(inner[len(FILE) :].strip()))
        except (LookupError, OSError) as error:
            missing.append(str(error.args[0]) if error.args else str(error))
            return None
    if "|" in inner:
        return chance.choice(inner.split("|")).strip()
    name = inner.strip()
    if name in values:
        return values[name]
    if name:
        missing.append(f"{{{name}}} has no value.")
    return None
