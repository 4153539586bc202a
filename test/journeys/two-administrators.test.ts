import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import type { Changed, ChangeRequest } from '../../src/contract/index.js';
import { people, roles } from '../../src/directory/schema.js';
import { Sessions } from '../../src/directory/index.js';
import { Invitations } from '../../src/sign-in/invitations.js';
import { Asker, refusal, withDirectory } from '../support/administration.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';
const WEEK = 7 * 24 * 3_600_000;
const ADMINISTRATOR = { role: 'administrator', school: null, title: 'beheerder' } as const;
const RECIPIENT = { role: 'recipient', school: LINDE, title: 'intern begeleider' } as const;
const TEACHER = { role: 'teacher', school: LINDE, title: 'leerkracht' } as const;

const context = withApp({ production: true });
const directory = withDirectory(context);
const id = (name: string) => context.app.personId(name);

/** Whoever wants to become somebody who receives signals. */
let femke: Asker;
/** Another administrator of the same organisation. */
let bas: Asker;
beforeEach(async () => {
  femke = await Asker.signsIn(context.app, 'Femke Ooms');
  bas = await Asker.signsIn(context.app, 'Bas Timmer');
});

const linkOf = ({ body }: { body: unknown }) => (body as { link: string | null }).link;
/** The contacts of OBS De Linde were told of it, and nobody of another school. */
const isAnnounced = async (change: string, about: string, contacts = ['Petra van Dam', 'Hans Willems']) => {
  for (const name of contacts) expect(await directory.told(name)).toEqual([{ change, about }]);
  for (const name of ['Yvonne Maas', 'Gerda Wolters', 'Marijke Bos', 'Karin de Graaf'])
    expect(await directory.told(name)).toEqual([]);
};
const nobodyIsTold = async () => {
  for (const name of ['Petra van Dam', 'Hans Willems', 'Bas Timmer']) expect(await directory.told(name)).toEqual([]);
};
const others = async (asker: Asker) => (await asker.asks('GET', 'requests')).body as ChangeRequest[];

describe('one administrator does not become a recipient', () => {
  test('[R-TWO-1] by a link that was meant for Petra: a used one is dead, and a new one takes two', async () => {
    const petra = await id('Petra van Dam');
    const first = linkOf(await bas.approves(await femke.mustAsk('POST', `people/${petra}/invitation`)));
    expect(await directory.opens(first)).toBe('ok');
    await directory.uses(first);
    expect(await directory.opens(first)).toBe('invitation-used');

    const again = await femke.asks('POST', `people/${petra}/invitation`);
    expect(again.body).toEqual({ done: false, request: expect.any(String) });
    const second = linkOf(await bas.approves((again.body as { request: string }).request));
    expect(await directory.opens(second)).toBe('ok');
    // Both links, to those who can tell that it was not Petra who wanted them.
    expect(await directory.told('Hans Willems')).toHaveLength(2);
  });

  test('[R-TWO-1] by another address before her first sign-in with the organisation’s account', async () => {
    const petra = await id('Petra van Dam');
    const email = 'femke.too@elzenmeer.example';
    const request = await femke.mustAsk('PUT', `people/${petra}/address`, { email });
    const addressOf = async () => (await directory.db.select().from(people).where(eq(people.id, petra)))[0]!.email;
    expect(await addressOf()).toBe('petra.vandam@delinde.example');
    await nobodyIsTold();

    await directory.hasWaysIn(petra);
    const cookie = await context.app.session('Petra van Dam');
    expect((await bas.approves(request)).body).toEqual({ done: true, link: null });
    expect(await addressOf()).toBe(email);
    // Her passkey is her own; the account was matched by the old address.
    expect(await directory.waysIn(petra)).toEqual({ passkeys: 1, accounts: 0 });
    const token = await fetch(`${context.app.url}/v1/session/token`, { method: 'POST', headers: { cookie } });
    expect(token.status).toBe(401);
    await isAnnounced('address', 'Petra van Dam', ['Petra van Dam', 'Hans Willems', 'Wim Verhoeven']);
  });

  test('[R-TWO-1] by the first passkey of somebody who is a recipient and has none yet', async () => {
    const sanne = await directory.joins('Sanne Nieuw', 'sanne.nieuw@delinde.example', RECIPIENT);
    const request = await femke.mustAsk('POST', `people/${sanne}/invitation`);
    await nobodyIsTold();
    expect(await directory.opens(linkOf(await bas.approves(request)))).toBe('ok');
    await isAnnounced('invitation', 'Sanne Nieuw');
  });

  test('[R-TWO-5] by what she made for somebody who became a recipient after it', async () => {
    const sanne = await directory.joins('Sanne Nieuw', 'sanne.nieuw@delinde.example');
    const changed = await femke.wants('POST', `people/${sanne}/invitation`);
    const link = (changed as { link: string | null }).link;
    expect(await directory.opens(link)).toBe('ok');
    await directory.hasWaysIn(sanne);
    await context.app.session('Sanne Nieuw');

    await bas.approves(await femke.mustAsk('POST', `people/${sanne}/roles`, RECIPIENT));
    expect(await directory.rolesOf(sanne)).toEqual(['recipient 99AA00']);
    expect(await directory.opens(link)).toBe('invitation-expired');
    expect(await directory.waysIn(sanne)).toEqual({ passkeys: 0, accounts: 0 });
    expect(await context.app.get(Sessions).of(sanne, context.app.clock.now())).toEqual([]);
  });

  test('[R-TWO-5] by taking Petra’s roles, a link for a nobody, and the roles back', async () => {
    const petra = await id('Petra van Dam');
    for (const school of [LINDE, '99AB00'])
      expect((await femke.asks('DELETE', `people/${petra}/roles`, { role: 'recipient', school })).status).toBe(204);
    const { link } = (await femke.wants('POST', `people/${petra}/invitation`)) as { link: string | null };
    await directory.hasWaysIn(petra);
    await bas.approves(await femke.mustAsk('POST', `people/${petra}/roles`, RECIPIENT));
    expect(await directory.opens(link)).toBe('invitation-expired');
    expect(await directory.waysIn(petra)).toEqual({ passkeys: 0, accounts: 0 });
  });

  test('[R-TWO-1] by a link that is made in the moment in which somebody becomes a recipient', async () => {
    const sanne = await directory.joins('Sanne Nieuw', 'sanne.nieuw@delinde.example');
    const invitations = context.app.get(Invitations);
    const invite = invitations.invite.bind(invitations);
    let made: string | null = null;
    const inviting = jest.spyOn(invitations, 'invite').mockImplementationOnce(async (person) => {
      await bas.approves(await femke.mustAsk('POST', `people/${sanne}/roles`, RECIPIENT));
      const answer = await invite(person);
      made = answer.link;
      return answer;
    });
    await femke.mustAsk('POST', `people/${sanne}/invitation`);
    inviting.mockRestore();
    expect(await directory.opens(made)).toBe('invitation-expired');
  });

  test('[R-TWO-1] by choosing the address, or a link, of somebody for whom a role is asked', async () => {
    const sanne = await directory.joins('Sanne Later', 'sanne.later@delinde.example');
    await femke.mustAsk('POST', `people/${sanne}/roles`, RECIPIENT);
    await femke.mustAsk('PUT', `people/${sanne}/address`, { email: 'femke.ook@elzenmeer.example' });
    await femke.mustAsk('POST', `people/${sanne}/invitation`);
  });

  test('[R-TWO-5] whoever receives signals already keeps what they sign in with', async () => {
    const hans = await id('Hans Willems');
    await directory.hasWaysIn(hans);
    await bas.approves(await femke.mustAsk('POST', `people/${hans}/roles`, TEACHER));
    expect(await directory.waysIn(hans)).toEqual({ passkeys: 1, accounts: 1 });
  });

  test('[R-TWO-1] as a substitute', async () => {
    const groups = (await femke.asks('GET', `groups?school=${LINDE}`)).body as { id: string; name: string }[];
    const substitute = { group: groups[0]!.id, person: await id('Femke Ooms'), day: '2027-01-11' };
    const request = await femke.mustAsk('POST', 'substitutes', substitute);
    expect((await femke.asks('GET', 'me')).body).toMatchObject({ roles: [{ role: 'administrator' }] });
    await bas.approves(request);
    await isAnnounced('substitute', 'Femke Ooms');
    // Also to the other administrators, since she is one; she is signed out, and is a teacher when she comes back.
    expect(await directory.told('Bas Timmer')).toHaveLength(1);
    femke = await Asker.signsIn(context.app, 'Femke Ooms');
    expect((await femke.asks('GET', 'me')).body).toMatchObject({
      roles: [{ role: 'teacher', school: LINDE, title: 'invaller' }, { role: 'administrator' }],
    });
  });

  test('[R-TWO-1] by a substitute of yesterday, of whom she takes the address or makes a link', async () => {
    const sanne = await directory.joins('Sanne Nieuw', 'sanne.nieuw@delinde.example');
    const [group] = (await femke.asks('GET', `groups?school=${LINDE}`)).body as { id: string }[];
    await bas.approves(await femke.mustAsk('POST', 'substitutes', { group: group!.id, person: sanne, day: '2027-01-12' }));
    await femke.mustAsk('POST', `people/${sanne}/invitation`);
    await femke.mustAsk('PUT', `people/${sanne}/address`, { email: 'femke.too@elzenmeer.example' });
  });

  test.each([RECIPIENT, TEACHER, { role: 'sender', school: null, title: 'leerplichtambtenaar' } as const])(
    '[R-TWO-1] by granting herself a role: $role',
    async (role) => {
      const own = await id('Femke Ooms');
      const request = await femke.mustAsk('POST', `people/${own}/roles`, role);
      expect(await directory.rolesOf(own)).toEqual(['administrator']);
      expect(await femke.approves(request)).toEqual(refusal('own-request'));
      await bas.approves(request);
      expect(await directory.rolesOf(own)).toEqual(['administrator', `${role.role} ${role.school ?? ''}`.trim()].sort());
      await isAnnounced('role', 'Femke Ooms', ['Bas Timmer', ...(role.school ? ['Petra van Dam', 'Hans Willems'] : [])]);
    },
  );

  test('[R-TWO-1] by a second administrator of her own making', async () => {
    const mo = await id('Mo Benali');
    const request = await femke.mustAsk('POST', `people/${mo}/roles`, ADMINISTRATOR);
    const friend = await Asker.signsIn(context.app, 'Mo Benali');
    expect(await friend.approves(request)).toEqual(refusal('not-allowed'));
    expect(await directory.rolesOf(mo)).toEqual(['sender']);
    await nobodyIsTold();
    await bas.approves(request);
    expect(await directory.rolesOf(mo)).toEqual(['administrator', 'sender']);
    for (const name of ['Bas Timmer', 'Femke Ooms'])
      expect(await directory.told(name)).toEqual([{ change: 'role', about: 'Mo Benali' }]);
    expect(await directory.told('Mo Benali')).toEqual([]);
  });

  test('[R-TWO-2] by approving what she asked for', async () => {
    const own = await id('Femke Ooms');
    const request = await femke.mustAsk('POST', `people/${own}/roles`, RECIPIENT);
    expect(await femke.approves(request)).toEqual(refusal('own-request'));
    expect(await femke.asks('POST', `requests/${request}/refusal`)).toEqual(refusal('own-request'));
    expect(await directory.rolesOf(own)).toEqual(['administrator']);
    expect(await others(femke)).toMatchObject([{ id: request, isOwn: true, askedBy: 'Femke Ooms', change: RECIPIENT }]);
    expect(await others(bas)).toMatchObject([{ id: request, isOwn: false }]);
  });

  test('[R-TWO-2] through an administrator of another organisation, who hears as little of it as of nothing', async () => {
    await directory.holds('Anja Terpstra', ADMINISTRATOR);
    const anja = await Asker.signsIn(context.app, 'Anja Terpstra');
    const request = await femke.mustAsk('POST', `people/${await id('Femke Ooms')}/roles`, RECIPIENT);
    const nothing = await anja.approves('00000000-0000-4000-8000-000000000000');
    expect(await anja.approves(request)).toEqual(nothing);
    expect(nothing).toEqual(refusal('too-late'));
    for (const [method, path] of [
      ['POST', 'refusal'],
      ['DELETE', ''],
    ] as const)
      expect(await anja.asks(method, `requests/${request}/${path}`)).toEqual(refusal('too-late'));
    expect(await others(anja)).toEqual([]);
    expect(await others(bas)).toHaveLength(1);
  });
});

describe('a request', () => {
  const requested = async () => femke.mustAsk('POST', `people/${await id('Petra van Dam')}/invitation`);

  test('[R-TWO-3] of two who approve at once has one effect, and one link', async () => {
    await directory.holds('Mo Benali', ADMINISTRATOR);
    const mo = await Asker.signsIn(context.app, 'Mo Benali');
    const request = await requested();
    const answers = await Promise.all([bas.approves(request), mo.approves(request), bas.approves(request)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(answers.filter((answer) => answer.status === 409)).toEqual([refusal('too-late'), refusal('too-late')]);
    expect(await directory.told('Hans Willems')).toHaveLength(1);
    expect(await directory.opens(linkOf(answers.find(({ status }) => status === 200)!))).toBe('ok');
  });

  test('[R-TWO-3] of ten people at once: everybody their own, each link for its own person', async () => {
    const names = ['Petra van Dam', 'Hans Willems', 'Tom Vos', 'Marijke Bos', 'Iris de Wit', 'Daan Kuipers'];
    const ten = [...names, 'Ayşe Kaya', 'Bram Peeters', 'Lotte Hendriks', 'Noor el Amrani'];
    const asked = await Promise.all(ten.map(async (name) => femke.mustAsk('POST', `people/${await id(name)}/invitation`)));
    expect(new Set(asked).size).toBe(10);
    const links = (await Promise.all(asked.map((request) => bas.approves(request)))).map(linkOf);
    for (const [at, link] of links.entries()) {
      const response = await fetch(`${context.app.url}/v1/invitations/open`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ secret: new URL(link!).hash.slice(1) }),
      });
      expect(await response.json()).toMatchObject({ name: ten[at] });
    }
    expect((await directory.told('Hans Willems')).map(({ about }) => about).sort()).toEqual([...ten].sort());
    expect(await others(bas)).toEqual([]);
  });

  test('[R-TWO-3] is over after seven days', async () => {
    const now = context.app.clock.now();
    const request = await requested();
    context.app.clock.oversleep(now + WEEK);
    bas = await Asker.signsIn(context.app, 'Bas Timmer');
    const late = await bas.approves(request);
    const open = await others(bas);
    context.app.clock.oversleep(now);
    expect(late).toEqual(refusal('too-late'));
    expect(open).toEqual([]);
    await nobodyIsTold();
  });

  test('[R-TWO-3] that was refused or withdrawn does nothing any more', async () => {
    const refused = await requested();
    expect(await bas.asks('DELETE', `requests/${refused}`)).toEqual(refusal('not-allowed'));
    expect((await bas.asks('POST', `requests/${refused}/refusal`)).status).toBe(204);
    expect(await bas.approves(refused)).toEqual(refusal('too-late'));
    const withdrawn = await requested();
    expect((await femke.asks('DELETE', `requests/${withdrawn}`)).status).toBe(204);
    for (const answer of [await bas.approves(withdrawn), await bas.asks('POST', `requests/${withdrawn}/refusal`)])
      expect(answer).toEqual(refusal('too-late'));
    await nobodyIsTold();
  });

  test('[R-TWO-3] about somebody who has left is gone with them', async () => {
    const sanne = await directory.joins('Sanne Nieuw', 'sanne.nieuw@delinde.example', RECIPIENT);
    const request = await femke.mustAsk('POST', `people/${sanne}/invitation`);
    await directory.db.delete(people).where(eq(people.id, sanne));
    expect(await others(bas)).toEqual([]);
    expect(await bas.approves(request)).toEqual(refusal('too-late'));
  });

  test('[R-TWO-2] of an administrator who is one no more is over, and so are their approvals', async () => {
    const request = await requested();
    await directory.db
      .update(roles)
      .set({ role: 'sender' })
      .where(eq(roles.person, await id('Bas Timmer')));
    expect(await bas.approves(request)).toEqual(refusal('not-allowed'));
    await directory.holds('Bas Timmer', ADMINISTRATOR);
    await directory.db
      .update(roles)
      .set({ role: 'sender' })
      .where(eq(roles.person, await id('Femke Ooms')));
    expect(await bas.approves(request)).toEqual(refusal('too-late'));
  });

  test('[R-TWO-4] is announced when it takes effect, at every school of whom it is about, and once to each', async () => {
    const request = await requested();
    await nobodyIsTold();
    await bas.approves(request);
    await isAnnounced('invitation', 'Petra van Dam', ['Petra van Dam', 'Hans Willems', 'Wim Verhoeven']);
    // Neither to administrators, nor where nobody receives signals.
    await femke.wants('POST', `people/${await id('Mo Benali')}/invitation`);
    for (const name of ['Femke Ooms', 'Bas Timmer', 'Mo Benali']) expect(await directory.told(name)).toEqual([]);
  });

  test('[R-TWO-3] that cannot be done stays open, and is done when it can', async () => {
    const petra = await id('Petra van Dam');
    const email = 'ergens@delinde.example';
    const request = await femke.mustAsk('PUT', `people/${petra}/address`, { email });
    const sanne = await directory.joins('Sanne Nieuw', email);
    expect(await bas.approves(request)).toEqual(refusal('address-in-use'));
    await directory.db.delete(people).where(eq(people.id, sanne));
    expect((await bas.approves(request)).body).toEqual({ done: true, link: null } satisfies Changed);
  });

  test('[R-TWO-3] for what is so already changes nothing and tells nobody', async () => {
    const petra = await id('Petra van Dam');
    const role = { ...RECIPIENT, school: '99BA00' };
    const request = await femke.mustAsk('POST', `people/${petra}/roles`, role);
    await directory.holds('Petra van Dam', role);
    expect((await bas.approves(request)).body).toEqual({ done: true, link: null });
    await nobodyIsTold();
  });
});
