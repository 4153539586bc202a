import type { Content } from '../../../src/sealed/index.js';
import { Part } from './part.js';

/** An intern begeleider or directeur at their page. */
export class Recipient extends Part {
  isAlerted(): Promise<void> {
    return this.seesHeading('Er is een Handle with Care-signaal.');
  }

  /** One tap, and the name is there. */
  async opensTheSignal(pupil: Content): Promise<void> {
    await this.presses('Ik pak dit op');
    await this.seesHeading(pupil.name);
  }

  async passesItOnTo(teacher: string): Promise<void> {
    await this.presses('Kies de leerkracht');
    await this.chooses(new RegExp(`· ${teacher}`));
    await this.presses(`Stuur naar ${teacher}`);
    await this.sees(`${firstName(teacher)} heeft het bericht nog niet gezien.`);
  }

  async isDone(): Promise<void> {
    await this.presses('Wij zijn klaar');
    await this.presses('Ja, wij zijn klaar');
  }
}

function firstName(name: string): string {
  return name.split(' ')[0]!;
}
