"""Pages and texts as feature matrices, by way of page_dump (see page_dump.c)."""

import struct
import subprocess

import numpy as np

MAGIC = 0x50474531
LEVELS = 5


class Record:
    """One document: its blocks' features, texts, and the tokens whose scores are to be learned."""


def read_dump(data):
    at, records = 0, []

    def take(count, dtype):
        nonlocal at
        got = np.frombuffer(data, dtype=dtype, count=count, offset=at)
        at += got.nbytes
        return got

    def pairs():
        return take(3 * int(take(1, "<u4")[0]), "<u4").reshape(-1, 3)

    while at < len(data):
        r = Record()
        magic, name_len = take(2, "<u4")
        assert magic == MAGIC
        r.name = data[at:at + name_len].decode()
        at += int(name_len)
        count, features = (int(x) for x in take(2, "<u4"))
        r.count = count
        r.x = take(count * features, "<f4").reshape(count, features)
        r.like = take(count, "<u4")
        r.levels = take(count * LEVELS * 2, "<u4").reshape(count, LEVELS, 2)
        r.words, r.parts, r.above = pairs(), pairs(), pairs()
        r.part_range = take(2 * len(r.parts), "<u4").reshape(-1, 2)
        r.texts = []
        for _ in range(count):
            (size,) = struct.unpack_from("<I", data, at)
            r.texts.append(data[at + 4:at + 4 + size].decode())
            at += 4 + size
        records.append(r)
    return records


def dump(program, form, documents):
    """documents: (name, title, text) triples, all str. Returns a list of Records."""
    stream = bytearray()
    for name, title, text in documents:
        title, text = title.encode(), text.encode("utf-8", "replace").replace(b"\0", b"")
        stream += b"%s %d %d\n" % (name.encode(), len(title), len(text)) + title + text + b"\n"
    out = subprocess.run([program, form], input=bytes(stream), stdout=subprocess.PIPE, check=True)
    return read_dump(out.stdout)
