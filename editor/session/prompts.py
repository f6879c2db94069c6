"""The prompts of a project: the words of its generations, each once, newest first."""

from __future__ import annotations

from editor.project.archive import Archive


def recent_words(archive: Archive, most: int) -> list[str]:
    """At most so many; requests without words are passed over."""
    words = (generation.recipe.words.strip() for generation in reversed(archive.generations()))
    return [each for each in dict.fromkeys(words) if each][:most]
