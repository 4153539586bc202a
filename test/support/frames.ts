import { Person } from './person.js';
import type { TestApp } from './start-app.js';

/** Somebody who arrives at a page whose every incoming frame is kept as it came. */
export async function arrivesListening(app: TestApp, name: string): Promise<{ person: Person; frames: string[] }> {
  const person = await Person.signsIn(app, name);
  await person.connects();
  const frames: string[] = [];
  person.socket.io.engine.on('data', (data: unknown) => frames.push(String(data)));
  await person.registers();
  return { person, frames };
}

/** Without the packet's type and the number of the acknowledgement, which count up by themselves. */
export function bare(frame: string): string {
  return frame.replace(/^\d+/, '');
}
