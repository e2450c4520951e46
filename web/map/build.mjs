// Makes public/assets/world.json, the map's land and lines: node map/build.mjs.
//
// From Natural Earth 1:50m (public domain; naturalearthdata.com) in the form of the package world-atlas (ISC). Lines are thinned,
// and each border is told whether somebody disputes it (disputes.json, with sources). Out:
//   {"land": [[ring of arc numbers, negative reversed] …], "arcs": [[x, y, dx, dy, …] in 1/50 degree …],
//    "borders": [arc …], "disputed": [{"id","name","border","none","source","arcs"} …]}
import { readFileSync, writeFileSync } from 'node:fs';

const SCALE = 50;
const TOLERANCE = 0.045; // degrees
const ISLAND = 0.03; // square degrees: smaller rings are left out

const here = new URL('.', import.meta.url);
const atlas = JSON.parse(readFileSync(new URL('../node_modules/world-atlas/countries-50m.json', here)));
const disputes = JSON.parse(readFileSync(new URL('disputes.json', here)));

const { scale, translate } = atlas.transform;
const arcs = atlas.arcs.map((arc) => {
  let x = 0;
  let y = 0;
  return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
});

/** Douglas and Peucker 1973, with a stack. Ends stay. */
function thin(points) {
  const keep = new Set([0, points.length - 1]);
  const stack = [[0, points.length - 1]];
  if (points[0][0] === points.at(-1)[0] && points[0][1] === points.at(-1)[1]) {
    const middle = points.length >> 1;
    keep.add(middle);
    stack.push([0, middle], [middle, points.length - 1]);
  }
  while (stack.length) {
    const [from, to] = stack.pop();
    const [ax, ay] = points[from];
    const [bx, by] = points[to];
    const length = Math.hypot(bx - ax, by - ay) || 1e-9;
    let far = 0;
    let at = -1;
    for (let i = from + 1; i < to; i++) {
      const distance = Math.abs((bx - ax) * (ay - points[i][1]) - (ax - points[i][0]) * (by - ay)) / length;
      if (distance > far) [far, at] = [distance, i];
    }
    if (far > TOLERANCE) {
      keep.add(at);
      stack.push([from, at], [at, to]);
    }
  }
  return [...keep].sort((a, b) => a - b).map((i) => points[i]);
}

const thinned = arcs.map(thin);
const pointsOf = (ring) => ring.flatMap((n) => (n < 0 ? [...thinned[~n]].reverse() : thinned[n]));
const area = (points) =>
  Math.abs(points.reduce((sum, [x, y], i) => sum + x * points[(i + 1) % points.length][1] - points[(i + 1) % points.length][0] * y, 0) / 2);

// Who lies on each side of an arc.
const owners = new Map();
for (const country of atlas.objects.countries.geometries) {
  const name = country.id ?? country.properties.name;
  const rings = country.type === 'Polygon' ? country.arcs : country.arcs.flat();
  for (const n of rings.flat()) {
    const arc = n < 0 ? ~n : n;
    owners.set(arc, [...(owners.get(arc) ?? []), name]);
  }
}
const inBox = (arc, box) => !box || arcs[arc].every(([x, y]) => x >= box[0] && y >= box[1] && x <= box[2] && y <= box[3]);
const touchesBox = (arc, box) => !box || arcs[arc].some(([x, y]) => x >= box[0] && y >= box[1] && x <= box[2] && y <= box[3]);

const used = new Map();
const out = { land: [], arcs: [], borders: [], disputed: [] };
function number(arc) {
  if (!used.has(arc)) {
    used.set(arc, out.arcs.length);
    let [px, py] = [0, 0];
    const flat = [];
    for (const [x, y] of thinned[arc]) {
      const [ix, iy] = [Math.round(x * SCALE), Math.round(y * SCALE)];
      if (flat.length && ix === px && iy === py) continue;
      flat.push(ix - px, iy - py);
      [px, py] = [ix, iy];
    }
    out.arcs.push(flat);
  }
  return used.get(arc);
}

/** The part of an arc that lies in a box, as an arc of its own, and what is left on both sides. */
function splitByBox(arc, box) {
  const inside = thinned[arc].map(([x, y]) => x >= box[0] && y >= box[1] && x <= box[2] && y <= box[3]);
  const parts = [];
  let from = 0;
  for (let i = 1; i <= inside.length; i++) {
    if (i === inside.length || inside[i] !== inside[from]) {
      parts.push([inside[from], thinned[arc].slice(from, Math.min(i + 1, inside.length))]);
      from = i;
    }
  }
  return parts.filter(([, points]) => points.length > 1);
}

for (const polygon of atlas.objects.land.geometries.flatMap((g) => (g.type === 'Polygon' ? [g.arcs] : g.arcs))) {
  const rings = polygon.filter((ring) => area(pointsOf(ring)) >= ISLAND && pointsOf(ring).length > 4);
  if (rings.length && rings[0] === polygon[0])
    out.land.push(rings.map((ring) => ring.map((n) => (n < 0 ? ~number(~n) : number(n)))));
}
for (const [arc, sides] of owners) {
  if (sides.length < 2) continue;
  const names = new Set(sides);
  const dispute = disputes.find((d) => d.between.every((name) => names.has(name)) && touchesBox(arc, d.box));
  if (!dispute) {
    out.borders.push(number(arc));
    continue;
  }
  dispute.arcs ??= [];
  if (inBox(arc, dispute.box)) {
    dispute.arcs.push(number(arc));
    continue;
  }
  for (const [inside, points] of splitByBox(arc, dispute.box)) {
    thinned.push(points);
    arcs.push(points);
    (inside ? dispute.arcs : out.borders).push(number(thinned.length - 1));
  }
}
for (const { id, name, border, none, source, arcs: lines } of disputes) {
  if (!lines?.length) throw new Error(`${id}: the data has no such line`);
  out.disputed.push({ id, name, border, none, source, arcs: lines });
}
writeFileSync(new URL('../public/assets/world.json', here), JSON.stringify(out) + '\n');
console.log(`${out.arcs.length} arcs, ${out.land.length} pieces of land, ${out.borders.length} borders, ${out.disputed.length} disputed`);
