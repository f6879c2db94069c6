"""Understands a prompt: what is to be done, with which colours and amounts, and which words were of no use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .lexer import Item, items
from .shades import MODIFIERS, RGB, shaded
from .tones import Tone, names_thing, tones


@dataclass
class Wish:
    """What a prompt asks for. `base` is "", "fill", "extend", "texture", "transfer", "recolour" or "backdrop".

    `colours` are sRGB in the order of the words; `traits` say what a backdrop is like; `shunned` colours are not to
    be used. `understood` and `ignored` quote the prompt.
    """

    base: str = ""
    colours: list[RGB] = field(default_factory=list[RGB])
    backdrop: str = ""
    traits: set[str] = field(default_factory=set[str])
    tones: list[Tone] = field(default_factory=list[Tone])
    shunned: list[RGB] = field(default_factory=list[RGB])
    from_reference: bool = False  # a backdrop in the reference's colours
    understood: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()


def understand(prompt: str, kind: str = "inpaint", named: Iterable[tuple[str, RGB]] = ()) -> Wish:
    """What `prompt` (English) asks for in a request of `kind`; `named` are the palette's colours.

    Never raises. A wish whose `understood` is empty asks for nothing that the engine can do.
    """
    found = items(prompt, named)
    wish = Wish()
    for clause in _clauses(found):
        _Clause(clause, wish, kind, any(item.kind == "unknown" for item in found)).read()
    _settle(found, wish, kind)
    wish.understood = tuple(_quotes(prompt, found, "understood"))
    wish.ignored = tuple(_quotes(prompt, found, "ignored"))
    return wish


def _clauses(found: Sequence[Item]) -> Iterable[list[Item]]:
    """Parts of the prompt that stand for themselves: cut at punctuation, at "but" and at "and" before a verb."""
    clause: list[Item] = []
    for k, item in enumerate(found):
        if item.kind == "break" or (item.kind == "and" and _begins(found[k + 1 :], clause)):
            yield clause
            clause = []
        else:
            clause.append(item)
    yield clause


def _begins(rest: Sequence[Item], clause: Sequence[Item]) -> bool:
    """Whether what follows an "and" is a clause of its own. What was negated lasts until a verb."""
    following = next((item.kind for item in rest if item.kind not in ("filler", "amount", "percent")), "")
    verbs = {"remove", "fill", "replace", "extend", "paint"}
    if any(item.kind == "not" for item in clause):
        return following in verbs
    return following in verbs | {"tone", "more", "not", "grey"}


class _Clause:
    """Reads one clause into a wish."""

    def __init__(self, clause: list[Item], wish: Wish, kind: str, strange: bool) -> None:
        negation = next((k for k, item in enumerate(clause) if item.kind == "not"), len(clause))
        self.items, self.negated = clause[:negation], clause[negation:]
        self.wish, self.kind = wish, kind
        self.strange = strange  # the prompt holds words that nobody knows: a bare adjective may belong to them

    def read(self) -> None:
        for item in self.negated:
            item.fate = "pending"
        if self._reference():
            return
        verb = next((k for k, item in enumerate(self.items) if item.kind in _VERBS), -1)
        if verb < 0:
            self._content(self.items, led=False)
            return
        item = self.items[verb]
        rest = self.items[verb + 1 :]
        if item.kind == "paint":
            if self._content(rest, led=True, filling=False):
                item.fate = "understood"
        elif item.kind == "fill":
            self._act(item, self._content(_after(rest, "with") or rest, led=True, filling=True))
        elif item.kind == "replace":
            if self._content(_after(rest, "with"), led=True, filling=True):
                item.fate = "understood"
        else:
            self._act(item, self._content(_after(rest, "with"), led=True, filling=True))

    def _act(self, item: Item, said_with_what: bool) -> None:
        """One thing is done to an area: a second verb, which asks for another, is not followed."""
        if not self.wish.base:
            self.wish.base = str(item.value)
        if said_with_what or self.wish.base == item.value:
            item.fate = "understood"

    def _reference(self) -> bool:
        """A clause about the reference: its colours, or its texture."""
        if not any(item.kind == "reference" for item in self.items):
            return False
        colours = any(
            item.kind == "palette" or item.word in ("tones", "colour", "color", "tint") for item in self.items
        )
        if colours and any(item.kind in ("backdrop", "sky") for item in self.items):
            self.wish.from_reference = True
            self._content(self.items, led=False)
        elif not self.wish.base or self.wish.base == "fill":
            self.wish.base = "transfer" if colours else "texture"
        spoken = {"reference", "like", "palette", "texture", "from", "fill", "paint", "extend", "stuff"}
        for item in self.items:
            if item.kind in spoken:
                item.fate = "understood"
        return True

    def _content(self, part: Sequence[Item], led: bool, filling: bool = False) -> bool:
        """Backdrops, colours and changes of tone within a part of a clause; whether any was found."""
        if self.wish.base in ("fill", "extend") and not led:
            return self._tones(part, bare=False)
        backdrop = self._backdrop(part)
        colours = self._colours(part, led, filling or backdrop)
        toned = self._tones(part, bare=backdrop or (led and not filling) or not self.strange)
        return backdrop or colours or toned

    def _tones(self, part: Sequence[Item], bare: bool) -> bool:
        found = tones(part, bare)
        self.wish.tones += found
        return bool(found)

    def _backdrop(self, part: Sequence[Item]) -> bool:
        heads = [k for k, item in enumerate(part) if item.kind in ("backdrop", "sky") and not names_thing(part, k)]
        if not heads or any(item.kind == "more" for item in part[: heads[0]]):
            return False
        if self.kind != "generate" and _is_setting(part, heads[0]):
            return False
        solid = [k for k in heads if part[k].kind == "backdrop"]
        chosen = _head(part, solid)
        if self.wish.base == "backdrop" and self.wish.backdrop and chosen is not None and self.wish.backdrop != "sky":
            return False
        self.wish.base = "backdrop"
        if chosen is not None or not self.wish.backdrop:
            self.wish.backdrop = "sky" if chosen is None else str(part[chosen].value)
        for k in heads:
            same = chosen is not None and part[k].value == part[chosen].value
            if part[k].kind == "sky" or same:
                self.wish.traits |= {str(part[k].value)} if part[k].kind == "sky" else set()
                part[k].fate = "understood"
        return True

    def _colours(self, part: Sequence[Item], led: bool, many: bool) -> bool:
        """`many`: colours of a backdrop; otherwise one colour, that of the area."""
        many = many or self.kind == "generate" or self.wish.base == "backdrop"
        at = [k for k, item in enumerate(part) if item.kind == "colour" or (many and item.word == "black and white")]
        at = [k for k in at if not (names_thing(part, k) and (not led or not _has_object(part, k)))]
        at = [k for k in at if not (k and part[k - 1].kind == "more")]  # "less red" is no wish for red
        if not many:
            at = [k for k in at if not (k and part[k - 1].kind == "from")]
            at = sorted(at, key=lambda k: (names_thing(part, k), not _is_aim(part, k)))[:1]
        if not many and self.wish.base not in ("", "recolour"):
            return False
        if not at or (not led and not many and (self.strange or self.wish.base)):
            return False
        if not led and self.kind == "generate" and not self.wish.backdrop and self.strange:
            return False
        for k in at:
            both = part[k].kind == "grey"
            self.wish.colours += [(0, 0, 0), (255, 255, 255)] if both else [_modified(part, k)]
            part[k].fate = "understood"
        if not self.wish.base:
            self.wish.base = "backdrop" if many else "recolour"
        return True


_VERBS = ("remove", "fill", "replace", "extend", "paint")


def _after(part: Sequence[Item], kind: str) -> Sequence[Item]:
    return next((part[k + 1 :] for k, item in enumerate(part) if item.kind == kind), [])


def _has_object(part: Sequence[Item], k: int) -> bool:
    """Whether a thing stands before the colour, as in "the shirt red" or "it red"."""
    return any(item.kind in ("it", "unknown", "stuff") for item in part[:k])


def _is_aim(part: Sequence[Item], k: int) -> bool:
    """Whether the colour at k is what another one is to become: "red to blue"."""
    before = [item.word for item in part[:k] if item.kind not in ("look", "modifier")]
    return bool(before) and before[-1] in ("to", "into")


def _is_setting(part: Sequence[Item], k: int) -> bool:
    """Whether the backdrop is only where something else is: "a dog under a sky"."""
    return any(item.kind == "place" for item in part[:k]) and any(item.kind == "unknown" for item in part[:k])


def _head(part: Sequence[Item], at: Sequence[int]) -> int | None:
    """Of neighbouring nouns the last is meant ("sky gradient"), otherwise the first."""
    if not at:
        return None
    chosen = at[0]
    for k in at[1:]:
        if k == chosen + 1:
            chosen = k
    return chosen


def _modified(part: Sequence[Item], k: int) -> RGB:
    """The colour with a word like "dark" or "pale" before it taken into account."""
    rgb = part[k].value
    assert isinstance(rgb, tuple)
    if k and part[k - 1].word in MODIFIERS and part[k - 1].kind in ("look", "modifier"):
        part[k - 1].fate = "understood"
        return shaded(rgb, part[k - 1].word)
    return rgb


def _settle(found: Sequence[Item], wish: Wish, kind: str) -> None:
    """Decides over traits and negated words, and calls everything else that carries meaning ignored."""
    backdrop = wish.base == "backdrop"
    if backdrop and not wish.backdrop:
        wish.backdrop = "gradient" if len(wish.colours) > 1 else "plain"
    negated = False
    for item in found:
        negated = item.kind == "not" or (negated and item.fate == "pending")
        if item.fate == "pending":
            item.fate = _negated(item, wish) if backdrop else "ignored"
        elif item.kind == "trait" and backdrop and not item.fate:
            wish.traits.add(str(item.value))
            item.fate = "understood"
        elif item.kind == "texture" and backdrop:
            continue
        elif not item.fate and item.kind not in (
            "filler",
            "break",
            "and",
            "with",
            "it",
            "stuff",
            "like",
            "place",
            "from",
        ):
            item.fate = "ignored"
    _join_negators(found)


def _negated(item: Item, wish: Wish) -> str:
    if item.kind == "colour":
        wish.shunned.append(item.value)  # pyright: ignore
        return "understood"
    if item.word in ("clouds", "cloud", "stars") and wish.backdrop == "sky":
        wish.traits.add("no " + item.word.removesuffix("s") + "s")
        return "understood"
    return "pending" if item.kind in ("not", "filler", "and", "it") else "ignored"


def _join_negators(found: Sequence[Item]) -> None:
    """A "not" shares the fate of what it negates."""
    fate = "ignored"
    for item in reversed(found):
        if item.fate == "pending":
            item.fate = fate
        elif item.fate:
            fate = item.fate


def _quotes(prompt: str, found: Sequence[Item], fate: str) -> Iterable[str]:
    """The runs of the prompt with this fate; words without meaning may stand within a run."""
    start = end = -1
    for item in found:
        if item.fate == fate:
            start, end = (item.start if start < 0 else start), item.end
        elif start >= 0 and (item.fate or item.kind in ("break", "and")):
            yield prompt[start:end]
            start = -1
    if start >= 0:
        yield prompt[start:end]
