/** Attributes that people and this script give, and the server does not. */
const OURS = ['open', 'title', 'tabindex'];

/**
 * Makes `old` look like `fresh` by changing no more than what differs, so that focus, scroll position, selected text
 * and open <details> stay as they are. Children with ids keep their order: nothing moves under the pointer.
 */
export function morph(old, fresh) {
  if (old.nodeType !== 1) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  const isSameTime = old.nodeName === 'TIME' && old.dateTime === fresh.dateTime && old.dataset.as === fresh.dataset.as;
  morphAttributes(old, fresh);
  if (isSameTime) return;
  if (fresh.children.length > 0 && [...fresh.children].every(({ id }) => id)) morphKeyed(old, fresh);
  else morphInOrder(old, fresh);
}

/**
 * The same as `morph`, for a part of the page in which the focus may be: when what had it is gone, the part itself has
 * it, and who goes on with the keyboard goes on from there.
 */
export function morphPart(old, fresh) {
  const hadFocus = old.contains(document.activeElement);
  morph(old, fresh);
  if (hadFocus && !old.contains(document.activeElement)) focusOn(old);
}

/** A part with nothing in it cannot be seen; then it is the page. */
function focusOn(part) {
  if (part.offsetHeight === 0) return document.getElementById('main').focus({ preventScroll: true });
  part.tabIndex = -1;
  part.addEventListener('blur', () => part.removeAttribute('tabindex'), { once: true });
  part.focus({ preventScroll: true });
}

function morphAttributes(old, fresh) {
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !OURS.includes(name)) old.removeAttribute(name);
  }
}

/** Bodies of tables in use, and what they should look like by now. */
const held = new Map();

/** Somebody points at a row or is in one with the keyboard: rows neither come nor go until that is over. */
function isInUse(rows) {
  return (
    rows.contains(document.activeElement) || (window.matchMedia('(hover: hover)').matches && rows.matches(':hover'))
  );
}

/** A single row that the server sends anew is new for a table that is held, too. */
export function holdRow(id, fresh) {
  for (const rows of held.values()) {
    [...rows.children].find((row) => row.id === id)?.replaceWith(fresh.cloneNode(true));
  }
}

/** Tables that are in use no more catch up. */
export function releaseTables() {
  for (const [old, fresh] of [...held]) {
    if (old.isConnected && isInUse(old)) continue;
    held.delete(old);
    if (old.isConnected) morphKeyed(old, fresh);
  }
}

function morphKeyed(old, fresh) {
  held.delete(old);
  if (old.nodeName === 'TBODY' && isInUse(old)) {
    held.set(old, fresh.cloneNode(true));
    const rows = new Map([...fresh.children].map((row) => [row.id, row]));
    for (const row of old.children) if (rows.has(row.id)) morph(row, rows.get(row.id));
    return;
  }
  const known = new Map([...old.children].map((child) => [child.id, child]));
  let last = null;
  for (const child of [...fresh.children]) {
    const match = known.get(child.id);
    if (match) morph(match, child);
    else if (last) last.after(child);
    else old.prepend(child);
    last = match ?? child;
    known.delete(child.id);
  }
  for (const gone of known.values()) gone.remove();
}

/** One after the other: what came between is put in, what is gone is taken out, and the rest stays the same element. */
function morphInOrder(old, fresh) {
  const coming = [...fresh.childNodes];
  let next = old.firstChild;
  coming.forEach((child, index) => {
    // What stands here now and comes later waits for its turn.
    const waits = next && !isAlike(next, child) && coming.slice(index).some((one) => isAlike(next, one));
    const match = waits ? null : firstAlike(next, child);
    if (!match) return void old.insertBefore(child, next);
    while (next !== match) next = removed(next);
    next = match.nextSibling;
    morph(match, child);
  });
  while (next) next = removed(next);
}

/** From `node` on; `null` where there is none. */
function firstAlike(node, child) {
  let match = node;
  while (match && !isAlike(match, child)) match = match.nextSibling;
  return match;
}

/** The first class names the thing, further ones its state. */
function isAlike(one, other) {
  const kind = (node) => node.id || node.getAttribute?.('class')?.split(' ')[0];
  return one.nodeName === other.nodeName && kind(one) === kind(other);
}

/** @returns what came after it */
function removed(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}
