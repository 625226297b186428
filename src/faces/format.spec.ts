import { bytes, latency, number, percent, portion, rateIn, unbroken, utc, visibleName } from './format.js';

describe('a figure', () => {
  it('is grouped by thousands', () => {
    expect(number(18_412)).toBe('18,412');
  });

  it('never leaves its unit', () => {
    expect([latency(42), bytes(641_728_512), percent(0.234)]).toEqual(['42\u00a0ms', '612\u00a0MB', '23\u00a0%']);
  });

  it('is a dash while it is not known', () => {
    expect([latency(null), percent(null)]).toEqual(['–', '–']);
  });

  it('never looks whole while something is missing', () => {
    expect([1, 0.99999, 0.9998, 0.5, 0, null].map(portion)).toEqual([
      '100\u00a0%',
      '99.99\u00a0%',
      '99.98\u00a0%',
      '50\u00a0%',
      '0\u00a0%',
      '–',
    ]);
  });

  it('is said in seconds when milliseconds would be too many to read', () => {
    expect(latency(12_345)).toBe('12.3\u00a0s');
  });

  it('is said per minute when there is less than one in a second', () => {
    expect(rateIn(0.2)).toEqual({ value: '12', unit: 'per min' });
    expect(rateIn(7)).toEqual({ value: '7', unit: 'per s' });
  });
});

describe('a sentence', () => {
  it('keeps its numbers with their units and with what they number', () => {
    const sentence = unbroken('shard 7 has not acknowledged a heartbeat for 2 min 5 s, 85 % of 3');

    expect(sentence).toBe('shard\u00a07 has not acknowledged a heartbeat for 2\u00a0min 5\u00a0s, 85\u00a0% of 3');
  });
});

describe('a name by strangers', () => {
  it('loses characters that turn the text around', () => {
    expect(visibleName('Free Nitro \u202egpj.exe')).toBe('Free Nitro gpj.exe');
  });

  it('loses control characters and those without width', () => {
    expect(visibleName('a\u0000b\u200bc\u2066d\ufeffe')).toBe('abcde');
  });

  it('is called invisible when nothing of it can be seen', () => {
    for (const name of ['', '   ', '\u200b\u202e', '\u2800', '\u0301\u0302', '\u3164'])
      expect(visibleName(name)).toBe('(no visible name)');
  });

  it('is left alone where it is only foreign', () => {
    for (const name of ['مجتمع المبرمجين', '深夜のゲーム部屋', '🔥 Gaming', '<b>bold</b>'])
      expect(visibleName(name)).toBe(name);
  });
});

describe('a time', () => {
  const now = Date.UTC(2026, 10, 22, 12);

  it('is a clock in UTC on the same day', () => {
    expect(utc(Date.UTC(2026, 10, 22, 2, 14, 31), now)).toBe('02:14:31');
  });

  it('is a date on another day', () => {
    expect(utc(Date.UTC(2026, 10, 21, 23, 59), now)).toBe('21\u00a0Nov,\u00a023:59');
  });
});
