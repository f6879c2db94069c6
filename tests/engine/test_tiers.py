"""Drafts and finals: told by the catalogue, finals of the same connection first."""

from __future__ import annotations

import msgspec
import pytest

from editor.engine import catalogue
from editor.engine.catalogue import Catalogue, Facts
from editor.engine.provider import Connection
from editor.engine.registry import Entry, Registry
from editor.engine.tiers import final_engine, tier
from tests.engines.painter import Painter


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Registry:
    facts = [Facts(id="quick", plugin="cloud", tier="draft"), Facts(id="fine", plugin="cloud")]
    facts += [Facts(id="best", plugin="other")]
    monkeypatch.setattr("editor.engine.tiers.catalogue", lambda: Catalogue(facts))
    made = Registry(Entry(named(name), "nowhere") for name in ("painter", "other/best", "mine/quick", "mine/fine"))
    plugins = {"mine": "cloud", "other": "other"}
    monkeypatch.setattr(
        made,
        "connection",
        lambda engine: (
            Connection(name=home, plugin=plugins[home]) if (home := engine.partition("/")[0]) in plugins else None
        ),
    )
    return made


def named(name: str) -> Painter:
    engine = Painter()
    engine.name = name
    if name == "other/best":
        engine.abilities = msgspec.structs.replace(engine.abilities, kinds=frozenset({"generate", "outpaint"}))
    return engine


def test_the_catalogue_tells_what_is_a_draft(registry: Registry) -> None:
    told = {name: tier(registry, name) for name in registry.names}
    assert told == {"painter": None, "other/best": "final", "mine/quick": "draft", "mine/fine": "final"}


def test_the_final_of_a_draft_is_one_that_can_do_it_of_the_same_connection_first(registry: Registry) -> None:
    assert final_engine(registry, "mine/quick", "inpaint") == "mine/fine"
    assert final_engine(registry, "painter", "outpaint") == "other/best"
    assert final_engine(registry, "mine/fine", "inpaint") == "", "not itself, and the other one cannot"
    assert catalogue.catalogue().find("gemini", "gemini-3-pro-image").tier == "final"
