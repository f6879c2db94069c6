"""Drift: how far each result is from what is known to be good, and where in the series the look changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np

from editor.document.archive import Choice, Generation, Offer
from editor.document.records import Document
from editor.engine.embedder import Embedder
from editor.engine.stop import Stop
from editor.pixels.change_point import Split, splits
from editor.pixels.likeness import Likeness
from editor.pixels.likeness_distance import PARTS, SIGNALS, TOLERANCES, Band, Part, bands, distances, middle, signals
from editor.project.archive import Archive
from editor.session.aside import Aside, here
from editor.session.known_good import expected, given_limits, known_good
from editor.session.likenesses import likenesses

FIRST = 10  # results that a set is held to where nothing is known to be good
ENOUGH = 4  # of them, from which on one more is held to them
TWIN = 4  # bits of the hash by which two results differ at most that show the same
MOVED = 1.0  # deviations from which on a signal has moved

Beside = Literal["known good", "first"]


class Result(NamedTuple):
    """One result of a series; `number` counts from 1, by time."""

    number: int
    generation: Generation
    offer: Offer
    likeness: Likeness


class Point(NamedTuple):
    """One result on the chart.

    `shares` says for each part how far it is: 0 as near as what is good is to itself, 1 at the limit. `score` is the
    greatest of them, of `part`. `twin` is the offer, of an earlier result, that shows the same; empty where none does.
    """

    number: int
    offer: str
    generation: str
    made: float
    engine: str
    model: str
    version: str
    choice: Choice
    known: bool
    score: float
    part: Part
    shares: dict[Part, float]
    distances: dict[Part, float]
    twin: str = ""

    @property
    def over(self) -> bool:
        """Whether it is beyond a limit."""
        return self.score > 1

    @property
    def consistency(self) -> int:
        """The score as 100 for what is as near as what is good, 50 at the limit, and towards 0 beyond it."""
        return round(100 * 0.5**self.score)


class Moved(NamedTuple):
    """A signal that moved, and by how many deviations of what lies on either side."""

    part: Part
    signal: str
    shift: float


class Change(NamedTuple):
    """The look is another from result `number` on. `chance`: how often a series in random order changes as much.

    `moved` holds what moved, the most first; `other_maker` says that it was made by another engine, model or version
    than what came just before.
    """

    number: int
    offer: str
    chance: float
    other_maker: bool
    moved: tuple[Moved, ...]


class Drift(NamedTuple):
    """A series beside `known` offers: those known to be good, or its own first. `unread` answers could not be seen."""

    points: tuple[Point, ...]
    changes: tuple[Change, ...]
    bands: Mapping[Part, Band]
    beside: Beside
    known: tuple[str, ...]
    unread: int

    @property
    def score(self) -> float:
        """Of the whole set: the median."""
        return float(np.median([point.score for point in self.points])) if self.points else 0.0

    @property
    def over(self) -> int:
        """How many results are beyond a limit."""
        return sum(point.over for point in self.points)


def drift(
    archive: Archive,
    document: Document,
    *,
    anchor: str = "",
    since: int = 1,
    embedder: Embedder | None = None,
    aside: Aside = here,
    stop: Stop | None = None,
    heard: Callable[[float], object] = lambda _: None,
) -> Drift:
    """Of all results, or those that the anchor (its id) guided, from number `since` on. From any thread.

    What was not looked at before is decoded, and what is measured is kept in the project; `heard` is told how far that
    is, 0..1. An `embedder`, run `aside`, measures what the results show as well. Raises Cancelled once `stop` is set,
    ProjectError where the project cannot be read, BadRequest where the embedder's file cannot be used.
    """
    asked = {one.id: one for one in archive.generations() if not anchor or anchor in dict(one.recipe.anchors)}
    offers = sorted((offer for offer in archive.offers() if offer.generation in asked), key=lambda offer: offer.made)
    good = {id for id in known_good(document) if id in asked}
    pinned = {offer.id for id in good for offer in expected(archive, id)}
    wanted = [offer for number, offer in enumerate(offers, 1) if number >= since or offer.id in pinned]
    seen = likenesses(archive, wanted, asked, embedder=embedder, aside=aside, stop=stop, heard=heard)
    results = [
        Result(number, asked[offer.generation], offer, seen[offer.id])
        for number, offer in enumerate(offers, 1)
        if offer.id in seen
    ]
    series = [result for result in results if result.number >= since]
    known = [result for result in results if result.offer.id in pinned]
    held: Beside = "known good" if known else "first"
    known = known or series[:FIRST]
    tolerances = dict(TOLERANCES)
    if embedder is not None:
        tolerances["embedding"] = embedder.feed.apart
    allowed = bands([result.likeness for result in known], given_limits(document), tolerances)
    ids = tuple(result.offer.id for result in known)
    unread = len(wanted) - len(results)
    if not known:
        return Drift((), (), allowed, held, ids, unread)
    points = judged(series, [result.likeness for result in known], allowed, pinned)
    return Drift(tuple(points), tuple(changes(series)), allowed, held, ids, unread)


def compared(archive: Archive, document: Document, good: str, other: str) -> tuple[tuple[str, ...], list[Point]]:
    """The offers that show how the generation `good` should look, and those of the generation `other` beside them."""
    offers, others = expected(archive, good), archive.offers(other)
    asked = {id: archive.generation(id) for id in (good, other)}
    seen = likenesses(archive, [*offers, *others], asked)
    known = [seen[offer.id] for offer in offers if offer.id in seen]
    came = [
        Result(number, asked[other], offer, seen[offer.id])
        for number, offer in enumerate(others, 1)
        if offer.id in seen
    ]
    points = judged(came, known, bands(known, given_limits(document))) if known else []
    return tuple(offer.id for offer in offers), points


def consistency(archive: Archive, document: Document, generation: str) -> list[Point]:
    """The offers of a generation beside what is known to be good, else beside the first results of the project.

    None where too little was made before. From any thread; what is measured is kept. Raises ProjectError where the
    project cannot be read.
    """
    asked = {one.id: one for one in archive.generations()}
    wanted = archive.offers(generation)
    good = [offer for id in known_good(document) if id in asked for offer in expected(archive, id)]
    others = (offer for offer in archive.offers() if offer.generation != generation and offer.generation in asked)
    first = sorted(others, key=lambda offer: offer.made)[:FIRST]
    held = good or (first if len(first) >= ENOUGH else [])
    if not held:
        return []
    seen = likenesses(archive, [*held, *wanted], asked)
    known = [seen[offer.id] for offer in held if offer.id in seen]
    series = [
        Result(number, asked[generation], offer, seen[offer.id])
        for number, offer in enumerate(wanted, 1)
        if offer.id in seen
    ]
    return judged(series, known, bands(known, given_limits(document))) if known else []


def judged(
    series: Sequence[Result], known: Sequence[Likeness], allowed: Mapping[Part, Band], pinned: Iterable[str] = ()
) -> list[Point]:
    """Each result beside the middle of what is known; `pinned` are the offers that are known to be good."""
    centre, twins, pinned = middle(known), _twins(series), set(pinned)
    return [_point(one, centre, allowed, one.offer.id in pinned, twin) for one, twin in zip(series, twins, strict=True)]


def changes(series: Sequence[Result]) -> list[Change]:
    """Where the look of the series became another one, in order.

    The candidates of a generation count as one, in the middle of them: they are alike, whatever the rest does.
    """
    generations: dict[str, list[Result]] = {}
    for result in series:
        generations.setdefault(result.offer.generation, []).append(result)
    if not generations:
        return []
    groups = list(generations.values())
    found = splits(np.stack([np.median([signals(one.likeness) for one in group], 0) for group in groups]))
    return [_change(groups[split.at - 1][0], groups[split.at][0], split) for split in found]


def _change(before: Result, after: Result, split: Split) -> Change:
    recipes = (before.generation.recipe, after.generation.recipe)
    old, new = ((recipe.engine, recipe.model, recipe.version) for recipe in recipes)
    moved = [Moved(part, name, float(shift)) for (part, name), shift in zip(SIGNALS, split.shifts, strict=True)]
    moved.sort(key=lambda one: -abs(one.shift))
    most = tuple(one for one in moved if abs(one.shift) >= MOVED) or tuple(moved[:1])
    return Change(after.number, after.offer.id, split.chance, old != new, most)


def _point(result: Result, centre: Likeness, allowed: Mapping[Part, Band], known: bool, twin: str) -> Point:
    away = distances(result.likeness, centre)
    shares: dict[Part, float] = {part: allowed[part].share(away[part]) for part in PARTS}
    furthest = max(PARTS, key=lambda part: shares[part])
    offer, recipe = result.offer, result.generation.recipe
    return Point(
        number=result.number,
        offer=offer.id,
        generation=offer.generation,
        made=offer.made,
        engine=recipe.engine,
        model=recipe.model,
        version=recipe.version,
        choice=offer.choice,
        known=known,
        score=shares[furthest],
        part=furthest,
        shares=shares,
        distances=away,
        twin=twin,
    )


def _twins(series: Sequence[Result]) -> list[str]:
    """For each result the nearest earlier one by its hash, where that shows the same."""
    if not series:
        return []
    packed = np.stack([np.packbits(result.likeness.hash) for result in series])
    hashes = packed.view(np.uint64)[:, 0]
    found = [""]
    for at in range(1, len(hashes)):
        differ = np.bitwise_count(hashes[:at] ^ hashes[at])
        nearest = int(differ.argmin())
        found.append(series[nearest].offer.id if differ[nearest] <= TWIN else "")
    return found
