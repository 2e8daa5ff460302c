"""What headings say that their sections speak of, as data, from the TOML files that the hook dislint_topics names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from dislint.domain.files import Entry, read_file

HOLDS = ("matter", "items", "parts", "other")
"""What a section of a topic holds: the narrative's words on a matter, items that are all on its matter, sections on several
matters, or what is no narrative."""
_QUOTES = re.compile("[“”\"'。:《》]")
_BEFORE_MATTER = re.compile(
    r"^(?:关于)?(?:.{0,30}?20\d{2}年(?:度)?)?(?:关于)?(?:本|我)?(?:部门|单位)?(?:20\d{2}年(?:度)?)?"
)
"""What stands before the matter of a heading: 关于…局2024年度, 本部门."""


class Topic(NamedTuple):
    """A topic by name, with what its headings say.

    ``whole`` says that only whole parts of a report are called so; ``within`` names the topics of the sections in which alone
    they are.
    """

    name: str
    heading: re.Pattern[str]
    holds: str
    whole: bool
    within: tuple[str, ...] = ()


class Topics:
    """All topics that are known, in the order in which a heading is held against them."""

    def __init__(self, topics: Iterable[Topic] = ()) -> None:
        self._topics = tuple(topics)
        self.lists = frozenset(topic.name for topic in self._topics if topic.holds == "items")
        """Sections that list: 九、承办…的其他事项 in them is an item on the same matter."""
        self.narrative = frozenset(topic.name for topic in self._topics if topic.holds == "matter")
        """What the sections of the narrative speak of, whatever part of the report they stand in."""
        self.outside = self.lists | {topic.name for topic in self._topics if topic.holds == "other"}
        """Sections that are no narrative."""

    def of(self, words: str, is_part: bool = False, around: str = "") -> str:
        """The topic of a heading's words; "" where unknown.

        ``is_part`` says that it heads a whole part of the report, ``around`` is the topic of the section that it stands in.

        The first topic decides whose pattern is found in the words. Years, 关于 and 本部门 before them are put aside: ^ is
        where the matter begins.
        """
        plain = _BEFORE_MATTER.sub("", _QUOTES.sub("", words))
        able = (
            topic
            for topic in self._topics
            if (is_part or not topic.whole) and (not topic.within or around in topic.within)
        )
        return next((topic.name for topic in able if topic.heading.search(plain)), "")


def load_topics(paths: Sequence[Path]) -> Topics:
    """The topics of all files; those of later files are tried first. Raises KnowledgeError."""
    topics: list[Topic] = []
    for path in reversed(paths):
        file = read_file(path)
        topics += file.made("topic", _topic)
        file.close()
    return Topics(topics)


def _topic(entry: Entry) -> Topic:
    name, heading = entry.text("name"), entry.pattern("heading")
    if not name:
        raise entry.refuse("name", "话题的名称", "the name of the topic")
    if heading is None:
        raise entry.refuse("heading", "正则表达式", "a regular expression")
    return Topic(name, heading, entry.one_of("holds", HOLDS, "matter"), entry.flag("whole"), entry.texts("within"))
