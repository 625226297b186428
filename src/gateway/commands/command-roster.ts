import type { DynamicModule, Type } from '@nestjs/common';
import { MetadataScanner, ModulesContainer, NestFactory, Reflector } from '@nestjs/core';
import {
  CommandsService,
  ContextMenu,
  type ContextMenuDiscovery,
  ContextMenusService,
  SlashCommand,
  type SlashCommandDiscovery,
  SlashCommandsService,
  Subcommand,
} from 'necord';

/** What Necord's decorators leave at a method. */
type Marked = SlashCommandDiscovery | ContextMenuDiscovery;

type NobodysClient = ConstructorParameters<typeof CommandsService>[0];

type Method = (...given: unknown[]) => unknown;

/**
 * The commands of a program that is not started: its modules are read, and nothing of them is made. It finds what Necord
 * finds in a program that runs, but for commands of providers that a factory makes.
 */
export async function commandRoster(program: DynamicModule): Promise<CommandsService> {
  const context = await NestFactory.createApplicationContext(program, {
    ...{ preview: true, logger: false, abortOnError: false },
  });
  const reflector = new Reflector();
  const methods = methodsOf(context.get(ModulesContainer));
  const marked = <Mark extends Marked>(key: string): Mark[] => methods.flatMap((one) => markOf<Mark>(key, one) ?? []);
  const menus = new ContextMenusService();
  const slash = new SlashCommandsService(reflector);
  for (const menu of marked<ContextMenuDiscovery>(ContextMenu.KEY)) menus.add(menu);
  for (const command of marked<SlashCommandDiscovery>(SlashCommand.KEY)) slash.add(command);
  for (const part of marked<SlashCommandDiscovery>(Subcommand.KEY)) slash.addSubCommand(part);
  return new CommandsService(null as unknown as NobodysClient, menus, slash); // it only asks the client when it writes itself
}

interface Found {
  readonly owner: Type;
  readonly method: Method;
}

function methodsOf(modules: ModulesContainer): readonly Found[] {
  const scanner = new MetadataScanner();
  const classes = [...modules.values()].flatMap(({ providers }) =>
    [...providers.values()].flatMap(({ metatype, isNotMetatype }) =>
      metatype && !isNotMetatype ? [metatype as Type] : [],
    ),
  );
  return [...new Set(classes)].flatMap((owner) => {
    const prototype = owner.prototype as Readonly<Record<string, Method>> | undefined;
    if (!prototype) return [];
    return scanner.getAllMethodNames(prototype).flatMap((name) => {
      const method = prototype[name];
      return method ? [{ owner, method }] : [];
    });
  });
}

function markOf<Mark extends Marked>(key: string, { owner, method }: Found): Mark | undefined {
  const mark = Reflect.getMetadata(key, method) as Mark | undefined;
  mark?.setDiscoveryMeta({ class: owner, handler: method });
  return mark;
}
