// The other views: overview, actors, statements, stories, search, sources.
import { useEffect, useState } from 'preact/hooks';
import type { Detail, List, Row } from './api';
import { number, text, useApi } from './api';
import { Share, Timeline } from './charts';
import { Published } from './articles';
import { query } from './events';
import * as format from './format';
import type { Column, Field } from './parts';
import { ArticleLink, Data, Differs, EVENT_COLUMNS, EventWhen, Filters, Heading, More, ORDER, Pager, Pair, SINCE, STATEMENT_COLUMNS, State, Table, UNTIL, Words } from './parts';
import type { Address } from './router';
import { link } from './router';

// ---- overview ----

export function Overview() {
  const loaded = useApi<Detail>('/api/overview');
  const data = loaded.data;
  // What lies below the first screen is drawn after it.
  const [whole, setWhole] = useState(false);
  useEffect(() => setWhole(data !== undefined), [data !== undefined]);
  return (
    <>
      <Heading title="Annals">The record</Heading>
      {!data && <State loaded={loaded} what="the record" />}
      {data && (
        <>
          <Totals data={data} />
          <Period data={data} />
          <Timeline months={data.timeline?.rows ?? []} days={data.days?.next ? [] : (data.days?.rows ?? [])} name="Events that happened" />
          <div class="columns">
            <section>
              <h2>Where reports differ</h2>
              <Brief list={data.disputed} empty="No two reports of one event differ." to="/events?facet=any&order=reported" differ />
            </section>
            <section>
              <h2>Most reported</h2>
              <Brief list={data.reported} empty="Nothing that happened is in the record." to="/events?status=happened&order=reported" />
            </section>
            {whole && (
              <>
                <section>
                  <h2>Reported last</h2>
                  <Brief list={data.events} empty="Nothing that happened is in the record." to="/events?status=happened" />
                </section>
                <section>
                  <h2>Busiest pairs</h2>
                  <Pairs rows={data.pairs?.rows ?? []} />
                </section>
                <section>
                  <h2>Plans</h2>
                  <Brief list={data.plans} empty="No plans are in the record." to="/events?status=planned" />
                </section>
                {data.statements && <section>
                  <h2>Latest statements</h2>
                  <Said list={data.statements} />
                </section>}
                {data.stories && data.stories.total > 0 && <section>
                  <h2>Stories</h2>
                  <ul class="brief">{data.stories.rows.map((row) => <li key={text(row, 'id')}><StoryLink row={row} /><br /><small><StorySize row={row} /></small></li>)}</ul>
                  <p><a href="/stories">All {format.count(data.stories.total)} stories →</a></p>
                </section>}
                <section>
                  <h2>Most named</h2>
                  <ActorList rows={data.actors?.rows ?? []} />
                  <p><a href="/actors">All {format.count(data.actors?.total ?? 0)} actors →</a></p>
                </section>
              </>
            )}
          </div>
          <Data json="/api/overview" csv="/api/timeline.csv" />
        </>
      )}
    </>
  );
}

function Totals({ data }: { data: Detail }) {
  const types = data.types?.rows ?? [];
  const sum = (column: string) => types.reduce((total, row) => total + number(row, column), 0);
  const happened = types.filter((row) => text(row, 'status') === 'happened').reduce((total, row) => total + number(row, 'events'), 0);
  const outlets = (data.outlets?.total ?? 0) - (data.outlets?.rows.some((row) => row.outlet === null) ? 1 : 0);
  const facts: [string, number | undefined, string][] = [
    ['articles', data.articles?.total, '/articles'], ['outlets', outlets, '/sources'], ['events', sum('events'), '/events'],
    ['that happened', happened, '/events?status=happened'], ['told differently', sum('disputed'), '/events?facet=any'],
    ['statements', data.statements?.total, '/statements'],
  ];
  return (
    <ul class="totals">
      {facts.filter(([, n]) => n !== undefined).map(([name, n, to]) => (
        <li key={name}><a href={to}><b>{format.count(n!)}</b> {name}</a></li>
      ))}
    </ul>
  );
}

/** The days of the first and the last article. */
function Period({ data }: { data: Detail }) {
  const first = data.first?.rows[0];
  const last = data.articles?.rows[0];
  if (!first || !last || !text(first, 'published') || !text(last, 'published')) return null;
  return <p class="quiet">Articles of {format.interval(text(first, 'published').slice(0, 10), text(last, 'published').slice(0, 10))}.</p>;
}

function Pairs({ rows }: { rows: Row[] }) {
  if (rows.length === 0) return <p class="quiet">No two countries meet in the record.</p>;
  const most = Math.max(...rows.map((row) => number(row, 'events')));
  const cooperation = (row: Row) => number(row, 'verbal_cooperation') + number(row, 'material_cooperation');
  const columns: Column[] = [
    {
      name: 'Who to whom',
      cell: (row) => (
        <a href={link('/events', { actor: text(row, 'actor'), recipient: text(row, 'recipient') })}>
          {format.country(text(row, 'actor'))} → {format.country(text(row, 'recipient'))}
        </a>
      ),
    },
    { name: 'Events', numeric: true, cell: (row) => format.count(number(row, 'events')) },
    { name: 'Cooperation', numeric: true, cell: (row) => format.count(cooperation(row)) },
    { name: 'Conflict', numeric: true, cell: (row) => format.count(number(row, 'verbal_conflict') + number(row, 'material_conflict')) },
    { name: 'Share', cell: (row) => <Share row={row} most={most} /> },
    { name: 'Goldstein', numeric: true, cell: (row) => format.decimal(number(row, 'goldstein')) },
  ];
  return (
    <>
      <Table caption="Pairs of countries with most events that happened" columns={columns} rows={rows} />
      <p><small>Goldstein: the mean of the events' scores, from −10 (assault) to +10 (aid). <a href="/api/country_pairs.csv">All pairs as CSV</a></small></p>
    </>
  );
}

/** Events in few words. */
function Brief({ list, empty, to, differ }: { list: List | undefined; empty: string; to: string; differ?: boolean }) {
  if (!list || list.total === 0) return <p class="quiet">{empty}</p>;
  return (
    <>
      <ul class="brief">
        {list.rows.map((row) => (
          <li key={text(row, 'id')}>
            <small><EventWhen row={row} /> · {format.type(text(row, 'type'))} · <Pair row={row} /> · {format.plural(number(row, 'outlets'), 'outlet')}</small>
            <a class="plain" href={`/event/${encodeURIComponent(text(row, 'id'))}`}><Words>{text(row, 'text')}</Words></a>
            {differ && <Differs row={row} />}
          </li>
        ))}
      </ul>
      <More list={list} to={to} />
    </>
  );
}

function Said({ list }: { list: List }) {
  if (list.total === 0) return <p class="quiet">No statements are in the record.</p>;
  return (
    <>
      <ul class="brief">
        {list.rows.map((row) => (
          <li key={text(row, 'id')}>
            <small><Words>{text(row, 'speaker_name') || text(row, 'speaker_text') || 'not named'}</Words>{text(row, 'published_day') && ` · ${format.day(text(row, 'published_day'))}`}</small>
            <a class="plain" href={link(`/article/${encodeURIComponent(text(row, 'article'))}`, { s: text(row, 'sentence') })}><Words>{text(row, 'text')}</Words></a>
          </li>
        ))}
      </ul>
      <More list={list} to="/statements" />
    </>
  );
}

// ---- actors ----

const ActorName = ({ row, id = 'id' }: { row: Row; id?: string }) => (
  <a href={`/actor/${encodeURIComponent(text(row, id))}`}><Words>{text(row, 'name')}</Words></a>
);

function ActorList({ rows }: { rows: Row[] }) {
  return (
    <Table caption="Actors named in most articles" rows={rows} columns={[
      { name: 'Name', cell: (row) => <ActorName row={row} /> },
      { name: 'Who', cell: (row) => <Words>{[text(row, 'country'), text(row, 'role') || text(row, 'kind')].filter(Boolean).join(', ')}</Words> },
      { name: 'Articles', numeric: true, cell: (row) => format.count(number(row, 'articles')) },
    ]} />
  );
}

const ACTOR_FIELDS: Field[] = [
  { name: 'match', label: 'Name' },
  { name: 'country', label: 'Country', hint: 'RUS' },
  { name: 'kind', label: 'Kind', values: ['person', 'organization', 'country', 'group'].map((kind) => [kind, kind]) },
  { name: 'outlet', label: 'Outlet', hint: 'its full name' },
  SINCE,
  UNTIL,
];

export function Actors({ address }: { address: Address }) {
  return (
    <ListView address={address} name="actors" title="Actors" fields={ACTOR_FIELDS} columns={[
      { name: 'Name', wide: true, cell: (row) => <ActorName row={row} /> },
      { name: 'Kind', cell: (row) => text(row, 'kind') },
      { name: 'Country', cell: (row) => format.country(text(row, 'country')) },
      { name: 'Role', cell: (row) => <Words>{text(row, 'role')}</Words> },
      { name: 'Sectors', cell: (row) => text(row, 'sectors').split(',').join(', ') },
      { name: 'Articles', numeric: true, cell: (row) => format.count(number(row, 'articles')) },
      { name: 'Outlets', numeric: true, cell: (row) => format.count(number(row, 'outlets')) },
      { name: 'Mentions', numeric: true, cell: (row) => format.count(number(row, 'mentions')) },
    ]} />
  );
}

export function Actor({ id }: { id: string }) {
  const path = `/api/actor/${encodeURIComponent(id)}`;
  const loaded = useApi<Detail>(path);
  const actor = loaded.data?.actor?.rows[0];
  if (!actor || !loaded.data) {
    return (
      <>
        <Heading title="Actor">Actor</Heading>
        <State loaded={loaded} what="the actor" />
      </>
    );
  }
  const { roles, timeline, events, received, statements, mentions } = loaded.data;
  const all = (list: List | undefined): list is List => list !== undefined && list.total > 0;
  return (
    <article>
      <Heading title={text(actor, 'name')}>
        <span class="kicker">{text(actor, 'kind')}</span>
        <Words>{text(actor, 'name')}</Words>
      </Heading>
      <p class="lead">
        {[format.country(text(actor, 'country')), text(actor, 'role')].filter(Boolean).join(', ')}
        {' '}<span class="quiet">Named in {format.plural(number(actor, 'articles'), 'article')} of {format.plural(number(actor, 'outlets'), 'outlet')}.</span>
      </p>
      {all(timeline) && <Timeline months={timeline.rows} days={[]} name="What he, she or it did" />}
      {all(events) && <><h2>Did</h2><Table caption="Events with this actor acting" columns={EVENT_COLUMNS} rows={events.rows} /><More list={events} to={link('/events', { actor: id })} /></>}
      {all(received) && <><h2>Had done to them</h2><Table caption="Events done to this actor" columns={EVENT_COLUMNS} rows={received.rows} /><More list={received} to={link('/events', { recipient: id })} /></>}
      {all(statements) && <><h2>Said</h2><Table caption="Statements" columns={STATEMENT_COLUMNS} rows={statements.rows} /><More list={statements} to={link('/statements', { actor: id })} /></>}
      {all(roles) && <><h2>Roles, by the days of the articles</h2><Table caption="Roles" rows={roles.rows} columns={[
        { name: 'From', cell: (row) => (text(row, 'first_day') ? format.day(text(row, 'first_day')) : '') },
        { name: 'To', cell: (row) => (text(row, 'last_day') ? format.day(text(row, 'last_day')) : '') },
        { name: 'Country', cell: (row) => format.country(text(row, 'country')) },
        { name: 'Role', cell: (row) => <Words>{text(row, 'role')}</Words> },
        { name: 'Sectors', cell: (row) => text(row, 'sectors').split(',').join(', ') },
        { name: 'Articles', numeric: true, cell: (row) => format.count(number(row, 'articles')) },
      ]} /></>}
      {all(mentions) && <><h2>Named</h2><Table caption="Mentions" rows={mentions.rows} columns={[
        { name: 'Published', cell: (row) => (text(row, 'published_day') ? format.day(text(row, 'published_day')) : '') },
        { name: 'Outlet', cell: (row) => <Words>{text(row, 'outlet') || 'not named'}</Words> },
        { name: 'As', cell: (row) => <Words>{text(row, 'text')}</Words> },
        { name: 'Sentence', wide: true, cell: (row) => <a class="plain" href={link(`/article/${encodeURIComponent(text(row, 'article'))}`, { s: text(row, 'sentence') })}><Words>{text(row, 'context')}</Words></a> },
      ]} /></>}
      <Data json={path} csv={`/api/actor_mentions.csv?actor=${encodeURIComponent(id)}`} />
    </article>
  );
}

// ---- lists that need no more than their columns ----

interface ListViewProps {
  address: Address;
  name: string;
  title: string;
  fields: Field[];
  columns: Column[];
  order?: string;
}

function ListView({ address, name, title, fields, columns, order }: ListViewProps) {
  const path = `/api/${name}${query(address, order ?? null)}`;
  const loaded = useApi<List>(path);
  const whole = { ...address, query: new URLSearchParams([...address.query].filter(([key]) => key !== 'cursor')) };
  return (
    <>
      <Heading title={title}>{title}</Heading>
      <Filters address={address} fields={fields} />
      <State loaded={loaded} what={title.toLowerCase()} />
      {loaded.data && (
        <div aria-busy={loaded.loading}>
          <Pager list={loaded.data} address={address} />
          {loaded.data.total > 0 && <Table caption={title} columns={columns} rows={loaded.data.rows} />}
          {loaded.data.next && <Pager list={loaded.data} address={address} />}
        </div>
      )}
      <Data json={path} csv={`/api/${name}.csv${query(whole, order ?? null)}`} />
    </>
  );
}

export const Statements = ({ address }: { address: Address }) => (
  <ListView address={address} name="statements" title="Statements" order="newest" columns={STATEMENT_COLUMNS} fields={[
    { name: 'match', label: 'What is said' },
    { name: 'actor', label: 'Speaker', hint: 'a name, or RUS' },
    { name: 'kind', label: 'How', values: [['direct', 'quoted'], ['indirect', 'indirect'], ['mixed', 'both']] },
    { name: 'outlet', label: 'Outlet', hint: 'its full name' },
    SINCE,
    UNTIL,
    ORDER,
  ]} />
);

const StoryLink = ({ row }: { row: Row }) => (
  <a href={`/story/${encodeURIComponent(text(row, 'id'))}`}><Words>{text(row, 'title') || 'without a title'}</Words></a>
);
const StorySize = ({ row }: { row: Row }) => (
  <>{format.plural(number(row, 'articles'), 'article')}, {format.plural(number(row, 'outlets'), 'outlet')} · {format.interval(text(row, 'first_day'), text(row, 'last_day')) || 'not dated'}</>
);

export const Stories = ({ address }: { address: Address }) => (
  <ListView address={address} name="stories" title="Stories" order="newest" columns={[
    { name: 'Days', cell: (row) => format.interval(text(row, 'first_day'), text(row, 'last_day')) || <span class="quiet">not dated</span> },
    { name: 'Story', wide: true, cell: (row) => <StoryLink row={row} /> },
    { name: 'Articles', numeric: true, cell: (row) => format.count(number(row, 'articles')) },
    { name: 'Outlets', numeric: true, cell: (row) => format.count(number(row, 'outlets')) },
  ]} fields={[{ name: 'match', label: 'Title' }, SINCE, UNTIL]} />
);

export function Story({ id }: { id: string }) {
  const path = `/api/story/${encodeURIComponent(id)}`;
  const loaded = useApi<Detail>(path);
  const story = loaded.data?.story?.rows[0];
  if (!story || !loaded.data) {
    return (
      <>
        <Heading title="Story">Story</Heading>
        <State loaded={loaded} what="the story" />
      </>
    );
  }
  const articles = loaded.data.articles;
  const events = loaded.data.events;
  return (
    <article>
      <Heading title={text(story, 'title')}>
        <span class="kicker">story</span>
        <Words>{text(story, 'title') || 'Without a title'}</Words>
      </Heading>
      <p class="lead quiet"><StorySize row={story} /></p>
      {events && events.total > 0 && <><h2>Events, most reported first</h2><Table caption="Events of the story" columns={EVENT_COLUMNS} rows={events.rows} /><More list={events} to={link('/events', { story: id, order: 'reported' })} /></>}
      <h2>Articles</h2>
      {articles && <Table caption="Articles of the story" rows={articles.rows} columns={[
        { name: 'Published', cell: (row) => <Published row={row} /> },
        { name: 'Outlet', cell: (row) => <Words>{text(row, 'outlet') || 'not named'}</Words> },
        { name: 'Title', wide: true, cell: (row) => <ArticleLink row={row} id="article" /> },
        { name: 'Copy', cell: (row) => (text(row, 'copy_of') ? <>{text(row, 'copy')} of <a href={`/article/${encodeURIComponent(text(row, 'copy_of'))}`}>another</a></> : text(row, 'copy')) },
      ]} />}
      <Data json={path} csv={`/api/story_articles.csv?story=${encodeURIComponent(id)}`} />
    </article>
  );
}

// ---- search ----

/** Words as a full-text query: those that an operator or a sign would spoil stand in quotes. */
function fullText(words: string): string {
  if (/["*():^]|\b(AND|OR|NOT|NEAR)\b/.test(words)) return words;
  return words.split(/\s+/).filter(Boolean).map((word) => `"${word}"`).join(' ');
}

export function Search({ address }: { address: Address }) {
  const words = (address.query.get('match') ?? '').trim();
  const cursor = address.query.get('cursor');
  const path = words ? link('/api/search', { match: fullText(words), limit: 30, cursor }) : null;
  const found = useApi<List>(path);
  const actors = useApi<List>(words ? link('/api/actors', { match: words, limit: 5 }) : null);
  const events = useApi<List>(words ? link('/api/events', { match: words, limit: 5, order: 'published' }) : null);
  const sized = { ...address, query: new URLSearchParams([...address.query, ['limit', '30']]) };
  return (
    <>
      <Heading title={words ? `Search: ${words}` : 'Search'}>Search</Heading>
      <Filters address={address} fields={[{ name: 'match', label: 'Words, "phrases", AND, OR, NOT, begin*' }]} open />
      {!words && <p>Looks in titles and texts by word stems, without regard to accents: <code>cavusoglu</code> finds Çavuşoğlu. For who did what to whom use the filters of <a href="/events">events</a>.</p>}
      {actors.data && actors.data.total > 0 && <section><h2>Actors of this name</h2><ul class="brief">{actors.data.rows.map((row) => <li key={text(row, 'id')}><ActorName row={row} /> <small>{[text(row, 'country'), text(row, 'role')].filter(Boolean).join(', ')}</small></li>)}</ul><More list={actors.data} to={link('/actors', { match: words })} /></section>}
      {events.data && events.data.total > 0 && <section><h2>Events in such sentences</h2><Table caption="Events" columns={EVENT_COLUMNS} rows={events.data.rows} /><More list={events.data} to={link('/events', { match: words })} /></section>}
      {words && <h2>Articles</h2>}
      {words && <State loaded={found} what="articles" />}
      {found.data && words && (
        <>
          <Pager list={found.data} address={sized} />
          <ul class="brief found">
            {found.data.rows.map((row) => (
              <li key={text(row, 'article')}>
                <small><Words>{text(row, 'outlet') || 'not named'}</Words>{text(row, 'published') && ` · ${format.day(text(row, 'published'))}`}</small>
                <ArticleLink row={row} id="article" />
                <Snippet words={text(row, 'snippet')} />
              </li>
            ))}
          </ul>
        </>
      )}
      {path && <Data json={path} csv={link('/api/search.csv', { match: fullText(words) })} />}
    </>
  );
}

/** The words around what was found, which the store puts between two signs. */
function Snippet({ words }: { words: string }) {
  return (
    <p dir="auto">
      {words.split(/(⟦[^⟧]*⟧)/).map((part, i) => (part.startsWith('⟦') ? <mark key={i}>{part.slice(1, -1)}</mark> : part))}
    </p>
  );
}

// ---- sources ----

export function Sources() {
  const outlets = useApi<List>('/api/outlets?limit=1000');
  const rejections = useApi<List>('/api/rejections');
  return (
    <>
      <Heading title="Sources">Sources</Heading>
      <State loaded={outlets} what="outlets" />
      {outlets.data && <Table caption="Outlets" rows={outlets.data.rows} columns={[
        { name: 'Outlet', wide: true, cell: (row) => (text(row, 'outlet') ? <a href={link('/articles', { outlet: text(row, 'outlet') })}><Words>{text(row, 'outlet')}</Words></a> : <span class="quiet">not named</span>) },
        { name: 'Articles', numeric: true, cell: (row) => format.count(number(row, 'articles')) },
        { name: 'Sentences', numeric: true, cell: (row) => format.count(number(row, 'sentences')) },
        { name: 'Words', numeric: true, cell: (row) => format.count(number(row, 'words')) },
        { name: 'From', cell: (row) => (text(row, 'first_day') ? format.day(text(row, 'first_day')) : '') },
        { name: 'To', cell: (row) => (text(row, 'last_day') ? format.day(text(row, 'last_day')) : '') },
      ]} />}
      {outlets.data?.next && <p>The first 1,000 of {format.count(outlets.data.total)}; the CSV has all.</p>}
      <p>Each article's file and the SHA-256 of its bytes stand on its page and in <a href="/api/articles.csv">the CSV of articles</a>.</p>
      <h2>What could not be read</h2>
      {rejections.data && rejections.data.total === 0 && <p>Nothing was rejected.</p>}
      {rejections.data && rejections.data.total > 0 && <Table caption="Inputs that could not be read" rows={rejections.data.rows} columns={[
        { name: 'Input', wide: true, cell: (row) => <code>{text(row, 'source')}</code> },
        { name: 'Line', numeric: true, cell: (row) => text(row, 'source_line') },
        { name: 'Byte', numeric: true, cell: (row) => text(row, 'byte_offset') },
        { name: 'Why', cell: (row) => text(row, 'reason') },
      ]} />}
      {rejections.data?.next && <p><a href="/api/rejections.csv">All {format.count(rejections.data.total)} as CSV</a></p>}
      <Data json="/api/outlets" csv="/api/outlets.csv" />
    </>
  );
}
