import { readFileSync, writeFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { programOf } from '../scripts/system.mjs';
import { clicked, opensPage, seen } from './client/browser.mjs';
import { quantile } from './report/numbers.mjs';
import { withDemonstration } from './server/demonstration.mjs';

const SCHOOL = 'OBS De Linde';
const executablePath = programOf('chromium-headless-shell');

export const title = 'In the browser: from the click until it is seen, sealing and opening included';
export const contenders = executablePath ? [{ name: 'Chromium' }] : [];
export const figures = {
  '"Stuur" → alert at the contact, p50': { unit: 'ms' },
  '"Stuur" → alert at the contact, p95': { unit: 'ms', most: 300 },
  'passing on → alert at the teacher, p50': { unit: 'ms' },
  'passing on → alert at the teacher, p95': { unit: 'ms', most: 300 },
};

export async function measure(_, { isShort }) {
  const folder = await mkdtemp(join(tmpdir(), 'seintje-bench-schools-'));
  await cp('demonstration', folder, { recursive: true });
  // Today is no holiday.
  const holidays = join(folder, 'holidays.csv');
  writeFileSync(holidays, `${readFileSync(holidays, 'utf8').split('\n')[0]}\n`);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    return await withDemonstration({ DEMONSTRATION_DIR: folder }, async ({ url }) => {
      const times = isShort ? 5 : 20;
      const sent = [];
      const passed = [];
      for (let time = 0; time < times; time++) {
        const { send, passOn } = await oneSignal(browser, url);
        sent.push(send);
        passed.push(passOn);
      }
      return [
        ['"Stuur" → alert at the contact', sent],
        ['passing on → alert at the teacher', passed],
      ].flatMap(([what, all]) => [
        { figure: `${what}, p50`, value: quantile(all, 0.5) },
        { figure: `${what}, p95`, value: quantile(all, 0.95) },
      ]);
    });
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
}

/** One signal from its sender to the teacher, each in a browser of their own; then it is withdrawn, and everybody leaves. */
async function oneSignal(browser, url) {
  const arrives = (name) => opensPage(browser, url, name);
  const [sender, contact, teacher] = await Promise.all(['Karin de Graaf', 'Petra van Dam', 'Marijke Bos'].map(arrives));
  await fillsIn(sender);
  const alert = seen(contact, 'Er is een Handle with Care-signaal.');
  const send = await clicked(sender, `Stuur naar ${SCHOOL}`);
  const alerted = await alert;
  await contact.press('Ik pak dit op');
  await contact.press('Kies de leerkracht');
  await contact.page.getByRole('checkbox', { name: /· Marijke Bos/ }).check();
  const told = seen(teacher, 'Kijkt er niemand mee?');
  const passOn = await clicked(contact, 'Stuur naar Marijke Bos');
  const times = { send: alerted - send, passOn: (await told) - passOn };
  await sender.press('Trek het signaal in');
  await sender.press('Ja, trek het in');
  await Promise.all([sender, contact, teacher].map(({ leaves }) => leaves()));
  return times;
}

async function fillsIn({ page, press }) {
  await press('Nieuw signaal');
  await page.getByLabel('Zoek op naam, plaats of BRIN.').fill(SCHOOL);
  await page.getByRole('radio', { name: new RegExp(`^${SCHOOL}, `) }).check();
  await page.getByLabel('Hoe heet de leerling?').fill('Noor de Vries');
  const date = page.getByRole('group', { name: 'Wat is de geboortedatum?' });
  await date.getByLabel('Dag').fill('14');
  await date.getByLabel('Maand').fill('3');
  await date.getByLabel('Jaar').fill('2017');
  await press('Ga verder');
}
