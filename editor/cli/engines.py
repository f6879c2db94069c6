"""`patchboard engines`: what there is, what each can do, what could not be loaded, and what can be connected."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

import msgspec

from editor.cli.console import Console
from editor.engine.connecting import keyless
from editor.engine.contract import Price
from editor.engine.embedder import Embedder
from editor.engine.offers import Offer, offers
from editor.engine.provider import Provider
from editor.engine.registry import Registry
from editor.engine.weights import weights_of


def engines(_options: Namespace, console: Console) -> None:
    """The table of abilities."""
    registry = Registry.found()
    lacking = keyless(registry)
    rows = [_row(registry, offer) for offer in offers(registry)]
    for row in rows:
        error = lacking.get(row["connection"])
        row["lacks"] = f"{error.message} {error.advice}" if error else ""
    more = [_way(one) for one in registry.providers if one.name not in {a.plugin for a in registry.connections}]
    lines = [_line(row) for row in rows]
    lines += [f"{problem.path}: {problem.reason}" for problem in registry.problems]
    lines += [f"{way['provider']:12} {way['title']}: not connected; {way['how']}" for way in more]
    embedders = [_embedder(one) for one in registry.embedders]
    lines += [f"{one['name']:12} {one['title']}: {one['lacks'] or 'an embedder; works offline'}" for one in embedders]
    broken = [problem._asdict() for problem in registry.problems]
    console.answer({"engines": rows, "problems": broken, "not_connected": more, "embedders": embedders}, *lines)


def _row(registry: Registry, offer: Offer) -> dict[str, Any]:
    engine, connection = offer.engine, registry.connection(offer.engine.name)
    return {
        "name": engine.name,
        "title": engine.title,
        "version": engine.version,
        "abilities": msgspec.to_builtins(engine.abilities, order="sorted"),
        "connection": connection.name if connection else "",
        "tier": offer.tier,
        "price": _money(offer.price),
        "offered": not offer.hidden,
        "retired": offer.retired,
    }


def _embedder(one: Embedder) -> dict[str, Any]:
    lacking = one.lacking
    return {"name": one.name, "title": one.title, "lacks": f"{lacking.message} {lacking.advice}" if lacking else ""}


def _line(row: dict[str, Any]) -> str:
    facts = [", ".join(row["abilities"]["kinds"]), row["tier"], row["price"] and f"about {row['price']} a picture"]
    facts += ["works offline" if row["abilities"]["offline"] else "", "retired" if row["retired"] else ""]
    facts += [row["lacks"], "" if row["offered"] or row["retired"] else "not offered in the window"]
    return f"{row['name']:12} {row['title']} {row['version']}: {'; '.join(fact for fact in facts if fact)}"


def _money(price: Price | None) -> str:
    return f"{price.micros / 1e6:.4g} {price.currency}" if price and price.micros else ""


def _way(provider: Provider) -> dict[str, Any]:
    """How it is connected."""
    if weights := weights_of(provider):
        return {"provider": provider.name, "title": provider.title, "how": weights.command}
    given = [f"--{need} {need.upper()}" for need in ("address", "file", "folder") if need in provider.needs]
    if "address" in provider.needs and provider.usual:
        given[0] = f"--address {provider.usual[0]}"
    given += ["--key-stdin"] if "key" in provider.needs else []
    how = " ".join(("patchboard connect", provider.name, *given))
    if provider.needs <= {"key"} and provider.variables:
        how += f", or set {provider.variables[0]}"
    return {"provider": provider.name, "title": provider.title, "how": how}
