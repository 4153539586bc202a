/** @jest-environment jsdom */
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { App } from '../../../client/app/app.js';
import { fetchEverything } from '../../../client/app/pages.js';
import { language } from '../../../client/words/words.js';
import type { Me, View } from '../../../src/contract/index.js';
import { COMMON, doing, fakeLive, madeUpPupil, NOW, SCHOOL } from './fake-live.js';
import { CONTACT, ME } from './school-views.js';

const SENDER: Me = { ...ME, roles: [{ role: 'sender', school: null, title: 'leerplichtambtenaar' }] };
const TEACHER: Me = { ...ME, roles: [{ role: 'teacher', school: SCHOOL.code, title: 'leerkracht' }] };
const COPY: View = {
  ...{ ...COMMON, as: 'teacher', id: 'copy', from: 'Petra Vos', followed: true, chosenAt: NOW },
  ...{ openedAt: null, knownAt: null, confer: null, parents: null, school: SCHOOL },
};
const DEVICE = { session: 'new', label: 'Chrome · Android', at: NOW, isWaiting: false };

const pupil = madeUpPupil();
let live: ReturnType<typeof fakeLive>;

beforeAll(() => fetchEverything());
beforeEach(() => {
  language.value = 'nl';
  live = fakeLive(pupil);
});
afterEach(cleanup);

const shows = () => doing(() => render(<App live={live} demonstration={false} signIn={null} />));
const press = (name: string) => doing(() => fireEvent.click(screen.getByRole('button', { name })));
const text = () => document.body.textContent;

describe('who uses this device', () => {
  beforeEach(() => void (live.status.value = { kind: 'undecided' }));

  test('[R-CLIENT-12] is asked before anything else is shown', async () => {
    live.me.value = { ...ME, use: null };
    live.views.value = [CONTACT];
    await shows();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Wie gebruikt dit apparaat?');
    expect(text()).not.toContain('Handle with Care');
    await press('Ga verder');
    expect(text()).toContain('Kies wie dit apparaat gebruikt.');
    expect(live.decide).not.toHaveBeenCalled();
    await doing(() => fireEvent.click(screen.getByLabelText(/Meer mensen/)));
    await press('Ga verder');
    expect(live.decide.mock.calls).toEqual([['shared']]);
  });

  test('[R-CLIENT-12] a page for senders is not offered to a class', async () => {
    live.me.value = { ...SENDER, use: null };
    await shows();
    expect(screen.getAllByRole('radio').map((radio) => (radio as HTMLInputElement).value)).toEqual(['own', 'shared']);
    expect(text()).toContain('Je blijft hier een werkdag ingelogd.');
  });

  test('[R-CLIENT-12] at a school it is', async () => {
    live.me.value = { ...TEACHER, use: null };
    await shows();
    expect(screen.getAllByRole('radio')).toHaveLength(3);
    expect(text()).toContain('Hier staat nooit een naam op het scherm.');
  });
});

describe('at the digital blackboard', () => {
  const dot = () => screen.queryByRole('button', { name: 'Er staat iets voor je klaar.' });

  test('[R-DEVICE-3] something for a teacher is a dot, and says only where to look', async () => {
    live.me.value = { ...TEACHER, use: 'board' };
    await shows();
    expect(dot()).toBeNull();
    await doing(() => void (live.views.value = [COPY]));
    expect(document.title).toBe('Seintje');
    expect(dot()!.textContent).toBe('');
    await doing(() => fireEvent.click(dot()!));
    expect(text()).toContain('Kijk op je telefoon of loop langs bij Petra.');
    await doing(() => void (live.views.value = [{ ...COPY, openedAt: NOW }]));
    expect(dot()).toBeNull();
  });

  test('[R-DEVICE-3] neither a name nor what it is about is there, whatever is pressed', async () => {
    live.me.value = { ...ME, use: 'board' };
    live.views.value = [CONTACT];
    live.newDevices.value = [DEVICE];
    live.announcements.value = [{ id: 'one', change: 'role', about: 'Tom Vos', at: NOW }];
    await shows();
    await doing(() => fireEvent.click(dot()!));
    expect(text()).toContain('Kijk op je telefoon of vraag een collega.');
    for (const word of ['Handle with Care', 'Tom Vos', 'Android', pupil.name, SCHOOL.name]) expect(text()).not.toContain(word);
    expect(live.open).not.toHaveBeenCalled();
    expect(
      screen
        .queryAllByRole('alert')
        .map(({ textContent }) => textContent)
        .join(''),
    ).toBe('');
  });
});

describe('what a person is told beside signals', () => {
  beforeEach(() => void (live.me.value = ME));

  test('[R-DEVICE-1] a new device, with one tap to say that it is one’s own', async () => {
    live.newDevices.value = [DEVICE];
    await shows();
    const sentence = 'Er is ingelogd op een nieuw apparaat: Chrome · Android.';
    expect(text()).toContain(sentence);
    // Aloud the sentence alone, without what can be pressed (WCAG 4.1.3).
    const aloud = screen.getAllByRole('status');
    expect(aloud.map(({ textContent }) => textContent)).toContain(sentence);
    expect(aloud.flatMap((region) => [...region.querySelectorAll('button')])).toEqual([]);
    await press('Dat was ik');
    expect(live.approveDevice.mock.calls).toEqual([['new']]);
  });

  test('[R-DEVICE-1] and that it is not, after a question', async () => {
    live.newDevices.value = [DEVICE];
    await shows();
    await press('Dat was ik niet');
    expect(live.refuseDevice).not.toHaveBeenCalled();
    live.refuseDevice.mockResolvedValueOnce({ ok: false, code: 'no-answer' });
    await press('Ja, log het uit');
    expect(text()).toContain('We kregen geen antwoord.');
    await press('Ja, log het uit');
    expect(live.refuseDevice.mock.calls).toEqual([['new'], ['new']]);
  });

  test('[R-DEVICE-2] a device that waits says where it is approved', async () => {
    await shows();
    await doing(() => void (live.awaitsApproval.value = true));
    expect(text()).toContain('Dit apparaat wacht op goedkeuring. Keur het goed op je andere apparaat.');
  });

  test.each([
    ['invitation', 'Voor Tom Vos is een nieuwe uitnodiging gemaakt.'],
    ['address', 'Tom Vos heeft een ander e-mailadres.'],
    ['role', 'Tom Vos heeft een andere rol gekregen.'],
    ['substitute', 'Tom Vos is invaller.'],
  ] as const)('[R-DEVICE-4] a change of kind %s is told calmly, until it was read', async (change, sentence) => {
    live.announcements.value = [{ id: 'one', change, about: 'Tom Vos', at: NOW }];
    await shows();
    expect(text()).toContain(`${sentence} Klopt dit niet? Bel je beheerder.`);
    await press('Gezien');
    expect(live.seen.mock.calls).toEqual([['one']]);
  });
});
