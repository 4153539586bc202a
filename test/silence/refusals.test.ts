import { beforeAll, describe, expect, test } from '@jest/globals';
import { bring, type Course, outcome, unknownId } from '../support/course.js';
import { gatewaysOf, handlersOf } from '../support/gateways.js';
import { ok, Person } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';
import {
  BY_ROLE,
  COLLEAGUE,
  CONTACT_OF_TWO_SCHOOLS,
  DIRECTEUR_WHO_TEACHES,
  ENDED_ONE,
  FORMER,
  STAGES,
  TOO_EARLY_OR_LATE,
  WITHOUT_SIGNAL,
} from './refusals.table.js';

type Answers = Record<string, readonly string[]>;

describe('who may give which command about whose signal', () => {
  const context = withApp();
  const names = [
    ...['Karin de Graaf', 'Mo Benali', 'Anja Terpstra', 'Femke Ooms'],
    ...['Hans Willems', 'Petra van Dam', 'Wim Verhoeven', 'Yvonne Maas', 'Gerda Wolters'],
    ...['Tom Vos', 'Bram Peeters', 'Jeroen Mulder', 'Anouk Prins', 'Kim de Boer'],
    ...['Deniz Arslan', 'Ingrid van der Meulen'],
  ];
  const people = new Map<string, Person>();
  const who = (name: string) => people.get(name)!;
  const course = (school: string, sender: string, contact: string, teacher: string): Course => ({
    school,
    sender: who(sender),
    contact: who(contact),
    teacher: who(teacher),
  });

  beforeAll(async () => {
    for (const name of names) people.set(name, await Person.arrives(context.app, name));
  });

  const commands = () => gatewaysOf(context.app).flatMap((gateway) => handlersOf(gateway).map(({ event }) => event));
  const aboutSignals = () => commands().filter((command) => !(command in WITHOUT_SIGNAL));

  /** Every actor gives every command about the same fresh signals, and about one that does not exist. What is refused changes nothing. */
  async function answersOf(actors: string[], own: Course[], others: Course[]): Promise<Answers[]> {
    const answers = actors.map((): Answers => ({}));
    for (const command of aboutSignals()) {
      const courses = [...own, ...others];
      const ids: string[] = [];
      for (const each of courses) ids.push(await bring(each, STAGES[command]![own.includes(each) ? 'own' : 'others']));
      for (const [at, actor] of actors.entries()) {
        const row: string[] = [];
        for (const [of, id] of ids.entries()) row.push(await outcome(command, id, who(actor), courses[of]!));
        answers[at]![command] = [...row, await outcome(command, unknownId(), who(actor), own[0]!)];
      }
    }
    return answers;
  }

  test('[R-REFUSE-2] every command has a row for every role', () => {
    const all = commands().sort();
    for (const table of Object.values(BY_ROLE))
      expect([...Object.keys(WITHOUT_SIGNAL), ...Object.keys(table)].sort()).toEqual(all);
    for (const table of [STAGES, DIRECTEUR_WHO_TEACHES, CONTACT_OF_TWO_SCHOOLS])
      expect([...Object.keys(WITHOUT_SIGNAL), ...Object.keys(table)].sort()).toEqual(all);
  });

  test('[R-REFUSE-2] a sender, a recipient, a teacher and an administrator', async () => {
    const own = course('99AA00', 'Karin de Graaf', 'Hans Willems', 'Tom Vos');
    const actors = { sender: 'Karin de Graaf', recipient: 'Hans Willems', teacher: 'Tom Vos', administrator: 'Femke Ooms' };
    const [sender, recipient, teacher, administrator] = await answersOf(
      Object.values(actors),
      [own],
      [
        course('99AA00', 'Mo Benali', 'Petra van Dam', 'Bram Peeters'),
        course('99BA00', 'Mo Benali', 'Yvonne Maas', 'Anouk Prins'),
        course('99DA00', 'Anja Terpstra', 'Gerda Wolters', 'Kim de Boer'),
      ],
    );
    expect({ sender, recipient, teacher, administrator }).toEqual(BY_ROLE);
    const answers: Record<string, Record<string, string>> = {};
    for (const command of Object.keys(WITHOUT_SIGNAL)) {
      answers[command] = {};
      for (const [role, actor] of Object.entries(actors))
        answers[command][role] = await outcome(command, unknownId(), who(actor), own);
    }
    expect(answers).toEqual(WITHOUT_SIGNAL);
  });

  test('[R-REFUSE-2] a directeur who teaches at the same school', async () => {
    const opened = course('99AB00', 'Mo Benali', 'Wim Verhoeven', 'Jeroen Mulder');
    const [answers] = await answersOf(
      ['Wim Verhoeven'],
      [opened],
      [
        course('99AB00', 'Mo Benali', 'Petra van Dam', 'Wim Verhoeven'),
        course('99AB00', 'Mo Benali', 'Petra van Dam', 'Jeroen Mulder'),
        course('99AA00', 'Mo Benali', 'Hans Willems', 'Tom Vos'),
      ],
    );
    expect(answers).toEqual(DIRECTEUR_WHO_TEACHES);
  });

  test('[R-REFUSE-2] a contact of two schools', async () => {
    const own = [
      course('99AA00', 'Mo Benali', 'Petra van Dam', 'Tom Vos'),
      course('99AB00', 'Mo Benali', 'Petra van Dam', 'Jeroen Mulder'),
    ];
    const [answers] = await answersOf(['Petra van Dam'], own, [
      course('99AA00', 'Mo Benali', 'Hans Willems', 'Tom Vos'),
      course('99BA00', 'Mo Benali', 'Yvonne Maas', 'Anouk Prins'),
    ]);
    expect(answers).toEqual(CONTACT_OF_TWO_SCHOOLS);
  });

  /** What somebody is answered to each command of a table, about each of these signals. */
  async function rowsOf(table: object, actor: string, ids: string[], about: Course): Promise<Answers> {
    const rows: Answers = {};
    for (const command of Object.keys(table)) {
      const row: string[] = [];
      for (const id of ids) row.push(await outcome(command, id, who(actor), about));
      rows[command] = row;
    }
    return rows;
  }

  const linde = () => course('99AA00', 'Karin de Graaf', 'Petra van Dam', 'Tom Vos');

  test('[R-REFUSE-2] whoever followed it, or was chosen, until somebody else was', async () => {
    const pupil = madeUpPupil();
    const id = await who('Karin de Graaf').sends(pupil, 'linde');
    await who('Hans Willems').opens(id, '99AA00');
    await who('Petra van Dam').takesOver(id, '99AA00');
    await who('Petra van Dam').passesOn(id, pupil, 'Bram Peeters');
    await who('Bram Peeters').opensCopy(id);
    await who('Petra van Dam').passesOn(id, pupil, 'Tom Vos', who('Bram Peeters'));
    const inOne = (table: object) => Object.fromEntries(Object.entries(table).map(([command, answer]) => [command, [answer]]));
    expect(await rowsOf(FORMER.follower, 'Hans Willems', [id], linde())).toEqual(inOne(FORMER.follower));
    expect(await rowsOf(FORMER.teacher, 'Bram Peeters', [id], linde())).toEqual(inOne(FORMER.teacher));
  });

  test('[R-REFUSE-2] whoever follows it, too early or too late', async () => {
    const told = await bring(linde(), 'opened');
    ok(await who('Petra van Dam').says('signal:told', { id: told }));
    const answers: Answers = {};
    for (const command of Object.keys(TOO_EARLY_OR_LATE)) {
      const ids = [await bring(linde(), 'opened'), await bring(linde(), 'copied'), told];
      Object.assign(answers, await rowsOf({ [command]: true }, 'Petra van Dam', ids, linde()));
    }
    expect(answers).toEqual(TOO_EARLY_OR_LATE);
  });

  test('[R-REFUSE-2] the sender, of a signal that has ended', async () => {
    const [withdrawn, returned, carded, completed] = [
      await bring(linde(), 'withdrawn'),
      await bring(linde(), 'copied'),
      await bring(linde(), 'copied'),
      await bring(linde(), 'opened'),
    ];
    ok(await who('Petra van Dam').says('signal:return', { id: returned }));
    ok(await who('Petra van Dam').says('signal:told', { id: completed }));
    for (const id of [carded, completed]) ok(await who('Petra van Dam').says('signal:complete', { id }));
    const ids = [withdrawn, returned, carded, completed];
    expect(await rowsOf(ENDED_ONE, 'Karin de Graaf', ids, linde())).toEqual(ENDED_ONE);
  });

  test("[R-REFUSE-2] a sender's colleague, before amber and from amber on", async () => {
    const [waits, opened, withdrawn] = [
      await bring(linde(), 'waiting'),
      await bring(linde(), 'waiting'),
      await bring(linde(), 'waiting'),
    ];
    const rows: Record<string, string[]> = {};
    const add = async (actor: string, id: string) => {
      for (const [command, row] of Object.entries(await rowsOf(COLLEAGUE, actor, [id], linde())))
        (rows[command] ??= []).push(...row);
    };
    await add('Mo Benali', waits);
    await context.app.clock.pass(5 * 60_000);
    ok(await who('Petra van Dam').says('signal:open', { id: opened, device: who('Petra van Dam').device }));
    ok(await who('Petra van Dam').says('signal:read', { id: opened }));
    ok(await who('Karin de Graaf').says('signal:withdraw', { id: withdrawn }));
    for (const id of [waits, opened, withdrawn]) await add('Mo Benali', id);
    await add('Anja Terpstra', waits);
    expect(rows).toEqual(COLLEAGUE);
  });

  test('[R-SILENT-1] through all of it, those whom no signal concerned have heard nothing', async () => {
    for (const name of ['Femke Ooms', 'Deniz Arslan', 'Ingrid van der Meulen']) await who(name).hasHeardNothing();
    for (const person of people.values()) person.leaves();
  });
});
