import { OPTION } from '../interactions/option-values.js';
import { type Wire, asList, asObject, asText } from '../wire.js';
import { type FormErrors, type Path } from './form-errors.js';

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-structure */
const OPTIONS = 25;
const CHOICES = 25;
const CHOICE_NAME = { least: 1, most: 100 };
const CHOICE_VALUE = 100;
const TEXT_LENGTH = 6_000;
const types: readonly number[] = Object.values(OPTION);
const withChoices: readonly unknown[] = [OPTION.text, OPTION.integer, OPTION.number];
const branches: readonly unknown[] = [OPTION.subcommand, OPTION.group];

/** What else is checked of an option, by whoever checks commands: its name and description. */
export type CheckNames = (fields: Wire, path: Path) => void;

interface Level {
  readonly path: Path;
  /** The type of the option they stand in; `null` for those of the command itself. */
  readonly parent: unknown;
}

/** Holds the options of a command, with those inside of them, against Discord's rules. */
export class OptionRules {
  constructor(
    private readonly errors: FormErrors,
    private readonly checkNames: CheckNames,
  ) {}

  check(value: unknown, { path, parent }: Level): void {
    const { errors } = this;
    const options = asList(value).map((option) => asObject(option) ?? {});
    if (options.length > OPTIONS) errors.tooLong(path, OPTIONS);
    this.checkOrder(options, path);
    this.checkUnique(options, path);
    options.forEach((option, number) => this.checkOne(option, { path: [...path, number], parent }));
  }

  private checkOne(option: Wire, { path, parent }: Level): void {
    const { errors } = this;
    const { type } = option;
    this.checkNames(option, path);
    if (type === undefined || type === null) return errors.required([...path, 'type']);
    if (!types.some((known) => known === type)) return errors.choices([...path, 'type'], types);
    this.checkDepth(type, { path, parent });
    if (branches.includes(type)) return this.check(option['options'], { path: [...path, 'options'], parent: type });
    this.checkChoices(option, path);
    errors.number(option['min_length'], [...path, 'min_length'], { least: 0, most: TEXT_LENGTH });
    errors.number(option['max_length'], [...path, 'max_length'], { least: 1, most: TEXT_LENGTH });
  }

  /** A group holds subcommands, a subcommand holds values, and a command the one or the other. */
  private checkDepth(type: unknown, { path, parent }: Level): void {
    const isMisplaced =
      (parent === OPTION.group && type !== OPTION.subcommand) ||
      (parent === OPTION.subcommand && branches.includes(type));
    if (!isMisplaced) return;
    const words = 'Sub-commands cannot be nested here';
    this.errors.add([...path, 'type'], 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', words);
  }

  private checkOrder(options: readonly Wire[], path: Path): void {
    const nested = options.filter(({ type }) => branches.includes(type)).length;
    if (nested > 0 && nested < options.length) {
      const words = 'Sub-command and sub-command group option types are mutually exclusive to all other types';
      this.errors.add(path, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', words);
    }
    let isOptionalSeen = false;
    options.forEach(({ type, required }, number) => {
      if (branches.includes(type)) return;
      if (required === true && isOptionalSeen) {
        const words = 'Required options must be placed before non-required options';
        this.errors.add([...path, number], 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', words);
      }
      isOptionalSeen ||= required !== true;
    });
  }

  private checkUnique(options: readonly Wire[], path: Path): void {
    const seen = new Set<unknown>();
    options.forEach(({ name }, number) => {
      if (typeof name === 'string' && seen.has(name)) {
        const words = 'Option name already exists';
        this.errors.add([...path, number, 'name'], 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', words);
      }
      seen.add(name);
    });
  }

  private checkChoices(option: Wire, path: Path): void {
    const { errors } = this;
    const choices = asList(option['choices']).map((choice) => asObject(choice) ?? {});
    if (choices.length > CHOICES) errors.tooLong([...path, 'choices'], CHOICES);
    if (choices.length === 0) return;
    if (!withChoices.includes(option['type'])) {
      const words = 'Only options of type STRING, INTEGER and NUMBER have choices';
      errors.add([...path, 'choices'], 'APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID', words);
    }
    if (option['autocomplete'] === true) {
      const words = 'Autocomplete cannot be set to true if choices are present';
      errors.add([...path, 'autocomplete'], 'APPLICATION_COMMAND_AUTOCOMPLETE_INVALID', words);
    }
    choices.forEach((choice, number) => this.checkChoice(choice, option['type'], [...path, 'choices', number]));
    const names = choices.map(({ name }) => name);
    if (new Set(names).size < names.length) {
      const words = 'Choice names must be unique';
      errors.add([...path, 'choices'], 'APPLICATION_COMMAND_OPTIONS_CHOICE_NAMES_DUPLICATE', words);
    }
  }

  private checkChoice({ name, value }: Wire, type: unknown, path: Path): void {
    const { errors } = this;
    errors.neededText(name, [...path, 'name'], CHOICE_NAME);
    if (value === undefined || value === null) return errors.required([...path, 'value']);
    if (type === OPTION.text) {
      if (asText(value) === null)
        errors.add([...path, 'value'], 'STRING_TYPE_CONVERT', 'Could not interpret as string.');
      return errors.text(value, [...path, 'value'], { most: CHOICE_VALUE });
    }
    const isNumber = typeof value === 'number' && (type === OPTION.number || Number.isInteger(value));
    if (!isNumber) errors.add([...path, 'value'], 'NUMBER_TYPE_COERCE', `Value ${JSON.stringify(value)} is not int.`);
  }
}
