import { beforeAll, describe, expect, test } from '@jest/globals';
import { bring, type Course } from '../support/course.js';
import { ioServerOf } from '../support/io-server.js';
import { ok } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { RawSocket } from '../support/raw-socket.js';
import { withApp } from '../support/start-app.js';
import { COMMANDS, Listening } from '../support/listening.js';

const LINDE = '99AA00';
const SEALED = /ciphertext|encrypted_key|sealed/;
const INSIDERS = ['Karin de Graaf', 'Petra van Dam', 'Hans Willems', 'Marijke Bos'] as const;
const BYSTANDERS = {
  'directeur of another school': 'Wim Verhoeven',
  'contact of another school': 'Yvonne Maas',
  'another teacher of the school': 'Tom Vos',
  administrator: 'Femke Ooms',
  'another sender, before amber': 'Mo Benali',
  "the other organisation's sender": 'Anja Terpstra',
  "the other organisation's contact": 'Gerda Wolters',
  "the other organisation's teacher": 'Kim de Boer',
};

describe('those whom a signal does not concern', () => {
  const context = withApp();
  let listening: Listening;
  let course: Course;
  const who = (name: string) => listening.who(name);
  const framesFor = (name: string, command: string, id: string) => listening.framesFor(name, command, id, course);
  const cannotTell = (names: string[], id: string, when: string, commands = COMMANDS) =>
    listening.cannotTell(names, id, course, when, commands);
  const hearNothingOf = (id: string) => listening.hearNothingOf(Object.values(BYSTANDERS), id);

  beforeAll(async () => {
    listening = await Listening.start(context.app, [...INSIDERS, ...Object.values(BYSTANDERS)]);
    course = { sender: who('Karin de Graaf'), school: LINDE, contact: who('Petra van Dam'), teacher: who('Marijke Bos') };
  });

  const outsiders = Object.values(BYSTANDERS);

  test('[R-VIEW-2] get the same bytes as for an id that does not exist, at every step of the journey', async () => {
    const pupil = madeUpPupil();
    const [karin, petra, marijke] = [who('Karin de Graaf'), who('Petra van Dam'), who('Marijke Bos')];
    const id = await karin.sends(pupil, LINDE);
    // Before she is chosen, the teacher is one of them.
    await cannotTell([...outsiders, 'Marijke Bos'], id, 'waiting');
    ok(await petra.says('signal:open', { id, device: petra.device }));
    await cannotTell(outsiders, id, 'reserved');
    ok(await petra.says('signal:read', { id }));
    await cannotTell([...outsiders, 'Marijke Bos'], id, 'opened');
    await petra.passesOn(id, pupil, 'Marijke Bos');
    await cannotTell(outsiders, id, 'passed on');
    await marijke.opensCopy(id);
    ok(await marijke.says('signal:know', { id }));
    await cannotTell(outsiders, id, 'known');
    ok(await petra.says('signal:complete', { id }));
    await cannotTell([...outsiders, 'Karin de Graaf', 'Petra van Dam', 'Hans Willems'], id, 'completed');
    await hearNothingOf(id);
  });

  test('[R-VIEW-2] the same after "not our pupil"', async () => {
    const id = await bring(course, 'opened');
    ok(await course.contact.says('signal:return', { id }));
    await cannotTell([...outsiders, 'Petra van Dam', 'Hans Willems', 'Marijke Bos'], id, 'returned');
    await hearNothingOf(id);
  });

  test('[R-SILENT-1] a contact who does not follow it gets no content but by taking over, nor does anybody by news alone', async () => {
    const others = COMMANDS.filter((command) => command !== 'signal:take-over');
    const before = listening.framesOf('Hans Willems').length;
    const stages = ['reserved', 'opened', 'passed-on', 'copied', 'to-call'] as const;
    let id = '';
    for (const stage of stages) {
      id = await bring(course, stage);
      for (const command of others) await framesFor('Hans Willems', command, id);
      await who('Hans Willems').inbox();
    }
    const received = listening.framesOf('Hans Willems').slice(before);
    expect(received.length).toBeGreaterThan(stages.length * others.length);
    for (const frame of received) expect(frame).not.toMatch(SEALED);
    // What comes by itself is a view or an id, for those who may open it, too.
    for (const frame of listening.all.filter((each) => each.startsWith('2'))) expect(frame).not.toMatch(SEALED);
    expect((await framesFor('Hans Willems', 'signal:take-over', id)).join('\n')).toMatch(SEALED);
  });

  test('[R-VIEW-3] no frame ever told the sender the content, a copy of it, or who works at the school', async () => {
    const karin = who('Karin de Graaf');
    const id = await bring(course, 'to-call');
    ok(await who('Marijke Bos').says('signal:know', { id }));
    ok(await who('Petra van Dam').says('signal:coming', { id, teacher: who('Marijke Bos').id }));
    ok(await who('Marijke Bos').says('copy:informed', { id }));
    await who('Hans Willems').takesOver(id, LINDE);
    await karin.inbox();
    for (const command of COMMANDS) if (command !== 'signal:withdraw') await framesFor('Karin de Graaf', command, id);
    const all = listening.framesOf('Karin de Graaf').join('\n');
    expect(all).toContain(id);
    expect(all).not.toMatch(SEALED);
    const { people: listed } = (await (await fetch(`${context.app.url}/v1/demonstration`)).json()) as {
      people: { id: string; name: string }[];
    };
    expect(listed.length).toBeGreaterThan(40);
    for (const { id: person, name } of listed.filter((each) => each.id !== karin.id)) {
      expect(all).not.toContain(person);
      expect(all).not.toContain(name);
    }
  });

  test('[R-SILENT-3] the names of the rooms tell nothing', () => {
    const { rooms, sids } = ioServerOf(context.app).of('/').adapter;
    const names = [...rooms.keys()].filter((room) => !sids.has(room));
    // A session and a person for each; the senders of two organisations, three of them; the contacts of three schools and of
    // one elsewhere, five of them at six schools; four teachers.
    expect(names).toHaveLength(2 * listening.count + 2 + 3 + 4 + 6 + 4);
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  test('[R-SILENT-3] nobody joins a room by asking', async () => {
    const { adapter } = ioServerOf(context.app).of('/');
    const tom = await RawSocket.connects(context.app.url, await who('Tom Vos').token());
    context.leave.push(() => tom.leaves());
    const before = [...adapter.rooms].map(([room, members]) => [room, members.size]);
    for (const [at, event] of ['join', 'subscribe', 'room:join', 'joinRoom'].entries()) {
      tom.sends(`42${at}["${event}","contacts:${LINDE}"]`);
      expect(await tom.outcome(at)).toBe('unknown-command');
    }
    tom.sends(`42["join","contacts:${LINDE}"]`);
    expect(await tom.hears(/^never/)).toBeNull();
    const after = new Map([...adapter.rooms].map(([room, members]) => [room, members.size]));
    for (const [room, size] of before) expect(after.get(room as string) ?? 0).toBeLessThanOrEqual(size as number);
    context.app.expectLog(/packet refused/);
    await bring(course, 'waiting');
    expect(tom.frames.filter((frame) => frame.startsWith('42'))).toEqual([]);
  });

  test('[R-VIEW-4] at amber the other senders of the organisation see the school and the state, and nothing more', async () => {
    const id = await bring(course, 'waiting');
    const mo = who('Mo Benali');
    await context.app.clock.pass(5 * 60_000 - 1);
    expect((await mo.inbox()).views).toEqual([]);
    await context.app.clock.pass(1);
    const view = await mo.sees(id);
    expect(Object.keys(view!).sort()).toEqual(
      [
        ...['id', 'version', 'drill', 'sentAt', 'opensAt', 'handedBackAt', 'bellAt', 'endsAt', 'times', 'as', 'school'],
        ...['progress', 'calledAt'],
      ].sort(),
    );
    expect(view).toMatchObject({ as: 'colleague', progress: 'waiting', school: { code: LINDE } });
    expect((await who('Anja Terpstra').inbox()).views).toEqual([]);
    // Whoever sees that it waits may be the one who calls, and no more than that.
    const others = COMMANDS.filter((command) => command !== 'signal:called');
    await cannotTell(['Mo Benali'], id, 'amber', others);
    await cannotTell(['Anja Terpstra'], id, 'amber');
    listening.leave();
  });
});
