/**
 * Makes `old` look like `fresh` by changing no more than what differs, so that focus, scroll position, selected text
 * and open <details> stay as they are. Children with ids keep their order: nothing moves under the pointer.
 */
export function morph(old, fresh) {
  if (old.nodeName !== fresh.nodeName) {
    if (!old.contains(document.activeElement)) old.replaceWith(fresh);
    return;
  }
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

function morphAttributes(old, fresh) {
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && name !== 'open' && name !== 'title') old.removeAttribute(name);
  }
}

function morphKeyed(old, fresh) {
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

function morphInOrder(old, fresh) {
  const before = [...old.childNodes];
  const after = [...fresh.childNodes];
  after.forEach((child, index) => (before[index] ? morph(before[index], child) : old.append(child)));
  for (const gone of before.slice(after.length)) gone.remove();
}
