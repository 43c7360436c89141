"""Filters for the templates of blocks."""

from django import template

from os2site.blocks.outline import outlined

register = template.Library()
register.filter("outlined", outlined)
