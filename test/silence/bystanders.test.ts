import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { bring, type Course, payloadFor } from '../support/course.js';
import { arrivesListening, bare } from '../support/frames.js';
import { ioServerOf } from '../support/io-server.js';
import { ok, type Person } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { RawSocket } from '../support/raw-socket.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';
/** All that can be said of an id, but for sending: there an id that is in use must be refused (R-SEND-1). */
const COMMANDS = [
  ...['signal:withdraw', 'signal:open', 'signal:read', 'teachers:list', 'signal:pass-on', 'signal:told'],
  ...['signal:return', 'signal:complete', 'copy:open', 'signal:know'],
];
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
  const people = new Map<string, Person>();
  const frames = new Map<string, string[]>();
  const who = (name: string) => people.get(name)!;
  let course: Course;

  beforeAll(async () => {
    for (const name of [...INSIDERS, ...Object.values(BYSTANDERS)]) {
      const arrived = await arrivesListening(context.app, name);
      people.set(name, arrived.person);
      frames.set(name, arrived.frames);
    }
    course = { sender: who('Karin de Graaf'), school: LINDE, contact: who('Petra van Dam'), teacher: who('Marijke Bos') };
  });

  /** The very frames with which a command is answered, and those that come with it. */
  async function framesFor(name: string, command: string, id: string): Promise<string[]> {
    const payload = await payloadFor(command, id, who(name), course);
    const before = frames.get(name)!.length;
    await who(name).says(command as 'signal:told', payload as { id: string });
    return frames.get(name)!.slice(before).map(bare);
  }

  /** What a command about an id that does not exist is answered with; asked once. */
  const nones = new Map<string, string[]>();
  async function framesForNone(name: string, command: string): Promise<string[]> {
    const key = `${name} ${command}`;
    if (!nones.has(key)) nones.set(key, await framesFor(name, command, randomUUID()));
    return nones.get(key)!;
  }

  async function cannotTell(names: string[], id: string, when: string): Promise<void> {
    for (const name of names) {
      for (const command of COMMANDS) {
        const [real, none] = [await framesFor(name, command, id), await framesForNone(name, command)];
        expect({ when, name, command, frames: real }).toEqual({ when, name, command, frames: none });
        expect(real).toHaveLength(1);
      }
    }
  }

  async function hearNothingOf(id: string): Promise<void> {
    for (const name of Object.values(BYSTANDERS)) {
      await who(name).hasHeardNothing();
      expect((await who(name).inbox()).views).toEqual([]);
      expect((await who(name).inbox()).gone).toEqual([]);
      expect(frames.get(name)!.join('\n')).not.toContain(id);
    }
  }

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

  test.each(['waiting', 'reserved', 'copied'] as const)('[R-VIEW-2] the same after a withdrawal: %s', async (stage) => {
    const id = await bring(course, stage);
    ok(await course.sender.says('signal:withdraw', { id }));
    await cannotTell([...outsiders, 'Petra van Dam', 'Hans Willems', 'Marijke Bos'], id, `withdrawn when ${stage}`);
    await hearNothingOf(id);
  });

  test('[R-VIEW-2] the same after "not our pupil"', async () => {
    const id = await bring(course, 'opened');
    ok(await course.contact.says('signal:return', { id }));
    await cannotTell([...outsiders, 'Petra van Dam', 'Hans Willems', 'Marijke Bos'], id, 'returned');
    await hearNothingOf(id);
  });

  test('[R-SILENT-1] a contact who did not open it gets no content by any command, nor does anybody by news alone', async () => {
    const seen = (name: string) => frames.get(name)!.length;
    const before = seen('Hans Willems');
    for (const stage of ['reserved', 'opened', 'passed-on', 'copied'] as const) {
      const id = await bring(course, stage);
      for (const command of COMMANDS) await framesFor('Hans Willems', command, id);
      await who('Hans Willems').inbox();
    }
    const received = frames.get('Hans Willems')!.slice(before);
    expect(received.length).toBeGreaterThan(4 * COMMANDS.length);
    for (const frame of received) expect(frame).not.toMatch(/ciphertext|encrypted_key|sealed/);
    // What comes by itself is a view or an id, for those who may open it, too.
    for (const all of frames.values())
      for (const frame of all.filter((each) => each.startsWith('2')))
        expect(frame).not.toMatch(/ciphertext|encrypted_key|sealed/);
  });

  test('[R-VIEW-3] no frame ever told the sender the content, a copy of it, or who works at the school', async () => {
    const karin = who('Karin de Graaf');
    const id = await bring(course, 'copied');
    ok(await who('Marijke Bos').says('signal:know', { id }));
    await karin.inbox();
    for (const command of COMMANDS) if (command !== 'signal:withdraw') await framesFor('Karin de Graaf', command, id);
    const all = frames.get('Karin de Graaf')!.join('\n');
    expect(all).toContain(id);
    expect(all).not.toMatch(/ciphertext|encrypted_key|sealed/);
    const { people: listed } = (await (await fetch(`${context.app.url}/v1/demonstration`)).json()) as {
      people: { id: string; name: string }[];
    };
    expect(listed.length).toBeGreaterThan(40);
    for (const { id: person, name } of listed.filter((each) => each.id !== karin.id)) {
      expect(all).not.toContain(person);
      expect(all).not.toContain(name);
    }
  });

  test('[R-SILENT-2] the news that a signal is gone is an id, a role and an outcome', () => {
    const gone = [...frames.values()].flat().filter((frame) => frame.includes('"signal:gone"'));
    expect(gone.length).toBeGreaterThan(10);
    for (const frame of gone) {
      const [, news] = JSON.parse(bare(frame)) as [string, object];
      expect(Object.keys(news).sort()).toEqual(['as', 'id', 'outcome']);
    }
  });

  test('[R-SILENT-3] the names of the rooms tell nothing', () => {
    const { rooms, sids } = ioServerOf(context.app).of('/').adapter;
    const names = [...rooms.keys()].filter((room) => !sids.has(room));
    // A session and a person for each; the senders of two organisations, three of them; the contacts of three schools and of
    // one elsewhere, five of them at six schools; four teachers.
    expect(names).toHaveLength(2 * people.size + 2 + 3 + 4 + 6 + 4);
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
      ['id', 'version', 'drill', 'sentAt', 'opensAt', 'bellAt', 'endsAt', 'times', 'as', 'school', 'progress'].sort(),
    );
    expect(view).toMatchObject({ as: 'colleague', progress: 'waiting', school: { code: LINDE } });
    expect((await who('Anja Terpstra').inbox()).views).toEqual([]);
    await cannotTell(['Mo Benali', 'Anja Terpstra'], id, 'amber');
    for (const person of people.values()) person.leaves();
  });
});
