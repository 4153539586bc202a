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

  async withdraws(): Promise<void> {
    await this.presses('Trek het signaal in');
    await this.presses('Ja, trek het in');
  }

  startsASignal(): Promise<void> {
    return this.presses('Nieuw signaal');
  }

  async fillsIn(pupil: Content, school: string): Promise<void> {
    await this.choosesSchool(school);
    await this.fillsInPupil(pupil);
  }

  async fillsInPupil({ name, dateOfBirth }: Content): Promise<void> {
    await this.typesName(name);
    const [year = '', month = '', day = ''] = dateOfBirth.split('-');
    await this.typesDate(String(Number(day)), String(Number(month)), year);
  }

  async choosesSchool(school: string): Promise<void> {
    await this.types(this.at.getByLabel('Zoek op naam, plaats of BRIN.'), school);
    await this.at.getByRole('radio', { name: new RegExp(`^${school}, `) }).check();
  }

  typesName(name: string): Promise<void> {
    return this.types(this.at.getByLabel('Hoe heet de leerling?'), name);
  }

  async typesDate(day: string, month: string, year: string): Promise<void> {
    const date = this.at.getByRole('group', { name: 'Wat is de geboortedatum?' });
    await this.types(date.getByLabel('Dag'), day);
    await this.types(date.getByLabel('Maand'), month);
    await this.types(date.getByLabel('Jaar'), year);
  }

  goesOn(): Promise<void> {
    return this.presses('Ga verder');
  }
}
