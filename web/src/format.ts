// How values read: days, numbers, codes.
import { countryName } from './countries';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** No line breaks within a day. */
const NBSP = '\u00a0';

/** "2 Dec 2016" for 2016-12-02T…, "Dec 2016" for 2016-12, "2016" for 2016. */
export function day(iso: string): string {
  const [year, month, date] = iso.slice(0, 10).split('-');
  const name = MONTHS[Number(month) - 1];
  if (!name) return year ?? iso;
  return date ? `${Number(date)}${NBSP}${name}${NBSP}${year}` : `${name}${NBSP}${year}`;
}

/** "1–3 Dec 2016", "Nov 2016", "2016" or two days; "" when nothing is known. */
export function interval(earliest: string, latest: string): string {
  if (!earliest && !latest) return '';
  if (!latest || earliest === latest) return day(earliest || latest);
  if (!earliest) return `until ${day(latest)}`;
  const [y1, m1, d1] = earliest.split('-');
  const [y2, m2, d2] = latest.split('-');
  if (y1 === y2 && earliest.endsWith('01-01') && latest.endsWith('12-31')) return String(y1);
  const last = new Date(Date.UTC(Number(y2), Number(m2), 0)).getUTCDate();
  if (y1 === y2 && m1 === m2 && d1 === '01' && Number(d2) === last) return day(`${y1}-${m1}`);
  if (y1 === y2 && m1 === m2) return `${Number(d1)}–${day(latest)}`;
  return `${day(earliest)} – ${day(latest)}`;
}

/** A value that reports give: days as days, the rest as it is. */
export const value = (words: string): string =>
  words.replace(/\b(\d{4}-\d\d-\d\d)(?:\/(\d{4}-\d\d-\d\d))?/g, (_, from: string, to?: string) => interval(from, to ?? from));

/** "12,345": by hand, as the browser's own number formats are slow to come. */
export const count = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
export const decimal = (n: number): string => (n > 0 ? '+' : n < 0 ? '−' : '') + Math.abs(n).toFixed(1);
export const plural = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;

/** "Consult" for CONSULT. */
export const type = (code: string): string => code.charAt(0) + code.slice(1).toLowerCase();

export const QUADS: Record<number, string> = {
  1: 'verbal cooperation',
  2: 'material cooperation',
  3: 'verbal conflict',
  4: 'material conflict',
};

export const country = (code: string): string => (code ? countryName(code) : '');

/** Only addresses of the web are links; whatever else a page gave is left as text. */
export function webAddress(url: string): string | null {
  try {
    const parsed = new URL(url);
    return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed.href : null;
  } catch {
    return null;
  }
}

export const FACETS: Record<string, string> = {
  when: 'on the date',
  where: 'on the place',
  who: 'on who took part',
  count: 'on numbers',
  status: 'on whether it happened',
  outcome: 'on the outcome',
};

export const TYPES = [
  'AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE', 'AID', 'RETREAT', 'REQUEST',
  'ACCUSE', 'REJECT', 'THREATEN', 'PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT',
];
export const STATUSES = ['happened', 'ongoing', 'planned', 'hypothetical', 'denied', 'historical'];
