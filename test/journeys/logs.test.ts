import { expect, test } from '@jest/globals';
import { LIMITS_OF_USE } from '../../src/limits/index.js';
import { Invitations } from '../../src/sign-in/invitations.js';
import { Authenticator } from '../support/authenticator.js';
import { Browser } from '../support/browser.js';
import { Canary } from '../support/canary.js';
import { ok, Person, prepared, refused } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';

type Creation = Parameters<Authenticator['creates']>[0];
type Options = Parameters<Authenticator['proves']>[0];

const LINDE = '99AA00';
const [KARIN, PETRA, MARIJKE, MO] = ['Karin de Graaf', 'Petra van Dam', 'Marijke Bos', 'Mo Benali'];

// The time is the machine's own: a slow one must not let them off.
const commands = { ...LIMITS_OF_USE.commands, seconds: 60 };
const context = withApp({ production: true, limits: { ...LIMITS_OF_USE, commands } });
const keys = new Map<string, Authenticator>();
/** Everything that a line could give away. */
const secrets = new Set<string>();

/** By a link the first time, then by the passkey that it led to; and a wrong one before. */
async function signsIn(name: string): Promise<Browser> {
  const { app } = context;
  const browser = new Browser(app);
  const known = keys.get(name);
  const key = known ?? new Authenticator(app.url);
  const stranger = new Authenticator(app.url);
  const asked = await browser.gets<Options>('POST', '/v1/passkeys/sign-in/options');
  await browser.refusal('POST', '/v1/passkeys/sign-in', { credential: stranger.proves(asked) });
  if (known) {
    const options = await browser.gets<Options>('POST', '/v1/passkeys/sign-in/options');
    await browser.gets('POST', '/v1/passkeys/sign-in', { credential: key.proves(options) });
  } else {
    const secret = new URL(await app.get(Invitations).linkFor(await app.personId(name))).hash.slice(1);
    const options = await browser.gets<Creation>('POST', '/v1/invitations/options', { secret });
    await browser.gets('POST', '/v1/invitations/accept', { secret, credential: key.creates(options), name: 'Telefoon' });
    keys.set(name, key);
    secrets.add(secret);
  }
  await browser.gets('PUT', '/v1/session/use', { use: 'own' });
  for (const each of [name, key.id, stranger.id, browser.cookie.split('=')[1]!, await browser.token()]) secrets.add(each);
  return browser;
}

async function arrives(name: string): Promise<Person> {
  const browser = await signsIn(name);
  const person = await Person.withCookie(context.app, name, browser.cookie);
  context.leave.push(() => person.leaves());
  secrets.add(person.device);
  return person;
}

/** What was logged since, without the moments. */
function logged(): object[] {
  const { records, lines } = context.app;
  expect(lines).toEqual([]);
  return records.splice(0).map((line) => {
    const { time, ...fields } = JSON.parse(line) as Record<string, string>;
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT/);
    for (const secret of secrets) expect(new Canary(secret).formsIn(Buffer.from(line))).toEqual([]);
    return fields;
  });
}

/** A morning of four people; what was logged when they came, while they were there, and when they went. */
async function morning(happens: (people: Person[]) => Promise<void>): Promise<object[][]> {
  const people = [];
  for (const name of [KARIN, PETRA, MARIJKE, MO]) people.push(await arrives(name));
  const coming = logged();
  await happens(people);
  const between = logged();
  for (const person of people) await person.signsOut();
  for (const person of people) await person.isGone();
  return [coming, between, logged()];
}

async function aSignal([karin, petra, marijke, mo]: Person[]): Promise<void> {
  const pupil = madeUpPupil();
  const id = await karin!.sends(pupil, LINDE);
  for (const each of [id, pupil.name, pupil.dateOfBirth, LINDE]) secrets.add(each);
  await petra!.hears('signal:alert');
  await petra!.opens(id, LINDE);
  await petra!.passesOn(id, pupil, MARIJKE);
  expect(await marijke!.opensCopy(id)).toEqual(pupil);
  ok(await marijke!.says('signal:know', { id }));
  // What is refused about it is told nowhere, and not of whom.
  expect(await mo!.says('signal:withdraw', { id })).toEqual(refused('unknown-signal'));
  expect(await mo!.says('signal:open', { id, device: mo!.device })).toEqual(refused('not-allowed'));
  ok(await petra!.says('signal:complete', { id }));
}

test('[R-LOG-3] says the same of a morning with a signal as of one without, and of neither what was said', async () => {
  // The first time each of them makes a passkey.
  await morning(async () => {});
  const without = await morning(async ([karin]) => void (await karin!.finds(LINDE)));
  const withSignal = await morning(aSignal);
  expect(withSignal).toEqual(without);
  const [coming, between, going] = withSignal;
  expect(between).toEqual([]);
  const told = [coming!, going!].map((lines) => lines.map((line) => Object.values(line) as unknown[]));
  for (const name of [KARIN, PETRA, MARIJKE, MO]) {
    const actor = await context.app.personId(name);
    expect(told[0]).toContainEqual(['info', actor, 'done', 'sign-in']);
    expect(told[1]).toContainEqual(['info', actor, 'done', 'sign-out']);
  }
  expect(coming).toContainEqual({ level: 'info', actor: null, result: 'not-recognised', msg: 'sign-in' });
});

test('[R-LOG-3] a proof that somebody renews before they send is told nowhere', async () => {
  const browser = await signsIn(KARIN);
  logged();
  const options = await browser.gets<Options>('POST', '/v1/passkeys/sign-in/options');
  await browser.gets('POST', '/v1/passkeys/sign-in', { credential: keys.get(KARIN)!.proves(options) });
  expect(logged()).toEqual([]);
});

test('[R-LOG-3] who sends too much is held up without being named', async () => {
  const karin = await arrives(KARIN);
  await arrives(PETRA);
  logged();
  const signal = await prepared(madeUpPupil(), await karin.finds(LINDE));
  const answers = await Promise.all(Array.from({ length: 150 }, () => karin.says('signal:send', signal)));
  expect(answers.at(-1)).toEqual(refused('too-fast'));
  for (const each of [signal.id, karin.id]) secrets.add(each);
  expect(logged()).toEqual([
    { level: 'info', actor: null, object: expect.stringMatching(/^[\w-]{8}$/), result: 'too-fast', msg: 'command' },
  ]);
});
