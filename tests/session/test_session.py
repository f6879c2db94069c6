"""A session: commits, undo and redo over a real file, also across a restart and where nothing may be written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from editor.document.records import Document, Layer, Setting
from editor.pixels.geometry import Size
from editor.pixels.tiles import Tiles
from editor.project.errors import ProjectError
from editor.project.project import Project
from editor.session.session import Session


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.patchboard"
    Project.create(path).close()
    return path


@contextmanager
def opened(path: Path) -> Iterator[Session]:
    session = Session(Project.open(path))
    try:
        yield session
    finally:
        session.close()


def titled(session: Session, title: str) -> None:
    session.commit(title, session.document.with_(Setting(id="title", value=title)))


def title(session: Session) -> str:
    setting = session.document.settings.get("title")
    return setting.value if setting else ""


def test_undo_and_redo_walk_the_steps(path: Path) -> None:
    with opened(path) as session:
        heard: list[tuple[Document, Document]] = []
        session.changed.connect(lambda before, after: heard.append((before, after)))
        titled(session, "one")
        titled(session, "two")
        assert session.undo() and title(session) == "one"
        assert session.undo() and title(session) == "" and not session.undo()
        assert session.redo() and session.redo() and title(session) == "two" and not session.redo()
        assert len(heard) == 6 and all(before is not after for before, after in heard)
        assert heard[-1][1] is session.document


def test_undo_and_redo_go_on_after_a_restart(path: Path) -> None:
    with opened(path) as session:
        titled(session, "one")
        titled(session, "two")
        session.undo()
    with opened(path) as session:
        assert title(session) == "one"
        assert session.redo() and title(session) == "two"
        assert session.undo() and session.undo() and title(session) == ""
    with opened(path) as session:
        assert title(session) == "" and session.history.redo_label == "one"


def test_redo_goes_to_the_newest_child_also_after_a_restart(path: Path) -> None:
    with opened(path) as session:
        titled(session, "one")
        titled(session, "left behind")
        session.undo()
        titled(session, "newest")
        session.undo()
        assert session.history.redo_label == "newest"
    with opened(path) as session:
        assert session.redo() and title(session) == "newest"
        assert {head.label for head in session.history.heads.values()} == {"one", "left behind", "newest"}


def test_a_commit_without_a_difference_is_no_step(path: Path) -> None:
    with opened(path) as session:
        assert not session.commit("nothing", session.document) and not session.undo()


def test_what_is_undone_leaves_the_selection(path: Path) -> None:
    with opened(path) as session:
        selected: list[frozenset[str]] = []
        session.selected.connect(selected.append)
        layer = Layer(id="a", pixels=Tiles(Size(4, 4)))
        session.commit("add", session.document.with_(layer))
        session.select(["a", "unknown"])
        session.undo()
        assert selected == [frozenset("a"), frozenset()] and session.selection == frozenset()


def test_a_step_that_cannot_be_written_changes_nothing(path: Path) -> None:
    with opened(path) as writer:
        titled(writer, "one")
        titled(writer, "two")
        writer.undo()
        writer.project.flush()
        with opened(path) as session:  # a copy, since the file is open for writing already
            assert session.project.read_only and session.project.held_by
            before, pointer = session.document, session.history.pointer
            for change in (session.undo, session.redo, lambda: titled(session, "three")):
                with pytest.raises(ProjectError, match="read-only"):
                    change()
                assert session.document is before and session.history.pointer == pointer
            assert (session.history.undo_label, session.history.redo_label) == ("one", "two")


def test_only_its_own_thread_may_touch_it(path: Path) -> None:
    from threading import Thread

    with opened(path) as session:
        raised: list[BaseException] = []

        def elsewhere() -> None:
            for call in (session.undo, session.redo, lambda: titled(session, "x"), lambda: session.select([])):
                with pytest.raises(RuntimeError) as told:
                    call()
                raised.append(told.value)

        thread = Thread(target=elsewhere)
        thread.start()
        thread.join()
        assert len(raised) == 4
