"""The English words that the built-in engine knows, each with its part of speech and its meaning."""

from __future__ import annotations

from collections.abc import Iterable

from editor.pixels.colour_words import spoken

Phrase = tuple[str, ...]
Meaning = tuple[str, object]  # part of speech, value


def _each(kind: str, value: object, words: str) -> Iterable[tuple[Phrase, Meaning]]:
    """`words` are separated by "|"; each may be several words long."""
    return ((tuple(phrase.split()), (kind, value)) for phrase in words.split("|"))


KNOWN: dict[Phrase, Meaning] = dict(
    pair
    for table in (
        ((phrase, ("colour", rgb)) for phrase, rgb in spoken()),
        # What is done to the area.
        _each(
            "remove",
            "fill",
            "remove|erase|delete|clean|clean up|clear the|clear it|clear this|clear out|heal|get rid of|take away"
            "|take out|retouch",
        ),
        _each("fill", "fill", "fill|fill in|fill up|inpaint|repair|restore"),
        _each("replace", "", "replace|swap"),
        _each("extend", "extend", "extend|outpaint|continue|expand|widen|uncrop|enlarge the canvas"),
        _each(
            "paint",
            "",
            "make|paint|repaint|colour|color|recolour|recolor|colourise|colorize|tint|dye|turn|change|give|render|set",
        ),
        # The reference.
        _each("reference", "", "reference|references|reference's|reference image|reference picture|reference photo"),
        _each("reference", "", "|".join(f"image {number}" for number in range(1, 10))),  # as a prompt names them
        _each("palette", "", "palette|colours|colors|colouring|coloring|colour palette|color palette|colour scheme"),
        _each("texture", "", "texture|textures|patches|material"),
        _each("like", "", "like|match|matching|look like|looks like|similar to|same as|as in"),
        # How much.
        _each("amount", 0.5, "slightly|a bit|a little|a little bit|a touch|a tad|somewhat|subtly|bit|gently"),
        _each("amount", 2.0, "much|a lot|far|way|considerably|strongly|significantly|lots|very much"),
        _each("amount", 1.6, "very|really|rather|quite"),
        _each("amount", 3.0, "extremely|hugely|drastically"),
        _each("percent", 0.5, "by half"),
        _each("more", 1, "more|increase|raise|boost|higher|add|up the|increased"),
        _each("more", -1, "less|decrease|reduce|lower|drop|cut|reduced"),
        # Which quality: (quality, direction). "tone" is a plain comparative, "look" an adjective.
        _each("tone", ("lightness", 1), "brighter|lighter|brighten|lighten|brighten up"),
        _each("tone", ("lightness", -1), "darker|darken|dimmer"),
        _each("tone", ("warmth", 1), "warmer|warm up"),
        _each("tone", ("warmth", -1), "cooler|colder|cool down|cool off"),
        _each("tone", ("softness", 1), "softer|soften|blurrier|blur|smoother"),
        _each("tone", ("softness", -1), "sharper|sharpen|crisper"),
        _each("tone", ("contrast", 1), "contrastier|punchier"),
        _each("tone", ("contrast", -1), "flatter"),
        _each("tone", ("saturation", -1), "desaturate|desaturated"),
        _each("tone", ("saturation", 1), "saturate"),
        _each("modifier", "", "deep|pale|pastel"),
        _each("grey", "", "grayscale|greyscale|monochrome|black and white"),
        _each("look", ("lightness", 1), "bright|light"),
        _each("look", ("lightness", -1), "dark|dim"),
        _each("look", ("warmth", 1), "warm"),
        _each("look", ("warmth", -1), "cool|cold"),
        _each("look", ("softness", 1), "soft|blurry|smooth"),
        _each("look", ("softness", -1), "sharp|crisp"),
        _each("look", ("saturation", 1), "saturated|vivid|vibrant|colourful|colorful"),
        _each("look", ("saturation", -1), "muted|dull"),
        _each("quality", "lightness", "brightness|lightness"),
        _each("quality", "warmth", "warmth"),
        _each("quality", "softness", "softness|blurriness"),
        _each("quality", "sharpness", "sharpness"),
        _each("quality", "contrast", "contrast"),
        _each("quality", "saturation", "saturation|vibrance|vividness|colourfulness|colorfulness"),
        # Backdrops and what they can be like.
        _each("backdrop", "plain", "plain|solid|flat"),
        _each("backdrop", "gradient", "gradient|gradients"),
        _each("backdrop", "sky", "sky|skies"),
        _each("backdrop", "paper", "paper|parchment|papery"),
        _each("backdrop", "bokeh", "bokeh|blurred lights"),
        _each("backdrop", "studio", "studio|studio sweep|sweep|seamless|cyclorama|infinity cove"),
        _each("backdrop", "stripes", "stripes|stripe|striped"),
        _each("backdrop", "marble", "marble|marbled"),
        _each("backdrop", "wood", "wood|wooden|planks|timber|wood grain"),
        _each("backdrop", "noise", "noise|grain|grainy|film grain"),
        _each("sky", "sunset", "sunset|sunrise|dawn|dusk|golden hour"),
        _each("sky", "stars", "stars|starry|milky way"),
        _each("sky", "clouds", "clouds|cloudy|cloud"),
        _each("trait", "night", "night|nighttime"),
        _each("trait", "day", "day|daytime|midday|noon"),
        _each("trait", "no clouds", "cloudless|clear"),
        _each("trait", "horizontal", "horizontal|horizontally|left to right|sideways"),
        _each("trait", "vertical", "vertical|vertically|top to bottom"),
        _each("trait", "diagonal", "diagonal|diagonally"),
        _each("trait", "radial", "radial|circular"),
        _each("trait", "thin", "thin|narrow|fine"),
        _each("trait", "wide", "wide|broad|thick"),
        # Grammar.
        _each("not", "", "no|not|without|don't|dont|do not|never|avoid|except|isn't|nothing|non"),
        _each("break", "", "but|then|instead|only|just"),
        _each("and", "", "and|plus|&"),
        _each("with", "", "with|by|into|using"),
        _each("from", "", "from"),
        _each(
            "place",
            "",
            "in|on|under|before|against|at|over|beside|near|behind|above|below|beneath|inside|between"
            "|in front of|across|around|through",
        ),
        _each("it", "", "it|this|that|them|these|those|everything|all|whole|entire"),
        _each(
            "stuff",
            "",
            "area|region|part|hole|gap|mask|selection|picture|image|photo|photograph|background|backdrop"
            "|surface|wall|floor|pattern|sheet|wallpaper|slab|shade|tone|tones|hue|look|mood"
            "|lighting|veins|vein|rings|lines|bands|dots|discs|circles|lights|style|table top|tabletop|board|boards"
            "|4k|8k|hd|photorealistic|realistic|detailed|abstract|background image|quality|high quality|canvas"
            "|object|objects|thing|things|blemish|blemishes|spot|spots|scratch|scratches|border|edges|edge|outside"
            "|surroundings|surrounding",
        ),
        _each(
            "filler",
            "",
            "use|a|an|the|to|of|for|as|please|is|be|so|its|it's|some|my|our|i|want|would|we|you|can|could|"
            "like a|up|down|out|even|look|looks|become|s|let's|let|me|us|here|there|also|too|away|now|colored|coloured"
            "|want it|one|same|new|nice|beautiful|and also",
        ),
    )
    for pair in table
)
for _word in ("colour", "color", "tint"):  # verbs only at the start of a clause
    KNOWN["^", _word] = ("paint", "")
KNOWN[("colour",)] = KNOWN[("color",)] = KNOWN[("tint",)] = ("stuff", "")
KNOWN[("dark", "sky")] = ("trait", "night")
