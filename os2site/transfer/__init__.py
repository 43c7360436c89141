"""Import and export: contracts, files, and one transaction for all of it.

Plugins write against :mod:`os2site.transfer.contract` (what a kind of record is),
:mod:`os2site.transfer.pages` and :mod:`os2site.transfer.records` (bases for kinds stored as pages
and as plain models), :mod:`os2site.transfer.lookups` and :mod:`os2site.transfer.texts`.
"""
