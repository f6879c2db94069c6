"""What README and help print is true: each command is run as it stands there."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from PIL import Image

from editor.cli.commands import MODULES
from editor.cli.main import main
from editor.cli.options import parsed
from editor.engine.registry import Registry
from editor.resources import resource
from tests.learned import weights

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ELSEWHERE = ("connect", "test-engine", "disconnect")  # they need another end, and have tests of their own
RACCOON = ROOT / "tests" / "photographs" / "raccoon.jpg"


def _commands(text: str, indent: str = "") -> list[list[str]]:
    """The commands printed in a text, as their words, without what opens the window."""
    lines = re.findall(rf"^{indent}patchboard (.+)$", text, re.MULTILINE)
    found = [shlex.split(re.sub(r"\s{2,}# .*$", "", line)) for line in lines]
    return [words for words in found if words[0] in MODULES]


@pytest.mark.slow
def test_the_tour_of_the_readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(resource("sample", "dandelions.jpg"), "photo.jpg")
    tour = [words for words in _commands(README) if words[0] not in ELSEWHERE]
    assert len(tour) > 12
    for words in tour:
        assert main(words) == 0, words
    for path in tmp_path.glob("*.png"):
        with Image.open(path) as picture:
            picture.load()


def test_what_the_readme_connects_can_be_connected() -> None:
    registry = Registry.found(ask=False)
    ways = [parsed(words) for words in _commands(README) if words[0] == "connect"]
    assert ways
    for way in ways:
        needs = registry.provider(way.provider).needs
        assert needs == {"key"} if way.key_stdin else needs <= {"address"}, way.provider


def test_the_table_of_engines_has_all_with_their_keys() -> None:
    rows = {
        row[1].strip(" `"): row[-1] for row in re.findall(r"^\|(.+)\|(.+)\|.+\|.+\|.+\|(.+)\|$", README, re.MULTILINE)
    }
    providers = Registry.found(ask=False).providers
    assert {provider.name for provider in providers} == rows.keys() - {"patchboard connect", "---", "always there"}
    for provider in providers:
        named = re.findall(r"[A-Z0-9_]{6,}", rows[provider.name])
        assert named == list(provider.variables[:1]), provider.name


def test_the_examples_of_the_help(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with Image.open(RACCOON) as picture:
        picture.crop((300, 200, 540, 380)).save("photo.jpg")
    for name in MODULES:
        if name in ("sample", *ELSEWHERE) or (name == "cutout" and weights("cutout").lacking):
            continue
        with pytest.raises(SystemExit):
            main([name, "--help"])
        examples = _commands(capsys.readouterr().out, indent="  ")
        assert examples, name
        for words in examples:
            assert main(words) == 0, (words, capsys.readouterr().err)


@pytest.mark.slow
def test_the_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["sample", "--headless", "--out", "out"]) == 0
    told = capsys.readouterr().out
    for name, size in (("1-repaired.png", (2656, 1494)), ("2-story.png", (1080, 1920))):
        assert name in told
        with Image.open(tmp_path / "out" / name) as picture:
            assert picture.size == size
    kept = (tmp_path / "out" / "sample.patchboard").read_bytes()
    assert main(["sample", "--headless", "--out", "out"]) == 0
    assert (tmp_path / "out" / "sample.patchboard").read_bytes() == kept, "a project that is there already stays"


def test_every_file_that_is_named_is_there() -> None:
    for name in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / name).is_file(), name
