import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { HttpAdapterHost } from '@nestjs/core';
import { SystemClock } from './clock/index.js';
import { readConfig } from './config/index.js';
import { CannotAdminister, firstAdministrators, InvitationList, openDatabase, People } from './directory/index.js';
import { Origins } from './identity/index.js';
import { faultOf, Log } from './log/index.js';
import { Invitations } from './sign-in/invitations.js';
import { Mail } from './sign-in/mail.js';

const USAGE =
  'Usage: npm run administrators -- --organisation "Gemeente Elzenmeer" "Voornaam Achternaam <adres@voorbeeld.nl>" "… <…>"';

/** `npm run administrators`: the first ones of an organisation, or new links for those who lost what they signed in with. */
try {
  const asked = read(process.argv.slice(2));
  const config = readConfig(process.env);
  if (config.demonstration)
    throw new CannotAdminister(
      'The demonstration has administrators of its own: give the settings of production (MODE=production).',
    );
  const database = await openDatabase({ folder: config.dataDir, url: config.databaseUrl });
  try {
    const clock = new SystemClock();
    const people = new People(database.db);
    const origins = new Origins(config, new HttpAdapterHost());
    const invitations = new Invitations(new InvitationList(database.db), people, origins, new Mail(config, new Log()), clock);
    for (const { id, name } of await firstAdministrators(database.db, asked, clock.now())) {
      process.stdout.write(`\n  ${name}\n  ${await invitations.linkFor(id)}\n`);
    }
    process.stdout.write('\n  Each link is good for 24 hours and for once: hand it to that person alone.\n\n');
  } finally {
    await database.close();
  }
} catch (error) {
  const { sentence } = error as { sentence?: string };
  process.stderr.write(`${sentence ?? faultOf(error)}\n`);
  process.exitCode = 1;
}

function read(args: string[]): Parameters<typeof firstAdministrators>[1] {
  const { organisation, people } = parsed(args);
  const asked = people.map((each) => {
    const [, name, email] = /^\s*([^<>]*[^<>\s])\s*<([^\s@<>]+@[^\s@<>]+\.[^\s@<>]+)>\s*$/.exec(each) ?? [];
    if (!name || !email) throw new CannotAdminister(USAGE);
    return { name, email: email.toLowerCase() };
  });
  const isTwice = new Set(asked.map(({ email }) => email)).size < asked.length;
  if (isTwice) throw new CannotAdminister('Give each person an address of their own.');
  if (!organisation || asked.length === 0) throw new CannotAdminister(USAGE);
  return { organisation, asked };
}

function parsed(args: string[]): { organisation: string | undefined; people: string[] } {
  try {
    const { values, positionals } = parseArgs({ args, options: { organisation: { type: 'string' } }, allowPositionals: true });
    return { organisation: values.organisation?.trim(), people: positionals };
  } catch {
    throw new CannotAdminister(USAGE);
  }
}
