#!/usr/bin/env python3
"""Makes the pictures of this folder: JPEG files by libjpeg's cjpeg (from Debian's libjpeg-turbo-progs) and by Pillow, and beside each the pixels that Pillow,
with libjpeg, finds in it, as PNG. Run it here; the tests compare what Krill finds."""
import math
import subprocess

from PIL import Image, ImageDraw, ImageOps

WIDTH, HEIGHT = 25, 19

picture = Image.new("RGB", (WIDTH, HEIGHT))
picture.putdata([
    (int(127 + 120 * math.sin(x / 5 + y / 11)), int(127 + 120 * math.cos(x / 7 - y / 3)), (x * 9 + y * 5) % 256) for y in range(HEIGHT) for x in range(WIDTH)
])
draw = ImageDraw.Draw(picture)
draw.ellipse((3, 2, 12, 14), fill=(250, 20, 40))
draw.line((0, 18, 24, 0), fill=(10, 240, 250), width=2)
picture.save("source.ppm")

cases = {
    "444": ["-sample", "1x1"],
    "422": ["-sample", "2x1"],
    "420": ["-sample", "2x2"],
    "440": ["-sample", "1x2"],
    "411": ["-sample", "4x1"],
    "mixed": ["-sample", "2x2,2x1,1x2"],
    "420-progressive": ["-sample", "2x2", "-progressive"],
    "422-restart": ["-sample", "2x1", "-restart", "1B"],
    "420-progressive-restart": ["-sample", "2x2", "-progressive", "-restart", "2B"],
    "rgb": ["-rgb", "-sample", "1x1"],
    "grey": ["-grayscale"],
    "grey-progressive": ["-grayscale", "-progressive"],
}
for name, options in cases.items():
    subprocess.run(["cjpeg", "-quality", "80", *options, "-outfile", f"{name}.jpg", "source.ppm"], check=True)
subprocess.run(["rm", "source.ppm"], check=True)

exif = Image.Exif()
exif[0x0112] = 6
picture.save("turned.jpg", quality=80, exif=exif)
picture.convert("CMYK").resize((8, 8)).save("cmyk.jpg", quality=50)

for name in [*cases, "turned"]:
    ImageOps.exif_transpose(Image.open(f"{name}.jpg")).save(f"{name}.png", optimize=True)
