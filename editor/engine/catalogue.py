"""The catalogue: what is known of the models of providers, from a file that the user's own one overrides."""

from __future__ import annotations

import contextlib
import datetime
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from editor.engine.contract import Price
from editor.engine.errors import ModelGone
from editor.engine.provider import Connection
from editor.resources import own_folder, resource


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """One model. `sizes` and `prices` go by the provider's own words for a class of size or quality, such as "2K".

    `prices` are for one picture in the currency's unit; `input_price` is for each picture sent. `tier`: for trying
    out, or for what is delivered. A model is gone from the day `retires` on; `successor` is an id. `source` says
    where this is known from, `seen` when. `model` is the provider's id where several entries are ways to use one, such
    as its qualities; else that is the `id`. `extra` is for the provider's plugin alone.
    """

    id: str
    plugin: str
    title: str = ""
    aliases: tuple[str, ...] = ()
    model: str = ""
    tier: Literal["draft", "final"] = "final"
    references: int = 0
    ratios: tuple[str, ...] = ()
    sizes: dict[str, tuple[tuple[int, int], ...]] = {}
    prices: dict[str, float] = {}
    input_price: float = 0.0
    currency: str = "USD"
    retires: datetime.date | None = None
    successor: str = ""
    source: str = ""
    seen: datetime.date | None = None
    extra: dict[str, Any] = {}

    @property
    def sent(self) -> str:
        """What the provider calls it."""
        return self.model or self.id

    def retired(self, today: datetime.date | None = None) -> bool:
        return self.retires is not None and self.retires <= (today or datetime.date.today())

    def check(self, today: datetime.date | None = None) -> None:
        """Raises ModelGone, with the successor, once it is retired."""
        if self.retired(today):
            raise ModelGone(f"{self.title or self.id} was retired on {self.retires}.", self._instead)

    @contextlib.contextmanager
    def asked(self) -> Iterator[None]:
        """A provider that says in here that it has no such model is not the last word: the successor is named."""
        try:
            yield
        except ModelGone as gone:
            gone.advice = self._instead or gone.advice
            raise

    @property
    def _instead(self) -> str:
        return f"Choose {self.successor} instead." if self.successor else ""

    def price(self, kind: str, count: int = 1, pictures: int = 0) -> Price | None:
        """What `count` pictures of a class cost, with `pictures` sent along each; None where nobody knows."""
        if kind not in self.prices:
            return None
        each = self.prices[kind] + self.input_price * pictures
        return Price(round(each * count * 1_000_000), self.currency)


class Catalogue:
    """Models by id and by alias."""

    def __init__(self, models: Iterable[Facts]) -> None:
        """Later ones take the place of earlier ones with the same plugin and id."""
        self._models = {(model.plugin, model.id): model for model in models}

    def of(self, plugin: str) -> tuple[Facts, ...]:
        """The models of a plugin, in the file's order."""
        return tuple(model for model in self._models.values() if model.plugin == plugin)

    def find(self, plugin: str, id: str) -> Facts:
        """By id or alias. Raises LookupError where the catalogue knows none; see `Facts.check` for retired ones."""
        if found := self._models.get((plugin, id)):
            return found
        for model in self.of(plugin):
            if id in model.aliases:
                return model
        raise LookupError(f"The catalogue has no model {id!r} of {plugin}.")


@cache
def catalogue() -> Catalogue:
    """The one of this run: what comes with the program, then the user's own `models.toml`.

    Raises ValueError where the user's file is wrong, saying where.
    """
    models = read(resource("models.toml"))
    own = own_folder() / "models.toml"
    return Catalogue((*models, *(read(own, models) if own.exists() else ())))


def reached(connection: Connection, *, usual: bool = True) -> tuple[Facts, ...]:
    """The models of a connection whose provider lists what it has.

    Those of the catalogue that were found or that the user added; where nothing was found yet, all that it has at the
    `usual` address. There the retired are among them, to say so. Then those that nobody knows, with no facts.
    """
    listed = {model.id: model.title for model in connection.found.models}
    there = {id: listed.get(id, "") for id in (*listed, *connection.added)}
    every = catalogue().of(connection.plugin)
    sent = {name: facts.sent for facts in every for name in (facts.id, facts.sent, *facts.aliases)}
    names = {sent.get(id, id) for id in there}
    known = [facts for facts in every if facts.sent in names or (usual and (not listed or facts.retired()))]
    new = [Facts(id=id, plugin=connection.plugin, title=title) for id, title in there.items() if id not in sent]
    return (*known, *new)


def read(path: Path, known: Iterable[Facts] = ()) -> tuple[Facts, ...]:
    """The models in a TOML file of `[[model]]` tables; one whose id is `known` may say only what is different.

    Raises ValueError, which names the file and the place.
    """
    before = {(model.plugin, model.id): msgspec.to_builtins(model) for model in known}
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("model", [])
        merged = [{**before.get((table.get("plugin"), table.get("id")), {}), **table} for table in tables]
        return msgspec.convert(merged, tuple[Facts, ...])
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise ValueError(f"The list of models in {path} cannot be read: {error}.") from error
