"""YAML from strangers: plain values, each with the line it stands on.

Only what the standard's files need is read: objects, lists and texts. Tags, anchors and aliases are
refused, so that nothing is constructed and nothing can grow; depth and size are bounded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import yaml
from django.utils.translation import gettext as _

from os2site.transfer.contract import TransferError

#: Far more than any real file; 200 kB take well under a second.
MAX_BYTES: Final = 200_000
MAX_DEPTH: Final = 12

Path = tuple[str | int, ...]


@dataclass
class YamlFile:
    """Plain values (texts, lists, objects), and the line of each by its path in them."""

    content: Any
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """Line of the value, or of the nearest object around it that is in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(data: bytes) -> YamlFile:
    """Read one document. All scalars come as they are written, as text; empty ones are ``None``.

    :raises TransferError: saying the line and the reason.
    """
    if len(data) > MAX_BYTES:
        raise TransferError(
            _("The file is too large: at most %(limit)s kB.") % {"limit": MAX_BYTES // 1000}
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TransferError(_("The file is not UTF-8, which publiccode.yml must be.")) from error
    try:
        _check_events(text)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise fault(
            mark.line + 1 if mark else 1,
            _("is not valid YAML: %(reason)s") % {"reason": error.problem or error},
        ) from error
    except yaml.YAMLError as error:
        raise TransferError(_("The file is not valid YAML: %(reason)s") % {"reason": error}) from (
            error
        )
    found = YamlFile(None)
    if root is not None:
        found.content = _value(root, (), found.lines)
    return found


def fault(line: int, reason: str, *, key: str = "") -> TransferError:
    """The error for one place of the file."""
    return TransferError(message(line, reason, key=key))


def message(line: int, reason: str, *, key: str = "") -> str:
    """What is wrong in which line."""
    if not key:
        return _("Line %(line)s %(reason)s") % {"line": line, "reason": reason}
    return _("Line %(line)s, %(key)s: %(reason)s") % {"line": line, "key": key, "reason": reason}


def _check_events(text: str) -> None:
    """Refuse what isn't plain before anything is built of it."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise fault(line, _("has an anchor or an alias (& or *), which is not read"))
        if getattr(event, "tag", None):
            raise fault(line, _("has a tag (!), which is not read"))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise fault(line, _("is nested too deeply"))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _value(node: yaml.Node, path: Path, lines: dict[Path, int]) -> Any:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        is_null = node.style is None and node.value in ("", "~", "null", "Null", "NULL")
        return None if is_null else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, index), lines) for index, item in enumerate(node.value)]
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise fault(line, _("has a key that is not a text"))
        key = key_node.value
        if key in found:
            raise fault(line, _("has the key %(key)s for the second time") % {"key": key})
        found[key] = _value(value_node, (*path, key), lines)
        lines[(*path, key)] = line
    return found
