"""pretrain.py - step 3: warm-up of the encoder by guessing masked words of the news.

  in    WORK/news.npz, WORK/vectors.npz
  out   WORK/pretrained.pt (resumes from WORK/pretrain.ckpt)
  run   OPENBLAS_CORETYPE=SkylakeX python3 pretrain.py --work WORK --tokens 10000000
"""
import argparse
import os
import time

import numpy as np
import torch
import torch.nn.functional as F

from lexicon import Lexicon, Vocabulary, batch_tokens
from model import Config, Encoder, linear

TARGETS = 20000       # norms that are guessed
NEGATIVES = 3000      # sampled wrong answers, shared by a batch
MASKED = 0.2
SENTENCE_MAX = 48
LENGTH_STEP = 4
CANDIDATES, TYPES = 512, 256  # counts of candidates and of word types are rounded up to multiples of these
SHAPES = 5            # lower case, capitalised, upper case, digits, others


def shape_class(form):
    return 0 if form.islower() else 2 if form.isupper() and len(form) > 1 else 1 if form[:1].isupper() \
        else 3 if form[:1].isdigit() else 4


def batches(ids, ends, size, seed):
    """Endless lists of sentences. All lists of one padded length have the same number of sentences, so that
    products of matrices keep a few shapes."""
    rng = np.random.RandomState(seed)
    starts = np.concatenate([[0], ends[:-1]])
    lengths = np.minimum(ends - starts, SENTENCE_MAX)
    padded = (lengths + LENGTH_STEP - 1) // LENGTH_STEP * LENGTH_STEP
    order = np.flatnonzero(lengths >= 5)
    left = {n: np.zeros(0, dtype=np.int64) for n in np.unique(padded)}
    while True:
        rng.shuffle(order)
        for pool in np.array_split(order, max(1, len(order) // 20000)):
            groups = []
            for n in left:
                at = np.concatenate([left[n], pool[padded[pool] == n]])
                b = size // n
                whole = len(at) // b * b
                groups += np.split(at[:whole], whole // b) if whole else []
                left[n] = at[whole:]
            for i in rng.permutation(len(groups)):
                yield [ids[starts[s]:starts[s] + lengths[s]] for s in groups[i]]


class Guess(torch.nn.Module):
    def __init__(self, width):
        super().__init__()
        self.mix = linear(width, width)
        self.out = torch.nn.Embedding(TARGETS + 1, width, sparse=True)
        torch.nn.init.normal_(self.out.weight, std=0.05)
        self.bias = torch.nn.Embedding(TARGETS + 1, 1, sparse=True)
        torch.nn.init.zeros_(self.bias.weight)
        self.shape = linear(width, SHAPES)


def tables(module):
    return [m.weight for m in module.modules() if getattr(m, "sparse", False)]


class RowAdam(torch.optim.Optimizer):
    """Adam over the rows of embedding tables that a batch touched."""

    def __init__(self, tables, lr, betas=(0.9, 0.98)):
        super().__init__(tables, dict(lr=lr, betas=betas))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            b1, b2 = group["betas"]
            for p in group["params"]:
                if p.grad is None:
                    continue
                s = self.state[p]
                if not s:
                    s.update(step=0, exp_avg=torch.zeros_like(p), exp_avg_sq=torch.zeros_like(p))
                s["step"] += 1
                grad = p.grad.coalesce()
                rows, g = grad.indices()[0], grad.values()
                m = s["exp_avg"].index_select(0, rows).mul_(b1).add_(g, alpha=1 - b1)
                v = s["exp_avg_sq"].index_select(0, rows).mul_(b2).addcmul_(g, g, value=1 - b2)
                s["exp_avg"].index_copy_(0, rows, m)
                s["exp_avg_sq"].index_copy_(0, rows, v)
                rate = group["lr"] * (1 - b2 ** s["step"]) ** 0.5 / (1 - b1 ** s["step"])
                p.index_add_(0, rows, m.div_(v.sqrt_().add_(1e-8)), alpha=-rate)


def optimizers(modules, rate):
    sparse = [w for m in modules for w in tables(m)]
    ids = {id(w) for w in sparse}
    dense = [p for m in modules for p in m.parameters() if id(p) not in ids]
    return [torch.optim.Adam(dense, lr=rate, betas=(0.9, 0.98)), RowAdam(sparse, rate)]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", required=True)
    parser.add_argument("--tokens", type=int, default=10000000)
    parser.add_argument("--batch", type=int, default=4096)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--blocks", default="ccaca")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--half", action="store_true", help="the encoder's products of matrices in bfloat16")
    parser.add_argument("--stop-file", help="finish early, with the rate brought down, when it appears")
    args = parser.parse_args()
    torch.manual_seed(1)
    rng = np.random.RandomState(2)
    news = np.load(os.path.join(args.work, "news.npz"))
    vocabulary = Vocabulary(args.work)
    forms = str(news["forms"]).split("\n")
    lexicon = Lexicon(vocabulary, forms).freeze()
    shapes = np.array([shape_class(f) for f in forms])
    config = Config(blocks=args.blocks, vocab=len(vocabulary.norms) + 1)
    encoder, guess = Encoder(config), Guess(config.width)
    encoder.types.word.weight.data.copy_(torch.from_numpy(vocabulary.vectors))
    encoder, guess = encoder.to(args.device), guess.to(args.device)
    opts = optimizers([encoder, guess], args.rate)
    frequency = np.bincount(np.minimum(lexicon.words, TARGETS + 1), news["counts"], TARGETS + 2)[:TARGETS + 1]
    chance = frequency ** 0.75
    chance[0] = 0
    chance /= chance.sum()
    cumulative = np.cumsum(chance)
    # Sampled softmax: the logarithm of each norm's chance to be among a batch's distinct negatives.
    log_chance = np.log(np.maximum(-np.expm1(-chance * NEGATIVES), 1e-9)).astype(np.float32)
    log_chance = torch.from_numpy(log_chance).to(args.device)
    seen, step, checkpoint = 0, 0, os.path.join(args.work, "pretrain.ckpt")
    if os.path.exists(checkpoint):
        c = torch.load(checkpoint, map_location=args.device, weights_only=False)
        encoder.load_state_dict(c["encoder"]); guess.load_state_dict(c["guess"])
        for o, s in zip(opts, c["opts"]):
            o.load_state_dict(s)
        seen, step = c["seen"], c["step"]
    began, total, count, right, judged = time.time(), 0.0, 0, 0, 0
    stopping = None
    for rows in batches(news["ids"], news["ends"], args.batch, 3 + step):
        if args.stop_file and stopping is None and os.path.exists(args.stop_file):
            stopping = seen  # from here the rate falls to nothing over a tenth of what was seen
        left = 1 - seen / args.tokens if stopping is None else min(
            1 - stopping / args.tokens, 1.0) * (1 - (seen - stopping) / (0.1 * stopping))
        if left <= 0:
            break
        rate = args.rate * min(1.0, (step + 1) / 200) * min(1.0, left / 0.6)
        for o in opts:
            for g in o.param_groups:
                g["lr"] = rate
        features, tokens = batch_tokens(lexicon, rows, args.device, like=(LENGTH_STEP, TYPES))
        flat = np.concatenate(rows)
        real = (tokens >= 0)
        word = lexicon.words[flat]
        masked = np.sort(rng.permutation(len(flat))[:int(MASKED * 0.9 * tokens.numel())])
        hidden = torch.zeros(len(flat), dtype=torch.bool)
        hidden[torch.from_numpy(masked)] = True
        hidden = torch.zeros_like(real).masked_scatter_(real, hidden.to(args.device))
        with torch.autocast(args.device, torch.bfloat16, enabled=args.half):
            z = encoder(features, tokens, hidden)[hidden]
            z = F.relu(guess.mix(z)).float()
        loss = 0.2 * F.cross_entropy(guess.shape(z), torch.from_numpy(shapes[flat[masked]]).to(args.device))
        gold = word[masked]
        known = (gold > 0) & (gold <= TARGETS)
        negative = np.searchsorted(cumulative, rng.rand(NEGATIVES)).clip(1, TARGETS)
        candidates = np.unique(np.concatenate([gold[known], negative]))
        answer = torch.from_numpy(np.where(known, np.searchsorted(candidates, gold), -100)).to(args.device)
        filled = np.zeros(-(-len(candidates) // CANDIDATES) * CANDIDATES, dtype=np.int64)
        filled[:len(candidates)] = candidates
        candidates = torch.from_numpy(filled).to(args.device)
        logits = z @ guess.out(candidates).t() + guess.bias(candidates).t() - log_chance[candidates][None]
        logits = logits.masked_fill(candidates == 0, -1e4)
        loss = loss + F.cross_entropy(logits, answer)
        for o in opts:
            o.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(opts[0].param_groups[0]["params"], 1.0)
        for o in opts:
            o.step()
        seen += len(flat)
        step += 1
        total += loss.item() * int(known.sum()); count += int(known.sum())
        if step % 10 == 0:
            right += int((logits.argmax(1) == answer).sum()); judged += int(known.sum())
        if step % 100 == 0:
            print(f"step {step} tokens {seen} loss {total / count:.3f} right {right / judged:.3f} "
                  f"tokens/s {100 * args.batch / (time.time() - began):.0f}", flush=True)
            began, total, count, right, judged = time.time(), 0.0, 0, 0, 0
        if step % 500 == 0:
            torch.save(dict(encoder=encoder.state_dict(), guess=guess.state_dict(),
                            opts=[o.state_dict() for o in opts], seen=seen, step=step), checkpoint + ".new")
            os.replace(checkpoint + ".new", checkpoint)
            torch.save(dict(encoder=encoder.state_dict(), blocks=args.blocks, seen=seen),
                       os.path.join(args.work, "pretrained.pt"))
    torch.save(dict(encoder=encoder.state_dict(), blocks=args.blocks, seen=seen),
               os.path.join(args.work, "pretrained.pt"))
    print(f"done: {step} steps, {seen} tokens")


if __name__ == "__main__":
    main()
