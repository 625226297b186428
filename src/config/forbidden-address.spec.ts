import { forbidden, forbiddenHost } from './forbidden-address.js';

describe('an address', () => {
  it.each(['127.0.0.1', '127.255.1.2', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '0:0:0:0:0:0:0:1'])(
    'is of this machine: %s',
    (address) => {
      expect(forbidden(address)).toBe('loopback');
    },
  );

  it.each([
    '169.254.169.254',
    '169.254.170.2',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '64:ff9b::169.254.169.254',
    '64:ff9b::7f00:1',
    '64:ff9b:1::a9fe:a9fe',
    '2002:a9fe:a9fe::1',
    '2001:0:1::1',
    '::169.254.169.254',
    '::127.0.0.1',
    '::ffff:0:169.254.169.254',
    'fe80::1',
    'fe80::1%eth0',
    'febf::1',
    'fd00:ec2::254',
    'fd20:ce::254',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    '0.0.0.0',
    '0.1.2.3',
    '::',
    '::ffff:0.0.0.0',
    '224.0.0.1',
    '239.255.255.250',
    'ff02::1',
    '255.255.255.255',
    '240.0.0.1',
    '',
    'localhost',
    '0x7f.1',
    '1.2.3',
    'fe80::1%',
    '1.1.1.1.1',
  ])('is no receiver, whatever is allowed: %s', (address) => {
    expect(forbidden(address)).toBe('never');
  });

  it.each([
    '1.1.1.1',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '169.253.255.255',
    '169.255.0.0',
    '126.255.255.255',
    '128.0.0.1',
    'fd00::1',
    '2606:4700::1111',
    '64:ff9b::1.1.1.1',
    '::ffff:10.0.0.1',
  ])('may be a receiver: %s', (address) => {
    expect(forbidden(address)).toBeNull();
  });
});

describe('the host of an address', () => {
  const hostOf = (url: string) => forbiddenHost(new URL(url).hostname);

  it.each([
    'http://127.1/',
    'http://0x7f000001/',
    'http://2130706433/',
    'http://017700000001/',
    'http://127%2e0%2e0%2e1/',
    'http://①②⑦.⓪.⓪.①/',
    'http://127。0。0。1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://localhost/',
    'http://LOCALHOST./',
    'http://a.localhost/',
    'http://user@127.0.0.1/',
    'http://1.1.1.1@127.0.0.1/',
  ])('is this machine, however it is written: %s', (url) => {
    expect(hostOf(url)).toBe('loopback');
  });

  it.each([
    'http://2852039166/',
    'http://0xa9fea9fe/',
    'http://0251.0376.0251.0376/',
    'http://169.254.43518/',
    'http://0/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://[fe80::1]/',
    'http://[::]/',
    'http://169.254.169.254./',
  ])('is no receiver, however it is written: %s', (url) => {
    expect(hostOf(url)).toBe('never');
  });

  it('is a name that somebody else has to look up', () => {
    expect(hostOf('https://discord.com/api/webhooks/1/a')).toBeNull();
    expect(hostOf('http://alerts.svc.cluster.local/')).toBeNull();
    expect(hostOf('http://mylocalhost/')).toBeNull();
  });
});
