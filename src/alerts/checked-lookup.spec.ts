import type { LookupAddress } from 'node:dns';
import type { Forbidden } from '../config/forbidden-address.js';
import { checkedLookup } from './checked-lookup.js';

/** What a connection is given for a name that has these addresses. */
function given(addresses: readonly string[], allowed: readonly Forbidden[] = []): Promise<readonly LookupAddress[]> {
  const lookup = checkedLookup(
    (what) => (what && !allowed.includes(what) ? new Error(what) : null),
    (_name, _options, callback) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      ),
  );
  return new Promise((resolve, reject) => {
    lookup('alerts.example', { all: true }, (error, found) => {
      if (error) reject(error);
      else resolve(found as LookupAddress[]);
    });
  });
}

describe('a name that is looked up for a connection', () => {
  it('leads to addresses of others', async () => {
    expect(await given(['10.0.0.1', 'fd00::1'])).toEqual([
      { address: '10.0.0.1', family: 4 },
      { address: 'fd00::1', family: 6 },
    ]);
  });

  it.each([['169.254.169.254'], ['::ffff:169.254.169.254'], ['fe80::1'], ['0.0.0.0'], []])(
    'leads nowhere when it has no good address: %s',
    async (...addresses) => {
      await expect(given(addresses, ['loopback'])).rejects.toThrow('never');
    },
  );

  it('leads to this machine only where that is allowed', async () => {
    await expect(given(['127.0.0.1', '::1'])).rejects.toThrow('loopback');
    expect(await given(['127.0.0.1'], ['loopback'])).toHaveLength(1);
  });

  it('leads to its good addresses only, when it has bad ones too', async () => {
    expect(await given(['127.0.0.1', '169.254.169.254', '10.0.0.1'])).toEqual([{ address: '10.0.0.1', family: 4 }]);
  });
});
