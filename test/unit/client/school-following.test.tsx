/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { RecipientPage } from '../../../client/recipient/page.js';
import type { Chosen, OpenerView } from '../../../src/contract/index.js';
import { doing, fakeLive, MINUTE, NOW } from './fake-live.js';
import { chosen, found, ME, OPENER, passedOn } from './school-views.js';

const MARIJKE = found('Marijke Bos', 'Groep 6 b');
const TOM = found('Tom Vos', 'Groep 6 a', 'Groep 7');
const NOOR = found('Noor Kaya', 'Groep 8');
let live: ReturnType<typeof fakeLive>;

beforeEach(() => {
  live = fakeLive();
  live.me.value = ME;
  live.views.value = [OPENER];
  live.listTeachers.mockResolvedValue({ ok: true, teachers: [MARIJKE, TOM, NOOR] });
});
afterEach(cleanup);

const press = (name: string) => doing(() => fireEvent.click(screen.getByRole('button', { name })));
const button = (name: string) => screen.queryByRole('button', { name });
const choose = (label: string) => doing(() => fireEvent.click(screen.getByLabelText(new RegExp(`^${label}`))));
const choices = (role: 'checkbox' | 'radio') =>
  screen.queryAllByRole(role).map(({ parentElement }) => parentElement?.textContent);
const headings = () => screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent?.trim());
const show = (view: OpenerView) => {
  live.views.value = [view];
  render(<RecipientPage live={live} />);
};
const marijke = (course: Partial<Chosen> = {}) => passedOn(chosen('Marijke Bos', 'Groep 6 b', course));

describe('the choice of teacher', () => {
  test('takes several, chosen by nobody in advance, one after the other', async () => {
    show(OPENER);
    await press('Kies de leerkracht');
    expect(screen.queryAllByRole<HTMLInputElement>('checkbox').map(({ checked }) => checked)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    await choose('Groep 6 b');
    expect(button('Stuur naar Marijke Bos')).toBeTruthy();
    await choose('Groep 6 a');
    await choose('Groep 7');
    await press('Stuur naar Marijke Bos en Tom Vos');
    expect(live.passOn.mock.calls).toEqual([
      ['signal', MARIJKE, 'Groep 6 b', null],
      ['signal', TOM, 'Groep 7', null],
    ]);
    expect(screen.queryByRole('checkbox')).toBeNull();
  });

  test('says who got it and who did not; the first stands', async () => {
    show(OPENER);
    live.passOn.mockImplementation(async (_, { person }) => {
      if (person === 'tom') return { ok: false, code: 'no-living-key' };
      live.views.value = [marijke()];
      return { ok: true };
    });
    await press('Kies de leerkracht');
    await choose('Groep 6 b');
    await choose('Groep 7');
    await press('Stuur naar Marijke Bos en Tom Vos');
    expect(screen.getByText('Marijke Bos heeft het bericht.')).toBeTruthy();
    expect(screen.getByText('Tom Vos kreeg het bericht niet.')).toBeTruthy();
    expect(choices('checkbox')).toHaveLength(3);
    expect(button('Stuur naar Tom Vos')).toBeTruthy();
  });

  test('does not know what became of it without an answer, until the view tells', async () => {
    show(OPENER);
    live.passOn.mockResolvedValue({ ok: false, code: 'no-answer' });
    await press('Kies de leerkracht');
    await choose('Groep 6 b');
    await press('Stuur naar Marijke Bos');
    expect(screen.getByText('We weten niet of Marijke Bos het bericht kreeg.')).toBeTruthy();
    await doing(() => (live.views.value = [marijke()]));
    expect(screen.queryByText('We weten niet of Marijke Bos het bericht kreeg.')).toBeNull();
  });

  test('offers whoever has it already no more', async () => {
    show(marijke());
    await press('Nog iemand erbij');
    expect(choices('checkbox').some((label) => label?.includes('Marijke'))).toBe(false);
    expect(button('Ik regel dit zelf')).toBeNull();
  });

  test('of somebody else is of one, and says who loses it', async () => {
    show(marijke());
    await press('Kies iemand anders');
    expect(screen.getByText('Marijke ziet het bericht dan niet meer.')).toBeTruthy();
    expect(choices('checkbox')).toEqual([]);
    await choose('Groep 8');
    await press('Stuur naar Noor Kaya');
    expect(live.passOn.mock.calls).toEqual([['signal', NOOR, 'Groep 8', 'marijke']]);
  });

  test('says above the list who did not get it, and has the focus there', async () => {
    show(OPENER);
    live.passOn.mockResolvedValue({ ok: false, code: 'busy' });
    await press('Kies de leerkracht');
    await choose('Groep 6 b');
    await press('Stuur naar Marijke Bos');
    expect(document.activeElement?.textContent).toContain('Marijke Bos kreeg het bericht niet.');
    expect(document.querySelector('.seintje-near')?.textContent).not.toContain('kreeg het bericht niet');
  });

  test('of five at the most, with those who have it', async () => {
    const four = ['Ada', 'Bo', 'Cas', 'Dani'].map((name) => chosen(`${name} Kok`, null));
    show(passedOn(...four));
    await press('Nog iemand erbij');
    await choose('Groep 6 b');
    await choose('Groep 8');
    expect(screen.getByText('Meer leerkrachten kan niet. Deel het met zo weinig mogelijk mensen.')).toBeTruthy();
    expect(screen.getAllByRole<HTMLInputElement>('checkbox').filter(({ checked }) => checked)).toHaveLength(1);
    expect(button('Stuur naar Marijke Bos')).toBeTruthy();
    await choose('Groep 6 b');
    await choose('Groep 8');
    expect(button('Stuur naar Noor Kaya')).toBeTruthy();
  });

  test.each(['loading', 'failed', 'empty'])('has nothing to send while it is %s', async (how) => {
    if (how === 'loading') live.listTeachers.mockReturnValue(new Promise(() => {}));
    if (how === 'failed') live.listTeachers.mockResolvedValue({ ok: false, code: 'no-answer' });
    if (how === 'empty') live.listTeachers.mockResolvedValue({ ok: true, teachers: [] });
    show(OPENER);
    await press('Kies de leerkracht');
    expect(button('Stuur het bericht')).toBeNull();
    expect(button('Ik regel dit zelf')).toBeTruthy();
  });

  test('says of several who cannot read it that they cannot', async () => {
    const unreadable = [MARIJKE, TOM].map((teacher) => ({ ...teacher, devices: [] }));
    live.listTeachers.mockResolvedValue({ ok: true, teachers: unreadable });
    show(OPENER);
    await press('Kies de leerkracht');
    await choose('Groep 6 b');
    await choose('Groep 7');
    expect(screen.getByText('Marijke Bos en Tom Vos kunnen het bericht nu niet lezen. Vertel het zelf.')).toBeTruthy();
  });

  test('says to walk over as well where a notification does not arrive', async () => {
    live.listTeachers.mockResolvedValue({ ok: true, teachers: [MARIJKE, { ...TOM, reach: 'none' }] });
    show(OPENER);
    await press('Kies de leerkracht');
    await choose('Groep 6 b');
    expect(screen.queryByText(/Loop ook even langs\.$/)).toBeNull();
    await choose('Groep 7');
    const words = screen.getByText('Tom Vos ziet de melding misschien niet. Loop ook even langs.');
    expect(words.compareDocumentPosition(button('Stuur naar Marijke Bos en Tom Vos')!)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  test('that is answered late does not close the next one', async () => {
    let answer: (sent: { ok: true }) => void = () => {};
    live.passOn.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    show(OPENER);
    await press('Kies de leerkracht');
    await choose('Groep 6 b');
    await press('Stuur naar Marijke Bos');
    await press('Terug');
    await press('Kies de leerkracht');
    await choose('Groep 8');
    await doing(() => answer({ ok: true }));
    expect(button('Stuur naar Noor Kaya')).toBeTruthy();
  });

  test('of a big school can be searched, without accents; what is chosen stays', async () => {
    const many = Array.from({ length: 9 }, (_, at) => found(`Ayşe${at} Kaya`, `Groep ${at}`));
    live.listTeachers.mockResolvedValue({ ok: true, teachers: [MARIJKE, ...many] });
    show(OPENER);
    await press('Kies de leerkracht');
    await choose('Groep 6 b');
    await doing(() => fireEvent.input(screen.getByLabelText('Zoek op naam of groep'), { target: { value: 'ayse3' } }));
    expect(choices('checkbox')).toHaveLength(2);
    await doing(() => fireEvent.input(screen.getByLabelText('Zoek op naam of groep'), { target: { value: 'niemand' } }));
    expect(choices('checkbox')).toHaveLength(1);
  });
});

describe('following', () => {
  test('tells of each teacher where it is', async () => {
    const two = [chosen('Marijke Bos', 'Groep 6 b'), chosen('Tom Vos', 'Groep 6 a', { openedAt: NOW })];
    show(passedOn(...two));
    await doing(() => (live.now.value = NOW + 3 * MINUTE));
    expect(headings()).toEqual(['Loop even langs bij groep 6 b.', 'Tom heeft het bericht gezien.', 'Wie belt de ouders?']);
    const known = { ...passedOn(two[0]!, { ...two[1]!, knownAt: NOW + 7 * MINUTE }), progress: 'known' as const, version: 4 };
    await doing(() => (live.views.value = [known]));
    expect(headings()).toContain('Tom weet het. 08:09');
    expect(headings()).toContain('Loop even langs bij groep 6 b.');
    expect(screen.getAllByRole('button', { name: 'Kies iemand anders' })).toHaveLength(1);
  });

  test('[R-ABSENT-4] of a teacher who is not there it says so at once, and to choose somebody else first', async () => {
    show(passedOn(chosen('Marijke Bos', 'Groep 6 b')));
    expect(headings()).toContain('Marijke heeft het bericht nog niet gezien.');
    const away = passedOn(chosen('Marijke Bos', 'Groep 6 b', { absentAt: NOW }));
    await doing(() => (live.views.value = [{ ...away, version: 4 }]));
    await doing(() => {});
    const words = 'Marijke is er vandaag niet. Kies iemand anders.';
    expect(headings()).toContain(words);
    expect(screen.getAllByRole('alert').map(({ textContent }) => textContent)).toContain(words);
    expect(button('Kies iemand anders')?.className).toContain('primary');
    expect(button('Ik heb het zelf verteld')?.className).not.toContain('primary');
  });

  test('a teacher who asks to confer is heard, and told that somebody is coming', async () => {
    show(marijke({ openedAt: NOW }));
    await doing(
      () => (live.views.value = [{ ...marijke({ openedAt: NOW, confer: { askedAt: NOW, comingAt: null } }), version: 4 }]),
    );
    await doing(() => {});
    expect(screen.getAllByRole('alert').map(({ textContent }) => textContent)).toContain('Marijke wil overleggen.');
    await press('Ik kom eraan');
    expect(live.coming.mock.calls).toEqual([['signal', 'marijke']]);
    const coming = { askedAt: NOW, comingAt: NOW + 10 * MINUTE };
    await doing(() => (live.views.value = [{ ...marijke({ openedAt: NOW, confer: coming }), version: 5 }]));
    expect(screen.getByText('Je zei om 08:12 dat je eraan komt.')).toBeTruthy();
    expect(button('Ik kom eraan')).toBeNull();
  });

  test('who was chosen after "ik regel dit zelf" is followed as everybody is', async () => {
    const later = chosen('Marijke Bos', 'Groep 6 b', { chosenAt: NOW + MINUTE });
    show({ ...passedOn(later), progress: 'known', toldAt: NOW, knownAt: NOW });
    expect(headings()).toContain('Je regelt dit zelf. 08:02');
    expect(headings()).toContain('Marijke heeft het bericht nog niet gezien.');
    expect(button('Kies iemand anders')).toBeTruthy();
    await doing(() => (live.now.value = NOW + 4 * MINUTE));
    expect(headings()).toContain('Loop even langs bij groep 6 b.');
    expect(button('Wij zijn klaar')?.className).not.toContain('primary');
  });

  test('who was told in person need not be followed, unless others do not know either', async () => {
    const told = { toldAt: NOW + MINUTE, knownAt: NOW + MINUTE, progress: 'known' as const };
    show({ ...marijke(), ...told });
    expect(headings()).toEqual(['Je hebt het zelf verteld. 08:03', 'Wie belt de ouders?']);
    expect(button('Wij zijn klaar')?.className).toContain('primary');
    await doing(
      () =>
        (live.views.value = [
          { ...passedOn(...['Marijke Bos', 'Tom Vos'].map((name) => chosen(name, null))), ...told, version: 9 },
        ]),
    );
    await doing(() => (live.now.value = NOW + 10 * MINUTE));
    expect(headings()).toEqual([
      'Je hebt het zelf verteld. 08:03',
      'Marijke heeft het bericht nog niet gezien.',
      'Tom heeft het bericht nog niet gezien.',
      'Wie belt de ouders?',
    ]);
    expect(button('Kies iemand anders')).toBeNull();
  });

  test('what is hardly wanted once the teacher has seen it is folded, and is still there', async () => {
    show(marijke());
    expect(document.querySelector('details')).toBeNull();
    const seen = { ...marijke({ openedAt: NOW, confer: { askedAt: NOW, comingAt: null } }), version: 4 };
    await doing(() => (live.views.value = [seen]));
    const ways = screen.getByText('Doe iets anders').parentElement as HTMLDetailsElement;
    expect(ways.open).toBe(false);
    expect([...ways.querySelectorAll('button')].map(({ textContent }) => textContent)).toEqual([
      'Ik heb het zelf verteld',
      'Kies iemand anders',
    ]);
  });

  test('what was asked of whoever follows it lies beside it', async () => {
    show(marijke());
    await doing(() => (live.now.value = NOW + 3 * MINUTE));
    const [told, instead] = [button('Ik heb het zelf verteld')!, button('Kies iemand anders')!];
    expect(told.parentElement).toBe(instead.parentElement);
    expect(told.className).toContain('primary');
    await press('Ik heb het zelf verteld');
    expect(live.told.mock.calls).toEqual([['signal']]);
  });

  test('nobody is done before somebody was chosen or told', () => {
    show(OPENER);
    expect(button('Wij zijn klaar')).toBeNull();
  });

  test('whoever follows it is told aloud what is asked of them', async () => {
    const alerts = () => screen.getAllByRole('alert').map(({ textContent }) => textContent);
    show(OPENER);
    await doing(() => (live.now.value = NOW + 5 * MINUTE));
    await doing(() => {});
    expect(alerts()).toContain('Je hebt nog geen leerkracht gekozen.');
    await doing(() => (live.views.value = [marijke()]));
    await doing(() => {});
    expect(alerts()).toContain('Loop even langs bij groep 6 b.');
  });

  test('the end of the day is told beside how far it got, not instead of it', async () => {
    show(marijke());
    await doing(() => (live.now.value = OPENER.endsAt - 10 * MINUTE));
    await doing(() => {});
    const said = screen.getAllByRole('status').map(({ textContent }) => textContent);
    expect(said).toContain('Om 15:30 wissen we dit signaal.');
    expect(said).toContain('Marijke heeft het bericht nog niet gezien.');
  });

  test('what a colleague said before it was taken over is not said to be yours', () => {
    const coming = { askedAt: NOW, comingAt: NOW + 1 };
    show({ ...marijke({ openedAt: NOW, confer: coming }), toldAt: NOW + 1, progress: 'known', takenAt: NOW + 2 * MINUTE });
    expect(headings()[0]).toBe('Een collega heeft het zelf verteld. 08:02');
    expect(screen.getByText('Een collega zei om 08:02: ik kom eraan.')).toBeTruthy();
  });
});

describe('the parents', () => {
  test('are spoken of once somebody was chosen, and not before', () => {
    show(OPENER);
    expect(screen.queryByText('Wie belt de ouders?')).toBeNull();
  });

  test('are called by whoever follows it or a chosen teacher, which can be changed', async () => {
    show(marijke());
    expect(screen.getByText('De gemeente ziet dit niet.', { exact: false }).textContent).toBe(
      'Ook dit wissen we om 15:30. De gemeente ziet dit niet.',
    );
    expect(screen.queryByRole('link')).toBeNull();
    await press('Ik');
    await doing(
      () =>
        (live.views.value = [{ ...marijke(), version: 4, parents: { person: 'petra', name: 'Petra Vos', informedAt: null } }]),
    );
    expect(headings()).toContain('Jij belt de ouders.');
    expect(screen.getByRole('link').getAttribute('href')).toBe('tel:08002000');
    await press('Laat iemand anders bellen');
    await press('Marijke Bos');
    expect(live.parents.mock.calls).toEqual([
      ['signal', 'petra'],
      ['signal', 'marijke'],
    ]);
    await doing(
      () =>
        (live.views.value = [
          { ...marijke(), version: 5, parents: { person: 'marijke', name: 'Marijke Bos', informedAt: null } },
        ]),
    );
    expect(headings()).toContain('Marijke belt de ouders.');
    expect(screen.queryByRole('link')).toBeNull();
    expect(button('Wij zijn klaar')?.className).not.toContain('primary');
    await press('De ouders weten het');
    expect(live.informed.mock.calls).toEqual([['signal', 'recipient']]);
  });

  test('have to be called yet: nobody is done before that', async () => {
    const known = { ...marijke({ openedAt: NOW, knownAt: NOW }), progress: 'known' as const, knownAt: NOW };
    const calls = (informedAt: number | null) => ({ parents: { person: 'marijke', name: 'Marijke Bos', informedAt } });
    show({ ...known, ...calls(null) });
    expect(button('Wij zijn klaar')?.className).not.toContain('primary');
    await doing(() => (live.views.value = [{ ...known, ...calls(NOW), version: 9 }]));
    expect(button('Wij zijn klaar')?.className).toContain('primary');
  });

  test('know it, and since when', () => {
    show({ ...marijke(), parents: { person: 'marijke', name: 'Marijke Bos', informedAt: NOW + 38 * MINUTE } });
    expect(headings()).toContain('De ouders weten het. 08:40');
    expect(button('De ouders weten het')).toBeNull();
    const order = screen.getByText('Laat iemand anders bellen').compareDocumentPosition(button('Wij zijn klaar')!);
    expect(order).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(button('Laat iemand anders bellen')).toBeTruthy();
  });
});
