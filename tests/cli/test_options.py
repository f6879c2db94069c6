"""What is not understood: said with the range or form that is taken, as words or as JSON, before anything is done."""

from __future__ import annotations

import json
import re
from argparse import ArgumentTypeError
from pathlib import Path

import pytest

from editor.cli import values
from editor.cli.commands import MODULES
from editor.cli.main import main
from editor.cli.options import parsed
from editor.pixels.geometry import Size
from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("fill a --count 0", "from 1 to"),
        ("fill a --count -3", "from 1 to"),
        ("fill a --count two", "from 1 to"),
        ("fill a --feather -4", "from 0 to"),
        ("fill a --feather 100000", "from 0 to 1000"),
        ("fill a --seed -1", "from 0 to"),
        ("fill a --edge soft", "exact"),
        ("export a -o b --quality 500", "from 1 to 100"),
        ("export a -o b --quality -5", "from 1 to 100"),
        ("compact a --keep-steps -1", "from 0 to"),
        ("undo a --steps 0", "from 1 to"),
        ("flatten a -o b --scale 0", "from 0.001 to 100"),
        ("flatten a -o b --scale -1", "from 0.001 to 100"),
        ("flatten a -o b --scale nan", "from 0.001 to 100"),
        ("flatten a -o b --scale 1000", "from 0.001 to 100"),
        ("extend a --to 65535x65535", "256 million"),
        ("extend a --to 65536x1", "65535"),
        ("extend a --to 10", "1080x1920"),
        ("extend a --by -5,0,0,0", "0,200,0,200"),
        ("extend a --by 1,2,3", "4 whole numbers"),
        ("mask a --rect 0,0,0,5", "at least 1"),
        ("fill a --palette red", "NAME=#hex"),
        ("fill a --prom x", "unrecognized"),
        ("fill", "required"),
        ("nonsense", "invalid choice"),
        ("", "no command"),
    ],
)
def test_what_is_not_understood_is_said(capsys: pytest.CaptureFixture[str], arguments: str, said: str) -> None:
    assert main(arguments.split()) == 2
    out, err = capsys.readouterr()
    assert said in err and "--help" in err and not out
    assert main([*arguments.split(), "--json"]) == 2
    error = json.loads(capsys.readouterr().out)
    assert error["error"] and error["advice"] and error["code"] == 2


def test_numbers_below_zero_are_no_options() -> None:
    assert parsed(["import", "a", "b", "--at", "-10,5"]).at == (-10, 5)
    assert parsed(["mask", "a", "--rect", "-4,-4,10,10", "--grow", "-3"]).grow == -3


@pytest.mark.parametrize("name", MODULES)
def test_every_command_has_help_with_an_example_that_is_understood(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    text = capsys.readouterr().out
    assert ended.value.code == 0 and "exit codes:" in text
    examples = re.findall(r"^  patchboard (.+)$", text, re.MULTILINE)
    assert examples
    for example in examples:
        words = [quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|(\S+)', example)]
        assert parsed(words).command == name


def test_references_know_roles_and_names_with_colons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.jpg", "b:c.jpg"):
        Path(name).touch()
    assert values.reference("a.jpg") == (Path("a.jpg"), "style")
    assert values.reference("a.jpg:palette") == (Path("a.jpg"), "palette")
    assert values.reference("b:c.jpg") == (Path("b:c.jpg"), "style")
    with pytest.raises(ArgumentTypeError, match="no role"):
        values.reference("a.jpg:stile")


def test_sizes_and_palettes() -> None:
    assert values.size("1080X1920") == Size(1080, 1920)
    first, second = values.palette("brand=#1a4fd0, warm = orange")
    assert (first.name, first.rgb) == ("brand", (26, 79, 208))
    assert (second.name, second.rgb) == ("warm", (255, 165, 0))


def test_more_candidates_than_an_engine_offers(photo: Path, mask: Path, tmp_path: Path, patchboard: Run) -> None:
    error = patchboard("fill", photo, "--mask", mask, "-o", tmp_path / "o.png", "--count", 17, fails=2)
    assert "at most 16" in error["error"]


def test_what_belongs_to_the_other_kind_of_file(
    project: Path, photo: Path, mask: Path, tmp_path: Path, patchboard: Run
) -> None:
    out = tmp_path / "o.png"
    patchboard("fill", photo, "--mask", mask, "-o", out, "--layer", "photo", fails=2)
    patchboard("fill", project, "--mask", mask, fails=2)
    patchboard("fill", project, "-o", out, fails=2)
    patchboard("fill", project, "--force", fails=2)
    patchboard("fill", project, "--anyway", fails=2)
    patchboard("extend", project, "--to", "300x300", "--fit", "width", fails=2)
    patchboard("generate", project, "--size", "20x20", "-o", out, fails=2)
    patchboard("generate", "--size", "20x20", fails=2)


def test_too_large_is_refused_before_the_work(project: Path, tmp_path: Path, patchboard: Run) -> None:
    out = tmp_path / "o.png"
    assert "too large" in patchboard("flatten", project, "-o", out, "--scale", 100, fails=1)["error"]
    assert "too large" in patchboard("extend", project, "--by", "60000,60000,0,0", fails=1)["error"]
