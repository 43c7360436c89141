"""Marking what a query found in a text, as HTML that is safe to show."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from os2site.search.analysis.documents import part_tokens
from os2site.search.analysis.languages import STEM, Language, get_language
from os2site.search.analysis.words import Word, fold, split

if TYPE_CHECKING:
    from os2site.models import SearchEntry
    from os2site.search.analysis.plan import QueryPlan

#: Private-use characters that stand around a match until the text has been escaped.
OPEN, CLOSE = "\ue000", "\ue001"
#: Characters of a snippet, and of a field that is looked through for one.
SNIPPET = 220
LOOKED_AT = 20_000
#: Characters on either side of a match that are looked through for a snippet.
AROUND = 400


def mark(text: str, plan: QueryPlan, language_code: str) -> str:
    """The text with :data:`OPEN` and :data:`CLOSE` around the words that the query means."""
    plain = _without_marks(text)
    language = get_language(language_code)
    pieces: list[str] = []
    position = 0
    for word in split(plain):
        if matches(word, plan.tokens, language):
            pieces += [plain[position : word.start], OPEN, plain[word.start : word.end], CLOSE]
            position = word.end
    return "".join(pieces) + plain[position:]


def to_html(marked: str) -> SafeString:
    """Escape a marked text and turn its marks into ``<mark>``; unpaired ones are dropped."""
    pieces = escape(marked).split(OPEN)
    html = [pieces[0].replace(CLOSE, "")]
    for piece in pieces[1:]:
        inside, closed, after = piece.partition(CLOSE)
        html.append(f"<mark>{inside}</mark>{after.replace(CLOSE, '')}" if closed else inside)
    return mark_safe("".join(html))


def title_html(entry: SearchEntry, plan: QueryPlan) -> SafeString:
    """The title with matches marked."""
    return to_html(mark(entry.title, plan, entry.language))


def snippet_html(entry: SearchEntry, plan: QueryPlan) -> SafeString:
    """A piece of the entry's own words that shows why it was found, else its summary."""
    summary = mark(entry.summary, plan, entry.language)
    if OPEN in summary:
        return to_html(_cut(summary))
    for name in ("body", "extra") if plan.tokens else ():
        text = getattr(entry, name)[:LOOKED_AT]
        found = _first(text, plan, get_language(entry.language))
        if found is not None:
            return piece_html(text, found, plan, entry.language)
    return to_html(_cut(_without_marks(entry.summary or entry.body[:LOOKED_AT])))


def _first(text: str, plan: QueryPlan, language: Language) -> Word | None:
    """The first word of a text that the query means."""
    return next((word for word in split(text) if matches(word, plan.tokens, language)), None)


def piece_html(text: str, match: Word, plan: QueryPlan, language_code: str) -> SafeString:
    """About :data:`SNIPPET` characters of a longer text around a word of it that matches."""
    # Only what may be shown is marked: texts are long, and there is a page of them.
    first = max(0, match.start - AROUND)
    at, whole = match.start - first, first == 0
    before, after = text[first : match.start], text[match.start : match.end + AROUND]
    start = before.rfind("\n", max(0, at - SNIPPET // 2))
    if start < 0 and at > SNIPPET // 3:
        start = before.find(" ", at - SNIPPET // 3)
    marked = mark(before[start + 1 :] + after, plan, language_code)
    return to_html(f"{'' if whole and start < 0 else '… '}{_cut(marked)}")


def matches(word: Word, tokens: frozenset[str], language: Language) -> bool:
    """Whether a word of a text has one of these tokens of a query."""
    return _matches(word.text, word.pieces, tokens, language)


# The texts of a page's hits repeat their words.
@lru_cache(maxsize=20_000)
def _matches(
    text: str, pieces: tuple[str, ...], tokens: frozenset[str], language: Language
) -> bool:
    if pieces and fold(text) in tokens:
        return True
    for piece in pieces or (text,):
        if piece in language.stop_words:
            continue
        analysis = language.analyse(piece)
        own = {*analysis.forms, *part_tokens(analysis), STEM + analysis.stem}
        if piece.startswith("os2") and len(piece) > 4:
            own.update(language.analyse(piece[3:]).forms)
        if not tokens.isdisjoint(own):
            return True
    return False


def _cut(marked: str) -> str:
    """About :data:`SNIPPET` characters around the first match, cut between words."""
    text = " ".join(marked.split())
    if len(text) <= SNIPPET:
        return text
    first = max(text.find(OPEN), 0)
    start = 0
    if first > SNIPPET // 2:
        start = text.find(" ", first - SNIPPET // 3) + 1
        sentence = text.rfind(". ", max(0, first - SNIPPET // 2), first)
        start = sentence + 2 if sentence >= 0 else start
    end = min(len(text), start + SNIPPET)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + SNIPPET // 2)
    piece = text[start:end]
    if piece.count(OPEN) > piece.count(CLOSE):
        piece += CLOSE
    return f"{'… ' if start else ''}{piece}{' …' if end < len(text) else ''}"


def _without_marks(text: str) -> str:
    return text.replace(OPEN, "").replace(CLOSE, "")
