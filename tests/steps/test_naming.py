"""Names of files: taken by every file system, made by a pattern, never one that is there already."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.pixels.geometry import Size
from editor.steps.naming import LONGEST, by_pattern, file_name
from editor.steps.write import free_name, write_new


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("photo", "photo"),
        ("a/b\\c:d*e", "a b c d e"),
        ("../../etc/passwd", "etc passwd"),
        (" . ", "picture"),
        ("", "picture"),
        ("CON", "_CON"),
        ("grün 写真 🌻", "grün 写真 🌻"),
        ("line\nbreak\x00", "line break"),
        ("exe\u202egnp", "exe gnp"),
        (".hidden", "hidden"),
        ("lone \udcff surrogate", "lone surrogate"),
    ],
)
def test_every_file_system_takes_it(tmp_path: Path, name: str, expected: str) -> None:
    assert file_name(name) == expected
    (tmp_path / f"{file_name(name)}.png").write_bytes(b"")
    assert [path.stem for path in tmp_path.iterdir()] == [expected]


def test_long_names_are_cut_between_letters() -> None:
    cut = file_name("写" * 200)
    assert len(cut.encode()) <= LONGEST and set(cut) == {"写"}


def test_pattern() -> None:
    assert by_pattern("{n}-{name}-{w}x{h}", "Hero", Size(1080, 1920), 3) == "3-Hero-1080x1920"
    assert by_pattern("{name} {other} {", "{w}", Size(8, 9), 1) == "{w} {other} {", "a name is never a pattern"


def test_a_taken_name_gets_a_number(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    assert free_name(path) == path
    path.write_bytes(b"old")
    (tmp_path / "a-2.png").symlink_to(tmp_path / "nowhere")
    assert write_new(path, b"new", "t") == tmp_path / "a-3.png"
    assert path.read_bytes() == b"old" and (tmp_path / "a-3.png").read_bytes() == b"new"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a-2.png", "a-3.png", "a.png"], "nothing unfinished is left"
