"""Pictures → a PDF whose images are told apart by hand: exact pixels, or paper and ink as two layers (MRC)."""

import io
import zlib

import cv2
import numpy as np
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import BooleanObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from samples.damage.picture import floats
from samples.damage.transmission import thresholded

COARSER = 4
"""The paper's layer has a quarter of the ink's resolution."""
LETTERS_PX = 9
"""Print is wiped off the paper's layer by the brightest of so many pixels around."""


def pdf_of_layers(pages: tuple[Image.Image, ...], *, dpi: int, quality: int | None) -> bytes:
    """One page for each picture. With a `quality` (of JPEG, 1 to 95) paper and ink are parted, else pixels kept."""
    writer, out = PdfWriter(), io.BytesIO()
    for picture in pages:
        layers = [_exact(picture)] if quality is None else [_paper(picture, quality), _stencil(picture, dpi)]
        width, height = (side * 72 / dpi for side in picture.size)
        page = writer.add_blank_page(width, height)
        names = {NameObject(f"/L{number}"): writer._add_object(layer) for number, layer in enumerate(layers)}  # noqa: SLF001 - pypdf has no public way
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): DictionaryObject(names)})
        red, green, blue = _ink_color(picture, dpi)
        drawing = "".join(f"q {width:.3f} 0 0 {height:.3f} 0 0 cm {name} Do Q\n" for name in names)
        content = DecodedStreamObject()
        content.set_data(f"{red:.3f} {green:.3f} {blue:.3f} rg\n{drawing}".encode())
        page[NameObject("/Contents")] = writer._add_object(content)  # noqa: SLF001 - as above
    writer.write(out)
    return out.getvalue()


def _exact(picture: Image.Image) -> DecodedStreamObject:
    return _image(picture.size, picture.mode, zlib.compress(picture.tobytes()), "/FlateDecode")


def _paper(picture: Image.Image, quality: int) -> DecodedStreamObject:
    blank = cv2.dilate(np.asarray(picture), np.ones((LETTERS_PX, LETTERS_PX), np.uint8))
    size = (picture.width // COARSER, picture.height // COARSER)
    coarse, squeezed = Image.fromarray(cv2.resize(blank, size, interpolation=cv2.INTER_AREA)), io.BytesIO()
    coarse.save(squeezed, "JPEG", quality=quality)
    return _image(coarse.size, coarse.mode, squeezed.getvalue(), "/DCTDecode")


def _stencil(picture: Image.Image, dpi: int) -> DecodedStreamObject:
    mask = _ink(picture, dpi)
    stencil = _image(mask.size, "1", zlib.compress(mask.tobytes()), "/FlateDecode")
    del stencil["/ColorSpace"]
    stencil[NameObject("/ImageMask")] = BooleanObject(value=True)
    return stencil


def _ink(picture: Image.Image, dpi: int) -> Image.Image:
    """One bit a pixel, 0 for ink."""
    return thresholded(floats(picture) / np.float32(255), dpi)


def _ink_color(picture: Image.Image, dpi: int) -> tuple[float, ...]:
    """The middle colour of all ink, 0 to 1; a grey picture gives a grey."""
    pixels = np.asarray(picture.convert("RGB"))[~np.asarray(_ink(picture, dpi))]
    return tuple(float(shade) / 255 for shade in np.median(pixels, axis=0)) if len(pixels) else (0.0, 0.0, 0.0)


def _image(size: tuple[int, int], mode: str, data: bytes, packing: str) -> DecodedStreamObject:
    image = DecodedStreamObject()
    image.set_data(data)
    names = {"/Type": "/XObject", "/Subtype": "/Image", "/Filter": packing}
    names["/ColorSpace"] = "/DeviceRGB" if mode == "RGB" else "/DeviceGray"
    image.update({NameObject(key): NameObject(value) for key, value in names.items()})
    numbers = {"/Width": size[0], "/Height": size[1], "/BitsPerComponent": 1 if mode == "1" else 8}
    image.update({NameObject(key): NumberObject(value) for key, value in numbers.items()})
    return image
