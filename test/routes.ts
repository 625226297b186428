import { type DynamicModule, RequestMethod, type Type } from '@nestjs/common';
import { AppModule } from '../src/app.module.js';
import { STREAM } from '../src/faces/streams/stream.js';
import { POLICY, type Policy } from '../src/auth/needs.js';

/** A route as Nest knows it. */
export interface Route {
  /** Method of the class that answers, `StatusController.read`. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  /** With a slash in front, and parameters as they stand in the code: `/incidents/:id`. */
  readonly path: string;
  readonly policy: Policy | undefined;
  readonly isStream: boolean;
}

type Module = Type | DynamicModule;

/** Every route of every controller of the program. */
export function allRoutes(): readonly Route[] {
  const found = new Set<Type>();
  gather(AppModule.of([], {}), found, new Set());
  return [...found].flatMap(routesOf);
}

function gather(module: Module, found: Set<Type>, seen: Set<unknown>): void {
  if (seen.has(module)) return;
  seen.add(module);
  const own: Partial<DynamicModule> = 'module' in module ? module : {};
  const type = 'module' in module ? module.module : module;
  for (const controller of [...listOf<Type>('controllers', type), ...(own.controllers ?? [])]) found.add(controller);
  const imports = [...listOf<Module>('imports', type), ...((own.imports ?? []) as Module[])];
  for (const one of imports) gather(one, found, seen);
}

function listOf<T>(key: string, type: Type): readonly T[] {
  return (Reflect.getMetadata(key, type) as readonly T[] | undefined) ?? [];
}

function routesOf(controller: Type): Route[] {
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = Object.getOwnPropertyDescriptor(prototype, name)?.value as object | undefined;
    const path = handler && (Reflect.getMetadata('path', handler) as string | undefined);
    if (name === 'constructor' || handler === undefined || path === undefined) return [];
    const number = Reflect.getMetadata('method', handler) as RequestMethod;
    const prefix = Reflect.getMetadata('path', controller) as string;
    const policy = (Reflect.getMetadata(POLICY, handler) ?? Reflect.getMetadata(POLICY, controller)) as Policy;
    return [
      {
        name: `${controller.name}.${name}`,
        method: number === RequestMethod.ALL ? 'GET' : (RequestMethod[number] as Route['method']),
        path: `/${[prefix, path]
          .map((part) => part.replace(/^\/+|\/+$/g, ''))
          .filter(Boolean)
          .join('/')}`,
        policy,
        isStream: Reflect.getMetadata(STREAM, handler) === true,
      },
    ];
  });
}
