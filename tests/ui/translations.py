"""Brings the translations up to date with the texts in the source: `make translations`."""

from __future__ import annotations

import ast
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "resources/translations"
SOURCES = sorted(ROOT.glob("editor/ui/**/*.py"))
TOOLS = sorted(ROOT.glob("editor/tools/*.py"))
OF_TOOLS = {"name": "Actions", "hint": "Actions", "label": "Desk"}  # the context in which the window asks for each


class Text(NamedTuple):
    """A text as the window asks Qt for it."""

    context: str
    words: str


def texts() -> list[Text]:
    """Every text of the window, each once, in the order of the source."""
    found = [text for path in SOURCES for text in _in_module(path)]
    found += [text for path in TOOLS for text in _of_tools(path)]
    return list(dict.fromkeys(found))


def translated(path: Path) -> dict[Text, str]:
    """What a .ts file says of each text; those that are unfinished are left out."""
    found = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            words, made = message.findtext("source") or "", message.find("translation")
            if made is not None and made.text and made.get("type") is None:
                found[Text(context.findtext("name") or "", words)] = made.text
    return found


def update(path: Path, known: dict[Text, str]) -> list[Text]:
    """Write the file anew with all texts and what is `known` of them; those that lack are unfinished and returned."""
    root = ET.Element("TS", version="2.1", language=path.stem.removeprefix("patchboard_"), sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    wanted = sorted(texts(), key=lambda text: text.context)
    for text in wanted:
        if text.context not in contexts:
            contexts[text.context] = ET.SubElement(root, "context")
            ET.SubElement(contexts[text.context], "name").text = text.context
        message = ET.SubElement(contexts[text.context], "message")
        ET.SubElement(message, "source").text = text.words
        if text in known:
            ET.SubElement(message, "translation").text = known[text]
        else:
            ET.SubElement(message, "translation", type="unfinished")
    ET.indent(root, "")
    written = ET.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{written}\n', encoding="utf-8")
    return [text for text in wanted if text not in known]


def release(path: Path) -> None:
    """Make what the window reads of a .ts file, with Qt's own tool."""
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([tool, "-silent", path, "-qm", path.with_suffix(".qm")], check=True)


def _in_module(path: Path) -> Iterator[Text]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield from _calls(tree, "", _free(tree))


def _calls(node: ast.AST, owner: str, free: dict[str, str]) -> Iterator[Text]:
    """Texts in calls of `self.tr`, of the module's own functions, and of `translate`; `owner` is the class around."""
    if isinstance(node, ast.ClassDef):
        owner = node.name
    if isinstance(node, ast.Call) and node.args:
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr == "tr":
            yield from (Text(owner, words) for words in _words(node.args[0]))
        elif isinstance(called, ast.Attribute) and called.attr == "translate" and len(node.args) > 1:
            yield from (Text(context, words) for context in _words(node.args[0]) for words in _words(node.args[1]))
        elif isinstance(called, ast.Name) and called.id in free:
            yield from (Text(free[called.id], words) for words in _words(node.args[0]))
    for child in ast.iter_child_nodes(node):
        yield from _calls(child, owner, free)


def _free(tree: ast.Module) -> dict[str, str]:
    """The functions of a module that translate, and their contexts: its own, and those that it imports."""
    found = _defined(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("editor."):
            names = {alias.name: alias.asname or alias.name for alias in node.names if alias.name.strip("_") == "tr"}
            path = ROOT / f"{node.module.replace('.', '/')}.py"
            if names and path.exists():
                defined = _defined(ast.parse(path.read_text(encoding="utf-8")))
                found |= {local: defined[name] for name, local in names.items() if name in defined}
    return found


def _defined(tree: ast.Module) -> dict[str, str]:
    found = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.strip("_") == "tr":
            call = next(part for part in ast.walk(node) if isinstance(part, ast.Call))
            assert isinstance(call.args[0], ast.Constant)
            found[node.name] = str(call.args[0].value)
    return found


def _words(argument: ast.expr) -> Iterator[str]:
    if isinstance(argument, ast.IfExp):
        yield from _words(argument.body)
        yield from _words(argument.orelse)
    elif isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
        yield argument.value


def _of_tools(path: Path) -> Iterator[Text]:
    """Names, hints and labels, which tools say in plain words: they know no Qt."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id in OF_TOOLS:
            yield from (Text(OF_TOOLS[node.target.id], words) for words in _words(node.value or ast.Constant(None)))
        elif isinstance(node, ast.FunctionDef) and node.name in OF_TOOLS:
            for part in ast.walk(node):
                if isinstance(part, ast.Return) and part.value is not None:
                    yield from (Text(OF_TOOLS[node.name], words) for words in _words(part.value))


def main() -> None:
    for path in sorted(FOLDER.glob("patchboard_*.ts")):
        missing = update(path, translated(path))
        release(path)
        for text in missing:
            print(f"{path.name}: {text.context}: {text.words!r} is not translated yet")


if __name__ == "__main__":
    main()
