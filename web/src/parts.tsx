// What all views are made of: tables, filters, pages, marks.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { List, Loaded, Row } from './api';
import { number, text } from './api';
import * as format from './format';
import type { Address } from './router';
import { go, hasMoved, link, withParameters } from './router';

/** The view's heading. It takes the focus when a view comes, so that a screen reader says it. */
export function Heading({ children, title }: { children: ComponentChildren; title: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = title === 'Annals' ? title : `${title} · Annals`;
    if (hasMoved()) heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

/** Text of others: its own direction, nothing but text. */
export const Words = ({ children }: { children: string }) => <bdi dir="auto">{children}</bdi>;

export function State({ loaded, what }: { loaded: Loaded<unknown>; what: string }) {
  if (loaded.error) return <p role="alert" class="error">Could not get {what}: {loaded.error}.</p>;
  if (!loaded.data) return <p role="status" class="quiet">Getting {what} …</p>;
  return null;
}

/** The view's data for other programs. */
export function Data({ json, csv }: { json: string; csv?: string }) {
  return (
    <p class="data">
      Data: <a href={json}>JSON</a>
      {csv && <> · <a href={csv}>CSV</a></>}
    </p>
  );
}

export interface Column {
  name: string;
  cell: (row: Row) => ComponentChildren;
  numeric?: boolean;
  wide?: boolean;
}

/** A table that becomes a list of cards on a narrow screen; it stays a table for screen readers. */
export function Table({ caption, columns, rows, hidden }: { caption: string; columns: Column[]; rows: Row[]; hidden?: boolean }) {
  const kind = (column: Column) => (column.numeric ? 'number' : column.wide ? 'wide' : undefined);
  return (
    <table role="table">
      <caption class={hidden === false ? undefined : 'unseen'}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column.name} role="columnheader" scope="col" class={kind(column)}>{column.name}</th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row, i) => (
          <tr key={i} role="row">
            {columns.map((column) => (
              <td key={column.name} role="cell" class={kind(column)} data-name={column.name}><div>{column.cell(row)}</div></td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Which rows these are, of how many; the way on and back. */
export function Pager({ list, address }: { list: List; address: Address }) {
  const first = list.offset + 1;
  const last = list.offset + list.rows.length;
  const size = Number(address.query.get('limit') ?? 100);
  const back = list.offset > 0 ? withParameters(address, { cursor: list.offset > size ? String(list.offset - size) : null }) : null;
  const on = list.next ? withParameters(address, { cursor: list.next }) : null;
  if (list.total === 0) return <p>Nothing in the record fits.</p>;
  return (
    <nav class="pager" aria-label="Pages">
      <span>{format.count(first)}–{format.count(last)} of {format.count(list.total)}</span>
      {back && <a href={back} rel="prev">← Previous</a>}
      {on && <a href={on} rel="next">Next →</a>}
    </nav>
  );
}

// ---- filters ----

export interface Field {
  name: string;
  label: string;
  values?: [string, string][];
  hint?: string;
}

const date = (name: string, label: string): Field => ({ name, label, hint: 'YYYY-MM-DD' });
export const SINCE = date('since', 'From');
export const UNTIL = date('until', 'To');
export const ORDER: Field = { name: 'order', label: 'Order', values: [['newest', 'Newest first'], ['oldest', 'Oldest first']] };

/** A form whose fields are the address's parameters. */
export function Filters({ address, fields, open }: { address: Address; fields: Field[]; open?: boolean }) {
  const set = fields.filter((field) => address.query.get(field.name) && field.name !== 'order').length;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const values: Record<string, string> = {};
    new FormData(event.currentTarget as HTMLFormElement).forEach((value, name) => (values[name] = String(value).trim()));
    go(link(address.path, values));
  };
  return (
    <details class="filters" open={open || set > 0}>
      <summary>Filter{set > 0 ? ` (${set} set)` : ''}</summary>
      <form onSubmit={submit} role="search" aria-label="Filter" key={address.query.toString()}>
        {fields.map((field) => (
          <Input key={field.name} field={field} value={address.query.get(field.name) ?? ''} />
        ))}
        <div class="buttons">
          <button type="submit">Show</button>
          {set > 0 && <a href={address.path}>Clear</a>}
        </div>
      </form>
    </details>
  );
}

function Input({ field, value }: { field: Field; value: string }) {
  const id = `filter-${field.name}`;
  return (
    <div class="field">
      <label for={id}>{field.label}</label>
      {field.values ? (
        <select id={id} name={field.name} defaultValue={value}>
          {field.name !== 'order' && <option value="">any</option>}
          {field.values.map(([code, name]) => (
            <option key={code} value={code} selected={code === value}>{name}</option>
          ))}
        </select>
      ) : (
        <input id={id} name={field.name} type="text" defaultValue={value}
          placeholder={field.hint} autocomplete="off" spellcheck={false} />
      )}
    </div>
  );
}

// ---- marks ----

/** Whether it happened, in words; its border tells the same. */
export const Status = ({ row }: { row: Row }) => {
  const status = text(row, 'status');
  return <span class={`status ${status}`}>{status}</span>;
};

/** On what reports differ: a sign and words, in no colour of its own. */
export function Differs({ row }: { row: Row }) {
  if (number(row, 'disagreements') === 0) return null;
  return (
    <a class="differs" href={`/event/${encodeURIComponent(text(row, 'id'))}#differences`} aria-label={`Reports differ: ${format.value(text(row, 'differences'))}`}>
      {text(row, 'differences').split(' | ').map((point, i) => <span key={i}>≠ <Words>{few(format.value(point), ' / ')}</Words></span>)}
    </a>
  );
}

/** The first of several that are joined by a sign, and how many more there are. */
function few(words: string, sign: string): string {
  const all = words.split(sign);
  return all.length > 4 ? `${all.slice(0, 3).join(sign)} and ${all.length - 3} more` : words;
}

/** Actors → recipients, or actors alone; in a list the first of them. */
export function Pair({ row, whole }: { row: Row; whole?: boolean }) {
  const actors = whole ? text(row, 'actors') : few(text(row, 'actors'), '; ');
  const recipients = whole ? text(row, 'recipients') : few(text(row, 'recipients'), '; ');
  return (
    <>
      {actors ? <Words>{actors}</Words> : <span class="quiet">not named</span>}
      {recipients && <> <span class="arrow" aria-label="to">→</span> <Words>{recipients}</Words></>}
    </>
  );
}

export function EventWhen({ row }: { row: Row }) {
  const told = format.interval(text(row, 'earliest'), text(row, 'latest'));
  if (told) return <>{told}</>;
  const published = text(row, 'first_published') || text(row, 'published') || text(row, 'published_day');
  return published ? <span class="quiet">reported {format.day(published)}</span> : <span class="quiet">not dated</span>;
}

export const EVENT_COLUMNS: Column[] = [
  { name: 'When', cell: (row) => <EventWhen row={row} /> },
  { name: 'Type', cell: (row) => <>{format.type(text(row, 'type'))}<br /><Status row={row} /></> },
  { name: 'Who', cell: (row) => <Pair row={row} /> },
  {
    name: 'As reported', wide: true,
    cell: (row) => (
      <>
        <a class="plain" href={`/event/${encodeURIComponent(text(row, 'id'))}`}><Words>{text(row, 'text')}</Words></a>
        <Differs row={row} />
      </>
    ),
  },
  { name: 'Reports', cell: (row) => <Reports row={row} /> },
];

function Reports({ row }: { row: Row }) {
  return (
    <>
      {format.plural(number(row, 'articles'), 'article')}<br />
      {format.plural(number(row, 'outlets'), 'outlet')}
    </>
  );
}

export const STATEMENT_COLUMNS: Column[] = [
  { name: 'Published', cell: (row) => (text(row, 'published_day') ? format.day(text(row, 'published_day')) : <span class="quiet">not dated</span>) },
  {
    name: 'Speaker',
    cell: (row) => {
      const name = text(row, 'speaker_name') || text(row, 'speaker_text') || 'not named';
      const role = [text(row, 'speaker_country'), text(row, 'speaker_role')].filter(Boolean).join(', ');
      return (
        <>
          {text(row, 'speaker') ? <a href={`/actor/${encodeURIComponent(text(row, 'speaker'))}`}><Words>{name}</Words></a> : <Words>{name}</Words>}
          {role && <><br /><small><Words>{role}</Words></small></>}
        </>
      );
    },
  },
  {
    name: 'Said', wide: true,
    cell: (row) => (
      <a class="plain" href={link(`/article/${encodeURIComponent(text(row, 'article'))}`, { s: text(row, 'sentence') })}>
        <Words>{text(row, 'text')}</Words>
      </a>
    ),
  },
  { name: 'How', cell: (row) => (text(row, 'kind') === 'direct' ? 'quoted' : text(row, 'kind')) },
  { name: 'Outlet', cell: (row) => <Words>{text(row, 'outlet') || 'not named'}</Words> },
];

/** A link to an article in a list of them. */
export const ArticleLink = ({ row, id }: { row: Row; id: string }) => (
  <a href={`/article/${encodeURIComponent(text(row, id))}`}>
    <Words>{text(row, 'title') || 'without a title'}</Words>
  </a>
);

/** Rows that fit on a page of one thing, and the way to the others. */
export function More({ list, to }: { list: List; to: string }) {
  if (!list.next) return null;
  return <p><a href={to}>All {format.count(list.total)} →</a></p>;
}
