import type { Content } from '../../../src/sealed/index.js';
import { Part } from './part.js';

/** A leerplichtambtenaar at their page. */
export class Sender extends Part {
  /** From today's overview to a signal under way. */
  async sendsASignalFor(pupil: Content, school = 'OBS De Linde'): Promise<void> {
    await this.startsASignal();
    await this.fillsIn(pupil, school);
    await this.goesOn();
    await this.seesHeading('Klopt dit?');
    await this.presses(`Stuur naar ${school}`);
    await this.seesHeading(`Het signaal is verstuurd naar ${school}.`);
  }

  startsASignal(): Promise<void> {
    return this.presses('Nieuw signaal');
  }

  async fillsIn({ name, dateOfBirth }: Content, school: string): Promise<void> {
    await this.choosesSchool(school);
    await this.typesName(name);
    const [year = '', month = '', day = ''] = dateOfBirth.split('-');
    await this.typesDate(String(Number(day)), String(Number(month)), year);
  }

  async choosesSchool(school: string): Promise<void> {
    await this.at.getByLabel('Zoek op naam, plaats of BRIN.').fill(school);
    await this.at.getByRole('radio', { name: new RegExp(`^${school}, `) }).check();
  }

  typesName(name: string): Promise<void> {
    return this.at.getByLabel('Hoe heet de leerling?').fill(name);
  }

  async typesDate(day: string, month: string, year: string): Promise<void> {
    const date = this.at.getByRole('group', { name: 'Wat is de geboortedatum?' });
    await date.getByLabel('Dag').fill(day);
    await date.getByLabel('Maand').fill(month);
    await date.getByLabel('Jaar').fill(year);
  }

  goesOn(): Promise<void> {
    return this.presses('Ga verder');
  }
}
