import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ensureServer } from '../../scripts/ensure.mjs';
import type { Announcement, Me } from '../../src/contract/index.js';
import {
  Announcements,
  DATABASE,
  type Database,
  firstAdministrators,
  openDatabase,
  Passkeys,
  People,
} from '../../src/directory/index.js';
import { Invitations } from '../../src/sign-in/invitations.js';
import { Authenticator } from '../support/authenticator.js';
import { Browser } from '../support/browser.js';
import { withApp } from '../support/start-app.js';

type Creation = Parameters<Authenticator['creates']>[0];

const context = withApp({ production: true });
const ANNA = { name: 'Anna Appel', email: 'anna.appel@duinland.example' };
const BRAM = { name: 'Bram Beuk', email: 'bram.beuk@duinland.example' };

async function make(organisation: string, ...asked: { name: string; email: string }[]): Promise<string[]> {
  const { app } = context;
  const made = await firstAdministrators(app.running.app.get<Database>(DATABASE), { organisation, asked }, app.clock.now());
  return Promise.all(made.map(({ id }) => app.get(Invitations).linkFor(id)));
}

async function follows(link: string): Promise<{ browser: Browser; me: Me }> {
  const browser = new Browser(context.app);
  const secret = new URL(link).hash.slice(1);
  const key = new Authenticator(context.app.url);
  const options = await browser.gets<Creation>('POST', '/v1/invitations/options', { secret });
  await browser.gets('POST', '/v1/invitations/accept', { secret, credential: key.creates(options), name: 'Computer' });
  return { browser, me: await browser.gets<Me>('GET', '/v1/me', undefined, await browser.token()) };
}

async function told(name: string): Promise<Pick<Announcement, 'change' | 'about'>[]> {
  const unseen = await context.app.get(Announcements).unseen(await context.app.personId(name));
  return unseen.map(({ change, about }) => ({ change, about }));
}

describe('the first administrators', () => {
  test('[R-ADMIN-4] are two, of an organisation of their own, and nothing else', async () => {
    await expect(make('Regio Duinland', ANNA)).rejects.toMatchObject({ sentence: expect.stringContaining('two administrators') });
    const links = await make('Regio Duinland', ANNA, BRAM);
    const [anna, bram] = [await follows(links[0]!), await follows(links[1]!)];
    expect([anna.me.name, bram.me.name]).toEqual([ANNA.name, BRAM.name]);
    expect(anna.me.roles).toEqual([{ role: 'administrator', school: null, title: 'beheerder' }]);
    expect(anna.me.organisation).toBe(bram.me.organisation);
    await anna.browser.gets('PUT', '/v1/session/use', { use: 'own' });
    const found = await anna.browser.gets('POST', '/v1/people/search', { query: '' }, await anna.browser.token());
    expect(found).toMatchObject([ANNA, BRAM]);
    expect(await told(ANNA.name)).toEqual([]);
  });

  test('[R-ADMIN-4] who lost their passkeys get a link each time, by name or key, and the others are told', async () => {
    const [first] = await make('Regio Duinland', ANNA, BRAM);
    const [second] = await make('regio-duinland', ANNA);
    expect(await told(BRAM.name)).toContainEqual({ change: 'invitation', about: ANNA.name });
    const secret = new URL(first!).hash.slice(1);
    expect(await new Browser(context.app).refusal('POST', '/v1/invitations/open', { secret })).toBe('invitation-expired');
    expect((await follows(second!)).me.name).toBe(ANNA.name);
    expect((await context.app.get(People).all()).filter(({ name }) => name === ANNA.name)).toHaveLength(1);
  });

  test('[R-TWO-5] who sent until then can no longer sign in by what was made before, and the others are told', async () => {
    const { app } = context;
    const karin = await app.personId('Karin de Graaf');
    const { browser } = await follows(await app.get(Invitations).linkFor(karin));
    const [link] = await make('Regio Elzenmeer', { name: 'Karin de Graaf', email: 'karin.degraaf@elzenmeer.example' });
    expect(await app.get(Passkeys).of(karin)).toEqual([]);
    expect(await browser.refusal('POST', '/v1/session/token')).toBe('session-ended');
    expect(await told('Femke Ooms')).toEqual([{ change: 'role', about: 'Karin de Graaf' }]);
    expect((await follows(link!)).me.roles.map(({ role }) => role)).toEqual(['administrator', 'sender']);
  });

  test('[R-ADMIN-4] are none where one of them is somebody of another organisation', async () => {
    const { app } = context;
    const petra = { name: 'Petra van Dam', email: 'petra.vandam@delinde.example' };
    const refused = { sentence: expect.stringMatching(/of another organisation\.$/) };
    await expect(make('Regio Zeeland', ANNA, petra)).rejects.toMatchObject(refused);
    await expect(make('Regio Zeeland', { ...ANNA, email: 'new@zeeland.example' }, petra)).rejects.toMatchObject(refused);
    const people = await app.get(People).all();
    expect(people.map(({ organisation }) => organisation.name)).not.toContain('Regio Zeeland');
  });
});

describe('npm run administrators', () => {
  let folder: string;
  beforeAll(async () => {
    await ensureServer();
    folder = await mkdtemp(join(tmpdir(), 'seintje-administrators-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const run = (args: string[], settings: Record<string, string> = {}) => {
    const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    const production = { MODE: 'production', SIGNING_KEY: pem.toString(), ROOM_KEY: randomBytes(32).toString('base64') };
    const own = { PATH: process.env.PATH, HOME: folder, TMPDIR: folder, DATA_DIR: join(folder, 'data') };
    const env = { ...own, ...production, ORIGINS: 'https://seintje.example,https://other.example', ...settings };
    const script = resolve('dist/server/administrators.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { cwd: folder, env, encoding: 'utf8' });
    return { status, stdout, stderr };
  };
  const asked = (people: { name: string; email: string }[]) => people.map(({ name, email }) => `${name} <${email}>`);
  const ARGS = ['--organisation', 'Regio Duinland', ...asked([ANNA, { ...BRAM, email: 'Bram.Beuk@Duinland.example' }])];

  test('[R-ADMIN-4] prints a link for each, to the first of the addresses, and others when it is run again', async () => {
    const links = () => {
      const { status, stdout, stderr } = run(ARGS);
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(/ {2}Anna Appel\n {2}https:.*\n\n {2}Bram Beuk\n {2}https:/);
      return stdout.match(/https:\/\/seintje\.example\/uitnodiging#[\w-]{43}$/gm)!;
    };
    const all = [...links(), ...links()];
    expect(new Set(all).size).toBe(4);
    const { db, close } = await openDatabase({ folder: join(folder, 'data') });
    const people = await new People(db).all();
    await close();
    expect(people.map(({ name, organisation }) => [name, organisation.key])).toEqual([
      [ANNA.name, 'regio-duinland'],
      [BRAM.name, 'regio-duinland'],
    ]);
  });

  test('[R-START-2] does not touch a data folder that a server uses', async () => {
    const used = join(folder, 'used');
    const { close } = await openDatabase({ folder: used });
    const { status, stdout, stderr } = run(ARGS, { DATA_DIR: used });
    await close();
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^Another process is already using the folder \S+\.\n$/);
  });

  test.each<[string, string[], Record<string, string>, RegExp]>([
    ['without an organisation', asked([ANNA, BRAM]), {}, /^Usage: npm run administrators -- --organisation /],
    ['without people', ARGS.slice(0, 2), {}, /^Usage: /],
    ['with an option that it does not know', [...ARGS, '--all'], {}, /^Usage: /],
    ['with somebody without an address', [...ARGS.slice(0, 3), 'Bram Beuk'], {}, /^Usage: /],
    ['with one address for two', [...ARGS.slice(0, 3), `Bram Beuk <${ANNA.email}>`], {}, /^Give each person an address/],
    ['in the demonstration', ARGS, { MODE: 'demonstration' }, /^The demonstration has administrators of its own/],
    ['with settings that are not right', ARGS, { ROOM_KEY: 'short' }, /^The configuration has 1 fault\(s\): ROOM_KEY /],
  ])('[R-START-1] %s ends with one sentence', (_, args, settings, sentence) => {
    const { status, stdout, stderr } = run(args, settings);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(sentence);
    expect(stderr.split('\n')).toHaveLength(2);
  });
});
