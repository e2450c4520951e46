"""train.py - step 4: all heads together, on the train files.

  in    ../shared/data train and dev files, WORK/vectors.npz, WORK/pretrained.pt (if there)
  out   RUN/model.pt: averaged weights and labels; RUN/log (resumes from RUN/train.ckpt)
  run   OPENBLAS_CORETYPE=SkylakeX python3 train.py --data ../shared/data --work WORK --run RUN
"""
import argparse
import os
import time

import numpy as np
import torch
import torch.nn.functional as F

import decode
from corpus import IGNORE, NER_OTHER, NER_TYPES, Labels, bioes, read_entities, read_treebank
from forms import lower
from lexicon import Lexicon, Vocabulary, batch_tokens, pad
from model import Config, Model
from pretrain import optimizers

SENTENCE_MAX = 150   # longer training sentences are cut
UNK_WEIGHT = 0.25    # a word seen n times loses its row with chance UNK_WEIGHT / (UNK_WEIGHT + n)
AVERAGE = 0.998      # of the averaged weights, a step
FALL = 0.5           # part of the schedule in which the rate falls to nothing
MEET_EVERY = 40      # steps between two meetings of the workers, who then share their mean
OTHER_NER = [0] + [1 + 4 * t + k for t in range(3, len(NER_TYPES)) for k in range(4)]


class Example:
    """One sentence: forms, and labels by head name (absent where the corpus has none)."""

    def __init__(self, forms, labels):
        self.forms, self.labels = forms, labels


def load(data, split):
    """(labels or None, {corpus: [Example]}); labels only from train."""
    trees = {n: list(read_treebank(f"{data}/treebanks/en_{n}-{split}.conllu")) for n in ("ewt", "gum")}
    uner = {" ".join(f): t for f, t in read_entities(f"{data}/entities/uner_ewt-{split}.iob2")}
    world = read_entities(f"{data}/entities/worldwide-{split}.tsv") if split != "test" else []
    return trees, uner, [Example(f, dict(ner=bioes(t, False))) for f, t in world]


def examples(trees, uner, labels):
    out = {}
    for name, sentences in trees.items():
        out[name] = []
        for s in sentences:
            forms = [w.form for w in s]
            e = Example(forms, labels.encode(s))
            tags = uner.get(" ".join(forms)) if name == "ewt" else None
            if tags and len(tags) == len(forms):
                e.labels["ner"] = bioes(tags, True)
            e.words = s
            out[name].append(e)
    return out


def cut(example, size):
    if len(example.forms) <= size or "head" in example.labels:
        return [example]
    return [Example(example.forms[i:i + size], {k: v[i:i + size] for k, v in example.labels.items()})
            for i in range(0, len(example.forms), size)]


def varied(example, labels, rng):
    """The example, sometimes without its last mark or in another case."""
    forms, marks = example.forms, example.labels
    if "head" in marks and len(forms) > 3 and rng.rand() < 0.08:
        n = len(forms) - 1
        if forms[n] in ".!?" and n + 1 not in marks["head"]:
            forms, marks = forms[:n], {k: v[:n] for k, v in marks.items()}
    r = rng.rand()
    if r < 0.09:
        if r < 0.03:
            forms = [lower(f) for f in forms]
        elif r < 0.06:
            forms = [f.upper() for f in forms]
        else:
            forms = [f[:1].upper() + f[1:] if len(f) > 3 else f for f in forms]
        if "lemma" in marks:  # a lemma that keeps the form's case cannot be told from these
            marks = dict(marks, lemma=[IGNORE if c >= 0 and labels.scripts[c][0] == 1 else c
                                       for c in marks["lemma"]])
    return Example(forms, marks)


def grouped(items, size, rng):
    """Batches of about `size` tokens, padding included, of like lengths, in random order."""
    items = sorted(items, key=lambda e: (len(e.forms), rng.rand()))
    out, batch = [], []
    for e in items:
        if batch and (len(batch) + 1) * len(e.forms) > size:
            out.append(batch)
            batch = []
        batch.append(e)
    out.append(batch)
    return [out[i] for i in rng.permutation(len(out))]


def losses(model, z, tokens, batch, args, device):
    """{head: mean loss a labelled token} for a batch of one kind of corpus."""
    h, out = model.heads, {}
    get = lambda name: torch.from_numpy(pad([e.labels.get(name) or [IGNORE] * len(e.forms)
                                             for e in batch], IGNORE)).to(device)
    zd = F.dropout(z, args.dropout, model.training)
    ce = lambda y, t: F.cross_entropy(y.flatten(0, -2), t.flatten(), ignore_index=IGNORE, reduction="sum",
                                      label_smoothing=args.smoothing) / (t != IGNORE).sum().clamp(min=1)
    if "upos" in batch[0].labels:
        upos, head, deprel = get("upos"), get("head"), get("deprel")
        out["upos"] = ce(h.upos(zd), upos)
        out["morph"] = ce(h.morph(zd), get("morph"))
        out["lemma"] = ce(h.lemma(zd) + h.lemma_upos[upos.clamp(min=0)], get("lemma"))
        out["arc"] = F.cross_entropy(h.arcs(zd, tokens, args.mlp_dropout).flatten(0, 1),
                                     head.flatten(), ignore_index=IGNORE)
        deprel = torch.where(head == 0, torch.full_like(deprel, IGNORE), deprel)
        out["label"] = ce(h.labels(zd, head.clamp(min=0), args.mlp_dropout), deprel)
    if any("ner" in e.labels for e in batch):
        gold = get("ner")
        lp = h.entities(zd, args.mlp_dropout).log_softmax(-1)
        exact = gold >= 0
        other = gold == NER_OTHER
        loss = -lp[exact].gather(1, gold[exact].unsqueeze(1)).sum()
        loss = loss - lp[other][:, OTHER_NER].logsumexp(-1).sum()
        out["ner"] = loss / (exact.sum() + other.sum()).clamp(min=1)
    return out


WEIGHTS = dict(upos=1.0, morph=0.5, lemma=0.5, arc=1.0, label=0.7, ner=1.0)


@torch.no_grad()
def predict(model, lexicon, items, labels, device, size=4000):
    """Adds .got (dict of lists) to each example, decoded from float scores."""
    model.eval()
    order = sorted(range(len(items)), key=lambda i: len(items[i].forms))
    for start in range(0, len(order), 64):
        batch = [items[i] for i in order[start:start + 64]]
        rows = [[lexicon.number(f) for f in e.forms] for e in batch]
        features, tokens = batch_tokens(lexicon, rows, device)
        z = model.encoder(features, tokens)
        h = model.heads
        upos = h.upos(z).argmax(-1)
        lemma = (h.lemma(z) + h.lemma_upos[upos]).argsort(-1, descending=True)[..., :12].cpu().numpy()
        arcs = h.arcs(z, tokens, 0).cpu().numpy()
        heads = np.zeros(tokens.shape, dtype=np.int64)
        for i, e in enumerate(batch):
            n = len(e.forms)
            heads[i, :n] = decode.tree(arcs[i, :n, :n + 1].copy())
        rel = h.labels(z, torch.from_numpy(heads).to(device), 0)
        rel[..., 0] = -1e4
        rel = rel.argmax(-1).cpu().numpy()
        ner = h.entities(z, 0).cpu().numpy()
        upos = upos.cpu().numpy()
        for i, e in enumerate(batch):
            n = len(e.forms)
            e.got = dict(upos=upos[i, :n], head=heads[i, :n], deprel=np.where(heads[i, :n] == 0, 0, rel[i, :n]),
                         ner=decode.entities(ner[i, :n]),
                         lemma=[lemma_of(labels, f, labels.upos[upos[i, k]], lemma[i, k])
                                for k, f in enumerate(e.forms)])


def lemma_of(labels, form, upos, ranked):
    found = labels.exceptions.get(upos + " " + lower(form))
    if found is not None:
        return found
    for c in ranked:
        found = decode.lemma(form, labels.scripts[c])
        if found is not None:
            return found
    return lower(form)


def score_trees(items, labels):
    right, n = np.zeros(4), 0
    for e in items:
        for k, w in enumerate(e.words):
            u = e.got["head"][k] == w.head
            d = labels.deprel[e.got["deprel"][k]].split(":")[0] == w.deprel.split(":")[0]
            right += [labels.upos[e.got["upos"][k]] == w.upos, e.got["lemma"][k].lower() == w.lemma.lower(),
                      u, u and d]
        n += len(e.words)
    return dict(zip(("upos", "lemma", "uas", "las"), (100 * right / n).round(2)))


def score_entities(items):
    hit = gold = got = 0
    for e in items:
        if "ner" not in e.labels:
            continue
        a = {s for s in decode.spans(e.labels["ner"]) if s[2] < 3}
        b = {s for s in decode.spans(e.got["ner"]) if s[2] < 3}
        hit += len(a & b); gold += len(a); got += len(b)
    return round(200 * hit / max(1, gold + got), 2)


def evaluate(model, lexicon, dev, labels, device):
    out = {}
    for name, items in dev.items():
        predict(model, lexicon, items, labels, device)
        if name != "world":
            out[name] = score_trees(items, labels)
        if name != "gum":
            out[name + "_ner"] = score_entities(items)
    return out


class Team:
    """Workers who train apart and take the mean of their weights at each meeting (local SGD)."""

    def __init__(self, args):
        self.rank, self.size = args.worker, args.workers
        if self.size > 1:
            torch.distributed.init_process_group("gloo", init_method="file://" + os.path.abspath(args.run) + "/meet",
                                                 rank=self.rank, world_size=self.size)

    @torch.no_grad()
    def meet(self, model, share):
        """Averages the weights; the largest share of the schedule that any worker has done."""
        if self.size == 1:
            return share
        tensors = list(model.state_dict().values())
        flat = torch.cat([t.flatten() for t in tensors] + [torch.tensor([share])])
        torch.distributed.all_reduce(flat)
        flat /= self.size
        at = 0
        for t in tensors:
            t.copy_(flat[at:at + t.numel()].view_as(t))
            at += t.numel()
        return float(flat[-1])


class Average:
    """Running mean of all weights, taken at the meetings."""

    def __init__(self, model):
        self.weights = {k: v.clone() for k, v in model.state_dict().items()}
        self.steps = 0

    @torch.no_grad()
    def update(self, model):
        self.steps += 1
        keep = min(AVERAGE ** MEET_EVERY, (1 + self.steps) / (3 + self.steps))
        for k, v in model.state_dict().items():
            self.weights[k].mul_(keep).add_(v, alpha=1 - keep)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--run", required=True)
    parser.add_argument("--epochs", type=float, default=20)
    parser.add_argument("--batch", type=int, default=1500)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--table-rate", type=float, default=5e-4)
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--mlp-dropout", type=float, default=0.25)
    parser.add_argument("--smoothing", type=float, default=0.03)
    parser.add_argument("--world", type=float, default=0.5, help="share of Worldwide in an epoch")
    parser.add_argument("--blocks", default="ccaca")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-pretraining", action="store_true")
    parser.add_argument("--evaluate-every", type=int, default=4, help="epochs")
    parser.add_argument("--worker", type=int, default=0, help="this process among --workers, from 0")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=1e9, help="the schedule ends here at the latest")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    args = parser.parse_args()
    torch.manual_seed(args.seed + 1000 * args.worker)
    os.makedirs(args.run, exist_ok=True)
    team = Team(args)
    trees, uner, world = load(args.data, "train")
    labels = Labels([s for n in ("ewt", "gum") for s in trees[n]])
    train = examples(trees, uner, labels)
    world = [c for e in world for c in cut(e, SENTENCE_MAX)]
    dev_trees, dev_uner, dev_world = load(args.data, "dev")
    dev = dict(examples(dev_trees, dev_uner, labels), world=dev_world)
    vocabulary = Vocabulary(args.work)
    lexicon = Lexicon(vocabulary)
    counts = {}
    for items in (train["ewt"], train["gum"], world):
        for e in items:
            for f in e.forms:
                k = lexicon.number(f)
                counts[k] = counts.get(k, 0) + 1
                for v in (lower(f), f.upper(), f[:1].upper() + f[1:]):
                    lexicon.number(v)
    for items in dev.values():
        for e in items:
            for f in e.forms:
                lexicon.number(f)
    lexicon.freeze()
    drop = np.array([UNK_WEIGHT / (UNK_WEIGHT + counts.get(k, 1)) for k in range(len(lexicon.words))])
    torch.manual_seed(args.seed)  # all workers start alike
    config = Config(blocks=args.blocks, vocab=len(vocabulary.norms) + 1, upos=len(labels.upos),
                    morph=len(labels.morph), lemma=len(labels.scripts), deprel=len(labels.deprel),
                    ner=1 + 4 * len(NER_TYPES))
    model = Model(config)
    model.encoder.types.word.weight.data.copy_(torch.from_numpy(vocabulary.vectors))
    pretrained = os.path.join(args.work, "pretrained.pt")
    if not args.no_pretraining and os.path.exists(pretrained):
        state = torch.load(pretrained, map_location="cpu", weights_only=False)
        assert state["blocks"] == args.blocks
        model.encoder.load_state_dict(state["encoder"])
        print(f"encoder warmed up on {state['seen']} tokens", flush=True)
    model = model.to(args.device)
    opts = optimizers([model], args.rate)
    for o, r in zip(opts, (args.rate, args.table_rate)):
        o.top = r
    torch.manual_seed(args.seed + 1000 * args.worker)
    average = Average(model)
    done, step, checkpoint = 0, 0, os.path.join(args.run, f"train{args.worker}.ckpt")
    if os.path.exists(checkpoint):
        c = torch.load(checkpoint, map_location=args.device, weights_only=False)
        model.load_state_dict(c["model"])
        for o, s in zip(opts, c["opts"]):
            o.load_state_dict(s)
        average.weights, average.steps, done, step = c["average"], c["averaged"], c["done"], c["step"]
    began, share = time.time(), 0.0
    while done < args.epochs:
        rng = np.random.RandomState(1000 * args.seed + done)  # all workers part the same batches
        some = [world[i] for i in rng.permutation(len(world))[:int(args.world * len(world))]]
        batches = grouped([varied(e, labels, rng) for e in train["ewt"] + train["gum"]], args.batch, rng)
        batches += grouped([varied(e, labels, rng) for e in some], args.batch, rng) if some else []
        batches = [batches[i] for i in rng.permutation(len(batches))]
        each = len(batches) // args.workers
        batches = batches[args.worker * each:(args.worker + 1) * each]
        rng = np.random.RandomState(1000 * args.seed + done + 500000 * (1 + args.worker))
        model.train()
        sums = {}
        for batch in batches:
            scale = min(1.0, (step + 1) / 100) * min(1.0, (1 - share) / FALL)
            for o in opts:
                for g in o.param_groups:
                    g["lr"] = o.top * scale
            rows = [[lexicon.number(f) for f in e.forms] for e in batch]
            features, tokens = batch_tokens(lexicon, rows, args.device, drop, rng)
            z = model.encoder(features, tokens, dropout=args.dropout)
            loss = losses(model, z, tokens, batch, args, args.device)
            total = sum(WEIGHTS[k] * v for k, v in loss.items())
            for o in opts:
                o.zero_grad(set_to_none=True)
            total.backward()
            torch.nn.utils.clip_grad_norm_(opts[0].param_groups[0]["params"], 5.0)
            for o in opts:
                o.step()
            step += 1
            for k, v in loss.items():
                s = sums.setdefault(k, [0, 0])
                s[0] += v.item(); s[1] += 1
            if step % MEET_EVERY == 0:
                share = max(step / (args.epochs * each), (time.time() - began) / 60 / args.minutes)
                share = team.meet(model, share)
                average.update(model)
                if share >= 1:
                    break
        done += 1
        last = share >= 1 or done >= args.epochs
        print(f"epoch {done} step {step} minutes {(time.time() - began) / 60:.1f} "
              + " ".join(f"{k} {s / n:.3f}" for k, (s, n) in sums.items()), flush=True)
        if done % args.evaluate_every == 0 or last:
            now = {k: v.clone() for k, v in model.state_dict().items()}
            model.load_state_dict(average.weights)
            if args.worker == 0:
                torch.save(dict(weights=average.weights, config=config.__dict__, labels=labels,
                                norms=vocabulary.norms), os.path.join(args.run, "model.pt"))
            mine = {n: dev[n] for i, n in enumerate(dev) if i % args.workers == args.worker}
            print("  dev", evaluate(model, lexicon, mine, labels, args.device), flush=True)
            model.load_state_dict(now)
            torch.save(dict(model=now, average=average.weights, averaged=average.steps, done=done,
                            step=step, opts=[o.state_dict() for o in opts]), checkpoint + ".new")
            os.replace(checkpoint + ".new", checkpoint)
        if last:
            break


if __name__ == "__main__":
    main()
