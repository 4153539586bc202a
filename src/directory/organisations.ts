import { Inject, Injectable } from '@nestjs/common';
import { eq } from 'drizzle-orm';
import type { Organisation } from '../contract/index.js';
import { DATABASE, type Database } from './database.js';
import { organisations } from './schema.js';
import { DEFAULT_SETTINGS, differingFrom, type Settings, settingsFrom } from './settings.js';

/** What an organisation is called, and what it has set for itself. */
@Injectable()
export class Organisations {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  async byId(id: string): Promise<Organisation> {
    const { name, settings } = organisations;
    const [found] = await this.db.select({ name, settings }).from(organisations).where(eq(organisations.id, id));
    return { name: found!.name, settings: settingsFrom(found!.settings), defaults: DEFAULT_SETTINGS };
  }

  /** Only what differs from the defaults is stored: where a default is changed later, that holds. */
  async set(id: string, settings: Settings): Promise<void> {
    await this.db
      .update(organisations)
      .set({ settings: differingFrom(settings) })
      .where(eq(organisations.id, id));
  }
}
