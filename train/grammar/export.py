"""export.py - step 6: the trained model as a weight file.

  in    RUN/named.pt, or RUN/model.pt where there is none
  out   FILE.grammar: int8 rows with float scales, in the container of src/grammar/weights.h
  run   python3 export.py --run RUN -o models/en.grammar
"""
import argparse
import os
import struct

import numpy as np
import torch
import xxhash

import forms
from corpus import NER_TYPES
from model import BLOCK_CODES, Config, Model

MAGIC, VERSION, ALIGN, NAME_BYTES = b"ANNALSGR", 1, 64, 48
CODES = {"int8": 1, "uint8": 2, "int16": 3, "int32": 4, "uint32": 5, "uint64": 6, "float32": 7}
NORMED_INPUT = 1 / 256  # scale of the fixed-point inputs


def rows(weight):
    """int8 [rows][n] and float32 scale [rows]."""
    w = weight.detach().cpu().numpy().astype(np.float64)
    scale = (np.abs(w).max(1) / 127).astype(np.float32)
    q = np.rint(w / np.where(scale > 0, scale, 1)[:, None].astype(np.float64))
    return np.clip(q, -127, 127).astype(np.int8), scale


class File:
    def __init__(self):
        self.tensors = {}

    def put(self, name, array, dtype=None):
        a = np.ascontiguousarray(array, dtype=dtype)
        assert name not in self.tensors and 1 <= a.ndim <= 4 and a.size
        self.tensors[name] = a

    def table(self, name, weight):
        q, scale = rows(weight)
        self.put(name + ".q", q)
        self.put(name + ".scale", scale)

    def linear(self, name, layer, normed):
        q, scale = rows(layer.weight)
        self.put(name + ".w", q)
        self.put(name + ".scale", scale * np.float32(NORMED_INPUT) if normed else scale)
        bias = layer.bias.detach().cpu().numpy() if layer.bias is not None else np.zeros(len(q))
        self.put(name + ".bias", bias, np.float32)

    def strings(self, name, values):
        coded = [v.encode("utf-8") for v in values]
        text = b"".join(coded) or b"\0"
        self.put(name + ".text", np.frombuffer(text, np.uint8))
        self.put(name + ".end", np.cumsum([len(c) for c in coded]), np.uint32)

    def write(self, path):
        names = sorted(self.tensors, key=lambda n: n.encode())
        at = 64 + 96 * len(names)
        directory, data = b"", b""
        for name in names:
            a = self.tensors[name]
            gap = -at % ALIGN
            data += b"\0" * gap
            at += gap
            shape = list(a.shape) + [1] * (4 - a.ndim)
            directory += struct.pack("<48sII4IQQQ", name.encode(), CODES[str(a.dtype)], a.ndim, *shape,
                                     at, a.nbytes, 0)
            data += a.tobytes()
            at += a.nbytes
        body = directory + data
        header = struct.pack("<8sIIQQ32x", MAGIC, VERSION, len(names), 64 + len(body),
                             xxhash.xxh3_64_intdigest(body))
        with open(path + ".new", "wb") as f:
            f.write(header + body)
        os.replace(path + ".new", path)
        return 64 + len(body)


def export(state, path):
    config, labels = Config(**state["config"]), state["labels"]
    model = Model(config)
    model.load_state_dict({k: v.cpu() for k, v in state["weights"].items()})
    f, e, h = File(), model.encoder, model.heads
    f.put("sizes", [config.width, config.heads, config.reach, config.arc, config.label, config.arc_reach,
                    config.feed_hidden if "f" in config.blocks else 0, config.type_hidden] + [0] * 8, np.int32)
    f.put("blocks", [BLOCK_CODES[b] for b in config.blocks], np.uint8)
    hashes = np.array([forms.hash_64(n) for n in state["norms"]], np.uint64)
    order = np.argsort(hashes)
    assert len(np.unique(hashes)) == len(hashes)
    f.put("vocab.hash", hashes[order])
    f.put("vocab.row", np.array(state.get("rows", range(1, len(hashes) + 1)))[order], np.int32)
    f.table("word", e.types.word.weight)
    f.table("affix", e.types.affix.weight)
    f.table("ngram", e.types.ngram.weight)
    f.linear("type.up", e.types.up, True)
    f.linear("type.down", e.types.down, False)
    for k, (code, b) in enumerate(zip(config.blocks, e.blocks)):
        if code == "c":
            f.linear(f"b{k}.conv", b.conv, True)
        elif code == "a":
            with torch.no_grad():  # the scale of the attention goes into the queries
                part = (config.width // config.heads) ** -0.5
                b.qkv.weight[:config.width] *= part
                b.qkv.bias[:config.width] *= part
            f.linear(f"b{k}.qkv", b.qkv, True)
            f.linear(f"b{k}.out", b.out, False)
            f.put(f"b{k}.rel", b.rel.detach().numpy(), np.float32)
        else:
            f.linear(f"b{k}.up", b.up, True)
            f.linear(f"b{k}.down", b.down, False)
    for name, layer, normed in (
            ("upos", h.upos, True), ("morph", h.morph, True), ("lemma", h.lemma, True),
            ("arc.dep", h.dep, True), ("arc.head", h.head, True), ("arc.u", h.u, False),
            ("arc.prior", h.prior, False), ("arc.root", h.root, False), ("label.dep", h.label_dep, True),
            ("label.head", h.label_head, True), ("label.out", h.label_out, False),
            ("ner.up", h.ner_up, True), ("ner.out", h.ner_out, False)):
        f.linear(name, layer, normed)
    f.put("lemma.upos", h.lemma_upos.detach().numpy(), np.float32)
    f.put("arc.dist", h.dist.detach().numpy(), np.float32)
    f.put("label.root", h.label_root.detach().numpy(), np.float32)
    f.put("ner.move", h.ner_move.detach().numpy().T, np.float32)  # [to][from]
    f.strings("upos.names", labels.upos)
    xpos = sorted({x for x, _ in labels.morph})
    feats = sorted({v for _, v in labels.morph})
    f.strings("xpos.names", xpos)
    f.strings("feats.names", feats)
    f.put("morph.xpos", [xpos.index(x) for x, _ in labels.morph], np.int32)
    f.put("morph.feats", [feats.index(v) for _, v in labels.morph], np.int32)
    f.put("morph.allowed", labels.allowed, np.uint8)
    f.strings("deprel.names", labels.deprel)
    f.strings("ner.names", NER_TYPES)
    f.put("lemma.mode", [s[0] for s in labels.scripts], np.int32)
    f.strings("lemma.strip", [s[1] for s in labels.scripts])
    f.strings("lemma.add", [s[2] for s in labels.scripts])
    keys = sorted((forms.hash_64(k), v) for k, v in labels.exceptions.items())
    f.put("lemma.ex_hash", [k for k, _ in keys], np.uint64)
    f.strings("lemma.ex_text", [v for _, v in keys])
    return f.write(path)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", required=True)
    parser.add_argument("-o", required=True)
    args = parser.parse_args()
    named = os.path.join(args.run, "named.pt")
    path = named if os.path.exists(named) else os.path.join(args.run, "model.pt")
    print("bytes", export(torch.load(path, map_location="cpu", weights_only=False), args.o))
