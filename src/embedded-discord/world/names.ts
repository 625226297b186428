import type { Random } from './random.js';

const first = (
  'Rusty,Midnight,Pixel,Cosmic,Golden,Silent,Northern,Velvet,Electric,Crimson,Lucky,Frozen,Emerald,Wandering,Analog,' +
  'Paper,Iron,Little,Broken,Sunday,Hidden,Neon,Salty,Quiet,Copper,Lunar,Wild,Honest,Turbo,Cozy'
).split(',');
const second = (
  'Anchor,Owls,Forge,Arcade,Harbour,Library,Kitchen,Lighthouse,Foxes,Garden,Raiders,Archive,Workshop,Tavern,Republic,' +
  'Orchard,Signal,Railway,Observatory,Bakery,Guild,Campfire,Compiler,Cartographers,Sailors,Study Hall,Book Club,' +
  'Speedrunners,Gardeners,Chess Club'
).split(',');
const kinds = ['', '', '', '', ' Community', ' HQ', ' | EU', ' Lounge', ' Official', ' & Friends'];

/** Names that real servers have and that break pages: markup, text direction, other scripts, nothing to see at all. */
export const nastyNames: readonly string[] = [
  '<img src=x onerror=alert(1)>',
  'Free Nitro \u202Egpj.exe',
  'مجتمع المطورين العرب',
  'שרת הגיימרים של ישראל',
  '深夜のプログラミング部屋 · 开发者之家 · 한국어방',
  'Z̷̢̛a̸͎͝l̵̨̇g̶̰͛o̴͓͆ ̷̱̈S̸̱̏ë̵̞r̴̠̈v̷̤̌e̶̝͝r̸̙̾',
  '🔥💎👨‍👩‍👧‍👦🏳️‍🌈 VIP 🇺🇳🫠',
  'W'.repeat(100),
  '\u200B\u200C\u200D\u2060',
  '{{constructor}}',
  '@everyone',
  '"); DROP TABLE guilds;--',
];

/** One server in this many has a nasty name. */
const NASTY_EVERY = 12;

/** A name for the guild with this number in the world. */
export function guildName(random: Random, number: number): string {
  const ordinary = `${random.oneIn(3) ? 'The ' : ''}${random.pick(first)} ${random.pick(second)}${random.pick(kinds)}`;
  if (number % NASTY_EVERY !== NASTY_EVERY - 1) return ordinary;
  return nastyNames[Math.floor(number / NASTY_EVERY) % nastyNames.length] ?? ordinary;
}

const people = (
  'Ada,Bram,Chiara,Dmitri,Elif,Femi,Greta,Hiro,Ines,Jonas,Kaya,Lars,Mina,Noor,Oskar,Priya,Quinn,Rosa,Sven,Tala,' +
  'Uma,Viktor,Wren,Ximena,Yara,Zoe'
).split(',');
const nastyPeople = ['<b onmouseover=alert(1)>Eve</b>', 'نور', '\u202Enimda', '🦊', '{{7*7}}'];

/** What a person is called on screen; about one in forty tries something. */
export function personName(random: Random): string {
  return random.oneIn(40) ? random.pick(nastyPeople) : random.pick(people);
}

/** Words for topics and messages. */
export const smallTalk: readonly string[] = [
  'good morning everyone',
  'did anybody else see that?',
  'brb, dinner',
  'patch notes are out',
  'who is on tonight?',
  'that build is broken again',
  'gg',
  'has anyone seen the pinned message?',
  'new here, hello!',
  'lol',
];
