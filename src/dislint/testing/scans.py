"""Reports as scans: the pages of a PDF as pictures, straight or skewed, with noise, a stamp, or as a fax draws them."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ScanLook:
    """How a scan looks: dots an inch, degrees that a page lies askew at most, strength of noise, JPEG quality."""

    dpi: int = 200
    skew: float = 0.0
    noise: int = 0
    quality: int = 85
    stamp: bool = False
    fax: bool = False


LOOKS = {
    "clean": ScanLook(),
    "fine": ScanLook(dpi=300, noise=6),
    "skewed": ScanLook(skew=1.5, noise=10, quality=75),
    "stamped": ScanLook(stamp=True, noise=6),
    "fax": ScanLook(fax=True, skew=0.5),
    "poor": ScanLook(dpi=150, skew=0.8, noise=18, quality=55),
}


def scan(pdf: bytes, look: ScanLook, seed: int = 1) -> bytes:
    """A PDF of pictures of the pages of another one (pypdfium2, Pillow)."""
    import pypdfium2

    draw = random.Random(seed)
    document = pypdfium2.PdfDocument(pdf)
    pages = [_aged(page.render(scale=look.dpi / 72).to_pil().convert("RGB"), look, draw) for page in document]
    document.close()
    out = io.BytesIO()
    quality = {} if look.fax else {"quality": look.quality}
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=float(look.dpi), **quality)
    return out.getvalue()


def _aged(page: Any, look: ScanLook, draw: random.Random) -> Any:
    from PIL import Image, ImageChops

    if look.stamp:
        _stamp(page, look.dpi, draw)
    if look.skew:
        angle = draw.uniform(-look.skew, look.skew)
        page = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    if look.noise:
        grain = Image.effect_noise(page.size, look.noise).point(lambda value: max(0, min(255, 255 - abs(value - 128))))
        page = ImageChops.multiply(page, grain.convert("RGB"))
    if look.fax:
        return page.convert("L").point(lambda value: 255 if value > 150 else 0, "1")
    return page


def _stamp(page: Any, dpi: int, draw: random.Random) -> None:
    """A round red stamp with a star somewhere on the lower half of the page."""
    from PIL import ImageDraw

    width, height = page.size
    radius = int(0.75 * dpi)
    x = draw.randint(radius, width - radius)
    y = draw.randint(height // 2, height - radius)
    pen = ImageDraw.Draw(page)
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=(220, 30, 30), width=max(3, dpi // 40))
    pen.regular_polygon((x, y, radius // 3), 5, fill=(220, 30, 30), rotation=0)
