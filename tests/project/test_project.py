"""A project keeps what it was given: the document, its steps, its originals, its archive."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from editor.document.records import Document, Layer, LayerMask, Setting
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.tiles import Tiles
from editor.project.errors import ProjectError
from editor.project.project import Project
from tests.project.board import Board, generation, noise, picture, state


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "board.patchboard"


def test_a_new_project_is_empty_and_one_file(path: Path) -> None:
    project = Project.create(path)
    assert (project.pointer, project.next_step, project.steps()) == (0, 1, [])
    assert state(project.document) == state(Document())
    project.close()
    assert [name.name for name in path.parent.iterdir()] == [path.name]


def test_what_was_saved_is_there_after_reopening(path: Path) -> None:
    board = Board(Project.create(path))
    mask = Tiles(Size(300, 280), 1, fill=255).filled(Rect(10, 10, 90, 200), 7)
    layer = msgspec.structs.replace(
        picture("a", 1), name="Dör", transform=Affine.rotation(30), mask=LayerMask(mask, 5, -3), opacity=0.25
    )
    board.put(layer)
    board.commit(msgspec.structs.replace(board.document, settings={"title": Setting(id="title", value="Board")}))
    wanted = state(board.document)
    board.project.close()
    project = Project.open(path)
    assert state(project.document) == wanted
    found = project.document.layers["a"]
    assert (found.name, found.transform, found.opacity) == ("Dör", Affine.rotation(30), 0.25)
    assert found.mask is not None
    assert (found.mask.tiles.array() == mask.array()).all()
    assert project.document.settings["title"].value == "Board"
    assert (project.pointer, project.next_step) == (2, 3)
    project.close()


def test_undo_and_redo_work_from_the_file_alone(path: Path) -> None:
    board = Board(Project.create(path))
    states = [state(board.document)]
    for number in range(6):
        board.put(picture(f"layer {number % 3}", number))
        states.append(state(board.document))
    board.project.close()
    board = Board(Project.open(path))
    for wanted in reversed(states[:-1]):
        board.undo()
        assert state(board.document) == wanted
    assert board.undo() is None
    board.project.close()
    board = Board(Project.open(path))
    for wanted in states[1:]:
        board.redo()
        assert state(board.document) == wanted
    assert board.redo() is None
    board.project.close()


def test_steps_are_found_before_they_are_written(path: Path) -> None:
    board = Board(Project.create(path))
    for number in range(20):
        board.put(picture("a", number))
        assert [head.id for head in board.project.steps()] == list(range(1, number + 2))
        assert board.project.step(number + 1).changes[0].after is board.document.layers["a"]
    board.project.close()


def test_a_step_that_never_was_is_a_lookup_error(path: Path) -> None:
    project = Project.create(path)
    with pytest.raises(LookupError):
        project.step(4)
    project.close()


def test_editing_a_record_rewrites_only_its_row(path: Path) -> None:
    board = Board(Project.create(path))
    for number in range(5):
        board.put(picture(f"layer {number}", number))
    board.project.flush()
    rows = "SELECT id, rowid FROM record"
    before = dict(board.project._read(lambda db: db.rows(rows)))
    board.put(msgspec.structs.replace(board.document.layers["layer 2"], opacity=0.5))
    board.project.flush()
    after = dict(board.project._read(lambda db: db.rows(rows)))
    assert {id for id in after if after[id] != before[id]} == {"layer 2"}
    board.project.close()


def test_tiles_are_paged_from_the_file_once_they_are_saved(path: Path) -> None:
    board = Board(Project.create(path))
    assert board.put(picture("a", 3)).wait(10)
    pixels = board.document.layers["a"].pixels
    assert pixels is not None
    assert all(tile.stored for tile in pixels)
    board.project.cache.clear()
    assert (pixels.array() == noise(3, 300, 280)).all()
    board.project.close()


def test_far_views_of_tiles_are_those_of_the_pixels(path: Path) -> None:
    board = Board(Project.create(path))
    pixels = Tiles.from_array(noise(5, 700, 500))
    wanted = [pixels.crop(pixels.level_size(level).rect, level) for level in range(9)]
    board.put(Layer(id="a", pixels=pixels)).wait(10)
    board.project.close()
    project = Project.open(path)
    found = project.document.layers["a"].pixels
    assert found is not None
    for level in reversed(range(9)):
        assert (found.crop(found.level_size(level).rect, level) == wanted[level]).all()
    project.close()


def test_the_same_tile_is_stored_once(path: Path) -> None:
    board = Board(Project.create(path))
    for number in range(10):
        board.put(picture(f"layer {number}", 1))
    board.project.flush()
    assert board.project.check().tiles == 4
    board.project.close()


def test_a_layer_copied_from_another_project_brings_its_tiles(path: Path) -> None:
    one = Board(Project.create(path))
    assert one.put(picture("a", 9)).wait(10)
    two = Board(Project.create(path.with_name("two.patchboard")))
    two.put(one.document.layers["a"])
    two.project.close()
    one.project.close()
    project = Project.open(path.with_name("two.patchboard"))
    assert state(project.document) == state(Document(layers={"a": picture("a", 9)}))
    project.close()


def test_unknown_fields_of_a_newer_version_survive_a_save(path: Path) -> None:
    board = Board(Project.create(path))
    board.put(picture("a", 1))
    board.project._call(lambda db: _add_field(db, "a"))
    board.project.close()
    for opacity in (0.5, 0.25):  # twice: what is written must still be marked as newer
        board = Board(Project.open(path))
        layer = board.document.layers["a"]
        assert layer.extra == {"halo": {"radius": 4}}
        board.put(msgspec.structs.replace(layer, opacity=opacity))
        board.project.close()
    project = Project.open(path)
    assert project.document.layers["a"].extra == {"halo": {"radius": 4}}
    assert project.document.layers["a"].opacity == 0.25
    project.close()


def test_tables_of_a_newer_version_are_left_alone(path: Path) -> None:
    board = Board(Project.create(path))
    board.put(picture("a", 1))
    board.project._call(lambda db: db.run("INSERT INTO record VALUES ('guides', 'g', 2, x'80')"))
    board.project.close()
    board = Board(Project.open(path))
    board.put(picture("b", 2))
    board.project.compact(keep=0)
    board.project.close()
    project = Project.open(path)
    assert project._read(lambda db: db.rows("SELECT id FROM record WHERE kind = 'guides'")) == [("g",)]
    project.close()


def test_a_read_only_project_refuses_to_be_changed(path: Path) -> None:
    Project.create(path).close()
    project = Project.open(path, read_only=True)
    assert project.read_only
    for change in (
        lambda: project.save((), 1),
        lambda: project.add_original(b""),
        lambda: project.archive.add(generation("g")),
        lambda: project.set_thumbnail(b""),
        project.compact,
    ):
        with pytest.raises(ProjectError, match="read-only"):
            change()
    project.close()


def test_a_profile_and_the_thumbnail_are_kept(path: Path) -> None:
    project = Project.create(path)
    digest = project.add_profile(b"profile")
    assert project.profile(digest) == b"profile"
    assert project.thumbnail == b""
    project.set_thumbnail(b"one").wait(10)
    project.set_thumbnail(b"two").wait(10)
    project.close()
    project = Project.open(path, read_only=True)
    assert (project.profile(digest), project.thumbnail) == (b"profile", b"two")
    project.close()


def test_save_as_is_a_whole_project(path: Path) -> None:
    board = Board(Project.create(path))
    board.put(picture("a", 1))
    copy = path.with_name("copy.patchboard")
    copy.write_bytes(b"what was there before")
    board.project.backup(copy)
    board.put(picture("b", 2))
    board.project.close()
    project = Project.open(copy)
    assert set(project.document.layers) == {"a"}
    assert project.check().well
    project.close()
    assert {name.name for name in path.parent.iterdir()} == {path.name, copy.name}


def test_ten_thousand_layers_come_back(path: Path) -> None:
    board = Board(Project.create(path))
    layers = {f"{number}": Layer(id=f"{number}", opacity=number / 10_000) for number in range(10_000)}
    board.commit(Document(layers=layers))
    board.project.close()
    project = Project.open(path)
    assert len(project.document.layers) == 10_000
    assert project.document.layers["777"].opacity == 0.0777
    project.close()


def test_nothing_can_be_done_after_closing(path: Path) -> None:
    board = Board(Project.create(path))
    board.project.close()
    board.project.close()
    with pytest.raises(ProjectError, match="closed"):
        board.put(picture("a", 1))
    with pytest.raises(ProjectError, match="closed"):
        board.project.step(1)


def _add_field(db, id: str) -> None:
    """What a newer version would have written."""
    data = db.value("SELECT data FROM record WHERE id = ?", id)
    fields = {**msgspec.msgpack.decode(data), "halo": {"radius": 4}}
    db.run("UPDATE record SET format = 2, data = ? WHERE id = ?", msgspec.msgpack.encode(fields), id)
