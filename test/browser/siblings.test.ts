import { expect, test } from '@jest/globals';
import type { BrowserContext } from 'playwright-core';
import { madeUpPupil } from '../support/pupils.js';
import { inChromium } from './support/chromium.js';
import { eventually, type Part } from './support/part.js';
import { Recipient } from './support/recipient.js';
import { Sender } from './support/sender.js';
import { expectNothingOf, tracesIn } from './support/traces.js';
import { withVisits } from './support/visits.js';

const MINUTE = 60_000;

inChromium('three of one family at OBS De Linde, and the fourth at CBS Het Kompas', () => {
  const visits = withVisits();
  const { arrives, opens } = visits;

  test('[R-SEND-1] [R-LIFE-2] the school is typed once, those who wait are counted and heard as one, and none mix', async () => {
    const context = await opens({ timed: true });
    await countsSounds(context);
    const [petra, hans, wim, karin] = await Promise.all([
      arrives(Recipient, 'Petra van Dam', { in: context }),
      arrives(Recipient, 'Hans Willems'),
      arrives(Recipient, 'Wim Verhoeven'),
      arrives(Sender, 'Karin de Graaf'),
    ]);
    // Browsers let a page be heard only after somebody touched it.
    await petra.presses('Nederlands');
    const heard = (sounds: number) => eventually(async () => expect(await soundsOf(petra)).toBe(sounds));
    const pupils = [madeUpPupil(), madeUpPupil(), madeUpPupil(), madeUpPupil()];
    const [eldest, middle, youngest, cousin] = pupils;

    await karin.sendsASignalFor(eldest!);
    await petra.isAlerted();
    await heard(1);
    for (const [at, pupil] of [middle!, youngest!].entries()) {
      karin.taps = karin.keys = 0;
      await karin.presses('Nog een leerling van deze school');
      await karin.seesHeading('Nieuw signaal');
      await eventually(async () => expect(await karin.focused()).toBe('Hoe heet de leerling?'));
      await karin.fillsInPupil(pupil);
      await karin.goesOn();
      await karin.presses('Stuur naar OBS De Linde');
      await karin.seesHeading('Het signaal is verstuurd naar OBS De Linde.');
      expect(karin.taps).toBe(3);
      expect(karin.keys).toBe((pupil.name + withoutZeros(pupil.dateOfBirth)).length);
      for (const contact of [petra, hans]) await contact.seesHeading(`${at + 2} signalen wachten`);
      await heard(at + 2);
    }
    await karin.presses('Naar vandaag');
    await karin.sendsASignalFor(cousin!, 'CBS Het Kompas');
    await petra.seesHeading('4 signalen wachten');
    await heard(4);
    await wim.isAlerted();
    await hans.seesHeading('3 signalen wachten');

    // All four ask again.
    await visits.app.clock.pass(2 * MINUTE);
    await context.clock.fastForward(2 * MINUTE);
    await heard(5);

    const [first, second, third, fourth] = karin.commands('signal:send').map((frame) => /"id":"([^"]+)"/.exec(frame)![1]!);
    const showsOnly = async ({ page }: Part, pupil: (typeof pupils)[number]) => {
      const traces = await tracesIn(page);
      expect(traces.markup).toContain(pupil.name);
      for (const other of pupils.filter((one) => one !== pupil)) expectNothingOf(other, traces);
    };
    await petra.opensTheSignal(eldest!, first);
    await petra.sees('Er wachten nog 3 signalen.');
    await showsOnly(petra, eldest!);
    await hans.sees(/^Petra van Dam heeft het signaal geopend om /);
    await hans.seesHeading('2 signalen wachten');
    await hans.opensTheSignal(middle!, second);
    await showsOnly(hans, middle!);
    await petra.opensTheSignal(cousin!, fourth);
    await showsOnly(petra, cousin!);
    await hans.opensTheSignal(youngest!, third);
    await showsOnly(hans, youngest!);
    await heard(5);
    await wim.sees(/^Petra van Dam heeft het signaal geopend om /);
    for (const pupil of pupils) expectNothingOf(pupil, await tracesIn(wim.page));
  });
});

/** From the first moment on, counts in `window.notes` what pages of this browser play: two for every sound. */
async function countsSounds(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const counting = window as { notes?: number };
    counting.notes = 0;
    window.OscillatorNode = class extends OscillatorNode {
      constructor(...given: ConstructorParameters<typeof OscillatorNode>) {
        super(...given);
        counting.notes!++;
      }
    };
  });
}

function soundsOf({ page }: Part): Promise<number> {
  return page.evaluate(() => (window as { notes?: number }).notes! / 2);
}

/** The digits of a date, as somebody types them. */
function withoutZeros(date: string): string {
  return date.split('-').map(Number).join('');
}
