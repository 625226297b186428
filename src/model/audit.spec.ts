import { canonicalJson, headWords, readHead } from './audit.js';

describe('the JSON that is hashed', () => {
  it('is the same for the same content, in whichever order it is told', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe('{"b":[1,{"c":"x","d":null}]}');
    expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }));
  });
});

describe('the end of the audit', () => {
  const head = { number: 41, hash: '9f2c'.repeat(16) };

  it('is read as it is written', () => {
    expect(readHead(headWords(head))).toEqual(head);
  });

  it.each(['', '41', '41:9f2c', `x:${head.hash}`, `41:${head.hash}0`])('is not taken from %j', (words) => {
    expect(readHead(words)).toBeNull();
  });
});
