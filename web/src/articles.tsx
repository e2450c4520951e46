// Articles: the list, and one with its text and what was read in it.
import { useEffect, useState } from 'preact/hooks';
import type { Detail, List, Row } from './api';
import { number, text, useApi } from './api';
import { query } from './events';
import * as format from './format';
import type { Piece, Span } from './highlight';
import { cut, paragraphs } from './highlight';
import { ArticleLink, Data, Filters, Heading, ORDER, Pager, SINCE, State, Table, UNTIL, Words } from './parts';
import type { Address } from './router';
import { link } from './router';

export function Articles({ address }: { address: Address }) {
  const path = `/api/articles${query(address)}`;
  const loaded = useApi<List>(path);
  return (
    <>
      <Heading title="Articles">Articles</Heading>
      <Filters address={address} fields={[{ name: 'match', label: 'Words' }, { name: 'outlet', label: 'Outlet', hint: 'its full name' }, SINCE, UNTIL, ORDER]} />
      <State loaded={loaded} what="articles" />
      {loaded.data && (
        <div aria-busy={loaded.loading}>
          <Pager list={loaded.data} address={address} />
          {loaded.data.total > 0 && <Table caption="Articles" rows={loaded.data.rows} columns={[
            { name: 'Published', cell: (row) => <Published row={row} /> },
            { name: 'Outlet', cell: (row) => <Words>{text(row, 'outlet') || 'not named'}</Words> },
            { name: 'Title', wide: true, cell: (row) => <ArticleLink row={row} id="key" /> },
            { name: 'Words', numeric: true, cell: (row) => format.count(number(row, 'words')) },
            { name: 'Events', numeric: true, cell: (row) => format.count(number(row, 'events')) },
          ]} />}
          {loaded.data.next && <Pager list={loaded.data} address={address} />}
        </div>
      )}
      <Data json={path} csv={`/api/articles.csv${query({ ...address, query: new URLSearchParams([...address.query].filter(([name]) => name !== 'cursor')) })}`} />
    </>
  );
}

export function Published({ row }: { row: Row }) {
  if (text(row, 'published')) return <>{format.day(text(row, 'published'))}</>;
  const after = text(row, 'not_before');
  return <span class="quiet">{after ? `not before ${format.day(after)}` : 'not dated'}</span>;
}

// ---- one article ----

/** Beside its sections an article has fields of its own. */
type ArticleDetail = Detail;

const LAYERS: [string, string, string][] = [
  // section of the answer, name, layer
  ['events', 'Events', 'event'],
  ['actor_mentions', 'Actors', 'actor'],
  ['statements', 'Statements', 'said'],
  ['times', 'Times', 'time'],
  ['quantities', 'Numbers', 'quantity'],
];

export function Article({ id, address }: { id: string; address: Address }) {
  const path = `/api/article/${encodeURIComponent(id)}`;
  const loaded = useApi<ArticleDetail>(path);
  const [shown, setShown] = useState<Set<string>>(new Set(['event']));
  const article = loaded.data;
  if (!article) {
    return (
      <>
        <Heading title="Article">Article</Heading>
        <State loaded={loaded} what="the article" />
      </>
    );
  }
  const fact = (name: string): string => fieldOf(article, name);
  const toggle = (layer: string) => setShown((old) => new Set(old.has(layer) ? [...old].filter((l) => l !== layer) : [...old, layer]));
  return (
    <article class="article">
      <Heading title={fact('title') || 'Article'}>
        <span class="kicker"><Words>{fact('outlet') || 'outlet not named'}</Words></span>
        <Words>{fact('title') || 'Without a title'}</Words>
      </Heading>
      <p class="quiet">
        {fact('byline') && <><Words>{fact('byline')}</Words>, </>}
        <Published row={{ published: fact('published'), not_before: fact('not_before') }} />
        {fact('published_basis') && ` (date: ${fact('published_basis')})`}
      </p>
      <fieldset class="layers">
        <legend>Show in the text</legend>
        {LAYERS.filter(([section]) => article[section]).map(([section, name, layer]) => (
          <label key={layer}>
            <input type="checkbox" checked={shown.has(layer)} onChange={() => toggle(layer)} />
            <span class={`key ${layer}`}>{name}</span> <small>{format.count(article[section]!.total)}</small>
          </label>
        ))}
      </fieldset>
      <Text text={fact('text')} article={article} shown={shown} sentence={address.query.get('s')} />
      <Coded list={article.events} />
      <Source fact={fact} words={Number(article['words'])} />
      <Data json={path} csv={`/api/mentions.csv?article=${encodeURIComponent(fact('key'))}`} />
    </article>
  );
}

function fieldOf(article: ArticleDetail, name: string): string {
  const value: unknown = article[name];
  return typeof value === 'string' ? value : '';
}

function spansOf(article: ArticleDetail, shown: Set<string>): Span[] {
  const spans: Span[] = [];
  const add = (section: string, layer: string, make: (row: Row) => Partial<Span>) => {
    if (!shown.has(layer)) return;
    for (const row of article[section]?.rows ?? []) {
      const start = number(row, 'start_offset');
      const end = number(row, 'end_offset');
      if (end > start) spans.push({ start, end, layer, title: '', ...make(row) });
    }
  };
  add('statements', 'said', (row) => ({ title: `said by ${text(row, 'speaker_name') || text(row, 'speaker_text') || 'somebody not named'}` }));
  add('times', 'time', (row) => ({ title: `${text(row, 'value')} ${format.interval(text(row, 'earliest'), text(row, 'latest'))}`.trim() }));
  add('quantities', 'quantity', (row) => ({ title: [text(row, 'low'), text(row, 'high'), text(row, 'unit'), text(row, 'counted')].filter(Boolean).join(' ') }));
  add('actor_mentions', 'actor', (row) => ({ title: text(row, 'name') || text(row, 'form'), to: `/actor/${encodeURIComponent(text(row, 'actor'))}` }));
  add('events', 'event', (row) => ({
    title: `${format.type(text(row, 'type'))}, ${text(row, 'status')}`,
    to: `/event/${encodeURIComponent(text(row, 'event') || text(row, 'id'))}`,
  }));
  return spans;
}

function Text({ text: words, article, shown, sentence }: { text: string; article: ArticleDetail; shown: Set<string>; sentence: string | null }) {
  const letters = Array.from(words);
  const spans = spansOf(article, shown);
  const wanted = sentence === null ? undefined : article.sentences?.rows.find((row) => String(row.sentence) === sentence);
  if (wanted) {
    spans.push({ start: number(wanted, 'start_offset'), end: number(wanted, 'end_offset'), layer: 'wanted', title: 'the sentence asked for' });
  }
  useEffect(() => document.getElementById('wanted')?.scrollIntoView({ block: 'center' }), [article, sentence]);
  let first = true;
  return (
    <div class="text" lang={fieldOf(article, 'language') || undefined}>
      {paragraphs(letters).map(([start, end]) => (
        <p key={start} dir="auto">
          {cut(letters, start, end, spans).map((piece) => {
            const isWanted = piece.spans.some((span) => span.layer === 'wanted');
            const named = isWanted && first;
            if (isWanted) first = false;
            return <Marked key={piece.start} piece={piece} name={named ? 'wanted' : undefined} />;
          })}
        </p>
      ))}
    </div>
  );
}

function Marked({ piece, name }: { piece: Piece; name: string | undefined }) {
  if (piece.spans.length === 0) return <>{piece.text}</>;
  const classes = `hl ${piece.spans.map((span) => span.layer).join(' ')}`;
  const title = piece.spans.map((span) => span.title).join('; ');
  const target = piece.spans.filter((span) => span.to).at(-1);
  return target?.to
    ? <a id={name} class={classes} title={title} href={target.to}>{piece.text}</a>
    : <span id={name} class={classes} title={title}>{piece.text}</span>;
}

function Coded({ list }: { list: List | undefined }) {
  if (!list || list.total === 0) return null;
  return (
    <>
      <h2>Events in this article</h2>
      <Table caption="Events in this article" rows={list.rows} columns={[
        { name: 'Type', cell: (row) => <a href={`/event/${encodeURIComponent(text(row, 'event') || text(row, 'id'))}`}>{format.type(text(row, 'type'))}</a> },
        { name: 'Status', cell: (row) => text(row, 'status') },
        { name: 'Who', cell: (row) => <Words>{text(row, 'actors') || '–'}</Words> },
        { name: 'To whom', cell: (row) => <Words>{text(row, 'recipients') || '–'}</Words> },
        { name: 'Words', cell: (row) => <Words>{text(row, 'anchor')}</Words> },
        { name: 'When', cell: (row) => format.interval(text(row, 'earliest'), text(row, 'latest')) },
        { name: 'Where', cell: (row) => <Words>{text(row, 'place')}</Words> },
      ]} />
    </>
  );
}

function Source({ fact, words }: { fact: (name: string) => string; words: number }) {
  const address = format.webAddress(fact('url'));
  return (
    <>
      <h2>Where it comes from</h2>
      <dl class="facts">
        {fact('url') && <div><dt>Address</dt><dd>{address ? <a href={address} rel="noreferrer noopener external">{fact('url')}</a> : <Words>{fact('url')}</Words>}</dd></div>}
        <div><dt>File</dt><dd><code>{fact('source')}</code></dd></div>
        <div><dt>SHA-256 of its bytes</dt><dd><code>{fact('sha256')}</code></dd></div>
        <div><dt>Key</dt><dd><code>{fact('key')}</code>{fact('id') !== fact('key') && <> (id <code>{fact('id')}</code>)</>}</dd></div>
        <div><dt>Words</dt><dd>{format.count(words)}</dd></div>
        {fact('flags') && <div><dt>To know</dt><dd>{fact('flags').split(',').join(', ')}</dd></div>}
      </dl>
      <p><a href={link('/events', { article: fact('key') })}>Events of this article in the list of all →</a></p>
    </>
  );
}
