// The JSON API: lists, details, and a hook that fetches them.
import { useLayoutEffect, useState } from 'preact/hooks';

export type Cell = string | number | null;
export type Row = Record<string, Cell>;

export interface List {
  list: string;
  total: number;
  offset: number;
  rows: Row[];
  next: string | null;
  state: number;
}

/** Sections by name; a section is missing when this record has no such list. */
export type Detail = Record<string, List | undefined> & { annals: string };

export interface ListSpec {
  name: string;
  columns: string[];
  filters: string[];
  orders: string[];
}

export interface Root {
  annals: string;
  version: string;
  articles: number;
  state: number;
  lists: ListSpec[];
}

export interface Loaded<T> {
  data?: T;
  error?: string;
  loading: boolean;
}

export class ApiError extends Error {
  constructor(
    public status: number,
    message: string,
  ) {
    super(message);
  }
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const answer = await fetch(path, { signal: signal ?? null });
  const body = await answer.json().catch(() => null);
  if (!answer.ok) throw new ApiError(answer.status, body?.error?.message ?? `status ${answer.status}`);
  return body as T;
}

/**
 * What the path answers. The last answer stays while the next one comes; asked again when the page is looked at again.
 * It asks before the first frame is drawn: an effect would wait for that frame.
 */
export function useApi<T>(path: string | null): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T> & { path?: string }>({ loading: true });
  useLayoutEffect(() => {
    if (path === null) return;
    const stop = new AbortController();
    const ask = () =>
      get<T>(path, stop.signal).then(
        (data) => setLoaded({ data, loading: false, path }),
        (error) => {
          if (!stop.signal.aborted) setLoaded({ error: String(error.message ?? error), loading: false, path });
        },
      );
    const seen = () => document.visibilityState === 'visible' && ask();
    setLoaded((last) => ({ ...last, loading: true }));
    ask();
    document.addEventListener('visibilitychange', seen);
    return () => {
      stop.abort();
      document.removeEventListener('visibilitychange', seen);
    };
  }, [path]);
  if (path === null) return { loading: false };
  return loaded.path === path ? loaded : { ...(loaded.data ? { data: loaded.data } : {}), loading: true };
}

/** A cell as text; "" for null. */
export function text(row: Row, column: string): string {
  const cell = row[column];
  return cell === null || cell === undefined ? '' : String(cell);
}

export function number(row: Row, column: string): number {
  const cell = row[column];
  return typeof cell === 'number' ? cell : 0;
}
