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

import crf
import decode
from corpus import IGNORE, NER_OTHER, NER_TYPES, Labels, bioes, read_entities, read_treebank
from forms import lower
from lexicon import Lexicon, Vocabulary, batch_tokens, pad
from model import Config, Model
from pretrain import optimizers

SENTENCE_MAX = 150   # longer training sentences are cut
SWAPPED = {"ORG": 0.5}  # share of the names that are replaced in a sentence chosen for it
UNK_WEIGHT = 0.25    # a word seen n times loses its row with chance UNK_WEIGHT / (UNK_WEIGHT + n)
AVERAGE = 0.998      # of the averaged weights, a step
FALL = 0.9           # part of the schedule in which the rate falls to nothing
AVERAGE_EVERY = 20   # steps between two updates of the averaged weights
LENGTH_STEP, TYPES_STEP = 4, 128  # shapes are rounded up to multiples: products of few shapes are faster
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
    """Parts of at most `size` tokens, cut where no entity is."""
    out, tags, at = [], example.labels["ner"], 0
    while at < len(tags):
        end = min(len(tags), at + size)
        while end < len(tags) and end > at + 1 and tags[end - 1] > 0 and (tags[end - 1] - 1) % 4 < 2:
            end -= 1
        out.append(Example(example.forms[at:end], dict(ner=tags[at:end])))
        at = end
    return out


def mentions(items):
    """{type number: [forms of a name]}"""
    out = {}
    for e in items:
        for first, past, kind in sorted(decode.spans(e.labels.get("ner", []))):
            out.setdefault(kind, []).append(e.forms[first:past])
    return out


def swapped(example, chance, others, rng):
    """The example, with some of its names replaced by others of their type."""
    if rng.rand() >= chance:
        return example
    forms, tags, at = [], [], 0
    for first, past, kind in sorted(decode.spans(example.labels["ner"])):
        if rng.rand() >= SWAPPED.get(NER_TYPES[kind], 0):
            continue
        name, base = others[kind][rng.randint(len(others[kind]))], 1 + 4 * kind
        forms += example.forms[at:first] + name
        tags += example.labels["ner"][at:first]
        tags += [base + 3] if len(name) == 1 else [base] + [base + 1] * (len(name) - 2) + [base + 2]
        at = past
    return Example(forms + example.forms[at:], dict(ner=tags + example.labels["ner"][at:]))


def varied(example, labels, rng):
    """The example, sometimes without its last mark or in another case."""
    forms, marks = example.forms, example.labels
    if "head" in marks and len(forms) > 3 and rng.rand() < 0.08:
        n = len(forms) - 1
        if forms[n] in ".!?" and n + 1 not in marks["head"] and marks.get("ner", [0])[-1] <= 0:
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
    """Batches of about `size` tokens of one padded length, in random order."""
    of_length, out = {}, []
    for i in rng.permutation(len(items)):
        of_length.setdefault(-(-len(items[i].forms) // LENGTH_STEP) * LENGTH_STEP, []).append(items[i])
    for length in sorted(of_length):
        some, count = of_length[length], max(1, size // length)
        out += [some[i:i + count] for i in range(0, len(some), count)]
    return [out[i] for i in rng.permutation(len(out))]


def gold_tags(batch, width):
    """bool [sentences][width][tags]: what the gold allows each token; UNER's O allows what it leaves out."""
    out = np.zeros((len(batch), width, 1 + 4 * len(NER_TYPES)), dtype=bool)
    out[:, :, 0] = True
    for i, e in enumerate(batch):
        tags = np.array(e.labels["ner"])
        out[i, :len(tags)] = False
        out[i, np.flatnonzero(tags >= 0), tags[tags >= 0]] = True
        for at in np.flatnonzero(tags == NER_OTHER):
            out[i, at, OTHER_NER] = True
    return torch.from_numpy(out)


def losses(model, z, tokens, batch, args, device):
    """{head: mean loss a labelled token} for a batch of one kind of corpus."""
    h, out = model.heads, {}
    get = lambda name: torch.from_numpy(pad([e.labels[name] for e in batch], IGNORE, LENGTH_STEP)).to(device)
    zd = F.dropout(z, args.dropout, model.training)

    def ce(scores, gold, smoothing=args.smoothing):
        known = gold != IGNORE
        return F.cross_entropy(scores[known].float(), gold[known], label_smoothing=smoothing) if known.any() \
            else scores.sum() * 0
    if "upos" in batch[0].labels:
        upos, head, deprel = get("upos"), get("head"), get("deprel")
        out["upos"] = ce(h.upos(zd), upos)
        out["morph"] = ce(h.morph(zd), get("morph"))
        out["lemma"] = ce(h.lemma(zd) + h.lemma_upos[upos.clamp(min=0)], get("lemma"))
        out["arc"] = ce(h.arcs(zd, tokens, args.mlp_dropout), head, 0.0)
        deprel = torch.where(head == 0, torch.full_like(deprel, IGNORE), deprel)
        out["label"] = ce(h.labels(zd, head.clamp(min=0), args.mlp_dropout), deprel)
    marked = [i for i, e in enumerate(batch) if "ner" in e.labels]
    if marked:
        some = [batch[i] for i in marked]
        scores = h.entities(zd[marked], tokens[marked], args.mlp_dropout).float()
        lengths = torch.tensor([len(e.forms) for e in some], device=device)
        out["ner"] = crf.loss(scores, lengths, gold_tags(some, scores.shape[1]).to(device), h.ner_move)
    return out


WEIGHTS = dict(upos=1.0, morph=0.5, lemma=0.5, arc=1.0, label=0.7, ner=2.0)


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
        ner, moves = h.entities(z, tokens, 0).cpu().numpy(), h.ner_move.cpu().numpy()
        upos = upos.cpu().numpy()
        for i, e in enumerate(batch):
            n = len(e.forms)
            e.got = dict(upos=upos[i, :n], head=heads[i, :n], deprel=np.where(heads[i, :n] == 0, 0, rel[i, :n]),
                         ner=decode.entities(ner[i, :n], moves),
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


def parts(model, opts, args):
    """Splits the dense optimizer in encoder and heads; [(group, its highest rate)]."""
    group = opts[0].param_groups[0]
    inner = {id(p) for p in model.encoder.parameters()}
    encoder = [p for p in group["params"] if id(p) in inner]
    group["params"] = [p for p in group["params"] if id(p) not in inner]
    opts[0].add_param_group(dict(params=encoder))
    return [(opts[0].param_groups[0], args.rate), (opts[0].param_groups[1], args.encoder_rate),
            (opts[1].param_groups[0], args.table_rate)]


class Average:
    """Running mean of all weights."""

    def __init__(self, model):
        self.weights = {k: v.clone() for k, v in model.state_dict().items()}
        self.steps = 0

    @torch.no_grad()
    def update(self, model):
        self.steps += 1
        keep = min(AVERAGE ** AVERAGE_EVERY, (1 + self.steps) / (3 + self.steps))
        for k, v in model.state_dict().items():
            self.weights[k].mul_(keep).add_(v, alpha=1 - keep)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--run", required=True)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--batch", type=int, default=1500)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--encoder-rate", type=float, default=7e-4)
    parser.add_argument("--table-rate", type=float, default=5e-4)
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--mlp-dropout", type=float, default=0.25)
    parser.add_argument("--smoothing", type=float, default=0.03)
    parser.add_argument("--world", type=float, default=0.5, help="share of Worldwide in an epoch")
    parser.add_argument("--blocks", default="ccaca")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-pretraining", action="store_true")
    parser.add_argument("--evaluate-every", type=int, default=4, help="epochs")
    parser.add_argument("--swap", type=float, default=0.3, help="share of Worldwide's sentences with other names")
    parser.add_argument("--half", action="store_true", help="the encoder's products of matrices in bfloat16")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    args = parser.parse_args()
    os.makedirs(args.run, exist_ok=True)
    trees, uner, world = load(args.data, "train")
    labels = Labels([s for n in ("ewt", "gum") for s in trees[n]])
    train = examples(trees, uner, labels)
    world = [c for e in world for c in cut(e, SENTENCE_MAX)]
    names = mentions(world)
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
    torch.manual_seed(args.seed)
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
    opts = optimizers([model.encoder, model.heads], args.rate)
    learners = parts(model, opts, args)
    average = Average(model)
    done, step, checkpoint = 0, 0, os.path.join(args.run, "train.ckpt")
    if os.path.exists(checkpoint):
        c = torch.load(checkpoint, map_location=args.device, weights_only=False)
        model.load_state_dict(c["model"])
        for o, s in zip(opts, c["opts"]):
            o.load_state_dict(s)
        learners = [(g, top) for g, (_, top) in zip(opts[0].param_groups + opts[1].param_groups, learners)]
        average.weights, average.steps, done, step = c["average"], c["averaged"], c["done"], c["step"]
    began = time.time()
    for epoch in range(done, args.epochs):
        rng = np.random.RandomState(1000 * args.seed + epoch)
        torch.manual_seed(1000 * args.seed + epoch)
        some = [swapped(world[i], args.swap, names, rng)
                for i in rng.permutation(len(world))[:int(args.world * len(world))]]
        batches = grouped([varied(e, labels, rng) for e in train["ewt"] + train["gum"]], args.batch, rng)
        batches += grouped([varied(e, labels, rng) for e in some], args.batch, rng) if some else []
        batches = [batches[i] for i in rng.permutation(len(batches))]
        model.train()
        sums = {}
        for at, batch in enumerate(batches):
            share = (epoch + at / len(batches)) / args.epochs
            for group, top in learners:
                group["lr"] = top * min(1.0, (step + 1) / 100) * min(1.0, (1 - share) / FALL)
            rows = [[lexicon.number(f) for f in e.forms] for e in batch]
            features, tokens = batch_tokens(lexicon, rows, args.device, drop, rng, (LENGTH_STEP, TYPES_STEP))
            with torch.autocast(args.device, torch.bfloat16, enabled=args.half):
                z = model.encoder(features, tokens, dropout=args.dropout)
            # Scores in half are so coarse that little is left of the gradient but noise.
            loss = losses(model, z, tokens, batch, args, args.device)
            total = sum(WEIGHTS[k] * v for k, v in loss.items())
            for o in opts:
                o.zero_grad(set_to_none=True)
            total.backward()
            torch.nn.utils.clip_grad_norm_([p for g in opts[0].param_groups for p in g["params"]], 5.0)
            for o in opts:
                o.step()
            step += 1
            for k, v in loss.items():
                s = sums.setdefault(k, [0, 0])
                s[0] += v.item(); s[1] += 1
            if step % AVERAGE_EVERY == 0:
                average.update(model)
        last = epoch + 1 == args.epochs
        print(f"epoch {epoch + 1} step {step} minutes {(time.time() - began) / 60:.1f} "
              + " ".join(f"{k} {sums[k][0] / sums[k][1]:.3f}" for k in sorted(sums)), flush=True)
        now = {k: v.clone() for k, v in model.state_dict().items()}
        torch.save(dict(weights=average.weights, config=config.__dict__, labels=labels,
                        norms=vocabulary.norms), os.path.join(args.run, "model.pt"))
        torch.save(dict(model=now, average=average.weights, averaged=average.steps, done=epoch + 1,
                        step=step, opts=[o.state_dict() for o in opts]), checkpoint + ".new")
        os.replace(checkpoint + ".new", checkpoint)
        if (epoch + 1) % args.evaluate_every == 0 or last:
            model.load_state_dict(average.weights)
            print("  dev", evaluate(model, lexicon, dev, labels, args.device), flush=True)
            model.load_state_dict(now)


if __name__ == "__main__":
    main()
