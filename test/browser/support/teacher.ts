import type { Content } from '../../../src/sealed/index.js';
import { Part } from './part.js';

/** A leerkracht at their page. */
export class Teacher extends Part {
  isAlerted(): Promise<void> {
    return this.seesHeading('Kijkt er niemand mee?');
  }

  async opensTheCard({ name }: { name: string | RegExp }): Promise<void> {
    await this.presses('Toon');
    await this.seesHeading(name);
  }

  async showsTheName(pupil: Content): Promise<void> {
    await this.presses('Toon naam');
    await this.seesHeading(pupil.name);
  }

  async knows(): Promise<void> {
    await this.presses('Ik weet het');
    await this.sees(/ziet dat je het weet\.$/);
  }
}
