"""crf.py - the entity head's loss: a chain over BIOES tags, of which the gold may be known in part.

  in    scores [sentences][tokens][tags], moves [tags][tags], for each token the tags that may be gold
  out   minus the log-likelihood of the gold paths
  uses  torch
"""
import torch

BARRED = -1e4


def legal(tags):
    """bool [tags][tags], [tags], [tags]: may j follow i; may a sentence begin with it, end with it.
    Tags are 0 outside and 1 + 4t + (begin, inside, end, single)."""
    mark = torch.tensor([0] + [1 + i % 4 for i in range(tags - 1)])
    kind = torch.tensor([-1] + [i // 4 for i in range(tags - 1)])
    closed = (mark == 0) | (mark >= 3)
    opener = (mark == 0) | (mark == 1) | (mark == 4)
    same = kind[:, None] == kind[None, :]
    follows = torch.where(closed[:, None], opener[None, :], same & ((mark == 2) | (mark == 3))[None, :])
    return follows, opener, closed


def total(scores, lengths, moves, first, last):
    """Log of the sum over paths, a sentence each; barred moves are at BARRED."""
    weights = moves.exp()
    sums = scores[:, 0] + first
    for i in range(1, scores.shape[1]):
        most = sums.max(1, keepdim=True)[0].detach()
        after = (((sums - most).exp() @ weights) + 1e-30).log() + most + scores[:, i]
        sums = torch.where((lengths > i)[:, None], after, sums)
    return (sums + last).logsumexp(1)


def loss(scores, lengths, gold, moves):
    """Mean over tokens. gold: bool as scores, the tags that the gold allows."""
    follows, opener, closed = legal(scores.shape[-1])
    barred = scores.new_tensor(BARRED)
    moves = torch.where(follows.to(scores.device), moves, barred)
    first = torch.where(opener.to(scores.device), 0 * barred, barred)
    last = torch.where(closed.to(scores.device), 0 * barred, barred)
    both = torch.cat([scores, torch.where(gold, scores, barred)])
    sums = total(both, torch.cat([lengths, lengths]), moves, first, last)
    return (sums[:len(scores)] - sums[len(scores):]).sum() / lengths.sum()
