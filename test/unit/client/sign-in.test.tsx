/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { takeFragment } from '../../../client/sign-in/fragment.js';
import { InvitationPage } from '../../../client/sign-in/invitation.js';
import { SignIn } from '../../../client/sign-in/page.js';
import { language } from '../../../client/words/words.js';
import type { Invited } from '../../../src/contract/index.js';
import { ASKED, closed, doing, fakePasskeys, fakeRest } from './fake-live.js';

const ISSUERS = [{ key: 'gemeente', name: 'Gemeente Elzenmeer' }];
const INVITED: Invited = {
  name: 'Petra Vos',
  organisation: 'Gemeente Elzenmeer',
  roles: [{ role: 'recipient', title: 'intern begeleider', school: '00AA00', schoolName: 'OBS De Linde' }],
  expiresAt: 1,
};
const SECRET = 'secret-of-the-link';

let rest: ReturnType<typeof fakeRest>;
let person: ReturnType<typeof fakePasskeys>;
const onDone = jest.fn();

beforeEach(() => {
  language.value = 'nl';
  onDone.mockClear();
  rest = fakeRest();
  person = fakePasskeys();
  history.replaceState(null, '', '/');
});
afterEach(cleanup);

const press = (name: string) => doing(() => fireEvent.click(screen.getByRole('button', { name })));
const text = () => document.body.textContent;

describe('the sign-in page', () => {
  const shows = (issuers = ISSUERS, refusal: 'not-recognised' | null = null) =>
    doing(() => render(<SignIn rest={rest} issuers={issuers} refusal={refusal} onDone={onDone} />));

  beforeEach(() => void (rest.answers['POST /v1/passkeys/sign-in/options'] = ASKED));

  test('[R-CLIENT-10] asks for no name and no password', async () => {
    await shows();
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(document.querySelector('input')).toBeNull();
    const link = screen.getByRole('link', { name: 'Inloggen met Gemeente Elzenmeer' });
    expect(link.getAttribute('href')).toBe('/v1/openid/gemeente/start');
  });

  test('[R-CLIENT-10] brings what the passkey proves, and goes on', async () => {
    await shows([]);
    await press('Inloggen met passkey');
    const [path, body] = rest.post.mock.calls[1]!;
    expect(path).toBe('/v1/passkeys/sign-in');
    expect(body).toMatchObject({ credential: { id: 'AQID', response: { signature: 'AQID' } } });
    expect(onDone).toHaveBeenCalledTimes(1);
  });

  test('[R-CLIENT-10] whoever stops is told so quietly, and can do it again', async () => {
    person.get.mockImplementationOnce(closed);
    await shows();
    await press('Inloggen met passkey');
    expect(text()).toContain('Je hebt het afgebroken. Probeer het opnieuw.');
    expect(document.querySelector('[data-tone=failure]')).toBeNull();
    expect(onDone).not.toHaveBeenCalled();
    await press('Inloggen met passkey');
    expect(onDone).toHaveBeenCalled();
  });

  test('[R-CLIENT-10] a passkey that is not recognised is told in a sentence with a way on', async () => {
    rest.answers['POST /v1/passkeys/sign-in'] = { ok: false, code: 'not-recognised' };
    await shows();
    await press('Inloggen met passkey');
    expect(screen.getByRole('alert').textContent).toBe('Hiermee kun je niet inloggen. Vraag je beheerder om een uitnodiging.');
    expect(onDone).not.toHaveBeenCalled();
  });

  test('[R-CLIENT-10] a browser without passkeys says so, and offers the other way', async () => {
    Object.assign(window, { PublicKeyCredential: undefined });
    await shows();
    expect(screen.queryByRole('button')).toBeNull();
    expect(text()).toContain('Deze browser kent geen passkeys. Log in met je werkaccount.');
    cleanup();
    await shows([]);
    expect(text()).toContain('Deze browser kent geen passkeys. Gebruik een andere browser.');
  });

  test('[R-CLIENT-10] what the organisation’s account was refused for is shown, until something else is tried', async () => {
    await shows(ISSUERS, 'not-recognised');
    expect(text()).toContain('Hiermee kun je niet inloggen.');
    person.get.mockImplementationOnce(closed);
    await press('Inloggen met passkey');
    expect(text()).not.toContain('Hiermee kun je niet inloggen.');
  });
});

describe('a one-time link', () => {
  const OPEN = 'POST /v1/invitations/open';
  const shows = () => doing(() => render(<InvitationPage rest={rest} onDone={onDone} />));

  beforeEach(() => {
    history.replaceState(null, '', `/uitnodiging#${SECRET}`);
    rest.answers[OPEN] = { ok: true, body: INVITED };
    rest.answers['GET /v1/installation'] = { ok: true, body: { demonstration: false, issuers: ISSUERS } };
    rest.answers['POST /v1/invitations/options'] = ASKED;
  });

  test('[R-CLIENT-11] its secret leaves the address at once, and is on the page nowhere', async () => {
    await shows();
    expect(location.href).toBe('http://localhost/uitnodiging');
    expect(document.documentElement.outerHTML).not.toContain(SECRET);
    expect(rest.post.mock.calls[0]).toEqual(['/v1/invitations/open', { secret: SECRET }]);
  });

  test('[R-INVITE-1] says whom it is for, and leads to a passkey with a name', async () => {
    await shows();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Welkom, Petra Vos.');
    expect(text()).toContain('intern begeleider, OBS De Linde');
    const field = screen.getByLabelText<HTMLInputElement>('Hoe noem je deze passkey?');
    expect(field.value).toBe('Computer');
    await doing(() => fireEvent.input(field, { target: { value: ' Laptop ' } }));
    await press('Maak een passkey');
    const [path, body] = rest.post.mock.calls.at(-1)!;
    expect(path).toBe('/v1/invitations/accept');
    expect(body).toMatchObject({ secret: SECRET, name: 'Laptop', credential: { id: 'AQID' } });
    expect(onDone).toHaveBeenCalledTimes(1);
  });

  test('[R-INVITE-1] or to the organisation’s own account', async () => {
    await shows();
    expect(screen.getByRole('link').getAttribute('href')).toBe('/v1/openid/gemeente/start');
  });

  test('[R-CLIENT-11] loaded again, the page has lost it, and takes it where it is opened once more in the same tab', async () => {
    history.replaceState(null, '', '/uitnodiging');
    await shows();
    expect(text()).toContain('Open de link uit je mail opnieuw.');
    history.replaceState(null, '', `/uitnodiging#${SECRET}`);
    await doing(() => window.dispatchEvent(new Event('hashchange')));
    expect(text()).toContain('Welkom, Petra Vos.');
    expect(location.hash).toBe('');
  });

  test.each([
    ['invitation-used', 'Deze link is al gebruikt. Vraag je beheerder om een nieuwe.'],
    ['invitation-expired', 'Deze link is verlopen. Vraag je beheerder om een nieuwe.'],
    ['invitation-unknown', 'Deze link klopt niet. Vraag je beheerder om een nieuwe.'],
  ] as const)('[R-INVITE-2] that is %s says so, and what to do', async (code, sentence) => {
    rest.answers[OPEN] = { ok: false, code };
    await shows();
    expect(screen.getAllByRole('alert').map(({ textContent }) => textContent)).toContain(sentence);
    expect(screen.queryByRole('button', { name: 'Maak een passkey' })).toBeNull();
  });

  test('[R-INVITE-2] can be tried again without the network', async () => {
    rest.answers[OPEN] = { ok: false, code: 'no-answer' };
    await shows();
    rest.answers[OPEN] = { ok: true, body: INVITED };
    await press('Probeer opnieuw');
    expect(text()).toContain('Welkom, Petra Vos.');
  });

  test('[R-CLIENT-10] a device that has one already says so', async () => {
    person.create.mockImplementationOnce(() => Promise.reject(new DOMException('there', 'InvalidStateError')));
    await shows();
    await press('Maak een passkey');
    expect(text()).toContain('Op dit apparaat staat al een passkey van jou.');
    expect(text()).not.toContain('De passkey is niet gemaakt.');
    expect(screen.getByRole('link', { name: 'Heb je al toegang? Log dan in.' }).getAttribute('href')).toBe('/');
    expect(onDone).not.toHaveBeenCalled();
  });

  test.each(['no-answer', 'invitation-used'] as const)(
    '[R-CLIENT-10] after %s nothing is said that may not be so, and there is a way to the sign-in',
    async (code) => {
      rest.answers['POST /v1/invitations/accept'] = { ok: false, code };
      await shows();
      await press('Maak een passkey');
      expect(text()).not.toContain('De passkey is niet gemaakt.');
      expect(screen.getByRole('link', { name: 'Heb je al toegang? Log dan in.' })).toBeTruthy();
    },
  );

  test('[R-CLIENT-11] whoever goes back to the page after it was left finds nothing', async () => {
    await shows();
    await doing(() => window.dispatchEvent(new Event('pagehide')));
    expect(text()).toContain('Open de link uit je mail opnieuw.');
    expect(text()).not.toContain('Petra Vos');
  });
});

test('[R-CLIENT-11] what stands behind the # is read once', () => {
  history.replaceState({ step: 'home' }, '', '/#not-recognised');
  expect(takeFragment()).toBe('not-recognised');
  expect(location.href).toBe('http://localhost/');
  expect(history.state).toEqual({ step: 'home' });
  expect(takeFragment()).toBeNull();
});
