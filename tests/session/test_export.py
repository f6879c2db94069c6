"""Exports keep format, size, profile, depth and all pixels outside of what was changed; nothing unfinished is left."""

from __future__ import annotations

import os
import resource
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from editor.document.records import Frame, changed
from editor.engine.errors import Cancelled
from editor.engine.stop import Stop
from editor.pixels.colour import DISPLAY_P3
from editor.pixels.decode import decode, decode_deep, inspect
from editor.pixels.geometry import Rect, Size
from editor.pixels.profiles import made, same_space
from editor.session.aside import Process
from editor.session.export import Export, exported, picture_file, planned
from editor.session.session import Session
from editor.steps.export import Output, Subject, source_of
from editor.steps.write import write_new
from tests.pixels.files import saved
from tests.session.exporting import BOX, PROMPT, SEED, kinds, photograph, project_of

KINDS = list(kinds())
P3 = made(DISPLAY_P3)


def _outside(size: Size, margin: int = 0) -> np.ndarray:
    outside = np.ones((size.h, size.w), bool)
    outside[BOX.grown(margin).slices] = False
    return outside


def _own(session: Session, subject: Subject, folder: Path, output: Output | None = None) -> tuple[bytes, str]:
    (item,) = planned(session.project, session.document, [subject], output or Output(), folder)
    data, _ = picture_file(session.project, session.document, subject, item.output)
    return data, item.path.suffix


@pytest.mark.parametrize("kind", KINDS)
def test_as_the_source_was(kind: str, tmp_path: Path) -> None:
    before, suffix = kinds()[kind]
    session, subject = project_of(tmp_path, before, f"photo{suffix}")
    after, ending = _own(session, subject, tmp_path)
    session.close()
    was, now = decode(before), decode(after)
    assert ending == suffix and inspect(after).format == inspect(before).format
    assert now.profile == was.profile and now.bits == was.bits and now.had_alpha == was.had_alpha
    assert now.pixels.shape == was.pixels.shape and now.jpeg == was.jpeg
    assert now.dpi == (pytest.approx(was.dpi, abs=0.1) if was.dpi else was.dpi)
    with Image.open(tmp_path / f"photo{suffix}") as image:
        assert "turned" not in kind or now.pixels.shape[:2] == image.size, "upright, and not turned once more"
    lossless = suffix != ".jpg"
    outside = _outside(Size(*now.pixels.shape[1::-1]), 0 if lossless else 16)
    if lossless:
        assert np.array_equal(now.pixels[outside], was.pixels[outside])
    else:
        moved = np.abs(now.pixels[outside].astype(int) - was.pixels[outside])
        assert moved.mean() < 0.5 and np.quantile(moved, 0.99) <= 4
    if was.bits == 16:
        deep, original = decode_deep(after), decode_deep(before)
        assert deep is not None and original is not None and np.array_equal(deep[outside], original[outside])
    inside = now.pixels[BOX.grown(-4).slices][..., :3].astype(int)
    assert np.abs(inside - (200, 30, 40)).max() <= (0 if lossless else 12)


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WebP", "AVIF", "TIFF"])
def test_the_file_says_how_it_was_made(format: str, tmp_path: Path) -> None:
    session, subject = project_of(tmp_path, kinds()["PNG"][0], "photo.png")
    told = decode(_own(session, subject, tmp_path, Output(format=format))[0]).metadata["xmp"]
    assert PROMPT in told and f">{SEED}<" in told and "cloud" in told and "compositeSynthetic" in told
    silent = decode(_own(session, subject, tmp_path, Output(format=format, described=False))[0])
    assert "xmp" not in silent.metadata
    patch = next(layer for layer in session.document.layers.values() if layer.onto)
    session.commit("Hide", session.document.with_(changed(patch, visible=False)))
    plain = decode(_own(session, subject, tmp_path, Output(format=format))[0])
    assert "xmp" not in plain.metadata, "nothing of it is to be seen"
    session.close()


def test_scale_size_quality_and_profile(tmp_path: Path) -> None:
    session, subject = project_of(tmp_path, kinds()["PNG, P3"][0], "photo.png")
    assert inspect(_own(session, subject, tmp_path, Output(scale=0.5))[0]).size == (48, 36)
    assert inspect(_own(session, subject, tmp_path, Output(size=Size(40, 40)))[0]).size == (40, 40)
    large, small = (_own(session, subject, tmp_path, Output(format="JPEG", quality=q))[0] for q in (95, 30))
    assert len(small) < len(large) / 2
    converted = decode(_own(session, subject, tmp_path, Output(profile=b""))[0])
    kept = decode(_own(session, subject, tmp_path)[0])
    assert not converted.profile and same_space(kept.profile, P3)
    moved = np.abs(converted.pixels.astype(int) - kept.pixels)[_outside(Size(96, 72))]
    assert 1 < moved.mean() < 30, "the same colours in other numbers"
    session.close()


def test_sixteen_bits_that_cannot_be_kept_are_said(tmp_path: Path) -> None:
    session, subject = project_of(tmp_path, kinds()["PNG, 16 bits"][0], "photo.png")
    for output in (Output(format="PNG", scale=0.5), Output(format="WebP"), Output(format="TIFF", profile=P3)):
        data, notes = picture_file(session.project, session.document, subject, output)
        assert inspect(data).bits == 8 and "8 bits" in notes[0]
    session.close()


def test_a_hidden_picture_is_written_as_it_is(tmp_path: Path) -> None:
    session, subject = project_of(tmp_path, kinds()["PNG"][0], "photo.png")
    layer = session.document.layers[subject.ids[0]]
    session.commit("Hide", session.document.with_(changed(layer, visible=False)))
    assert np.array_equal(decode(_own(session, subject, tmp_path)[0]).pixels[0], photograph()[0])
    session.close()


def test_frames_selections_and_the_board(tmp_path: Path) -> None:
    session, subject = project_of(tmp_path, kinds()["PNG, P3"][0], "photo.png")
    frame = Frame(id="f", name="Hero / wide", rect=Rect(5, 9, 48, 36), pixels=Size(96, 72))
    session.commit("Frame", session.document.with_(frame))
    project, document = session.project, session.document
    subjects = [Subject("frame", ("f",)), Subject("layers", subject.ids), Subject()]
    items = planned(project, document, subjects, Output(), tmp_path, "{n} {name} {w}x{h}")
    assert [item.path.name for item in items] == ["1 Hero wide 96x72.png", "2 photo 96x72.png", "3 a 96x72.png"]
    files = [decode(picture_file(project, document, item.subject, item.output)[0]) for item in items]
    assert all(same_space(file.profile, P3) for file in files), "the profile that all of its pictures have"
    own = decode(_own(session, subject, tmp_path)[0])
    assert np.array_equal(files[1].pixels, own.pixels) and np.array_equal(files[2].pixels, own.pixels)
    assert source_of(document, subjects[0], lambda _layer: b"") is None
    with pytest.raises(ValueError, match="nothing to see"):
        planned(project, document, [Subject("layers", ())], Output(), tmp_path)
    session.close()


def test_what_a_format_cannot_hold_is_said_before_the_work(tmp_path: Path) -> None:
    wide = saved(Image.new("RGB", (30_000, 40), (90, 80, 70)), "PNG")
    session, subject = project_of(tmp_path, wide, "wide.png")
    project, document = session.project, session.document
    with pytest.raises(ValueError, match="WEBP picture cannot have 30000 x 40"):
        planned(project, document, [subject], Output(format="WebP"), tmp_path)
    with pytest.raises(ValueError, match=r"too large.*smaller scale"):
        planned(project, document, [subject], Output(scale=40), tmp_path)
    assert inspect(_own(session, subject, tmp_path)[0]).size == (30_000, 40)
    session.close()


@pytest.fixture(scope="module")
def aside() -> Iterator[Process]:
    process = Process(grace=5)
    yield process
    process.close()


def test_written_by_a_process_of_its_own(aside: Process, tmp_path: Path) -> None:
    session, subject = project_of(tmp_path, kinds()["PNG"][0], "photo.png")
    items = planned(session.project, session.document, [subject, subject, Subject()], Output(), tmp_path)
    heard: list[float] = []
    written = exported(session.project, items, aside, Stop(), heard.append)
    session.close()
    assert [one.path.name for one in written] == ["photo-2.png", "photo-3.png", "a.png"]
    assert all(one.path.stat().st_size == one.bytes for one in written)
    assert (tmp_path / "photo.png").read_bytes() == kinds()["PNG"][0], "the source is never written over"
    assert heard == sorted(heard)


def test_stopped_midway_leaves_nothing(aside: Process, tmp_path: Path) -> None:
    large = saved(Image.effect_noise((4000, 3000), 60).convert("RGB"), "PNG", compress_level=0)
    session, subject = project_of(tmp_path, large, "large.png")
    items = planned(session.project, session.document, [subject], Output(), tmp_path)
    stop, before = Stop(), sorted(path.name for path in tmp_path.iterdir())

    def halt(fraction: float) -> None:
        if fraction > 0:
            stop.set()

    with pytest.raises(Cancelled):
        exported(session.project, items, aside, stop, halt)
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    session.close()


def test_a_process_that_is_ended_while_it_writes_leaves_nothing(tmp_path: Path) -> None:
    session, subject = project_of(tmp_path, kinds()["PNG"][0], "photo.png")
    work = Export(
        tmp_path / "a.patchboard", tuple(planned(session.project, session.document, [subject], Output(), tmp_path)), "t"
    )
    (tmp_path / ".save-t").write_bytes(b"half")
    (tmp_path / ".save-other").write_bytes(b"of somebody else")
    work.swept()
    assert not (tmp_path / ".save-t").exists() and (tmp_path / ".save-other").exists()
    session.close()


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    noise = saved(Image.effect_noise((700, 700), 80).convert("RGB"), "PNG")
    session, subject = project_of(tmp_path, noise, "photo.png")
    assert session.project.flush(20)
    items = planned(session.project, session.document, [subject], Output(), tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(OSError, match="larger than is allowed here: choose another place"):
            Export(session.project.path, tuple(items), "t")(stop=None)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    session.close()


def test_a_folder_without_rights_is_said(tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o500)
    me = os.geteuid()
    if me == 0:
        os.seteuid(65534)  # whom rights hold
    try:
        with pytest.raises(PermissionError, match="you may not write there: choose another folder"):
            write_new(shut / "a.png", b"data", "t")
    finally:
        os.seteuid(me)
    assert not list(shut.iterdir())


def test_a_folder_that_is_gone_is_said(aside: Process, tmp_path: Path) -> None:
    session, subject = project_of(tmp_path, kinds()["PNG"][0], "photo.png")
    items = planned(session.project, session.document, [subject], Output(), tmp_path / "gone")
    with pytest.raises(FileNotFoundError, match="its folder does not exist: make the folder first"):
        exported(session.project, items, aside, Stop(), lambda _fraction: None)
    session.close()


def test_two_at_once_take_two_names(tmp_path: Path) -> None:
    threads = [
        threading.Thread(target=write_new, args=(tmp_path / "a.png", bytes([n]) * 1000, f"t{n}")) for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {path.read_bytes()[:1] for path in tmp_path.iterdir()} == {bytes([n]) for n in range(8)}
