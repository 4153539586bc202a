/** @jest-environment jsdom */
import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { App } from '../../../client/app/app.js';
import { fetchEverything } from '../../../client/app/pages.js';
import type { Me } from '../../../src/contract/index.js';
import { doing, fakeLive, madeUpPupil } from './fake-live.js';

const pupil = madeUpPupil();
const me: Me = {
  person: 'karin',
  name: 'Karin de Graaf',
  organisation: 'organisation',
  roles: [
    { role: 'administrator', title: 'beheerder', school: null },
    { role: 'sender', title: 'leerplichtambtenaar', school: null },
  ],
  use: 'own',
  provenUntil: Number.MAX_SAFE_INTEGER,
  phone: null,
};

beforeAll(() => fetchEverything());
beforeEach(async () => {
  const live = fakeLive(pupil);
  live.me.value = me;
  history.replaceState(null, '');
  render(<App live={live} demonstration={false} signIn={null} />);
  await press('Leerplichtambtenaar');
  await press('Nieuw signaal');
  await doing(() => fireEvent.input(screen.getByLabelText('Hoe heet de leerling?'), { target: { value: pupil.name } }));
  await press('Cijfers');
});
afterEach(cleanup);

const press = (name: string) => doing(() => fireEvent.click(screen.getByRole('button', { name })));
const heading = () => screen.getAllByRole('heading', { level: 1 })[0];

test.each([
  ['its own way back', () => press('Terug')],
  ['the browser’s', () => doing(() => history.back())],
  ['the tab', () => press('Leerplichtambtenaar')],
])('whoever leaves the figures by %s is where they were, with what was typed', async (_, leave) => {
  expect(heading()?.textContent).toBe('Cijfers');
  await leave();
  await waitFor(() => expect(heading()?.textContent).toBe('Wat je typte, is verborgen.'));
  await waitFor(() => expect(document.activeElement).toBe(heading()));
  await press('Toon het weer');
  expect(screen.getByLabelText<HTMLInputElement>('Hoe heet de leerling?').value).toBe(pupil.name);
});

test('the way to the figures leads nowhere else from there', async () => {
  const before = history.length;
  await press('Cijfers');
  expect(heading()?.textContent).toBe('Cijfers');
  expect(history.length).toBe(before);
});
