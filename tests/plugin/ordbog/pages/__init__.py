"""The concrete page type of the glossary."""
