import { afterAll, describe, expect, test } from '@jest/globals';
import { roles } from '../../src/directory/schema.js';
import { DATABASE, type Database, InvitationList, People } from '../../src/directory/index.js';
import { Log } from '../../src/log/index.js';
import { Invitations } from '../../src/sign-in/invitations.js';
import { Mail } from '../../src/sign-in/mail.js';
import { Authenticator } from '../support/authenticator.js';
import { Browser } from '../support/browser.js';
import { MailServer } from '../support/mail-server.js';
import { withApp } from '../support/start-app.js';

type Creation = Parameters<Authenticator['creates']>[0];

const mail = await MailServer.start();
afterAll(() => mail.close());
const env = { SMTP_URL: `smtp://127.0.0.1:${mail.port}`, MAIL_FROM: 'Seintje <seintje@elzenmeer.example>' };
const context = withApp({ production: true, env });

describe('a mailed invitation', () => {
  test('[R-INVITE-4] is seen by nobody but the person, and names nobody else', async () => {
    const { app } = context;
    const invited = await app.get(Invitations).invite(await app.personId('Petra van Dam'));
    expect(invited).toEqual({ link: null });
    const { to, text } = mail.letters.pop()!;
    expect(to).toBe('petra.vandam@delinde.example');
    expect(text).toContain('Dag Petra van Dam,');
    expect(text).toContain('Heb je dit niet verwacht? Doe dan niets');
    for (const { name } of await app.get(People).all()) expect(text.includes(name)).toBe(name === 'Petra van Dam');

    const secret = new RegExp(`${app.url}/uitnodiging#(\\S+)`).exec(text)![1]!;
    const [browser, key] = [new Browser(app), new Authenticator(app.url)];
    const options = await browser.gets<Creation>('POST', '/v1/invitations/options', { secret });
    await browser.gets('POST', '/v1/invitations/accept', { secret, credential: key.creates(options), name: 'Telefoon' });
    const me = await browser.gets<{ name: string }>('GET', '/v1/me', undefined, await browser.token());
    expect(me.name).toBe('Petra van Dam');
  });

  test('[R-INVITE-4] that the mail server does not take is no invitation, and nobody is named in the log', async () => {
    const { app } = context;
    mail.refused.push('hans.willems@delinde.example');
    const hans = await app.personId('Hans Willems');
    await expect(app.get(Invitations).invite(hans)).rejects.toMatchObject({ code: 'not-mailed' });
    const states = await app.get(InvitationList).statesOf([hans], app.clock.now());
    expect(states.get(hans)).toMatchObject({ state: 'expired' });
    expect(app.lines.join()).not.toMatch(/hans|uitnodiging/i);
    app.expectLog(/"a letter was not taken"/);
  });

  test('[R-INVITE-4] does not leave this machine unless it is encrypted', async () => {
    const { app } = context;
    const lines: string[] = [];
    const log = new Log({ write: (line) => void lines.push(line) });
    // Another name of this machine, so that the letter would arrive.
    const elsewhere = new Mail({ ...app.config, smtp: { url: `smtp://0.0.0.0:${mail.port}`, from: env.MAIL_FROM } }, log);
    const petra = { name: 'Petra van Dam', email: 'petra.vandam@delinde.example' };
    await expect(elsewhere.invite(petra, 'link')).rejects.toMatchObject({ code: 'not-mailed' });
    expect(lines.join()).toContain('ETLS');
    expect(mail.letters).toEqual([]);
  });
});

describe('an invitation', () => {
  test('[R-INVITE-1] of somebody without a role says so, and nobody is invited who is not there', async () => {
    const { app } = context;
    const karin = await app.personId('Karin de Graaf');
    await app.running.app.get<Database>(DATABASE).delete(roles);
    const secret = new URL(await app.get(Invitations).linkFor(karin)).hash.slice(1);
    expect(await new Browser(app).gets('POST', '/v1/invitations/open', { secret })).toMatchObject({
      name: 'Karin de Graaf',
      roles: [],
    });
    await expect(app.get(Invitations).invite('nobody')).rejects.toMatchObject({ code: 'unknown-person' });
  });
});

test('[R-INVITE-3] its page is the same for everybody, is not kept, and names no address to others', async () => {
  const answer = await fetch(`${context.app.url}/uitnodiging`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
});
