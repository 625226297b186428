import type { Request } from 'express';
import { entityTooLarge, invalidForm, invalidJson } from '../discord-error.js';
import { type Wire, asObject, parseJson } from '../wire.js';

/** Bytes of one request: https://docs.discord.com/developers/reference#uploading-files */
const REQUEST_LIMIT = 25 * 1_048_576;

/**
 * Reads the body of a request into `request.body`: JSON, a form, or a multipart form whose `payload_json` is the body
 * and whose other parts become its `files`. Discord's own errors when it cannot.
 */
export async function readBody(request: Request): Promise<void> {
  const bytes = await wholeBody(request);
  request.body = parseBody(bytes, request.headers['content-type'] ?? '');
}

async function wholeBody(request: Request): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= REQUEST_LIMIT) chunks.push(chunk);
  }
  if (size > REQUEST_LIMIT) throw entityTooLarge();
  return Buffer.concat(chunks);
}

/** @throws {DiscordError} 50109 for JSON that is none, 50035 for a content type that Discord does not read */
export function parseBody(bytes: Buffer, contentType: string): unknown {
  if (bytes.length === 0) return {};
  const kind = contentType.split(';')[0]?.trim().toLowerCase();
  if (kind === 'application/json') return json(bytes.toString('utf8'));
  if (kind === 'application/x-www-form-urlencoded')
    return Object.fromEntries(new URLSearchParams(bytes.toString('utf8')));
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (kind === 'multipart/form-data' && boundary !== undefined) return multipart(bytes, boundary);
  const message = `Expected "Content-Type" header to be one of {'application/json'}.`;
  throw invalidForm({ _errors: [{ code: 'CONTENT_TYPE_INVALID', message }] });
}

function json(text: string): unknown {
  const value = parseJson(text);
  if (value === undefined) throw invalidJson();
  return value;
}

interface Part {
  readonly name: string;
  readonly filename: string | null;
  readonly contentType: string | null;
  readonly content: Buffer;
}

function multipart(bytes: Buffer, boundary: string): Wire {
  const parts = [...partsOf(bytes, `--${boundary}`)];
  const payload = parts.find((part) => part.name === 'payload_json');
  const fields = payload ? json(payload.content.toString('utf8')) : {};
  const files = parts
    .filter((part) => part.filename !== null)
    .map((part, position) => ({
      // `files[2]` is what the body's `attachments` call 2.
      number: /\[(\d+)\]$/.exec(part.name)?.[1] ?? String(position),
      filename: part.filename,
      size: part.content.length,
      content_type: part.contentType ?? undefined,
    }));
  return { ...asObject(fields), ...(files.length > 0 ? { files } : {}) };
}

function* partsOf(bytes: Buffer, delimiter: string): Generator<Part> {
  let start = bytes.indexOf(delimiter);
  while (start >= 0) {
    const from = start + delimiter.length + 2;
    const end = bytes.indexOf(`\r\n${delimiter}`, from);
    const headEnd = bytes.indexOf('\r\n\r\n', from);
    if (end < 0 || headEnd < 0 || headEnd > end) return;
    const head = bytes.subarray(from, headEnd).toString('utf8');
    yield {
      name: /\bname="([^"]*)"/i.exec(head)?.[1] ?? '',
      filename: /\bfilename="([^"]*)"/i.exec(head)?.[1] ?? null,
      contentType: /content-type:\s*([^\r\n]+)/i.exec(head)?.[1] ?? null,
      content: bytes.subarray(headEnd + 4, end),
    };
    start = end + 2;
  }
}
