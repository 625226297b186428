"""A stock discord.py, told only where Discord is. It says what happens to it, one line of JSON each."""

import json
import sys

import discord
import yarl
from discord import app_commands

HOST, TOKEN = sys.argv[1:3]

discord.http.Route.BASE = f"http://{HOST}/api/v10"
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://{HOST}")


def say(happened, **facts):
    print(json.dumps({"happened": happened, **facts}), flush=True)


class Bot(discord.Client):
    def __init__(self):
        super().__init__(intents=discord.Intents(guilds=True))
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self):
        synced = await self.tree.sync()
        say("synced", commands=[command.name for command in synced])

    async def on_ready(self):
        whole = [guild for guild in self.guilds if guild.channels and guild.me]
        say("ready", user=self.user.name, guilds=len(self.guilds), whole=len(whole))

    async def on_resumed(self):
        say("resumed")

    async def on_error(self, event, *args, **kwargs):
        say("error", error=repr(sys.exc_info()[1]))


bot = Bot()


@bot.tree.command(description="Says it")
async def say_it(interaction: discord.Interaction, word: str):
    await interaction.response.send_message(f"first {word}")
    await interaction.edit_original_response(content=f"then {word}")
    followup = await interaction.followup.send("more", wait=True)
    await followup.edit(content="even more")
    say("answered", followup=followup.content)


@bot.tree.error
async def on_error(interaction, error):
    say("error", error=repr(error))


bot.run(TOKEN, log_handler=None)
