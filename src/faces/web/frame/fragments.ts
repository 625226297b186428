/** A piece of a page that can be replaced on its own: the element with this id. */
export interface Fragment {
  readonly id: string;
  readonly html: string;
}

/** A row or a list item with an id, as the templates write them; they do not nest. */
const ITEM = /<(tr|li) id="([\w-]+)"[^]*?<\/\1>/g;

/**
 * The fewest pieces that turn `before` into `after`: none when nothing changed, single rows when only they did,
 * else the whole.
 */
export function changedFragments(before: Fragment | undefined, after: Fragment): readonly Fragment[] {
  if (before?.html === after.html) return [];
  const [was, is] = [taken(before?.html ?? ''), taken(after.html)];
  if (was.frame !== is.frame) return [after];
  return is.items.filter(({ html }, index) => html !== was.items[index]?.html);
}

/** The items of a list, and what is left when their ids stand in their place. */
function taken(html: string): { readonly frame: string; readonly items: readonly Fragment[] } {
  const items: Fragment[] = [];
  const frame = html.replace(ITEM, (item: string, _tag: string, id: string) => {
    items.push({ id, html: item });
    return `<${id}>`;
  });
  return { frame, items };
}
