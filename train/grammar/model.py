"""model.py - the network: type vectors, encoder blocks, heads. Its shapes are those of the spec in
docs/decisions/grammar-encoder.md; export.py writes it out.

  in    batches of type numbers [sentences][tokens], padded with -1
  out   encoder states and scores of each head
  uses  torch only
"""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

BLOCK_CODES = {"c": 0, "a": 1, "f": 2}


class Config:
    """Sizes. `blocks` is a string of c (convolution), a (attention), f (feed-forward)."""

    def __init__(self, **sizes):
        self.width, self.heads, self.reach = 128, 4, 32
        self.blocks, self.type_hidden, self.feed_hidden = "ccaca", 512, 256
        self.arc, self.label, self.arc_reach = 96, 96, 32
        self.vocab, self.affix_rows, self.ngram_rows = 1, 1 << 14, 1 << 16
        self.upos = self.morph = self.lemma = self.deprel = self.ner = 1
        self.__dict__.update(sizes)


def normed(x):
    return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + 1e-8)


def linear(n_in, n_out, bias=True, gain=1.0):
    layer = nn.Linear(n_in, n_out, bias=bias)
    nn.init.normal_(layer.weight, std=gain / math.sqrt(n_in))
    if bias:
        nn.init.zeros_(layer.bias)
    return layer


class TypeLayer(nn.Module):
    """The vector of each word type from its sub-words, before any context."""

    def __init__(self, c):
        super().__init__()
        self.word = nn.Embedding(c.vocab, c.width, sparse=True)
        self.affix = nn.EmbeddingBag(c.affix_rows, c.width, mode="sum", sparse=True)
        self.ngram = nn.EmbeddingBag(c.ngram_rows, c.width, mode="sum", sparse=True)
        nn.init.normal_(self.word.weight, std=0.3)
        nn.init.normal_(self.affix.weight, std=0.1)
        nn.init.normal_(self.ngram.weight, std=0.3)
        self.up = linear(c.width, c.type_hidden)
        self.down = linear(c.type_hidden, c.width, gain=0.5)

    def forward(self, word, affix, ngram, ngram_start):
        count = torch.diff(ngram_start, append=ngram_start.new_tensor([len(ngram)])).clamp(min=1)
        e = self.word(word) + self.affix(affix) + self.ngram(ngram, ngram_start) / count.unsqueeze(1)
        return e + self.down(F.relu(self.up(normed(e))))


class Conv(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.conv = linear(3 * c.width, 2 * c.width)

    def forward(self, x, mask):
        n = F.pad(normed(x) * mask, (0, 0, 1, 1))
        y = self.conv(torch.cat([n[:, :-2], n[:, 1:-1], n[:, 2:]], -1))
        a, g = y.chunk(2, -1)
        return a * F.relu(g)


class Attention(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.heads, self.reach = c.heads, c.reach
        self.qkv = linear(c.width, 3 * c.width)
        self.out = linear(c.width, c.width, gain=0.5)
        self.rel = nn.Parameter(torch.zeros(c.heads, 2 * c.reach + 1))
        with torch.no_grad():  # half of the heads start with a look to one side
            d = torch.arange(-c.reach, c.reach + 1).float()
            for h in range(c.heads):
                self.rel[h] = -0.1 * (h % 2) * d.abs() - (0.5 if h < c.heads // 2 else 0) * (
                    (d < 0).float() if h % 2 else (d > 0).float())

    def forward(self, x, mask):
        b, n, w = x.shape
        q, k, v = self.qkv(normed(x)).view(b, n, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        at = torch.arange(n, device=x.device)
        d = (at[None, :] - at[:, None]).clamp(-self.reach, self.reach) + self.reach
        s = q @ k.transpose(-1, -2) / math.sqrt(w // self.heads) + self.rel[:, d]
        s = s.masked_fill(mask[:, None, None, :, 0] == 0, -1e4)
        o = (s.softmax(-1) @ v).transpose(1, 2).reshape(b, n, w)
        return self.out(o)


class Feed(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.up = linear(c.width, c.feed_hidden)
        self.down = linear(c.feed_hidden, c.width, gain=0.5)

    def forward(self, x, mask):
        return self.down(F.relu(self.up(normed(x))))


class Encoder(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.types = TypeLayer(c)
        self.mask_vector = nn.Parameter(torch.randn(c.width) * 0.3)
        kinds = {"c": Conv, "a": Attention, "f": Feed}
        self.blocks = nn.ModuleList(kinds[k](c) for k in c.blocks)

    def forward(self, features, tokens, masked=None, dropout=0.0):
        """Normed states [sentences][tokens][width]; tokens index the rows of the features, -1 pads."""
        t = self.types(*features)
        mask = (tokens >= 0).unsqueeze(-1).to(t.dtype)
        x = F.embedding(tokens.clamp(min=0), t)
        if masked is not None:
            x = torch.where(masked.unsqueeze(-1), self.mask_vector, x)
        x = F.dropout(x, dropout, self.training) * mask
        for block in self.blocks:
            x = x + F.dropout(block(x, mask), dropout, self.training)
        return normed(x)


class Heads(nn.Module):
    def __init__(self, c):
        super().__init__()
        w, a, b = c.width, c.arc, c.label
        self.upos, self.morph, self.lemma = linear(w, c.upos), linear(w, c.morph), linear(w, c.lemma)
        self.lemma_upos = nn.Parameter(torch.zeros(c.upos, c.lemma))
        self.dep, self.head = linear(w, a), linear(w, a)
        self.u = linear(a, a, gain=0.2)
        self.prior = linear(a, 1)
        self.root = linear(a, 1)
        self.dist = nn.Parameter(torch.zeros(2 * c.arc_reach + 1))
        self.arc_reach = c.arc_reach
        self.label_dep, self.label_head = linear(w, b), linear(w, b, bias=False)
        self.label_root = nn.Parameter(torch.zeros(b))
        self.label_out = linear(b, c.deprel)
        self.ner_up, self.ner_out = linear(3 * w, w), linear(w, c.ner)
        self.ner_move = nn.Parameter(torch.zeros(c.ner, c.ner))

    def arcs(self, z, tokens, dropout):
        """Scores [sentences][tokens][1 + tokens]: 0 is the root, 1 + j token j."""
        drop = lambda x: F.dropout(x, dropout, self.training)
        a, b = drop(F.relu(self.dep(z))), drop(F.relu(self.head(z)))
        u = self.u(a)
        n = z.shape[1]
        at = torch.arange(n, device=z.device)
        d = (at[None, :] - at[:, None]).clamp(-self.arc_reach, self.arc_reach) + self.arc_reach
        s = u @ b.transpose(1, 2) + self.prior(b).transpose(1, 2) + self.dist[d]
        s = s.masked_fill((tokens < 0)[:, None, :], -1e4)
        s = s.masked_fill(torch.eye(n, dtype=torch.bool, device=z.device), -1e4)
        return torch.cat([self.root(u), s], -1)

    def labels(self, z, heads, dropout):
        """Scores [sentences][tokens][relations], each token's head given (0 = root)."""
        h = self.label_head(z)
        h = torch.cat([self.label_root.expand(z.shape[0], 1, -1), h], 1)
        h = h.gather(1, heads.unsqueeze(-1).expand(-1, -1, h.shape[-1]))
        x = F.dropout(F.relu(self.label_dep(z) + h), dropout, self.training)
        return self.label_out(x)

    def entities(self, z, tokens, dropout):
        """Scores [sentences][tokens][tags] from each token and its neighbours."""
        z = F.pad(z * (tokens >= 0).unsqueeze(-1), (0, 0, 1, 1))
        z = torch.cat([z[:, :-2], z[:, 1:-1], z[:, 2:]], -1)
        return self.ner_out(F.dropout(F.relu(self.ner_up(z)), dropout, self.training))


class Model(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.config = c
        self.encoder = Encoder(c)
        self.heads = Heads(c)
