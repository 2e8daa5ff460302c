"""Rules out of relation packs: a code of a pack that no rule has needs no Python."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dislint.checks.packs import Relation
from dislint.rule.checks import SumRule


def rules_of(relations: Sequence[Relation], known: Iterable[str]) -> tuple[type[SumRule], ...]:
    """A rule for every code of the packs that no registered rule has: users' relations need no Python."""
    taken = set(known)
    rules: list[type[SumRule]] = []
    for relation in relations:
        if relation.code not in taken:
            taken.add(relation.code)
            rules.append(_rule_of(relation))
    return tuple(rules)


def _rule_of(relation: Relation) -> type[SumRule]:
    return type(
        relation.code,
        (SumRule,),
        {
            "__doc__": f"{relation.kind.words.zh}。\n\n是什么：{relation.summary}。\n依据：{relation.source or '关系包'}",
            "code": relation.code,
            "name": f"relation-{relation.code.lower()}",
            "severity": relation.severity,
            "summary": relation.summary,
            "summary_en": relation.kind.words.en,
            "relations": (relation.code,),
        },
    )
