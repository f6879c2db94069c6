"""The catalogue of models: prices, retirement, and what the user's own file changes."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from editor.engine.catalogue import Catalogue, Facts, reached, read
from editor.engine.contract import Price
from editor.engine.errors import ModelGone
from editor.engine.provider import Connection, Found, Model
from editor.resources import resource

SHIPPED = """
[[model]]
plugin = "cloud"
id = "cloud-2"
title = "Cloud 2"
aliases = ["cloud-latest"]
prices = { "1K" = 0.0335, "2K" = 0.067 }
input_price = 0.001
retires = 2026-10-29
successor = "cloud-3"
sizes = { "1K" = [[1024, 1024], [1376, 768]] }
"""


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    path = tmp_path / "models.toml"
    path.write_text(SHIPPED)
    return path


def test_what_is_shipped_can_be_read_and_says_where_it_is_from() -> None:
    for model in read(resource("models.toml")):
        assert model.source and model.seen, f"{model.id}: where is this known from?"


def test_a_price_is_known_before_it_is_paid(shipped: Path) -> None:
    model = Catalogue(read(shipped)).find("cloud", "cloud-latest")
    assert model.id == "cloud-2" and model.sizes["1K"][1] == (1376, 768)
    assert model.price("1K", count=2) == Price(67_000)
    assert model.price("2K", pictures=3) == Price(70_000)
    assert model.price("4K") is None


def test_a_retired_model_names_its_successor(shipped: Path) -> None:
    model = Catalogue(read(shipped)).find("cloud", "cloud-2")
    model.check(datetime.date(2026, 10, 28))
    with pytest.raises(ModelGone) as caught:
        model.check(datetime.date(2026, 10, 29))
    assert "cloud-3" in caught.value.advice and "2026-10-29" in caught.value.message


def test_the_users_own_file_says_only_what_is_different(shipped: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[model]]\nplugin = "cloud"\nid = "cloud-2"\ntitle = "Ours"\n[[model]]\nplugin="x"\nid="y"\n')
    known = read(shipped)
    both = Catalogue((*known, *read(own, known)))
    assert both.find("cloud", "cloud-2").title == "Ours" and both.find("cloud", "cloud-2").prices["2K"] == 0.067
    assert [model.id for model in both.of("x")] == ["y"]
    with pytest.raises(LookupError):
        both.find("cloud", "cloud-9")


@pytest.mark.parametrize(
    "text", ["[[model", '[[model]]\nid = "x"', "model = 3", '[[model]]\nplugin="a"\nid="b"\ntier="x"']
)
def test_a_file_that_is_wrong_says_which_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "models.toml"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"models\.toml"):
        read(path)


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue with a model, one of its qualities, and one that is retired."""
    models = (
        Facts(id="new", plugin="cloud", aliases=("new-latest",), successor="newer"),
        Facts(id="new-low", plugin="cloud", model="new"),
        Facts(id="other", plugin="cloud"),
        Facts(id="old", plugin="cloud", retires=datetime.date(2026, 1, 1)),
    )
    monkeypatch.setattr("editor.engine.catalogue.catalogue", lambda: Catalogue(models))


@pytest.mark.parametrize(
    ("found", "added", "usual", "ids"),
    [
        ((), (), True, ["new", "new-low", "other", "old"]),
        ((), ("mine",), True, ["new", "new-low", "other", "old", "mine"]),
        (("new-latest", "fresh"), ("mine",), True, ["new", "new-low", "old", "fresh", "mine"]),
        ((), (), False, []),
        (("new", "fresh"), ("other",), False, ["new", "new-low", "other", "fresh"]),
    ],
)
def test_a_connection_reaches_what_was_found_and_added_and_what_is_usual(
    cloud: None, found: tuple[str, ...], added: tuple[str, ...], usual: bool, ids: list[str]
) -> None:
    models = tuple(Model(id=id, title=id.title()) for id in found)
    connection = Connection(name="c", plugin="cloud", found=Found(models=models), options={"models": list(added)})
    there = reached(connection, usual=usual)
    assert [facts.id for facts in there] == ids
    assert {facts.id: facts.title for facts in there if facts.id == "fresh"} in ({}, {"fresh": "Fresh"})
    assert {facts.sent for facts in there if facts.id == "new-low"} <= {"new"}


def test_a_model_that_the_provider_does_not_have_any_more_names_its_successor(cloud: None) -> None:
    new, _, other, _ = reached(Connection(name="c", plugin="cloud"))
    with pytest.raises(ModelGone) as gone, new.asked():
        raise ModelGone("There is none.")
    assert "newer" in gone.value.advice
    with pytest.raises(ModelGone) as gone, other.asked():
        raise ModelGone("There is none.", "Look elsewhere.")
    assert gone.value.advice == "Look elsewhere."
