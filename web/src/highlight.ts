// An article's text cut into pieces, each with the layers that lie over it.

export interface Span {
  start: number;
  end: number;
  layer: string;
  title: string;
  to?: string;
}

export interface Piece {
  text: string;
  start: number;
  spans: Span[];
}

/** Pieces of the letters from start to end. Spans are in code points, as all offsets of the API are, and in order. */
export function cut(letters: string[], start: number, end: number, spans: Span[]): Piece[] {
  const within = spans.filter((span) => span.start < end && span.end > start);
  const edges = new Set([start, end]);
  for (const span of within) {
    edges.add(Math.max(start, span.start));
    edges.add(Math.min(end, span.end));
  }
  const sorted = [...edges].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  for (let i = 0; i + 1 < sorted.length; i++) {
    const from = sorted[i]!;
    const to = sorted[i + 1]!;
    pieces.push({
      text: letters.slice(from, to).join(''),
      start: from,
      spans: within.filter((span) => span.start <= from && span.end >= to),
    });
  }
  return pieces;
}

/** Paragraphs of a text as [start, end) in code points: they are parted by empty lines. */
export function paragraphs(letters: string[]): [number, number][] {
  const found: [number, number][] = [];
  let start = 0;
  for (let at = 0; at <= letters.length; at++) {
    const ends = at === letters.length || (letters[at] === '\n' && letters[at + 1] === '\n');
    if (!ends) continue;
    if (at > start) found.push([start, at]);
    while (letters[at + 1] === '\n') at++;
    start = at + 1;
  }
  return found;
}
