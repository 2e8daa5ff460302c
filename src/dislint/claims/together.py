"""What is told of several subjects at once: 人员经费和公用经费分别为10.00万元和20.00万元，分别占33.33%和66.67%."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dislint.claims.levels import set_level
from dislint.claims.listing import open_list_of_all
from dislint.claims.model import Measure, Subject
from dislint.claims.naming import turn_to
from dislint.claims.paragraph import SHARED, Paragraph
from dislint.claims.parser import Phrase, Whole
from dislint.claims.scope import Frame
from dislint.grammars import Token
from dislint.numbers import UNIT_NAMES, Unit

_FIGURES = frozenset({"amount", "percent", "number"})


def read_together(here: Paragraph, told: Whole, read: Callable[[Paragraph, Phrase], None]) -> None:
    """Reads figures in a row, each of the next of the subjects just named; ``read`` reads what is told of one."""
    figures = _figures(told)
    frames = _frames(here, len(figures))
    if len(figures) == 1:
        read(here, figures[0])
    elif frames is None:
        here.leave(told, SHARED)
        here.scope.frame = Frame(bare=False)
    else:
        for frame, figure in zip(frames, figures, strict=True):
            here.scope.frame = frame
            if figure.rule == "number":
                _read_number(here, figure.tokens[0], figures[-1].tokens[-1])
            else:
                frame.bare = True
                read(here, figure)
        # What follows without a subject is of none of them alone.
        here.scope.frame = Frame(bare=False)
    here.pass_over(told)


def _figures(told: Whole) -> list[Phrase]:
    """A phrase a figure: what the first is said to be, the others are as well."""
    first, *others = (phrase for phrase in told.phrases if phrase.rule != "sep")
    if first.rule in _FIGURES or not others:
        return [first, *others]
    return [first, *(Phrase(first.rule, (*first.tokens[:-1], other.tokens[-1])) for other in others)]


def _frames(here: Paragraph, count: int) -> Sequence[Frame] | None:
    """What was said of each of the subjects just named; None where they are not so many."""
    if len(here.together) == count and not here.scope.frame.subject.name:
        return here.together
    subjects = here.named
    if len(subjects) == 1 and count > 1:
        subjects = _halves(here, subjects[0])
    if len(subjects) != count:
        return None
    told = {frame.subject.key: frame.levels for frame in here.together}
    frames = []
    for subject in subjects:
        turn_to(here, subject)
        here.scope.frame.levels.update(told.get(subject.key, {}))
        frames.append(here.scope.frame)
    here.together = frames
    open_list_of_all(here, subjects)
    return frames


def _halves(here: Paragraph, pair: Subject) -> tuple[Subject, ...]:
    """收、支总计分别为A、B: what both are is left open, since they are not alike."""
    return tuple(
        replace(pair, name=name, qualified=True) for name in here.report.lexicon.names.pairs.get(pair.name, ())
    )


def _read_number(here: Paragraph, number: Token, last: Token) -> None:
    """分别为1.00、2.00万元: a number whose unit the last one prints."""
    unit = next((UNIT_NAMES[name] for name in ("万元", "亿元", "元") if last.endswith(name)), Unit.NONE)
    if unit is Unit.NONE:
        here.leave_number(here.mention(number), SHARED)
        return

    set_level(here, here.mention(number, unit, printed=True), Measure.ACTUAL)
