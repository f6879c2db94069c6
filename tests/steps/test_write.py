"""Writing files: all or nothing, whatever goes wrong, and the older file unharmed."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from editor.steps.write import write, write_mask

OLD = b"what was there before"


def test_new_and_older_files(tmp_path: Path) -> None:
    target = tmp_path / "a.png"
    write(target, b"one")
    write(str(target), b"two")
    assert target.read_bytes() == b"two" and os.listdir(tmp_path) == ["a.png"]


def test_rights_and_links_stay(tmp_path: Path) -> None:
    target, link = tmp_path / "a.png", tmp_path / "link.png"
    target.write_bytes(OLD)
    target.chmod(0o640)
    link.symlink_to(target)
    write(link, b"new")
    assert link.is_symlink() and target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_failure_leaves_the_older_file_and_nothing_else(
    failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "a.png").write_bytes(OLD)
    monkeypatch.setattr(os, failing, fail)
    with pytest.raises(OSError, match="no space left") as caught:
        write(tmp_path / "a.png", b"new")
    assert caught.value.filename == str(tmp_path / "a.png") and caught.value.errno == errno.ENOSPC
    assert os.listdir(tmp_path) == ["a.png"] and (tmp_path / "a.png").read_bytes() == OLD


def test_a_disk_that_ends_in_the_middle(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(OLD)
    script = (
        "import resource, signal, sys\n"
        "from editor.steps.write import write\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n    write(sys.argv[1], bytes(100_000))\n"
        "except OSError as error:\n    print(error.strerror)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "a.png"], capture_output=True, text=True, check=True, timeout=60
    )
    assert "larger than is allowed" in run.stdout
    assert os.listdir(tmp_path) == ["a.png"] and (tmp_path / "a.png").read_bytes() == OLD


def test_a_full_device_is_said() -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no device that is always full")
    with pytest.raises(OSError, match="no space left"):
        write("/dev/full", b"new")


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path, words in {
        tmp_path / "none" / "a.png": "folder does not exist",
        tmp_path: "this is a folder",
        tmp_path / "file" / "a.png": "folder is a file",
        tmp_path / ("a" * 300): "name is too long",
    }.items():
        with pytest.raises(OSError, match=words) as caught:
            write(path, b"new")
        assert caught.value.filename == str(path)


def test_rights_that_are_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(PermissionError, match="may not write"):
        write(tmp_path / "a.png", b"new")


def test_masks_are_not_written_where_they_would_blur(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"write it as \.png"):
        write_mask(tmp_path / "m.jpg", np.zeros((4, 4), np.uint8))
