import { COMPONENT } from '../interactions/component-use.js';
import { type Wire, asList, asObject } from '../wire.js';
import { numbered } from '../world/message-component.js';
import { checkSelect } from './component-rules.js';
import { FormErrors, type Path } from './form-errors.js';

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal */
const TITLE = { least: 1, most: 45 };
const CUSTOM_ID = { least: 1, most: 100 };
const FIELDS = 5;
const LABEL = { least: 1, most: 45 };
const DESCRIPTION = { most: 100 };
const TEXT = 4_000;
const PLACEHOLDER = { most: 100 };
const TEXT_DISPLAY = 10;

/** The form of a callback of type 9, with its components numbered. @throws {DiscordError} 50035 */
export function checkModal(data: Wire): Wire {
  const errors = new FormErrors();
  errors.neededText(data['custom_id'], ['data', 'custom_id'], CUSTOM_ID);
  errors.neededText(data['title'], ['data', 'title'], TITLE);
  const components = asList(data['components']).map((one) => asObject(one) ?? {});
  const path = ['data', 'components'];
  if (components.length < 1 || components.length > FIELDS) errors.badLength(path, 1, FIELDS);
  components.forEach((component, number) => checkField(component, [...path, number], errors));
  errors.throwIfAny();
  return { ...data, components: numbered(components) };
}

function checkField(component: Wire, path: Path, errors: FormErrors): void {
  const { type } = component;
  if (type === TEXT_DISPLAY) return;
  if (type === COMPONENT.label) {
    errors.neededText(component['label'], [...path, 'label'], LABEL);
    errors.text(component['description'], [...path, 'description'], DESCRIPTION);
    const inside = asObject(component['component']);
    if (!inside) return errors.required([...path, 'component']);
    return checkInput(inside, [...path, 'component'], errors);
  }
  if (type !== COMPONENT.row) {
    return errors.add([...path, 'type'], 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1, 10, 18).');
  }
  const inside = asList(component['components']).map((one) => asObject(one) ?? {});
  if (inside.length !== 1) errors.badLength([...path, 'components'], 1, 1);
  inside.forEach((one, number) => {
    const here = [...path, 'components', number];
    errors.neededText(one['label'], [...here, 'label'], LABEL);
    checkInput(one, here, errors);
  });
}

function checkInput(input: Wire, path: Path, errors: FormErrors): void {
  if (input['type'] !== COMPONENT.textInput) return checkSelect(input, path, errors);
  errors.neededText(input['custom_id'], [...path, 'custom_id'], CUSTOM_ID);
  if (input['style'] !== 1 && input['style'] !== 2) errors.choices([...path, 'style'], [1, 2]);
  errors.number(input['min_length'], [...path, 'min_length'], { least: 0, most: TEXT });
  errors.number(input['max_length'], [...path, 'max_length'], { least: 1, most: TEXT });
  errors.text(input['value'], [...path, 'value'], { most: TEXT });
  errors.text(input['placeholder'], [...path, 'placeholder'], PLACEHOLDER);
}
