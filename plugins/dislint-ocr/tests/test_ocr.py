"""Pictures made here, and what is read of them."""

from __future__ import annotations

import io
import random
from itertools import pairwise
from pathlib import Path

import pytest

pytest.importorskip("rapidocr")
pytest.importorskip("cv2")

import dislint_ocr
import numpy as np
from dislint_ocr import PageRecogniser
from dislint_ocr.characters import Character
from dislint_ocr.context import by_context
from dislint_ocr.lines import Lines, Segment, find_lines
from dislint_ocr.page import UnclearError, read_page
from dislint_ocr.picture import (
    dark_on_light,
    ink_of,
    is_sideways,
    render,
    skew_of,
    turned,
    without_borders,
    without_shades,
    without_stamps,
)
from dislint_ocr.watermark import watermark
from dislint_ocr.words import lines_of, overlooked, with_ends

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


def test_a_stroke_of_a_pen_over_a_table_is_no_ruling_and_a_broken_ruling_stays() -> None:
    page = table()
    page[116:158, 170:174] = 0  # From no ruling to the next.
    page[125:129, 150:190] = 0
    page[200:222, 250:252] = 255
    lines = find_lines(ink_of(page), 200)
    assert not [line for line in lines.down if 165 < line.place < 180]
    assert len([line for line in lines.down if 245 < line.place < 255]) == 2


@pytest.mark.parametrize("shade", [20, 150])
def test_what_lies_around_the_paper_is_taken_off(shade: int) -> None:
    page = table()
    page[:40, :] = page[:, 760:] = shade
    page[:10, :300] = 255  # Beyond the scanner's lid.
    clean = without_borders(page, 200)
    assert (clean[:95] == 255).all()
    assert (clean[:, 740:] == 255).all()
    assert (clean[100:350, 100:560] == table()[100:350, 100:560]).all()


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


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("文〔2021)8号", "文〔2021〕8号"),
        ("文(2021〕8号", "文〔2021〕8号"),
        ("（2021）年", "（2021）年"),
        ("〔见2021)", "〔见2021)"),
    ],
)
def test_brackets_about_the_year_of_a_document_are_a_pair(printed: str, read: str) -> None:
    (settled,) = by_context([[Character(c, 0.1 * n, 1.0, ()) for n, c in enumerate(printed)]])
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


@pytest.fixture(scope="module")
def narrative(tmp_path_factory: pytest.TempPathFactory) -> np.ndarray:
    """The upper left of a page of sentences, in blue, green, red."""
    pytest.importorskip("reportlab")
    import pypdfium2

    from dislint.testing import VARIANTS, make_accounts, make_report, write_pdf

    path = tmp_path_factory.mktemp("narrative") / "report.pdf"
    write_pdf(make_report(make_accounts(3), "hunan"), path, VARIANTS["plain"])
    page = max(pypdfium2.PdfDocument(path), key=lambda page: page.get_textpage().get_text_range().count("。"))
    return render(page)[0][200:600, :1000]


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_that_lies_on_its_side_or_head_is_read_as_it_stands(narrative: np.ndarray, quarters: int) -> None:
    """Turned by so many quarters clockwise: read_page turns it back, and its places are those of the page that stands."""
    upright = read_page(narrative, 200 / 72, Sheet(1, 360, 144, (), (), images=1.0))
    lying = np.ascontiguousarray(np.rot90(narrative, -quarters))
    size = (144, 360) if quarters % 2 else (360, 144)
    read = read_page(lying, 200 / 72, Sheet(1, *size, (), (), images=1.0))
    assert len(upright.glyphs) > 100
    assert len(upright.doubts) < 5
    assert round(read.skew) == 90 * quarters
    assert (read.width, read.height) == (360, 144)
    assert [glyph.text for glyph in read.glyphs] == [glyph.text for glyph in upright.glyphs]
    assert read.glyphs[-1].x0 == pytest.approx(upright.glyphs[-1].x0, abs=2)


def test_a_negative_is_read_as_its_positive() -> None:
    page = table()
    assert (dark_on_light(255 - page) == page).all()
    assert (dark_on_light(page) == page).all()


def test_lines_of_letters_lie_on_their_side_when_the_page_does() -> None:
    page = np.zeros((600, 800), dtype=np.uint8)
    for y in range(50, 550, 45):
        for x in range(50, 750, 28):
            page[y : y + 24, x : x + 22] = 255
    assert not is_sideways(page, 200)
    assert is_sideways(np.ascontiguousarray(page.T), 200)
    assert not is_sideways(np.zeros_like(page), 200)


def test_the_letters_of_a_watermark_are_read_turned_and_those_that_are_not_sure_are_none(narrative: np.ndarray) -> None:
    letters = np.kron(some_letters(narrative[:, :, 0]), np.ones((6, 6), dtype=np.uint8))
    height, width = letters.shape
    page = np.full((1600, 1600), 255, dtype=np.uint8)
    page[700 : 700 + height, 160 : 160 + width] = np.where(letters < 128, 205, 255)
    read, upright = ("".join(glyph.text for glyph in watermark(turned(page, angle), 200 / 72)) for angle in (30, 0))
    assert len(read) > 3
    assert read == upright
    first, *_, last = watermark(turned(page, 30), 200 / 72)
    assert not first.upright
    assert first.y0 > last.y0 + 50
    page[700 + height // 2 :] = 255  # Half of each letter is left.
    assert not [*watermark(page, 200 / 72)]


def some_letters(grey: np.ndarray) -> np.ndarray:
    """The first letters of the first line that is as long as the picture."""
    inked = (grey[:, 600:] < 128).any(axis=1)
    first = next(row for row in range(8, len(grey)) if inked[row] and not inked[row - 8 : row].any())
    line = grey[first - 4 : first + 36]
    columns = np.flatnonzero((line < 128).any(axis=0))
    ends = [int(column) for column, after in pairwise(columns) if after > column + 4 and column < columns[0] + 150]
    return line[:, columns[0] - 4 : ends[-1] + 4]


def test_a_page_without_words_is_unclear_and_an_empty_one_is_not() -> None:
    sheet = Sheet(1, 300, 300, (), (), images=1.0)
    blank = np.full((800, 800, 3), 255, dtype=np.uint8)
    assert read_page(blank, 2.5, sheet).recognised
    blank[200:600, 200:600] = 60  # A photograph, if a dull one.
    blank[300:400, 300:400] = 255
    with pytest.raises(UnclearError):
        read_page(blank, 2.5, sheet)


def test_flat_letters_are_overlooked_ink_as_well() -> None:
    letters = np.zeros((100, 200), dtype=np.uint8)
    letters[50:57, 20:40] = 255  # 一
    letters[80:84, 100:106] = 255
    ((left, top, right, bottom),) = overlooked(letters, 200)
    assert (round(left, -1), top, round(right, -1), bottom) == (20, 50, 40, 57)


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


def test_what_the_model_cuts_off_a_line_is_put_to_it_but_not_over_a_ruling() -> None:
    name, figure = (60, 100, 200, 120), (240, 102, 280, 118)
    one, comma, dash, below = (20, 108, 38, 111), (42, 114, 47, 119), (225, 109, 236, 112), (62, 130, 80, 150)
    lines = Lines((), (Segment(238, 80, 160),), np.zeros((200, 300), dtype=np.uint8))
    seen, alone = with_ends([name, figure], [one, comma, dash, below], lines)
    assert seen == [(20, 100, 200, 120), figure]
    assert sorted(alone) == [below, dash]
