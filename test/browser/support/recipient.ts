import type { Locator } from 'playwright-core';
import type { Content } from '../../../src/sealed/index.js';
import { Part } from './part.js';

/** An intern begeleider or directeur at their page. */
export class Recipient extends Part {
  isAlerted(): Promise<void> {
    return this.seesHeading('Er is een Handle with Care-signaal.');
  }

  isAlertedToADrill(): Promise<void> {
    return this.seesHeading('Er is een oefensignaal.');
  }

  async startsADrill(): Promise<void> {
    await this.presses('Oefen met je team');
    await this.seesOefening();
    await this.presses('Start de oefening');
  }

  /** One signal of several on the page. */
  signal(id: string): Locator {
    return this.at.locator(`#signal-${id}`);
  }

  /** One tap, and the name is there; of several signals, that of one. */
  async opensTheSignal({ name }: { name: string | RegExp }, id?: string): Promise<void> {
    const take = 'Ik pak dit op';
    await this.presses(take, id ? this.signal(id).getByRole('button', { name: take }) : undefined);
    await this.seesHeading(name);
  }

  async takesItOver({ name }: Content): Promise<void> {
    await this.presses('Neem het over');
    await this.presses('Ja, ik neem het over');
    await this.seesHeading(name);
  }

  /** The teachers in the order of their groups. */
  async passesItOnTo(...teachers: string[]): Promise<void> {
    await this.presses('Kies de leerkracht');
    await this.choosesTeachers(...teachers);
  }

  async choosesTeachers(...teachers: string[]): Promise<void> {
    for (const teacher of teachers) await this.chooses(new RegExp(`· ${teacher}`));
    await this.presses(`Stuur naar ${new Intl.ListFormat('nl').format(teachers)}`);
    for (const teacher of teachers) await this.sees(`${firstName(teacher)} heeft het bericht nog niet gezien.`);
  }

  async isDone(): Promise<void> {
    await this.presses('Wij zijn klaar');
    await this.presses('Ja, wij zijn klaar');
  }
}

function firstName(name: string): string {
  return name.split(' ')[0]!;
}
