"""Text analysis: one definition with two uses, when an entry is written and when a query is read.

:mod:`.words` finds words, :mod:`.languages` knows what a word is in one language,
:mod:`.documents` and :mod:`.queries` are the two uses.
"""

#: Part of what an index stores for each entry; raise it when tokens change, so that
#: ``os2site_search check`` sees entries that were analysed by an older definition.
ANALYSIS_VERSION = 4
