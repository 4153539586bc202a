/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { InTab } from '../../../client/app/in-tab.js';
import { Frame } from '../../../client/elements/frame.js';
import { LiveRegion } from '../../../client/elements/live-region.js';
import { needed } from '../../../client/loading/loading.js';
import { RecipientPage } from '../../../client/recipient/page.js';
import { TeacherPage } from '../../../client/teacher/page.js';
import { COMMON, doing, fakeLive, NOW, SCHOOL } from './fake-live.js';
import { ME } from './school-views.js';

const WAITING = 'Er staat iets voor je klaar.';
let live: ReturnType<typeof fakeLive>;

beforeEach(() => {
  live = fakeLive();
});
afterEach(cleanup);

const key = (name: string) => doing(() => fireEvent.keyDown(document.body, { key: name }));
const clock = () => screen.queryByRole('button', { name: /Klik of druk op een toets om terug te gaan\.$/ });
/** What the alerts say that are not inside a part that is hidden. */
const heard = () =>
  screen
    .queryAllByRole('alert')
    .map(({ textContent }) => textContent)
    .filter(Boolean);

async function cover(): Promise<void> {
  for (let times = 0; times < 3; times++) await key('Shift');
}

function show(page = <LiveRegion role="alert" text="" />) {
  return render(
    <Frame live={live} demonstration={false}>
      {page}
    </Frame>,
  );
}

test('behind the clock an alert and a lost connection are told, without saying of what', async () => {
  const { rerender } = show();
  await cover();
  expect(heard()).toEqual([]);
  await doing(() =>
    rerender(
      <Frame live={live} demonstration={false}>
        <LiveRegion role="alert" text="Er is een Handle with Care-signaal." />
      </Frame>,
    ),
  );
  await doing(() => {});
  expect(heard()).toEqual([WAITING]);
  await doing(() => (live.status.value = { kind: 'lost', since: NOW }));
  expect(heard()).toEqual([`${WAITING} Geen verbinding sinds 08:02.`]);
  expect(clock()?.textContent).toContain(`${WAITING}Geen verbinding sinds 08:02.`);
  await key('a');
  expect(heard()).toContain('Er is een Handle with Care-signaal.');
  expect(heard()).not.toContain(WAITING);
});

describe('without a connection', () => {
  const sent = { ...COMMON, as: 'colleague', id: 'signal', school: SCHOOL, progress: 'waiting', calledAt: null } as const;
  const link = () => screen.getByText(/Bel bij twijfel/).querySelector('a');

  test('[R-WAKE-3] school staff read whom to call, and call with one tap', async () => {
    live.me.value = { ...ME, phone: '+31 13 - 123 45 99' };
    show();
    await doing(() => (live.status.value = { kind: 'lost', since: NOW }));
    expect(link()?.textContent).toBe('+31 13 - 123 45 99');
    expect(link()?.getAttribute('href')).toBe('tel:+31131234599');
  });

  test.each([
    ['contact', RecipientPage, 'Er is nu geen signaal.'],
    ['teacher', TeacherPage, 'Niets voor jou op dit moment.'],
  ])('[R-WAKE-1] a %s’s page does not say that there is nothing', async (_, Page, nothing) => {
    live.me.value = ME;
    show(<Page live={live} />);
    const heading = () => screen.getByRole('heading', { level: 1 }).textContent;
    expect(heading()).toBe(nothing);
    await doing(() => (live.status.value = { kind: 'lost', since: NOW }));
    expect(heading()).toBe('Er komt nu niets binnen.');
  });

  test('[R-WAKE-3] who sends reads the number of a school that waits, and never their own', async () => {
    live.me.value = { ...ME, phone: '013 - 123 45 99', roles: [{ role: 'sender', school: null, title: 'leerplichtambtenaar' }] };
    show();
    await doing(() => (live.status.value = { kind: 'lost', since: NOW }));
    expect(link()).toBeNull();
    await doing(() => (live.views.value = [sent]));
    expect(link()?.getAttribute('href')).toBe(`tel:${SCHOOL.phone.replace(/\D/g, '')}`);
  });
});

test('in a tab that is not shown too', async () => {
  show(
    <InTab selected={false}>
      <LiveRegion role="alert" text="Er is een Handle with Care-signaal." />
    </InTab>,
  );
  await doing(() => {});
  expect(heard()).toEqual([WAITING]);
});

test.each(['Escape', 'Shift', 'Alt', 'Control', 'Meta', 'CapsLock'])('%s alone does not take the clock away', async (name) => {
  show();
  await cover();
  await key(name);
  expect(clock()).toBeTruthy();
});

test('whoever leaves the clock is where they were', async () => {
  show(<input aria-label="here" />);
  screen.getByLabelText('here').focus();
  await cover();
  expect(document.activeElement).toBe(clock());
  await key('a');
  expect(document.activeElement).toBe(screen.getByLabelText('here'));
});

test.each([
  ['nothing-missed', 'De verbinding is er weer. Je mist niets.'],
  ['restarted', 'De verbinding is er weer.'],
] as const)('after a loss no more is said than is known: %s', async (back, words) => {
  show();
  await doing(() => (live.status.value = { kind: 'connected', checkedAt: NOW, back }));
  expect(screen.getByText(/^De verbinding is er weer/).textContent).toBe(words);
});

describe('[R-CLIENT-16] a part of the page that does not load', () => {
  const reportError = globalThis.reportError;
  afterEach(() => void (globalThis.reportError = reportError));
  const lets = (load: () => Promise<string>) => {
    globalThis.reportError = () => {};
    return needed(load);
  };
  const again = () => doing(() => window.dispatchEvent(new Event('online')));

  test('is told once somebody waits for it, and not while it is fetched in case', async () => {
    let isThere = false;
    const part = lets(() => (isThere ? Promise.resolve('part') : Promise.reject(new Error('away'))));
    show();
    await doing(() => void part(false));
    expect(heard()).toEqual([]);
    const awaited = part();
    await doing(() => {});
    expect(heard()).toEqual(['Een deel van deze pagina laadt niet. We proberen het steeds opnieuw.Opnieuw laden']);
    isThere = true;
    await again();
    expect([await awaited, heard()]).toEqual(['part', []]);
  });

  test('asks to load the page again once it failed three times: a browser may keep that it failed', async () => {
    let isThere = false;
    const part = lets(() => (isThere ? Promise.resolve('part') : Promise.reject(new Error('gone'))));
    show();
    await doing(() => void part());
    await again();
    await again();
    expect(heard()).toEqual(['Een deel van deze pagina laadt niet. Laad de pagina opnieuw.Opnieuw laden']);
    isThere = true;
    await again();
    expect(heard()).toEqual([]);
  });
});

test('a language is called what it says', () => {
  show();
  for (const name of ['Nederlands', 'English']) expect(screen.getByRole('button', { name }).textContent).toBe(name);
});
