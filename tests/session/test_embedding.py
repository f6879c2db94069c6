"""An embedder: a user's ONNX file gives pictures vectors, measured with the rest, kept by its hash; errors in words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
from msgspec.structs import replace

from editor.engine.embedder import Embedder, own
from editor.engine.embedding import Embedding, giving
from editor.engine.errors import BadRequest
from editor.engine.stop import Stop
from editor.project.project import Project
from editor.session.aside import Process
from editor.session.drift import drift
from editor.session.session import Session
from tests.pixels.series import drifting
from tests.session.nets import FEATURES, SIDE, embedding_net, other_net
from tests.session.sets import series


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty results; from number 13 on much lighter."""
    return series(tmp_path_factory.mktemp("set") / "a.patchboard", drifting(4, ["coffee"], 13, 0.0, 0.4, count=20))


def flat(value: int, alpha: int = 255) -> np.ndarray:
    return np.full((40, 60, 4), (value, 128, 255 - value, alpha), np.uint8)


def embedded(by: Embedder, pixels: np.ndarray) -> np.ndarray:
    return Embedding(by, pixels)(stop=None)


@pytest.mark.parametrize("last", [False, True], ids=["channels first", "channels last"])
def test_a_file_gives_unit_vectors_in_either_order_of_channels(tmp_path: Path, last: bool) -> None:
    by = own(embedding_net(tmp_path / "net.onnx", last=last))
    one, same, other = embedded(by, flat(200)), embedded(by, flat(200)[..., :3]), embedded(by, flat(20))
    assert one.dtype == np.float32 and np.linalg.norm(one) == pytest.approx(1, abs=1e-5)
    assert np.allclose(one, same) and float(one @ other) < 0.99
    assert not np.allclose(embedded(by, flat(200, alpha=0)), one), "what is transparent is grey"


def test_what_results_show_is_a_part_of_drift_and_kept(project: Path, tmp_path: Path) -> None:
    by = own(net := embedding_net(tmp_path / "net.onnx"))
    session = Session(Project.open(project))
    try:
        archive, document = session.project.archive, session.document
        plain = drift(archive, document)
        assert all(point.distances["embedding"] == 0 for point in plain.points)
        found = drift(archive, document, embedder=by)
        away = [point.distances["embedding"] for point in found.points]
        assert np.median(away[12:]) > 3 * np.median(away[:12]) > 0
        net.unlink()
        again = drift(archive, document, embedder=by)
        assert [point.distances["embedding"] for point in again.points] == pytest.approx(away, abs=2e-3), "kept by hash"
        rest = [part for part in plain.bands if part != "embedding"]
        assert all(found.bands[part] == plain.bands[part] for part in rest), "the other parts are as they were"
        narrow = replace(by, feed=replace(by.feed, apart=1e-4))
        embedding_net(net)
        assert drift(archive, document, embedder=narrow).bands["embedding"].limit < found.bands["embedding"].limit
    finally:
        session.close()


def test_it_runs_in_another_process(tmp_path: Path) -> None:
    by, process = own(embedding_net(tmp_path / "net.onnx")), Process()
    try:
        assert np.allclose(process(Embedding(by, flat(200)), Stop()), embedded(by, flat(200)))
    finally:
        process.close()


def test_a_file_beside_it_says_how_a_net_is_fed(tmp_path: Path) -> None:
    usual = own(net := embedding_net(tmp_path / "net.onnx"))
    said = tmp_path / "net.json"
    said.write_text('{"order": "bgr"}')
    turned = own(net)
    assert turned.digest != usual.digest, "vectors of nets that are fed otherwise are not compared"
    assert not np.allclose(embedded(turned, flat(200)), embedded(usual, flat(200)))
    assert np.allclose(embedded(turned, flat(200)[..., 2::-1]), embedded(usual, flat(200)), atol=1e-5)
    said.write_text('{"mean": [0, 0, 0], "deviation": [255, 255, 255]}')
    assert not np.allclose(embedded(own(net), flat(200)), embedded(usual, flat(200)))
    said.write_text('{"output": "seen"}')
    inner = embedded(own(net), flat(200))
    assert len(inner) == FEATURES * (SIDE - 4) ** 2, "a tensor inside of the net is the vector"
    said.write_text('{"output": "hidden"}')
    with pytest.raises(BadRequest, match="hidden"):
        embedded(own(net), flat(200))
    said.write_text('{"order": "grey"}')
    with pytest.raises(BadRequest, match=r"net\.json does not say how the embedder is fed") as caught:
        own(net)
    assert "take it away" in caught.value.advice


@pytest.mark.parametrize("name", ["v", "a/long/" * 30])
def test_a_tensor_of_any_name_is_given_out(tmp_path: Path, name: str) -> None:
    """What onnx itself reads of the bytes is the model, with one more output."""
    before = embedding_net(tmp_path / "net.onnx").read_bytes()
    made = onnx.load_from_string(giving(before, name))
    assert [one.name for one in made.graph.output] == ["vector", name]
    del made.graph.output[1]
    assert made == onnx.load_from_string(before)


def test_files_that_cannot_be_used_say_why(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="cannot be read"):
        own(tmp_path / "none.onnx")
    (tmp_path / "words.onnx").write_text("no net")
    with pytest.raises(BadRequest, match="cannot load"):
        embedded(own(tmp_path / "words.onnx"), flat(1))
    with pytest.raises(BadRequest, match="takes no picture"):
        embedded(own(other_net(tmp_path / "other.onnx")), flat(1))
    before = own(path := embedding_net(tmp_path / "net.onnx"))
    embedding_net(path, last=True)
    with pytest.raises(BadRequest, match="has changed"):
        embedded(before, flat(1))
