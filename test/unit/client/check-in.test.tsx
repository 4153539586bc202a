/** @jest-environment jsdom */
import { afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { App } from '../../../client/app/app.js';
import { fetchEverything } from '../../../client/app/pages.js';
import { soundChoice, theme } from '../../../client/elements/preferences.js';
import { unlock } from '../../../client/elements/ringing.js';
import { language } from '../../../client/words/words.js';
import type { Me } from '../../../src/contract/index.js';
import { doing, fakeLive, NOW, SCHOOL } from './fake-live.js';
import { CONTACT, ME } from './school-views.js';

const TEACHER: Me = { ...ME, name: 'Marijke Bos', roles: [{ role: 'teacher', school: SCHOOL.code, title: 'leerkracht' }] };
const HERE = { here: true, absent: false, push: true };
const HOUR = 3_600_000;

/** A browser's sound, which it lets out or not. */
class FakeAudio {
  static allowed = true;
  state = 'suspended';
  currentTime = 0;
  onstatechange = () => {};
  static readonly notes: string[] = [];
  static readonly pitches: number[] = [];
  /** When the last note ends, in seconds after the first began. */
  static until = 0;
  async resume(): Promise<void> {
    this.state = FakeAudio.allowed ? 'running' : 'suspended';
  }
}
class FakeNode {
  constructor(_: unknown, options: { frequency?: number }) {
    if (options.frequency) FakeAudio.pitches.push(options.frequency);
  }
  readonly gain = { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} };
  connect = <T,>(to: T): T => to;
  start = () => void FakeAudio.notes.push('note');
  stop = (at: number) => void (FakeAudio.until = at);
}
Object.assign(window, { AudioContext: FakeAudio, OscillatorNode: FakeNode, GainNode: FakeNode });

let live: ReturnType<typeof fakeLive>;

beforeAll(() => fetchEverything());
beforeEach(async () => {
  language.value = 'nl';
  FakeAudio.notes.length = 0;
  FakeAudio.allowed = false;
  await unlock();
  FakeAudio.allowed = true;
  live = fakeLive();
  live.me.value = ME;
});
afterEach(cleanup);

const shows = () => doing(() => render(<App live={live} demonstration={false} signIn={null} />));
const press = (name: string) => doing(() => fireEvent.click(screen.getByRole('button', { name })));
const button = (name: string) => screen.queryByRole('button', { name });
const text = () => document.body.textContent;
/** Everything that works, on a device that was checked in. */
function allWorks(): void {
  live.checkIn.mockImplementation(async () => {
    live.today.value = HERE;
    live.canRead.value = true;
    live.screenStaysOn.value = true;
    return { ok: true };
  });
  live.notifying.value = 'on';
}
const lineOf = (words: string) => within(screen.getByText(words).closest('li')!);

describe('"Ik ben er vandaag"', () => {
  test('[R-CHECK-1] one tap says all: that somebody is there, and what of the device works', async () => {
    allWorks();
    await shows();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Er is nu geen signaal.');
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Goedemorgen, Petra.');
    await press('Ik ben er vandaag');
    expect(live.checkIn).toHaveBeenCalledTimes(1);
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      '✓De verbinding werkt.',
      '✓Dit apparaat kan berichten lezen.',
      '✓Het geluid staat aan.Hoor je niets? Zet het volume hoger.Speel geluid',
      '✓Meldingen staan aan.',
      '✓Het scherm blijft aan.',
    ]);
    expect(screen.getAllByRole('status').map(({ textContent }) => textContent?.trim())).toContain(
      'Je bent er vandaag. Alles werkt.',
    );
    expect(button('Ik ben er vandaag')).toBeNull();
    await press('Minder');
    expect(screen.queryAllByRole('listitem')).toEqual([]);
    await press('Bekijk wat werkt');
    await press('Controleer opnieuw');
    expect(live.checkIn).toHaveBeenCalledTimes(2);
  });

  test.each([
    ['contact', ME, 'We rekenen vandaag niet op je. Signalen krijg je wel, voor de zekerheid.'],
    ['teacher', TEACHER, 'Voor jouw groep kiest de school een collega.'],
  ])('[R-ABSENT-6] not being there is said after what it means, calmly, and taken back: a %s', async (_, me, what) => {
    live.me.value = me;
    live.absent.mockImplementation(async () => {
      live.today.value = { here: false, absent: true, push: false };
      return { ok: true };
    });
    await shows();
    await press('Ik ben er vandaag niet');
    expect(document.activeElement?.textContent).toBe(`${what} Klopt het dat je er vandaag niet bent?`);
    expect(live.absent).not.toHaveBeenCalled();
    await press('Ja, dat klopt');
    expect(screen.getAllByRole('status').map(({ textContent }) => textContent?.trim())).toContain(
      `Je bent er vandaag niet. ${what}`,
    );
    expect([button('Ik ben er vandaag niet'), button('Ik ben er vandaag')]).toEqual([null, null]);
    allWorks();
    await press('Ik ben er toch');
    expect(text()).toContain('Je bent er vandaag.');
  });

  test('[R-ABSENT-6] what was not passed on is not shown as if it were', async () => {
    live.absent.mockImplementation(async () => ({ ok: false, code: 'no-answer' }));
    await shows();
    await press('Ik ben er vandaag niet');
    await press('Ja, dat klopt');
    expect(text()).toContain('Het is nog niet doorgegeven.');
    expect(text()).not.toContain('Je bent er vandaag niet.');
  });

  test.each([
    [0, 'Goedemorgen, Petra.'],
    [5, 'Goedemiddag, Petra.'],
    [11, 'Goedenavond, Petra.'],
  ])('greets by the hour: %i hours on', async (hours, words) => {
    live.now.value = NOW + hours * HOUR;
    await shows();
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe(words);
  });

  test('[R-CHECK-1] a page that is opened again says in one line that somebody is there, and after midnight asks anew', async () => {
    allWorks();
    await live.checkIn();
    FakeAudio.allowed = true;
    await unlock();
    await shows();
    expect(text()).toContain('Je bent er vandaag. Alles werkt.');
    expect(screen.queryAllByRole('listitem')).toEqual([]);
    await doing(() => (live.today.value = { ...HERE, here: false }));
    expect(button('Ik ben er vandaag')).not.toBeNull();
  });

  test('[R-CHECK-1] is asked of a teacher too, whose telephone trembles', async () => {
    allWorks();
    live.me.value = TEACHER;
    await shows();
    await press('Ik ben er vandaag');
    expect(lineOf('Dit apparaat kan niet trillen.').getByText('Kijk af en toe op het scherm.')).toBeTruthy();
    expect(text()).not.toContain('geluid');
    const vibrate = jest.fn(() => true);
    Object.assign(navigator, { vibrate, userActivation: { hasBeenActive: true } });
    await press('Minder');
    expect(text()).toContain('Je bent er vandaag. Alles werkt.');
    await press('Bekijk wat werkt');
    await press('Tril even');
    expect(vibrate).toHaveBeenCalled();
    Reflect.deleteProperty(navigator, 'vibrate');
  });

  test('[R-CHECK-1] an alert takes its place, also while the outcome is read', async () => {
    allWorks();
    await shows();
    await press('Ik ben er vandaag');
    await doing(() => (live.views.value = [CONTACT]));
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Er is een Handle with Care-signaal.');
    expect(text()).not.toContain('Je bent er vandaag.');
  });

  test('[R-CHECK-1] an alert that takes the place of a question has the focus that the question had (WCAG 2.4.3)', async () => {
    await shows();
    await press('Ik ben er vandaag niet');
    expect(document.activeElement?.textContent).toContain('Klopt het');
    await doing(() => (live.views.value = [CONTACT]));
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
  });

  test('[R-CHECK-1] a device that waits for approval is not asked', async () => {
    live.awaitsApproval.value = true;
    await shows();
    expect(button('Ik ben er vandaag')).toBeNull();
  });

  test('[R-CHECK-1] at the blackboard nothing is asked', async () => {
    live.me.value = { ...ME, use: 'board' };
    await shows();
    expect(button('Ik ben er vandaag')).toBeNull();
  });

  test('[R-CHECK-1] what was not answered is said, and nobody is there', async () => {
    live.checkIn.mockResolvedValue({ ok: false, code: 'no-answer' });
    await shows();
    await press('Ik ben er vandaag');
    expect(screen.getAllByRole('alert').map(({ textContent }) => textContent)).toContain(
      'Dat is niet gelukt.We kregen geen antwoord. Controleer je verbinding en probeer het opnieuw.',
    );
    expect(text()).not.toContain('Je bent er vandaag.');
  });
});

describe('what does not work', () => {
  beforeEach(() => {
    allWorks();
  });
  async function checksIn(): Promise<void> {
    await shows();
    await press('Ik ben er vandaag');
    expect(text()).not.toContain('Alles werkt.');
  }

  test('[R-CHECK-2] a key that is not there: nobody counts as there, and the page says what to do', async () => {
    live.checkIn.mockImplementation(async () => {
      live.canRead.value = false;
      return { ok: false, code: 'no-living-key' };
    });
    await checksIn();
    expect(
      lineOf('Dit apparaat kan geen berichten lezen.').getByText(/^Laad de pagina opnieuw\. .* Log uit en weer in\.$/),
    ).toBeTruthy();
    expect(button('Opnieuw laden')).not.toBeNull();
    expect(text()).not.toContain('Bel de school.');
    expect(button('Ik ben er vandaag')).not.toBeNull();
  });

  test('[R-CHECK-2] a key that a page which was loaded again has not tried yet: nothing says that all works', async () => {
    await live.checkIn();
    live.canRead.value = null;
    await unlock();
    await shows();
    expect(text()).toContain('Je bent er vandaag.');
    expect(text()).not.toContain('Alles werkt.');
    await doing(() => (live.canRead.value = true));
    expect(text()).toContain('Je bent er vandaag. Alles werkt.');
  });

  test('[R-CHECK-2] what does not work is told to whoever cannot see it (WCAG 4.1.3)', async () => {
    live.notifying.value = 'stopped';
    await checksIn();
    expect(screen.getAllByRole('status').map(({ textContent }) => textContent?.trim())).toContain(
      'Je bent er vandaag. Kijk hieronder wat je kunt doen.',
    );
  });

  test('[R-CHECK-2] sound that the browser keeps: a button that lets it out, and is heard', async () => {
    FakeAudio.allowed = false;
    await checksIn();
    expect(lineOf('Het geluid staat nog uit.').getByRole('button').textContent).toBe('Speel geluid');
    FakeAudio.allowed = true;
    await press('Speel geluid');
    expect(FakeAudio.notes).toHaveLength(2);
    expect(text()).toContain('Je bent er vandaag. Alles werkt.');
  });

  test.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36', /Klik op het teken links van het adres\. Zet/],
    ['Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36', /Tik op het teken links van het adres\. Kies/],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', /Haal de blokkade van meldingen weg/],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1', /Open Instellingen op je toestel/],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15', /Open de instellingen van Safari/],
  ])('[R-CHECK-2] notifications that were refused: the way back, in %s', async (agent, way) => {
    const { userAgent } = navigator;
    Object.defineProperty(navigator, 'userAgent', { value: agent, configurable: true });
    live.notifying.value = 'denied';
    await checksIn();
    expect(lineOf('Meldingen staan uit. Zo zet je ze aan.').getByText(way)).toBeTruthy();
    Object.defineProperty(navigator, 'userAgent', { value: userAgent, configurable: true });
  });

  test('[R-CHECK-2] notifications that stopped: they are turned on again', async () => {
    live.notifying.value = 'stopped';
    live.turnOnNotifications.mockImplementation(async () => void (live.notifying.value = 'renewed'));
    await checksIn();
    await press('Zet ze weer aan');
    expect(text()).toContain('Meldingen waren gestopt. We hebben ze weer aangezet.');
  });

  test('[R-CHECK-2] a telephone whose pages are woken from its home screen alone', async () => {
    live.notifying.value = 'home-screen';
    await checksIn();
    expect(text()).toContain('Zet Seintje eerst op je beginscherm: tik op Deel, dan op ‘Zet op beginscherm’.');
  });

  test.each(['failed', 'unable'] as const)('[R-CHECK-2] notifications that are %s are told as such', async (state) => {
    live.notifying.value = state;
    await checksIn();
    const words = { failed: 'Meldingen aanzetten is niet gelukt.', unable: 'Deze browser kan geen meldingen krijgen.' };
    expect(text()).toContain(words[state]);
  });

  test('[R-CHECK-2] a connection that is gone meanwhile, and a screen that goes off', async () => {
    await shows();
    await press('Ik ben er vandaag');
    await doing(() => {
      live.status.value = { kind: 'lost', since: NOW };
      live.screenStaysOn.value = false;
    });
    expect(text()).not.toContain('Alles werkt.');
    fireEvent.click(lineOf('Er is nu geen verbinding.').getByRole('button'));
    expect(live.retry).toHaveBeenCalled();
    expect(text()).toContain('Het scherm kan vanzelf uitgaan.');
  });

  test('[R-CHECK-2] where nobody is woken nothing is said of it, and all can work', async () => {
    live.notifying.value = 'none';
    await shows();
    await press('Ik ben er vandaag');
    expect(text()).toContain('Je bent er vandaag. Alles werkt.');
    expect(text()).not.toMatch(/melding/i);
  });
});

describe('notifications', () => {
  const QUESTION = 'Mag Seintje je een melding sturen? De melding noemt nooit een naam.';
  const WHO = 'Dat is Apple, Google, Microsoft of Mozilla. Verder ziet die niets.';
  beforeEach(() => {
    allWorks();
    live.notifying.value = 'off';
    live.turnOnNotifications.mockImplementation(async () => void (live.notifying.value = 'on'));
  });

  test('[R-CHECK-3] are asked for on the page before the browser asks, with who learns what', async () => {
    await shows();
    expect(text()).not.toContain(QUESTION);
    await press('Ik ben er vandaag');
    expect(text()).toContain(QUESTION);
    expect(text()).toContain(WHO);
    expect(live.turnOnNotifications).not.toHaveBeenCalled();
    await press('Ja, zet aan');
    expect(live.turnOnNotifications).toHaveBeenCalledTimes(1);
    expect(text()).not.toContain(QUESTION);
    expect(text()).toContain('Alles werkt.');
  });

  test('[R-CHECK-3] "niet nu" is an answer: nothing is asked, and the line says that they are off', async () => {
    await shows();
    await press('Ik ben er vandaag');
    await press('Niet nu');
    expect(text()).not.toContain(QUESTION);
    expect(text()).toContain('Meldingen staan uit.');
    await press('Zet meldingen aan');
    expect(text()).toContain(QUESTION);
    expect(live.turnOnNotifications).not.toHaveBeenCalled();
  });

  test('[R-CHECK-3] are turned off again among one’s own devices', async () => {
    live.notifying.value = 'on';
    live.rest.answers['GET /v1/sessions'] = { ok: true, body: [] };
    live.rest.answers['GET /v1/passkeys'] = { ok: true, body: [] };
    await shows();
    await press('Mijn apparaten');
    live.turnOffNotifications.mockResolvedValueOnce({ ok: false, code: 'no-answer' });
    await press('Zet meldingen uit');
    expect(text()).toContain('Uitzetten is niet gelukt.');
    live.turnOffNotifications.mockImplementationOnce(async () => {
      live.notifying.value = 'off';
      return { ok: true };
    });
    await press('Zet meldingen uit');
    expect(text()).toContain('Meldingen staan uit.');
    await press('Zet meldingen aan');
    expect(text()).toContain(QUESTION);
  });

  test.each([
    [{ ok: true, took: 1180 }, 'Gelukt. Het duurde 1,2 seconde.'],
    [{ ok: true, took: null }, 'Niet aangekomen. Staat ‘Niet storen’ aan, of de batterijbesparing?'],
    [{ ok: false, code: 'push-gone' }, 'Meldingen waren gestopt, en staan weer aan. Probeer het nog eens.'],
    [{ ok: false, code: 'no-answer' }, 'De proefmelding is niet verstuurd.'],
  ] as const)('[R-CHECK-4] a test says what came of it: %j', async (answer, words) => {
    live.notifying.value = 'on';
    live.tryNotification.mockImplementation(async () => {
      if (!answer.ok && answer.code === 'push-gone') live.notifying.value = 'renewed';
      return answer;
    });
    await shows();
    await press('Ik ben er vandaag');
    await press('Stuur mij een proefmelding');
    expect(text()).toContain(words);
  });
});

describe('what somebody chooses for this device', () => {
  const chooses = (name: string) => doing(() => fireEvent.click(screen.getByRole('radio', { name })));
  const showsAccount = async () => {
    await shows();
    await press('Mijn apparaten');
  };
  beforeEach(() => {
    live.me.value = ME;
    FakeAudio.allowed = true;
  });
  afterEach(() => {
    soundChoice.value = 'wood';
    theme.value = 'system';
  });

  test('[R-CHECK-6] a sound is heard when it is chosen, each another one, and none of three seconds', async () => {
    await showsAccount();
    const heard = new Set<string>();
    for (const name of ['Klok', 'Zacht', 'Hout']) {
      FakeAudio.pitches.length = 0;
      await chooses(name);
      heard.add(FakeAudio.pitches.join());
      expect([name, FakeAudio.until < 3]).toEqual([name, true]);
    }
    expect(heard.size).toBe(3);
    expect(localStorage.length).toBe(0);
  });

  test('[R-CHECK-6] without a sound an alert is silent, in sight all the same, and the self-test says why', async () => {
    live.today.value = HERE;
    live.canRead.value = true;
    await showsAccount();
    await chooses('Geen geluid');
    expect({ ...localStorage }).toEqual({ 'seintje-sound': 'none' });
    await doing(() => history.back());
    await doing(() => window.dispatchEvent(new PopStateEvent('popstate')));
    expect(lineOf('Het geluid staat uit op dit apparaat.').getByText('Zet het geluid aan')).toBeTruthy();
    FakeAudio.notes.length = 0;
    await doing(() => (live.views.value = [CONTACT]));
    expect(FakeAudio.notes).toEqual([]);
    expect(text()).toContain('Er is een Handle with Care-signaal.');
  });

  test('[R-CHECK-6] the self-test turns it on again; so does signing out, for whoever comes next', async () => {
    live.today.value = HERE;
    soundChoice.value = 'none';
    await shows();
    await press('Zet het geluid aan');
    expect([soundChoice.value, FakeAudio.notes.length > 0]).toEqual(['wood', true]);
    expect(text()).not.toContain('Het geluid staat uit op dit apparaat.');
    for (const [chosen, next] of [
      ['none', 'wood'],
      ['bell', 'bell'],
    ] as const) {
      await doing(() => {
        live.status.value = { kind: 'connected', checkedAt: NOW, back: false };
        soundChoice.value = chosen;
      });
      await doing(() => (live.status.value = { kind: 'signed-out' }));
      expect([soundChoice.value, localStorage.getItem('seintje-sound') ?? 'wood']).toEqual([next, next]);
    }
  });

  test('[R-CHECK-6] what is chosen in another tab holds in this one', () => {
    localStorage.setItem('seintje-sound', 'bell');
    window.dispatchEvent(new StorageEvent('storage', { key: 'seintje-sound' }));
    expect(soundChoice.value).toBe('bell');
  });

  test('[R-CHECK-6] light or dark is as the system has it, unless somebody chose', async () => {
    await showsAccount();
    const { style } = document.documentElement;
    expect(style.colorScheme).toBe('');
    await chooses('Donker');
    expect([style.colorScheme, localStorage.getItem('seintje-theme')]).toEqual(['dark', 'dark']);
    await chooses('Zoals dit apparaat');
    expect([style.colorScheme, localStorage.length]).toEqual(['', 0]);
  });

  test('[R-CHECK-6] a teacher chooses no sound: in a classroom a telephone only trembles', async () => {
    live.me.value = TEACHER;
    await showsAccount();
    expect(screen.queryByRole('radio', { name: 'Klok' })).toBeNull();
    expect(screen.queryByRole('radio', { name: 'Donker' })).not.toBeNull();
  });
});
