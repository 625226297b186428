import { Injectable, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Client, type Message } from 'discord.js';
import { Context, On, TextCommand } from 'necord';
import { ManagedNecordModule } from './managed-necord.module.js';

const heard: string[] = [];

@Injectable()
class Greeter {
  @On('guildMemberOnline')
  greet(@Context() [member]: [{ id: string }]): void {
    heard.push(`${member.id} is online`);
  }
}

@Injectable()
class Echo {
  @TextCommand({ name: 'echo', description: 'Says it again' })
  say(@Context() [message]: [Message]): void {
    heard.push(message.content);
  }
}

/** A bot with these features, not signed in. */
async function botWith(...features: Type[]): Promise<Client> {
  @Module({ imports: [ManagedNecordModule.forRoot({ token: 'a.b.c', intents: [] })], providers: features })
  class Bot {}
  const app = await NestFactory.createApplicationContext(Bot, { logger: false });
  return app.get(Client);
}

describe('what Necord adds to the events of discord.js', () => {
  beforeEach(() => void heard.splice(0));

  it('costs nothing where no feature uses it', async () => {
    const client = await botWith();

    const busy = ['presenceUpdate', 'messageCreate', 'messageUpdate', 'guildMemberUpdate', 'channelUpdate'];
    expect(busy.filter((event) => client.listenerCount(event) > 0)).toEqual([]);
  });

  it('is there for a feature that listens to it', async () => {
    const client = await botWith(Greeter);

    client.emit(
      'presenceUpdate' as never,
      { status: 'offline' } as never,
      { status: 'idle', member: { id: '7' } } as never,
    );

    await vi.waitFor(() => expect(heard).toEqual(['7 is online']));
  });

  it('lets text commands run where there are any', async () => {
    const client = await botWith(Echo);

    client.emit('messageCreate' as never, { content: '!echo hello', author: { bot: false } } as never);

    await vi.waitFor(() => expect(heard).toEqual(['!echo hello']));
  });
});
