import { type Fault, faultSchema, readFault } from '../faults/fault.js';
import { factsOf, kinds } from '../faults/kinds.js';
import type { Standing } from '../faults/standing-faults.js';
import { BadField, listOf, object, readFields, schemaOf, whole } from '../field.js';
import type { Step } from '../faults/faults.js';
import { type Wire, asList } from '../wire.js';
import { type Operation, operation } from './operation.js';
import { notThere } from './problem.js';
import type { ControlStage } from './stage.js';

const DAY_MS = 86_400_000;

/** Makes things go wrong, and right again. */
export function faultOperations(stage: ControlStage): Operation[] {
  return [...faultBeginnings(stage), ...faultEndings(stage)];
}

function faultBeginnings({ parts }: ControlStage): Operation[] {
  return [
    operation({
      method: 'get',
      path: '/faults',
      about: 'The faults that are on, the last 200 that were, the scripts that run, and the kinds there are.',
      answer: () => ({
        standing: parts().standing.all.map(faultView),
        ended: parts().standing.ended.map(faultView),
        scripts: parts().faults.scriptIds,
        kinds: Object.keys(kinds).map((kind) => ({ fault: kind, about: factsOf(kind as keyof typeof kinds).about })),
      }),
    }),
    operation({
      method: 'post',
      path: '/faults',
      about: 'Begins a fault.',
      schema: faultSchema,
      answer: ({ raw }) => ({ id: parts().faults.put(readFault(raw)) }),
    }),
    operation({
      method: 'post',
      path: '/faults/script',
      about: 'Begins faults one after the other.',
      schema: scriptSchema,
      answer: ({ raw }) => ({ id: parts().faults.run(readScript(raw)) }),
    }),
  ];
}

function faultEndings({ parts }: ControlStage): Operation[] {
  return [
    operation({
      method: 'get',
      path: '/faults/{id}',
      about: 'One fault, on or over.',
      answer: ({ part }) => {
        const { all, ended } = parts().standing;
        const found = [...all, ...ended].find(({ id }) => id === part('id'));
        if (!found) throw notThere(`fault ${part('id')}`);
        return faultView(found);
      },
    }),
    operation({
      method: 'delete',
      path: '/faults/{id}',
      about: 'Ends a fault, or a script with all its faults.',
      answer: ({ part }) => {
        if (!parts().faults.end(part('id'))) throw notThere(`fault or script ${part('id')} that is on`);
      },
    }),
    operation({
      method: 'delete',
      path: '/faults',
      about: 'Ends all faults and scripts.',
      answer: () => parts().faults.endAll(),
    }),
  ];
}

export function faultView({ id, fault, startedAt, endsAt, strikes, endedAt }: Standing): Wire {
  const { kind, params, scope, limit } = fault;
  return { id, fault: kind, ...params, scope, limit, strikes, startedAt, endsAt, endedAt };
}

const stepsField = { steps: listOf(object()) };
const stepFields = { atMs: whole(0, DAY_MS), fault: object() };

function readScript(raw: unknown): Step[] {
  const { steps } = readFields(stepsField, raw);
  return asList(steps).map((step, number) => {
    const where = `steps[${number}]`;
    const { atMs, fault } = readFields(stepFields, step, where);
    return { atMs, fault: readStepFault(fault, `${where}.fault`) };
  });
}

function readStepFault(fault: Wire, where: string): Fault {
  try {
    return readFault(fault);
  } catch (error) {
    if (!(error instanceof BadField)) throw error;
    throw new BadField(`${where}.${error.field}`, `In ${where}: ${error.message}`);
  }
}

function scriptSchema(): Wire {
  const step = schemaOf(stepFields);
  const properties = { ...(step['properties'] as Wire), fault: faultSchema() };
  return {
    ...schemaOf(stepsField),
    properties: { steps: { type: 'array', minItems: 1, items: { ...step, properties } } },
  };
}
