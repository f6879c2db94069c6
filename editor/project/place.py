"""What kind of disk a file lies on: write-ahead logs need shared memory, which network file systems lack."""

from __future__ import annotations

import os
import sys
from pathlib import Path

NETWORK = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "afs",
    "ceph",
    "glusterfs",
    "9p",
    "davfs",
    "fuse.sshfs",
    "fuse.rclone",
}


def is_remote(path: Path) -> bool:
    """True where `path` lies on a network file system, as far as the system tells."""
    folder = path.resolve().parent
    if sys.platform == "win32":
        return _remote_on_windows(folder)
    mounts = Path("/proc/self/mountinfo")
    return mounts.exists() and file_system(folder, mounts.read_text(errors="replace")) in NETWORK


def file_system(folder: Path, mountinfo: str) -> str:
    """The type of the file system that holds `folder`, from the text of Linux's mountinfo."""
    best, kind = "", ""
    for line in mountinfo.splitlines():
        left, _, right = line.partition(" - ")
        fields = left.split()
        if len(fields) < 5 or not right:
            continue
        point = fields[4].replace("\\040", " ")
        if len(point) >= len(best) and folder.is_relative_to(point):
            best, kind = point, right.split()[0]
    return kind


def _remote_on_windows(folder: Path) -> bool:
    drive = folder.drive
    if drive.startswith("\\\\"):
        return True
    import ctypes

    remote = 4
    return getattr(ctypes, "windll").kernel32.GetDriveTypeW(drive + os.sep) == remote  # noqa: B009
