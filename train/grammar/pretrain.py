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
SHAPES = 5            # lower case, capitalised, upper case, digits, others


def shape_class(form):
    return 0 if form.islower() else 2 if form.isupper() and len(form) > 1 else 1 if form[:1].isupper() \
        else 3 if form[:1].isdigit() else 4


def batches(ids, ends, size, seed):
    """Endless lists of sentences of about one length, `size` tokens a list."""
    rng = np.random.RandomState(seed)
    starts = np.concatenate([[0], ends[:-1]])
    lengths = np.minimum(ends - starts, SENTENCE_MAX)
    order = np.flatnonzero(lengths >= 5)
    while True:
        rng.shuffle(order)
        for pool in np.array_split(order, max(1, len(order) // 20000)):
            pool = pool[np.argsort(lengths[pool], kind="stable")]
            cuts = np.flatnonzero(np.diff(np.cumsum(lengths[pool]) // size)) + 1
            groups = np.split(pool, cuts)
            rng.shuffle(groups)
            for g in groups:
                if len(g):
                    yield [ids[starts[s]:starts[s] + lengths[s]] for s in g]


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


def optimizers(modules, rate):
    sparse = [w for m in modules for w in tables(m)]
    ids = {id(w) for w in sparse}
    dense = [p for m in modules for p in m.parameters() if id(p) not in ids]
    return [torch.optim.Adam(dense, lr=rate, betas=(0.9, 0.98)),
            torch.optim.SparseAdam(sparse, lr=rate, betas=(0.9, 0.98))]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", required=True)
    parser.add_argument("--tokens", type=int, default=10000000)
    parser.add_argument("--batch", type=int, default=4096)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--blocks", default="ccaca")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
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
    began, total, count, right = time.time(), 0.0, 0, 0
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
        features, tokens = batch_tokens(lexicon, rows, args.device)
        flat = np.concatenate(rows)
        real = (tokens >= 0)
        word = lexicon.words[flat]
        masked = (rng.rand(len(flat)) < MASKED)
        hidden = torch.zeros_like(real)
        hidden[real] = torch.from_numpy(masked).to(args.device)
        z = encoder(features, tokens, hidden)[hidden]
        z = F.relu(guess.mix(z))
        loss = 0.2 * F.cross_entropy(guess.shape(z), torch.from_numpy(shapes[flat[masked]]).to(args.device))
        gold = word[masked]
        known = (gold > 0) & (gold <= TARGETS)
        negative = np.searchsorted(cumulative, rng.rand(NEGATIVES)).clip(1, TARGETS)
        candidates, _ = np.unique(np.concatenate([gold[known], negative]), return_inverse=True)
        answer = torch.from_numpy(np.searchsorted(candidates, gold[known])).to(args.device)
        candidates = torch.from_numpy(candidates).to(args.device)
        z = z[torch.from_numpy(known).to(args.device)]
        logits = z @ guess.out(candidates).t() + guess.bias(candidates).t()
        logits = logits - log_chance[candidates][None]
        loss = loss + F.cross_entropy(logits, answer)
        for o in opts:
            o.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(opts[0].param_groups[0]["params"], 1.0)
        for o in opts:
            o.step()
        seen += len(flat)
        step += 1
        total += loss.item() * len(answer); count += len(answer)
        right += int((logits.argmax(1) == answer).sum())
        if step % 100 == 0:
            print(f"step {step} tokens {seen} loss {total / count:.3f} right {right / count:.3f} "
                  f"tokens/s {100 * args.batch / (time.time() - began):.0f}", flush=True)
            began, total, count, right = time.time(), 0.0, 0, 0
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
