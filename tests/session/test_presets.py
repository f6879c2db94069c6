"""Presets: those that come along, the user's own beside them, and a broken file that takes nothing away."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.pixels.geometry import Size
from editor.session.presets import Preset, Sizes, own_file, presets

POSTER = Preset("Mine", "Poster", Size(10, 20))


def test_the_presets_that_come_along_can_be_read_and_others_say_what_is_wrong(tmp_path: Path) -> None:
    found = presets()
    assert len(found) > 40 and {preset.group for preset in found} >= {"Social", "Display ad", "Screen"}
    assert len({preset.name for preset in found}) == len(found)
    own = tmp_path / "sizes.json"
    own.write_text('[{"group": "Mine", "name": "Poster", "width": 10, "height": 20}]')
    assert presets(own) == (POSTER,)
    for text, words in (("[{}]", "sizes.json"), ('[{"group":"","name":"No","width":0,"height":1}]', "No has 0 x 1")):
        own.write_text(text)
        with pytest.raises(ValueError, match=words):
            presets(own)


def test_own_sizes_are_added_renamed_removed_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "config" / "sizes.json"
    sizes = Sizes(path)
    made = sizes.add("  Bus  side ", Size(6000, 2000))
    assert made == Preset("Own", "Bus side", Size(6000, 2000), own=True) == sizes.all[0]
    assert Sizes(path).all == sizes.all, "kept for the next time"
    renamed = sizes.rename(made, "Tram side")
    assert Sizes(path).named("tram SIDE") == renamed
    sizes.remove(renamed)
    assert Sizes(path).all == presets()


def test_names_that_are_taken_or_empty_and_what_is_not_ones_own_are_refused(tmp_path: Path) -> None:
    sizes = Sizes(tmp_path / "sizes.json")
    made = sizes.add("Poster", Size(10, 20))
    for name, words in (("poster", "already"), (" ", "needs a name"), ("Instagram story", "already")):
        with pytest.raises(ValueError, match=words):
            sizes.add(name, Size(1, 1))
    with pytest.raises(ValueError, match="1 to"):
        sizes.add("Nothing", Size(0, 1))
    with pytest.raises(ValueError, match="comes with the program"):
        sizes.remove(sizes.named("Instagram story"))
    with pytest.raises(LookupError):
        sizes.named("nowhere")
    assert sizes.rename(made, "POSTER").name == "POSTER", "its own name is free for it"


def test_a_broken_file_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "sizes.json"
    path.write_text('[{"group": "Mine"')
    sizes = Sizes(path)
    assert sizes.all == presets()
    assert "sizes.json is no list of sizes" in sizes.trouble and f"Repair or delete {path}" in sizes.trouble
    with pytest.raises(ValueError, match="Repair or delete"):
        sizes.add("Poster", Size(10, 20))
    assert path.read_text() == '[{"group": "Mine"'


def test_own_sizes_are_beside_the_settings_of_the_window(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert own_file() == tmp_path / "Patchboard" / "sizes.json"
