/** A frame that a client cannot read. */
export function brokenFrame(what: 'json' | 'zlib' | 'huge', megabytes: number): string | Buffer {
  if (what === 'json') return '{"op":0,"t":"GUILD_CREATE","s":';
  // The end of a zlib message as Discord marks it, after what is no zlib.
  if (what === 'zlib') return Buffer.from('deadbeefdeadbeef0000ffff', 'hex');
  return `{"op":0,"t":"EMBEDDED_HUGE","s":null,"d":"${'x'.repeat(megabytes * 1_048_576)}"}`;
}
