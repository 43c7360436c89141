"""Ways in which an entry may say what is looked for."""

from __future__ import annotations

from collections.abc import Iterable

from os2site.search.analysis.documents import page_token
from os2site.search.analysis.languages import ABOUT, PAGE, PART, STEM, Analysis
from os2site.search.analysis.plan import Alternative
from os2site.search.analysis.synonyms import Meaning

#: What a way of saying a word weighs against the word itself.
WEIGHT_WORD = 1.0
WEIGHT_PART = 0.6
WEIGHT_SPLIT = 0.5
WEIGHT_STEM = 0.35
WEIGHT_LOOSE = 0.2
#: What an entry about a page weighs against the page.
SHARE_ABOUT = 0.5


def merged(alternatives: Iterable[Alternative]) -> tuple[Alternative, ...]:
    """Words that weigh about the same as one alternative: whoever has more of them is better."""
    kept: list[Alternative] = []
    by_weight: dict[float, dict[str, None]] = {}
    for item in alternatives:
        if len(item.words) == 1:
            tokens = by_weight.setdefault(round(item.weight, 1), {})
            tokens.update(dict.fromkeys(item.words[0]))
        else:
            kept.append(item)
    kept += [
        Alternative(weight, (tuple(tokens),)) for weight, tokens in by_weight.items() if weight
    ]
    return tuple(kept)


def pages(meaning: Meaning, share: float) -> list[Alternative]:
    """The pages that something belongs with, and less what is about them."""
    return [
        Alternative(weight * share * part, ((mark + page_token(slug),),))
        for slug, weight in meaning.pages.items()
        for mark, part in ((PAGE, 1.0), (ABOUT, SHARE_ABOUT))
    ]


def of_word(analysis: Analysis) -> list[Alternative]:
    found = [Alternative(WEIGHT_WORD, ((token,),)) for token in analysis.forms]
    found += [Alternative(WEIGHT_PART, ((PART + token,),)) for token in analysis.forms]
    if analysis.stem:
        found.append(Alternative(WEIGHT_STEM, ((STEM + analysis.stem,),)))
    if analysis.parts:
        found.append(
            Alternative(
                WEIGHT_SPLIT,
                tuple((*forms, *(PART + form for form in forms)) for forms in analysis.parts),
            )
        )
    return found


def loose_parts(analysis: Analysis) -> tuple[Alternative, ...]:
    """A single part of a compound."""
    return tuple(
        Alternative(WEIGHT_LOOSE, ((*forms, *(PART + form for form in forms)),))
        for forms in analysis.parts
    )
