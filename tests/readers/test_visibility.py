"""What a reader of the page sees is read, what nobody sees is not, by both engines; doubtful text counts as seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from dislint.config.configuration import Config
from dislint.linter.linter import Linter
from dislint.readers.model import ReadOptions, Sheet
from dislint.readers.pdf import PdfReader

ENGINES = ["pdfminer", "pdfium"]


def sheet_of(path: Path, engine: str) -> Sheet:
    if engine == "pdfium":
        pytest.importorskip("pypdfium2")
    (sheet,) = PdfReader().read(path, path.read_bytes(), ReadOptions(engine=engine)).sheets
    return sheet


def words(path: Path, engine: str) -> str:
    """The letters of a page, by where they stand."""
    glyphs = [glyph for glyph in sheet_of(path, engine).glyphs if not glyph.text.isspace()]
    return "".join(glyph.text for glyph in sorted(glyphs, key=lambda glyph: (round(glyph.y0), glyph.x0)))


Draw = Callable[[Canvas], object]


def page(path: Path, *draw: Draw) -> Path:
    canvas = Canvas(str(path), pagesize=(595, 842))
    for step in draw:
        step(canvas)
    canvas.save()
    return path


def text(printed: str, x: float = 100, y: float = 700, **style: Any) -> Callable[[Canvas], None]:
    """Words, with their ``size``, ``colour``, ``mode`` of text and opacity ``alpha``."""

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFillColorRGB(*style.get("colour", (0, 0, 0)))
        canvas.setFillAlpha(style.get("alpha", 1))
        words = canvas.beginText(x, y)
        words.setFont("Helvetica", style.get("size", 12))
        words.setTextRenderMode(style.get("mode", 0))
        words.textOut(printed)
        canvas.drawText(words)
        canvas.restoreState()

    return draw


def fill(colour: tuple[float, float, float], alpha: float = 1, box: tuple[float, ...] = (90, 690, 120, 30)) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFillColorRGB(*colour)
        canvas.setFillAlpha(alpha)
        canvas.rect(*box, stroke=0, fill=1)
        canvas.restoreState()

    return draw


def rounded(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0, 0, 0.6)
    canvas.roundRect(90, 690, 120, 30, 8, stroke=0, fill=1)


def frame(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(20, 20, 555, 802)
    path.rect(30, 30, 535, 782)
    canvas.setFillColorRGB(0.8, 0, 0)
    canvas.drawPath(path, stroke=0, fill=1, fillMode=0)


def gradient(canvas: Canvas) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(90, 690, 120, 30)
    canvas.clipPath(path, stroke=0)
    canvas.linearGradient(90, 690, 210, 690, ((0, 0, 0.5), (0, 0, 0.9)))
    canvas.restoreState()


def thick(canvas: Canvas) -> None:
    canvas.setLineWidth(30)
    canvas.line(90, 705, 210, 705)


def picture(box: tuple[float, float, float, float]) -> Draw:
    return lambda canvas: canvas.drawImage(ImageReader(Image.new("RGB", (8, 8), (200, 180, 160))), *box)


def masked(canvas: Canvas) -> None:
    """A watermark as large as the page."""
    canvas.drawImage(ImageReader(Image.new("RGBA", (8, 8), (200, 180, 160, 40))), 0, 0, 595, 842, mask="auto")


def seal(box: tuple[float, float, float, float]) -> Draw:
    """A picture that lets through what lies beneath it, as seals do."""
    image = ImageReader(Image.new("RGBA", (8, 8), (200, 0, 0, 90)))
    return lambda canvas: canvas.drawImage(image, *box, mask="auto")


def faint(step: Draw) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFillAlpha(0.4)
        step(canvas)
        canvas.restoreState()

    return draw


def leaning(step: Draw) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(100, 700)
        canvas.rotate(30)
        step(canvas)
        canvas.restoreState()

    return draw


def clipped(step: Draw) -> Draw:
    """Something that is drawn within a circle beside the words."""

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        path = canvas.beginPath()
        path.circle(60, 705, 20)
        canvas.clipPath(path, stroke=0)
        step(canvas)
        canvas.restoreState()

    return draw


WHITE, BLUE = (1, 1, 1), (0, 0, 0.6)
SEEN: dict[str, list[Draw]] = {
    "plain": [text("31.50")],
    "white on blue": [fill(BLUE), text("31.50", colour=WHITE)],
    "white on a rounded shape": [rounded, text("31.50", colour=WHITE)],
    "white on a gradient": [gradient, text("31.50", colour=WHITE)],
    "white on a thick line": [thick, text("31.50", colour=WHITE)],
    "white on a picture": [picture((90, 690, 120, 30)), text("31.50", colour=WHITE)],
    "grey": [text("31.50", colour=(0.8, 0.8, 0.8))],
    "highlighted afterwards": [text("31.50"), fill((1, 1, 0), alpha=0.4)],
    "beside what is painted": [text("31.50"), fill(WHITE, box=(100, 650, 120, 45))],
    "crossed by a thin line": [text("31.50"), fill(WHITE, box=(90, 703, 120, 1))],
    "within a frame painted afterwards": [text("31.50"), frame],
    "beside a circle": [text("31.50"), clipped(fill(WHITE))],
    "half transparent": [text("31.50", alpha=0.5)],
    "under a seal": [text("31.50"), picture((90, 690, 40, 40))],
    "the words of a scan": [picture((0, 0, 595, 842)), text("31.50", mode=3)],
    "outlined": [text("31.50", mode=1, colour=WHITE)],
}
HIDDEN: dict[str, list[Draw]] = {
    "white on white": [text("31.50", colour=WHITE)],
    "nearly white on white": [text("31.50", colour=(0.97, 0.97, 1))],
    "blue on blue": [fill(BLUE), text("31.50", colour=BLUE)],
    "covered": [text("31.50"), fill(WHITE)],
    "blacked out": [text("31.50"), fill((0, 0, 0))],
    "not drawn": [text("31.50", mode=3)],
    "transparent": [text("31.50", alpha=0)],
    "too small": [text("31.50", size=0.5)],
    "under a picture of other words": [picture((0, 0, 595, 842)), text("7", y=100), text("8", y=80), text("3", mode=3)],
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", SEEN)
def test_what_can_be_seen_is_read(kind: str, engine: str, tmp_path: Path) -> None:
    assert words(page(tmp_path / "a.pdf", *SEEN[kind]), engine) == "31.50"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", HIDDEN)
def test_what_nobody_sees_is_not_read(kind: str, engine: str, tmp_path: Path) -> None:
    path = page(tmp_path / "a.pdf", text("9", y=200), *HIDDEN[kind])
    assert words(path, engine).replace("7", "").replace("8", "") == "9"
    assert "".join(glyph.text for glyph in sheet_of(path, engine).hidden) in ("31.50", "3")


LAYERS: dict[str, tuple[bool, list[Draw]]] = {
    "not drawn over a picture": (True, [picture((0, 0, 595, 842)), text("31.50", mode=3)]),
    "under a picture": (True, [text("31.50"), picture((0, 0, 595, 842))]),
    "on a picture": (False, [picture((0, 0, 595, 842)), text("31.50")]),
    "beside a picture": (False, [text("31.50"), picture((0, 0, 595, 600))]),
    "under a picture with a mask": (False, [text("31.50"), masked]),
    "not drawn, and no picture": (False, [text("9", y=200), text("31.50", mode=3)]),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", LAYERS)
def test_what_another_program_read_in_a_picture_is_known(kind: str, engine: str, tmp_path: Path) -> None:
    overlay, draw = LAYERS[kind]
    assert sheet_of(page(tmp_path / "a.pdf", *draw), engine).overlay is overlay


def changed(path: Path, change: Callable[[pikepdf.Pdf], None], **save: Any) -> Path:
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        change(document)
        document.save(path, **save)
    return path


def layered(document: pikepdf.Pdf, packed: bool, form: bool = False) -> None:
    """Puts the page, or forms that it draws, on a layer that is off, then writes a 9 below."""
    layer = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="draft"))
    document.Root.OCProperties = pikepdf.Dictionary(
        OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer], Order=[layer], BaseState=pikepdf.Name.ON)
    )
    first = document.pages[0]
    if form:
        for stamp in first.Resources.XObject.values():
            stamp.OC = layer
        first.contents_add(b"BT /F1 12 Tf 100 200 Td (9) Tj ET")
    else:
        first.Resources.Properties = pikepdf.Dictionary(MC0=layer)
        first.contents_add(b"/OC /MC0 BDC", prepend=True)
        first.contents_add(b"EMC BT /F1 12 Tf 100 200 Td (9) Tj ET")


def stamped(canvas: Canvas) -> None:
    canvas.beginForm("stamp")
    canvas.drawString(100, 700, "31.50")
    canvas.endForm()
    canvas.doForm("stamp")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("form", [False, True])
def test_layers_that_are_off_are_not_read(form: bool, packed: bool, engine: str, tmp_path: Path) -> None:
    path = page(tmp_path / "a.pdf", stamped if form else text("31.50"))
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    changed(path, lambda document: layered(document, packed, form), object_stream_mode=mode)
    assert (b"OCProperties" in path.read_bytes()) is not packed
    assert words(path, engine) == "9"


@pytest.mark.parametrize("engine", ENGINES)
def test_glyphs_decide_what_is_printed(engine: str, tmp_path: Path) -> None:
    def claim(document: pikepdf.Pdf) -> None:
        document.pages[0].contents_add(b"/Span <</ActualText (99.90)>> BDC", prepend=True)
        document.pages[0].contents_add(b"EMC")

    assert words(changed(page(tmp_path / "a.pdf", text("31.50")), claim), engine) == "31.50"


def note(kind: str, **entries: Any) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name("/" + kind), Rect=[100, 300, 200, 320], **entries
    )


def appearance(document: pikepdf.Pdf) -> pikepdf.Dictionary:
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    form = document.make_stream(b"BT /F 10 Tf 2 2 Td (31.50) Tj ET")
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox, form.Resources = [0, 0, 50, 10], pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    return pikepdf.Dictionary(N=form)


@pytest.mark.filterwarnings("ignore:.*not reachable from /AcroForm")
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("kind", "entries", "seen"),
    [
        ("FreeText", {"Contents": "31.50", "DA": "/Helv 11 Tf"}, "31.50"),
        ("FreeText", {"Contents": "31.50", "DA": "/Helv 11 Tf", "F": 2}, ""),
        ("Widget", {"FT": pikepdf.Name.Tx, "V": "31.50", "DA": "/Helv 0 Tf"}, "31.50"),
        ("Widget", {"FT": pikepdf.Name.Tx, "V": "31.50", "Ff": 1 << 13}, ""),
        ("Widget", {"FT": pikepdf.Name.Btn, "V": pikepdf.Name.Off}, ""),
        ("Stamp", {"AP": None}, "31.50"),
        ("Widget", {"FT": pikepdf.Name.Tx, "V": "7", "AP": None}, "31.50"),
        ("Text", {"Contents": "31.50"}, ""),
    ],
)
def test_words_of_annotations_and_fields_are_read(
    kind: str, entries: dict[str, object], seen: str, engine: str, tmp_path: Path
) -> None:
    def add(document: pikepdf.Pdf) -> None:
        given = {key: appearance(document) if value is None else value for key, value in entries.items()}
        document.pages[0].Annots = [note(kind, **given)]

    assert words(changed(page(tmp_path / "a.pdf", text("9")), add), engine) == "9" + seen


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "hide", [[text("87.20"), fill(WHITE), text("31.50")], [text("31.50"), text("87.20", mode=3)]], ids=["covered", "not drawn"]
)  # fmt: skip
def test_a_figure_under_a_figure_is_told(hide: list[Callable[[Canvas], None]], engine: str, tmp_path: Path) -> None:
    findings = Linter(Config(engine=engine, select=("E006",))).lint(page(tmp_path / "a.pdf", *hide)).findings
    assert [(f.code, f.expected, f.actual) for f in findings] == [("E006", "31.50", "87.20")]


HERE = (90, 690, 120, 30)
_PICTURED, _OVER = "“31.50”上盖着图片", "此处重叠印着“31.50”和“87.26”"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("drawn", "told"),
    [
        ([text("31.50"), picture(HERE)], _PICTURED),
        ([picture(HERE), text("31.50")], ""),
        ([text("31.50"), seal(HERE)], ""),
        ([text("31.50"), faint(picture(HERE))], ""),
        ([text("31.50"), leaning(picture((0, -30, 90, 60)))], ""),
        ([text("31.50"), picture((90, 690, 17, 30))], "“3”上盖着图片"),
        ([text("words"), picture(HERE)], ""),
        # A scan over its words.
        ([text("31.50"), picture((0, 0, 595, 842))], ""),
        ([text("31.50"), text("87.26")], _OVER),
        ([text("31.50"), text("87.26", x=101.5)], _OVER),
        ([text("31.50"), text("31.50", x=100.6)], ""),
        ([text("31.50"), text("31.50", x=101.5)], ""),
        ([text("31.50"), text("87.20", y=712)], ""),
        ([text("31.50"), text("8", x=106.7)], "此处重叠印着“31.50”和“8”"),
        ([text("31.50"), text("———")], ""),
    ],
)
def test_figures_in_one_place_with_others_are_told(drawn: list[Draw], told: str, engine: str, tmp_path: Path) -> None:
    findings = Linter(Config(engine=engine, select=("E006",))).lint(page(tmp_path / "a.pdf", *drawn)).findings
    assert [finding.message[: len(told)] for finding in findings] == [told] * bool(told)


def square(document: pikepdf.Pdf, content: bytes) -> None:
    form = document.make_stream(content)
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 60, 20]
    shape = note("Square", AP=pikepdf.Dictionary(N=form), IC=[1, 1, 1], F=4)
    shape.Rect = [95, 695, 155, 715]
    document.pages[0].Annots = [shape]


@pytest.mark.filterwarnings("ignore:.*not reachable from /AcroForm")
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("content", "hidden"), [(b"1 1 1 rg 0 0 60 20 re f", "31.50"), (b"1 0 0 RG 2 2 56 16 re S", "")]
)
def test_shapes_over_the_page_cover_words_and_rule_no_tables(
    content: bytes, hidden: str, engine: str, tmp_path: Path
) -> None:
    path = changed(
        page(tmp_path / "a.pdf", text("31.50"), text("9", y=600)), lambda document: square(document, content)
    )
    sheet = sheet_of(path, engine)
    assert "".join(glyph.text for glyph in sheet.hidden) == hidden
    assert (sheet.rulings, sheet.fills) == ((), ())


@pytest.mark.parametrize("engine", ENGINES)
def test_letters_that_stand_where_a_clip_hides_the_same_are_read(engine: str, tmp_path: Path) -> None:
    def away(canvas: Canvas) -> None:
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(0, 0, 9, 9)
        canvas.clipPath(path, stroke=0)
        canvas.setFont("Helvetica", 12)
        canvas.drawString(100, 700, "87.20")
        canvas.restoreState()

    assert words(page(tmp_path / "a.pdf", away, text("31.50")), engine) == "31.50"


@pytest.mark.parametrize("engine", ENGINES)
def test_letters_of_no_size_are_not_read(engine: str, tmp_path: Path) -> None:
    assert words(page(tmp_path / "a.pdf", text("87.20", size=0), text("31.50")), engine) == "31.50"
