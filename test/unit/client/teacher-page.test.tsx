/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import type { Farewell } from '../../../client/connection/live.js';
import { TeacherPage } from '../../../client/teacher/page.js';
import type { Me, TeacherView } from '../../../src/contract/index.js';
import { COMMON, doing, fakeLive, MINUTE, NOW, SCHOOL } from './fake-live.js';

const me: Me = {
  person: 'marijke',
  name: 'Marijke Bos',
  organisation: 'organisation',
  roles: [],
  use: 'own',
  provenUntil: null,
  phone: null,
};
const view: TeacherView = {
  ...COMMON,
  as: 'teacher',
  id: 'signal',
  school: SCHOOL,
  from: 'Petra Vos',
  followed: true,
  chosenAt: NOW,
  openedAt: NOW,
  knownAt: null,
  confer: null,
  parents: null,
};
let live: ReturnType<typeof fakeLive>;

beforeEach(() => {
  live = fakeLive();
  live.me.value = me;
  live.views.value = [view];
});
afterEach(cleanup);

const press = (name: string) => doing(() => fireEvent.click(screen.getByRole('button', { name })));
const button = (name: string) => screen.queryByRole('button', { name });
const change = (changed: Partial<TeacherView>) => doing(() => (live.views.value = [{ ...view, version: 2, ...changed }]));
const said = () => screen.getAllByRole('status').map(({ textContent }) => textContent?.trim());

describe('a teacher who wants to confer', () => {
  test('asks, is told that it is seen and that somebody is coming, and may ask again', async () => {
    render(<TeacherPage live={live} />);
    await press('Ik wil overleggen');
    expect(live.confer.mock.calls).toEqual([['signal']]);
    await change({ confer: { askedAt: NOW, comingAt: null } });
    expect(said()).toContain('We lieten Petra weten dat je wilt overleggen.');
    expect(button('Ik wil overleggen')).toBeNull();
    await change({ confer: { askedAt: NOW, comingAt: NOW + 10 * MINUTE } });
    expect(said()).toContain('Petra komt eraan. 08:12');
    await press('Ik wil weer overleggen');
    expect(live.confer).toHaveBeenCalledTimes(2);
  });

  test('has read it first', async () => {
    live.views.value = [{ ...view, openedAt: null }];
    render(<TeacherPage live={live} />);
    expect(button('Ik wil overleggen')).toBeNull();
  });

  test('walks over once the school is done', async () => {
    live.views.value = [{ ...view, followed: false, confer: { askedAt: NOW, comingAt: null } }];
    render(<TeacherPage live={live} />);
    await doing(() => {});
    expect(said()).toContain('Wil je overleggen? Loop even langs bij Petra.');
    expect(said()).not.toContain('We lieten Petra weten dat je wilt overleggen.');
    expect(button('Ik wil overleggen')).toBeNull();
  });
});

describe('a teacher who knows', () => {
  test.each([
    [true, 'Petra ziet dat je het weet.'],
    [false, 'Je hebt gezegd dat je het weet.'],
  ])('reads who sees it, as long as somebody does: %s', async (followed, words) => {
    render(<TeacherPage live={live} />);
    await change({ knownAt: NOW, followed });
    expect(said()).toContain(words);
  });

  test('keeps the focus on the card when the button goes', async () => {
    render(<TeacherPage live={live} />);
    button('Ik weet het')!.focus();
    await press('Ik weet het');
    await change({ knownAt: NOW });
    expect(document.activeElement).toBe(screen.getByRole('article'));
  });
});

describe('the parents', () => {
  test('are called by the teacher who was asked to, who is told how, and says when they know', async () => {
    render(<TeacherPage live={live} />);
    await change({ parents: { person: 'marijke', name: 'Marijke Bos', informedAt: null } });
    expect(said()).toContain('Wil jij de ouders bellen?');
    expect(screen.getByText('Vertel wat de school vandaag doet. Vraag niet wat er thuis is gebeurd.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Bel Veilig Thuis: 0800\u20112000' }).getAttribute('href')).toBe('tel:08002000');
    await press('De ouders weten het');
    expect(live.informed.mock.calls).toEqual([['signal', 'teacher']]);
    await change({ parents: { person: 'marijke', name: 'Marijke Bos', informedAt: NOW + 38 * MINUTE } });
    expect(screen.getByRole('heading', { name: 'De ouders weten het. 08:40' })).toBeTruthy();
    expect(button('De ouders weten het')).toBeNull();
  });

  test('are called by somebody else', async () => {
    live.views.value = [{ ...view, parents: { person: 'petra', name: 'Petra Vos', informedAt: null } }];
    render(<TeacherPage live={live} />);
    expect(screen.getByRole('heading', { name: 'Petra belt de ouders.' })).toBeTruthy();
    expect(button('De ouders weten het')).toBeNull();
  });

  test('are not really called in a drill', async () => {
    live.views.value = [{ ...view, drill: true, parents: { person: 'marijke', name: 'Marijke Bos', informedAt: null } }];
    render(<TeacherPage live={live} />);
    expect(screen.getByText('Dit is een oefening. Bel dus niemand.')).toBeTruthy();
    expect(screen.queryByRole('link')).toBeNull();
  });
});

test('a drill is called so, on its card and in the list', async () => {
  live.views.value = [{ ...view, drill: true, openedAt: null }];
  render(<TeacherPage live={live} />);
  expect(screen.getByText('Oefening')).toBeTruthy();
  expect(screen.getByText('Dit is een oefening. De leerling is verzonnen.')).toBeTruthy();
  await doing(() => (live.views.value = [{ ...view, id: 'real' }, ...live.views.value]));
  await press('Extra zorg vandaag');
  expect(screen.queryAllByText('Oefening')).toHaveLength(1);
});

describe('what became of a message', () => {
  const last = view;
  const petra = 'Petra heeft iemand anders gekozen. Je hoeft niets te doen.';
  const cases: [Partial<Farewell>, string][] = [
    [{ outcome: 'reassigned', last }, petra],
    [{ outcome: 'reassigned', last: null }, 'De school heeft iemand anders gekozen. Je hoeft niets te doen.'],
    [{ outcome: 'withdrawn', last }, 'De gemeente heeft het signaal ingetrokken. Dit bericht is gewist.'],
    [{ outcome: 'withdrawn', last: { ...view, drill: true } }, 'De oefening is ingetrokken. Dit bericht is gewist.'],
    [{ outcome: 'withdrawn', last: null }, 'Een bericht dat je zag, is ingetrokken.'],
    [{ outcome: 'returned', last }, 'De leerling zit niet op jullie school. Dit bericht is gewist.'],
    [{ outcome: 'expired', last }, 'Dit bericht is gewist.'],
    [{ outcome: 'healing', last }, 'We halen dit bericht terug.'],
    [{ outcome: 'lost', last }, 'Dit bericht is daardoor weg. Loop even langs bij Petra.'],
    [{ outcome: 'lost', last: null }, 'Dit bericht is daardoor weg.'],
    [{ outcome: 'lost', last: { ...view, drill: true } }, 'De oefening is daardoor voorbij.'],
  ];

  test.each(cases)('[R-MEND-7] %#', async (farewell, words) => {
    live.views.value = [];
    live.farewells.value = [{ id: 'signal', as: 'teacher', at: NOW, outcome: 'expired', last, ...farewell }];
    render(<TeacherPage live={live} />);
    expect(screen.getByText(words)).toBeTruthy();
  });
});
