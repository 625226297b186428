import { type Cause, causes } from './incidents.view.js';

/** What a reader of the list of incidents asks for, as its address says it. */
export interface IncidentsWish {
  readonly cause: Cause | null;
  /** Only those with smaller numbers; `null` for the last 30 days, live. */
  readonly before: number | null;
}

/** Reads the address; what makes no sense there asks for nothing. */
export function incidentsWish(query: Readonly<Record<string, unknown>>): IncidentsWish {
  const { cause, cursor } = query;
  return {
    cause: causes.find((one) => one === cause) ?? null,
    before: typeof cursor === 'string' && /^\d{1,15}$/.test(cursor) ? Number(cursor) : null,
  };
}

/** The address of a wish: `?cause=discord`, or nothing for all. */
export function incidentsQuery({ cause, before }: IncidentsWish): string {
  const query = new URLSearchParams({
    ...(cause === null ? {} : { cause }),
    ...(before === null ? {} : { cursor: String(before) }),
  }).toString();
  return query && `?${query}`;
}
