// Addresses: every view has one, and links are real links.
import { useEffect, useState } from 'preact/hooks';

export interface Address {
  path: string;
  query: URLSearchParams;
}

const here = (): Address => ({ path: location.pathname, query: new URLSearchParams(location.search) });
const listeners = new Set<() => void>();
const tell = () => listeners.forEach((listener) => listener());

export function useAddress(): Address {
  const [address, setAddress] = useState(here);
  useEffect(() => {
    const listener = () => setAddress(here());
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return address;
}

let moved = false;

/** Whether a view has come by a link of the page: its heading then takes the focus, as a page's start does by itself. */
export const hasMoved = (): boolean => moved;

export function go(to: string): void {
  moved = true;
  history.pushState(null, '', to);
  window.scrollTo(0, 0);
  tell();
}

/** A path with parameters; empty ones are left out. */
export function link(path: string, parameters: Record<string, string | number | null | undefined> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== '' && value !== null && value !== undefined) query.set(name, String(value));
  }
  const tail = query.toString();
  return tail ? `${path}?${tail}` : path;
}

/** The same address with some parameters changed. */
export function withParameters(address: Address, changes: Record<string, string | null>): string {
  const query = new URLSearchParams(address.query);
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const tail = query.toString();
  return tail ? `${address.path}?${tail}` : address.path;
}

/** Clicks on links within the page change the view; all others do what links do. */
function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return;
  const anchor = (event.target as Element | null)?.closest?.('a');
  if (!anchor || anchor.target || anchor.hasAttribute('download') || anchor.origin !== location.origin) return;
  if (anchor.pathname.startsWith('/api') || anchor.getAttribute('href')?.startsWith('#')) return;
  event.preventDefault();
  go(anchor.pathname + anchor.search + anchor.hash);
}

export function start(): void {
  document.addEventListener('click', follow);
  window.addEventListener('popstate', tell);
}
