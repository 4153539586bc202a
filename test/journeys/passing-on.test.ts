import { beforeAll, describe, expect, test } from '@jest/globals';
import { seal } from '../../src/sealed/index.js';
import { withBystanders } from '../support/bystanders.js';
import { bring, type Course } from '../support/course.js';
import { heardOf, settle } from '../support/news.js';
import { ok, Person } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';

describe('passing on', () => {
  const context = withApp();
  withBystanders(context);
  const people = new Map<string, Person>();
  const who = (name: string) => people.get(name)!;
  let id: string;

  /** Petra is a contact of OBS Het Kompas too, where Jeroen teaches. */
  beforeAll(async () => {
    const names = ['Karin de Graaf', 'Petra van Dam', 'Hans Willems', 'Marijke Bos', 'Tom Vos', 'Jeroen Mulder', 'Kim de Boer'];
    for (const name of names) people.set(name, await Person.arrives(context.app, name));
    const [sender, contact, teacher] = [who('Karin de Graaf'), who('Petra van Dam'), who('Marijke Bos')];
    const course: Course = { sender, school: LINDE, contact, teacher };
    id = await bring(course, 'opened');
  });

  const passesOnTo = async (
    person: Person,
    { group = null, teacher = person.id }: { group?: string | null; teacher?: string } = {},
  ) => {
    const sealed = await seal(madeUpPupil(), id, { teacher: person.id }, [{ id: person.device, key: person.publicKey }]);
    return who('Petra van Dam').says('signal:pass-on', { id, teacher, group, instead: null, sealed });
  };

  test("[R-PASS-1] offers the teachers of the signal's school, and nobody else's", async () => {
    const offered = (await who('Petra van Dam').listsTeachers(id)).map(({ name }) => name);
    expect(offered).toEqual(expect.arrayContaining(['Marijke Bos', 'Tom Vos']));
    for (const other of ['Jeroen Mulder', 'Kim de Boer', 'Hans Willems', 'Petra van Dam', 'Karin de Graaf'])
      expect(offered).not.toContain(other);
  });

  test('[R-PASS-1] is refused to whoever does not teach there, and they hear nothing', async () => {
    for (const other of ['Jeroen Mulder', 'Kim de Boer', 'Hans Willems', 'Petra van Dam', 'Karin de Graaf'])
      expect(await passesOnTo(who(other))).toEqual({ ok: false, code: 'unknown-teacher' });
    for (const other of ['Jeroen Mulder', 'Kim de Boer']) await who(other).hasHeardNothing();
  });

  test('[R-PASS-1] is refused with a group that is not theirs, and with an envelope for somebody else', async () => {
    expect(await passesOnTo(who('Marijke Bos'), { group: 'x' })).toEqual({ ok: false, code: 'unknown-teacher' });
    expect(await passesOnTo(who('Tom Vos'), { teacher: who('Marijke Bos').id })).toEqual({ ok: false, code: 'malformed' });
    await who('Marijke Bos').hasHeardNothing();
  });

  test('[R-PASS-1] reaches the one who was chosen, and nobody beside', async () => {
    ok(await passesOnTo(who('Marijke Bos')));
    expect(await who('Marijke Bos').hears('signal:alert')).toMatchObject({ id, as: 'teacher' });
    await who('Tom Vos').hasHeardNothing();
    expect(await who('Tom Vos').says('copy:open', { id, device: who('Tom Vos').device })).toEqual({
      ok: false,
      code: 'unknown-signal',
    });
    // The same once more changes nothing.
    ok(await passesOnTo(who('Marijke Bos')));
    await settle(who('Petra van Dam'));
    await who('Marijke Bos').inbox();
    expect(heardOf(who('Marijke Bos'), id).filter((each) => (each as { event: string }).event === 'signal:alert')).toEqual([]);
  });
});
