import { COMPONENT } from '../interactions/component-use.js';
import { type Wire, asList, asObject, asText } from '../wire.js';
import { everyComponent } from '../world/message-component.js';
import type { FormErrors, Path } from './form-errors.js';

/** https://docs.discord.com/developers/components/reference */
const ROWS = 5;
const IN_ROW = 5;
const CUSTOM_ID = { least: 1, most: 100 };
const LABEL = { most: 80 };
const OPTIONS = 25;
const OPTION_TEXT = { least: 1, most: 100 };
const PLACEHOLDER = { most: 150 };
const URL_LENGTH = { least: 1, most: 512 };
const LINK_BUTTON = 5;
const PREMIUM_BUTTON = 6;
const STYLES = [1, 2, 3, 4, 5, 6];
/** Messages with the flag IS_COMPONENTS_V2. */
const V2_COMPONENTS = 40;
const V2_TEXT = 4_000;
const TEXT_DISPLAY = 10;
const CONTAINER = 17;
const V2_TOP = [1, 9, 10, 12, 13, 14, 17];

const isSelect = (type: unknown): boolean =>
  type === COMPONENT.select || (typeof type === 'number' && type >= 5 && type <= 8);

/** Holds the components of a message against Discord's limits, those of the flag IS_COMPONENTS_V2 or the old ones. */
export function checkComponents(body: Wire, isV2: boolean, errors: FormErrors): void {
  const components = asList(body['components']);
  if (isV2) checkV2(components, errors);
  else checkRows(components, ['components'], errors);
  const ids = everyComponent(components).flatMap((one) => asText(one['custom_id']) ?? []);
  if (new Set(ids).size < ids.length) {
    errors.add(['components'], 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
  }
}

function checkRows(rows: readonly unknown[], path: Path, errors: FormErrors): void {
  if (rows.length > ROWS) errors.badLength(path, 1, ROWS);
  rows.forEach((row, number) => checkRow(asObject(row) ?? {}, [...path, number], errors));
}

function checkRow(row: Wire, path: Path, errors: FormErrors): void {
  if (row['type'] !== COMPONENT.row) return badType([...path, 'type'], [COMPONENT.row], errors);
  const inside = asList(row['components']).map((one) => asObject(one) ?? {});
  const here = [...path, 'components'];
  const most = inside.some(({ type }) => isSelect(type)) ? 1 : IN_ROW;
  if (inside.length < 1 || inside.length > most) errors.badLength(here, 1, most);
  inside.forEach((one, number) => checkTouchable(one, [...here, number], errors));
}

/** Buttons and select menus. */
function checkTouchable(component: Wire, path: Path, errors: FormErrors): void {
  const { type } = component;
  if (type === COMPONENT.button) return checkButton(component, path, errors);
  if (!isSelect(type)) return badType([...path, 'type'], [2, 3, 5, 6, 7, 8], errors);
  checkSelect(component, path, errors);
}

function checkButton(button: Wire, path: Path, errors: FormErrors): void {
  const { style, label, emoji, url, custom_id: customId, sku_id: skuId } = button;
  errors.text(label, [...path, 'label'], LABEL);
  if (!STYLES.some((known) => known === style)) return errors.choices([...path, 'style'], STYLES);
  if (style === PREMIUM_BUTTON) {
    if (skuId === undefined) errors.required([...path, 'sku_id']);
    return;
  }
  if (!label && !emoji) {
    errors.add([...path, 'label'], 'BUTTON_COMPONENT_MISSING_CONTENT', 'A button needs a label or an emoji');
  }
  if (style !== LINK_BUTTON) return errors.neededText(customId, [...path, 'custom_id'], CUSTOM_ID);
  errors.neededText(url, [...path, 'url'], URL_LENGTH);
  if (customId !== undefined) {
    const words = 'A custom id and url cannot both be specified';
    errors.add(path, 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE', words);
  }
}

/** @param path where the menu stands, in a message or in a modal */
export function checkSelect(menu: Wire, path: Path, errors: FormErrors): void {
  errors.neededText(menu['custom_id'], [...path, 'custom_id'], CUSTOM_ID);
  errors.text(menu['placeholder'], [...path, 'placeholder'], PLACEHOLDER);
  errors.number(menu['min_values'], [...path, 'min_values'], { least: 0, most: OPTIONS });
  errors.number(menu['max_values'], [...path, 'max_values'], { least: 1, most: OPTIONS });
  if (menu['type'] !== COMPONENT.select) return;
  const options = asList(menu['options']).map((option) => asObject(option) ?? {});
  const here = [...path, 'options'];
  if (options.length < 1 || options.length > OPTIONS) errors.badLength(here, 1, OPTIONS);
  const seen = new Set<unknown>();
  options.forEach(({ label, value, description }, number) => {
    errors.neededText(label, [...here, number, 'label'], OPTION_TEXT);
    errors.neededText(value, [...here, number, 'value'], OPTION_TEXT);
    errors.text(description, [...here, number, 'description'], { most: OPTION_TEXT.most });
    if (seen.has(value)) {
      const words = 'The specified option value is already used';
      errors.add([...here, number, 'value'], 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', words);
    }
    seen.add(value);
  });
}

function checkV2(components: readonly unknown[], errors: FormErrors): void {
  const all = everyComponent(components);
  if (all.length > V2_COMPONENTS) errors.badLength(['components'], 1, V2_COMPONENTS);
  const text = all.reduce(
    (sum, { type, content }) => sum + (type === TEXT_DISPLAY ? (asText(content) ?? '').length : 0),
    0,
  );
  if (text > V2_TEXT) {
    const words = `The total displayable text size exceeds the maximum size of ${V2_TEXT}`;
    errors.add(['components'], 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', words);
  }
  checkBlocks(components, ['components'], errors);
}

function checkBlocks(components: readonly unknown[], path: Path, errors: FormErrors): void {
  components.forEach((value, number) => {
    const component = asObject(value) ?? {};
    const here = [...path, number];
    const { type } = component;
    if (!V2_TOP.some((known) => known === type)) return badType([...here, 'type'], V2_TOP, errors);
    if (type === COMPONENT.row) return checkRow(component, here, errors);
    if (type === TEXT_DISPLAY)
      errors.neededText(component['content'], [...here, 'content'], { least: 1, most: V2_TEXT });
    if (type === CONTAINER) checkBlocks(asList(component['components']), [...here, 'components'], errors);
  });
}

function badType(path: Path, allowed: readonly number[], errors: FormErrors): void {
  errors.add(path, 'UNION_TYPE_CHOICES', `Value of field "type" must be one of (${allowed.join(', ')}).`);
}
