// The page: a head, one view by the address, a foot.
import { render } from 'preact';
import type { ComponentChildren } from 'preact';
import type { Root } from './api';
import { useApi } from './api';
import { Article, Articles } from './articles';
import { Event, Events } from './events';
import * as format from './format';
import { MapView } from './map';
import { Heading } from './parts';
import type { Address } from './router';
import { start, useAddress } from './router';
import { Actor, Actors, Overview, Search, Sources, Statements, Stories, Story } from './views';
import './style.css';

const VIEWS: [string, string][] = [
  ['/', 'Overview'],
  ['/events', 'Events'],
  ['/actors', 'Actors'],
  ['/statements', 'Statements'],
  ['/stories', 'Stories'],
  ['/map', 'Map'],
  ['/articles', 'Articles'],
  ['/search', 'Search'],
  ['/sources', 'Sources'],
];
const PARENTS: Record<string, string> = { event: '/events', actor: '/actors', story: '/stories', article: '/articles' };

const Missing = () => (
  <>
    <Heading title="No such page">No such page</Heading>
    <p>Nothing has this address. <a href="/">The record</a> begins here; <a href="/search">search</a> it.</p>
  </>
);

function View({ address }: { address: Address }): ComponentChildren {
  const [, view = '', id = '', ...more] = address.path.split('/').map((part) => decodeURIComponent(part));
  if (more.length > 0 || (view in PARENTS) !== (id !== '')) return <Missing />;
  switch (view) {
    case '': return <Overview />;
    case 'events': return <Events address={address} />;
    case 'event': return <Event key={id} id={id} />;
    case 'actors': return <Actors address={address} />;
    case 'actor': return <Actor key={id} id={id} />;
    case 'statements': return <Statements address={address} />;
    case 'stories': return <Stories address={address} />;
    case 'story': return <Story key={id} id={id} />;
    case 'map': return <MapView address={address} />;
    case 'articles': return <Articles address={address} />;
    case 'article': return <Article key={id} id={id} address={address} />;
    case 'search': return <Search address={address} />;
    case 'sources': return <Sources />;
    default: return <Missing />;
  }
}

function App() {
  const address = useAddress();
  const root = useApi<Root>('/api').data;
  const top = address.path.split('/')[1] ?? '';
  const current = PARENTS[top] ?? `/${top}`;
  return (
    <>
      <a class="skip" href="#main">To the content</a>
      <header>
        <a class="name" href="/">Annals</a>
        <nav aria-label="Views">
          {VIEWS.map(([path, name]) => (
            <a key={path} href={path} aria-current={path === current ? 'page' : undefined}>{name}</a>
          ))}
        </nav>
      </header>
      <main id="main"><View address={address} /></main>
      <footer>
        <p>
          {root && <>A record of {format.plural(root.articles, 'article')}, read by Annals {root.version}. </>}
          Every entry opens onto the sentences that report it. <a href="/api">API</a>
        </p>
      </footer>
    </>
  );
}

start();
render(<App />, document.getElementById('app')!);
