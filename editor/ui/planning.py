"""What the prompt bar says before anything is asked: what would happen and cost, or what stands in the way."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject

from editor.document.records import Layer, Mask
from editor.engine.contract import Abilities, Kind
from editor.engine.errors import EngineError
from editor.pixels.geometry import Rect
from editor.project.errors import read_only
from editor.session.foreseen import Foreseen
from editor.session.generations import Generations
from editor.steps.ask import Wish, kind_of
from editor.steps.mask import mask_box, mask_values
from editor.steps.pins import masked_place
from editor.ui import sentences
from editor.ui.connect.connecting import Connecting
from editor.ui.masking.apart import Region
from editor.ui.prompt_bar import PromptBar


class Planning(QObject):
    """Of what stands in the bar, for a picture and what is marked on it."""

    def __init__(
        self, bar: PromptBar, generations: Generations, connecting: Connecting, keys: Callable[[str], str]
    ) -> None:
        super().__init__(bar)
        self._keys = keys  # writes keys into words: see Keymap.told
        self._bar, self._generations, self._connecting = bar, generations, connecting
        self._inside: tuple[Mask | None, bool] = (None, True)
        self._greyed: tuple[Layer | None, Mask | None] | None = None
        self._last: tuple[object, Foreseen | EngineError] | None = None

    @property
    def wish(self) -> Wish:
        bar = self._bar
        avoid, strength = bar.refining.avoided, bar.refining.share
        wish = Wish(words=bar.words, avoid=avoid, strength=strength, count=bar.count, edge=bar.edge)
        return msgspec.structs.replace(wish, start=bar.start_field.start)

    @property
    def refusal(self) -> str:
        """Why the engine cannot be asked so; "" where it can."""
        engine = self._bar.engines.chosen.engine
        lacks = self._connecting.why_not(engine.name)
        return lacks or sentences.refusal(engine.abilities, self._bar.words, engine.title)

    def say(self, target: Layer | None, mask: Mask | None) -> None:
        """In the bar, with Generate only where it can be asked."""
        self._last, bar = None, self._bar
        abilities = bar.engines.chosen.engine.abilities
        bar.prompt.suggest(abilities.vocabulary)
        bar.start_field.show_strength(bar.refining.share, told=abilities.strength)
        self._tell(target, mask)
        self._grey_out(target, mask)
        if self._generations.session.project.read_only:
            self._stand_in_the_way(f"{read_only()}")
        elif target is None:
            bar.allow(self.tr("There is no picture yet."))
            bar.show_ready(self._keys(self.tr("Drop a picture on the canvas, or press {file.place}.")))
        elif mask is None:
            bar.allow(self.tr("Nothing is marked: paint over what is to change."))
            how = self.tr("Paint over what is to change, or drag a border outward ({tool.Extend}).")
            bar.show_ready(self._keys(how))
        else:
            self._say_deed(target, mask)

    def _tell(self, target: Layer | None, mask: Mask | None) -> None:
        """What would be sent now, with all that guides it."""
        bar, composed = self._bar, None
        if target is not None and mask is not None:
            engine, seed = bar.engines.chosen.engine, bar.seed_field.coming
            place = masked_place(self._generations.session.document, target, mask, engine.abilities)
            wish = msgspec.structs.replace(self.wish, seed=seed)
            composed = self._generations.ahead.composed(engine.name, wish, place)
        bar.told.show_composed(composed)

    def region(self, target: Layer | None, mask: Mask | None) -> Region | None:
        """What the engine would see, and the band that a blended edge may change, to be drawn on the canvas."""
        if target is None or mask is None:
            return None
        edge = self._bar.edge
        try:
            found = self._foreseen(target, mask)
        except EngineError:
            return None
        return Region(target.id, found.region, edge.width if edge.policy == "blend" else 0)

    def _grey_out(self, target: Layer | None, mask: Mask | None) -> None:
        """What cannot be asked for this, in the picker; the mask is looked at once for all engines alike."""
        if self._greyed is not None and self._greyed[0] is target and self._greyed[1] is mask:
            return
        self._greyed = target, mask
        kinds: dict[bool, Kind | None] = {}

        def refuses(abilities: Abilities) -> str:
            whole = "image" in abilities.kinds
            if target is not None and mask is not None and whole not in kinds:
                kinds[whole] = kind_of(target, mask, abilities)
            kind = kinds.get(whole)
            return abilities.refuses(kind) if kind else ""

        self._bar.engines.refuse(refuses, self._connecting.why_not)

    def _say_deed(self, target: Layer, mask: Mask) -> None:
        wish, engine = self.wish, self._bar.engines.chosen.engine
        try:
            found = self._foreseen(target, mask)
        except EngineError as error:
            self._stand_in_the_way(f"{error.message} {error.advice}".strip())
            return
        self._bar.allow(self.refusal, found.price, sentences.cost(found.price, offline=engine.abilities.offline))
        assert target.pixels is not None, "it was foreseen"
        picture, box = target.pixels.size.rect, mask_box(mask)
        said = sentences.plan(found, picture, box, wish, inside=self._marks_inside(mask, picture))
        self._bar.show_ready(self.refusal or said)

    def _foreseen(self, target: Layer, mask: Mask) -> Foreseen:
        """What is to be said and what is to be drawn are of one answer. Raises EngineError."""
        about = (target, mask, self._bar.engine, self.wish)
        if self._last is None or self._last[0] != about:
            try:
                self._last = about, self._generations.ahead.foreseen(*about)
            except EngineError as error:
                self._last = about, error
        found = self._last[1]
        if isinstance(found, EngineError):
            raise found
        return found

    def _marks_inside(self, mask: Mask, picture: Rect) -> bool:
        """Whether some of the picture itself is marked; looked up once for each mask, and only where it reaches out."""
        if self._inside[0] is not mask:
            box = mask_box(mask)
            inside = picture.contains(box) or bool(mask_values(mask, picture.intersected(box)).any())
            self._inside = mask, inside
        return self._inside[1]

    def _stand_in_the_way(self, sentence: str) -> None:
        self._bar.allow(sentence)
        self._bar.show_said(sentence)
