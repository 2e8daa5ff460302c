"""Pictures made here, and what is read of them."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest

pytest.importorskip("rapidocr")
pytest.importorskip("cv2")

import dislint_ocr
import numpy as np
from dislint_ocr import PageRecogniser
from dislint_ocr.characters import Character
from dislint_ocr.context import by_context
from dislint_ocr.lines import find_lines
from dislint_ocr.page import UnclearError, read_page
from dislint_ocr.picture import ink_of, skew_of, turned, without_shades, without_stamps
from dislint_ocr.words import lines_of, overlooked

from dislint import Config, Sheet, lint


def paper(height: int = 600, width: int = 800) -> np.ndarray:
    return np.full((height, width), 255, dtype=np.uint8)


def table(rows: int = 4, columns: int = 3) -> np.ndarray:
    page = paper()
    for n in range(rows + 1):
        page[100 + 60 * n : 102 + 60 * n, 100 : 100 + 150 * columns + 2] = 0
    for n in range(columns + 1):
        page[100 : 102 + 60 * rows, 100 + 150 * n : 102 + 150 * n] = 0
    return page


def test_rulings_of_a_table_are_found_and_meet() -> None:
    lines = find_lines(ink_of(table()), 200)
    assert [round(line.place / 5) for line in lines.across] == [round((101 + 60 * n) / 5) for n in range(5)]
    assert [round(line.place / 5) for line in lines.down] == [round((101 + 150 * n) / 5) for n in range(4)]


def test_the_strokes_of_a_letter_are_no_rulings() -> None:
    page = paper()
    page[100:150, 100:104] = page[100:150, 146:150] = 0  # 口 of a title
    page[100:104, 100:150] = page[146:150, 100:150] = 0
    lines = find_lines(ink_of(page), 200)
    assert not lines.across
    assert not lines.down


@pytest.mark.parametrize("angle", [-2.0, 0.0, 1.2])
def test_skew_is_measured(angle: float) -> None:
    page = turned(table(), angle)
    assert abs(skew_of(page) + angle) < 0.3


def test_a_stamp_is_taken_off_and_its_place_kept() -> None:
    colors = np.full((50, 50, 3), 255, dtype=np.uint8)
    colors[10:20, 10:20] = (40, 40, 220)
    colors[30:40, 30:40] = 0
    picture, stamps = without_stamps(colors)
    assert picture[15, 15] == 255
    assert picture[35, 35] == 0
    assert stamps[15, 15] == 255
    assert stamps[35, 35] == 0


def test_a_watermark_is_taken_off_with_its_thin_strokes_and_print_stays() -> None:
    page = paper()
    page[100:300, 100:108] = page[200:208, 100:300] = 210
    page[100:300, 400:402] = 212
    page[150:153, 90:200] = 0
    page[153, 90:200] = 200  # The soft edge of a stroke.
    clean = without_shades(page)
    assert (clean[100:149, 100:108] == 255).all()
    assert (clean[100:300, 400:402] == 255).all()
    assert (clean[150:153, 90:200] == 0).all()
    assert (clean[153, 110:200] == 200).all()


def test_doubtful_letters_are_read_as_the_field_has_them_and_digits_never() -> None:
    sure = Character("收", 0.2, 1.0, ())
    doubtful = Character("人", 0.6, 0.5, ("入", "八"))
    digit = Character("7", 0.8, 0.5, ("1",))
    (read,) = by_context([(sure, doubtful, digit)])
    assert [character.text for character in read] == ["收", "入", "7"]


@pytest.mark.parametrize(
    ("number", "confidence", "others", "read"),
    [
        ("733,50", 0.6, (".",), "733.50"),
        ("733,50", 0.95, (".",), "733,50"),
        ("733,50", 0.6, (), "733,50"),
        ("1,733", 0.6, (".",), "1,733"),
    ],
)
def test_a_doubtful_comma_before_the_last_two_digits_is_a_point(
    number: str, confidence: float, others: tuple[str, ...], read: str
) -> None:
    text = [
        Character(c, 0.1 * n, confidence if c == "," else 1.0, (*others,) if c == "," else ())
        for n, c in enumerate(number)
    ]
    (settled,) = by_context([text])
    assert "".join(character.text for character in settled) == read


def pages_of(pdf: bytes, numbers: list[int]) -> bytes:
    """Some pages of a PDF: recognition takes seconds for each."""
    import pypdfium2

    whole, part, out = pypdfium2.PdfDocument(pdf), pypdfium2.PdfDocument.new(), io.BytesIO()
    part.import_pages(whole, numbers)
    part.save(out)
    return out.getvalue()


def test_a_scan_gives_the_findings_of_its_print(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("reportlab")
    from dislint.testing import LOOKS, VARIANTS, inject, make_accounts, make_report, scan, write_pdf

    monkeypatch.setenv("DISLINT_CACHE_DIR", str(tmp_path / "cache"))  # Pages that are the same are read once.
    config = Config(plugins=(Path(dislint_ocr.__file__),))
    for kinds in ((), ("class-row",)):
        report = make_report(make_accounts(3), "hunan")
        for kind in kinds:
            inject(report, kind, random.Random(1))
        write_pdf(report, tmp_path / "whole.pdf", VARIANTS["plain"])
        printed = pages_of((tmp_path / "whole.pdf").read_bytes(), [0, 6, 10])
        said = []
        for name, data in (("print.pdf", printed), ("scan.pdf", scan(printed, LOOKS["clean"]))):
            (tmp_path / name).write_bytes(data)
            (result,) = lint([tmp_path / name], config)
            said.append({(f.code, f.anchor.page) for f in result.findings if f.code[0] in "TX"})
        assert said[0] == said[1]
        assert bool(said[0]) == bool(kinds)


def test_a_page_without_words_is_unclear_and_an_empty_one_is_not() -> None:
    sheet = Sheet(1, 300, 300, (), (), images=1.0)
    blank = np.full((800, 800, 3), 255, dtype=np.uint8)
    assert read_page(blank, 2.5, sheet).recognised
    blank[200:600, 200:600] = 60  # A photograph, if a dull one.
    blank[300:400, 300:400] = 255
    with pytest.raises(UnclearError):
        read_page(blank, 2.5, sheet)


def test_grain_is_no_ink_that_was_overlooked() -> None:
    specks = np.zeros((2000, 2000), dtype=np.uint8)
    for y in range(0, 2000, 50):
        for x in range(0, 2000, 50):
            specks[y : y + 15, x : x + 5] = 255
    assert overlooked(specks[:400], 200) != []
    assert overlooked(specks, 200) == []


def test_the_recogniser_has_a_name() -> None:
    assert PageRecogniser().name == "ocr"


def test_boxes_of_lines_set_close_are_cut_between_the_lines() -> None:
    letters = np.zeros((200, 200), dtype=np.uint8)
    letters[20:40, 20:100] = letters[47:67, 20:100] = letters[74:94, 20:60] = 255
    boxes = [(15, 8, 105, 52), (15, 36, 105, 80), (15, 60, 65, 106), (120, 8, 160, 106)]
    assert lines_of(boxes, letters) == [(15, 8, 105, 43), (15, 43, 105, 70), (15, 70, 65, 106), (120, 8, 160, 106)]
