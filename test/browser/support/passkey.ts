import type { BrowserContext, Page } from 'playwright-core';
import { Part } from './part.js';

/** Gives a page a fingerprint reader of its own (W3C WebAuthn 3, 11: WebDriver's virtual authenticators); it goes with the page. */
export async function withAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true } as const;
  const person = { hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
  await session.send('WebAuthn.addVirtualAuthenticator', { options: { ...options, ...person } });
}

/** Somebody at a browser that nobody has signed in at, with a way to make passkeys. */
export class Newcomer extends Part {
  static async at(context: BrowserContext, name: string): Promise<Newcomer> {
    const page = await context.newPage();
    await withAuthenticator(page);
    return new Newcomer(page, name);
  }

  /** Opens a one-time link and makes a passkey; the device question is next. */
  async followsTheLink(link: string): Promise<void> {
    await this.page.goto(link);
    await this.seesHeading(`Welkom, ${this.name}.`);
    await this.presses('Maak een passkey');
    await this.seesHeading('Wie gebruikt dit apparaat?');
  }

  async says(use: 'Alleen ik' | 'Meer mensen' | 'Het hangt aan het digibord'): Promise<void> {
    await this.chooses(use);
    await this.presses('Ga verder');
  }
}
