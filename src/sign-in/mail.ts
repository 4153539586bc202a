import { Inject, Injectable } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { CONFIG, type Config } from '../config/index.js';
import { Refused } from '../identity/index.js';
import { Log } from '../log/index.js';

/** How long a mail server may be silent, in milliseconds. */
const PATIENCE = 10_000;

const THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]'];

/** Letters to staff, by SMTP (RFC 5321) where a server is configured. */
@Injectable()
export class Mail {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly log: Log,
  ) {}

  get isConfigured(): boolean {
    return this.config.smtp !== null;
  }

  /** @throws Refused not-mailed, where the server did not take it */
  async invite({ name, email }: { name: string; email: string }, link: string): Promise<void> {
    const { url, from } = this.config.smtp!;
    const patience = { connectionTimeout: PATIENCE, greetingTimeout: PATIENCE, socketTimeout: PATIENCE };
    // Whoever reads the link can use it: STARTTLS (RFC 3207) must not be left out on the way.
    const requireTLS = !THIS_MACHINE.includes(new URL(url).hostname);
    const transport = createTransport({ url, requireTLS, ...patience });
    try {
      const to = { name, address: email };
      await transport.sendMail({ from, to, subject: 'Je uitnodiging voor Seintje', text: textOf(name, link) });
    } catch (error) {
      // Never its message, which repeats addresses.
      this.log.warn('a letter was not taken', { code: (error as { code?: string }).code });
      throw new Refused('not-mailed');
    } finally {
      transport.close();
    }
  }
}

function textOf(name: string, link: string): string {
  return [
    `Dag ${name},`,
    'Met deze link krijg je toegang tot Seintje. Je maakt er een passkey mee: je hebt geen wachtwoord nodig.',
    link,
    'De link werkt 24 uur, één keer. Geef hem aan niemand door.',
    'Heb je dit niet verwacht? Doe dan niets, en vertel het je beheerder.',
  ].join('\n\n');
}
