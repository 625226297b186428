import { TimeSlots } from './time-slots.js';

const START = 1_700_000_000_000;

describe('a window that slides', () => {
  it('counts what is within it, and forgets what is not', () => {
    const slots = new TimeSlots(1_000, 10);
    for (let second = 0; second < 30; second++) slots.add(START + second * 1_000);

    expect(slots.sum(START + 29_000)).toBe(10);
    expect(slots.sum(START + 34_000)).toBe(5);
    expect(slots.sum(START + 39_000)).toBe(0);
  });

  it('is empty after a silence that is longer than itself', () => {
    const slots = new TimeSlots(1_000, 10);
    slots.add(START);

    expect(slots.sum(START + 10_000_000)).toBe(0);
  });

  it('knows the last whole slot', () => {
    const slots = new TimeSlots(1_000, 61);
    for (let count = 0; count < 7; count++) slots.add(START + count);
    slots.add(START + 1_000);

    expect(slots.previous(START + 1_500)).toBe(7);
    expect(slots.previous(START + 2_500)).toBe(1);
    expect(slots.previous(START + 3_500)).toBe(0);
  });

  it('knows the fullest slot', () => {
    const slots = new TimeSlots(1_000, 61);
    for (let count = 0; count < 7; count++) slots.add(START + count);
    slots.add(START + 1_000);

    expect(slots.most(START + 59_000)).toBe(7);
    expect(slots.most(START + 61_000)).toBe(1);
  });

  it('takes a time before the newest as the newest', () => {
    const slots = new TimeSlots(1_000, 10);
    slots.add(START + 5_000);
    slots.add(START);

    expect(slots.sum(START + 14_000)).toBe(2);
  });

  it('may have slots that are no whole milliseconds', () => {
    const slots = new TimeSlots(0.5, 60);
    slots.add(START);

    expect(slots.sum(START + 29)).toBe(1);
    expect(slots.sum(START + 30)).toBe(0);
  });
});
