import { expect, test } from '@jest/globals';
import { madeUpPupil } from '../support/pupils.js';
import { inChromium } from './support/chromium.js';
import { Part } from './support/part.js';
import { Recipient } from './support/recipient.js';
import { Sender } from './support/sender.js';
import { Teacher } from './support/teacher.js';
import { withVisits } from './support/visits.js';

inChromium('the page with figures', () => {
  const { arrives } = withVisits();

  test.each([
    ['a sender', 'Karin de Graaf', 'Er staan geen signalen open.'],
    ['an administrator', 'Femke Ooms', 'Beheer'],
  ])('[R-COUNT-6] %s finds it below the page, empty before a quarter is over, and comes back', async (_, name, home) => {
    const reader = await arrives(Part, name);
    await reader.seesHeading(home);
    await reader.presses('Cijfers');
    await reader.seesHeading('Cijfers');
    expect(await reader.focused()).toBe('Cijfers');
    await reader.sees('Deze cijfers gaan over aantallen. Er staan geen kinderen in.');
    await reader.seesHeading('Nog geen cijfers.');
    await reader.presses('Terug');
    await reader.seesHeading(home);
  });

  test('[R-CLIENT-7] what a sender was typing is still there, hidden, when the back button leaves the figures', async () => {
    const karin = await arrives(Sender, 'Karin de Graaf');
    const { name } = madeUpPupil();
    await karin.startsASignal();
    await karin.typesName(name);
    await karin.presses('Cijfers');
    await karin.seesHeading('Nog geen cijfers.');
    await karin.page.goBack();
    await karin.seesHeading('Wat je typte, is verborgen.');
    await karin.presses('Toon het weer');
    expect(await karin.page.getByLabel('Hoe heet de leerling?').inputValue()).toBe(name);
  });

  test('[R-COUNT-6] nobody at a school has a way to it', async () => {
    const [petra, marijke] = await Promise.all([arrives(Recipient, 'Petra van Dam'), arrives(Teacher, 'Marijke Bos')]);
    for (const person of [petra, marijke]) expect(await person.button('Cijfers').count()).toBe(0);
  });
});
