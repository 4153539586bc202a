/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { Frame } from '../../../client/elements/frame.js';
import { SenderPage } from '../../../client/sender/page.js';
import { doing, fakeLive, madeUpPupil, SCHOOL } from './fake-live.js';

const pupil = madeUpPupil();
const [year = '', month = '', day = ''] = pupil.dateOfBirth.split('-');
let live: ReturnType<typeof fakeLive>;

beforeEach(async () => {
  jest.useFakeTimers();
  live = fakeLive(pupil);
  history.replaceState(null, '');
  render(
    <Frame live={live} demonstration={false}>
      <SenderPage live={live} />
    </Frame>,
  );
  await press('Nieuw signaal');
});

afterEach(() => {
  cleanup();
  jest.useRealTimers();
});

const press = (name: string) => doing(() => fireEvent.click(screen.getByRole('button', { name })));
const type = (label: string, value: string) => doing(() => fireEvent.input(screen.getByLabelText(label), { target: { value } }));

async function fillIn(): Promise<void> {
  await type('Zoek op naam, plaats of BRIN.', 'linde');
  await doing(() => jest.advanceTimersByTime(250));
  await doing(() => fireEvent.click(screen.getByRole('radio')));
  await type('Hoe heet de leerling?', pupil.name);
  await type('Dag', day);
  await type('Maand', month);
  await type('Jaar', year);
}

describe('faults', () => {
  beforeEach(() => press('Ga verder'));

  test('are listed above the form, with the focus on their heading', () => {
    const heading = screen.getByRole('heading', { name: 'Controleer de onderstaande velden' });
    expect(document.activeElement).toBe(heading);
    expect(screen.getAllByRole('link').map((link) => link.textContent)).toEqual([
      'Kies een school.',
      'Vul de naam van de leerling in.',
      'Vul de geboortedatum in.',
    ]);
  });

  test('lead to their fields without changing the address', () => {
    const address = location.href;
    fireEvent.click(screen.getByRole('link', { name: 'Vul de naam van de leerling in.' }));
    expect(document.activeElement).toBe(screen.getByLabelText('Hoe heet de leerling?'));
    expect(location.href).toBe(address);
  });

  test('are said at the field itself', () => {
    const name = screen.getByLabelText('Hoe heet de leerling?');
    expect(name.getAttribute('aria-invalid')).toBe('true');
    const words = name
      .getAttribute('aria-describedby')
      ?.split(' ')
      .map((id) => document.getElementById(id)?.textContent);
    expect(words).toEqual(['Voornaam en achternaam', 'Vul de naam van de leerling in.']);
    // In one order at every field.
    const order = [...document.querySelectorAll('.seintje-hint, .seintje-error')].map(({ className }) => className);
    expect(order).toEqual(['school', 'name', 'date'].flatMap(() => ['seintje-hint', 'seintje-error']));
  });

  test('change the title, and only that', () => {
    expect(document.title).toBe('Fout: Seintje');
  });

  test('are gone once they are mended', async () => {
    await fillIn();
    await press('Ga verder');
    expect(document.title).toBe('Seintje');
    expect(screen.getByRole('heading', { name: 'Klopt dit?' })).toBeTruthy();
  });
});

test('a search waits for a pause in typing', async () => {
  await type('Zoek op naam, plaats of BRIN.', 'li');
  await type('Zoek op naam, plaats of BRIN.', 'lin');
  expect(live.findSchools).not.toHaveBeenCalled();
  await doing(() => jest.advanceTimersByTime(250));
  expect(live.findSchools.mock.calls).toEqual([['lin']]);
});

test('a school that nobody can read for says so before a name is typed', async () => {
  live.findSchools.mockResolvedValue({ ok: true, schools: [{ ...SCHOOL, devices: [] }] });
  await type('Zoek op naam, plaats of BRIN.', 'linde');
  await doing(() => jest.advanceTimersByTime(250));
  expect(screen.getByText('Niemand kan dit nu lezen. Bel 013 \u2011 123 45 67.')).toBeTruthy();
});

test('the check says what will be sent, and to which school; one press sends it once', async () => {
  await fillIn();
  await press('Ga verder');
  expect(screen.getByText(pupil.name)).toBeTruthy();
  const send = screen.getByRole('button', { name: 'Stuur naar OBS De Linde' });
  await doing(() => {
    fireEvent.click(send);
    fireEvent.click(send);
  });
  expect(live.send.mock.calls).toEqual([[pupil, SCHOOL, false]]);
  expect(document.documentElement.outerHTML).not.toContain(pupil.name);
});

test('a send without an answer is not called sent, and can be tried again', async () => {
  live.send.mockResolvedValueOnce({ ok: false, code: 'no-answer', id: 'unsure' });
  await fillIn();
  await press('Ga verder');
  await press('Stuur naar OBS De Linde');
  expect(screen.getByText('We weten niet of het signaal is verstuurd.')).toBeTruthy();
  await press('Stuur naar OBS De Linde');
  expect(live.send).toHaveBeenCalledTimes(2);
});

test('the browser’s back button leads from the check to what was typed', async () => {
  await fillIn();
  await press('Ga verder');
  await doing(() => window.dispatchEvent(new PopStateEvent('popstate', { state: { step: 'form' } })));
  expect(screen.getByLabelText<HTMLInputElement>('Hoe heet de leerling?').value).toBe(pupil.name);
  expect(live.send).not.toHaveBeenCalled();
});

test('behind the clock nothing stays of what was typed until it is asked for', async () => {
  await fillIn();
  await press('Ga verder');
  for (let times = 0; times < 3; times++) await doing(() => fireEvent.keyDown(document.body, { key: 'Shift' }));
  expect(document.documentElement.outerHTML).not.toContain(pupil.name);
  await doing(() => fireEvent.keyDown(document.body, { key: 'a' }));
  expect(document.documentElement.outerHTML).not.toContain(pupil.name);
  await press('Toon het weer');
  expect(screen.getByText(pupil.name)).toBeTruthy();
});
