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

test('[R-ABOUT-1] how it works is told of each role, in at most 160 words, with where to go with worries', async () => {
  await press('Hoe werkt het?');
  expect(heading()?.textContent).toBe('Hoe werkt het?');
  const stories = [...document.querySelectorAll('.seintje-story')];
  expect(stories).toHaveLength(2);
  for (const { textContent } of stories) expect(textContent.split(/\s+/).length).toBeLessThan(160);
  const meldcode = screen.getByRole<HTMLAnchorElement>('link', { name: /^Lees over de meldcode/ });
  expect([new URL(meldcode.href).host, meldcode.rel]).toEqual(['www.rijksoverheid.nl', 'noopener']);
  expect(screen.getByRole<HTMLAnchorElement>('link', { name: /Veilig Thuis/ }).href).toBe('tel:08002000');
});

test('[R-ABOUT-1] what is tested of accessibility, and what is not, is behind it, and read signed out too', async () => {
  await press('Hoe werkt het?');
  await press('Toegankelijkheid');
  expect(heading()?.textContent).toBe('Toegankelijkheid');
  expect(document.body.textContent).toContain('Mensen met een schermlezer hebben het nog niet geprobeerd.');
  await press('Terug');
  await waitFor(() => expect(heading()?.textContent).toBe('Hoe werkt het?'));

  cleanup();
  const live = fakeLive(pupil);
  live.status.value = { kind: 'signed-out' };
  render(<App live={live} demonstration={false} signIn={<h1>Inloggen</h1>} />);
  await press('Toegankelijkheid');
  expect(heading()?.textContent).toBe('Toegankelijkheid');
  await doing(() => (live.status.value = { kind: 'undecided' }));
  expect(screen.getAllByRole('heading', { level: 1 }).map(({ textContent }) => textContent)).toEqual(['Toegankelijkheid']);
  await doing(() => (live.status.value = { kind: 'signed-out' }));
  await press('Terug');
  await waitFor(() => expect(heading()?.textContent).toBe('Inloggen'));
});
