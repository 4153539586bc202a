import { afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { eq, inArray, notInArray } from 'drizzle-orm';
import { Batches } from '../../src/administration/batches/batches.js';
import { type Batch, type BatchLink, type BatchPreview, FILE_FAULTS, type PersonFound } from '../../src/contract/index.js';
import { Imports } from '../../src/directory/index.js';
import { announcements, batches, devices, groups, groupTeachers, people, roles, schools } from '../../src/directory/schema.js';
import { Refused } from '../../src/identity/index.js';
import { Invitations } from '../../src/sign-in/invitations.js';
import { Mail } from '../../src/sign-in/mail.js';
import { Asker, refusal, withDirectory } from '../support/administration.js';
import { batchesOf, lineOf, sends } from '../support/batches.js';
import { FAULTY_SCHOOLS, FAULTY_STAFF, SCHOOL_FAULTS, STAFF_FAULTS } from '../support/faulty-files.js';
import { of, settle } from '../support/news.js';
import { ok } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';

const context = withApp({ production: true });
const directory = withDirectory(context);

const WEEK = 7 * 24 * 3_600_000;
const NOBODY = '00000000-0000-4000-8000-000000000000';
const SCHOOLS = 'VESTIGINGSCODE;VESTIGINGSNAAM;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;TELEFOONNUMMER\n';
const STAFF = 'e-mail;naam;schoolcode;rollen;groepen;dagen\n';
const LINDE = '99AA00;OBS De Linde;ELZENMEER;0099;ELZENMEER;\n';
const PROEF = '99QA00;OBS De Proef;ELZENMEER;0099;ELZENMEER;0131234599\n';
const DIRK = 'dirk@deproef.example;Dirk Directeur;99QA00;directeur;;\n';
const LIES = 'lies@deproef.example;Lies Les;99QA00;leerkracht;Groep 3;ma-wo\n';

let femke: Asker;
let bas: Asker;
let own: ReturnType<typeof batchesOf>;
let second: ReturnType<typeof batchesOf>;
let before: (typeof schools.$inferSelect)[];
beforeAll(async () => {
  before = await directory.db.select().from(schools);
});
beforeEach(async () => {
  [femke, bas] = [await Asker.signsIn(context.app, 'Femke Ooms'), await Asker.signsIn(context.app, 'Bas Timmer')];
  [own, second] = [batchesOf(context.app, femke), batchesOf(context.app, bas)];
});
afterEach(async () => {
  const known = before.map(({ code }) => code);
  await directory.db.delete(schools).where(notInArray(schools.code, known));
  for (const school of before) await directory.db.update(schools).set(school).where(eq(schools.code, school.code));
  context.app.records.splice(0);
});

const finds = async (query: string) => (await femke.asks('POST', 'people/search', { query })).body as PersonFound[];
const school = async (code: string) => (await directory.db.select().from(schools).where(eq(schools.code, code)))[0];
const all = async () => ({
  schools: await directory.db.$count(schools),
  people: await directory.db.$count(people),
  roles: await directory.db.$count(roles),
  groups: await directory.db.$count(groups),
});
const hasProef = () => own.schools(SCHOOLS + LINDE + PROEF).then((batch) => own.does(batch));
/** OBS De Proef with a directeur and a teacher, as two administrators wanted. */
const hasStaff = async (lines = DIRK + LIES) => {
  await hasProef();
  return second.approves(await own.does(await own.staff(STAFF + lines)));
};
/** While something goes on that takes its time. */
const whileReading = async (deed: (id: string) => Promise<void>) => {
  let go!: () => void;
  const held = new Promise<Set<string>>((resolve) => (go = () => resolve(new Set(['99AA00']))));
  const reading = jest.spyOn(context.app.get(Imports), 'schoolCodes').mockReturnValueOnce(held);
  const { body } = await sends(context.app, femke, 'staff', [{ name: 'staf.csv', content: STAFF + DIRK }]);
  await deed((body as { id: string }).id);
  go();
  reading.mockRestore();
  return (body as { id: string }).id;
};

describe('a list of schools', () => {
  test('[R-IMPORT-5] adds what is new as not ready, updates what differs, and the second time changes nothing', async () => {
    const linde = await school('99AA00');
    const batch = await own.schools(SCHOOLS + LINDE.replace('OBS De Linde', 'OBS De Lindeboom') + PROEF);
    expect(batch).toMatchObject({ state: 'ready', kind: 'schools', isOwn: true, begunBy: 'Femke Ooms', faultCount: 0 });
    expect(batch.preview).toMatchObject({
      counts: { added: 1, changed: 1, removed: 0, unchanged: 0 },
      changes: [
        { what: 'school', change: 'added', label: 'OBS De Proef, Elzenmeer', details: [] },
        { what: 'school', change: 'changed', label: 'OBS De Linde, Elzenmeer', details: ['name'] },
      ],
      municipalities: [{ code: '0099', name: 'Elzenmeer', schools: 2, taken: true }],
      takesTwo: false,
    });
    expect(await school('99QA00')).toBeUndefined();
    expect(await own.does(batch)).toMatchObject({ state: 'done', took: 0, links: null });
    expect(await school('99QA00')).toMatchObject({ state: 'not-ready', municipality: '0099', phone: '0131234599' });
    expect(Object.keys((await school('99QA00'))!.hours)).toHaveLength(5);
    // Its telephone is kept where the list has none.
    const { state, hours, phone } = linde!;
    expect(await school('99AA00')).toMatchObject({ name: 'OBS De Lindeboom', state, hours, phone, municipality: '0099' });
    const again = await own.schools(SCHOOLS + LINDE.replace('OBS De Linde', 'OBS De Lindeboom') + PROEF);
    expect(again.preview).toMatchObject({ counts: { added: 0, changed: 0, removed: 0, unchanged: 2 }, changes: [] });
  });

  test('[R-IMPORT-5] takes only the organisation’s municipalities, and nothing that is another’s', async () => {
    const others = [1, 2, 3].map((at) => `99R${at}00;School ${at};ZANDRIJK;000${at};ZANDRIJK;\n`).join('');
    const theirs = '99DA00;Gekaapt;ELZENMEER;0099;ELZENMEER;0131234599\n';
    const batch = await own.schools(SCHOOLS + LINDE + PROEF + others + theirs);
    expect(batch.preview).toMatchObject({ counts: { added: 1, changed: 1 }, elsewhere: 4 });
    expect(batch.preview!.municipalities.map(({ code, taken }) => [code, taken])).toEqual([
      ['0099', true],
      ['0001', false],
      ['0002', false],
      ['0003', false],
    ]);
    const path = `batches/${batch.id}/municipalities`;
    const more = (await femke.asks('PUT', path, { codes: ['0099', '0002'] })).body as Batch;
    expect(more.preview).toMatchObject({ counts: { added: 2 }, elsewhere: 3 });
    // What was seen at first is not what would be done now.
    expect(await own.confirms(batch)).toEqual(refusal('stale-preview'));
    expect(await femke.asks('PUT', path, { codes: ['1234'] })).toEqual(refusal('malformed'));
    expect(await own.does(more)).toMatchObject({ state: 'done' });
    expect([await school('99R200'), await school('99R100')]).toMatchObject([{ place: 'Zandrijk' }, undefined]);
    expect(await school('99DA00')).toEqual(before.find(({ code }) => code === '99DA00'));
  });

  test('[R-IMPORT-5] removes a school that is in it no more where that is chosen, and none of another sector', async () => {
    await own.does(await own.schools(SCHOOLS + LINDE + PROEF));
    await own.does(await own.schools(`${SCHOOLS}99QV00;Het Lyceum;ELZENMEER;0099;ELZENMEER;\n`, 'vo'));
    const batch = await own.schools(SCHOOLS + LINDE);
    expect(batch.preview).toMatchObject({
      counts: { removed: 1 },
      changes: [{ change: 'removed', label: 'OBS De Proef, Elzenmeer' }],
    });
    await own.does(batch);
    expect(await school('99QA00')).toBeDefined();
    await own.does(await own.schools(SCHOOLS + LINDE), { removes: true });
    expect([await school('99QA00'), await school('99QV00')]).toMatchObject([undefined, { sector: 'vo' }]);
    expect(await directory.db.$count(schools)).toBe(before.length + 1);
  });
});

describe('a list of staff', () => {
  test('[R-IMPORT-4] waits as a whole for a second administrator; then its people can be found, and be invited', async () => {
    await hasProef();
    const there = await all();
    const batch = await own.staff(`${STAFF}${DIRK}${LIES}zoe@elzenmeer.example;Zoë Zender;;zender;;\n`);
    expect(batch.preview).toMatchObject({ counts: { added: 3, changed: 0, removed: 0, unchanged: 0 }, takesTwo: true });
    expect(batch.preview!.changes[0]).toEqual(
      // Who approves must see what for, and to whom a link would go.
      {
        roles: [{ title: 'directeur', schoolName: 'OBS De Proef' }],
        what: 'person',
        change: 'added',
        label: 'Dirk Directeur',
        email: 'dirk@deproef.example',
        details: [],
      },
    );
    const asked = await own.does(batch, { invites: true });
    expect(asked).toMatchObject({ state: 'asked', isOwn: true, chosen: { removes: false, invites: true } });
    expect(asked.expiresAt).toBe(context.app.clock.now() + WEEK);
    expect(await all()).toEqual(there);
    expect((await bas.asks('GET', 'batches')).body).toMatchObject([{ id: batch.id, state: 'asked', isOwn: false }]);

    const done = await second.approves(asked);
    expect(done).toMatchObject({ state: 'done', isOwn: false, links: 3, invited: { made: 3, failed: 0 } });
    expect(await finds('dirk')).toMatchObject([
      { roles: [{ role: 'recipient', title: 'directeur', schoolName: 'OBS De Proef' }], invitation: { state: 'open' } },
    ]);
    expect(await directory.rolesOf((await finds('lies'))[0]!.id)).toEqual(['teacher 99QA00']);
    expect(await finds('zoë')).toHaveLength(1);
    // Nobody but whoever decided sees the links, and they do once.
    expect(await own.one(batch.id)).toMatchObject({ state: 'done', links: null });
    expect(await femke.asks('GET', `batches/${batch.id}/links`)).toEqual(refusal('unknown-batch'));
    const links = (await bas.asks('GET', `batches/${batch.id}/links`)).body as BatchLink[];
    expect(links.map(({ email }) => email)).toContain('dirk@deproef.example');
    expect(await directory.opens(links[0]!.link)).toBe('ok');
    expect(await bas.asks('GET', `batches/${batch.id}/links`)).toEqual(refusal('unknown-batch'));
    expect(await bas.asks('POST', `batches/${batch.id}/approval`, { fingerprint: 'x' })).toEqual(refusal('too-late'));
    // The second time there is nothing to do.
    const again = await own.staff(`${STAFF}${DIRK}${LIES}zoe@elzenmeer.example;Zoë Zender;;zender;;\n`);
    expect(again.preview).toMatchObject({ counts: { added: 0, changed: 0, removed: 0, unchanged: 3 }, takesTwo: false });
    const records = context.app.records.splice(0).map((line) => JSON.parse(line) as Record<string, string>);
    expect(records.filter(({ object }) => object === batch.id).map(({ msg, actor, result }) => [msg, actor, result])).toEqual([
      ['import', femke.person.id, 'asked'],
      ['approval', bas.person.id, 'done'],
      ['import', bas.person.id, 'done'],
      ['import', bas.person.id, 'too-late'],
    ]);
  });

  test('[R-IMPORT-4] of people who only send takes one', async () => {
    const batch = await own.staff(`${STAFF}zoe@elzenmeer.example;Zoë Zender;;zender (jeugdconsulent);;\n`);
    expect(batch.preview).toMatchObject({ counts: { added: 1 }, takesTwo: false });
    const done = await own.does(batch, { invites: true });
    expect(done).toMatchObject({ state: 'done', links: 1 });
    expect(await finds('zoë')).toMatchObject([{ roles: [{ title: 'jeugdconsulent' }] }]);
    // Another name for somebody who receives signals, or another role for a sender, takes two.
    for (const line of [
      'hans.willems@delinde.example;Hans Anders;99AA00;directeur;;',
      'mo.benali@elzenmeer.example;Mo Benali;;beheerder;;',
    ])
      expect((await own.staff(STAFF + line)).preview).toMatchObject({ takesTwo: true });
  });

  test('[R-IMPORT-7] makes a sender who becomes a contact sign in anew, and tells the contacts once each', async () => {
    await hasStaff();
    const mo = await context.app.personId('Mo Benali');
    await directory.hasWaysIn(mo);
    const token = await (await Asker.signsIn(context.app, 'Mo Benali')).person.token();
    const lines = `${DIRK}${LIES}mo.benali@elzenmeer.example;Mo Benali;99QA00;ib, leerkracht;Groep 4;\n`;
    const batch = await own.staff(STAFF + lines);
    expect(batch.preview!.changes).toMatchObject([
      { what: 'person', change: 'changed', label: 'Mo Benali', details: ['role-added', 'groups'] },
    ]);
    await directory.db.delete(announcements);
    await second.approves(await own.does(batch));
    expect(await directory.waysIn(mo)).toEqual({ passkeys: 0, accounts: 0 });
    expect(await directory.rolesOf(mo)).toEqual(['recipient 99QA00', 'sender', 'teacher 99QA00']);
    expect((await femke.asks('GET', 'me', undefined, token)).status).toBe(401);
    for (const name of ['Dirk Directeur', 'Mo Benali'])
      expect(await directory.told(name)).toEqual([{ change: 'import', about: 'OBS De Proef' }]);
    for (const name of ['Petra van Dam', 'Lies Les']) expect(await directory.told(name)).toEqual([]);
  });

  test('[R-IMPORT-4] is there in full for whoever decides on it, and for nobody else', async () => {
    await hasProef();
    const people = Array.from(
      { length: 140 },
      (_, at) => `p${at}@deproef.example;Persoon ${'abcdefghij'[at % 10]};99QA00;leerkracht;;\n`,
    );
    const batch = await own.staff(STAFF + people.join(''));
    expect(batch.preview!.changes).toHaveLength(100);
    const full = async (asker: Asker) => asker.asks('GET', `batches/${batch.id}/preview`);
    const { changes, ...rest } = (await full(femke)).body as BatchPreview;
    expect(changes).toHaveLength(140);
    expect(changes.map(({ email }) => email)).toContain('p139@deproef.example');
    expect({ ...rest, changes: batch.preview!.changes }).toEqual(batch.preview);
    expect(await full(bas)).toEqual(refusal('unknown-batch'));
    await own.does(batch);
    expect((await full(bas)).body).toEqual({ ...rest, changes });
    await directory.holds('Anja Terpstra', { role: 'administrator', school: null, title: 'beheerder' });
    const anja = await Asker.signsIn(context.app, 'Anja Terpstra');
    expect(await full(anja)).toEqual(await anja.asks('GET', `batches/${NOBODY}/preview`));
    await second.approves(batch);
    expect(await full(bas)).toEqual(refusal('too-late'));
  });

  test('[R-OPEN-5] [R-IMPORT-7] gives a signal that somebody had opened whom it removes back to their colleague', async () => {
    await hasStaff(`${DIRK}els@deproef.example;Els Elders;99QA00;ib;;\n`);
    await directory.db.update(schools).set({ state: 'live' }).where(eq(schools.code, '99QA00'));
    const karin = await context.arrives('Karin de Graaf');
    const els = await context.arrives('Els Elders');
    const dirk = await context.arrives('Dirk Directeur');
    const bystander = await context.arrives('Petra van Dam');
    const pupil = madeUpPupil();
    const signal = await karin.sends(pupil, 'proef');
    await els.opens(signal, '99QA00');
    await settle(karin, els, dirk);
    const batch = await own.staff(STAFF + DIRK);
    expect(batch.preview).toMatchObject({ counts: { removed: 1 }, takesTwo: false });
    await own.does(batch, { removes: true });
    await els.isGone();
    expect((await karin.finds('proef')).devices.map(({ id }) => id)).toEqual([dirk.device]);
    await karin.hears(
      'signal:changed',
      of(signal, 'sender', ({ progress }) => progress === 'waiting'),
    );
    // A timer that is due already: time need only go on.
    await context.app.clock.pass(0);
    await dirk.hears('signal:alert', of(signal, 'contact'));
    expect(await dirk.opens(signal, '99QA00')).toEqual(pupil);
    await bystander.hasHeardNothing();
    ok(await karin.says('signal:withdraw', { id: signal }));
  });

  test('[R-IMPORT-7] removes who is in it no more where that is chosen, with sockets and devices, at once', async () => {
    await hasStaff(
      `${DIRK}${LIES}els@deproef.example;Els Elders;99QA00;ib;;\nmo.benali@elzenmeer.example;Mo Benali;99QA00;ib;;\n`,
    );
    const els = await context.arrives('Els Elders');
    const lines = DIRK + LIES.replace('Groep 3', 'Groep 4');
    const batch = await own.staff(STAFF + lines);
    expect(batch.preview).toMatchObject({ counts: { changed: 1, removed: 2, unchanged: 1 } });
    expect(batch.preview!.changes.map(({ change, label, details }) => [change, label, details])).toEqual([
      ['changed', 'Lies Les', ['groups']],
      ['removed', 'Els Elders', []],
      // A sender stays one.
      ['removed', 'Mo Benali', ['role-removed']],
    ]);
    await second.approves(await own.does(batch));
    expect(await finds('els')).toHaveLength(1);
    expect((await directory.db.select().from(groups).where(eq(groups.school, '99QA00'))).map(({ name }) => name).sort()).toEqual([
      'Groep 3',
      'Groep 4',
    ]);
    // Taking away takes one.
    const removing = await own.staff(STAFF + lines);
    expect(removing.preview).toMatchObject({ counts: { removed: 3 }, takesTwo: false });
    expect(await own.does(removing, { removes: true })).toMatchObject({ state: 'done' });
    await els.isGone();
    expect(await finds('els')).toEqual([]);
    expect(await directory.db.$count(devices, eq(devices.person, els.id))).toBe(0);
    expect(await directory.rolesOf(await context.app.personId('Mo Benali'))).toEqual(['sender']);
    const left = await directory.db.select().from(groups).where(eq(groups.school, '99QA00'));
    expect(left.map(({ name }) => name)).toEqual(['Groep 4']);
    // Of schools that it does not name it says nothing.
    expect(
      await directory.db.$count(
        groupTeachers,
        inArray(
          groupTeachers.group,
          left.map(({ id }) => id),
        ),
      ),
    ).toBe(1);
    expect(await finds('petra')).toHaveLength(1);
    expect((await own.staff(STAFF + lines)).preview).toMatchObject({
      counts: { added: 0, changed: 0, removed: 0, unchanged: 2 },
    });
  });

  test('[R-IMPORT-2] and lists of schools with every kind of fault: each is named with its line and column, and nothing is written', async () => {
    const there = await all();
    const withSectors = FAULTY_SCHOOLS.map((file) => ({ ...file, sector: 'po' as const }));
    const [first, then] = [await own.begins('schools', withSectors), await own.begins('staff', FAULTY_STAFF)];
    expect([first.state, then.state]).toEqual(['faulty', 'faulty']);
    expect(first.faults.map(lineOf)).toEqual(SCHOOL_FAULTS);
    expect(then.faults.map(lineOf)).toEqual(STAFF_FAULTS);
    expect(then.faultCount).toBe(STAFF_FAULTS.length);
    const codes = [...first.faults, ...then.faults].map(({ code }) => code);
    expect([...new Set(codes)].sort()).toEqual([...FILE_FAULTS].sort());
    expect(FILE_FAULTS).toHaveLength(30);
    expect(await own.confirms({ ...then, preview: { fingerprint: 'x' } as never })).toEqual(refusal('too-late'));
    expect(await all()).toEqual(there);
  });
});

describe('what was seen', () => {
  test('[R-IMPORT-3] is done, or nothing: by whoever began it and by whoever approves it', async () => {
    await hasProef();
    const batch = await own.staff(STAFF + DIRK + LIES);
    await directory.joins('Dirk Directeur', 'dirk@deproef.example');
    expect(await own.confirms(batch)).toEqual(refusal('stale-preview'));
    const again = await own.one(batch.id);
    expect(again.preview).toMatchObject({ counts: { added: 1, changed: 1 } });
    const asked = await own.does(again);
    const seen = await second.one(batch.id);
    await directory.joins('Lies Les', 'lies@deproef.example');
    const approval = (fingerprint: string) => bas.asks('POST', `batches/${batch.id}/approval`, { fingerprint });
    expect(await approval(seen.preview!.fingerprint)).toEqual(refusal('stale-preview'));
    expect(await second.approves(asked)).toMatchObject({ state: 'done', preview: { counts: { changed: 2 } } });
  });

  test('[R-IMPORT-3] is not done where the directory changes in the last moment', async () => {
    await hasProef();
    const imports = context.app.get(Imports);
    const write = imports.write.bind(imports);
    const changing = jest.spyOn(imports, 'write').mockImplementationOnce(async (...all) => {
      await directory.joins('Zoë Anders', 'zoe@elzenmeer.example', { role: 'recipient', school: '99AA00', title: 'ib' });
      return write(...all);
    });
    const done = await own.does(await own.staff(`${STAFF}zoe@elzenmeer.example;Zoë Zender;;zender;;\n`));
    changing.mockRestore();
    expect(done.state).toBe('failed');
    expect(await finds('zoë')).toMatchObject([{ name: 'Zoë Anders', roles: [{ role: 'recipient' }] }]);
    // Where it makes no difference it is done all the same.
    const harmless = jest.spyOn(imports, 'write').mockImplementationOnce(async (...all) => {
      await directory.joins('Iemand Anders', 'iemand@elzenmeer.example');
      return write(...all);
    });
    const other = await own.does(await own.staff(`${STAFF}zus@elzenmeer.example;Zus Zender;;zender;;\n`), { invites: true });
    harmless.mockRestore();
    expect(other).toMatchObject({ state: 'done', links: 1 });
  });

  test('[R-IMPORT-4] is decided once, by another administrator, within a week, while whoever asked is one', async () => {
    await hasProef();
    const asks = async () => own.does(await own.staff(STAFF + DIRK));
    const { id, preview } = await asks();
    const body = { fingerprint: preview!.fingerprint };
    expect(await femke.asks('POST', `batches/${id}/approval`, body)).toEqual(refusal('own-request'));
    expect(await femke.asks('POST', `batches/${id}/refusal`)).toEqual(refusal('own-request'));
    expect(await bas.asks('DELETE', `batches/${id}`)).toEqual(refusal('not-allowed'));
    expect((await bas.asks('POST', `batches/${id}/refusal`)).status).toBe(204);
    expect(await bas.asks('POST', `batches/${id}/approval`, body)).toEqual(refusal('unknown-batch'));
    const withdrawn = await asks();
    expect((await femke.asks('DELETE', `batches/${withdrawn.id}`)).status).toBe(204);
    expect((await bas.asks('GET', 'batches')).body).toEqual([]);
    const late = await asks();
    await directory.db.delete(roles).where(eq(roles.person, femke.person.id));
    expect(await bas.asks('POST', `batches/${late.id}/approval`, body)).toEqual(refusal('unknown-batch'));
    await directory.holds('Femke Ooms', { role: 'administrator', school: null, title: 'beheerder' });
    const open = await directory.db.select().from(batches);
    expect(open.map((batch) => batch.expiresAt - context.app.clock.now())).toEqual([WEEK]);
    await directory.db.update(batches).set({ expiresAt: context.app.clock.now() });
    expect(await bas.asks('GET', `batches/${late.id}`)).toEqual(refusal('unknown-batch'));
    expect(await finds('dirk')).toEqual([]);
  });
});

describe('a batch', () => {
  test('[R-ADMIN-1] is for administrators of its organisation, and before it is asked for whoever began it', async () => {
    await directory.holds('Anja Terpstra', { role: 'administrator', school: null, title: 'beheerder' });
    const anja = await Asker.signsIn(context.app, 'Anja Terpstra');
    const batch = await own.staff(`${STAFF}petra.vandam@delinde.example;Petra van Dam;99AA00;ib;;\n`);
    const routes = (id: string): [string, string, object?][] => [
      ['GET', `batches/${id}`],
      ['PUT', `batches/${id}/municipalities`, { codes: [] }],
      ['POST', `batches/${id}/confirmation`, { fingerprint: 'x', removes: true, invites: true }],
      ['POST', `batches/${id}/approval`, { fingerprint: 'x' }],
      ['POST', `batches/${id}/refusal`],
      ['DELETE', `batches/${id}`],
      ['GET', `batches/${id}/links`],
    ];
    for (const asker of [bas, anja])
      for (const [at, route] of routes(batch.id).entries()) {
        const nobody = await asker.asks(...routes(NOBODY)[at]!);
        expect(nobody).toEqual(refusal('unknown-batch'));
        expect(await asker.asks(...route)).toEqual(nobody);
      }
    expect((await bas.asks('GET', 'batches')).body).toEqual([]);
    const asked = await own.does(await own.staff(`${STAFF}petra.vandam@delinde.example;Petra Anders;99AA00;ib;;\n`));
    for (const [method, path, body] of routes(asked.id))
      expect(await anja.asks(method, path, body)).toEqual(refusal('unknown-batch'));
    const petra = await Asker.signsIn(context.app, 'Petra van Dam');
    const unproven = await context.app.session('Femke Ooms', { proven: false });
    const headers = { cookie: unproven };
    const { token } = (await (await fetch(`${context.app.url}/v1/session/token`, { method: 'POST', headers })).json()) as {
      token: string;
    };
    for (const [method, path, body] of [...routes(asked.id), ['GET', 'batches'], ['GET', 'staff-template']] as [
      string,
      string,
      object?,
    ][])
      expect(await petra.asks(method, path, body)).toEqual(refusal('not-allowed'));
    for (const [method, path, body] of routes(asked.id).filter(
      ([method, path]) => method !== 'GET' && !path.endsWith('municipalities'),
    ))
      expect(await femke.asks(method, path, body, token)).toEqual(refusal('step-up-required'));
    const file = { name: 'staf.csv', content: STAFF + DIRK };
    expect(await sends(context.app, petra, 'staff', [file])).toEqual(refusal('not-allowed'));
    const proven = femke.person.token;
    femke.person.token = async () => token;
    expect(await sends(context.app, femke, 'staff', [file])).toEqual(refusal('step-up-required'));
    expect(await femke.asks('POST', 'batches/invitations', { people: null })).toEqual(refusal('step-up-required'));
    femke.person.token = proven;
  });

  test('[R-IMPORT-6] is cancelled while it is read, and meanwhile it is the only one of its organisation', async () => {
    const there = await all();
    const id = await whileReading(async (id) => {
      expect(await own.one(id)).toMatchObject({ state: 'reading', progress: { done: 0, total: 3 } });
      expect(await sends(context.app, bas, 'staff', [{ name: 'staf.csv', content: STAFF + LIES }])).toEqual(refusal('busy'));
      expect(await bas.asks('POST', 'batches/invitations', { people: null })).toEqual(refusal('busy'));
      expect((await femke.asks('DELETE', `batches/${id}`)).status).toBe(204);
    });
    expect(await own.settled(id)).toMatchObject({ state: 'cancelled', preview: null });
    // Another one of one's own takes its place.
    const replaced = await whileReading(async () => {
      expect(await own.staff(STAFF + LIES.replace('99QA00', '99AA00'))).toMatchObject({ state: 'ready' });
    });
    expect(await femke.asks('GET', `batches/${replaced}`)).toEqual(refusal('unknown-batch'));
    expect(await all()).toEqual(there);
  });

  test('[R-IMPORT-6] is cancelled while it is written, and then nothing of it is', async () => {
    await hasProef();
    const there = await all();
    const imports = context.app.get(Imports);
    const write = imports.write.bind(imports);
    const asked = await own.does(await own.staff(STAFF + DIRK + LIES));
    let progress: Batch['progress'] = null;
    const cancelling = jest.spyOn(imports, 'write').mockImplementationOnce((organisation, what, now, step) =>
      write(organisation, what, now, async (rows) => {
        const caller = { organisation, person: femke.person.id } as never;
        progress = { ...(await context.app.get(Batches).one(caller, asked.id)).progress! };
        await context.app.get(Batches).cancel(caller, asked.id);
        await step(rows);
      }),
    );
    expect(await second.approves(asked)).toMatchObject({ state: 'cancelled' });
    cancelling.mockRestore();
    expect(progress).toEqual({ done: 0, total: expect.any(Number) });
    expect(await all()).toEqual(there);
    expect((await bas.asks('GET', 'batches')).body).toEqual([]);
  });

  test('[R-IMPORT-6] takes so much and no more', async () => {
    const file = (bytes: number) => ({ name: 'groot.csv', content: new Uint8Array(bytes) });
    const large = await sends(context.app, femke, 'staff', [file(17 * 1024 * 1024)]);
    expect(large).toMatchObject({ status: 413, body: { code: 'too-large' } });
    expect(await sends(context.app, femke, 'staff', [file(16 * 1024 * 1024 + 1)])).toEqual(refusal('too-large'));
    const nine = Array.from({ length: 9 }, () => file(1));
    expect(await sends(context.app, femke, 'staff', nine)).toEqual(refusal('malformed'));
    expect(await sends(context.app, femke, 'staff', [])).toEqual(refusal('malformed'));
    expect(await sends(context.app, femke, 'schools', [file(1)])).toEqual(refusal('malformed'));
    expect(await sends(context.app, femke, 'schools', [{ ...file(1), sector: 'wo' as never }])).toEqual(refusal('malformed'));
    expect(await sends(context.app, femke, 'staff', [{ ...file(1), sector: 'po' }])).toEqual(refusal('malformed'));
    for (const people of [undefined, 'all', ['x'], Array.from({ length: 1001 }, () => NOBODY)])
      expect(await femke.asks('POST', 'batches/invitations', { people })).toEqual(refusal('malformed'));
    const template = await fetch(`${context.app.url}/v1/staff-template`, {
      headers: { authorization: `Bearer ${await femke.person.token()}` },
    });
    expect(template.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(new Uint8Array(await template.arrayBuffer()).slice(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]));
  });
});

describe('many invitations', () => {
  const invites = async (people: string[] | null) => {
    const { status, body } = await femke.asks('POST', 'batches/invitations', { people });
    expect(status).toBe(202);
    return own.settled((body as { id: string }).id);
  };

  test('[R-IMPORT-8] to senders are made at once, and their links are shown once', async () => {
    const [karin, mo] = [await context.app.personId('Karin de Graaf'), await context.app.personId('Mo Benali')];
    const batch = await invites([karin, mo, karin]);
    expect(batch).toMatchObject({ state: 'ready', kind: 'invitations', preview: { counts: { added: 2 }, takesTwo: false } });
    expect(batch.preview!.changes[0]).toMatchObject({ label: 'Karin de Graaf', email: 'karin.degraaf@elzenmeer.example' });
    expect(await own.does(batch)).toMatchObject({ state: 'done', links: 2, invited: { made: 2, failed: 0 } });
    const links = (await femke.asks('GET', `batches/${batch.id}/links`)).body as BatchLink[];
    expect(await directory.opens(links[1]!.link)).toBe('ok');
    expect(await own.one(batch.id)).toMatchObject({ links: null });
    const gerda = await context.app.personId('Gerda Wolters');
    expect(await femke.asks('POST', 'batches/invitations', { people: [karin, gerda] })).toEqual(refusal('unknown-person'));
  });

  test('[R-IMPORT-8] to everybody who has never signed in wait for a second administrator', async () => {
    await context.app.session('Mo Benali');
    await directory.hasWaysIn(await context.app.personId('Petra van Dam'));
    const batch = await invites(null);
    const expected = (
      await directory.db
        .select({ id: people.id })
        .from(people)
        .where(eq(people.organisation, await organisation()))
    ).length;
    // Without Mo, Petra, and the two administrators who are signed in.
    expect(batch.preview).toMatchObject({ counts: { added: expected - 4 }, takesTwo: true });
    const asked = await own.does(batch);
    expect(asked.state).toBe('asked');
    await directory.hasWaysIn(await context.app.personId('Hans Willems'));
    expect(await second.approves(asked)).toMatchObject({ state: 'done', links: expected - 5 });
    expect(await finds('hans')).toMatchObject([{ invitation: null }]);
  });

  test('[R-IMPORT-8] by one administrator lead to nobody who receives signals by then', async () => {
    const [karin, mo] = [await context.app.personId('Karin de Graaf'), await context.app.personId('Mo Benali')];
    const role = { role: 'recipient', school: '99AA00', title: 'ib' } as const;
    const batch = await invites([karin, mo]);
    const invitations = context.app.get(Invitations);
    const invite = invitations.invite.bind(invitations);
    let link: string | null = null;
    const inviting = jest.spyOn(invitations, 'invite').mockImplementationOnce(async (person) => {
      const made = await invite(person);
      await directory.holds('Karin de Graaf', role);
      link = made.link;
      return made;
    });
    expect(await own.does(batch)).toMatchObject({ state: 'done', links: 1, invited: { made: 1, failed: 1 } });
    inviting.mockRestore();
    expect(await directory.opens(link)).toBe('invitation-expired');
    expect((await invites([karin])).preview).toMatchObject({ takesTwo: true });
    // So it is as long as that is only asked for.
    await femke.mustAsk('POST', `people/${mo}/roles`, role);
    expect((await invites([mo])).preview).toMatchObject({ takesTwo: true });
  });

  test('[R-IMPORT-8] are mailed, and a letter that is not taken keeps no other from going', async () => {
    const mail = context.app.get(Mail);
    const configured = jest.spyOn(mail, 'isConfigured', 'get').mockReturnValue(true);
    const to: string[] = [];
    const mailing = jest.spyOn(mail, 'invite').mockImplementation(async ({ name }) => {
      if (name === 'Karin de Graaf') throw new Refused('not-mailed');
      to.push(name);
    });
    const batch = await invites([await context.app.personId('Karin de Graaf'), await context.app.personId('Mo Benali')]);
    expect(await own.does(batch)).toMatchObject({ state: 'done', links: null, invited: { made: 1, failed: 1 } });
    expect(to).toEqual(['Mo Benali']);
    expect(await femke.asks('GET', `batches/${batch.id}/links`)).toEqual(refusal('unknown-batch'));
    expect(await finds('karin')).toMatchObject([{ invitation: { state: 'expired' } }]);
    for (const each of [configured, mailing]) each.mockRestore();
  });

  const organisation = async () =>
    (await directory.db.select().from(people).where(eq(people.id, femke.person.id)))[0]!.organisation;
});
