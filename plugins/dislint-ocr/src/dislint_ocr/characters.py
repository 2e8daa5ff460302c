"""Characters of a strip of text: recognised, each with its place, how sure it is, and what else it may be."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np

from dislint_ocr.picture import Picture

_NARROWEST = 80 / 48
"""The model is shown no picture narrower than this, as a share of its height: what it lacks is filled up with paper."""
_SEEN = 0.6
"""The picture in which text is sought is this much smaller."""
_SHORTEST = 32
"""A picture is not made larger to look for text, if no side of it is shorter than this."""
_POSSIBLE = 0.02
"""What the model thinks likelier than this is another reading."""


class Character(NamedTuple):
    """A character: its middle along the strip (0 to 1), confidence from 0 to 1, other readings, likeliest first."""

    text: str
    middle: float
    confidence: float
    others: tuple[str, ...]


_threads = 1


def use_threads(count: int) -> None:
    """Sets on how many threads the models work."""
    global _threads
    _threads = count


def _models() -> Any:
    return _loaded(_threads)


@lru_cache(maxsize=1)
def _loaded(threads: int) -> Any:
    import rapidocr

    carried = Path(rapidocr.__file__).parent / "models"
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            # Named, or a model that is missing would be looked for on the network.
            "Det.model_path": str(next(carried.glob("*_det_*.onnx"))),
            "Det.limit_side_len": _SHORTEST,
            "Rec.model_path": str(next(carried.glob("*_rec_*.onnx"))),
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def text_boxes(picture: Picture) -> list[tuple[int, int, int, int]]:
    """Where the model sees text: left, top, right, bottom in dots. It sees as much of it in a smaller picture."""
    small = cv2.resize(picture, None, fx=_SEEN, fy=_SEEN, interpolation=cv2.INTER_AREA)
    found = _models()(cv2.cvtColor(small, cv2.COLOR_GRAY2BGR), use_det=True, use_cls=False, use_rec=False)
    boxes = [] if found.boxes is None else found.boxes / _SEEN
    return [
        (int(min(xs)), int(min(ys)), int(max(xs)) + 1, int(max(ys)) + 1)
        for xs, ys in ((box[:, 0], box[:, 1]) for box in boxes)
    ]


def read_strips(strips: Sequence[Picture]) -> list[tuple[Character, ...]]:
    """The characters of each strip of text; each is shown by itself: together they would take longer, not less long."""
    model = _models()._load_rec_model()
    return [_read(strip, model) for strip in strips]


def _read(strip: Picture, model: Any) -> tuple[Character, ...]:
    ratio = _ratio(strip)
    shown = max(_NARROWEST, ratio)
    (steps,) = model.session(model.resize_norm_img(cv2.cvtColor(strip, cv2.COLOR_GRAY2BGR), shown)[np.newaxis])
    return tuple(_decode(steps, len(steps) * ratio / shown, model))


def _ratio(strip: Picture) -> float:
    return strip.shape[1] / strip.shape[0]


def _decode(steps: Any, used: float, model: Any) -> Iterator[Character]:
    """The characters in the model's steps from left to right: runs of one reading that is not blank."""
    names = model.postprocess_op.character
    best = steps.argmax(axis=1)
    start = 0
    for end in range(1, len(best) + 1):
        if end < len(best) and best[end] == best[start]:
            continue
        if best[start] != 0 and names[best[start]].strip():
            chances = steps[start:end].max(axis=0)
            likely = sorted(np.flatnonzero(chances > _POSSIBLE), key=lambda index: -chances[index])
            text, sure = names[best[start]], float(chances[best[start]])
            same = [index for index in likely if index != best[start] and _is_same(names[index], text)]
            others = tuple(names[index] for index in likely if index not in (0, best[start], *same))
            middle = min((start + end) / 2 / used, 1.0)
            yield Character(text, middle, min(sure + float(sum(chances[index] for index in same)), 1.0), others)
        start = end


def _is_same(one: str, other: str) -> bool:
    """Whether two signs are one in half and full width: which of them it is, is no doubt."""
    return unicodedata.normalize("NFKC", one) == unicodedata.normalize("NFKC", other)
