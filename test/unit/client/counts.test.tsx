/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { CountsPage } from '../../../client/counts/page.js';
import { language } from '../../../client/words/words.js';
import { COUNT_KINDS, type CountRow, type PublishedCounts, type PublishedQuarter } from '../../../src/contract/index.js';
import { doing, fakeLive } from './fake-live.js';

const row = (sectors: CountRow['sectors'], sent: number | null): CountRow => ({
  sectors,
  numbers: { ...(Object.fromEntries(COUNT_KINDS.map((kind) => [kind, null])) as CountRow['numbers']), sent },
});
const quarter = (name: string, rows: CountRow[], more: Partial<PublishedQuarter> = {}): PublishedQuarter => ({
  ...{ quarter: name, rows, withheld: [], missingAfter: [] },
  ...more,
});
const counts = (quarters: PublishedQuarter[], more: Partial<PublishedCounts> = {}): PublishedCounts => ({
  ...{ since: '2026-04-02', until: '2026-10-21', missingAfter: [], quarters },
  ...more,
});

async function shows(answer: PublishedCounts) {
  const live = fakeLive();
  live.getCounts.mockResolvedValue({ ok: true, counts: answer });
  await doing(() => render(<CountsPage live={live} />));
  return () => document.body.textContent;
}
const cells = () => screen.getAllByRole('row').map((each) => [...each.children].map(({ textContent }) => textContent));

beforeEach(() => void (language.value = 'nl'));
afterEach(cleanup);

describe('the page with the figures', () => {
  test('[R-COUNT-6] shows the newest quarter as bars and as a table of the same figures', async () => {
    const text = await shows(
      counts([quarter('2026-Q3', [row(['po'], 85), row(['vo', 'mbo'], null)]), quarter('2026-Q2', [row(['po'], 40)])]),
    );
    expect(cells()[0]).toEqual(['Signalen', 'Basisonderwijs', 'Voortgezet onderwijs en mbo samen']);
    expect(cells()[1]).toEqual(['Verstuurd', '85', 'minder dan 5']);
    expect(document.querySelectorAll('rect')).toHaveLength(1);
    expect(document.querySelector('rect')!.getAttribute('width')).toBe('100');
    expect(document.querySelectorAll('.seintje-bar-few')).toHaveLength(11);
    expect(document.querySelectorAll('[style]')).toHaveLength(0);
    expect(text()).toContain('Geteld tot en met 21 oktober 2026.');
    expect(text()).not.toContain('ontbreken');
    expect(text()).not.toContain('We tellen sinds');

    await doing(() => fireEvent.change(screen.getByLabelText('Welk kwartaal?'), { target: { value: '2026-Q2' } }));
    expect(cells()[1]).toEqual(['Verstuurd', '40']);
    expect(text()).toContain('We tellen sinds 2 april 2026.');
  });

  test('[R-COUNT-5] says after which days counts may be missing', async () => {
    const text = await shows(
      counts([quarter('2026-Q3', [row(['po'], 85)], { missingAfter: ['2026-08-20'] })], { missingAfter: ['2026-10-20'] }),
    );
    expect(text()).toContain('Na 20 augustus 2026 kunnen er aantallen ontbreken: de server stopte onverwacht.');
    expect(text()).toContain('Na 20 oktober 2026 kunnen er aantallen ontbreken');
  });

  test('[R-COUNT-4] says why sectors are not shown', async () => {
    const text = await shows(counts([quarter('2026-Q3', [], { withheld: ['po', 'vo'] })]));
    expect(text()).toContain('Dit tonen we niet: basisonderwijs en voortgezet onderwijs. Er doen te weinig scholen mee.');
    expect(screen.queryByRole('table')).toBeNull();
  });

  test('[R-COUNT-2] says when there will be figures', async () => {
    const text = await shows(counts([], { until: null }));
    expect(text()).toContain('Nog geen cijfers.Een kwartaal verschijnt als het voorbij is.');
    expect(screen.queryByRole('button', { name: 'Download als CSV' })).toBeNull();
  });

  test('[R-COUNT-6] can be asked again after a failure', async () => {
    const live = fakeLive();
    await doing(() => render(<CountsPage live={live} />));
    expect(screen.getByRole('alert').textContent).toContain('We konden de cijfers niet ophalen.');
    live.getCounts.mockResolvedValue({ ok: true, counts: counts([]) });
    await doing(() => fireEvent.click(screen.getByText('Probeer opnieuw')));
    expect(screen.getByText('Nog geen cijfers.')).toBeTruthy();
    expect(screen.queryByText('Probeer opnieuw')).toBeNull();
  });
});
