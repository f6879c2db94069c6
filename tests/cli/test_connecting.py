"""Engines are connected, looked at and left on the command line, and their key is nowhere but where it belongs."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from editor.cli.main import main
from editor.engine.connections import connections, connections_file
from editor.project.project import Project
from tests.cli.conftest import Run
from tests.engines.connected import Ring
from tests.engines.shed import Shed
from tests.plugins.mishaps import CANARY
from tests.served import Reply, Served, as_json


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


@pytest.fixture
def connected(home: Path, ring: Ring, server: Served, patchboard: Run, monkeypatch: pytest.MonkeyPatch) -> Any:
    typed(monkeypatch, f"{CANARY}\n")
    return patchboard("connect", "atelier", "--address", server.base, "--key-stdin", "--model", "own/one")


def test_what_can_be_connected_is_listed_with_how(home: Path, patchboard: Run) -> None:
    told = {way["provider"]: way["how"] for way in patchboard("engines")["not_connected"]}
    assert told["atelier"] == "patchboard connect atelier --key-stdin, or set ATELIER_API_KEY"
    assert told["shed"] == "patchboard connect shed --address ADDRESS"


def test_a_key_goes_from_standard_input_into_the_keyring(connected: Any, ring: Ring, patchboard: Run) -> None:
    assert connected["engines"] == ["atelier/brush", "atelier/poster", "atelier/own/one"]
    assert connected["version"] == "7.2" and connected["says"] and connected["key"] == "keyring"
    assert ring.kept == {("Patchboard", "atelier"): CANARY}
    assert CANARY not in connections_file().read_text()
    listed = {row["name"]: row for row in patchboard("engines")["engines"]}
    assert listed["atelier/brush"]["price"] == "0.04 USD" and not listed["atelier/brush"]["lacks"]
    assert [way["provider"] for way in patchboard("engines")["not_connected"] if way["provider"] == "atelier"] == []


def test_a_picture_is_made_by_a_model_of_a_connection(
    connected: Any, patchboard: Run, photo: Path, mask: Path, tmp_path: Path, project: Path
) -> None:
    made = tmp_path / "made.png"
    patchboard("generate", "--size", "64x64", "--prompt", "sky", "--engine", "atelier/poster", "-o", made)
    assert made.exists()
    fixed = tmp_path / "fixed.png"
    patchboard("fill", photo, "--mask", mask, "--prompt", "sky", "--engine", "atelier/brush", "-o", fixed)
    assert fixed.exists()
    patchboard("extend", project, "--by", "0,40,0,0", "--prompt", "sky", "--engine", "atelier/brush")
    refused = patchboard(
        "fill", photo, "--mask", mask, "--prompt", "x", "--engine", "atelier/poster", "-o", fixed, fails=3
    )
    assert "cannot fill a mask" in refused["error"]


def test_a_wrong_key_keeps_nothing_and_is_not_repeated(
    home: Path, ring: Ring, server: Served, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "wrong-key-0123456789")
    assert main(["connect", "atelier", "--address", server.base, "--key-stdin"]) == 3
    said = capsys.readouterr()
    assert "refused the key" in said.err and "wrong-key" not in said.err + said.out
    assert not connections() and not ring.kept
    typed(monkeypatch, "")
    assert main(["connect", "atelier", "--key-stdin"]) == 2


def test_a_key_in_the_environment_stays_there(
    home: Path, ring: Ring, server: Served, patchboard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATELIER_API_KEY", CANARY)
    told = patchboard("connect", "atelier", "--address", server.base, "--key-from-env", "ATELIER_API_KEY")
    assert told["key"] == "environment" and not ring.kept
    monkeypatch.delenv("ATELIER_API_KEY")
    monkeypatch.setenv("MY_KEY", CANARY)
    told = patchboard("connect", "atelier", "--address", server.base, "--key-from-env", "MY_KEY", "--name", "second")
    assert told["key"] == "keyring" and told["engines"][0] == "second/brush"
    assert ring.kept == {("Patchboard", "second"): CANARY}
    lacks = {row["name"]: row["lacks"] for row in patchboard("engines")["engines"]}
    assert "no key for Atelier" in lacks["atelier/brush"] and not lacks["second/brush"]


def test_without_a_keyring_it_says_where_the_key_can_be_kept(
    home: Path, server: Served, patchboard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, CANARY)
    told = patchboard("connect", "atelier", "--address", server.base, "--key-stdin", fails=1)
    assert "no keyring" in told["error"] and "set ATELIER_API_KEY" in told["advice"]
    patchboard("disconnect", "atelier")


def test_it_is_looked_at_anew_and_left(connected: Any, server: Served, ring: Ring, patchboard: Run) -> None:
    server.next.append(as_json({"version": "8", "models": [{"id": "brush", "title": "Brush"}]}))
    told = patchboard("test-engine", "atelier/brush")
    assert told["version"] == "8" and told["engines"] == ["atelier/brush", "atelier/own/one"]
    assert [one.found.version for one in connections()] == ["8"]
    patchboard("disconnect", "atelier")
    assert not connections() and not ring.kept
    assert "no connection" in patchboard("disconnect", "atelier", fails=2)["error"]


def test_what_is_off_is_connected_only_where_that_is_wanted(home: Path, patchboard: Run) -> None:
    told = patchboard("connect", "shed", "--address", "http://127.0.0.1:9", fails=3)
    assert "cannot be reached" in told["error"] and "--anyway" in told["advice"] and not connections()
    assert patchboard("connect", "shed", "--address", "http://127.0.0.1:9", "--anyway")["engines"] == ["shed/brush"]


@pytest.mark.parametrize(
    "options",
    [("nobody",), ("shed", "--key-from-env", "HOME"), ("shed", "--model", "a"), ("shed", "--file", "a"),
     ("shed", "--name", "a/b")],
)  # fmt: skip
def test_what_it_does_not_take_is_refused(home: Path, patchboard: Run, options: tuple[str, ...]) -> None:
    patchboard("connect", *options, fails=2)
    assert not connections()


def test_where_a_folder_is_needed_a_file_does_too_if_it_may_be_given(
    home: Path, patchboard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Shed, "needs", frozenset({"folder"}))
    assert "--folder" in patchboard("connect", "shed", fails=2)["advice"]
    file = home / "model"
    file.touch()
    patchboard("connect", "shed", "--file", str(file), "--anyway", fails=2)
    monkeypatch.setattr(Shed, "optional", frozenset({"file"}))
    patchboard("connect", "shed", "--file", str(file), "--anyway")
    assert connections()[0].address == str(file)


def test_what_the_environment_connects_is_left_there(
    home: Path, patchboard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATELIER_API_KEY", CANARY)
    told = patchboard("disconnect", "atelier", fails=1)
    assert "ATELIER_API_KEY" in told["advice"]


def test_the_key_is_in_no_file_and_nothing_that_is_said(
    home: Path,
    ring: Ring,
    server: Served,
    photo: Path,
    mask: Path,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(0)
    typed(monkeypatch, CANARY)
    out, asks = home / "made.png", ["--engine", "atelier/brush", "--prompt"]
    fails = as_json({"error": {"message": f"no, {CANARY}"}}, 401)
    commands: list[tuple[int, list[str], list[Reply]]] = [
        (0, ["connect", "atelier", "--address", server.base, "--key-stdin"], []),
        (0, ["engines", "--json"], []),
        (0, ["test-engine", "atelier"], []),
        (3, ["test-engine", "atelier"], [fails]),
        (0, ["fill", str(photo), "--mask", str(mask), "-o", str(out), *asks, "sky"], []),
        (3, ["fill", str(photo), "--mask", str(mask), "-o", str(out), *asks, "fail"], []),
        (3, ["fill", str(photo), "--mask", str(mask), "-o", str(out), *asks, "sky"], [Reply(200, CANARY.encode())]),
        (0, ["extend", str(project), "--by", "0,20,0,0", *asks, "sky"], []),
        (3, ["extend", str(project), "--by", "0,20,0,0", *asks, "fail"], []),
        (3, ["extend", str(project), "--by", "0,20,0,0", *asks, "sky", "--json"], [fails]),
    ]
    for code, command, replies in commands:
        server.next += replies
        assert main(command) == code, command
    said = capsys.readouterr()
    assert CANARY not in said.out + said.err + caplog.text
    assert all(heard.headers["authorization"] == f"Bearer {CANARY}" for heard in server.heard)
    kept = Project.open(project, read_only=True)
    asked_for = kept.archive.generations()
    assert [bool(one.error) for one in asked_for] == [False, True, True]
    assert CANARY not in f"{asked_for!r} {[kept.archive.offers(one.id) for one in asked_for]!r}"
    kept.close()
    files = [path for path in home.rglob("*") if path.is_file()]
    assert {"engines.json", "made.png", project.name} <= {path.name for path in files}
    for path in files:
        assert CANARY.encode() not in path.read_bytes(), path
