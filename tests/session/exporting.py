"""A project with a picture of any kind on which a box was changed, for the tests of export."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from editor.document.archive import Generation, Offer, Recipe
from editor.document.ids import new_id
from editor.document.records import Layer, LayerMask
from editor.pixels.colour import DISPLAY_P3
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.profiles import made
from editor.pixels.tiles import Tiles
from editor.project.project import Project
from editor.session.bring import bring
from editor.session.session import Session
from editor.steps.export import Subject
from tests.pixels.files import deep_file, saved, turned_exif

BOX = Rect(24, 16, 24, 16)  # in the picture as it is seen
PROMPT, SEED = "a small red square", 41
RACCOON = Path(__file__).parents[1] / "photographs" / "raccoon.jpg"


def photograph() -> np.ndarray:
    """uint8 (72, 96, 3)."""
    with Image.open(RACCOON) as picture:
        return np.array(picture.convert("RGB").resize((96, 72)))


def kinds() -> dict[str, tuple[bytes, str]]:
    """Picture files of every kind that an export keeps, and their endings."""
    pixels = photograph()
    image, p3 = Image.fromarray(pixels), made(DISPLAY_P3)
    alpha = image.convert("RGBA")
    alpha.putalpha(Image.linear_gradient("L").resize(image.size))
    deep = pixels.astype(np.uint16) * 257 + (pixels < 250) * np.uint16(40)
    see_through = np.dstack([deep, np.full(deep.shape[:2], 40_000, np.uint16)])
    return {
        "PNG": (saved(image, "PNG", dpi=(300, 300)), ".png"),
        "PNG, P3": (saved(image, "PNG", icc_profile=p3), ".png"),
        "PNG, alpha": (saved(alpha, "PNG"), ".png"),
        "PNG, 16 bits": (deep_file(deep, ".png"), ".png"),
        "PNG, 16 bits, alpha": (deep_file(see_through, ".png"), ".png"),
        "PNG, turned": (saved(image, "PNG", exif=turned_exif(6)), ".png"),
        "TIFF": (saved(image, "TIFF", icc_profile=p3), ".tif"),
        "TIFF, 16 bits": (deep_file(deep, ".tiff"), ".tif"),
        "WebP": (saved(alpha, "WEBP", lossless=True, exact=True), ".webp"),
        "JPEG": (saved(image, "JPEG", quality=87, subsampling=2, icc_profile=p3), ".jpg"),
        "JPEG, turned": (saved(image, "JPEG", quality=92, subsampling=0, exif=turned_exif(6)), ".jpg"),
    }


def project_of(folder: Path, data: bytes, name: str) -> tuple[Session, Subject]:
    """A session with that file brought in and BOX of it accepted as red; the picture as what is to be written."""
    source = folder / name
    source.write_bytes(data)
    session = Session(Project.create(folder / "a.patchboard"))
    (layer,) = bring(session, [source], at=(5, 9))
    recipe = Recipe(engine="cloud", version="3", kind="inpaint", size=BOX.size, prompt=PROMPT, seed=40, count=2)
    generation = Generation(id=new_id(), made=1.8e9, recipe=recipe, region=BOX, target=layer.id)
    session.project.archive.add(generation)
    offer = Offer(id=new_id(), generation=generation.id, made=1.8e9, seed=SEED, answer=b"", size=Size(1, 1))
    session.project.archive.offer(offer, b"answer")
    red = np.full((BOX.h, BOX.w, 4), (200, 30, 40, 255), np.uint8)
    mask = np.full((BOX.h, BOX.w), 255, np.uint8)
    patch = Layer(
        id=new_id(),
        order="Z",
        transform=Affine.translation(BOX.x, BOX.y).then(layer.transform),
        pixels=Tiles.from_array(red),
        mask=LayerMask(Tiles.from_array(mask)),
        profile=layer.profile,
        onto=layer.id,
        generation=generation.id,
        candidate=offer.id,
    )
    session.commit("Accept", session.document.with_(patch))
    return session, Subject("layer", (layer.id,))
