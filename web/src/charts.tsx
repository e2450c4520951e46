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

/** A bar for each day, or each month where the record is longer; none is left out, also where nothing happened. */
function barsOf(months: Row[], days: Row[]): { bars: Bar[]; step: 'day' | 'month' | 'year' } {
  const dated = days.filter((row) => text(row, 'day').length === 10);
  const first = dated[0] && toDays(text(dated[0], 'day'));
  const last = dated.length > 0 ? toDays(text(dated[dated.length - 1]!, 'day')) : undefined;
  if (first !== undefined && last !== undefined && last - first < 92) {
    const byDay = new Map(dated.map((row) => [text(row, 'day'), row]));
    const bars: Bar[] = [];
    for (let at = first; at <= last; at++) bars.push(barOf(toIso(at), format.day(toIso(at)), byDay.get(toIso(at))));
    return { bars, step: 'day' };
  }
  return monthBars(months);
}

function monthBars(months: Row[]): { bars: Bar[]; step: 'month' | 'year' } {
  const index = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
  const known = months.filter((row) => text(row, 'month').length === 7);
  if (known.length === 0) return { bars: [], step: 'month' };
  const first = index(text(known[0]!, 'month'));
  const last = index(text(known[known.length - 1]!, 'month'));
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

/** The bars that carry most of the record, when a few lie far before the rest; the others stand in the table. */
function focus(bars: Bar[]): { shown: Bar[]; before: number } {
  const total = (bar: Bar) => bar.quads.reduce((sum, n) => sum + n, 0);
  const all = bars.reduce((sum, bar) => sum + total(bar), 0);
  let from = 0;
  let passed = 0;
  while (bars.length - from > 36 && passed + total(bars[from]!) <= all * 0.1) passed += total(bars[from++]!);
  return bars.length > 60 && from > bars.length / 3 ? { shown: bars.slice(from), before: passed } : { shown: bars, before: 0 };
}

/** Cooperation above the line, conflict below it; deeds dark and next to the line, words light and outside. */
export function Timeline({ months, days, name }: { months: Row[]; days: Row[]; name: string }) {
  const { bars, step } = barsOf(months, days);
  if (bars.length === 0) return <p class="quiet">No event of this record has a date.</p>;
  const { shown, before } = focus(bars);
  const up = Math.max(1, ...shown.map((bar) => bar.quads[0] + bar.quads[1]));
  const down = Math.max(1, ...shown.map((bar) => bar.quads[2] + bar.quads[3]));
  const x = scaleBand<string>().domain(shown.map((bar) => bar.from)).range([LEFT, WIDTH]).paddingInner(shown.length > 200 ? 0 : 0.2);
  const y = scaleLinear().domain([-down, up]).range([HEIGHT - BOTTOM, 8]).nice(5);
  const every = Math.ceil(shown.length / (WIDTH / 105));
  return (
    <figure class="chart">
      <figcaption>{name}, by {step}. Above the line cooperation, below it conflict; dark are deeds, light are words.
        {before > 0 && ` ${format.plural(before, 'earlier event')} ${before === 1 ? 'is' : 'are'} left of the drawing: see the table.`}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${name}: a bar for each ${step}; the table below has the numbers`}>
        {y.ticks(5).filter(Number.isInteger).map((tick) => (
          <g key={tick}>
            <line class={tick === 0 ? 'axis' : 'grid'} x1={LEFT} x2={WIDTH} y1={y(tick)} y2={y(tick)} />
            <text class="tick" x={LEFT - 6} y={y(tick) + 4} text-anchor="end">{Math.abs(tick)}</text>
          </g>
        ))}
        {shown.map((bar, i) => (
          <g key={bar.from}>
            <Stack x={x(bar.from)!} width={x.bandwidth()} y={y} bar={bar} />
            {i % every === 0 && <text class="tick" x={x(bar.from)! + x.bandwidth() / 2} y={HEIGHT - 6}
              text-anchor={i === 0 && x.bandwidth() < 40 ? 'start' : 'middle'}>{bar.label}</text>}
          </g>
        ))}
      </svg>
      <BarTable bars={bars} name={name} step={step} />
    </figure>
  );
}

function Stack({ x, width, y, bar }: { x: number; width: number; y: (n: number) => number; bar: Bar }) {
  const [verbalUp, deedUp, verbalDown, deedDown] = bar.quads;
  const piece = (kind: string, from: number, to: number) =>
    from !== to && <rect class={kind} x={x} width={width} y={Math.min(y(from), y(to))} height={Math.abs(y(from) - y(to))} />;
  return (
    <g>
      <title>{`${bar.label}: ${deedUp + verbalUp} cooperation, ${deedDown + verbalDown} conflict`}</title>
      {piece('cooperation deed', 0, deedUp)}
      {piece('cooperation word', deedUp, deedUp + verbalUp)}
      {piece('conflict deed', 0, -deedDown)}
      {piece('conflict word', -deedDown, -deedDown - verbalDown)}
    </g>
  );
}

function BarTable({ bars, name, step }: { bars: Bar[]; name: string; step: string }) {
  const [open, setOpen] = useState(false);
  const rows = !open ? [] : bars.filter((bar) => bar.quads.some((n) => n > 0)).map((bar) => ({
    label: bar.label, q1: bar.quads[0], q2: bar.quads[1], q3: bar.quads[2], q4: bar.quads[3], disputed: bar.disputed }));
  const column = (title: string, key: string) => ({ name: title, numeric: true, cell: (row: Row) => format.count(number(row, key)) });
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The same as a table</summary>
      {open && <Table caption={`${name}, by ${step}`} rows={rows} columns={[
        { name: step === 'day' ? 'Day' : step === 'month' ? 'Month' : 'Year', cell: (row) => text(row, 'label') },
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
