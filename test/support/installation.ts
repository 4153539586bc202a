import { type OpenedDatabase, openDatabase, loadDirectory, People, Sessions } from '../../src/directory/index.js';
import { hashOf, newSecret } from '../../src/identity/index.js';

/** Long enough for a test. */
const LIFE = 12 * 3_600_000;

/** Servers in processes of their own, with the demonstration's schools and people, who sign in by what is written into the directory. */
export class Installation {
  readonly config = { demonstration: false };

  private constructor(
    readonly url: string,
    private readonly database: OpenedDatabase,
  ) {}

  /** @param url where its pages are @param databaseUrl of its directory @param folder of its schools and people */
  static async at(url: string, databaseUrl: string, folder = 'demonstration'): Promise<Installation> {
    const database = await openDatabase({ folder: null, url: databaseUrl });
    await loadDirectory(database.db, folder);
    return new Installation(url, database);
  }

  async personId(name: string): Promise<string> {
    return (await new People(this.database.db).all()).find((each) => each.name === name)!.id;
  }

  /** The cookie of a session of theirs. */
  async session(name: string): Promise<string> {
    const [now, secret] = [Date.now(), newSecret()];
    const times = { provenAt: now, expiresAt: now + LIFE, endsAt: now + LIFE, mustWait: false, byClick: true };
    const session = {
      person: await this.personId(name),
      tokenHash: hashOf(secret),
      label: 'Chrome · Linux',
      use: 'own' as const,
    };
    await new Sessions(this.database.db).create({ ...session, ...times }, now);
    return `__Host-seintje=${secret}`;
  }

  close(): Promise<void> {
    return this.database.close();
  }
}
