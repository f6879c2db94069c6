"""An embedder: a user's ONNX file gives pictures vectors, measured with the rest, kept by its hash; errors in words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from editor.engine.errors import BadRequest
from editor.project.project import Project
from editor.session.aside import Process
from editor.session.drift import drift
from editor.session.embedding import Embedder, embedder
from editor.session.session import Session
from tests.pixels.series import drifting
from tests.session.nets import embedding_net, other_net
from tests.session.sets import series


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty results; from number 13 on much lighter."""
    return series(tmp_path_factory.mktemp("set") / "a.patchboard", drifting(4, ["coffee"], 13, 0.0, 0.4, count=20))


def flat(value: int, alpha: int = 255) -> np.ndarray:
    return np.full((40, 60, 4), (value, 128, 255 - value, alpha), np.uint8)


@pytest.mark.parametrize("last", [False, True], ids=["channels first", "channels last"])
def test_a_file_gives_unit_vectors_in_either_order_of_channels(tmp_path: Path, last: bool) -> None:
    embed = embedder(embedding_net(tmp_path / "net.onnx", last=last)).by()
    one, same, other = embed(flat(200)), embed(flat(200)[..., :3]), embed(flat(20))
    assert one.dtype == np.float32 and np.linalg.norm(one) == pytest.approx(1, abs=1e-5)
    assert np.allclose(one, same) and float(one @ other) < 0.99
    assert not np.allclose(embed(flat(200, alpha=0)), one), "what is transparent is grey"


def test_what_results_show_is_a_part_of_drift_and_kept(project: Path, tmp_path: Path) -> None:
    by = embedder(embedding_net(tmp_path / "net.onnx"))
    session = Session(Project.open(project))
    try:
        archive, document = session.project.archive, session.document
        plain = drift(archive, document)
        assert all(point.distances["embedding"] == 0 for point in plain.points)
        found = drift(archive, document, embedder=by)
        away = [point.distances["embedding"] for point in found.points]
        assert np.median(away[12:]) > 3 * np.median(away[:12]) > 0
        kept = Embedder("gone.onnx", by.digest)
        again = drift(archive, document, embedder=kept)
        assert [point.distances["embedding"] for point in again.points] == pytest.approx(away, abs=2e-3), "kept by hash"
        rest = [part for part in plain.bands if part != "embedding"]
        assert all(found.bands[part] == plain.bands[part] for part in rest), "the other parts are as they were"
    finally:
        session.close()


def test_it_runs_in_another_process(tmp_path: Path) -> None:
    by, process = embedder(embedding_net(tmp_path / "net.onnx")), Process()
    try:
        assert np.allclose(by.by(process)(flat(200)), by.by()(flat(200)))
    finally:
        process.close()


def test_files_that_cannot_be_used_say_why(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="cannot be read"):
        embedder(tmp_path / "none.onnx")
    (tmp_path / "words.onnx").write_text("no net")
    with pytest.raises(BadRequest, match="cannot load"):
        embedder(tmp_path / "words.onnx").by()(flat(1))
    with pytest.raises(BadRequest, match="takes no picture"):
        embedder(other_net(tmp_path / "other.onnx")).by()(flat(1))
    path = embedding_net(tmp_path / "net.onnx")
    before = embedder(path)
    embedding_net(path, last=True)
    with pytest.raises(BadRequest, match="has changed"):
        before.by()(flat(1))
