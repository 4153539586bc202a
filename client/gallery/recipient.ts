import type { OpenerView, ParentContact } from '../../src/contract/index.js';
import { list } from '../words/words.js';
import {
  at,
  chosen,
  contact,
  HANS,
  left,
  LINDE,
  LONG_NAME,
  KOMPAS,
  MARIJKE,
  MONDAY,
  opener,
  PETRA,
  TEACHERS,
} from './fixtures.js';
import { choose, press } from './hands.js';
import { type State, statesOf } from './state.js';

const byHans = { progress: 'opened', openedBy: { name: HANS.name, at: at('08:04') } } as const;
const TOM = { person: 'Tom Vos', name: 'Tom Vos', group: 'Groep 6 a' };
const MANY = Array.from({ length: 24 }, (_, at) => ({
  ...TEACHERS[at % 3]!,
  person: `Leraar ${at}`,
  name: `Leraar ${String.fromCharCode(65 + at)}`,
  groups: [{ name: `${(at % 6) + 1} havo ${(at % 4) + 1}`, today: at % 5 > 0 }],
}));
/** Els has the same group on other days. */
const WITHOUT_MARIJKE = TEACHERS.map((each) => (each.name === MARIJKE.name ? { ...each, reach: 'absent' as const } : each));
const seen = { openedAt: at('08:06') };
const passedOn = (changed: Partial<OpenerView> = {}) => [opener({ progress: 'passed-on', chosen: [chosen()], ...changed })];
const known = (changed: Partial<OpenerView> = {}) =>
  passedOn({ progress: 'known', knownAt: at('08:09'), chosen: [chosen({ ...seen, knownAt: at('08:09') })], ...changed });
const calls = (person: string, informedAt: number | null = null): ParentContact => ({ person, name: person, informedAt });
const show = () => press('name.show');
const who = () => press('recipient.choose');
const drill = () => press('drill.with-team');
const chooseTwo = async () => {
  await who();
  await choose(0);
  await choose(1);
};

/** S1 and S2: until somebody takes it. */
const waiting = statesOf(
  'recipient',
  { me: PETRA, now: '08:04' },
  {
    'S1-quiet': {},
    'S1-drill': { act: drill },
    'S1-drill-schools': {
      me: HANS,
      schools: [LINDE, { ...KOMPAS, state: 'not-ready' }, { ...KOMPAS, code: 'c', devices: [] }],
      act: drill,
    },
    'S1-drill-failed': { refused: { drillSchools: 'no-answer' }, act: drill },
    'S2-alert': { views: [contact()] },
    'S2-drill': { views: [contact({ drill: true })] },
    'S2-after-the-bell': { now: '08:41', views: [contact({ sentAt: at('08:40') })] },
    'S2-monday': { now: '16:45', views: [contact(MONDAY)] },
    'S2-two-schools': { me: HANS, views: [contact(), contact({ id: 'second', school: KOMPAS })] },
    'S2-drill-and-real': { views: [contact({ drill: true, sentAt: at('08:03') }), contact({ id: 'second' })] },
    'S2-colleague-opens': { views: [contact({ openedBy: byHans.openedBy })] },
    'S2-taken': { views: [contact()], refused: { open: 'taken' }, act: () => press('recipient.take') },
    'S2-unreadable': { views: [contact()], refused: { open: 'no-living-key' }, act: () => press('recipient.take') },
    'S2-opening': { views: [contact()], refused: { open: 'never' }, act: () => press('recipient.take') },
    'S2-just-opened': { views: [contact()], content: LONG_NAME, act: () => press('recipient.take') },
    'S2-handed-back': { views: [contact({ handedBackAt: at('08:06'), handedBackBy: HANS.name })] },
    'S2-handed-back-by-me': { views: [contact({ handedBackAt: at('08:06'), handedBackBy: PETRA.name })] },
    'S2-handed-back-still': { now: '08:12', views: [contact({ handedBackAt: at('08:06'), handedBackBy: PETRA.name })] },
    'S2-one-taken': { views: [contact(), contact({ ...byHans, id: 'second' })] },
    'S3-colleague': { views: [contact(byHans)] },
    'S3-colleague-without-choice': { now: '08:10', views: [contact(byHans)] },
    'S3-take-over': { views: [contact(byHans)], act: () => press('recipient.take-over') },
    'S3-take-over-refused': {
      views: [contact(byHans)],
      refused: { takeOver: 'taken' },
      act: async () => {
        await press('recipient.take-over');
        await press('recipient.take-over.yes');
      },
    },
    'S3-colleague-drill-known': { views: [contact({ ...byHans, drill: true, progress: 'known', knownAt: at('08:06') })] },
  },
);

/** S3 and S4: who must know. */
const deciding = statesOf(
  'recipient',
  { me: PETRA, now: '08:05' },
  {
    'S3-hidden': { views: [opener()] },
    'S3-shown': { views: [opener()], act: show },
    'S3-drill': { views: [opener({ drill: true })], act: show },
    'S3-two-schools': { me: HANS, views: [opener(), opener({ id: 'second', school: KOMPAS })] },
    'S3-monday': { now: '16:50', views: [opener({ ...MONDAY, openedAt: at('16:45'), takenAt: at('16:45') })] },
    'S3-reminder': { now: '08:10', views: [opener()] },
    'S3-taken-over': { views: [opener({ takenAt: at('08:05') })] },
    'S3-hand-back': { views: [opener()], act: () => press('recipient.hand-back') },
    'S3-not-ours': { views: [opener()], act: () => press('recipient.not-ours') },
    'S3-another-waits': { views: [opener(), contact()] },
    'S4-choice': { views: [opener()], act: who },
    'S4-loading': { views: [opener()], refused: { listTeachers: 'never' }, act: who },
    'S4-failed': { views: [opener()], refused: { listTeachers: 'no-answer' }, act: who },
    'S4-nobody-there': { views: [opener()], teachers: [], act: who },
    'S4-chosen': {
      views: [opener()],
      act: async () => {
        await who();
        await choose();
      },
    },
    'S4-two-chosen': { views: [opener()], act: chooseTwo },
    'S4-not-sent': {
      views: [opener()],
      refused: { passOn: 'no-answer' },
      act: async () => {
        await chooseTwo();
        await press('recipient.send', { name: list(['Tom Vos', 'Marijke Bos']) });
      },
    },
    'S4-too-many': {
      views: passedOn({ chosen: ['A', 'B', 'C', 'D'].map((name) => chosen({ person: name, name })) }),
      act: async () => {
        await press('recipient.another');
        await choose(0);
        await choose(1);
      },
    },
    'S4-many': { views: [opener()], teachers: MANY, act: who },
    'S4-absent': { views: [opener()], teachers: WITHOUT_MARIJKE, act: who },
    'S4-absent-monday': { now: '16:45', views: [opener(MONDAY)], teachers: WITHOUT_MARIJKE, act: who },
    'S4-instead': { views: passedOn(), act: () => press('recipient.instead') },
    'S4-another': { views: passedOn(), act: () => press('recipient.another') },
    'S4-unreadable': {
      views: [opener()],
      act: async () => {
        await who();
        await choose(2);
      },
    },
    'S4-nobody-chosen': {
      views: [opener()],
      act: async () => {
        await who();
        await press('recipient.send.nobody');
      },
    },
    'S4-myself': {
      views: [opener()],
      act: async () => {
        await who();
        await press('recipient.myself');
      },
    },
  },
);

/** S5 to S7: until everybody knows. */
const following = statesOf(
  'recipient',
  { me: PETRA, now: '08:07' },
  {
    'S5-unseen': { views: passedOn() },
    'S5-walk': { now: '08:09', views: passedOn() },
    'S5-away': { views: passedOn({ chosen: [chosen({ absentAt: at('08:06') })] }) },
    'S5-away-of-two': { views: passedOn({ chosen: [chosen(seen), chosen({ ...TOM, absentAt: at('08:06') })] }) },
    'S5-walk-drill': { now: '08:09', views: passedOn({ drill: true }) },
    'S5-walk-to-two': { now: '08:09', views: passedOn({ chosen: [chosen(), chosen(TOM)] }) },
    'S5-seen': { views: passedOn({ chosen: [chosen(seen)] }) },
    'S5-known': { now: '08:10', views: known() },
    'S5-told': { views: known({ toldAt: at('08:07'), chosen: [chosen()] }) },
    'S5-told-of-two': { views: known({ toldAt: at('08:07'), chosen: [chosen(), chosen(TOM)] }) },
    'S5-told-and-another': { now: '08:13', views: known({ toldAt: at('08:04'), chosen: [chosen()] }) },
    'S5-told-myself': { views: [opener({ progress: 'known', toldAt: at('08:06'), knownAt: at('08:06') })] },
    'S5-several': { now: '08:09', views: passedOn({ chosen: [chosen({ ...seen, knownAt: at('08:08') }), chosen(TOM)] }) },
    'S5-confer': { views: passedOn({ chosen: [chosen({ ...seen, confer: { askedAt: at('08:07'), comingAt: null } })] }) },
    'S5-coming': { views: passedOn({ chosen: [chosen({ ...seen, confer: { askedAt: at('08:07'), comingAt: at('08:12') } })] }) },
    'S5-drill-result': { now: '08:10', views: known({ drill: true }) },
    'S5-done': { now: '08:10', views: known(), act: () => press('recipient.complete') },
    'S5-aside': { now: '08:10', views: [...known(), opener({ id: 'second' }), contact(byHans)] },
    'S6-parents-drill': { now: '08:20', views: known({ drill: true, parents: calls(PETRA.name) }) },
    'S6-parents-someone-else': { now: '08:20', views: known({ parents: calls(PETRA.name) }), act: () => press('parents.else') },
    'S6-parents-teacher': { now: '08:20', views: known({ parents: calls(MARIJKE.name) }) },
    'S6-parents-myself': { now: '08:20', views: known({ parents: calls(PETRA.name) }) },
    'S6-parents-know': { now: '08:45', views: known({ parents: calls(PETRA.name, at('08:40')) }) },
    'S7-ending': { now: '15:20', views: known() },
  },
);

/** S8: what became of it. */
const afterwards = statesOf(
  'recipient',
  { me: PETRA, now: '08:30' },
  {
    'S8-done': { farewells: [left(known()[0]!, 'completed')] },
    'S8-done-several': { farewells: [left(passedOn({ chosen: [chosen(), chosen(TOM)] })[0]!, 'completed')] },
    'S8-done-drill': { farewells: [left(known({ drill: true })[0]!, 'completed')] },
    'S8-withdrawn': { farewells: [left(known()[0]!, 'withdrawn')] },
    'S8-withdrawn-unseen': { farewells: [{ ...left(contact(), 'withdrawn'), last: null }] },
    'S8-returned': { farewells: [left(opener(), 'returned')] },
    'S8-ended': { now: '15:31', farewells: [left(known()[0]!, 'expired')] },
    'S8-healing': { startedAt: at('08:10'), farewells: [left(contact({ school: LINDE }), 'healing')] },
    'S8-lost': { startedAt: at('08:10'), farewells: [left(contact({ school: LINDE }), 'lost')] },
    'S8-lost-drill': { startedAt: at('08:10'), farewells: [left(contact({ drill: true }), 'lost')] },
  },
);

export const recipientStates: State[] = [...waiting, ...deciding, ...following, ...afterwards];
