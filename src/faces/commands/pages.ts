import { ActionRowBuilder, ButtonBuilder, ButtonStyle } from 'discord.js';
import type { Words } from './words/words.js';

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** From 0. */
  readonly page: number;
  /** 1 and more: a list without items has one page as well. */
  readonly pages: number;
}

/** A page that is not there any more, because the list has become shorter, is the last one. */
export function pageOf<Item>(all: readonly Item[], wanted: number, size: number): Page<Item> {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const page = Math.min(Math.max(0, Math.trunc(wanted) || 0), pages - 1);
  return { items: all.slice(page * size, (page + 1) * size), page, pages };
}

/** Buttons below an answer, where there is more than one page to turn, too; their ids are `name/page`. */
export function turning(
  name: string,
  { page, pages }: Pick<Page<unknown>, 'page' | 'pages'>,
  { buttons }: Words,
): ActionRowBuilder<ButtonBuilder>[] {
  const to = (target: number, label: string) =>
    new ButtonBuilder()
      .setCustomId(`${name}/${target}`)
      .setLabel(label)
      .setStyle(ButtonStyle.Secondary)
      .setDisabled(target < 0 || target >= pages);
  const refresh = to(page, buttons.refresh);
  const row = pages === 1 ? [refresh] : [to(page - 1, buttons.back), refresh, to(page + 1, buttons.on)];
  return [new ActionRowBuilder<ButtonBuilder>().addComponents(row)];
}
