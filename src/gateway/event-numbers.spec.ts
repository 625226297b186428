import { EventNumbers } from './event-numbers.js';

describe('the numbers of events', () => {
  let numbers: EventNumbers;
  beforeEach(() => {
    numbers = new EventNumbers();
  });

  it('tell how many never came', () => {
    for (const number of [1, 2, 5, 4, 6]) numbers.came(number);

    expect(numbers.skippedCount).toBe(2);
  });

  it('begin anew with each session', () => {
    numbers.came(1);
    numbers.begin();
    numbers.came(1);

    expect(numbers.skippedCount).toBe(0);
  });

  it('go on where the process before was, and what it did not live to note is no loss', () => {
    numbers.takeUp(7);
    for (const number of [8, 10, 11]) numbers.came(number);
    numbers.caughtUp();
    expect(numbers.skippedCount).toBe(0);

    numbers.came(13);
    expect(numbers.skippedCount).toBe(1);
  });
});
