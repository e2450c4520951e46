// Drawings: cooperation and conflict over time. Each is followed by its table.
import { scaleBand, scaleLinear } from 'd3-scale';
import { useState } from 'preact/hooks';
import type { Row } from './api';
import { number, text } from './api';
import * as format from './format';
import { Table } from './parts';

interface Bar {
  from: string;
  label: string;
  /** Counts by quad class. */
  quads: [number, number, number, number];
  disputed: number;
}

const QUAD_COLUMNS = ['verbal_cooperation', 'material_cooperation', 'verbal_conflict', 'material_conflict'] as const;

const barOf = (from: string, label: string, row?: Row): Bar => ({
  from,
  label,
  quads: QUAD_COLUMNS.map((column) => (row ? number(row, column) : 0)) as Bar['quads'],
  disputed: row ? number(row, 'disputed') : 0,
});

const DAY = 86400000;
const toDays = (iso: string): number => Math.floor(Date.parse(`${iso}T00:00:00Z`) / DAY);
const toIso = (days: number): string => new Date(days * DAY).toISOString().slice(0, 10);

interface Bars {
  bars: Bar[];
  step: 'day' | 'month' | 'year';
  /** Events that are left out of the drawing. */
  left: number;
}

/** A bar for each day, or each month or year where the record is longer; also where nothing happened. */
function barsOf(months: Row[], days: Row[]): Bars {
  const dated = days.filter((row) => text(row, 'day').length === 10);
  const first = dated[0] && toDays(text(dated[0], 'day'));
  const last = dated.length > 0 ? toDays(text(dated[dated.length - 1]!, 'day')) : undefined;
  if (first !== undefined && last !== undefined && last - first < 92) {
    const byDay = new Map(dated.map((row) => [text(row, 'day'), row]));
    const bars: Bar[] = [];
    for (let at = first; at <= last; at++) bars.push(barOf(toIso(at), format.day(toIso(at)), byDay.get(toIso(at))));
    return { bars, step: 'day', left: 0 };
  }
  const sum = (rows: Row[]) => rows.reduce((total, row) => total + number(row, 'events'), 0);
  const known = months.filter((row) => text(row, 'month').length === 7);
  const drawn = core(known);
  return { ...monthBars(drawn), left: sum(known) - sum(drawn) };
}

const index = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
const monthOf = (row: Row): number => index(text(row, 'month'));

/**
 * The months that hold the record but for at most a twentieth of it at either end, when that end is longer than the rest: news tells of
 * the Cold War and of the year 2100 in passing. What is left out stands in the table.
 */
function core(rows: Row[]): Row[] {
  const total = rows.reduce((sum, row) => sum + number(row, 'events'), 0);
  const cut = (from: number, step: 1 | -1): number => {
    let passed = 0;
    let at = from;
    while (passed + number(rows[at]!, 'events') <= total * 0.05) {
      passed += number(rows[at]!, 'events');
      at += step;
    }
    return at;
  };
  if (rows.length < 3) return rows;
  const [first, last] = [cut(0, 1), cut(rows.length - 1, -1)];
  if (first >= last) return rows;
  const length = monthOf(rows[last]!) - monthOf(rows[first]!) + 1;
  const before = monthOf(rows[first]!) - monthOf(rows[0]!);
  const after = monthOf(rows[rows.length - 1]!) - monthOf(rows[last]!);
  return rows.slice(before > length ? first : 0, (after > length ? last : rows.length - 1) + 1);
}

function monthBars(known: Row[]): { bars: Bar[]; step: 'month' | 'year' } {
  if (known.length === 0) return { bars: [], step: 'month' };
  const first = monthOf(known[0]!);
  const last = monthOf(known[known.length - 1]!);
  const step = last - first > 180 ? 'year' : 'month';
  const size = step === 'year' ? 12 : 1;
  const bars: Bar[] = [];
  const start = step === 'year' ? first - (first % 12) : first;
  for (let at = start; at <= last; at += size) {
    const iso = `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
    bars.push(barOf(iso, step === 'year' ? iso.slice(0, 4) : format.day(iso)));
  }
  for (const row of known) {
    const bar = bars[Math.floor((index(text(row, 'month')) - start) / size)]!;
    QUAD_COLUMNS.forEach((column, i) => (bar.quads[i]! += number(row, column)));
    bar.disputed += number(row, 'disputed');
  }
  return { bars, step };
}

// Units are pixels, more or less: a narrow window has a narrow drawing, not a small one.
const WIDTH = window.innerWidth > 700 ? 960 : 400;
const HEIGHT = 230;
const LEFT = 40;
const BOTTOM = 24;

/** Cooperation above the line, conflict below it; deeds dark and next to the line, words light and outside. */
export function Timeline({ months, days, name }: { months: Row[]; days: Row[]; name: string }) {
  const { bars: shown, step, left } = barsOf(months, days);
  if (shown.length === 0) return <p class="quiet">No event of this record has a date.</p>;
  const up = Math.max(1, ...shown.map((bar) => bar.quads[0] + bar.quads[1]));
  const down = Math.max(1, ...shown.map((bar) => bar.quads[2] + bar.quads[3]));
  const x = scaleBand<string>().domain(shown.map((bar) => bar.from)).range([LEFT, WIDTH]).paddingInner(shown.length > 200 ? 0 : 0.2);
  const y = scaleLinear().domain([-down, up]).range([HEIGHT - BOTTOM, 8]).nice(5);
  const every = Math.ceil(shown.length / (WIDTH / 105));
  return (
    <figure class="chart">
      <figcaption>{name}, by {step}. Above the line cooperation, below it conflict; dark are deeds, light are words.
        {left > 0 && ` ${format.plural(left, 'event')} long before or after ${left === 1 ? 'is' : 'are'} in the table only.`}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${name}: a bar for each ${step}; the table below has the numbers`}>
        {y.ticks(5).filter(Number.isInteger).map((tick) => (
          <g key={tick}>
            <line class={tick === 0 ? 'axis' : 'grid'} x1={LEFT} x2={WIDTH} y1={y(tick)} y2={y(tick)} />
            <text class="tick" x={LEFT - 6} y={y(tick) + 4} text-anchor="end">{Math.abs(tick)}</text>
          </g>
        ))}
        <Stacks bars={shown} left={(bar) => x(bar.from)!} width={x.bandwidth()} y={y} />
        {shown.filter((_, i) => i % every === 0).map((bar) => <Tick key={bar.from} x={x(bar.from)! + x.bandwidth() / 2} label={bar.label} />)}
      </svg>
      <BarTable all={() => (step === 'day' ? shown : monthBars(months.filter((row) => text(row, 'month').length === 7)).bars)} name={name} />
    </figure>
  );
}

/** A label under its bar, kept within the drawing. */
function Tick({ x, label }: { x: number; label: string }) {
  const half = label.length * 3.2;
  const anchor = x - half < LEFT ? 'start' : x + half > WIDTH ? 'end' : 'middle';
  return <text class="tick" x={anchor === 'start' ? LEFT : anchor === 'end' ? WIDTH : x} y={HEIGHT - 6} text-anchor={anchor}>{label}</text>;
}

const STACKS: [kind: string, ends: (quads: Bar['quads']) => [number, number]][] = [
  ['cooperation deed', ([, deed]) => [0, deed]],
  ['cooperation word', ([word, deed]) => [deed, deed + word]],
  ['conflict deed', ([, , , deed]) => [0, -deed]],
  ['conflict word', ([, , word, deed]) => [-deed, -deed - word]],
];

interface StacksProps {
  bars: Bar[];
  left: (bar: Bar) => number;
  width: number;
  y: (n: number) => number;
}

/** All bars, one path for each kind: a drawing of hundreds of pieces would hold up the first view. */
function Stacks({ bars, left, width, y }: StacksProps) {
  const outline = (ends: (quads: Bar['quads']) => [number, number]): string =>
    bars.map((bar) => {
      const [from, to] = ends(bar.quads);
      const x = left(bar).toFixed(1);
      return from === to ? '' : `M${x} ${y(from).toFixed(1)}h${width.toFixed(1)}V${y(to).toFixed(1)}H${x}z`;
    }).join('');
  return (
    <>
      {STACKS.map(([kind, ends]) => <path key={kind} class={kind} d={outline(ends)} />)}
      {bars.map((bar) => (
        <rect key={bar.from} class="hit" x={left(bar)} y="0" width={width} height={HEIGHT - BOTTOM}>
          <title>{`${bar.label}: ${bar.quads[0] + bar.quads[1]} cooperation, ${bar.quads[2] + bar.quads[3]} conflict`}</title>
        </rect>
      ))}
    </>
  );
}

function BarTable({ all, name }: { all: () => Bar[]; name: string }) {
  const [open, setOpen] = useState(false);
  const rows = !open ? [] : all().filter((bar) => bar.quads.some((n) => n > 0)).map((bar) => ({
    label: bar.label, q1: bar.quads[0], q2: bar.quads[1], q3: bar.quads[2], q4: bar.quads[3], disputed: bar.disputed }));
  const column = (title: string, key: string) => ({ name: title, numeric: true, cell: (row: Row) => format.count(number(row, key)) });
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The same as a table</summary>
      {open && <Table caption={name} rows={rows} columns={[
        { name: 'When', cell: (row) => text(row, 'label') },
        column('Cooperation in words', 'q1'), column('Cooperation in deeds', 'q2'),
        column('Conflict in words', 'q3'), column('Conflict in deeds', 'q4'), column('Reports differ', 'disputed'),
      ]} />}
    </details>
  );
}

/** Parts of one number as a bar: cooperation from the left, conflict from the right. */
export function Share({ row, most }: { row: Row; most: number }) {
  const cooperation = number(row, 'verbal_cooperation') + number(row, 'material_cooperation');
  const conflict = number(row, 'verbal_conflict') + number(row, 'material_conflict');
  const scale = 100 / Math.max(1, most);
  return (
    <svg class="share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="cooperation deed" x="0" y="0" height="8" width={cooperation * scale} />
      <rect class="conflict deed" x={cooperation * scale + 0.6} y="0" height="8" width={Math.max(0, conflict * scale - 0.6)} />
    </svg>
  );
}
