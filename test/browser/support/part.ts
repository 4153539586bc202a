import type { FrameLocator, Locator, Page } from 'playwright-core';

/** Somebody's page, in a tab or in a frame of one: what they see, and what they do with it. */
export class Part {
  /** Buttons and choices pressed so far. */
  taps = 0;
  /** Letters and digits typed so far. */
  keys = 0;
  /** How often the tab was loaded. */
  loads = 0;
  /** Everything that the tab's sockets said and heard, frame by frame. */
  readonly said: string[] = [];
  readonly heard: string[] = [];

  constructor(
    readonly page: Page,
    readonly name: string,
    readonly at: Page | FrameLocator = page,
  ) {
    page.on('load', () => this.loads++);
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => void this.said.push(String(payload)));
      socket.on('framereceived', ({ payload }) => void this.heard.push(String(payload)));
    });
  }

  button(name: string | RegExp): Locator {
    return this.at.getByRole('button', { name, exact: true });
  }

  async presses(name: string | RegExp, button = this.button(name)): Promise<void> {
    this.taps++;
    // Of several tabs, only the one in front is drawn at full speed.
    await this.page.bringToFront();
    await button.click();
  }

  async chooses(name: string | RegExp): Promise<void> {
    this.taps++;
    await this.at.getByRole('radio', { name }).or(this.at.getByRole('checkbox', { name })).check();
  }

  async types(field: Locator, text: string): Promise<void> {
    this.keys += text.length;
    await field.fill(text);
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.at.getByText(text).filter({ visible: true }).first().waitFor();
  }

  async seesHeading(name: string | RegExp): Promise<void> {
    await this.at.getByRole('heading', { name }).first().waitFor();
  }

  /** Once what is under way has settled, there is none of it. */
  async seesNo(text: string | RegExp): Promise<void> {
    await this.at.getByText(text).filter({ visible: true }).first().waitFor({ state: 'detached' });
  }

  /** The mark of a drill is on screen. */
  async seesOefening(): Promise<void> {
    await this.at.getByRole('main').getByText('Oefening', { exact: true }).filter({ visible: true }).first().waitFor();
  }

  isConnected(): Promise<void> {
    return this.sees(/^Verbonden · gecontroleerd om \d\d:\d\d$/);
  }

  async signsOut(): Promise<void> {
    await this.presses('Uitloggen');
    await this.seesHeading('Inloggen in de demonstratie');
  }

  /** Commands of this name that the page has given so far. */
  commands(command: string): string[] {
    return this.said.filter((frame) => frame.includes(`["${command}"`));
  }

  /** By the keyboard alone. */
  async tabsTo(name: string | RegExp): Promise<void> {
    for (let tries = 0; tries < 60; tries++) {
      await this.page.keyboard.press('Tab');
      const at = await this.focused();
      if (typeof name === 'string' ? at === name : name.test(at)) return;
    }
    throw new Error(`the keyboard does not reach ${String(name)}; it is at ${await this.focused()}`);
  }

  async enters(name: string | RegExp): Promise<void> {
    await this.tabsTo(name);
    await this.page.keyboard.press('Enter');
  }

  /** Whose control has the focus, by its accessible name. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      const { activeElement: active } = document;
      if (active === document.body) return '';
      const label = active instanceof HTMLInputElement ? active.labels?.[0]?.textContent : null;
      return (label ?? active?.getAttribute('aria-label') ?? active?.textContent ?? '').trim();
    });
  }
}

/** A kind of part: a sender, a recipient, a teacher. */
export type PartClass<P extends Part> = new (...args: ConstructorParameters<typeof Part>) => P;

/** Tries again until the expectation holds, for longer than a page rests between two attempts; for what no locator can wait for. */
export async function eventually<T>(expectation: () => T | Promise<T>): Promise<T> {
  for (let tries = 0; tries < 300; tries++) {
    try {
      return await expectation();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return expectation();
}
