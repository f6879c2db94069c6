"""Network file systems are known by their mounts, and a project works there without a shared-memory log."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.project import opening
from editor.project.place import NETWORK, file_system
from editor.project.project import Project
from tests.project.board import Board, picture, state

MOUNTS = """\
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
40 22 0:35 / /home/ada/my\\040share rw - nfs4 server:/export rw,vers=4.2
41 22 0:36 / /home rw master:2 - btrfs /dev/vdb rw
42 22 0:37 / /mnt/box rw - fuse.sshfs ada@box:/ rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/boards", "ext4"),
        ("/home/ada", "btrfs"),
        ("/home/ada/my share/boards", "nfs4"),
        ("/home/ada/my shares", "btrfs"),
        ("/mnt/box", "fuse.sshfs"),
    ],
)
def test_the_nearest_mount_counts(folder: str, kind: str) -> None:
    assert file_system(Path(folder), MOUNTS) == kind
    assert (kind in NETWORK) == (kind in ("nfs4", "fuse.sshfs"))


def test_a_project_on_a_network_file_system_uses_no_shared_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "is_remote", lambda path: True)
    path = tmp_path / "board.patchboard"
    board = Board(Project.create(path))
    for number in range(10):
        assert board.put(picture(f"layer {number}", number)).wait(20)
        state(board.document)
    names = {name.name for name in tmp_path.iterdir()}
    assert not any(name.endswith(("-wal", "-shm")) for name in names)
    board.undo()
    wanted = state(board.document)
    board.project.close()
    project = Project.open(path)
    assert state(project.document) == wanted
    assert project.check().well
    project.close()
