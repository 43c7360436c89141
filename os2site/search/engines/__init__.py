"""The engines behind one contract (:mod:`os2site.search.engines.base`)."""
