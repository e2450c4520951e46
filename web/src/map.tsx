// The map: where events happened, on borders whose disputed lines are told as such.
import { geoEqualEarth, geoMercator, geoPath } from 'd3-geo';
import type { GeoPermissibleObjects, GeoProjection } from 'd3-geo';
import { scaleSqrt } from 'd3-scale';
import { arc } from 'd3-shape';
import { useMemo, useState } from 'preact/hooks';
import type { List, Row } from './api';
import { number, text, useApi } from './api';
import * as format from './format';
import { Data, Filters, Heading, SINCE, State, Table, UNTIL, Words } from './parts';
import type { Address } from './router';
import { link, withParameters } from './router';

interface Dispute {
  id: string;
  name: string;
  border: string[];
  none: string[];
  source: string;
  arcs: number[];
}

interface World {
  land: number[][][];
  arcs: number[][];
  borders: number[];
  disputed: Dispute[];
}

// Units are pixels, more or less: a narrow window has a narrow map, not a small one.
const WIDE = window.innerWidth > 700;
const WIDTH = WIDE ? 960 : 400;
const HEIGHT = WIDE ? 520 : 330;
const SCALE = 50; // world.json's units in a degree

// ---- lines ----

function decode(world: World): [number, number][][] {
  return world.arcs.map((flat) => {
    const points: [number, number][] = [];
    let x = 0;
    let y = 0;
    for (let i = 0; i + 1 < flat.length; i += 2) points.push([(x += flat[i]!) / SCALE, (y += flat[i + 1]!) / SCALE]);
    return points;
  });
}

function landOf(world: World, arcs: [number, number][][]): GeoPermissibleObjects {
  const ring = (numbers: number[]) => {
    const points: [number, number][] = [];
    for (const n of numbers) {
      const line = n < 0 ? [...arcs[~n]!].reverse() : arcs[n]!;
      points.push(...(points.length ? line.slice(1) : line));
    }
    points.push(points[0]!);
    return points;
  };
  return { type: 'MultiPolygon', coordinates: world.land.map((rings) => rings.map(ring)) };
}

const linesOf = (numbers: number[], arcs: [number, number][][]): GeoPermissibleObjects => ({
  type: 'MultiLineString', coordinates: numbers.map((n) => arcs[n]!) });

/** How a disputed line is drawn: as the chosen party sees it, where that is a party; else dashed. */
function stance(dispute: Dispute, side: string): 'border' | 'none' | 'dashed' {
  if (dispute.border.includes(side)) return 'border';
  return dispute.none.includes(side) ? 'none' : 'dashed';
}

// ---- the view ----

const placed = (rows: Row[]): Row[] => rows.filter((row) => row.latitude !== null && row.longitude !== null);

function projectionOf(rows: Row[], whole: boolean): GeoProjection {
  const points = placed(rows).map((row): [number, number] => [number(row, 'longitude'), number(row, 'latitude')]);
  if (whole || points.length === 0) {
    return geoEqualEarth().fitExtent([[4, 4], [WIDTH - 4, HEIGHT - 4]], { type: 'Sphere' });
  }
  const around: GeoPermissibleObjects = { type: 'MultiPoint', coordinates: points.flatMap(([x, y]) =>
    [[x - 4, Math.max(-80, y - 3)], [x + 4, Math.min(80, y + 3)]] as [number, number][]) };
  const projection = geoMercator().fitExtent([[16, 16], [WIDTH - 16, HEIGHT - 16]], around);
  return projection.clipExtent([[-2, -2], [WIDTH + 2, HEIGHT + 2]]);
}

const FIELDS = [
  { name: 'actor', label: 'Who', hint: 'RUS, or a name' },
  { name: 'recipient', label: 'To whom', hint: 'TUR, or a name' },
  { name: 'type', label: 'Type', values: format.TYPES.map((code): [string, string] => [code, format.type(code)]) },
  { name: 'status', label: 'Status', values: format.STATUSES.map((status): [string, string] => [status, status]) },
  SINCE,
  UNTIL,
];

export function MapView({ address }: { address: Address }) {
  const side = address.query.get('side') ?? '';
  const whole = address.query.get('area') === 'world';
  const asked = new URLSearchParams([...address.query].filter(([name]) => name !== 'side' && name !== 'area'));
  asked.set('limit', '500');
  const path = `/api/event_places?${asked.toString()}`;
  const loaded = useApi<List>(path);
  const world = useApi<World>('/assets/world.json');
  const rows = loaded.data?.rows ?? [];
  const [open, setOpen] = useState(false);
  asked.delete('limit');
  return (
    <>
      <Heading title="Map">Map</Heading>
      <Filters address={address} fields={FIELDS} />
      <State loaded={loaded} what="places" />
      <State loaded={world} what="the map" />
      {world.data && loaded.data && <Drawing world={world.data} rows={rows} side={side} whole={whole} />}
      <p class="facets">
        <a href={withParameters(address, { area: null })} aria-current={whole ? undefined : 'true'}>Where the events are</a>
        <a href={withParameters(address, { area: 'world' })} aria-current={whole ? 'true' : undefined}>The world</a>
      </p>
      {world.data && <Policy world={world.data} side={side} address={address} />}
      {loaded.data && (
        <>
          <details onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>The same as a table</summary>
            {open && <Table caption="Events by place" rows={rows} columns={[
              { name: 'Place', wide: true, cell: (row) => <a href={link('/events', { where: text(row, 'name') })}><Words>{text(row, 'name')}</Words></a> },
              { name: 'Country', cell: (row) => format.country(text(row, 'country')) },
              { name: 'Events', numeric: true, cell: (row) => format.count(number(row, 'events')) },
              { name: 'Cooperation', numeric: true, cell: (row) => format.count(cooperation(row)) },
              { name: 'Conflict', numeric: true, cell: (row) => format.count(conflict(row)) },
              { name: 'Reports differ', numeric: true, cell: (row) => format.count(number(row, 'disputed')) },
            ]} />}
          </details>
          {loaded.data.next && <p>The first 500 of {format.count(loaded.data.total)} places; the CSV has all.</p>}
        </>
      )}
      <Data json={path} csv={link('/api/event_places.csv', Object.fromEntries(asked))} />
    </>
  );
}

const cooperation = (row: Row): number => number(row, 'verbal_cooperation') + number(row, 'material_cooperation');
const conflict = (row: Row): number => number(row, 'verbal_conflict') + number(row, 'material_conflict');

function Drawing({ world, rows, side, whole }: { world: World; rows: Row[]; side: string; whole: boolean }) {
  const lines = useMemo(() => {
    const path = geoPath(projectionOf(rows, whole)).digits(1);
    const arcs = decode(world);
    const drawn = (kind: string) => world.disputed.filter((dispute) => stance(dispute, side) === kind).flatMap((dispute) => dispute.arcs);
    return {
      land: path(landOf(world, arcs)) ?? '',
      borders: path(linesOf([...world.borders, ...drawn('border')], arcs)) ?? '',
      dashed: path(linesOf(drawn('dashed'), arcs)) ?? '',
    };
  }, [world, rows, side, whole]);
  const projection = projectionOf(rows, whole);
  const most = Math.max(1, ...rows.map((row) => number(row, 'events')));
  const radius = scaleSqrt().domain([0, most]).range([0, (WIDE ? 26 : 16) / Math.max(1, Math.sqrt(Math.min(rows.length, 100) / 16))]);
  const shown = placed(rows).slice(0, 300);
  return (
    <figure class="chart map">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label="Map of events; the table below has the same">
        <rect class="sea" width={WIDTH} height={HEIGHT} />
        <path class="land" d={lines.land} />
        <path class="border" d={lines.borders} />
        <path class="border disputed" d={lines.dashed} />
        {shown.map((row) => <Place key={text(row, 'place')} row={row} at={projection([number(row, 'longitude'), number(row, 'latitude')])} radius={Math.max(3.5, radius(number(row, 'events')))} />)}
        {labelled(shown, projection, radius).map(({ row, x, y }) => (
          <text key={text(row, 'place')} class="place" x={x} y={y} aria-hidden="true">{text(row, 'name')}</text>
        ))}
      </svg>
      <figcaption>
        The size of a circle is its number of events; the full part is conflict, the open part cooperation.
        {placed(rows).length > shown.length && ` The ${shown.length} places with most events are drawn; the table has all.`}
      </figcaption>
    </figure>
  );
}

type Box = [left: number, top: number, right: number, bottom: number];
const overlap = (a: Box, b: Box): boolean => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

/** The largest places whose names find room beside their circles, off other names and larger circles. */
function labelled(rows: Row[], projection: GeoProjection, radius: (n: number) => number) {
  const found: { row: Row; x: number; y: number }[] = [];
  const circles: Box[] = [];
  const names: Box[] = [];
  for (const row of rows.slice(0, 60)) {
    const at = projection([number(row, 'longitude'), number(row, 'latitude')]);
    if (!at || found.length === (WIDE ? 24 : 8)) continue;
    const r = Math.max(4, radius(number(row, 'events')));
    const width = text(row, 'name').length * 6.6;
    for (const x of [at[0] + r + 3, at[0] - r - 3 - width]) {
      const box: Box = [x - 2, at[1] - 8, x + width, at[1] + 6];
      if (box[0] < 0 || box[2] > WIDTH || [...names, ...circles].some((taken) => overlap(box, taken))) continue;
      names.push(box);
      found.push({ row, x, y: at[1] + 4 });
      break;
    }
    circles.push([at[0] - r, at[1] - r, at[0] + r, at[1] + r]);
  }
  return found;
}

/** A circle whose full part, from the top clockwise, is conflict. */
function Place({ row, at, radius }: { row: Row; at: [number, number] | null; radius: number }) {
  if (!at) return null;
  const all = cooperation(row) + conflict(row);
  const angle = all === 0 ? 0 : (conflict(row) / all) * 2 * Math.PI;
  const wedge = arc()({ innerRadius: 0, outerRadius: radius, startAngle: 0, endAngle: angle }) ?? '';
  const name = `${text(row, 'name')}: ${format.plural(number(row, 'events'), 'event')}, ${conflict(row)} conflict, ${cooperation(row)} cooperation`;
  return (
    <a href={link('/events', { where: text(row, 'name') })} aria-label={name}>
      <g transform={`translate(${at[0].toFixed(1)} ${at[1].toFixed(1)})`}>
        <title>{name}</title>
        <circle class="all" r={radius} />
        <path class="part" d={wedge} />
      </g>
    </a>
  );
}

/** Whose borders these are. */
function Policy({ world, side, address }: { world: World; side: string; address: Address }) {
  const sides = [...new Set(world.disputed.flatMap((dispute) => [...dispute.border, ...dispute.none]))].sort();
  return (
    <section class="policy">
      <h2>Whose borders these are</h2>
      <p>
        Annals takes no side: the land is of one colour, and a line that a party disputes is dashed. Lines are those of Natural Earth
        (public domain), which draws who governs, at 1:50 million; where it has no line (Abkhazia, South Ossetia, Transnistria, Donetsk, Luhansk,
        among others) none is drawn. A point of view makes the lines that its party disputes or claims solid, or leaves them out; other lines stay
        as they are.
      </p>
      <p>
        Which lines are disputed, and by whom, is our own reading of the sources named below. No specialist has reviewed the list yet, and it is
        not complete: other borders are disputed too (Halaib between Egypt and Sudan, for one) and are drawn as Natural Earth has them.
      </p>
      <nav class="facets" aria-label="Point of view">
        <span>Point of view:</span>
        <a href={withParameters(address, { side: null })} aria-current={side ? undefined : 'true'}>none</a>
        {sides.map((name) => (
          <a key={name} href={withParameters(address, { side: name })} aria-current={side === name ? 'true' : undefined}>{name}</a>
        ))}
      </nav>
      <details>
        <summary>The disputed lines, with sources</summary>
        <Table caption="Disputed lines" rows={world.disputed.map((dispute): Row => ({
          name: dispute.name, now: { border: 'solid', none: 'left out', dashed: 'dashed' }[stance(dispute, side)],
          border: dispute.border.join(', '), none: dispute.none.join(', '), source: dispute.source }))} columns={[
          { name: 'Line', cell: (row) => text(row, 'name') },
          { name: 'Drawn now', cell: (row) => text(row, 'now') },
          { name: 'A border for', cell: (row) => text(row, 'border') || 'no party' },
          { name: 'No border for', cell: (row) => text(row, 'none') || 'no party' },
          { name: 'Source', wide: true, cell: (row) => text(row, 'source') },
        ]} />
      </details>
    </section>
  );
}
