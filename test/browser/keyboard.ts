import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { type Visit, visit } from './browser.js';

/** Presses after which a walk is taken to be a trap. */
const MOST_STOPS = 400;

/** An element that has the focus, as somebody with nothing but a keyboard meets it. */
export interface Stop {
  /** The same for the same element, as long as the page stands. */
  readonly number: number;
  /** For the reader of a failure. */
  readonly name: string;
  /** Whether it looks different from what has no focus: an outline of 2 px or more. */
  readonly hasRing: boolean;
  /** Whether it is in the window, with nothing on top of it. */
  readonly isInSight: boolean;
}

/** Gives numbers to elements, and says what is to be reached and what has been. */
const WATCH = `(() => {
  const numbers = new WeakMap();
  const reached = new Set();
  let last = 0;
  window.numberOf = (element) => numbers.get(element) ?? (numbers.set(element, ++last), last);
  window.nameOf = (element) => {
    const text = element.ariaLabel || element.labels?.[0]?.innerText || element.innerText || element.id;
    return element.localName + ' ' + text.replace(/\\s+/g, ' ').slice(0, 60);
  };
  document.addEventListener('focusin', ({ target }) => reached.add(target));
  const isRadioReached = (element) => element.type === 'radio' && [...reached].some(({ name }) => name === element.name);
  window.unreached = () => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter((element) => element.tabIndex >= 0 && !element.disabled && element.type !== 'hidden')
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .filter((element) => !reached.has(element) && !isRadioReached(element))
    .map(window.nameOf);
})()`;

/** A radio that looks like a button is drawn by its label; a link of two lines has a box for each. */
const HERE = `(() => {
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  const drawn = element.matches('.btn-check') ? element.labels[0] : element;
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(drawn);
  const [{ x, y, width, height }] = drawn.getClientRects();
  const hit = [0.2, 0.5, 0.8].map((part) => document.elementFromPoint(x + width * part, y + height / 2));
  return {
    number: window.numberOf(element),
    name: window.nameOf(element),
    hasRing: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && !/^rgba.*, 0\\)$/.test(outlineColor),
    isInSight: hit.some((one) => drawn.contains(one)),
  };
})()`;

/** Opens `url` for somebody with nothing but a keyboard. */
export async function visitWithKeys(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const visited = await visit(browser, 'about:blank', options);
  await visited.page.addInitScript(WATCH);
  await visited.page.goto(url);
  return visited;
}

/** What has the focus; `null` when nothing has it. */
export function focused(page: Page): Promise<Stop | null> {
  return page.evaluate<Stop | null>(HERE);
}

/** Presses a key until the focus has been everywhere. @throws {Error} when that has no end */
export async function stopsOf(page: Page, key: 'Tab' | 'Shift+Tab'): Promise<readonly Stop[]> {
  const stops: Stop[] = [];
  for (let presses = 0; presses < MOST_STOPS; presses += 1) {
    await page.keyboard.press(key);
    const stop = await focused(page);
    if (stop === null || stops[0]?.number === stop.number) return stops;
    stops.push(stop);
  }
  throw new Error(`After ${MOST_STOPS} presses of ${key} there is no end: ${stops.at(-1)?.name}`);
}

/** What could have the focus and has not had it since the page was opened. */
export function unreached(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>('window.unreached()');
}

/** Presses a key until that element has the focus. @throws {Error} when it never has */
export async function tabTo(page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < MOST_STOPS; presses += 1) {
    await page.keyboard.press(key);
    if (await hasFocus(wanted)) return;
  }
  throw new Error(`${MOST_STOPS} presses of ${key} do not lead to ${wanted.toString()}`);
}

export async function hasFocus(wanted: Locator): Promise<boolean> {
  return (await wanted.and(wanted.page().locator(':focus')).count()) === 1;
}
