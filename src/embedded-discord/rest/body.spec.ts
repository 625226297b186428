import { parseBody } from './body.js';

const boundary = 'xyz';

function multipart(...parts: readonly (readonly [head: string, content: string])[]): Buffer {
  const lines = parts.map(
    ([head, content]) => `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`,
  );
  return Buffer.from(`${lines.join('')}--${boundary}--\r\n`);
}

describe('a request body', () => {
  it('is read as JSON', () => {
    expect(parseBody(Buffer.from('{"a":1}'), 'application/json; charset=utf-8')).toEqual({ a: 1 });
  });

  it('is read as a form', () => {
    expect(parseBody(Buffer.from('a=1&b=%C3%A9'), 'application/x-www-form-urlencoded')).toEqual({ a: '1', b: 'é' });
  });

  it('is read from the payload_json of a multipart form, with its files', () => {
    const bytes = multipart(
      ['name="payload_json"', '{"content":"hi"}'],
      ['name="files[0]"; filename="a.txt"', 'two\r\nlines'],
    );

    expect(parseBody(bytes, `multipart/form-data; boundary=${boundary}`)).toEqual({
      content: 'hi',
      files: [{ number: '0', filename: 'a.txt', size: 10, content_type: undefined }],
    });
  });

  it.each(['{', '{"a":}', 'nope'])('is refused with Discord’s own words when %j is no JSON', (text) => {
    const parse = (): unknown => parseBody(Buffer.from(text), 'application/json');

    expect(parse).toThrow(expect.objectContaining({ status: 400, code: 50109 }));
  });

  it('is refused when its type is unknown', () => {
    expect(() => parseBody(Buffer.from('<a/>'), 'text/xml')).toThrow(expect.objectContaining({ code: 50035 }));
  });

  it('may be a broken multipart form, and is then empty', () => {
    expect(parseBody(Buffer.from('--xyz\r\nnothing'), `multipart/form-data; boundary=${boundary}`)).toEqual({});
  });
});
