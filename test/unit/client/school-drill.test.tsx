/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import type { Farewell } from '../../../client/connection/live.js';
import { RecipientPage } from '../../../client/recipient/page.js';
import { doing, fakeLive, NOW, SCHOOL } from './fake-live.js';
import { chosen, CONTACT, ME, OPENER, passedOn, TAKEN } from './school-views.js';

const IN_160_SECONDS = NOW + 160_000;
let live: ReturnType<typeof fakeLive>;

beforeEach(() => {
  live = fakeLive();
  live.me.value = ME;
});
afterEach(cleanup);

const press = (name: string) => doing(() => fireEvent.click(screen.getByRole('button', { name })));
const button = (name: string) => screen.queryByRole('button', { name });

describe('a drill is started', () => {
  test('from the quiet page, over a pupil who does not exist', async () => {
    render(<RecipientPage live={live} />);
    await press('Oefen met je team');
    expect(screen.getByText('Alle contactpersonen krijgen een oefensignaal over een verzonnen leerling.')).toBeTruthy();
    await press('Start de oefening');
    const [pupil, school] = live.drill.mock.calls[0]!;
    expect(pupil.name).toMatch(/ Oefenkind$/);
    expect(school).toEqual(SCHOOL);
    await doing(() => (live.views.value = [{ ...CONTACT, drill: true }]));
    expect(screen.getByText('Oefening')).toBeTruthy();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Er is een oefensignaal.');
  });

  test('and nowhere else', () => {
    live.views.value = [CONTACT];
    render(<RecipientPage live={live} />);
    expect(button('Oefen met je team')).toBeNull();
  });

  test('at one of several schools, unless it cannot', async () => {
    const schools = [
      { ...SCHOOL, code: 'a', name: 'De Eik', state: 'not-ready' as const },
      { ...SCHOOL, code: 'b', name: 'De Iep', devices: [] },
      { ...SCHOOL, code: 'c', name: 'De Es', state: 'testing' as const, reachable: 0 },
    ];
    live.drillSchools.mockResolvedValue({ ok: true, schools });
    render(<RecipientPage live={live} />);
    await press('Oefen met je team');
    expect(button('Start de oefening')).toBeNull();
    await doing(() => fireEvent.click(screen.getByLabelText(/^De Eik.*Deze school doet nog niet mee\.$/)));
    expect(button('Start de oefening')).toBeNull();
    await doing(() => fireEvent.click(screen.getByLabelText(/^De Iep.*Niemand kan dit nu lezen\.$/)));
    expect(button('Start de oefening')).toBeNull();
    await doing(() => fireEvent.click(screen.getByLabelText(/^De Es.*Niemand is nu bereikbaar$/)));
    await press('Start de oefening');
    expect(live.drill.mock.calls[0]?.[1]).toEqual(schools[2]);
  });

  test('or is told why not', async () => {
    live.drill.mockResolvedValue({ ok: false, code: 'busy' });
    render(<RecipientPage live={live} />);
    await press('Oefen met je team');
    await press('Start de oefening');
    expect(screen.getByText('Het is nu te druk. Oefen later.')).toBeTruthy();
    await press('Terug');
    expect(document.activeElement).toBe(button('Oefen met je team'));
  });
});

describe('a drill', () => {
  test('says so on every card, and speaks of no municipality', async () => {
    const teacher = chosen('Marijke Bos', 'Groep 6 b');
    live.views.value = [{ ...passedOn(teacher), drill: true, parents: { person: 'petra', name: ME.name, informedAt: null } }];
    render(<RecipientPage live={live} />);
    expect(document.querySelectorAll('.seintje-card:not([data-drill])')).toHaveLength(0);
    expect(screen.queryByRole('link')).toBeNull();
    expect(screen.getByText('Dit is een oefening. Bel dus niemand.')).toBeTruthy();
    expect(document.body.textContent).not.toContain('gemeente');
    expect(screen.getByRole('group', { name: 'Oefensignaal' })).toBeTruthy();
  });

  test('is said aloud as what it is', async () => {
    const said = () => ['alert', 'status'].flatMap((role) => screen.getAllByRole(role).map(({ textContent }) => textContent));
    live.views.value = [{ ...CONTACT, drill: true }];
    render(<RecipientPage live={live} />);
    await doing(() => {});
    expect(said()).toContain('Oefening: Er staat iets voor je klaar.');
    await doing(() => (live.views.value = [{ ...passedOn(chosen('Marijke Bos', null)), drill: true }]));
    await doing(() => (live.now.value = IN_160_SECONDS + 20_000));
    expect(said()).toContain('Oefening: Marijke heeft het bericht nog niet gezien.');
    expect(said()).toContain('Oefening: Loop even langs bij Marijke.');
  });

  test('says that its pupil is made up before the page has heard that it is ours', async () => {
    live.views.value = [{ ...CONTACT, drill: true }];
    render(<RecipientPage live={live} />);
    await press('Ik pak dit op');
    expect(screen.getByText('Oefening')).toBeTruthy();
    expect(screen.getByText('Dit is een oefening. De leerling is verzonnen.')).toBeTruthy();
  });

  test('of which the pupil is at no school is not returned', async () => {
    live.views.value = [{ ...OPENER, drill: true }];
    render(<RecipientPage live={live} />);
    expect(button('Deze leerling zit niet bij ons')).toBeNull();
    await press('Kies de leerkracht');
    await press('Ik regel dit zelf');
    expect(document.body.textContent).not.toContain('gemeente');
  });

  test('has a result, for whoever follows it, and for their colleagues as far as they can see', async () => {
    const known = { drill: true, progress: 'known' as const, knownAt: IN_160_SECONDS };
    live.views.value = [{ ...OPENER, ...known, toldAt: IN_160_SECONDS }];
    render(<RecipientPage live={live} />);
    expect(screen.getByText('Jullie waren klaar in 2 min 40.')).toBeTruthy();
    await doing(() => (live.views.value = [{ ...TAKEN, ...known, version: 9 }]));
    expect(screen.getByText('Na 2 min 40 wist iemand het.')).toBeTruthy();
  });

  test('has none while a teacher does not know, and then that of the last', async () => {
    const marijke = chosen('Marijke Bos', null, { openedAt: NOW, knownAt: NOW + 60_000 });
    const tom = chosen('Tom Vos', null, { openedAt: NOW });
    const known = { drill: true, progress: 'known' as const, knownAt: NOW + 60_000 };
    live.views.value = [{ ...passedOn(marijke, tom), ...known }];
    render(<RecipientPage live={live} />);
    expect(screen.queryByText(/^Jullie waren klaar/)).toBeNull();
    await doing(() => (live.views.value = [{ ...passedOn(marijke, { ...tom, knownAt: IN_160_SECONDS }), ...known, version: 9 }]));
    expect(screen.getByText('Jullie waren klaar in 2 min 40.')).toBeTruthy();
  });

  test('is what alone has a result', () => {
    live.views.value = [{ ...OPENER, progress: 'known', toldAt: IN_160_SECONDS, knownAt: IN_160_SECONDS }];
    render(<RecipientPage live={live} />);
    expect(screen.queryByText(/^Jullie waren klaar/)).toBeNull();
  });
});

describe('what became of a signal', () => {
  const marijke = passedOn(chosen('Marijke Bos', null));
  const cases: [Partial<Farewell>, string][] = [
    [{ outcome: 'withdrawn', last: null }, 'De gemeente heeft een signaal ingetrokken dat jij zag.'],
    [{ outcome: 'withdrawn', last: TAKEN }, 'De gemeente heeft het signaal ingetrokken.'],
    [{ outcome: 'withdrawn', last: marijke }, 'De gemeente heeft het signaal ingetrokken. Vertel dit ook aan Marijke.'],
    [{ outcome: 'returned', last: TAKEN }, 'De leerling zit niet bij jullie. Het signaal is gewist.'],
    [{ outcome: 'returned', last: null }, 'Een leerling van wie je de naam zag, zit niet bij jullie. Het signaal is gewist.'],
    [{ outcome: 'completed', last: null }, 'Het signaal is hier gewist.'],
    [{ outcome: 'completed', last: marijke }, 'Het signaal is hier gewist. Marijke ziet het nog tot vandaag 15:30.'],
    [{ outcome: 'withdrawn', last: { ...CONTACT, drill: true } }, 'De oefening is voorbij.'],
    [
      { outcome: 'completed', last: { ...TAKEN, drill: true, knownAt: IN_160_SECONDS } },
      'De oefening is voorbij. Na 2 min 40 wist iemand het.',
    ],
    [
      { outcome: 'completed', last: { ...OPENER, drill: true, knownAt: IN_160_SECONDS } },
      'De oefening is voorbij. Jullie waren klaar in 2 min 40.',
    ],
  ];

  test.each(cases)('%#', (farewell, words) => {
    live.farewells.value = [{ id: 'signal', as: 'contact', outcome: 'expired', at: NOW, last: null, ...farewell }];
    render(<RecipientPage live={live} />);
    expect(screen.getByText(words)).toBeTruthy();
  });
});
