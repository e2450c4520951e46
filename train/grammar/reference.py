"""reference.py - the integer inference in numpy: the numbers that src/grammar/ must give, bit for bit.

  in    FILE.grammar, CoNLL-U with given tokens
  out   CoNLL-U with tags, lemmas, trees and entities; --dump prints the values of one sentence
  run   python3 reference.py models/en.grammar IN.conllu > OUT.conllu
"""
import argparse
import struct
import sys

import numpy as np
import xxhash

import decode
import forms

F = np.float32
TYPES = {1: np.int8, 2: np.uint8, 3: np.int16, 4: np.int32, 5: np.uint32, 6: np.uint64, 7: np.float32}


def load(path):
    data = open(path, "rb").read()
    magic, version, count, size, check = struct.unpack_from("<8sIIQQ", data)
    assert magic == b"ANNALSGR" and version == 1 and size == len(data)
    assert check == xxhash.xxh3_64_intdigest(data[64:])
    out = {}
    for k in range(count):
        name, kind, rank, *rest = struct.unpack_from("<48sII4IQQQ", data, 64 + 96 * k)
        shape, at, size = rest[:rank], rest[4], rest[5]
        out[name.rstrip(b"\0").decode()] = np.frombuffer(data[at:at + size], TYPES[kind]).reshape(shape)
    return out


def strings(t, name):
    text, start, out = t[name + ".text"].tobytes(), 0, []
    for end in t[name + ".end"]:
        out.append(text[start:end].decode("utf-8"))
        start = int(end)
    return out


def fixed(x):
    """N: rows to fixed point with 8 fractional bits, root mean square 1."""
    m = np.abs(x).max(-1, keepdims=True)
    ok = m > 0
    r = F(2047) / np.where(ok, m, F(1))
    p = np.rint(x * r).astype(np.int64)
    s = (p * p).sum(-1, keepdims=True)
    g = F(256) / np.sqrt(np.where(ok, s, 1).astype(F) / F(x.shape[-1]))
    return np.where(ok, np.rint(x * (r * g)), 0).astype(np.int32)


def quant(x):
    """Q: rows to 12 bits with a scale each."""
    m = np.abs(x).max(-1, keepdims=True)
    ok = m > 0
    q = np.rint(x * (F(2047) / np.where(ok, m, F(1))))
    return np.where(ok, q, 0).astype(np.int32), np.where(ok, m / F(2047), F(0)).astype(F)


def product(q, w):
    """Exact integer product q [n][in], w [out][in], as float32."""
    return (q.astype(np.float64) @ w.T.astype(np.float64)).astype(F)


def relu(x):
    return np.where(x > 0, x, F(0))


def expm(z):
    z = np.maximum(z, F(-20))
    t = z * F(1.44269504)
    n = np.floor(t)
    u = t - n
    p = F(0.00961813) + u * F(0.00133336)
    for c in (0.05550411, 0.24022651, 0.69314718, 1.0):
        p = F(c) + u * p
    return np.ldexp(p, n.astype(np.int32)).astype(F)


class Grammar:
    def __init__(self, path):
        t = self.t = load(path)
        (self.width, self.heads, self.reach, self.arc, self.label, self.arc_reach) = map(int, t["sizes"][:6])
        self.names = {n: strings(t, n) for n in ("upos.names", "xpos.names", "feats.names", "deprel.names",
                                                 "ner.names", "lemma.strip", "lemma.add", "lemma.ex_text")}
        self.scripts = list(zip(t["lemma.mode"].tolist(), self.names["lemma.strip"], self.names["lemma.add"]))
        self.exceptions = dict(zip(t["lemma.ex_hash"].tolist(), self.names["lemma.ex_text"]))
        self.vocabulary = dict(zip(t["vocab.hash"].tolist(), t["vocab.row"].tolist()))
        self.types, self.dump = {}, {}

    def normed(self, name, q):
        t = self.t
        return product(q, t[name + ".w"]) * t[name + ".scale"] + t[name + ".bias"]

    def scaled(self, name, x):
        t = self.t
        q, s = quant(x)
        return product(q, t[name + ".w"]) * (s * t[name + ".scale"]) + t[name + ".bias"]

    def row(self, table, k):
        k %= len(self.t[table + ".q"])
        return self.t[table + ".q"][k].astype(F) * self.t[table + ".scale"][k]

    def type_vector(self, form):
        if form in self.types:
            return self.types[form]
        e = self.row("word", self.vocabulary.get(forms.hash_64(forms.norm(form)), 0))
        for k in forms.affix_rows(form):
            e = e + self.row("affix", k)
        grams = forms.ngram_rows(form)
        if grams:
            a = self.row("ngram", grams[0])
            for k in grams[1:]:
                a = a + self.row("ngram", k)
            e = e + a * (F(1) / F(len(grams)))
        e = e[None]
        x = e + self.scaled("type.down", relu(self.normed("type.up", fixed(e))))
        self.types[form] = x[0]
        return x[0]

    def conv(self, k, x):
        q = fixed(x)
        zero = np.zeros_like(q[:1])
        y = self.normed(f"b{k}.conv", np.concatenate([np.concatenate([zero, q[:-1]]), q,
                                                      np.concatenate([q[1:], zero])], 1))
        return x + y[:, :self.width] * relu(y[:, self.width:])

    def attention(self, k, x):
        w, n, d = self.width, len(x), self.width // self.heads
        y = self.normed(f"b{k}.qkv", fixed(x))
        (q, tq), (key, tk) = quant(y[:, :w]), quant(y[:, w:2 * w])
        v, tv = quant(y[:, 2 * w:].reshape(1, -1))
        v, tv = v.reshape(n, w), tv[0, 0]
        at = np.clip(np.arange(n)[None, :] - np.arange(n)[:, None], -self.reach, self.reach) + self.reach
        o = np.empty((n, w), F)
        for h in range(self.heads):
            part = slice(h * d, h * d + d)
            s = product(q[:, part], key[:, part]) * (tq * tk.T) + self.t[f"b{k}.rel"][h][at]
            e = np.rint(expm(s - s.max(1, keepdims=True)) * F(65536)).astype(np.int64)
            r = F(4096) / e.sum(1, keepdims=True).astype(F)
            p = np.rint(e.astype(F) * r).astype(np.int64)
            o[:, part] = product(p, v[:, part].T) * (tv * F(1 / 4096))
        return x + self.scaled(f"b{k}.out", o)

    def encode(self, words):
        x = np.stack([self.type_vector(f) for f in words])
        self.dump["types"] = x
        for k, code in enumerate(self.t["blocks"]):
            if code == 0:
                x = self.conv(k, x)
            elif code == 1:
                x = self.attention(k, x)
            else:
                x = x + self.scaled(f"b{k}.down", relu(self.normed(f"b{k}.up", fixed(x))))
            self.dump[f"b{k}"] = x
        return fixed(x)

    def arcs(self, z):
        t, n = self.t, len(z)
        a, b = relu(self.normed("arc.dep", z)), relu(self.normed("arc.head", z))
        (u, tu), (bq, tb) = quant(self.scaled("arc.u", a)), quant(b)
        prior = product(bq, t["arc.prior.w"]) * (tb * t["arc.prior.scale"]) + t["arc.prior.bias"]
        at = np.clip(np.arange(n)[None, :] - np.arange(n)[:, None], -self.arc_reach, self.arc_reach)
        s = (product(u, bq) * (tu * tb.T) + prior.T) + t["arc.dist"][at + self.arc_reach]
        root = product(u, t["arc.root.w"]) * (tu * t["arc.root.scale"]) + t["arc.root.bias"]
        return np.concatenate([root, s], 1)

    def parse(self, words):
        """Columns of a sentence: upos, xpos, feats, lemma, head, deprel; dump["ner"] scores its entity tags."""
        t, d, names = self.t, self.dump, self.names
        z = d["z"] = self.encode(words)
        d["upos"], d["morph"], d["lemma"] = (self.normed(n, z) for n in ("upos", "morph", "lemma"))
        upos = self.upos_of(words, d["upos"])
        morph = np.where(t["morph.allowed"][upos] > 0, d["morph"], -np.inf).argmax(1)
        d["arcs"] = self.arcs(z)
        heads = decode.tree(d["arcs"])
        hh = np.concatenate([t["label.root"][None], self.normed("label.head", z)])
        d["labels"] = self.scaled("label.out", relu(self.normed("label.dep", z) + hh[heads]))
        d["labels"][:, 0] = -np.inf
        label = np.where(heads == 0, 0, d["labels"].argmax(1))
        pad = np.zeros((1, z.shape[1]), z.dtype)
        around = np.concatenate([pad, z, pad])
        if t["ner.up.w"].shape[1] > self.width:  # three words side by side
            z = np.concatenate([around[:-2], z, around[2:]], 1)
        d["ner"] = self.scaled("ner.out", relu(self.normed("ner.up", z)))
        out = []
        for i, w in enumerate(words):
            pos = names["upos.names"][upos[i]]
            out.append((pos, names["xpos.names"][t["morph.xpos"][morph[i]]],
                        names["feats.names"][t["morph.feats"][morph[i]]],
                        self.lemma_of(w, pos, d["lemma"][i] + t["lemma.upos"][upos[i]]),
                        int(heads[i]), names["deprel.names"][label[i]]))
        return out

    def upos_of(self, words, scores):
        """The likeliest parts of speech; a word with letters is no punctuation, the plural that opens a sentence no name."""
        tags, scores = self.names["upos.names"], scores.copy()
        noun, proper, mark = (tags.index(n) for n in ("NOUN", "PROPN", "PUNCT"))
        for i, w in enumerate(words):
            if any("a" <= c.lower() <= "z" for c in w if c.isascii()):
                scores[i, mark] = np.where(scores[i].argmax() == mark, -np.inf, scores[i, mark])
        upos = scores.argmax(1)
        i = 1 if len(words) > 1 and upos[0] == mark else 0
        after = upos[i + 1] if i + 1 < len(words) else -1
        if upos[i] == proper and after != proper and "a" <= words[i][1:2] <= "z":
            lemma = self.exceptions.get(forms.hash_64("NOUN " + forms.lower(words[i])))
            if lemma is not None and lemma[1:] != words[i][1:]:
                upos[i] = noun
        return upos

    def entities(self, sentences, scores):
        """BIO tags of all sentences."""
        out, moves = [], self.t["ner.move"].T if "ner.move" in self.t else 0.0
        for forms, s in zip(sentences, decode.recalled(sentences, scores)):
            out.append(["O"] * len(forms))
            for first, past, kind in decode.spans(decode.entities(s, moves)):
                for i in range(first, past):
                    out[-1][i] = ("B-" if i == first else "I-") + self.names["ner.names"][kind]
        return out

    def lemma_of(self, form, upos, scores):
        known = self.exceptions.get(forms.hash_64(upos + " " + forms.lower(form)))
        if known is not None:
            return known
        for c in np.argsort(-scores, kind="stable"):
            found = decode.lemma(form, self.scripts[c])
            if found is not None:
                return found
        return form


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights")
    parser.add_argument("conllu")
    parser.add_argument("--dump", action="store_true", help="print the values of the first sentence instead")
    args = parser.parse_args()
    g, comments, rows, parsed = Grammar(args.weights), [], [], []
    for line in open(args.conllu, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("#"):
            comments.append(line)
        elif line:
            c = line.split("\t")
            if "." not in c[0]:
                rows.append(c)
        elif rows:
            forms = [r[1] for r in rows if r[0].isdigit()]
            columns = g.parse(forms)
            if args.dump:
                for name, a in g.dump.items():
                    for i, x in enumerate(np.atleast_2d(a)):
                        print(name, i, " ".join(repr(float(v)) for v in x))
                return
            parsed.append((comments, rows, forms, columns, g.dump["ner"]))
            comments, rows = [], []
    entities = g.entities([p[2] for p in parsed], [p[4] for p in parsed])
    for (comments, rows, _, columns, _), tags in zip(parsed, entities):
        write(comments, rows, zip(columns, tags))


def write(comments, rows, columns):
    for c in comments:
        print(c)
    for r in rows:
        if r[0].isdigit():
            (upos, xpos, feats, lemma, head, deprel), tag = next(columns)
            misc = [m for m in r[9].split("|") if m != "_" and not m.startswith("NER=")]
            r = [r[0], r[1], lemma, upos, xpos, feats, str(head), deprel, "_",
                 "|".join(misc + (["NER=" + tag] if tag != "O" else [])) or "_"]
        print("\t".join(r))
    print()


if __name__ == "__main__":
    main()
