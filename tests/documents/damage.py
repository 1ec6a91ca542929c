#!/usr/bin/env python3
"""Makes a folder of damaged documents, with good ones between them, the same for the same seed.

    tests/documents/damage.py FOLDER COUNT SEED [SAMPLES]

Names of good files have `-good-`. Each of them holds `SENTENCE` as a paragraph, and is to be tagged; all others
are cut off, have bytes changed, bear a wrong name, lie in archives in archives, or are bombs. Files of SAMPLES, made by
real programs, are damaged along with those made here.
"""

import gzip
import io
import os
import pathlib
import random
import struct
import sys
import tarfile
import zipfile
import zlib

SENTENCE = "对吸纳就业困难人员的企业给予一次性吸纳就业补贴。"
OTHER = ["各县（市、区）要加强组织领导。", "对承租国有房屋的小微企业减免三个月租金。", "本通知自印发之日起施行。"]


def zipped(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members:
            kind = zipfile.ZIP_STORED if name == "mimetype" else method
            archive.writestr(zipfile.ZipInfo(name, (2025, 3, 1, 0, 0, 0)), data, kind)
    return out.getvalue()


def tarred(members, mode="w"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def gzipped(data):
    return gzip.compress(data, mtime=0)


def text(lines):
    return "\n".join(lines).encode() + b"\n"


def html(lines):
    body = "".join(f"<p>{line}</p>\n" for line in lines)
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>通知</title></head><body>{body}</body></html>".encode()


def docx(lines, before=""):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return zipped([
        ("[Content_Types].xml", f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'),
        ("_rels/.rels", f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{relations}/officeDocument" Target="word/document.xml"/></Relationships>'),
        ("word/document.xml", f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'),
    ])


def xlsx(lines, sheet=None):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    rows = "".join(f'<row r="{at}"><c r="A{at}" t="inlineStr"><is><t>{line}</t></is></c></row>' for at, line in enumerate(["text", *lines], 1))
    sheet = sheet or f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
    return zipped([
        ("[Content_Types].xml", f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>'),
        ("_rels/.rels", f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
        ("xl/workbook.xml", f'<workbook xmlns="{space}" xmlns:r="{relations}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'),
        ("xl/worksheets/sheet1.xml", sheet),
    ])


def epub(lines):
    page = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>书</title></head><body>{"".join(f"<p>{line}</p>" for line in lines)}</body></html>'
    return zipped([
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'),
        ("book.opf", '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'),
        ("a.xhtml", page),
    ])


def pdf(lines, streams=None, kids="[3 0 R]"):
    """Text in a font that every reader of PDF is to have, by one of the oldest maps."""
    shown = "".join(f"BT /F1 12 Tf 72 {760 - 40 * at} Td <{line.encode('gb18030').hex()}> Tj ET\n" for at, line in enumerate(lines))
    content = zlib.compress(streams if streams is not None else shown.encode())
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count 1/Kids{kids}>>".encode(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</X 4 0 R>>>>>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Filter/FlateDecode/Length %d>>stream\n" % len(content) + content + b"\nendstream",
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/GBK-EUC-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 7\n0000000000 65535 f \n" + table + b"trailer\n<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(out)


def lines(draw):
    """The sentence between others, none of which stands twice, which would be damage."""
    some = draw.sample(OTHER, draw.randint(0, 3))
    some.insert(draw.randint(0, len(some)), SENTENCE)
    return some


def good(draw):
    """A name and the bytes of a whole document."""
    some = lines(draw)
    rows = "".join('{"text":"%s"}\n' % line for line in some).encode()
    makers = {
        "txt": lambda: text(some).decode().encode(draw.choice(["utf-8", "gb18030", "utf-16", "utf-8-sig"])),
        "md": lambda: text(["# 通知", ""] + ["\n".join([line, ""]) for line in some]),
        "html": lambda: html(some),
        "docx": lambda: docx(some),
        "xlsx": lambda: xlsx(some),
        "epub": lambda: epub(some),
        "pdf": lambda: pdf(some),
        "csv": lambda: text(["text", *some]),
        "jsonl": lambda: rows,
        "txt.gz": lambda: gzipped(text(some)),
        "jsonl.gz": lambda: gzipped(rows),
        "zip": lambda: zipped([("通知/一.docx", docx(some)), ("二.txt", text(some))]),
        "tar": lambda: tarred([("一.txt", text(some)), ("二.pdf", pdf(some))]),
        "tgz": lambda: tarred([("一.html", html(some))], "w:gz"),
    }
    ending = draw.choice(sorted(makers))
    return ending, makers[ending]()


def bombs():
    """Each a name and its bytes."""
    zeros = bytes(64 << 20)
    plain = b"a" * (64 << 20)
    laughs = "<!DOCTYPE d [<!ENTITY a '哈哈哈哈哈哈哈哈哈哈'>" + "".join(
        f"<!ENTITY {chr(98 + at)} '{f'&{chr(97 + at)};' * 10}'>" for at in range(9)) + "]>"
    nested = text([SENTENCE])
    for at in range(12):
        nested = zipped([(f"{at}.zip" if at else "一.txt", nested)])
    layers = text([SENTENCE])
    for _ in range(12):
        layers = gzipped(layers)
    many = zipped([(f"{at}.txt", plain[: 8 << 20]) for at in range(64)])
    deep = zipped([(f"{at}.zip", many) for at in range(16)])
    cells = "<worksheet><sheetData>" + "<row><c><v>1</v></c></row>" * 2_000_000 + "</sheetData></worksheet>"
    huge = tarfile.TarInfo("一.txt")
    huge.size = 1 << 50
    return [
        ("txt.gz", gzipped(gzipped(zeros)) ), ("txt.gz", gzipped(plain * 2)), ("zip", zipped([("一.txt", plain * 2)])),
        ("zip", nested), ("txt.gz", layers), ("zip", deep),
        ("docx", docx(["&j;"], laughs)), ("docx", docx(["<w:p>" * 100_000])), ("docx", docx(["长" * (16 << 20)])),
        ("xlsx", xlsx([], cells)), ("xlsx", xlsx([], "<a>" * 1_000_000)),
        ("html", b"<html><body>" + b"<div>" * 300_000 + SENTENCE.encode()), ("html", b"<" * (4 << 20)),
        ("html", html(["<b><i><a>" * 30_000])), ("html", b"<table>" * 50_000 + b"<td>"),
        ("pdf", pdf([], bytes(200 << 20))), ("pdf", pdf([], b"/X Do " * 100)), ("pdf", pdf([], b"q " * 3_000_000)),
        ("pdf", pdf([], kids="[2 0 R 2 0 R 3 0 R]")), ("pdf", pdf([], b"[" * 1_000_000)),
        ("json", b"[" * 1_000_000), ("jsonl", b'{"text":' * 200_000), ("csv", b'text\n"' + b"a\n" * 1_000_000),
        ("tar", huge.tobuf() + b"x" * 2048), ("parquet", b"PAR1" + bytes(range(256)) * 40 + b"PAR1"),
        ("zip", b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 65535, 65535, 0xFFFFFFF, 0, 0)),
        ("txt", b""), ("pdf", b"%PDF-1.7\n"), ("docx", b"PK\x03\x04"), ("gz", b"\x1f\x8b"), ("zst", b"\x28\xb5\x2f\xfd"),
    ]


def damaged(draw, data):
    """The bytes with something done to them."""
    data = bytearray(data)
    manner = draw.randrange(6)
    if manner == 0:
        return bytes(data[: draw.randrange(len(data) + 1)])
    if manner == 1:
        for _ in range(draw.randint(1, 20)):
            at = draw.randrange(len(data))
            data[at] ^= 1 << draw.randrange(8)
        return bytes(data)
    if manner == 2:
        at = draw.randrange(len(data))
        return bytes(data[:at] + draw.randbytes(draw.randint(1, 200)) + data[at:])
    if manner == 3:
        begin = draw.randrange(len(data))
        del data[begin : begin + draw.randint(1, 400)]
        return bytes(data)
    if manner == 4:
        begin = draw.randrange(len(data))
        return bytes(data[begin:] + data[:begin])
    begin = draw.randrange(len(data))
    data[begin : begin + draw.randint(1, 400)] = bytes(draw.randint(1, 400))
    return bytes(data)


ENDINGS = ["txt", "md", "html", "docx", "xlsx", "ods", "epub", "pdf", "csv", "json", "jsonl", "gz", "zst", "zip", "tar", "tgz", "parquet", "odt", "xml", ""]


def main():
    folder, count, seed = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    samples = sorted(pathlib.Path(sys.argv[4]).iterdir()) if len(sys.argv) > 4 else []
    samples = [(sample.suffix[1:], sample.read_bytes()) for sample in samples if sample.is_file()]
    draw = random.Random(seed)
    made = bombs()
    for at in range(count):
        place = folder / f"{at // 500:02}"
        place.mkdir(parents=True, exist_ok=True)
        ending, data = good(draw)
        kind, chance = "bad", draw.random()
        if at < len(made):
            ending, data = made[at]
        elif chance < 0.1:
            kind = "good"
        elif chance < 0.2:
            ending = draw.choice(ENDINGS)
        elif chance < 0.3:
            data = zipped([(f"一.{ending}", damaged(draw, data)), ("二.txt", text(lines(draw)))])
            ending = "zip"
        else:
            if samples and draw.random() < 0.3:
                ending, data = draw.choice(samples)
            data = damaged(draw, data)
            if draw.random() < 0.1:
                ending = draw.choice(ENDINGS)
        # Others that lie in the same folder come between the good ones by their names.
        (place / f"{draw.randrange(1 << 20):05x}-{kind}-{at}.{ending}".rstrip(".")).write_bytes(data)


if __name__ == "__main__":
    main()
