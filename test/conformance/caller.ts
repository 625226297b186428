import type { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';

export interface Called {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

export interface Call {
  /** Values for the `{names}` of the path. */
  readonly parts?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly json?: unknown;
  readonly form?: FormData;
  /** Sent as it is, as JSON that may be none. */
  readonly text?: string;
  readonly token?: string | null;
}

/** Calls an operation of the REST API by its path in Discord's specification, e.g. `/channels/{channel_id}`. */
export async function call(discord: EmbeddedDiscord, operation: string, how: Call = {}): Promise<Called> {
  const [method = 'GET', template = '/'] = operation.split(' ');
  const { parts = {}, query = '', json, form, text, token = discord.token } = how;
  const path = template.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(parts[name] ?? ''));
  const hasJson = json !== undefined || text !== undefined;
  const response = await fetch(`${discord.api}/v10${path}${query}`, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bot ${token}` }),
      ...(hasJson ? { 'content-type': 'application/json' } : {}),
    },
    body: form ?? text ?? (json === undefined ? null : JSON.stringify(json)),
  });
  const answer = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: answer === '' ? null : (JSON.parse(answer) as unknown),
  };
}
