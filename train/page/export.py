"""Writes forests and score tables as models/page.bin; the layout is in src/page/weights.h."""

import hashlib
import struct

import numpy as np

VERSION = 1


def pack_forest(forest, keep_at):
    depth = forest.trees[0].depth
    out = struct.pack("<IIff", len(forest.trees), depth, forest.bias, keep_at)
    out += np.concatenate([t.threshold for t in forest.trees]).astype("<f4").tobytes()
    out += np.concatenate([t.leaf for t in forest.trees]).astype("<f4").tobytes()
    features = np.concatenate([t.feature for t in forest.trees]).astype("<u2")
    out += features.tobytes()
    return out + (b"\0\0" if len(features) % 2 else b"")


def pack_table(keys, scores):
    out = np.empty(len(keys), dtype=[("hash", "<u4"), ("score", "<f4")])
    out["hash"], out["score"] = keys, scores
    return struct.pack("<I", len(keys)) + out.tobytes()


def write(path, features, forests, tables):
    """forests: (Forest, keep_at) in the order of enum forest_number; tables: (hashes, scores) likewise."""
    body = struct.pack("<III", features, len(forests), len(tables))
    body += b"".join(pack_forest(*f) for f in forests) + b"".join(pack_table(*t) for t in tables)
    head = b"ANNALSPG" + struct.pack("<II", VERSION, len(body)) + hashlib.sha256(body).digest()
    with open(path, "wb") as f:
        f.write(head.ljust(64, b"\0") + body)
