"""From what a visitor typed to what is looked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from os2site.search.analysis.alternatives import (
    WEIGHT_LOOSE,
    WEIGHT_WORD,
    loose_parts,
    merged,
    of_word,
    pages,
)
from os2site.search.analysis.languages import (
    ABOUT,
    FILLER,
    NAME,
    PART,
    REGION,
    TYPE,
    Analysis,
    Language,
    get_language,
)
from os2site.search.analysis.plan import Alternative, Group, QueryPlan
from os2site.search.analysis.synonyms import (
    NO_SYNONYMS,
    WEIGHT_EVERYDAY,
    WEIGHT_EVERYDAY_NEAR,
    Everyday,
    Key,
    Meaning,
    Synonym,
    Synonyms,
    key_of,
    pieces_of,
)
from os2site.search.analysis.words import fold, normalise, split

#: More words than this narrow nothing down.
MAX_GROUPS = 16
MAX_SYNONYMS = 24
MAX_FURTHER = 16
#: Synonyms that the visitor is told of.
MAX_SHOWN = 8
#: English words that say little, from which on a query is read as English.
ENGLISH = 2
#: Longest run of words that is looked up as one synonym.
MAX_SPAN = 4

#: Share of the groups that an entry must match: one of two or three, two of four or five, …
SHARE_REQUIRED = 0.4

#: What a way of saying a word weighs against the word itself.
WEIGHT_JOINED = 0.9
WEIGHT_CORRECTED = 0.8
WEIGHT_ABOUT = 0.6
WEIGHT_TYPE = 0.6
WEIGHT_REGION = 0.6
#: What a synonym's own synonyms weigh against it.
SHARE_FURTHER = 0.6
#: What the synonyms of a compound's own compounds weigh against those of a word.
SHARE_INNER = 0.7
#: What a word that many queries have weighs beside others.
WEAK = 0.4
#: What is said for the parts of a compound weighs, where too little has the compound.
SHARE_PART = 0.2
#: What the names weigh that share the first part of a compound which nothing has.
SHARE_MODIFIER = 0.4


@dataclass(frozen=True)
class Knowledge:
    """What the site knows beside the words themselves.

    :param corrections: words that nothing has → what each is read as, too.
    :param types: lemma of a type's label → name of the entry type.
    :param places: lemmas of a place → slugs of the regions it is in.
    :param unknown: words, and runs of words that are one concept, that no entry has.
    :param answering: entry types that answer questions.
    :param sought: entry types that are favoured when the text says nothing of types.
    """

    synonyms: Synonyms = NO_SYNONYMS
    corrections: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)
    unknown: Collection[str] = ()
    answering: tuple[str, ...] = ()
    sought: tuple[str, ...] = ()


NOTHING_KNOWN = Knowledge()


@dataclass(frozen=True)
class Typed:
    """A word of a query.

    :param text: normalised, divided at hyphens.
    :param start: offset in the text of the whole word that it is (a piece of), ``end`` likewise.
    """

    text: str
    start: int
    end: int


def query_words(text: str, language: Language) -> list[Typed]:
    """The words of a query that are searched, each once."""
    found = _typed(text)
    stop_words = _stop_words({word.text for word in found}, language)
    meaningful = [word for word in found if word.text not in stop_words]
    # "os" is a word of names here, but beside others it is the pronoun.
    meaningful = [word for word in meaningful if word.text != "os"] or meaningful or found
    return meaningful[:MAX_GROUPS]


def runs(words: Sequence[str], language: Language, synonyms: Synonyms) -> list[tuple[str, ...]]:
    """The words of a query one by one, and the runs of them that are one concept."""
    analyses = [language.analyse(language.restore(word)) for word in words]
    found: list[tuple[str, ...]] = [(word,) for word in words]
    for length in range(2, MAX_SPAN + 1):
        for start in range(len(words) - length + 1):
            if synonyms.find(analyses[start : start + length]) is not None:
                found.append(tuple(words[start : start + length]))
    return found


def _stop_words(words: set[str], language: Language) -> frozenset[str]:
    """The language's, and those of English when enough of the words are."""
    own, foreign = language.stop_words, get_language("en").stop_words
    return own | foreign if len(foreign.intersection(words) - own) >= ENGLISH else own


def _typed(text: str) -> list[Typed]:
    words: dict[str, Typed] = {}
    for word in split(text):
        for piece in word.pieces or (word.text,):
            words.setdefault(piece, Typed(piece, word.start, word.end))
    return list(words.values())


def plan_query(text: str, language_code: str, known: Knowledge = NOTHING_KNOWN) -> QueryPlan:
    """Analyse a query.

    :param text: what was typed, already bounded in length.
    :return: a plan without groups when there is no word in the text.
    """
    language = get_language(language_code)
    text = normalise(text)
    typed = query_words(text, language)
    planner = _Planner(typed, language, known)
    groups = planner.groups()
    name = fold("".join(word.text for word in split(text)))
    required = max(1, round(len(groups) * SHARE_REQUIRED))
    searched = {word.text for word in typed}
    said = [word.text for word in _typed(text) if word.text not in searched]
    is_question = text.rstrip().endswith("?") or any(
        word in language.question_words for word in said
    )
    return QueryPlan(
        tuple(groups),
        required,
        NAME + name if name else "",
        tuple(dict.fromkeys(FILLER + language.analyse(word).lemma for word in said[:MAX_GROUPS])),
        known.answering if is_question else tuple(dict.fromkeys(planner.types)) or known.sought,
        tuple(dict.fromkeys(planner.used))[:MAX_SHOWN],
        planner.suggestion(text),
    )


class _Planner:
    """Makes the groups of one query, and notes what else they look for."""

    def __init__(self, typed: Sequence[Typed], language: Language, known: Knowledge) -> None:
        self.typed = typed
        self.language = language
        self.known = known
        self.words = [word.text for word in typed]
        self.analyses = [language.analyse(language.restore(word)) for word in self.words]
        self.corrected = {
            position: language.analyse(known.corrections[word])
            for position, word in enumerate(self.words)
            if word in known.corrections
        }
        self.used: list[str] = []
        #: Entry types that the query names.
        self.types: list[str] = []
        #: Offsets in the text → what to put there.
        self.replacements = {
            (typed[position].start, typed[position].end): known.corrections[typed[position].text]
            for position in self.corrected
        }

    def groups(self) -> list[Group]:
        found = []
        position = 0
        while position < len(self.words):
            length, meaning = self._meaning_at(position)
            found.append(self._group(position, length, meaning))
            position += length
        return found

    def suggestion(self, text: str) -> str | None:
        """The text with its replacements, from the last to the first."""
        if not self.replacements:
            return None
        before = len(text)
        for (start, end), word in sorted(self.replacements.items(), reverse=True):
            if end <= before:
                text = text[:start] + word + text[end:]
                before = start
        return text

    def _group(self, position: int, length: int, meaning: Meaning) -> Group:
        span = range(position, position + length)
        alternatives: list[Alternative] = []
        loose: list[Alternative] = []
        if length > 1:
            alternatives.append(
                Alternative(WEIGHT_WORD, tuple(self._any_of(number) for number in span))
            )
            joined = fold("".join(self.words[number] for number in span))
            alternatives.append(Alternative(WEIGHT_JOINED, ((joined,),)))
            loose += [Alternative(WEIGHT_LOOSE, (self._any_of(number),)) for number in span]
        else:
            alternatives += self._word(position)
        for number in span:
            analysis = self.corrected.get(number, self.analyses[number])
            loose += [*loose_parts(analysis), *self._said_of_parts(analysis)]
        alternatives += self._meant(position, length, meaning)
        return Group(
            " ".join(self.words[number] for number in span),
            tuple(alternatives),
            tuple(loose),
            length if length > 1 else self._emphasis(position),
        )

    def _word(self, position: int) -> list[Alternative]:
        analysis = self.analyses[position]
        # The parts of a word that was misspelt are not what was meant.
        misspelt = position in self.corrected
        own = replace(analysis, stem="", parts=()) if misspelt else analysis
        found = [*of_word(own), *self._joined(position)]
        if self.words[position] in self.language.stop_words:
            # Where nothing else is said, titles are asked for the little words.
            found.append(Alternative(WEIGHT_WORD, ((FILLER + analysis.lemma,),)))
        typed = self.language.analyse(self.words[position])
        if typed.written != analysis.written:
            found += [Alternative(WEIGHT_WORD, ((token,),)) for token in typed.forms]
        if misspelt:
            found += [
                replace(item, weight=item.weight * WEIGHT_CORRECTED)
                for item in of_word(self.corrected[position])
            ]
        if analysis.lemma in self.known.types:
            self.types.append(self.known.types[analysis.lemma])
            found.append(Alternative(WEIGHT_TYPE, ((TYPE + self.known.types[analysis.lemma],),)))
        about = tuple(ABOUT + form for form in analysis.forms)
        found.append(Alternative(WEIGHT_ABOUT, (about,)))
        regions = self._regions(position)
        if regions:
            found.append(Alternative(WEIGHT_REGION, (regions,)))
        return found

    def _emphasis(self, position: int) -> float:
        weak = self.language.weak_words
        analysis = self.analyses[position]
        return WEAK if len(self.words) > 1 and weak.intersection(analysis.forms) else 1.0

    def _regions(self, position: int) -> tuple[str, ...]:
        """Tokens of the regions that a place lies in; alone, a place means just itself."""
        if len(self.words) == 1:
            return ()
        before = self.analyses[position - 1].lemma if position else ""
        for form in self.analyses[position].forms:
            for key in ((before, form), (form,)):
                if key in self.known.places:
                    return tuple(REGION + slug for slug in self.known.places[key])
        return ()

    def _meant(self, position: int, length: int, meaning: Meaning) -> tuple[Alternative, ...]:
        """What the glossary says of the words, as further alternatives."""
        span = range(position, position + length)
        found: list[Alternative] = []
        is_unknown = " ".join(self.words[number] for number in span) in self.known.unknown
        is_unknown = is_unknown and not self.corrected.keys() & set(span)
        synonyms = list(meaning.synonyms.values())[:MAX_SYNONYMS]
        if is_unknown:
            synonyms += list(meaning.rescue.values())[:MAX_SYNONYMS]
        for synonym in synonyms:
            said = self._of_synonym(synonym)
            found += said
            if synonym.meant:
                place = (self.typed[position].start, self.typed[span[-1]].end)
                self.replacements[place] = synonym.text
            elif said and synonym.told:
                self.used.append(synonym.text)
        found += pages(meaning, 1.0)
        found += self._further(synonyms)
        if length == 1 and not meaning.synonyms:
            inner = self._inner(self.analyses[position])
            if not inner and is_unknown:
                inner = self._same_modifier(self.analyses[position])
            found += inner or self._everyday(position, is_unknown=is_unknown)
        return merged(found)

    def _further(self, synonyms: Sequence[Synonym]) -> list[Alternative]:
        """What means the same as what means the same: farther off, and worth less."""
        said = {synonym.text for synonym in synonyms}
        further: dict[str, float] = {}
        for synonym in synonyms:
            meaning = self.known.synonyms.table.get(key_of(synonym.text, self.language))
            for other in meaning.synonyms.values() if meaning is not None else ():
                weight = synonym.weight * other.weight * SHARE_FURTHER
                is_new = not other.narrower and other.text not in said
                if is_new and weight > further.get(other.text, 0.0):
                    further[other.text] = weight
        return [
            item
            for text, weight in sorted(further.items(), key=lambda item: -item[1])[:MAX_FURTHER]
            for item in self._of_synonym(Synonym(text, weight))
        ]

    def _everyday(self, position: int, *, is_unknown: bool) -> list[Alternative]:
        """What else is said for a word; nothing for those that say little anyway."""
        forms = self.analyses[position].forms
        if self.language.weak_words.intersection(forms):
            return []
        known = self.known.synonyms.everyday
        said = next((known[form] for form in forms if form in known), Everyday())
        near = said.narrower + (said.broader if is_unknown else ())
        return [
            Alternative(weight, (words,))
            for weight, words in ((WEIGHT_EVERYDAY, said.same), (WEIGHT_EVERYDAY_NEAR, near))
            if words
        ]

    def _inner(self, analysis: Analysis) -> list[Alternative]:
        """What is known of the compounds that a compound is made of, the last ones first."""
        for inner in analysis.tails:
            meaning = self.known.synonyms.table.get((inner,))
            if meaning is not None and (meaning.synonyms or meaning.pages):
                return self._share(meaning, SHARE_INNER)
        return []

    def _said_of_parts(self, analysis: Analysis) -> list[Alternative]:
        """What is known of the parts of a compound: a "personalekartotek" is of employees."""
        found: list[Alternative] = []
        for forms in analysis.parts:
            meanings = [self.known.synonyms.table.get((form,)) for form in forms]
            meaning = next((item for item in meanings if item and item.synonyms), None)
            found += self._share(meaning, SHARE_PART) if meaning else []
        return found

    def _same_modifier(self, analysis: Analysis) -> list[Alternative]:
        """What is known of names that begin with the same part as a word that nothing has."""
        found: list[Alternative] = []
        for part in analysis.parts[0] if analysis.parts else ():
            for key in self.known.synonyms.by_modifier.get(part, ()):
                found += self._share(self.known.synonyms.table[key], SHARE_MODIFIER)
        return found[: 2 * MAX_SYNONYMS]

    def _share(self, meaning: Meaning, share: float) -> list[Alternative]:
        found = [
            replace(item, weight=item.weight * share)
            for synonym in list(meaning.synonyms.values())[:MAX_SYNONYMS]
            for item in self._of_synonym(synonym)
        ]
        return [*found, *pages(meaning, share)]

    def _of_synonym(self, synonym: Synonym) -> list[Alternative]:
        """The words of a synonym in their order, or written together."""
        pieces = pieces_of(synonym.text, self.language)
        if not pieces:
            return []
        words = tuple((self.language.analyse(piece).lemma,) for piece in pieces)
        found = [Alternative(synonym.weight, words, phrase=len(words) > 1)]
        if len(words) > 1:
            found.append(Alternative(synonym.weight, ((fold("".join(pieces)),),)))
        elif words[0][0] in self.known.types:
            token = TYPE + self.known.types[words[0][0]]
            found.append(Alternative(synonym.weight * WEIGHT_TYPE, ((token,),)))
        return found

    def _any_of(self, position: int) -> tuple[str, ...]:
        forms = list(self.analyses[position].forms)
        if position in self.corrected:
            forms += self.corrected[position].forms
        return (*forms, *(PART + form for form in forms))

    def _joined(self, position: int) -> list[Alternative]:
        """A word that was written as two: with the one before, and with the one after."""
        return [
            Alternative(WEIGHT_JOINED, ((fold(self.words[first] + self.words[first + 1]),),))
            for first in (position - 1, position)
            if first >= 0 and first + 1 < len(self.words)
        ]

    def _meaning_at(self, position: int) -> tuple[int, Meaning]:
        """The longest run of words from here that the glossary has, and what it says."""
        synonyms = self.known.synonyms
        for length in range(min(MAX_SPAN, len(self.words) - position), 0, -1):
            span = range(position, position + length)
            found = synonyms.find([self.analyses[number] for number in span])
            if found is None and not self.corrected.keys().isdisjoint(span):
                found = synonyms.find(
                    [self.corrected.get(number, self.analyses[number]) for number in span]
                )
            if found is not None:
                return length, found
        return 1, Meaning()
