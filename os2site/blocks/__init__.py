"""Blocks of running pages: what editors build the body of a page from."""

from os2site.blocks.body import body_blocks
from os2site.blocks.text import TEXT_FEATURES, plain_text

__all__ = ["TEXT_FEATURES", "body_blocks", "plain_text"]
