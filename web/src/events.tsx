// Events: the list with its facets, and one event with the reports of it side by side.
import type { Detail, List, Row } from './api';
import { number, text, useApi } from './api';
import * as format from './format';
import type { Field } from './parts';
import { Data, EVENT_COLUMNS, EventWhen, Filters, Heading, Pager, Pair, SINCE, State, Status, Table, UNTIL, Words } from './parts';
import type { Address } from './router';
import { link } from './router';

const EVENT_FIELDS: Field[] = [
  { name: 'match', label: 'Words of the sentence' },
  { name: 'actor', label: 'Who', hint: 'RUS, or a name' },
  { name: 'recipient', label: 'To whom', hint: 'TUR, or a name' },
  { name: 'type', label: 'Type', values: format.TYPES.map((code) => [code, format.type(code)]) },
  { name: 'status', label: 'Status', values: format.STATUSES.map((status) => [status, status]) },
  { name: 'where', label: 'Place', hint: 'SYR, or a name' },
  { name: 'outlet', label: 'Outlet', hint: 'its full name' },
  SINCE,
  UNTIL,
  { name: 'facet', label: 'Reports differ', values: [['any', 'on anything'], ...Object.entries(format.FACETS)] },
  { name: 'order', label: 'Order', values: [['published', 'Latest reported first'], ['reported', 'Most reported first'], ['newest', 'Latest day first'], ['oldest', 'Earliest day first']] },
];

/** The parameters of a list's address, in this order unless they say otherwise. */
export function query(address: Address, order: string | null = 'newest'): string {
  const asked = new URLSearchParams(address.query);
  if (order && !asked.has('order')) asked.set('order', order);
  const tail = asked.toString();
  return tail ? `?${tail}` : '';
}

export function Events({ address }: { address: Address }) {
  const path = `/api/events${query(address, 'published')}`;
  const loaded = useApi<List>(path);
  const csv = new URLSearchParams(address.query);
  csv.delete('cursor');
  csv.delete('limit');
  return (
    <>
      <Heading title="Events">Events</Heading>
      <Filters address={address} fields={EVENT_FIELDS} open={window.innerWidth > 700} />
      <Types address={address} />
      <State loaded={loaded} what="events" />
      {loaded.data && (
        <div aria-busy={loaded.loading}>
          <Pager list={loaded.data} address={address} />
          {loaded.data.total > 0 && <Table caption="Events" columns={EVENT_COLUMNS} rows={loaded.data.rows} />}
          {loaded.data.next && <Pager list={loaded.data} address={address} />}
        </div>
      )}
      <Data json={path} csv={link('/api/events.csv', Object.fromEntries(csv))} />
    </>
  );
}

/** How many events there are of each type under the other filters. */
function Types({ address }: { address: Address }) {
  const asked = new URLSearchParams(address.query);
  for (const name of ['type', 'cursor', 'limit', 'order', 'match']) asked.delete(name);
  const loaded = useApi<List>(`/api/event_types?${asked.toString()}`);
  if (!loaded.data || address.query.get('match')) return null;
  const counts = new Map<string, number>();
  for (const row of loaded.data.rows) counts.set(text(row, 'type'), (counts.get(text(row, 'type')) ?? 0) + number(row, 'events'));
  const chosen = address.query.get('type');
  const to = (type: string | null) => {
    const parameters = Object.fromEntries(address.query);
    delete parameters.cursor;
    return link(address.path, { ...parameters, type });
  };
  return (
    <nav class="facets" aria-label="Events by type">
      <a href={to(null)} aria-current={chosen ? undefined : 'true'}>all types</a>
      {[...counts].sort((a, b) => b[1] - a[1]).map(([type, events]) => (
        <a key={type} href={to(type)} aria-current={chosen === type ? 'true' : undefined}>
          {format.type(type)} <small>{format.count(events)}</small>
        </a>
      ))}
    </nav>
  );
}

// ---- one event ----

export function Event({ id }: { id: string }) {
  const path = `/api/event/${encodeURIComponent(id)}`;
  const loaded = useApi<Detail>(path);
  const event = loaded.data?.event?.rows[0];
  if (!event || !loaded.data) {
    return (
      <>
        <Heading title="Event">Event</Heading>
        <State loaded={loaded} what="the event" />
      </>
    );
  }
  const mentions = loaded.data.mentions?.rows ?? [];
  const differences = loaded.data.disagreements?.rows ?? [];
  const total = loaded.data.mentions?.total ?? 0;
  return (
    <article>
      <Heading title={`${format.type(text(event, 'type'))}: ${text(event, 'actors') || text(event, 'recipients')}`}>
        <span class="kicker">{format.type(text(event, 'type'))}{text(event, 'mode') && `, ${text(event, 'mode')}`}</span>
        <Pair row={event} whole />
      </Heading>
      <p class="lead"><Words>{text(event, 'text')}</Words></p>
      <Facts event={event} />
      {differences.length > 0 && <Differences rows={differences} values={loaded.data.values?.rows ?? []} />}
      <Agreements rows={loaded.data.agreements?.rows ?? []} />
      <h2>{total === 1 ? 'The report' : `The ${format.count(total)} reports, side by side`}</h2>
      <div class="reports">
        {mentions.map((mention) => <Report key={text(mention, 'id')} mention={mention} />)}
      </div>
      {total > mentions.length && <p><a href={`/api/mentions.csv?event=${encodeURIComponent(id)}`}>All {format.count(total)} as CSV</a></p>}
      <h2>Why it stands here</h2>
      <Reasons mentions={mentions} />
      <Data json={path} csv={`/api/mentions.csv?event=${encodeURIComponent(id)}`} />
    </article>
  );
}

function Facts({ event }: { event: Row }) {
  const quad = format.QUADS[number(event, 'quad')];
  return (
    <dl class="facts">
      <div><dt>When</dt><dd><EventWhen row={event} /></dd></div>
      <div><dt>Where</dt><dd>{text(event, 'place') ? <Words>{text(event, 'place')}</Words> : <span class="quiet">not told</span>}</dd></div>
      <div><dt>Status</dt><dd><Status row={event} /></dd></div>
      {text(event, 'attributed_to') && <div><dt>According to</dt><dd><Words>{text(event, 'attributed_to')}</Words></dd></div>}
      <div><dt>Codes</dt><dd>CAMEO {text(event, 'cameo') || '–'}, {quad}, Goldstein {format.decimal(number(event, 'goldstein'))}</dd></div>
      {text(event, 'contexts') && <div><dt>Contexts</dt><dd>{text(event, 'contexts').split(',').join(', ')}</dd></div>}
      <div><dt>Reported by</dt><dd>{format.plural(number(event, 'outlets'), 'outlet')}, {format.plural(number(event, 'articles'), 'article')}</dd></div>
      <div><dt>Id</dt><dd><code>{text(event, 'id')}</code></dd></div>
    </dl>
  );
}

/** What reports say differently: one block for each point, one line for each value with who gives it. */
function Differences({ rows, values: given }: { rows: Row[]; values: Row[] }) {
  const points = new Map<number, Row[]>();
  for (const row of rows) points.set(number(row, 'number'), [...(points.get(number(row, 'number')) ?? []), row]);
  return (
    <section id="differences" class="differences">
      <h2>≠ Reports differ</h2>
      <table role="table">
        <caption class="unseen">Points on which reports of this event differ</caption>
        <thead role="rowgroup">
          <tr role="row"><th role="columnheader" scope="col">Point</th><th role="columnheader" scope="col">Value</th>
            <th role="columnheader" scope="col">Who says so</th><th role="columnheader" scope="col">First</th></tr>
        </thead>
        <tbody role="rowgroup">
          {[...points.values()].flatMap((values) => values.map((row, i) => (
            <tr key={`${text(row, 'number')}-${text(row, 'value_number')}`} role="row" class={i === 0 ? 'first' : undefined}>
              <td role="cell" data-name="Point"><div>{i === 0 ? <Point row={row} /> : <span class="unseen"><Point row={row} /></span>}</div></td>
              <td role="cell" data-name="Value"><div><strong><Words>{format.value(text(row, 'value'))}</Words></strong></div></td>
              <td role="cell" data-name="Who says so"><div><Sayers row={row} given={given} /></div></td>
              <td role="cell" data-name="First"><div>{text(row, 'first_published') ? format.day(text(row, 'first_published')) : ''}</div></td>
            </tr>
          )))}
        </tbody>
      </table>
    </section>
  );
}

/** The outlets that give a value, each a link to its report further down. */
function Sayers({ row, given }: { row: Row; given: Row[] }) {
  const reports = new Map<string, string>();
  for (const one of given) {
    if (one.number === row.number && one.value_number === row.value_number && !reports.has(text(one, 'outlet')))
      reports.set(text(one, 'outlet'), text(one, 'mention'));
  }
  if (reports.size === 0) return <Words>{text(row, 'outlet_names') || 'not named'}</Words>;
  return <>{[...reports].map(([outlet, mention], i) => <span key={mention}>{i > 0 && ', '}<a href={`#${mention}`}><Words>{outlet || 'not named'}</Words></a></span>)}</>;
}

const KINDS: Record<string, string> = { update: 'told later: an update', within: 'one article says both' };

function Point({ row }: { row: Row }) {
  const facet = text(row, 'facet');
  return (
    <>
      {format.FACETS[facet] ?? facet}{text(row, 'of') && <>: <Words>{text(row, 'of')}</Words></>}
      {KINDS[text(row, 'kind')] && <><br /><small>{KINDS[text(row, 'kind')]}</small></>}
    </>
  );
}

const ASPECTS: Record<string, string> = {
  type: 'What', mode: 'How', status: 'Status', who: 'Who', whom: 'To whom', when: 'When', where: 'Where' };

/** "at least 3", "3 to 5": a number of a count's bounds. */
function amount(value: string): string {
  const [low = '', high] = value.split('/');
  if (high === undefined) return low;
  return !low ? `at most ${high}` : !high ? `at least ${low}` : `${low} to ${high}`;
}

/** One thing that reports say: what it is about, and the value. */
function Told({ row }: { row: Row }) {
  const facet = text(row, 'facet');
  const value = text(row, 'value');
  if (facet === 'count') return <Words>{`${amount(value)} ${text(row, 'of')}`}</Words>;
  return <>{ASPECTS[facet]}: <Words>{facet === 'type' ? format.type(value) : format.value(value)}</Words></>;
}

/** What all who say so agree on, and what one outlet alone tells. */
function Agreements({ rows }: { rows: Row[] }) {
  const agreed = rows.filter((row) => text(row, 'kind') === 'agreed');
  const alone = rows.filter((row) => text(row, 'kind') === 'alone');
  if (rows.length === 0) return null;
  return (
    <section class="agreements">
      {agreed.length > 0 && <div>
        <h2>= Reports agree</h2>
        <ul>{agreed.map((row, i) => <li key={i}><Told row={row} /> <small>{format.plural(number(row, 'outlets'), 'outlet')}</small></li>)}</ul>
      </div>}
      {alone.length > 0 && <div>
        <h2>Told by one outlet alone</h2>
        <ul>{alone.map((row, i) => <li key={i}><Told row={row} /> <small><a href={`#${text(row, 'mentions').split('; ')[0]}`}><Words>{text(row, 'outlet')}</Words></a></small></li>)}</ul>
      </div>}
    </section>
  );
}

/** One report: outlet, day, the sentence with the event's words marked. */
function Report({ mention }: { mention: Row }) {
  const sentence = Array.from(text(mention, 'text'));
  const from = number(mention, 'start_offset') - number(mention, 'sentence_start');
  const to = number(mention, 'end_offset') - number(mention, 'sentence_start');
  const marked = mention.sentence_start !== undefined && from >= 0 && to <= sentence.length;
  return (
    <section class="report" id={text(mention, 'id')}>
      <h3><Words>{text(mention, 'outlet') || 'outlet not named'}</Words></h3>
      <p class="quiet">{text(mention, 'published') ? format.day(text(mention, 'published')) : 'not dated'}</p>
      <blockquote dir="auto">
        {marked ? <>{sentence.slice(0, from).join('')}<mark>{sentence.slice(from, to).join('')}</mark>{sentence.slice(to).join('')}</> : text(mention, 'text')}
      </blockquote>
      <dl class="facts small">
        <div><dt>Who</dt><dd><Pair row={mention} whole /></dd></div>
        <div><dt>When</dt><dd><EventWhen row={mention} /></dd></div>
        {text(mention, 'place') && <div><dt>Where</dt><dd><Words>{text(mention, 'place')}</Words></dd></div>}
        <div><dt>Status</dt><dd><Status row={mention} /></dd></div>
      </dl>
      <p><a href={link(`/article/${encodeURIComponent(text(mention, 'article'))}`, { s: text(mention, 'sentence') })}>In the article →</a></p>
    </section>
  );
}

/** Which line of data coded each report, and what held it together with the others. */
function Reasons({ mentions }: { mentions: Row[] }) {
  return (
    <Table hidden={true} caption="Why each report was coded and merged" rows={mentions} columns={[
      { name: 'Outlet', cell: (row) => <Words>{text(row, 'outlet') || 'not named'}</Words> },
      { name: 'Coded as', cell: (row) => <>{format.type(text(row, 'type'))}{text(row, 'mode') && `, ${text(row, 'mode')}`}</> },
      { name: 'By the rule', cell: (row) => <code>{text(row, 'rule')}</code> },
      { name: 'Confidence', numeric: true, cell: (row) => (row.confidence === null ? '' : number(row, 'confidence').toFixed(2)) },
      {
        name: 'Held in the event by', wide: true,
        cell: (row) => (text(row, 'merge_why') ? <>{text(row, 'merge_why')} <small>({number(row, 'merge_score').toFixed(1)} points)</small></>
          : <span class="quiet">{mentions.length === 1 ? 'the only report' : 'the others join it'}</span>),
      },
    ]} />
  );
}
