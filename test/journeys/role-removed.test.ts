import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Me } from '../../src/contract/index.js';
import { DATABASE, type Database } from '../../src/directory/index.js';
import { roles } from '../../src/directory/schema.js';
import { Asker, refusal, withDirectory } from '../support/administration.js';
import { of, settle } from '../support/news.js';
import { ok, Person } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';
const context = withApp({ production: true });
const directory = withDirectory(context);
const id = (name: string) => context.app.personId(name);

let femke: Asker;
beforeEach(async () => {
  femke = await Asker.signsIn(context.app, 'Femke Ooms');
});

/** What takes somebody's place away while they are connected closes their socket. */
async function closes(person: Person, deed: () => Promise<unknown>): Promise<void> {
  const closed = new Promise<void>((resolve) => person.socket.once('disconnect', () => resolve()));
  await deed();
  await closed;
  expect(await person.hears('session:ending')).toEqual({ reason: 'revoked' });
}

const takes = async (name: string, role: 'recipient' | 'teacher' | 'sender' | 'administrator', school: string | null) => {
  expect((await femke.asks('DELETE', `people/${await id(name)}/roles`, { role, school })).status).toBe(204);
};

describe('a role that is taken from somebody who is connected', () => {
  test('[R-ADMIN-2] closes the socket, and the next signal is not seen', async () => {
    const karin = await context.arrives('Karin de Graaf');
    const hans = await context.arrives('Hans Willems');
    const petra = await context.arrives('Petra van Dam');
    const first = await karin.sends(madeUpPupil(), 'linde');
    await hans.hears('signal:alert', ({ id }: { id: string }) => id === first);
    await petra.hears('signal:alert', ({ id }: { id: string }) => id === first);

    await closes(hans, () => takes('Hans Willems', 'recipient', LINDE));
    const second = await karin.sends(madeUpPupil(), 'linde');
    await petra.hears('signal:alert', ({ id }: { id: string }) => id === second);
    expect(hans.heard).toEqual([]);

    // Back at once in the same session, as who they are now: of neither signal there is anything.
    await hans.connects();
    expect((await hans.inbox()).views).toEqual([]);
    const third = await karin.sends(madeUpPupil(), 'linde');
    await petra.hears('signal:alert', ({ id }: { id: string }) => id === third);
    await hans.hasHeardNothing();
    for (const each of [first, second, third]) ok(await karin.says('signal:withdraw', { id: each }));
  });

  test('[R-ADMIN-2] is not kept by a token from before', async () => {
    const karin = await context.arrives('Karin de Graaf');
    const petra = await context.arrives('Petra van Dam');
    const hans = await Person.signsIn(context.app, 'Hans Willems');
    const token = await hans.token();
    await takes('Hans Willems', 'recipient', LINDE);
    await hans.connects(token);
    context.leave.push(() => hans.leaves());
    const signal = await karin.sends(madeUpPupil(), 'linde');
    await petra.hears('signal:alert');
    const open = { id: signal, device: petra.device };
    for (const answer of [await hans.says('drill:schools', {}), await hans.says('signal:open', open)])
      expect(answer).toEqual({ ok: false, code: 'not-allowed' });
    expect((await hans.inbox()).views).toEqual([]);
    await hans.hasHeardNothing();
    ok(await karin.says('signal:withdraw', { id: signal }));
  });

  test('[R-ADMIN-2] goes with somebody who is taken out of the directory, and the contacts who stay are told', async () => {
    const karin = await context.arrives('Karin de Graaf');
    const petra = await context.arrives('Petra van Dam');
    const gone = await directory.joins('Sanne Vertrekt', 'sanne.vertrekt@delinde.example');
    const role = { person: gone, role: 'recipient' as const, school: LINDE, title: 'directeur' };
    await context.app
      .get<Database>(DATABASE as never)
      .insert(roles)
      .values(role);
    const sanne = await context.arrives('Sanne Vertrekt');
    expect((await karin.finds('linde')).devices.map(({ id }) => id)).toContain(sanne.device);

    await closes(sanne, async () => expect((await femke.asks('DELETE', `people/${gone}`)).status).toBe(204));
    expect((await karin.finds('linde')).devices.map(({ id }) => id)).toEqual([petra.device]);
    const signal = await karin.sends(madeUpPupil(), 'linde');
    await petra.hears('signal:alert');
    expect(sanne.heard).toEqual([]);
    expect(await directory.told('Petra van Dam')).toContainEqual({ change: 'left', about: 'Sanne Vertrekt' });
    expect((await femke.asks('DELETE', `people/${gone}`)).status).toBe(404);
    ok(await karin.says('signal:withdraw', { id: signal }));
  });

  test('[R-OPEN-5] of whoever follows a signal: it is the colleagues’ again, who are alerted, and the sender sees that it waits', async () => {
    const [karin, hans, petra] = [
      await context.arrives('Karin de Graaf'),
      await context.arrives('Hans Willems'),
      await context.arrives('Petra van Dam'),
    ];
    const bystander = await context.arrives('Ayşe Kaya');
    const pupil = madeUpPupil();
    const signal = await karin.sends(pupil, 'linde');
    await hans.opens(signal, LINDE);
    await settle(karin, hans, petra);
    await closes(hans, () => takes('Hans Willems', 'recipient', LINDE));
    await karin.hears(
      'signal:changed',
      of(signal, 'sender', ({ progress }) => progress === 'waiting'),
    );
    // A timer that is due already: time need only go on.
    await context.app.clock.pass(0);
    await petra.hears('signal:alert', of(signal, 'contact'));
    expect(await petra.opens(signal, LINDE)).toEqual(pupil);
    await hans.connects();
    expect((await hans.inbox()).views).toEqual([]);
    await bystander.hasHeardNothing();
    ok(await karin.says('signal:withdraw', { id: signal }));
  });

  test('[R-OPEN-5] of a teacher who was chosen: whoever follows it sees that somebody else must be', async () => {
    const [karin, petra, marijke] = [
      await context.arrives('Karin de Graaf'),
      await context.arrives('Petra van Dam'),
      await context.arrives('Marijke Bos'),
    ];
    const pupil = madeUpPupil();
    const signal = await karin.sends(pupil, 'linde');
    await petra.opens(signal, LINDE);
    await petra.passesOn(signal, pupil, 'Marijke Bos');
    await settle(karin, petra, marijke);
    await closes(marijke, () => takes('Marijke Bos', 'teacher', LINDE));
    await petra.hears(
      'signal:changed',
      of(signal, 'opener', ({ chosen }) => chosen.length === 0),
    );
    expect(await petra.sees(signal)).toMatchObject({ as: 'opener', progress: 'opened' });
    ok(await karin.says('signal:withdraw', { id: signal }));
  });

  test('[R-ADMIN-2] of an administrator: the next request with the same token is refused', async () => {
    const bas = await Asker.signsIn(context.app, 'Bas Timmer');
    const token = await bas.person.token();
    expect((await bas.asks('GET', 'requests', undefined, token)).status).toBe(200);
    await takes('Bas Timmer', 'administrator', null);
    expect(await bas.asks('GET', 'requests', undefined, token)).toEqual(refusal('not-allowed'));
  });

  test('[R-ADMIN-2] leaves the other roles of the same person as they were', async () => {
    const wim = await id('Wim Verhoeven');
    await takes('Wim Verhoeven', 'recipient', LINDE);
    await takes('Wim Verhoeven', 'sender', null);
    expect(await directory.rolesOf(wim)).toEqual(['recipient 99AB00', 'teacher 99AB00']);
    await takes('Wim Verhoeven', 'recipient', '99AB00');
    expect(await directory.rolesOf(wim)).toEqual(['teacher 99AB00']);
  });
});

describe('whatever else is taken', () => {
  test('[R-ADMIN-2] sessions: signed out everywhere, and nobody else is', async () => {
    const hans = await context.arrives('Hans Willems');
    const elsewhere = await context.arrives('Hans Willems');
    const petra = await context.arrives('Petra van Dam');
    const token = await hans.token();
    await closes(hans, async () => {
      expect((await femke.asks('DELETE', `people/${hans.id}/sessions`)).status).toBe(204);
    });
    await elsewhere.hears('session:ending');
    await expect(hans.connects(token)).rejects.toThrow('session-ended');
    expect((await petra.inbox()).views).toEqual([]);
  });

  test('[R-ADMIN-2] passkeys: all of them, with the sessions', async () => {
    const hans = await context.arrives('Hans Willems');
    await directory.hasWaysIn(hans.id);
    await directory.hasWaysIn(await id('Petra van Dam'));
    await closes(hans, () => femke.asks('DELETE', `people/${hans.id}/passkeys`));
    expect(await directory.waysIn(hans.id)).toEqual({ passkeys: 0, accounts: 1 });
    expect(await directory.waysIn(await id('Petra van Dam'))).toEqual({ passkeys: 1, accounts: 1 });
  });

  test('[R-ADMIN-2] an open link', async () => {
    const mo = await id('Mo Benali');
    const { link } = (await femke.wants('POST', `people/${mo}/invitation`)) as { link: string | null };
    expect(await directory.opens(link)).toBe('ok');
    expect((await femke.asks('DELETE', `people/${mo}/invitation`)).status).toBe(204);
    expect(await directory.opens(link)).toBe('invitation-expired');
  });

  test('[R-ADMIN-2] a substitute: the teacher of one day is one no more', async () => {
    const bas = await Asker.signsIn(context.app, 'Bas Timmer');
    const [group] = (await femke.asks('GET', `groups?school=${LINDE}`)).body as { id: string; name: string }[];
    const substitute = { group: group!.id, person: await id('Chantal Pinas'), day: '2027-01-11' };
    await bas.approves(await femke.mustAsk('POST', 'substitutes', substitute));
    const chantal = await context.arrives('Chantal Pinas');
    const teachersOfLinde = async () => {
      const headers = { authorization: `Bearer ${await chantal.token()}` };
      const { roles } = (await (await fetch(`${context.app.url}/v1/me`, { headers })).json()) as Me;
      return roles.filter(({ school }) => school === LINDE);
    };
    expect(await teachersOfLinde()).toHaveLength(1);
    await closes(chantal, () => femke.asks('DELETE', 'substitutes', substitute));
    expect(await teachersOfLinde()).toEqual([]);
  });
});
