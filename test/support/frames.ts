import { Person } from './person.js';
import type { TestApp } from './start-app.js';

/** It comes by the clock, whatever is said meanwhile: test/silence/presence.test.ts looks at nothing else. */
export function isOfPresence(frame: string): boolean {
  return /^4?2\["presence:changed",/.test(frame);
}

/** Somebody who arrives at a page whose every incoming frame is kept as it came, but for those of presence. */
export async function arrivesListening(app: TestApp, name: string): Promise<{ person: Person; frames: string[] }> {
  const person = await Person.signsIn(app, name);
  await person.connects();
  const frames: string[] = [];
  person.socket.io.engine.on('data', (data: unknown) => {
    if (!isOfPresence(String(data))) frames.push(String(data));
  });
  await person.registers();
  return { person, frames };
}

/** Without the packet's type and the number of the acknowledgement, which count up by themselves. */
export function bare(frame: string): string {
  return frame.replace(/^\d+/, '');
}
