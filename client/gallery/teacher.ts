import type { ParentContact } from '../../src/contract/index.js';
import { t } from '../words/words.js';
import { at, left, LONG_NAME, MARIJKE, MONDAY, PETRA, teacher } from './fixtures.js';
import { press } from './hands.js';
import { type State, statesOf } from './state.js';

const opened = (changed: Parameters<typeof teacher>[0] = {}) => [teacher({ openedAt: at('08:06'), ...changed })];
const gone = (outcome: Parameters<typeof left>[1]) => [left(teacher(), outcome)];
const calls = (person: string, informedAt: number | null = null): ParentContact => ({ person, name: person, informedAt });

/** T1 to T5. */
export const teacherStates: State[] = statesOf(
  'teacher',
  { me: MARIJKE, now: '08:12' },
  {
    'T1-quiet': {},
    'T2-arriving': { views: [teacher()] },
    'T2-drill': { views: [teacher({ drill: true })] },
    'T2-unreadable': { views: [teacher()], refused: { open: 'no-living-key' }, act: () => press('teacher.show') },
    'T2-several': { views: [teacher(), teacher({ id: 'second', drill: true }), ...opened({ id: 'third' })] },
    'T3-hidden': { views: opened() },
    'T3-shown': { views: opened(), act: () => press('name.show') },
    'T3-shown-with-date': {
      views: opened(),
      content: LONG_NAME,
      act: async () => {
        await press('name.show');
        await press('teacher.show.date');
        await press('teacher.not');
        await press('teacher.serious', { shown: 'yes', name: 'Annabel-Wilhelmina' });
      },
    },
    'T3-monday': { now: '16:50', views: opened(MONDAY) },
    'T3-another': {
      views: [...opened(), teacher({ id: 'second' })],
      act: async () => {
        await press('teacher.title', { day: t('day.today') });
        await press('name.show');
      },
    },
    'T3-drill': { views: opened({ drill: true }), act: () => press('name.show') },
    'T3-known': { views: opened({ knownAt: at('08:09') }) },
    'T3-know-refused': { views: opened(), refused: { know: 'no-answer' }, act: () => press('teacher.know') },
    'T3-confer-asked': { views: opened({ confer: { askedAt: at('08:10'), comingAt: null } }) },
    'T3-confer-coming': { views: opened({ confer: { askedAt: at('08:10'), comingAt: at('08:12') }, knownAt: at('08:09') }) },
    'T3-school-done': { views: opened({ followed: false, knownAt: at('08:09') }) },
    'T4-parents': { views: opened({ parents: calls(MARIJKE.name) }) },
    'T4-parents-drill': { views: opened({ drill: true, parents: calls(MARIJKE.name) }) },
    'T4-parents-another': { views: opened({ parents: calls(PETRA.name) }) },
    'T4-parents-know': { views: opened({ parents: calls(MARIJKE.name, at('08:40')), knownAt: at('08:09') }) },
    'T5-gone': { farewells: gone('completed') },
    'T5-withdrawn': { farewells: gone('withdrawn') },
    'T5-withdrawn-unseen': { farewells: [{ ...left(teacher(), 'withdrawn'), last: null }] },
    'T5-returned': { farewells: gone('returned') },
    'T5-reassigned': { farewells: gone('reassigned') },
    'T5-healing': { now: '08:30', startedAt: at('08:10'), farewells: gone('healing') },
    'T5-lost': { now: '08:30', startedAt: at('08:10'), farewells: gone('lost') },
  },
);
