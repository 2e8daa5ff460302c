"""Names of bodies: those that a department says it is made up of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dislint.blocks import Grid
from dislint.document import Document
from dislint.structure.identity import BODY

_OWN_OFFICE = re.compile(r"\((?:本级|机关|本部|汇总)\)$|(?:本级|机关)$")
_COUNTED = re.compile(
    r"(?:单位|机构)(?:共)?(?:有)?(?:\d+|[一二三四五六七八九十]+)个|(?:单位|机构)(?:名单|范围|构成)|包括"
)
_LISTED = re.compile(
    r"^(?:\d{1,3}|[一二三四五六七八九十]{1,3}|\([一二三四五六七八九十\d]{1,3}\))[.、．]?([^、,，;；。:：]{4,40})[;；。.]?$"
)
_IN_SENTENCE = re.compile("[、,;。:]|[和及]其?")
_OFFICE = re.compile("(?:局|委|厅|办)?(?:机关)?(?:本级|本部)(?:决算|预算)?")
"""What a body calls its own office among its units."""
_SHORTEST = 5
"""A shorter name is a room within a body: 办公室."""
_MOST_BODIES = 300


def plain_name(entity: str) -> str:
    """A body's name without what says that its own office, or all of it, is meant."""
    return _OWN_OFFICE.sub("", entity.replace("（", "(").replace("）", ")"))


def bodies_of(document: Document) -> tuple[str, ...]:
    """The units that a department says it is made up of."""
    return tuple(dict.fromkeys(_bodies(document)))[:_MOST_BODIES]


def _bodies(document: Document) -> Iterator[str]:
    """The units that a department says it is made up of: those listed, in a table or a sentence, where it tells of its organisation."""
    for section in document.structure.sections:
        if section.topic != "organisation":
            continue
        counted = False
        for number in range(section.start + 1, section.end):
            block = document.layout.blocks[number]
            if isinstance(block, Grid):
                yield from _named((cell.text for row in block.cells for cell in row), document.entity)
                continue
            text = block.compact.text
            if counted and (listed := _LISTED.match(text)):
                yield from _named([listed.group(1)], document.entity)
            if found := _COUNTED.search(text):
                counted = True
                yield from _named(_IN_SENTENCE.split(text[found.end() :]), document.entity)


def _named(words: Iterable[str], entity: str) -> Iterator[str]:
    """Those that are names of bodies; its own office, where it is called by that word alone."""
    for word in words:
        if _OFFICE.fullmatch(word):
            yield f"{entity}(本级)"
        elif len(word) >= _SHORTEST and BODY.fullmatch(plain_name(word)):
            yield word
